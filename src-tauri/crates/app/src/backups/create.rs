//! Making a backup, and reading it again before saying that it was made.

use std::fs;
use std::path::{Path, PathBuf};

use security::access::{BackUp, ReadOwn};
use security::private;
use store::Store;

use super::manifest::{Manifest, ManifestHead, fingerprint};
use super::verify::judge;
use super::views::{BackupStatusView, BackupView};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::digest::hexadecimal;
use crate::error::Code;
use crate::gate::LastBackup;
use crate::jobs::{JobView, Progress};
use crate::outside::FolderPurpose;
use crate::session::Empty;
use crate::settings;

/// Where and when the last backup was made: every agent sees it.
pub fn show(call: &Call<'_, ReadOwn>, _: Empty) -> Result<BackupStatusView, Error> {
    let last = call.unlocked().folder().card().backup;
    Ok(BackupStatusView { at_ms: last.as_ref().map(|last| last.at_ms), folder: last.map(|last| last.folder) })
}

/// Makes a backup in a folder the agent chooses.
pub fn create(call: &Call<'_, BackUp>, _: Empty) -> Result<JobView, Error> {
    let chosen = call.outside().choose_folder(FolderPurpose::KeepBackup)?;
    call.spawn(move |call, progress| {
        let Some(parent) = chosen else {
            return Err(Error::new(
                Code::Cancelled,
                "Aucun dossier choisi\u{a0}: aucune sauvegarde n’a été faite.",
            ));
        };
        let folder = new_folder(call, &parent)?;
        let view = write(call, progress, &folder);
        if !view.as_ref().is_ok_and(|view| view.verified) {
            // Half a backup would be believed one day.
            let _ = fs::remove_dir_all(&folder);
        }
        let view = view?;
        if !view.verified {
            return Err(Error::new(
                Code::Damaged,
                format!(
                    "La sauvegarde relue n’est pas bonne\u{a0}: elle a été retirée. {}",
                    view.problems.join(" ")
                ),
            ));
        }
        let subject =
            Subject::all("backup").detail(format!("Sauvegarde relue et vérifiée, {} pages", view.pages));
        call.perform(subject, [Change::Backups], |_| Ok(()))?;
        let vault = call.unlocked().folder();
        let mut card = vault.card();
        card.backup = Some(LastBackup {
            at_ms: view.made_at_ms,
            folder: folder.display().to_string(),
            verified: view.verified,
        });
        vault.write_card(&card)?;
        Ok(view)
    })
}

/// A folder named after the day and the hour: two backups never share one.
fn new_folder(call: &Call<'_, BackUp>, parent: &Path) -> Result<PathBuf, Error> {
    let at = call.unlocked().clock().civil();
    let folder = parent.join(format!("preau-{}", at.strftime("%Y-%m-%d-%H%M%S")));
    fs::create_dir_all(parent).and_then(|()| fs::create_dir(&folder)).map_err(|_| {
        Error::new(
            Code::Disk,
            format!("Le dossier {} ne peut pas être créé. Choisissez un autre endroit.", folder.display()),
        )
    })?;
    Ok(folder)
}

fn write(call: &Call<'_, BackUp>, progress: &Progress, folder: &Path) -> Result<BackupView, Error> {
    let unlocked = call.unlocked();
    let source = unlocked.folder();
    progress.phase("Copie du coffre", 0)?;
    let made_at_ms = unlocked.clock().now_ms();
    // The slots after the base: keys are written first, so the copied ones open the copied pages.
    unlocked.store().copy_to(&source.base_in(folder))?;
    for file in source.companions() {
        let name = file.file_name().unwrap_or_default();
        if file.exists() {
            private::copy(&file, &folder.join(name)).map_err(|_| {
                Error::new(
                    Code::Disk,
                    "Le disque de la sauvegarde refuse l’écriture (plein, protégé ou débranché).",
                )
            })?;
        }
    }
    progress.phase("Relecture", 0)?;
    let keys = call.grant().page_keys()?;
    let examined = Store::examine_under(&source.base_in(folder), &keys)?;
    let mut names: Vec<String> = fs::read_dir(folder)
        .map_err(|_| Error::new(Code::Disk, "Le dossier de la sauvegarde ne peut pas être relu."))?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let town = call.read(settings::town)?;
    let manifest = Manifest {
        format: Manifest::FORMAT,
        made_at_ms,
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
    };
    manifest.write(folder)?;
    judge(unlocked, &keys, folder, progress)
}
