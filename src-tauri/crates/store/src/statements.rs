//! Every statement, held against the schema; those that run at each gesture or over a whole month, held to their plan.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use uuid::Uuid;

use crate::Reach;

/// An empty file of the newest schema, in memory.
pub(crate) fn schema() -> Connection {
    let mut connection = Connection::open_in_memory().expect("memory");
    crate::migrate::migrate(&mut connection, security::VaultId(Uuid::nil())).expect("schema");
    connection
}

/// Every `.sql` file, with its text; that of a limited connection is no statement but a script, those of other products' bases ask nothing
/// of ours.
pub(crate) fn statements() -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.extend(Some(path).filter(|folder| !folder.ends_with("src/foreign")));
            } else if path.extension().is_some_and(|ending| ending == "sql")
                && !path.ends_with("reach/own.sql")
            {
                let text = fs::read_to_string(&path).expect("statement");
                found.push((path, text));
            }
        }
    }
    assert!(found.len() > 50, "the statements were not found");
    found
}

/// How the engine walks a statement, one step a line.
fn plan(connection: &Connection, statement: &str) -> String {
    let mut prepared = connection.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).expect("a plan");
    let mut rows = prepared.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().expect("a step") {
        steps.push(row.get::<_, String>(3).expect("its words"));
    }
    steps.join("\n")
}

#[test]
fn every_statement_prepares() {
    let connection = schema();
    // The measuring baseline writes in a table of its own, made and dropped around it.
    connection.execute_batch(include_str!("baseline/make_scratch.sql")).expect("the scratch table");
    let broken: Vec<String> = statements()
        .iter()
        .filter_map(|(path, text)| {
            let problem = connection.prepare(text).err()?;
            Some(format!("{}: {problem}", path.display()))
        })
        .collect();
    assert!(broken.is_empty(), "these do not fit the schema:\n{}", broken.join("\n"));
}

/// A town has a million facts a month, and keeps years of them. An agent limited to a part of it waits no longer.
#[test]
fn attendance_is_never_walked_whole() {
    let connection = schema();
    refuse_walks(&connection);
    let part = Reach {
        structures: [Uuid::from_u128(1)].into(),
        newcomers: true,
        since: jiff::civil::date(2026, 3, 1),
    };
    crate::reach::limit(&connection, &part).expect("limits");
    refuse_walks(&connection);
}

fn refuse_walks(connection: &Connection) {
    let mut offences = Vec::new();
    for (path, text) in statements() {
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        let mut names = vec!["attendance".to_owned()];
        while words.by_ref().any(|word| word == "attendance") {
            names.extend(words.clone().next().map(str::to_owned));
        }
        if names.len() > 1 {
            let plan = plan(connection, &text);
            let walks = |name: &String| plan.lines().any(|step| step == format!("SCAN {name}"));
            offences.extend(names.iter().any(walks).then(|| format!("{}:\n{plan}", path.display())));
        }
    }
    assert!(offences.is_empty(), "these walk every fact ever noted:\n{}", offences.join("\n"));
}

/// A month of billing is one run of the tree; a grid, a sheet and a stroke of the brush go straight to their cells.
#[test]
fn hot_statements_keep_their_plan() {
    let connection = schema();
    let hot = [
        include_str!("attendance/each_attendance.sql"),
        include_str!("attendance/select_attendance_of_children.sql"),
        include_str!("attendance/select_attendance_of_units.sql"),
        include_str!("attendance/count_states.sql"),
        include_str!("activities/select_registrations_of_children.sql"),
    ];
    let plans: Vec<String> = hot.iter().map(|statement| plan(&connection, statement)).collect();
    insta::assert_snapshot!(plans.join("\n\n"), @r"
    SEARCH attendance USING PRIMARY KEY (day>? AND day<?)

    SCAN k VIRTUAL TABLE INDEX 1:
    SEARCH a USING INDEX attendance_by_child (child_id=? AND day>? AND day<?)

    SCAN d VIRTUAL TABLE INDEX 1:
    SCAN u VIRTUAL TABLE INDEX 1:
    SEARCH a USING PRIMARY KEY (day=? AND unit_id=?)

    SCAN d VIRTUAL TABLE INDEX 1:
    SCAN u VIRTUAL TABLE INDEX 1:
    SEARCH a USING PRIMARY KEY (day=? AND unit_id=?)
    USE TEMP B-TREE FOR GROUP BY

    SCAN k VIRTUAL TABLE INDEX 1:
    SEARCH r USING INDEX registrations_by_child (child_id=?)
    ");
}
