//! Public holidays, computed.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where the public holidays of the labour code apply as they are, or with the local law's two more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Territory {
    /// Code du travail, L3133-1.
    #[default]
    Metropole,
    /// The same, with Good Friday and 26 December (code du travail, L3134-13).
    AlsaceMoselle,
}

/// The name of the public holiday that falls on a day, if one does.
pub fn public_holiday(day: Date, territory: Territory) -> Option<&'static str> {
    let name = match (day.month(), day.day()) {
        (1, 1) => Some("1er janvier"),
        (5, 1) => Some("1er mai"),
        (5, 8) => Some("8 mai"),
        (7, 14) => Some("14 juillet"),
        (8, 15) => Some("Assomption"),
        (11, 1) => Some("Toussaint"),
        (11, 11) => Some("11 novembre"),
        (12, 25) => Some("Jour de Noël"),
        (12, 26) if territory == Territory::AlsaceMoselle => Some("2ème jour de Noël"),
        _ => None,
    };
    // 8 May 2008 and 1 May 2008 were Ascension too; the fixed name comes first.
    name.or_else(|| movable(day, territory))
}

fn movable(day: Date, territory: Territory) -> Option<&'static str> {
    // Easter falls between 22 March and 25 April: nothing movable lies outside these months.
    if !(3..=6).contains(&day.month()) {
        return None;
    }
    let since_easter = easter(day.year()).until(day).expect("same year").get_days();
    match since_easter {
        -2 if territory == Territory::AlsaceMoselle => Some("Vendredi saint"),
        1 => Some("Lundi de Pâques"),
        39 => Some("Ascension"),
        50 => Some("Lundi de Pentecôte"),
        _ => None,
    }
}

/// Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher's computation).
pub fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let march_days = h + l - 7 * m + 22;
    date(year, 3, 1) + (i64::from(march_days) - 1).days()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::reference::{reference_table, rows};

    #[test]
    fn computed_days_are_those_of_the_reference_table() {
        let mut expected: BTreeMap<(Territory, Date), String> = BTreeMap::new();
        for row in rows(reference_table!("france/jours_feries_2024_2035.csv")) {
            let territory = match row[0].as_str() {
                "Métropole" => Territory::Metropole,
                "Alsace-Moselle" => Territory::AlsaceMoselle,
                _ => continue,
            };
            expected.insert((territory, row[1].parse().unwrap()), row[2].clone());
        }
        assert_eq!(expected.len(), 132 + 156);
        for territory in [Territory::Metropole, Territory::AlsaceMoselle] {
            for day in date(2024, 1, 1).series(1.day()).take_while(|day| day.year() <= 2035) {
                let known = expected.get(&(territory, day)).map(String::as_str);
                assert_eq!(
                    public_holiday(day, territory).is_some(),
                    known.is_some(),
                    "{day} {territory:?} {known:?}"
                );
            }
        }
    }
}
