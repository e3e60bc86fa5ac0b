//! Allergens and diets: closed lists that say nothing of a religion, an opinion or a diagnosis (E13, E14).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{IssueCode, Refusal};
use crate::values::text::tidy;

/// An allergen: one of the fourteen of regulation (EU) 1169/2011, or another named in the town's words.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Allergen {
    /// One of the fourteen, by its code in the regulation's order.
    Regulated {
        /// 1 to 14.
        code: u8,
    },
    /// Another.
    Other {
        /// Its name.
        name: String,
    },
}

/// The fourteen, in the order of the regulation: the first has code 1 (`allergenes_inco_14.csv`).
const REGULATED: [&str; 14] = [
    "Céréales contenant du gluten",
    "Crustacés",
    "Œufs",
    "Poissons",
    "Arachides",
    "Soja",
    "Lait (dont lactose)",
    "Fruits à coque",
    "Céleri",
    "Moutarde",
    "Graines de sésame",
    "Anhydride sulfureux et sulfites",
    "Lupin",
    "Mollusques",
];

impl Allergen {
    /// The fourteen regulated allergens.
    pub fn regulated() -> impl Iterator<Item = Self> {
        (1..=14).map(|code| Self::Regulated { code })
    }

    /// Accepts a code of the list, or a short name.
    pub fn check(self) -> Result<Self, Refusal> {
        match self {
            Self::Regulated { code: 1..=14 } => Ok(self),
            Self::Regulated { .. } => {
                Err(Refusal::new(IssueCode::Unknown, "Cet allergène n'est pas dans la liste des 14."))
            }
            Self::Other { name } => match tidy(&name) {
                name if name.is_empty() => Err(Refusal::new(IssueCode::Missing, "Nommez l'allergène.")),
                name if name.chars().count() > 60 => {
                    Err(Refusal::new(IssueCode::TooLong, "Le nom de l'allergène dépasse 60 caractères."))
                }
                name => Ok(Self::Other { name }),
            },
        }
    }

    /// Its name.
    pub fn label(&self) -> &str {
        match self {
            Self::Regulated { code } => REGULATED[usize::from(*code) - 1],
            Self::Other { name } => name,
        }
    }
}

/// How bad a reaction is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[ts(rename = "AllergySeverity")]
pub enum Severity {
    /// Discomfort.
    Mild = 1,
    /// Needs care.
    Moderate = 2,
    /// Threatens life.
    Severe = 3,
}

impl Severity {
    /// Every severity, worst last.
    pub const ALL: [Self; 3] = [Self::Mild, Self::Moderate, Self::Severe];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mild => "Légère",
            Self::Moderate => "Modérée",
            Self::Severe => "Sévère",
        }
    }
}

/// A diet, from the neutral list: none has a reason (`regimes_neutres.csv`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Diet {
    /// The everyday meal.
    Standard,
    /// Without pork.
    WithoutPork,
    /// Without meat.
    WithoutMeat,
    /// Vegetarian menu.
    Vegetarian,
    /// Without beef; open only where the town's rules provide it.
    WithoutBeef,
    /// Without gluten.
    WithoutGluten,
    /// Without milk nor lactose.
    WithoutMilk,
    /// Allergens left out, see the child's allergies.
    AllergensLeftOut,
    /// Meal brought by the family.
    PackedMeal,
    /// Adapted texture.
    AdaptedTexture,
    /// Breast milk or milk brought by the family.
    ProvidedMilk,
    /// A step of food diversification.
    Diversification,
}

impl Diet {
    /// Every diet, in the order of the list.
    pub const ALL: [Self; 12] = [
        Self::Standard,
        Self::WithoutPork,
        Self::WithoutMeat,
        Self::Vegetarian,
        Self::WithoutBeef,
        Self::WithoutGluten,
        Self::WithoutMilk,
        Self::AllergensLeftOut,
        Self::PackedMeal,
        Self::AdaptedTexture,
        Self::ProvidedMilk,
        Self::Diversification,
    ];

    /// The code it is stored and listed under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "STD",
            Self::WithoutPork => "SPORC",
            Self::WithoutMeat => "SVIANDE",
            Self::Vegetarian => "VEGE",
            Self::WithoutBeef => "SBOEUF",
            Self::WithoutGluten => "SGLUT",
            Self::WithoutMilk => "SLAIT",
            Self::AllergensLeftOut => "ALLERG",
            Self::PackedMeal => "PANIER",
            Self::AdaptedTexture => "TEXT",
            Self::ProvidedMilk => "LAITM",
            Self::Diversification => "DIVERS",
        }
    }

    /// The diet under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|diet| diet.code() == code)
    }

    /// What the kitchen reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Standard => "Repas courant",
            Self::WithoutPork => "Sans porc",
            Self::WithoutMeat => "Sans viande",
            Self::Vegetarian => "Menu végétarien",
            Self::WithoutBeef => "Sans bœuf",
            Self::WithoutGluten => "Sans gluten",
            Self::WithoutMilk => "Sans lait ni lactose",
            Self::AllergensLeftOut => "Éviction d’allergènes",
            Self::PackedMeal => "Panier-repas fourni par la famille",
            Self::AdaptedTexture => "Texture adaptée",
            Self::ProvidedMilk => "Lait maternel ou lait fourni",
            Self::Diversification => "Étape de diversification",
        }
    }

    /// Whether its medical ground must be carried by a PAI.
    pub const fn requires_pai(self) -> bool {
        matches!(
            self,
            Self::WithoutGluten
                | Self::WithoutMilk
                | Self::AllergensLeftOut
                | Self::PackedMeal
                | Self::AdaptedTexture
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{reference_table, rows};

    #[test]
    fn lists_are_those_of_the_reference_tables() {
        let allergens: Vec<_> = rows(reference_table!("sante/allergenes_inco_14.csv")).collect();
        assert_eq!(allergens.len(), 14);
        for (row, allergen) in allergens.iter().zip(Allergen::regulated()) {
            assert_eq!(allergen, Allergen::Regulated { code: row[0].parse().unwrap() });
            assert_eq!(allergen.label(), row[1]);
        }
        let diets: Vec<_> = rows(reference_table!("sante/regimes_neutres.csv")).collect();
        assert_eq!(diets.len(), Diet::ALL.len());
        for (row, diet) in diets.iter().zip(Diet::ALL) {
            assert_eq!(diet.code(), row[0]);
            assert!(
                row[1].starts_with(diet.label().replace('’', "'").as_str())
                    || row[1].starts_with(diet.label()),
                "{row:?}"
            );
            assert_eq!(diet.requires_pai(), row[2] == "oui", "{row:?}");
        }
    }

    #[test]
    fn other_allergens_are_named_briefly() {
        assert!(Allergen::Regulated { code: 15 }.check().is_err());
        assert!(Allergen::Other { name: "  ".into() }.check().is_err());
        assert_eq!(Allergen::Other { name: " Kiwi ".into() }.check().unwrap().label(), "Kiwi");
    }
}
