//! The town's settings as the window shows them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Town;

/// The town.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TownView {
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
    /// An invented town.
    pub fictive: bool,
    /// Minutes without a gesture before the vault locks.
    pub idle_minutes: u8,
    /// Months for which the details of the journal stay readable, 6 to 12.
    pub detail_months: u8,
}

impl From<Town> for TownView {
    fn from(town: Town) -> Self {
        let (idle_minutes, detail_months) = (town.idle_minutes(), town.detail_months());
        let Town { name, siret, street, postal_code, city, phone, email, zone, fictive, .. } = town;
        Self {
            name,
            siret,
            street,
            postal_code,
            city,
            phone,
            email,
            zone,
            fictive,
            idle_minutes,
            detail_months,
        }
    }
}

/// The town, corrected.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TownSaveRequest {
    /// Name of the commune.
    pub name: String,
    /// SIRET.
    pub siret: String,
    /// Street of the town hall.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// Telephone, may be empty.
    pub phone: String,
    /// E-mail, may be empty.
    pub email: String,
    /// School holidays' zone.
    pub zone: String,
    /// Minutes without a gesture before the vault locks, 2 to 30.
    pub idle_minutes: Option<u32>,
    /// Months for which the details of the journal stay readable, 6 to 12; none leaves them as they are.
    #[serde(default)]
    #[ts(optional)]
    pub detail_months: Option<u8>,
}
