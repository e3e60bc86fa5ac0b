//! The yearly list of the children of the town who must be instructed (G13): code de l'éducation L131-1, L131-6 and R131-3.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::SchoolYear;
use crate::health::check_no_national_number;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::people::Sex;
use crate::values::text::tidy;

/// Whether a child must be instructed at some time of a school year: from the September of the civil year in which they turn three, until
/// the day they turn sixteen (code de l'éducation L131-1).
pub fn compulsory_in(birth: Date, year: SchoolYear) -> bool {
    let begins = date(birth.year() + 3, 9, 1);
    let ends = birth.saturating_add(16.years());
    begins <= year.last_day() && ends > year.first_day()
}

/// Whether the list of a school year has outlived it: it is erased (row R04, « effacée au 31 août »).
pub fn outlived(year: SchoolYear, today: Date) -> bool {
    today > year.last_day()
}

/// Whether the first page asks that the list of a school year be erased: all through its August.
pub fn asks_erasure(year: SchoolYear, today: Date) -> bool {
    let august = year.last_day().first_of_month();
    (august..=year.last_day()).contains(&today)
}

/// How a child is instructed (R131-3, I, 1°): what is not known yet has its own word, for it is what the mayor looks into.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Instruction {
    /// In no school that is known.
    Unknown,
    /// In a class of the town.
    TownSchool,
    /// In a public school, collège or lycée of another town, or of another authority.
    OtherPublic,
    /// In a private school.
    Private,
    /// At home, as the authority allowed it (L131-5).
    Home,
    /// By the national centre of distance teaching.
    Distance,
    /// In an apprenticeship or another training, before sixteen.
    Training,
}

impl Instruction {
    /// Every way, in the order of a list.
    pub const ALL: [Self; 7] = [
        Self::Unknown,
        Self::TownSchool,
        Self::OtherPublic,
        Self::Private,
        Self::Home,
        Self::Distance,
        Self::Training,
    ];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::TownSchool => "town_school",
            Self::OtherPublic => "other_public",
            Self::Private => "private",
            Self::Home => "home",
            Self::Distance => "distance",
            Self::Training => "training",
        }
    }

    /// The way under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name on the list.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unknown => "Aucune école connue",
            Self::TownSchool => "École de la commune",
            Self::OtherPublic => "Établissement public d’une autre collectivité",
            Self::Private => "Établissement privé",
            Self::Home => "Instruction dans la famille",
            Self::Distance => "Enseignement à distance",
            Self::Training => "Formation",
        }
    }

    /// Whether an agent may say it: a class of the town is read in the files, never typed.
    pub const fn is_said(self) -> bool {
        !matches!(self, Self::TownSchool)
    }

    /// Whether the name of a place goes with it.
    const fn has_place(self) -> bool {
        matches!(self, Self::OtherPublic | Self::Private | Self::Training)
    }
}

/// Why a child is taken off the list by hand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeavingReason {
    /// They live in another town now.
    LeftTown,
    /// They never lived here: the file says so by mistake, or the child is here for holidays only.
    NotResident,
    /// They stand on the list twice.
    Twice,
}

impl LeavingReason {
    /// Every reason, in the order of a list.
    pub const ALL: [Self; 3] = [Self::LeftTown, Self::NotResident, Self::Twice];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LeftTown => "left_town",
            Self::NotResident => "not_resident",
            Self::Twice => "twice",
        }
    }

    /// The reason under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::LeftTown => "a quitté la commune",
            Self::NotResident => "n’habite pas la commune",
            Self::Twice => "inscrit deux fois",
        }
    }
}

/// A child as typed on the list, who is on no file, or what an agent learnt of one who is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct CompulsoryEntryDraft {
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Sex, when known.
    pub sex: Option<Sex>,
    /// Birth date.
    #[ts(type = "string")]
    pub birth_date: Date,
    /// Birth place, may be empty.
    pub birth_place: String,
    /// Where the child lives.
    pub home: String,
    /// Who answers for the child, with the nature of the tie.
    pub guardians: String,
    /// How the child is instructed.
    pub instruction: Instruction,
    /// Where, for what is taught somewhere.
    pub place: String,
    /// Level of the class or name of the training, may be empty.
    pub grade: String,
}

/// An accepted line of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompulsoryEntry {
    /// What it says.
    pub draft: CompulsoryEntryDraft,
}

/// Longest words, in characters.
const LONGEST: usize = 200;

impl CompulsoryEntry {
    /// Checks a line for a school year; all the problems come back together.
    pub fn try_new(draft: CompulsoryEntryDraft, year: SchoolYear) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let mut words = |field: &str, typed: &str, missing: Option<&str>| {
            let text = tidy(typed);
            match (text.chars().count(), missing) {
                (0, Some(missing)) => issues.refuse(field, IssueCode::Missing, missing),
                (0..=LONGEST, _) => {}
                _ => {
                    issues.refuse(field, IssueCode::TooLong, "Ce texte dépasse 200 caractères : abrégez-le.")
                }
            }
            check_no_national_number(&mut issues, field, &text);
            text
        };
        let family_name = words("family_name", &draft.family_name, Some("Le nom de l'enfant manque."));
        let first_names = words("first_names", &draft.first_names, Some("Le prénom de l'enfant manque."));
        let birth_place = words("birth_place", &draft.birth_place, None);
        let home =
            words("home", &draft.home, Some("Dites où habite l'enfant : la liste est celle de la commune."));
        let guardians = words("guardians", &draft.guardians, Some("Dites qui est responsable de l'enfant."));
        let grade = words("grade", &draft.grade, None);
        let place = match draft.instruction.has_place() {
            true => words("place", &draft.place, Some("Dites dans quel établissement.")),
            false => String::new(),
        };
        if !draft.instruction.is_said() {
            issues.refuse(
                "instruction",
                IssueCode::Forbidden,
                "Une classe de la commune se lit dans le dossier de l'enfant : mettez-le en classe, puis mettez la liste à jour.",
            );
        }
        if !compulsory_in(draft.birth_date, year) {
            issues.refuse(
                "birth_date",
                IssueCode::OutOfRange,
                format!(
                    "Cet enfant n'est pas soumis à l'obligation d'instruction en {} : elle va de la rentrée de ses 3 ans à ses 16 ans.",
                    year.label()
                ),
            );
        }
        let accepted = CompulsoryEntryDraft {
            family_name,
            first_names,
            birth_place,
            home,
            guardians,
            place,
            grade,
            ..draft
        };
        issues.finish(Some(Self { draft: accepted }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const YEAR: SchoolYear = SchoolYear::starting(2026);

    #[test]
    fn from_the_september_of_three_years_to_the_day_of_sixteen_g13() {
        // Three years old in the civil year of the rentrée, even on its last day; not the year after.
        assert!(compulsory_in(date(2023, 12, 31), YEAR));
        assert!(!compulsory_in(date(2024, 1, 1), YEAR));
        // Sixteen on the first day: no more; on the second: for a day.
        assert!(!compulsory_in(date(2010, 9, 1), YEAR));
        assert!(compulsory_in(date(2010, 9, 2), YEAR));
        // Born on a leap day.
        assert!(compulsory_in(date(2012, 2, 29), SchoolYear::starting(2027)));
    }

    #[test]
    fn the_list_is_asked_for_in_august_and_outlived_in_september_g13() {
        assert!(!asks_erasure(YEAR, date(2027, 7, 31)) && asks_erasure(YEAR, date(2027, 8, 1)));
        assert!(asks_erasure(YEAR, date(2027, 8, 31)) && !outlived(YEAR, date(2027, 8, 31)));
        assert!(outlived(YEAR, date(2027, 9, 1)) && !asks_erasure(YEAR, date(2027, 9, 1)));
    }

    fn draft() -> CompulsoryEntryDraft {
        CompulsoryEntryDraft {
            family_name: " Le  Goff ".to_owned(),
            first_names: "Nolwenn".to_owned(),
            sex: None,
            birth_date: date(2019, 5, 2),
            birth_place: String::new(),
            home: "3 rue du Port".to_owned(),
            guardians: "Anne Le Goff (mère)".to_owned(),
            instruction: Instruction::Home,
            place: "au salon".to_owned(),
            grade: String::new(),
        }
    }

    #[test]
    fn a_line_says_everything_that_is_wrong_g13() {
        let kept = CompulsoryEntry::try_new(draft(), YEAR).unwrap().draft;
        assert_eq!((kept.family_name.as_str(), kept.place.as_str()), ("Le Goff", ""));
        let wrong = CompulsoryEntryDraft {
            family_name: String::new(),
            guardians: " ".to_owned(),
            birth_date: date(2025, 1, 1),
            instruction: Instruction::Private,
            place: String::new(),
            ..draft()
        };
        let fields: Vec<_> =
            CompulsoryEntry::try_new(wrong, YEAR).unwrap_err().into_iter().map(|issue| issue.field).collect();
        assert_eq!(fields, ["family_name", "guardians", "place", "birth_date"]);
        let typed = CompulsoryEntryDraft { instruction: Instruction::TownSchool, ..draft() };
        assert_eq!(CompulsoryEntry::try_new(typed, YEAR).unwrap_err()[0].field, "instruction");
    }

    proptest! {
        /// Thirteen to fourteen school years for everybody, one after the other.
        #[test]
        fn nobody_is_asked_for_twice_or_left_out(days in 0i64..9_000) {
            let birth = date(1996, 1, 1).saturating_add(days.days());
            let years: Vec<i16> =
                (1995..2045).filter(|year| compulsory_in(birth, SchoolYear::starting(*year))).collect();
            prop_assert!((13..=14).contains(&years.len()), "{birth}: {years:?}");
            prop_assert_eq!(years[0], birth.year() + 3);
            prop_assert!(years.windows(2).all(|pair| pair[0] + 1 == pair[1]));
        }
    }
}
