//! Reading a backup again: its files, its pages, what it holds, and that it is a past of this very vault.

use std::path::Path;
use std::sync::Arc;

use security::access::BackUp;
use security::secret::PageKey;
use store::Store;

use super::manifest::{Manifest, fingerprint};
use super::views::BackupView;
use crate::Error;
use crate::call::{Call, Subject};
use crate::digest::hexadecimal;
use crate::error::Code;
use crate::gate::VaultFolder;
use crate::jobs::{JobView, Progress};
use crate::outside::FolderPurpose;
use crate::session::Empty;
use crate::unlocked::Unlocked;

/// Verifies a backup the agent chooses.
pub fn verify(call: &Call<'_, BackUp>, _: Empty) -> Result<JobView, Error> {
    let chosen = call.outside().choose_folder(FolderPurpose::ReadBackup)?;
    call.spawn(move |call, progress| {
        let folder = chosen.ok_or_else(|| Error::new(Code::Cancelled, "Aucune sauvegarde choisie."))?;
        let view = judge(call.unlocked(), &call.grant().page_keys()?, &folder, progress)?;
        let outcome = if view.verified {
            "Sauvegarde vérifiée, sans défaut".to_owned()
        } else {
            view.problems.join(" ")
        };
        call.consult(Subject::all("backup").detail(outcome), |_| Ok(()))?;
        Ok(view)
    })
}

/// What a backup is worth. Never fails for what is wrong in it: that is the answer.
pub(super) fn judge(
    unlocked: &Arc<Unlocked>,
    keys: &[PageKey],
    folder: &Path,
    progress: &Progress,
) -> Result<BackupView, Error> {
    compare(unlocked, keys, folder, Manifest::read(unlocked.folder(), folder)?, progress)
}

/// What the vault's files in a folder are worth beside what a manifest announces.
pub(super) fn compare(
    unlocked: &Arc<Unlocked>,
    keys: &[PageKey],
    folder: &Path,
    manifest: Manifest,
    progress: &Progress,
) -> Result<BackupView, Error> {
    let mut problems = Vec::new();

    progress.phase("Empreintes des fichiers", manifest.files.len() as u64)?;
    for (rank, file) in manifest.files.iter().enumerate() {
        match fingerprint(folder, &file.name) {
            Ok(found) if found == *file => {}
            Ok(_) => problems.push(format!("Le fichier {} n’est plus celui qui a été écrit.", file.name)),
            Err(_) => problems.push(format!("Le fichier {} manque ou ne se lit pas.", file.name)),
        }
        progress.done(rank as u64 + 1)?;
    }

    progress.phase("Sceaux des pages", 0)?;
    let base = unlocked.folder().base_in(folder);
    match Store::examine_under(&base, keys) {
        Ok(examined) => {
            problems.extend(examined.problems.into_iter().map(|what| format!("Page ou table abîmée\u{a0}: {what}.")));
            if examined.pages != manifest.pages || manifest.counts != examined.counts.into() {
                problems.push("La base copiée ne contient pas ce qu’annonce la sauvegarde.".to_owned());
            }
            for head in &examined.heads {
                let announced = manifest.heads.iter().find(|other| other.desk == head.desk);
                if announced.is_none_or(|other| other.seq != head.seq || other.hash != hexadecimal(&head.hash)) {
                    problems.push("Le journal copié n’est pas celui qu’annonce la sauvegarde.".to_owned());
                }
                let known = unlocked.store().read(|r| Ok::<_, Error>(r.audit_hash(head.desk, head.seq)?))?;
                if known != Some(head.hash) {
                    problems.push(
                        "Cette sauvegarde n’est pas un état passé de ce coffre\u{a0}: son journal a suivi un autre chemin.".to_owned(),
                    );
                }
            }
        }
        Err(_) => problems.push(
            "La base copiée ne s’ouvre avec aucune clé que ce coffre ait eue\u{a0}: elle est abîmée, ou d’un autre coffre."
                .to_owned(),
        ),
    }
    if VaultFolder::new(folder).slots().is_err() {
        problems.push("Les copies des clés de la sauvegarde sont abîmées.".to_owned());
    }
    let head = manifest.heads.first().map_or(String::new(), |head| head.hash.chars().take(16).collect());
    Ok(BackupView {
        folder: Some(folder.display().to_string()),
        made_at_ms: manifest.made_at_ms,
        pages: manifest.pages,
        counts: Some(manifest.counts),
        files: manifest.files,
        head,
        verified: problems.is_empty(),
        problems,
    })
}
