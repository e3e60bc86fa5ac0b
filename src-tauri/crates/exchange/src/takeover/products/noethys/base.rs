//! A database as it was read: tables by their names, values as the engine keeps them.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::pickle::{self, Clear};
use crate::tabular::normalise_header;

/// A value of a database.
#[derive(Clone, Debug, PartialEq)]
pub enum BaseValue {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number with decimals, as the engine keeps it; amounts are read of its writing, never computed with.
    Real(f64),
    /// A text.
    Text(String),
    /// Bytes: what is sealed.
    Blob(Vec<u8>),
}

/// A table of a database.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BaseTable {
    /// Its columns, as named there.
    pub columns: Vec<String>,
    /// Its rows, a value a column.
    pub rows: Vec<Vec<BaseValue>>,
}

/// A database, as far as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Base {
    /// Tables read whole, by their names.
    pub tables: BTreeMap<String, BaseTable>,
    /// Rows of the tables that were only counted.
    pub counts: BTreeMap<String, u32>,
}

/// Opens what is sealed; nothing when no key does.
pub type Opener<'o> = &'o dyn Fn(&[u8]) -> Option<Vec<u8>>;

/// Bytes before and after what is sealed: version, time, vector, one block at least, signature.
const SHORTEST_SEAL: usize = 1 + 8 + 16 + 16 + 32;

/// A base with what opens its sealed values.
pub(super) struct Opened<'b> {
    base: &'b Base,
    open: Opener<'b>,
    /// Where the values that stay closed lie: each is one, however often it is asked for.
    closed: RefCell<HashSet<*const u8>>,
}

/// A table of it; one that is not there has no row.
pub(super) struct Rows<'b> {
    places: HashMap<String, usize>,
    rows: &'b [Vec<BaseValue>],
}

pub(super) type Values<'b> = &'b [BaseValue];

impl<'b> Opened<'b> {
    pub(super) fn new(base: &'b Base, open: Opener<'b>) -> Self {
        Self { base, open, closed: RefCell::default() }
    }

    pub(super) fn table(&self, name: &str) -> Rows<'b> {
        match self.base.tables.get(name) {
            Some(table) => Rows {
                places: table
                    .columns
                    .iter()
                    .enumerate()
                    .map(|(place, column)| (normalise_header(column), place))
                    .collect(),
                rows: &table.rows,
            },
            None => Rows { places: HashMap::new(), rows: &[] },
        }
    }

    pub(super) fn has(&self, table: &str) -> bool {
        self.base.tables.contains_key(table)
    }

    /// Rows of a table that was only counted.
    pub(super) fn count(&self, table: &str) -> u32 {
        self.base.counts.get(table).copied().unwrap_or_default()
    }

    /// Columns of a table, as named there.
    pub(super) fn columns(&self, table: &str) -> &'b [String] {
        self.base.tables.get(table).map(|table| table.columns.as_slice()).unwrap_or_default()
    }

    /// Sealed values that were asked for and that no key opened.
    pub(super) fn still_sealed(&self) -> u32 {
        u32::try_from(self.closed.borrow().len()).unwrap_or(u32::MAX)
    }

    /// What a value says, in the words a table would hold; empty when it says nothing or stays closed.
    pub(super) fn text(&self, table: &Rows<'_>, row: Values<'_>, names: &[&str]) -> String {
        let value = names.iter().find_map(|name| table.places.get(*name)).and_then(|place| row.get(*place));
        match value {
            None | Some(BaseValue::Null) => String::new(),
            Some(BaseValue::Integer(number)) => number.to_string(),
            Some(BaseValue::Real(number)) => format!("{number:.2}").replace('.', ","),
            Some(BaseValue::Text(text)) => text.trim().to_owned(),
            Some(BaseValue::Blob(bytes)) if bytes.first() == Some(&0x80) && bytes.len() >= SHORTEST_SEAL => {
                self.opened(bytes)
            }
            Some(BaseValue::Blob(bytes)) => {
                std::str::from_utf8(bytes).map(|text| text.trim().to_owned()).unwrap_or_default()
            }
        }
    }

    fn opened(&self, sealed: &[u8]) -> String {
        match (self.open)(sealed).as_deref().and_then(pickle::read) {
            Some(Clear::Text(text)) => text.trim().to_owned(),
            Some(Clear::Date(year, month, day)) => format!("{day:02}/{month:02}/{year:04}"),
            Some(Clear::Decimal(number)) => number.replace('.', ","),
            None => {
                self.closed.borrow_mut().insert(sealed.as_ptr());
                String::new()
            }
        }
    }
}

impl<'b> Rows<'b> {
    pub(super) fn iter(&self) -> impl Iterator<Item = Values<'b>> + use<'b> {
        self.rows.iter().map(Vec::as_slice)
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.places.contains_key(column)
    }

    /// A whole number, an identifier most often.
    pub(super) fn id(&self, row: Values<'_>, names: &[&str]) -> Option<i64> {
        let value = names.iter().find_map(|name| self.places.get(*name)).and_then(|place| row.get(*place))?;
        match value {
            BaseValue::Integer(number) => Some(*number),
            BaseValue::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// Whether a column says yes.
    pub(super) fn is_true(&self, row: Values<'_>, name: &str) -> bool {
        self.id(row, &[name]) == Some(1)
    }

    /// How many rows hold something in a column, sealed or not.
    pub(super) fn filled(&self, name: &str) -> u32 {
        let Some(place) = self.places.get(name) else { return 0 };
        let filled = self.rows.iter().filter(|row| match row.get(*place) {
            None | Some(BaseValue::Null) => false,
            Some(BaseValue::Text(text)) => !text.trim().is_empty(),
            Some(BaseValue::Blob(bytes)) => !bytes.is_empty(),
            Some(_) => true,
        });
        u32::try_from(filled.count()).unwrap_or(u32::MAX)
    }

    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }
}
