//! Registrations: the yearly right to come.

use std::collections::HashMap;

use domain::activities::{Registration, RegistrationState};
use domain::calendar::format_day;
use domain::issue::{IssueCode, Issues};
use domain::values::ids::{ActivityId, RegistrationId};
use jiff::civil::Date;
use security::access::{EditRegistrations, ReadAttendance};
use store::Writer;
use store::activities::{RegistrationLine, RegistrationRow};

use super::views::*;
use crate::Error;
use crate::activities::SavedView;
use crate::call::{Call, Subject};
use crate::changes::Change;

/// Registrations written at once, at most: nine children, ten activities.
const AT_ONCE: usize = 90;

/// Registrations of an activity, a child or a family, oldest first.
pub fn registration_list(
    call: &Call<'_, ReadAttendance>,
    request: RegistrationListRequest,
) -> Result<RegistrationListView, Error> {
    let today = call.today();
    let (activities, lines) = call.read(|r| {
        let lines = match (request.child, request.family) {
            (Some(child), _) => r.registration_lines_of_children(today, &[child])?,
            (None, Some(family)) => {
                let children = r.children_of_family(family, today, today)?;
                r.registration_lines_of_children(today, &children)?
            }
            (None, None) => r.registration_lines(today, request.activity)?,
        };
        Ok((r.activities()?, lines))
    })?;
    let activities: HashMap<ActivityId, _> =
        activities.into_iter().map(|activity| (activity.id, activity)).collect();
    let mut queue: HashMap<ActivityId, u32> = HashMap::new();
    let mut view = RegistrationListView { registrations: Vec::new(), accepted: 0, waiting: 0 };
    for line in lines {
        let row = line.registration;
        let Some(activity) = activities.get(&row.activity) else { continue };
        let waiting_rank = (row.state == RegistrationState::Waiting && still_runs(&row, today)).then(|| {
            let rank = queue.entry(row.activity).or_default();
            *rank += 1;
            *rank
        });
        let shown = request.activity.is_none_or(|asked| asked == row.activity)
            && request.state.is_none_or(|asked| asked == row.state);
        if !shown {
            continue;
        }
        let current = row.from <= today && still_runs(&row, today);
        match row.state {
            RegistrationState::Accepted => view.accepted += u32::from(current),
            RegistrationState::Waiting => view.waiting += u32::from(current),
        }
        let RegistrationLine { family_name, first_names, birth_date, class_name, family, .. } = line;
        view.registrations.push(RegistrationView {
            id: row.id,
            child_id: row.child,
            family_id: family,
            family_name,
            first_names,
            birth_date,
            class_name,
            activity_id: row.activity,
            activity_name: activity.name.clone(),
            activity_kind: activity.kind,
            state: row.state,
            state_label: row.state.label().to_owned(),
            from: row.from,
            to: row.to,
            current,
            // Among the lines of one child a rank in the whole queue is not known.
            waiting_rank: waiting_rank.filter(|_| request.child.is_none() && request.family.is_none()),
        });
    }
    Ok(view)
}

/// Registers a child, or changes a registration: accepting who waited is a change of state.
pub fn registration_save(
    call: &Call<'_, EditRegistrations>,
    request: RegistrationSaveRequest,
) -> Result<SavedView, Error> {
    let id = request.id.unwrap_or_else(|| call.new_id().into());
    let registration = Registration::try_new(id, request.child, request.activity, request.from, request.to)
        .map_err(Error::fields)?;
    begins_soon(&registration, call.today())?;
    let row = RegistrationRow {
        id,
        child: registration.child(),
        activity: registration.activity(),
        state: request.state,
        from: registration.from(),
        to: registration.to(),
    };
    call.perform_told(Subject::of("registration", id), [Change::Activities], |w| {
        Ok(((), write(w, &row, request.id.is_some())?))
    })?;
    Ok(SavedView { id: id.into() })
}

/// Registers several children of a family to several activities from one day, all or none.
pub fn registration_add(
    call: &Call<'_, EditRegistrations>,
    request: RegistrationAddRequest,
) -> Result<RegistrationsAddedView, Error> {
    let RegistrationAddRequest { family, children, activities, from } = request;
    let mut issues = Issues::new();
    if children.is_empty() {
        issues.refuse("children", IssueCode::Missing, "Choisissez au moins un enfant.");
    }
    if activities.is_empty() {
        issues.refuse("activities", IssueCode::Missing, "Choisissez au moins une activité.");
    }
    if children.len().saturating_mul(activities.len()) > AT_ONCE {
        issues.refuse("activities", IssueCode::TooLong, format!("Au plus {AT_ONCE} inscriptions à la fois."));
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    let today = call.today();
    let registrations = call.perform_told(Subject::of("family", family), [Change::Activities], |w| {
        let known = w.children_of_family(family, from, Date::MAX)?;
        let (mut ids, mut told) = (Vec::new(), Vec::new());
        for child in &children {
            if !known.contains(child) {
                return Err(Error::not_found("cet enfant dans ce dossier"));
            }
            for activity in &activities {
                let id = RegistrationId::from(call.new_id());
                let registration = Registration::try_new(id, *child, *activity, from, None);
                let registration = registration.map_err(Error::fields)?;
                begins_soon(&registration, today)?;
                let row = RegistrationRow {
                    id,
                    child: registration.child(),
                    activity: registration.activity(),
                    state: RegistrationState::Accepted,
                    from: registration.from(),
                    to: registration.to(),
                };
                told.push(write(w, &row, false)?);
                ids.push(id);
            }
        }
        Ok((ids, told.join("\u{a0}; ")))
    })?;
    Ok(RegistrationsAddedView { registrations })
}

fn begins_soon(registration: &Registration, today: Date) -> Result<(), Error> {
    registration.begins_soon(today).map_err(|refusal| Error::fields(vec![refusal.at("from")]))
}

/// Writes a registration where it fits, and answers what the journal says of it.
fn write(w: &Writer<'_>, row: &RegistrationRow, is_known: bool) -> Result<String, Error> {
    let activities = w.activities()?;
    let activity = activities.iter().find(|known| known.id == row.activity);
    let activity = activity.ok_or_else(|| Error::not_found("cette activité"))?;
    let roll = w.roll_of_children(&[row.child], row.from, row.from)?;
    let child = roll.first().ok_or_else(|| Error::not_found("cet enfant"))?;
    let known = w.registrations_of_children(&[row.child], Date::MIN, Date::MAX)?;
    if is_known {
        let former = known.iter().find(|known| known.id == row.id);
        let former = former.ok_or_else(|| Error::not_found("cette inscription"))?;
        if former.activity != row.activity {
            return Err(Error::refused(
                "Une inscription ne change pas d’activité\u{a0}: terminez celle-ci et inscrivez l’enfant à l’autre.",
            ));
        }
    }
    let overlaps = |other: &RegistrationRow| {
        other.id != row.id
            && other.activity == row.activity
            && row.to.is_none_or(|to| other.from <= to)
            && other.to.is_none_or(|to| row.from <= to)
    };
    if let Some(other) = known.iter().find(|other| overlaps(other)) {
        return Err(Error::refused(format!(
            "{} est déjà inscrit à «\u{a0}{}\u{a0}» depuis le {}. Modifiez cette inscription plutôt que d’en ajouter une.",
            child.first_names,
            activity.name,
            format_day(other.from)
        )));
    }
    w.save_registration(row)?;
    Ok(format!(
        "{} {}, {}, {}, dès le {}{}",
        child.family_name,
        child.first_names,
        activity.name,
        row.state.label(),
        format_day(row.from),
        row.to.map(|to| format!(" jusqu’au {}", format_day(to))).unwrap_or_default()
    ))
}

fn still_runs(row: &RegistrationRow, today: Date) -> bool {
    row.to.is_none_or(|to| today <= to)
}
