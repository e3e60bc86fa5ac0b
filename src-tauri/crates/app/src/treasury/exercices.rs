//! The exercice of a run, and where its numbers start.

use domain::billing::InvoiceNumber;
use domain::issue::{IssueCode, Issues};
use domain::treasury::{exercice_on, open_exercices};
use jiff::civil::Date;
use security::access::{ExportTreasury, ReadBilling};
use store::Reader;

use super::batch::bordereau_sequence;
use super::{ExerciceRow, ExercicesView, NumberSequence, RunExerciceRequest, SequenceStartRequest};
use crate::billing::{RunRow, invoice_sequence, run_row};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::Error;
use crate::session::Empty;

/// The largest bordereau the treasury reads, seven digits (treasury.md §2.2, `IdBord`).
pub(super) const LAST_BORDEREAU: u32 = 9_999_999;
/// The largest rank an invoice number writes.
pub(crate) const LAST_INVOICE: u32 = 999_999;

/// The exercices open today and what comes next in each.
pub fn exercices_show(call: &Call<'_, ReadBilling>, _: Empty) -> Result<ExercicesView, Error> {
    let today = call.today();
    call.read(|r| view(r, today))
}

/// Says which number comes next: a town that begins with Préau during the year goes on from its own, for the treasury refuses a
/// number twice (treasury.md §5.2, §6). Once a number was taken, the sequence is Préau's and has no gap.
pub fn sequence_start(
    call: &Call<'_, ExportTreasury>,
    request: SequenceStartRequest,
) -> Result<ExercicesView, Error> {
    let today = call.today();
    let mut issues = Issues::new();
    issues.take("exercice", exercice_on(Some(request.exercice), today));
    let (name, last, what) = match request.sequence {
        NumberSequence::Invoice => (invoice_sequence(request.exercice), LAST_INVOICE, "facture"),
        NumberSequence::Bordereau => (bordereau_sequence(request.exercice), LAST_BORDEREAU, "bordereau"),
    };
    if !(1..=last).contains(&request.next) {
        issues.refuse("next", IssueCode::OutOfRange, format!("Le prochain numéro va de 1 à {last}."));
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    let detail = format!("prochain numéro de {what} de {}\u{a0}: {}", request.exercice, request.next);
    let changes = [Change::Settings, Change::Treasury, Change::Billing];
    call.perform(Subject::all("treasury_settings").detail(detail), changes, |w| {
        if !w.start_sequence(&name, request.next)? {
            return Err(Error::refused(format!(
                "Des numéros de {what} de {} sont déjà pris dans Préau\u{a0}: la suite ne se change plus.",
                request.exercice
            )));
        }
        view(w, today)
    })
}

/// Moves a run to an exercice open today. Its invoices keep their numbers, which families know: a number holds the year it was
/// given in and stays the only one of its kind. Once a bordereau is allotted, the treasury has it.
pub fn run_set_exercice(
    call: &Call<'_, ExportTreasury>,
    request: RunExerciceRequest,
) -> Result<RunRow, Error> {
    let exercice = exercice_on(Some(request.exercice), call.today())
        .map_err(|refusal| Error::fields(vec![refusal.at("exercice")]))?;
    let changes = [Change::Treasury, Change::Billing];
    call.perform_told(Subject::of("billing_run", request.run), changes, |w| {
        let before = w.run_row(request.run)?.ok_or_else(|| Error::not_found("cette campagne"))?;
        if !w.set_run_exercice(request.run, exercice)? {
            return Err(Error::refused(
                "Le bordereau de cette campagne est arrêté\u{a0}: son exercice ne se change plus.",
            ));
        }
        let after = w.run_row(request.run)?.ok_or_else(|| Error::not_found("cette campagne"))?;
        Ok((run_row(after)?, format!("exercice {} au lieu de {}", exercice, before.exercice)))
    })
}

fn view(reader: &Reader<'_>, today: Date) -> Result<ExercicesView, Error> {
    let row = |exercice: i16| -> Result<ExerciceRow, Error> {
        let (invoices, bordereaux) = (invoice_sequence(exercice), bordereau_sequence(exercice));
        let rank = reader.next_number(&invoices)?;
        Ok(ExerciceRow {
            exercice,
            next_rank: rank,
            next_invoice: InvoiceNumber { exercice, rank }.to_string(),
            invoice_started: reader.numbers_taken(&invoices)?,
            next_bordereau: reader.next_number(&bordereaux)?,
            bordereau_started: reader.numbers_taken(&bordereaux)?,
        })
    };
    Ok(ExercicesView { exercices: open_exercices(today).into_iter().map(row).collect::<Result<_, _>>()? })
}
