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
    out.raw(&sealing::seal(&key.derive("preau/wrap/v1"), &aad, content.expose(), random));
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
        WRAPPED => sealing::open(&key.derive("preau/wrap/v1"), &aad, content)?,
        DEPOSITED => {
            let ephemeral = sealing::ephemeral_of(content)?;
            let mut agreements = session.agreements();
            agreements.collecting((compartment, epoch, DEPOSIT), ephemeral, key)?.open(&aad, content)?
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
