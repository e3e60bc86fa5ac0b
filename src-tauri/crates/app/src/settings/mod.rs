//! The town's own settings, each kept as one JSON text under its name.

mod edit;
mod notice;
mod optional;
mod optional_views;
mod places;
mod views;

pub use self::edit::{edit, show};
pub use self::notice::print_asked_notice;
pub(crate) use self::optional::{OptionalFields, asked, save_optional_fields};
pub use self::optional::{list_optional_fields, set_optional_field};
pub use self::optional_views::*;
pub use self::places::*;
pub use self::views::*;

use domain::calendar::{Zone, ZoneHolidays};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::{Reader, Writer};

use crate::Error;
use crate::error::Code;
use crate::journal::{DETAIL_MONTHS, LONGEST_DETAIL};

/// The town, as its first start wrote it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Town {
    /// Name of the commune.
    pub name: String,
    /// SIRET, fourteen digits.
    pub siret: String,
    /// Street of the town hall.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// School holidays' zone: A, B or C.
    pub zone: String,
    /// An invented town: known passwords, a banner, never real people.
    pub fictive: bool,
    /// The day on which an invented town stands, ISO.
    pub stands_on: Option<String>,
    /// Minutes without a gesture before the vault locks; [`IDLE_MINUTES`] until the town says otherwise.
    pub idle_minutes: Option<u8>,
    /// Months for which the details of the journal stay readable; none: a year.
    pub detail_months: Option<u8>,
}

impl Town {
    /// Minutes without a gesture before the vault locks. Whatever a hand wrote in the base, never longer than the longest.
    pub fn idle_minutes(&self) -> u8 {
        let wanted = self.idle_minutes.unwrap_or(IDLE_MINUTES);
        wanted.clamp(*IDLE_MINUTES_ALLOWED.start(), *IDLE_MINUTES_ALLOWED.end())
    }

    /// How to reach the town, as its papers say it under its name: street, city, telephone, e-mail, those that are known.
    pub(crate) fn contact_lines(&self) -> Vec<String> {
        let place = format!("{} {}", self.postal_code, self.city);
        let lines = [self.street.clone(), place, self.phone.clone(), self.email.clone()];
        lines.into_iter().filter(|line| !line.trim().is_empty()).collect()
    }

    /// The school holidays of its zone; none while nobody said which it is.
    pub(crate) fn school(&self) -> ZoneHolidays<'static> {
        ZoneHolidays::published(Zone::parse(&self.zone).ok())
    }

    /// Months for which the details of the journal stay readable.
    pub fn detail_months(&self) -> u8 {
        let (shortest, longest) = DETAIL_MONTHS.into_inner();
        self.detail_months.unwrap_or(LONGEST_DETAIL).clamp(shortest, longest)
    }
}

/// Minutes without a gesture before the vault locks, when the town says nothing.
pub(crate) const IDLE_MINUTES: u8 = 5;

/// What the town may choose.
pub(crate) const IDLE_MINUTES_ALLOWED: std::ops::RangeInclusive<u8> = 2..=30;

const TOWN: &str = "town";

/// Reads a setting kept as JSON, its default when it was never written.
pub(crate) fn load<T: DeserializeOwned + Default>(reader: &Reader<'_>, name: &str) -> Result<T, Error> {
    let Some(text) = reader.setting(name)? else { return Ok(T::default()) };
    serde_json::from_str(&text).map_err(|_| {
        // Never its default: a town billed under settings that are not its own would be worse than a refusal.
        Error::new(
            Code::Damaged,
            format!(
                "Le réglage «\u{a0}{name}\u{a0}» du coffre ne peut pas être lu. Restaurez une sauvegarde."
            ),
        )
    })
}

/// Writes a setting as JSON.
pub(crate) fn save<T: Serialize>(writer: &Writer<'_>, name: &str, value: &T) -> Result<(), Error> {
    let text = serde_json::to_string(value).map_err(|error| Error::bug(error.to_string()))?;
    Ok(writer.save_setting(name, &text)?)
}

/// The town.
pub fn town(reader: &Reader<'_>) -> Result<Town, Error> {
    load(reader, TOWN)
}

/// Writes the town.
pub fn save_town(writer: &Writer<'_>, town: &Town) -> Result<(), Error> {
    save(writer, TOWN, town)
}
