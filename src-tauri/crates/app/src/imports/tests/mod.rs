//! Files received: taken once, undone whole.

mod quotients;
mod returns;
