//! « Mes écoles seulement »: what a limited agent reaches of the town.
//!
//! A connection that serves them carries views of its own (TEMP) under the very names of the tables that hold something of a child or of
//! a family: no query can forget the limit, those written tomorrow included. Writes name the file's own tables (`main.`), and triggers
//! refuse those that would fall outside.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rusqlite::Connection;
use uuid::Uuid;

use crate::{StoreError, day};

/// What a limited agent reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Schools and activities.
    pub structures: BTreeSet<Uuid>,
    /// Whether children nobody has placed yet are reached too.
    pub newcomers: bool,
    /// A child who left a structure before that day is no longer reached by it.
    pub since: Date,
}

/// Whose a row is.
#[derive(Clone, Copy)]
enum Owner {
    Child,
    Household,
    Family,
    Guardian,
    Invoice,
    Payment,
    Contact,
    Document,
    Attachment,
}

impl Owner {
    /// The view of those that are reached (`own.sql`).
    fn view(self) -> &'static str {
        match self {
            Owner::Child => "own_children",
            Owner::Household => "own_households",
            Owner::Family => "own_families",
            Owner::Guardian => "own_guardians",
            Owner::Invoice => "own_invoices",
            Owner::Payment => "own_payments",
            Owner::Contact => "own_contacts",
            Owner::Document => "own_documents",
            Owner::Attachment => "own_attachments",
        }
    }
}

/// Every table that holds something of a child or of a family, with the column that says whose. `own.sql` adds two whose rows are not
/// all of one kind of owner, and the views of the file.
const OWNED: &[(&str, &str, Owner)] = &[
    ("children", "id", Owner::Child),
    ("custodies", "child_id", Owner::Child),
    ("custodies", "household_id", Owner::Household),
    ("authorities", "child_id", Owner::Child),
    ("authorities", "guardian_id", Owner::Guardian),
    ("kinships", "child_id", Owner::Child),
    ("kinships", "guardian_id", Owner::Guardian),
    ("consent_answers", "guardian_id", Owner::Guardian),
    ("prospecting_objections", "guardian_id", Owner::Guardian),
    ("schoolings", "child_id", Owner::Child),
    ("derogations", "child_id", Owner::Child),
    ("transport_registrations", "child_id", Owner::Child),
    ("registrations", "child_id", Owner::Child),
    ("weekly_patterns", "child_id", Owner::Child),
    ("attendance", "child_id", Owner::Child),
    ("health_instructions", "child_id", Owner::Child),
    ("health_records", "child_id", Owner::Child),
    ("families", "id", Owner::Family),
    ("contacts", "family_id", Owner::Family),
    ("external_ids", "family_id", Owner::Family),
    ("relation_entries", "family_id", Owner::Family),
    ("family_letters", "family_id", Owner::Family),
    ("merges", "family_id", Owner::Family),
    ("households", "family_id", Owner::Family),
    ("guardians", "household_id", Owner::Household),
    ("quotients", "household_id", Owner::Household),
    ("incomes", "household_id", Owner::Household),
    ("subsidies", "household_id", Owner::Household),
    ("mandates", "household_id", Owner::Household),
    ("mandate_accounts", "household_id", Owner::Household),
    ("invoices", "household_id", Owner::Household),
    ("adjustments", "household_id", Owner::Household),
    ("payments", "household_id", Owner::Household),
    ("phones", "guardian_id", Owner::Guardian),
    ("guardian_details", "guardian_id", Owner::Guardian),
    ("child_details", "child_id", Owner::Child),
    ("child_habits", "child_id", Owner::Child),
    ("household_addresses", "household_id", Owner::Household),
    ("household_sizes", "household_id", Owner::Household),
    ("household_debtors", "guardian_id", Owner::Guardian),
    ("household_debtors", "household_id", Owner::Household),
    ("household_stays", "guardian_id", Owner::Guardian),
    ("household_stays", "household_id", Owner::Household),
    ("caisse_consultations", "household_id", Owner::Household),
    ("service_lines", "invoice_id", Owner::Invoice),
    ("titres", "invoice_id", Owner::Invoice),
    ("treasury_news", "invoice_id", Owner::Invoice),
    ("allocations", "payment_id", Owner::Payment),
    ("attachment_chunks", "attachment_id", Owner::Attachment),
];

/// Columns that say whose a row is, and are empty when it is somebody else's: of the columns of a table, one at least is not.
const OWNED_IN_PART: &[(&str, &str, Owner)] = &[
    ("consent_answers", "child_id", Owner::Child),
    ("supporting_documents", "child_id", Owner::Child),
    ("supporting_documents", "guardian_id", Owner::Guardian),
    ("supporting_documents", "household_id", Owner::Household),
    ("attachments", "document_id", Owner::Document),
    ("attachments", "child_id", Owner::Child),
    ("attachments", "contact_id", Owner::Contact),
    ("attachments", "guardian_id", Owner::Guardian),
];

/// Tables that name a child or a family and stay whole, and why.
#[cfg(test)]
const WHOLE: &[(&str, &str)] = &[
    ("content_keys", "keys, wrapped: they open nothing by themselves, and what they open is reached or not"),
    ("audit_entries", "read by roles that are never limited"),
    ("compulsory_entries", "a list of the whole town: its commands refuse whoever reaches a part of it"),
];

/// A connection, and what it shows.
pub(crate) struct Connected {
    connection: Connection,
    shown: Option<Reach>,
}

impl Connected {
    /// One that shows the whole town.
    pub(crate) fn whole(connection: Connection) -> Self {
        Self { connection, shown: None }
    }

    /// Whether it already shows that much.
    pub(crate) fn shows(&self, reach: Option<&Reach>) -> bool {
        self.shown.as_ref() == reach
    }

    /// The connection, showing the whole town or what is reached of it. What fails leaves it as it was.
    pub(crate) fn showing(&mut self, reach: Option<&Reach>) -> Result<&mut Connection, StoreError> {
        if !self.shows(reach) {
            let change = self.connection.transaction()?;
            unlimit(&change)?;
            if let Some(reach) = reach {
                limit(&change, reach)?;
            }
            change.commit()?;
            self.shown = reach.cloned();
        }
        Ok(&mut self.connection)
    }

    /// The connection whatever it shows: for statements that name no table of [`OWNED`].
    pub(crate) fn as_it_is(&self) -> &Connection {
        &self.connection
    }

    /// The same, to begin a transaction.
    pub(crate) fn as_it_is_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// The connection alone, to close it.
    pub(crate) fn into_inner(self) -> Connection {
        self.connection
    }
}

/// Takes every view and every refusal off a connection.
fn unlimit(connection: &Connection) -> Result<(), StoreError> {
    let mut statement = connection.prepare(
        "SELECT format('DROP %s temp.%s', type, name) FROM sqlite_temp_schema \
         WHERE type = 'view' OR (type = 'table' AND name IN ('reach', 'reach_structures')) OR (type = 'trigger' AND name LIKE 'reach\\_%' ESCAPE '\\')",
    )?;
    let drops = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    drops.iter().try_for_each(|drop| Ok(connection.execute_batch(drop)?))
}

/// Puts them on.
pub(crate) fn limit(connection: &Connection, reach: &Reach) -> Result<(), StoreError> {
    connection.execute_batch(sql!("own.sql"))?;
    connection.execute(
        "INSERT INTO temp.reach (since, newcomers) VALUES (?1, ?2)",
        (day(reach.since), reach.newcomers),
    )?;
    let mut statement = connection.prepare("INSERT INTO temp.reach_structures (id) VALUES (?1)")?;
    for structure in &reach.structures {
        statement.execute([structure.as_bytes()])?;
    }
    for table in limited_tables() {
        let of = |columns: &'static [(&str, &str, Owner)], may_be_empty: bool| {
            let columns = columns.iter().filter(move |(owned, ..)| *owned == table);
            columns.map(move |(_, column, owner)| (*column, *owner, may_be_empty))
        };
        let owners = || of(OWNED, false).chain(of(OWNED_IN_PART, true));
        let theirs: Vec<String> =
            owners().map(|(column, owner, empty)| own(owner, &format!("{table}.{column}"), empty)).collect();
        connection.execute_batch(&format!(
            "CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {}",
            theirs.join(" AND ")
        ))?;
        for (column, owner, empty) in owners() {
            connection.execute_batch(&refusals(table, column, owner, empty))?;
        }
    }
    Ok(())
}

/// The tables that show a part of themselves.
fn limited_tables() -> BTreeSet<&'static str> {
    OWNED.iter().chain(OWNED_IN_PART).map(|(table, ..)| *table).collect()
}

fn own(owner: Owner, value: &str, may_be_empty: bool) -> String {
    let own = format!("EXISTS (SELECT 1 FROM temp.{} o WHERE o.id = {value})", owner.view());
    if may_be_empty { format!("({value} IS NULL OR {own})") } else { own }
}

/// Refuses what would be written outside, and what would be moved there or from there ([`StoreError::OutOfReach`]: no other trigger
/// raises). A new child or a new family is of nobody yet.
fn refusals(table: &str, column: &str, owner: Owner, may_be_empty: bool) -> String {
    let refuse = |on: &str, row: &str| {
        format!(
            "CREATE TEMP TRIGGER reach_{on}_{table}_{column}_{row} BEFORE {on} ON main.{table} WHEN NOT {} \
             BEGIN SELECT RAISE(ABORT, 'out of reach'); END;",
            own(owner, &format!("{row}.{column}"), may_be_empty)
        )
    };
    let born = if column == "id" { String::new() } else { refuse("INSERT", "NEW") };
    [born, refuse("UPDATE", "OLD"), refuse("UPDATE", "NEW"), refuse("DELETE", "OLD")].concat()
}

#[cfg(test)]
mod tests;
