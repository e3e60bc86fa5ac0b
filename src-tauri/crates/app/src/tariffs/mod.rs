//! Tariffs: what was voted, the next vote, and « what would it cost? ».

mod list;
mod save;
#[cfg(test)]
mod tests;
mod trial;
mod views;

pub use list::{tariff_list, tariff_show};
pub use save::tariff_save;
pub use trial::tariff_try;
pub use views::*;
