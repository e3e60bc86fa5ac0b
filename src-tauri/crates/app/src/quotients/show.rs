//! A household's quotients, opened for who may; those of a whole list.

use std::collections::HashMap;

use domain::tariffs::{Quotient, QuotientHistory};
use domain::values::ids::{FamilyId, HouseholdId};
use domain::values::{Allocataire, Cents};
use security::Grant;
use security::access::ReadQuotients;
use store::Reader;
use store::quotients::RecordedQuotient;
use uuid::Uuid;

use super::{
    Brackets, CurrentQuotientRow, HouseholdRequest, OneKey, QuotientListView, QuotientsCurrentView,
    RecordedQuotientRow, allocataire, each_history, history, state_of,
};
use crate::Error;
use crate::call::{Call, Subject};
use crate::families::FamilyHistoryRow;
use crate::session::Empty;

/// A household's quotients and its number at the caisse.
pub fn list(call: &Call<'_, ReadQuotients>, request: HouseholdRequest) -> Result<QuotientListView, Error> {
    let household = request.household;
    call.consult(Subject::of("household", household), |r| {
        r.household(household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        let grant = call.grant();
        let recorded = r.quotients_of(household)?;
        let history = history(r, grant, household)?;
        let applying = history.at(call.today()).applying().map(|quotient| quotient.id);
        let bracket = Brackets::on(r, call.today())?.of(&history);
        let allocataire = match r.allocataire_of(household)? {
            Some((of, cell)) => allocataire::open(grant, &mut OneKey::default(), of, &cell)?,
            None => None,
        };
        let agents = agent_names(r)?;
        let rows = paired(&recorded, &history).rev();
        Ok(QuotientListView {
            household,
            state: state_of(&bracket, call.today()),
            bracket: bracket.label,
            organisme: allocataire.as_ref().map(|a| a.organisme().to_owned()).unwrap_or_default(),
            matricule: allocataire.as_ref().map(with_letter).unwrap_or_default(),
            quotients: rows
                .map(|(recorded, quotient)| RecordedQuotientRow {
                    recorded_by: agents.get(&recorded.agent).cloned().unwrap_or_default(),
                    applies: applying == Some(quotient.id),
                    ..row(recorded, quotient)
                })
                .collect(),
        })
    })
}

/// The quotients that apply today, household by household.
pub fn current(call: &Call<'_, ReadQuotients>, _: Empty) -> Result<QuotientsCurrentView, Error> {
    call.consult(Subject::all("household"), |r| {
        let mut applying: HashMap<HouseholdId, Cents> = HashMap::new();
        each_history(r, call.grant(), |household, history| {
            applying.extend(history.at(call.today()).applying().map(|quotient| (household, quotient.value)));
        })?;
        let rows = r.household_lines()?.into_iter().filter_map(|line| {
            let value = *applying.get(&line.id)?;
            Some(CurrentQuotientRow {
                family: line.family,
                household: line.id,
                letter: line.letter.letter().to_string(),
                value_cents: value,
                shown: Quotient::format_value(value),
            })
        });
        Ok(QuotientsCurrentView { quotients: rows.collect() })
    })
}

/// Records with what they hold, oldest first.
fn paired<'r>(
    recorded: &'r [RecordedQuotient],
    history: &'r QuotientHistory,
) -> impl DoubleEndedIterator<Item = (&'r RecordedQuotient, &'r Quotient)> {
    recorded
        .iter()
        .filter_map(|row| Some((row, history.entries().iter().find(|quotient| quotient.id == row.id)?)))
}

fn row(recorded: &RecordedQuotient, quotient: &Quotient) -> RecordedQuotientRow {
    RecordedQuotientRow {
        id: quotient.id,
        value_cents: quotient.value,
        shown: Quotient::format_value(quotient.value),
        kind: quotient.kind,
        kind_label: quotient.kind.label().to_owned(),
        month: quotient.month.to_string(),
        from: quotient.from,
        to: quotient.to,
        source: quotient.source,
        source_label: quotient.source.label().to_owned(),
        recorded_at_ms: recorded.at_ms,
        recorded_by: String::new(),
        imported: recorded.import_batch.is_some(),
        applies: false,
    }
}

fn with_letter(allocataire: &Allocataire) -> String {
    let letter = allocataire.letter().map(String::from).unwrap_or_default();
    format!("{}{letter}", allocataire.matricule())
}

/// Agents by identifier, those who left too.
pub(crate) fn agent_names(r: &Reader<'_>) -> Result<HashMap<Uuid, String>, Error> {
    Ok(r.agents()?.into_iter().map(|agent| (agent.id, agent.display_name)).collect())
}

/// The quotients of a family as lines of its history: each with the one it followed.
pub(crate) fn history_rows(
    r: &Reader<'_>,
    grant: &Grant<'_, ReadQuotients>,
    family: FamilyId,
    agents: &HashMap<Uuid, String>,
) -> Result<Vec<FamilyHistoryRow>, Error> {
    let Some(members) = r.family_members(family)? else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    for household in &members.households {
        let recorded = r.quotients_of(household.id)?;
        let history = history(r, grant, household.id)?;
        let mut before = String::new();
        for (recorded, quotient) in paired(&recorded, &history) {
            let after = format!(
                "{} · {}, {}",
                Quotient::format_value(quotient.value),
                quotient.kind.label(),
                quotient.month.format_fr()
            );
            rows.push(FamilyHistoryRow {
                at_ms: recorded.at_ms,
                agent: agents.get(&recorded.agent).cloned().unwrap_or_default(),
                label: format!("Quotient du foyer {}", household.letter.letter()),
                before: std::mem::replace(&mut before, after.clone()),
                after,
            });
        }
    }
    Ok(rows)
}
