//! The day's backup, to every place of the plan: made by whoever opens the vault, retried at the next opening and before closing.

use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use security::access::FollowBackupPlan;

use super::making::make;
use super::places::{Place, local};
use super::plan::{Plan, PlannedPlace, edit_card, plan};
use super::views::{BackupRunRequest, BackupRunView, PlaceOutcomeView};
use crate::app::{App, Reply};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::gate::{LastBackup, PlaceRecord, TownCard};
use crate::jobs::{JobState, JobView, Progress};
use crate::unlocked::Unlocked;

/// Held by the run under way: asked for twice, each place gets one backup.
static TURN: Mutex<()> = Mutex::new(());

/// Between two looks at a run one waits for.
const GLANCE: std::time::Duration = std::time::Duration::from_millis(50);

/// Makes the backups of the plan: all of them, or those that today still lacks.
pub fn run(call: &Call<'_, FollowBackupPlan>, request: BackupRunRequest) -> Result<JobView, Error> {
    if call.read(plan)?.places.is_empty() {
        return Err(Error::refused(
            "Aucun lieu de sauvegarde n’est choisi. L’administrateur en ajoute un dans Réglages, Sauvegarde.",
        ));
    }
    call.spawn(move |call, progress| {
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let (plan, card) = (call.read(plan)?, call.unlocked().folder().card());
        let wanted =
            plan.places.iter().filter(|place| !request.only_due || is_due(&card, place, call.today()));
        let mut places = Vec::new();
        for place in wanted {
            places.push(one(call, progress, place)?);
        }
        if places.is_empty() {
            call.consult(Subject::all("backup").detail("Sauvegarde du jour déjà faite"), |_| Ok(()))?;
        }
        let good = places.iter().filter(|place| place.trouble.is_none()).count();
        Ok(BackupRunView { complete: good == places.len(), good: good as u64, places })
    })
}

/// One place. What is wrong with it is its outcome, and the others go on; giving up, or locking, ends the run.
fn one(
    call: &Call<'_, FollowBackupPlan>,
    progress: &Progress,
    planned: &PlannedPlace,
) -> Result<PlaceOutcomeView, Error> {
    let unlocked = call.unlocked();
    let place = Place::of(unlocked, planned);
    let mut outcome = PlaceOutcomeView {
        id: planned.id,
        name: planned.name.clone(),
        made: None,
        removed: 0,
        trouble: None,
    };
    let made = place.check_present().and_then(|()| {
        place.sweep();
        make(call, progress, &planned.folder, &planned.name, |view| {
            let told = format!("{}\u{a0}: sauvegarde relue et vérifiée, {} pages", planned.name, view.pages);
            call.perform(Subject::all("backup").detail(told), [Change::Backups], |_| Ok(()))
        })
    });
    match made {
        Ok(view) => {
            let folder = view.folder.clone().unwrap_or_default();
            edit_card(unlocked, |card| {
                card.backup = LastBackup::of(unlocked, &view);
                let record = PlaceRecord {
                    good_at_ms: Some(view.made_at_ms),
                    folder: Some(folder.clone()),
                    trouble: None,
                };
                card.places.insert(planned.id, record);
            })?;
            let removed = place.rotate(planned.keep(), folder.as_ref(), unlocked.clock().now_ms());
            if removed > 0 {
                let told = format!("{}, sauvegardes anciennes retirées\u{a0}: {removed}", planned.name);
                call.consult(Subject::all("backup").detail(told), |_| Ok(()))?;
            }
            outcome.made = Some(view);
            outcome.removed = removed as u64;
        }
        Err(error) if matches!(error.code, Code::Cancelled | Code::Locked) => return Err(error),
        Err(error) => {
            edit_card(unlocked, |card| {
                card.places.entry(planned.id).or_default().trouble = Some(error.message.clone());
            })?;
            let told = format!("{}\u{a0}: pas de sauvegarde. {}", planned.name, error.message);
            call.perform(Subject::all("backup").detail(told), [Change::Backups], |_| Ok(()))?;
            outcome.trouble = Some(error.message);
        }
    }
    Ok(outcome)
}

/// Whether a place still lacks the backup of that day.
fn is_due(card: &TownCard, place: &PlannedPlace, today: Date) -> bool {
    let record = card.places.get(&place.id);
    let failed = record.is_some_and(|record| record.trouble.is_some());
    failed || record.and_then(|record| record.good_at_ms).is_none_or(|at_ms| local(at_ms).date() != today)
}

/// Whether some place of the plan still lacks the backup of the day.
pub(crate) fn any_due(unlocked: &Unlocked, plan: &Plan) -> bool {
    let (card, today) = (unlocked.folder().card(), unlocked.clock().today());
    plan.places.iter().any(|place| is_due(&card, place, today))
}

impl App {
    /// Makes the backup of the day when it is still lacking, and waits for it: called by a host before it closes, once its window is
    /// gone. Nothing when the vault is locked: there is no key to write with.
    pub fn before_closing(&self) {
        let Ok(unlocked) = self.unlocked() else { return };
        let due = unlocked.store().read(plan).is_ok_and(|plan| any_due(&unlocked, &plan));
        if !due {
            return;
        }
        let Reply::Done { value, .. } = self.call("backup_run", serde_json::json!({ "only_due": true }))
        else {
            return;
        };
        let Some(job) = value["id"].as_str().and_then(|id| id.parse().ok()) else { return };
        while unlocked.jobs().view(job).is_ok_and(|job| job.state == JobState::Running) {
            std::thread::sleep(GLANCE);
        }
    }
}
