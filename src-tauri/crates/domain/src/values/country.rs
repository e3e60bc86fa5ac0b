//! Countries, by the last three digits of their INSEE code: what the treasury's files write.

use std::sync::LazyLock;

use serde::Serialize;
use ts_rs::TS;

use super::text::fold;
use super::text_value;
use crate::issue::{IssueCode, Refusal};
use crate::reference::{reference_table, rows};

/// A country by the last three digits of its INSEE code: Belgium is `131`. France (`100`) needs none: an
/// address without a country is French.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, TS)]
#[ts(type = "string")]
pub struct CountryCode(String);

text_value!(CountryCode, CountryCode::parse);

/// A country or territory that has a code of its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Country {
    /// Its code.
    pub code: CountryCode,
    /// Its usual name.
    pub name: String,
}

/// The countries of the official geographic code, by name.
pub fn countries() -> &'static [Country] {
    static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
        let mut countries: Vec<Country> = rows(reference_table!("france/pays_cog_2025.csv"))
            .map(|row| Country { code: CountryCode(row[0][2..].to_owned()), name: row[4].clone() })
            .collect();
        countries.sort_by_cached_key(|country| fold(&country.name));
        countries
    });
    &COUNTRIES
}

impl CountryCode {
    /// Reads `131`, the full code `99131`, or the name of the country.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let typed = fold(text);
        let short = if typed.len() == 5 { typed.strip_prefix("99").unwrap_or(&typed) } else { &typed };
        countries()
            .iter()
            .find(|country| country.code.0 == short || fold(&country.name) == typed)
            .map(|country| country.code.clone())
            .ok_or_else(|| {
                Refusal::new(
                    IssueCode::Unknown,
                    format!("Le pays « {} » est inconnu : choisissez-le dans la liste.", text.trim()),
                )
            })
    }

    /// Whether this is France itself, which files accept as `100` or absent.
    pub fn is_france(&self) -> bool {
        self.0 == "100"
    }

    /// The last line of an envelope that leaves France: the country's name, in capitals (NF Z10-011).
    pub fn envelope_line(&self) -> String {
        self.name().to_uppercase()
    }

    /// The usual name of the country.
    pub fn name(&self) -> &'static str {
        countries().iter().find(|country| country.code == *self).map_or("", |country| &country.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_read_by_code_or_name() {
        for text in ["131", "99131", "Belgique", " BELGIQUE "] {
            assert_eq!(CountryCode::parse(text).unwrap().as_str(), "131", "{text}");
        }
        assert_eq!(CountryCode::parse("109").unwrap().name(), "Allemagne");
        assert!(CountryCode::parse("france").unwrap().is_france());
        assert_eq!(CountryCode::parse("131").unwrap().envelope_line(), "BELGIQUE");
        for text in ["", "13", "999", "BE", "Atlantide"] {
            assert_eq!(CountryCode::parse(text).unwrap_err().code, IssueCode::Unknown, "{text}");
        }
        assert_eq!(countries().len(), 229);
    }
}
