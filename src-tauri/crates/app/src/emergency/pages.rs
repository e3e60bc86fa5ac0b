//! Emergency sheets on paper: a child's, or those of the children whom an activity expects on a day.

use documents::{EmergencySheet, EmergencySheets, RecordFact};
use domain::supporting::PhotoSubject;
use domain::values::ids::ChildId;
use security::access::{ReadEmergencySheets, ReadHealth, ReadPhotos};
use store::Reader;

use super::{
    ChildEmergencyRequest, EmergencyDayRequest, EmergencyInstructionsView, EmergencyView, NO_INSTRUCTIONS,
    NOT_TODAY, Sight, sheet_of, sheets_of,
};
use crate::attendance::{expected_in, long_day};
use crate::billing::DocumentShownView;
use crate::call::{Call, Subject};
use crate::press::press;
use crate::{Error, sealed_file, settings};

/// Prints a child's emergency sheet, with the photograph that may be shown. Who printed it is remembered.
pub fn emergency_print(
    call: &Call<'_, ReadEmergencySheets>,
    request: ChildEmergencyRequest,
) -> Result<DocumentShownView, Error> {
    let (child, today) = (request.child, call.today());
    let sight = Sight::of(call);
    let detail = format!("Fiche d’urgence imprimée, {}", sight.told());
    let (sheet, town) = call.consult(Subject::of("child", child).detail(detail), |r| {
        let view = sheet_of(r, &sight, child, today, NO_INSTRUCTIONS)?;
        let photo = if view.has_photo { photo(call, r, child)? } else { Vec::new() };
        Ok((page(view, photo), settings::town(r)?))
    })?;
    let sheets = EmergencySheets {
        identity: format!("urgence/{child}/{today}/{}", call.new_id()),
        issuer: format!("Commune de {}", town.name),
        title: "Fiche d’urgence".to_owned(),
        sheets: vec![sheet],
        printed_by: call.unlocked().agent().display_name.clone(),
        printed_on: today,
        fictive: town.fictive,
    };
    show(call, &sheets, format!("fiche_urgence_{today}.pdf"))
}

/// Prints the emergency sheets of the children whom an activity expects on a day (G18), one a page, without photographs. Who printed them
/// is remembered, with how many.
pub fn emergency_day_print(
    call: &Call<'_, ReadEmergencySheets>,
    request: EmergencyDayRequest,
) -> Result<DocumentShownView, Error> {
    let today = call.today();
    let day = request.day.unwrap_or(today);
    let mut sight = Sight { photos: false, ..Sight::of(call) };
    let mut without = NO_INSTRUCTIONS;
    // Another day's instructions are opened by the health officer alone, as for the sheet of the day.
    if sight.instructions.is_some() && day != today && call.also::<ReadHealth>().is_none() {
        (sight.instructions, without) = (None, NOT_TODAY);
    }
    let (activity, children) = call.read(|r| expected_in(r, request.activity, day))?;
    if children.is_empty() {
        return Err(Error::refused(format!(
            "Aucun enfant n’est attendu le {}\u{a0}: il n’y a pas de fiche à imprimer.",
            long_day(day)
        )));
    }
    let many = if children.len() > 1 { "enfants" } else { "enfant" };
    let detail =
        format!("Fiches d’urgence du {}, {} {many}, {}", long_day(day), children.len(), sight.told());
    let subject = Subject::of("activity", request.activity).detail(detail);
    let (pages, town) = call.consult(subject, |r| {
        let sheets = sheets_of(r, &sight, &children, day, without)?;
        Ok((sheets.into_iter().map(|view| page(view, Vec::new())).collect(), settings::town(r)?))
    })?;
    let sheets = EmergencySheets {
        identity: format!("urgences/{}/{day}/{}", request.activity, call.new_id()),
        issuer: format!("Commune de {}", town.name),
        title: format!("Fiches d’urgence, {activity}, {}", long_day(day)),
        sheets: pages,
        printed_by: call.unlocked().agent().display_name.clone(),
        printed_on: today,
        fictive: town.fictive,
    };
    show(call, &sheets, format!("fiches_urgence_{day}.pdf"))
}

fn show(
    call: &Call<'_, ReadEmergencySheets>,
    sheets: &EmergencySheets,
    file_name: String,
) -> Result<DocumentShownView, Error> {
    let bytes = press(call).emergency_sheets(sheets)?;
    call.outside().show_document(&file_name, &bytes)?;
    Ok(DocumentShownView { file_name, bytes: bytes.len() as u64 })
}

fn photo(call: &Call<'_, ReadEmergencySheets>, r: &Reader<'_>, child: ChildId) -> Result<Vec<u8>, Error> {
    let Some(grant) = call.also::<ReadPhotos>() else { return Ok(Vec::new()) };
    let Some(row) = r.photo_of(PhotoSubject::Child(child))? else { return Ok(Vec::new()) };
    sealed_file::open(&grant, &row, &r.sealed_file(&row)?)
}

fn page(view: EmergencyView, photo: Vec<u8>) -> EmergencySheet {
    let fact = |label: String, value: String| RecordFact { label, value };
    let with = |name: &str, link: &str| {
        if link.is_empty() { name.to_owned() } else { format!("{name} ({link})") }
    };
    let calls = view.calls.iter().map(|one| {
        let phones = one.phones.join(" · ");
        fact(with(&one.name, &one.link), if phones.is_empty() { "aucun numéro".to_owned() } else { phones })
    });
    let collects = view.collects.iter().map(|one| {
        let said = [one.phone.as_str(), one.condition.as_str()];
        let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
        fact(with(&one.name, &one.link), said.join(", "))
    });
    let bans = view.bans.iter().flatten();
    let bans = bans.map(|one| format!("{} ne peut pas venir chercher l’enfant, {}.", one.name, one.period));
    let doctor = [view.doctor_name.as_str(), view.doctor_phone.as_str()];
    let doctor: Vec<&str> = doctor.into_iter().filter(|part| !part.is_empty()).collect();
    EmergencySheet {
        subtitle: [view.born.as_str(), view.schooling.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        photo,
        calls: calls.collect(),
        collects: collects.collect(),
        bans: bans.collect(),
        bans_note: view.bans_note,
        doctor: if doctor.is_empty() { "non renseigné".to_owned() } else { doctor.join(", ") },
        diet: view.diet,
        instructions: view.instructions.map(lines).unwrap_or_default(),
        instructions_note: view.instructions_note,
        name: view.name,
    }
}

/// What to do, a line each; says so when there is nothing to watch.
fn lines(view: EmergencyInstructionsView) -> Vec<String> {
    let allergies = view.allergies.into_iter().map(|one| {
        let severity = one.severity_label.to_lowercase();
        format!("Allergie ({severity})\u{a0}: {}. {}", one.label, one.instruction).trim().to_owned()
    });
    let pai = view.has_pai.then(|| match view.kit_place {
        Some(place) => format!("PAI en cours. Trousse d’urgence\u{a0}: {place}."),
        None => "PAI en cours.".to_owned(),
    });
    let mut told: Vec<String> =
        allergies.chain(pai).chain(view.adaptations).chain(view.kitchen_note).collect();
    if told.is_empty() {
        told.push("Rien de particulier.".to_owned());
    }
    told
}
