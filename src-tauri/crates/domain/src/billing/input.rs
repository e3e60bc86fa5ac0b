//! What a run reads. Rows of attendance are folded as they stream: a million of them leave a few counters per
//! child, unit, household and tariff.

use std::collections::HashMap;

use jiff::civil::Date;

use super::AnomalySeverity;
use super::fingerprint::RowsFingerprint;
use crate::activities::{Activity, ActivityUnit, Registration};
use crate::attendance::AttendanceState;
use crate::calendar::Month;
use crate::people::{Custody, Holder, holder_on};
use crate::tariffs::{QuotientHistory, Tariff, tariff_on};
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
    /// How serious a missing quotient is. The highest price is applied and said either way; a town may prefer
    /// to be stopped.
    pub missing_quotient: AnomalySeverity,
}

impl RunSettings {
    /// The usual choices: carry over what is under 15 €, bill at the highest price without quotient.
    pub const fn new(month: Month, as_of: Date) -> Self {
        Self {
            month,
            as_of,
            minimum: MINIMUM_TITRE,
            below_minimum: BelowMinimum::CarryOver,
            missing_quotient: AnomalySeverity::ToCheck,
        }
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
    /// Its monthly income, when known.
    pub monthly_income: Option<Cents>,
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

/// Counters of one child on one unit, for one holder and one tariff.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) child: u32,
    pub(super) unit: u32,
    pub(super) holder: HolderCode,
    /// Rank of the tariff, or [`NONE`].
    pub(super) tariff: u32,
    /// Next entry of the same child, or [`NONE`].
    pub(super) next: u32,
    /// Facts by state: index is the code less one.
    pub(super) by_state: [u16; 8],
    /// Minutes billed, for tariffs by the hour.
    pub(super) billed_minutes: u32,
    /// Billed facts on days without registration.
    pub(super) unregistered: u16,
    /// First day of the month seen.
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

/// Who holds a child on a day, in one word: a household, a split between several, or nobody.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct HolderCode(u32);

impl HolderCode {
    pub(super) const NOBODY: Self = Self(NONE);
    const SPLIT: u32 = 1 << 31;

    fn split(rank: usize) -> Self {
        Self(Self::SPLIT | index(rank))
    }

    /// The rank of the split, when several households share the day.
    pub(super) fn as_split(self) -> Option<usize> {
        (self != Self::NOBODY && self.0 & Self::SPLIT != 0).then_some((self.0 & !Self::SPLIT) as usize)
    }

    /// The rank of the household, when one holds the day.
    pub(super) fn as_household(self) -> Option<u32> {
        (self.0 & Self::SPLIT == 0).then_some(self.0)
    }
}

/// Who holds a child over the month.
#[derive(Clone, Copy, Debug)]
enum Holding {
    /// The same all month: nearly every child.
    Constant(HolderCode),
    /// By day: the rank of a table of days.
    ByDay(u32),
}

/// Gathers the attendance of a run.
#[derive(Debug)]
pub struct RunInputBuilder {
    input: RunInput,
    /// Rank of the tariff of each unit and day.
    tariffs_by_day: Vec<u32>,
    holdings: Vec<Holding>,
    holder_tables: Vec<[HolderCode; DAYS]>,
    last_ticked_day: u8,
}

impl RunInput {
    /// Prepares a run. What depends on the day (tariffs, custody, registrations) is resolved once here, so that
    /// each row of attendance costs a few nanoseconds.
    ///
    /// # Panics
    /// When a unit, custody or adjustment points outside the basis: a broken invariant of the caller.
    pub fn builder(settings: RunSettings, basis: RunBasis) -> RunInputBuilder {
        let activity_ranks: HashMap<ActivityId, u32> =
            basis.activities.iter().enumerate().map(|(rank, activity)| (activity.id, index(rank))).collect();
        let household_ranks: HashMap<HouseholdId, u32> = basis
            .households
            .iter()
            .enumerate()
            .map(|(rank, household)| (household.id, index(rank)))
            .collect();
        let activity_of_unit = basis.units.iter().map(|unit| activity_ranks[&unit.activity]).collect();
        let tariffs_by_day = tariffs_by_day(settings.month, &basis);
        let mut splits = Vec::new();
        let mut holder_tables = Vec::new();
        let holdings = basis
            .children
            .iter()
            .map(|child| {
                holding(settings.month, &child.custodies, &household_ranks, &mut splits, &mut holder_tables)
            })
            .collect();
        let last_ticked_day = match settings.as_of {
            day if day < settings.month.first_day() => 0,
            day if day > settings.month.last_day() => DAYS as u8,
            day => day.day().unsigned_abs(),
        };
        let input = RunInput {
            settings,
            activity_of_unit,
            splits,
            heads: vec![NONE; basis.children.len()],
            entries: Vec::with_capacity(basis.children.len() * 2),
            days: vec![DayCount::default(); basis.units.len() * DAYS],
            unticked: Vec::new(),
            rows: RowsFingerprint::default(),
            row_count: 0,
            basis,
        };
        RunInputBuilder { input, tariffs_by_day, holdings, holder_tables, last_ticked_day }
    }

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

impl RunInputBuilder {
    /// Counts one row of attendance: the day of the month (from 1), the ranks of the unit and child in the
    /// basis, the state, and for units billed by the hour the minutes spent (the planned ones when unknown).
    ///
    /// # Panics
    /// When a rank or the day is outside the basis or the month: a broken invariant of the caller.
    pub fn push_attendance(
        &mut self,
        day: u8,
        unit: u32,
        child: u32,
        state: AttendanceState,
        minutes: Option<u16>,
    ) {
        let input = &mut self.input;
        input.rows.row(day, unit, child, state, minutes);
        input.row_count += 1;
        let day_rank = usize::from(day) - 1;
        let on_day = unit as usize * DAYS + day_rank;
        let tariff = self.tariffs_by_day[on_day];
        let holder = match self.holdings[child as usize] {
            Holding::Constant(holder) => holder,
            Holding::ByDay(table) => self.holder_tables[table as usize][day_rank],
        };
        let at = entry_of(input, child, unit, holder, tariff, day);
        let billed = match input.basis.tariffs.get(tariff as usize) {
            Some(tariff) => tariff.billed.contains(state).then_some(tariff.basis),
            None => None,
        };
        let entry = &mut input.entries[at as usize];
        let count = &mut entry.by_state[usize::from(state.code()) - 1];
        *count = count.saturating_add(1);
        let mut billed_minutes = 0;
        if let Some(basis) = billed {
            let spent = minutes.unwrap_or_else(|| input.basis.units[unit as usize].planned_minutes());
            billed_minutes = basis.billed_minutes(spent);
            entry.billed_minutes += billed_minutes;
        }
        if state.attended() && entry.registered_days & 1 << day_rank == 0 {
            entry.unregistered = entry.unregistered.saturating_add(1);
        }
        let count = &mut input.days[on_day];
        count.taken += u32::from(state.takes_a_place());
        count.ticked += u32::from(state.is_ticked());
        if state == AttendanceState::Booked && day <= self.last_ticked_day {
            let minutes = u16::try_from(billed_minutes).unwrap_or(u16::MAX);
            input.unticked.push(Unticked { entry: at, minutes, day });
        }
    }

    /// The run, ready to be computed.
    pub fn build(self) -> RunInput {
        self.input
    }
}

/// The entry these facts count in, made on the first of them. A child has two or three: walking them costs less
/// than hashing.
fn entry_of(input: &mut RunInput, child: u32, unit: u32, holder: HolderCode, tariff: u32, day: u8) -> u32 {
    let mut at = input.heads[child as usize];
    while at != NONE {
        let entry = &input.entries[at as usize];
        if entry.unit == unit && entry.holder == holder && entry.tariff == tariff {
            return at;
        }
        at = entry.next;
    }
    let activity = input.basis.activities[input.activity_of_unit[unit as usize] as usize].id;
    let registrations = &input.basis.children[child as usize].registrations;
    let created = index(input.entries.len());
    input.entries.push(Entry {
        child,
        unit,
        holder,
        tariff,
        next: input.heads[child as usize],
        by_state: [0; 8],
        billed_minutes: 0,
        unregistered: 0,
        first_day: day,
        registered_days: registered_days(input.settings.month, registrations, activity),
    });
    input.heads[child as usize] = created;
    created
}

fn registered_days(
    month: Month,
    registrations: &[(ActivityId, Date, Option<Date>)],
    activity: ActivityId,
) -> u32 {
    let (first, last) = (month.first_day(), month.last_day());
    let mut days = 0_u32;
    for (_, from, to) in registrations.iter().filter(|(registered, ..)| *registered == activity) {
        let (from, to) = ((*from).max(first), to.unwrap_or(last).min(last));
        if from <= to {
            for day in from.day()..=to.day() {
                days |= 1 << (day - 1);
            }
        }
    }
    days
}

fn tariffs_by_day(month: Month, basis: &RunBasis) -> Vec<u32> {
    let rank_of: HashMap<_, u32> =
        basis.tariffs.iter().enumerate().map(|(rank, tariff)| (tariff.id, index(rank))).collect();
    let mut table = vec![NONE; basis.units.len() * DAYS];
    for (unit_rank, unit) in basis.units.iter().enumerate() {
        let own: Vec<&Tariff> =
            basis.tariffs.iter().filter(|tariff| tariff.activity == unit.activity).collect();
        for (day_rank, day) in month.days().enumerate() {
            if let Some(tariff) = tariff_on(own.iter().copied(), unit.activity, unit.id, day) {
                table[unit_rank * DAYS + day_rank] = rank_of[&tariff.id];
            }
        }
    }
    table
}

fn holding(
    month: Month,
    custodies: &[Custody],
    households: &HashMap<HouseholdId, u32>,
    splits: &mut Vec<Vec<(u32, Permille)>>,
    tables: &mut Vec<[HolderCode; DAYS]>,
) -> Holding {
    let mut code = |day: Date| match holder_on(custodies, day) {
        Holder::Nobody => HolderCode::NOBODY,
        Holder::One(household) => HolderCode(households[&household]),
        Holder::Split(parts) => {
            let parts: Vec<_> =
                parts.into_iter().map(|(household, part)| (households[&household], part)).collect();
            let rank = splits.iter().position(|split| *split == parts).unwrap_or_else(|| {
                splits.push(parts);
                splits.len() - 1
            });
            HolderCode::split(rank)
        }
    };
    if let [only] = custodies
        && only.is_constant_over(month.first_day(), month.last_day())
    {
        return Holding::Constant(code(month.first_day()));
    }
    let mut table = [HolderCode::NOBODY; DAYS];
    for (slot, day) in table.iter_mut().zip(month.days()) {
        *slot = code(day);
    }
    tables.push(table);
    Holding::ByDay(index(tables.len() - 1))
}

pub(super) fn index(rank: usize) -> u32 {
    u32::try_from(rank).expect("a town has fewer than four billion of anything")
}
