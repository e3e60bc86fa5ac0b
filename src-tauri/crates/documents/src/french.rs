//! Dates in words.

use domain::calendar::Month;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

/// `mars 2026`.
pub(crate) fn month(date: Date) -> String {
    Month::of(date).format_fr()
}

/// `de mars 2026`, `d’avril 2026`.
pub(crate) fn of_month(date: Date) -> String {
    let month = month(date);
    if month.starts_with(['a', 'o']) { format!("d’{month}") } else { format!("de {month}") }
}

/// `5 mars 2026`, `1er mars 2026`.
pub(crate) fn day(date: Date) -> String {
    let ordinal = if date.day() == 1 { "er" } else { "" };
    format!("{}{ordinal}\u{a0}{}", date.day(), month(date))
}

/// `lundi 16 mars 2026`.
pub(crate) fn weekday(date: Date) -> String {
    let name = match date.weekday() {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    };
    format!("{name} {}", day(date))
}

/// First letter in capital.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A date as a template takes it.
#[derive(Serialize)]
pub(crate) struct DateParts {
    year: i16,
    month: i8,
    day: i8,
}

impl From<Date> for DateParts {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_read_aloud() {
        assert_eq!(of_month(date(2026, 10, 3)), "d’octobre 2026");
        assert_eq!(of_month(date(2026, 3, 3)), "de mars 2026");
        assert_eq!(day(date(2026, 8, 1)), "1er\u{a0}août 2026");
        assert_eq!(capitalised(&weekday(date(2026, 3, 16))), "Lundi 16\u{a0}mars 2026");
    }
}
