//! Words of the health screens.

use domain::health::{Allergy, Valence};

use super::AllergyView;

/// A valence, as a vaccination certificate names it.
pub(super) const fn valence(valence: Valence) -> &'static str {
    match valence {
        Valence::Dip => "Diphtérie",
        Valence::Tet => "Tétanos",
        Valence::Pol => "Poliomyélite",
        Valence::Coq => "Coqueluche",
        Valence::Hib => "Haemophilus influenzae b",
        Valence::Heb => "Hépatite B",
        Valence::Pnc => "Pneumocoque",
        Valence::Rou => "Rougeole",
        Valence::Ore => "Oreillons",
        Valence::Rub => "Rubéole",
        Valence::Mnc => "Méningocoque C",
        Valence::Mnacwy => "Méningocoques A, C, W, Y",
        Valence::Mnb => "Méningocoque B",
    }
}

/// Allergies, worst first.
pub(crate) fn allergies(allergies: &[Allergy]) -> Vec<AllergyView> {
    let mut views: Vec<AllergyView> = allergies
        .iter()
        .map(|allergy| AllergyView {
            label: allergy.allergen.label().to_owned(),
            severity: allergy.severity,
            severity_label: allergy.severity.label().to_owned(),
            instruction: allergy.instruction.clone(),
        })
        .collect();
    views.sort_by_key(|allergy| std::cmp::Reverse(allergy.severity));
    views
}
