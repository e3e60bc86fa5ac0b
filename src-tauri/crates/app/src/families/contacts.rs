//! Whom to call, and who may leave with the children.

use domain::issue::{IssueCode, Issues};
use domain::people::{ChangeKind, Contact};
use domain::supporting::PhotoSubject;
use domain::values::ids::{ContactId, FamilyId};
use security::access::EditFamilies;
use store::Reader;
use store::people::ContactRow;

use super::authority::barred_from;
use super::edits::{Edits, unchanged};
use super::show::contact_view;
use super::{ContactRequest, ContactSaveRequest, ContactView, FamilyWritten};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;

/// Writes a contact, new, known, or removed and wanted back.
pub fn save_contact(
    call: &Call<'_, EditFamilies>,
    request: ContactSaveRequest,
) -> Result<FamilyWritten, Error> {
    let family = request.family;
    let id = request.contact.unwrap_or_else(|| ContactId::from_uuid(call.new_id()));
    let contact = Contact::try_new(id, family, &request.draft).map_err(Error::fields)?;
    let row = contact_row(&contact);
    let read = |r: &Reader<'_>| -> Result<_, Error> {
        let members = r.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        let barred = barred_from(&members, &row, call.today());
        if !barred.is_empty() {
            let mut issues = Issues::new();
            issues.refuse(
                "name",
                IssueCode::Forbidden,
                format!(
                    "Cette personne n’a plus l’autorité parentale sur {}\u{a0}: elle ne peut ni venir chercher ni être prévenue.",
                    barred.join(", ")
                ),
            );
            return Err(Error::fields(issues.into_vec()));
        }
        Ok(r.contact(id)?)
    };
    let known = call.read(read)?;
    if known.as_ref().is_some_and(|known| known.family != family) {
        return Err(Error::not_found("ce contact"));
    }
    let mut edits = Edits::default();
    let before = known.as_ref().map(in_words).unwrap_or_default();
    edits.note(
        ChangeKind::File,
        id,
        format!("Contact {} {}", row.first_name, row.name),
        &before,
        &in_words(&row),
    );
    call.perform(Subject::of("family", family).detail(edits.summary()), changes(family), |w| {
        // Asked again where nobody writes in between: a loss of authority that came first is kept to (V02).
        unchanged(&read(w)?, &known)?;
        w.save_contact(&row)?;
        // Who may not collect any more is not to be recognised any more.
        if !row.may_pick_up {
            w.destroy_photos_of(PhotoSubject::Contact(id))?;
        }
        edits.write(w, &[family], || call.new_id())?;
        Ok(w.index_family(family)?)
    })?;
    Ok(FamilyWritten { family, subject: id.into() })
}

/// Removes a contact and answers it as it was: sent back to `contact_save`, it undoes.
pub fn remove_contact(call: &Call<'_, EditFamilies>, request: ContactRequest) -> Result<ContactView, Error> {
    let id = request.contact;
    let contact = call.read(|r| r.contact(id)?.ok_or_else(|| Error::not_found("ce contact")))?;
    let mut edits = Edits::default();
    edits.note(
        ChangeKind::File,
        id,
        format!("Contact {} {}", contact.first_name, contact.name),
        &in_words(&contact),
        "",
    );
    let family = contact.family;
    call.perform(Subject::of("family", family).detail(edits.summary()), changes(family), |w| {
        if !w.remove_contact(id)? {
            return Err(Error::not_found("ce contact"));
        }
        w.destroy_photos_of(PhotoSubject::Contact(id))?;
        edits.write(w, &[family], || call.new_id())?;
        Ok(w.index_family(family)?)
    })?;
    Ok(contact_view(&contact, call.today(), false))
}

/// A contact as it is written.
pub(super) fn contact_row(contact: &Contact) -> ContactRow {
    ContactRow {
        id: contact.id(),
        family: contact.family(),
        name: contact.name().to_string(),
        first_name: contact.first_name().to_string(),
        link: contact.relation().unwrap_or_default().to_owned(),
        phone: contact.phone().map(ToString::to_string).unwrap_or_default(),
        emergency_rank: contact.emergency_rank(),
        may_pick_up: contact.may_pick_up(),
        document_to_show: contact.document().unwrap_or_default().to_owned(),
        valid_from: contact.from(),
        valid_to: contact.to(),
    }
}

fn changes(family: FamilyId) -> [Change; 1] {
    [Change::Family(family.into())]
}

fn in_words(contact: &ContactRow) -> String {
    let mut words = vec![contact.link.clone(), super::wording::phone(&contact.phone)];
    words.extend(contact.emergency_rank.map(|rank| format!("à prévenir n°\u{a0}{rank}")));
    if contact.may_pick_up {
        words.push("peut venir chercher".to_owned());
    }
    words.retain(|word| !word.is_empty());
    words.join(", ")
}
