//! A day, a week or a month, and how it is said.

use domain::calendar::{Month, monday_of_week, week_number};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::views::GridSpan;

/// Days shown together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) kind: GridSpan,
    pub(super) from: Date,
    pub(super) to: Date,
}

impl Span {
    /// The span of that kind a day belongs to.
    pub(super) fn around(kind: GridSpan, day: Date) -> Self {
        let (from, to) = match kind {
            GridSpan::Day => (day, day),
            GridSpan::Week => (monday_of_week(day), monday_of_week(day).saturating_add(6.days())),
            GridSpan::Month => (Month::of(day).first_day(), Month::of(day).last_day()),
        };
        Self { kind, from, to }
    }

    pub(super) fn days(self) -> impl Iterator<Item = Date> {
        self.from.series(1.day()).take_while(move |day| *day <= self.to)
    }

    pub(super) fn label(self) -> String {
        match self.kind {
            GridSpan::Day => long_day(self.from),
            GridSpan::Week if Month::of(self.from) == Month::of(self.to) => {
                let month = Month::of(self.to).format_fr();
                format!(
                    "semaine {}, du {} au {} {month}",
                    week_number(self.from),
                    self.from.day(),
                    self.to.day()
                )
            }
            GridSpan::Week => format!(
                "semaine {}, du {} {} au {} {}",
                week_number(self.from),
                self.from.day(),
                Month::of(self.from).name_fr(),
                self.to.day(),
                Month::of(self.to).format_fr()
            ),
            GridSpan::Month => Month::of(self.from).format_fr(),
        }
    }
}

/// `mardi 24 novembre 2026`.
pub(crate) fn long_day(day: Date) -> String {
    let ordinal = if day.day() == 1 { "1er".to_owned() } else { day.day().to_string() };
    format!("{} {ordinal} {}", weekday(day), Month::of(day).format_fr())
}

/// `mar. 24/11`.
pub(super) fn short_day(day: Date) -> String {
    let name: String = weekday(day).chars().take(3).collect();
    format!("{name}. {:02}/{:02}", day.day(), day.month())
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn spans_are_said_as_people_say_them() {
        let day = date(2026, 11, 24);
        for (kind, from, to, label) in [
            (GridSpan::Day, day, day, "mardi 24 novembre 2026"),
            (GridSpan::Week, date(2026, 11, 23), date(2026, 11, 29), "semaine 48, du 23 au 29 novembre 2026"),
            (GridSpan::Month, date(2026, 11, 1), date(2026, 11, 30), "novembre 2026"),
        ] {
            let span = Span::around(kind, day);
            assert_eq!((span.from, span.to, span.label().as_str()), (from, to, label));
        }
        let across = Span::around(GridSpan::Week, date(2026, 12, 1));
        assert_eq!(across.label(), "semaine 49, du 30 novembre au 6 décembre 2026");
        assert_eq!(long_day(date(2026, 5, 1)), "vendredi 1er mai 2026");
        assert_eq!(short_day(day), "mar. 24/11");
    }
}
