//! Roles, rights and the typed grant that lets one act.
//!
//! A function that touches something asks for `&Grant<ThatRight>` in its signature. Only
//! [`Session::authorize`] makes one, so a forgotten check does not compile; and the keys behind a
//! right were never opened for who does not hold its compartments, so a wrong check gives no data.

mod rights;
mod role;

use std::marker::PhantomData;

use thiserror::Error;
use uuid::Uuid;

pub use self::rights::*;
pub use self::role::{Role, Roles};
use crate::compartment::Compartment;
use crate::session::{Scope, Session};
use crate::vault::VaultId;

/// Why a right was not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Denied {
    /// The session is locked: its keys are gone.
    #[error("the session is locked")]
    Locked,
    /// None of the agent's roles gives this right.
    #[error("no role of this agent gives {right}")]
    NotYourRole {
        /// The right asked for.
        right: &'static str,
    },
    /// The right is over the whole town, and the agent is limited to some structures.
    #[error("{right} is over the whole town, and this agent is limited to some structures")]
    LimitedToStructures {
        /// The right asked for.
        right: &'static str,
    },
    /// The agent's entitlement starts later.
    #[error("the entitlement of this agent has not started")]
    NotYetEntitled,
    /// The agent's entitlement is over.
    #[error("the entitlement of this agent is over")]
    NoLongerEntitled,
    /// The role gives the right, but nobody has handed this agent the key yet.
    #[error("this agent has not been handed the key of {compartment}")]
    KeyMissing {
        /// The compartment whose key is missing.
        compartment: Compartment,
    },
}

/// The proof that an agent may do `R`, for as long as the session lives.
///
/// It borrows the session and cannot be copied, kept, sent to a file or printed. It is also the
/// way to the keys: what is sealed opens through it ([`Grant::open`](crate::cell)).
pub struct Grant<'s, R: Right> {
    session: &'s Session,
    right: PhantomData<fn() -> R>,
}

impl<'s, R: Right> Grant<'s, R> {
    /// Only [`Session::authorize`] calls this, after its checks.
    pub(crate) fn mint(session: &'s Session) -> Grant<'s, R> {
        Grant { session, right: PhantomData }
    }

    pub(crate) fn session(&self) -> &'s Session {
        self.session
    }

    /// The agent who acts.
    pub fn agent(&self) -> Uuid {
        self.session.agent()
    }

    /// The vault in which they act.
    pub fn vault(&self) -> VaultId {
        self.session.vault()
    }

    /// The desk at which they act.
    pub fn desk(&self) -> u16 {
        self.session.standing().desk
    }

    /// The roles of the agent: a view may show less to some of those who have the same right.
    pub fn roles(&self) -> Roles {
        self.session.roles()
    }

    /// What they may see of the town under this right, applied by the store's views.
    pub fn scope(&self) -> Scope {
        self.session.scope_of(&R::ROW)
    }
}

#[cfg(test)]
mod tests;
