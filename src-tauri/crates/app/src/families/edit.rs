//! A family's file, edited: each edit writes what it changed beside it.

use domain::issue::{IssueCode, Issues};
use domain::people::{Child, Guardian, ParentalAuthority};
use domain::values::PostalAddress;
use domain::values::ids::{FamilyId, GuardianId, HouseholdId};
use security::access::{EditFamilies, EditParentalAuthority};
use store::activities::SchoolingRow;
use store::people::{FamilyMembers, FamilyRow, GuardianRow, HouseholdRow, PhoneRow, shown_name};
use store::{Reader, Writer};

use super::check::{guardian_duplicates, refuse_duplicates};
use super::edits::Edits;
use super::register::{
    AcceptedHousehold, NewHousehold, Typing, accept_household, child_row, family_name, guardian_row,
    letter_of, lives_in, phone_rows,
};
use super::wording::{accepted_diet, accepted_regime, address, of, phone};
use super::{
    ChildEditRequest, DebtorSetRequest, FamilyWritten, GuardianAuthorityRequest, GuardianSaveRequest,
    HouseholdAddRequest, HouseholdEditRequest,
};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::quotients::{self, AllocataireIndex};
use crate::settings;

/// Where a household lives, and how it is billed.
pub fn edit_household(
    call: &Call<'_, EditFamilies>,
    request: HouseholdEditRequest,
) -> Result<FamilyWritten, Error> {
    let id = request.household;
    let (known, town) = call
        .read(|r| Ok((r.household(id)?.ok_or_else(|| Error::not_found("ce foyer"))?, settings::town(r)?)))?;
    let mut issues = Issues::new();
    let typed = issues.take_all("address", PostalAddress::try_new(&request.address));
    let regime = issues.take("regime", accepted_regime(&request.regime));
    let (typed, regime) = issues.finish(typed.zip(regime)).map_err(Error::fields)?;
    let typed = typed.to_draft();
    let is_resident = request.is_resident.unwrap_or_else(|| lives_in(&typed, &town));
    let row = HouseholdRow { address: typed, is_resident, regime, ..known.clone() };

    let letter = row.letter.letter();
    let mut edits = Edits::default();
    edits.note(id, format!("Adresse du foyer {letter}"), &address(&known.address), &address(&row.address));
    let price = |resident: bool| if resident { "habitants" } else { "hors commune" };
    edits.note(id, format!("Tarif du foyer {letter}"), price(known.is_resident), price(row.is_resident));
    // Not every reader of the file sees the regime: it is told to have changed, without its value.
    let regime = if known.regime == row.regime { "" } else { "modifié" };
    edits.note(id, format!("Régime du foyer {letter}"), "", regime);
    let subject = Subject::of("household", id).detail(edits.summary());
    call.perform(subject, changes(row.family), |w| {
        w.save_household(&row)?;
        edits.write(w, &[row.family], || call.new_id())
    })?;
    Ok(FamilyWritten { family: row.family, subject: id.into() })
}

/// A household more: parents separate, a grandparent takes over. Guardians may move in from the family's other households.
pub fn add_household(
    call: &Call<'_, EditFamilies>,
    request: HouseholdAddRequest,
) -> Result<FamilyWritten, Error> {
    let family = request.family;
    let id = HouseholdId::from_uuid(call.new_id());
    let (members, town) = call.read(|r| Ok((members(r, family)?, settings::town(r)?)))?;
    let mut typing = Typing { town: &town, today: call.today(), new_id: &mut || call.new_id() };
    let letter = letter_of(members.households.len());
    let place = NewHousehold { id, family, letter, moving: &request.moving };
    let mut issues = Issues::new();
    let accepted = issues.take_all("household", accept_household(&request.household, &place, &mut typing));
    let mut moving: Vec<GuardianRow> = Vec::new();
    for (rank, guardian) in request.moving.iter().enumerate() {
        let Some(known) = members.guardians.iter().find(|known| known.id == *guardian) else {
            issues.refuse(
                &format!("moving.{rank}"),
                IssueCode::Unknown,
                "Cette personne n'est pas de cette famille.",
            );
            continue;
        };
        if members.households.iter().any(|household| household.debtor == Some(*guardian)) {
            issues.refuse(
                &format!("moving.{rank}"),
                IssueCode::Inconsistent,
                "Cette personne doit les factures de son foyer : désignez d'abord un autre débiteur.",
            );
        }
        moving.push(GuardianRow {
            household: id,
            rank: u8::try_from(rank + 1).unwrap_or(u8::MAX),
            ..known.clone()
        });
    }
    let accepted = issues.finish(accepted).map_err(Error::fields)?;
    let AcceptedHousehold { household, guardians, phones, allocataire } = accepted;

    let names = moving.iter().chain(&guardians).map(named).collect::<Vec<_>>().join(", ");
    let mut edits = Edits::default();
    edits.note(
        id,
        format!("Foyer {} ajouté", letter.letter()),
        "",
        &format!("{names}, {}", address(&household.address)),
    );
    let subject = Subject::of("household", id).detail(edits.summary());
    call.perform(subject, changes(family), |w| {
        w.save_household(&household)?;
        for guardian in moving.iter().chain(&guardians) {
            w.save_guardian(guardian)?;
        }
        for phone in &phones {
            w.save_phone(phone)?;
        }
        if let Some(allocataire) = &allocataire {
            quotients::deposit(call.grant(), w, id, allocataire)?;
        }
        edits.write(w, &[family], || call.new_id())?;
        rename_and_index(w, family)
    })?;
    if allocataire.is_some() {
        call.unlocked().forget::<AllocataireIndex>();
    }
    Ok(FamilyWritten { family, subject: id.into() })
}

/// A guardian, new or known.
pub fn save_guardian(
    call: &Call<'_, EditFamilies>,
    request: GuardianSaveRequest,
) -> Result<FamilyWritten, Error> {
    let id = request.guardian.unwrap_or_else(|| GuardianId::from_uuid(call.new_id()));
    let guardian = Guardian::try_new(id, &request.draft, call.today()).map_err(Error::fields)?;
    let (family, known, phones, rank) = call.read(|r| {
        let household = r.household(request.household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        let members = members(r, household.family)?;
        let known = members.guardians.iter().find(|known| known.id == id).cloned();
        if request.guardian.is_some() && known.is_none() {
            return Err(Error::not_found("cette personne"));
        }
        if known.is_none() {
            let duplicates = guardian_duplicates(r, "draft", &request.draft, Some(household.family))?;
            refuse_duplicates(duplicates, request.seen_duplicates)?;
        }
        let others = members.guardians_of(request.household).filter(|other| other.id != id).count();
        Ok((household.family, known, r.phones_of_guardian(id)?, u8::try_from(others + 1).unwrap_or(u8::MAX)))
    })?;
    // Someone known stays where they live: moving is `household_add`, which looks after the debtor.
    let (household, rank) =
        known.as_ref().map_or((request.household, rank), |known| (known.household, known.rank));
    let row = guardian_row(&guardian, household, rank);
    let before = known.as_ref().map_or(ParentalAuthority::Joint, |known| known.authority);
    let withdrawn = [before, row.authority].contains(&ParentalAuthority::Without) && before != row.authority;
    if withdrawn && call.also::<EditParentalAuthority>().is_none() {
        let mut issues = Issues::new();
        issues.refuse(
            "draft.authority",
            IssueCode::Forbidden,
            "Seul le responsable de service écrit ou lève une perte d'autorité parentale.",
        );
        return Err(Error::fields(issues.into_vec()));
    }
    let new_phones: Vec<PhoneRow> = phone_rows(&guardian).collect();
    let edits = guardian_edits(known.as_ref(), &row, &phones, &new_phones);
    let subject = Subject::of("guardian", id).detail(edits.summary());
    call.perform(subject, changes(family), |w| {
        w.save_guardian(&row)?;
        for phone in &new_phones {
            w.save_phone(phone)?;
        }
        w.remove_phones_from(id, u8::try_from(new_phones.len() + 1).unwrap_or(u8::MAX))?;
        edits.write(w, &[family], || call.new_id())?;
        rename_and_index(w, family)
    })?;
    Ok(FamilyWritten { family, subject: id.into() })
}

/// Parental authority (V02): written by the head of service, a fact without its reason.
pub fn set_authority(
    call: &Call<'_, EditParentalAuthority>,
    request: GuardianAuthorityRequest,
) -> Result<FamilyWritten, Error> {
    let id = request.guardian;
    let (known, family) = call.read(|r| {
        let known = r.guardian(id)?.ok_or_else(|| Error::not_found("cette personne"))?;
        let family =
            r.family_of_household(known.household)?.ok_or_else(|| Error::not_found("cette famille"))?;
        Ok((known, family))
    })?;
    let row = GuardianRow { authority: request.authority, ..known.clone() };
    let mut edits = Edits::default();
    let label = format!("Autorité parentale {}", of(&named(&row)));
    edits.note(id, label, known.authority.label(), row.authority.label());
    call.perform(Subject::of("guardian", id).detail(edits.summary()), changes(family), |w| {
        w.save_guardian(&row)?;
        edits.write(w, &[family], || call.new_id())
    })?;
    Ok(FamilyWritten { family, subject: id.into() })
}

/// A child's identity, class, diet and doctor.
pub fn edit_child(call: &Call<'_, EditFamilies>, request: ChildEditRequest) -> Result<FamilyWritten, Error> {
    let id = request.child;
    let today = call.today();
    let mut issues = Issues::new();
    let child = issues.take_all("identity", Child::try_new(id, &request.identity, today));
    let diet_code = issues.take("diet_code", accepted_diet(&request.diet_code));
    let (child, diet_code) = issues.finish(child.zip(diet_code)).map_err(Error::fields)?;
    let (known, families, class, classes) = call.read(|r| {
        let known = r.child(id)?.ok_or_else(|| Error::not_found("cet enfant"))?;
        let schoolings = r.schoolings_of_child(id)?;
        let sits = schoolings.into_iter().find(|s| s.from <= today && s.to.is_none_or(|to| to >= today));
        Ok((known, r.families_of_child(id)?, sits.map(|s| s.class), r.classes()?))
    })?;
    let mut row = child_row(&child, diet_code);
    row.health_light.clone_from(&known.health_light);
    row.health_due_on = known.health_due_on;

    let name_of_class = |class| classes.iter().find(|c| Some(c.id) == class).map_or("", |c| c.name.as_str());
    let whose = of(&row.first_names);
    let mut edits = Edits::default();
    let names = |row: &store::people::ChildRow| format!("{} {}", row.first_names, row.family_name);
    edits.note(id, "Nom de l’enfant", &names(&known), &names(&row));
    let birth = |row: &store::people::ChildRow| domain::calendar::format_day(row.birth_date);
    edits.note(id, format!("Naissance {whose}"), &birth(&known), &birth(&row));
    // E05 is the desk's alone, and the history is read by every reader of the file: changed, without its value.
    let birth_place = if known.birth_place == row.birth_place { "" } else { "modifié" };
    edits.note(id, format!("Lieu de naissance {whose}"), "", birth_place);
    let sex = |row: &store::people::ChildRow| row.sex.map_or("", |sex| sex.code());
    edits.note(id, format!("Sexe {whose}"), sex(&known), sex(&row));
    edits.note(id, format!("Classe {whose}"), name_of_class(class), name_of_class(child.class()));
    // The diet and the doctor stay out of the history: FAC and RES, who read it, do not see them.
    let subject = Subject::of("child", id).detail(edits.summary());
    let touched = families.iter().map(|family| Change::Family((*family).into()));
    call.perform(subject, touched.chain([Change::People]), |w| {
        w.save_child(&row)?;
        if class != child.class() {
            w.leave_classes(id, today)?;
            if let Some(class) = child.class() {
                w.save_schooling(&SchoolingRow { child: id, class, from: today, to: None })?;
            }
        }
        edits.write(w, &families, || call.new_id())?;
        Ok(w.index_child(id, &row.family_name, &row.first_names)?)
    })?;
    let family = families.first().copied().ok_or_else(|| Error::not_found("cette famille"))?;
    Ok(FamilyWritten { family, subject: id.into() })
}

/// Who owes a household's invoices.
pub fn set_debtor(call: &Call<'_, EditFamilies>, request: DebtorSetRequest) -> Result<FamilyWritten, Error> {
    let DebtorSetRequest { household, guardian } = request;
    let (known, members) = call.read(|r| {
        let known = r.household(household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        let members = members(r, known.family)?;
        Ok((known, members))
    })?;
    let Some(debtor) = members.guardians_of(household).find(|g| g.id == guardian) else {
        return Err(Error::refused("Le débiteur doit être un responsable de ce foyer."));
    };
    let before = members.guardians.iter().find(|g| Some(g.id) == known.debtor).map(named).unwrap_or_default();
    let mut edits = Edits::default();
    edits.note(household, format!("Débiteur du foyer {}", known.letter.letter()), &before, &named(debtor));
    let subject = Subject::of("household", household).detail(edits.summary());
    call.perform(subject, changes(known.family), |w| {
        w.set_debtor(household, Some(guardian))?;
        edits.write(w, &[known.family], || call.new_id())
    })?;
    Ok(FamilyWritten { family: known.family, subject: household.into() })
}

fn changes(family: FamilyId) -> [Change; 2] {
    [Change::People, Change::Family(family.into())]
}

fn members(r: &Reader<'_>, family: FamilyId) -> Result<FamilyMembers, Error> {
    r.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))
}

fn named(guardian: &GuardianRow) -> String {
    shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name)
}

/// The family is called by its guardians' names: renamed when they change, and found again under the new ones.
fn rename_and_index(w: &Writer<'_>, family: FamilyId) -> Result<(), Error> {
    let mut members = members(w, family)?;
    let name = family_name(&members.guardians);
    if name != members.family.name {
        members.family = FamilyRow { name, ..members.family };
        w.save_family(&members.family)?;
    }
    Ok(w.index_members(&members)?)
}

fn guardian_edits(
    known: Option<&GuardianRow>,
    row: &GuardianRow,
    phones: &[PhoneRow],
    new_phones: &[PhoneRow],
) -> Edits {
    let mut edits = Edits::default();
    let who = named(row);
    let Some(known) = known else {
        edits.note(row.id, "Responsable ajouté", "", &who);
        return edits;
    };
    let who = of(&who);
    let dialled =
        |phones: &[PhoneRow]| phones.iter().map(|row| phone(&row.number)).collect::<Vec<_>>().join(", ");
    let birth = |row: &GuardianRow| row.birth_date.map(domain::calendar::format_day).unwrap_or_default();
    edits.note(row.id, format!("Civilité {who}"), &known.civility, &row.civility);
    edits.note(row.id, format!("Nom de naissance {who}"), &known.birth_name, &row.birth_name);
    edits.note(row.id, format!("Nom d’usage {who}"), &known.usage_name, &row.usage_name);
    edits.note(row.id, format!("Prénoms {who}"), &known.first_names, &row.first_names);
    edits.note(row.id, format!("Lien {who}"), known.kinship.label(), row.kinship.label());
    edits.note(row.id, format!("Téléphone {who}"), &dialled(phones), &dialled(new_phones));
    edits.note(row.id, format!("Autorité parentale {who}"), known.authority.label(), row.authority.label());
    // What not every reader of the file sees is told to have changed, without its value.
    let told = |same: bool| if same { "" } else { "modifié" };
    edits.note(row.id, format!("Courriel {who}"), "", told(known.email == row.email));
    let same_birth = birth(known) == birth(row) && known.birth_place == row.birth_place;
    edits.note(row.id, format!("Naissance {who}"), "", told(same_birth));
    edits
}
