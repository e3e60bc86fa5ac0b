//! Agents of the town: who may come in, with which roles, holding which keys.
//!
//! Two things are kept apart, and the screen shows both. A *role* says what an agent may do: the administrator gives it. A *key*
//! opens a compartment: only someone who holds it can entrust it, so an administrator who names themselves health referent reads
//! nothing. Whoever is welcomed types their own password: nobody else ever knew it.

mod break_glass;
mod depart;
mod desk;
mod holders;
mod keys;
mod list;
mod password;
mod reseal;
mod roles;
mod second;
mod views;
mod welcome;
mod widening;
mod yearly;

use domain::issue::{IssueCode, Issues, Refusal};
use security::password::Login;

pub(crate) use self::break_glass::check_reason;
pub use self::break_glass::{begin as break_glass_begin, end as break_glass_end};
pub use self::depart::depart;
pub use self::desk::{desks, enrolment_create, enrolment_withdraw, installation_renew};
pub(crate) use self::keys::{Crew, Newcomer};
pub use self::keys::{entrust, withdraw};
pub use self::list::{access_table, list};
pub(crate) use self::list::{limits_in_words, roles_of, waiting_for_keys};
pub use self::password::change as change_password;
pub(crate) use self::reseal::{reseal_in_background, tell_tidied};
pub use self::roles::{end as end_role, set as set_role};
pub(crate) use self::second::{opened_by, second_person};
pub use self::views::*;
pub use self::welcome::welcome;
pub use self::widening::{narrow as reach_narrow, widen as reach_widen};
pub(crate) use self::yearly::yearly_dues;
pub use self::yearly::{renew_keys, review as yearly_review, show as yearly_show};

/// A login as typed, or why it is none.
pub(crate) fn parse_login(issues: &mut Issues, typed: &str) -> Option<Login> {
    let login = Login::new(typed)
        .map_err(|_| Refusal::new(IssueCode::Malformed, "Choisissez un identifiant de 1 à 64 caractères."));
    issues.take("login", login)
}

#[cfg(test)]
mod tests;
