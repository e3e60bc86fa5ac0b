use super::*;
use crate::access::Role;
use crate::vault::town::{DESK, FOUNDER, HEALTH, VAULT, town};

fn act<'a>(operation: &'a str, detail: Option<&'a [u8]>) -> Act<'a> {
    Act {
        at_ms: 1_790_000_000_000,
        hlc: Hlc::ZERO.tick(1_790_000_000_000),
        operation,
        object_kind: "family",
        object: Some(Uuid::from_u128(5)),
        before: None,
        after: Some([3; 32]),
        detail,
    }
}

/// Ten entries by three agents.
fn journal() -> Vec<Entry> {
    let sessions = [(FOUNDER, Role::Adm), (HEALTH, Role::San), (DESK, Role::Ins)]
        .map(|(agent, role)| town().session(agent, &[role]));
    let mut chain = Chain::at(Head::start(1));
    (0..10)
        .map(|n| {
            let detail = format!("famille {n}");
            let detail = (n % 2 == 0).then_some(detail.as_bytes());
            chain.next(&sessions[n % 3], &act("family_edit", detail)).unwrap()
        })
        .collect()
}

fn verify(entries: Vec<Entry>, signatures: Signatures) -> Result<Head, Broken> {
    let roster = town().book.roster();
    Verifier::from(VAULT, roster, Head::start(1), signatures).check_all(entries)
}

#[test]
fn a_whole_journal_holds() {
    let entries = journal();
    let head = entries.last().unwrap().head();
    assert_eq!(verify(entries.clone(), Signatures::All), Ok(head));
    assert_eq!(verify(entries, Signatures::OneIn(4)), Ok(head));
    assert_eq!(head.seq, 10);
    assert_eq!(head.fingerprint().len(), 16);
}

type Tampering = (&'static str, fn(&mut Entry), Break);

#[test]
fn any_change_is_reported_at_its_entry() {
    let tamperings: [Tampering; 13] = [
        ("at", |e| e.at_ms += 1, Break::Content),
        ("hlc", |e| e.hlc = e.hlc.tick(0), Break::Content),
        ("agent", |e| e.agent = DESK, Break::Content),
        ("operation", |e| e.operation.push('x'), Break::Content),
        ("kind", |e| e.object_kind.clear(), Break::Content),
        ("object", |e| e.object = None, Break::Content),
        ("before", |e| e.before = Some([0; 32]), Break::Content),
        ("after", |e| e.after = None, Break::Content),
        ("digest", |e| e.detail_digest[0] ^= 1, Break::Content),
        ("detail", |e| e.detail = Some(vec![1]), Break::Detail),
        ("link", |e| e.previous[0] ^= 1, Break::Link),
        ("signature", |e| e.signature[0] ^= 1, Break::Signature),
        ("desk", |e| e.desk = 2, Break::Sequence),
    ];
    for (name, tamper, what) in tamperings {
        let mut entries = journal();
        tamper(&mut entries[4]);
        let broken = Err(Broken { seq: 5, what });
        assert_eq!(verify(entries, Signatures::All), broken, "{name}");
    }
}

#[test]
fn a_missing_repeated_or_swapped_entry_is_reported() {
    let sequence = |seq| Err(Broken { seq, what: Break::Sequence });
    let mut missing = journal();
    missing.remove(4);
    assert_eq!(verify(missing, Signatures::All), sequence(5));
    let mut repeated = journal();
    repeated.insert(4, repeated[3].clone());
    assert_eq!(verify(repeated, Signatures::All), sequence(5));
    let mut swapped = journal();
    swapped.swap(4, 5);
    assert_eq!(verify(swapped, Signatures::All), sequence(5));
}

#[test]
fn whoever_rewrites_the_chain_cannot_sign_for_another() {
    // An insider with the database key changes an entry and recomputes every hash after it.
    let mut entries = journal();
    entries[4].operation = "family_read".into();
    for index in 4..entries.len() {
        entries[index].previous = entries[index - 1].hash;
        entries[index].hash = entries[index].computed_hash(VAULT);
    }
    assert_eq!(verify(entries, Signatures::All), Err(Broken { seq: 5, what: Break::Signature }));
    let mut invented = journal();
    invented[4].agent = Uuid::from_u128(77);
    invented[4].hash = invented[4].computed_hash(VAULT);
    assert_eq!(verify(invented, Signatures::All), Err(Broken { seq: 5, what: Break::UnknownAgent }));
}

#[test]
fn the_detail_can_be_read_by_few_and_deleted_without_breaking_the_chain() {
    let dpo_like = town().session(FOUNDER, &[Role::Dpo]);
    let grant = dpo_like.authorize::<ReadAudit>().unwrap();
    let mut entries = journal();
    let opened = grant.open_detail(&entries[2]).unwrap().unwrap();
    assert_eq!(opened.as_slice(), "famille 2".as_bytes());
    assert!(grant.open_detail(&entries[1]).unwrap().is_none());
    // A detail shown under another entry does not open.
    entries[4].detail = entries[2].detail.clone();
    assert_eq!(grant.open_detail(&entries[4]).err(), Some(CellError::SealBroken));

    let desk = town().session(DESK, &[Role::Dpo]);
    assert!(desk.authorize::<ReadAudit>().is_err(), "the key was never handed to the desk");

    let mut purged = journal();
    purged.iter_mut().for_each(|entry| entry.detail = None);
    assert!(verify(purged, Signatures::All).is_ok());
}

#[test]
fn an_old_key_still_verifies_what_it_signed() {
    use crate::password::Password;
    use crate::random::SeededRandom;
    use crate::vault::town::{AT, entering};
    let town = town();
    let mut book = town.book.clone();
    let password = Password::new("une phrase retrouvée");
    let entering = entering(HEALTH, "san", &password, &[]);
    let founder = town.open(FOUNDER);
    let random = &mut SeededRandom::new(1);
    founder.welcome(&mut book, &entering, Some(&town.open(DESK)), &town.installation, AT, random).unwrap();
    let verifier = Verifier::from(VAULT, book.roster(), Head::start(1), Signatures::All);
    assert!(verifier.check_all(journal()).is_ok());
}

#[test]
fn a_locked_session_writes_nothing() {
    let session = town().session(DESK, &[Role::Ins]);
    session.lock();
    let mut chain = Chain::at(Head::start(1));
    assert_eq!(chain.next(&session, &act("x", None)).err(), Some(Denied::Locked));
    assert_eq!(chain.head(), Head::start(1));
}

#[test]
fn the_canonical_bytes_are_frozen() {
    let entry = journal().remove(1);
    let hex: String = entry.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "ab9dbb769d49d44aee6b11c791eb3dce535290f9d2683ae833b3b15fc25a2cc3");
}
