//! Photographs of children, of their guardians and of those who may collect them (A04, E06): kept and shown only while those concerned
//! agree.
//!
//! A child's needs the consent, noted with the others, of all who answer for the child; withdrawn, the photograph is destroyed in the very
//! transaction that notes the withdrawal. What makes the consent wait again (a new version of the text, another holder of authority) hides
//! it until they answer. An adult agrees on a day that stands beside the photograph; taken back, it is destroyed at once. None leaves in an
//! export.

#[cfg(test)]
mod tests;
mod views;

use std::collections::HashSet;

use domain::calendar::format_day;
use domain::consultation::Opened;
use domain::issue::{IssueCode, Issues};
use domain::supporting::{FileFormat, PhotoSubject, check_photo};
use domain::values::ids::{AttachmentId, ChildId, FamilyId};
use exchange::pictures;
use jiff::civil::Date;
use security::Compartment;
use security::access::{EditPhotos, ReadPhotos};
use store::attachments::AttachedTo;
use store::people::{ContactRow, GuardianRow, shown_name};
use store::{Reader, Writer};

pub use self::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::consents::{photo_refusal, photo_refusals};
use crate::families::FamilyRequest;
use crate::outside::Purpose;
use crate::sealed_file::{self, FileToKeep};
use crate::supporting::given_or_chosen;

/// Most photographs answered at once: a full class and some.
const AT_ONCE: usize = 60;

/// Keeps the photograph of somebody, in place of the one before.
pub fn photo_save(call: &Call<'_, EditPhotos>, request: PhotoSaveRequest) -> Result<PhotoWrittenView, Error> {
    let PhotoSaveRequest { of, file, agreed_on } = request;
    let today = call.today();
    let whose = call.read(|r| Whose::read(r, of, today))?;
    let mut issues = Issues::new();
    if let Some(refusal) = &whose.refusal {
        issues.refuse("of", IssueCode::Forbidden, refusal.clone());
    }
    let agreed_on = match of {
        PhotoSubject::Child(_) => None,
        PhotoSubject::Contact(_) | PhotoSubject::Guardian(_) => {
            match agreed_on {
                None => issues.refuse(
                    "agreed_on",
                    IssueCode::Missing,
                    "Dites quel jour cette personne a accepté d’être photographiée.",
                ),
                Some(day) if day > today => issues.refuse(
                    "agreed_on",
                    IssueCode::ImpossibleDate,
                    "Cette date est dans le futur\u{a0}: relisez-la.",
                ),
                Some(_) => {}
            }
            agreed_on
        }
    };
    issues.finish(Some(())).map_err(Error::fields)?;
    let given = given_or_chosen(call, file, Purpose::Photo)?;
    let format = check_photo(&given.name, &given.bytes).map_err(Error::fields)?;
    let portrait = pictures::portrait(format, &given.bytes)
        .map_err(|refusal| Error::fields(vec![refusal.at("file")]))?;
    let id = AttachmentId::from_uuid(call.new_id());
    let content = (FileFormat::Jpeg, portrait.bytes.as_slice());
    let to_keep = FileToKeep::seal(call.grant(), id, AttachedTo::Person(of), Compartment::Base, content)?;
    call.perform(whose.subject("photographie gardée"), whose.changes(), |w| {
        // Asked again where nobody writes in between: a withdrawal that came first is kept to.
        if let Some(refusal) = Whose::read(w, of, today)?.refusal {
            return Err(Error::refused(refusal));
        }
        w.destroy_photos_of(of)?;
        to_keep.keep(w, agreed_on)
    })?;
    Ok(PhotoWrittenView { of, kept: true })
}

/// Destroys the photograph of somebody, at once and for good.
pub fn photo_remove(call: &Call<'_, EditPhotos>, request: PhotoRequest) -> Result<PhotoWrittenView, Error> {
    let of = request.of;
    let whose = call.read(|r| Whose::read(r, of, call.today()))?;
    call.perform(whose.subject("photographie détruite"), whose.changes(), |w| {
        match w.destroy_photos_of(of)? {
            0 => Err(Error::not_found("cette photographie")),
            _ => Ok(()),
        }
    })?;
    Ok(PhotoWrittenView { of, kept: false })
}

/// The photographs of a family: those that may be shown, and why the others may not. Who opened them is remembered.
pub fn family_photos(call: &Call<'_, ReadPhotos>, request: FamilyRequest) -> Result<FamilyPhotosView, Error> {
    let (family, today) = (request.family, call.today());
    call.consult(Subject::of("family", family).detail("Photographies"), |r| {
        let members = r.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        let children: Vec<ChildId> = members.children.iter().map(|child| child.id).collect();
        let mut refusals = photo_refusals(r, &children, today)?;
        let mut people = Vec::new();
        for child in &members.children {
            let of = PhotoSubject::Child(child.id);
            people.push(shown(call, r, (of, child.first_names.clone()), refusals.remove(&child.id))?);
        }
        for guardian in &members.guardians {
            let of = PhotoSubject::Guardian(guardian.id);
            people.push(shown(call, r, (of, guardian_name(guardian)), None)?);
        }
        for contact in members.contacts.iter().filter(|contact| contact.may_pick_up) {
            let of = PhotoSubject::Contact(contact.id);
            people.push(shown(call, r, (of, name_of(contact)), None)?);
        }
        Ok(FamilyPhotosView { people })
    })
}

/// The photographs of children, for who hands them over or takes them in.
pub fn child_photos(
    call: &Call<'_, ReadPhotos>,
    request: ChildPhotosRequest,
) -> Result<ChildPhotosView, Error> {
    let ChildPhotosRequest { children } = request;
    if children.len() > AT_ONCE {
        return Err(Error::refused(format!("Au plus {AT_ONCE} photographies s’ouvrent à la fois.")));
    }
    let today = call.today();
    let detail = format!("Photographies de {} enfants", children.len());
    call.consult(Subject::all("attendance").detail(detail), |r| {
        // A child out of reach is as one without a photograph.
        let known: HashSet<ChildId> = r.children(&children)?.into_iter().map(|child| child.id).collect();
        let refusals = photo_refusals(r, &children, today)?;
        let mut photos = Vec::new();
        for child in
            children.into_iter().filter(|child| known.contains(child) && !refusals.contains_key(child))
        {
            // A face counts as a file opened: a pace that no desk needs is somebody copying the town's.
            if let Some(bytes) = open(call, r, PhotoSubject::Child(child))? {
                call.unlocked().keep_pace(Opened::File, child.into())?;
                photos.push(ChildPhotoView { child, bytes });
            }
        }
        Ok(ChildPhotosView { photos })
    })
}

/// Destroys the photograph of a child whose consent no longer stands: part of the transaction that notes it. Answers whether there was one.
pub(crate) fn drop_unless_agreed(w: &Writer<'_>, child: ChildId, today: Date) -> Result<bool, Error> {
    let withdrawn = photo_refusal(w, child, today)?.is_some();
    Ok(withdrawn && w.destroy_photos_of(PhotoSubject::Child(child))? > 0)
}

fn shown(
    call: &Call<'_, ReadPhotos>,
    r: &Reader<'_>,
    (of, name): (PhotoSubject, String),
    refusal: Option<String>,
) -> Result<PhotoView, Error> {
    let bytes = match refusal {
        Some(_) => None,
        None => open(call, r, of)?,
    };
    let agreed = match of {
        PhotoSubject::Child(_) => None,
        PhotoSubject::Contact(_) | PhotoSubject::Guardian(_) => r.photo_of(of)?.and_then(|row| row.agreed_on),
    };
    Ok(PhotoView {
        of,
        name,
        refusal: refusal.unwrap_or_default(),
        agreed: agreed.map(|day| format!("accord du {}", format_day(day))).unwrap_or_default(),
        bytes: bytes.unwrap_or_default(),
    })
}

fn open(call: &Call<'_, ReadPhotos>, r: &Reader<'_>, of: PhotoSubject) -> Result<Option<Vec<u8>>, Error> {
    let Some(row) = r.photo_of(of)? else { return Ok(None) };
    Ok(Some(sealed_file::open(call.grant(), &row, &r.sealed_file(&row)?)?))
}

/// Who is on a photograph, and the files that show it.
struct Whose {
    subject: (&'static str, uuid::Uuid),
    name: String,
    families: Vec<FamilyId>,
    /// Why none may be kept.
    refusal: Option<String>,
}

impl Whose {
    fn read(r: &Reader<'_>, of: PhotoSubject, today: Date) -> Result<Self, Error> {
        match of {
            PhotoSubject::Child(id) => {
                let child = r.child(id)?.ok_or_else(|| Error::not_found("cet enfant"))?;
                Ok(Self {
                    subject: ("child", id.into()),
                    name: child.first_names,
                    families: r.families_of_child(id)?,
                    refusal: photo_refusal(r, id, today)?,
                })
            }
            PhotoSubject::Guardian(id) => {
                let guardian = r.guardian(id)?.ok_or_else(|| Error::not_found("ce responsable"))?;
                let family = r.family_of_household(guardian.household)?;
                let family = family.ok_or_else(|| Error::not_found("cette famille"))?;
                Ok(Self {
                    subject: ("family", family.into()),
                    name: guardian_name(&guardian),
                    families: vec![family],
                    refusal: None,
                })
            }
            PhotoSubject::Contact(id) => {
                let contact = r.contact(id)?.ok_or_else(|| Error::not_found("ce contact"))?;
                let refusal = (!contact.may_pick_up).then(|| {
                    "Seules les personnes autorisées à venir chercher un enfant ont une photographie."
                        .to_owned()
                });
                let name = name_of(&contact);
                Ok(Self {
                    subject: ("family", contact.family.into()),
                    name,
                    families: vec![contact.family],
                    refusal,
                })
            }
        }
    }

    fn subject(&self, what: &str) -> Subject {
        let (kind, id) = self.subject;
        Subject::of(kind, id).detail(format!("{}\u{a0}: {what}", self.name))
    }

    fn changes(&self) -> Vec<Change> {
        self.families.iter().map(|family| Change::Family((*family).into())).collect()
    }
}

fn guardian_name(guardian: &GuardianRow) -> String {
    shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name)
}

fn name_of(contact: &ContactRow) -> String {
    format!("{} {}", contact.first_name, contact.name).trim().to_owned()
}
