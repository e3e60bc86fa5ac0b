//! Closed lists, one for each recipient (O05): their columns are those of the model, their purpose too, and each is asked for its right.

use domain::calendar::{SchoolYear, format_day};
use domain::exports::RecipientModel;
use domain::issue::{IssueCode, Issues};
use domain::schooling::DerogationStanding;
use domain::values::ids::SchoolId;
use jiff::civil::Date;
use security::access::{ExportLists, KeepCompulsoryList, ReadSchooling};
use store::Reader;
use store::people::FamilyMembers;

use super::compulsory::{entries_today, whole_town};
use super::copies::exported;
use super::transport::day_view;
use super::views::*;
use super::{adults_of, homes_on, name_of, told_homes};
use crate::Error;
use crate::billing::SavedFileView;
use crate::call::Call;
use crate::families::{ChildFiles, address, phone};
use crate::lists::{check_why, write_list};

/// Writes a closed list where the agent says.
pub fn recipient_export(
    call: &Call<'_, ExportLists>,
    request: RecipientExportRequest,
) -> Result<SavedFileView, Error> {
    let model = request.model;
    let mut issues = Issues::new();
    if request.purpose != model.purpose() {
        issues.refuse(
            "purpose",
            IssueCode::Forbidden,
            format!(
                "«\u{a0}{}\u{a0}» est faite pour {}\u{a0}: elle ne sort que pour «\u{a0}{}\u{a0}».",
                model.label(),
                model.recipient(),
                model.purpose().label()
            ),
        );
    }
    check_why(&mut issues, request.purpose, &request.reason);
    issues.finish(Some(())).map_err(Error::fields)?;
    let today = call.today();
    let year = match request.school_year.as_deref() {
        Some(text) => SchoolYear::parse(text).map_err(|refusal| Error::refused(refusal.message))?,
        None => SchoolYear::of(today),
    };
    let (of, rows) = match model {
        RecipientModel::School => {
            call.joint::<ReadSchooling>()?;
            let school = request.school.ok_or_else(|| Error::not_found("cette école"))?;
            call.read(|r| pupils(r, school, year, today))?
        }
        RecipientModel::Transport => {
            call.joint::<ReadSchooling>()?;
            let circuit = request.circuit.ok_or_else(|| Error::not_found("ce circuit"))?;
            let day = request.day.unwrap_or(today);
            let view = call.read(|r| day_view(r, circuit, day))?;
            if let Some(why) = &view.closed {
                return Err(Error::refused(format!(
                    "Pas de transport scolaire le {}\u{a0}: {why}. Choisissez un jour de classe.",
                    format_day(day)
                )));
            }
            (format!("{}, {}", view.circuit, format_day(day)), riders(&view))
        }
        RecipientModel::Compulsory => {
            let grant = call.joint::<KeepCompulsoryList>()?;
            whole_town(&grant.scope())?;
            let label = year.label();
            let rows = call.read(|r| entries_today(r, year, today))?;
            (label, rows.iter().filter(|line| line.row.left.is_none()).map(exported).collect())
        }
    };
    let titles: Vec<String> = model.columns().iter().map(|title| (*title).to_owned()).collect();
    write_list(
        call,
        &format!("{} {of}", model.label()),
        (titles, rows),
        (request.purpose, &request.reason),
        request.format,
    )
}

/// The pupils of a school in a year, by class then name.
fn pupils(
    r: &Reader<'_>,
    school: SchoolId,
    year: SchoolYear,
    today: Date,
) -> Result<(String, Vec<Vec<String>>), Error> {
    let known = r.schools()?.into_iter().find(|one| one.id == school);
    let known = known.ok_or_else(|| Error::not_found("cette école"))?;
    let day = today.clamp(year.first_day(), year.last_day());
    let classes = r.classes()?;
    let derogations = r.derogations_of_year(&year.label())?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let roll = r.class_roll(school, &year.label(), day, day)?;
    let files = ChildFiles::read(r, &roll.iter().map(|pupil| pupil.child).collect::<Vec<_>>())?;
    for pupil in roll {
        let class = classes.iter().find(|class| class.id == pupil.class);
        let files = files.of(pupil.child);
        let homes = joined(&files, |file| {
            let child = file.children.iter().find(|child| child.id == pupil.child);
            let homes = homes_on(file, pupil.child, day);
            let homes = child.map(|child| told_homes(file, child, homes, day)).unwrap_or_default();
            homes.into_iter().map(|home| address(&home.address)).collect()
        });
        let adults = joined(&files, |file| of_adults(file, &pupil, day, |_, adult| name_of(adult)));
        let phones = joined(&files, |file| {
            of_adults(file, &pupil, day, |file, adult| {
                file.phones_of(adult.id).next().map(|row| phone(&row.number)).unwrap_or_default()
            })
        });
        let leave = derogations.iter().rev().find(|one| {
            one.child == pupil.child
                && one.draft.asked == Some(school)
                && one.draft.standing != DerogationStanding::Refused
        });
        rows.push(vec![
            class.map(|class| class.name.clone()).unwrap_or_default(),
            class.map(|class| class.grade.clone()).unwrap_or_default(),
            pupil.family_name.clone(),
            pupil.first_names.clone(),
            pupil.birth_date.format_fr(),
            homes,
            adults,
            phones,
            leave.map(|one| one.draft.standing.label().to_owned()).unwrap_or_default(),
        ]);
    }
    rows.sort_by_cached_key(|row| (row[1].clone(), row[0].clone()));
    Ok((format!("{} {}", known.name, year.label()), rows))
}

fn of_adults(
    file: &FamilyMembers,
    pupil: &store::activities::ClassRollRow,
    day: Date,
    told: impl Fn(&FamilyMembers, &store::people::GuardianRow) -> String,
) -> Vec<String> {
    let Some(child) = file.children.iter().find(|child| child.id == pupil.child) else { return Vec::new() };
    let homes = homes_on(file, child.id, day);
    adults_of(file, child, &homes, day).map(|adult| told(file, adult)).collect()
}

/// What each file says, each once.
fn joined(files: &[&FamilyMembers], told: impl Fn(&FamilyMembers) -> Vec<String>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in files.iter().flat_map(|file| told(file)).filter(|part| !part.is_empty()) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(" ; ")
}

fn riders(view: &TransportDayView) -> Vec<Vec<String>> {
    let row = |rider: &RiderView| {
        let school = rider.schooling.split_once(", ").map_or(rider.schooling.as_str(), |(school, _)| school);
        vec![
            view.circuit.clone(),
            rider.stop.clone(),
            rider.direction_label.clone(),
            rider.times.clone(),
            rider.family_name.clone(),
            rider.first_name.split([',', ' ']).next().unwrap_or_default().to_owned(),
            rider.days_label.clone(),
            school.to_owned(),
        ]
    };
    view.riders.iter().map(row).collect()
}
