//! Activities and units: the list, and their forms.

use std::collections::HashMap;

use domain::activities::{Activity, ActivityUnit, ImputationDraft, RegistrationState};
use domain::attendance::NoticePeriod;
use domain::issue::{IssueCode, Issues};
use domain::values::ids::{ActivityId, SchoolId};
use domain::values::text::tidy;
use security::access::{EditActivities, ReadActivities};
use store::activities::{ActivityRow, UnitRow};

use super::views::*;
use super::{clock_label, hours_label};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::session::Empty;

/// Every activity with its units, accounts and registrations of the day.
pub fn activity_list(call: &Call<'_, ReadActivities>, _: Empty) -> Result<ActivityListView, Error> {
    let today = call.today();
    let (activities, units, counts, schools) =
        call.read(|r| Ok((r.activities()?, r.units()?, r.registration_counts(today)?, r.schools()?)))?;
    let schools: HashMap<SchoolId, String> =
        schools.into_iter().map(|school| (school.id, school.name)).collect();
    let mut units_of: HashMap<ActivityId, Vec<UnitView>> = HashMap::new();
    for row in units {
        units_of.entry(row.unit.activity).or_default().push(unit_view(row));
    }
    let registered = |activity, state| {
        let matching = counts.iter().find(|count| count.activity == activity && count.state == state);
        matching.map_or(0, |count| count.children)
    };
    let activities = activities
        .into_iter()
        .map(|row| ActivityView {
            id: row.id,
            kind: row.kind,
            kind_label: row.kind.label().to_owned(),
            school_name: row.school.and_then(|school| schools.get(&school).cloned()),
            name: row.name,
            facility: row.facility,
            school_id: row.school,
            imputation: row.imputation,
            notice: row.notice,
            notice_label: notice_label(row.notice),
            rank: row.rank,
            registered: registered(row.id, RegistrationState::Accepted),
            waiting: registered(row.id, RegistrationState::Waiting),
            units: units_of.remove(&row.id).unwrap_or_default(),
        })
        .collect();
    Ok(ActivityListView { activities })
}

/// Creates or changes an activity.
pub fn activity_save(
    call: &Call<'_, EditActivities>,
    request: ActivitySaveRequest,
) -> Result<SavedView, Error> {
    let id = request.id.unwrap_or_else(|| call.new_id().into());
    let activity = Activity::try_new(id, &request.draft).map_err(Error::fields)?;
    let row = ActivityRow {
        id,
        kind: activity.kind,
        name: activity.name,
        facility: tidy(&request.facility),
        school: activity.school,
        imputation: ImputationDraft {
            nature: activity.imputation.nature().to_owned(),
            function_code: activity.imputation.function_code().unwrap_or_default().to_owned(),
            service_code: activity.imputation.service_code().unwrap_or_default().to_owned(),
            local_product_code: activity.imputation.local_product_code().to_owned(),
        },
        notice: activity.notice,
        rank: request.rank,
    };
    let subject = Subject::of("activity", id).detail(format!(
        "{}, article {}, produit {}, annulation {}",
        row.name,
        row.imputation.nature,
        row.imputation.local_product_code,
        notice_label(row.notice)
    ));
    call.perform(subject, [Change::Activities], |w| {
        if request.id.is_some() && !w.activities()?.iter().any(|known| known.id == id) {
            return Err(Error::not_found("cette activité"));
        }
        if let Some(school) = row.school
            && !w.schools()?.iter().any(|known| known.id == school)
        {
            return Err(Error::not_found("cette école"));
        }
        Ok(w.save_activity(&row)?)
    })?;
    Ok(SavedView { id: id.into() })
}

/// Creates or changes a unit of an activity.
pub fn unit_save(call: &Call<'_, EditActivities>, request: UnitSaveRequest) -> Result<SavedView, Error> {
    let id = request.id.unwrap_or_else(|| call.new_id().into());
    let mut issues = Issues::new();
    let unit = issues.join(ActivityUnit::try_new(id, request.activity, &request.draft));
    let code = tidy(&request.code).to_uppercase();
    if !(1..=3).contains(&code.chars().count()) {
        issues.refuse(
            "code",
            IssueCode::Malformed,
            "La lettre de colonne compte 1 à 3 caractères, par exemple R.",
        );
    }
    let unit = issues.finish(unit).map_err(Error::fields)?;
    let row = UnitRow {
        unit,
        code,
        with_meal: request.with_meal,
        by_minutes: request.by_minutes,
        rank: request.rank,
    };
    let subject = Subject::of("unit", id).detail(format!(
        "{}, {}, capacité {}",
        row.unit.name,
        hours_label(row.unit.start_minute, row.unit.end_minute),
        row.unit.capacity.map_or("sans limite".to_owned(), |capacity| capacity.to_string())
    ));
    call.perform(subject, [Change::Activities], |w| {
        if !w.activities()?.iter().any(|activity| activity.id == request.activity) {
            return Err(Error::not_found("cette activité"));
        }
        if request.id.is_some() {
            let known = w.units()?.into_iter().find(|known| known.unit.id == id);
            let known = known.ok_or_else(|| Error::not_found("cette unité d’activité"))?;
            if known.unit.activity != request.activity {
                return Err(Error::refused(
                    "Une unité ne change pas d’activité\u{a0}: ses présences la suivraient. Créez-en une dans l’autre activité.",
                ));
            }
        }
        Ok(w.save_unit(&row)?)
    })?;
    Ok(SavedView { id: id.into() })
}

fn unit_view(row: UnitRow) -> UnitView {
    let unit = row.unit;
    UnitView {
        id: unit.id,
        activity_id: unit.activity,
        code: row.code,
        name: unit.name,
        kind: unit.kind,
        start_minute: unit.start_minute,
        end_minute: unit.end_minute,
        hours_label: hours_label(unit.start_minute, unit.end_minute),
        capacity: unit.capacity,
        weekdays: unit.weekdays,
        in_term: unit.in_term,
        in_holidays: unit.in_holidays,
        with_meal: row.with_meal,
        by_minutes: row.by_minutes,
        rank: row.rank,
    }
}

fn notice_label(notice: NoticePeriod) -> String {
    match notice {
        NoticePeriod::UntilStart => "jusqu’au début".to_owned(),
        NoticePeriod::HoursBefore { hours } => format!("{hours}\u{a0}h avant"),
        NoticePeriod::DaysBefore { days: 0, until_minute } => {
            format!("le jour même avant {}", clock_label(until_minute))
        }
        NoticePeriod::DaysBefore { days: 1, until_minute } => {
            format!("la veille avant {}", clock_label(until_minute))
        }
        NoticePeriod::DaysBefore { days, until_minute } => {
            format!("{days}\u{a0}jours avant, à {}", clock_label(until_minute))
        }
    }
}
