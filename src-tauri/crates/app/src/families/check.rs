//! Who looks the same: shown to the agent, never merged alone.

use std::collections::HashSet;

use domain::people::{ChildDraft, GuardianDraft, Identity, Resemblance, resemblance};
use domain::values::ids::{ChildId, FamilyId, GuardianId};
use domain::values::{PersonName, Phone};
use security::access::EditFamilies;
use store::Reader;
use store::people::{KnownChild, KnownGuardian};
use store::search::{FoundKind, SearchText};

use super::accepting::{Completeness, Typing, accept};
use super::{DuplicateCandidate, FamilyCheckView, FamilyRegisterRequest};
use crate::Error;
use crate::call::Call;
use crate::error::Code;
use crate::settings;

/// Namesakes looked at for one person.
const NAMESAKES: usize = 20;

/// Everything wrong with a family being typed, and who looks the same: asked while typing, nothing is written.
pub fn check(
    call: &Call<'_, EditFamilies>,
    request: FamilyRegisterRequest,
) -> Result<FamilyCheckView, Error> {
    call.read(|r| {
        let (town, fields) = (settings::town(r)?, settings::asked(r)?);
        let mut typing = Typing {
            town: &town,
            fields: &fields,
            today: call.today(),
            completeness: Completeness::Whole,
            new_id: &mut || call.new_id(),
        };
        let issues = accept(&request, &mut typing).err().unwrap_or_default();
        Ok(FamilyCheckView { issues, duplicates: duplicates_of(r, &request)? })
    })
}

/// Who, already known, looks like someone of a family being registered.
pub(super) fn duplicates_of(
    r: &Reader<'_>,
    request: &FamilyRegisterRequest,
) -> Result<Vec<DuplicateCandidate>, Error> {
    let mut found = Vec::new();
    for (rank, household) in request.households.iter().enumerate() {
        for (guardian_rank, guardian) in household.guardians.iter().enumerate() {
            let field = format!("households.{rank}.guardians.{guardian_rank}");
            found.extend(guardian_duplicates(r, &field, guardian, None)?);
        }
    }
    for (rank, child) in request.children.iter().enumerate() {
        found.extend(child_duplicates(r, &format!("children.{rank}"), &child.identity)?);
    }
    Ok(found)
}

/// Refuses to go on until the agent has seen who looks the same.
pub(super) fn refuse_duplicates(duplicates: Vec<DuplicateCandidate>, seen: bool) -> Result<(), Error> {
    if seen || duplicates.is_empty() {
        return Ok(());
    }
    let message = match duplicates.len() {
        1 => format!(
            "{} est peut-être déjà connu. Ouvrez sa fiche, ou continuez si c’est une autre personne.",
            duplicates[0].name
        ),
        count => format!(
            "{count} personnes sont peut-être déjà connues. Ouvrez leurs fiches, ou continuez si ce sont d’autres personnes."
        ),
    };
    Err(Error::new(Code::PossibleDuplicate, message)
        .with_params(serde_json::json!({ "duplicates": duplicates })))
}

/// Known children who look like this one: born that day, or of the same name.
pub(super) fn child_duplicates(
    r: &Reader<'_>,
    field: &str,
    typed: &ChildDraft,
) -> Result<Vec<DuplicateCandidate>, Error> {
    let (Ok(name), Ok(first_name)) =
        (PersonName::try_new(&typed.name), PersonName::try_new(&typed.first_name))
    else {
        return Ok(Vec::new());
    };
    let identity = Identity { name: &name, first_name: &first_name, birth_date: typed.birth_date };
    let mut known = match typed.birth_date {
        Some(birth) => r.children_born_on(birth.reckoned())?,
        None => Vec::new(),
    };
    let namesakes = SearchText::read(&format!("{} {}", typed.first_name, typed.name));
    for (_, id) in r.search(&namesakes, &[FoundKind::Child], &[], NAMESAKES)? {
        known.extend(r.known_child(ChildId::from_uuid(id))?);
    }
    let mut seen = HashSet::new();
    known.retain(|child| seen.insert((child.child, child.family)));
    let candidate = |child: KnownChild| {
        let (name, first_name) = names(&child.family_name, &child.first_names)?;
        let other = Identity { name: &name, first_name: &first_name, birth_date: Some(child.birth_date) };
        let reason = match resemblance(&identity, &other) {
            Resemblance::Different => return None,
            Resemblance::Possible => "nom proche et naissance proche",
            Resemblance::Same => "mêmes noms et même date de naissance",
        };
        Some(DuplicateCandidate {
            field: field.to_owned(),
            id: child.child.into(),
            name: format!("{first_name} {name}"),
            birth_date: Some(child.birth_date),
            family: child.family,
            family_number: child.family_number,
            family_name: child.family_file,
            reason: reason.to_owned(),
            is_certain: resemblance(&identity, &other) == Resemblance::Same,
        })
    };
    Ok(known.into_iter().filter_map(candidate).collect())
}

/// Known guardians who look like this one: same telephone, or same name. Those of `family` are left out: its own members are
/// no duplicates of each other.
pub(super) fn guardian_duplicates(
    r: &Reader<'_>,
    field: &str,
    typed: &GuardianDraft,
    family: Option<FamilyId>,
) -> Result<Vec<DuplicateCandidate>, Error> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for phone in typed.phones.iter().filter_map(|phone| Phone::parse(phone).ok()) {
        for known in r.guardians_with_phone(phone.as_str())? {
            if Some(known.family) != family && seen.insert(known.guardian) {
                found.push(guardian_candidate(field, known, "même téléphone", false));
            }
        }
    }
    let typed_names =
        [&typed.usage_name, &typed.birth_name].into_iter().filter(|name| !name.trim().is_empty());
    for typed_name in typed_names {
        let Some((name, first_name)) = names(typed_name, &typed.first_name) else { continue };
        let identity = Identity { name: &name, first_name: &first_name, birth_date: typed.birth_date };
        let namesakes = SearchText::read(&format!("{} {typed_name}", typed.first_name));
        for (_, id) in r.search(&namesakes, &[FoundKind::Guardian], &[], NAMESAKES)? {
            let Some(known) = r.known_guardian(GuardianId::from_uuid(id))? else { continue };
            if Some(known.family) == family || seen.contains(&known.guardian) {
                continue;
            }
            let alike = [&known.usage_name, &known.birth_name]
                .into_iter()
                .filter_map(|name| names(name, &known.first_names))
                .map(|(name, first_name)| {
                    let birth_date = known.birth_date;
                    resemblance(&identity, &Identity { name: &name, first_name: &first_name, birth_date })
                })
                .max()
                .unwrap_or(Resemblance::Different);
            if alike > Resemblance::Different {
                seen.insert(known.guardian);
                let certain = alike == Resemblance::Same;
                let reason = if certain { "mêmes noms et même date de naissance" } else { "même nom" };
                found.push(guardian_candidate(field, known, reason, certain));
            }
        }
    }
    Ok(found)
}

fn guardian_candidate(
    field: &str,
    known: KnownGuardian,
    reason: &str,
    is_certain: bool,
) -> DuplicateCandidate {
    DuplicateCandidate {
        field: field.to_owned(),
        id: known.guardian.into(),
        name: store::people::shown_name(&known.first_names, &known.usage_name, &known.birth_name),
        birth_date: known.birth_date,
        family: known.family,
        family_number: known.family_number,
        family_name: known.family_file,
        reason: reason.to_owned(),
        is_certain,
    }
}

fn names(name: &str, first_name: &str) -> Option<(PersonName, PersonName)> {
    Some((PersonName::try_new(name).ok()?, PersonName::try_new(first_name).ok()?))
}
