//! What is true of families, money and days.
//!
//! Invariant of the room: no input or output, no clock, no randomness, no SQL, no logging. A value cannot
//! exist invalid; an aggregate is built by `try_new`, which answers *all* the problems at once, each with the
//! field it belongs to and a French sentence the agent can act on.

pub mod issue;
mod reference;
pub mod values;

pub mod activities;
pub mod attendance;
pub mod backups;
pub mod billing;
pub mod calendar;
pub mod consents;
pub mod consultation;
pub mod exports;
pub mod health;
pub mod payments;
pub mod people;
pub mod queries;
pub mod schooling;
pub mod statistics;
pub mod subsidies;
pub mod supporting;
pub mod takeover;
pub mod tariffs;
pub mod treasury;
