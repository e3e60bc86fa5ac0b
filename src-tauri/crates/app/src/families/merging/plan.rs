//! Two records side by side: what differs, what goes with them, what stands in the way. Nothing is written here; the merge reads the plan
//! again in its own transaction.

use domain::people::HouseholdLetter;
use domain::values::BirthDate;
use domain::values::ids::{FamilyId, GuardianId, HouseholdId};
use jiff::civil::Date;
use security::Grant;
use security::access::{EditFamilies, EditHealth, EditQuotients};
use store::Reader;
use store::people::{ChildRow, FamilyMembers, GuardianRow, HouseholdRow, shown_name};
use uuid::Uuid;

use super::children::child;
use super::contradictions::{Contradiction, Gesture, contradictions};
use super::fields::{DEBTOR, differing};
use super::helps;
use super::households::{household, one_debtor};
use super::list::{Town, home_key};
use super::{MergeFieldView, MergePartView, MergeView, RecordKind, RecordPairRequest};
use crate::Error;
use crate::call::{Call, Subject};
use crate::families::authority::barred_from;
use crate::families::wording::{address, phone};

/// Two records side by side, and those that are twice with them.
pub fn show(call: &Call<'_, EditFamilies>, request: RecordPairRequest) -> Result<MergeView, Error> {
    let planner = Planner::of(call);
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
pub(super) struct Planner<'s> {
    pub(super) today: Date,
    /// Whether the agent may say which of two health files goes on.
    pub(super) reads_health: bool,
    /// Helps may be read, and one of two given up.
    helps: Option<Grant<'s, EditQuotients>>,
}

impl<'s> Planner<'s> {
    pub(super) fn of(call: &Call<'s, EditFamilies>) -> Self {
        Self {
            today: call.today(),
            reads_health: call.also::<EditHealth>().is_some(),
            helps: call.also::<EditQuotients>(),
        }
    }

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
            RecordKind::Household => household(r, self.today, &mut part)?,
            RecordKind::Guardian => guardian(r, &mut part)?,
            RecordKind::Child => child(r, self.reads_health, &mut part)?,
        }
        part.kept_name = record_name(r, part.kind, part.kept)?;
        part.absorbed_name = record_name(r, part.kind, part.absorbed)?;
        let found = self.contradictions(r, (part.kind, part.kept, part.absorbed), gesture)?;
        part.fields.extend(found.into_iter().map(MergeFieldView::from));
        Ok(part)
    }

    /// What a pair contradicts that this agent may settle.
    pub(super) fn contradictions(
        &self,
        r: &Reader<'_>,
        pair: (RecordKind, Uuid, Uuid),
        gesture: Gesture<'_>,
    ) -> Result<Vec<Contradiction>, Error> {
        let mut found = contradictions(r, self.today, pair, gesture)?;
        if let Some(grant) = &self.helps {
            found.extend(helps::doubled(r, grant, pair, gesture)?);
        }
        Ok(found)
    }

    fn family(&self, r: &Reader<'_>, part: &mut MergePartView) -> Result<(), Error> {
        let (kept, absorbed) =
            (row(r.family_members(part.kept.into())?)?, row(r.family_members(part.absorbed.into())?)?);
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
}

/// The row of a record that was just seen to be there.
pub(super) fn row<T>(row: Option<T>) -> Result<T, Error> {
    row.ok_or_else(|| Error::not_found("l’une de ces deux fiches"))
}

/// How an agent knows a record.
pub(super) fn record_name(r: &Reader<'_>, kind: RecordKind, id: Uuid) -> Result<String, Error> {
    Ok(match kind {
        RecordKind::Family => {
            let file = row(r.family(id.into())?)?;
            format!("{}, dossier {:06}", file.name, file.number)
        }
        RecordKind::Household => {
            let home = row(r.household(id.into())?)?;
            format!("Foyer {}, {}", home.letter.letter(), address(&home.address))
        }
        RecordKind::Guardian => guardian_name(&row(r.guardian(id.into())?)?),
        RecordKind::Child => child_name(&row(r.child(id.into())?)?),
    })
}

pub(super) fn guardian_name(row: &GuardianRow) -> String {
    shown_name(&row.first_names, &row.usage_name, &row.birth_name)
}

pub(super) fn child_name(row: &ChildRow) -> String {
    shown_name(&row.first_names, "", &row.family_name)
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
