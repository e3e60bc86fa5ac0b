use super::subject::WrapHeader;
use super::*;
use crate::access::{EditFamilies, EditHealth, ReadHealth, ReadInstructions, Role};
use crate::random::SeededRandom;
use crate::session::Session;
use crate::vault::SlotBook;
use crate::vault::town::{AT, DESK, FOUNDER, HEALTH, VAULT, town};
use proptest::prelude::*;

const CHILD: Uuid = Uuid::from_u128(0xE1);
const SIBLING: Uuid = Uuid::from_u128(0xE2);
const PLACE: CellAddress = CellAddress { table: 12, row: CHILD, column: 3 };
const OP: Compartment = Compartment::HealthOp;
const RECORD: Compartment = Compartment::HealthRecord;

fn health() -> Session {
    town().session(HEALTH, &[Role::San])
}

#[test]
fn what_is_sealed_opens_in_its_place() {
    let session = health();
    let grant = session.authorize::<EditHealth>().unwrap();
    let (key, wrapped) = grant.new_subject_key(OP, CHILD).unwrap();
    let sealed = grant.seal(&key, PLACE, None, Padding::Record, "arachide".as_bytes()).unwrap();
    let again = grant.subject_key(OP, CHILD, &wrapped).unwrap();
    assert_eq!(grant.open(&again, PLACE, &sealed).unwrap().as_slice(), b"arachide");
    let header = CellHeader::of(&sealed).unwrap();
    assert_eq!(header, CellHeader { compartment: OP, epoch: 2, desk: 1, counter: 1 });
    let next = grant.seal(&key, PLACE, Some(&sealed), Padding::Record, b"").unwrap();
    assert_eq!(CellHeader::of(&next).unwrap().counter, 2);
    assert!(grant.open(&key, PLACE, &next).unwrap().is_empty());
}

#[test]
fn moved_to_any_other_place_it_does_not_open() {
    let session = health();
    let grant = session.authorize::<EditHealth>().unwrap();
    let (key, wrapped) = grant.new_subject_key(OP, CHILD).unwrap();
    let sealed = grant.seal(&key, PLACE, None, Padding::Short, b"gluten").unwrap();
    let broken = Some(CellError::SealBroken);

    let elsewhere = [
        CellAddress { row: SIBLING, ..PLACE },
        CellAddress { table: 13, ..PLACE },
        CellAddress { column: 4, ..PLACE },
    ];
    for at in elsewhere {
        assert_eq!(grant.open(&key, at, &sealed).err(), broken, "{at:?}");
    }
    let (record_key, _) = grant.new_subject_key(RECORD, CHILD).unwrap();
    assert_eq!(grant.open(&record_key, PLACE, &sealed).err(), broken);
    let (sibling_key, _) = grant.new_subject_key(OP, SIBLING).unwrap();
    assert_eq!(grant.open(&sibling_key, PLACE, &sealed).err(), broken);
    let mut relabelled = sealed.clone();
    relabelled[1] = RECORD.code();
    assert_eq!(grant.open(&record_key, PLACE, &relabelled).err(), broken);
    assert_eq!(key.open(VaultId(CHILD), PLACE, &sealed).err(), broken, "another town's vault");
    assert_eq!(grant.subject_key(OP, SIBLING, &wrapped).err(), broken, "another child's key");
    assert_eq!(grant.subject_key(RECORD, CHILD, &wrapped).err(), broken);
}

#[test]
fn every_byte_counts() {
    let session = health();
    let grant = session.authorize::<EditHealth>().unwrap();
    let (key, wrapped) = grant.new_subject_key(OP, CHILD).unwrap();
    let sealed = grant.seal(&key, PLACE, None, Padding::Short, b"oeufs").unwrap();
    for place in 0..sealed.len() {
        let mut bytes = sealed.clone();
        bytes[place] ^= 0x10;
        assert!(grant.open(&key, PLACE, &bytes).is_err(), "byte {place} of the cell");
        assert!(grant.open(&key, PLACE, &sealed[..place]).is_err(), "cut at {place}");
    }
    for place in 0..wrapped.len() {
        let mut bytes = wrapped.clone();
        bytes[place] ^= 0x10;
        assert!(grant.subject_key(OP, CHILD, &bytes).is_err(), "byte {place} of the wrap");
    }
}

#[test]
fn sizes_say_nothing() {
    let session = health();
    let grant = session.authorize::<EditHealth>().unwrap();
    let (key, _) = grant.new_subject_key(RECORD, CHILD).unwrap();
    let overhead = 16 + 24 + 16;
    for (padding, length, padded) in [
        (Padding::Record, 0, 256),
        (Padding::Record, 252, 256),
        (Padding::Record, 253, 1024),
        (Padding::Record, 1020, 1024),
        (Padding::Record, 1021, 4096),
        (Padding::Record, 4093, 8192),
        (Padding::Short, 34, 64),
        (Padding::Short, 61, 256),
    ] {
        let text = vec![7; length];
        let sealed = grant.seal(&key, PLACE, None, padding, &text).unwrap();
        assert_eq!(sealed.len(), padded + overhead, "{length}");
        assert_eq!(grant.open(&key, PLACE, &sealed).unwrap().as_slice(), text);
    }
}

#[test]
fn the_desk_deposits_an_empty_record_it_cannot_read_back() {
    let desk = town().session(DESK, &[Role::Ins]);
    let grant = desk.authorize::<EditFamilies>().unwrap();
    let (key, wrapped) = grant.new_subject_key(RECORD, CHILD).unwrap();
    let sealed = grant.seal(&key, PLACE, None, Padding::Record, b"").unwrap();
    let not_covered = CellError::NotCovered { right: "EditFamilies", compartment: RECORD };
    assert_eq!(grant.open(&key, PLACE, &sealed).err(), Some(not_covered));
    assert_eq!(grant.subject_key(RECORD, CHILD, &wrapped).err(), Some(not_covered));
    // Without the key of the compartment there is no way round either.
    let resealed = desk.reseal(RECORD, CHILD, &wrapped, &[(PLACE, &sealed)]);
    assert!(matches!(resealed, Ok(None) | Err(CellError::EpochMissing { .. })));
    let other = Compartment::Bank;
    assert_eq!(
        grant.new_subject_key(other, CHILD).err(),
        Some(CellError::NotCovered { right: "EditFamilies", compartment: other })
    );

    let holder = health();
    let reader = holder.authorize::<EditHealth>().unwrap();
    let opened = reader.subject_key(RECORD, CHILD, &wrapped).unwrap();
    assert!(opened.was_deposited());
    assert!(reader.open(&opened, PLACE, &sealed).unwrap().is_empty());
    // Real content is written under a key its depositor never had.
    let (fresh, saved) = reader.subject_key_for_writing(RECORD, CHILD, Some(&wrapped)).unwrap();
    let saved = saved.expect("a new wrap to save");
    let written = reader.seal(&fresh, PLACE, Some(&sealed), Padding::Record, b"PAI asthme").unwrap();
    assert!(key.open(VAULT, PLACE, &written).is_err());
    assert!(!reader.subject_key(RECORD, CHILD, &saved).unwrap().was_deposited());
    let (_, again) = reader.subject_key_for_writing(RECORD, CHILD, Some(&saved)).unwrap();
    assert!(again.is_none());
}

#[test]
fn a_right_opens_its_own_compartments_only() {
    let session = health();
    let edit = session.authorize::<EditHealth>().unwrap();
    let (key, wrapped) = edit.new_subject_key(RECORD, CHILD).unwrap();
    let sealed = edit.seal(&key, PLACE, None, Padding::Record, b"traitement").unwrap();
    let field = session.authorize::<ReadInstructions>().unwrap();
    let refused = Some(CellError::NotCovered { right: "ReadInstructions", compartment: RECORD });
    assert_eq!(field.subject_key(RECORD, CHILD, &wrapped).err(), refused);
    assert_eq!(field.open(&key, PLACE, &sealed).err(), refused);
    let read = session.authorize::<ReadHealth>().unwrap();
    assert!(read.open(&key, PLACE, &sealed).is_ok());
}

#[test]
fn after_a_rotation_what_was_known_opens_nothing_of_the_base_any_more() {
    let town = town();
    let before = health();
    let grant = before.authorize::<EditHealth>().unwrap();
    let (key, wrapped) = grant.new_subject_key(OP, CHILD).unwrap();
    let sealed = grant.seal(&key, PLACE, None, Padding::Short, b"lait").unwrap();
    let desk = town.session(DESK, &[Role::Ins]);
    let (_, deposited) = desk.authorize::<EditFamilies>().unwrap().new_subject_key(OP, SIBLING).unwrap();
    assert_eq!(before.reseal(OP, CHILD, &wrapped, &[]), Ok(None));

    let mut open = town.open(HEALTH);
    open.rotate(&mut town.book.clone(), OP, AT, &mut SeededRandom::new(1)).unwrap();
    let standing = crate::session::Standing::of(crate::access::Roles::of([Role::San]), 1);
    let after = open.into_session(standing, Box::new(SeededRandom::new(77)));
    let resealed = after.reseal(OP, CHILD, &wrapped, &[(PLACE, &sealed)]).unwrap().expect("an older epoch");
    let grant = after.authorize::<ReadHealth>().unwrap();
    // Until it is sealed anew, what was written under the former key is still read.
    let former = grant.subject_key(OP, CHILD, &wrapped).unwrap();
    assert_eq!(grant.open(&former, PLACE, &sealed).unwrap().as_slice(), b"lait");
    let new = grant.subject_key(OP, CHILD, &resealed.wrapped).unwrap();
    assert_eq!(grant.open(&new, PLACE, &resealed.cells[0]).unwrap().as_slice(), b"lait");
    assert_eq!(resealed.cells[0].len(), sealed.len());
    assert_eq!(CellHeader::of(&resealed.cells[0]).unwrap().counter, 2);
    // Neither the content key someone met, nor a cell moved on the way.
    assert!(key.open(VAULT, PLACE, &resealed.cells[0]).is_err());
    let elsewhere = CellAddress { row: SIBLING, ..PLACE };
    assert_eq!(after.reseal(OP, CHILD, &wrapped, &[(elsewhere, &sealed)]), Err(CellError::SealBroken));
    let moved = after.reseal(OP, SIBLING, &deposited, &[]).unwrap().expect("an older epoch");
    assert!(!grant.subject_key(OP, SIBLING, &moved.wrapped).unwrap().was_deposited());
    assert_eq!(after.reseal(OP, SIBLING, &moved.wrapped, &[]), Ok(None));
    // Who was not handed the new key reads nothing of the new epoch.
    let left_behind = before.authorize::<ReadHealth>().unwrap();
    assert_eq!(
        left_behind.subject_key(OP, CHILD, &resealed.wrapped).err(),
        Some(CellError::EpochMissing { compartment: OP, epoch: 3 })
    );
}

/// The compartments each agent opens with their own keys and a tool of their making, whatever
/// their rights in the application.
#[test]
fn an_insider_opens_only_what_was_handed_to_them() {
    let health_session = health();
    let grant = health_session.authorize::<EditHealth>().unwrap();
    for compartment in [OP, RECORD] {
        let (_, wrapped) = grant.new_subject_key(compartment, CHILD).unwrap();
        for agent in [DESK, FOUNDER] {
            let session = town().session(agent, &Role::ALL);
            let open = session.open().unwrap();
            assert_eq!(
                unwrap(&session, &open, compartment, CHILD, &wrapped).err(),
                Some(CellError::EpochMissing { compartment, epoch: 2 })
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_content_comes_back(text in proptest::collection::vec(any::<u8>(), 0..5000), short: bool) {
        let padding = if short { Padding::Short } else { Padding::Record };
        let padded = padding.pad(&text);
        let back = unpad(padded).unwrap();
        prop_assert_eq!(back.as_slice(), text.as_slice());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = CellHeader::of(&bytes);
        let _ = WrapHeader::split(&bytes);
        let _ = unpad(Zeroizing::new(bytes));
    }
}

/// Cells of every released format open for ever: the fixture is added to, never rewritten.
#[test]
fn frozen_vectors_open_for_ever() {
    let lines = include_str!("../../tests/vectors/cells-v1.txt").lines();
    let mut checked = 0;
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(';').collect();
        let [key, compartment, table, row, column, sealed, content] = fields[..] else {
            panic!("seven fields: {line}");
        };
        let key = SubjectKey {
            key: Key::from_slice(&unhex(key)).unwrap(),
            compartment: Compartment::from_name(compartment).unwrap(),
            epoch: 1,
            deposited: false,
        };
        let row = Uuid::parse_str(row).unwrap();
        let at = CellAddress { table: table.parse().unwrap(), row, column: column.parse().unwrap() };
        let opened = key.open(VAULT, at, &unhex(sealed)).unwrap();
        assert_eq!(opened.as_slice(), content.as_bytes());
        checked += 1;
    }
    assert_eq!(checked, 4);
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(digit).collect()
}

/// Wrapped keys of every released format open for ever, with the keys of the frozen slot file.
#[test]
fn frozen_wraps_open_for_ever() {
    let frozen = include_bytes!("../../tests/vectors/slots-v1.cles");
    let session = town().session_on(&SlotBook::from_bytes(frozen).unwrap(), HEALTH, &[Role::San]);
    let open = session.open().unwrap();
    let lines = include_str!("../../tests/vectors/wraps-v1.txt").lines();
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.len(), 2);
    for (line, deposited) in lines.into_iter().zip([false, true]) {
        let fields: Vec<&str> = line.split(';').collect();
        let [wrapped, compartment, subject, content] = fields[..] else {
            panic!("four fields: {line}");
        };
        let compartment = Compartment::from_name(compartment).unwrap();
        let subject = Uuid::parse_str(subject).unwrap();
        let key = unwrap(&session, &open, compartment, subject, &unhex(wrapped)).unwrap();
        assert_eq!(key.key.expose().as_slice(), unhex(content));
        assert_eq!(key.was_deposited(), deposited);
    }
}
