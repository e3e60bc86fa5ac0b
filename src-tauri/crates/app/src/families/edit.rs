//! A family's file, edited: each edit writes what it changed beside it.

use domain::issue::{IssueCode, Issues};
use domain::people::{ChangeKind, Child, FieldSubject, Guardian, OptionalField};
use domain::values::ids::{AddressId, FamilyId, GuardianId, HouseholdId, StayId};
use domain::values::{BirthDate, PostalAddress};
use jiff::civil::Date;
use security::access::EditFamilies;
use store::activities::SchoolingRow;
use store::people::{
    FamilyMembers, FamilyRow, GuardianRow, HouseholdAddressKind, HouseholdAddressRow, HouseholdRow,
    HouseholdStayRow, PhoneRow,
};
use store::{Reader, Writer};

use super::accepting::{AcceptedHousehold, Completeness, NewHousehold, Typing, accept_household};
use super::check::{guardian_duplicates, refuse_duplicates};
use super::details::{accept_details, asked_regime, note_details};
use super::edits::{Edits, unchanged};
use super::merging::letters_after;
use super::rows::{child_row, family_name, guardian_row, letter_of, lives_in, phone_rows};
use super::stays::{moved, named};
use super::wording::{accepted_diet, address, kind_of, of, phone};
use super::{
    ChildEditRequest, FamilyWritten, GuardianSaveRequest, HouseholdAddRequest, HouseholdEditRequest,
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
    let (known, town, fields) = call.read(|r| {
        let known = r.household(id)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        Ok((known, settings::town(r)?, settings::asked(r)?))
    })?;
    let mut issues = Issues::new();
    let typed = issues.take_all("address", PostalAddress::try_new(&request.address));
    let regime = issues.take("regime", asked_regime(&request.regime, &fields));
    let moves = typed.as_ref().is_some_and(|typed| typed.to_draft() != known.address);
    check_move(&mut issues, request.moved_on, known.address_since.filter(|_| moves), call.today());
    let (typed, regime) = issues.finish(typed.zip(regime)).map_err(Error::fields)?;
    let typed = typed.to_draft();
    let is_resident = request.is_resident.unwrap_or_else(|| lives_in(&typed, &town));
    // A field that is off keeps what was collected while it was on.
    let regime = if fields.contains(&OptionalField::HealthFund) { regime } else { known.regime.clone() };
    let address_since = request.moved_on.or(known.address_since);
    let row = HouseholdRow { address: typed, address_since, is_resident, regime, ..known.clone() };
    let former = request.moved_on.filter(|_| moves).map(|day| HouseholdAddressRow {
        id: AddressId::from_uuid(call.new_id()),
        household: id,
        kind: HouseholdAddressKind::Former,
        address: known.address.clone(),
        valid_from: known.address_since,
        valid_to: day.yesterday().ok(),
    });

    let letter = row.letter.letter();
    let mut edits = Edits::default();
    edits.note(
        ChangeKind::File,
        id,
        format!("Adresse du foyer {letter}"),
        &address(&known.address),
        &address(&row.address),
    );
    let since = |row: &HouseholdRow| row.address_since.map(domain::calendar::format_day).unwrap_or_default();
    edits.note(
        ChangeKind::File,
        id,
        format!("Adresse du foyer {letter}, depuis le"),
        &since(&known),
        &since(&row),
    );
    let price = |resident: bool| if resident { "habitants" } else { "hors commune" };
    edits.note(
        ChangeKind::File,
        id,
        format!("Tarif du foyer {letter}"),
        price(known.is_resident),
        price(row.is_resident),
    );
    // Not every reader of the file sees the regime: it is told to have changed, without its value.
    let regime = if known.regime == row.regime { "" } else { "modifié" };
    edits.note(ChangeKind::File, id, format!("Régime du foyer {letter}"), "", regime);
    let subject = Subject::of("household", id).detail(edits.summary());
    call.perform(subject, changes(row.family), |w| {
        // The row holds the debtor and the bracket too, that others write.
        unchanged(&w.household(id)?.as_ref(), &Some(&known))?;
        w.save_household(&row)?;
        if let Some(former) = &former {
            w.save_household_address(former)?;
        }
        edits.write(w, &[row.family], || call.new_id())
    })?;
    Ok(FamilyWritten { family: row.family, subject: id.into() })
}

/// A move is a day that has come, after the one before (`since`); without a new address, the day corrects when they came.
fn check_move(issues: &mut Issues, moved_on: Option<Date>, since: Option<Date>, today: Date) {
    let Some(day) = moved_on else { return };
    if day > today {
        issues.refuse(
            "moved_on",
            IssueCode::ImpossibleDate,
            "Ce déménagement est dans le futur : enregistrez la nouvelle adresse le jour venu.",
        );
    } else if since.is_some_and(|since| day <= since) {
        issues.refuse(
            "moved_on",
            IssueCode::ImpossibleDate,
            "Ce déménagement est antérieur au précédent : relisez la date, ou corrigez l'adresse sans dire de date.",
        );
    }
}

/// A household more: parents separate, a grandparent takes over. Guardians may move in from the family's other households.
pub fn add_household(
    call: &Call<'_, EditFamilies>,
    request: HouseholdAddRequest,
) -> Result<FamilyWritten, Error> {
    let family = request.family;
    let id = HouseholdId::from_uuid(call.new_id());
    let (members, town, fields) =
        call.read(|r| Ok((members(r, family)?, settings::town(r)?, settings::asked(r)?)))?;
    let mut typing = Typing {
        town: &town,
        fields: &fields,
        today: call.today(),
        completeness: Completeness::Whole,
        new_id: &mut || call.new_id(),
    };
    // After the last one: two files merged, or a household merged into another, leave letters that are no longer used.
    let letter =
        letters_after(&members.households, 1).pop().unwrap_or_else(|| letter_of(members.households.len()));
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
    let AcceptedHousehold { household, guardians, phones, details, allocataire } = accepted;

    // Whoever moves in does so today: a move of another day is a separation, or says its day afterwards.
    let left = members.guardians.iter().filter(|known| request.moving.contains(&known.id));
    let stays: Vec<HouseholdStayRow> =
        left.flat_map(|known| moved(&members, known, id, call.today(), || call.new_id())).collect();
    let names = moving.iter().chain(&guardians).map(named).collect::<Vec<_>>().join(", ");
    let mut edits = Edits::default();
    edits.note(
        ChangeKind::Composition,
        id,
        format!("Foyer {} ajouté", letter.letter()),
        "",
        &format!("{names}, {}", address(&household.address)),
    );
    let subject = Subject::of("household", id).detail(edits.summary());
    call.perform(subject, changes(family), |w| {
        // Its letter comes after theirs, and whoever moves in lived with them.
        let now = self::members(w, family)?;
        unchanged(&(&now.households, &now.guardians), &(&members.households, &members.guardians))?;
        w.save_household(&household)?;
        for guardian in moving.iter().chain(&guardians) {
            w.save_guardian(guardian)?;
        }
        for stay in &stays {
            w.save_household_stay(stay)?;
        }
        for phone in &phones {
            w.save_phone(phone)?;
        }
        for detail in &details {
            w.save_detail(detail)?;
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
    let asked = call.read(settings::asked)?;
    let mut issues = Issues::new();
    let guardian = issues.join(Guardian::try_new(id, &request.draft, call.today()));
    let details = accept_details(id, FieldSubject::Guardian, &request.draft.details, &asked);
    let details = issues.join(details);
    let since = request.since.filter(|_| request.guardian.is_none());
    if since.is_some_and(|since| since > call.today()) {
        issues.refuse(
            "since",
            IssueCode::ImpossibleDate,
            "Cette date est dans le futur : écrivez-la le jour venu.",
        );
    }
    let (guardian, details) = issues.finish(guardian.zip(details)).map_err(Error::fields)?;
    let read = |r: &Reader<'_>| -> Result<_, Error> {
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
        let rank = u8::try_from(others + 1).unwrap_or(u8::MAX);
        Ok((household.family, known, r.phones_of_guardian(id)?, r.details_of_guardian(id)?, rank))
    };
    let before = call.read(read)?;
    let (family, known, phones, known_details, rank) = before.clone();
    // Someone known stays where they live: moving is `household_add`, which looks after the debtor.
    let (household, rank) =
        known.as_ref().map_or((request.household, rank), |known| (known.household, known.rank));
    let row = guardian_row(&guardian, household, rank);
    let new_phones: Vec<PhoneRow> = phone_rows(&guardian).collect();
    let mut edits = guardian_edits(known.as_ref(), &row, &phones, &new_phones);
    if known.is_some() {
        note_details(&mut edits, &known_details, &details, &of(&named(&row)));
    }
    let subject = Subject::of("guardian", id).detail(edits.summary());
    call.perform(subject, changes(family), |w| {
        // Sent twice, somebody new is shown as the one just written.
        unchanged(&read(w)?, &before)?;
        w.save_guardian(&row)?;
        if since.is_some() {
            let id = StayId::from_uuid(call.new_id());
            let stay =
                HouseholdStayRow { id, guardian: row.id, household, valid_from: since, valid_to: None };
            w.save_household_stay(&stay)?;
        }
        for phone in &new_phones {
            w.save_phone(phone)?;
        }
        w.remove_phones_from(id, u8::try_from(new_phones.len() + 1).unwrap_or(u8::MAX))?;
        for detail in &details {
            w.save_detail(detail)?;
        }
        edits.write(w, &[family], || call.new_id())?;
        rename_and_index(w, family)
    })?;
    Ok(FamilyWritten { family, subject: id.into() })
}

/// A child's identity, class, diet and doctor.
pub fn edit_child(call: &Call<'_, EditFamilies>, request: ChildEditRequest) -> Result<FamilyWritten, Error> {
    let id = request.child;
    let today = call.today();
    let asked = call.read(settings::asked)?;
    let mut issues = Issues::new();
    let child = issues.take_all("identity", Child::try_new(id, &request.identity, today));
    let details = accept_details(id, FieldSubject::Child, &request.identity.details, &asked);
    let details = issues.take_all("identity", details);
    let diet_code = issues.take("diet_code", accepted_diet(&request.diet_code));
    let read = child.zip(details).zip(diet_code);
    let ((child, details), diet_code) = issues.finish(read).map_err(Error::fields)?;
    let (known, known_details, families, class, classes) = call.read(|r| {
        let known = r.child(id)?.ok_or_else(|| Error::not_found("cet enfant"))?;
        let schoolings = r.schoolings_of_child(id)?;
        let sits = schoolings.into_iter().find(|s| s.from <= today && s.to.is_none_or(|to| to >= today));
        Ok((known, r.details_of_child(id)?, r.families_of_child(id)?, sits.map(|s| s.class), r.classes()?))
    })?;
    let mut row = child_row(&child, diet_code);
    row.health_light.clone_from(&known.health_light);
    row.health_due_on = known.health_due_on;

    let name_of_class = |class| classes.iter().find(|c| Some(c.id) == class).map_or("", |c| c.name.as_str());
    let whose = of(&row.first_names);
    let mut edits = Edits::default();
    let names = |row: &store::people::ChildRow| format!("{} {}", row.first_names, row.family_name);
    edits.note(ChangeKind::File, id, "Nom de l’enfant", &names(&known), &names(&row));
    let birth = |row: &store::people::ChildRow| row.birth_date.format_fr();
    edits.note(ChangeKind::File, id, format!("Naissance {whose}"), &birth(&known), &birth(&row));
    // E05 is the desk's alone, and the history is read by every reader of the file: changed, without its value.
    let same_place = known.birth_place == row.birth_place && known.birth_code == row.birth_code;
    let birth_place = if same_place { "" } else { "modifié" };
    edits.note(ChangeKind::File, id, format!("Lieu de naissance {whose}"), "", birth_place);
    let sex = |row: &store::people::ChildRow| row.sex.map_or("", |sex| sex.code());
    edits.note(ChangeKind::File, id, format!("Sexe {whose}"), sex(&known), sex(&row));
    edits.note(
        ChangeKind::File,
        id,
        format!("Classe {whose}"),
        name_of_class(class),
        name_of_class(child.class()),
    );
    note_details(&mut edits, &known_details, &details, &whose);
    // The diet and the doctor stay out of the history: FAC and RES, who read it, do not see them.
    let subject = Subject::of("child", id).detail(edits.summary());
    let touched = families.iter().map(|family| Change::Family((*family).into()));
    call.perform(subject, touched.chain([Change::People]), |w| {
        unchanged(&w.child(id)?.as_ref(), &Some(&known))?;
        w.save_child(&row)?;
        for detail in &details {
            w.save_detail(detail)?;
        }
        if class != child.class() {
            w.leave_classes(id, today)?;
            if let Some(class) = child.class() {
                w.save_schooling(&SchoolingRow { child: id, class, from: today, to: None })?;
            }
        }
        edits.write(w, &families, || call.new_id())?;
        Ok(w.index_child(&row)?)
    })?;
    let family = families.first().copied().ok_or_else(|| Error::not_found("cette famille"))?;
    Ok(FamilyWritten { family, subject: id.into() })
}

pub(super) fn changes(family: FamilyId) -> [Change; 2] {
    [Change::People, Change::Family(family.into())]
}

pub(super) fn members(r: &Reader<'_>, family: FamilyId) -> Result<FamilyMembers, Error> {
    r.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))
}

/// The family is called by its guardians' names: renamed when they change, and found again under the new ones.
pub(super) fn rename_and_index(w: &Writer<'_>, family: FamilyId) -> Result<(), Error> {
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
        edits.note(ChangeKind::File, row.id, "Responsable ajouté", "", &who);
        return edits;
    };
    let who = of(&who);
    let dialled =
        |phones: &[PhoneRow]| phones.iter().map(|row| phone(&row.number)).collect::<Vec<_>>().join(", ");
    let kinds =
        |phones: &[PhoneRow]| phones.iter().map(|row| kind_of(row).label()).collect::<Vec<_>>().join(", ");
    let birth = |row: &GuardianRow| row.birth_date.map(BirthDate::format_fr).unwrap_or_default();
    edits.note(ChangeKind::File, row.id, format!("Civilité {who}"), &known.civility, &row.civility);
    edits.note(
        ChangeKind::File,
        row.id,
        format!("Nom de naissance {who}"),
        &known.birth_name,
        &row.birth_name,
    );
    edits.note(ChangeKind::File, row.id, format!("Nom d’usage {who}"), &known.usage_name, &row.usage_name);
    edits.note(ChangeKind::File, row.id, format!("Prénoms {who}"), &known.first_names, &row.first_names);
    edits.note(
        ChangeKind::Authority,
        row.id,
        format!("Lien {who}"),
        known.kinship.label(),
        row.kinship.label(),
    );
    edits.note(ChangeKind::File, row.id, format!("Téléphone {who}"), &dialled(phones), &dialled(new_phones));
    if phones.len() == new_phones.len() {
        edits.note(
            ChangeKind::File,
            row.id,
            format!("Sorte des téléphones {who}"),
            &kinds(phones),
            &kinds(new_phones),
        );
    }
    // What not every reader of the file sees is told to have changed, without its value.
    let told = |same: bool| if same { "" } else { "modifié" };
    edits.note(ChangeKind::File, row.id, format!("Courriel {who}"), "", told(known.email == row.email));
    edits.note(ChangeKind::File, row.id, format!("Envois {who}"), "", told(known.sending == row.sending));
    let same_place = known.birth_place == row.birth_place && known.birth_code == row.birth_code;
    let same_birth = birth(known) == birth(row) && same_place;
    edits.note(ChangeKind::File, row.id, format!("Naissance {who}"), "", told(same_birth));
    edits
}
