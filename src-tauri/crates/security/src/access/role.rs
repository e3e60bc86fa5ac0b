//! The profiles of a family service, and the compartments each is entitled to.

use std::fmt;

use super::{RIGHTS, RightRow};
use crate::compartment::Compartment;

/// The eight profiles of a town hall's family service (requirements §1.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Enrolment: welcomes families, files, reservations.
    Ins,
    /// Billing and régie: tariffs, invoices, payments.
    Fac,
    /// Nursery direction and health referent.
    San,
    /// In the field: direction of a centre, animators, kitchen.
    Ter,
    /// Animator of the childminders' relay.
    Rpe,
    /// Head of service: steers, validates, exports.
    Res,
    /// Technical administrator: accounts, backups, settings; opens no family file.
    Adm,
    /// Data protection officer: journal and access table.
    Dpo,
}

impl Role {
    /// Every role, in the order of its code.
    pub const ALL: [Role; 8] =
        [Role::Ins, Role::Fac, Role::San, Role::Ter, Role::Rpe, Role::Res, Role::Adm, Role::Dpo];

    /// The three letters, as stored and as agents say them.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Ins => "INS",
            Role::Fac => "FAC",
            Role::San => "SAN",
            Role::Ter => "TER",
            Role::Rpe => "RPE",
            Role::Res => "RES",
            Role::Adm => "ADM",
            Role::Dpo => "DPO",
        }
    }

    /// The role's French name, for screens and printed tables.
    pub const fn label(self) -> &'static str {
        match self {
            Role::Ins => "Agent inscriptions",
            Role::Fac => "Agent facturation, régisseur",
            Role::San => "Référent santé",
            Role::Ter => "Terrain : animation, cuisine",
            Role::Rpe => "Relais petite enfance",
            Role::Res => "Responsable de service",
            Role::Adm => "Administrateur technique",
            Role::Dpo => "Délégué à la protection des données",
        }
    }

    /// The role of a stored code.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether the role may be limited to some schools and activities: it opens the files of children, and its work has a place. The
    /// others bill, steer or look after the whole town.
    pub const fn may_be_limited(self) -> bool {
        matches!(self, Role::Ins | Role::San | Role::Ter)
    }

    /// The compartments whose keys an agent of this role holds. The administrator has the page key
    /// and nothing more: rows O03, D03 and X02 are kept by cryptography, not by a screen.
    pub const fn compartments(self) -> &'static [Compartment] {
        use Compartment::{Audit, Bank, Base, HealthOp, HealthRecord, Resources, Social};
        match self {
            Role::Ins | Role::Rpe | Role::Adm => &[Base],
            Role::Fac => &[Base, Resources, Bank],
            Role::San => &[Base, HealthOp, HealthRecord],
            Role::Ter => &[Base, HealthOp],
            Role::Res => &[Base, Resources, Social, Audit],
            Role::Dpo => &[Base, Audit],
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The roles of one agent.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(u8);

impl Roles {
    /// The set of the given roles.
    pub fn of(roles: impl IntoIterator<Item = Role>) -> Roles {
        Roles(roles.into_iter().fold(0, |set, role| set | 1 << role as u8))
    }

    /// Whether the agent has this role.
    pub const fn contains(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    /// The roles, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.contains(*role))
    }

    /// The compartments these roles are entitled to, each once, in order.
    pub fn compartments(self) -> Vec<Compartment> {
        Compartment::ALL
            .into_iter()
            .filter(|c| self.iter().any(|role| role.compartments().contains(c)))
            .collect()
    }

    /// Whether one of the roles gives the right.
    pub fn give(self, right: &RightRow) -> bool {
        right.roles.iter().any(|role| self.contains(*role))
    }

    /// The rights these roles give, in the order of the table.
    pub fn rights(self) -> impl Iterator<Item = &'static RightRow> {
        RIGHTS.iter().filter(move |right| self.give(right))
    }
}

impl fmt::Debug for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
