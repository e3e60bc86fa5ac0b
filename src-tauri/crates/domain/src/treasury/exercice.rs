//! The accounting year a bordereau is taken on.

use jiff::civil::Date;

use crate::issue::{IssueCode, Refusal};

/// Exercices on which a bordereau of that day may be taken, the ordinary one first.
///
/// The exercice closes with the journée complémentaire, until the end of the following January, for what belongs to the year
/// before (M57, operations of the operating section; treasury.md §5.2: « exercice non ouvert »). Which one December's
/// services belong to, when they are billed in January, is for the ordonnateur to say.
pub fn open_exercices(on: Date) -> Vec<i16> {
    let year = on.year();
    if on.month() == 1 { vec![year, year - 1] } else { vec![year] }
}

/// The exercice asked for, when it is open on that day; the year of the day when none is.
pub fn exercice_on(asked: Option<i16>, on: Date) -> Result<i16, Refusal> {
    let open = open_exercices(on);
    let exercice = asked.unwrap_or(open[0]);
    if open.contains(&exercice) {
        return Ok(exercice);
    }
    let choices: Vec<String> = open.iter().map(ToString::to_string).collect();
    Err(Refusal::new(
        IssueCode::Inconsistent,
        format!("L'exercice {exercice} n'est pas ouvert aujourd'hui : choisissez {}.", choices.join(" ou ")),
    ))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_year_before_stays_open_through_january() {
        assert_eq!(open_exercices(date(2027, 1, 31)), [2027, 2026]);
        assert_eq!(open_exercices(date(2027, 2, 1)), [2027]);
        assert_eq!(open_exercices(date(2026, 12, 31)), [2026]);
        assert_eq!(exercice_on(None, date(2027, 1, 4)), Ok(2027));
        assert_eq!(exercice_on(Some(2026), date(2027, 1, 4)), Ok(2026));
        for (asked, on) in [(2026, date(2027, 2, 1)), (2028, date(2027, 1, 4)), (2025, date(2027, 1, 4))] {
            assert!(exercice_on(Some(asked), on).is_err(), "{asked} {on}");
        }
    }
}
