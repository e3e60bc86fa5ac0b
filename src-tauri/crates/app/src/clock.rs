//! Time, handed in: the use cases never ask the machine.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// A civil day as signed statements count it.
pub(crate) fn day_of(date: Date) -> security::Day {
    let days = date.duration_since(EPOCH).as_hours().div_euclid(24);
    security::Day(i32::try_from(days).expect("a civil date is within reach of its epoch"))
}

/// The civil day of a signed statement.
pub(crate) fn date_of(day: security::Day) -> Date {
    EPOCH.checked_add(jiff::SignedDuration::from_hours(i64::from(day.0) * 24)).unwrap_or(Date::MAX)
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Where the day and the hour come from.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970, UTC.
    fn now_ms(&self) -> i64;

    /// The same, by someone who only looks: a clock that moves when it is read stays where it is.
    fn glance_ms(&self) -> i64 {
        self.now_ms()
    }

    /// The civil day at the desk.
    fn today(&self) -> Date {
        self.civil().date()
    }

    /// Day and hour at the desk.
    fn civil(&self) -> jiff::civil::DateTime {
        civil_of(self.now_ms())
    }
}

/// By how much a clock may go back without anybody being told: the system sets it right by a few seconds now and then.
pub(crate) const SET_RIGHT_MS: i64 = 60_000;

/// Day and hour of an instant at this desk.
pub(crate) fn civil_of(at_ms: i64) -> jiff::civil::DateTime {
    let instant = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    Zoned::new(instant, TimeZone::system()).datetime()
}

/// The machine's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        Timestamp::now().as_millisecond()
    }
}

/// A clock that stands on a day and advances by one second each time it is read: fictive towns and proofs, which must repeat
/// byte for byte.
#[derive(Debug)]
pub struct StandingClock {
    ms: AtomicI64,
}

impl StandingClock {
    /// Stands on that day, at nine in the morning (UTC).
    pub fn on(day: Date) -> Self {
        let instant =
            day.at(9, 0, 0, 0).to_zoned(TimeZone::UTC).map_or(0, |z| z.timestamp().as_millisecond());
        Self { ms: AtomicI64::new(instant) }
    }

    /// Stands on another day: what is proved of a deadline, or of a new year.
    pub fn stand_on(&self, day: Date) {
        self.ms.store(Self::on(day).ms.into_inner(), Ordering::Relaxed);
    }

    /// Lets so many milliseconds pass, or takes them back.
    pub fn wait_ms(&self, ms: i64) {
        self.ms.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for StandingClock {
    fn now_ms(&self) -> i64 {
        self.ms.fetch_add(1_000, Ordering::Relaxed)
    }

    fn glance_ms(&self) -> i64 {
        self.ms.load(Ordering::Relaxed)
    }

    fn civil(&self) -> jiff::civil::DateTime {
        let instant =
            Timestamp::from_millisecond(self.ms.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH);
        Zoned::new(instant, TimeZone::UTC).datetime()
    }
}
