//! The emergency sheet of a child (A07, V02, V08, E09, E13, E18): whom to call, who may and may not leave with the child, the doctor, and what
//! to do for who holds the key of instructions. Who has lost authority is never somebody to call, whichever file or list names them.

mod pages;
#[cfg(test)]
mod tests;
mod views;

use std::collections::HashMap;

use domain::calendar::{ZoneHolidays, format_day};
use domain::people::{AdultAtHand, AdultNames, Holder, Kinship, Sex, holder_on, to_call};
use domain::supporting::PhotoSubject;
use domain::values::ids::{ChildId, GuardianId, HouseholdId};
use jiff::civil::Date;
use security::Grant;
use security::access::{ReadEmergencySheets, ReadInstructions, ReadParentalAuthority, ReadPhotos};
use store::Reader;
use store::people::{ChildRow, ContactRow, FamilyMembers, GuardianRow, shown_name};

pub use self::pages::{emergency_day_print, emergency_print};
pub use self::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::consents::photo_refusal;
use crate::families::{ChildFiles, accepted_custodies, age, diet_label, is_barred_contact, phone};
use crate::health::{allergy_views, instructions_of};
use crate::settings;

const NO_INSTRUCTIONS: &str = "Les consignes de santé ne sont pas montrées à ce profil\u{a0}: demandez-les à l’équipe ou au référent santé.";
const NOT_TODAY: &str = "Les consignes de santé ne s’impriment que le jour même\u{a0}: celles d’un autre jour sont au référent santé.";
const NO_BANS: &str = "Qui ne peut pas venir chercher l’enfant n’est pas montré à ce profil\u{a0}: demandez à l’équipe avant de le laisser partir.";

/// What of a sheet the agent is sent.
struct Sight<'s> {
    instructions: Option<Grant<'s, ReadInstructions>>,
    bonds: bool,
    photos: bool,
}

impl<'s> Sight<'s> {
    fn of(call: &Call<'s, ReadEmergencySheets>) -> Self {
        Self {
            instructions: call.also::<ReadInstructions>(),
            bonds: call.also::<ReadParentalAuthority>().is_some(),
            photos: call.also::<ReadPhotos>().is_some(),
        }
    }

    /// What the journal says of a sheet that left.
    fn told(&self) -> &'static str {
        if self.instructions.is_some() { "avec les consignes" } else { "sans les consignes" }
    }
}

/// A child's emergency sheet, today. Who opened it is remembered before it is shown.
pub fn emergency_show(
    call: &Call<'_, ReadEmergencySheets>,
    request: ChildEmergencyRequest,
) -> Result<EmergencyView, Error> {
    let (sight, today) = (Sight::of(call), call.today());
    let subject = Subject::of("child", request.child).detail(format!("Fiche d’urgence, {}", sight.told()));
    call.consult(subject, |r| sheet_of(r, &sight, request.child, today, NO_INSTRUCTIONS))
}

/// The sheet of a child on a day; `without` says why there are no instructions, when there are none.
fn sheet_of(
    r: &Reader<'_>,
    sight: &Sight<'_>,
    child: ChildId,
    day: Date,
    without: &str,
) -> Result<EmergencyView, Error> {
    let sheet = sheets_of(r, sight, &[child], day, without)?.pop();
    sheet.ok_or_else(|| Error::not_found("cet enfant"))
}

/// The sheets of children on a day, in their order.
fn sheets_of(
    r: &Reader<'_>,
    sight: &Sight<'_>,
    children: &[ChildId],
    day: Date,
    without: &str,
) -> Result<Vec<EmergencyView>, Error> {
    let rows: HashMap<ChildId, ChildRow> =
        r.children(children)?.into_iter().map(|row| (row.id, row)).collect();
    let files = ChildFiles::read(r, children)?;
    let classes = r.classes_of_families(&files.families(), day)?.into_iter();
    let classes: HashMap<ChildId, String> =
        classes.map(|(child, _, class, school)| (child, format!("{school}, {class}"))).collect();
    let town = settings::town(r)?;
    let sheet = |child: &ChildId| -> Result<EmergencyView, Error> {
        let row = rows.get(child).ok_or_else(|| Error::not_found("cet enfant"))?;
        let people = People::of(&files.of(*child), row, (day, town.school()))?;
        let instructions = match &sight.instructions {
            Some(grant) => Some(instructions(r, grant, *child, day)?),
            None => None,
        };
        let photo = sight.photos
            && r.photo_of(PhotoSubject::Child(*child))?.is_some()
            && photo_refusal(r, *child, day)?.is_none();
        Ok(EmergencyView {
            child: *child,
            name: shown_name(&row.first_names, "", &row.family_name),
            born: born(row, day),
            schooling: classes.get(child).cloned().unwrap_or_default(),
            has_photo: photo,
            calls: people.calls(sight.bonds),
            collects: people.collects(sight.bonds),
            bans: sight.bonds.then(|| people.bans.clone()),
            bans_note: if sight.bonds { String::new() } else { NO_BANS.to_owned() },
            doctor_name: row.doctor_name.clone(),
            doctor_phone: phone(&row.doctor_phone),
            diet: diet_said(&row.diet_code),
            instructions_note: if instructions.is_some() { String::new() } else { without.to_owned() },
            instructions,
        })
    };
    children.iter().map(sheet).collect()
}

/// `née le 14/03/2019, 7 ans`.
fn born(row: &ChildRow, day: Date) -> String {
    let born = match row.sex {
        Some(Sex::F) => "née",
        Some(Sex::M) => "né",
        None => "né(e)",
    };
    format!("{born} {}, {}", row.birth_date.when_fr(), age(row.birth_date.reckoned(), day))
}

/// Nothing for the everyday meal.
fn diet_said(code: &str) -> String {
    if code == domain::health::Diet::Standard.code() { String::new() } else { diet_label(code) }
}

fn instructions(
    r: &Reader<'_>,
    grant: &Grant<'_, ReadInstructions>,
    child: ChildId,
    day: Date,
) -> Result<EmergencyInstructionsView, Error> {
    let health = instructions_of(r, grant, child)?;
    let followed = health.pai_on(day);
    Ok(EmergencyInstructionsView {
        allergies: allergy_views(&health.allergies),
        adaptations: health.adaptations.clone(),
        kitchen_note: health.kitchen_note.clone(),
        has_pai: followed,
        kit_place: health.kit_place.clone().filter(|_| followed),
    })
}

/// The persons of a child's sheet, from every file the child is in.
struct People {
    adults: Vec<AdultAtHand<Adult>>,
    /// In order of call, those who hold that day and are not barred.
    contacts: Vec<ContactRow>,
    bans: Vec<EmergencyBanView>,
}

/// What is shown of an adult.
#[derive(Clone)]
struct Adult {
    id: GuardianId,
    name: String,
    kinship: Kinship,
    phones: Vec<String>,
}

impl People {
    fn of(
        files: &[&FamilyMembers],
        child: &ChildRow,
        (day, school): (Date, ZoneHolidays<'_>),
    ) -> Result<Self, Error> {
        let mut barred: Vec<AdultNames> = Vec::new();
        let mut bans: Vec<EmergencyBanView> = Vec::new();
        for row in files.iter().flat_map(|file| file.losses_on(day)).filter(|row| row.said.child == child.id)
        {
            if barred.contains(&row.names) {
                continue;
            }
            let until = row.said.to.map(|to| format!(" jusqu’au {}", format_day(to))).unwrap_or_default();
            bans.push(EmergencyBanView {
                name: shown_name(&row.names.first_names, &row.names.usage_name, &row.names.birth_name),
                period: format!("depuis le {}{until}", format_day(row.said.from)),
            });
            barred.push(row.names.clone());
        }
        let mut adults: Vec<AdultAtHand<Adult>> = Vec::new();
        let mut contacts: Vec<ContactRow> = Vec::new();
        for file in files {
            let holder = holder_on(&accepted_custodies(file.custodies_of(child.id))?, day, school);
            let holds = |home| match &holder {
                Holder::One(household) => *household == home,
                Holder::Split(parts) => parts.iter().any(|(household, _)| *household == home),
                Holder::Nobody | Holder::Disputed { .. } => false,
            };
            for guardian in in_order(file, child.id, day) {
                // An adult who left the home is no more where the child is.
                let has_child = file
                    .households
                    .iter()
                    .any(|home| holds(home.id) && file.lives_in(guardian, home.id, day));
                match adults.iter_mut().find(|known| known.adult.id == guardian.id) {
                    Some(known) => known.has_child |= has_child,
                    None => adults.push(at_hand(file, guardian, child.id, has_child, day)),
                }
            }
            contacts.extend(file.contacts.iter().filter(|contact| holds_on(contact, day)).cloned());
        }
        let is_barred = |contact: &ContactRow| {
            files.iter().any(|file| {
                let mut losses = file.losses_on(day).filter(|row| row.said.child == child.id);
                losses.any(|row| is_barred_contact(file, row, contact))
            })
        };
        contacts.retain(|contact| !is_barred(contact));
        contacts.sort_by_key(|contact| contact.emergency_rank.unwrap_or(u8::MAX));
        Ok(Self { adults: to_call(adults, &barred), contacts, bans })
    }

    fn calls(&self, bonds: bool) -> Vec<EmergencyCallView> {
        let adults = self.adults.iter().map(|one| EmergencyCallView {
            name: one.adult.name.clone(),
            link: link_of(&one.adult, bonds),
            phones: one.adult.phones.clone(),
            has_child: one.has_child,
        });
        let named = self.contacts.iter().filter(|contact| contact.emergency_rank.is_some());
        let named = named.map(|contact| EmergencyCallView {
            name: contact_name(contact),
            link: contact.link.clone(),
            phones: Some(phone(&contact.phone)).filter(|phone| !phone.is_empty()).into_iter().collect(),
            has_child: false,
        });
        adults.chain(named).collect()
    }

    fn collects(&self, bonds: bool) -> Vec<EmergencyCollectView> {
        let adults = self.adults.iter().map(|one| EmergencyCollectView {
            name: one.adult.name.clone(),
            link: link_of(&one.adult, bonds),
            phone: one.adult.phones.first().cloned().unwrap_or_default(),
            condition: String::new(),
        });
        let named = self.contacts.iter().filter(|contact| contact.may_pick_up);
        let named = named.map(|contact| {
            let shows = Some(&contact.document_to_show).filter(|document| !document.is_empty());
            let shows = shows.map(|document| format!("à présenter\u{a0}: {document}"));
            let until = contact.valid_to.map(|to| format!("jusqu’au {}", format_day(to)));
            EmergencyCollectView {
                name: contact_name(contact),
                link: contact.link.clone(),
                phone: phone(&contact.phone),
                condition: shows.into_iter().chain(until).collect::<Vec<_>>().join(", "),
            }
        });
        adults.chain(named).collect()
    }
}

/// The adults of a file, those of the homes that have custody of a child that day first: custody gives the order and never says who answers
/// for the child, whom a separation changes nothing of (Code civil, art. 373-2).
fn in_order(file: &FamilyMembers, child: ChildId, day: Date) -> impl Iterator<Item = &GuardianRow> {
    let held = |home: HouseholdId| {
        file.custodies_of(child).any(|custody| {
            custody.household == home
                && custody.valid_from <= day
                && custody.valid_to.is_none_or(|to| day <= to)
        })
    };
    let (homes, others): (Vec<_>, Vec<_>) =
        file.households.iter().map(|home| home.id).partition(|home| held(*home));
    homes.into_iter().chain(others).flat_map(|home| file.guardians_of(home))
}

fn at_hand(
    file: &FamilyMembers,
    guardian: &GuardianRow,
    child: ChildId,
    has_child: bool,
    day: Date,
) -> AdultAtHand<Adult> {
    AdultAtHand {
        adult: Adult {
            id: guardian.id,
            name: shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name),
            kinship: file.kinship(guardian, child),
            phones: file.phones_of(guardian.id).map(|one| phone(&one.number)).collect(),
        },
        names: guardian.names(),
        authority: file.authority(guardian, child, day),
        has_child,
    }
}

fn link_of(adult: &Adult, bonds: bool) -> String {
    if bonds { adult.kinship.label().to_owned() } else { String::new() }
}

fn contact_name(contact: &ContactRow) -> String {
    format!("{} {}", contact.first_name, contact.name).trim().to_owned()
}

fn holds_on(contact: &ContactRow, day: Date) -> bool {
    contact.valid_from.is_none_or(|from| from <= day) && contact.valid_to.is_none_or(|to| to >= day)
}
