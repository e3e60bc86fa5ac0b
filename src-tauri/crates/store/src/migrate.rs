//! Numbered migrations, each applied once, all those that a file lacks in one transaction, their text remembered by a digest.

use std::sync::OnceLock;

use rusqlite::Connection;
use security::VaultId;
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::capture::{self, Miscount};

/// `PREAU` in the file's header, so that another program knows what it holds.
const APPLICATION_ID: i64 = 0x5052_4541;

/// Every migration this program carries, in order. A released one is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/V0001__initial.sql"),
    include_str!("../migrations/V0002__journal.sql"),
    include_str!("../migrations/V0003__keys.sql"),
    include_str!("../migrations/V0004__parental_authority.sql"),
    include_str!("../migrations/V0005__takeover.sql"),
    include_str!("../migrations/V0006__mandates.sql"),
    include_str!("../migrations/V0007__search_words.sql"),
    include_str!("../migrations/V0008__relation.sql"),
    include_str!("../migrations/V0009__incomes.sql"),
    include_str!("../migrations/V0010__persons.sql"),
    include_str!("../migrations/V0011__documents_and_consents.sql"),
    include_str!("../migrations/V0012__attachments.sql"),
    include_str!("../migrations/V0013__merges.sql"),
    include_str!("../migrations/V0014__letters_and_portraits.sql"),
    include_str!("../migrations/V0015__schooling.sql"),
    include_str!("../migrations/V0016__usual_means.sql"),
    include_str!("../migrations/V0017__subsidies.sql"),
    include_str!("../migrations/V0018__habits.sql"),
    include_str!("../migrations/V0019__households.sql"),
    include_str!("../migrations/V0020__partial_births.sql"),
    include_str!("../migrations/V0021__kinds_of_changes.sql"),
];

/// The first schema whose tables have marks.
const FIRST_MARKED: i64 = 2;

/// Brings a file to the newest schema. A file newer than the program is refused; an altered history too. Answers what no longer agreed
/// with its marks before the tables changed: they are counted anew afterwards, and nobody could say it any more.
pub(crate) fn migrate(connection: &mut Connection, vault: VaultId) -> Result<Vec<Miscount>, StoreError> {
    migrate_with(connection, vault, MIGRATIONS)
}

/// Refuses a file that a later version of the program has made. Answers its schema.
pub(crate) fn refuse_newer(connection: &Connection, known: i64) -> Result<i64, StoreError> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known { Err(StoreError::NewerSchema { found, known }) } else { Ok(found) }
}

/// The number of the newest schema.
pub(crate) fn newest() -> u64 {
    MIGRATIONS.len() as u64
}

fn migrate_with(
    connection: &mut Connection,
    vault: VaultId,
    migrations: &[&str],
) -> Result<Vec<Miscount>, StoreError> {
    let known = migrations.len() as i64;
    let found = refuse_newer(connection, known)?;
    if found == 0 {
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS migrations (version INTEGER NOT NULL PRIMARY KEY, digest BLOB NOT NULL) STRICT",
        )?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    let (applied, lacking): (Vec<_>, Vec<_>) =
        (1..).zip(migrations).partition(|(version, _)| *version <= found);
    for (version, text) in applied {
        let applied: Vec<u8> = connection
            .query_row("SELECT digest FROM migrations WHERE version = ?1", [version], |row| row.get(0))
            .map_err(|_| StoreError::AlteredMigration(version))?;
        if applied != digest(text) {
            return Err(StoreError::AlteredMigration(version));
        }
    }
    if lacking.is_empty() {
        return Ok(Vec::new());
    }
    let miscounts = if found >= FIRST_MARKED { capture::miscounts(connection, vault)? } else { Vec::new() };
    // All of them or none: between two schemas, a file would have marks of neither.
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for (version, text) in lacking {
        transaction.execute_batch(text)?;
        transaction
            .execute("INSERT INTO migrations (version, digest) VALUES (?1, ?2)", (version, digest(text)))?;
        transaction.pragma_update(None, "user_version", version)?;
    }
    if known >= FIRST_MARKED {
        capture::mark_everything(&transaction, vault)?;
    }
    transaction.commit()?;
    Ok(miscounts)
}

fn digest(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}

/// What the file's own schema says that its migrations do not, or the reverse: a view that reads otherwise, a trigger that writes.
pub(crate) fn altered_schema(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let expected = model()?;
    let found = objects(connection)?;
    let differs = expected.iter().filter(|object| !found.contains(object));
    let extra = found.iter().filter(|object| !expected.contains(object));
    let mut names: Vec<String> = differs.chain(extra).map(|(name, _)| name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// An object of a schema: its name and the text that makes it.
pub(crate) type Object = (String, Option<String>);

/// What the migrations make: run once in memory, the first time it is asked.
pub(crate) fn model() -> Result<&'static [Object], StoreError> {
    static MODEL: OnceLock<Vec<Object>> = OnceLock::new();
    if let Some(model) = MODEL.get() {
        return Ok(model);
    }
    let mut file = Connection::open_in_memory()?;
    migrate(&mut file, VaultId(uuid::Uuid::nil()))?;
    let model = objects(&file)?;
    Ok(MODEL.get_or_init(|| model))
}

fn objects(connection: &Connection) -> Result<Vec<Object>, StoreError> {
    let mut statement = connection.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")?;
    let objects = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(objects.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const VAULT: VaultId = VaultId(Uuid::from_u128(5));
    const ROW: &str = "INSERT INTO schools VALUES (x'00000000000000000000000000000001', 'Jules Ferry', '', 1, 1, x'00', NULL)";

    #[test]
    fn a_file_of_the_first_schema_is_counted_when_it_leaves_it() {
        let mut file = Connection::open_in_memory().expect("memory");
        migrate_with(&mut file, VAULT, &MIGRATIONS[..1]).expect("the first schema");
        file.execute_batch(ROW).expect("a row");
        assert_eq!(migrate(&mut file, VAULT).expect("the next"), []);
        assert_eq!(capture::miscounts(&file, VAULT).expect("counted"), []);
        let rows: i64 = file
            .query_row("SELECT row_count FROM state_marks WHERE table_name = 'schools'", [], |row| row.get(0))
            .expect("a mark");
        assert_eq!(rows, 1);
        assert_eq!(altered_schema(&file).expect("compared"), [""; 0]);
    }

    #[test]
    fn files_received_before_families_could_be_taken_over_keep_what_refers_to_them() {
        let mut file = Connection::open_in_memory().expect("memory");
        file.execute_batch("PRAGMA foreign_keys = ON").expect("keys");
        let before = MIGRATIONS.iter().position(|text| text.contains("external_ids")).expect("the migration");
        migrate_with(&mut file, VAULT, &MIGRATIONS[..before]).expect("the schema before");
        file.execute_batch(
            "INSERT INTO import_batches VALUES (x'00000000000000000000000000000001', 'returns', 'p503.csv', '', 1, 0, 0, NULL, 1, 1, x'00');
             INSERT INTO suspended_returns VALUES (x'00000000000000000000000000000002', x'00000000000000000000000000000001', 2,
               '2026-03-05', 1200, '', '', '', '', NULL, '', 1, 1, x'00', NULL);",
        )
        .expect("rows");
        migrate(&mut file, VAULT).expect("the next");
        let count = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("counted");
        assert_eq!(count("SELECT count(*) FROM import_batches WHERE file_name = 'p503.csv'"), 1);
        assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
        assert_eq!(
            count(
                "SELECT count(*) FROM pragma_foreign_key_list('suspended_returns') WHERE \"table\" = 'import_batches'"
            ),
            1
        );
    }

    #[test]
    fn lines_written_before_kinds_have_the_one_their_words_said() {
        let mut file = Connection::open_in_memory().expect("memory");
        let before = MIGRATIONS.iter().position(|text| text.contains("ALTER TABLE changes ADD COLUMN kind"));
        migrate_with(&mut file, VAULT, &MIGRATIONS[..before.expect("the migration")])
            .expect("the schema before");
        let lines = [
            ("Foyer de Julien", "composition"),
            ("Foyer d’Yann", "composition"),
            ("Arrivée de Maëlle au foyer A", "composition"),
            ("Dernier jour de Maëlle au foyer A", "composition"),
            ("Débiteur du foyer A", "composition"),
            ("Foyer B ajouté", "composition"),
            ("Adresse du foyer A", "file"),
            ("Garde de Léonie", "composition"),
            ("Autorité parentale de Julien sur Léonie", "authority"),
            ("Lien de parenté de Julien sur Léonie", "authority"),
        ];
        file.execute_batch("PRAGMA foreign_keys = OFF").expect("lines of no family");
        for (label, _) in lines {
            let line = "INSERT INTO changes SELECT randomblob(16), zeroblob(16), zeroblob(16), ?1, '', '', 1, 1, x'00'";
            file.execute(line, [label]).expect("a line");
        }
        migrate(&mut file, VAULT).expect("the next");
        for (label, kind) in lines {
            let found: String = file
                .query_row("SELECT kind FROM changes WHERE label = ?1", [label], |row| row.get(0))
                .expect("a kind");
            assert_eq!(found, kind, "{label}");
        }
    }

    #[test]
    fn no_column_is_named_for_what_never_enters() {
        use domain::takeover::{ForbiddenKind, forbidden_heading};

        let mut file = Connection::open_in_memory().expect("memory");
        migrate(&mut file, VAULT).expect("schema");
        let columns = "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type IN ('table', 'view')";
        let mut statement = file.prepare(columns).expect("prepared");
        let columns = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
        let columns: Vec<(String, String)> = columns.expect("columns").map(Result::unwrap).collect();
        assert!(columns.len() > 300, "the schema is read: {}", columns.len());
        for (table, column) in columns {
            for name in [&table, &column] {
                assert_eq!(forbidden_heading(name), None::<ForbiddenKind>, "{table}.{column}");
            }
        }
    }

    #[test]
    fn a_file_comes_to_the_newest_schema_or_stays_where_it_was() {
        let mut file = Connection::open_in_memory().expect("memory");
        migrate_with(&mut file, VAULT, &MIGRATIONS[..1]).expect("the first schema");
        let cut_short = [MIGRATIONS, &["CREATE TABLE"]].concat();
        assert!(migrate_with(&mut file, VAULT, &cut_short).is_err());
        let found: i64 = file.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a version");
        assert_eq!(found, 1);
    }

    #[test]
    fn what_was_edited_before_a_schema_is_said_before_it_is_counted_anew() {
        let mut file = Connection::open_in_memory().expect("memory");
        migrate(&mut file, VAULT).expect("schema");
        file.execute_batch(ROW).expect("a row behind the marks' back");
        let later = [MIGRATIONS, &["CREATE TABLE later (id INTEGER NOT NULL PRIMARY KEY) STRICT"]].concat();
        let said = migrate_with(&mut file, VAULT, &later).expect("the next");
        assert_eq!(said, [Miscount { table: "schools".into(), marked: 0, found: 1 }]);
        assert_eq!(capture::miscounts(&file, VAULT).expect("counted"), []);
        // Opened again at the same schema, nothing is counted anew.
        file.execute_batch("DELETE FROM schools").expect("an edit");
        assert_eq!(migrate_with(&mut file, VAULT, &later).expect("the same"), []);
        assert_eq!(capture::miscounts(&file, VAULT).expect("counted").len(), 1);
    }
}
