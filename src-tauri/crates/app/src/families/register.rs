//! A family, or a child, enters the files.

use domain::issue::{IssueCode, Issues};
use domain::people::{ChangeKind, Child, Custody, CustodyDraft, CustodyPattern, FieldSubject};
use domain::values::ids::{ChildId, CustodyId};
use security::access::EditFamilies;
use store::activities::SchoolingRow;

use super::accepting::{Completeness, Typing, accept, write_new_child};
use super::check::{child_duplicates, duplicates_of, refuse_duplicates};
use super::custody::{agree, row_of};
use super::details::accept_details;
use super::edits::Edits;
use super::rows::{child_row, custody_start, school_start};
use super::wording::accepted_diet;
use super::{ChildRegisterRequest, FamilyRegisterRequest, FamilyWritten};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::quotients::AllocataireIndex;
use crate::settings;

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
