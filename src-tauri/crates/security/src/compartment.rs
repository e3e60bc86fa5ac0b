//! The compartments: sets of data that share a key, drawn from what each desk really needs.

use std::fmt;

/// A set of data sealed under one key, and held by the roles that need it.
///
/// The byte codes are written in files and in authenticated data: they never change, and a
/// retired code is never given to another compartment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compartment {
    /// Identity, families, attendance, amounts: every agent. Its key opens the database pages.
    Base,
    /// What to do for a child: allergies, severity, instruction, validity of the PAI.
    HealthOp,
    /// The full health record of a child.
    HealthRecord,
    /// Quotients, incomes, allocataire number.
    Resources,
    /// IBAN and mandates.
    Bank,
    /// Judgments and the notes of the social service.
    Social,
    /// The readable detail of audit entries.
    Audit,
}

impl Compartment {
    /// Every compartment, in the order of its code.
    pub const ALL: [Compartment; 7] = [
        Compartment::Base,
        Compartment::HealthOp,
        Compartment::HealthRecord,
        Compartment::Resources,
        Compartment::Bank,
        Compartment::Social,
        Compartment::Audit,
    ];

    /// The stable byte written in headers and authenticated data. Zero is never used.
    pub const fn code(self) -> u8 {
        match self {
            Compartment::Base => 1,
            Compartment::HealthOp => 2,
            Compartment::HealthRecord => 3,
            Compartment::Resources => 4,
            Compartment::Bank => 5,
            Compartment::Social => 6,
            Compartment::Audit => 7,
        }
    }

    /// The stable name, as the access table and the journal print it.
    pub const fn name(self) -> &'static str {
        match self {
            Compartment::Base => "BASE",
            Compartment::HealthOp => "HEALTH_OP",
            Compartment::HealthRecord => "HEALTH_RECORD",
            Compartment::Resources => "RESOURCES",
            Compartment::Bank => "BANK",
            Compartment::Social => "SOCIAL",
            Compartment::Audit => "AUDIT",
        }
    }

    /// What it holds, in the words of those who work with it.
    pub const fn label(self) -> &'static str {
        match self {
            Compartment::Base => "Base",
            Compartment::HealthOp => "Consignes de santé",
            Compartment::HealthRecord => "Dossiers de santé",
            Compartment::Resources => "Ressources",
            Compartment::Bank => "Banque",
            Compartment::Social => "Social",
            Compartment::Audit => "Journal",
        }
    }

    /// The compartment of a stored code.
    pub fn from_code(code: u8) -> Option<Compartment> {
        Compartment::ALL.into_iter().find(|c| c.code() == code)
    }

    /// The compartment of a stable name.
    pub fn from_name(name: &str) -> Option<Compartment> {
        Compartment::ALL.into_iter().find(|c| c.name() == name)
    }
}

impl fmt::Display for Compartment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_frozen() {
        let table: Vec<_> = Compartment::ALL.map(|c| (c.code(), c.name())).into();
        assert_eq!(
            table,
            [
                (1, "BASE"),
                (2, "HEALTH_OP"),
                (3, "HEALTH_RECORD"),
                (4, "RESOURCES"),
                (5, "BANK"),
                (6, "SOCIAL"),
                (7, "AUDIT"),
            ]
        );
    }

    #[test]
    fn codes_and_names_read_back() {
        for compartment in Compartment::ALL {
            assert_eq!(Compartment::from_code(compartment.code()), Some(compartment));
            assert_eq!(Compartment::from_name(compartment.name()), Some(compartment));
        }
        assert_eq!(Compartment::from_code(0), None);
        assert_eq!(Compartment::from_code(8), None);
        assert_eq!(Compartment::from_name("base"), None);
    }
}
