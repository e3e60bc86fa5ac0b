//! Custodies as rows.

use domain::calendar::{WeekParity, YearParity};
use domain::people::{CustodyPattern, HolidayRule, SummerCut};
use domain::values::Permille;
use domain::values::ids::{ChildId, CustodyId};
use rusqlite::{Row, params};

use super::CustodyRow;
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

impl Reader<'_> {
    /// A child's custodies, oldest first.
    pub fn custodies_of_child(&self, id: ChildId) -> Result<Vec<CustodyRow>, StoreError> {
        self.all(sql!("select_custodies_of_child.sql"), [id.as_bytes()], custody)
    }
}

impl Writer<'_> {
    /// Writes a custody, new or known.
    pub fn save_custody(&self, row: &CustodyRow) -> Result<(), StoreError> {
        let columns = PatternColumns::of(row.pattern);
        self.stamped(
            sql!("save_custody.sql"),
            params![
                row.id.as_bytes(),
                row.child.as_bytes(),
                row.household.as_bytes(),
                columns.code,
                columns.change_weekday,
                columns.share_permille,
                day(row.valid_from),
                row.valid_to.map(day),
                columns.holidays
            ],
        )
    }

    /// Removes a custody.
    pub fn remove_custody(&self, custody: CustodyId) -> Result<(), StoreError> {
        self.stamped(sql!("bury_custody.sql"), params![custody.as_bytes()])
    }
}

pub(crate) fn custody(row: &Row<'_>) -> Result<CustodyRow, StoreError> {
    Ok(CustodyRow {
        id: row.id(0)?,
        child: row.id(1)?,
        household: row.id(2)?,
        pattern: pattern(&row.text(3)?, row.get(4)?, row.get(5)?, &row.text(8)?),
        valid_from: row.date(6)?,
        valid_to: row.date_opt(7)?,
    })
}

/// A custody's pattern as its columns.
struct PatternColumns {
    code: &'static str,
    /// Day of the change, 1 for Monday.
    change_weekday: u8,
    share_permille: u16,
    holidays: &'static str,
}

impl PatternColumns {
    fn of(pattern: CustodyPattern) -> Self {
        let always = Self { code: "always", change_weekday: 1, share_permille: 1000, holidays: "" };
        match pattern {
            CustodyPattern::Always => always,
            CustodyPattern::Weeks { parity, changeover, holidays } => Self {
                code: match parity {
                    WeekParity::Even => "even_weeks",
                    WeekParity::Odd => "odd_weeks",
                },
                change_weekday: changeover + 1,
                holidays: holidays_code(holidays),
                ..always
            },
            CustodyPattern::Share { part } => {
                Self { code: "share", share_permille: part.thousandths(), ..always }
            }
        }
    }
}

/// And back; the columns' own checks allow no other code.
fn pattern(code: &str, change_weekday: u8, share_permille: u16, holidays: &str) -> CustodyPattern {
    let weeks = |parity| CustodyPattern::Weeks {
        parity,
        changeover: change_weekday.saturating_sub(1),
        holidays: holidays_rule(holidays),
    };
    match code {
        "even_weeks" => weeks(WeekParity::Even),
        "odd_weeks" => weeks(WeekParity::Odd),
        "share" => {
            CustodyPattern::Share { part: Permille::try_new(share_permille).unwrap_or(Permille::WHOLE) }
        }
        _ => CustodyPattern::Always,
    }
}

fn holidays_code(rule: HolidayRule) -> &'static str {
    match rule {
        HolidayRule::Weeks => "",
        HolidayRule::Shared { first: YearParity::Even, summer: SummerCut::Halves } => "even_halves",
        HolidayRule::Shared { first: YearParity::Odd, summer: SummerCut::Halves } => "odd_halves",
        HolidayRule::Shared { first: YearParity::Even, summer: SummerCut::Quarters } => "even_quarters",
        HolidayRule::Shared { first: YearParity::Odd, summer: SummerCut::Quarters } => "odd_quarters",
    }
}

fn holidays_rule(code: &str) -> HolidayRule {
    let shared = |first, summer| HolidayRule::Shared { first, summer };
    match code {
        "even_halves" => shared(YearParity::Even, SummerCut::Halves),
        "odd_halves" => shared(YearParity::Odd, SummerCut::Halves),
        "even_quarters" => shared(YearParity::Even, SummerCut::Quarters),
        "odd_quarters" => shared(YearParity::Odd, SummerCut::Quarters),
        _ => HolidayRule::Weeks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_read_as_it_was_written() {
        let weeks = |parity, holidays| CustodyPattern::Weeks { parity, changeover: 4, holidays };
        let mut patterns = vec![
            CustodyPattern::Always,
            CustodyPattern::Share { part: Permille::try_new(400).expect("a part") },
            weeks(WeekParity::Even, HolidayRule::Weeks),
        ];
        for first in [YearParity::Even, YearParity::Odd] {
            for summer in [SummerCut::Halves, SummerCut::Quarters] {
                patterns.push(weeks(WeekParity::Odd, HolidayRule::Shared { first, summer }));
            }
        }
        for written in patterns {
            let columns = PatternColumns::of(written);
            let read =
                pattern(columns.code, columns.change_weekday, columns.share_permille, columns.holidays);
            assert_eq!(read, written);
        }
    }
}
