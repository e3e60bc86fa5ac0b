//! What a run reads. Rows of attendance are folded as they stream: a million of them leave a few counters per
//! child, unit, household and tariff.

mod builder;
mod holding;

use std::sync::Arc;

use jiff::civil::Date;

pub use self::builder::RunInputBuilder;
pub(super) use self::holding::HolderCode;
use super::AnomalySeverity;
use super::fingerprint::RowsFingerprint;
use crate::activities::{Activity, ActivityUnit, Registration};
use crate::calendar::{Month, Zone, ZoneHolidays};
use crate::people::Custody;
use crate::subsidies::{Ceilings, FunderKind, Subsidy};
use crate::tariffs::{IncomeHistory, QuotientHistory, Tariff};
use crate::treasury::{Debtor, MINIMUM_TITRE};
use crate::values::ids::{ActivityId, AdjustmentId, ChildId, FamilyId, HouseholdId, LineId};
use crate::values::{Cents, Permille};

/// No tariff, no holder.
pub(super) const NONE: u32 = u32::MAX;

const DAYS: usize = 31;

/// What becomes of an invoice under the minimum.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BelowMinimum {
    /// It waits for the following run: the treasury does not recover it.
    CarryOver,
    /// It is issued: a régie collects it.
    Issue,
}

/// What becomes of bookings whose day has not come.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BookingsToCome {
    /// The month waits for its last day: nothing is billed before it happens.
    Wait,
    /// They are billed as booked: a town that bills in advance (« facturation à réservation »), and whose agent said so.
    Bill,
}

/// Why what a household owes waits for the following run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CarryOver {
    /// Corrections exceed the month.
    Negative,
    /// Nothing is due.
    Nil,
    /// The treasury would not recover so little.
    UnderMinimum,
}

impl CarryOver {
    /// Why, as the family reads it.
    pub const fn reason_fr(self) -> &'static str {
        match self {
            Self::Negative => "total en votre faveur",
            Self::Nil => "total nul",
            Self::UnderMinimum => "total inférieur au seuil de mise en recouvrement",
        }
    }
}

/// The choices of a run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct RunSettings {
    /// Month billed.
    pub month: Month,
    /// Day the run is made: bookings after it are not expected to be ticked yet.
    pub as_of: Date,
    /// Under this, an invoice is not recovered.
    pub minimum: Cents,
    /// What becomes of such an invoice.
    pub below_minimum: BelowMinimum,
    /// What becomes of bookings whose day has not come.
    pub bookings_to_come: BookingsToCome,
    /// How serious a missing quotient is. The highest price is applied and said either way; a town may prefer
    /// to be stopped.
    pub missing_quotient: AnomalySeverity,
    /// Zone of the town's school holidays: custodies may share them out.
    pub zone: Option<Zone>,
}

impl RunSettings {
    /// The usual choices: carry over what is under 15 €, bill at the highest price without quotient.
    pub const fn new(month: Month, as_of: Date, zone: Option<Zone>) -> Self {
        Self {
            month,
            zone,
            as_of,
            minimum: MINIMUM_TITRE,
            below_minimum: BelowMinimum::CarryOver,
            bookings_to_come: BookingsToCome::Wait,
            missing_quotient: AnomalySeverity::ToCheck,
        }
    }
}

impl RunSettings {
    /// Why a total waits for the following run; none when it is issued (CGCT D1611-1 for the minimum). A month that funders pay in full
    /// is issued: the family learns it, and what they owe is counted from it.
    pub fn carries_over(&self, total: Cents, is_helped: bool) -> Option<CarryOver> {
        match self.below_minimum {
            _ if total.is_negative() => Some(CarryOver::Negative),
            _ if total.is_zero() && is_helped => None,
            BelowMinimum::CarryOver if total < self.minimum => Some(CarryOver::UnderMinimum),
            _ if total.is_zero() => Some(CarryOver::Nil),
            BelowMinimum::CarryOver | BelowMinimum::Issue => None,
        }
    }

    /// The school holidays of the town.
    pub fn school(&self) -> ZoneHolidays<'static> {
        ZoneHolidays::published(self.zone)
    }

    /// Whether days of the month, or the day the run is made, are still to be ticked.
    pub fn is_unfinished(&self) -> bool {
        self.as_of <= self.month.last_day()
    }
}

/// A household that may be billed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BilledHousehold {
    /// Household.
    pub id: HouseholdId,
    /// Its family.
    pub family: FamilyId,
    /// Name shown in anomalies.
    pub label: String,
    /// Whether it pays the residents' prices.
    pub resident: bool,
    /// Who owes, frozen on the invoice; `None` when the file has no debtor.
    pub debtor: Option<Debtor>,
    /// Its quotients.
    pub quotients: QuotientHistory,
    /// Its incomes, for tariffs that look at them.
    pub incomes: IncomeHistory,
    /// Whether the agent recorded that the family is billed at the highest price (it does not declare a
    /// quotient): the missing quotient is then no anomaly.
    pub highest_price_accepted: bool,
}

/// A child that may be billed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BilledChild {
    /// Child.
    pub id: ChildId,
    /// Name shown in anomalies: first name and initial.
    pub label: String,
    /// Birth date: it ranks brothers and sisters.
    pub birth_date: Date,
    /// Who has custody, when.
    pub custodies: Vec<Custody>,
    /// What it is registered to.
    pub registrations: Vec<(ActivityId, Date, Option<Date>)>,
}

impl BilledChild {
    /// The registration of a child as the run reads it.
    pub fn registration(registration: &Registration) -> (ActivityId, Date, Option<Date>) {
        (registration.activity(), registration.from(), registration.to())
    }
}

/// A correction waiting for this run: a line of its own, never an edit of what was issued.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PendingAdjustment {
    /// Adjustment.
    pub id: AdjustmentId,
    /// Household, by its rank in the basis.
    pub household: u32,
    /// Child concerned, by its rank.
    pub child: Option<u32>,
    /// Activity it is imputed to, by its rank.
    pub activity: Option<u32>,
    /// Amount; negative in the family's favour.
    pub amount: Cents,
    /// Why, as the family reads it.
    pub reason: String,
    /// The line it corrects.
    pub original_line: Option<LineId>,
}

/// A subsidy of a household, with what former runs gave of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BilledSubsidy {
    /// What was agreed.
    pub subsidy: Subsidy,
    /// The funder's name, as it was written with the subsidy.
    pub funder: Arc<str>,
    /// What the funder is: it ranks the helps of a household.
    pub kind: FunderKind,
    /// Household, by its rank in the basis.
    pub household: u32,
    /// The one child helped, by its rank.
    pub child: Option<u32>,
    /// The one activity helped, by its rank.
    pub activity: Option<u32>,
    /// What was given before.
    pub before: Ceilings,
}

/// Everything a run reads but the attendance. The order of each list is the order of ranks (`u32`) used
/// everywhere else; that of households is the order of invoices. Keep both stable (by number or identifier):
/// the digest of a run names children and households by rank.
#[derive(Clone, Debug, Default)]
pub struct RunBasis {
    /// Households.
    pub households: Vec<BilledHousehold>,
    /// Children.
    pub children: Vec<BilledChild>,
    /// Activities.
    pub activities: Vec<Activity>,
    /// Units.
    pub units: Vec<ActivityUnit>,
    /// Tariffs, every version that may apply in the month.
    pub tariffs: Vec<Tariff>,
    /// Corrections waiting.
    pub adjustments: Vec<PendingAdjustment>,
    /// Subsidies of the month.
    pub subsidies: Vec<BilledSubsidy>,
}

/// A run ready to be computed.
#[derive(Clone, Debug)]
pub struct RunInput {
    pub(super) settings: RunSettings,
    pub(super) basis: RunBasis,
    pub(super) activity_of_unit: Vec<u32>,
    pub(super) splits: Vec<Vec<(u32, Permille)>>,
    /// First entry of each child, or [`NONE`].
    pub(super) heads: Vec<u32>,
    pub(super) entries: Vec<Entry>,
    pub(super) days: Vec<DayCount>,
    pub(super) unticked: Vec<Unticked>,
    pub(super) rows: RowsFingerprint,
    pub(super) row_count: u64,
}

impl RunInput {
    /// The choices of the run.
    pub fn settings(&self) -> &RunSettings {
        &self.settings
    }

    /// What the run reads but the attendance.
    pub fn basis(&self) -> &RunBasis {
        &self.basis
    }

    /// How many rows of attendance were read.
    pub fn attendance_rows(&self) -> u64 {
        self.row_count
    }
}

/// Counters of one child on one unit, for one holder and one tariff.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) child: u32,
    pub(super) unit: u32,
    pub(super) holder: HolderCode,
    /// Rank of the tariff, or [`NONE`].
    pub(super) tariff: u32,
    /// Which part of the month, when a help of the child begins or ends in it: a help covers all the days of an entry or none.
    window: u8,
    /// Next entry of the same child, or [`NONE`].
    pub(super) next: u32,
    /// Facts by state: index is the code less one.
    pub(super) by_state: [u16; 8],
    /// Minutes billed, for tariffs by the hour.
    pub(super) billed_minutes: u32,
    /// Facts billed, and children who came, on days without registration.
    pub(super) unregistered: u16,
    /// Billed bookings whose day has not come, and their minutes for tariffs by the hour.
    pub(super) to_come: u16,
    pub(super) to_come_minutes: u32,
    /// First day of the month seen. Two entries of a child on a unit have no day in common: it tells them apart
    /// whatever the order rows came in.
    pub(super) first_day: u8,
    /// Days of the month the child is registered to the activity: bit n is day n+1.
    registered_days: u32,
}

/// A unit on a day.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct DayCount {
    pub(super) taken: u32,
    pub(super) ticked: u32,
}

/// A booking nobody ticked, kept to say what is at stake.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unticked {
    pub(super) entry: u32,
    pub(super) minutes: u16,
    pub(super) day: u8,
}

/// A rank, as the run keeps it.
pub(super) fn index(rank: usize) -> u32 {
    u32::try_from(rank).expect("a town has fewer than four billion of anything")
}
