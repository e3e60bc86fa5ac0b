//! Days as a town hall counts them: months billed, school years, public and school holidays, openings.

mod holidays;
mod month;
mod school;
mod week;

pub use holidays::{Territory, easter, public_holiday};
pub use month::Month;
pub use school::{SchoolCalendar, SchoolHoliday, SchoolYear, Zone, ZoneHolidays};
pub use week::{WeekParity, Weekdays, YearParity, monday_of_week, week_number};

use jiff::civil::Date;

/// `31/10/2026`.
pub fn format_day(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// Age in whole years on a day. Someone born on 29 February grows older on 1 March of common years.
pub fn age_on(birth: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    day.year() - birth.year() - i16::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn ages() {
        let born = date(2020, 2, 29);
        for (day, age) in [(date(2026, 2, 28), 5), (date(2026, 3, 1), 6), (date(2024, 2, 29), 4)] {
            assert_eq!(age_on(born, day), age, "{day}");
        }
    }
}
