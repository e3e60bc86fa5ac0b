//! Finding anyone by what is known of them. The index holds folded words (no accent, no case), each name also written attached,
//! each telephone from any of its pairs of digits; it keeps no text of its own, and is derived from BASE alone. Invoices are found
//! by the index of their numbers.

mod again;
mod index;
mod typed;

use std::collections::HashSet;

use domain::billing::InvoiceNumber;
use domain::values::ids::{ChildId, FamilyId, GuardianId, InvoiceId};
use domain::values::{BirthDate, Cents};
use jiff::civil::Date;
use rusqlite::params;
use uuid::Uuid;

pub use self::typed::SearchText;
use crate::rows::Columns;
use crate::{Reader, StoreError, day};

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundKind {
    /// A family.
    Family,
    /// A child.
    Child,
    /// A guardian.
    Guardian,
    /// An invoice.
    Invoice,
}

impl FoundKind {
    /// Every kind, in the order answers are shown.
    pub const ALL: [Self; 4] = [Self::Family, Self::Child, Self::Guardian, Self::Invoice];

    const fn code(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Child => "child",
            Self::Guardian => "guardian",
            Self::Invoice => "invoice",
        }
    }
}

/// Words that answer those alone who read what they are words of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reserved {
    /// Of an e-mail (A06).
    Email,
    /// Of a guardian's birth date (A09).
    Birth,
}

impl Reserved {
    /// The sign their words begin with, of those that a keyboard does not have: it is taken for a letter by the index, for nothing by
    /// [`SearchText`].
    const fn mark(self) -> char {
        match self {
            Self::Email => '\u{e001}',
            Self::Birth => '\u{e002}',
        }
    }
}

/// A family found.
#[derive(Debug, Clone)]
pub struct FoundFamily {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: u32,
    /// The numbers it had in the products it comes from.
    pub former_numbers: Vec<String>,
    /// Street of its first household.
    pub street: Option<String>,
    /// First names of its children, eldest first.
    pub children: Option<String>,
}

/// A child found.
#[derive(Debug, Clone)]
pub struct FoundChild {
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date, as far as it is known.
    pub birth_date: BirthDate,
    /// School and class of the day.
    pub schooling: Option<(String, String)>,
    /// The family whose file to open.
    pub family: Option<FamilyId>,
}

/// A guardian found.
#[derive(Debug, Clone)]
pub struct FoundGuardian {
    /// Birth name.
    pub birth_name: String,
    /// Name used, may be empty.
    pub usage_name: String,
    /// First names.
    pub first_names: String,
    /// Their family.
    pub family: FamilyId,
    /// Its name.
    pub family_name: String,
    /// Telephones, E.164.
    pub phones: Vec<String>,
    /// Birth date, as far as it is known.
    pub birth_date: Option<BirthDate>,
    /// E-mail, may be empty.
    pub email: String,
}

/// An invoice found.
#[derive(Debug, Clone)]
pub struct FoundInvoice {
    /// Its number.
    pub number: String,
    /// The month billed.
    pub month: String,
    /// Its total.
    pub total: Cents,
    /// The family.
    pub family: FamilyId,
    /// Its name.
    pub family_name: String,
}

/// A damaged index may say that its words take more memory than there is: it is the index that is wrong, for a few words take none.
fn unreadable(error: StoreError) -> StoreError {
    match error {
        StoreError::Sql(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::OutOfMemory) => {
            StoreError::Damaged(error.to_string())
        }
        error => error,
    }
}

impl Reader<'_> {
    /// What answers, best first within each kind, `limit` of each kind at most.
    pub fn search(
        &self,
        text: &SearchText,
        kinds: &[FoundKind],
        reserved: &[Reserved],
        limit: usize,
    ) -> Result<Vec<(FoundKind, Uuid)>, StoreError> {
        let mut found = Vec::new();
        if text.words().is_empty() {
            return Ok(found);
        }
        let wanted = i64::try_from(limit).unwrap_or(i64::MAX);
        let expressions = text.expressions(reserved);
        for kind in kinds {
            if *kind == FoundKind::Invoice {
                found.extend(self.invoices_numbered(text, limit)?);
                continue;
            }
            let mut seen: HashSet<Uuid> = HashSet::new();
            for expression in &expressions {
                let expression = format!("kind : \"{}\" AND words : ({expression})", kind.code());
                let hits: Vec<Uuid> = self
                    .all(sql!("match_words.sql"), params![expression, wanted], |row| row.id(0))
                    .map_err(unreadable)?;
                for hit in hits {
                    if seen.len() < limit && seen.insert(hit) {
                        found.push((*kind, hit));
                    }
                }
                if seen.len() >= limit {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Invoices whose number the digits may stand for: they have an index of their own, and need no words.
    fn invoices_numbered(
        &self,
        text: &SearchText,
        limit: usize,
    ) -> Result<Vec<(FoundKind, Uuid)>, StoreError> {
        let [digits] = text.words() else { return Ok(Vec::new()) };
        let exercices: Vec<i16> = self.all(sql!("select_exercices.sql"), [], |row| Ok(row.get(0)?))?;
        let mut found = Vec::new();
        for beginning in InvoiceNumber::beginnings(digits, &exercices) {
            let left = i64::try_from(limit - found.len()).unwrap_or(i64::MAX);
            let hits: Vec<Uuid> =
                self.all(sql!("select_invoices_numbered.sql"), params![beginning, left], |row| row.id(0))?;
            for hit in hits.into_iter().map(|id| (FoundKind::Invoice, id)) {
                if !found.contains(&hit) {
                    found.push(hit);
                }
            }
            if found.len() >= limit {
                break;
            }
        }
        Ok(found)
    }
}

impl Reader<'_> {
    /// How many things were ever made findable.
    pub fn searched(&self) -> Result<u32, StoreError> {
        Ok(self.first(sql!("count_entries.sql"), [], |row| Ok(row.get(0)?))?.unwrap_or(0))
    }

    /// What tells a family found from its namesakes.
    pub fn found_family(&self, id: FamilyId) -> Result<Option<FoundFamily>, StoreError> {
        let former_numbers = self.external_keys_of(id)?;
        self.first(sql!("select_found_family.sql"), [id.as_bytes()], |row| {
            Ok(FoundFamily {
                name: row.text(0)?,
                number: row.get(1)?,
                former_numbers,
                street: row.get(2)?,
                children: row.get(3)?,
            })
        })
    }

    /// What tells a child found from their namesakes, that day.
    pub fn found_child(&self, id: ChildId, on: Date) -> Result<Option<FoundChild>, StoreError> {
        self.first(sql!("select_found_child.sql"), params![id.as_bytes(), day(on)], |row| {
            let school: Option<String> = row.get(3)?;
            let class: Option<String> = row.get(4)?;
            Ok(FoundChild {
                family_name: row.text(0)?,
                first_names: row.text(1)?,
                birth_date: row.birth(2)?,
                schooling: school.zip(class),
                family: row.id_opt(5)?,
            })
        })
    }

    /// What tells a guardian found from their namesakes.
    pub fn found_guardian(&self, id: GuardianId) -> Result<Option<FoundGuardian>, StoreError> {
        self.first(sql!("select_found_guardian.sql"), [id.as_bytes()], |row| {
            let phones: Option<String> = row.get(5)?;
            Ok(FoundGuardian {
                birth_name: row.text(0)?,
                usage_name: row.text(1)?,
                first_names: row.text(2)?,
                family: row.id(3)?,
                family_name: row.text(4)?,
                phones: phones.map(|text| text.split(' ').map(str::to_owned).collect()).unwrap_or_default(),
                birth_date: row.birth_opt(6)?,
                email: row.text(7)?,
            })
        })
    }

    /// What tells an invoice found from the others.
    pub fn found_invoice(&self, id: InvoiceId) -> Result<Option<FoundInvoice>, StoreError> {
        self.first(sql!("select_found_invoice.sql"), [id.as_bytes()], |row| {
            Ok(FoundInvoice {
                number: row.text(0)?,
                month: row.text(1)?,
                total: Cents(row.int(2)?),
                family: row.id(3)?,
                family_name: row.text(4)?,
            })
        })
    }
}

#[cfg(test)]
mod tests;
