//! Recognising a person already in the files. The product shows the candidates; it never merges alone.

use jiff::civil::Date;

use crate::values::{BirthDate, BirthKnown, PersonName};

/// What two records of the same person have exactly in common: the normalised name and the birth date.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct DuplicateKey {
    /// Names and first name, folded in one word.
    pub name: String,
    /// Birth date, when known.
    pub birth_date: Option<BirthDate>,
}

/// A person, for comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Identity<'a> {
    /// Family name.
    pub name: &'a PersonName,
    /// First names.
    pub first_name: &'a PersonName,
    /// Birth date.
    pub birth_date: Option<BirthDate>,
}

impl Identity<'_> {
    /// The key under which the same person would be found again.
    pub fn key(&self) -> DuplicateKey {
        DuplicateKey {
            name: self.name.compact_key() + &self.first_name.compact_key(),
            birth_date: self.birth_date,
        }
    }
}

/// How much two persons look the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Resemblance {
    /// Two persons, as far as one can tell.
    Different,
    /// Worth showing to the agent.
    Possible,
    /// The same names and birth date.
    Same,
}

/// Names this close (Jaro-Winkler, in thousandths) are one name with a slip of the pen.
const CLOSE: u16 = 920;
/// Names this close are the same person only when nothing else differs.
const VERY_CLOSE: u16 = 960;

/// Compares two persons.
///
/// Twins are not duplicates: the same birth date and family name with two distinct first names are two
/// children. Names and first names entered the wrong way round are.
pub fn resemblance(one: &Identity<'_>, other: &Identity<'_>) -> Resemblance {
    if one.key() == other.key() && one.birth_date.is_some() {
        return Resemblance::Same;
    }
    let name = closeness(&one.name.compact_key(), &other.name.compact_key());
    let first = closeness(&one.first_name.compact_key(), &other.first_name.compact_key());
    let crossed = closeness(&one.name.compact_key(), &other.first_name.compact_key())
        .min(closeness(&one.first_name.compact_key(), &other.name.compact_key()));
    let alike = name.min(first).max(crossed);
    match one.birth_date.zip(other.birth_date) {
        Some((a, b)) if a == b => above(alike, CLOSE),
        Some((a, b)) => match a.whole().zip(b.whole()) {
            // A day and a month swapped, or one digit mistyped.
            Some((a, b)) if nearly_same_date(a, b) => above(alike, VERY_CLOSE),
            None if agree_as_far_as_known(a, b) => above(alike, VERY_CLOSE),
            _ => Resemblance::Different,
        },
        None => above(alike, VERY_CLOSE),
    }
}

fn above(alike: u16, threshold: u16) -> Resemblance {
    if alike >= threshold { Resemblance::Possible } else { Resemblance::Different }
}

/// Jaro-Winkler in thousandths. The only floating point of the room: a score is not an amount.
#[allow(clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn closeness(one: &str, other: &str) -> u16 {
    (strsim::jaro_winkler(one, other) * 1000.0) as u16
}

/// Whether two birth dates, one of which is known in part, may be the same.
fn agree_as_far_as_known(one: BirthDate, other: BirthDate) -> bool {
    let (a, b) = (one.reckoned(), other.reckoned());
    a.year() == b.year() && (one.known().min(other.known()) == BirthKnown::Year || a.month() == b.month())
}

fn nearly_same_date(one: Date, other: Date) -> bool {
    let swapped = one.year() == other.year() && one.month() == other.day() && one.day() == other.month();
    let digits = |date: Date| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    let differing = digits(one).bytes().zip(digits(other).bytes()).filter(|(a, b)| a != b).count();
    swapped || differing <= 1
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_same_child_is_recognised_and_twins_are_not() {
        let born = Some(date(2018, 3, 12));
        for (left, right, expected) in [
            (("Le Goff", "Aziliz", born), ("LE-GOFF", "aziliz", born), Resemblance::Same),
            (("Le Goff", "Aziliz", born), ("Le Gof", "Azilis", born), Resemblance::Possible),
            (("Aziliz", "Le Goff", born), ("Le Goff", "Aziliz", born), Resemblance::Possible),
            (
                ("Le Goff", "Aziliz", born),
                ("Le Goff", "Aziliz", Some(date(2018, 12, 3))),
                Resemblance::Possible,
            ),
            (
                ("Le Goff", "Aziliz", born),
                ("Le Goff", "Aziliz", Some(date(2018, 3, 13))),
                Resemblance::Possible,
            ),
            (
                ("Le Goff", "Aziliz", born),
                ("Le Goff", "Aziliz", Some(date(2020, 7, 1))),
                Resemblance::Different,
            ),
            (("Le Goff", "Aziliz", born), ("Le Goff", "Lucien", born), Resemblance::Different),
            (("Diallo", "Awa", born), ("Diallo", "Adama", born), Resemblance::Different),
            (("Martin", "Léa", born), ("Martin", "Léo", born), Resemblance::Different),
            (("Le Goff", "Aziliz", None), ("Le Goff", "Aziliz", born), Resemblance::Possible),
            (("Ferrand", "Lucien", born), ("Hamel", "Zélie", born), Resemblance::Different),
        ] {
            let name = |text: &str| PersonName::try_new(text).unwrap();
            let (a, b) = ((name(left.0), name(left.1)), (name(right.0), name(right.1)));
            let one = Identity { name: &a.0, first_name: &a.1, birth_date: left.2.map(BirthDate::from) };
            let other = Identity { name: &b.0, first_name: &b.1, birth_date: right.2.map(BirthDate::from) };
            assert_eq!(resemblance(&one, &other), expected, "{left:?} {right:?}");
            assert_eq!(resemblance(&other, &one), expected, "{right:?} {left:?}");
        }
    }

    /// Who is known by a year may be the person known by a day of it, and is nobody born another year.
    #[test]
    fn a_birth_known_in_part_is_compared_as_far_as_it_is_known() {
        let (name, first) = (PersonName::try_new("Haidari").unwrap(), PersonName::try_new("Zahra").unwrap());
        let born = |text: &str| Identity {
            name: &name,
            first_name: &first,
            birth_date: Some(text.parse().unwrap()),
        };
        for (left, right, expected) in [
            ("2018", "2018", Resemblance::Same),
            ("2018", "2018-05-12", Resemblance::Possible),
            ("2018-05", "2018-05-12", Resemblance::Possible),
            ("2018", "2018-05", Resemblance::Possible),
            ("2018-05", "2018-06-12", Resemblance::Different),
            ("2018", "2019-01-01", Resemblance::Different),
            // The first of January is a day like another: who was born on it is not who has no other date.
            ("2018", "2018-01-01", Resemblance::Possible),
        ] {
            assert_eq!(resemblance(&born(left), &born(right)), expected, "{left} {right}");
            assert_eq!(resemblance(&born(right), &born(left)), expected, "{right} {left}");
        }
    }
}
