//! A family as typed, or taken over: every field accepted, then written whole.

use std::collections::BTreeSet;

use domain::health::HealthRecord;
use domain::issue::{FieldIssue, IssueCode, Issues};
use domain::people::{
    Child, Custody, CustodyDraft, CustodyPattern, FieldSubject, Guardian, Household, HouseholdDraft,
    HouseholdLetter, OptionalField,
};
use domain::tariffs::QuotientDraft;
use domain::values::ids::{
    BatchId, ChildId, ClassId, CustodyId, FamilyId, GuardianId, HouseholdId, QuotientId,
};
use domain::values::text::fold_compact;
use domain::values::{AddressDraft, Allocataire, PostalAddress};
use jiff::civil::Date;
use security::{Grant, Right};
use store::Writer;
use store::activities::SchoolingRow;
use store::people::{ChildRow, DetailRow, FamilyMembers, FamilyRow, GuardianRow, HouseholdRow, PhoneRow};
use store::quotients::BracketRow;
use uuid::Uuid;

use super::custody::{agree, row_of};
use super::details::{accept_details, asked_regime};
use super::rows::{
    child_row, custody_start, family_name, guardian_row, letter_of, lives_in, phone_rows, school_start,
};
use super::wording::accepted_diet;
use super::{ChildEntry, FamilyRegisterRequest, HouseholdEntry};
use crate::Error;
use crate::quotients;
use crate::settings::Town;

/// A family as typed, every field accepted, ready to be written.
pub(crate) struct Accepted {
    pub(crate) members: FamilyMembers,
    schoolings: Vec<SchoolingRow>,
    pub(super) allocataires: Vec<(HouseholdId, Allocataire)>,
    /// Quotients that come with the family, and their batch: those of a file taken over.
    pub(super) quotients: Vec<(HouseholdId, QuotientId, QuotientDraft)>,
    pub(super) batch: Option<BatchId>,
}

/// How much of a family must be known to record it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Completeness {
    /// At the desk: everything a form requires.
    Whole,
    /// Taken over: an address or a debtor may be wanting, and the file says so; nothing is supplied in their place.
    AsKnown,
}

/// A household as typed, accepted.
pub(super) struct AcceptedHousehold {
    pub(super) household: HouseholdRow,
    pub(super) guardians: Vec<GuardianRow>,
    pub(super) phones: Vec<PhoneRow>,
    pub(super) details: Vec<DetailRow>,
    pub(super) allocataire: Option<Allocataire>,
}

impl Accepted {
    /// Writes the family under the next number, and everyone with it. Answers them as they were written.
    pub(crate) fn write<R: Right>(
        self,
        grant: &Grant<'_, R>,
        w: &Writer<'_>,
    ) -> Result<FamilyMembers, Error> {
        let Self { mut members, schoolings, allocataires, quotients, batch } = self;
        members.family.number = w.take_family_number()?;
        w.save_family(&members.family)?;
        for household in &members.households {
            w.save_household(household)?;
        }
        for guardian in &members.guardians {
            w.save_guardian(guardian)?;
        }
        for phone in &members.phones {
            w.save_phone(phone)?;
        }
        for child in &members.children {
            write_new_child(grant, w, child)?;
        }
        for detail in &members.details {
            w.save_detail(detail)?;
        }
        for custody in &members.custodies {
            w.save_custody(custody)?;
        }
        for contact in &members.contacts {
            w.save_contact(contact)?;
        }
        for schooling in &schoolings {
            w.save_schooling(schooling)?;
        }
        for household in &members.households {
            let number = allocataires.iter().find(|(of, _)| *of == household.id).map(|(_, number)| number);
            let own: Vec<(QuotientId, QuotientDraft)> = quotients
                .iter()
                .filter(|(of, ..)| *of == household.id)
                .map(|(_, id, draft)| (*id, draft.clone()))
                .collect();
            if number.is_some() || !own.is_empty() {
                quotients::deposit_resources(grant, w, household.id, number, &own, batch)?;
            }
        }
        w.index_members(&members)?;
        Ok(members)
    }

    /// Its quotients, each with its household.
    pub(crate) fn quotients(&self) -> &[(HouseholdId, QuotientId, QuotientDraft)] {
        &self.quotients
    }
}

/// What a family still wants before it can be billed and reached, in the words of its file.
pub(crate) fn wanting(members: &FamilyMembers) -> Vec<&'static str> {
    let whole = |address: &AddressDraft| {
        (!address.street.is_empty() || !address.locality.is_empty())
            && !address.postcode.is_empty()
            && !address.city.is_empty()
    };
    let mut wanting = Vec::new();
    if members.households.iter().any(|household| household.debtor.is_none()) {
        wanting.push("un débiteur");
    }
    if !members.households.iter().all(|household| whole(&household.address)) {
        wanting.push("une adresse complète");
    }
    if members.phones.is_empty() {
        wanting.push("un téléphone");
    }
    if members.children.is_empty() {
        wanting.push("un enfant");
    }
    wanting
}

/// A child is born to the files with its sealed records, empty and padded: their presence then says nothing of anyone.
pub(super) fn write_new_child<R: Right>(
    grant: &Grant<'_, R>,
    w: &Writer<'_>,
    row: &ChildRow,
) -> Result<(), Error> {
    w.save_child(row)?;
    crate::health::deposit(grant, w, row.id, &HealthRecord::default())
}

/// What reading a form needs beside the form.
pub(crate) struct Typing<'t> {
    pub(crate) town: &'t Town,
    /// The optional fields the town asks.
    pub(crate) fields: &'t BTreeSet<OptionalField>,
    pub(crate) today: Date,
    pub(crate) completeness: Completeness,
    pub(crate) new_id: &'t mut dyn FnMut() -> Uuid,
}

/// Where a new household takes its place.
pub(super) struct NewHousehold<'t> {
    pub(super) id: HouseholdId,
    pub(super) family: FamilyId,
    pub(super) letter: HouseholdLetter,
    /// Guardians known already who move in.
    pub(super) moving: &'t [GuardianId],
}

/// Reads a whole family as typed: every problem at once, or rows ready to be written.
pub(crate) fn accept(
    request: &FamilyRegisterRequest,
    typing: &mut Typing<'_>,
) -> Result<Accepted, Vec<FieldIssue>> {
    let mut issues = Issues::new();
    let today = typing.today;
    let family = FamilyId::from_uuid((typing.new_id)());
    if request.households.is_empty() {
        issues.refuse("households", IssueCode::Missing, "Une famille a au moins un foyer.");
    }
    let mut households = Vec::new();
    for (rank, entry) in request.households.iter().enumerate() {
        let id = HouseholdId::from_uuid((typing.new_id)());
        let place = NewHousehold { id, family, letter: letter_of(rank), moving: &[] };
        let household = accept_household(entry, &place, typing);
        households.push((id, issues.take_all(&format!("households.{rank}"), household)));
    }

    let mut members = FamilyMembers::nobody(FamilyRow {
        id: family,
        number: 0,
        name: String::new(),
        followed_since: today,
    });
    let mut schoolings = Vec::new();
    for (rank, entry) in request.children.iter().enumerate() {
        issues.within(&format!("children.{rank}"), |issues| {
            let same = |other: &ChildEntry| {
                let (one, other) = (&entry.identity, &other.identity);
                one.birth_date == other.birth_date
                    && fold_compact(&one.name) == fold_compact(&other.name)
                    && fold_compact(&one.first_name) == fold_compact(&other.first_name)
            };
            // Twins have a first name each.
            if !entry.identity.first_name.trim().is_empty() && request.children[..rank].iter().any(same) {
                issues.refuse(
                    "identity.first_name",
                    IssueCode::Duplicate,
                    "Cet enfant est déjà saisi plus haut : retirez l'une des deux fiches, ou corrigez le prénom.",
                );
            }
            let id = ChildId::from_uuid((typing.new_id)());
            let child = issues.take_all("identity", Child::try_new(id, &entry.identity, today));
            let typed = &entry.identity.details;
            let details = accept_details(id, FieldSubject::Child, typed, typing.fields);
            let details = issues.take_all("identity", details).unwrap_or_default();
            members.details.extend(details.into_iter().filter(|answer| !answer.value.is_empty()));
            let diet_code = issues.take("diet_code", accepted_diet(&entry.diet_code));
            let start = custody_start(entry.identity.birth_date, today);
            let mut drafts = Vec::new();
            for (rank, custody) in entry.custodies.iter().enumerate() {
                match households.get(usize::from(custody.household)) {
                    Some((household, _)) => drafts.push(CustodyDraft {
                        household: *household,
                        pattern: custody.pattern,
                        from: custody.from.unwrap_or(start),
                        to: custody.to,
                    }),
                    None => issues.refuse(
                        &format!("custodies.{rank}.household"),
                        IssueCode::Unknown,
                        "Choisissez l'un des foyers saisis.",
                    ),
                }
            }
            if let Some((first, _)) = households.first().filter(|_| entry.custodies.is_empty()) {
                drafts.push(CustodyDraft {
                    household: *first,
                    pattern: CustodyPattern::Always,
                    from: start,
                    to: None,
                });
            }
            let mut custodies = Vec::new();
            for (rank, draft) in drafts.into_iter().enumerate() {
                let custody = Custody::try_new(CustodyId::from_uuid((typing.new_id)()), id, draft);
                custodies.extend(issues.take_all(&format!("custodies.{rank}"), custody));
            }
            issues.take("custodies", agree(&custodies, today, typing.town.school()));
            members.custodies.extend(custodies.iter().map(row_of));
            if let Some((child, diet_code)) = child.zip(diet_code) {
                let schooling =
                    |class: ClassId| SchoolingRow { child: id, class, from: school_start(today), to: None };
                schoolings.extend(child.class().map(schooling));
                members.children.push(child_row(&child, diet_code));
            }
        });
    }

    let mut allocataires = Vec::new();
    for (id, household) in households {
        let Some(accepted) = household else { continue };
        allocataires.extend(accepted.allocataire.map(|allocataire| (id, allocataire)));
        members.households.push(accepted.household);
        members.guardians.extend(accepted.guardians);
        members.phones.extend(accepted.phones);
        members.details.extend(accepted.details);
    }
    members.family.name = family_name(&members.guardians);
    issues.finish(Some(Accepted { members, schoolings, allocataires, quotients: Vec::new(), batch: None }))
}

/// Reads a household as typed, with its new guardians after those who move in.
pub(super) fn accept_household(
    entry: &HouseholdEntry,
    place: &NewHousehold<'_>,
    typing: &mut Typing<'_>,
) -> Result<AcceptedHousehold, Vec<FieldIssue>> {
    let mut issues = Issues::new();
    let mut ids = place.moving.to_vec();
    let mut guardians = Vec::new();
    let mut phones = Vec::new();
    let mut details = Vec::new();
    for (rank, draft) in entry.guardians.iter().enumerate() {
        let id = GuardianId::from_uuid((typing.new_id)());
        ids.push(id);
        let guardian = Guardian::try_new(id, draft, typing.today);
        let answers = accept_details(id, FieldSubject::Guardian, &draft.details, typing.fields);
        details.extend(issues.take_all(&format!("guardians.{rank}"), answers).unwrap_or_default());
        if let Some(guardian) = issues.take_all(&format!("guardians.{rank}"), guardian) {
            let rank = u8::try_from(ids.len()).unwrap_or(u8::MAX);
            guardians.push(guardian_row(&guardian, place.id, rank));
            phones.extend(phone_rows(&guardian));
        }
    }
    let debtor = match entry.debtor {
        Some(rank) => ids.get(usize::from(rank)).copied(),
        // Alone, they owe: nobody is asked the obvious.
        None => Some(ids.as_slice()).filter(|ids| ids.len() == 1).map(|ids| ids[0]),
    };
    let resident = entry.is_resident.unwrap_or_else(|| lives_in(&entry.address, typing.town));
    let household = match typing.completeness {
        Completeness::Whole => {
            let draft = HouseholdDraft {
                letter: place.letter,
                address: entry.address.clone(),
                guardians: ids,
                debtor,
                resident,
            };
            let household = issues.join(Household::try_new(place.id, place.family, draft));
            household.map(|household| (household.address().to_draft(), Some(household.debtor())))
        }
        Completeness::AsKnown => {
            if ids.is_empty() {
                issues.refuse("guardians", IssueCode::Missing, "Un foyer a au moins un responsable.");
            }
            let address = issues.take_all("address", PostalAddress::known(&entry.address));
            address.map(|address| (address, debtor))
        }
    };
    let regime = issues.take("regime", asked_regime(&entry.regime, typing.fields));
    let allocataire =
        issues.take_optional("allocataire.matricule", entry.allocataire.as_ref().map(quotients::read_entry));
    let built = household.zip(regime).map(|((address, debtor), regime)| AcceptedHousehold {
        household: HouseholdRow {
            id: place.id,
            family: place.family,
            letter: place.letter,
            address,
            address_since: None,
            is_resident: resident,
            debtor,
            regime,
            bracket: BracketRow::default(),
        },
        guardians,
        phones,
        details: details.into_iter().filter(|answer| !answer.value.is_empty()).collect(),
        allocataire,
    });
    issues.finish(built)
}
