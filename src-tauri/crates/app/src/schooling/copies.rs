//! Copies of the list of compulsory instruction (R131-3, III): on paper, or the lines of a closed list.

use documents::{Listing, ListingColumn};
use domain::calendar::format_day;
use domain::people::Sex;
use domain::schooling::CompulsoryEntryDraft;
use security::access::KeepCompulsoryList;

use super::compulsory::{LineToday, entries_today, list_of, not_drawn, whole_town, year_of};
use super::views::*;
use crate::Error;
use crate::billing::DocumentShownView;
use crate::call::{Call, Subject};
use crate::press::press;
use crate::settings;

/// Prints the list, for the mayor and for those who may have a copy of it (R131-3, III).
pub fn compulsory_print(
    call: &Call<'_, KeepCompulsoryList>,
    request: CompulsoryRequest,
) -> Result<DocumentShownView, Error> {
    whole_town(&call.grant().scope())?;
    let today = call.today();
    let year = year_of(request.school_year.as_deref(), today)?;
    let (town, rows) = call.read(|r| {
        let list = list_of(r, year)?.ok_or_else(|| not_drawn(year))?;
        Ok((settings::town(r)?, (list, entries_today(r, year, today)?)))
    })?;
    let (list, rows) = rows;
    let rows: Vec<Vec<String>> = rows.iter().filter(|line| line.row.left.is_none()).map(printed).collect();
    let detail = format!("{}\u{a0}: liste imprimée, {} lignes", year.label(), rows.len());
    call.consult(Subject::all("compulsory_list").detail(detail), |_| Ok(()))?;
    let listing = Listing {
        identity: format!("obligation/{}/{}", year.label(), call.new_id()),
        issuer: format!("Commune de {}", town.name),
        title: format!("Enfants soumis à l’obligation scolaire, {}", year.label()),
        subtitle: format!(
            "{} enfants, liste mise à jour le {} (code de l’éducation, articles L131-6 et R131-3)",
            rows.len(),
            format_day(list.refreshed_on)
        ),
        columns: [
            ("Enfant", 4),
            ("Né(e) le, à", 3),
            ("Domicile", 4),
            ("Responsables", 5),
            ("Instruction", 5),
            ("Année précédente", 3),
        ]
        .map(|(title, width)| ListingColumn { title: title.to_owned(), width })
        .to_vec(),
        rows,
        note: format!("Liste distincte des dossiers, détruite après le {}.", format_day(year.last_day())),
        printed_on: today,
        fictive: town.fictive,
    };
    let bytes = press(call).listing(&listing)?;
    let file_name = format!("obligation_scolaire_{}.pdf", year.label());
    call.outside().show_document(&file_name, &bytes)?;
    Ok(DocumentShownView { file_name, bytes: bytes.len() as u64 })
}

fn printed(LineToday { row, born }: &LineToday) -> Vec<String> {
    let said = &row.said;
    let born = match said.birth_place.is_empty() {
        true => born.format_fr(),
        false => format!("{}, {}", born.format_fr(), said.birth_place),
    };
    vec![
        format!("{} {}", said.family_name, said.first_names),
        born,
        said.home.clone(),
        said.guardians.clone(),
        instructed(said),
        row.previous.clone(),
    ]
}

/// `École de la commune, Les Tilleuls, CE1 B`.
fn instructed(said: &CompulsoryEntryDraft) -> String {
    let parts = [said.instruction.label(), said.place.as_str(), said.grade.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A line of the closed list, in the order of its columns.
pub(super) fn exported(LineToday { row, born }: &LineToday) -> Vec<String> {
    let said = &row.said;
    vec![
        said.family_name.clone(),
        said.first_names.clone(),
        said.sex.map(Sex::code).unwrap_or_default().to_owned(),
        born.format_fr(),
        said.birth_place.clone(),
        said.home.clone(),
        said.guardians.clone(),
        said.instruction.label().to_owned(),
        said.place.clone(),
        said.grade.clone(),
        row.previous.clone(),
    ]
}
