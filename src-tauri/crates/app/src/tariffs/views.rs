//! What the screens know of tariffs.

use domain::attendance::StateSet;
use domain::tariffs::{Method, Reason, SiblingDiscount, TariffDraft, UnitBasis};
use domain::values::Cents;
use domain::values::ids::{ActivityId, TariffId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for the tariffs.
#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
#[serde(default)]
pub struct TariffListRequest {
    /// The day on which versions are said current, past or coming; today when absent.
    #[ts(type = "string | null")]
    pub on: Option<Date>,
}

/// Every version of every tariff, and what has none.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TariffListView {
    /// The versions: activity by activity, the latest first.
    pub tariffs: Vec<TariffCardView>,
    /// Units no tariff prices that day: they cannot be billed.
    pub missing: Vec<TariffMissingView>,
}

/// Where a version stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TariffStanding {
    /// It applies.
    Current,
    /// It will.
    Coming,
    /// It no longer does.
    Past,
    /// Another version took its place before it ever applied.
    Replaced,
}

/// A version of a tariff, in a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TariffCardView {
    /// The version.
    pub id: TariffId,
    /// Activity it prices.
    pub activity_id: ActivityId,
    /// Name of the activity.
    pub activity_name: String,
    /// Unit it prices; none for every unit without a tariff of its own.
    pub unit_id: Option<UnitId>,
    /// Name of the unit.
    pub unit_name: Option<String>,
    /// Name of the tariff.
    pub name: String,
    /// Reference of the deliberation.
    pub deliberation: String,
    /// `Par tranche de quotient`, `Taux d’effort`, `Prix unique`.
    pub method_label: String,
    /// `de 1,20 € à 5,90 €`, for residents.
    pub prices_label: String,
    /// What the price is for: `le repas`, `l’heure`.
    pub each_label: String,
    /// First day.
    #[ts(type = "string")]
    pub valid_from: Date,
    /// Last day, when known.
    #[ts(type = "string | null")]
    pub valid_to: Option<Date>,
    /// Where it stands.
    pub standing: TariffStanding,
    /// Whether it needs the quotient or the income of the household.
    pub depends_on_income: bool,
}

/// A unit without a tariff.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TariffMissingView {
    /// Its activity.
    pub activity_id: ActivityId,
    /// Name of the activity.
    pub activity_name: String,
    /// The unit.
    pub unit_id: UnitId,
    /// Name of the unit.
    pub unit_name: String,
}

/// Names a version.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct TariffRequest {
    /// The version.
    pub tariff: TariffId,
}

/// A version of a tariff in full, and the others of the same activity and unit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TariffView {
    /// The version.
    pub card: TariffCardView,
    /// How the price is found.
    pub method: Method,
    /// What the price is for.
    pub basis: UnitBasis,
    /// Reduction for brothers and sisters.
    pub siblings: Option<SiblingDiscount>,
    /// States billed, bit n for the state n.
    pub billed: StateSet,
    /// Every version, the latest first.
    pub versions: Vec<TariffCardView>,
}

/// A new version. The one it takes over from ends the day before.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TariffSaveRequest {
    /// The tariff as voted.
    #[serde(flatten)]
    pub draft: TariffDraft,
}

/// Which tariff to try.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum TariffChoice {
    /// A version in the file.
    Saved {
        /// The version.
        tariff: TariffId,
    },
    /// A draft being typed.
    Draft {
        /// The draft.
        draft: Box<TariffDraft>,
    },
}

/// What would it cost?
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TariffTryRequest {
    /// The tariff.
    pub choice: TariffChoice,
    /// Quotient, in cents; none for a family without one.
    pub quotient: Option<Cents>,
    /// Monthly income, in cents, for tariffs that apply a rate to it.
    pub monthly_income: Option<Cents>,
    /// Lives in the town.
    pub resident: bool,
    /// Rank of the child among its brothers and sisters, from 1.
    pub sibling_rank: u8,
    /// Units, or minutes for a tariff by the hour.
    pub quantity: u32,
    /// The unit priced, for its name; the tariff's own, or the first of the activity, when absent.
    #[serde(default)]
    pub unit: Option<UnitId>,
    /// Day of the what-if; today when absent.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub on: Option<Date>,
}

/// What it would cost, and why.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TariffTryView {
    /// Price of one unit or hour, reductions made.
    pub unit_price: Cents,
    /// Amount.
    pub amount: Cents,
    /// Whether the highest price was taken for want of a quotient or income.
    pub by_default: bool,
    /// Why, row by row.
    pub reasons: Vec<Reason>,
}
