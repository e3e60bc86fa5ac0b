use rusqlite::Connection;

use super::*;

/// The bytes of a base made by these statements.
fn base(statements: &str) -> Vec<u8> {
    let mut connection = Connection::open_in_memory().expect("memory");
    connection.execute_batch(statements).expect("a base");
    connection.serialize(MAIN_DB).expect("bytes").to_vec()
}

fn read_all(bytes: &[u8]) -> Result<ForeignBase, StoreError> {
    read(bytes, &|| true)
}

#[test]
fn tables_are_read_and_others_only_counted() {
    let mut bytes = base(
        "CREATE TABLE familles (IDfamille INTEGER PRIMARY KEY, nom TEXT, mail BLOB, solde FLOAT);
         INSERT INTO familles VALUES (1, 'Œuvrard', x'80FF', 12.5), (2, NULL, NULL, NULL);
         CREATE TABLE reglements (IDreglement INTEGER, IDcompte_payeur INTEGER, montant FLOAT);
         INSERT INTO reglements VALUES (1, 7, 30.1);
         CREATE TABLE mandats (iban TEXT); INSERT INTO mandats VALUES ('FR76'), ('FR77');
         CREATE TABLE secrets (mot TEXT);",
    );
    // As a copy of a base that is journaled beside itself.
    bytes[JOURNAL_AT].fill(2);
    let read = read_all(&bytes).expect("reads");
    use ForeignValue::{Blob, Integer, Null, Real, Text};
    assert_eq!(
        read.tables,
        [
            ForeignTable {
                name: "familles",
                columns: ["IDfamille", "nom", "mail", "solde"].map(str::to_owned).to_vec(),
                rows: vec![
                    vec![Integer(1), Text("Œuvrard".to_owned()), Blob(vec![0x80, 0xFF]), Real(12.5)],
                    vec![Integer(2), Null, Null, Null],
                ],
            },
            ForeignTable {
                name: "reglements",
                columns: ["IDcompte_payeur", "montant"].map(str::to_owned).to_vec(),
                rows: vec![vec![Integer(7), Real(30.1)]],
            },
        ]
    );
    assert_eq!(read.counts, [("mandats", 2)]);
}

#[test]
fn nothing_of_a_hostile_base_is_run() {
    // A view under the name of a table, and a table made of a function, are not there.
    let read = read_all(&base(
        "CREATE VIEW familles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
         CREATE TABLE individus (id INTEGER, big TEXT AS (hex(zeroblob(100000000))));
         INSERT INTO individus VALUES (1);",
    ));
    assert!(read.is_err(), "a value that spreads beyond what a desk holds is refused");
    let views = read_all(&base(
        "CREATE VIEW familles AS SELECT 1 AS i; CREATE TABLE ecoles (nom TEXT); INSERT INTO ecoles VALUES ('A');",
    ));
    assert_eq!(views.expect("reads").tables.len(), 1);
}

#[test]
fn bytes_that_are_no_base_are_refused_and_never_break_the_reader() {
    assert!(!is_base(b"PK\x03\x04"));
    assert!(read_all(b"").is_err() && read_all(MAGIC).is_err() && read_all(b"nom;prenom").is_err());
    let whole = base(
        "CREATE TABLE familles (IDfamille INTEGER PRIMARY KEY, nom TEXT); INSERT INTO familles VALUES (1, 'A');
         CREATE TABLE individus (IDindividu INTEGER PRIMARY KEY, nom TEXT); INSERT INTO individus VALUES (1, 'B');",
    );
    for cut in (0..whole.len()).step_by(37) {
        let _ = read_all(&whole[..cut]);
        let mut torn = whole.clone();
        torn[cut] ^= 0xFF;
        let _ = read_all(&torn);
    }
    assert!(matches!(read(&whole, &|| false), Err(StoreError::Interrupted)));
}
