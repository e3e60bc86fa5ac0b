//! Activities and the units they are booked by.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::attendance::NoticePeriod;
use crate::calendar::Weekdays;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ActivityId, SchoolId, UnitId};
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

/// What is booked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// A meal.
    Meal,
    /// A time slot of the morning or evening.
    Slot,
    /// A half-day.
    HalfDay,
    /// A whole day, its meal included.
    Day,
}

impl UnitKind {
    /// Every kind, in the order of a list.
    pub const ALL: [Self; 4] = [Self::Meal, Self::Slot, Self::HalfDay, Self::Day];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Meal => "meal",
            Self::Slot => "slot",
            Self::HalfDay => "half_day",
            Self::Day => "day",
        }
    }

    /// The kind stored under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// `3 repas`, `1 journée`.
    pub fn count_fr(self, quantity: u32) -> String {
        let plural = quantity > 1;
        let noun = match (self, plural) {
            (Self::Meal, _) => "repas",
            (Self::Slot, false) => "séance",
            (Self::Slot, true) => "séances",
            (Self::HalfDay, false) => "demi-journée",
            (Self::HalfDay, true) => "demi-journées",
            (Self::Day, false) => "journée",
            (Self::Day, true) => "journées",
        };
        format!("{quantity}\u{a0}{noun}")
    }

    /// `le repas`, `la demi-journée`: what a unit price is for.
    pub const fn each_fr(self) -> &'static str {
        match self {
            Self::Meal => "le repas",
            Self::Slot => "la séance",
            Self::HalfDay => "la demi-journée",
            Self::Day => "la journée",
        }
    }
}

/// Where an activity's receipts go in the accounts. Every code is a setting of the town, none is assumed
/// (treasury.md §1).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, TS)]
pub struct Imputation {
    nature: String,
    function_code: Option<String>,
    service_code: Option<String>,
    local_product_code: String,
}

/// An imputation as typed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ImputationDraft {
    /// Article of the budget: `7067`.
    pub nature: String,
    /// M57 function: `281`; may be empty.
    pub function_code: String,
    /// Service of the town; may be empty.
    pub service_code: String,
    /// Product code at the accounting post: `CA01`.
    pub local_product_code: String,
}

impl Imputation {
    /// Checks each code against the bounds of the PES schema (`Num12`, 10 digits, `Texte10`, `Alphanum4`).
    pub fn try_new(draft: &ImputationDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let nature = draft.nature.trim();
        if nature.is_empty() {
            issues.refuse("nature", IssueCode::Missing, "L'article (nature) manque, par exemple 7067.");
        } else if nature.len() > 12 || !digits(nature) || nature.bytes().all(|b| b == b'0') {
            issues.refuse("nature", IssueCode::Malformed, "L'article (nature) compte 12 chiffres au plus.");
        }
        let function_code = draft.function_code.trim();
        if function_code.len() > 10 || !digits(function_code) {
            issues.refuse(
                "function_code",
                IssueCode::Malformed,
                "La fonction compte 10 chiffres au plus, par exemple 281.",
            );
        }
        let service_code = draft.service_code.trim();
        if service_code.chars().count() > 10 {
            issues.refuse("service_code", IssueCode::TooLong, "Le service compte 10 caractères au plus.");
        }
        let product = draft.local_product_code.trim().to_uppercase();
        if product.is_empty() {
            issues.refuse(
                "local_product_code",
                IssueCode::Missing,
                "Le code produit local manque : le comptable le donne, par exemple CA01.",
            );
        } else if product.len() > 4
            || !product.bytes().all(|b| b.is_ascii_alphanumeric())
            || product.bytes().all(|b| b == b'0')
        {
            issues.refuse(
                "local_product_code",
                IssueCode::Malformed,
                "Le code produit local compte 4 lettres ou chiffres au plus.",
            );
        }
        let kept = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        issues.finish(Some(Self {
            nature: nature.to_owned(),
            function_code: kept(function_code),
            service_code: kept(service_code),
            local_product_code: product,
        }))
    }

    /// Article of the budget.
    pub fn nature(&self) -> &str {
        &self.nature
    }

    /// M57 function.
    pub fn function_code(&self) -> Option<&str> {
        self.function_code.as_deref()
    }

    /// Service of the town.
    pub fn service_code(&self) -> Option<&str> {
        self.service_code.as_deref()
    }

    /// Product code at the accounting post.
    pub fn local_product_code(&self) -> &str {
        &self.local_product_code
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

/// A unit of an activity: what is booked, ticked and priced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActivityUnit {
    /// Identifier.
    pub id: UnitId,
    /// Activity it belongs to.
    pub activity: ActivityId,
    /// Name shown: `Repas`, `Matin`, `Journée`.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Minute of the day it begins at, from midnight.
    pub start_minute: u16,
    /// Minute of the day it ends at, after its beginning.
    pub end_minute: u16,
    /// How many children it takes; `None` when nothing limits it.
    pub capacity: Option<u32>,
    /// Weekdays it may open.
    pub weekdays: Weekdays,
    /// Whether it opens outside school holidays.
    pub in_term: bool,
    /// Whether it opens during school holidays.
    pub in_holidays: bool,
}

/// A unit as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct UnitDraft {
    /// Name shown.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Minute of the day it begins at.
    pub start_minute: u16,
    /// Minute of the day it ends at.
    pub end_minute: u16,
    /// How many children it takes.
    pub capacity: Option<u32>,
    /// Weekdays it may open.
    pub weekdays: Weekdays,
    /// Whether it opens outside school holidays.
    pub in_term: bool,
    /// Whether it opens during school holidays.
    pub in_holidays: bool,
}

impl ActivityUnit {
    /// Checks the draft; all the problems come back together.
    pub fn try_new(id: UnitId, activity: ActivityId, draft: &UnitDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = short_label(&mut issues, "name", &draft.name);
        if draft.end_minute > 24 * 60 {
            issues.refuse("end_minute", IssueCode::OutOfRange, "L'heure de fin dépasse minuit.");
        } else if draft.end_minute <= draft.start_minute {
            issues.refuse(
                "end_minute",
                IssueCode::Inconsistent,
                "L'heure de fin doit suivre l'heure de début.",
            );
        }
        if draft.capacity == Some(0) {
            issues.refuse(
                "capacity",
                IssueCode::OutOfRange,
                "Une capacité nulle n'accueille personne : laissez vide si rien ne la limite.",
            );
        }
        if draft.weekdays == Weekdays::NONE {
            issues.refuse("weekdays", IssueCode::Missing, "Choisissez au moins un jour d'ouverture.");
        }
        if !draft.in_term && !draft.in_holidays {
            issues.refuse(
                "in_term",
                IssueCode::Missing,
                "Choisissez la période scolaire, les vacances, ou les deux.",
            );
        }
        issues.finish(name.map(|name| Self {
            id,
            activity,
            name,
            kind: draft.kind,
            start_minute: draft.start_minute,
            end_minute: draft.end_minute,
            capacity: draft.capacity,
            weekdays: draft.weekdays,
            in_term: draft.in_term,
            in_holidays: draft.in_holidays,
        }))
    }

    /// How long it lasts, in minutes.
    pub const fn planned_minutes(&self) -> u16 {
        self.end_minute - self.start_minute
    }
}

fn short_label(issues: &mut Issues, field: &str, typed: &str) -> Option<String> {
    let label = tidy(typed);
    match label.chars().count() {
        0 => issues.refuse(field, IssueCode::Missing, "Le nom manque."),
        1..=80 => return Some(label),
        _ => issues.refuse(field, IssueCode::TooLong, "Le nom dépasse 80 caractères : abrégez-le."),
    }
    None
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn product_codes_fit_the_treasury() {
        let draft = |product: &str| ImputationDraft {
            nature: "7067".into(),
            local_product_code: product.into(),
            ..ImputationDraft::default()
        };
        assert_eq!(Imputation::try_new(&draft("ca01")).unwrap().local_product_code(), "CA01");
        for product in ["", "CA012", "C-1", "0000", "É1"] {
            assert_eq!(
                Imputation::try_new(&draft(product)).unwrap_err()[0].field,
                "local_product_code",
                "{product}"
            );
        }
    }

    #[test]
    fn a_unit_must_be_able_to_open() {
        let draft = UnitDraft {
            name: String::new(),
            kind: UnitKind::Slot,
            start_minute: 500,
            end_minute: 450,
            capacity: Some(0),
            weekdays: Weekdays::NONE,
            in_term: false,
            in_holidays: false,
        };
        let id = UnitId::from_uuid(Uuid::nil());
        let issues = ActivityUnit::try_new(id, ActivityId::from_uuid(Uuid::nil()), &draft).unwrap_err();
        let fields: Vec<_> = issues.iter().map(|issue| issue.field.as_str()).collect();
        assert_eq!(fields, ["name", "end_minute", "capacity", "weekdays", "in_term"]);
    }
}
