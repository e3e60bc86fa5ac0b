use super::*;
use crate::compartment::Compartment;
use crate::secret::{InstallationSecret, Key};
use crate::vault::town::{VAULT, login, password, town};

fn damage(bytes: &[u8]) -> SlotDamage {
    SlotBook::from_bytes(bytes).err().expect("a refusal")
}

#[test]
fn reads_back() {
    let book = &town().book;
    let again = SlotBook::from_bytes(&book.to_bytes()).unwrap();
    assert!(again == *book);
    assert_eq!(again.vault(), VAULT);
    let logins: Vec<_> = again.logins().map(Login::as_str).collect();
    assert_eq!(logins, ["adm", "san", "ins"]);
}

#[test]
fn every_damaged_byte_and_every_cut_is_refused() {
    let bytes = town().book.to_bytes();
    for place in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0x41;
        assert!(SlotBook::from_bytes(&damaged).is_err(), "byte {place}");
    }
    for length in 0..bytes.len() {
        assert!(SlotBook::from_bytes(&bytes[..length]).is_err(), "cut at {length}");
    }
    assert_eq!(damage(&[bytes.as_slice(), b"more"].concat()), SlotDamage::Damaged);
}

fn with_checksum(mut content: Vec<u8>) -> Vec<u8> {
    let checksum = Sha256::digest(&content);
    content.extend_from_slice(&checksum);
    content
}

/// Someone who knows the format changes one byte and makes the checksum right again. Whatever
/// they touch, the agent's slot opens with the same keys or does not open; nothing panics.
#[test]
fn no_altered_byte_gives_other_keys() {
    let town = town();
    let bytes = town.book.to_bytes();
    let content = &bytes[..bytes.len() - CHECKSUM];
    let name = login("san");
    let slot = town.book.slots.iter().find(|slot| slot.login == name).unwrap();
    let kek = slot.kdf.key_of(&password("san"), &slot.salt, &town.installation, VAULT, slot.agent).unwrap();
    let expected = open_as(&town.book, &name, &kek).expect("the untouched slot opens");
    let (mut refused, mut same) = (0, 0);
    // Statements end the file and are long: their bytes are sampled, the rest is complete.
    let head = content.len().min(1_200);
    for place in (0..head).chain((head..content.len()).step_by(13)) {
        let mut altered = content.to_vec();
        altered[place] ^= 0x01;
        match SlotBook::from_bytes(&with_checksum(altered)) {
            Err(_) => refused += 1,
            Ok(book) => match open_as(&book, &name, &kek) {
                None => refused += 1,
                Some(found) => {
                    assert_eq!(found, expected, "byte {place}");
                    same += 1;
                }
            },
        }
    }
    // What opens the same: the sequence number, the installation commitment (checked before),
    // the other agents' slots.
    assert!(refused > 500 && same > 40, "{refused} refused, {same} the same");
}

fn open_as(book: &SlotBook, login: &Login, kek: &Key) -> Option<String> {
    let slot = book.slots.iter().find(|slot| slot.login == *login)?;
    let open = book.open_slot(slot, kek).ok()?;
    Some(open.page_key().raw_key_literal().to_string())
}

#[test]
fn a_newer_version_is_said_to_be_newer() {
    let bytes = town().book.to_bytes();
    let mut content = bytes[..bytes.len() - CHECKSUM].to_vec();
    content[9] = 3;
    assert_eq!(damage(&with_checksum(content)), SlotDamage::NewerVersion { version: 3 });
    assert_eq!(damage(b"SQLite format 3"), SlotDamage::NotASlotFile);
    assert_eq!(damage(b""), SlotDamage::NotASlotFile);
}

#[test]
fn a_copy_of_a_newer_version_is_not_passed_over_for_an_older_one() {
    let (_folder, files, mut book) = files();
    files.write(&mut book).unwrap();
    let bytes = book.to_bytes();
    let mut content = bytes[..bytes.len() - CHECKSUM].to_vec();
    content[9] = 3;
    for path in files.paths() {
        fs::write(path, with_checksum(content.clone())).unwrap();
        let refused = files.read().err();
        assert!(matches!(refused, Some(SlotReadError::BothLost(SlotDamage::NewerVersion { version: 3 }))));
        fs::write(path, &bytes).unwrap();
        assert!(files.read().is_ok());
    }
}

fn files() -> (tempfile::TempDir, SlotFiles, SlotBook) {
    let folder = tempfile::tempdir().unwrap();
    let files = SlotFiles::beside(&folder.path().join("commune.preau"));
    (folder, files, town().book.clone())
}

#[test]
fn both_copies_are_written_and_read() {
    let (_folder, files, mut book) = files();
    assert!(!files.exist());
    assert!(matches!(files.read(), Err(SlotReadError::Absent)));
    files.write(&mut book).unwrap();
    files.write(&mut book).unwrap();
    let (read, state) = files.read().unwrap();
    assert!(read == book && state == CopiesState::Whole);
    assert_eq!(read.sequence(), 2);
}

#[test]
fn any_single_loss_is_survived_and_healed() {
    let (_folder, files, mut book) = files();
    files.write(&mut book).unwrap();
    for path in files.paths() {
        let whole = fs::read(path).unwrap();
        for damaged in [&b""[..], &whole[..100], b"something else entirely"] {
            fs::write(path, damaged).unwrap();
            let (read, state) = files.read().unwrap();
            assert!(read == book && state == CopiesState::OneLost);
        }
        fs::remove_file(path).unwrap();
        let (read, state) = files.read().unwrap();
        assert!(read == book && state == CopiesState::OneLost);
        files.write(&mut book).unwrap();
        assert_eq!(files.read().unwrap().1, CopiesState::Whole);
    }
    for path in files.paths() {
        fs::write(path, b"gone").unwrap();
    }
    assert!(matches!(files.read(), Err(SlotReadError::BothLost(_))));
}

#[test]
fn a_cut_between_the_two_writings_reads_the_newest() {
    for lost in 0..2 {
        let (_folder, files, mut book) = files();
        files.write(&mut book).unwrap();
        let older = fs::read(files.paths()[lost]).unwrap();
        files.write(&mut book).unwrap();
        fs::write(files.paths()[lost], older).unwrap();
        let (read, state) = files.read().unwrap();
        assert!(read == book && state == CopiesState::OneBehind);
    }
}

/// A file of every released format opens for ever, with the keys it had.
#[test]
fn the_frozen_slot_file_opens_for_ever() {
    const INSTALLATION: [u8; 32] = [
        0x32, 0xbf, 0x13, 0x29, 0xa6, 0x55, 0x65, 0x0f, 0xde, 0x97, 0x6a, 0x69, 0xf8, 0xdc, 0xda, 0x39, 0xd5,
        0x5c, 0xb0, 0x44, 0x4c, 0xf0, 0xc0, 0x73, 0x52, 0xa9, 0xc6, 0x0c, 0xfb, 0xec, 0x1e, 0x07,
    ];
    let bytes = include_bytes!("../../tests/vectors/slots-v1.cles");
    let book = SlotBook::from_bytes(bytes).unwrap();
    assert_eq!(book.to_bytes(), bytes, "and is written the same");
    let installation = InstallationSecret(Key::from_bytes(INSTALLATION));
    let open = book.unlock(&login("san"), &password("san"), &installation).unwrap();
    assert_eq!(
        *open.page_key().raw_key_literal(),
        "x'd1c159a668d7b970e4d2742f2da63bf529f7eec223dd7596ab48c94741d739cb'"
    );
    assert!(open.holds(Compartment::HealthRecord));
}
