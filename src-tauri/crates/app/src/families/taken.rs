//! A family of another product goes through the same door as one typed at the desk.

use std::collections::{BTreeMap, BTreeSet};

use domain::issue::{FieldIssue, Issues};
use domain::people::{ChildDraft, Contact, Detail, GuardianDraft, OptionalField, drop_unasked};
use domain::values::ids::{BatchId, ContactId, FamilyId, QuotientId};
use exchange::takeover::TakenFamily;

use super::accepting::{Accepted, Typing, accept};
use super::contacts::contact_row;
use super::{AllocataireEntry, ChildEntry, FamilyRegisterRequest, HouseholdEntry};

/// What the families of a file hold that this town does not ask (X08): a sentence for each answer, with how many persons gave it. None
/// of it is taken over.
pub(crate) fn unasked(families: &[TakenFamily], asked: &BTreeSet<OptionalField>) -> Vec<String> {
    let mut held: BTreeMap<Detail, u32> = BTreeMap::new();
    for family in families {
        let guardians = family.guardians().map(|guardian| &guardian.draft.details);
        for details in guardians.chain(family.children.iter().map(|child| &child.draft.details)) {
            for detail in drop_unasked(&mut details.clone(), asked) {
                *held.entry(detail).or_default() += 1;
            }
        }
    }
    let sentence = |(detail, count): (Detail, u32)| {
        let persons =
            if count == 1 { "1\u{a0}personne".to_owned() } else { format!("{count}\u{a0}personnes") };
        format!(
            "«\u{a0}{}\u{a0}» ({persons})\u{a0}: la commune ne le demande pas, il n’est pas repris. Un responsable de service peut activer ce champ dans les réglages.",
            detail.label()
        )
    };
    held.into_iter().map(sentence).collect()
}

/// Reads a family taken over: every problem at once, or rows ready to be written.
pub(crate) fn accept_taken(
    taken: &TakenFamily,
    batch: Option<BatchId>,
    typing: &mut Typing<'_>,
) -> Result<Accepted, Vec<FieldIssue>> {
    let mut issues = Issues::new();
    let accepted = issues.join(accept(&request_of(taken, typing.fields), typing));
    let mut contacts = Vec::new();
    for (rank, contact) in taken.contacts.iter().enumerate() {
        let id = ContactId::from_uuid((typing.new_id)());
        // The family's identifier is only known when it was accepted; without it the contacts are checked all the same.
        let family =
            accepted.as_ref().map_or(FamilyId::from_bytes([0; 16]), |accepted| accepted.members.family.id);
        let contact =
            issues.take_all(&format!("contacts.{rank}"), Contact::try_new(id, family, &contact.draft));
        contacts.extend(contact.as_ref().map(contact_row));
    }
    let mut accepted = issues.finish(accepted)?;
    accepted.members.contacts = contacts;
    accepted.batch = batch;
    for (home, household) in taken.homes.iter().zip(&accepted.members.households) {
        let quotient = home.quotient.clone();
        let quotient = quotient.map(|draft| (household.id, QuotientId::from_uuid((typing.new_id)()), draft));
        accepted.quotients.extend(quotient);
    }
    Ok(accepted)
}

/// What would have been typed, without the answers that this town does not ask.
fn request_of(taken: &TakenFamily, asked: &BTreeSet<OptionalField>) -> FamilyRegisterRequest {
    let guardian = |draft: &GuardianDraft| {
        let mut draft = draft.clone();
        drop_unasked(&mut draft.details, asked);
        draft
    };
    let child = |draft: &ChildDraft| {
        let mut draft = draft.clone();
        drop_unasked(&mut draft.details, asked);
        draft
    };
    let households = taken.homes.iter().map(|home| HouseholdEntry {
        address: home.address.draft.clone(),
        is_resident: None,
        regime: String::new(),
        guardians: home.guardians.iter().map(|taken| guardian(&taken.draft)).collect(),
        debtor: home.debtor,
        allocataire: home.allocataire.as_ref().map(|number| AllocataireEntry {
            organisme: number.organisme().to_owned(),
            matricule: number.matricule().chars().chain(number.letter()).collect(),
        }),
    });
    let children = taken.children.iter().map(|taken| ChildEntry {
        identity: child(&taken.draft),
        diet_code: String::new(),
        custodies: Vec::new(),
    });
    FamilyRegisterRequest {
        households: households.collect(),
        children: children.collect(),
        // Who looks the same was looked for in the whole file and the whole town at once.
        seen_duplicates: true,
    }
}
