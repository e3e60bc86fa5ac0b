//! Sealed files: scans and photographs, too long for a cell.
//!
//! A file is cut in chunks sealed by STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, « Online Authenticated-Encryption and its Nonce-Reuse
//! Misuse-Resistance », 2015, §7): the place of a chunk and whether it is the last are in its nonce, so that one that is missing, moved,
//! repeated or added is found before a byte of it is answered. The key of the file is drawn for it and kept, with its length and a
//! caption, in its *head*: a cell like any other, under the content key of the file's subject.
//!
//! When the key of a compartment changes, heads are sealed anew as cells are; chunks are not. A file is never rewritten, so that its key
//! opens nothing that who met it had not been given to read. Erasing the content key erases the file.

use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{KeyInit, Payload};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{CellAddress, CellError, Padding, SubjectKey};
use crate::access::{Grant, Right};
use crate::codec::{Reader, Writer};
use crate::random::{self, Random};
use crate::secret::Key;
use crate::vault::VaultId;

/// The first byte of a head's content and of each chunk.
const FORMAT: u8 = 1;

/// Bytes of a file in each chunk but the last: 64 KiB (security.md §2.7).
pub const FILE_CHUNK: usize = 64 * 1024;

/// The nonce of XChaCha20 (24 bytes) without STREAM's counter (4) and last-chunk mark (1).
const NONCE: usize = 19;

/// Where a file lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilePlace {
    /// The cell that holds its head.
    pub head: CellAddress,
    /// What it hangs on: a document handed in, a person photographed. Hung elsewhere, it does not open.
    pub of: Uuid,
}

impl FilePlace {
    /// What authenticates every chunk, beside its nonce. Not the epoch: heads move to the next one, chunks stay.
    fn aad(self, vault: VaultId, key: &SubjectKey) -> Vec<u8> {
        let mut out = Writer::with_domain("preau/file/v1");
        out.uuid(vault.0)
            .u8(key.compartment.code())
            .u16(self.head.table)
            .uuid(self.head.row)
            .u16(self.head.column)
            .uuid(self.of);
        out.finish()
    }
}

/// A file as the base keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFile {
    /// Its head, a sealed cell.
    pub head: Vec<u8>,
    /// Its chunks, in order.
    pub chunks: Vec<Vec<u8>>,
}

/// A file, open in memory.
pub struct OpenedFile {
    /// What was written beside it.
    pub caption: Zeroizing<Vec<u8>>,
    /// Its bytes.
    pub content: Zeroizing<Vec<u8>>,
}

/// The size of a file once padded: one chunk at least, so that all small ones look alike; then PADMÉ (Nikitin et al., « Reducing Metadata
/// Leakage from Encrypted Files », 2019), which adds 12 % at most and leaves of a length L no more than log log L bits.
fn padded(length: usize) -> usize {
    if length <= FILE_CHUNK {
        return FILE_CHUNK;
    }
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    length.next_multiple_of(1 << (exponent - kept))
}

/// What a head says.
struct Head {
    of: Uuid,
    key: Key,
    nonce: [u8; NONCE],
    length: usize,
}

impl Head {
    fn write(&self, caption: &[u8]) -> Zeroizing<Vec<u8>> {
        let mut out = Writer::new();
        out.u8(FORMAT).uuid(self.of).raw(self.key.expose()).raw(&self.nonce);
        out.u64(self.length as u64).raw(caption);
        Zeroizing::new(out.finish())
    }

    fn read(content: &[u8]) -> Result<(Self, &[u8]), CellError> {
        let mut from = Reader::new(content);
        if from.u8()? != FORMAT {
            return Err(CellError::NotSealed);
        }
        let head = Self {
            of: from.uuid()?,
            key: Key::from_bytes(from.array()?),
            nonce: from.array()?,
            length: usize::try_from(from.u64()?).map_err(|_| CellError::SealBroken)?,
        };
        Ok((head, from.rest()))
    }

    fn stream(&self) -> StreamBE32<XChaCha20Poly1305> {
        StreamBE32::from_aead(XChaCha20Poly1305::new(self.key.expose().into()), &self.nonce.into())
    }

    fn seal(&self, aad: &[u8], content: &[u8]) -> Vec<Vec<u8>> {
        let whole = padded(content.len());
        let mut bytes = Zeroizing::new(Vec::with_capacity(whole));
        bytes.extend_from_slice(content);
        bytes.resize(whole, 0);
        let stream = self.stream();
        let last = whole.div_ceil(FILE_CHUNK) - 1;
        let sealed = (0u32..).zip(bytes.chunks(FILE_CHUNK)).map(|(at, msg)| {
            let sealed = stream
                .encrypt(at, at as usize == last, Payload { msg, aad })
                .expect("a chunk stays far under the cipher's limit of 256 GiB");
            let mut chunk = Vec::with_capacity(1 + sealed.len());
            chunk.push(FORMAT);
            chunk.extend_from_slice(&sealed);
            chunk
        });
        sealed.collect()
    }

    fn open(&self, aad: &[u8], chunks: &[Vec<u8>]) -> Result<Zeroizing<Vec<u8>>, CellError> {
        // Refused before memory is asked for: a length is as long as its chunks, no more.
        let stored: usize = chunks.iter().map(Vec::len).sum();
        if self.length > stored || padded(self.length).div_ceil(FILE_CHUNK) != chunks.len() {
            return Err(CellError::SealBroken);
        }
        let mut content = Zeroizing::new(Vec::with_capacity(padded(self.length)));
        let stream = self.stream();
        for (at, chunk) in (0u32..).zip(chunks) {
            let (FORMAT, msg) =
                chunk.split_first().map(|(format, rest)| (*format, rest)).ok_or(CellError::SealBroken)?
            else {
                return Err(CellError::NotSealed);
            };
            let is_last = at as usize + 1 == chunks.len();
            let opened = stream.decrypt(at, is_last, Payload { msg, aad }).map(Zeroizing::new);
            content.extend_from_slice(&opened.map_err(|_| CellError::SealBroken)?);
        }
        if content.len() != padded(self.length) {
            return Err(CellError::SealBroken);
        }
        content.truncate(self.length);
        Ok(content)
    }
}

impl SubjectKey {
    fn seal_file(
        &self,
        (vault, desk): (VaultId, u16),
        place: FilePlace,
        caption: &[u8],
        content: &[u8],
        random: &mut dyn Random,
    ) -> Result<SealedFile, CellError> {
        let head = Head {
            of: place.of,
            key: Key::random(random),
            nonce: random::bytes(random),
            length: content.len(),
        };
        let chunks = head.seal(&place.aad(vault, self), content);
        let told = head.write(caption);
        let head = self.seal(vault, desk, place.head, None, (Padding::Record, &told), random)?;
        Ok(SealedFile { head, chunks })
    }

    fn open_file(
        &self,
        vault: VaultId,
        place: FilePlace,
        file: &SealedFile,
    ) -> Result<OpenedFile, CellError> {
        let told = self.open(vault, place.head, &file.head)?;
        let (head, caption) = Head::read(&told)?;
        if head.of != place.of {
            return Err(CellError::SealBroken);
        }
        let content = head.open(&place.aad(vault, self), &file.chunks)?;
        Ok(OpenedFile { caption: Zeroizing::new(caption.to_vec()), content })
    }
}

impl<R: Right> Grant<'_, R> {
    /// Seals a file for its place, with a few words that only who opens it reads. A right that deposits in the compartment is enough.
    pub fn seal_file(
        &self,
        key: &SubjectKey,
        place: FilePlace,
        caption: &[u8],
        content: &[u8],
    ) -> Result<SealedFile, CellError> {
        if !R::ROW.deposits.contains(&key.compartment) {
            self.covers(key.compartment)?;
        }
        let session = self.session();
        let _open = session.open()?;
        let random = &mut **session.random();
        key.seal_file((self.vault(), self.desk()), place, caption, content, random)
    }

    /// Opens a file in its place: whole, or not at all.
    pub fn open_file(
        &self,
        key: &SubjectKey,
        place: FilePlace,
        file: &SealedFile,
    ) -> Result<OpenedFile, CellError> {
        self.covers(key.compartment)?;
        let _open = self.session().open()?;
        key.open_file(self.vault(), place, file)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::access::{EditHealth, KeepMoneyFiles, Role};
    use crate::compartment::Compartment;
    use crate::random::SeededRandom;
    use crate::session::Session;
    use crate::vault::town::{DESK, HEALTH, VAULT, town};

    const FILE: Uuid = Uuid::from_u128(0xF1);
    const PAPER: Uuid = Uuid::from_u128(0xD1);
    const PLACE: FilePlace = FilePlace { head: CellAddress { table: 7, row: FILE, column: 4 }, of: PAPER };
    const RECORD: Compartment = Compartment::HealthRecord;

    fn health() -> Session {
        town().session(HEALTH, &[Role::San])
    }

    /// Bytes that are nowhere alike.
    fn scan(length: usize) -> Vec<u8> {
        (0..length).map(|at| (at % 251) as u8).collect()
    }

    #[test]
    fn what_is_sealed_opens_in_its_place_and_there_alone() {
        let session = health();
        let grant = session.authorize::<EditHealth>().unwrap();
        let (key, wrapped) = grant.new_subject_key(RECORD, FILE).unwrap();
        let content = scan(150_000);
        let file = grant.seal_file(&key, PLACE, b"pdf", &content).unwrap();
        assert_eq!(file.chunks.len(), 3);
        let again = grant.subject_key(RECORD, FILE, &wrapped).unwrap();
        let opened = grant.open_file(&again, PLACE, &file).unwrap();
        assert_eq!(
            (opened.caption.as_slice(), opened.content.as_slice()),
            (b"pdf".as_slice(), content.as_slice())
        );

        let broken = Some(CellError::SealBroken);
        let elsewhere = [
            FilePlace { of: Uuid::from_u128(0xD2), ..PLACE },
            FilePlace { head: CellAddress { row: PAPER, ..PLACE.head }, ..PLACE },
            FilePlace { head: CellAddress { table: 8, ..PLACE.head }, ..PLACE },
            FilePlace { head: CellAddress { column: 1, ..PLACE.head }, ..PLACE },
        ];
        for place in elsewhere {
            assert_eq!(grant.open_file(&again, place, &file).err(), broken, "{place:?}");
        }
        assert_eq!(key.open_file(VaultId(PAPER), PLACE, &file).err(), broken, "another town's vault");
        let (other, _) = grant.new_subject_key(RECORD, PAPER).unwrap();
        assert_eq!(grant.open_file(&other, PLACE, &file).err(), broken, "another file's key");
        let (other, _) = grant.new_subject_key(Compartment::HealthOp, FILE).unwrap();
        assert_eq!(grant.open_file(&other, PLACE, &file).err(), broken, "another compartment");
    }

    #[test]
    fn a_chunk_missing_moved_repeated_added_or_altered_is_found() {
        let session = health();
        let grant = session.authorize::<EditHealth>().unwrap();
        let (key, _) = grant.new_subject_key(RECORD, FILE).unwrap();
        let file = grant.seal_file(&key, PLACE, b"", &scan(200_000)).unwrap();
        assert_eq!(file.chunks.len(), 4);
        let with = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
            let mut chunks = file.chunks.clone();
            change(&mut chunks);
            grant.open_file(&key, PLACE, &SealedFile { head: file.head.clone(), chunks }).err()
        };
        assert_eq!(with(&|_| {}), None);
        let broken = Some(CellError::SealBroken);
        assert_eq!(with(&|chunks| drop(chunks.pop())), broken, "cut at the end");
        assert_eq!(with(&|chunks| drop(chunks.remove(0))), broken, "cut at the beginning");
        assert_eq!(with(&|chunks| chunks.clear()), broken, "nothing left");
        assert_eq!(with(&|chunks| chunks.swap(0, 1)), broken, "two in another order");
        assert_eq!(with(&|chunks| chunks[1] = chunks[0].clone()), broken, "one twice");
        assert_eq!(with(&|chunks| chunks.push(chunks[3].clone())), broken, "one more");
        // As many chunks as before, the last of them taken from the middle: the mark of the last one tells.
        assert_eq!(with(&|chunks| chunks[3] = chunks[2].clone()), broken, "the end replaced");
        assert_eq!(with(&|chunks| chunks[3].truncate(500)), broken, "a chunk cut short");
        assert_eq!(with(&|chunks| chunks[3].push(0)), broken, "a byte more");
        assert_eq!(with(&|chunks| chunks[2].clear()), broken, "an empty chunk");
        assert_eq!(with(&|chunks| chunks[0][0] = 2), Some(CellError::NotSealed), "another format");
        for at in (1..file.chunks[3].len()).step_by(37) {
            for chunk in 0..4 {
                assert_eq!(with(&|chunks| chunks[chunk][at] ^= 0x10), broken, "byte {at} of chunk {chunk}");
            }
        }
        for at in 0..file.head.len() {
            let mut head = file.head.clone();
            head[at] ^= 0x10;
            let altered = SealedFile { head, chunks: file.chunks.clone() };
            assert!(grant.open_file(&key, PLACE, &altered).is_err(), "byte {at} of the head");
        }
        // Chunks of a file sealed in the very same place at another time.
        let later = grant.seal_file(&key, PLACE, b"", &scan(200_000)).unwrap();
        assert_eq!(with(&|chunks| chunks[1] = later.chunks[1].clone()), broken);
        assert_eq!(with(&|chunks| chunks.clone_from(&later.chunks)), broken);
    }

    #[test]
    fn sizes_say_little() {
        for (length, whole) in [
            (0, FILE_CHUNK),
            (1, FILE_CHUNK),
            (FILE_CHUNK, FILE_CHUNK),
            (FILE_CHUNK + 1, FILE_CHUNK + 2048),
            (70_000, 71_680),
            (1_000_000, 1_015_808),
            (10 * 1024 * 1024, 10 * 1024 * 1024),
        ] {
            assert_eq!(padded(length), whole, "{length}");
        }
        let lengths = (FILE_CHUNK..4 * 1024 * 1024).step_by(997);
        assert!(lengths.clone().all(|length| (padded(length) - length) * 100 <= length * 12));
        let sizes: std::collections::BTreeSet<usize> = lengths.map(padded).collect();
        assert!(sizes.len() < 200, "{} sizes", sizes.len());
        // A photograph of 3 kB and one of 60 kB take the same room.
        let session = health();
        let grant = session.authorize::<EditHealth>().unwrap();
        let (key, _) = grant.new_subject_key(RECORD, FILE).unwrap();
        let room = |length| grant.seal_file(&key, PLACE, b"", &scan(length)).unwrap().chunks.concat().len();
        assert_eq!(room(3_000), room(60_000));
        assert_eq!(room(0), FILE_CHUNK + 1 + 16);
    }

    #[test]
    fn who_deposits_a_file_cannot_read_it_back() {
        let desk = town().session(DESK, &[Role::Ins]);
        let grant = desk.authorize::<crate::access::AttachFiles>().unwrap();
        let bank = Compartment::Bank;
        let (key, wrapped) = grant.new_subject_key(bank, FILE).unwrap();
        let file = grant.seal_file(&key, PLACE, b"pdf", b"%PDF-1.7").unwrap();
        let not_covered = CellError::NotCovered { right: "AttachFiles", compartment: bank };
        assert_eq!(grant.open_file(&key, PLACE, &file).err(), Some(not_covered));
        assert_eq!(grant.subject_key(bank, FILE, &wrapped).err(), Some(not_covered));
        // Nor is health deposited by the desk: it keeps no copy of it.
        let not_covered = CellError::NotCovered { right: "AttachFiles", compartment: RECORD };
        assert_eq!(grant.new_subject_key(RECORD, FILE).err(), Some(not_covered));
        assert!(town().session(DESK, &[Role::Ins]).authorize::<KeepMoneyFiles>().is_err());
    }

    #[test]
    fn a_head_is_sealed_anew_and_its_chunks_still_open() {
        let before = health();
        let grant = before.authorize::<EditHealth>().unwrap();
        let (key, _) = grant.new_subject_key(RECORD, FILE).unwrap();
        let file = grant.seal_file(&key, PLACE, b"png", &scan(90_000)).unwrap();
        // As a rotation does: the same content, another content key, another epoch.
        let told = key.open(VAULT, PLACE.head, &file.head).unwrap();
        let next = SubjectKey { key: Key::random(&mut SeededRandom::new(5)), epoch: 9, ..key };
        let head = next
            .seal(VAULT, 1, PLACE.head, Some(&file.head), (Padding::Record, &told), &mut SeededRandom::new(6))
            .unwrap();
        let moved = SealedFile { head, chunks: file.chunks };
        let opened = next.open_file(VAULT, PLACE, &moved).unwrap();
        assert_eq!(opened.content.as_slice(), scan(90_000));
        assert_eq!(opened.caption.as_slice(), b"png");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn any_content_comes_back(length in 0usize..300_000, caption in proptest::collection::vec(any::<u8>(), 0..300)) {
            let random = &mut SeededRandom::new(3);
            let key = SubjectKey { key: Key::random(random), compartment: RECORD, epoch: 1, deposited: false };
            let content = scan(length);
            let file = key.seal_file((VAULT, 1), PLACE, &caption, &content, random).unwrap();
            let opened = key.open_file(VAULT, PLACE, &file).unwrap();
            prop_assert_eq!(opened.content.as_slice(), content.as_slice());
            prop_assert_eq!(opened.caption.as_slice(), caption.as_slice());
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), chunks in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), 0..4)) {
            if let Ok((head, _)) = Head::read(&bytes) {
                let _ = head.open(b"", &chunks);
            }
        }
    }

    /// Files of every released format open for ever: the fixture is added to, never rewritten.
    #[test]
    fn frozen_vectors_open_for_ever() {
        let line =
            include_str!("../../tests/vectors/file-v1.txt").lines().find(|line| !line.starts_with('#'));
        let fields: Vec<&str> = line.expect("a vector").split(';').collect();
        let [key, compartment, table, row, column, of, length, caption, head] = fields[..] else {
            panic!("nine fields: {fields:?}");
        };
        let key = SubjectKey {
            key: Key::from_slice(&unhex(key)).unwrap(),
            compartment: Compartment::from_name(compartment).unwrap(),
            epoch: 1,
            deposited: false,
        };
        let place = FilePlace {
            head: CellAddress {
                table: table.parse().unwrap(),
                row: Uuid::parse_str(row).unwrap(),
                column: column.parse().unwrap(),
            },
            of: Uuid::parse_str(of).unwrap(),
        };
        let bytes = include_bytes!("../../tests/vectors/file-v1.bin");
        let chunks = bytes.chunks(1 + FILE_CHUNK + 16).map(<[u8]>::to_vec).collect::<Vec<_>>();
        assert_eq!(chunks.len(), 2);
        let opened = key.open_file(VAULT, place, &SealedFile { head: unhex(head), chunks }).unwrap();
        assert_eq!(opened.caption.as_slice(), caption.as_bytes());
        assert_eq!(opened.content.as_slice(), scan(length.parse().unwrap()));
    }

    fn unhex(text: &str) -> Vec<u8> {
        let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
        (0..text.len()).step_by(2).map(digit).collect()
    }
}
