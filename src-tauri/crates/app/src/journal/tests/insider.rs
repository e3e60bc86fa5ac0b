//! Someone with the key of the pages, the keys of their own role and a database tool: nothing they change goes unseen, and nothing they
//! move opens anywhere else.

use campaign::many;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, params_from_iter};
use security::access::{
    EditFamilies, EditHealth, EditQuotients, ReadBank, ReadHealth, ReadInstructions, ReadSocial, Roles,
};
use security::cell::CellAddress;
use security::password::{Login, Password};
use security::slots::SlotFiles;
use security::{Compartment, OpenVault, Right, SeededRandom, Session, Standing};
use store::UNCOVERED;
use uuid::Uuid;

use super::*;
use crate::testing::PASSWORD;

/// Someone with the key of the pages and a database tool.
pub(super) struct Insider {
    pub(super) file: Connection,
    tables: Vec<Table>,
}

struct Table {
    name: String,
    columns: Vec<(String, String)>,
    keys: Vec<usize>,
}

/// An edit, and how to take it back.
struct Edit {
    kind: &'static str,
    said: String,
    back: Vec<(String, Vec<Cell>)>,
}

impl Insider {
    pub(super) fn at(unlocked: &Unlocked) -> Self {
        let file = Connection::open(unlocked.store().path()).expect("the file");
        file.execute_batch(&format!("PRAGMA key = \"{}\"", *page_key(unlocked).raw_key_literal()))
            .expect("the key");
        file.busy_timeout(Duration::from_secs(10)).expect("patience");
        file.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            .expect("no rule");
        let mut insider = Self { file, tables: Vec::new() };
        let names = insider.column("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name");
        for name in names.into_iter().filter(|name| !is_apart(name)) {
            let kinds = insider.column(&format!("SELECT type FROM pragma_table_info('{name}') ORDER BY cid"));
            let columns =
                insider.column(&format!("SELECT name FROM pragma_table_info('{name}') ORDER BY cid"));
            let keys = insider
                .column(&format!("SELECT name FROM pragma_table_info('{name}') WHERE pk > 0 ORDER BY cid"));
            let keys = keys
                .iter()
                .map(|key| columns.iter().position(|column| column == key).expect("a column"))
                .collect();
            insider.tables.push(Table { name, columns: columns.into_iter().zip(kinds).collect(), keys });
        }
        insider
    }

    fn column(&self, query: &str) -> Vec<String> {
        let mut statement = self.file.prepare(query).expect("a query");
        statement.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("texts")
    }

    fn rows(&self, table: usize) -> Vec<Vec<Cell>> {
        let Table { name, columns, .. } = &self.tables[table];
        let mut statement = self.file.prepare(&format!("SELECT * FROM \"{name}\"")).expect("a table");
        let rows = statement.query_map([], |row| (0..columns.len()).map(|column| row.get(column)).collect());
        rows.expect("rows").collect::<Result<_, _>>().expect("values")
    }

    fn run(&self, text: &str, values: &[Cell]) -> bool {
        self.file.execute(text, params_from_iter(values)).is_ok_and(|changed| changed == 1)
    }

    fn where_is(&self, table: usize, row: &[Cell]) -> (String, Vec<Cell>) {
        let Table { columns, keys, .. } = &self.tables[table];
        let text: Vec<String> = keys.iter().map(|key| format!("\"{}\" = ?", columns[*key].0)).collect();
        (text.join(" AND "), keys.iter().map(|key| row[*key].clone()).collect())
    }

    fn insert(&self, table: usize, row: &[Cell]) -> (String, Vec<Cell>) {
        let marks = vec!["?"; row.len()].join(", ");
        (format!("INSERT INTO \"{}\" VALUES ({marks})", self.tables[table].name), row.to_vec())
    }

    fn delete(&self, table: usize, row: &[Cell]) -> (String, Vec<Cell>) {
        let (place, key) = self.where_is(table, row);
        (format!("DELETE FROM \"{}\" WHERE {place}", self.tables[table].name), key)
    }

    fn another(campaign: &mut Campaign, cell: &Cell, kind: &str) -> Cell {
        match (cell, kind) {
            (Cell::Integer(number), _) => Cell::Integer(number.wrapping_add(1 + campaign.below(900) as i64)),
            (Cell::Text(text), _) => Cell::Text(format!("{text}{}", campaign.below(10))),
            (Cell::Blob(bytes), _) if !bytes.is_empty() => {
                let mut bytes = bytes.clone();
                let (at, bit) = (campaign.below(bytes.len()), campaign.below(8));
                bytes[at] ^= 1 << bit;
                Cell::Blob(bytes)
            }
            (_, "INTEGER") => Cell::Integer(campaign.below(1_000) as i64),
            (_, "TEXT") => Cell::Text(format!("x{}", campaign.below(1_000))),
            _ => Cell::Blob((0..16).map(|_| campaign.below(256) as u8).collect()),
        }
    }

    /// One edit drawn at random; none when the engine's own constraints refuse it.
    fn edit(&self, campaign: &mut Campaign, table: usize) -> Option<Edit> {
        let rows = self.rows(table);
        let name = self.tables[table].name.clone();
        let chosen = (!rows.is_empty()).then(|| campaign.below(rows.len()));
        match (campaign.below(3), chosen) {
            (0, Some(at)) => {
                let (text, values) = self.delete(table, &rows[at]);
                let back = vec![self.insert(table, &rows[at])];
                self.run(&text, &values).then(|| Edit {
                    kind: "delete",
                    said: format!("DELETE {name} {:?}", rows[at]),
                    back,
                })
            }
            (1, Some(at)) => {
                let column = campaign.below(rows[at].len());
                let kind = self.tables[table].columns[column].1.clone();
                let mut row = rows[at].clone();
                row[column] = Self::another(campaign, &rows[at][column], &kind);
                let (place, key) = self.where_is(table, &rows[at]);
                let text = format!(
                    "UPDATE \"{name}\" SET \"{}\" = ? WHERE {place}",
                    self.tables[table].columns[column].0
                );
                let values: Vec<Cell> = std::iter::once(row[column].clone()).chain(key).collect();
                let back = vec![self.delete(table, &row), self.insert(table, &rows[at])];
                self.run(&text, &values).then(|| Edit {
                    kind: "update",
                    said: format!("{text}: {:?} → {:?}", rows[at], row),
                    back,
                })
            }
            _ => {
                let blank = vec![Cell::Null; self.tables[table].columns.len()];
                let like = chosen.map_or(&blank, |at| &rows[at]).clone();
                let keys = self.tables[table].keys.clone();
                let kinds: Vec<String> =
                    self.tables[table].columns.iter().map(|(_, kind)| kind.clone()).collect();
                let row: Vec<Cell> = like
                    .iter()
                    .enumerate()
                    .map(|(column, cell)| match (cell, keys.contains(&column)) {
                        (Cell::Null, _) | (_, true) => Self::another(campaign, cell, &kinds[column]),
                        _ => cell.clone(),
                    })
                    .collect();
                let (text, values) = self.insert(table, &row);
                let back = vec![self.delete(table, &row)];
                self.run(&text, &values).then(|| Edit {
                    kind: "insert",
                    said: format!("INSERT {name} {row:?}"),
                    back,
                })
            }
        }
    }

    fn take_back(&self, edit: &Edit) {
        for (text, values) in &edit.back {
            assert!(self.run(text, values), "{text}: {}", edit.said);
        }
    }
}

/// Whether no mark holds the rows of a table, for a reason that is not a signature.
fn is_apart(table: &str) -> bool {
    UNCOVERED.iter().any(|(name, _)| *name == table) && !SIGNED_BY_THEMSELVES.contains(&table)
}

/// Held by no mark, and edited all the same: each line, and the digest of the marks, is under a signature.
const SIGNED_BY_THEMSELVES: [&str; 2] = ["audit_entries", "state_marks"];

#[test]
fn every_raw_edit_is_reported() {
    let town = lived_in();
    town.done("draft_save", json!({ "key": "tarif/1", "body": "Brouillon" }));
    let unlocked = unlocked(&town);
    unlocked.watch().wait();
    assert_eq!(reported(&unlocked), [""; 0], "nobody has edited anything yet");
    let insider = Insider::at(&unlocked);
    assert!(insider.tables.len() > 40);
    let mut campaign = Campaign::new("insider_edits", 2026);
    for table in (0..insider.tables.len()).cycle() {
        let Some(edit) = insider.edit(&mut campaign, table) else { continue };
        let found = reported(&unlocked);
        let name = insider.tables[table].name.as_str();
        let label = format!("{}\u{a0}:", findings::table_label(name));
        let named = SIGNED_BY_THEMSELVES.contains(&name) || found.iter().any(|one| one.starts_with(&label));
        campaign.tried(edit.kind, !found.is_empty() && named, || format!("{}: {found:?}", edit.said));
        insider.take_back(&edit);
        if campaign.count().is_multiple_of(50) {
            assert_eq!(reported(&unlocked), [""; 0], "everything was taken back: {}", edit.said);
        }
        if campaign.count() >= many(200, 10_000) {
            break;
        }
    }
    // The control: what the examination is not meant to see, it does not.
    assert!(insider.run("UPDATE drafts SET saved_at = saved_at + 1", &[]));
    assert_eq!(reported(&unlocked), [""; 0]);
    campaign.end("an edit that no mark holds (a draft) is not reported; neither is a file whose edits were all taken back");
}

/// A sealed cell, the wrapped key of its subject, and where both lie.
struct Sealed {
    compartment: Compartment,
    subject: Uuid,
    at: CellAddress,
    cell: Vec<u8>,
    wrapped: Vec<u8>,
}

/// A town whose four sealed columns are written, two families of it.
fn town_with_secrets() -> TestTown {
    let town = TestTown::with(&[Role::Ins, Role::San, Role::Fac, Role::Adm]);
    for (name, matricule) in [("Le Goff", "1234567"), ("Kerbrat", "7654321")] {
        town.sit("ins");
        let child = |first_name: &str| json!({ "identity": { "name": name, "first_name": first_name, "birth_date": "2018-03-14" } });
        let family = town.done("family_register", json!({
            "seen_duplicates": true,
            "households": [{ "address": { "street": "8 rue Neuve", "postcode": "21500", "city": "Testville" },
                "guardians": [{ "birth_name": name, "first_name": "Maëlle", "phones": ["0102030405"], "kinship": "mother" }] }],
            "children": [child("Lou"), child("Noé")]
        }))["family"].clone();
        let household = town.done("family_show", json!({ "family": family }))["households"][0]["id"].clone();
        town.sit("fac");
        town.done(
            "allocataire_save",
            json!({ "household": household, "allocataire": { "organisme": "211", "matricule": matricule } }),
        );
        let household = household.as_str().expect("an identifier").parse().expect("an identifier");
        town.write(|w| town.record_quotient(w, household, 684, "2026-01"));
    }
    town
}

/// Every sealed cell of the file.
fn sealed(unlocked: &Unlocked, insider: &Insider) -> Vec<Sealed> {
    let subjects = insider.rows_of("SELECT subject_id, compartment FROM content_keys");
    let cells = subjects.iter().flat_map(|row| {
        let [Cell::Blob(subject), Cell::Integer(code)] = &row[..] else { panic!("{row:?}") };
        let subject = Uuid::from_slice(subject).expect("an identifier");
        let compartment =
            Compartment::from_code(u8::try_from(*code).expect("a code")).expect("a compartment");
        let found = unlocked.store().read(|r| {
            let wrapped = r.content_key(subject, compartment.code())?.expect("a key");
            let cells = r.cells_of(compartment, subject)?.into_iter();
            Ok::<_, store::StoreError>(
                cells
                    .map(|placed| Sealed {
                        compartment,
                        subject,
                        at: placed.at,
                        cell: placed.sealed,
                        wrapped: wrapped.clone(),
                    })
                    .collect::<Vec<_>>(),
            )
        });
        found.expect("read")
    });
    cells.collect()
}

/// Whether any right of a session opens these bytes as the cell that lies there.
fn opens(session: &Session, place: &Sealed, wrapped: &[u8], cell: &[u8]) -> bool {
    fn under<R: Right>(session: &Session, place: &Sealed, wrapped: &[u8], cell: &[u8]) -> bool {
        let Ok(grant) = session.authorize::<R>() else { return false };
        let key = grant.subject_key(place.compartment, place.subject, wrapped);
        key.is_ok_and(|key| grant.open(&key, place.at, cell).is_ok())
    }
    let rights = [
        under::<EditFamilies>,
        under::<EditHealth>,
        under::<EditQuotients>,
        under::<ReadBank>,
        under::<ReadHealth>,
        under::<ReadInstructions>,
        under::<ReadSocial>,
    ];
    rights.iter().any(|under| under(session, place, wrapped, cell))
}

impl Insider {
    fn rows_of(&self, query: &str) -> Vec<Vec<Cell>> {
        let mut statement = self.file.prepare(query).expect("a query");
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect());
        rows.expect("rows").collect::<Result<_, _>>().expect("values")
    }

    fn put_cell(&self, place: &Sealed, cell: &[u8]) {
        let text = match place.at.table {
            1 => "UPDATE households SET sealed_allocataire = ? WHERE id = ?",
            2 => "UPDATE quotients SET sealed = ? WHERE id = ?",
            3 => "UPDATE health_instructions SET sealed = ? WHERE child_id = ?",
            4 => "UPDATE health_records SET sealed = ? WHERE child_id = ?",
            other => panic!("a sealed column of table {other}"),
        };
        let row = place.at.row.as_bytes().to_vec();
        assert!(self.run(text, &[Cell::Blob(cell.to_vec()), Cell::Blob(row)]), "{text}");
    }

    fn put_key(&self, place: &Sealed, wrapped: &[u8]) {
        let (subject, code) = (place.subject.as_bytes().to_vec(), i64::from(place.compartment.code()));
        let values = [Cell::Blob(wrapped.to_vec()), Cell::Blob(subject), Cell::Integer(code)];
        assert!(
            self.run("UPDATE content_keys SET wrapped = ? WHERE subject_id = ? AND compartment = ?", &values)
        );
    }
}

/// An agent's own keys, in a program of their own.
pub(super) fn opened_by(unlocked: &Unlocked, login: &str) -> OpenVault {
    let (book, _) = SlotFiles::beside(unlocked.store().path()).read().expect("slots");
    let secret = unlocked.keyring().get(book.vault()).expect("a keyring").expect("a secret");
    let login = Login::new(login).expect("a login");
    book.unlock(&login, &Password::new(PASSWORD), &secret).expect("their own password")
}

/// What that program may do with them when it claims every role there is.
fn session_of(unlocked: &Unlocked, login: &str) -> Session {
    let standing = Standing::of(Roles::of(Role::ALL), 1);
    opened_by(unlocked, login).into_session(standing, Box::new(SeededRandom::new(1)))
}

#[test]
fn a_sealed_cell_opens_in_its_place_for_its_holders_and_nowhere_else() {
    let town = town_with_secrets();
    town.sit("adm");
    let unlocked = unlocked(&town);
    unlocked.watch().wait();
    let insider = Insider::at(&unlocked);
    let cells = sealed(&unlocked, &insider);
    let agents = ["adm", "ins", "fac", "san"].map(|login| session_of(&unlocked, login));
    // The control: in its place, each cell opens for the agent its compartment was entrusted to, and for no other.
    let holders = |cell: &Sealed| {
        agents.iter().map(|agent| opens(agent, cell, &cell.wrapped, &cell.cell)).collect::<Vec<_>>()
    };
    for cell in &cells {
        let expected = match cell.compartment {
            Compartment::Resources => [false, false, true, false],
            _ => [false, false, false, true],
        };
        assert_eq!(holders(cell), expected, "{:?}", cell.at);
    }
    let columns: std::collections::BTreeSet<u16> = cells.iter().map(|cell| cell.at.table).collect();
    assert_eq!(columns.len(), 4, "every sealed column has its cells");

    let mut campaign = Campaign::new("insider_cells", 2027);
    while campaign.count() < many(60, 10_000) {
        let (from, to) = (&cells[campaign.below(cells.len())], &cells[campaign.below(cells.len())]);
        let (kind, cell, wrapped) = match campaign.below(3) {
            0 => ("cell", &from.cell, &to.wrapped),
            1 => ("key", &to.cell, &from.wrapped),
            _ => ("cell and key", &from.cell, &from.wrapped),
        };
        // Two cells of one household share their key: moving it moves nothing.
        if from.at == to.at || (cell == &to.cell && wrapped == &to.wrapped) {
            continue;
        }
        insider.put_cell(to, cell);
        insider.put_key(to, wrapped);
        let found = reported(&unlocked);
        let opened = agents.iter().filter(|agent| opens(agent, to, wrapped, cell)).count();
        campaign.tried(kind, !found.is_empty() && opened == 0, || {
            format!("{:?} → {:?}: reported {found:?}, opened by {opened}", from.at, to.at)
        });
        insider.put_cell(to, &to.cell);
        insider.put_key(to, &to.wrapped);
    }
    assert_eq!(reported(&unlocked), [""; 0], "everything was put back");
    campaign.end("in its place each cell opens for its holder and for nobody else");
}
