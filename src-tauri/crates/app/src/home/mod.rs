//! The first screen of the day: each role sees what it has to do, and nothing it may not read.

mod tasks;
mod ticking;
mod views;

#[cfg(test)]
mod tests;

use domain::calendar::Month;
use domain::values::Cents;
use domain::values::ids::{ChildId, FamilyId};
use jiff::civil::Date;
use security::access::{ReadAttendance, ReadBalance, ReadBilling, ReadFamilies, ReadOwn, ReadPayments};
use store::Reader;
use uuid::Uuid;

pub use self::views::*;
use crate::Error;
use crate::call::Call;
use crate::families::QuotientState;
use crate::quotients::state_of;
use crate::session::Empty;

/// Records opened lately, shown.
const RECENT: u32 = 10;
/// Quotients to renew, shown.
const RENEWALS: usize = 4;

/// The first screen, for who is at the desk.
pub fn show(call: &Call<'_, ReadOwn>, _: Empty) -> Result<HomeView, Error> {
    let today = call.today();
    call.read(|r| {
        let billing = match call.also::<ReadBilling>() {
            Some(_) => Some(billing(r, Month::of(today).previous())?),
            None => None,
        };
        let receipts = match call.also::<ReadPayments>() {
            Some(_) => Some(receipts(r, today)?),
            None => None,
        };
        let quotients = match call.also::<ReadBalance>() {
            Some(_) => Some(quotients(r, today)?),
            None => None,
        };
        let ticking = match call.also::<ReadAttendance>() {
            Some(_) => Some(ticking::of(r, today)?),
            None => None,
        };
        let (ticking, today_headcounts) = ticking.unzip();
        let tasks = tasks::of(call, r, ticking.as_ref(), billing.as_ref(), quotients.as_ref())?;
        let agent = call.unlocked().agent();
        Ok(HomeView {
            today,
            today_label: label(today),
            first_name: agent.display_name.split(' ').next().unwrap_or_default().to_owned(),
            summary: summary(&tasks),
            recent: if call.also::<ReadFamilies>().is_some() { recent(call, r)? } else { Vec::new() },
            tasks,
            ticking,
            quotients,
            billing,
            receipts,
            today_headcounts,
        })
    })
}

fn billing(r: &Reader<'_>, month: Month) -> Result<HomeBillingView, Error> {
    let runs = r.runs_of_month(&month.to_string())?;
    let step = match runs.first() {
        None => BillingStep::ToIssue,
        Some(_) if runs.iter().any(|run| run.bordereau.is_none()) => BillingStep::ToSend,
        Some(_) => BillingStep::Sent,
    };
    Ok(HomeBillingView {
        month: month.to_string(),
        month_label: month.format_fr(),
        step,
        invoices: runs.iter().map(|run| run.invoice_count).sum(),
        total_cents: runs.iter().map(|run| run.total).sum(),
        paid_cents: runs.iter().map(|run| run.paid).sum(),
    })
}

fn receipts(r: &Reader<'_>, today: Date) -> Result<HomeReceiptsView, Error> {
    let mut days: Vec<DayReceipts> = Vec::new();
    let mut payments = r.payments_between(Month::of(today).first_day(), today)?;
    payments.sort_by_key(|payment| payment.received_on);
    for payment in &payments {
        match days.last_mut().filter(|last| last.day == payment.received_on) {
            Some(last) => last.cents += payment.amount,
            None => days.push(DayReceipts { day: payment.received_on, cents: payment.amount }),
        }
    }
    Ok(HomeReceiptsView { total_cents: days.iter().map(|day| day.cents).sum::<Cents>(), days })
}

fn quotients(r: &Reader<'_>, today: Date) -> Result<HomeQuotientsView, Error> {
    let mut due: Vec<(QuotientState, Option<Date>, FamilyId)> = Vec::new();
    for line in r.household_lines()? {
        let state = state_of(&line.bracket, today);
        if matches!(state, QuotientState::Expired | QuotientState::ToRenew) {
            due.push((state, line.bracket.until, line.family));
        }
    }
    due.sort_by_key(|(state, until, family)| (*state, until.is_none(), *until, *family));
    let count = u32::try_from(due.len()).unwrap_or(u32::MAX);
    let mut rows = Vec::new();
    for (state, until, family) in due.into_iter().take(RENEWALS) {
        let Some(row) = r.family(family)? else { continue };
        rows.push(QuotientToRenewRow {
            family,
            name: row.name,
            label: renewal(until, today),
            expired: state == QuotientState::Expired,
        });
    }
    Ok(HomeQuotientsView { count, rows })
}

/// `expiré le 31/08`, `expire dans 7 jours`, `a plus d’un an`.
fn renewal(until: Option<Date>, today: Date) -> String {
    match until {
        None => "a plus d’un an".to_owned(),
        Some(until) if until < today => format!("expiré le {:02}/{:02}", until.day(), until.month()),
        Some(until) => match (until - today).get_days() {
            0 => "expire aujourd’hui".to_owned(),
            1 => "expire demain".to_owned(),
            days => format!("expire dans {days} jours"),
        },
    }
}

fn recent(call: &Call<'_, ReadOwn>, r: &Reader<'_>) -> Result<Vec<RecentRow>, Error> {
    let operations = ["family_show", "health_show"];
    let opened = r.opened_lately(call.grant().desk(), call.unlocked().agent().id, &operations, RECENT)?;
    let mut rows = Vec::new();
    for (kind, id, at_ms) in opened {
        let named = match kind.as_str() {
            "family" => r.family(FamilyId::from_uuid(id))?.map(|family| (family.name, Some(id))),
            "child" => child_named(r, id)?,
            _ => None,
        };
        if let Some((label, family)) = named {
            rows.push(RecentRow { kind, id, family, label, at_ms });
        }
    }
    Ok(rows)
}

fn child_named(r: &Reader<'_>, id: Uuid) -> Result<Option<(String, Option<Uuid>)>, Error> {
    let child = ChildId::from_uuid(id);
    let Some(row) = r.child(child)? else { return Ok(None) };
    let family = r.families_of_child(child)?.first().map(|family| family.as_uuid());
    Ok(Some((format!("{} {}", row.first_names, row.family_name), family)))
}

/// `mardi 24 novembre`.
fn label(day: Date) -> String {
    const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    let weekday = DAYS[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs()) % 7];
    let number = if day.day() == 1 { "1er".to_owned() } else { day.day().to_string() };
    format!("{weekday} {number} {}", Month::of(day).name_fr())
}

/// `Deux tâches en retard, trois à faire cette semaine.`
fn summary(tasks: &[TaskRow]) -> String {
    let count = |urgency: TaskUrgency| tasks.iter().filter(|task| task.urgency == urgency).count();
    let plural = |count: usize| if count > 1 { "s" } else { "" };
    match (count(TaskUrgency::Late), count(TaskUrgency::Soon)) {
        (0, 0) if tasks.is_empty() => "Rien ne presse.".to_owned(),
        (0, 0) => "Rien d’urgent.".to_owned(),
        (late, 0) => format!("{late} tâche{} en retard.", plural(late)),
        (0, soon) => format!("{soon} tâche{} à faire cette semaine.", plural(soon)),
        (late, soon) => {
            format!("{late} tâche{} en retard, {soon} à faire cette semaine.", plural(late))
        }
    }
}
