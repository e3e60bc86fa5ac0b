//! Activities: what a school or a centre offers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Imputation, ImputationDraft};
use crate::attendance::NoticePeriod;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ActivityId, SchoolId};
use crate::values::text::tidy;

/// The kinds of activity of the first slice; the CAF and the desks tell them apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// Canteen.
    SchoolMeals,
    /// Before and after school.
    Periscolaire,
    /// Leisure centre (accueil de loisirs sans hébergement).
    Alsh,
}

impl ActivityKind {
    /// Every kind, in the order of a list.
    pub const ALL: [Self; 3] = [Self::SchoolMeals, Self::Periscolaire, Self::Alsh];

    /// The code it is stored and exported under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SchoolMeals => "school_meals",
            Self::Periscolaire => "periscolaire",
            Self::Alsh => "alsh",
        }
    }

    /// The kind stored under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its name on screens and papers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SchoolMeals => "Cantine",
            Self::Periscolaire => "Périscolaire",
            Self::Alsh => "Accueil de loisirs",
        }
    }
}

/// An activity of a school or centre.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Activity {
    /// Identifier.
    pub id: ActivityId,
    /// Name shown: `Cantine Jean-Macé`.
    pub name: String,
    /// Kind.
    pub kind: ActivityKind,
    /// School it depends on; none for a centre of the whole town.
    pub school: Option<SchoolId>,
    /// Where its receipts go.
    pub imputation: Imputation,
    /// Until when a booking may be cancelled without being billed.
    pub notice: NoticePeriod,
}

/// An activity as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct ActivityDraft {
    /// Name shown.
    pub name: String,
    /// Kind.
    pub kind: ActivityKind,
    /// School it depends on.
    pub school: Option<SchoolId>,
    /// Where its receipts go.
    pub imputation: ImputationDraft,
    /// Until when a booking may be cancelled without being billed.
    pub notice: NoticePeriod,
}

impl Activity {
    /// Checks the draft; all the problems come back together.
    pub fn try_new(id: ActivityId, draft: &ActivityDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = short_label(&mut issues, "name", &draft.name);
        let imputation = issues.take_all("imputation", Imputation::try_new(&draft.imputation));
        let built = name.zip(imputation).map(|(name, imputation)| Self {
            id,
            name,
            kind: draft.kind,
            school: draft.school,
            imputation,
            notice: draft.notice,
        });
        issues.finish(built)
    }
}

/// A name shown in lists: required, 80 characters at most.
pub(super) fn short_label(issues: &mut Issues, field: &str, typed: &str) -> Option<String> {
    let label = tidy(typed);
    match label.chars().count() {
        0 => issues.refuse(field, IssueCode::Missing, "Le nom manque."),
        1..=80 => return Some(label),
        _ => issues.refuse(field, IssueCode::TooLong, "Le nom dépasse 80 caractères : abrégez-le."),
    }
    None
}
