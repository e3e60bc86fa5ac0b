//! What the CAF is told: the hours of the leisure centres and of after-school care (D05).

mod statement;
#[cfg(test)]
mod tests;
mod views;

pub use self::statement::{alsh_export, alsh_preview, alsh_show};
pub use self::views::*;
