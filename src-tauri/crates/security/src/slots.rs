//! The slot file `*.cles`: what must be read before the base can be opened.
//!
//! Losing it would lose everything, so it is written twice beside the base, each copy with a
//! sequence number and a checksum, one copy always whole while the other is being replaced; the
//! base and each backup carry a third. The checksum tells a damaged copy from a good one; what an
//! attacker would change is caught by the seals and the signatures inside.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

use crate::codec::{Malformed, Reader, Writer};
use crate::durable;
use crate::identity::PublicIdentity;
use crate::kdf::KdfParams;
use crate::password::Login;
use crate::statement::{BrokenChain, StatementChain};
use crate::vault::{FormerInstallation, SlotBook, VaultId};

const MAGIC: &[u8; 8] = b"PREAUCLE";
/// Before an installation secret could follow another.
const FIRST_VERSION: u16 = 1;

const VERSION: u16 = 2;
const CHECKSUM: usize = 32;
/// Far above what thirty agents over ten years need; a larger file is not one of ours.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Where an agent's private keys lie, sealed under their password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) agent: Uuid,
    pub(crate) login: Login,
    pub(crate) kdf: KdfParams,
    pub(crate) salt: [u8; 16],
    pub(crate) identity: PublicIdentity,
    /// What the password's key commits to: checked before anything is opened.
    pub(crate) commitment: [u8; 32],
    pub(crate) sealed: Vec<u8>,
}

impl Slot {
    /// Everything but the secret. Also authenticated with it: a slot whose parameters, login or
    /// public keys were touched does not open, nor does one under a chain begun by someone else.
    pub(crate) fn aad(&self, vault: VaultId, root: &[u8; 32]) -> Vec<u8> {
        let mut out = Writer::with_domain("preau/slot/v1");
        out.uuid(vault.0).raw(root);
        self.write_open_part(&mut out);
        out.finish()
    }

    fn write_open_part(&self, out: &mut Writer) {
        out.uuid(self.agent).bytes(self.login.as_str().as_bytes());
        self.kdf.write(out);
        out.raw(&self.salt);
        self.identity.write(out);
        out.raw(&self.commitment);
    }

    fn write(&self, out: &mut Writer) {
        self.write_open_part(out);
        out.bytes(&self.sealed);
    }

    fn read(from: &mut Reader<'_>) -> Result<Slot, Malformed> {
        let agent = from.uuid()?;
        let text = std::str::from_utf8(from.bytes()?).map_err(|_| Malformed)?;
        let login = Login::new(text).map_err(|_| Malformed)?;
        if login.as_str() != text {
            return Err(Malformed);
        }
        Ok(Slot {
            agent,
            login,
            kdf: KdfParams::read(from)?,
            salt: from.array()?,
            identity: PublicIdentity::read(from)?,
            commitment: from.array()?,
            sealed: from.bytes()?.to_vec(),
        })
    }
}

/// Why a slot file is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SlotDamage {
    /// These bytes are not a slot file, or the file was cut short.
    #[error("this is not a whole slot file")]
    NotASlotFile,
    /// The file was written by a newer version of the product.
    #[error("the slot file was written by a newer version ({version})")]
    NewerVersion {
        /// The version found.
        version: u16,
    },
    /// The checksum does not match: the copy is damaged.
    #[error("the slot file is damaged")]
    Damaged,
    /// The chain of statements does not hold: the file was altered.
    #[error("the slot file was altered: {0}")]
    Altered(#[from] BrokenChain),
}

impl From<Malformed> for SlotDamage {
    fn from(_: Malformed) -> SlotDamage {
        SlotDamage::NotASlotFile
    }
}

impl SlotBook {
    /// The bytes of a copy.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        // A book of the first format is written as it was read: it is that of a trial version, and stays one.
        let version = if self.chain.is_strict() { VERSION } else { FIRST_VERSION };
        out.raw(MAGIC).u16(version).u64(self.sequence).uuid(self.vault.0);
        out.raw(&self.installation);
        if version != FIRST_VERSION {
            match &self.former {
                None => out.u8(0),
                Some(former) => {
                    out.u8(1);
                    former.write(&mut out);
                    &mut out
                }
            };
        }
        out.u32(u32::try_from(self.slots.len()).expect("slots are counted by a u32"));
        for slot in &self.slots {
            slot.write(&mut out);
        }
        self.chain.write(&mut out);
        let checksum = Sha256::digest(out.as_slice());
        out.raw(&checksum);
        out.finish()
    }

    /// Reads a copy: its checksum, its format, then the whole chain of statements.
    pub fn from_bytes(bytes: &[u8]) -> Result<SlotBook, SlotDamage> {
        let (content, checksum) =
            bytes.len().checked_sub(CHECKSUM).map(|at| bytes.split_at(at)).ok_or(SlotDamage::NotASlotFile)?;
        let mut from = Reader::new(content);
        if from.array::<8>()? != *MAGIC {
            return Err(SlotDamage::NotASlotFile);
        }
        let version = from.u16()?;
        if checksum != Sha256::digest(content).as_slice() {
            return Err(SlotDamage::Damaged);
        }
        if !matches!(version, FIRST_VERSION | VERSION) {
            return Err(SlotDamage::NewerVersion { version });
        }
        let sequence = from.u64()?;
        let vault = VaultId(from.uuid()?);
        let installation = from.array()?;
        let former = match version {
            FIRST_VERSION => None,
            _ => match from.u8()? {
                0 => None,
                1 => Some(FormerInstallation::read(&mut from)?),
                _ => return Err(SlotDamage::NotASlotFile),
            },
        };
        let count = from.u32()?;
        let slots = (0..count).map(|_| Slot::read(&mut from)).collect::<Result<Vec<_>, _>>()?;
        let chain = StatementChain::read(vault, &mut from)?;
        from.end()?;
        Ok(SlotBook { vault, sequence, installation, former, slots, chain })
    }
}

/// The state of the two copies when they were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopiesState {
    /// Both are whole and equal.
    Whole,
    /// One was older: a cut between the two writings. Writing once more heals it.
    OneBehind,
    /// One was missing or damaged. Writing once more heals it; the agent should be told.
    OneLost,
}

/// Why no copy could be used.
#[derive(Debug, Error)]
pub enum SlotReadError {
    /// Neither copy exists: there is no vault here.
    #[error("there is no vault here")]
    Absent,
    /// Neither copy is usable. The base or a backup carries another one.
    #[error("both copies of the slot file are unusable: {0}")]
    BothLost(SlotDamage),
    /// The disk refused.
    #[error("the slot file cannot be read: {0}")]
    Io(#[from] io::Error),
}

/// The newest valid of two copies. A copy that a newer version of the product has written is never passed over for an older one: writing
/// over it would lose what that version has stated.
pub fn newest(
    a: Result<SlotBook, SlotDamage>,
    b: Result<SlotBook, SlotDamage>,
) -> Result<(SlotBook, CopiesState), SlotDamage> {
    match (a, b) {
        (Err(newer @ SlotDamage::NewerVersion { .. }), _)
        | (_, Err(newer @ SlotDamage::NewerVersion { .. })) => Err(newer),
        (Ok(a), Ok(b)) => {
            let state = if a == b { CopiesState::Whole } else { CopiesState::OneBehind };
            Ok((if b.sequence > a.sequence { b } else { a }, state))
        }
        (Ok(book), Err(_)) | (Err(_), Ok(book)) => Ok((book, CopiesState::OneLost)),
        (Err(damage), Err(_)) => Err(damage),
    }
}

/// The two copies beside a base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotFiles {
    a: PathBuf,
    b: PathBuf,
}

impl SlotFiles {
    /// The copies that go with a base: `commune.preau` has `commune.a.cles` and `commune.b.cles`.
    pub fn beside(base: &Path) -> SlotFiles {
        SlotFiles { a: base.with_extension("a.cles"), b: base.with_extension("b.cles") }
    }

    /// The paths of the two copies, for whoever copies or moves a vault.
    pub fn paths(&self) -> [&Path; 2] {
        [&self.a, &self.b]
    }

    /// Whether a vault seems to be here.
    pub fn exist(&self) -> bool {
        self.a.exists() || self.b.exists()
    }

    /// Reads the newest valid copy.
    pub fn read(&self) -> Result<(SlotBook, CopiesState), SlotReadError> {
        match (read_copy(&self.a)?, read_copy(&self.b)?) {
            (None, None) => Err(SlotReadError::Absent),
            (a, b) => {
                let book = |bytes: Option<Vec<u8>>| verified(bytes.ok_or(SlotDamage::NotASlotFile)?);
                newest(book(a), book(b)).map_err(SlotReadError::BothLost)
            }
        }
    }

    /// Writes both copies under the next sequence number: first the one that is worth less, so
    /// that a whole and current copy exists at every instant.
    pub fn write(&self, book: &mut SlotBook) -> io::Result<()> {
        let worth = |path: &Path| {
            let bytes = read_copy(path).ok().flatten();
            bytes.and_then(|bytes| verified(bytes).ok()).map(|book| book.sequence)
        };
        let (first, last) =
            if worth(&self.a) <= worth(&self.b) { (&self.a, &self.b) } else { (&self.b, &self.a) };
        book.sequence += 1;
        let bytes = book.to_bytes();
        durable::replace(first, &bytes)?;
        durable::replace(last, &bytes)
    }
}

/// The copy this program verified last, and what it says. Nothing in it is secret that is not sealed.
static LAST_VERIFIED: Mutex<Option<(Vec<u8>, SlotBook)>> = Mutex::new(None);

/// Reads a copy. What it says depends on its bytes alone, and an opening meets the same ones many times, in both files: each signature of
/// the chain is then verified once.
fn verified(bytes: Vec<u8>) -> Result<SlotBook, SlotDamage> {
    let mut last = LAST_VERIFIED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, book)) = &*last
        && *known == bytes
    {
        return Ok(book.clone());
    }
    let book = SlotBook::from_bytes(&bytes)?;
    *last = Some((bytes, book.clone()));
    Ok(book)
}

fn read_copy(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::metadata(path) {
        Ok(found) if found.len() > MAX_BYTES => Ok(Some(Vec::new())),
        Ok(_) => fs::read(path).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
