//! Families: the file, its households, guardians, children, custody and contacts.

mod accepting;
mod addresses;
mod authority;
mod check;
mod consultations;
mod contacts;
mod custody;
mod debtor;
mod details;
mod edit;
mod edits;
mod files;
mod history;
mod list;
mod merging;
mod record;
mod register;
mod rhythm;
mod rows;
mod show;
mod sight;
mod sizes;
mod split;
mod stays;
mod taken;
mod views;
mod wording;

#[cfg(test)]
mod tests;

pub(crate) use accepting::{Completeness, Typing, wanting};
pub use addresses::{remove_address, save_address};
pub(crate) use authority::is_barred_contact;
pub use authority::{remove_authority, remove_loss, save_authority, save_kinship, save_loss};
pub use check::check;
pub use consultations::add_consultation;
pub use contacts::{remove_contact, save_contact};
pub(crate) use custody::accepted as accepted_custodies;
pub use custody::save_custody;
pub use debtor::set_debtor;
pub use edit::{add_household, edit_child, edit_household, save_guardian};
pub(crate) use files::{ChildFiles, FILES_AT_ONCE};
pub use history::history;
pub use list::list;
pub(crate) use merging::end_old_merges;
pub use merging::{
    DistinguishRequest, DuplicateListView, DuplicatePairRow, DuplicateSideView, MergeFieldView,
    MergeLineView, MergePartRequest, MergePartView, MergeSaveRequest, MergeUndoRequest, MergeView,
    MergedView, RecordKind, RecordPairRequest, distinguish, duplicates, merge, show as show_merge,
    undo as undo_merge,
};
pub use record::print_record;
pub use register::{register, register_child};
pub use rhythm::preview_custody;
pub use show::{composition, show};
pub use sizes::{remove_size, save_size};
pub use split::split_household;
pub use stays::save_stay;
pub(crate) use taken::{accept_taken, unasked};
pub use views::*;
pub(crate) use wording::{accepted_diet, address, age, diet_label, health_light, phone, weekdays};
