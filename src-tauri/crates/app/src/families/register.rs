//! A family, or a child, enters the files.

use std::collections::BTreeSet;

use domain::calendar::SchoolYear;
use domain::health::HealthRecord;
use domain::issue::{FieldIssue, IssueCode, Issues};
use domain::people::{
    ChangeKind, Child, Custody, CustodyDraft, CustodyPattern, FieldSubject, Guardian, Household,
    HouseholdDraft, HouseholdLetter, OptionalField, family_label,
};
use domain::tariffs::QuotientDraft;
use domain::values::ids::{
    BatchId, ChildId, ClassId, CustodyId, FamilyId, GuardianId, HouseholdId, QuotientId,
};
use domain::values::text::fold;
use domain::values::{AddressDraft, Allocataire, BirthDate, BirthPlace, PostalAddress};
use jiff::civil::Date;
use security::access::EditFamilies;
use security::{Grant, Right};
use store::Writer;
use store::activities::SchoolingRow;
use store::people::{ChildRow, DetailRow, FamilyMembers, FamilyRow, GuardianRow, HouseholdRow, PhoneRow};
use store::quotients::BracketRow;
use uuid::Uuid;

use super::check::{child_duplicates, duplicates_of, refuse_duplicates};
use super::custody::{agree, row_of};
use super::details::{accept_details, asked_regime};
use super::edits::Edits;
use super::wording::accepted_diet;
use super::{ChildRegisterRequest, FamilyRegisterRequest, FamilyWritten, HouseholdEntry};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::quotients::{self, AllocataireIndex};
use crate::settings::{self, Town};

/// A family as typed, every field accepted, ready to be written.
pub(crate) struct Accepted {
    pub(crate) members: FamilyMembers,
    schoolings: Vec<SchoolingRow>,
    allocataires: Vec<(HouseholdId, Allocataire)>,
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

/// Registers a family: households, guardians, children, custody. Whoever looks the same is shown first.
pub fn register(
    call: &Call<'_, EditFamilies>,
    request: FamilyRegisterRequest,
) -> Result<FamilyWritten, Error> {
    let (town, fields) = call.read(|r| Ok((settings::town(r)?, settings::asked(r)?)))?;
    let mut typing = Typing {
        town: &town,
        fields: &fields,
        today: call.today(),
        completeness: Completeness::Whole,
        new_id: &mut || call.new_id(),
    };
    let accepted = accept(&request, &mut typing).map_err(Error::fields)?;
    let family = accepted.members.family.id;
    let numbered = !accepted.allocataires.is_empty();
    let subject = Subject::of("family", family).detail(format!("Famille {}", accepted.members.family.name));
    call.perform(subject, [Change::People, Change::Family(family.into())], |w| {
        // Where nobody writes in between: sent twice, the second is shown the first.
        refuse_duplicates(duplicates_of(w, &request)?, request.seen_duplicates)?;
        accepted.write(call.grant(), w)?;
        Ok(())
    })?;
    if numbered {
        call.unlocked().forget::<AllocataireIndex>();
    }
    Ok(FamilyWritten { family, subject: family.into() })
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

/// Registers a child into a family that exists.
pub fn register_child(
    call: &Call<'_, EditFamilies>,
    request: ChildRegisterRequest,
) -> Result<FamilyWritten, Error> {
    let today = call.today();
    let family = request.family;
    let id = ChildId::from_uuid(call.new_id());
    let (members, fields, school, duplicates) = call.read(|r| {
        let members = r.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        let duplicates = child_duplicates(r, "identity", &request.identity)?;
        Ok((members, settings::asked(r)?, settings::town(r)?.school(), duplicates))
    })?;
    let mut issues = Issues::new();
    let details = accept_details(id, FieldSubject::Child, &request.identity.details, &fields);
    let details = issues.take_all("identity", details).unwrap_or_default();
    let child = issues.take_all("identity", Child::try_new(id, &request.identity, today));
    let diet_code = issues.take("diet_code", accepted_diet(&request.diet_code));
    let mut drafts = request.custodies.clone();
    if let Some(first) = members.households.first().filter(|_| drafts.is_empty()) {
        let from = custody_start(request.identity.birth_date, today);
        drafts.push(CustodyDraft { household: first.id, pattern: CustodyPattern::Always, from, to: None });
    }
    let mut custodies = Vec::new();
    for (rank, draft) in drafts.into_iter().enumerate() {
        let custody = Custody::try_new(CustodyId::from_uuid(call.new_id()), id, draft);
        custodies.extend(issues.take_all(&format!("custodies.{rank}"), custody));
        if !members.households.iter().any(|household| household.id == draft.household) {
            issues.refuse(
                &format!("custodies.{rank}.household"),
                IssueCode::Unknown,
                "Ce foyer n'est pas de cette famille.",
            );
        }
    }
    issues.take("custodies", agree(&custodies, today, school));
    let (child, diet_code) = issues.finish(child.zip(diet_code)).map_err(Error::fields)?;
    refuse_duplicates(duplicates, request.seen_duplicates)?;

    let row = child_row(&child, diet_code);
    let mut edits = Edits::default();
    edits.note(
        ChangeKind::File,
        id,
        "Enfant ajouté",
        "",
        &format!("{} {}", row.first_names, row.family_name),
    );
    let subject = Subject::of("child", id).detail(format!("Famille {}", members.family.name));
    call.perform(subject, [Change::People, Change::Family(family.into())], |w| {
        write_new_child(call.grant(), w, &row)?;
        for detail in details.iter().filter(|detail| !detail.value.is_empty()) {
            w.save_detail(detail)?;
        }
        for custody in &custodies {
            w.save_custody(&row_of(custody))?;
        }
        if let Some(class) = child.class() {
            w.save_schooling(&SchoolingRow { child: id, class, from: school_start(today), to: None })?;
        }
        edits.write(w, &[family], || call.new_id())?;
        Ok(w.index_family(family)?)
    })?;
    Ok(FamilyWritten { family, subject: id.into() })
}

/// A child is born to the files with its sealed records, empty and padded: their presence then says nothing of anyone.
fn write_new_child<R: Right>(grant: &Grant<'_, R>, w: &Writer<'_>, row: &ChildRow) -> Result<(), Error> {
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

    let mut members = FamilyMembers {
        family: FamilyRow { id: family, number: 0, name: String::new(), followed_since: today },
        households: Vec::new(),
        guardians: Vec::new(),
        phones: Vec::new(),
        children: Vec::new(),
        custodies: Vec::new(),
        contacts: Vec::new(),
        authorities: Vec::new(),
        kinships: Vec::new(),
        details: Vec::new(),
        addresses: Vec::new(),
        sizes: Vec::new(),
        stays: Vec::new(),
        debtors: Vec::new(),
    };
    let mut schoolings = Vec::new();
    for (rank, entry) in request.children.iter().enumerate() {
        issues.within(&format!("children.{rank}"), |issues| {
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

/// `Le Goff · d’Estienne`, from the guardians in their order.
pub(super) fn family_name(guardians: &[GuardianRow]) -> String {
    family_label(guardians.iter().map(|guardian| {
        if guardian.usage_name.is_empty() {
            guardian.birth_name.as_str()
        } else {
            guardian.usage_name.as_str()
        }
    }))
}

/// The letter of the household of that rank.
pub(super) fn letter_of(rank: usize) -> HouseholdLetter {
    let letter = u8::try_from(rank).ok().and_then(|rank| b'A'.checked_add(rank)).map_or('Z', char::from);
    HouseholdLetter::try_new(letter).unwrap_or(HouseholdLetter::FIRST)
}

/// Whether an address is in the town: same postcode, same city whatever its spelling.
pub(super) fn lives_in(address: &AddressDraft, town: &Town) -> bool {
    address.postcode.trim() == town.postal_code.trim() && fold(&address.city) == fold(&town.city)
}

pub(super) fn guardian_row(guardian: &Guardian, household: HouseholdId, rank: u8) -> GuardianRow {
    GuardianRow {
        id: guardian.id(),
        household,
        rank,
        civility: guardian.civility().map(|civility| civility.code().to_owned()).unwrap_or_default(),
        birth_name: guardian.birth_name().to_string(),
        usage_name: guardian.usage_name().map(ToString::to_string).unwrap_or_default(),
        first_names: guardian.first_name().map(ToString::to_string).unwrap_or_default(),
        birth_date: guardian.birth_date(),
        birth_place: guardian.birth_place().map(|place| place.label().to_owned()).unwrap_or_default(),
        birth_code: guardian.birth_place().and_then(BirthPlace::code).unwrap_or_default().to_owned(),
        kinship: guardian.kinship(),
        email: guardian.email().map(ToString::to_string).unwrap_or_default(),
        sending: guardian.sending(),
    }
}

pub(super) fn phone_rows(guardian: &Guardian) -> impl Iterator<Item = PhoneRow> {
    guardian.phones().iter().zip(1..).map(|((phone, kind), call_rank)| PhoneRow {
        guardian: guardian.id(),
        call_rank,
        number: phone.to_string(),
        kind: Some(*kind),
    })
}

pub(super) fn child_row(child: &Child, diet_code: String) -> ChildRow {
    let doctor = child.doctor();
    ChildRow {
        id: child.id(),
        family_name: child.name().to_string(),
        first_names: child.first_name().map(ToString::to_string).unwrap_or_default(),
        sex: child.sex(),
        birth_date: child.birth_date(),
        birth_place: child.birth_place().map(|place| place.label().to_owned()).unwrap_or_default(),
        birth_code: child.birth_place().and_then(BirthPlace::code).unwrap_or_default().to_owned(),
        diet_code,
        doctor_name: doctor.map(|doctor| doctor.name.clone()).unwrap_or_default(),
        doctor_phone: doctor.and_then(|d| d.phone.as_ref()).map(ToString::to_string).unwrap_or_default(),
        health_light: "unknown".to_owned(),
        health_due_on: None,
    }
}

/// Custody starts with the school year, so that what was booked before the file was typed has someone to pay for it.
fn custody_start(birth: Option<BirthDate>, today: Date) -> Date {
    let start = school_start(today);
    birth.map_or(start, |birth| birth.reckoned().min(today).max(start))
}

pub(super) fn school_start(today: Date) -> Date {
    SchoolYear::of(today).first_day()
}
