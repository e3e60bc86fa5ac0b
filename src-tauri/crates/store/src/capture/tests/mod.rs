//! Nothing that is written escapes the marks.

use std::path::Path;

use rusqlite::params;
use security::Hlc;
use security::audit::Entry;
use security::random::Random as _;
use security::{SeededRandom, VaultId};
use uuid::Uuid;

use super::*;
use crate::{Stamp, Store, Writer, migrate};

const VAULT: VaultId = VaultId(Uuid::from_u128(3));
const STAMP: Stamp = Stamp { hlc: 1, desk: 1, agent: Uuid::from_u128(9) };

/// A line that says what a transaction did, signed by nobody: the file does not judge signatures.
fn said(seq: u64, change: Option<StateChange>) -> Entry {
    Entry {
        seq,
        desk: 1,
        at_ms: 0,
        hlc: Hlc::ZERO,
        agent: STAMP.agent,
        operation: "test".into(),
        object_kind: "test".into(),
        object: None,
        before: change.map(|change| change.before),
        after: change.map(|change| change.after),
        detail: None,
        detail_digest: [0; 32],
        previous: [0; 32],
        hash: [0; 32],
        signature: [0; 64],
    }
}

fn key() -> security::secret::PageKey {
    use security::kdf::KdfParams;
    use security::password::{Login, Password};
    use security::statement::Moment;
    use security::vault::Founding;
    let founding = Founding {
        vault: VAULT,
        agent: STAMP.agent,
        login: Login::new("agent").expect("a login"),
        password: &Password::new("cheval-agrafe-lunaire-54-parapluie"),
        kdf: KdfParams::FLOOR,
        roles: security::access::Roles::of([security::Role::Adm]),
        day: security::Day(0),
    };
    let moment = Moment { at_ms: 0, desk: 1 };
    security::SlotBook::found(founding, moment, &mut SeededRandom::new(3)).expect("founded").open.page_key()
}

fn store(folder: &Path) -> Store {
    Store::create(&folder.join("base"), key(), VAULT).expect("created")
}

fn write(store: &Store, seq: u64, work: impl FnOnce(&Writer<'_>)) -> Result<(), StoreError> {
    store.write(STAMP, |w| {
        work(w);
        Ok(((), said(seq, w.settle()?)))
    })
}

/// The tables whose rows are not those of their marks, counted one by one.
fn miscounted(store: &Store) -> Vec<Miscount> {
    store.read(|r| miscounts(r.connection(), VAULT)).expect("counted")
}

fn families(store: &Store) -> i64 {
    store
        .read(|r| {
            Ok::<_, StoreError>(
                r.connection().query_row("SELECT count(*) FROM families", [], |row| row.get(0))?,
            )
        })
        .expect("a count")
}

const FAMILY: &str = "INSERT INTO families VALUES (?1, 1, ?2, '2026-01-01', 1, 1, x'00', NULL)";

fn run(w: &Writer<'_>, text: &str, values: impl rusqlite::Params) -> usize {
    w.connection().execute(text, values).expect("done")
}

fn id(number: u128) -> [u8; 16] {
    number.to_be_bytes()
}

#[test]
fn every_way_of_writing_moves_the_marks() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    type Way = (&'static str, fn(&Writer<'_>));
    let ways: [Way; 8] = [
        ("insert", |w| (1..=40).for_each(|n| assert_eq!(run(w, FAMILY, params![id(n), "Le Goff"]), 1))),
        ("update", |w| assert_eq!(run(w, "UPDATE families SET name = 'Kerbrat' WHERE id <= ?1", [id(9)]), 9)),
        ("update of the key", |w| {
            assert_eq!(run(w, "UPDATE families SET id = ?1 WHERE id = ?2", [id(99), id(9)]), 1)
        }),
        ("upsert", |w| {
            let text = format!("{FAMILY} ON CONFLICT (id) DO UPDATE SET name = excluded.name");
            assert_eq!(run(w, &text, params![id(1), "Tanguy"]) + run(w, &text, params![id(50), "Tanguy"]), 2);
        }),
        ("upsert that keeps", |w| {
            let text =
                format!("{FAMILY} ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE number = 2");
            assert_eq!(run(w, &text, params![id(1), "Morvan"]), 0);
        }),
        ("replace", |w| {
            assert_eq!(run(w, &FAMILY.replace("INSERT", "INSERT OR REPLACE"), params![id(2), "Morvan"]), 1);
            run(
                w,
                "INSERT INTO exported_files VALUES (x'00000000000000000000000000000001', 'pes_ormc', 's', 'n', 'h', x'', 1, 1, x'')",
                [],
            );
            run(
                w,
                "REPLACE INTO exported_files VALUES (x'00000000000000000000000000000001', 'pes_ormc', 's', 'm', 'h', x'', 1, 1, x'')",
                [],
            );
        }),
        ("delete", |w| assert_eq!(run(w, "DELETE FROM families WHERE id > ?1", [id(30)]), 12)),
        ("delete all", |w| assert_eq!(run(w, "DELETE FROM families", []), 29)),
    ];
    for (seq, (name, way)) in (1..).zip(ways) {
        let before = store.kept_state(1).expect("kept").kept;
        write(&store, seq, way).expect("written");
        assert_eq!(miscounted(&store), [], "{name}");
        let moved = store.kept_state(1).expect("kept").kept != before;
        assert_eq!(moved, name != "upsert that keeps", "{name}");
    }
    assert_eq!(families(&store), 0);
}

#[test]
fn large_transactions_are_counted_beside() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    let many = u128::try_from(CHUNK).expect("small") * 2 + 17;
    write(&store, 1, |w| (1..=many).for_each(|n| assert_eq!(run(w, FAMILY, params![id(n), "Le Goff"]), 1)))
        .expect("written");
    assert_eq!(miscounted(&store), []);
    assert_eq!(u128::from(store.marked_rows()), many);
    let report = store
        .verify_state(1, crate::verification::Hands::All, |_| Ok::<_, StoreError>(()))
        .expect("verified");
    assert_eq!(u128::from(report.rows), many);
    assert_eq!((report.miscounts, report.kept == report.counted), (Vec::new(), true));
}

#[test]
fn what_is_undone_moves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    write(&store, 1, |w| assert_eq!(run(w, FAMILY, params![id(1), "Le Goff"]), 1)).expect("written");
    let refused: Result<(), StoreError> = store.write(STAMP, |w| {
        run(w, FAMILY, params![id(2), "Kerbrat"]);
        w.settle()?;
        Err(StoreError::Dangling)
    });
    assert!(matches!(refused, Err(StoreError::Dangling)));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        write(&store, 2, |w| {
            run(w, FAMILY, params![id(3), "Kerbrat"]);
            panic!("a bug");
        })
    }));
    assert!(panicked.is_err());
    write(&store, 2, |w| assert_eq!(run(w, FAMILY, params![id(4), "Tanguy"]), 1)).expect("written");
    assert_eq!((miscounted(&store), families(&store)), (Vec::new(), 2));
}

#[test]
fn a_line_that_does_not_say_what_was_done_undoes_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    let uncounted = |outcome: Result<(), StoreError>| matches!(outcome, Err(StoreError::Uncounted));
    type Lie = fn(&Writer<'_>) -> Result<Option<StateChange>, StoreError>;
    let lies: [(&str, Lie); 4] = [
        ("nothing said", |w| w.settle().map(|_| None)),
        ("never settled", |_| Ok(None)),
        ("something else said", |w| Ok(w.settle()?.map(|change| StateChange { after: [7; 32], ..change }))),
        ("written after it was said", |w| {
            let change = w.settle()?;
            run(w, FAMILY, params![id(8), "Kerbrat"]);
            Ok(change)
        }),
    ];
    for (name, lie) in lies {
        let outcome = store.write(STAMP, |w| {
            run(w, FAMILY, params![id(1), "Le Goff"]);
            Ok(((), said(1, lie(w)?)))
        });
        assert!(uncounted(outcome), "{name}");
    }
    let nothing = StateChange { before: [1; 32], after: [2; 32] };
    assert!(uncounted(store.write(STAMP, |_| Ok(((), said(1, Some(nothing)))))), "nothing was done");
    assert!(uncounted(store.unlogged(|t| {
        t.execute(FAMILY, params![id(1), "Le Goff"])?;
        Ok(())
    })));
    // A statement the engine undid half-way, and that nobody heeded.
    let swallowed = store.write(STAMP, |w| {
        run(w, FAMILY, params![id(1), "Le Goff"]);
        let twice = "INSERT INTO families SELECT x'000000000000000000000000000000' || unhex(printf('%02d', value)), 1, 'x', '2026-01-01', 1, 1, x'00', NULL FROM json_each('[7, 8, 1]')";
        assert!(w.run(twice, []).is_err());
        Ok(((), said(1, w.settle()?)))
    });
    assert!(uncounted(swallowed));
    assert_eq!((miscounted(&store), families(&store)), (Vec::new(), 0));
}

/// A table made by a later migration has its mark without anybody thinking of it.
#[test]
fn a_new_table_is_covered_by_default() {
    let mut connection = Connection::open_in_memory().expect("memory");
    migrate::migrate(&mut connection, VAULT).expect("schema");
    let known = covered_tables(&connection, VAULT).expect("tables").len();
    connection
        .execute_batch("CREATE TABLE newcomers (id INTEGER NOT NULL PRIMARY KEY, \"a \"\"name\" TEXT) STRICT")
        .expect("a table");
    let capture = Capture::install(&connection, &connection, VAULT).expect("installed");
    assert_eq!(capture.tables().len(), known + 1);
    capture.begin();
    connection.execute("INSERT INTO newcomers VALUES (1, 'Le Goff')", []).expect("a row");
    assert!(capture.has_moved());
    let mut moved = Vec::new();
    capture
        .settle(|table, mark| {
            moved.push((table.to_owned(), mark.rows()));
            Ok(())
        })
        .expect("settled");
    assert_eq!(moved, [("newcomers".to_owned(), 1)]);
    // The tables no mark holds are those of the list, each with its reason, and no other.
    let mut statement =
        connection.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name <> 'sqlite_schema'").expect("tables");
    let all: Vec<String> =
        statement.query_map([], |row| row.get(0)).expect("tables").collect::<Result<_, _>>().expect("names");
    let covered: Vec<&str> = capture.tables().iter().map(|table| table.name.as_str()).collect();
    for name in all {
        let apart = UNCOVERED.iter().any(|(uncovered, why)| *uncovered == name && !why.is_empty());
        assert_ne!(covered.contains(&name.as_str()), apart, "{name}");
    }
}

#[test]
fn rows_drawn_at_random_agree_with_their_marks_to_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    let mut random = SeededRandom::new(11);
    for seq in 1..=60 {
        write(&store, seq, |w| {
            for _ in 0..5 {
                let mut drawn = [0; 2];
                random.fill(&mut drawn);
                let (what, who) = (drawn[0] % 4, u128::from(drawn[1] % 32));
                match what {
                    0 => run(w, "DELETE FROM families WHERE id = ?1", [id(who)]),
                    1 => run(w, "UPDATE families SET number = number + 1 WHERE id > ?1", [id(who)]),
                    _ => run(w, &FAMILY.replace("INSERT", "REPLACE"), params![id(who), seq.to_string()]),
                };
            }
        })
        .expect("written");
    }
    assert_eq!(miscounted(&store), []);
    assert!(families(&store) > 0);
}
