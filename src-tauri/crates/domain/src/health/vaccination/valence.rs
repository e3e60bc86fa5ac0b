//! Valences, and the doses and contraindications recorded for them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A valence: one disease a dose protects from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum Valence {
    /// Diphtheria.
    Dip,
    /// Tetanus.
    Tet,
    /// Poliomyelitis.
    Pol,
    /// Whooping cough.
    Coq,
    /// Haemophilus influenzae b.
    Hib,
    /// Hepatitis B (the vaccine; never the illness).
    Heb,
    /// Pneumococcus.
    Pnc,
    /// Measles.
    Rou,
    /// Mumps.
    Ore,
    /// Rubella.
    Rub,
    /// Meningococcus C.
    Mnc,
    /// Meningococci A, C, W, Y.
    Mnacwy,
    /// Meningococcus B.
    Mnb,
}

impl Valence {
    /// Every valence. The rank, from 1, is how sealed records write it: it never changes.
    pub const ALL: [Self; 13] = [
        Self::Dip,
        Self::Tet,
        Self::Pol,
        Self::Coq,
        Self::Hib,
        Self::Heb,
        Self::Pnc,
        Self::Rou,
        Self::Ore,
        Self::Rub,
        Self::Mnc,
        Self::Mnacwy,
        Self::Mnb,
    ];

    /// The code of the reference tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dip => "DIP",
            Self::Tet => "TET",
            Self::Pol => "POL",
            Self::Coq => "COQ",
            Self::Hib => "HIB",
            Self::Heb => "HEB",
            Self::Pnc => "PNC",
            Self::Rou => "ROU",
            Self::Ore => "ORE",
            Self::Rub => "RUB",
            Self::Mnc => "MNC",
            Self::Mnacwy => "MNACWY",
            Self::Mnb => "MNB",
        }
    }

    /// The valence under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|valence| valence.code() == code)
    }

    pub(in crate::health) fn tag(self) -> u8 {
        self as u8 + 1
    }

    pub(in crate::health) fn from_tag(tag: u8) -> Option<Self> {
        usize::from(tag).checked_sub(1).and_then(|rank| Self::ALL.get(rank)).copied()
    }
}

/// A dose given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
pub struct Dose {
    /// What it protects from.
    pub valence: Valence,
    /// The day it was given.
    #[ts(type = "string")]
    pub on: Date,
}

/// A medical contraindication to one vaccine: dates only, never a reason.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
pub struct Contraindication {
    /// The vaccine.
    pub valence: Valence,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

impl Contraindication {
    pub(super) fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}
