//! Places where people are born: communes of the official geographic code, old ones too, and countries (rows A10, E05).

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;
use ts_rs::TS;

use super::country::countries;
use super::text::fold;
use crate::issue::{IssueCode, Refusal};
use crate::reference::{reference_table, rows};

/// What kind of place a code is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A commune of today, or one of the districts of Paris, Lyon and Marseille.
    Commune,
    /// A country, or a territory with a code of its own.
    Country,
    /// A commune that joined another and keeps its name within it.
    Merged,
    /// The code of a commune that is part of another since, or that was counted in another département: only the name of today is known.
    FormerCode,
}

/// A place with its INSEE code: `21425` a commune, `99352` a country.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Five characters.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Postcodes of a commune, separated by bars.
    postcodes: String,
    inhabitants: u32,
    folded: String,
}

impl Place {
    /// `21`, `2A`, `974`; nothing abroad.
    pub fn department(&self) -> &str {
        match self.kind {
            PlaceKind::Country => "",
            _ if self.code.starts_with("97") || self.code.starts_with("98") => &self.code[..3],
            _ => &self.code[..2],
        }
    }

    /// What tells it from its namesakes: `21`, `pays`, `2A, commune réunie à une autre`.
    pub fn detail(&self) -> String {
        match self.kind {
            PlaceKind::Country => "pays".to_owned(),
            PlaceKind::Commune => self.department().to_owned(),
            PlaceKind::Merged => format!("{}, réunie à une autre commune", self.department()),
            PlaceKind::FormerCode => format!("{}, ancien code {}", self.department(), self.code),
        }
    }
}

struct Places {
    all: Vec<Place>,
    /// The commune of today first, then those it took the place of under the same code.
    by_code: HashMap<String, Vec<usize>>,
    /// Communes of today and countries, by folded name.
    by_name: HashMap<String, Vec<usize>>,
}

fn places() -> &'static Places {
    static PLACES: LazyLock<Places> = LazyLock::new(|| {
        let communes = rows(reference_table!("france/communes_2026.csv")).map(|row| Place {
            folded: fold(&row[1]),
            code: row[0].clone(),
            name: row[1].replace('\'', "’"),
            kind: match row[2].as_str() {
                "COM" | "ARM" => PlaceKind::Commune,
                "COMD" | "COMA" => PlaceKind::Merged,
                "ANC" => PlaceKind::FormerCode,
                unknown => panic!("unknown kind {unknown} in communes_2026.csv"),
            },
            postcodes: row[3].clone(),
            inhabitants: row[4].parse().unwrap_or(0),
        });
        let abroad = countries().iter().filter(|country| !country.code.is_france()).map(|country| Place {
            folded: fold(&country.name),
            code: format!("99{}", country.code),
            name: country.name.clone(),
            kind: PlaceKind::Country,
            postcodes: String::new(),
            // Before the hamlets that bear the name of a country, after the cities.
            inhabitants: 50_000,
        });
        let all: Vec<Place> = communes.chain(abroad).collect();
        let mut by_code: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, place) in all.iter().enumerate() {
            by_code.entry(place.code.clone()).or_default().push(at);
            if matches!(place.kind, PlaceKind::Commune | PlaceKind::Country) {
                by_name.entry(place.folded.clone()).or_default().push(at);
            }
        }
        Places { all, by_code, by_name }
    });
    &PLACES
}

/// The place under an INSEE code, as it is today.
pub fn place(code: &str) -> Option<&'static Place> {
    under(code).next()
}

/// Every place that bears a code: a new commune often keeps that of one of those it was made of.
fn under(code: &str) -> impl Iterator<Item = &'static Place> {
    let places = places();
    places.by_code.get(&code.trim().to_uppercase()).into_iter().flatten().map(|at| &places.all[*at])
}

/// Places whose name begins like the text, then those that hold its words; accents, case and hyphens do not count. A postcode or a code
/// finds its communes. The most inhabited first.
pub fn search_places(text: &str, most: usize) -> Vec<&'static Place> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let is_code = wanted.len() >= 2 && wanted.chars().any(|c| c.is_ascii_digit()) && !wanted.contains(' ');
    let code = wanted.to_uppercase();
    let words: Vec<&str> = wanted.split(' ').collect();
    let rank = |place: &Place| -> Option<u8> {
        if !is_code && place.kind == PlaceKind::FormerCode {
            return None;
        }
        if is_code {
            let by_postcode = place.postcodes.split('|').any(|postcode| postcode.starts_with(&code));
            return (by_postcode || place.code.starts_with(&code)).then_some(0);
        }
        if place.folded == wanted {
            Some(0)
        } else if place.folded.starts_with(&wanted) {
            Some(1)
        } else {
            let begins = |word: &&str| place.folded.split(' ').any(|own| own.starts_with(*word));
            words.iter().all(begins).then_some(2)
        }
    };
    let mut found: Vec<(u8, &Place)> =
        places().all.iter().filter_map(|place| rank(place).map(|rank| (rank, place))).collect();
    found.sort_by_key(|(rank, place)| (*rank, std::cmp::Reverse(place.inhabitants)));
    found.into_iter().take(most).map(|(_, place)| place).collect()
}

/// Where someone was born: the words, and the code when they name one place and no other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BirthPlace {
    label: String,
    code: Option<String>,
}

impl BirthPlace {
    /// Reads what was typed, with the code of the place that was chosen. A chosen commune gives its own name; abroad, the town that was
    /// typed stays and the code is the country's. Words that name no place, or several, are kept without a code: older files
    /// have them.
    pub fn read(label: &str, code: &str) -> Result<Option<Self>, Refusal> {
        let label = super::text::tidy(label);
        let code = code.trim();
        if label.chars().count() > 80 {
            return Err(Refusal::new(IssueCode::TooLong, "Ce lieu dépasse 80 caractères : abrégez-le."));
        }
        if code.is_empty() {
            return Ok((!label.is_empty()).then(|| Self::recognised(label)));
        }
        let named = under(code).find(|place| place.folded == fold(&label));
        let chosen = named.or_else(|| place(code)).ok_or_else(|| {
            Refusal::new(
                IssueCode::Unknown,
                format!(
                    "Aucune commune ni aucun pays ne porte le code {code} : choisissez le lieu dans la liste."
                ),
            )
        })?;
        // A former code knows the commune of today only: what was typed is the name it had.
        let keeps_words = matches!(chosen.kind, PlaceKind::Country | PlaceKind::FormerCode);
        let label = if keeps_words && !label.is_empty() {
            town_abroad(&label, chosen).unwrap_or(label)
        } else {
            chosen.name.clone()
        };
        Ok(Some(Self { label, code: Some(chosen.code.clone()) }))
    }

    /// Words alone: « Dijon », « Saint-Denis (974) », « Alger, Algérie ».
    fn recognised(label: String) -> Self {
        let places = places();
        let only = |name: &str, within: &str| {
            let mut named = places.by_name.get(&fold(name))?.iter().map(|at| &places.all[*at]);
            let fits = |place: &&Place| within.is_empty() || place.department() == within;
            let first = named.find(fits)?;
            named.find(fits).is_none().then_some(first)
        };
        let (name, within) = match label.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
            Some((name, within)) => (name.trim(), within.trim()),
            None => label
                .rsplit_once(',')
                .map_or((label.as_str(), ""), |(name, within)| (name.trim(), within.trim())),
        };
        let whole = only(&label, "");
        let found = whole.or_else(|| only(name, &within.to_uppercase()).filter(|_| !within.is_empty()));
        if let Some(found) = found {
            return Self { label: found.name.clone(), code: Some(found.code.clone()) };
        }
        match only(within, "").filter(|place| place.kind == PlaceKind::Country && !name.is_empty()) {
            Some(country) => Self { label: name.to_owned(), code: Some(country.code.clone()) },
            None => Self { label, code: None },
        }
    }

    /// The words: the commune, the town abroad, or the country.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The INSEE code; none for words of older files.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

/// The town of « Alger (Algérie) » once its country is chosen.
fn town_abroad(label: &str, country: &Place) -> Option<String> {
    let town = label.strip_suffix(')')?.strip_suffix(country.name.as_str())?.strip_suffix('(')?.trim();
    (!town.is_empty()).then(|| town.to_owned())
}

/// A birth place as it is read on a file: `Montbard (21)`, `Alger (Algérie)`, or the words alone.
pub fn birth_place_shown(label: &str, code: &str) -> String {
    match place(code).filter(|_| !code.is_empty()) {
        Some(known) if known.kind == PlaceKind::Country && known.name != label => {
            format!("{label} ({})", known.name)
        }
        Some(known) if known.kind != PlaceKind::Country => format!("{label} ({})", known.department()),
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        search_places(text, 3).into_iter().map(|place| place.name.as_str()).collect()
    }

    #[test]
    fn communes_are_found_without_accents_the_most_inhabited_first() {
        assert_eq!(names("dijon")[0], "Dijon");
        assert_eq!(names("saint etienne")[0], "Saint-Étienne");
        assert_eq!(names("l abergement de va"), ["L’Abergement-de-Varey"]);
        assert!(search_places("21500", 30).iter().any(|place| place.name == "Montbard"));
        assert_eq!(
            place("2a004").map(|place| (place.name.as_str(), place.department())),
            Some(("Ajaccio", "2A"))
        );
        assert_eq!(search_places("algerie", 1)[0].kind, PlaceKind::Country);
        assert!(search_places("  ", 5).is_empty());
    }

    #[test]
    fn old_communes_and_old_codes_are_places_too() {
        assert_eq!(search_places("arbignieu", 1)[0].kind, PlaceKind::Merged);
        // The new commune bears the code of one of those it was made of: each keeps its name.
        assert_eq!(place("01015").map(|place| place.name.as_str()), Some("Arboys en Bugey"));
        let born = |label| BirthPlace::read(label, "01015").unwrap().unwrap().label().to_owned();
        assert_eq!((born("arbignieu"), born("")), ("Arbignieu".to_owned(), "Arboys en Bugey".to_owned()));
        // Ajaccio before Corsica was cut in two (1976).
        assert_eq!(
            place("20004").map(|place| (place.name.as_str(), place.kind)),
            Some(("Ajaccio", PlaceKind::FormerCode))
        );
        assert_eq!(names("ajaccio"), ["Ajaccio"]);
        assert_eq!(search_places("20004", 2).len(), 1);
    }

    #[test]
    fn words_are_recognised_when_they_name_one_place_and_kept_otherwise() {
        let read = |label: &str, code: &str| {
            let place = BirthPlace::read(label, code).unwrap().unwrap();
            (place.label().to_owned(), place.code().map(str::to_owned))
        };
        let coded = |label: &str, code: &str| (label.to_owned(), Some(code.to_owned()));
        assert_eq!(read("DIJON", ""), coded("Dijon", "21231"));
        assert_eq!(read("Saint-Denis (974)", ""), coded("Saint-Denis", "97411"));
        assert_eq!(read("Saint-Denis", ""), ("Saint-Denis".into(), None));
        assert_eq!(read("Alger, Algérie", ""), coded("Alger", "99352"));
        assert_eq!(read("Alger", "99352"), coded("Alger", "99352"));
        assert_eq!(read("", "99352"), coded("Algérie", "99352"));
        // The chosen place says its own name.
        assert_eq!(read("dij", "21231"), coded("Dijon", "21231"));
        assert_eq!(read("à bord du paquebot France", ""), ("à bord du paquebot France".into(), None));
        assert_eq!(BirthPlace::read("  ", ""), Ok(None));
        assert_eq!(BirthPlace::read("Dijon", "00000").unwrap_err().code, IssueCode::Unknown);
        assert_eq!(birth_place_shown("Alger", "99352"), "Alger (Algérie)");
        assert_eq!(birth_place_shown("Algérie", "99352"), "Algérie");
        assert_eq!(birth_place_shown("Dijon", "21231"), "Dijon (21)");
        assert_eq!(birth_place_shown("Saint-Denis", ""), "Saint-Denis");
    }
}
