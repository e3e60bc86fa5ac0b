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
pub(super) fn allergies(allergies: &[Allergy]) -> Vec<AllergyView> {
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

/// `Timothée d’E.`: what leaves the office of a name (health-privacy.md §2.5).
pub(super) fn short_name(first_name: &str, family_name: &str) -> String {
    let initial = family_name.find(char::is_uppercase).filter(|at| *at <= "d’".len()).unwrap_or(0);
    let particle = &family_name[..initial];
    let letter = family_name[initial..].chars().find(|c| c.is_alphabetic());
    let letter: String = letter.into_iter().flat_map(char::to_uppercase).collect();
    format!("{first_name} {particle}{letter}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_leave_the_office_short() {
        for (first, family, short) in [
            ("Timothée", "d’Estienne-Le Goff", "Timothée d’E."),
            ("Luka", "Šimić", "Luka Š."),
            ("Joris", "van den Broeck", "Joris V."),
            ("Liam", "O’Connor", "Liam O."),
            ("Nina", "le goff", "Nina L."),
        ] {
            assert_eq!(short_name(first, family), short);
        }
    }
}
