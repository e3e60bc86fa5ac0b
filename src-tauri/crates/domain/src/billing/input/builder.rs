//! Folding the attendance of a run as its rows stream.

use std::collections::HashMap;

use jiff::civil::Date;

use super::holding::{HolderCode, Holding, holding};
use super::{DAYS, DayCount, Entry, NONE, RunBasis, RunInput, RunSettings, Unticked, index};
use crate::attendance::AttendanceState;
use crate::billing::fingerprint::RowsFingerprint;
use crate::calendar::Month;
use crate::tariffs::{Tariff, tariff_on};
use crate::values::ids::{ActivityId, HouseholdId};

/// Gathers the attendance of a run.
#[derive(Debug)]
pub struct RunInputBuilder {
    input: RunInput,
    /// Rank of the tariff of each unit and day.
    tariffs_by_day: Vec<u32>,
    holdings: Vec<Holding>,
    holder_tables: Vec<[HolderCode; DAYS]>,
    last_ticked_day: u8,
    /// Days at which a help of a child begins, or the day after it ends: few children have any.
    turns: HashMap<u32, Vec<u8>>,
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
                let span = (settings.month, settings.school());
                holding(span, &child.custodies, &household_ranks, &mut splits, &mut holder_tables)
            })
            .collect();
        let last_ticked_day = match settings.as_of {
            day if day < settings.month.first_day() => 0,
            day if day > settings.month.last_day() => DAYS as u8,
            day => day.day().unsigned_abs(),
        };
        let turns = turns(settings.month, &basis);
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
        RunInputBuilder { input, tariffs_by_day, holdings, holder_tables, last_ticked_day, turns }
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
        let window = match self.turns.is_empty() {
            true => 0,
            false => self.turns.get(&child).map_or(0, |turns| window_of(turns, day)),
        };
        let at = entry_of(input, (child, unit, holder, tariff, window), day);
        let billed = match input.basis.tariffs.get(tariff as usize) {
            Some(tariff) => tariff.billed.contains(state).then_some(tariff.basis),
            None => None,
        };
        let entry = &mut input.entries[at as usize];
        entry.first_day = entry.first_day.min(day);
        let count = &mut entry.by_state[usize::from(state.code()) - 1];
        *count = count.saturating_add(1);
        let mut billed_minutes = 0;
        if let Some(basis) = billed {
            let spent = minutes.unwrap_or_else(|| input.basis.units[unit as usize].planned_minutes());
            billed_minutes = basis.billed_minutes(spent);
            entry.billed_minutes += billed_minutes;
        }
        // Bookings left after a registration ended are billed like the rest: they are said like the rest.
        if (billed.is_some() || state.attended()) && entry.registered_days & 1 << day_rank == 0 {
            entry.unregistered = entry.unregistered.saturating_add(1);
        }
        let count = &mut input.days[on_day];
        count.taken += u32::from(state.takes_a_place());
        count.ticked += u32::from(state.is_ticked());
        if state == AttendanceState::Booked {
            if day <= self.last_ticked_day {
                let minutes = u16::try_from(billed_minutes).unwrap_or(u16::MAX);
                input.unticked.push(Unticked { entry: at, minutes, day });
            } else if billed.is_some() {
                let entry = &mut input.entries[at as usize];
                entry.to_come = entry.to_come.saturating_add(1);
                entry.to_come_minutes += billed_minutes;
            }
        }
    }

    /// The run, ready to be computed.
    pub fn build(self) -> RunInput {
        self.input
    }
}

/// The entry these facts count in, made on the first of them. A child has two or three: walking them costs less
/// than hashing.
fn entry_of(
    input: &mut RunInput,
    (child, unit, holder, tariff, window): (u32, u32, HolderCode, u32, u8),
    day: u8,
) -> u32 {
    let mut at = input.heads[child as usize];
    while at != NONE {
        let entry = &input.entries[at as usize];
        if entry.unit == unit && entry.holder == holder && entry.tariff == tariff && entry.window == window {
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
        window,
        next: input.heads[child as usize],
        by_state: [0; 8],
        billed_minutes: 0,
        unregistered: 0,
        to_come: 0,
        to_come_minutes: 0,
        first_day: day,
        registered_days: registered_days(input.settings.month, registrations, activity),
    });
    input.heads[child as usize] = created;
    created
}

/// How many turns are past on a day.
fn window_of(turns: &[u8], day: u8) -> u8 {
    u8::try_from(turns.iter().filter(|turn| **turn <= day).count()).unwrap_or(u8::MAX)
}

fn turns(month: Month, basis: &RunBasis) -> HashMap<u32, Vec<u8>> {
    let mut turns: HashMap<u32, Vec<u8>> = HashMap::new();
    for help in &basis.subsidies {
        let terms = &help.subsidy.terms;
        let after = terms.to.and_then(|to| to.tomorrow().ok());
        let days: Vec<u8> = [Some(terms.from), after]
            .into_iter()
            .flatten()
            .filter(|day| month.contains(*day) && day.day() > 1)
            .map(|day| day.day().unsigned_abs())
            .collect();
        if days.is_empty() {
            continue;
        }
        let household = basis.households[help.household as usize].id;
        for (rank, child) in (0..).zip(&basis.children) {
            let held = || child.custodies.iter().any(|custody| custody.household() == household);
            if help.child.map_or_else(held, |only| only == rank) {
                turns.entry(rank).or_default().extend(&days);
            }
        }
    }
    for days in turns.values_mut() {
        days.sort_unstable();
        days.dedup();
    }
    turns
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
