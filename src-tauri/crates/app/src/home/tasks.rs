//! What there is to do: only what this agent can settle.

use domain::activities::RegistrationState;
use jiff::ToSpan;
use jiff::civil::Date;
use security::access::{
    BackUp, CommitBilling, EditAttendance, EditFamilies, EditQuotients, EditRegistrations, EntrustKeys,
    ExportTreasury, KeepCompulsoryList, ReadHealth, ReadInstructions, ReadOwn, ReadPayments, ReadRelation,
    ReviewEntitlements,
};
use store::Reader;
use uuid::Uuid;

use super::{
    BillingStep, HomeBillingView, HomeQuotientsView, HomeTickingView, TaskKind, TaskRow, TaskUrgency,
    TickState,
};
use crate::Error;
use crate::backups;
use crate::call::Call;
use crate::families::{HealthLight, health_light};

/// A month is issued by this day of the next one.
const BILLING_DAY: i8 = 10;
/// Within so many days a task presses.
const SOON_DAYS: i64 = 3;

/// Tasks of this agent, most pressing first.
pub(super) fn of(
    call: &Call<'_, ReadOwn>,
    r: &Reader<'_>,
    ticking: Option<&HomeTickingView>,
    billing: Option<&HomeBillingView>,
    quotients: Option<&HomeQuotientsView>,
) -> Result<Vec<TaskRow>, Error> {
    let today = call.today();
    let mut tasks = Vec::new();
    if let Some(ticking) = ticking.filter(|_| call.also::<EditAttendance>().is_some()) {
        tasks.extend(untouched(ticking, today));
    }
    if let Some(billing) = billing {
        let due_on = today.with().day(BILLING_DAY).build().unwrap_or(today);
        let task = |kind, label: String, verb: &str| TaskRow {
            label,
            verb: verb.to_owned(),
            period: billing.month.clone(),
            ..row(kind, "Facturation", Some(due_on), today)
        };
        match billing.step {
            BillingStep::ToIssue if call.also::<CommitBilling>().is_some() => {
                tasks.push(task(
                    TaskKind::BillMonth,
                    format!("Facturer {}", billing.month_label),
                    "Préparer",
                ));
            }
            BillingStep::ToSend if call.also::<ExportTreasury>().is_some() => {
                let label = format!("Transmettre les titres de {}", billing.month_label);
                tasks.push(task(TaskKind::SendToTreasury, label, "Transmettre"));
            }
            _ => {}
        }
    }
    if call.also::<ReadPayments>().is_some() {
        let overdue = r.unpaid(today)?.iter().filter(|unpaid| unpaid.overdue.is_positive()).count();
        if overdue > 0 {
            tasks.push(TaskRow {
                label: counted(overdue, "foyer en retard de paiement", "foyers en retard de paiement"),
                verb: "Voir".to_owned(),
                ..row(TaskKind::RemindUnpaid, "Règlements", None, today)
            });
        }
    }
    let renews = call.also::<EditQuotients>().is_some() || call.also::<EditFamilies>().is_some();
    if let Some(quotients) = quotients.filter(|quotients| renews && quotients.count > 0) {
        let count = usize::try_from(quotients.count).unwrap_or(usize::MAX);
        tasks.push(TaskRow {
            label: counted(count, "quotient à renouveler", "quotients à renouveler"),
            verb: "Ouvrir".to_owned(),
            ..row(TaskKind::RenewQuotients, "Familles", None, today)
        });
    }
    if call.also::<EditRegistrations>().is_some() {
        let counts = r.registration_counts(today)?;
        let waiting = counts.iter().filter(|count| count.state == RegistrationState::Waiting);
        let waiting: u32 = waiting.map(|count| count.children).sum();
        if waiting > 0 {
            let waiting = usize::try_from(waiting).unwrap_or(usize::MAX);
            tasks.push(TaskRow {
                label: counted(waiting, "enfant attend une place", "enfants attendent une place"),
                verb: "Répondre".to_owned(),
                ..row(TaskKind::AnswerWaiting, "Activités", None, today)
            });
        }
    }
    if call.also::<KeepCompulsoryList>().is_some() {
        tasks.extend(crate::schooling::due(r, today)?.map(|due| TaskRow {
            label: due.label,
            verb: due.verb.to_owned(),
            period: due.year.label(),
            ..row(TaskKind::CompulsoryList, "Activités", due.by, today)
        }));
    }
    if call.also::<ReadRelation>().is_some() {
        tasks.extend(follow_ups(r, today)?);
    }
    if let Some(grant) = call.also::<ReadHealth>() {
        let lines = r.health_lines(today, &grant)?;
        let light = |line: &store::health::HealthLine| health_light(&line.light, line.due_on, today);
        let late: Vec<_> = lines.iter().filter(|line| light(line) == HealthLight::ToComplete).collect();
        if !late.is_empty() {
            tasks.push(TaskRow {
                label: counted(late.len(), "dossier santé à compléter", "dossiers santé à compléter"),
                verb: "Ouvrir".to_owned(),
                ..row(
                    TaskKind::CompleteHealth,
                    "Santé",
                    late.iter().filter_map(|line| line.due_on).min(),
                    today,
                )
            });
        }
    }
    if call.also::<ReadInstructions>().is_some() && ticking.is_some_and(has_children_today) {
        tasks.push(TaskRow {
            label: "Lire les consignes des enfants du jour".to_owned(),
            verb: "Lire".to_owned(),
            period: today.to_string(),
            ..row(TaskKind::ReadInstructions, "Cantine", Some(today), today)
        });
    }
    if call.also::<BackUp>().is_some() {
        tasks.extend(backup_tasks(call, r, today)?);
    }
    tasks.extend(agent_tasks(call, r, today)?);
    tasks.sort_by_key(|task| (task.urgency, task.due_on.is_none(), task.due_on));
    Ok(tasks)
}

/// What is to be done for families, one task for all: it opens the most pressing.
fn follow_ups(r: &Reader<'_>, today: Date) -> Result<Option<TaskRow>, Error> {
    let due = r.relation_due(today)?;
    let Some(first) = due.first() else { return Ok(None) };
    let said = counted(due.len(), "suivi à faire", "suivis à faire");
    Ok(Some(TaskRow {
        label: format!("{said}\u{a0}: {}", first.name),
        verb: "Ouvrir".to_owned(),
        subject: Some(first.row.family.into()),
        ..row(TaskKind::FollowUp, "Familles", first.row.entry.draft.due_on, today)
    }))
}

/// A backup that is missing, then a restoration to rehearse (requirements X04).
fn backup_tasks(call: &Call<'_, ReadOwn>, r: &Reader<'_>, today: Date) -> Result<Vec<TaskRow>, Error> {
    let unlocked = call.unlocked();
    let plan = backups::plan(r)?;
    let troubles = backups::troubles(&unlocked.folder().card(), Some(&plan), unlocked.clock().now_ms());
    let mut tasks: Vec<TaskRow> = troubles
        .into_iter()
        .take(1)
        .map(|said| TaskRow {
            label: backups::briefly(&said),
            verb: "Voir".to_owned(),
            ..row(TaskKind::BackUp, "Sauvegarde", Some(today), today)
        })
        .collect();
    let (_, due_on) = backups::last_rehearsal(r, today)?;
    if due_on <= today && !plan.places.is_empty() {
        tasks.push(TaskRow {
            label: "Essayer une restauration".to_owned(),
            verb: "Essayer".to_owned(),
            ..row(TaskKind::RehearseRestore, "Sauvegarde", Some(due_on), today)
        });
    }
    Ok(tasks)
}

/// Agents who wait for a key; then what is due since the school year turned (row X02): the review of entitlements, and new keys.
fn agent_tasks(call: &Call<'_, ReadOwn>, r: &Reader<'_>, today: Date) -> Result<Vec<TaskRow>, Error> {
    let (reviews, renews) =
        (call.also::<ReviewEntitlements>().is_some(), call.also::<EntrustKeys>().is_some());
    if !reviews && !renews {
        return Ok(Vec::new());
    }
    let (review_due, keys_due) = crate::agents::yearly_dues(call.unlocked(), r, today)?;
    let task = |kind, label: &str, verb: &str| TaskRow {
        label: label.to_owned(),
        verb: verb.to_owned(),
        ..row(kind, "Réglages", None, today)
    };
    let waiting = crate::agents::waiting_for_keys(call.unlocked())?;
    let said = counted(
        waiting,
        "agent attend une clé que vous détenez",
        "agents attendent une clé que vous détenez",
    );
    let entrust = task(TaskKind::EntrustKeys, &said, "Confier");
    let review = task(TaskKind::ReviewYear, "Relire les habilitations, comme chaque année", "Relire");
    let keys =
        task(TaskKind::ReviewYear, "Renouveler les clés que vous détenez, comme chaque année", "Renouveler");
    Ok([(renews && waiting > 0, entrust), (reviews && review_due, review), (renews && keys_due, keys)]
        .into_iter()
        .filter_map(|(due, task)| due.then_some(task))
        .collect())
}

/// One task per day left unfinished, with the places concerned.
fn untouched(ticking: &HomeTickingView, today: Date) -> impl Iterator<Item = TaskRow> {
    ticking.days.iter().enumerate().filter_map(move |(rank, day)| {
        let late = ticking.rows.iter().filter(|row| row.cells[rank].state == TickState::Unfinished);
        let late: Vec<_> = late.collect();
        let first = late.first()?;
        let missing: u32 = late.iter().map(|row| row.cells[rank].missing).sum();
        let places: Vec<&str> = late.iter().map(|row| row.name.as_str()).collect();
        let cells = if missing > 1 { "cases" } else { "case" };
        Some(TaskRow {
            label: format!(
                "Pointer {}\u{a0}: {missing} {cells}, {}",
                super::label(*day),
                places.join(" et ")
            ),
            verb: "Pointer".to_owned(),
            period: day.to_string(),
            subject: Some(Uuid::from(first.activity)),
            ..row(TaskKind::TickDay, "Présences", Some(*day), today)
        })
    })
}

fn has_children_today(ticking: &HomeTickingView) -> bool {
    let last = ticking.rows.iter().filter_map(|row| row.cells.last());
    last.into_iter().any(|cell| cell.state == TickState::Today)
}

fn row(kind: TaskKind, place: &str, due_on: Option<Date>, today: Date) -> TaskRow {
    let urgency = match due_on {
        Some(day) if day < today => TaskUrgency::Late,
        Some(day) if day <= today.saturating_add(SOON_DAYS.days()) => TaskUrgency::Soon,
        _ => TaskUrgency::Later,
    };
    TaskRow {
        kind,
        label: String::new(),
        place: place.to_owned(),
        due_on,
        urgency,
        verb: String::new(),
        period: String::new(),
        subject: None,
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count > 1 { many } else { one })
}
