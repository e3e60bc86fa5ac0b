//! What a write touched, so that every window drops exactly the answers it can no longer trust.

use std::fmt;

use uuid::Uuid;

/// A subject that answers depend on. Written `people`, `family:<id>`, `attendance:2026-11` for the windows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// Names, households, contacts of anyone.
    People,
    /// One family's file.
    Family(Uuid),
    /// A child's health file.
    Health(Uuid),
    /// Presences of a month, `2026-11`.
    Attendance(String),
    /// Schools, activities, units, calendar.
    Activities,
    /// Tariffs.
    Tariffs,
    /// Runs, invoices, adjustments.
    Billing,
    /// Payments and what they settle.
    Payments,
    /// Bordereaux, files sent, returns.
    Treasury,
    /// Files received and their batches.
    Imports,
    /// Agents and their roles.
    Agents,
    /// The town's settings.
    Settings,
    /// Backups.
    Backups,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::People => f.write_str("people"),
            Change::Family(id) => write!(f, "family:{id}"),
            Change::Health(id) => write!(f, "health:{id}"),
            Change::Attendance(month) => write!(f, "attendance:{month}"),
            Change::Activities => f.write_str("activities"),
            Change::Tariffs => f.write_str("tariffs"),
            Change::Billing => f.write_str("billing"),
            Change::Payments => f.write_str("payments"),
            Change::Treasury => f.write_str("treasury"),
            Change::Imports => f.write_str("imports"),
            Change::Agents => f.write_str("agents"),
            Change::Settings => f.write_str("settings"),
            Change::Backups => f.write_str("backups"),
        }
    }
}
