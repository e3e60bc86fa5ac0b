//! Families: households, guardians, children, who has custody when, whom to call, who may pick up.

mod child;
mod contact;
mod custody;
mod duplicate;
mod family;
mod guardian;
mod household;

pub use child::{Child, ChildDraft, Doctor, Sex};
pub use contact::{Contact, ContactDraft};
pub use custody::{Custody, CustodyDraft, CustodyPattern, Holder, check_custodies, holder_on};
pub use duplicate::{DuplicateKey, Identity, Resemblance, resemblance};
pub use family::{Family, family_label};
pub use guardian::{Guardian, GuardianDraft, Kinship, ParentalAuthority};
pub use household::{Household, HouseholdDraft, HouseholdLetter};

use jiff::civil::Date;

use crate::issue::{IssueCode, Issues};

/// Oldest birth year accepted: beyond it, a year was mistyped.
const OLDEST: i16 = 1900;

fn check_birth(issues: &mut Issues, field: &str, birth: Date, today: Date) {
    if birth > today {
        issues.refuse(field, IssueCode::ImpossibleDate, "La date de naissance est dans le futur.");
    } else if birth.year() < OLDEST {
        issues.refuse(
            field,
            IssueCode::ImpossibleDate,
            "L'année de naissance est trop ancienne : relisez-la.",
        );
    }
}

fn optional_text(issues: &mut Issues, field: &str, typed: &str, longest: usize) -> Option<String> {
    let text = crate::values::text::tidy(typed);
    if text.chars().count() > longest {
        issues.refuse(
            field,
            IssueCode::TooLong,
            format!("Ce texte dépasse {longest} caractères : abrégez-le."),
        );
    }
    (!text.is_empty()).then_some(text)
}
