//! Leave to attend another school than that of the sector, or of the town (V16): code de l'éducation L131-5, L212-7 and L212-8.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::SchoolYear;
use crate::health::{TextKind, Verdict, WordCategory, refused_words};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::SchoolId;
use crate::values::text::tidy;

/// Why it is asked. What L212-8 says of a child's health has no word of its own here: the paper is shown, and a file that says « raisons
/// médicales » to the desk and to the field would say too much.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DerogationReason {
    /// Both parents work and the town where they live has no canteen or no child care (L212-8, 1°).
    ParentsWork,
    /// A brother or a sister is taught in a school of the same town (L212-8, 2°).
    Sibling,
    /// Another case of the law, whose paper was shown.
    OtherLegalCase,
    /// What was begun in a school is finished there (L212-8, last paragraph).
    CycleBegun,
    /// A regional language is taught there and not where they live (L212-8).
    RegionalLanguage,
    /// The child is looked after near that school.
    CareNearby,
    /// The family moves during the year.
    Moving,
    /// The two towns agree, or the mayor accepts.
    Agreement,
}

impl DerogationReason {
    /// Every reason, in the order of a list.
    pub const ALL: [Self; 8] = [
        Self::ParentsWork,
        Self::Sibling,
        Self::CycleBegun,
        Self::RegionalLanguage,
        Self::CareNearby,
        Self::Moving,
        Self::Agreement,
        Self::OtherLegalCase,
    ];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ParentsWork => "parents_work",
            Self::Sibling => "sibling",
            Self::OtherLegalCase => "other_legal_case",
            Self::CycleBegun => "cycle_begun",
            Self::RegionalLanguage => "regional_language",
            Self::CareNearby => "care_nearby",
            Self::Moving => "moving",
            Self::Agreement => "agreement",
        }
    }

    /// The reason under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ParentsWork => "Travail des parents",
            Self::Sibling => "Frère ou sœur dans l’école ou la commune",
            Self::OtherLegalCase => "Autre cas prévu par la loi, pièce vue",
            Self::CycleBegun => "Cycle commencé dans cette école",
            Self::RegionalLanguage => "Enseignement d’une langue régionale",
            Self::CareNearby => "Garde de l’enfant près de l’école",
            Self::Moving => "Déménagement en cours d’année",
            Self::Agreement => "Accord du maire ou des deux communes",
        }
    }
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DerogationStanding {
    /// Nobody has answered yet.
    Asked,
    /// Accepted.
    Accepted,
    /// Refused.
    Refused,
}

impl DerogationStanding {
    /// Every one, in the order of time.
    pub const ALL: [Self; 3] = [Self::Asked, Self::Accepted, Self::Refused];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    /// The one under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Asked => "demandée",
            Self::Accepted => "accordée",
            Self::Refused => "refusée",
        }
    }
}

/// Years of nursery and primary school, and of the collège beside it: how far back leave may be written.
const SCHOOL_AGES: i16 = 12;

/// As typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct DerogationDraft {
    /// For which school year: `2026-2027`.
    pub school_year: String,
    /// The school of the sector; none when the child lives in another town.
    pub sector: Option<SchoolId>,
    /// The school asked for, when it is one of the town's.
    pub asked: Option<SchoolId>,
    /// Its name and its town, when it is not.
    pub asked_elsewhere: String,
    /// Why.
    pub reason: DerogationReason,
    /// When it was asked.
    #[ts(type = "string")]
    pub asked_on: Date,
    /// How far it is.
    pub standing: DerogationStanding,
    /// When it was answered.
    #[ts(type = "string | null")]
    pub decided_on: Option<Date>,
    /// Whether the town of residence agreed to its share of the school's costs (L212-8); none between two schools of one town, or when
    /// nobody has said yet.
    pub fees_agreed: Option<bool>,
}

/// An accepted one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Derogation {
    /// What it says.
    pub draft: DerogationDraft,
    /// Its school year.
    pub year: SchoolYear,
}

impl Derogation {
    /// Checks what was typed on a day; all the problems come back together. `resident`: the child lives in the town.
    pub fn try_new(draft: DerogationDraft, resident: bool, today: Date) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let draft = DerogationDraft { asked_elsewhere: tidy(&draft.asked_elsewhere), ..draft };
        let year = issues.take("school_year", SchoolYear::parse(&draft.school_year));
        if year.is_some_and(|year| year.start_year() > SchoolYear::of(today).start_year() + 1) {
            issues.refuse(
                "school_year",
                IssueCode::OutOfRange,
                "Une dérogation se demande pour l'année en cours ou pour la suivante.",
            );
        }
        if year.is_some_and(|year| year.start_year() < SchoolYear::of(today).start_year() - SCHOOL_AGES) {
            issues.refuse("school_year", IssueCode::OutOfRange, "Cette année scolaire est trop ancienne.");
        }
        check_school_name(&mut issues, &draft.asked_elsewhere);
        let elsewhere = !draft.asked_elsewhere.is_empty();
        match (draft.asked, elsewhere) {
            (None, false) => {
                issues.refuse("asked_elsewhere", IssueCode::Missing, "Dites quelle école est demandée.");
            }
            (Some(_), true) => issues.refuse(
                "asked_elsewhere",
                IssueCode::Inconsistent,
                "Une école de la commune est déjà choisie : videz l'une des deux réponses.",
            ),
            (Some(asked), false) if draft.sector == Some(asked) => issues.refuse(
                "asked",
                IssueCode::Inconsistent,
                "C'est l'école du secteur : aucune dérogation n'est à demander.",
            ),
            _ => {}
        }
        if draft.asked_elsewhere.chars().count() > 120 {
            issues.refuse(
                "asked_elsewhere",
                IssueCode::TooLong,
                "Ce nom dépasse 120 caractères : abrégez-le.",
            );
        }
        if draft.asked_on > today {
            issues.refuse("asked_on", IssueCode::ImpossibleDate, "Cette demande est dans le futur.");
        } else if year.is_some_and(|year| {
            !(year.start_year() - 2..=year.start_year() + 1).contains(&draft.asked_on.year())
        }) {
            issues.refuse(
                "asked_on",
                IssueCode::ImpossibleDate,
                "Cette date est trop loin de l'année scolaire demandée : relisez les deux.",
            );
        }
        match (draft.standing, draft.decided_on) {
            (DerogationStanding::Asked, Some(_)) => issues.refuse(
                "decided_on",
                IssueCode::Inconsistent,
                "Une demande sans réponse n'a pas de date de réponse.",
            ),
            (DerogationStanding::Accepted | DerogationStanding::Refused, None) => {
                issues.refuse("decided_on", IssueCode::Missing, "Dites quel jour la réponse a été donnée.");
            }
            (_, Some(decided)) if decided < draft.asked_on || decided > today => issues.refuse(
                "decided_on",
                IssueCode::ImpossibleDate,
                "La réponse vient après la demande, et pas dans le futur.",
            ),
            _ => {}
        }
        if draft.fees_agreed.is_some() && resident && !elsewhere {
            issues.refuse(
                "fees_agreed",
                IssueCode::Inconsistent,
                "L'enfant habite la commune de l'école : il n'y a pas de frais entre communes.",
            );
        }
        issues.finish(year.map(|year| Self { draft, year }))
    }
}

/// A school may be called after a saint, never after what the child has (I02, I08).
fn check_school_name(issues: &mut Issues, name: &str) {
    let words = refused_words(name, TextKind::Adaptation).into_iter();
    for word in
        words.filter(|word| word.verdict == Verdict::Refused && word.category != WordCategory::Religion)
    {
        let message = format!("Le mot « {} » : {}", word.word, word.explanation);
        issues.refuse("asked_elsewhere", IssueCode::Forbidden, message);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const TODAY: Date = date(2026, 4, 5);

    fn school(number: u128) -> SchoolId {
        SchoolId::from_uuid(Uuid::from_u128(number))
    }

    fn draft() -> DerogationDraft {
        DerogationDraft {
            school_year: "2026-2027".to_owned(),
            sector: Some(school(1)),
            asked: Some(school(2)),
            asked_elsewhere: String::new(),
            reason: DerogationReason::Sibling,
            asked_on: date(2026, 3, 1),
            standing: DerogationStanding::Asked,
            decided_on: None,
            fees_agreed: None,
        }
    }

    fn fields(draft: DerogationDraft, resident: bool) -> Vec<String> {
        let refused = Derogation::try_new(draft, resident, TODAY).unwrap_err();
        refused.into_iter().map(|issue| issue.field).collect()
    }

    // rows: V16
    #[test]
    fn a_derogation_says_what_is_asked_and_what_was_answered() {
        assert!(Derogation::try_new(draft(), true, TODAY).is_ok());
        let none = DerogationDraft { asked: None, ..draft() };
        assert_eq!(fields(none, true), ["asked_elsewhere"]);
        assert_eq!(fields(DerogationDraft { asked: Some(school(1)), ..draft() }, true), ["asked"]);
        let both = DerogationDraft { asked_elsewhere: "Jean-Moulin, Beaune".to_owned(), ..draft() };
        assert_eq!(fields(both, true), ["asked_elsewhere"]);
        let answered = DerogationDraft { standing: DerogationStanding::Accepted, ..draft() };
        assert_eq!(fields(answered.clone(), true), ["decided_on"]);
        let early = DerogationDraft { decided_on: Some(date(2026, 2, 1)), ..answered.clone() };
        assert_eq!(fields(early, true), ["decided_on"]);
        let well = DerogationDraft { decided_on: Some(date(2026, 4, 1)), ..answered };
        assert!(Derogation::try_new(well, true, TODAY).is_ok());
    }

    // rows: V16 I08
    #[test]
    fn its_dates_hold_together_and_a_school_is_no_diagnosis() {
        let asked = |year, asked_on| DerogationDraft {
            school_year: format!("{year}-{}", year + 1),
            asked_on,
            ..draft()
        };
        assert_eq!(fields(asked(2010, date(2010, 3, 1)), true), ["school_year"]);
        assert_eq!(fields(asked(2026, date(1999, 3, 1)), true), ["asked_on"]);
        assert_eq!(fields(asked(2020, date(2026, 3, 1)), true), ["asked_on"]);
        assert!(Derogation::try_new(asked(2020, date(2020, 3, 1)), true, TODAY).is_ok());
        let told = |asked_elsewhere: &str| DerogationDraft {
            asked: None,
            asked_elsewhere: asked_elsewhere.to_owned(),
            ..draft()
        };
        assert_eq!(fields(told("ULIS autisme, Beaune"), true), ["asked_elsewhere"]);
        assert_eq!(fields(told("Beaune, 269054958815780"), true), ["asked_elsewhere"]);
        for school in ["Jean-Moulin, Beaune", "École catholique Sainte-Marie, Beaune"] {
            assert!(Derogation::try_new(told(school), true, TODAY).is_ok(), "{school}");
        }
    }

    // rows: V16
    #[test]
    fn fees_are_between_two_towns() {
        let agreed = DerogationDraft { fees_agreed: Some(true), ..draft() };
        assert_eq!(fields(agreed.clone(), true), ["fees_agreed"]);
        assert!(
            Derogation::try_new(DerogationDraft { sector: None, ..agreed.clone() }, false, TODAY).is_ok()
        );
        let away =
            DerogationDraft { asked: None, asked_elsewhere: "Jean-Moulin, Beaune".to_owned(), ..agreed };
        assert!(Derogation::try_new(away, true, TODAY).is_ok());
    }

    #[test]
    fn no_reason_speaks_of_health() {
        for reason in DerogationReason::ALL {
            assert_eq!(DerogationReason::from_code(reason.code()), Some(reason));
            assert!(!crate::exports::is_of_health(reason.label()), "{}", reason.label());
        }
    }
}
