//! What a backup must hold, written beside it and signed by the agent who made it.
//!
//! The seals of the pages and the chain of the journal prove what lies in the base; the signature proves what is announced of it, byte
//! for byte: from the door, where nothing opens yet, it is all there is.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use security::SlotBook;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::verification::Counts;
use uuid::Uuid;

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
    /// Who made it, and signs.
    pub(super) made_by: Uuid,
    /// Their name, for people.
    pub(super) made_by_name: String,
    pub(super) program: String,
    pub(super) town: String,
    pub(super) vault: String,
    pub(super) pages: u64,
    pub(super) counts: BackupCounts,
    pub(super) heads: Vec<ManifestHead>,
    pub(super) files: Vec<BackupFile>,
    /// 64 bytes in hexadecimal, over everything above.
    pub(super) signature: String,
}

/// The last line of a desk's journal when the backup was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ManifestHead {
    pub(super) desk: u16,
    pub(super) seq: u64,
    pub(super) hash: String,
}

impl Manifest {
    pub(super) const FORMAT: u32 = 2;

    /// Reads the manifest of a backup of that vault.
    pub(super) fn read(vault: &VaultFolder, folder: &Path) -> Result<Self, Error> {
        let path = folder.join(BACKUP_MANIFEST);
        if fs::metadata(&path).map_err(|_| not_one())?.len() > LARGEST {
            return Err(not_one());
        }
        Self::from_bytes(vault, &fs::read(&path).map_err(|_| not_one())?)
    }

    /// Its files are the vault's own, each once, the keys and the base among them: names come from outside, none may lead out of the
    /// folder nor leave a part behind. Its bytes are exactly those that are written: what was touched, even by a space, is not ours.
    pub(super) fn from_bytes(vault: &VaultFolder, bytes: &[u8]) -> Result<Self, Error> {
        let format = serde_json::from_slice::<Format>(bytes).map_err(|_| not_one())?.format;
        if format > Self::FORMAT {
            return Err(newer_version());
        }
        if format < Self::FORMAT {
            return Err(Error::new(
                Code::BadFile,
                "Cette sauvegarde vient d’une version d’essai de Préau, qui ne la signait pas. Faites-en une nouvelle.",
            ));
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(|_| not_one())?;
        if manifest.to_bytes()? != bytes {
            return Err(altered());
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

    /// Refuses what its own keys do not say was signed by an agent of this vault.
    pub(super) fn check_signature(&self, book: &SlotBook) -> Result<(), Error> {
        let signature: [u8; 64] =
            bytes_of(&self.signature).and_then(|bytes| bytes.try_into().ok()).ok_or_else(altered)?;
        let signed = self.vault == book.vault().to_string()
            && book.signed_manifest(self.made_by, &self.signed_content()?, &signature);
        if signed { Ok(()) } else { Err(altered()) }
    }

    /// What is signed: everything but the signature.
    pub(super) fn signed_content(&self) -> Result<Vec<u8>, Error> {
        let unsigned = Self { signature: String::new(), ..self.clone() };
        serde_json::to_vec(&unsigned).map_err(|error| Error::bug(error.to_string()))
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        write_whole(&folder.join(BACKUP_MANIFEST), &self.to_bytes()?)
    }

    fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        serde_json::to_vec_pretty(self).map_err(|error| Error::bug(error.to_string()))
    }

    /// The head of the first desk, as printed: sixteen characters.
    pub(super) fn printed_head(&self) -> String {
        self.heads.first().map_or(String::new(), |head| head.hash.chars().take(16).collect())
    }
}

/// Read first: another version may have other fields.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

fn not_one() -> Error {
    Error::new(
        Code::BadFile,
        "Ce dossier n’est pas une sauvegarde de Préau\u{a0}: choisissez celui qui contient «\u{a0}sauvegarde.json\u{a0}».",
    )
}

/// A later version of the program has made it: here it would be misread.
pub(super) fn newer_version() -> Error {
    Error::new(
        Code::NewerVersion,
        "Cette sauvegarde vient d’une version plus récente de Préau. Mettez ce poste à jour.",
    )
}

fn altered() -> Error {
    Error::new(
        Code::Damaged,
        "Ce que cette sauvegarde annonce d’elle-même a été modifié ou abîmé\u{a0}: elle ne compte pas. Prenez-en une autre.",
    )
}

/// Bytes written as [`hexadecimal`] writes them, and no other way: one value has one writing.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .bytes()
        .map(|byte| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        })
        .collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
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

/// The files a manifest announces that are not what was written, in French.
pub(super) fn changed_files(
    manifest: &Manifest,
    folder: &Path,
    mut done: impl FnMut(u64) -> Result<(), Error>,
) -> Result<Vec<String>, Error> {
    let mut problems = Vec::new();
    for (rank, file) in manifest.files.iter().enumerate() {
        match fingerprint(folder, &file.name) {
            Ok(found) if found == *file => {}
            Ok(_) => problems.push(format!("Le fichier {} n’est plus celui qui a été écrit.", file.name)),
            Err(_) => problems.push(format!("Le fichier {} manque ou ne se lit pas.", file.name)),
        }
        done(rank as u64 + 1)?;
    }
    Ok(problems)
}
