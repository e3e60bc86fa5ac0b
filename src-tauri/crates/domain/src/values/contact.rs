//! Telephone numbers and e-mail addresses.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::text::is_space;
use super::text_value;
use crate::issue::{IssueCode, Refusal};

/// A telephone number in E.164 (`+33612345678`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, TS)]
#[ts(type = "string")]
pub struct Phone(String);

text_value!(Phone, Phone::parse);

/// Overseas numbers are dialled with ten digits like the others but carry their own country code.
const OVERSEAS: [(&str, &str); 12] = [
    ("0262", "262"),
    ("0263", "262"),
    ("0692", "262"),
    ("0693", "262"),
    ("0639", "262"),
    ("0590", "590"),
    ("0690", "590"),
    ("0691", "590"),
    ("0594", "594"),
    ("0694", "594"),
    ("0596", "596"),
    ("0696", "596"),
];

impl Phone {
    /// Reads a French number of ten digits, or any number written with its `+` or `00` prefix.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let typed = text.trim_matches(is_space);
        if typed.is_empty() {
            return Err(Refusal::new(IssueCode::Missing, "Le numéro de téléphone manque."));
        }
        let refuse = || {
            Refusal::new(
                IssueCode::Malformed,
                format!(
                    "Le numéro « {typed} » n'est pas complet : 10 chiffres, ou + et l'indicatif du pays."
                ),
            )
        };
        let mut digits = String::with_capacity(16);
        for (position, c) in typed.replace("(0)", "").char_indices() {
            match c {
                '0'..='9' => digits.push(c),
                '+' if position == 0 => digits.push(c),
                '.' | '-' | '/' | '(' | ')' | '\u{2011}' => {}
                c if is_space(c) => {}
                _ => return Err(refuse()),
            }
        }
        if let Some(international) = digits.strip_prefix("00") {
            digits = format!("+{international}");
        }
        let number = match digits.strip_prefix('+') {
            Some(international) => international.to_owned(),
            None => national(&digits).ok_or_else(refuse)?,
        };
        let well_formed = match number.strip_prefix("33") {
            Some(rest) => rest.len() == 9 && !rest.starts_with('0'),
            None => (8..=15).contains(&number.len()) && !number.starts_with('0'),
        };
        if well_formed { Ok(Self(format!("+{number}"))) } else { Err(refuse()) }
    }

    /// The ten digits that are dialled in France, overseas too; `None` for a number of another country.
    pub fn national(&self) -> Option<String> {
        let rest = self.0.strip_prefix("+33").or_else(|| {
            OVERSEAS
                .iter()
                .find_map(|(_, code)| self.0.strip_prefix('+')?.strip_prefix(code))
                .filter(|rest| rest.len() == 9)
        })?;
        Some(format!("0{rest}"))
    }

    /// `06 12 34 56 78` for a French number, `+32 470123456` otherwise unchanged, with no-break spaces.
    pub fn display(&self) -> String {
        let Some(national) = self.national() else { return self.0.clone() };
        let mut shown = String::with_capacity(18);
        for (i, digit) in national.chars().enumerate() {
            if i > 0 && i % 2 == 0 {
                shown.push('\u{a0}');
            }
            shown.push(digit);
        }
        shown
    }
}

fn national(digits: &str) -> Option<String> {
    if digits.len() != 10 || !digits.starts_with('0') {
        return None;
    }
    let country =
        OVERSEAS.iter().find(|(prefix, _)| digits.starts_with(prefix)).map_or("33", |(_, code)| code);
    Some(format!("{country}{}", &digits[1..]))
}

/// What a telephone is (A07): whom one may get at the other end, and when.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    /// In the pocket.
    Mobile,
    /// At home.
    Home,
    /// At work.
    Work,
}

impl PhoneKind {
    /// Every kind, in the order of a list.
    pub const ALL: [Self; 3] = [Self::Mobile, Self::Home, Self::Work];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mobile => "mobile",
            Self::Home => "home",
            Self::Work => "work",
        }
    }

    /// The kind under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its name beside a number.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mobile => "mobile",
            Self::Home => "domicile",
            Self::Work => "travail",
        }
    }

    /// What a number says of itself when nobody said more: the numbering plan gives mobiles their own beginnings.
    pub fn likely(phone: &Phone) -> Self {
        let number = phone.as_str();
        let mobile =
            ["+336", "+337", "+262692", "+262693", "+262639", "+590690", "+590691", "+594694", "+596696"];
        if mobile.iter().any(|beginning| number.starts_with(beginning)) { Self::Mobile } else { Self::Home }
    }
}

/// An e-mail address, its domain in lower case. Syntax only: nothing is sent to check it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, TS)]
#[ts(type = "string")]
pub struct Email(String);

text_value!(Email, Email::parse);

impl Email {
    /// Accepts the everyday form: a local part, an at sign, a domain with a point.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let typed = text.trim_matches(is_space);
        let refuse = |why: &str| {
            Refusal::new(
                IssueCode::Malformed,
                format!("L'adresse « {typed} » n'est pas une adresse de courriel : {why}."),
            )
        };
        if typed.is_empty() {
            return Err(Refusal::new(IssueCode::Missing, "L'adresse de courriel manque."));
        }
        let (local, domain) = typed.rsplit_once('@').ok_or_else(|| refuse("il manque le signe @"))?;
        let local_is_sound = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&b));
        if !local_is_sound {
            return Err(refuse("la partie avant @ porte un signe interdit"));
        }
        let label_is_sound = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let labels: Vec<&str> = domain.split('.').collect();
        let domain_is_sound = labels.len() >= 2
            && domain.len() <= 253
            && labels.iter().all(|label| label_is_sound(label))
            && labels
                .last()
                .is_some_and(|top| top.chars().count() >= 2 && !top.starts_with(|c: char| c.is_numeric()));
        if !domain_is_sound {
            return Err(refuse("la partie après @ n'est pas un nom de domaine"));
        }
        Ok(Self(format!("{local}@{}", domain.to_lowercase())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_numbers_become_e164() {
        for (text, e164, shown) in [
            ("06 12 34 56 78", "+33612345678", "06 12 34 56 78"),
            ("02.98.67.01.23", "+33298670123", "02 98 67 01 23"),
            ("+33 (0)6 12 34 56 78", "+33612345678", "06 12 34 56 78"),
            ("0033612345678", "+33612345678", "06 12 34 56 78"),
            ("0692 12 34 56", "+262692123456", "06 92 12 34 56"),
            ("+32 470 12 34 56", "+32470123456", "+32470123456"),
        ] {
            let phone = Phone::parse(text).expect(text);
            assert_eq!(phone.as_str(), e164);
            assert_eq!(phone.display().replace('\u{a0}', " "), shown);
        }
    }

    #[test]
    fn incomplete_numbers_are_refused() {
        for text in [
            "",
            "06 12 34 56",
            "612345678",
            "06 12 34 56 7O",
            "+330612345678",
            "+33",
            "00",
            "06+12345678",
            "3630",
        ] {
            assert!(Phone::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn addresses_of_courriel() {
        assert_eq!(Email::parse(" Jeanne.Le-Goff@Mairie.FR ").unwrap().as_str(), "Jeanne.Le-Goff@mairie.fr");
        for text in [
            "",
            "jeanne",
            "jeanne@",
            "@mairie.fr",
            "jeanne@mairie",
            "jeanne le@mairie.fr",
            "j..l@mairie.fr",
            "é@mairie.fr",
            "a@b@.fr",
            "a@-b.fr",
            "a@1.2",
        ] {
            assert!(Email::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_number_says_whether_it_is_a_mobile() {
        for (number, kind) in [
            ("06 12 34 56 78", PhoneKind::Mobile),
            ("07 12 34 56 78", PhoneKind::Mobile),
            ("0692 12 34 56", PhoneKind::Mobile),
            ("02 98 00 00 00", PhoneKind::Home),
            ("+32 470 12 34 56", PhoneKind::Home),
        ] {
            assert_eq!(PhoneKind::likely(&Phone::parse(number).unwrap()), kind, "{number}");
        }
    }
}
