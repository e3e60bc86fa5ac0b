//! What a backup must hold, written beside it. It proves nothing by itself: the seals of the pages and the chain of the journal do.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::verification::Counts;

use super::views::{BackupCounts, BackupFile};
use crate::digest::hexadecimal;
use crate::error::{Code, Error};
use crate::gate::{BACKUP_MANIFEST, VaultFolder};
use crate::outside::write_whole;

/// A larger one is not ours.
const LARGEST: u64 = 1024 * 1024;

/// The manifest of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: u32,
    pub(super) made_at_ms: i64,
    pub(super) program: String,
    pub(super) town: String,
    pub(super) vault: String,
    pub(super) pages: u64,
    pub(super) counts: BackupCounts,
    pub(super) heads: Vec<ManifestHead>,
    pub(super) files: Vec<BackupFile>,
}

/// The last line of a desk's journal when the backup was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ManifestHead {
    pub(super) desk: u16,
    pub(super) seq: u64,
    pub(super) hash: String,
}

impl Manifest {
    pub(super) const FORMAT: u32 = 1;

    /// Reads the manifest of a backup of that vault. Its files are the vault's own, each once, the keys and the base among them: names
    /// come from outside, none may lead out of the folder nor leave a part behind.
    pub(super) fn read(vault: &VaultFolder, folder: &Path) -> Result<Self, Error> {
        let not_one = || {
            Error::new(
                Code::BadFile,
                "Ce dossier n’est pas une sauvegarde de Préau\u{a0}: choisissez celui qui contient «\u{a0}sauvegarde.json\u{a0}».",
            )
        };
        let path = folder.join(BACKUP_MANIFEST);
        if fs::metadata(&path).map_err(|_| not_one())?.len() > LARGEST {
            return Err(not_one());
        }
        let bytes = fs::read(&path).map_err(|_| not_one())?;
        let manifest: Self = serde_json::from_slice(&bytes).map_err(|_| not_one())?;
        if manifest.format != Self::FORMAT {
            return Err(Error::new(
                Code::NewerVersion,
                "Cette sauvegarde vient d’une version plus récente de Préau. Mettez ce poste à jour.",
            ));
        }
        let named: BTreeSet<&str> = manifest.files.iter().map(|file| file.name.as_str()).collect();
        if named.len() != manifest.files.len() || !vault.is_whole_copy(&named) {
            return Err(Error::new(
                Code::BadFile,
                "Cette sauvegarde n’annonce pas les fichiers d’un coffre\u{a0}: il en manque, ou il y en a d’autres. Prenez-en une autre.",
            ));
        }
        Ok(manifest)
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|error| Error::bug(error.to_string()))?;
        write_whole(&folder.join(BACKUP_MANIFEST), &bytes)
    }
}

impl From<Counts> for BackupCounts {
    fn from(counts: Counts) -> Self {
        let Counts { families, children, attendance, invoices, payments, audit_entries } = counts;
        Self { families, children, attendance, invoices, payments, audit_entries }
    }
}

/// Length and digest of a file, read in pieces: a base does not fit in memory.
pub(super) fn fingerprint(folder: &Path, name: &str) -> Result<BackupFile, Error> {
    let unreadable =
        |_| Error::new(Code::BadFile, format!("Le fichier {name} de la sauvegarde ne peut pas être lu."));
    let mut file = File::open(folder.join(name)).map_err(unreadable)?;
    let mut digest = Sha256::new();
    let mut piece = vec![0; 1 << 20];
    let mut bytes = 0;
    loop {
        let count = file.read(&mut piece).map_err(unreadable)?;
        if count == 0 {
            return Ok(BackupFile { name: name.to_owned(), bytes, sha256: hexadecimal(&digest.finalize()) });
        }
        digest.update(&piece[..count]);
        bytes += count as u64;
    }
}
