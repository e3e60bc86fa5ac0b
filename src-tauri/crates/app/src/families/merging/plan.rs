//! Two records side by side: what differs, what goes with them, what stands in the way. Nothing is written here; the merge reads the plan
//! again in its own transaction.

use std::collections::HashMap;

use domain::calendar::format_day;
use domain::people::{HouseholdLetter, overlap};
use domain::values::BirthDate;
use domain::values::ids::{ChildId, FamilyId, GuardianId, HouseholdId, UnitId};
use jiff::civil::{Date, date};
use security::access::{EditFamilies, EditHealth};
use store::Reader;
use store::people::{ChildRow, FamilyMembers, GuardianRow, HouseholdRow, shown_name};
use uuid::Uuid;

use super::contradictions::{Gesture, contradictions};
use super::list::{Town, home_key};
use super::settle::schooling_notes;
use super::{MergeFieldView, MergePartView, MergeView, RecordKind, RecordPairRequest};
use crate::Error;
use crate::call::{Call, Subject};
use crate::families::authority::barred_from;
use crate::families::custody::in_words;
use crate::families::wording::{address, diet_label, phone, regime_label};

/// Days over which two records are compared: all there are.
pub(super) const ALWAYS: (Date, Date) = (date(1990, 1, 1), date(2200, 12, 31));
/// Days said in a refusal: the first of them are enough to go and look.
const DAYS_SAID: usize = 3;

/// A field, its label, the columns it is.
pub(super) struct Field {
    pub(super) code: &'static str,
    label: &'static str,
    /// Empty for what is no column of the record.
    pub(super) columns: &'static [&'static str],
}

const fn field(code: &'static str, label: &'static str, columns: &'static [&'static str]) -> Field {
    Field { code, label, columns }
}

/// Which household has a child: no column of the child.
pub(super) const CUSTODY: &str = "custody";

/// Who owes the invoices of a household.
const DEBTOR: &str = "debtor";

const HOUSEHOLD: &[Field] = &[
    field(
        "address",
        "Adresse",
        &[
            "address_complement",
            "address_place",
            "address_street",
            "address_locality",
            "postal_code",
            "city",
            "country_code",
            "insee",
            "is_resident",
            "address_since",
        ],
    ),
    field(DEBTOR, "Débiteur", &["debtor_id"]),
    field("regime", "Régime", &["regime"]),
];

const GUARDIAN: &[Field] = &[
    field("civility", "Civilité", &["civility"]),
    field("birth_name", "Nom de naissance", &["birth_name"]),
    field("usage_name", "Nom d’usage", &["usage_name"]),
    field("first_names", "Prénoms", &["first_names"]),
    field("birth_date", "Date de naissance", &["birth_date", "birth_length"]),
    field("birth_place", "Lieu de naissance", &["birth_place", "birth_code"]),
    field("kinship", "Lien", &["link"]),
    field("email", "Courriel", &["email"]),
    field("sending", "Envois", &["sending"]),
];

const CHILD: &[Field] = &[
    field("family_name", "Nom", &["family_name"]),
    field("first_names", "Prénoms", &["first_names"]),
    field("sex", "Sexe", &["sex"]),
    field("birth_date", "Date de naissance", &["birth_date", "birth_length"]),
    field("birth_place", "Lieu de naissance", &["birth_place", "birth_code"]),
    field("diet", "Régime alimentaire", &["diet_code"]),
    field("doctor", "Médecin", &["doctor_name", "doctor_phone"]),
    field(CUSTODY, "Garde, si les deux ne s’accordent pas", &[]),
];

/// The fields of a kind of record.
pub(super) const fn fields_of(kind: RecordKind) -> &'static [Field] {
    match kind {
        RecordKind::Family => &[],
        RecordKind::Household => HOUSEHOLD,
        RecordKind::Guardian => GUARDIAN,
        RecordKind::Child => CHILD,
    }
}

/// Two records side by side, and those that are twice with them.
pub fn show(call: &Call<'_, EditFamilies>, request: RecordPairRequest) -> Result<MergeView, Error> {
    let planner = Planner { today: call.today(), reads_health: call.also::<EditHealth>().is_some() };
    let (kept, absorbed) = call.read(|r| {
        Ok((family_of(r, request.kind, request.kept)?, family_of(r, request.kind, request.absorbed)?))
    })?;
    if kept != absorbed {
        call.consult(Subject::of("family", absorbed).detail("Comparée pour une réunion"), |_| Ok(()))?;
    }
    let subject = Subject::of("family", kept).detail("Comparée pour une réunion");
    call.consult(subject, |r| Ok(MergeView { parts: planner.all(r, request)? }))
}

/// A file that shows a record; refused when it is not there, or not reached.
pub(super) fn family_of(r: &Reader<'_>, kind: RecordKind, id: Uuid) -> Result<FamilyId, Error> {
    let missing = || Error::not_found("l’une de ces deux fiches");
    let household = match kind {
        RecordKind::Family => return Ok(r.family(id.into())?.ok_or_else(missing)?.id),
        RecordKind::Household => r.household(id.into())?.ok_or_else(missing)?.id,
        RecordKind::Guardian => r.guardian(id.into())?.ok_or_else(missing)?.household,
        RecordKind::Child => {
            let child = r.child(id.into())?.ok_or_else(missing)?;
            return r.families_of_child(child.id)?.first().copied().ok_or_else(missing);
        }
    };
    r.family_of_household(household)?.ok_or_else(missing)
}

/// What a plan depends on beside the file.
pub(super) struct Planner {
    pub(super) today: Date,
    /// Whether the agent may say which of two health files goes on.
    pub(super) reads_health: bool,
}

impl Planner {
    /// The pair asked for, then what is found twice with it.
    fn all(&self, r: &Reader<'_>, pair: RecordPairRequest) -> Result<Vec<MergePartView>, Error> {
        let mut parts = vec![self.part(r, pair, true, Gesture::default())?];
        if pair.kind == RecordKind::Family {
            let (kept, absorbed) =
                (FamilyId::from_uuid(parts[0].kept), FamilyId::from_uuid(parts[0].absorbed));
            let pairs = with_families(r, kept, absorbed)?;
            for pair in &pairs {
                let gesture = Gesture { files: &[kept, absorbed], pairs: &pairs };
                let mut part = self.part(r, *pair, false, gesture)?;
                if pair.kind == RecordKind::Household && one_debtor(r, &part, &pairs)? {
                    part.fields.retain(|field| field.code != DEBTOR);
                }
                parts.push(part);
            }
        }
        Ok(parts)
    }

    /// A pair: which record goes on, what differs, what contradicts, what stands in the way, with what else its gesture merges.
    pub(super) fn part(
        &self,
        r: &Reader<'_>,
        pair: RecordPairRequest,
        is_asked: bool,
        gesture: Gesture<'_>,
    ) -> Result<MergePartView, Error> {
        if pair.kept == pair.absorbed {
            return Err(Error::refused("Une fiche ne se réunit pas à elle-même\u{a0}: choisissez-en deux."));
        }
        let (one, other) = (family_of(r, pair.kind, pair.kept)?, family_of(r, pair.kind, pair.absorbed)?);
        let mut part = MergePartView {
            kind: pair.kind,
            kept: pair.kept,
            absorbed: pair.absorbed,
            kept_name: String::new(),
            absorbed_name: String::new(),
            is_asked,
            fields: Vec::new(),
            notes: Vec::new(),
            refusals: Vec::new(),
        };
        let apart = one != other && !(gesture.files.contains(&one) && gesture.files.contains(&other));
        if apart && matches!(pair.kind, RecordKind::Household | RecordKind::Guardian) {
            part.refusals.push(
                "Ces deux fiches sont dans deux dossiers\u{a0}: réunissez d’abord les dossiers des familles."
                    .to_owned(),
            );
        }
        match pair.kind {
            RecordKind::Family => self.family(r, &mut part)?,
            RecordKind::Household => self.household(r, &mut part)?,
            RecordKind::Guardian => guardian(r, &mut part)?,
            RecordKind::Child => self.child(r, &mut part)?,
        }
        let found = contradictions(r, self.today, (part.kind, part.kept, part.absorbed), gesture)?;
        part.fields.extend(found.into_iter().map(MergeFieldView::from));
        Ok(part)
    }

    fn family(&self, r: &Reader<'_>, part: &mut MergePartView) -> Result<(), Error> {
        let (kept, absorbed) =
            (row(r.family_members(part.kept.into())?)?, row(r.family_members(part.absorbed.into())?)?);
        let named = |file: &FamilyMembers| format!("{}, dossier {:06}", file.family.name, file.family.number);
        (part.kept_name, part.absorbed_name) = (named(&kept), named(&absorbed));
        let coming = absorbed.households.len();
        if letters_after(&kept.households, coming).len() < coming {
            part.refusals.push(
                "Ces deux dossiers auraient trop de foyers pour les lettres de A à Z\u{a0}: réunissez d’abord des foyers."
                    .to_owned(),
            );
        }
        part.notes.push(
            "Les foyers, contacts, lignes de suivi et l’historique passent au dossier gardé\u{a0}; les factures émises gardent le débiteur qu’elles nomment."
                .to_owned(),
        );
        part.notes.extend(barred_contacts(&kept, &absorbed, self.today));
        part.notes.extend(barred_contacts(&absorbed, &kept, self.today));
        Ok(())
    }

    /// The household that was billed goes on: an invoice is never rewritten.
    fn household(&self, r: &Reader<'_>, part: &mut MergePartView) -> Result<(), Error> {
        let money = |id: Uuid| r.has_money(id.into());
        match (money(part.kept)?, money(part.absorbed)?) {
            (true, true) => part.refusals.push(
                "Les deux foyers ont été facturés ou ont réglé\u{a0}: chacun garde son compte, ils restent deux foyers du même dossier."
                    .to_owned(),
            ),
            (false, true) => {
                std::mem::swap(&mut part.kept, &mut part.absorbed);
                part.notes.push("Le foyer qui a des factures est celui qui continue.".to_owned());
            }
            _ => {}
        }
        let standing = |id: Uuid| -> Result<bool, Error> {
            let mandates = r.mandates_of(id.into())?;
            Ok(mandates.iter().any(|row| crate::mandates::stands(row.mandate.state_on(self.today))))
        };
        if standing(part.kept)? && standing(part.absorbed)? {
            part.refusals.push(
                "Ces deux foyers ont chacun un mandat de prélèvement\u{a0}: demandez à la facturation d’en révoquer un, puis réunissez-les."
                    .to_owned(),
            );
        }
        let (kept, absorbed) =
            (row(r.household(part.kept.into())?)?, row(r.household(part.absorbed.into())?)?);
        let named =
            |home: &HouseholdRow| format!("Foyer {}, {}", home.letter.letter(), address(&home.address));
        (part.kept_name, part.absorbed_name) = (named(&kept), named(&absorbed));
        let debtor = |home: &HouseholdRow| -> Result<String, Error> {
            let debtor = home.debtor.map(|id| r.guardian(id)).transpose()?.flatten();
            Ok(debtor.map(|row| guardian_name(&row)).unwrap_or_default())
        };
        let since = |home: &HouseholdRow| {
            let price = if home.is_resident { "habitants" } else { "hors commune" };
            let since = home.address_since.map(|day| format!(", depuis le {}", format_day(day)));
            format!("{} (tarif {price}{})", address(&home.address), since.unwrap_or_default())
        };
        part.fields = differing(RecordKind::Household, |code| {
            Ok(match code {
                "address" => (since(&kept), since(&absorbed)),
                DEBTOR => (debtor(&kept)?, debtor(&absorbed)?),
                _ => (regime_label(&kept.regime).to_owned(), regime_label(&absorbed.regime).to_owned()),
            })
        })?;
        part.notes.push(
            "Les personnes, quotients, ressources, mandats et pièces des deux foyers se suivent dans celui qui continue\u{a0}; ce qui est scellé le reste."
                .to_owned(),
        );
        Ok(())
    }

    /// The child whose health was written goes on: what is sealed is not moved by who cannot read it.
    fn child(&self, r: &Reader<'_>, part: &mut MergePartView) -> Result<(), Error> {
        match (r.health_was_written(part.kept.into())?, r.health_was_written(part.absorbed.into())?) {
            (true, true) if self.reads_health => part.notes.push(
                "Chacune a son dossier de santé\u{a0}: celui de la fiche gardée continue, l’autre reste scellé et ne se lit plus. Inversez les fiches pour garder l’autre."
                    .to_owned(),
            ),
            (true, true) => part.refusals.push(
                "Les deux fiches ont un dossier de santé\u{a0}: la réunion se fait avec un agent du profil Santé, qui dit lequel continue."
                    .to_owned(),
            ),
            (false, true) => {
                std::mem::swap(&mut part.kept, &mut part.absorbed);
                part.notes.push("La fiche qui a un dossier de santé est celle qui continue.".to_owned());
            }
            _ => {}
        }
        let (kept, absorbed) = (row(r.child(part.kept.into())?)?, row(r.child(part.absorbed.into())?)?);
        (part.kept_name, part.absorbed_name) = (child_name(&kept), child_name(&absorbed));
        let custody = |child: ChildId| in_words(r, &r.custodies_of_child(child)?);
        part.fields = differing(RecordKind::Child, |code| {
            let text = |child: &ChildRow| -> Result<String, Error> {
                Ok(match code {
                    "family_name" => child.family_name.clone(),
                    "first_names" => child.first_names.clone(),
                    "sex" => child.sex.map(|sex| sex.code().to_owned()).unwrap_or_default(),
                    "birth_date" => child.birth_date.format_fr(),
                    "birth_place" => child.birth_place.clone(),
                    "diet" => diet_label(&child.diet_code).to_owned(),
                    "doctor" => doctor(child),
                    _ => custody(child.id)?,
                })
            };
            Ok((text(&kept)?, text(&absorbed)?))
        })?;
        conflicts_of_children(r, part)?;
        part.notes.extend(schooling_notes(r, kept.id, absorbed.id)?);
        Ok(())
    }
}

/// Whether the debtors of two households are one adult, merged in the same gesture: there is nothing to choose.
fn one_debtor(r: &Reader<'_>, part: &MergePartView, pairs: &[RecordPairRequest]) -> Result<bool, Error> {
    let debtor = |home: Uuid| -> Result<Option<Uuid>, Error> {
        Ok(r.household(home.into())?.and_then(|row| row.debtor).map(Uuid::from))
    };
    let two = debtor(part.kept)?.zip(debtor(part.absorbed)?);
    Ok(two.is_some_and(|(one, other)| {
        pairs.iter().any(|pair| [(one, other), (other, one)].contains(&(pair.kept, pair.absorbed)))
    }))
}

/// The row of a record that was just seen to be there.
fn row<T>(row: Option<T>) -> Result<T, Error> {
    row.ok_or_else(|| Error::not_found("l’une de ces deux fiches"))
}

pub(super) fn guardian_name(row: &GuardianRow) -> String {
    shown_name(&row.first_names, &row.usage_name, &row.birth_name)
}

pub(super) fn child_name(row: &ChildRow) -> String {
    shown_name(&row.first_names, "", &row.family_name)
}

fn doctor(child: &ChildRow) -> String {
    let said = [child.doctor_name.clone(), phone(&child.doctor_phone)];
    said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The fields of a kind that two records do not say alike.
fn differing(
    kind: RecordKind,
    texts: impl Fn(&str) -> Result<(String, String), Error>,
) -> Result<Vec<MergeFieldView>, Error> {
    let mut differing = Vec::new();
    for Field { code, label, .. } in fields_of(kind) {
        let (kept, absorbed) = texts(code)?;
        if kept != absorbed {
            let takes_absorbed = kept.is_empty();
            let (code, label) = ((*code).to_owned(), (*label).to_owned());
            differing.push(MergeFieldView {
                code,
                label,
                kept,
                absorbed,
                takes_absorbed,
                is_contradiction: false,
            });
        }
    }
    Ok(differing)
}

/// The contacts of a file whom the other bars from its children: they stay barred in the file kept (V02), and the agent is told.
fn barred_contacts(of: &FamilyMembers, other: &FamilyMembers, today: Date) -> Vec<String> {
    let barred = of.contacts.iter().filter_map(|contact| {
        let children = barred_from(other, contact, today);
        (!children.is_empty()).then(|| {
            format!(
                "{} {} est un contact dans un dossier et n’a plus l’autorité parentale sur {} dans l’autre\u{a0}: cette personne ne pourra ni venir chercher ni être prévenue. Retirez le contact après la réunion.",
                contact.first_name,
                contact.name,
                children.join(", ")
            )
        })
    });
    barred.collect()
}

/// The letters that come after those of some households.
pub(in crate::families) fn letters_after(households: &[HouseholdRow], wanted: usize) -> Vec<HouseholdLetter> {
    let last = households.iter().map(|home| home.letter.letter()).max().unwrap_or('@');
    let next = (last..='Z').skip(1);
    next.filter_map(|letter| HouseholdLetter::try_new(letter).ok()).take(wanted).collect()
}

fn guardian(r: &Reader<'_>, part: &mut MergePartView) -> Result<(), Error> {
    let (kept, absorbed) = (row(r.guardian(part.kept.into())?)?, row(r.guardian(part.absorbed.into())?)?);
    (part.kept_name, part.absorbed_name) = (guardian_name(&kept), guardian_name(&absorbed));
    part.fields = differing(RecordKind::Guardian, |code| {
        let text = |row: &GuardianRow| match code {
            "civility" => row.civility.clone(),
            "birth_name" => row.birth_name.clone(),
            "usage_name" => row.usage_name.clone(),
            "first_names" => row.first_names.clone(),
            "birth_date" => row.birth_date.map(BirthDate::format_fr).unwrap_or_default(),
            "birth_place" => row.birth_place.clone(),
            "kinship" => row.kinship.label().to_owned(),
            "email" => row.email.clone(),
            _ => row.sending.label().to_owned(),
        };
        Ok((text(&kept), text(&absorbed)))
    })?;
    let numbers = |id: GuardianId| -> Result<Vec<String>, Error> {
        Ok(r.phones_of_guardian(id)?.into_iter().map(|phone| phone.number).collect())
    };
    let known = numbers(kept.id)?;
    let more: Vec<String> = numbers(absorbed.id)?
        .iter()
        .filter(|number| !known.contains(number))
        .map(|number| phone(number))
        .collect();
    if !more.is_empty() {
        part.notes.push(format!("Ses numéros s’ajoutent\u{a0}: {}.", more.join(", ")));
    }
    Ok(())
}

/// What two records of one child cannot both say: said before anything is written.
fn conflicts_of_children(r: &Reader<'_>, part: &mut MergePartView) -> Result<(), Error> {
    let (kept, absorbed) = (ChildId::from_uuid(part.kept), ChildId::from_uuid(part.absorbed));
    let (from, to) = ALWAYS;
    let units: HashMap<UnitId, String> =
        r.units()?.into_iter().map(|row| (row.unit.id, row.unit.name.clone())).collect();
    let unit = |id: &UnitId| units.get(id).cloned().unwrap_or_default();

    let mut facts = HashMap::new();
    let mut days = Vec::new();
    for fact in r.attendance_of_children(&[kept], from, to)? {
        facts.insert((fact.day, fact.unit), (fact.state, fact.minutes));
    }
    for fact in r.attendance_of_children(&[absorbed], from, to)? {
        match facts.get(&(fact.day, fact.unit)) {
            Some(known) if *known != (fact.state, fact.minutes) => days.push((fact.day, unit(&fact.unit))),
            _ => {}
        }
    }
    days.sort();
    if !days.is_empty() {
        let said: Vec<String> = days
            .iter()
            .take(DAYS_SAID)
            .map(|(day, unit)| format!("le {} ({unit})", format_day(*day)))
            .collect();
        let more = days.len().saturating_sub(DAYS_SAID);
        let more = if more > 0 { format!(" et {more} autres") } else { String::new() };
        part.refusals.push(format!(
            "Les deux fiches ne disent pas la même présence {}{more}\u{a0}: corrigez la grille sur l’une des deux.",
            said.join(", ")
        ));
    }

    for other in r.patterns_of_child(absorbed)? {
        let known = r.patterns_of_child(kept)?.into_iter().find(|one| {
            one.unit == other.unit
                && overlap((one.from, one.to), (other.from, other.to))
                && (one.even, one.odd) != (other.even, other.odd)
        });
        if known.is_some() {
            part.refusals.push(format!(
                "Les deux fiches réservent d’autres jours chaque semaine ({})\u{a0}: mettez fin à l’une des semaines types.",
                unit(&other.unit)
            ));
        }
    }

    let classes = r.classes()?;
    let class = |id| classes.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_default();
    for other in r.schoolings_of_child(absorbed)? {
        for one in r.schoolings_of_child(kept)? {
            if one.class != other.class && overlap((one.from, one.to), (other.from, other.to)) {
                part.refusals.push(format!(
                    "Deux classes en même temps ({} et {})\u{a0}: retirez l’une des deux avant de réunir.",
                    class(one.class),
                    class(other.class)
                ));
            }
        }
    }
    Ok(())
}

/// What is twice in two files being merged: households, then adults, then children, each once.
fn with_families(
    r: &Reader<'_>,
    kept: FamilyId,
    absorbed: FamilyId,
) -> Result<Vec<RecordPairRequest>, Error> {
    let town = Town::read(r, Some(&[kept, absorbed]))?;
    let mut taken: Vec<Uuid> = Vec::new();
    let mut pairs: Vec<RecordPairRequest> = Vec::new();
    let mut pair = |kind: RecordKind, one: Uuid, other: Uuid| {
        if !taken.contains(&one) && !taken.contains(&other) {
            taken.extend([one, other]);
            pairs.push(RecordPairRequest { kind, kept: one, absorbed: other });
        }
    };
    let of = |family: FamilyId| town.homes().iter().filter(move |home| home.family == family);
    for home in of(kept) {
        for other in
            of(absorbed).filter(|other| home_key(other).is_some() && home_key(other) == home_key(home))
        {
            pair(RecordKind::Household, home.id.into(), other.id.into());
        }
    }
    if of(kept).count() == 1 && of(absorbed).count() == 1 {
        let ids: Vec<HouseholdId> = of(kept).chain(of(absorbed)).map(|home| home.id).collect();
        pair(RecordKind::Household, ids[0].into(), ids[1].into());
    }
    let mut people = town.doubles();
    people.sort_by_key(|double| (town.person(double.one).0, std::cmp::Reverse(double.score)));
    for double in people {
        let ((kind, one, files), (_, other, others)) = (town.person(double.one), town.person(double.other));
        if files.iter().any(|file| others.contains(file)) {
            continue;
        }
        if files.contains(&kept) { pair(kind, one, other) } else { pair(kind, other, one) }
    }
    pairs.sort_by_key(|pair| pair.kind);
    Ok(pairs)
}
