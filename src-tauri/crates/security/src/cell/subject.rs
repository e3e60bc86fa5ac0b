//! The content key of a subject: made once, wrapped in the base, wrapped again when its compartment rotates.

use uuid::Uuid;
use zeroize::Zeroizing;

use super::{CellAddress, CellError, CellHeader, FORMAT, Padding, unpad};
use crate::access::Denied;
use crate::codec::{Reader, Writer};
use crate::compartment::Compartment;
use crate::random::Random;
use crate::sealing;
use crate::secret::Key;
use crate::session::{Agreements, Session};
use crate::vault::{OpenVault, VaultId};

const WRAPPED: u8 = 1;

const DEPOSITED: u8 = 2;

const DEPOSIT: &str = "preau/deposit/v1";

/// The content key of one subject in one compartment, open in memory.
pub struct SubjectKey {
    pub(super) key: Key,
    pub(super) compartment: Compartment,
    pub(super) epoch: u32,
    pub(super) deposited: bool,
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

    pub(super) fn seal(
        &self,
        vault: VaultId,
        desk: u16,
        at: CellAddress,
        previous: Option<&[u8]>,
        (padding, plaintext): (Padding, &[u8]),
        random: &mut dyn Random,
    ) -> Result<Vec<u8>, CellError> {
        self.seal_padded(vault, desk, at, previous, &padding.pad(plaintext), random)
    }

    fn seal_padded(
        &self,
        vault: VaultId,
        desk: u16,
        at: CellAddress,
        previous: Option<&[u8]>,
        padded: &[u8],
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
        out.raw(&sealing::seal(&self.key, &header.aad(vault, at), padded, random));
        Ok(out.finish())
    }

    pub(super) fn open(
        &self,
        vault: VaultId,
        at: CellAddress,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CellError> {
        unpad(self.open_padded(vault, at, sealed)?)
    }

    fn open_padded(
        &self,
        vault: VaultId,
        at: CellAddress,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CellError> {
        let (header, content) = CellHeader::split(sealed)?;
        if header.compartment != self.compartment {
            return Err(CellError::SealBroken);
        }
        Ok(sealing::open(&self.key, &header.aad(vault, at), content)?)
    }
}

/// The head of a wrapped content key: how, where, under which epoch.
pub(super) struct WrapHeader {
    pub(super) kind: u8,
    pub(super) compartment: Compartment,
    pub(super) epoch: u32,
}

impl WrapHeader {
    pub(super) fn split(wrapped: &[u8]) -> Result<(WrapHeader, &[u8]), CellError> {
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

/// Whether a wrapped content key is the one that a registration deposited, by who may not read it: nobody who reads it ever wrote under
/// another. Bytes that are no wrapped key were not.
pub fn was_deposited(wrapped: &[u8]) -> bool {
    WrapHeader::split(wrapped).is_ok_and(|(header, _)| header.kind == DEPOSITED)
}

/// Wraps a content key under the compartment's present key.
pub(super) fn wrap(
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
pub(super) fn deposit(
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

/// Opens a wrapped content key, of whichever epoch this agent holds.
pub(super) fn unwrap(
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

/// A subject's cells, sealed anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resealed {
    /// The epoch of the compartment's key that wraps the new content key.
    pub epoch: u32,
    /// The new content key, wrapped for the base.
    pub wrapped: Vec<u8>,
    /// The cells, in the order they were given.
    pub cells: Vec<Vec<u8>>,
}

impl Session {
    /// Seals the cells of a subject anew, under a content key made now, or answers `None` when the one they have is wrapped under the
    /// compartment's present key. Whoever lost the compartment may have kept its key and every content key they met: neither opens
    /// anything of this base any more. Nothing is revealed: any holder may do it, and does after a rotation.
    pub fn reseal(
        &self,
        compartment: Compartment,
        subject: Uuid,
        wrapped: &[u8],
        cells: &[(CellAddress, &[u8])],
    ) -> Result<Option<Resealed>, CellError> {
        let open = self.open()?;
        let (header, _) = WrapHeader::split(wrapped)?;
        if header.epoch == open.roster().epoch(compartment) {
            return Ok(None);
        }
        let former = unwrap(self, &open, compartment, subject, wrapped)?;
        let random = &mut **self.random();
        let key = Key::random(random);
        let (epoch, wrapped) = wrap(&open, compartment, subject, &key, random)?;
        let next = SubjectKey { key, compartment, epoch, deposited: false };
        let desk = self.standing().desk;
        let cells = cells.iter().map(|(at, sealed)| {
            let padded = former.open_padded(self.vault(), *at, sealed)?;
            next.seal_padded(self.vault(), desk, *at, Some(sealed), &padded, random)
        });
        Ok(Some(Resealed { epoch, wrapped, cells: cells.collect::<Result<_, _>>()? }))
    }
}
