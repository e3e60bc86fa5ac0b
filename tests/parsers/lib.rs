//! Every reader of bytes that someone else may have written, each behind the same door: bytes in, nothing out, no panic. `fuzz/` searches
//! them with coverage; `tests/flows/fuzzing.rs` runs on each, at every `./x test`, all that was ever found.

use std::sync::OnceLock;

use domain::supporting::{FileFormat, check_file};
use security::access::{EditHealth, Roles};
use security::cell::{CellAddress, CellHeader, FilePlace, Padding, SealedFile, SubjectKey};
use security::enrolment::{accept, enrol};
use security::kdf::KdfParams;
use security::password::{Login, Password};
use security::recovery::{Letter, join, sheets};
use security::secret::InstallationSecret;
use security::statement::Moment;
use security::vault::{Entering, Founding, RecoverySecret};
use security::{Compartment, Day, Role, SeededRandom, Session, SlotBook, Standing, Terms, VaultId};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A reader of bytes.
pub type Parser = fn(&[u8]);

/// Every reader, by the name of its corpus.
pub const PARSERS: &[(&str, Parser)] = &[
    ("slots", slots),
    ("statements", statements),
    ("cells", cells),
    ("recovery", recovery),
    ("enrolment", enrolment),
    ("pickle", pickle),
    ("pictures", pictures),
    ("files", files),
];

/// A slot file as it lies beside the base.
pub fn slots(bytes: &[u8]) {
    if let Ok(book) = SlotBook::from_bytes(bytes) {
        assert!(book.to_bytes() == bytes, "one book has one writing");
    }
}

/// A slot file that someone wrote with the right checksum: what is behind it is read too, the slots, then the chain of statements.
pub fn statements(content: &[u8]) {
    let checksum = Sha256::digest(content);
    slots(&[content, &checksum].concat());
}

/// A wrapped content key and a sealed cell, one after the other: the first byte is the length of the key.
pub fn cells(bytes: &[u8]) {
    let Some((length, bytes)) = bytes.split_first() else { return };
    let (wrapped, sealed) = bytes.split_at(usize::from(*length).min(bytes.len()));
    let town = town();
    let grant = town.session.authorize::<EditHealth>().expect("the referent");
    if let Ok(key) = grant.subject_key(HEALTH, CHILD, wrapped) {
        let opened = grant.open(&key, PLACE, sealed);
        assert!(opened.is_err() || CellHeader::of(sealed).is_ok_and(|header| header.compartment == HEALTH));
    }
    let (key, _) = grant.new_subject_key(HEALTH, CHILD).expect("a key");
    // What lies there is replaced: its counter goes on, or the cell is refused.
    if let Ok(next) = grant.seal(&key, PLACE, Some(sealed), Padding::Record, b"") {
        assert!(grant.open(&key, PLACE, &next).is_ok_and(|content| content.is_empty()));
    }
}

/// What was typed from two sheets, separated by a bar.
pub fn recovery(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (first, second) = text.split_once('|').unwrap_or((&text, ""));
    for letters in [(Letter::A, Letter::B), (Letter::C, Letter::A)] {
        let _ = join(&town().book, [(letters.0, first), (letters.1, second)]);
    }
}

/// The secret sealed under the code of a desk, long after its time: everything of it is read but the seal, whose derivation takes a
/// quarter of a second.
pub fn enrolment(bytes: &[u8]) {
    assert!(accept(&town().book, bytes, "sept tuiles rondes", i64::MAX).is_err(), "its time is over");
}

/// A value that Noethysweb sealed, once it is opened: nothing of it is run.
pub fn pickle(bytes: &[u8]) {
    let _ = exchange::takeover::read_sealed_value(bytes);
}

/// A picture that a family sent: read within limits, written again, or refused.
pub fn pictures(bytes: &[u8]) {
    let Some(format) = FileFormat::of(bytes) else { return };
    if let Ok(kept) = exchange::pictures::page(format, bytes) {
        assert_eq!(FileFormat::of(&kept.bytes), Some(kept.format), "what is written is what it says");
    }
    let _ = check_file("image.png", bytes);
}

/// A sealed file, its head and one chunk: the first two bytes are the length of the head.
pub fn files(bytes: &[u8]) {
    let Some((length, bytes)) = bytes.split_first_chunk::<2>() else { return };
    let (head, chunk) = bytes.split_at(usize::from(u16::from_be_bytes(*length)).min(bytes.len()));
    let town = town();
    let grant = town.session.authorize::<EditHealth>().expect("the referent");
    let key = &town.file_key;
    let file = SealedFile { head: head.to_vec(), chunks: vec![chunk.to_vec()] };
    let Ok(opened) = grant.open_file(key, FILE, &file) else { return };
    assert_eq!(opened.content.as_slice(), SCAN, "what opens is what was sealed");
}

/// What the product itself writes: where a search begins. For what others write, as they write it.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let town = town();
    let book = town.book.to_bytes();
    let grant = town.session.authorize::<EditHealth>().expect("the referent");
    let (key, wrapped) = grant.new_subject_key(HEALTH, CHILD).expect("a key");
    let length = u8::try_from(wrapped.len()).expect("a short key");
    let cell = |content: &[u8]| {
        let sealed = grant.seal(&key, PLACE, None, Padding::Record, content).expect("sealed");
        [&[length][..], &wrapped, &sealed].concat()
    };
    let random = &mut SeededRandom::new(5);
    let printed = sheets(&town.book, &town.recovery, &town.installation, random);
    let half = |sheet: Letter, with: Letter| -> String {
        let halves = &printed[sheet as usize].halves;
        let half = halves.iter().find(|half| half.with == with).expect("a half");
        half.lines.iter().map(|line| format!("{}\n", **line)).collect()
    };
    let (a, b) = (half(Letter::A, Letter::B), half(Letter::B, Letter::A));
    let drawn = exchange::pictures::drawn(90, 110, [30, 90, 200, 255].repeat(90 * 110)).expect("a picture");
    let file = grant.seal_file(&town.file_key, FILE, b"pdf", SCAN).expect("sealed");
    let length = u16::try_from(file.head.len()).expect("a short head").to_be_bytes();
    let sealed = [&length[..], &file.head, &file.chunks[0]].concat();
    let code = enrol(VAULT, &town.installation, AT.at_ms, KdfParams::FLOOR, random).expect("a code");
    vec![
        ("slots", book.clone()),
        ("statements", book[..book.len() - 32].to_vec()),
        ("cells", cell(b"")),
        ("cells", cell(&[7; 300])),
        ("recovery", format!("{a}|{b}").into_bytes()),
        ("recovery", format!("{b}|{}", a.to_lowercase()).into_bytes()),
        ("enrolment", code.sealed),
        ("pictures", exchange::pictures::drawn(6, 4, [200, 30, 30, 255].repeat(24)).expect("a picture")),
        ("pictures", exchange::pictures::portrait(FileFormat::Png, &drawn).expect("a portrait").bytes),
        ("files", sealed),
        ("pickle", PICKLED_TEXT.to_vec()),
        ("pickle", PICKLED_DATE.to_vec()),
        ("pickle", PICKLED_DECIMAL.to_vec()),
    ]
}

/// As Python writes them.
const PICKLED_TEXT: &[u8] = b"\x80\x04\x95\x0c\0\0\0\0\0\0\0\x8c\x08Le Floch\x94.";
const PICKLED_DATE: &[u8] =
    b"\x80\x04\x95 \0\0\0\0\0\0\0\x8c\x08datetime\x94\x8c\x04date\x94\x93\x94C\x04\x07\xe0\x05\x15\x94\x85\x94R\x94.";
const PICKLED_DECIMAL: &[u8] =
    b"\x80\x04\x95$\0\0\0\0\0\0\0\x8c\x07decimal\x94\x8c\x07Decimal\x94\x93\x94\x8c\x06742.50\x94\x85\x94R\x94.";

const VAULT: VaultId = VaultId(Uuid::from_u128(0xF0CC));
const CHILD: Uuid = Uuid::from_u128(0xE1);
const HEALTH: Compartment = Compartment::HealthRecord;
const PLACE: CellAddress = CellAddress { table: 4, row: CHILD, column: 1 };
const FILE: FilePlace = FilePlace { head: CellAddress { table: 7, row: CHILD, column: 2 }, of: CHILD };
const SCAN: &[u8] = b"%PDF-1.7 %%EOF";
const AT: Moment = Moment { at_ms: 1_790_000_000_000, desk: 1 };
const DAY: Day = Day(20_717);

/// A vault of two agents, founded once.
struct Town {
    book: SlotBook,
    installation: InstallationSecret,
    recovery: RecoverySecret,
    /// The health referent at work.
    session: Session,
    /// The content key of a file it joined.
    file_key: SubjectKey,
}

fn town() -> &'static Town {
    static TOWN: OnceLock<Town> = OnceLock::new();
    TOWN.get_or_init(|| {
        let random = &mut SeededRandom::new(17);
        let login = |name| Login::new(name).expect("a login");
        let password = Password::new("sept tuiles rondes chantent sous la pluie fine 42");
        let founding = Founding {
            vault: VAULT,
            agent: Uuid::from_u128(1),
            login: login("adm"),
            password: &password,
            kdf: KdfParams::FLOOR,
            roles: Roles::of([Role::Adm]),
            day: DAY,
        };
        let founded = SlotBook::found(founding, AT, random).expect("founded");
        let (mut book, mut founder) = (founded.book, founded.open);
        let entering = Entering {
            agent: Uuid::from_u128(2),
            login: login("san"),
            password: &password,
            kdf: KdfParams::FLOOR,
            entitled: vec![Terms::open_ended(Role::San, DAY)],
        };
        let mut referent =
            founder.welcome(&mut book, &entering, None, &founded.installation, AT, random).expect("welcomed");
        for compartment in [Compartment::HealthOp, Compartment::HealthRecord] {
            founder.hand_over(&mut book, compartment, &mut referent, AT, random).expect("handed over");
        }
        let standing = Standing::of(Roles::of([Role::San]), 1);
        let session = referent.into_session(standing, Box::new(SeededRandom::new(18)));
        let file_key = {
            let grant = session.authorize::<EditHealth>().expect("the referent");
            grant.new_subject_key(HEALTH, CHILD).expect("a key").0
        };
        Town { book, installation: founded.installation, recovery: founded.recovery, session, file_key }
    })
}
