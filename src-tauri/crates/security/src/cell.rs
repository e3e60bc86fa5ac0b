//! Sealed cells: what the engine stores without being able to read.
//!
//! A cell is sealed under the content key of its *subject* (a child, a household) in its
//! compartment. The content key is a row of the base, wrapped under the compartment's key: rotating
//! re-wraps it without touching the cells, and deleting it erases the subject.
//!
//! Every cell is bound to its place. Copied to another row, column, table, compartment or vault,
//! it does not open; put back with an old content, it is caught by the journal, which holds the
//! digest of the current one.

use thiserror::Error;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::access::{Denied, Grant, Right};
use crate::codec::{Malformed, Reader, Writer};
use crate::compartment::Compartment;
use crate::random::Random;
use crate::sealing::{self, DoesNotOpen};
use crate::secret::Key;
use crate::session::{Agreements, Session};
use crate::vault::{OpenVault, VaultId};

const FORMAT: u8 = 1;
const WRAPPED: u8 = 1;
const DEPOSITED: u8 = 2;
const DEPOSIT: &str = "preau/deposit/v1";

/// Why something was not sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CellError {
    /// The right does not cover this compartment.
    #[error("{right} does not cover {compartment}")]
    NotCovered {
        /// The right.
        right: &'static str,
        /// The compartment of the cell.
        compartment: Compartment,
    },
    /// The session was locked, or the key was never handed to this agent.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The key is of an epoch this agent was never handed.
    #[error("the key {compartment}/{epoch} was not handed to this agent")]
    EpochMissing {
        /// The compartment.
        compartment: Compartment,
        /// The epoch.
        epoch: u32,
    },
    /// The bytes are not a cell or a wrapped key of a known format.
    #[error("these bytes are not sealed by this product")]
    NotSealed,
    /// The seal does not hold: damaged, altered, or moved from another place.
    #[error("the seal does not hold: the cell was damaged, altered or moved")]
    SealBroken,
}

impl From<Malformed> for CellError {
    fn from(_: Malformed) -> CellError {
        CellError::NotSealed
    }
}

impl From<DoesNotOpen> for CellError {
    fn from(_: DoesNotOpen) -> CellError {
        CellError::SealBroken
    }
}

/// Where a cell lives. Table and column are numbers given once by the store and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CellAddress {
    /// The table.
    pub table: u16,
    /// The row's primary key.
    pub row: Uuid,
    /// The column.
    pub column: u16,
}

/// To what size a cell is padded, so that its length says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    /// A short value of one shape (a number, an IBAN): 64 bytes, then as [`Padding::Record`].
    Short,
    /// A record: 256, 1,024, 4,096 bytes, then by 4,096. An empty health record and a small one
    /// have the same size: that a PAI exists is itself health data.
    Record,
}

/// The length that goes before the content.
const LENGTH: usize = 4;

impl Padding {
    fn padded(self, length: usize) -> usize {
        let framed = length + LENGTH;
        let steps: &[usize] = match self {
            Padding::Short => &[64, 256, 1024, 4096],
            Padding::Record => &[256, 1024, 4096],
        };
        match steps.iter().find(|step| framed <= **step) {
            Some(step) => *step,
            None => framed.next_multiple_of(4096),
        }
    }

    fn pad(self, plaintext: &[u8]) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(Vec::with_capacity(self.padded(plaintext.len())));
        let length = u32::try_from(plaintext.len()).expect("a cell stays under 4 GiB");
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(plaintext);
        let whole = self.padded(plaintext.len());
        out.resize(whole, 0);
        out
    }
}

fn unpad(mut padded: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, CellError> {
    let (length, content) = padded.split_first_chunk::<LENGTH>().ok_or(CellError::SealBroken)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    if length > content.len() {
        return Err(CellError::SealBroken);
    }
    padded.copy_within(LENGTH..LENGTH + length, 0);
    padded.truncate(length);
    Ok(padded)
}

/// The header of a cell, readable without any key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellHeader {
    /// The compartment that holds its key.
    pub compartment: Compartment,
    /// The epoch under which the content key was wrapped when the cell was sealed.
    pub epoch: u32,
    /// The desk that wrote it.
    pub desk: u16,
    /// How many times this cell was written.
    pub counter: u64,
}

impl CellHeader {
    /// Reads the header of a sealed cell.
    pub fn of(sealed: &[u8]) -> Result<CellHeader, CellError> {
        CellHeader::split(sealed).map(|(header, _)| header)
    }

    fn split(sealed: &[u8]) -> Result<(CellHeader, &[u8]), CellError> {
        let mut from = Reader::new(sealed);
        if from.u8()? != FORMAT {
            return Err(CellError::NotSealed);
        }
        let header = CellHeader {
            compartment: Compartment::from_code(from.u8()?).ok_or(CellError::NotSealed)?,
            epoch: from.u32()?,
            desk: from.u16()?,
            counter: from.u64()?,
        };
        Ok((header, from.rest()))
    }

    fn write(self, out: &mut Writer) {
        out.u8(FORMAT).u8(self.compartment.code()).u32(self.epoch);
        out.u16(self.desk).u64(self.counter);
    }

    /// The counter belongs to the cell and carries the desk: with a version per row, two desks
    /// editing different columns of one row would collide at merge (security.md §2.7).
    fn aad(self, vault: VaultId, at: CellAddress) -> Vec<u8> {
        let mut out = Writer::with_domain("preau/cell/v1");
        out.uuid(vault.0)
            .u8(self.compartment.code())
            .u32(self.epoch)
            .u16(at.table)
            .uuid(at.row)
            .u16(at.column)
            .u16(self.desk)
            .u64(self.counter);
        out.finish()
    }
}

/// The content key of one subject in one compartment, open in memory.
pub struct SubjectKey {
    key: Key,
    compartment: Compartment,
    epoch: u32,
    deposited: bool,
}

impl SubjectKey {
    /// The compartment it belongs to.
    pub fn compartment(&self) -> Compartment {
        self.compartment
    }

    /// The epoch of the compartment's key it is wrapped under.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Whether it was deposited by someone who does not hold the compartment. They made it, so
    /// they may have kept it: a holder who writes real content makes a new one
    /// ([`Grant::subject_key_for_writing`]).
    pub fn was_deposited(&self) -> bool {
        self.deposited
    }

    fn seal(
        &self,
        vault: VaultId,
        desk: u16,
        at: CellAddress,
        previous: Option<&[u8]>,
        (padding, plaintext): (Padding, &[u8]),
        random: &mut dyn Random,
    ) -> Result<Vec<u8>, CellError> {
        let counter = match previous {
            None => 1,
            Some(previous) => {
                CellHeader::of(previous)?.counter.checked_add(1).ok_or(CellError::SealBroken)?
            }
        };
        let header = CellHeader { compartment: self.compartment, epoch: self.epoch, desk, counter };
        let mut out = Writer::new();
        header.write(&mut out);
        let padded = padding.pad(plaintext);
        out.raw(&sealing::seal(&self.key, &header.aad(vault, at), &padded, random));
        Ok(out.finish())
    }

    fn open(&self, vault: VaultId, at: CellAddress, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CellError> {
        let (header, content) = CellHeader::split(sealed)?;
        if header.compartment != self.compartment {
            return Err(CellError::SealBroken);
        }
        unpad(sealing::open(&self.key, &header.aad(vault, at), content)?)
    }
}

/// The head of a wrapped content key: how, where, under which epoch.
struct WrapHeader {
    kind: u8,
    compartment: Compartment,
    epoch: u32,
}

impl WrapHeader {
    fn split(wrapped: &[u8]) -> Result<(WrapHeader, &[u8]), CellError> {
        let mut from = Reader::new(wrapped);
        if from.u8()? != FORMAT {
            return Err(CellError::NotSealed);
        }
        let header = WrapHeader {
            kind: from.u8()?,
            compartment: Compartment::from_code(from.u8()?).ok_or(CellError::NotSealed)?,
            epoch: from.u32()?,
        };
        Ok((header, from.rest()))
    }

    fn write(&self, out: &mut Writer) {
        out.u8(FORMAT).u8(self.kind).u8(self.compartment.code()).u32(self.epoch);
    }

    fn aad(&self, vault: VaultId, subject: Uuid) -> Vec<u8> {
        let mut out = Writer::with_domain("preau/subject-key/v1");
        self.write(&mut out);
        out.uuid(vault.0).uuid(subject);
        out.finish()
    }
}

/// Wraps a content key under the compartment's present key.
fn wrap(
    open: &OpenVault,
    compartment: Compartment,
    subject: Uuid,
    content: &Key,
    random: &mut dyn Random,
) -> Result<(u32, Vec<u8>), CellError> {
    let (epoch, key) = open.keys().latest(compartment).ok_or(Denied::KeyMissing { compartment })?;
    let header = WrapHeader { kind: WRAPPED, compartment, epoch };
    let mut out = Writer::new();
    header.write(&mut out);
    let aad = header.aad(open.vault(), subject);
    out.raw(&sealing::seal(&key.wrapping, &aad, content.expose(), random));
    Ok((epoch, out.finish()))
}

/// Deposits a content key in the compartment's inbox: only its holders will open it.
fn deposit(
    open: &OpenVault,
    agreements: &mut Agreements,
    compartment: Compartment,
    subject: Uuid,
    content: &Key,
    random: &mut dyn Random,
) -> Result<(u32, Vec<u8>), CellError> {
    let (epoch, inbox) = open.roster().inbox(compartment).ok_or(Denied::KeyMissing { compartment })?;
    let header = WrapHeader { kind: DEPOSITED, compartment, epoch };
    let aad = header.aad(open.vault(), subject);
    let agreement = agreements.depositing((compartment, epoch, DEPOSIT), &inbox, random)?;
    let mut out = Writer::new();
    header.write(&mut out);
    out.raw(&agreement.seal(&aad, content.expose(), random));
    Ok((epoch, out.finish()))
}

fn unwrap(
    session: &Session,
    open: &OpenVault,
    compartment: Compartment,
    subject: Uuid,
    wrapped: &[u8],
) -> Result<SubjectKey, CellError> {
    let (header, content) = WrapHeader::split(wrapped)?;
    if header.compartment != compartment {
        return Err(CellError::SealBroken);
    }
    let epoch = header.epoch;
    let key = open.keys().get(compartment, epoch).ok_or(CellError::EpochMissing { compartment, epoch })?;
    let aad = header.aad(open.vault(), subject);
    let opened = match header.kind {
        WRAPPED => sealing::open(&key.wrapping, &aad, content)?,
        DEPOSITED => {
            let ephemeral = sealing::ephemeral_of(content)?;
            let mut agreements = session.agreements();
            agreements.collecting((compartment, epoch, DEPOSIT), ephemeral, &key.key)?.open(&aad, content)?
        }
        _ => return Err(CellError::NotSealed),
    };
    let key = Key::from_slice(&opened).ok_or(CellError::SealBroken)?;
    Ok(SubjectKey { key, compartment, epoch, deposited: header.kind == DEPOSITED })
}

impl<R: Right> Grant<'_, R> {
    fn covers(&self, compartment: Compartment) -> Result<(), CellError> {
        if R::COMPARTMENTS.contains(&compartment) {
            Ok(())
        } else {
            Err(CellError::NotCovered { right: R::NAME, compartment })
        }
    }

    /// A new content key for a subject, with its wrap for the base. With a right that only
    /// *deposits* in the compartment, the wrap opens for its holders alone.
    pub fn new_subject_key(
        &self,
        compartment: Compartment,
        subject: Uuid,
    ) -> Result<(SubjectKey, Vec<u8>), CellError> {
        let session = self.session();
        let open = session.open()?;
        let random = &mut **session.random();
        let key = Key::random(random);
        let (epoch, wrapped) = if R::ROW.deposits.contains(&compartment) {
            let agreements = &mut session.agreements();
            deposit(&open, agreements, compartment, subject, &key, random)?
        } else {
            self.covers(compartment)?;
            wrap(&open, compartment, subject, &key, random)?
        };
        Ok((SubjectKey { key, compartment, epoch, deposited: false }, wrapped))
    }

    /// Opens the content key of a subject.
    pub fn subject_key(
        &self,
        compartment: Compartment,
        subject: Uuid,
        wrapped: &[u8],
    ) -> Result<SubjectKey, CellError> {
        self.covers(compartment)?;
        let open = self.session().open()?;
        unwrap(self.session(), &open, compartment, subject, wrapped)
    }

    /// The content key to write with: the existing one, or a new one with its wrap to save when
    /// there is none or when it was deposited. For subjects whose compartment is one single
    /// record; where several cells share the key, the others are sealed again with it.
    pub fn subject_key_for_writing(
        &self,
        compartment: Compartment,
        subject: Uuid,
        wrapped: Option<&[u8]>,
    ) -> Result<(SubjectKey, Option<Vec<u8>>), CellError> {
        if let Some(wrapped) = wrapped {
            let existing = self.subject_key(compartment, subject, wrapped)?;
            if !existing.deposited {
                return Ok((existing, None));
            }
        }
        self.new_subject_key(compartment, subject).map(|(key, wrapped)| (key, Some(wrapped)))
    }

    /// Seals a value for its place. `previous` is the cell it replaces, whose counter goes on.
    pub fn seal(
        &self,
        key: &SubjectKey,
        at: CellAddress,
        previous: Option<&[u8]>,
        padding: Padding,
        plaintext: &[u8],
    ) -> Result<Vec<u8>, CellError> {
        if !R::ROW.deposits.contains(&key.compartment) {
            self.covers(key.compartment)?;
        }
        let session = self.session();
        let _open = session.open()?;
        let random = &mut **session.random();
        key.seal(self.vault(), self.desk(), at, previous, (padding, plaintext), random)
    }

    /// Opens a cell in its place.
    pub fn open(
        &self,
        key: &SubjectKey,
        at: CellAddress,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CellError> {
        self.covers(key.compartment)?;
        let _open = self.session().open()?;
        key.open(self.vault(), at, sealed)
    }
}

impl Session {
    /// Wraps a content key again under the compartment's present key, or `None` when it already
    /// is. Nothing is revealed: any holder may do it, and does after a rotation.
    pub fn rewrap(
        &self,
        compartment: Compartment,
        subject: Uuid,
        wrapped: &[u8],
    ) -> Result<Option<Vec<u8>>, CellError> {
        let open = self.open()?;
        let (header, _) = WrapHeader::split(wrapped)?;
        let present = open.roster().epoch(compartment);
        if header.epoch == present {
            return Ok(None);
        }
        let content = unwrap(self, &open, compartment, subject, wrapped)?;
        let random = &mut **self.random();
        let (_, wrapped) = if content.deposited {
            // It stays a deposit, so that it stays known that its maker may have kept it.
            let agreements = &mut self.agreements();
            deposit(&open, agreements, compartment, subject, &content.key, random)?
        } else {
            wrap(&open, compartment, subject, &content.key, random)?
        };
        Ok(Some(wrapped))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{EditFamilies, EditHealth, ReadHealth, ReadInstructions, Role};
    use crate::random::SeededRandom;
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
        assert!(matches!(
            desk.rewrap(RECORD, CHILD, &wrapped),
            Ok(None) | Err(CellError::EpochMissing { .. })
        ));
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
    fn rotation_wraps_again_and_leaves_the_cells() {
        let town = town();
        let before = health();
        let grant = before.authorize::<EditHealth>().unwrap();
        let (key, wrapped) = grant.new_subject_key(OP, CHILD).unwrap();
        let sealed = grant.seal(&key, PLACE, None, Padding::Short, b"lait").unwrap();
        let desk = town.session(DESK, &[Role::Ins]);
        let (_, deposited) = desk.authorize::<EditFamilies>().unwrap().new_subject_key(OP, SIBLING).unwrap();
        assert_eq!(before.rewrap(OP, CHILD, &wrapped), Ok(None));

        let mut open = town.open(HEALTH);
        open.rotate(&mut town.book.clone(), OP, AT, &mut SeededRandom::new(1)).unwrap();
        let standing = crate::session::Standing::of(crate::access::Roles::of([Role::San]), 1);
        let after = open.into_session(standing, Box::new(SeededRandom::new(2)));
        let rewrapped = after.rewrap(OP, CHILD, &wrapped).unwrap().expect("an older epoch");
        let grant = after.authorize::<ReadHealth>().unwrap();
        for wrap in [&wrapped, &rewrapped] {
            let key = grant.subject_key(OP, CHILD, wrap).unwrap();
            assert_eq!(grant.open(&key, PLACE, &sealed).unwrap().as_slice(), b"lait");
        }
        let moved = after.rewrap(OP, SIBLING, &deposited).unwrap().expect("an older epoch");
        assert!(grant.subject_key(OP, SIBLING, &moved).unwrap().was_deposited());
        assert_eq!(after.rewrap(OP, SIBLING, &moved), Ok(None));
        // Who was not handed the new key reads nothing of the new epoch.
        let left_behind = before.authorize::<ReadHealth>().unwrap();
        assert_eq!(
            left_behind.subject_key(OP, CHILD, &rewrapped).err(),
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
        let lines = include_str!("../tests/vectors/cells-v1.txt").lines();
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
        let frozen = include_bytes!("../tests/vectors/slots-v1.cles");
        let session = town().session_on(&SlotBook::from_bytes(frozen).unwrap(), HEALTH, &[Role::San]);
        let open = session.open().unwrap();
        let lines = include_str!("../tests/vectors/wraps-v1.txt").lines();
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
}
