//! Values: small, immutable, valid by construction. The only types of the room that travel as such to the
//! screens.

mod address;
mod allocataire;
mod bank;
mod birth;
mod cents;
mod contact;
mod country;
pub mod ids;
mod name;
mod national_number;
mod organisation;
mod place;
mod rate;
pub mod text;

pub use address::{AddressDraft, PostalAddress};
pub use allocataire::{Allocataire, AllocataireReading};
pub use bank::Iban;
pub use birth::{BirthDate, BirthKnown};
pub use cents::Cents;
pub use contact::{Email, Phone, PhoneKind};
pub use country::{Country, CountryCode, countries};
pub use name::{Civility, PersonName, names_on_a_sheet, short_name, usual_first_name};
pub use national_number::{holds_national_number, national_number};
pub use organisation::{Siret, Uai};
pub use place::{BirthPlace, Place, PlaceKind, birth_place_shown, place, search_places};
pub use rate::{Permille, Rate, Rounding};

/// Implements what every value kept as its own text has: reading it, showing it, and travelling as a string
/// that is checked again on arrival.
macro_rules! text_value {
    ($name:ident, $parse:path) => {
        impl $name {
            /// The value as it is kept.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::issue::Refusal;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $parse(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
use text_value;
