//! Writing a subsidy: added, ended by writing it anew, removed when it was typed by mistake.

use domain::calendar::format_day;
use domain::issue::{IssueCode, Issues, Refusal};
use domain::subsidies::{Subsidy, SubsidyTerms};
use domain::values::ids::{HouseholdId, SubsidyId, SubsidyVersionId};
use jiff::civil::Date;
use security::access::EditQuotients;
use store::Writer;

use super::kept::seal;
use super::{OpenedSubsidy, SubsidyAddRequest, SubsidyEndRequest, SubsidyRequest, latest};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::families::FamilyWritten;

/// Adds a subsidy to a household. That it was noted goes to the journal, and not whose: the journal is read beyond the compartment.
pub fn add(call: &Call<'_, EditQuotients>, request: SubsidyAddRequest) -> Result<FamilyWritten, Error> {
    let SubsidyAddRequest { household, child, terms } = request;
    let mut issues = Issues::new();
    let terms = issues.take_all("terms", terms.checked());
    let terms = issues.finish(terms).map_err(Error::fields)?;
    let subsidy = Subsidy { id: call.new_id().into(), version: call.new_id().into(), child, terms };
    let family =
        call.read(|r| r.family_of_household(household)?.ok_or_else(|| Error::not_found("ce foyer")))?;
    let changes = [Change::Family(family.into())];
    call.perform(Subject::of("household", household).detail("Prise en charge notée"), changes, |w| {
        if let Some(child) = child {
            let members = w.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))?;
            let held = members.custodies_of(child).any(|custody| custody.household == household);
            if !held || !members.children.iter().any(|one| one.id == child) {
                return Err(refused(
                    "child",
                    IssueCode::Inconsistent,
                    "Ce foyer n'a pas la garde de cet enfant.",
                ));
            }
        }
        if let Some(activity) = subsidy.terms.activity
            && !w.activities()?.iter().any(|one| one.id == activity)
        {
            return Err(Error::not_found("cette activité"));
        }
        let name = funder_name(w, &subsidy.terms)?;
        refuse_contradiction(w, call, household, &subsidy, "terms.from")?;
        seal(w, call.grant(), household, &name, &subsidy)
    })?;
    Ok(FamilyWritten { family, subject: subsidy.id.into() })
}

/// Says, or says otherwise, the last day of a subsidy; none when it goes on.
pub fn end(call: &Call<'_, EditQuotients>, request: SubsidyEndRequest) -> Result<FamilyWritten, Error> {
    let SubsidyEndRequest { subsidy: id, to } = request;
    let (household, family) = owner(call, id)?;
    let version: SubsidyVersionId = call.new_id().into();
    let detail = if to.is_some() { "Fin de prise en charge notée" } else { "Prise en charge reprise" };
    let changes = [Change::Family(family.into())];
    call.perform(Subject::of("household", household).detail(detail), changes, |w| {
        let known = known(w, call, id)?;
        if known.subsidy.terms.to == to {
            return Err(refused(
                "to",
                IssueCode::Duplicate,
                "Cette fin est déjà celle de la prise en charge.",
            ));
        }
        let terms = SubsidyTerms { to, ..known.subsidy.terms.clone() }.checked().map_err(Error::fields)?;
        refuse_before_what_it_gave(w, id, (known.subsidy.terms.to, to))?;
        let subsidy = Subsidy { version, terms, ..known.subsidy };
        // What is cut short contradicts nothing that it did not contradict before: two may stand after a merge, and one must end.
        if is_later(to, known.subsidy.terms.to) {
            if !is_listed(w, &subsidy.terms)? {
                let said = "Cet organisme n'est plus dans la liste : ajoutez-le de nouveau avant de reprendre sa prise en charge.";
                return Err(refused("to", IssueCode::Unknown, said));
            }
            refuse_contradiction(w, call, household, &subsidy, "to")?;
        }
        seal(w, call.grant(), household, &known.funder, &subsidy)
    })?;
    Ok(FamilyWritten { family, subject: id.into() })
}

/// Removes what was typed by mistake, before anything counted it; the journal keeps that it was there.
pub fn remove(call: &Call<'_, EditQuotients>, request: SubsidyRequest) -> Result<FamilyWritten, Error> {
    let id = request.subsidy;
    let (household, family) = owner(call, id)?;
    let subject = Subject::of("household", household).detail("Prise en charge retirée");
    call.perform(subject, [Change::Family(family.into())], |w| {
        if w.is_subsidy_given(id)? {
            return Err(Error::refused(
                "Une facture compte déjà cette prise en charge\u{a0}: mettez-y fin plutôt que de la retirer.",
            ));
        }
        if w.remove_subsidy(id)? { Ok(()) } else { Err(Error::not_found("cette prise en charge")) }
    })?;
    Ok(FamilyWritten { family, subject: id.into() })
}

fn owner(
    call: &Call<'_, EditQuotients>,
    id: SubsidyId,
) -> Result<(HouseholdId, domain::values::ids::FamilyId), Error> {
    call.read(|r| {
        let rows = r.subsidy(id)?;
        let row = rows.last().ok_or_else(|| Error::not_found("cette prise en charge"))?;
        let family = r.family_of_household(row.household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        Ok((row.household, family))
    })
}

fn known(w: &Writer<'_>, call: &Call<'_, EditQuotients>, id: SubsidyId) -> Result<OpenedSubsidy, Error> {
    let opened = latest(call.grant(), &w.subsidy(id)?)?;
    opened.into_iter().next().ok_or_else(|| Error::not_found("cette prise en charge"))
}

fn funder_name(w: &Writer<'_>, terms: &SubsidyTerms) -> Result<String, Error> {
    let funders = w.funders()?;
    let known = funders.into_iter().find(|row| row.funder.id == terms.funder && !row.is_removed);
    known.map(|row| row.funder.draft.name).ok_or_else(|| {
        refused(
            "terms.funder",
            IssueCode::Unknown,
            "Cet organisme n'est plus dans la liste : choisissez-en un autre.",
        )
    })
}

fn is_listed(w: &Writer<'_>, terms: &SubsidyTerms) -> Result<bool, Error> {
    Ok(w.funders()?.iter().any(|row| row.funder.id == terms.funder && !row.is_removed))
}

/// Whether a last day, or none, comes after another.
fn is_later(one: Option<Date>, other: Option<Date>) -> bool {
    other.is_some_and(|other| one.is_none_or(|one| one > other))
}

/// A help that invoices counted ends no earlier than the last month they counted it in: what it gave of the days after would stay, and
/// another help would count its ceilings anew on them.
fn refuse_before_what_it_gave(
    w: &Writer<'_>,
    id: SubsidyId,
    (known, to): (Option<Date>, Option<Date>),
) -> Result<(), Error> {
    let (Some(to), Some(month)) = (to, w.last_month_given(id)?) else { return Ok(()) };
    if is_later(Some(to), known) || to >= month.last_day() {
        return Ok(());
    }
    Err(refused(
        "to",
        IssueCode::ImpossibleDate,
        &format!(
            "Les factures de {} comptent cette prise en charge : elle finit au plus tôt le {}.",
            month.format_fr(),
            format_day(month.last_day())
        ),
    ))
}

fn refuse_contradiction(
    w: &Writer<'_>,
    call: &Call<'_, EditQuotients>,
    household: HouseholdId,
    subsidy: &Subsidy,
    field: &str,
) -> Result<(), Error> {
    let others = latest(call.grant(), &w.subsidies_of(household)?)?;
    match others.iter().find_map(|other| subsidy.contradicts(&other.subsidy)) {
        Some(said) => Err(refused(field, IssueCode::Inconsistent, &said)),
        None => Ok(()),
    }
}

fn refused(field: &str, code: IssueCode, said: &str) -> Error {
    Error::fields(vec![Refusal::new(code, said).at(field)])
}
