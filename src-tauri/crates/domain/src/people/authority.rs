//! Parental authority over one child, from a day to a day (V01 to V03), and its loss (V02), which is a fact and never a reason.
//!
//! Parents hold it together by law (Code civil, art. 372); anything else comes from an act or a judge: alone (art. 373-2-1), by
//! delegation (art. 377), entrusted to someone else (art. 373-3). Who has lost it (art. 378) neither comes for the child nor is called
//! nor written to.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Kinship;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{AuthorityId, ChildId, GuardianId};
use crate::values::text::{fold, fold_compact, is_dash, is_space};

/// How an adult holds parental authority over a child (V03), or no longer does (V02).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ParentalAuthority {
    /// Jointly with the other parent.
    Joint,
    /// Alone.
    Sole,
    /// By delegation.
    Delegated,
    /// The child is entrusted to them.
    ThirdParty,
    /// Lost.
    Lost,
}

impl ParentalAuthority {
    /// Every way, in the order of a list.
    pub const ALL: [Self; 5] = [Self::Joint, Self::Sole, Self::Delegated, Self::ThirdParty, Self::Lost];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Joint => "joint",
            Self::Sole => "sole",
            Self::Delegated => "delegated",
            Self::ThirdParty => "third_party",
            Self::Lost => "lost",
        }
    }

    /// The authority under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|authority| authority.code() == code)
    }

    /// Its name on a file.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Joint => "conjointe",
            Self::Sole => "exclusive",
            Self::Delegated => "déléguée",
            Self::ThirdParty => "tiers à qui l’enfant est confié",
            Self::Lost => "sans autorité parentale",
        }
    }

    /// What an adult holds by law when nothing else was said: parents together, a tutor because a judge chose them, nobody else.
    pub const fn by_law(kinship: Kinship) -> Option<Self> {
        match kinship {
            Kinship::Mother | Kinship::Father => Some(Self::Joint),
            Kinship::Tutor => Some(Self::ThirdParty),
            Kinship::StepParent | Kinship::Grandparent | Kinship::FosterFamily | Kinship::Other => None,
        }
    }
}

/// The paper that shows an authority (V01). It is seen, and no copy of a judgment is kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuthorityTitle {
    /// Birth certificate.
    BirthCertificate,
    /// Family record book.
    FamilyRecordBook,
    /// Joint declaration before the court's registrar.
    JointDeclaration,
    /// Agreement of the parents, approved or countersigned.
    Agreement,
    /// Decision of a judge.
    Judgment,
}

impl AuthorityTitle {
    /// Every title, in the order of a list.
    pub const ALL: [Self; 5] = [
        Self::BirthCertificate,
        Self::FamilyRecordBook,
        Self::JointDeclaration,
        Self::Agreement,
        Self::Judgment,
    ];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BirthCertificate => "birth_certificate",
            Self::FamilyRecordBook => "family_record_book",
            Self::JointDeclaration => "joint_declaration",
            Self::Agreement => "agreement",
            Self::Judgment => "judgment",
        }
    }

    /// The title under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|title| title.code() == code)
    }

    /// Its name on a file.
    pub const fn label(self) -> &'static str {
        match self {
            Self::BirthCertificate => "acte de naissance",
            Self::FamilyRecordBook => "livret de famille",
            Self::JointDeclaration => "déclaration conjointe",
            Self::Agreement => "convention des parents",
            Self::Judgment => "décision de justice",
        }
    }
}

/// An authority as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct AuthorityDraft {
    /// Over whom.
    pub child: ChildId,
    /// Whose.
    pub guardian: GuardianId,
    /// How it is held, or that it is lost.
    pub authority: ParentalAuthority,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub to: Option<Date>,
    /// The paper that shows it.
    #[serde(default)]
    pub title: Option<AuthorityTitle>,
    /// The day on that paper.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub title_on: Option<Date>,
    /// When an agent saw it.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub seen_on: Option<Date>,
}

impl AuthorityDraft {
    /// Whether it says something of a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// What an act or a judge says of an adult and a child, from a day to a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Authority {
    id: AuthorityId,
    draft: AuthorityDraft,
}

impl Authority {
    /// Checks the draft on the day it is typed; all the problems come back together.
    pub fn try_new(id: AuthorityId, draft: AuthorityDraft, today: Date) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        if draft.to.is_some_and(|to| to < draft.from) {
            issues.refuse(
                "to",
                IssueCode::ImpossibleDate,
                "La fin précède le début : relisez les deux dates.",
            );
        }
        let (earliest, furthest) =
            (today.saturating_sub(MINORITY.years()), today.saturating_add(TO_COME.years()));
        if !(earliest..=furthest).contains(&draft.from) {
            issues.refuse("from", IssueCode::ImpossibleDate, "Cette date est trop lointaine : relisez-la.");
        }
        let told = draft.title.is_some() || draft.title_on.is_some() || draft.seen_on.is_some();
        if draft.authority == ParentalAuthority::Lost && told {
            // Which paper says it would tell why (I03).
            issues.refuse(
                "title",
                IssueCode::Forbidden,
                "Une perte d’autorité parentale s’écrit sans pièce ni motif : seulement ses dates.",
            );
        }
        if draft.title.is_none() && (draft.title_on.is_some() || draft.seen_on.is_some()) {
            issues.refuse("title", IssueCode::Missing, "Dites quelle pièce vous avez vue.");
        }
        for (field, day) in [("title_on", draft.title_on), ("seen_on", draft.seen_on)] {
            if day.is_some_and(|day| day > today) {
                issues.refuse(field, IssueCode::ImpossibleDate, "Cette date est dans le futur : relisez-la.");
            }
        }
        issues.finish(Some(Self { id, draft }))
    }

    /// Identifier.
    pub fn id(&self) -> AuthorityId {
        self.id
    }

    /// What it says.
    pub fn draft(&self) -> &AuthorityDraft {
        &self.draft
    }
}

/// The names an adult is known by.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct AdultNames {
    /// First names, the usual one first.
    pub first_names: String,
    /// Name used, empty when it is the birth name.
    pub usage_name: String,
    /// Birth name.
    pub birth_name: String,
}

/// How long ago, and how far ahead, something may be said of an authority, in years: that of a child, and a judgment to come.
const MINORITY: i32 = 19;
const TO_COME: i32 = 2;

/// Words that make one name with what follows them: `Le Goff` is not a double name.
const PARTICLES: &[&str] = &[
    "a", "al", "ap", "ben", "da", "de", "del", "della", "den", "der", "des", "di", "dit", "do", "dos", "du",
    "el", "l", "d", "la", "las", "le", "les", "los", "mac", "mc", "o", "saint", "sainte", "st", "ste", "van",
    "von", "y",
];

/// A family name compact, then each name of a double one, however they are joined.
fn family_names(name: &str) -> Vec<String> {
    let mut names = vec![fold_compact(name)];
    for joined in name.split(is_dash) {
        let mut one = String::new();
        for word in joined.split(is_space) {
            let folded = fold_compact(word);
            one.push_str(&folded);
            if !PARTICLES.contains(&folded.as_str()) {
                names.push(std::mem::take(&mut one));
            }
        }
        names.push(one);
    }
    names.retain(|name| !name.is_empty());
    names
}

impl AdultNames {
    /// Whether somebody typed under these names may be that adult: either family name or either half of a double one, any of the first names,
    /// however they are spelt, and in whichever box each was typed. Rather one homonym too many than a barred adult let in under their second
    /// first name (V02).
    pub fn may_be(&self, name: &str, first_name: &str) -> bool {
        let both = |name, first_name| self.is_family_name(name) && self.is_first_name(first_name);
        both(name, first_name) || both(first_name, name)
    }

    /// The same of somebody whose telephone is that adult's: one name in common is enough, for who answers there is that adult (V02).
    pub fn may_be_at_their_number(&self, name: &str, first_name: &str) -> bool {
        [name, first_name].into_iter().any(|typed| self.is_family_name(typed) || self.is_first_name(typed))
    }

    fn is_family_name(&self, typed: &str) -> bool {
        let typed = family_names(typed);
        let mut own = [&self.birth_name, &self.usage_name].into_iter().flat_map(|own| family_names(own));
        own.any(|own| typed.contains(&own))
    }

    fn is_first_name(&self, typed: &str) -> bool {
        let typed: Vec<String> =
            [typed].into_iter().chain(typed.split([' ', ','])).map(fold_compact).collect();
        let parts = self.first_names.split(',').map(fold_compact);
        let folded = fold(&self.first_names);
        let mut own =
            parts.chain(folded.split(' ').map(str::to_owned)).chain([fold_compact(&self.first_names)]);
        own.any(|own| !own.is_empty() && typed.contains(&own))
    }
}

/// What an adult holds over a child on a day: a loss beats everything (V02), then what was said last, then the law.
pub fn authority_on<'a>(
    kinship: Kinship,
    said: impl IntoIterator<Item = &'a AuthorityDraft>,
    day: Date,
) -> Option<ParentalAuthority> {
    let said = said.into_iter().filter(|one| one.holds_on(day));
    let strongest = said.max_by_key(|one| (one.authority == ParentalAuthority::Lost, one.from));
    strongest.map(|one| one.authority).or(ParentalAuthority::by_law(kinship))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn draft(authority: ParentalAuthority, from: Date, to: Option<Date>) -> AuthorityDraft {
        AuthorityDraft {
            child: ChildId::from_uuid(Uuid::from_u128(1)),
            guardian: GuardianId::from_uuid(Uuid::from_u128(2)),
            authority,
            from,
            to,
            title: None,
            title_on: None,
            seen_on: None,
        }
    }

    fn checked(draft: AuthorityDraft) -> Result<Authority, Vec<FieldIssue>> {
        Authority::try_new(AuthorityId::from_uuid(Uuid::nil()), draft, date(2026, 11, 28))
    }

    #[test]
    fn parents_hold_it_together_until_something_else_is_said_v03() {
        let none: [AuthorityDraft; 0] = [];
        let day = date(2026, 11, 28);
        assert_eq!(authority_on(Kinship::Mother, &none, day), Some(ParentalAuthority::Joint));
        assert_eq!(authority_on(Kinship::StepParent, &none, day), None);
        let said = [
            draft(ParentalAuthority::Sole, date(2024, 1, 1), None),
            draft(ParentalAuthority::Delegated, date(2025, 9, 1), Some(date(2026, 6, 30))),
        ];
        let on = |day| authority_on(Kinship::Mother, &said, day);
        assert_eq!(on(date(2023, 12, 31)), Some(ParentalAuthority::Joint));
        assert_eq!(on(date(2025, 8, 31)), Some(ParentalAuthority::Sole));
        assert_eq!(on(date(2026, 6, 30)), Some(ParentalAuthority::Delegated));
        assert_eq!(on(date(2026, 7, 1)), Some(ParentalAuthority::Sole));
    }

    #[test]
    fn a_loss_beats_all_that_is_said_to_the_day_v02() {
        let said = [
            draft(ParentalAuthority::Lost, date(2026, 1, 10), Some(date(2026, 3, 9))),
            draft(ParentalAuthority::Joint, date(2026, 2, 1), None),
        ];
        let on = |day| authority_on(Kinship::Father, &said, day);
        assert_eq!(on(date(2026, 1, 9)), Some(ParentalAuthority::Joint));
        assert_eq!(on(date(2026, 1, 10)), Some(ParentalAuthority::Lost));
        assert_eq!(on(date(2026, 2, 15)), Some(ParentalAuthority::Lost));
        assert_eq!(on(date(2026, 3, 9)), Some(ParentalAuthority::Lost));
        assert_eq!(on(date(2026, 3, 10)), Some(ParentalAuthority::Joint));
    }

    #[test]
    fn a_loss_says_no_paper_and_a_paper_says_what_it_is_v01_i03() {
        let lost = AuthorityDraft {
            title: Some(AuthorityTitle::Judgment),
            ..draft(ParentalAuthority::Lost, date(2026, 1, 10), None)
        };
        assert_eq!(checked(lost).unwrap_err()[0].code, IssueCode::Forbidden);
        let unnamed = AuthorityDraft {
            seen_on: Some(date(2026, 11, 27)),
            ..draft(ParentalAuthority::Sole, date(2026, 1, 10), None)
        };
        assert_eq!(checked(unnamed).unwrap_err()[0].field, "title");
        let tomorrow = AuthorityDraft {
            title: Some(AuthorityTitle::Agreement),
            seen_on: Some(date(2026, 11, 29)),
            ..draft(ParentalAuthority::Sole, date(2026, 1, 10), Some(date(2026, 1, 9)))
        };
        let fields: Vec<_> = checked(tomorrow).unwrap_err().into_iter().map(|issue| issue.field).collect();
        assert_eq!(fields, ["to", "seen_on"]);
        for from in [date(1900, 1, 1), date(2090, 1, 1)] {
            let far = checked(draft(ParentalAuthority::Sole, from, None)).unwrap_err();
            assert_eq!(far[0].field, "from", "{from}");
        }
    }

    #[test]
    fn a_barred_adult_is_known_under_any_of_their_names_v02() {
        let names = AdultNames {
            first_names: "Jean-Marc, Julien".into(),
            usage_name: "Roux".into(),
            birth_name: "d’Estienne".into(),
        };
        for (name, first_name) in [
            ("D'ESTIENNE", "Jean-Marc"),
            ("d Estienne", "julien"),
            ("Roux", "Jean Marc"),
            ("roux", "Jean-Marc Julien"),
            ("Roux", "Jean"),
            ("Roux", "Julien Karim"),
        ] {
            assert!(names.may_be(name, first_name), "{first_name} {name}");
        }
        for (name, first_name) in [("Roux", "Paul"), ("Estienne", "Julien"), ("", "Julien"), ("Roux", "")] {
            assert!(!names.may_be(name, first_name), "{first_name} {name}");
        }
    }

    #[test]
    fn half_of_a_double_name_or_the_other_box_bars_too_v02() {
        let names = AdultNames {
            first_names: "Anne".into(),
            usage_name: String::new(),
            birth_name: "O'Brien-N'Diaye".into(),
        };
        for (name, first_name) in [
            ("O'Brien", "Anne"),
            ("NDIAYE", "anne"),
            ("N'DIAYE OBRIEN", "Anne"),
            ("N’Diaye – O’Brien", "Anne"),
            ("Anne", "O'Brien-N'Diaye"),
            ("Anne", "N'Diaye"),
        ] {
            assert!(names.may_be(name, first_name), "{first_name} {name}");
        }
        assert!(!names.may_be("Brien", "Paul") && !names.may_be("Diallo", "Anne"));
        // At her own number, one of her names is enough; another person's name is another person.
        assert!(
            names.may_be_at_their_number("Diallo", "Anne")
                && names.may_be_at_their_number("O'Brien", "Nanou")
        );
        assert!(!names.may_be_at_their_number("Diallo", "Rose"));
        // A particle is no half of a name.
        let breton = AdultNames {
            first_names: "Julien".into(),
            usage_name: String::new(),
            birth_name: "Le Goff".into(),
        };
        assert!(breton.may_be("LEGOFF", "Julien") && breton.may_be("Le Goff-Roux", "Julien"));
        assert!(!breton.may_be("Le Roux", "Julien") && !breton.may_be("Goff", "Julien"));
    }

    #[test]
    fn codes_lead_back() {
        for authority in ParentalAuthority::ALL {
            assert_eq!(ParentalAuthority::from_code(authority.code()), Some(authority));
        }
        for title in AuthorityTitle::ALL {
            assert_eq!(AuthorityTitle::from_code(title.code()), Some(title));
        }
    }
}
