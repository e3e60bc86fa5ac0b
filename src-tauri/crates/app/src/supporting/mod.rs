//! Supporting documents: the kinds the town asks for, what each family gave, what lacks in the whole town.

mod attaching;
mod facts;
mod family;
mod keepers;
mod kinds;
mod letters;
mod noting;
mod opening;
mod sight;
#[cfg(test)]
mod tests;
mod town;
mod views;

pub(crate) use attaching::given_or_chosen;
pub use attaching::{attachment_add, attachment_remove};
pub use family::family_documents;
pub(crate) use family::{glance, told_papers};
pub(crate) use kinds::begin;
pub use kinds::{document_kind_list, document_kind_remove, document_kind_save, document_kinds_start};
pub use letters::document_letters_print;
pub(crate) use letters::envelope;
pub use noting::{document_note, document_remove};
pub use opening::{attachment_save, attachment_show};
pub(crate) use sight::Sight;
pub use town::document_list;
pub(crate) use town::{askable, lacking};
pub use views::*;
