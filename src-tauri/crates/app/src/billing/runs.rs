//! Runs already issued.

use std::collections::BTreeMap;

use domain::calendar::Month;
use domain::tariffs::Quantity;
use domain::values::Cents;
use domain::values::ids::{ActivityId, RunId};
use security::access::ReadBilling;
use store::Reader;
use store::billing::ServiceLineRow;

use super::lines::KeptReason;
use super::{ActivityTotal, RunListView, RunRequest, RunRow, RunView};
use crate::Error;
use crate::call::Call;
use crate::session::Empty;

/// Every run, the latest month first.
pub fn run_list(call: &Call<'_, ReadBilling>, _: Empty) -> Result<RunListView, Error> {
    let rows = call.read(|r| Ok(r.runs()?))?;
    Ok(RunListView { runs: rows.into_iter().map(run_row).collect::<Result<_, _>>()? })
}

/// One run and what each activity brought.
pub fn run_show(call: &Call<'_, ReadBilling>, request: RunRequest) -> Result<RunView, Error> {
    call.read(|r| view(r, request.run, false))
}

pub(super) fn view(reader: &Reader<'_>, id: RunId, already_issued: bool) -> Result<RunView, Error> {
    let run = run(reader, id)?;
    let names = reader.activities()?.into_iter().map(|activity| (activity.id, activity.name)).collect();
    let activities = totals(&reader.lines_of_run(id)?, &names)?;
    Ok(RunView { run, already_issued, activities })
}

pub(super) fn run(reader: &Reader<'_>, id: RunId) -> Result<RunRow, Error> {
    run_row(reader.run_row(id)?.ok_or_else(|| Error::not_found("cette campagne"))?)
}

fn totals(
    lines: &[ServiceLineRow],
    names: &BTreeMap<ActivityId, String>,
) -> Result<Vec<ActivityTotal>, Error> {
    let mut totals: BTreeMap<Option<ActivityId>, Totals> = BTreeMap::new();
    for line in lines {
        let quantity = match KeptReason::of(line)? {
            KeptReason::Tariff(explanation) => Some(explanation.calculation.quantity),
            KeptReason::Subsidy(_) | KeptReason::Adjustment { .. } => None,
        };
        totals.entry(line.activity).or_default().add(quantity, line.amount);
    }
    Ok(activity_totals(totals, |id| names.get(&id).cloned().unwrap_or_default()))
}

/// What one activity adds up to.
#[derive(Debug, Default)]
pub(super) struct Totals {
    lines: u32,
    amount: Cents,
    units: Option<(domain::activities::UnitKind, u32)>,
    minutes: u32,
    mixed: bool,
}

impl Totals {
    pub(super) fn add(&mut self, quantity: Option<Quantity>, amount: Cents) {
        self.lines += 1;
        self.amount += amount;
        match quantity {
            Some(Quantity::Units { count, unit }) => match &mut self.units {
                Some((kind, total)) if *kind == unit => *total += count,
                Some(_) => self.mixed = true,
                None => self.units = Some((unit, count)),
            },
            Some(Quantity::Minutes { count }) => self.minutes += count,
            None => {}
        }
    }

    /// `3 012 repas`, `2 140 h`; nothing when the activity counts several things.
    fn quantity(&self) -> String {
        match (self.units, self.minutes) {
            (Some((kind, count)), 0) if !self.mixed => kind.count_fr(count),
            (None, minutes) if minutes > 0 => Quantity::Minutes { count: minutes }.format_fr(),
            _ => String::new(),
        }
    }
}

/// Totals as the screen shows them, the largest first; corrections tied to no activity last.
pub(super) fn activity_totals(
    totals: BTreeMap<Option<ActivityId>, Totals>,
    name: impl Fn(ActivityId) -> String,
) -> Vec<ActivityTotal> {
    let mut rows: Vec<ActivityTotal> = totals
        .into_iter()
        .map(|(activity, totals)| ActivityTotal {
            activity,
            name: activity.map_or_else(|| "Régularisations".to_owned(), &name),
            quantity: totals.quantity(),
            lines: totals.lines,
            amount_cents: totals.amount,
        })
        .collect();
    rows.sort_by_key(|row| (row.activity.is_none(), -row.amount_cents.0, row.activity));
    rows
}

/// A run as screens show it.
pub(crate) fn run_row(row: store::billing::RunRow) -> Result<RunRow, Error> {
    let month = Month::parse(&row.month).map_err(|refusal| Error::bug(refusal.message))?;
    Ok(RunRow {
        id: row.id,
        month,
        month_label: month.format_fr(),
        exercice: row.exercice,
        issued_on: row.issued_on,
        due_on: row.due_on,
        digest: row.digest,
        invoices: row.invoice_count,
        lines: row.line_count,
        total_cents: row.total,
        paid_cents: row.paid,
        first_number: row.first_number,
        last_number: row.last_number,
        audit_head: row.audit_head,
        agent_name: row.agent_name,
        bordereau: row.bordereau.map(|(_, number)| number),
    })
}
