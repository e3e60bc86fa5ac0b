//! One cell read as a value: the usual spellings are taken, the doubtful ones are named with a proposal.

use domain::calendar::Month;
use domain::issue::{IssueCode, Refusal, Severity};
use domain::values::text::fold;
use domain::values::{BirthDate, Cents};
use jiff::civil::Date;

use super::report::RowIssue;

/// Why a cell is not a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellProblem {
    /// What kind of problem, and the French sentence.
    pub refusal: Refusal,
    /// Whether the row is refused or only to be looked at.
    pub severity: Severity,
    /// The correction to offer, never applied in silence.
    pub proposal: Option<String>,
}

impl CellProblem {
    /// A cell that cannot be taken.
    pub(crate) fn refused(code: IssueCode, message: impl Into<String>) -> Self {
        Self { refusal: Refusal::new(code, message), severity: Severity::Blocking, proposal: None }
    }

    /// The same problem with its place in the file.
    pub fn at(self, line: u64, field: &'static str, value: &str) -> RowIssue {
        RowIssue {
            line,
            field,
            value: value.to_owned(),
            code: self.refusal.code,
            message: self.refusal.message,
            severity: self.severity,
            proposal: self.proposal,
        }
    }
}

/// `1 234,56`, with or without euro sign; see [`Cents::parse_fr`].
pub fn read_amount(cell: &str) -> Result<Cents, CellProblem> {
    Cents::parse_fr(cell).map_err(|refusal| CellProblem {
        refusal,
        severity: Severity::Blocking,
        proposal: None,
    })
}

/// A whole number, spaces between thousands allowed, `684,00` read as 684.
pub fn read_integer(cell: &str) -> Result<i64, CellProblem> {
    match Cents::parse_fr(cell) {
        Ok(amount) if amount.0 % 100 == 0 && !cell.contains('€') => Ok(amount.0 / 100),
        _ => {
            Err(CellProblem::refused(IssueCode::Malformed, format!("« {cell} » n’est pas un nombre entier.")))
        }
    }
}

/// `JJ/MM/AAAA` (also with `-` or `.`) or ISO `AAAA-MM-JJ`, a midnight after it ignored.
///
/// Two-digit years are refused rather than guessed; the serial number a spreadsheet makes of a date is
/// offered as a correction (caf.md §9).
pub fn read_date(cell: &str) -> Result<Date, CellProblem> {
    let day = without_midnight(cell.trim());
    if let Some(serial) = spreadsheet_serial(day) {
        return Err(CellProblem {
            severity: Severity::Warning,
            proposal: Some(serial.strftime("%d/%m/%Y").to_string()),
            ..CellProblem::refused(
                IssueCode::Ambiguous,
                format!(
                    "« {day} » est un numéro de jour de tableur, sans doute le {} : \
                     vérifiez, puis écrivez la date.",
                    serial.strftime("%d/%m/%Y")
                ),
            )
        });
    }
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let [first, month, last] = parts[..] else { return Err(not_a_date(cell)) };
    let (year, day_of_month) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() == 2 && [year, month, day_of_month].iter().all(|p| is_number(p)) {
        return Err(CellProblem::refused(
            IssueCode::Ambiguous,
            format!("L’année de « {cell} » n’a que deux chiffres : écrivez-la en entier."),
        ));
    }
    if year.len() != 4 || !(1..=2).contains(&month.len()) || !(1..=2).contains(&day_of_month.len()) {
        return Err(not_a_date(cell));
    }
    let (Some(y), Some(m), Some(d)) = (number(year), number(month), number(day_of_month)) else {
        return Err(not_a_date(cell));
    };
    let day = i8::try_from(m).ok().zip(i8::try_from(d).ok()).and_then(|(m, d)| {
        Month::try_new(y, m).ok()?;
        Date::new(y, m, d).ok()
    });
    day.ok_or_else(|| {
        CellProblem::refused(
            IssueCode::ImpossibleDate,
            format!("Le {cell} n’existe pas au calendrier : corrigez la date."),
        )
    })
}

fn not_a_date(cell: &str) -> CellProblem {
    CellProblem::refused(IssueCode::Malformed, format!("« {cell} » n’est pas une date : écrivez JJ/MM/AAAA."))
}

fn without_midnight(text: &str) -> &str {
    match text.split_once([' ', 'T']) {
        Some((day, time)) if time.chars().all(|c| matches!(c, '0' | ':' | '.' | 'Z')) => day,
        _ => text,
    }
}

/// Days since 30/12/1899, for the years 1930 to 2059: outside, five digits are not a plausible date.
/// A birth date, whole as [`read_date`] reads it, or in part: `1985`, `03/1985`, `00/03/1985`, `00/00/1985`, `1985-00-00`, as files write
/// what a civil status does not say (rows A09, E04).
pub fn read_birth(cell: &str) -> Result<BirthDate, CellProblem> {
    let text = without_midnight(cell.trim());
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    // `mars 1985`, as Préau writes it.
    if let Some(birth) = named_month(text) {
        return Ok(birth);
    }
    let (day, month, year) = match parts[..] {
        [year] => ("00", "00", year),
        [first, month] if first.len() == 4 => ("00", month, first),
        [month, year] => ("00", month, year),
        [first, month, last] if first.len() == 4 => (last, month, first),
        [first, month, last] => (first, month, last),
        _ => return read_date(cell).map(BirthDate::from),
    };
    let said = |part: &str| part.bytes().any(|digit| digit != b'0');
    if year.len() != 4 || (parts.len() == 3 && said(day)) || [day, month].iter().any(|part| part.len() > 2) {
        return read_date(cell).map(BirthDate::from);
    }
    let read = match (number(year), number(month)) {
        (Some(year), _) if !said(month) => BirthDate::of_year(year),
        (Some(year), Some(month)) => {
            i8::try_from(month).ok().and_then(|month| BirthDate::of_month(year, month))
        }
        _ => None,
    };
    read.ok_or_else(|| not_a_date(cell))
}

fn named_month(text: &str) -> Option<BirthDate> {
    let (name, year) = text.split_once(char::is_whitespace)?;
    let year = number(year.trim()).filter(|year| *year >= 1000)?;
    let months = (1..=12).filter_map(|month| Month::try_new(year, month).ok());
    let month = months.into_iter().find(|month| fold(month.name_fr()) == fold(name))?;
    BirthDate::of_month(year, month.first_day().month())
}

fn spreadsheet_serial(text: &str) -> Option<Date> {
    let serial: i64 = text.parse().ok()?;
    if !(10_959..58_441).contains(&serial) {
        return None;
    }
    Date::new(1899, 12, 30).ok()?.checked_add(jiff::Span::new().days(serial)).ok()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn number(text: &str) -> Option<i16> {
    if is_number(text) { text.parse().ok() } else { None }
}

/// Whether a would-be heading is in fact a value.
pub(super) fn looks_like_value(cell: &str) -> bool {
    Cents::parse_fr(cell).is_ok() || read_date(cell).is_ok()
}

/// A cell defused by [`super::defuse`], as it was.
pub fn undefuse(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start().starts_with(super::write::TRIGGERS) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_as_people_and_machines_write_them() {
        for text in [
            "01/03/2026",
            "1/3/2026",
            "01-03-2026",
            "01.03.2026",
            "2026-03-01",
            "2026-03-01T00:00:00",
            "2026-03-01 00:00:00.000",
            "01/03/2026 00:00",
        ] {
            assert_eq!(read_date(text), Ok(date(2026, 3, 1)), "{text}");
        }
    }

    // rows: A09 E04
    #[test]
    fn a_birth_date_may_lack_its_day_or_its_month() {
        for (text, read) in [
            ("12/03/1985", "1985-03-12"),
            ("1985-03-12T00:00:00", "1985-03-12"),
            ("03/1985", "1985-03"),
            ("mars 1985", "1985-03"),
            ("Février 1985", "1985-02"),
            ("1985-03", "1985-03"),
            ("00/03/1985", "1985-03"),
            ("1985-03-00", "1985-03"),
            ("00/00/1985", "1985"),
            ("1985-00-00", "1985"),
            ("1985", "1985"),
        ] {
            assert_eq!(read_birth(text).map(|birth| birth.to_string()), Ok(read.to_owned()), "{text}");
        }
        for text in
            ["85", "13/1985", "00/13/1985", "31/02/1985", "31048", "12/00/1985", "vers 1985", "", "0/0/85"]
        {
            assert!(read_birth(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates_that_must_not_be_guessed() {
        for (text, code, proposal) in [
            ("01/03/26", IssueCode::Ambiguous, None),
            ("31/02/2025", IssueCode::ImpossibleDate, None),
            ("2020-00-00", IssueCode::ImpossibleDate, None),
            ("2026-13-01", IssueCode::ImpossibleDate, None),
            ("43901", IssueCode::Ambiguous, Some("11/03/2020")),
            ("mars 2026", IssueCode::Malformed, None),
            ("01/03/2026 14:30", IssueCode::Malformed, None),
            ("", IssueCode::Malformed, None),
            ("1/1/1/2026", IssueCode::Malformed, None),
            ("99999999999999999999-1-1", IssueCode::Malformed, None),
        ] {
            let problem = read_date(text).expect_err(text);
            assert_eq!((problem.refusal.code, problem.proposal.as_deref()), (code, proposal), "{text}");
        }
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(read_integer("684"), Ok(684));
        assert_eq!(read_integer("1\u{a0}104,00"), Ok(1104));
        assert!(read_integer("684,5").is_err());
        assert!(read_integer("684 €").is_err());
        assert!(read_integer("").is_err());
    }

    #[test]
    fn a_defused_formula_is_read_as_it_was() {
        assert_eq!(undefuse("'=1+1"), "=1+1");
        assert_eq!(undefuse("'t Hooft"), "'t Hooft");
    }
}
