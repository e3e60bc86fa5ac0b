//! Names of persons and how they are addressed.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::char::is_combining_mark;

use super::text::{fold, fold_compact, is_apostrophe, is_dash, tidy};
use super::text_value;
use crate::issue::{IssueCode, Refusal};

/// Longest name kept, in characters. The treasury's 38 is a matter of its file, checked there.
const LONGEST: usize = 80;

/// A family name or first names, kept as the person writes it, accents and particle included.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, TS)]
#[ts(type = "string")]
pub struct PersonName(String);

text_value!(PersonName, PersonName::try_new);

impl PersonName {
    /// Accepts letters of any alphabet, spaces, apostrophes, hyphens and points.
    pub fn try_new(text: &str) -> Result<Self, Refusal> {
        let name = tidy(text);
        if name.is_empty() {
            return Err(Refusal::new(IssueCode::Missing, "Le nom est obligatoire."));
        }
        if name.chars().count() > LONGEST {
            return Err(Refusal::new(
                IssueCode::TooLong,
                format!("Le nom dépasse {LONGEST} caractères : abrégez-le."),
            ));
        }
        // Signs that other writings put on their letters, or between two: vowels of Tamil, the virama of Hindi.
        let joins = |c: char| is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}');
        let allowed =
            |c: char| c.is_alphabetic() || joins(c) || c == ' ' || c == '.' || is_apostrophe(c) || is_dash(c);
        if let Some(odd) = name.chars().find(|c| !allowed(*c)) {
            return Err(Refusal::new(
                IssueCode::Malformed,
                format!(
                    "Le nom ne peut pas contenir « {odd} » : gardez lettres, espaces, traits d'union et apostrophes."
                ),
            ));
        }
        if !name.chars().any(char::is_alphabetic) {
            return Err(Refusal::new(IssueCode::Malformed, "Le nom doit contenir au moins une lettre."));
        }
        Ok(Self(name))
    }

    /// First names in their order (A03, E02), commas between those of a list: « marie,  Anne » is kept `marie, Anne`. The first is the
    /// usual one. Someone known by one name only has none: nothing is put in its place.
    pub fn first_names(text: &str) -> Result<Self, Refusal> {
        let names: Vec<String> = text.split(',').map(tidy).filter(|name| !name.is_empty()).collect();
        for name in &names {
            Self::try_new(name)?;
        }
        let whole = names.join(", ");
        if whole.is_empty() {
            return Err(Refusal::new(
                IssueCode::Missing,
                "Le prénom est obligatoire. Si la personne n'a qu'un nom, dites-le : « Un seul nom connu ».",
            ));
        }
        if whole.chars().count() > LONGEST {
            return Err(Refusal::new(
                IssueCode::TooLong,
                format!("Les prénoms dépassent {LONGEST} caractères : gardez les premiers."),
            ));
        }
        Ok(Self(whole))
    }

    /// The name in one word, without accents, case, apostrophes or hyphens: what duplicates are compared by.
    pub fn compact_key(&self) -> String {
        fold_compact(&self.0)
    }
}

/// The first name someone is called by: the first of a list.
pub fn usual_first_name(first_names: &str) -> &str {
    first_names.split(',').next().unwrap_or_default().trim()
}

/// `Jade B.-G.`, `Aliénor K.`, `Liam O’C.`: enough to call a child on a sheet that lies about, too little to find the
/// family. Particles in lower case are left out, and those inside a compound name.
pub fn short_name(first_names: &str, family_name: &str) -> String {
    let first = usual_first_name(first_names);
    let lower = |word: &str| word.chars().all(|c| !c.is_uppercase()) && !word.chars().any(is_apostrophe);
    let words: Vec<&str> = family_name.split_whitespace().collect();
    let word = words.iter().find(|word| !lower(word)).or(words.first()).copied().unwrap_or_default();
    let particle = |part: &str| matches!(fold(part).as_str(), "le" | "la" | "les" | "de" | "du" | "des");
    let initials: Vec<String> = word
        .split(is_dash)
        .enumerate()
        .filter(|(place, part)| *place == 0 || !particle(part))
        .filter_map(|(_, part)| {
            let (elided, rest) = match part.char_indices().find(|(_, c)| is_apostrophe(*c)) {
                Some((at, mark)) if at + mark.len_utf8() < part.len() => part.split_at(at + mark.len_utf8()),
                _ => ("", part),
            };
            rest.chars().next().map(|initial| format!("{elided}{}.", initial.to_uppercase()))
        })
        .collect();
    [first, &initials.join("-")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The names of the children of one sheet: short, and whole only for those that the short one would mistake for each
/// other. First names and family names go in, in the order the names come out.
pub fn names_on_a_sheet<'a>(children: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Vec<String> {
    let mut seen = HashMap::new();
    for (first_names, family_name) in children.clone() {
        *seen.entry(short_name(first_names, family_name)).or_insert(0_u32) += 1;
    }
    children
        .map(|(first_names, family_name)| {
            let short = short_name(first_names, family_name);
            if seen[&short] > 1 { format!("{first_names} {family_name}") } else { short }
        })
        .collect()
}

/// How the treasury addresses a debtor: a closed list, where « Mademoiselle » is rejected (treasury.md §2.3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
pub enum Civility {
    /// Monsieur.
    #[serde(rename = "M")]
    M,
    /// Madame.
    #[serde(rename = "MME")]
    Mme,
    /// Monsieur et Madame.
    #[serde(rename = "METMME")]
    MEtMme,
    /// Monsieur ou Madame.
    #[serde(rename = "MOUMME")]
    MOuMme,
}

impl Civility {
    /// Every civility, in the order of a list.
    pub const ALL: [Self; 4] = [Self::Mme, Self::M, Self::MEtMme, Self::MOuMme];

    /// The code of the treasury's files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::M => "M",
            Self::Mme => "MME",
            Self::MEtMme => "METMME",
            Self::MOuMme => "MOUMME",
        }
    }

    /// How it is written above an address.
    pub const fn label(self) -> &'static str {
        match self {
            Self::M => "M.",
            Self::Mme => "Mme",
            Self::MEtMme => "M. et Mme",
            Self::MOuMme => "M. ou Mme",
        }
    }

    /// Reads the code or the usual spellings.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        match fold_compact(text).as_str() {
            "m" | "mr" | "monsieur" => Ok(Self::M),
            "mme" | "madame" => Ok(Self::Mme),
            "metmme" | "mmeetm" | "monsieuretmadame" | "madameetmonsieur" => Ok(Self::MEtMme),
            "moumme" | "mmeoum" | "monsieuroumadame" | "madameoumonsieur" => Ok(Self::MOuMme),
            "" => Err(Refusal::new(IssueCode::Missing, "Choisissez une civilité.")),
            "mlle" | "mademoiselle" => Err(Refusal::new(
                IssueCode::Forbidden,
                "Le Trésor rejette « Mademoiselle » : choisissez Madame.",
            )),
            _ => Err(Refusal::new(
                IssueCode::Unknown,
                format!("La civilité « {} » est inconnue : choisissez Madame ou Monsieur.", text.trim()),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_children_of_one_sheet_are_told_apart() {
        let children = [("Lou", "Bernard"), ("Lou", "Bouvier"), ("Adam", "Bernard")];
        assert_eq!(names_on_a_sheet(children.into_iter()), ["Lou Bernard", "Lou Bouvier", "Adam B."]);
    }

    #[test]
    fn a_name_is_kept_as_written_and_found_otherwise() {
        let name = PersonName::try_new("  d’Estienne-Le  Goff ").unwrap();
        assert_eq!(name.as_str(), "d’Estienne-Le Goff");
        assert_eq!(name.compact_key(), "destiennelegoff");
        // The odd names of the official test cases (caf.md §9).
        assert_eq!(
            PersonName::try_new("ANO'NYMOS-LONS").unwrap().compact_key(),
            PersonName::try_new("Ano’nymos Lons").unwrap().compact_key()
        );
        assert_eq!(PersonName::try_new("Zoe\u{308}").unwrap(), PersonName::try_new("Zoë").unwrap());
    }

    #[test]
    fn a_name_is_made_of_letters() {
        for text in ["", "   ", "-", "12", "Dupont;", "=CMD()", "Du\npont3", &"a".repeat(81)] {
            assert!(PersonName::try_new(text).is_err(), "{text}");
        }
        for text in ["王", "Šimić", "O’Connor", "Nguyen Minh Anh", "J.-B.", "தமிழ்", "हिन्दी", "محمّد", "ឃ្លាំង"]
        {
            assert!(PersonName::try_new(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn first_names_keep_their_order_and_one_is_usual_a03() {
        let names = PersonName::first_names(" Luka ,Ivo,, Ante ").unwrap();
        assert_eq!(names.as_str(), "Luka, Ivo, Ante");
        assert_eq!(usual_first_name(names.as_str()), "Luka");
        assert_eq!(PersonName::first_names("Marie-Anne").unwrap().as_str(), "Marie-Anne");
        for refused in ["", " , ", "Luka, 3", "Luka; Ivo"] {
            assert!(PersonName::first_names(refused).is_err(), "{refused}");
        }
        let forty = "a".repeat(40);
        assert_eq!(PersonName::first_names(&forty).unwrap().as_str(), forty);
    }

    #[test]
    fn short_names_call_a_child_without_naming_the_family() {
        for (first, family, short) in [
            ("Jade", "Benoît-Guérin", "Jade B.-G."),
            ("Aliénor", "de Kerdrel", "Aliénor K."),
            ("Liam", "O’Connor", "Liam O’C."),
            ("Léonie", "d’Estienne-Le Goff", "Léonie d’E."),
            ("Minh Anh", "Nguyen", "Minh Anh N."),
            ("Luka, Ivo", "Šimić", "Luka Š."),
            ("Zoé", "van den Broeck", "Zoé B."),
            ("Inès", "王", "Inès 王."),
        ] {
            assert_eq!(short_name(first, family), short);
        }
    }

    #[test]
    fn mademoiselle_is_refused_with_the_reason() {
        assert_eq!(Civility::parse("Madame"), Ok(Civility::Mme));
        assert_eq!(Civility::parse("M."), Ok(Civility::M));
        assert_eq!(Civility::parse("M. et Mme"), Ok(Civility::MEtMme));
        assert_eq!(Civility::parse("Mlle").unwrap_err().code, IssueCode::Forbidden);
        assert_eq!(Civility::parse("Dr").unwrap_err().code, IssueCode::Unknown);
    }
}
