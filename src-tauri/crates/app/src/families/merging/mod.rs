//! Records put together: the work list, two records side by side, the merge, and taking it back.

mod children;
mod contradictions;
mod ending;
mod fields;
mod helps;
mod households;
mod list;
mod perform;
mod plan;
mod settle;
mod undoing;
mod views;

#[cfg(test)]
mod tests;

pub(crate) use ending::end_old_merges;
pub use list::{distinguish, duplicates};
pub use perform::merge;
pub(in crate::families) use plan::letters_after;
pub use plan::show;
pub use undoing::undo;
pub use views::*;
