//! Small phrases of a family's file.

use domain::calendar::{Month, WeekParity, Weekdays, YearParity, age_on};
use domain::health::Diet;
use domain::issue::{IssueCode, Refusal};
use domain::people::{CustodyPattern, HolidayRule, SummerCut};
use domain::values::text::fold;
use domain::values::{AddressDraft, Cents, Phone, PhoneKind};
use jiff::civil::{Date, Weekday};
use store::people::PhoneRow;

use super::{BalanceLight, HealthLight};

/// `Février 2026 est déjà facturé`, `Janvier 2026 et février 2026 sont déjà facturés`; nothing when there is none.
pub(super) fn are_billed(months: &[Month]) -> Option<String> {
    let said: Vec<String> = months.iter().map(|month| month.format_fr()).collect();
    let (last, others) = said.split_last()?;
    let told = match others {
        [] => format!("{last} est déjà facturé"),
        [one] => format!("{one} et {last} sont déjà facturés"),
        [first, ..] => format!("De {first} à {last}, {} mois sont déjà facturés", said.len()),
    };
    let mut letters = told.chars();
    Some(letters.next()?.to_uppercase().chain(letters).collect())
}

/// `7 ans`, `17 mois` before two years, `12 jours` in the first month.
pub(crate) fn age(birth: Date, today: Date) -> String {
    let months = Month::of(today).months_since(Month::of(birth)) - i32::from(today.day() < birth.day());
    match (months, age_on(birth, today)) {
        (..0, _) => "à naître".to_owned(),
        (0, _) => {
            let days = (today - birth).get_days();
            if days < 2 { format!("{days} jour") } else { format!("{days} jours") }
        }
        (..24, _) => format!("{months} mois"),
        (_, years) => format!("{years} ans"),
    }
}

/// `L M J V`.
pub(crate) fn weekdays(days: Weekdays) -> String {
    let letters = [
        (Weekday::Monday, "L"),
        (Weekday::Tuesday, "M"),
        (Weekday::Wednesday, "Me"),
        (Weekday::Thursday, "J"),
        (Weekday::Friday, "V"),
        (Weekday::Saturday, "S"),
        (Weekday::Sunday, "D"),
    ];
    let held: Vec<&str> =
        letters.iter().filter(|(day, _)| days.contains(*day)).map(|(_, letter)| *letter).collect();
    held.join(" ")
}

/// `vendredi`, from 0 for Monday.
pub(super) fn weekday(changeover: u8) -> &'static str {
    const NAMES: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    NAMES.get(usize::from(changeover)).copied().unwrap_or("lundi")
}

/// A custody in words.
pub(super) fn custody(pattern: CustodyPattern) -> String {
    match pattern {
        CustodyPattern::Always => "toujours".to_owned(),
        CustodyPattern::Weeks { parity, changeover, holidays } => {
            let parity = match parity {
                WeekParity::Even => "semaines paires",
                WeekParity::Odd => "semaines impaires",
            };
            format!("{parity}, change le {}{}", weekday(changeover), holidays_in_words(holidays))
        }
        CustodyPattern::Share { part } => part.format_fr(),
    }
}

/// How a household has the school holidays, after its weeks; nothing when they go as the weeks.
fn holidays_in_words(rule: HolidayRule) -> String {
    let HolidayRule::Shared { first, summer } = rule else { return String::new() };
    let years = match first {
        YearParity::Even => "paires",
        YearParity::Odd => "impaires",
    };
    let summer = match summer {
        SummerCut::Halves => "",
        SummerCut::Quarters => ", été par quinzaines",
    };
    format!("\u{a0}; première moitié des vacances les années {years}{summer}")
}

/// An address on one line.
pub(crate) fn address(address: &AddressDraft) -> String {
    let city = format!("{} {}", address.postcode, address.city);
    let lines = [&address.apartment, &address.building, &address.street, &address.locality, &city];
    let lines: Vec<&str> =
        lines.into_iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    lines.join(", ")
}

/// `de Léonie`, `d’Aziliz`, `d’Hélène`; `d’Yves` and `de Yasmine`: before a vowel, a y is heard as a consonant.
pub(super) fn of(name: &str) -> String {
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let name_folded = fold(name);
    let elided = match name_folded.strip_prefix('y') {
        Some(rest) => !rest.is_empty() && !rest.starts_with(VOWELS),
        None => name_folded.starts_with('h') || name_folded.starts_with(VOWELS),
    };
    if elided { format!("d’{name}") } else { format!("de {name}") }
}

/// A stored number, as dialled.
pub(crate) fn phone(number: &str) -> String {
    Phone::parse(number).map_or_else(|_| number.to_owned(), |phone| phone.display())
}

/// What a stored number is; read from the number itself when nobody said it.
pub(super) fn kind_of(row: &PhoneRow) -> PhoneKind {
    row.kind.unwrap_or_else(|| {
        Phone::parse(&row.number).map_or(PhoneKind::Home, |phone| PhoneKind::likely(&phone))
    })
}

/// What the kitchen reads of a diet's code.
pub(crate) fn diet_label(code: &str) -> String {
    Diet::from_code(code).unwrap_or(Diet::Standard).label().to_owned()
}

/// A diet's code from the neutral list; the common meal when nothing was chosen.
pub(crate) fn accepted_diet(code: &str) -> Result<String, Refusal> {
    let code = if code.trim().is_empty() { Diet::Standard.code() } else { code.trim() };
    Diet::from_code(code)
        .map(|diet| diet.code().to_owned())
        .ok_or_else(|| Refusal::new(IssueCode::Unknown, "Choisissez un régime dans la liste."))
}

/// Health insurance regimes (V09): code, name.
const REGIMES: [(&str, &str); 5] = [
    ("", "non précisé"),
    ("general", "régime général"),
    ("msa", "régime agricole (MSA)"),
    ("special", "régime spécial"),
    ("other", "autre régime"),
];

/// A regime's code from the list.
pub(super) fn accepted_regime(code: &str) -> Result<String, Refusal> {
    let known = REGIMES.iter().find(|(known, _)| *known == code.trim());
    known
        .map(|(code, _)| (*code).to_owned())
        .ok_or_else(|| Refusal::new(IssueCode::Unknown, "Choisissez un régime dans la liste."))
}

/// A regime's name.
pub(super) fn regime_label(code: &str) -> &'static str {
    REGIMES.iter().find(|(known, _)| *known == code).map_or("", |(_, label)| label)
}

/// What INS may know of an amount due.
pub(super) fn balance_light(due: Cents) -> BalanceLight {
    if due.is_positive() {
        BalanceLight::Owes
    } else if due.is_negative() {
        BalanceLight::Advance
    } else {
        BalanceLight::Even
    }
}

/// A stored light; past its day, what was up to date is to complete.
pub(crate) fn health_light(code: &str, due_on: Option<Date>, today: Date) -> HealthLight {
    match code {
        "to_complete" => HealthLight::ToComplete,
        "up_to_date" if due_on.is_some_and(|day| day < today) => HealthLight::ToComplete,
        "up_to_date" => HealthLight::UpToDate,
        _ => HealthLight::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn ages_are_said_as_people_say_them() {
        let today = date(2026, 11, 24);
        for (birth, said) in [
            (date(2019, 3, 14), "7 ans"),
            (date(2025, 6, 9), "17 mois"),
            (date(2024, 11, 25), "23 mois"),
            (date(2024, 11, 24), "2 ans"),
            (date(2026, 11, 12), "12 jours"),
            (date(2026, 10, 25), "30 jours"),
            (date(2026, 10, 24), "1 mois"),
            (date(2026, 11, 24), "0 jour"),
            (date(2026, 12, 1), "à naître"),
        ] {
            assert_eq!(age(birth, today), said, "{birth}");
        }
    }

    #[test]
    fn a_name_is_elided_as_it_is_heard() {
        for name in ["Aziliz", "Éloïse", "Hélène", "Yves", "Yvonne"] {
            assert_eq!(of(name), format!("d’{name}"));
        }
        for name in ["Léonie", "Yasmine", "Yann", "Youssef", "Yüksel", "Y"] {
            assert_eq!(of(name), format!("de {name}"));
        }
    }

    #[test]
    fn months_already_billed_are_counted_in_french() {
        let month = |number| Month::of(date(2026, number, 1));
        let said = |numbers: &[i8]| are_billed(&numbers.iter().map(|one| month(*one)).collect::<Vec<_>>());
        assert_eq!(said(&[]), None);
        assert_eq!(said(&[2]).as_deref(), Some("Février 2026 est déjà facturé"));
        assert_eq!(said(&[1, 2]).as_deref(), Some("Janvier 2026 et février 2026 sont déjà facturés"));
        assert_eq!(
            said(&[1, 2, 3]).as_deref(),
            Some("De janvier 2026 à mars 2026, 3 mois sont déjà facturés")
        );
    }

    #[test]
    fn a_light_goes_out_the_day_after_its_day() {
        let today = date(2026, 11, 24);
        assert_eq!(health_light("up_to_date", Some(today), today), HealthLight::UpToDate);
        assert_eq!(health_light("up_to_date", Some(date(2026, 11, 23)), today), HealthLight::ToComplete);
        assert_eq!(health_light("unknown", None, today), HealthLight::Unknown);
    }
}
