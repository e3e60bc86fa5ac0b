//! Two halves of a town, alike but for a word, and an agent limited to one: whatever is asked, the word of the other never comes.

use std::collections::BTreeMap;

use jiff::civil::date;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::*;
use crate::statements::{schema, statements};

/// What every text of the half that is reached holds, and of the one that is not.
const HALVES: [&str; 2] = ["DEDANS", "DEHORS"];

/// Columns that say whose a row is.
const OWNERS: &[(&str, &str)] = &[
    ("child_id", "children"),
    ("household_id", "households"),
    ("family_id", "families"),
    ("guardian_id", "guardians"),
    ("debtor_id", "guardians"),
    ("invoice_id", "invoices"),
    ("original_invoice_id", "invoices"),
    ("payment_id", "payments"),
    ("cancels_payment_id", "payments"),
    ("subject_id", "children"),
    ("object_id", "children"),
    ("quotient_id", "quotients"),
    ("adjustment_id", "adjustments"),
    ("document_id", "supporting_documents"),
    ("contact_id", "contacts"),
    ("attachment_id", "attachments"),
];

/// Columns that name a structure, or a part of one, or a run.
const PLACES: &[(&str, &str)] = &[
    ("school_id", "schools"),
    ("class_id", "classes"),
    ("activity_id", "activities"),
    ("unit_id", "units"),
    ("run_id", "billing_runs"),
    ("bordereau_id", "bordereaux"),
    ("import_batch_id", "import_batches"),
    ("tariff_id", "tariffs"),
];

/// Tables of the connection whose rows `own.sql` sorts itself.
const SORTED_APART: &[&str] = &["changes", "search_entries"];

fn id(table: &str, half: usize) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{table} {half}").as_bytes())
}

fn tables(town: &Connection) -> Vec<String> {
    let mut statement = town
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_index%'")
        .expect("tables");
    statement.query_map([], |row| row.get(0)).expect("names").collect::<Result<_, _>>().expect("names")
}

fn columns(town: &Connection, table: &str) -> Vec<(String, String)> {
    let mut statement = town.prepare("SELECT name, type FROM pragma_table_info(?1)").expect("columns");
    let pairs = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).expect("columns");
    pairs.collect::<Result<_, _>>().expect("columns")
}

fn is_owned(table: &str) -> bool {
    limited_tables().contains(table) || SORTED_APART.contains(&table)
}

/// One row of a table for each half: what is of a person holds the half's word.
fn value(table: &str, column: &str, kind: &str, half: usize) -> Value {
    let named = OWNERS.iter().chain(PLACES).find(|(name, _)| *name == column).map(|(_, table)| *table);
    match (column, kind) {
        ("id", "BLOB") => Value::Blob(id(table, half).as_bytes().to_vec()),
        ("deleted_hlc" | "valid_to" | "left_on" | "undone_hlc", _) => Value::Null,
        ("kind", _) if table == "search_entries" => Value::Text("child".to_owned()),
        ("state", "TEXT") => Value::Text("accepted".to_owned()),
        ("day", _) => Value::Text("2026-03-10".to_owned()),
        ("month", _) => Value::Text("2026-03".to_owned()),
        (date, "TEXT") if date.ends_with("_on") || date.ends_with("_date") || date.starts_with("valid_") => {
            Value::Text("2026-03-10".to_owned())
        }
        (_, "BLOB") if named.is_some() => {
            Value::Blob(id(named.expect("just seen"), half).as_bytes().to_vec())
        }
        (_, "INTEGER") => Value::Integer(1 + half as i64),
        _ => {
            let word = if is_owned(table) { HALVES[half] } else { "NEUTRE" };
            let text = format!("{word} {half}");
            if kind == "BLOB" { Value::Blob(text.into_bytes()) } else { Value::Text(text) }
        }
    }
}

/// A row in every table for each half, those to come included.
fn town() -> Connected {
    let town = schema();
    town.execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF").expect("loose");
    for table in tables(&town) {
        let columns = columns(&town, &table);
        for half in 0..HALVES.len() {
            let values = columns.iter().map(|(name, kind)| value(&table, name, kind, half));
            let marks = vec!["?"; columns.len()].join(", ");
            town.execute(
                &format!("INSERT OR IGNORE INTO {table} VALUES ({marks})"),
                params_from_iter(values),
            )
            .unwrap_or_else(|error| panic!("{table}: {error}"));
        }
    }
    for (rank, (kind, table)) in [("family", "families"), ("guardian", "guardians")].into_iter().enumerate() {
        for half in 0..HALVES.len() {
            let entry = 10 + 2 * rank as i64 + half as i64;
            town.execute(
                "INSERT INTO search_entries (id, kind, subject_id) VALUES (?1, ?2, ?3)",
                (entry, kind, id(table, half).as_bytes()),
            )
            .expect("an entry");
        }
    }
    town.execute_batch(
        "INSERT INTO search_index (rowid, kind, words) SELECT id, kind, 'dupont' FROM search_entries",
    )
    .expect("words");
    Connected::whole(town)
}

fn half_of_it() -> Reach {
    Reach {
        structures: BTreeSet::from([id("schools", 0), id("activities", 0)]),
        newcomers: true,
        since: date(2026, 3, 1),
    }
}

/// What a request may hold: identifiers of both halves, alone and in lists, days, numbers, words.
fn arguments() -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    for (_, table) in OWNERS.iter().chain(PLACES) {
        let both = [id(table, 0), id(table, 1)];
        all.extend(both.iter().map(|id| Value::Blob(id.as_bytes().to_vec())));
        let list: Vec<String> = both.iter().map(|id| format!("\"{}\"", id.simple())).collect();
        all.push(Value::Text(format!("[{}]", list.join(","))));
    }
    all.push(Value::Text("[\"2026-03-10\"]".to_owned()));
    all.extend(
        ["2026-01-01", "2026-03-10", "2026-12-31", "2026-03", "dupont", "D"]
            .map(|text| Value::Text(text.into())),
    );
    all.extend([0, 1, 2, 100, i64::MAX].map(Value::Integer));
    all.push(Value::Null);
    all
}

/// Requests made of each statement: the same of the whole town and of a part of it.
const TRIES: usize = 1_000;

/// A small generator of its own: the same requests at each run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, faces: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % faces as u64) as usize
    }
}

/// The words of the halves that a statement ever answers, out of many requests.
fn said(town: &Connection, text: &str, tries: usize) -> BTreeSet<&'static str> {
    let arguments = arguments();
    let mut dice = Dice(0x5EED);
    let mut words = BTreeSet::new();
    let mut statement = town.prepare(text).expect("a statement");
    for _ in 0..tries {
        let drawn: Vec<Value> = (0..statement.parameter_count())
            .map(|_| arguments[dice.throw(arguments.len())].clone())
            .collect();
        let columns = statement.column_count();
        let Ok(mut rows) = statement.query(params_from_iter(drawn)) else { continue };
        while let Ok(Some(row)) = rows.next() {
            for column in 0..columns {
                let bytes = match row.get_ref(column).expect("a column") {
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes,
                    _ => continue,
                };
                words.extend(
                    HALVES
                        .iter()
                        .filter(|word| bytes.windows(word.len()).any(|part| part == word.as_bytes())),
                );
            }
        }
    }
    words
}

/// Reads of the repositories: the rest changes rows, or looks after the file whoever is at the desk.
fn reads() -> Vec<(String, String)> {
    let kept_whole = ["/verification/", "/baseline/", "/reach/", "/audit/", "/keys/", "/cells/"];
    let all = statements().into_iter().map(|(path, text)| (path.display().to_string(), text));
    all.filter(|(path, text)| {
        let first = text.lines().find(|line| !line.trim_start().starts_with("--")).unwrap_or_default();
        (first.starts_with("SELECT") || first.starts_with("WITH"))
            && !kept_whole.iter().any(|kept| path.contains(kept))
    })
    .collect()
}

#[test]
fn no_query_shows_what_is_not_reached() {
    let mut town = town();
    let reads = reads();
    let whole: BTreeMap<&String, _> = {
        let town = town.showing(None).expect("whole");
        reads.iter().map(|(path, text)| (path, said(town, text, TRIES))).collect()
    };
    let both = whole.values().filter(|words| words.len() == 2).count();
    assert!(both > 40, "only {both} of {} queries say something of both halves without a limit", reads.len());

    let limited = town.showing(Some(&half_of_it())).expect("limited");
    let mut leaks = Vec::new();
    let mut mute = Vec::new();
    for (path, text) in &reads {
        let words = said(limited, text, TRIES);
        leaks.extend(words.contains(HALVES[1]).then_some(path));
        mute.extend((whole[path].contains(HALVES[0]) && !words.contains(HALVES[0])).then_some(path));
    }
    assert!(leaks.is_empty(), "these show what is not reached: {leaks:#?}");
    assert!(mute.is_empty(), "these no longer show what is reached: {mute:#?}");

    let whole_again = town.showing(None).expect("whole again");
    let (path, text) = reads.iter().find(|(path, _)| whole[path].len() == 2).expect("one");
    assert_eq!(said(whole_again, text, TRIES), whole[path], "{path}");
}

#[test]
fn every_table_that_names_a_person_is_limited_or_says_why_not() {
    let town = schema();
    let forgotten: Vec<String> = tables(&town)
        .into_iter()
        .filter(|table| !is_owned(table) && !WHOLE.iter().any(|(whole, _)| whole == table))
        .filter(|table| {
            columns(&town, table).iter().any(|(name, _)| OWNERS.iter().any(|(owner, _)| owner == name))
        })
        .collect();
    assert!(forgotten.is_empty(), "add them to OWNED, or to WHOLE with a reason: {forgotten:?}");
}

#[test]
fn nothing_is_written_outside() {
    let mut town = town();
    let limited = town.showing(Some(&half_of_it())).expect("limited");
    for table in limited_tables() {
        let column = columns(limited, table).swap_remove(0).0;
        for statement in
            [format!("UPDATE main.{table} SET {column} = {column}"), format!("DELETE FROM main.{table}")]
        {
            let refused = limited.execute(&statement, []).map_err(StoreError::from);
            assert!(matches!(refused, Err(StoreError::OutOfReach)), "{statement}: {refused:?}");
        }
        for half in 0..HALVES.len() {
            let columns = columns(limited, table);
            let values = columns.iter().map(|(name, kind)| match (name.as_str(), kind.as_str()) {
                ("rank" | "call_rank" | "number", "INTEGER") => Value::Integer(77),
                ("day" | "valid_from", _) => Value::Text("2026-03-17".to_owned()),
                ("id", _) if !["children", "families"].contains(&table) => {
                    Value::Blob(Uuid::from_u128(half as u128).as_bytes().to_vec())
                }
                (name, kind) => value(table, name, kind, half),
            });
            let marks = vec!["?"; columns.len()].join(", ");
            // A row that is already there meets the primary key instead: what matters is that none comes in for the other half.
            let put = limited
                .execute(&format!("INSERT INTO main.{table} VALUES ({marks})"), params_from_iter(values));
            let put = put.map_err(StoreError::from);
            assert!(half == 0 || put.is_err(), "{table}: a row was put in the other half");
        }
    }
}

#[test]
fn a_child_is_reached_by_a_class_a_registration_or_a_presence_and_for_a_month_after() {
    let mut town = town();
    let seen = |town: &mut Connected, reach: &Reach| -> i64 {
        let connection = town.showing(Some(reach)).expect("limited");
        connection.query_row("SELECT count(*) FROM children", [], |row| row.get(0)).expect("a count")
    };
    let own = half_of_it();
    let change = |town: &mut Connected, text: &str| {
        town.showing(None).expect("whole").execute_batch(text).expect(text);
    };
    assert_eq!(seen(&mut town, &own), 1);
    change(
        &mut town,
        "UPDATE schoolings SET valid_to = '2026-02-28'; UPDATE registrations SET valid_to = '2026-02-28'",
    );
    assert_eq!(seen(&mut town, &own), 1, "a presence of the month");
    change(&mut town, "UPDATE attendance SET day = '2026-02-10'");
    assert_eq!(seen(&mut town, &own), 0, "left before the month began");
    change(&mut town, "UPDATE registrations SET valid_to = '2026-03-01'");
    assert_eq!(seen(&mut town, &own), 1, "left within the month");
    change(&mut town, "UPDATE registrations SET deleted_hlc = 1");
    assert_eq!(seen(&mut town, &own), 0, "was placed once: not a newcomer");
    change(&mut town, "UPDATE schoolings SET deleted_hlc = 1");
    assert_eq!(seen(&mut town, &own), 2, "children nobody has placed");
    assert_eq!(seen(&mut town, &Reach { newcomers: false, ..own }), 0, "are for who registers");
}
