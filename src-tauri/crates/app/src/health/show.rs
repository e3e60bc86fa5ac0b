//! A child's record, opened with a reason; who opened it is remembered before it is shown.

use std::collections::BTreeMap;

use domain::health::{
    AllergyDraft, Diet, HealthRecord, HealthRecordDraft, PaiDraft, TextKind, VaccinationRules, Valence,
    ValenceState, check_text,
};
use domain::issue::{IssueCode, Issues};
use domain::values::ids::ChildId;
use jiff::civil::Date;
use security::access::ReadHealth;
use store::Reader;
use store::audit::AuditFilter;
use store::people::ChildRow;

use super::wording::{allergies, valence};
use super::{HealthDueRow, HealthReaderRow, HealthShowRequest, HealthView, PaiView, ValenceRow, sealed};
use crate::Error;
use crate::call::{Call, Subject};
use crate::families::{age, diet_label, health_light, phone};
use crate::quotients::agent_names;

/// Shortest reason that says something.
const REASON: std::ops::RangeInclusive<usize> = 4..=200;
/// Readers shown.
const READERS: u32 = 50;

/// Opens a child's record.
pub fn show(call: &Call<'_, ReadHealth>, request: HealthShowRequest) -> Result<HealthView, Error> {
    let reason = request.reason.trim();
    let mut issues = Issues::new();
    if !REASON.contains(&reason.chars().count()) {
        issues.refuse(
            "reason",
            IssueCode::Missing,
            "Dites en quelques mots pourquoi vous ouvrez ce dossier : le motif est inscrit au journal.",
        );
    }
    check_text(&mut issues, "reason", reason, TextKind::Note);
    issues.finish(Some(())).map_err(Error::fields)?;
    let child = request.child;
    call.consult(Subject::of("child", child).detail(format!("Motif\u{a0}: {reason}")), |r| {
        let row = r.child(child)?.ok_or_else(|| Error::not_found("cet enfant"))?;
        let cell = r.health_record(child, call.grant())?;
        let record = sealed::record(call.grant(), child, cell.as_ref())?;
        view(r, &row, &record, call.today())
    })
}

fn view(r: &Reader<'_>, row: &ChildRow, record: &HealthRecord, today: Date) -> Result<HealthView, Error> {
    let families = r.families_of_child(row.id)?;
    let classes = match families.first() {
        Some(family) => r.classes_of_families(&[*family], today)?,
        None => Vec::new(),
    };
    let class = classes.into_iter().find(|(child, ..)| *child == row.id);
    let vaccination = vaccination(row, record, today);
    let diets: Vec<Diet> = Diet::from_code(&row.diet_code).into_iter().collect();
    Ok(HealthView {
        child: row.id,
        shown_name: format!("{} {}", row.first_names, row.family_name),
        birth_date: row.birth_date,
        age: age(row.birth_date.reckoned(), today),
        schooling: class.map(|(_, _, class, school)| format!("{school}, {class}")).unwrap_or_default(),
        families,
        diet_code: row.diet_code.clone(),
        diet_label: diet_label(&row.diet_code),
        doctor_name: row.doctor_name.clone(),
        doctor_phone: phone(&row.doctor_phone),
        light: health_light(&row.health_light, row.health_due_on, today),
        due_on: row.health_due_on,
        allergies: allergies(record.allergies()),
        pai: record.pai().map(|pai| PaiView {
            state: pai.state(),
            state_label: pai.state().label().to_owned(),
            from: pai.from(),
            to: pai.to(),
            review_on: pai.review_on(),
            in_force: pai.in_force_on(today),
        }),
        kitchen: record.operational().kitchen(&diets),
        due: due(record, &vaccination),
        vaccination,
        readers: readers(r, row.id)?,
        record: draft(record),
    })
}

/// What a form starts from.
fn draft(record: &HealthRecord) -> HealthRecordDraft {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    HealthRecordDraft {
        allergies: record
            .allergies()
            .iter()
            .map(|allergy| AllergyDraft {
                allergen: allergy.allergen.clone(),
                severity: allergy.severity,
                instruction: allergy.instruction.clone(),
            })
            .collect(),
        pai: record.pai().map(|pai| PaiDraft {
            state: pai.state(),
            from: pai.from(),
            to: pai.to(),
            review_on: pai.review_on(),
            kit_place: text(pai.kit_place()),
            kit_expires_on: pai.kit_expires_on(),
        }),
        needs_support: record.needs_support(),
        adaptations: text(record.adaptations()),
        kitchen_note: text(record.kitchen_note()),
        care_note: text(record.care_note()),
        care_agreed_on: record.care_agreed_on(),
        doses: record.doses().to_vec(),
        contraindications: record.contraindications().to_vec(),
    }
}

/// The vaccination table: what is required of this child first, then what was given beside (E17), never counted as missing.
fn vaccination(row: &ChildRow, record: &HealthRecord, today: Date) -> Vec<ValenceRow> {
    let rules = VaccinationRules::default();
    let required = rules.required(row.birth_date.reckoned());
    let optional = Valence::ALL.into_iter().filter(|valence| !required.contains(valence));
    let given =
        |one: Valence| record.doses().iter().filter(move |dose| dose.valence == one).map(|dose| dose.on);
    let rows = required.iter().copied().map(|one| (one, true)).chain(optional.map(|one| (one, false)));
    rows.filter(|(one, is_required)| *is_required || given(*one).next().is_some())
        .map(|(one, is_required)| ValenceRow {
            valence: one,
            label: valence(one).to_owned(),
            doses: given(one).collect(),
            state: is_required.then(|| {
                rules.state_of(
                    one,
                    row.birth_date.reckoned(),
                    today,
                    record.doses(),
                    record.contraindications(),
                )
            }),
        })
        .collect()
}

fn due(record: &HealthRecord, vaccination: &[ValenceRow]) -> Vec<HealthDueRow> {
    let mut injections: BTreeMap<Date, Vec<String>> = BTreeMap::new();
    for row in vaccination {
        if let Some(ValenceState::Upcoming { by: day } | ValenceState::Missing { since: day }) = row.state {
            injections.entry(day).or_default().push(row.label.to_lowercase());
        }
    }
    // Valences of one injection are due together: one line.
    let together = |(day, valences): (Date, Vec<String>)| HealthDueRow {
        day,
        label: format!("Vaccination\u{a0}: {}", valences.join(", ")),
    };
    let mut due: Vec<HealthDueRow> = injections.into_iter().map(together).collect();
    if let Some(pai) = record.pai() {
        let dates = [
            (pai.review_on(), "Revue du PAI"),
            (pai.to(), "Fin du PAI"),
            (pai.kit_expires_on(), "Trousse d’urgence à renouveler"),
        ];
        for (day, label) in dates {
            if let Some(day) = day {
                due.push(HealthDueRow { day, label: label.to_owned() });
            }
        }
    }
    due.sort_by_key(|row| row.day);
    due
}

fn readers(r: &Reader<'_>, child: ChildId) -> Result<Vec<HealthReaderRow>, Error> {
    let agents = agent_names(r)?;
    let filter = AuditFilter { object: Some(child.as_uuid()), limit: READERS, ..AuditFilter::default() };
    let entries =
        r.audit_entries(&filter)?.into_iter().filter(|entry| entry.operation.starts_with("health_"));
    Ok(entries
        .map(|entry| HealthReaderRow {
            agent: agents.get(&entry.agent).cloned().unwrap_or_default(),
            at_ms: entry.at_ms,
            wrote: entry.operation == "health_edit",
        })
        .collect())
}
