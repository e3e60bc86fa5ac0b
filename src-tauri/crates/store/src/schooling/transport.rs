//! Circuits, stops, and who gets on where.

use domain::calendar::Weekdays;
use domain::schooling::{Direction, TransportDraft, TransportRegistration};
use domain::values::ids::{ChildId, CircuitId, StopId, TransportId};
use jiff::civil::Date;
use rusqlite::params;

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// A circuit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircuitRow {
    /// Identifier.
    pub id: CircuitId,
    /// Its name.
    pub name: String,
    /// Who drives it, may be empty.
    pub carrier: String,
}

/// A stop of a circuit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopRow {
    /// Identifier.
    pub id: StopId,
    /// Its circuit.
    pub circuit: CircuitId,
    /// Its place, in the order of the morning.
    pub rank: u16,
    /// Its name.
    pub name: String,
    /// Minutes since midnight.
    pub morning: Option<u16>,
    /// Minutes since midnight.
    pub evening: Option<u16>,
}

/// A child registered on a circuit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiderRow {
    /// Where and when.
    pub registration: TransportRegistration,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
}

impl Reader<'_> {
    /// Every circuit.
    pub fn circuits(&self) -> Result<Vec<CircuitRow>, StoreError> {
        self.all(sql!("select_circuits.sql"), [], |row| {
            Ok(CircuitRow { id: row.id(0)?, name: row.text(1)?, carrier: row.text(2)? })
        })
    }

    /// Every stop, in the order of its circuit.
    pub fn stops(&self) -> Result<Vec<StopRow>, StoreError> {
        self.all(sql!("select_stops.sql"), [], |row| {
            Ok(StopRow {
                id: row.id(0)?,
                circuit: row.id(1)?,
                rank: row.get(2)?,
                name: row.text(3)?,
                morning: row.get(4)?,
                evening: row.get(5)?,
            })
        })
    }

    /// How many registrations of anyone still run at a stop, that day or later.
    pub fn riders_of_stop(&self, stop: StopId, from: Date) -> Result<u32, StoreError> {
        let count =
            self.first(sql!("count_riders_of_stop.sql"), params![stop.as_bytes(), day(from)], |row| {
                Ok(row.get::<_, u32>(0)?)
            })?;
        Ok(count.unwrap_or_default())
    }

    /// A child's registrations, the latest first.
    pub fn transports_of_child(&self, child: ChildId) -> Result<Vec<TransportRegistration>, StoreError> {
        self.all(sql!("select_transports_of_child.sql"), [child.as_bytes()], registration)
    }

    /// One of them.
    pub fn transport(&self, id: TransportId) -> Result<Option<TransportRegistration>, StoreError> {
        self.first(sql!("select_transport.sql"), [id.as_bytes()], registration)
    }

    /// Who is registered on a circuit on a day, by stop then name.
    pub fn riders_of_circuit(&self, circuit: CircuitId, on: Date) -> Result<Vec<RiderRow>, StoreError> {
        self.all(sql!("select_riders_of_circuit.sql"), params![circuit.as_bytes(), day(on)], |row| {
            Ok(RiderRow {
                registration: registration(row)?,
                family_name: row.text(7)?,
                first_names: row.text(8)?,
            })
        })
    }
}

impl Writer<'_> {
    /// Writes a circuit.
    pub fn save_circuit(&self, row: &CircuitRow) -> Result<(), StoreError> {
        self.stamped(sql!("save_circuit.sql"), params![row.id.as_bytes(), row.name, row.carrier])
    }

    /// Removes a circuit.
    pub fn remove_circuit(&self, id: CircuitId) -> Result<(), StoreError> {
        let stamp = self.stamp();
        let params = params![id.as_bytes(), stamp.hlc, stamp.desk, stamp.agent.as_bytes()];
        self.run(sql!("bury_circuit.sql"), params)?;
        Ok(())
    }

    /// Writes a stop.
    pub fn save_stop(&self, row: &StopRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("save_stop.sql"),
            params![row.id.as_bytes(), row.circuit.as_bytes(), row.rank, row.name, row.morning, row.evening],
        )
    }

    /// Removes a stop.
    pub fn remove_stop(&self, id: StopId) -> Result<(), StoreError> {
        let stamp = self.stamp();
        let params = params![id.as_bytes(), stamp.hlc, stamp.desk, stamp.agent.as_bytes()];
        self.run(sql!("bury_stop.sql"), params)?;
        Ok(())
    }

    /// Writes a registration.
    pub fn save_transport(&self, registration: &TransportRegistration) -> Result<(), StoreError> {
        let TransportDraft { child, stop, direction, days, from, to } = &registration.draft;
        self.stamped(
            sql!("save_transport.sql"),
            params![
                registration.id.as_bytes(),
                child.as_bytes(),
                stop.as_bytes(),
                direction.code(),
                days.bits(),
                day(*from),
                to.map(day)
            ],
        )
    }

    /// Removes a registration.
    pub fn remove_transport(&self, id: TransportId) -> Result<(), StoreError> {
        let stamp = self.stamp();
        let params = params![id.as_bytes(), stamp.hlc, stamp.desk, stamp.agent.as_bytes()];
        self.run(sql!("bury_transport.sql"), params)?;
        Ok(())
    }
}

fn registration(row: &rusqlite::Row<'_>) -> Result<TransportRegistration, StoreError> {
    Ok(TransportRegistration {
        id: row.id(0)?,
        draft: TransportDraft {
            child: row.id(1)?,
            stop: row.id(2)?,
            direction: row.code(3, Direction::from_code)?,
            days: Weekdays::from_bits(row.get(4)?),
            from: row.date(5)?,
            to: row.date_opt(6)?,
        },
    })
}
