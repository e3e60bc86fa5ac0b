//! A backup by hand, in a folder the administrator chooses.

use std::fs;

use security::access::BackUp;

use super::making::make;
use super::plan::edit_card;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::Code;
use crate::gate::LastBackup;
use crate::jobs::JobView;
use crate::outside::FolderPurpose;
use crate::session::Empty;

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
        fs::create_dir_all(&parent).map_err(|_| {
            Error::new(
                Code::Disk,
                format!(
                    "Le dossier {} ne peut pas être créé. Choisissez un autre endroit.",
                    parent.display()
                ),
            )
        })?;
        let view = make(call, progress, &parent, &parent.display().to_string(), |view| {
            let told = format!("Sauvegarde relue et vérifiée, {} pages", view.pages);
            call.perform(Subject::all("backup").detail(told), [Change::Backups], |_| Ok(()))
        })?;
        edit_card(call.unlocked(), |card| card.backup = LastBackup::of(call.unlocked(), &view))?;
        Ok(view)
    })
}
