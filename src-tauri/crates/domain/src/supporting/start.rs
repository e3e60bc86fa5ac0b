//! The kinds a town starts with: it changes them, or removes them.

use super::{DocumentKeeping, DocumentKindDraft, DocumentNature, DocumentOwner, DocumentValidity};
use crate::activities::ActivityKind;

/// The end of the school year.
const SCHOOL_YEAR: DocumentValidity = DocumentValidity::YearEnd { month: 8, day: 31 };

/// What most towns ask for or are shown, in the order of a list. Only what a registration needs is asked of everybody: the proof of
/// address, the insurance, of which no copy is kept once it was controlled (V13), and for a leisure centre what its director must know
/// before the child comes (CASF, art. R. 227-7).
pub fn starting_kinds() -> Vec<DocumentKindDraft> {
    use ActivityKind::{Alsh, Periscolaire, SchoolMeals};
    use DocumentKeeping::{Copy, Seen};
    use DocumentNature::{Bank, Health, Identity, Judgment, Ordinary, Resources};
    use DocumentOwner::{Child, Guardian, Household};
    use DocumentValidity::{Months, Unlimited, YearEnd};

    let kind = |name: &str, owner, nature, keeping, validity, asked_by: &[ActivityKind]| DocumentKindDraft {
        name: name.to_owned(),
        owner,
        nature,
        keeping,
        validity,
        activity_kinds: asked_by.to_vec(),
        activities: Vec::new(),
    };
    vec![
        kind(
            "Justificatif de domicile",
            Household,
            Ordinary,
            Copy,
            Months { months: 12 },
            &[SchoolMeals, Periscolaire, Alsh],
        ),
        kind(
            "Attestation d’assurance",
            Child,
            Ordinary,
            Seen,
            SCHOOL_YEAR,
            &[SchoolMeals, Periscolaire, Alsh],
        ),
        kind("Fiche sanitaire de liaison", Child, Health, Seen, SCHOOL_YEAR, &[Alsh]),
        kind("Carnet de vaccination", Child, Health, Seen, Unlimited, &[Alsh]),
        kind("Livret de famille", Household, Ordinary, Seen, Unlimited, &[]),
        kind("Jugement", Child, Judgment, Seen, Unlimited, &[]),
        kind("Pièce d’identité", Guardian, Identity, Seen, Unlimited, &[]),
        kind("Avis d’imposition", Household, Resources, Copy, YearEnd { month: 12, day: 31 }, &[]),
        kind("RIB", Household, Bank, Copy, Unlimited, &[]),
    ]
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::DocumentKind;
    use super::*;
    use crate::values::ids::DocumentKindId;

    #[test]
    fn the_starting_list_is_one_a_town_could_have_typed() {
        let kinds = starting_kinds();
        for draft in &kinds {
            DocumentKind::try_new(DocumentKindId::from_uuid(Uuid::nil()), draft.clone()).expect("accepted");
        }
        // What is kept apart is asked of nobody who only eats at school.
        let asked = kinds.iter().filter(|kind| kind.activity_kinds.contains(&ActivityKind::SchoolMeals));
        assert!(
            asked.clone().count() == 2 && asked.clone().all(|kind| kind.nature == DocumentNature::Ordinary)
        );
    }
}
