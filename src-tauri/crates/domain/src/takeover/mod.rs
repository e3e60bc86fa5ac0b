//! Data of the product a town leaves: what may come in, and what never does.

mod forbidden;

pub use forbidden::{ForbiddenKind, forbidden_column, forbidden_heading};
