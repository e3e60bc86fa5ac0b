//! Somebody else's database, given as bytes: read in memory, never written, never attached to the vault, nothing of it run.
//!
//! Whoever made it may have meant to break its reader: its views, triggers and functions stay off, its virtual tables are not read, and what
//! it spreads to is measured.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB};

use crate::StoreError;

/// Most bytes a base may have.
pub const MAX_BASE_BYTES: usize = 200 * 1024 * 1024;
/// Most bytes its values may take once read.
const MAX_READ: usize = 512 * 1024 * 1024;
/// Longest value.
const LONGEST: i32 = 16 * 1024 * 1024;

/// What every base begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Where its header says how it is journaled, and the mode that needs no file beside it.
const JOURNAL_AT: std::ops::Range<usize> = 18..20;
const ROLLBACK: u8 = 1;

/// A value as the engine keeps it.
#[derive(Clone, Debug, PartialEq)]
pub enum ForeignValue {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number with decimals.
    Real(f64),
    /// A text; what is not UTF-8 in it is marked.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// A table read whole.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignTable {
    /// Its name.
    pub name: &'static str,
    /// Its columns, as named there.
    pub columns: Vec<String>,
    /// Its rows, a value a column.
    pub rows: Vec<Vec<ForeignValue>>,
}

/// What is read of a base of Noethys or of Noethysweb.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForeignBase {
    /// Tables that are there, read whole.
    pub tables: Vec<ForeignTable>,
    /// Rows of those that are only counted.
    pub counts: Vec<(&'static str, u32)>,
}

/// Tables read, and how; where two products name their columns otherwise, the first statement that fits.
const READ: &[(&str, &[&str])] = &[
    ("familles", &[sql!("select_familles.sql")]),
    ("individus", &[sql!("select_individus.sql")]),
    ("rattachements", &[sql!("select_rattachements.sql")]),
    ("liens", &[sql!("select_liens.sql")]),
    ("scolarite", &[sql!("select_scolarite.sql")]),
    ("ecoles", &[sql!("select_ecoles.sql")]),
    ("classes", &[sql!("select_classes.sql")]),
    ("quotients", &[sql!("select_quotients.sql")]),
    ("caisses", &[sql!("select_caisses.sql")]),
    ("contacts_urgence", &[sql!("select_contacts_urgence.sql")]),
    ("comptes_payeurs", &[sql!("select_comptes_payeurs.sql")]),
    ("prestations", &[sql!("select_prestations_web.sql"), sql!("select_prestations_desktop.sql")]),
    ("reglements", &[sql!("select_reglements_web.sql"), sql!("select_reglements_desktop.sql")]),
];

/// Tables that are only counted: bank details and health are not even read.
const COUNTED: &[(&str, &str)] = &[
    ("mandats", sql!("count_mandats.sql")),
    ("vaccins", sql!("count_vaccins.sql")),
    ("informations", sql!("count_informations.sql")),
    ("problemes_sante", sql!("count_problemes_sante.sql")),
    ("assurances", sql!("count_assurances.sql")),
    ("pieces", sql!("count_pieces.sql")),
    ("inscriptions", sql!("count_inscriptions.sql")),
    ("factures", sql!("count_factures.sql")),
    ("ventilation", sql!("count_ventilation.sql")),
];

/// Whether these bytes are a base.
pub fn is_base(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads a base; `keep_going` is asked between tables, and says no when whoever waits gave up.
pub fn read(bytes: &[u8], keep_going: &dyn Fn() -> bool) -> Result<ForeignBase, StoreError> {
    if !is_base(bytes) || bytes.len() < JOURNAL_AT.end || bytes.len() > MAX_BASE_BYTES {
        return Err(StoreError::Damaged("no base".to_owned()));
    }
    // What the engine's own reader cannot stand (a column whose name is no text) is a damaged base too.
    catch_unwind(AssertUnwindSafe(|| read_tables(bytes, keep_going)))
        .unwrap_or_else(|_| Err(StoreError::Damaged("unreadable base".to_owned())))
}

fn read_tables(bytes: &[u8], keep_going: &dyn Fn() -> bool) -> Result<ForeignBase, StoreError> {
    let connection = opened(bytes)?;
    let there: Vec<String> = connection
        .prepare(sql!("select_tables.sql"))?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let is_there = |table: &str| there.iter().any(|name| name == table);
    let mut base = ForeignBase::default();
    let mut left = MAX_READ;
    for (name, statements) in READ.iter().filter(|(name, _)| is_there(name)) {
        if !keep_going() {
            return Err(StoreError::Interrupted);
        }
        base.tables.extend(table(&connection, name, statements, &mut left)?);
    }
    for (name, statement) in COUNTED.iter().filter(|(name, _)| is_there(name)) {
        let count: i64 = connection.query_row(statement, [], |row| row.get(0))?;
        base.counts.push((name, u32::try_from(count).unwrap_or(u32::MAX)));
    }
    Ok(base)
}

fn opened(bytes: &[u8]) -> Result<Connection, StoreError> {
    let mut bytes = bytes.to_vec();
    // A base journaled beside itself was copied without that journal: as it stands in its file, it is whole.
    bytes[JOURNAL_AT].fill(ROLLBACK);
    let mut connection = Connection::open_in_memory()?;
    for (config, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ] {
        connection.set_db_config(config, on)?;
    }
    let size = bytes.len();
    connection.deserialize_read_exact(MAIN_DB, bytes.as_slice(), size, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA query_only = ON;")?;
    Ok(connection)
}

fn table(
    connection: &Connection,
    name: &'static str,
    statements: &[&str],
    left: &mut usize,
) -> Result<Option<ForeignTable>, StoreError> {
    let Some(mut statement) = statements.iter().find_map(|text| connection.prepare(text).ok()) else {
        return Ok(None);
    };
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut found = statement.query([])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let mut values = Vec::with_capacity(columns.len());
        for place in 0..columns.len() {
            let value = match row.get_ref(place)? {
                ValueRef::Null => ForeignValue::Null,
                ValueRef::Integer(number) => ForeignValue::Integer(number),
                ValueRef::Real(number) => ForeignValue::Real(number),
                ValueRef::Text(text) => ForeignValue::Text(String::from_utf8_lossy(text).into_owned()),
                ValueRef::Blob(bytes) => ForeignValue::Blob(bytes.to_vec()),
            };
            let size = match &value {
                ForeignValue::Text(text) => text.len(),
                ForeignValue::Blob(bytes) => bytes.len(),
                _ => 0,
            };
            *left = left
                .checked_sub(size + size_of::<ForeignValue>())
                .ok_or_else(|| StoreError::Damaged("too much inside".to_owned()))?;
            values.push(value);
        }
        rows.push(values);
    }
    Ok(Some(ForeignTable { name, columns, rows }))
}

#[cfg(test)]
mod tests;
