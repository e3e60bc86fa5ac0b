//! Families: households, guardians, children, who has custody when, whom to call, who may pick up.

mod asked;
mod authority;
mod change;
mod child;
mod contact;
mod custody;
mod debtor;
mod detail;
mod doubles;
mod duplicate;
mod emergency;
mod family;
mod guardian;
mod habits;
mod household;
mod letter;
mod loss;
mod merging;
mod optional;
mod phonetic;
mod relation;
mod stay;

pub use asked::{ALWAYS_ASKED, AskedField};
pub use authority::{AdultNames, Authority, AuthorityDraft, AuthorityTitle, ParentalAuthority, authority_on};
pub use change::ChangeKind;
pub use child::{Child, ChildDraft, Doctor, Sex};
pub use contact::{Contact, ContactDraft};
pub use custody::{
    Custody, CustodyDraft, CustodyPattern, HeldSpan, Holder, HolidayRule, SummerCut, check_custodies,
    check_custodies_onwards, held_spans, holder_on, holiday_parts, months_held_otherwise, parted_by_absences,
};
pub use debtor::{Debtors, FormerDebtor, check_owed_until, check_owes_from, debtor_on, former_from};
pub use detail::{Detail, DetailKind, Details, drop_unasked, read_details};
pub use doubles::{CERTAIN, Double, DoubleKind, DoubleReason, OnFile, doubles};
pub use duplicate::{DuplicateKey, Identity, Resemblance, resemblance};
pub use emergency::{AdultAtHand, answers_for, is_barred, to_call};
pub use family::{Family, family_label};
pub use guardian::{Guardian, GuardianDraft, Kinship, SendPreference};
pub use habits::{Habit, Habits, has_habits, read_habits};
pub use household::{Household, HouseholdDraft, HouseholdLetter};
pub use letter::{LetterDraft, LetterKind, LetterWords};
pub use loss::LostAuthority;
pub use merging::{
    AuthorityContradiction, AuthoritySaid, Days, MergeSide, authority_contradiction,
    collecting_contradiction, is_same_custody, merge_stays_open, overlap, standing_registration, together,
};
pub use optional::{FieldSubject, OptionalField};
pub use phonetic::phonetic_key;
pub use relation::{RelationDraft, RelationEntry, RelationKind};

use jiff::civil::Date;

use crate::issue::{IssueCode, Issues};
use crate::values::{BirthDate, PersonName};

/// Oldest birth year accepted: beyond it, a year was mistyped.
const OLDEST: i16 = 1900;

fn check_birth(issues: &mut Issues, field: &str, birth: BirthDate, today: Date) {
    let birth = birth.reckoned();
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

/// First names in order, or none for someone known by one name only; nothing when they are refused.
fn first_names(issues: &mut Issues, typed: &str, single_name: bool) -> Option<Option<PersonName>> {
    if !single_name {
        return issues.take("first_name", PersonName::first_names(typed)).map(Some);
    }
    if !typed.trim().is_empty() {
        issues.refuse(
            "first_name",
            IssueCode::Inconsistent,
            "Un prénom est écrit alors qu'un seul nom est dit connu : gardez l'un des deux.",
        );
        return None;
    }
    Some(None)
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
pub use stay::{Stay, check_departure, lives_in, one_stay};
