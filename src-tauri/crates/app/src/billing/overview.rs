//! The months that can be billed.

use domain::billing::InvoiceNumber;
use domain::calendar::Month;
use domain::values::Cents;
use security::access::ReadBilling;

use super::{BillingMonthRow, BillingMonthState, BillingOverviewView, RunRow, run_row};
use crate::Error;
use crate::call::Call;
use crate::session::Empty;

/// Months with presences or runs, the latest first.
pub fn overview(call: &Call<'_, ReadBilling>, _: Empty) -> Result<BillingOverviewView, Error> {
    let exercice = call.today().year();
    let (runs, noted, pending, next) = call.read(|r| {
        let mut noted = Vec::new();
        if let Some((first, last)) = r.attendance_bounds()? {
            let mut month = Month::of(first);
            while month <= Month::of(last) {
                if r.has_attendance(month.first_day()..=month.last_day())? {
                    noted.push(month);
                }
                month = month.next();
            }
        }
        Ok((r.runs()?, noted, r.pending_adjustments()?, r.next_number(&invoice_sequence(exercice))?))
    })?;
    let runs = runs.into_iter().map(run_row).collect::<Result<Vec<RunRow>, _>>()?;
    let mut months: Vec<Month> = noted.into_iter().chain(runs.iter().map(|run| run.month)).collect();
    months.sort_unstable_by(|a, b| b.cmp(a));
    months.dedup();
    let months = months
        .into_iter()
        .map(|month| {
            let runs: Vec<RunRow> = runs.iter().filter(|run| run.month == month).cloned().collect();
            let state = if runs.is_empty() {
                BillingMonthState::Open
            } else if runs.iter().all(|run| run.bordereau.is_some()) {
                BillingMonthState::Sent
            } else {
                BillingMonthState::Issued
            };
            let total_cents: Cents = runs.iter().map(|run| run.total_cents).sum();
            BillingMonthRow { month, label: month.format_fr(), state, total_cents, runs }
        })
        .collect();
    Ok(BillingOverviewView {
        months,
        pending_adjustments: u32::try_from(pending.len()).unwrap_or(u32::MAX),
        pending_adjustments_cents: pending.iter().map(|adjustment| adjustment.amount).sum(),
        next_number: InvoiceNumber { exercice, rank: next }.to_string(),
    })
}

/// Invoices are numbered without a gap in their exercice.
pub(crate) fn invoice_sequence(exercice: i16) -> String {
    format!("invoice/{exercice}")
}
