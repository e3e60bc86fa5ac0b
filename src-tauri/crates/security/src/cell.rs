//! Sealed cells: what the engine stores without being able to read.
//!
//! A cell is sealed under the content key of its *subject* (a child, a household) in its
//! compartment. The content key is a row of the base, wrapped under the compartment's key: rotating
//! re-wraps it without touching the cells, and deleting it erases the subject.
//!
//! Every cell is bound to its place. Copied to another row, column, table, compartment or vault,
//! it does not open; put back with an old content, it is caught by the journal, which holds the
//! digest of the current one.

mod file;
mod padding;
mod subject;

use thiserror::Error;
use uuid::Uuid;
use zeroize::Zeroizing;

pub use self::file::{FILE_CHUNK, FilePlace, OpenedFile, SealedFile};
pub use self::padding::Padding;
use self::padding::unpad;
pub use self::subject::{Resealed, SubjectKey, was_deposited};
use self::subject::{deposit, unwrap, wrap};
use crate::access::{Denied, Grant, Right};
use crate::codec::{Malformed, Reader, Writer};
use crate::compartment::Compartment;
use crate::sealing::DoesNotOpen;
use crate::secret::Key;
use crate::vault::VaultId;

const FORMAT: u8 = 1;

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

#[cfg(test)]
mod tests;
