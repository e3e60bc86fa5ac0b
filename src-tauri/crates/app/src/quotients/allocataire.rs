//! The number a household has at its caisse: sealed like the quotients, under the same key.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::issue::Refusal;
use domain::tariffs::QuotientDraft;
use domain::values::Allocataire;
use domain::values::ids::{BatchId, HouseholdId, QuotientId};
use security::access::ReadQuotients;
use security::cell::Padding;
use security::{Compartment, Grant, Right};
use store::cells::{ALLOCATAIRE, QUOTIENT, SealedCell};
use store::quotients::QuotientRow;
use store::{Reader, Writer};

use super::OneKey;
use crate::Error;
use crate::families::AllocataireEntry;
use crate::subject_key;
use crate::unlocked::Unlocked;

/// Reads a number as families write it. One that is not whole is proposed whole, and typed again: a missing digit may be the
/// zero a spreadsheet ate, or one nobody read (caf.md §9, « proposer le zéro »).
pub(crate) fn read_entry(entry: &AllocataireEntry) -> Result<Allocataire, Refusal> {
    let reading = Allocataire::read(&entry.organisme, &entry.matricule)?;
    let number = &reading.allocataire;
    match reading.to_check {
        None => Ok(reading.allocataire),
        Some(doubt) => Err(Refusal::new(
            doubt.code,
            format!(
                "Un numéro d'allocataire compte 7 chiffres. S'agit-il de {} ? Si oui, saisissez-le en entier ; sinon, vérifiez-le sur l'attestation.",
                number.matricule()
            ),
        )),
    }
}

/// A household's number, opened; nothing when it has none, or when its key was erased.
pub(super) fn open<R: Right>(
    grant: &Grant<'_, R>,
    keys: &mut OneKey,
    household: HouseholdId,
    cell: &SealedCell,
) -> Result<Option<Allocataire>, Error> {
    let Some(wrapped) = &cell.wrapped else { return Ok(None) };
    let key = keys.of(grant, household, wrapped)?;
    let content = grant.open(key, ALLOCATAIRE.at(household), &cell.sealed)?;
    serde_json::from_slice(&content).map(Some).map_err(|_| Error::bug("ALLOCATAIRE-ILLISIBLE"))
}

/// Every household's number, opened in one pass.
pub(crate) fn each_number<R: Right>(
    r: &Reader<'_>,
    grant: &Grant<'_, R>,
    mut take: impl FnMut(HouseholdId, Allocataire),
) -> Result<(), Error> {
    let mut keys = OneKey::default();
    let mut failed = None;
    r.each_allocataire(|household, sealed_for, cell| {
        match open(grant, &mut keys, sealed_for, &cell) {
            Ok(Some(number)) => take(household, number),
            Ok(None) => {}
            Err(error) => failed = Some(error),
        }
        Ok(())
    })?;
    failed.map_or(Ok(()), Err)
}

/// Writes a household's number, or removes it.
pub(super) fn save<R: Right>(
    grant: &Grant<'_, R>,
    w: &Writer<'_>,
    household: HouseholdId,
    allocataire: Option<&Allocataire>,
) -> Result<(), Error> {
    let Some(allocataire) = allocataire else { return Ok(w.save_allocataire(household, None)?) };
    let key = subject_key::for_writing(w, grant, Compartment::Resources, household)?;
    let previous =
        w.allocataire_of(household)?.filter(|(of, _)| *of == household).map(|(_, cell)| cell.sealed);
    let content = content(allocataire)?;
    let sealed =
        grant.seal(&key, ALLOCATAIRE.at(household), previous.as_deref(), Padding::Short, &content)?;
    Ok(w.save_allocataire(household, Some(&sealed))?)
}

/// Deposits the number a family gives at the desk, for a household that has nothing sealed yet: who writes it does not read it
/// back.
pub(crate) fn deposit<R: Right>(
    grant: &Grant<'_, R>,
    w: &Writer<'_>,
    household: HouseholdId,
    allocataire: &Allocataire,
) -> Result<(), Error> {
    deposit_resources(grant, w, household, Some(allocataire), &[], None)
}

/// The same with the quotients a file gives beside it: one key for all that a new household has sealed.
pub(crate) fn deposit_resources<R: Right>(
    grant: &Grant<'_, R>,
    w: &Writer<'_>,
    household: HouseholdId,
    allocataire: Option<&Allocataire>,
    quotients: &[(QuotientId, QuotientDraft)],
    batch: Option<BatchId>,
) -> Result<(), Error> {
    let compartment = Compartment::Resources;
    let (key, wrapped) = grant.new_subject_key(compartment, household.as_uuid())?;
    w.save_content_key(household.as_uuid(), compartment.code(), key.epoch(), &wrapped)?;
    if let Some(allocataire) = allocataire {
        let content = content(allocataire)?;
        let sealed = grant.seal(&key, ALLOCATAIRE.at(household), None, Padding::Short, &content)?;
        w.save_allocataire(household, Some(&sealed))?;
    }
    for (id, draft) in quotients {
        let content = serde_json::to_vec(draft).map_err(|error| Error::bug(error.to_string()))?;
        let sealed = grant.seal(&key, QUOTIENT.at(*id), None, Padding::Short, &content)?;
        w.insert_quotient(&QuotientRow { id: *id, household, sealed, import_batch: batch })?;
    }
    Ok(())
}

fn content(allocataire: &Allocataire) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(allocataire).map_err(|error| Error::bug(error.to_string()))
}

/// Households by their number, in memory only: made at the first search that needs it, gone at lock. The file itself cannot be
/// searched by what it cannot read.
pub(crate) struct AllocataireIndex {
    households: BTreeMap<String, Vec<HouseholdId>>,
}

impl AllocataireIndex {
    /// The index of this session, made when there is none.
    pub(crate) fn of(
        unlocked: &Unlocked,
        r: &Reader<'_>,
        grant: &Grant<'_, ReadQuotients>,
    ) -> Result<Arc<Self>, Error> {
        if let Some(known) = unlocked.kept::<Self>() {
            return Ok(known);
        }
        let mut households: BTreeMap<String, Vec<HouseholdId>> = BTreeMap::new();
        each_number(r, grant, |household, number| {
            households.entry(number.matricule().to_owned()).or_default().push(household);
        })?;
        let index = Arc::new(Self { households });
        unlocked.keep(Arc::clone(&index));
        Ok(index)
    }

    /// Households whose number begins so.
    pub(crate) fn beginning<'i>(&'i self, digits: &'i str) -> impl Iterator<Item = HouseholdId> + 'i {
        self.households
            .range(digits.to_owned()..)
            .take_while(move |(number, _)| number.starts_with(digits))
            .flat_map(|(_, households)| households.iter().copied())
    }
}
