//! Incomes of households (F01, F02): sealed with the quotients, for billing and the head of service alone.

mod views;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use domain::issue::{IssueCode, Issues, Refusal};
use domain::tariffs::{Income, IncomeDraft};
use domain::values::Cents;
use domain::values::ids::{HouseholdId, IncomeId};
use security::access::{EditQuotients, ReadQuotients};
use security::cell::Padding;
use security::{Compartment, Grant, Right};
use store::Reader;
use store::cells::INCOME;
use store::incomes::RecordedIncome;

pub use self::views::*;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::families::FamilyWritten;
use crate::quotients::{HouseholdRequest, agent_names};
use crate::{Error, subject_key};

/// A household's incomes, the latest time first.
pub fn list(call: &Call<'_, ReadQuotients>, request: HouseholdRequest) -> Result<IncomeListView, Error> {
    let household = request.household;
    call.consult(Subject::of("household", household), |r| {
        r.household(household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        let agents = agent_names(r)?;
        let mut incomes = Vec::new();
        for row in r.incomes_of(household)? {
            let Some(income) = open(call.grant(), &row)? else { continue };
            incomes.push(IncomeView {
                id: income.id,
                period_label: income.period_label(),
                serves_label: income.draft.period.serves_label(),
                monthly_cents: income.monthly(),
                source_label: income.draft.source.label().to_owned(),
                draft: income.draft,
                recorded_at_ms: row.at_ms,
                recorded_by: agents.get(&row.agent).cloned().unwrap_or_default(),
            });
        }
        incomes.sort_by_key(|one| std::cmp::Reverse((one.draft.period.first_day(), one.recorded_at_ms)));
        Ok(IncomeListView { incomes })
    })
}

/// Records incomes. What was recorded before stays.
pub fn add(call: &Call<'_, EditQuotients>, request: IncomeAddRequest) -> Result<FamilyWritten, Error> {
    let IncomeAddRequest { household, income } = request;
    let id = IncomeId::from_uuid(call.new_id());
    let mut issues = Issues::new();
    let income = issues.take_all("income", Income::try_new(id, income, call.today()));
    let income = issues.finish(income).map_err(Error::fields)?;
    let family =
        call.read(|r| r.family_of_household(household)?.ok_or_else(|| Error::not_found("ce foyer")))?;
    // That they were noted, and not which: the journal is read beyond the compartment of resources.
    let detail = "Ressources notées";
    let changes = [Change::Family(family.into())];
    call.perform(Subject::of("household", household).detail(detail), changes, |w| {
        if let Some(reader) = call.also::<ReadQuotients>() {
            // The same sent twice is one.
            for row in w.incomes_of(household)? {
                if open(&reader, &row)?.is_some_and(|known| known.draft == income.draft) {
                    let said =
                        "Ces ressources sont déjà notées\u{a0}: même période, même montant, même source.";
                    return Err(Error::fields(vec![
                        Refusal::new(IssueCode::Duplicate, said).at("income.amount"),
                    ]));
                }
            }
        }
        let key = subject_key::for_writing(w, call.grant(), Compartment::Resources, household)?;
        let content = serde_json::to_vec(&income.draft).map_err(|error| Error::bug(error.to_string()))?;
        let sealed = call.grant().seal(&key, INCOME.at(id), None, Padding::Short, &content)?;
        Ok(w.insert_income(id, household, &sealed)?)
    })?;
    Ok(FamilyWritten { family, subject: id.into() })
}

/// Withdraws what was typed by mistake; the journal keeps that it was there.
pub fn remove(call: &Call<'_, EditQuotients>, request: IncomeRequest) -> Result<FamilyWritten, Error> {
    let (row, family) = call.read(|r| {
        let row = r.income(request.income)?.ok_or_else(|| Error::not_found("ces ressources"))?;
        let family = r.family_of_household(row.household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        Ok((row, family))
    })?;
    let subject = Subject::of("household", row.household).detail("Ressources retirées");
    call.perform(subject, [Change::Family(family.into())], |w| Ok(w.remove_income(row.id)?))?;
    Ok(FamilyWritten { family, subject: row.id.into() })
}

/// The incomes of every household that has some, to price a month.
pub(crate) fn each_history<R: Right>(
    reader: &Reader<'_>,
    grant: &Grant<'_, R>,
    mut take: impl FnMut(HouseholdId, Income),
) -> Result<(), Error> {
    let mut rows = Vec::new();
    reader.each_income(|row| {
        rows.push(row);
        Ok(())
    })?;
    for row in rows {
        if let Some(income) = open(grant, &row)? {
            take(row.household, income);
        }
    }
    Ok(())
}

/// The monthly amounts of some incomes, withdrawn ones too: an issued invoice cites the one it was priced with.
pub(crate) fn monthly<R: Right>(
    reader: &Reader<'_>,
    grant: &Grant<'_, R>,
    wanted: &HashSet<IncomeId>,
) -> Result<HashMap<IncomeId, Cents>, Error> {
    let mut known = HashMap::with_capacity(wanted.len());
    for id in wanted {
        let Some(row) = reader.income_ever(*id)? else { continue };
        known.extend(open(grant, &row)?.map(|income| (income.id, income.monthly())));
    }
    Ok(known)
}

/// What was read; nothing when the household's key was erased.
fn open<R: Right>(grant: &Grant<'_, R>, row: &RecordedIncome) -> Result<Option<Income>, Error> {
    let Some(wrapped) = &row.cell.wrapped else { return Ok(None) };
    let key = grant.subject_key(Compartment::Resources, row.sealed_for.as_uuid(), wrapped)?;
    let content = grant.open(&key, INCOME.at(row.id), &row.cell.sealed)?;
    let draft: IncomeDraft =
        serde_json::from_slice(&content).map_err(|_| Error::bug("RESSOURCES-ILLISIBLES"))?;
    Ok(Some(Income { id: row.id, draft }))
}
