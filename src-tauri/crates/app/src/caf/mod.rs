//! What the CAF is told: the hours of the leisure centres and of after-school care (D05).

mod statement;
mod statements;
#[cfg(test)]
mod tests;
mod views;

pub use self::statement::{alsh_export, alsh_preview, alsh_show};
pub use self::statements::{statement_list, statement_save};
pub use self::views::*;
