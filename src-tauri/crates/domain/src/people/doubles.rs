//! The work list of possible duplicates: persons who look the same, found in blocks and scored. Nothing is ever merged from here: a person
//! looks, chooses, or says that they are two.
//!
//! Twins are not duplicates, nor are namesakes born the same day in two families with nothing else in common: they are shown, as something
//! to look at, never as the same.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::duplicate::{Identity, Resemblance, resemblance};
use super::phonetic::phonetic_key;
use crate::values::{BirthDate, PersonName};

/// Above it, a block says nothing: a telephone that half the town gave, a name everyone has.
const LARGEST_BLOCK: usize = 120;
/// From this score on, out of 100, two records are said to be the same person: they need to share more than names and a birth date.
pub const CERTAIN: u8 = 90;
/// Names and birth date are the same, and nothing else is.
const NAMESAKES: u8 = 70;
/// Names alike to a slip of the pen.
const ALIKE: u8 = 55;
/// What each thing shared beside the names adds.
const SHARED: u8 = 20;

/// Whether a record is of an adult or a child: one is never taken for the other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DoubleKind {
    /// An adult.
    Guardian,
    /// A child.
    Child,
}

/// A person on file, as the list compares them.
#[derive(Clone, Debug)]
pub struct OnFile {
    /// Adult or child.
    pub kind: DoubleKind,
    /// The names they are known by: of birth and of use.
    pub names: Vec<PersonName>,
    /// First names; none for someone known by one name only.
    pub first_name: Option<PersonName>,
    /// Birth date.
    pub birth_date: Option<BirthDate>,
    /// What is theirs alone, or nearly: telephones, e-mail.
    pub own: Vec<String>,
    /// What is said of those around them: the telephones and names of their parents, their street. Two strangers do not share it.
    pub around: Vec<String>,
    /// The files that show them.
    pub files: Vec<u32>,
}

/// Why two records look the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DoubleReason {
    /// The same names and the same birth date.
    SameNamesAndBirth,
    /// The same birth date, names alike.
    SameBirth,
    /// Names alike, birth dates that differ by a slip of the pen.
    NearBirth,
    /// Names alike, no birth date to tell.
    SameNames,
    /// The same telephone or e-mail.
    SameReach,
    /// Parents or a street in common.
    SameSurroundings,
    /// In one file already.
    SameFile,
}

impl DoubleReason {
    /// In French, for the list.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SameNamesAndBirth => "mêmes noms et date de naissance",
            Self::SameBirth => "même date de naissance, noms proches",
            Self::NearBirth => "noms identiques, dates de naissance proches",
            Self::SameNames => "noms identiques, une date de naissance manque",
            Self::SameReach => "même téléphone ou courriel",
            Self::SameSurroundings => "mêmes proches ou même adresse",
            Self::SameFile => "dans le même dossier",
        }
    }
}

/// Two records that may be one person's: places in the list that was given, the smaller first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Double {
    /// One.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// Out of 100; from [`CERTAIN`] on, they are the same.
    pub score: u8,
    /// Why.
    pub reasons: Vec<DoubleReason>,
}

/// What two records must share to be compared at all.
#[derive(PartialEq, Eq, Hash)]
enum Block<'p> {
    Birth(DoubleKind, Date, String),
    Names(DoubleKind, String, String),
    Own(&'p str),
}

/// Everyone who may be there twice, the surest first. No pair is looked at but within a block: ten thousand families take a moment.
pub fn doubles(people: &[OnFile]) -> Vec<Double> {
    // A town has few names, said many times.
    let mut sounds: HashMap<&str, String> = HashMap::new();
    for person in people {
        for name in person.names.iter().map(PersonName::as_str).chain(person.first_name.as_ref().map(usual)) {
            sounds.entry(name).or_insert_with(|| phonetic_key(name));
        }
    }
    let sound = |name: &str| sounds.get(name).cloned().unwrap_or_default();
    let mut blocks: HashMap<Block<'_>, Vec<usize>> = HashMap::with_capacity(people.len() * 3);
    for (place, person) in people.iter().enumerate() {
        let mut mine = HashSet::new();
        let first = person.first_name.as_ref().map(|name| sound(usual(name))).unwrap_or_default();
        for name in &person.names {
            let name = sound(name.as_str());
            // Names entered the wrong way round fall in the same blocks.
            for key in [&name, &first].into_iter().filter(|key| !key.is_empty()) {
                mine.extend(
                    person.birth_date.map(|birth| Block::Birth(person.kind, birth.reckoned(), key.clone())),
                );
            }
            let (least, most) = if name <= first { (name, first.clone()) } else { (first.clone(), name) };
            mine.insert(Block::Names(person.kind, least, most));
        }
        if person.kind == DoubleKind::Guardian {
            mine.extend(person.own.iter().map(|own| Block::Own(own)));
        }
        for block in mine {
            blocks.entry(block).or_default().push(place);
        }
    }
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for block in blocks.into_values().filter(|block| (2..=LARGEST_BLOCK).contains(&block.len())) {
        for (rank, one) in block.iter().enumerate() {
            for other in &block[rank + 1..] {
                let (one, other) = (*one.min(other), *one.max(other));
                if one != other && seen.insert((one, other)) {
                    found.extend(double(people, one, other));
                }
            }
        }
    }
    found.sort_by_key(|double| (std::cmp::Reverse(double.score), double.one, double.other));
    found
}

/// The first of first names, the one people are called by.
fn usual(names: &PersonName) -> &str {
    names.as_str().split(',').next().unwrap_or_default().trim()
}

fn double(people: &[OnFile], one: usize, other: usize) -> Option<Double> {
    let (left, right) = (people.get(one)?, people.get(other)?);
    if left.kind != right.kind {
        return None;
    }
    let alike = best_resemblance(left, right);
    if alike == Resemblance::Different {
        return None;
    }
    let share = |of: fn(&OnFile) -> &[String]| of(left).iter().any(|thing| of(right).contains(thing));
    let reach = share(|person| &person.own);
    let around = share(|person| &person.around);
    let file = left.files.iter().any(|file| right.files.contains(file));
    let (mut score, first) = match (alike, left.birth_date.zip(right.birth_date)) {
        (Resemblance::Same, _) => (NAMESAKES, DoubleReason::SameNamesAndBirth),
        (_, Some((a, b))) if a == b => (ALIKE, DoubleReason::SameBirth),
        (_, Some(_)) => (ALIKE, DoubleReason::NearBirth),
        (_, None) => (ALIKE, DoubleReason::SameNames),
    };
    let mut reasons = vec![first];
    for (shared, reason) in [
        (reach, DoubleReason::SameReach),
        (around, DoubleReason::SameSurroundings),
        (file, DoubleReason::SameFile),
    ] {
        if shared {
            reasons.push(reason);
            score = score.saturating_add(SHARED).min(100);
        }
    }
    // Brothers and sisters born the same day whose names are near are two children, unless everything but a letter is the same.
    (alike == Resemblance::Same || score > ALIKE).then_some(Double { one, other, score, reasons })
}

fn best_resemblance(left: &OnFile, right: &OnFile) -> Resemblance {
    let mut best = Resemblance::Different;
    for (name, other) in left.names.iter().flat_map(|name| right.names.iter().map(move |other| (name, other)))
    {
        let first = |person: &OnFile, name: &PersonName| {
            let usual = person.first_name.as_ref().and_then(|first| PersonName::try_new(usual(first)).ok());
            usual.unwrap_or_else(|| name.clone())
        };
        let (left_first, right_first) = (first(left, name), first(right, other));
        best = best.max(resemblance(
            &Identity { name, first_name: &left_first, birth_date: left.birth_date },
            &Identity { name: other, first_name: &right_first, birth_date: right.birth_date },
        ));
    }
    best
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn person(kind: DoubleKind, name: &str, first: &str, birth: Option<Date>, file: u32) -> OnFile {
        OnFile {
            kind,
            names: vec![PersonName::try_new(name).unwrap()],
            first_name: PersonName::try_new(first).ok(),
            birth_date: birth.map(BirthDate::from),
            own: Vec::new(),
            around: Vec::new(),
            files: vec![file],
        }
    }

    fn child(name: &str, first: &str, birth: Date, file: u32) -> OnFile {
        person(DoubleKind::Child, name, first, Some(birth), file)
    }

    /// The score and the reasons of two people; none when they are not shown.
    fn of(one: OnFile, other: OnFile) -> Option<(u8, Vec<DoubleReason>)> {
        doubles(&[one, other]).pop().map(|double| (double.score, double.reasons))
    }

    #[test]
    fn namesakes_are_shown_and_only_more_than_names_makes_them_one() {
        let born = date(2018, 3, 12);
        let (score, reasons) =
            of(child("Le Goff", "Aziliz", born, 1), child("LEGOFF", "aziliz", born, 2)).unwrap();
        assert!(score < CERTAIN && reasons == [DoubleReason::SameNamesAndBirth], "{score}");
        let around = |mut child: OnFile| {
            child.around = vec!["+33671302508".to_owned()];
            child
        };
        let (score, reasons) =
            of(around(child("Le Goff", "Aziliz", born, 1)), around(child("Le Goff", "Aziliz", born, 2)))
                .unwrap();
        assert!(score >= CERTAIN, "{score} {reasons:?}");
        // In one file, the same names and date are one child.
        assert!(
            of(child("Le Goff", "Aziliz", born, 1), child("Le Goff", "Aziliz", born, 1)).unwrap().0
                >= CERTAIN
        );
    }

    #[test]
    fn twins_strangers_and_parents_are_not_shown() {
        let born = date(2018, 3, 12);
        for (one, other) in [
            (child("Diallo", "Awa", born, 1), child("Diallo", "Adama", born, 1)),
            (child("Martin", "Léa", born, 1), child("Martin", "Léo", born, 1)),
            (child("Martin", "Jade", born, 1), child("Martin", "Jade", date(2020, 6, 1), 2)),
            (child("Martin", "Paul", born, 1), child("Tanguy", "Odile", born, 2)),
            // Names alike in two families, with nothing else in common.
            (child("Lefebvre", "Ambre", born, 1), child("Lefèvre", "Ombre", born, 2)),
            (
                person(DoubleKind::Guardian, "Martin", "Paul", None, 1),
                person(DoubleKind::Child, "Martin", "Paul", None, 1),
            ),
        ] {
            assert_eq!(of(one, other), None);
        }
    }

    #[test]
    fn a_slip_of_the_pen_needs_something_shared() {
        let adult = |name: &str, first: &str, birth: Option<Date>, own: &str| {
            let mut adult = person(DoubleKind::Guardian, name, first, birth, 1);
            adult.files.clear();
            adult.own = vec![own.to_owned()];
            adult
        };
        let born = Some(date(1988, 3, 12));
        let (score, reasons) =
            of(adult("Lefebvre", "Maëlle", born, "06"), adult("Lefebvre", "Maelle", None, "06")).unwrap();
        assert_eq!(reasons, [DoubleReason::SameNames, DoubleReason::SameReach]);
        assert!(score < CERTAIN);
        // Spouses share a telephone, not a first name.
        assert_eq!(
            of(adult("Lefebvre", "Maëlle", None, "06"), adult("Lefebvre", "Julien", None, "06")),
            None
        );
        // Names typed the wrong way round.
        assert!(
            of(adult("Maëlle", "Lefebvre", born, "06"), adult("Lefebvre", "Maëlle", born, "06")).is_some()
        );
    }

    proptest! {
        /// Whoever is copied under another spelling is found, whatever surrounds them; and each pair comes once.
        #[test]
        fn a_copy_is_always_found_once(
            names in proptest::collection::vec(("[A-Z][a-z]{3,9}", "[A-Z][a-z]{3,9}", 1i8..28, 2010i16..2022), 1..40),
            at in 0usize..40,
        ) {
            let mut people: Vec<OnFile> = names
                .iter()
                .zip(0..)
                .map(|((name, first, day, year), file)| child(name, first, date(*year, 5, *day), file))
                .collect();
            let at = at % people.len();
            let mut copy = people[at].clone();
            copy.names = vec![PersonName::try_new(&copy.names[0].as_str().to_uppercase()).unwrap()];
            copy.files = vec![9_999];
            people.push(copy);
            let found = doubles(&people);
            let last = people.len() - 1;
            prop_assert!(found.iter().any(|double| (double.one, double.other) == (at, last)));
            let mut pairs: Vec<_> = found.iter().map(|double| (double.one, double.other)).collect();
            pairs.sort_unstable();
            pairs.dedup();
            prop_assert_eq!(pairs.len(), found.len());
            prop_assert!(found.iter().all(|double| double.one < double.other && double.score <= 100));
        }
    }

    /// Ten thousand families: two adults and two children each.
    #[test]
    fn a_large_town_is_listed_without_comparing_everyone() {
        let letters = |mut number: usize| {
            let mut name = String::from("B");
            for _ in 0..4 {
                name.push(char::from(b"aeiou"[number % 5]));
                number /= 5;
                name.push(char::from(b"lmnrtvd"[number % 7]));
                number /= 7;
            }
            name
        };
        let mut people = Vec::new();
        for family in 0..10_000_usize {
            let file = family as u32;
            // Three thousand days of birth: six children a day.
            let (year, month, day) = (family % 9, family / 9 % 12, family / 108 % 28);
            let born = date(2012 + year as i16, 1 + month as i8, 1 + day as i8);
            for first in ["Paul", "Anne"] {
                people.push(person(DoubleKind::Guardian, &letters(family / 3), first, None, file));
            }
            for first in ["Léo", "Mia"] {
                people.push(child(&letters(family / 3), first, born, file));
            }
        }
        // Each of them against each other would be eight hundred million comparisons.
        assert!(doubles(&people).iter().all(|double| double.score <= 100));
    }
}
