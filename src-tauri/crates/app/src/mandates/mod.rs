//! SEPA mandates of a household (F04, F05): read and written by billing alone; the account is sealed to BANK, and shown by its last four
//! characters. Reading it whole is an act of its own, which the journal keeps.

mod index;
mod save;
mod show;
mod usual;
mod views;

#[cfg(test)]
mod tests;

use domain::payments::{AccountDraft, DebitedAccount, MandateState};
use domain::values::ids::{FamilyId, MandateId};
use security::{Compartment, Grant, Right};
use store::Reader;
use store::cells::MANDATE_ACCOUNT;
use store::mandates::{MandateRow, RecordedAccount};

pub(crate) use self::index::MandateIndex;
pub use self::save::{remove, revoke, save};
pub use self::show::{account, list};
pub(crate) use self::usual::in_force;
pub use self::usual::set_usual_means;
pub use self::views::*;
use crate::Error;

/// An account, opened; nothing when the household's key was erased.
fn open<R: Right>(grant: &Grant<'_, R>, row: &RecordedAccount) -> Result<Option<DebitedAccount>, Error> {
    let Some(wrapped) = &row.cell.wrapped else { return Ok(None) };
    let key = grant.subject_key(Compartment::Bank, row.sealed_for.as_uuid(), wrapped)?;
    let content = grant.open(&key, MANDATE_ACCOUNT.at(row.id), &row.cell.sealed)?;
    let draft: AccountDraft = serde_json::from_slice(&content).map_err(|_| Error::bug("COMPTE-ILLISIBLE"))?;
    DebitedAccount::try_new(&draft).map(Some).map_err(|_| Error::bug("COMPTE-INVALIDE"))
}

/// A mandate, and the family it is kept with.
fn found(r: &Reader<'_>, id: MandateId) -> Result<(MandateRow, FamilyId), Error> {
    let row = r.mandate(id)?.ok_or_else(|| Error::not_found("ce mandat"))?;
    let family = r.family_of_household(row.household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
    Ok((row, family))
}

/// Whether it stands in the way of another for the same household.
pub(crate) fn stands(state: MandateState) -> bool {
    matches!(state, MandateState::ToSign | MandateState::Active)
}
