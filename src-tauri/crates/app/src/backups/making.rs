//! Making one backup: written beside its place under a name that says it is none yet, read again, and only then given its name.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use security::secret::PageKey;
use security::{HandlesBackups, private};
use store::{Store, StoreError};

use super::manifest::{Manifest, ManifestHead, fingerprint};
use super::places::{BEING_MADE, MAKING_MARK, erase, settle_names};
use super::verify::judge;
use super::views::BackupView;
use crate::call::Call;
use crate::digest::hexadecimal;
use crate::error::{Code, Error};
use crate::gate::VaultFolder;
use crate::jobs::Progress;
use crate::settings;

/// Makes a backup in a folder and proves it: opened again, every page checked, counted, its last line compared with the vault's. Its
/// journal line is written by `told` before it takes its name: no backup without its line. `name` is how people call the place.
pub(super) fn make<R: HandlesBackups>(
    call: &Call<'_, R>,
    progress: &Progress,
    parent: &Path,
    name: &str,
    told: impl FnOnce(&BackupView) -> Result<(), Error>,
) -> Result<BackupView, Error> {
    let said = |error: Error| explained(error, parent, name);
    let half = HalfMade::begin(call, parent).map_err(|error| refused(&error, name))?;
    let keys = call.grant().page_keys()?;
    write(call, progress, &half.folder, &keys).map_err(said)?;
    let judged = judge(call.unlocked(), &keys, &half.folder, progress).map_err(said)?.view;
    if !judged.verified {
        return Err(said(Error::new(
            Code::Damaged,
            format!(
                "La sauvegarde relue n’est pas bonne\u{a0}: elle a été retirée. {}",
                judged.problems.join(" ")
            ),
        )));
    }
    told(&judged)?;
    let folder = half.finish().map_err(|error| refused(&error, name))?;
    Ok(BackupView { folder: Some(folder.display().to_string()), ..judged })
}

/// The folder of a backup being made. Dropped before it is finished, nothing of it stays.
struct HalfMade {
    vault: VaultFolder,
    folder: PathBuf,
    /// Locked for as long as the making lasts.
    mark: Option<File>,
}

impl HalfMade {
    /// A folder named after the day and the hour: two backups never share one.
    fn begin<R: HandlesBackups>(call: &Call<'_, R>, parent: &Path) -> io::Result<Self> {
        let at = call.unlocked().clock().civil().strftime("%Y-%m-%d-%H%M%S").to_string();
        let mut rank = 1;
        let folder = loop {
            let suffix = if rank == 1 { String::new() } else { format!("-{rank}") };
            let name = format!("preau-{at}{suffix}");
            let folder = parent.join(format!("{name}{BEING_MADE}"));
            rank += 1;
            if parent.join(&name).exists() {
                continue;
            }
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => break made.map(|()| folder)?,
            }
        };
        let vault = call.unlocked().folder().clone();
        let mut half = Self { vault, folder, mark: None };
        let mut mark = private::create_new(&half.folder.join(MAKING_MARK))?;
        // A share that knows no locks only loses the courtesy of waiting.
        let _ = mark.try_lock();
        mark.write_all(call.unlocked().session().vault().to_string().as_bytes())?;
        half.mark = Some(mark);
        Ok(half)
    }

    /// Gives it its name.
    fn finish(mut self) -> io::Result<PathBuf> {
        self.mark = None;
        fs::remove_file(self.folder.join(MAKING_MARK))?;
        settle_names(&self.folder);
        let text = self.folder.to_string_lossy();
        let kept = PathBuf::from(text.strip_suffix(BEING_MADE).unwrap_or(&text));
        fs::rename(&self.folder, &kept)?;
        if let Some(parent) = kept.parent() {
            settle_names(parent);
        }
        Ok(kept)
    }
}

impl Drop for HalfMade {
    fn drop(&mut self) {
        // Half a backup would be believed one day. On a medium that went away there is nothing to remove, and the next opening will.
        self.mark = None;
        if self.folder.exists() {
            let _ = erase(&self.vault, &self.folder);
        }
    }
}

fn write<R: HandlesBackups>(
    call: &Call<'_, R>,
    progress: &Progress,
    folder: &Path,
    keys: &[PageKey],
) -> Result<(), Error> {
    let unlocked = call.unlocked();
    let source = unlocked.folder();
    let going = || progress.check().is_ok();
    progress.phase("Copie du coffre", 0)?;
    let made_at_ms = unlocked.clock().now_ms();
    let base = source.base_in(folder);
    // The slots after the base: keys are written first, so the copied ones open the copied pages.
    unlocked.store().copy_to(&base, &going)?;
    for file in source.companions().iter().filter(|file| file.exists()) {
        let copied = private::copy(file, &folder.join(file.file_name().unwrap_or_default()));
        copied.map_err(StoreError::from)?;
    }
    progress.phase("Relecture", 0)?;
    let examined = Store::examine_under(&base, keys, &going)?;
    let companions = source.companions();
    let mut names: Vec<String> = companions
        .iter()
        .chain([&base])
        .filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()))
        .filter(|name| folder.join(name).exists())
        .collect();
    names.sort();
    let town = call.read(settings::town)?;
    let mut manifest = Manifest {
        format: Manifest::FORMAT,
        made_at_ms,
        made_by: unlocked.agent().id,
        made_by_name: unlocked.agent().display_name.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        town: town.name,
        vault: unlocked.session().vault().to_string(),
        pages: examined.pages,
        counts: examined.counts.into(),
        heads: examined
            .heads
            .iter()
            .map(|head| ManifestHead { desk: head.desk, seq: head.seq, hash: hexadecimal(&head.hash) })
            .collect(),
        files: names.iter().map(|name| fingerprint(folder, name)).collect::<Result<_, _>>()?,
        signature: String::new(),
    };
    manifest.signature = hexadecimal(&call.grant().sign_manifest(&manifest.signed_content()?)?);
    manifest.write(folder)
}

/// Why a medium refused, told by its name.
fn refused(error: &io::Error, name: &str) -> Error {
    let why = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => return full(name),
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            "est protégé en écriture\u{a0}: rien n’y a été écrit. Retirez la protection, ou choisissez un autre lieu."
        }
        io::ErrorKind::NotFound => {
            "n’est plus là\u{a0}: aucune sauvegarde n’y a été faite. Rebranchez-le, puis recommencez."
        }
        _ => {
            "refuse l’écriture\u{a0}: aucune sauvegarde n’y a été faite. Vérifiez ce support, ou choisissez-en un autre."
        }
    };
    Error::new(Code::Disk, format!("«\u{a0}{name}\u{a0}» {why}"))
}

fn full(name: &str) -> Error {
    Error::new(
        Code::Disk,
        format!(
            "Il n’y a plus de place sur «\u{a0}{name}\u{a0}»\u{a0}: aucune sauvegarde n’y a été faite. Libérez-en, ou gardez moins de sauvegardes à cet endroit."
        ),
    )
}

/// What went wrong on the way, told of the medium when it is the cause.
fn explained(error: Error, parent: &Path, name: &str) -> Error {
    if error.code == Code::Cancelled || error.code == Code::Locked {
        return error;
    }
    if !parent.is_dir() {
        return Error::new(
            Code::Disk,
            format!(
                "«\u{a0}{name}\u{a0}» a été débranché pendant la sauvegarde\u{a0}: elle ne compte pas. Rebranchez-le, puis recommencez."
            ),
        );
    }
    match error.code {
        Code::Disk if error.message == Error::from(StoreError::Full).message => full(name),
        Code::Disk | Code::BadFile => refused(&io::Error::other("on the way"), name),
        _ => error,
    }
}
