//! The presences of a month as they are read: compact, for there are a million of them, and without knowing yet whose they are, so that
//! they can be read beside everything else.

use std::collections::HashMap;

use domain::attendance::AttendanceState;
use domain::billing::RunInputBuilder;
use domain::calendar::Month;
use domain::values::ids::{ChildId, UnitId};
use store::Reader;

use crate::error::Error;
use crate::jobs::Progress;

/// The presences of a month, in the order of the file: day, unit, child.
#[derive(Default)]
pub(super) struct Facts {
    units: Vec<UnitId>,
    rows: Vec<Fact>,
}

struct Fact {
    child: ChildId,
    /// Rank in `units`.
    unit: u32,
    minutes: Option<u16>,
    /// Of the month, from 1.
    day: u8,
    state: AttendanceState,
}

impl Facts {
    /// Reads them, day after day.
    pub(super) fn read(reader: &Reader<'_>, month: Month, progress: &Progress) -> Result<Self, Error> {
        let mut facts = Self::default();
        let mut ranks: HashMap<UnitId, u32> = HashMap::new();
        for (rank, day) in (1_u8..).zip(month.days()) {
            // Rows come unit by unit: the last one is nearly always the right one.
            let mut last: Option<(UnitId, u32)> = None;
            reader.each_attendance(day, day, |fact| {
                let unit = match last {
                    Some((id, unit)) if id == fact.unit => unit,
                    _ => {
                        let unit = *ranks.entry(fact.unit).or_insert_with(|| {
                            facts.units.push(fact.unit);
                            u32::try_from(facts.units.len() - 1).unwrap_or(u32::MAX)
                        });
                        last.insert((fact.unit, unit)).1
                    }
                };
                let (child, minutes, state) = (fact.child, fact.minutes, fact.state);
                facts.rows.push(Fact { child, unit, minutes, day: rank, state });
            })?;
            progress.done(u64::from(rank))?;
        }
        Ok(facts)
    }

    /// Counts them in the run. Answers how many are of a child or a unit that is no longer on file.
    pub(super) fn fold(
        &self,
        builder: &mut RunInputBuilder,
        unit_ranks: &HashMap<UnitId, u32>,
        child_ranks: &HashMap<ChildId, Option<u32>>,
    ) -> u64 {
        let units: Vec<Option<u32>> = self.units.iter().map(|unit| unit_ranks.get(unit).copied()).collect();
        let mut orphans = 0_u64;
        for fact in &self.rows {
            match (units[fact.unit as usize], child_ranks.get(&fact.child)) {
                (Some(unit), Some(Some(child))) => {
                    builder.push_attendance(fact.day, unit, *child, fact.state, fact.minutes);
                }
                (Some(_), Some(None)) => {}
                _ => orphans += u64::from(fact.state != AttendanceState::Waiting),
            }
        }
        orphans
    }
}
