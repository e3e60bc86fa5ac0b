//! What an agent with the key of the pages and a database tool can do to the file, and that it is all reported.

mod clock;
mod insider;
mod unmarked;

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use campaign::{Campaign, is_long};
use jiff::civil::date;
use rusqlite::Connection;
use security::access::{BackUp, Role};
use security::audit::Signatures;
use security::secret::PageKey;
use serde_json::{Value, json};
use store::Store;
use store::verification::Hands;

use self::insider::{Insider, opened_by};
use super::{examine, findings};
use crate::call::Subject;
use crate::testing::{TestTown, last_pdf_text};
use crate::unlocked::Unlocked;

/// A town that has lived a month: families, presences, a run, a bordereau, payments, closed months. An administrator sits.
fn lived_in() -> TestTown {
    let town = TestTown::with(&[Role::Fac, Role::Adm, Role::Dpo]);
    town.sit("agent");
    let homes = town.families_at_table(&[("Le Goff", 12), ("Kerbrat", 3), ("Tanguy", 8), ("Morvan", 1)]);
    let run = town.bill();
    town.sit("fac");
    town.done("treasury_export", json!({ "run": run["run"]["id"], "kind": "titres_csv" }));
    let home = &homes["Le Goff"];
    let household = uuid::Uuid::from(home.household);
    town.done(
        "payment_record",
        json!({ "household": household, "amount_cents": 1_000, "method": "cheque", "reference": "CH 12", "received_on": "2026-04-05" }),
    );
    town.clock.stand_on(date(2026, 5, 4));
    town.sit("adm");
    town
}

fn unlocked(town: &TestTown) -> Arc<Unlocked> {
    town.app.unlocked().expect("open")
}

fn page_key(unlocked: &Unlocked) -> PageKey {
    let grant = unlocked.session().authorize::<BackUp>().expect("the right");
    grant.page_keys().expect("the keys").remove(0)
}

/// Everything an examination reports.
fn reported(unlocked: &Unlocked) -> Vec<String> {
    let progress = unlocked.jobs().open(unlocked.new_id(), "test");
    examine::examine(unlocked, Hands::All, &progress).expect("examined").problems()
}

#[test]
fn an_old_line_written_again_or_a_last_one_taken_away_is_reported() {
    let town = lived_in();
    let unlocked = unlocked(&town);
    unlocked.watch().wait();
    // The last line changes nothing but the journal: the content says nothing of it.
    unlocked.note("family_show", &Subject::all("family")).expect("a line");
    let insider = Insider::at(&unlocked);
    let again = |seq: &str| {
        format!(
            "INSERT INTO audit_entries SELECT desk, {seq}, at_ms, hlc, agent_id, operation, object_kind, object_id, before_digest, after_digest, sealed_detail, detail_digest, previous, hash, signature
             FROM audit_entries WHERE seq = 5"
        )
    };
    let last = "(SELECT max(seq) FROM audit_entries)";
    for (edit, back) in [
        (again(&format!("{last} + 1")), format!("DELETE FROM audit_entries WHERE seq = {last}")),
        (
            "CREATE TEMP TABLE kept AS SELECT * FROM audit_entries ORDER BY seq DESC LIMIT 1".to_owned(),
            String::new(),
        ),
        (
            format!("DELETE FROM audit_entries WHERE seq = {last}"),
            "INSERT INTO audit_entries SELECT * FROM kept".to_owned(),
        ),
        ("UPDATE audit_entries SET sealed_detail = NULL WHERE seq = (SELECT max(seq) FROM audit_entries WHERE sealed_detail IS NOT NULL)".to_owned(), String::new()),
    ] {
        insider.file.execute_batch(&edit).expect("edited");
        if edit.starts_with("CREATE") {
            continue;
        }
        assert_ne!(reported(&unlocked), [""; 0], "{edit}");
        insider.file.execute_batch(&back).expect("taken back");
    }
}

#[test]
fn a_view_or_a_trigger_of_another_hand_is_reported() {
    let town = TestTown::with(&[Role::Adm]);
    town.sit("adm");
    let unlocked = unlocked(&town);
    let insider = Insider::at(&unlocked);
    for (edit, back, object) in [
        (
            "CREATE TRIGGER discount AFTER INSERT ON invoices BEGIN UPDATE invoices SET total_cents = 0 WHERE id = NEW.id; END",
            "DROP TRIGGER discount",
            "discount",
        ),
        ("CREATE TABLE apart (id INTEGER PRIMARY KEY)", "DROP TABLE apart", "apart"),
        (
            "DROP INDEX invoices_by_run",
            "CREATE INDEX invoices_by_run ON invoices (run_id)",
            "invoices_by_run",
        ),
    ] {
        insider.file.execute_batch(edit).expect("edited");
        let found = reported(&unlocked);
        assert!(found.iter().any(|one| one.contains(object)), "{edit}: {found:?}");
        insider.file.execute_batch(back).expect("taken back");
        assert_eq!(reported(&unlocked), [""; 0], "{back}");
    }
}

/// What belongs to nobody but one agent, or is derived, or holds nothing.
fn is_of_no_account(page: Option<&str>) -> bool {
    page.is_none_or(|of| ["drafts", "ui_settings"].contains(&of) || of.starts_with("search_index"))
}

#[test]
fn every_old_page_put_back_is_reported() {
    const PAGE: usize = 4_096;
    let town = TestTown::with(&[Role::Fac, Role::Adm]);
    town.sit("adm");
    let unlocked_now = unlocked(&town);
    let path = unlocked_now.store().path().to_owned();
    let keys = opened_by(&unlocked_now, "adm");
    let roster = unlocked_now.folder().slots().expect("slots").roster().clone();
    drop(unlocked_now);
    // The file as it was at each of these moments, the last one being what it is now.
    let as_it_is = || {
        town.done("session_lock", json!({}));
        fs::read(&path).expect("base")
    };
    let mut states = vec![as_it_is()];
    town.sit("agent");
    let homes = town.families_at_table(&[("Le Goff", 12), ("Kerbrat", 3), ("Tanguy", 8)]);
    states.push(as_it_is());
    town.sit("agent");
    town.write(|w| town.record_quotient(w, homes["Kerbrat"].household, 420, "2026-03"));
    states.push(as_it_is());
    town.sit("agent");
    let run = town.bill();
    town.sit("fac");
    states.push(as_it_is());
    town.sit("fac");
    town.done("treasury_export", json!({ "run": run["run"]["id"], "kind": "titres_csv" }));
    town.sit("adm");
    let head = unlocked(&town).audit_head();
    let newer = as_it_is();
    let owners = owners(&path, &keys.page_key());

    let copy = path.with_file_name("copie.base");
    let problems = |bytes: &[u8]| -> Vec<String> {
        fs::write(&copy, bytes).expect("copy");
        let store = match Store::open(&copy, keys.page_key(), keys.vault()) {
            Ok(store) => store,
            Err(refused) => return vec![refused.to_string()],
        };
        let told = |_| Ok::<_, store::StoreError>(());
        let signatures = (Signatures::All, Hands::All);
        let mut found = match store.verify_chain((keys.vault(), &roster), 1, signatures, told) {
            Ok(report) if report.entries < head.seq => vec!["the end is missing".to_owned()],
            Ok(report) => report.broken.iter().map(ToString::to_string).collect(),
            Err(refused) => vec![refused.to_string()],
        };
        match store.verify_state(1, Hands::All, told) {
            Ok(report) => found.extend(findings::content(&report)),
            Err(refused) => found.push(refused.to_string()),
        }
        found.extend(store.integrity_problems().unwrap_or_else(|refused| vec![refused.to_string()]));
        found
    };
    assert_eq!(problems(&newer), [""; 0], "the newer file is sound");

    let mut campaign = Campaign::new("old_pages", 29);
    let mut silent = BTreeMap::<String, usize>::new();
    for (moment, older) in states.iter().enumerate() {
        // Before the bill, in the short form.
        if !is_long() && moment != 2 {
            continue;
        }
        for page in 0..older.len().min(newer.len()) / PAGE {
            let at = page * PAGE..(page + 1) * PAGE;
            if older[at.clone()] == newer[at.clone()] {
                continue;
            }
            let mut mixed = newer.clone();
            mixed[at.clone()].copy_from_slice(&older[at]);
            let owner = owners.iter().find(|(number, _)| *number == page + 1).map(|(_, name)| name.as_str());
            let said = !problems(&mixed).is_empty();
            if !said && is_of_no_account(owner) {
                *silent.entry(owner.unwrap_or("free").to_owned()).or_default() += 1;
                continue;
            }
            campaign.tried("page", said, || format!("page {} of moment {moment}, of {owner:?}", page + 1));
        }
        campaign.tried("file", !problems(older).is_empty(), || format!("the whole file of moment {moment}"));
    }
    assert!(campaign.count() > 20, "{}", campaign.count());
    campaign.end(&format!(
        "the present file has no problem; pages of no account that nobody reports: {silent:?}"
    ));
}

/// Which table or index each page belongs to; free pages belong to none.
fn owners(path: &std::path::Path, key: &PageKey) -> Vec<(usize, String)> {
    let file = Connection::open(path).expect("the file");
    file.execute_batch(&format!("PRAGMA key = \"{}\"", *key.raw_key_literal())).expect("the key");
    let mut statement = file.prepare("SELECT pageno, name FROM dbstat").expect("dbstat");
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?))).expect("rows");
    rows.map(|row| row.expect("a page"))
        .map(|(page, name)| (usize::try_from(page).expect("a page"), name))
        .collect()
}

fn edit_closed(town: &TestTown, edit: &str) {
    town.sit("adm");
    let unlocked = unlocked(town);
    let insider = Insider::at(&unlocked);
    drop(unlocked);
    town.done("session_lock", json!({}));
    insider.file.execute_batch(edit).expect("edited");
}

/// What a count answers, asked by the same hand.
fn edit_counts(town: &TestTown, count: &str) -> i64 {
    town.sit("adm");
    let unlocked = unlocked(town);
    let insider = Insider::at(&unlocked);
    drop(unlocked);
    town.done("session_lock", json!({}));
    insider.file.query_row(count, [], |row| row.get(0)).expect("a count")
}

fn integrity(town: &TestTown) -> Vec<String> {
    unlocked(town).watch().wait();
    let state = town.done("session_state", json!({}));
    assert_eq!(state["watch"], Value::Null);
    serde_json::from_value(state["integrity"].clone()).expect("texts")
}

fn lines(town: &TestTown, operation: &str) -> Vec<Value> {
    let found = town.done("audit_list", json!({ "operation": operation }));
    found["entries"].as_array().expect("entries").clone()
}

#[test]
fn what_was_edited_while_closed_is_said_at_opening_and_leaves_a_line() {
    let town = lived_in();
    assert_eq!(integrity(&town), [""; 0]);
    edit_closed(
        &town,
        "UPDATE invoices SET total_cents = 1 WHERE number = (SELECT min(number) FROM invoices)",
    );
    town.sit("dpo");
    let said = integrity(&town);
    assert_eq!(
        said,
        [
            "Factures\u{a0}: le contenu n’est plus celui que la dernière écriture signée a laissé (autant de lignes, modifiées ou remplacées)."
        ]
    );
    let line = lines(&town, "vault_watch").remove(0);
    assert!(line["detail"].as_str().expect("a detail").contains("Factures"), "{line:#}");
    assert_eq!(lines(&town, "vault_watch").len(), 1);
    // Whatever is written afterwards through the program, the edit stays visible.
    town.sit("agent");
    town.write(|w| town.write_tariff(w, 410));
    town.sit("adm");
    let verified = town.finished("vault_verify", json!({}));
    assert_eq!((&verified["content"], &verified["chain"]), (&json!(false), &json!(true)), "{verified:#}");
}

#[test]
fn marks_taken_away_are_said_and_never_made_again() {
    let town = lived_in();
    edit_closed(&town, "DELETE FROM state_marks");
    town.sit("adm");
    let said = integrity(&town);
    assert!(said.iter().any(|one| one.contains("modifié sans Préau")), "{said:?}");
    // A write through the program goes on from what it found: the journal itself shows the gap for ever.
    town.sit("agent");
    town.write(|w| town.write_tariff(w, 410));
    let journal = reported(&unlocked(&town));
    assert!(
        journal.iter().any(|one| one.contains("ne contenait plus ce que la ligne précédente avait laissé")),
        "{journal:?}"
    );
}

#[test]
fn a_file_of_the_first_schema_is_counted_once_and_says_so() {
    let town = TestTown::with(&[Role::Dpo, Role::Adm]);
    town.sit("dpo");
    let line = lines(&town, "schema_reached");
    assert_eq!(line.len(), 1);
    assert_eq!(line[0]["detail"], json!("Fichier passé au schéma 21."));
    assert_eq!(line[0]["seq"], json!(1));
    // Going back to the first schema to have everything counted anew is not a way out.
    edit_closed(
        &town,
        "UPDATE units SET start_minute = 1; ALTER TABLE changes DROP COLUMN kind; ALTER TABLE guardians DROP COLUMN birth_length; ALTER TABLE children DROP COLUMN birth_length; DROP TABLE household_debtors; DROP TABLE household_stays; ALTER TABLE custodies DROP COLUMN holidays; DROP TABLE subsidies; DROP TABLE third_party_funders; DROP INDEX service_lines_by_subsidy; ALTER TABLE service_lines DROP COLUMN subsidy_id; DROP INDEX adjustments_by_subsidy; ALTER TABLE adjustments DROP COLUMN subsidy_id; DROP INDEX adjustments_by_followed; ALTER TABLE adjustments DROP COLUMN follows_id; DROP TABLE family_letters; ALTER TABLE households DROP COLUMN usual_means; DROP TABLE derogations; DROP TABLE transport_registrations; DROP TABLE transport_stops; DROP TABLE transport_circuits; DROP TABLE compulsory_entries; DROP TABLE compulsory_lists; DROP TABLE incomes; DROP TABLE relation_entries; DROP TABLE merges; DROP TABLE merge_rows; DROP TABLE distinct_pairs; DROP INDEX quotients_by_key; ALTER TABLE quotients DROP COLUMN key_subject_id; DROP TABLE mandate_accounts; DROP TABLE mandates;
         DROP TABLE attachment_chunks; DROP TABLE attachments; DROP TABLE supporting_documents; DROP TABLE document_kind_activities; DROP TABLE document_kinds;
         DROP TABLE consent_answers; DROP TABLE consent_versions; DROP TABLE consent_texts; DROP TABLE prospecting_objections; DROP TABLE authorities; DROP TABLE kinships;
         ALTER TABLE guardians ADD COLUMN authority TEXT NOT NULL DEFAULT 'joint'; DROP TABLE state_marks; DROP TABLE audit_checkpoints; DROP INDEX audit_entries_of_schema;
         DROP INDEX audit_entries_by_agent; ALTER TABLE bordereaux DROP COLUMN audit_head; DROP TABLE slot_copies; DROP TABLE guardian_details; DROP TABLE child_details; DROP TABLE child_habits; DROP TABLE household_addresses; DROP TABLE household_sizes; DROP TABLE caisse_consultations;
         ALTER TABLE guardians DROP COLUMN birth_code; ALTER TABLE guardians DROP COLUMN sending; ALTER TABLE children DROP COLUMN birth_code; ALTER TABLE phones DROP COLUMN kind;
         ALTER TABLE households DROP COLUMN address_since; DROP TABLE external_ids; DROP INDEX households_by_debtor; CREATE TABLE agent_roles (agent_id BLOB); DELETE FROM migrations WHERE version > 1; PRAGMA user_version = 1",
    );
    town.sit("dpo");
    let said = integrity(&town);
    assert!(said.iter().any(|one| one.contains("modifié sans Préau")), "{said:?}");
    assert_eq!(lines(&town, "schema_reached").len(), 1);
}

#[test]
fn words_of_the_search_that_another_hand_took_away_are_written_again() {
    let town = TestTown::with(&[Role::Adm]);
    town.done(
        "family_register",
        json!({
            "households": [{ "address": { "street": "8 rue Neuve", "postcode": "21500", "city": "Testville" },
                "guardians": [{ "birth_name": "Le Goff", "first_name": "Maëlle", "phones": ["06 71 30 25 08"] }] }],
            "children": [{ "identity": { "name": "Le Goff", "first_name": "Léonie", "birth_date": "2018-03-14" } }]
        }),
    );
    let found = || {
        town.sit("agent");
        town.done("search", json!({ "text": "goff" }))["hits"].as_array().map(Vec::len)
    };
    assert_eq!(found(), Some(3));
    edit_closed(&town, "DELETE FROM search_index; DELETE FROM search_entries");
    assert_eq!(found(), Some(3), "an opening sees that nobody is found");
    edit_closed(
        &town,
        "DELETE FROM search_index WHERE rowid = (SELECT id FROM search_entries WHERE kind = 'child');
         INSERT INTO search_entries (kind, subject_id) VALUES ('child', randomblob(16));
         INSERT INTO search_index (rowid, kind, words) SELECT max(id), 'child', 'fantome' FROM search_entries",
    );
    assert_eq!(found(), Some(2), "one is hidden");
    town.finished("vault_verify", json!({}));
    assert_eq!(found(), Some(3));
    let strays = edit_counts(&town, "SELECT count(*) FROM search_entries");
    assert_eq!(strays, 3);
}

fn sit_on(town: &TestTown, day: jiff::civil::Date) {
    town.clock.stand_on(day);
    town.sit("dpo");
}

/// Closed months as the insider reads them: label, whether details are gone.
fn closed(town: &TestTown) -> Vec<(String, bool)> {
    let unlocked = unlocked(town);
    let rows = unlocked.store().read(|r| r.checkpoints(1)).expect("checkpoints");
    rows.into_iter().map(|row| (row.checkpoint.span.month, row.detail_removed)).collect()
}

#[test]
fn months_are_closed_and_details_removed_in_their_time_and_the_file_still_verifies() {
    let town = TestTown::with(&[Role::Dpo, Role::Adm]);
    for month in 5..=12 {
        sit_on(&town, date(2026, month, 3));
    }
    let labels: Vec<String> = closed(&town).into_iter().map(|(month, _)| month).collect();
    assert_eq!(
        labels,
        ["2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
    );
    assert_eq!(lines(&town, "audit_close").len(), 8);
    for month in 1..=3 {
        sit_on(&town, date(2027, month, 3));
    }
    assert!(closed(&town).iter().all(|(_, removed)| !removed), "eleven months old");
    sit_on(&town, date(2027, 4, 3));
    let removed: Vec<bool> = closed(&town).into_iter().map(|(_, removed)| removed).collect();
    assert_eq!(removed[..2], [true, false]);
    assert_eq!(lines(&town, "audit_expire").len(), 1);
    let first = town.done("audit_list", json!({ "operation": "vault_create" }))["entries"][0].clone();
    assert_eq!(first["detail"], Value::Null, "{first:#}");
    town.sit("adm");
    let unlocked = unlocked(&town);
    unlocked.watch().wait();
    assert_eq!(reported(&unlocked), [""; 0]);
    let verified = town.finished("audit_verify", json!({}));
    assert_eq!((&verified["holds"], &verified["months"]), (&json!(true), &json!(12)));

    // An entry of a closed month that says something else, signed or not, is seen by the root too.
    let insider = Insider::at(&unlocked);
    insider
        .file
        .execute_batch("UPDATE audit_checkpoints SET root = randomblob(32) WHERE month = '2026-06'")
        .expect("edited");
    assert!(reported(&unlocked).iter().any(|one| one.contains("clos et signé")));
}

#[test]
fn a_town_may_keep_details_for_less_than_a_year() {
    let town = TestTown::with(&[Role::Dpo, Role::Adm]);
    town.sit("adm");
    let card = town.done("town_show", json!({}));
    assert_eq!(card["detail_months"], json!(12));
    let with = |months: u8| {
        let mut card = card.clone();
        card["detail_months"] = json!(months);
        card
    };
    for wrong in [5, 13] {
        assert_eq!(town.refused("town_save", with(wrong))["fields"][0]["field"], json!("detail_months"));
    }
    assert_eq!(town.done("town_save", with(6))["detail_months"], json!(6));
    for month in 5..=10 {
        sit_on(&town, date(2026, month, 3));
    }
    assert_eq!(closed(&town)[0], ("2026-04".to_owned(), true));
    assert_eq!(closed(&town)[1], ("2026-05".to_owned(), false));
}

#[test]
fn a_clock_that_runs_years_ahead_for_a_day_empties_nothing() {
    let town = TestTown::with(&[Role::Dpo]);
    sit_on(&town, date(2026, 5, 3));
    for _ in 0..3 {
        sit_on(&town, date(2099, 1, 3));
    }
    sit_on(&town, date(2026, 5, 4));
    assert!(closed(&town).iter().all(|(_, removed)| !removed), "{:?}", closed(&town));
    sit_on(&town, date(2026, 6, 4));
    sit_on(&town, date(2026, 7, 4));
    let labels: Vec<String> = closed(&town).into_iter().map(|(month, _)| month).collect();
    // May was closed on the day the clock said 2099, then what was left of it.
    assert_eq!(labels, ["2026-04", "2026-05", "2026-05", "2026-06"]);
    let unlocked = unlocked(&town);
    unlocked.watch().wait();
    assert_eq!(reported(&unlocked), [""; 0]);
}

#[test]
fn lines_are_found_by_family_and_named_in_one_query() {
    let town = TestTown::with(&[Role::Dpo]);
    town.sit("agent");
    let homes = town.families_at_table(&[("Le Goff", 2), ("Kerbrat", 2)]);
    town.bill();
    for name in ["Le Goff", "Kerbrat"] {
        town.done("family_show", json!({ "family": uuid::Uuid::from(homes[name].family) }));
    }
    town.sit("dpo");
    let family = uuid::Uuid::from(homes["Le Goff"].family);
    let household = uuid::Uuid::from(homes["Le Goff"].household);
    for asked in [family, household, uuid::Uuid::from(homes["Le Goff"].debtor)] {
        let found = town.done("audit_list", json!({ "family": asked }));
        let entries = found["entries"].as_array().expect("entries").clone();
        assert!(!entries.is_empty(), "{found:#}");
        assert_eq!(found["total"].as_u64(), Some(entries.len() as u64));
        for entry in &entries {
            assert!(entry["object_label"].as_str().is_some_and(|name| name.contains("Le Goff")), "{entry:#}");
        }
    }
    let all = town.done("audit_list", json!({}));
    assert_eq!(all["head"].as_str().map(str::len), Some(16));
}

#[test]
fn locking_never_waits_for_the_examination() {
    let town = lived_in();
    for _ in 0..5 {
        let start = std::time::Instant::now();
        town.sit("adm");
        let opened = start.elapsed();
        let start = std::time::Instant::now();
        town.done("session_lock", json!({}));
        assert!(start.elapsed() < Duration::from_secs(2), "{:?} after {opened:?}", start.elapsed());
        thread::yield_now();
    }
}

#[test]
fn the_head_is_frozen_with_what_leaves_and_printed_the_same_again() {
    let town = TestTown::with(&[Role::Fac]);
    town.sit("agent");
    town.families_at_table(&[("Le Goff", 12)]);
    let run = town.bill();
    let head = run["run"]["audit_head"].as_str().expect("a head").to_owned();
    let invoices = town.done("invoice_list", json!({ "run": run["run"]["id"] }));
    let invoice = &invoices["invoices"][0]["id"];
    let printed = || {
        town.done("invoice_pdf", json!({ "invoice": invoice }));
        town.files.saved.lock().expect("files").last().expect("a file").1.clone()
    };
    let first = printed();
    assert!(last_pdf_text(&town).contains(&format!("Journal {head}")), "{}", last_pdf_text(&town));
    town.sit("fac");
    let exported = town.done("treasury_export", json!({ "run": run["run"]["id"], "kind": "titres_csv" }));
    let slip = exported["audit_head"].as_str().expect("a head").to_owned();
    assert!(slip.len() == 16 && slip != head);
    let again = town.done("treasury_export", json!({ "run": run["run"]["id"], "kind": "titres_csv" }));
    assert_eq!(again["audit_head"], json!(slip));
    assert_eq!(printed(), first, "printed again, it is the one that left");
}
