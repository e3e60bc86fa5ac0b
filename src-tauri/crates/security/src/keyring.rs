//! Where a desk keeps the installation secret, and the last head of the journal it has seen.
//!
//! The operating system's keyring is the place. Where there is none, an administrator may choose a
//! file beside the vault: an explicit degraded mode, shown on every screen, never a silent fallback
//! (Signal Desktop, issue 6944, kept its key in clear beside its base for years). The keyring is an
//! extra secret, never the only copy of anything: the recovery sheets carry another.
//!
//! This module speaks to the operating system, so it may take long: call it off the window's
//! thread.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::audit::Head;
use crate::codec::{Malformed, Reader, Writer};
use crate::durable;
use crate::secret::{InstallationSecret, Key};
use crate::vault::VaultId;

/// How the installation secret is kept, as shown to the agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// By the operating system: Secret Service, Windows credentials, Apple keychain.
    SystemKeyring,
    /// In a file beside the vault: degraded, whoever copies the folder has both.
    FileBesideVault,
    /// In memory only: tests and simulations.
    Memory,
}

/// Why the secret store did not answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SecretStoreError {
    /// There is no usable keyring in this session of the operating system.
    #[error("no keyring is available: {0}")]
    Unavailable(String),
    /// The keyring holds another secret for this vault. It is never overwritten: it may be the
    /// only one that opens it.
    #[error("the keyring already holds another secret for this vault")]
    AlreadyHeld,
    /// What is kept there is not what we write.
    #[error("what the keyring holds for this vault is damaged")]
    Damaged,
}

/// The last state of a vault this desk has seen: what lets a rollback of the file be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastSeen {
    /// The last entry of the desk's journal.
    pub head: Head,
    /// How many times the slots had been written.
    pub slots_sequence: u64,
}

/// The place where a desk keeps what must not be in the base.
///
/// `Ok(None)` means that the store works and holds nothing for this vault: the desk is not
/// authorised, and no new secret may be invented for an existing vault. Every other trouble is an
/// error.
pub trait InstallationSecretStore: Send + Sync {
    /// How the secret is kept.
    fn keeping(&self) -> Keeping;
    /// Whether the store really keeps what it is given: writes a canary and reads it back.
    fn probe(&self) -> Result<(), SecretStoreError>;
    /// The installation secret of a vault.
    fn get(&self, vault: VaultId) -> Result<Option<InstallationSecret>, SecretStoreError>;
    /// Keeps the installation secret of a vault, and checks that it reads back.
    fn put(&self, vault: VaultId, secret: &InstallationSecret) -> Result<(), SecretStoreError>;
    /// The secret that will follow, while the slots are being written under it.
    fn next(&self, vault: VaultId) -> Result<Option<InstallationSecret>, SecretStoreError>;
    /// Keeps the secret that will follow, beside the present one: whichever the slots are under after a cut, this desk has it.
    fn put_next(&self, vault: VaultId, secret: &InstallationSecret) -> Result<(), SecretStoreError>;
    /// The slots are under the secret that followed: it is the present one.
    fn promote_next(&self, vault: VaultId) -> Result<(), SecretStoreError>;
    /// What this desk last saw of a vault.
    fn last_seen(&self, vault: VaultId) -> Result<Option<LastSeen>, SecretStoreError>;
    /// Remembers what this desk has seen. Called *after* the base has committed: a crash in
    /// between leaves the base ahead, never behind.
    fn remember(&self, vault: VaultId, seen: &LastSeen) -> Result<(), SecretStoreError>;
    /// Forgets a vault: the desk is no longer authorised.
    fn forget(&self, vault: VaultId) -> Result<(), SecretStoreError>;
}

/// Named secret bytes, as each kind of store keeps them. Private: key bytes cross no public
/// signature.
trait Shelf: Send + Sync {
    const KEEPING: Keeping;
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretStoreError>;
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), SecretStoreError>;
    fn remove(&self, name: &str) -> Result<(), SecretStoreError>;
}

const CANARY: &str = "canary";

fn secret_name(vault: VaultId) -> String {
    format!("installation/{vault}")
}

fn next_name(vault: VaultId) -> String {
    format!("next-installation/{vault}")
}

fn seen_name(vault: VaultId) -> String {
    format!("last-seen/{vault}")
}

impl<S: Shelf> InstallationSecretStore for S {
    fn keeping(&self) -> Keeping {
        S::KEEPING
    }

    fn probe(&self) -> Result<(), SecretStoreError> {
        let canary = *b"preau keyring canary";
        self.write(CANARY, &canary)?;
        let found = self.read(CANARY)?;
        self.remove(CANARY)?;
        match found {
            Some(found) if found.as_slice() == canary => Ok(()),
            _ => Err(SecretStoreError::Unavailable("what is written does not read back".into())),
        }
    }

    fn get(&self, vault: VaultId) -> Result<Option<InstallationSecret>, SecretStoreError> {
        let Some(bytes) = self.read(&secret_name(vault))? else { return Ok(None) };
        let key = Key::from_slice(&bytes).ok_or(SecretStoreError::Damaged)?;
        Ok(Some(InstallationSecret(key)))
    }

    fn put(&self, vault: VaultId, secret: &InstallationSecret) -> Result<(), SecretStoreError> {
        let same = |held: &InstallationSecret| held.0.expose() == secret.0.expose();
        match self.get(vault)? {
            Some(held) if same(&held) => return Ok(()),
            Some(_) => return Err(SecretStoreError::AlreadyHeld),
            None => self.write(&secret_name(vault), secret.0.expose())?,
        }
        match self.get(vault)? {
            Some(held) if same(&held) => Ok(()),
            _ => Err(SecretStoreError::Unavailable("what is written does not read back".into())),
        }
    }

    fn next(&self, vault: VaultId) -> Result<Option<InstallationSecret>, SecretStoreError> {
        let Some(bytes) = self.read(&next_name(vault))? else { return Ok(None) };
        let key = Key::from_slice(&bytes).ok_or(SecretStoreError::Damaged)?;
        Ok(Some(InstallationSecret(key)))
    }

    fn put_next(&self, vault: VaultId, secret: &InstallationSecret) -> Result<(), SecretStoreError> {
        self.write(&next_name(vault), secret.0.expose())?;
        match self.next(vault)? {
            Some(held) if held.0.expose() == secret.0.expose() => Ok(()),
            _ => Err(SecretStoreError::Unavailable("what is written does not read back".into())),
        }
    }

    fn promote_next(&self, vault: VaultId) -> Result<(), SecretStoreError> {
        let Some(next) = self.next(vault)? else { return Ok(()) };
        self.write(&secret_name(vault), next.0.expose())?;
        self.remove(&next_name(vault))
    }

    fn last_seen(&self, vault: VaultId) -> Result<Option<LastSeen>, SecretStoreError> {
        let Some(bytes) = self.read(&seen_name(vault))? else { return Ok(None) };
        LastSeen::from_bytes(&bytes).map(Some).map_err(|Malformed| SecretStoreError::Damaged)
    }

    fn remember(&self, vault: VaultId, seen: &LastSeen) -> Result<(), SecretStoreError> {
        self.write(&seen_name(vault), &seen.to_bytes())
    }

    fn forget(&self, vault: VaultId) -> Result<(), SecretStoreError> {
        self.remove(&secret_name(vault))?;
        self.remove(&next_name(vault))?;
        self.remove(&seen_name(vault))
    }
}

impl LastSeen {
    fn to_bytes(self) -> Vec<u8> {
        let mut out = Writer::new();
        out.u8(1).u16(self.head.desk).u64(self.head.seq).raw(&self.head.hash);
        out.u64(self.slots_sequence);
        out.finish()
    }

    fn from_bytes(bytes: &[u8]) -> Result<LastSeen, Malformed> {
        let mut from = Reader::new(bytes);
        if from.u8()? != 1 {
            return Err(Malformed);
        }
        let head = Head { desk: from.u16()?, seq: from.u64()?, hash: from.array()? };
        let seen = LastSeen { head, slots_sequence: from.u64()? };
        from.end()?;
        Ok(seen)
    }
}

/// The keyring of the operating system, through the crate `keyring`: Secret Service on Linux,
/// Credential Manager on Windows, Keychain on macOS.
///
/// The kernel's keyutils is not used: it does not survive a restart.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemKeyring;

impl SystemKeyring {
    const SERVICE: &'static str = "fr.preau.desk";

    fn entry(name: &str) -> Result<keyring::Entry, SecretStoreError> {
        // Without a usable store, `get` answers "no entry" as if all were well: ask first, or an
        // absent keyring would pass for a desk that is not authorised.
        if let Err(error) = keyring::Entry::store_status() {
            return Err(SecretStoreError::Unavailable(error.to_string()));
        }
        keyring::Entry::new(SystemKeyring::SERVICE, name).map_err(unavailable)
    }
}

fn unavailable(error: keyring::Error) -> SecretStoreError {
    match error {
        // These two carry the bytes found: their text alone is kept.
        keyring::Error::BadEncoding(bytes) | keyring::Error::BadDataFormat(bytes, _) => {
            drop(Zeroizing::new(bytes));
            SecretStoreError::Damaged
        }
        other => SecretStoreError::Unavailable(other.to_string()),
    }
}

impl Shelf for SystemKeyring {
    const KEEPING: Keeping = Keeping::SystemKeyring;

    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretStoreError> {
        match SystemKeyring::entry(name)?.get_secret() {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), SecretStoreError> {
        SystemKeyring::entry(name)?.set_secret(bytes).map_err(unavailable)
    }

    fn remove(&self, name: &str) -> Result<(), SecretStoreError> {
        match SystemKeyring::entry(name)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }
}

/// Named bytes in memory, wiped when dropped.
type Names = BTreeMap<String, Zeroizing<Vec<u8>>>;

/// The degraded mode: a file beside the vault, readable by its owner only.
///
/// It is chosen by an administrator, shown on every screen and written in the journal: whoever
/// copies the folder has the secret with the base, and the password is then alone.
#[derive(Debug)]
pub struct SecretFile {
    path: PathBuf,
    one_at_a_time: Mutex<()>,
}

impl SecretFile {
    const MAGIC: &'static [u8; 8] = b"PREAUDSK";

    /// The file that goes with a base: `commune.preau` has `commune.poste`.
    pub fn beside(base: &Path) -> SecretFile {
        SecretFile { path: base.with_extension("poste"), one_at_a_time: Mutex::new(()) }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the degraded mode was chosen for this vault.
    pub fn exists(&self) -> bool {
        self.path.exists()
    }

    fn load(&self) -> Result<Names, SecretStoreError> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Names::new()),
            Err(error) => return Err(SecretStoreError::Unavailable(error.to_string())),
        };
        SecretFile::decode(&bytes).map_err(|Malformed| SecretStoreError::Damaged)
    }

    fn decode(bytes: &[u8]) -> Result<Names, Malformed> {
        let (content, checksum) = bytes.split_last_chunk::<32>().ok_or(Malformed)?;
        if *checksum != *Sha256::digest(content) {
            return Err(Malformed);
        }
        let mut from = Reader::new(content);
        if from.array::<8>()? != *SecretFile::MAGIC {
            return Err(Malformed);
        }
        let mut names = Names::new();
        for _ in 0..from.u32()? {
            let name = String::from_utf8(from.bytes()?.to_vec()).map_err(|_| Malformed)?;
            names.insert(name, Zeroizing::new(from.bytes()?.to_vec()));
        }
        from.end()?;
        Ok(names)
    }

    fn save(&self, names: &Names) -> Result<(), SecretStoreError> {
        let mut out = Writer::new();
        out.raw(SecretFile::MAGIC);
        out.u32(u32::try_from(names.len()).expect("a desk knows few vaults"));
        for (name, bytes) in names {
            out.bytes(name.as_bytes()).bytes(bytes);
        }
        let checksum = Sha256::digest(out.as_slice());
        out.raw(&checksum);
        durable::replace(&self.path, &Zeroizing::new(out.finish()))
            .map_err(|error| SecretStoreError::Unavailable(error.to_string()))
    }
}

impl Shelf for SecretFile {
    const KEEPING: Keeping = Keeping::FileBesideVault;

    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretStoreError> {
        Ok(self.load()?.remove(name))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), SecretStoreError> {
        let _turn = self.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
        let mut names = self.load()?;
        names.insert(name.to_owned(), Zeroizing::new(bytes.to_vec()));
        self.save(&names)
    }

    fn remove(&self, name: &str) -> Result<(), SecretStoreError> {
        let _turn = self.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
        let mut names = self.load()?;
        match names.remove(name) {
            Some(_) => self.save(&names),
            None => Ok(()),
        }
    }
}

/// A store that forgets everything with the process: tests and simulations.
#[derive(Debug, Default)]
pub struct SecretInMemory(Mutex<Names>);

impl Shelf for SecretInMemory {
    const KEEPING: Keeping = Keeping::Memory;

    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretStoreError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), SecretStoreError> {
        let bytes = Zeroizing::new(bytes.to_vec());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), bytes);
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), SecretStoreError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
