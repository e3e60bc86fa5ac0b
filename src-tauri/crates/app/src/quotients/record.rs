//! Recording a quotient or a number at the caisse: sealed at once.

use domain::issue::Issues;
use domain::tariffs::Quotient;
use domain::values::ids::QuotientId;
use security::access::EditQuotients;

use super::{
    AllocataireIndex, AllocataireSaveRequest, Brackets, QuotientAddRequest, allocataire, history, read_entry,
    record,
};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::families::FamilyWritten;

/// Records a quotient. What was recorded before stays: the domain decides which one applies on a day.
pub fn add(call: &Call<'_, EditQuotients>, request: QuotientAddRequest) -> Result<FamilyWritten, Error> {
    let QuotientAddRequest { household, quotient } = request;
    let id = QuotientId::from_uuid(call.new_id());
    let mut issues = Issues::new();
    let accepted = issues.take_all("quotient", Quotient::try_new(id, &quotient));
    issues.finish(accepted).map_err(Error::fields)?;
    let family =
        call.read(|r| r.family_of_household(household)?.ok_or_else(|| Error::not_found("ce foyer")))?;
    let detail = format!(
        "Quotient {} de {}, {}",
        quotient.kind.label(),
        quotient.month.format_fr(),
        quotient.source.label()
    );
    let changes = [Change::Family(family.into()), Change::People];
    call.perform(Subject::of("household", household).detail(detail), changes, |w| {
        record(w, call.grant(), household, &[(id, quotient)], None)?;
        let history = history(w, call.grant(), household)?;
        Ok(w.set_bracket(household, &Brackets::on(w, call.today())?.of(&history))?)
    })?;
    Ok(FamilyWritten { family, subject: id.into() })
}

/// Writes or removes a household's number at its caisse.
pub fn save_allocataire(
    call: &Call<'_, EditQuotients>,
    request: AllocataireSaveRequest,
) -> Result<FamilyWritten, Error> {
    let household = request.household;
    let mut issues = Issues::new();
    let number = issues.take_optional("allocataire.matricule", request.allocataire.as_ref().map(read_entry));
    issues.finish(Some(())).map_err(Error::fields)?;
    let family =
        call.read(|r| r.family_of_household(household)?.ok_or_else(|| Error::not_found("ce foyer")))?;
    let detail =
        if number.is_some() { "Numéro d’allocataire saisi" } else { "Numéro d’allocataire retiré" };
    call.perform(Subject::of("household", household).detail(detail), [Change::Family(family.into())], |w| {
        allocataire::save(call.grant(), w, household, number.as_ref())
    })?;
    call.unlocked().forget::<AllocataireIndex>();
    Ok(FamilyWritten { family, subject: household.into() })
}
