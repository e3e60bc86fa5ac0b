//! The proof that the caisse's service was consulted for a household (V17): who and when. What it answered is sealed with the quotients.

use domain::issue::{IssueCode, Issues};
use domain::values::ids::ConsultationId;
use security::access::EditQuotients;

use super::{CaisseConsultRequest, FamilyWritten};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;

/// Remembers that the agent at the desk consulted the caisse's service for a household that day.
pub fn add_consultation(
    call: &Call<'_, EditQuotients>,
    request: CaisseConsultRequest,
) -> Result<FamilyWritten, Error> {
    let household =
        call.read(|r| r.household(request.household)?.ok_or_else(|| Error::not_found("ce foyer")))?;
    let mut issues = Issues::new();
    if request.on > call.today() {
        issues.refuse(
            "on",
            IssueCode::ImpossibleDate,
            "Cette date est dans le futur : une consultation se note une fois faite.",
        );
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    let detail = format!("Consultation de la caisse, foyer {}", household.letter.letter());
    let family = household.family;
    let changes = [Change::People, Change::Family(family.into())];
    let id = ConsultationId::from_uuid(call.new_id());
    call.perform(Subject::of("household", household.id).detail(detail), changes, |w| {
        Ok(w.add_consultation(id, household.id, request.on)?)
    })?;
    Ok(FamilyWritten { family, subject: household.id.into() })
}
