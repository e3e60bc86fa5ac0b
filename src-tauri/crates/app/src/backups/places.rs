//! A place of the plan as it is now: present or not, what lies there, what is too old, what a kill left half made.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use domain::backups::Keep;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use security::private;

use super::manifest::Manifest;
use super::plan::{Plan, PlannedPlace};
use crate::error::{Code, Error};
use crate::gate::{BACKUP_MANIFEST, VaultFolder};
use crate::outside::write_whole;
use crate::unlocked::Unlocked;

/// How the folder of a backup being made ends.
pub(super) const BEING_MADE: &str = ".en-cours";
/// How the folder of a backup being removed ends.
const BEING_REMOVED: &str = ".a-retirer";
/// What says, in a backup being made, of which vault it is; locked by who makes it.
pub(super) const MAKING_MARK: &str = "en-cours.txt";

/// A place, seen from the vault.
pub(super) struct Place<'a> {
    vault: String,
    vault_folder: &'a VaultFolder,
    id: uuid::Uuid,
    name: &'a str,
    folder: &'a Path,
}

/// A backup of this vault found in a place.
pub(super) struct Found {
    pub(super) folder: PathBuf,
    pub(super) name: String,
    pub(super) manifest: Manifest,
    /// Whether its files are there with the lengths announced. Their content is read again when it matters.
    pub(super) whole: bool,
}

impl<'a> Place<'a> {
    pub(super) fn of(unlocked: &'a Unlocked, place: &'a PlannedPlace) -> Self {
        Self {
            vault: unlocked.session().vault().to_string(),
            vault_folder: unlocked.folder(),
            id: place.id,
            name: &place.name,
            folder: &place.folder,
        }
    }

    /// A small file says that this medium is the one that was chosen: an unplugged stick leaves an empty folder on some systems, and
    /// another stick takes its letter on others.
    fn mark(&self) -> PathBuf {
        let id = self.id.simple().to_string();
        self.folder.join(format!("preau-lieu-{}.txt", &id[id.len() - 8..]))
    }

    fn mark_text(&self) -> String {
        format!("Lieu de sauvegarde de Préau. Ne retirez pas ce fichier.\n{}\n{}\n", self.vault, self.id)
    }

    /// Makes the folder a place of this vault; refused where nothing can be written.
    pub(super) fn claim(&self) -> Result<(), Error> {
        write_whole(&self.mark(), self.mark_text().as_bytes()).map_err(|_| {
            Error::new(
                Code::Disk,
                format!(
                    "Rien ne peut être écrit dans {} (protégé, plein, ou vos droits ne le permettent pas). Choisissez un autre dossier.",
                    self.folder.display()
                ),
            )
        })
    }

    /// Says what is missing when the place is not the one that was chosen.
    pub(super) fn check_present(&self) -> Result<(), Error> {
        let (name, folder) = (self.name, self.folder.display());
        if !self.folder.is_dir() {
            return Err(Error::new(
                Code::NotFound,
                format!(
                    "«\u{a0}{name}\u{a0}» n’est pas branché, ou son dossier n’y est plus. Branchez-le\u{a0}: la sauvegarde y sera reprise à la prochaine ouverture, ou par «\u{a0}Sauvegarder maintenant\u{a0}». Dossier\u{a0}: {folder}"
                ),
            ));
        }
        match fs::read_to_string(self.mark()) {
            Ok(text) if text == self.mark_text() => Ok(()),
            _ => Err(Error::new(
                Code::NotFound,
                format!(
                    "Ce qui est branché n’est pas «\u{a0}{name}\u{a0}»\u{a0}: sa marque n’y est pas. Branchez le bon support, ou choisissez à nouveau le dossier de ce lieu. Dossier\u{a0}: {folder}"
                ),
            )),
        }
    }

    /// The backups of this vault that lie here, oldest first. What cannot be read as one is left alone.
    pub(super) fn found(&self) -> Vec<Found> {
        let Ok(entries) = fs::read_dir(self.folder) else { return Vec::new() };
        let mut found: Vec<Found> = entries
            .flatten()
            .filter(|entry| !is_leftover(&entry.file_name()))
            .filter_map(|entry| {
                let folder = entry.path();
                let manifest = Manifest::read(self.vault_folder, &folder).ok()?;
                let ours = manifest.vault == self.vault
                    && VaultFolder::new(&folder)
                        .slots()
                        .is_ok_and(|book| manifest.check_signature(&book).is_ok());
                let length = |name: &str| fs::metadata(folder.join(name)).ok().map(|file| file.len());
                let whole = manifest.files.iter().all(|file| length(&file.name) == Some(file.bytes));
                let name = entry.file_name().to_string_lossy().into_owned();
                ours.then_some(Found { folder, name, manifest, whole })
            })
            .collect();
        found.sort_by(|a, b| (a.manifest.made_at_ms, &a.name).cmp(&(b.manifest.made_at_ms, &b.name)));
        found
    }

    /// Removes what the policy no longer keeps, but never the one just made. Answers how many.
    pub(super) fn rotate(&self, keep: Keep, made: &Path, now_ms: i64) -> usize {
        let found: Vec<Found> = self.found().into_iter().filter(|one| one.whole).collect();
        let instants: Vec<DateTime> = found.iter().map(|one| local(one.manifest.made_at_ms)).collect();
        let kept = keep.of(&instants, local(now_ms));
        let old = found.iter().zip(kept).filter(|(one, kept)| !kept && one.folder != made);
        old.filter(|(one, _)| remove(self.vault_folder, &one.folder).is_ok()).count()
    }

    /// Removes what a kill left: backups half made or half removed, of this vault, that nobody is working on.
    pub(super) fn sweep(&self) -> usize {
        let Ok(entries) = fs::read_dir(self.folder) else { return 0 };
        let left = entries.flatten().filter(|entry| is_leftover(&entry.file_name()));
        left.filter(|entry| self.abandoned(&entry.path()) && erase(self.vault_folder, &entry.path()).is_ok())
            .count()
    }

    fn abandoned(&self, folder: &Path) -> bool {
        match File::options().read(true).write(true).open(folder.join(MAKING_MARK)) {
            Ok(mark) => {
                let text = io::read_to_string(&mark).unwrap_or_default();
                // An empty mark is of a making that had begun nothing yet.
                (text.trim() == self.vault || text.is_empty()) && mark.try_lock().is_ok()
            }
            // Without its mark: being removed, or on the point of taking its name.
            Err(_) => match Manifest::read(self.vault_folder, folder) {
                Ok(manifest) => manifest.vault == self.vault,
                Err(_) => fs::read_dir(folder).is_ok_and(|mut inside| inside.next().is_none()),
            },
        }
    }
}

fn is_leftover(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("preau-") && (name.ends_with(BEING_MADE) || name.ends_with(BEING_REMOVED))
}

/// Removes a backup: renamed first, so that a removal cut short is never taken for a backup.
fn remove(vault: &VaultFolder, folder: &Path) -> io::Result<()> {
    let mut aside = folder.as_os_str().to_owned();
    aside.push(BEING_REMOVED);
    fs::rename(folder, &aside)?;
    // Its new name comes to the disk before its files go: after a power cut too.
    folder.parent().into_iter().for_each(settle_names);
    erase(vault, Path::new(&aside))
}

/// Removes the files of a backup and then its folder; what is not ours in it stays, and the folder with it. The manifest goes last: it
/// says whose the rest is.
pub(super) fn erase(vault: &VaultFolder, folder: &Path) -> io::Result<()> {
    let base = vault.base_in(folder);
    let journals = ["base-journal", "base-wal", "base-shm"].map(|ending| base.with_extension(ending));
    let companions = vault.companions().into_iter().filter_map(|file| Some(folder.join(file.file_name()?)));
    let manifest = folder.join(BACKUP_MANIFEST);
    let part = folder.join(format!("{BACKUP_MANIFEST}.part"));
    let own = [base].into_iter().chain(journals).chain(companions).chain([
        part,
        folder.join(MAKING_MARK),
        manifest,
    ]);
    for file in own {
        match fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::remove_dir(folder)
}

/// The civil instant at the desk.
pub(super) fn local(at_ms: i64) -> DateTime {
    let instant = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    instant.to_zoned(TimeZone::system()).datetime()
}

/// A folder that may hold the town's backups: not the vault's own, nor within it, nor a backup, nor already a place.
pub(super) fn refuse_unless_fit(
    unlocked: &Unlocked,
    folder: &Path,
    plan: &Plan,
    but: Option<uuid::Uuid>,
) -> Result<(), Error> {
    let shown = folder.display();
    let Ok(folder) = fs::canonicalize(folder) else {
        return Err(Error::refused(format!(
            "Le dossier {shown} n’existe pas. Créez-le, ou choisissez-en un autre."
        )));
    };
    let is = |other: &Path| fs::canonicalize(other).is_ok_and(|other| other == folder);
    let vault =
        fs::canonicalize(unlocked.folder().path()).unwrap_or_else(|_| unlocked.folder().path().to_owned());
    if folder.starts_with(&vault) {
        return Err(Error::refused(
            "Ce dossier est celui du coffre, ou s’y trouve\u{a0}: ce qui perdrait le coffre perdrait ses sauvegardes. Choisissez-en un autre, de préférence sur un autre disque.",
        ));
    }
    let there = VaultFolder::new(&folder);
    if there.is_backup() || there.has_parts() {
        return Err(Error::refused(
            "Ce dossier contient déjà un coffre ou une sauvegarde. Choisissez celui où les sauvegardes seront rangées, une par dossier.",
        ));
    }
    if let Some(other) = plan.places.iter().find(|place| Some(place.id) != but && is(&place.folder)) {
        return Err(Error::refused(format!("Ce dossier est déjà celui de «\u{a0}{}\u{a0}».", other.name)));
    }
    Ok(())
}

/// Flushes a folder's names to the disk; a file system that cannot says so by an error, and costs nothing else.
pub(super) fn settle_names(folder: &Path) {
    let _ = private::sync_folder(folder);
}
