//! No column that names a record is forgotten by the merge: the schema says them all.

use std::collections::BTreeSet;

use super::*;
use crate::statements::schema;

/// Names under which a column may name a record without a foreign key.
const NAMES: &[&str] = &[
    "child_id",
    "guardian_id",
    "household_id",
    "family_id",
    "subject_id",
    "object_id",
    "debtor_id",
    "kept_id",
    "absorbed_id",
    "key_subject_id",
];

// rows: O02
#[test]
fn every_column_that_names_a_record_is_merged_or_says_why_not() {
    let file = schema();
    let mut statement = file
        .prepare(
            "SELECT t.name, c.name, k.\"table\" FROM pragma_table_list t JOIN pragma_table_info(t.name) c \
             LEFT JOIN pragma_foreign_key_list(t.name) k ON k.\"from\" = c.name \
             WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'search_index%'",
        )
        .expect("the schema");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("columns");
    let columns: Vec<(String, String, Option<String>)> = rows.collect::<Result<_, _>>().expect("columns");
    assert!(columns.len() > 200, "the schema was not read");

    let known = |table: &str, column: &str, target: Option<&str>| {
        ATTACHED.iter().any(|one| {
            (one.table, one.column) == (table, column) && target.is_none_or(|target| one.of.table() == target)
        })
    };
    let mut forgotten = Vec::new();
    for (table, column, target) in &columns {
        let target =
            target.as_deref().filter(|target| MergeKind::ALL.iter().any(|kind| kind.table() == *target));
        let named = target.is_some() || NAMES.contains(&column.as_str());
        let elsewhere = NAMED_ELSEWHERE.iter().any(|(t, c, _)| (*t, *c) == (table, column));
        if named && !elsewhere && !known(table, column, target) {
            forgotten.push(format!("{table}.{column}"));
        }
    }
    assert!(forgotten.is_empty(), "say in ATTACHED what a merge does with them: {forgotten:?}");

    let there: BTreeSet<(&str, &str)> =
        columns.iter().map(|(table, column, _)| (table.as_str(), column.as_str())).collect();
    let listed = ATTACHED.iter().map(|one| (one.table, one.column));
    let listed = listed.chain(NAMED_ELSEWHERE.iter().map(|(table, column, _)| (*table, *column)));
    let gone: Vec<_> = listed.filter(|one| !there.contains(one)).collect();
    assert!(gone.is_empty(), "these are no longer in the schema: {gone:?}");
}

/// What moves leaves a stamp on the row or a line in its merge: it can be seen to have been written since.
#[test]
fn what_is_sealed_is_never_noted_in_clear() {
    let file = schema();
    for one in ATTACHED.iter().filter(|one| one.follows()) {
        let keyed: i64 = file
            .query_row(
                "SELECT count(*) FROM pragma_table_info(?1) WHERE name = ?2 AND pk > 0",
                (one.table, one.column),
                |row| row.get(0),
            )
            .expect("a count");
        let sealed: i64 = file
            .query_row(
                "SELECT count(*) FROM pragma_table_info(?1) WHERE name LIKE 'sealed%'",
                [one.table],
                |row| row.get(0),
            )
            .expect("a count");
        assert!(
            keyed == 0 || sealed == 0,
            "{}: a sealed row is moved by its key, never written again elsewhere",
            one.table
        );
    }
}
