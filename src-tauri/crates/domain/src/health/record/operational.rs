//! What leaves a health record: instructions for those who look after the child, and still less for the
//! kitchen.

use jiff::civil::Date;
use serde::Serialize;
use ts_rs::TS;

use super::{Allergy, HealthRecord};
use crate::health::{Diet, PaiState};

/// What those who look after the child see (HEALTH_OP): allergies and what to do, whether a PAI is followed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct OperationalHealth {
    /// Allergies with severity and instruction.
    pub allergies: Vec<Allergy>,
    /// Days the PAI is in force.
    pub pai: Option<(Date, Option<Date>)>,
    /// Where the emergency kit is kept.
    pub kit_place: Option<String>,
    /// Measures decided (E09).
    pub adaptations: Option<String>,
    /// What the kitchen must do beyond the diet.
    pub kitchen_note: Option<String>,
}

/// What the kitchen sees of a child: what to serve. No reason, no diagnosis, no severity.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, TS)]
pub struct KitchenInstruction {
    /// Diets, everyday meal left out.
    pub diets: Vec<String>,
    /// Allergens to leave out.
    pub allergens: Vec<String>,
    /// What else to do.
    pub note: Option<String>,
}

impl HealthRecord {
    /// What those who look after the child need.
    pub fn operational(&self) -> OperationalHealth {
        let followed =
            self.pai.as_ref().filter(|pai| matches!(pai.state, PaiState::Active | PaiState::ToReview));
        OperationalHealth {
            allergies: self.allergies.clone(),
            pai: followed.map(|pai| (pai.from, pai.to)),
            kit_place: followed.and_then(|pai| pai.kit_place.clone()),
            adaptations: self.adaptations.clone(),
            kitchen_note: self.kitchen_note.clone(),
        }
    }
}

impl OperationalHealth {
    /// Whether there is nothing to watch.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a PAI is in force on a day.
    pub fn pai_on(&self, day: Date) -> bool {
        self.pai.is_some_and(|(from, to)| from <= day && to.is_none_or(|to| day <= to))
    }

    /// What the kitchen reads: diets and allergens to leave out.
    pub fn kitchen(&self, diets: &[Diet]) -> KitchenInstruction {
        KitchenInstruction {
            diets: diets
                .iter()
                .filter(|diet| **diet != Diet::Standard)
                .map(|diet| diet.label().to_owned())
                .collect(),
            allergens: self.allergies.iter().map(|allergy| allergy.allergen.label().to_owned()).collect(),
            note: self.kitchen_note.clone(),
        }
    }
}
