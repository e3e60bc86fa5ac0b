//! Files received: taken once, undone whole.

mod families;
mod products;
mod quotients;
mod returns;
