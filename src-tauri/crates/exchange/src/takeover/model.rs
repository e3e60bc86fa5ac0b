//! A family of another product, and where each part of it stands in the file.

use domain::calendar::Month;
use domain::people::{ChildDraft, ContactDraft, GuardianDraft};
use domain::tariffs::QuotientDraft;
use domain::values::{AddressDraft, Allocataire, Cents};

use crate::tabular::RowIssue;

/// Fields of a draft and the columns that feed them.
pub(super) type Places = &'static [(&'static str, &'static str)];

/// A draft and where it was read.
#[derive(Clone, Debug)]
pub struct Taken<D> {
    /// Line of the file, counted from 1.
    pub line: u64,
    /// What was read.
    pub draft: D,
    pub(super) places: Places,
}

impl<D> Taken<D> {
    /// The column that feeds a field of the draft (`phones.1` is one of the telephones); empty when none does.
    pub fn column(&self, field: &str) -> &'static str {
        let whole = field.split('.').next().unwrap_or(field);
        let of = |wanted: &str| self.places.iter().find(|(of, _)| *of == wanted);
        of(field).or_else(|| of(whole)).map_or("", |(_, column)| column)
    }
}

/// A household of the file.
#[derive(Clone, Debug)]
pub struct TakenHome {
    /// Where it lives, as far as the file says.
    pub address: Taken<AddressDraft>,
    /// Its guardians, in the order of the file.
    pub guardians: Vec<Taken<GuardianDraft>>,
    /// Which of them owes its invoices, from 0; nothing when the file does not say.
    pub debtor: Option<u8>,
    /// Its number at its caisse.
    pub allocataire: Option<Allocataire>,
    /// Its quotient.
    pub quotient: Option<QuotientDraft>,
}

/// The class of a child, in the file's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenSchooling {
    /// Its rank among the children of the family, from 0.
    pub child: usize,
    /// The school; empty when the file names none.
    pub school: String,
    /// The class.
    pub class: String,
}

/// A family of the file.
#[derive(Clone, Debug)]
pub struct TakenFamily {
    /// The number it had there, as written; empty when the file has none.
    pub number: String,
    /// Its lines, the first one first.
    pub lines: Vec<u64>,
    /// Its households; the first is where the children live.
    pub homes: Vec<TakenHome>,
    /// Its children.
    pub children: Vec<Taken<ChildDraft>>,
    /// Where its children go to school, those of whom the file says it.
    pub schoolings: Vec<TakenSchooling>,
    /// Persons to call or who may come.
    pub contacts: Vec<Taken<ContactDraft>>,
    /// What it owed there; negative when it was ahead. A figure to check the take-over by, never recorded.
    pub balance: Option<Cents>,
    /// A line of it was refused: none of it can be recorded.
    pub refused: bool,
}

impl TakenFamily {
    pub(super) fn unread(line: u64) -> Self {
        Self {
            number: String::new(),
            lines: vec![line],
            homes: Vec::new(),
            children: Vec::new(),
            schoolings: Vec::new(),
            contacts: Vec::new(),
            balance: None,
            refused: true,
        }
    }

    /// Every guardian.
    pub fn guardians(&self) -> impl Iterator<Item = &Taken<GuardianDraft>> {
        self.homes.iter().flat_map(|home| &home.guardians)
    }
}

/// What the agent says once for the whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakeoverChoices {
    /// Caisse of the numbers, when no column names it.
    pub organisme: Option<String>,
    /// Month of the quotients, when no column says it.
    pub quotient_month: Option<Month>,
    /// The first guardian owes the invoices, where the file does not say who does.
    pub first_guardian_owes: bool,
}

/// The families of a file.
#[derive(Clone, Debug, Default)]
pub struct FamilyReading {
    /// Every family, refused ones too, in the order of the file.
    pub families: Vec<TakenFamily>,
    /// Problems, in the order of the file.
    pub issues: Vec<RowIssue>,
    /// What is said of whole columns, in French.
    pub notes: Vec<String>,
    /// Cells of balances that hold no amount; nothing when no column holds balances.
    pub balances_unread: Option<u32>,
    /// Numbers at a caisse whose row does not give the code of the caisse: the agent says it once for the file.
    pub caisses_unsaid: u32,
}
