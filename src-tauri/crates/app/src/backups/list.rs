//! The backups that lie in the plan's places, and the one an agent chooses among them or elsewhere.

use std::path::PathBuf;

use security::Right;
use security::access::Restore;
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::places::Place;
use super::plan::plan;
use super::views::{BackupListView, FoundBackupView};
use crate::Error;
use crate::call::Call;
use crate::outside::FolderPurpose;
use crate::session::Empty;

/// One backup of the list, or, of nothing, the one chosen in the system's dialog. The window names no path.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct BackupChoice {
    /// The place it lies in.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub place: Option<Uuid>,
    /// Its name there.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub name: Option<String>,
}

/// The backups found in the plan's places, newest first.
pub fn list(call: &Call<'_, Restore>, _: Empty) -> Result<BackupListView, Error> {
    let mut backups = Vec::new();
    let mut absent = Vec::new();
    for planned in &call.read(plan)?.places {
        let place = Place::of(call.unlocked(), planned);
        if let Err(error) = place.check_present() {
            absent.push(error.message);
            continue;
        }
        backups.extend(place.found().into_iter().map(|found| FoundBackupView {
            place: planned.id,
            place_name: planned.name.clone(),
            name: found.name,
            made_at_ms: found.manifest.made_at_ms,
            made_by: found.manifest.made_by_name.clone(),
            head: found.manifest.printed_head(),
            counts: found.manifest.counts,
            bytes: found.manifest.files.iter().map(|file| file.bytes).sum(),
            whole: found.whole,
        }));
    }
    backups.sort_by(|a, b| (b.made_at_ms, &b.name).cmp(&(a.made_at_ms, &a.name)));
    Ok(BackupListView { backups, absent })
}

/// The folder of a chosen backup; nothing when the agent gave up the dialog.
pub(super) fn chosen<R: Right>(call: &Call<'_, R>, choice: &BackupChoice) -> Result<Option<PathBuf>, Error> {
    let (Some(place), Some(name)) = (choice.place, choice.name.as_deref()) else {
        return call.outside().choose_folder(FolderPurpose::ReadBackup);
    };
    let plan = call.read(plan)?;
    let gone = || Error::not_found("cette sauvegarde");
    let planned = plan.places.iter().find(|one| one.id == place).ok_or_else(gone)?;
    let place = Place::of(call.unlocked(), planned);
    place.check_present()?;
    // Looked for among what lies there: a name that leads elsewhere is not found.
    place
        .found()
        .into_iter()
        .find(|found| found.name == name)
        .map(|found| Some(found.folder))
        .ok_or_else(gone)
}
