//! The quarterly rehearsal (requirements X04): a backup is restored aside, opened, counted, compared, timed, removed. A backup nobody
//! ever restored is a hope.

use std::time::Instant;

use domain::backups::rehearsal_due;
use jiff::civil::Date;
use security::access::BackUp;
use serde::{Deserialize, Serialize};
use store::{Reader, Store};

use super::list::{BackupChoice, chosen};
use super::places::local;
use super::side::Side;
use super::verify::judge;
use super::views::{RehearsalResultView, RehearsedView};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::jobs::JobView;
use crate::settings;

/// Name of the last rehearsal among the town's settings.
pub(super) const REHEARSAL: &str = "backup_rehearsal";

/// The last rehearsal.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Rehearsal {
    at_ms: Option<i64>,
    made_at_ms: i64,
    good: bool,
    seconds: u64,
}

/// Rehearses a restoration: nothing of the vault changes, but the date of it.
pub fn rehearse(call: &Call<'_, BackUp>, request: BackupChoice) -> Result<JobView, Error> {
    let source = chosen(call, &request)?;
    call.spawn(move |call, progress| {
        let Some(source) = source else {
            return Err(Error::new(
                Code::Cancelled,
                "Aucune sauvegarde choisie\u{a0}: l’essai n’a pas eu lieu.",
            ));
        };
        let unlocked = call.unlocked();
        let began = Instant::now();
        let keys = call.grant().page_keys()?;
        let judged = judge(unlocked, &keys, &source, progress)?;
        let mut problems = judged.view.problems;
        let mut counts = None;
        if problems.is_empty() {
            let folder = unlocked.folder().path().join("preau.essai-restauration");
            let side = Side::copy(unlocked.folder(), folder, &source, &judged.manifest, progress)?;
            progress.phase("Ouverture et comptage", 0)?;
            let found = Store::examine_under(&side.base(), &keys, &|| progress.check().is_ok())?;
            problems.extend(found.problems.iter().map(|what| format!("Page ou table abîmée\u{a0}: {what}.")));
            if judged.manifest.counts != found.counts.into()
                || Some(&found.heads) != judged.examined.as_ref().map(|one| &one.heads)
            {
                problems.push("La copie restaurée ne contient pas ce que contient la sauvegarde.".to_owned());
            }
            counts = Some(found.counts.into());
        }
        let seconds = began.elapsed().as_secs_f64().ceil() as u64;
        let (good, made_at_ms) = (problems.is_empty(), judged.manifest.made_at_ms);
        let at_ms = unlocked.clock().now_ms();
        let made = local(made_at_ms).strftime("%d/%m/%Y à %H:%M").to_string();
        let outcome = if good { "restaurée, ouverte et comptée".to_owned() } else { problems.join(" ") };
        let detail =
            format!("Essai de restauration de la sauvegarde du {made}\u{a0}: {outcome} ({seconds} s)");
        call.perform(Subject::all("backup").detail(detail), [Change::Backups], |w| {
            settings::save(w, REHEARSAL, &Rehearsal { at_ms: Some(at_ms), made_at_ms, good, seconds })
        })?;
        Ok(RehearsedView {
            good,
            made_at_ms,
            seconds,
            counts,
            head: judged.manifest.printed_head(),
            problems,
        })
    })
}

/// The last rehearsal, and by which day the next is due: at once after one that failed.
pub(crate) fn last_rehearsal(
    reader: &Reader<'_>,
    today: Date,
) -> Result<(Option<RehearsalResultView>, Date), Error> {
    let Rehearsal { at_ms, made_at_ms, good, seconds } = settings::load(reader, REHEARSAL)?;
    let last = at_ms.map(|at_ms| RehearsalResultView { at_ms, made_at_ms, good, seconds });
    let day = last.as_ref().filter(|last| last.good).map(|last| local(last.at_ms).date());
    Ok((last, rehearsal_due(day, today)))
}
