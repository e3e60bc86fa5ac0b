//! Issuing a month: numbers are taken, invoices become immutable, all in one transaction or not at all.

use std::ops::Deref;
use std::sync::Arc;

use domain::calendar::Month;
use domain::treasury::exercice_on;
use domain::values::ids::RunId;
use security::access::CommitBilling;

use super::issue::{Issue, new_ids};
use super::month::BilledMonth;
use super::preview::{Preview, bookings_to_come};
use super::{BillingCommitRequest, RunView, runs};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::jobs::{JobView, Progress};

/// Issues a month, as it was previewed and no other way.
pub fn commit(call: &Call<'_, CommitBilling>, request: BillingCommitRequest) -> Result<JobView, Error> {
    call.spawn(move |call, progress| {
        if let Some(run) = already_issued(call, &request)? {
            return call.consult(Subject::of("billing_run", run), |r| runs::view(r, run, true));
        }
        let billed = match previewed(call, &request) {
            Some(preview) => Computed::Previewed(preview),
            None => Computed::Again(compute(call, &request, progress)?),
        };
        if !billed.has_something_new() {
            let run = latest_run(call, request.month)?;
            return call.consult(Subject::of("billing_run", run), |r| runs::view(r, run, true));
        }
        let issued = issue(call, &request, &billed, progress);
        // Refused because another window has just issued this very preview: its run is the answer.
        if issued.is_err()
            && let Some(run) = already_issued(call, &request)?
        {
            return call.consult(Subject::of("billing_run", run), |r| runs::view(r, run, true));
        }
        let run = issued?;
        let row = call.read(|r| runs::run(r, run))?;
        Ok(RunView { run: row, already_issued: false, activities: billed.activity_totals() })
    })
}

/// The month about to be issued: the very preview the agent looked at, as long as nothing changed since.
enum Computed {
    Previewed(Arc<Preview>),
    Again(Box<BilledMonth>),
}

impl Deref for Computed {
    type Target = BilledMonth;

    fn deref(&self) -> &BilledMonth {
        match self {
            Self::Previewed(preview) => &preview.billed,
            Self::Again(billed) => billed,
        }
    }
}

fn previewed(call: &Call<'_, CommitBilling>, request: &BillingCommitRequest) -> Option<Arc<Preview>> {
    let preview = call.unlocked().kept::<Preview>()?;
    let billed = &preview.billed;
    let holds = billed.month == request.month
        && billed.input.settings().bookings_to_come == bookings_to_come(request.bookings_to_come)
        && billed.today == call.today()
        && billed.as_of == call.unlocked().as_of();
    holds.then_some(preview)
}

/// The run that was issued from this very preview: asking twice issues once.
fn already_issued(
    call: &Call<'_, CommitBilling>,
    request: &BillingCommitRequest,
) -> Result<Option<RunId>, Error> {
    let runs = call.read(|r| Ok(r.runs_of_month(&request.month.to_string())?))?;
    Ok(runs.into_iter().find(|run| run.digest == request.digest).map(|run| run.id))
}

fn latest_run(call: &Call<'_, CommitBilling>, month: Month) -> Result<RunId, Error> {
    let runs = call.read(|r| Ok(r.runs_of_month(&month.to_string())?))?;
    runs.first().map(|run| run.id).ok_or_else(|| {
        Error::refused("Il n’y a rien à facturer ce mois-là\u{a0}: aucune présence n’est facturable.")
    })
}

fn compute(
    call: &Call<'_, CommitBilling>,
    request: &BillingCommitRequest,
    progress: &Progress,
) -> Result<Box<BilledMonth>, Error> {
    let as_of = call.unlocked().as_of();
    let bookings = bookings_to_come(request.bookings_to_come);
    call.read_beside(|r, beside| {
        BilledMonth::compute(call, (r, Some(beside)), request.month, bookings, as_of, progress).map(Box::new)
    })
}

fn issue(
    call: &Call<'_, CommitBilling>,
    request: &BillingCommitRequest,
    billed: &BilledMonth,
    progress: &Progress,
) -> Result<RunId, Error> {
    refuse_unless_previewed(billed, request)?;
    let exercice = exercice_on(request.exercice, call.today())
        .map_err(|refusal| Error::fields(vec![refusal.at("exercice")]))?;
    let id = RunId::from_uuid(call.new_id());
    let draft = &billed.draft;
    let detail = format!(
        "{}, {} factures, {}, empreinte {}",
        request.month,
        draft.invoices.len(),
        draft.total,
        draft.digest.short()
    );
    let ids = new_ids(call, draft.invoices.len());
    call.perform(Subject::of("billing_run", id).detail(detail), [Change::Billing, Change::Treasury], |w| {
        let as_of = call.unlocked().as_of();
        let again = match billed.as_of == as_of {
            true => None,
            // Something was written since the computation: it is done again, nothing can change any more.
            false => {
                let bookings = bookings_to_come(request.bookings_to_come);
                Some(BilledMonth::compute(call, (w, None), request.month, bookings, as_of, progress)?)
            }
        };
        let billed = again.as_ref().unwrap_or(billed);
        refuse_unless_previewed(billed, request)?;
        let head = w.audit_head(call.grant().desk())?;
        Issue::new(call, id, billed, &ids, exercice).write(w, &head.fingerprint(), progress)
    })?;
    Ok(id)
}

fn refuse_unless_previewed(billed: &BilledMonth, request: &BillingCommitRequest) -> Result<(), Error> {
    if billed.draft.digest.to_string() != request.digest {
        return Err(Error::new(
            Code::ChangedSincePreview,
            "Une présence, un tarif ou un dossier a changé depuis l’aperçu. Rien n’a été émis\u{a0}: relisez le nouvel aperçu, puis émettez.",
        )
        .with_params(serde_json::json!({ "digest": billed.draft.digest.to_string() })));
    }
    if billed.draft.is_blocked() {
        return Err(Error::refused(
            "Des anomalies bloquent l’émission. Rien n’est numéroté avant qu’elles soient réglées.",
        ));
    }
    Ok(())
}
