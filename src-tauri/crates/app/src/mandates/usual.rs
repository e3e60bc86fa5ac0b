//! How a household usually pays (F06), as the régie notes it; a mandate in force says it by itself.

use domain::payments::{MandateState, UsualMeans};
use domain::values::ids::HouseholdId;
use jiff::civil::Date;
use security::access::EditPayments;
use store::Reader;

use super::UsualMeansRequest;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::families::FamilyWritten;

/// Whether a mandate of a household is in force on a day: its dates alone, which are in clear.
pub(crate) fn in_force(r: &Reader<'_>, household: HouseholdId, today: Date) -> Result<bool, Error> {
    let mandates = r.mandates_of(household)?;
    Ok(mandates.iter().any(|row| row.mandate.state_on(today) == MandateState::Active))
}

/// Notes how a household usually pays, or that nobody says any more.
pub fn set_usual_means(
    call: &Call<'_, EditPayments>,
    request: UsualMeansRequest,
) -> Result<FamilyWritten, Error> {
    let UsualMeansRequest { household, means } = request;
    let today = call.today();
    let family =
        call.read(|r| r.family_of_household(household)?.ok_or_else(|| Error::not_found("ce foyer")))?;
    let said = means.map_or("non précisé", UsualMeans::label);
    let subject = Subject::of("household", household).detail(format!("Moyen de règlement\u{a0}: {said}"));
    call.perform(subject, [Change::Family(family.into()), Change::People], |w| {
        let by_mandate = in_force(w, household, today)?;
        UsualMeans::check_said(means, by_mandate)
            .map_err(|refusal| Error::fields(vec![refusal.at("means")]))?;
        Ok(w.set_usual_means(household, means)?)
    })?;
    Ok(FamilyWritten { family, subject: household.into() })
}
