//! Kinship and parental authority, child by child (V01 to V03, V07). A loss is written by the head of service, a fact without its reason.

use domain::issue::{IssueCode, Issues};
use domain::people::{AdultNames, Authority, AuthorityDraft, ChangeKind, ParentalAuthority};
use domain::values::ids::{AuthorityId, ChildId, FamilyId, GuardianId};
use jiff::civil::Date;
use security::Right;
use security::access::{EditFamilies, EditParentalAuthority};
use store::Reader;
use store::people::{AuthorityRow, ChildRow, ContactRow, FamilyMembers, GuardianRow, KinshipRow, shown_name};

use super::edits::{Edits, unchanged};
use super::wording::of;
use super::{
    AuthorityLossRequest, AuthorityRequest, AuthoritySaveRequest, FamilyWritten, KinshipSaveRequest,
};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;

/// The history of the file is read by who does not read authority: it says that it changed, and no more.
const CHANGED: &str = "modifiée";

/// An adult and a child of one file.
struct Pair {
    family: FamilyId,
    families: Vec<FamilyId>,
    guardian: GuardianRow,
    child: ChildRow,
}

impl Pair {
    fn read(r: &Reader<'_>, guardian: GuardianId, child: ChildId) -> Result<Self, Error> {
        let guardian = r.guardian(guardian)?.ok_or_else(|| Error::not_found("cette personne"))?;
        let child = r.child(child)?.ok_or_else(|| Error::not_found("cet enfant"))?;
        let families = r.families_of_child(child.id)?;
        let family = r.family_of_household(guardian.household)?;
        let family = family
            .filter(|family| families.contains(family))
            .ok_or_else(|| Error::refused("Cette personne et cet enfant ne sont pas du même dossier."))?;
        Ok(Self { family, families, guardian, child })
    }

    fn guardian_name(&self) -> String {
        shown_name(&self.guardian.first_names, &self.guardian.usage_name, &self.guardian.birth_name)
    }

    fn edits(&self, what: &str) -> Edits {
        let mut edits = Edits::default();
        let label = format!("{what} {} sur {}", of(&self.guardian_name()), self.child.first_names);
        edits.note(ChangeKind::Authority, self.child.id, label, "", CHANGED);
        edits
    }

    fn written(&self) -> FamilyWritten {
        FamilyWritten { family: self.family, subject: self.guardian.id.into() }
    }

    fn changes(&self) -> impl Iterator<Item = Change> + use<> {
        let families: Vec<Change> =
            self.families.iter().map(|family| Change::Family((*family).into())).collect();
        families.into_iter().chain([Change::People])
    }
}

/// Says how an adult holds authority over a child, from a day on, and which paper shows it.
pub fn save_authority(
    call: &Call<'_, EditFamilies>,
    request: AuthoritySaveRequest,
) -> Result<FamilyWritten, Error> {
    let id = request.authority.unwrap_or_else(|| AuthorityId::from_uuid(call.new_id()));
    let authority = Authority::try_new(id, request.draft, call.today()).map_err(Error::fields)?;
    let said = authority.draft();
    if said.authority == ParentalAuthority::Lost {
        return Err(only_the_head_of_service());
    }
    let (pair, known) = call.read(|r| Ok((Pair::read(r, said.guardian, said.child)?, r.authority(id)?)))?;
    if request.authority.is_some() {
        let known = known.as_ref().ok_or_else(not_found)?;
        same_pair(&known.said, said)?;
        if known.said.authority == ParentalAuthority::Lost {
            return Err(only_the_head_of_service());
        }
    }
    // Who saw the paper is who says so; an end added later does not make them somebody else.
    let seen_before = known.as_ref().filter(|known| {
        (known.said.title, known.said.title_on, known.said.seen_on)
            == (said.title, said.title_on, said.seen_on)
    });
    let seen_by = match seen_before {
        Some(known) => known.seen_by,
        None => said.seen_on.map(|_| call.unlocked().agent().id),
    };
    let row = row_of(id, said.clone(), seen_by);
    let edits = pair.edits("Autorité parentale");
    let subject = Subject::of("guardian", pair.guardian.id).detail(edits.summary());
    call.perform(subject, pair.changes(), |w| {
        unchanged(&w.authority(id)?, &known)?;
        w.save_authority(&row)?;
        edits.write(w, &pair.families, || call.new_id())
    })?;
    Ok(pair.written())
}

/// Removes what was said by mistake: what was said before, or the law, holds again.
pub fn remove_authority(
    call: &Call<'_, EditFamilies>,
    request: AuthorityRequest,
) -> Result<FamilyWritten, Error> {
    remove(call, request.authority, |authority| match authority {
        ParentalAuthority::Lost => Err(only_the_head_of_service()),
        _ => Ok(()),
    })
}

/// Writes a loss of parental authority over some children, or changes the end of the one that began that day (V02).
pub fn save_loss(
    call: &Call<'_, EditParentalAuthority>,
    request: AuthorityLossRequest,
) -> Result<FamilyWritten, Error> {
    let mut issues = Issues::new();
    if request.children.is_empty() {
        issues.refuse(
            "children",
            IssueCode::Missing,
            "Dites sur quel enfant porte la perte d’autorité parentale.",
        );
    }
    let said = |child| AuthorityDraft {
        child,
        guardian: request.guardian,
        authority: ParentalAuthority::Lost,
        from: request.from,
        to: request.to,
        title: None,
        title_on: None,
        seen_on: None,
    };
    let mut checked = Vec::new();
    for (rank, child) in request.children.iter().enumerate() {
        let id = AuthorityId::from_uuid(call.new_id());
        let authority = Authority::try_new(id, said(*child), call.today());
        // The dates are one for all the children: said once.
        checked.extend(if rank == 0 { issues.join(authority) } else { authority.ok() });
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    let pairs = call.read(|r| {
        let pairs = request.children.iter().map(|child| Pair::read(r, request.guardian, *child));
        pairs.collect::<Result<Vec<_>, Error>>()
    })?;
    let first = pairs.first().ok_or_else(|| Error::not_found("cet enfant"))?;
    let (written, names) = (first.written(), pairs.iter().map(|pair| pair.child.first_names.as_str()));
    let detail = format!("Perte d’autorité parentale sur {}", names.collect::<Vec<_>>().join(", "));
    let changes: Vec<Change> = pairs.iter().flat_map(Pair::changes).collect();
    call.perform(Subject::of("guardian", request.guardian).detail(detail), changes, |w| {
        // All of them are of the adult's own file.
        let file = pairs.first().map(|pair| w.family_members(pair.family)).transpose()?.flatten();
        let known = file.map(|members| members.authorities).unwrap_or_default();
        for (authority, pair) in checked.iter().zip(&pairs) {
            // One that begins the same day is the same loss: its end changes.
            let said = authority.draft();
            let same = known.iter().find(|known| {
                let known = &known.said;
                known.authority == said.authority
                    && (known.guardian, known.child, known.from) == (said.guardian, said.child, said.from)
            });
            let id = same.map_or(authority.id(), |known| known.id);
            w.save_authority(&row_of(id, said.clone(), None))?;
            pair.edits("Autorité parentale").write(w, &pair.families, || call.new_id())?;
        }
        Ok(())
    })?;
    Ok(written)
}

/// Removes a loss that was written by mistake. One that ends has a last day.
pub fn remove_loss(
    call: &Call<'_, EditParentalAuthority>,
    request: AuthorityRequest,
) -> Result<FamilyWritten, Error> {
    remove(call, request.authority, |authority| match authority {
        ParentalAuthority::Lost => Ok(()),
        _ => Err(Error::refused("Ce n’est pas une perte d’autorité parentale : l’accueil la modifie.")),
    })
}

/// Says what an adult is to one child, when it is not what they are to the others.
pub fn save_kinship(
    call: &Call<'_, EditFamilies>,
    request: KinshipSaveRequest,
) -> Result<FamilyWritten, Error> {
    let KinshipSaveRequest { child, guardian, kinship } = request;
    let pair = call.read(|r| Pair::read(r, guardian, child))?;
    let edits = pair.edits("Lien de parenté");
    call.perform(Subject::of("guardian", guardian).detail(edits.summary()), pair.changes(), |w| {
        w.save_kinship(&KinshipRow { child, guardian, kinship })?;
        edits.write(w, &pair.families, || call.new_id())
    })?;
    Ok(pair.written())
}

/// The first names of the children over whom a contact has lost authority, that day, whichever file it was written in: by their names, or by
/// one of them at the telephone of who lost it. They neither come for them nor are called, whatever list they are put on.
pub(super) fn barred_from(members: &FamilyMembers, contact: &ContactRow, day: Date) -> Vec<String> {
    let is_theirs = |row: &AuthorityRow| is_barred_contact(members, row, contact);
    let children = members
        .children
        .iter()
        .filter(|child| members.losses_on(day).any(|row| row.said.child == child.id && is_theirs(row)));
    children.map(|child| child.first_names.clone()).collect()
}

/// Whether a contact may be the adult of a loss of authority.
pub(crate) fn is_barred_contact(members: &FamilyMembers, loss: &AuthorityRow, contact: &ContactRow) -> bool {
    let (name, first_name) = (&contact.name, &contact.first_name);
    let at_theirs = || {
        !contact.phone.is_empty()
            && members.phones_of(loss.said.guardian).any(|own| own.number == contact.phone)
    };
    loss.names.may_be(name, first_name) || at_theirs() && loss.names.may_be_at_their_number(name, first_name)
}

fn remove<R: Right>(
    call: &Call<'_, R>,
    id: AuthorityId,
    may: impl Fn(ParentalAuthority) -> Result<(), Error>,
) -> Result<FamilyWritten, Error> {
    let (known, pair) = call.read(|r| {
        let known = r.authority(id)?.ok_or_else(not_found)?;
        let pair = Pair::read(r, known.said.guardian, known.said.child)?;
        Ok((known, pair))
    })?;
    may(known.said.authority)?;
    let edits = pair.edits("Autorité parentale");
    let subject = Subject::of("guardian", pair.guardian.id).detail(edits.summary());
    call.perform(subject, pair.changes(), |w| {
        may(w.authority(id)?.ok_or_else(not_found)?.said.authority)?;
        if !w.remove_authority(id)? {
            return Err(not_found());
        }
        edits.write(w, &pair.families, || call.new_id())
    })?;
    Ok(pair.written())
}

fn row_of(id: AuthorityId, said: AuthorityDraft, seen_by: Option<uuid::Uuid>) -> AuthorityRow {
    AuthorityRow { id, said, seen_by, names: AdultNames::default(), seen_by_name: String::new() }
}

fn same_pair(known: &AuthorityDraft, said: &AuthorityDraft) -> Result<(), Error> {
    if (known.guardian, known.child) == (said.guardian, said.child) { Ok(()) } else { Err(not_found()) }
}

fn not_found() -> Error {
    Error::not_found("cette mention d’autorité parentale")
}

fn only_the_head_of_service() -> Error {
    let mut issues = Issues::new();
    issues.refuse(
        "draft.authority",
        IssueCode::Forbidden,
        "Seul le responsable de service écrit ou lève une perte d’autorité parentale.",
    );
    Error::fields(issues.into_vec())
}
