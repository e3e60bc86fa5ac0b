//! The town's plan: where its backups go, and how many each place keeps. The administrator alone chooses; a place is named in the
//! system's own dialog, never by the window.

use std::path::{Path, PathBuf};

use domain::backups::Keep;
use domain::issue::{IssueCode, Issues};
use security::access::{BackUp, ReadOwn};
use serde::{Deserialize, Serialize};
use store::Reader;
use uuid::Uuid;

use super::places::{Place, refuse_unless_fit};
use super::rehearsal::last_rehearsal;
use super::standing::{Age, troubles};
use super::views::{
    BackupPlaceRequest, BackupPlaceSaveRequest, BackupPlaceView, BackupStatusView, RehearsalView,
};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::gate::TownCard;
use crate::outside::FolderPurpose;
use crate::session::Empty;
use crate::settings;
use crate::unlocked::Unlocked;

/// Name of the plan among the town's settings.
pub(super) const PLAN: &str = "backup_plan";

/// More places than a town has.
const MOST_PLACES: usize = 12;

/// Where the town's backups go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Plan {
    pub(crate) places: Vec<PlannedPlace>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PlannedPlace {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    days: u16,
    weeks: u16,
    months: u16,
}

impl PlannedPlace {
    fn new(id: Uuid, name: String, folder: PathBuf, keep: Keep) -> Self {
        Self { id, name, folder, days: keep.days(), weeks: keep.weeks(), months: keep.months() }
    }

    /// How many it keeps. A plan that says nothing sensible keeps as a town usually does.
    pub(super) fn keep(&self) -> Keep {
        Keep::try_new(self.days, self.weeks, self.months).unwrap_or_default()
    }
}

/// Reads the plan.
pub(crate) fn plan(reader: &Reader<'_>) -> Result<Plan, Error> {
    settings::load(reader, PLAN)
}

/// Where backups go, when the last good one was made, what is wrong: every agent sees it.
pub fn show(call: &Call<'_, ReadOwn>, _: Empty) -> Result<BackupStatusView, Error> {
    call.read(|r| status(call.unlocked(), r))
}

/// Adds a place the administrator chooses, under its folder's name until they say better.
pub fn add_place(call: &Call<'_, BackUp>, _: Empty) -> Result<BackupStatusView, Error> {
    let folder = chosen_folder(call)?;
    let plan = call.read(plan)?;
    if plan.places.len() >= MOST_PLACES {
        return Err(Error::refused(format!(
            "Le plan compte déjà {MOST_PLACES} lieux. Retirez-en un avant d’en ajouter un autre."
        )));
    }
    refuse_unless_fit(call.unlocked(), &folder, &plan, None)?;
    let name = folder
        .file_name()
        .map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into_owned());
    let place = PlannedPlace::new(call.new_id(), name, folder, Keep::USUAL);
    Place::of(call.unlocked(), &place).claim()?;
    change(call, format!("Lieu de sauvegarde ajouté\u{a0}: {}", place.folder.display()), |plan| {
        plan.places.push(place.clone());
        Ok(())
    })
}

/// Renames a place, and says how many backups it keeps.
pub fn save_place(
    call: &Call<'_, BackUp>,
    request: BackupPlaceSaveRequest,
) -> Result<BackupStatusView, Error> {
    let mut issues = Issues::new();
    let name = request.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        issues.refuse("name", IssueCode::Missing, "Nommez ce lieu, tel que vos collègues le reconnaîtront.");
    }
    if name.chars().count() > 60 {
        issues.refuse("name", IssueCode::TooLong, "Soixante caractères au plus.");
    }
    if call.read(plan)?.places.iter().any(|place| place.id != request.id && place.name == name) {
        issues.refuse("name", IssueCode::Duplicate, "Un autre lieu porte déjà ce nom.");
    }
    let keep = issues.join(Keep::try_new(request.keep_days, request.keep_weeks, request.keep_months));
    let keep = issues.finish(keep).map_err(Error::fields)?;
    let detail = format!(
        "Lieu de sauvegarde {name}\u{a0}: {} jours, {} semaines, {} mois gardés",
        keep.days(),
        keep.weeks(),
        keep.months()
    );
    change(call, detail, |plan| {
        let place = find(plan, request.id)?;
        *place = PlannedPlace::new(place.id, name.clone(), place.folder.clone(), keep);
        Ok(())
    })
}

/// Chooses again the folder of a place: a stick replaced, a share moved.
pub fn move_place(call: &Call<'_, BackUp>, request: BackupPlaceRequest) -> Result<BackupStatusView, Error> {
    let folder = chosen_folder(call)?;
    let known = call.read(plan)?;
    refuse_unless_fit(call.unlocked(), &folder, &known, Some(request.id))?;
    let mut moved = find(&mut known.clone(), request.id)?.clone();
    moved.folder.clone_from(&folder);
    Place::of(call.unlocked(), &moved).claim()?;
    let status = change(
        call,
        format!("Lieu de sauvegarde {} déplacé\u{a0}: {}", moved.name, folder.display()),
        |plan| {
            find(plan, request.id)?.folder.clone_from(&folder);
            Ok(())
        },
    )?;
    // What went wrong was of the folder before.
    edit_card(call.unlocked(), |card| {
        if let Some(record) = card.places.get_mut(&request.id) {
            record.trouble = None;
        }
    })?;
    Ok(status)
}

/// Takes a place out of the plan. Its backups stay where they are.
pub fn remove_place(call: &Call<'_, BackUp>, request: BackupPlaceRequest) -> Result<BackupStatusView, Error> {
    let name = find(&mut call.read(plan)?, request.id)?.name.clone();
    change(call, format!("Lieu de sauvegarde retiré\u{a0}: {name}"), |plan| {
        plan.places.retain(|place| place.id != request.id);
        Ok(())
    })?;
    edit_card(call.unlocked(), |card| {
        card.places.remove(&request.id);
    })?;
    call.read(|r| status(call.unlocked(), r))
}

fn chosen_folder(call: &Call<'_, BackUp>) -> Result<PathBuf, Error> {
    let chosen = call.outside().choose_folder(FolderPurpose::KeepBackup)?;
    chosen.ok_or_else(|| Error::new(Code::Cancelled, "Aucun dossier choisi\u{a0}: rien n’a été changé."))
}

/// Changes the plan under the transaction's own eyes: two administrators lose nothing of each other's.
fn change(
    call: &Call<'_, BackUp>,
    detail: String,
    work: impl FnOnce(&mut Plan) -> Result<(), Error>,
) -> Result<BackupStatusView, Error> {
    call.perform(Subject::all("backup").detail(detail), [Change::Backups], |w| {
        let mut plan = plan(w)?;
        work(&mut plan)?;
        settings::save(w, PLAN, &plan)?;
        status(call.unlocked(), w)
    })
}

fn find(plan: &mut Plan, id: Uuid) -> Result<&mut PlannedPlace, Error> {
    plan.places
        .iter_mut()
        .find(|place| place.id == id)
        .ok_or_else(|| Error::not_found("ce lieu de sauvegarde"))
}

/// Changes the card on the door.
pub(super) fn edit_card(unlocked: &Unlocked, work: impl FnOnce(&mut TownCard)) -> Result<(), Error> {
    let folder = unlocked.folder();
    let mut card = folder.card();
    work(&mut card);
    folder.write_card(&card)
}

fn status(unlocked: &Unlocked, reader: &Reader<'_>) -> Result<BackupStatusView, Error> {
    let (plan, card) = (plan(reader)?, unlocked.folder().card());
    let now_ms = unlocked.clock().now_ms();
    let places = plan.places.iter().map(|place| {
        let record = card.places.get(&place.id);
        let keep = place.keep();
        BackupPlaceView {
            id: place.id,
            name: place.name.clone(),
            folder: place.folder.display().to_string(),
            keep_days: keep.days(),
            keep_weeks: keep.weeks(),
            keep_months: keep.months(),
            good_at_ms: record.and_then(|record| record.good_at_ms),
            late: record
                .and_then(|record| record.good_at_ms)
                .is_none_or(|at_ms| Age::of(at_ms, now_ms).is_late()),
            trouble: record.and_then(|record| record.trouble.clone()),
            warning: beside_the_vault(unlocked.folder().path(), &place.folder),
        }
    });
    let last = card.backup.as_ref();
    Ok(BackupStatusView {
        at_ms: last.map(|last| last.at_ms),
        folder: last.map(|last| last.folder.clone()),
        alerts: troubles(&card, Some(&plan), now_ms),
        places: places.collect(),
        rehearsal: rehearsal(unlocked, reader)?,
    })
}

fn rehearsal(unlocked: &Unlocked, reader: &Reader<'_>) -> Result<RehearsalView, Error> {
    let (last, due_on) = last_rehearsal(reader, unlocked.clock().today())?;
    Ok(RehearsalView { due: due_on <= unlocked.clock().today(), due_on, last })
}

/// Losing the disk would lose the vault and its backups.
fn beside_the_vault(vault: &Path, folder: &Path) -> Option<String> {
    (folder.exists() && store::same_volume(vault, folder)).then(|| {
        "Sur le même disque que le coffre\u{a0}: une panne emporterait les deux. Ajoutez une clé USB, un autre disque ou un partage."
            .to_owned()
    })
}
