//! A desk whose clock is wrong: nothing that is numbered, chained or verified depends on it, and the agent is told.

use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use security::access::Role;
use serde_json::{Value, json};

use super::{reported, unlocked};
use crate::clock::Clock as _;
use crate::testing::TestTown;

const HOUR_MS: i64 = 3_600_000;

/// What the window says of the hour.
fn said(town: &TestTown) -> Option<String> {
    town.done("session_state", json!({}))["clock_behind"].as_str().map(str::to_owned)
}

/// Receipts so far, by their numbers.
fn receipts(town: &TestTown) -> Vec<String> {
    let listed = town.done("payment_list", json!({ "from": "1970-01-01", "to": "2099-12-31" }));
    let payments = listed["payments"].as_array().expect("payments").iter();
    let mut numbers: Vec<String> =
        payments.map(|one| one["receipt_number"].as_str().expect("a number").to_owned()).collect();
    numbers.sort();
    numbers
}

fn payment(household: &Value) -> Value {
    json!({
        "household": household, "amount_cents": 100, "method": "cheque", "reference": "CH", "received_on": "2026-04-05",
    })
}

/// What a month of work is made of: an opening, a payment, a tariff, a reading of the journal.
fn work(town: &TestTown, household: &Value) {
    town.sit("fac");
    town.done("payment_record", payment(household));
    town.sit("dpo");
    town.done("audit_list", json!({}));
}

/// The whole file verifies, and its journal goes up one by one.
fn verifies(town: &TestTown, story: &str) {
    town.sit("adm");
    let unlocked = unlocked(town);
    unlocked.watch().wait();
    assert_eq!(reported(&unlocked), [""; 0], "{story}");
    let entries = unlocked
        .store()
        .read(|r| r.audit_entries(&store::audit::AuditFilter { limit: u32::MAX, ..Default::default() }));
    let mut entries = entries.expect("the journal");
    entries.sort_by_key(|entry| entry.seq);
    for (rank, pair) in entries.windows(2).enumerate() {
        assert_eq!(pair[0].seq, rank as u64 + 1, "{story}");
        assert!(pair[0].hlc < pair[1].hlc, "{story}: the order never goes back");
    }
    let verified = town.finished("vault_verify", json!({}));
    for part in ["chain", "content", "reconciliation"] {
        assert_eq!(verified[part], true, "{story}: {verified:#}");
    }
}

#[test]
fn numbers_the_chain_and_the_verification_do_not_depend_on_the_hour() {
    let town = TestTown::with(&[Role::Fac, Role::Dpo, Role::Adm]);
    town.sit("agent");
    let home = town.families_at_table(&[("Le Goff", 12), ("Kerbrat", 3)])["Le Goff"];
    let household = json!(uuid::Uuid::from(home.household));
    town.bill();
    work(&town, &household);
    for (story, day, behind) in [
        ("the battery died", date(1970, 1, 1), true),
        ("set right", date(2026, 4, 6), false),
        ("a year was mistyped", date(2099, 12, 31), false),
        ("set right again", date(2026, 4, 7), true),
        ("the next day", date(2026, 4, 8), false),
    ] {
        town.done("session_lock", json!({}));
        town.clock.stand_on(day);
        town.sit("fac");
        let told = said(&town);
        assert_eq!(told.is_some(), behind, "{story}: {told:?}");
        assert!(told.is_none_or(|told| told.contains(&day.strftime("%d/%m/%Y").to_string())), "{story}");
        if day.year() == 1970 {
            // Nobody's role has begun: nothing is numbered, and the window has said why.
            assert_eq!(town.refused("payment_record", payment(&household))["code"], "forbidden");
            assert_eq!(reported(&unlocked(&town)), [""; 0], "{story}");
            continue;
        }
        work(&town, &household);
        verifies(&town, story);
    }
    // Numbers follow each other whatever the year was said to be.
    town.sit("fac");
    let numbers = receipts(&town);
    assert_eq!(numbers.len(), 5);
    assert_eq!(numbers.windows(2).filter(|pair| pair[0] == pair[1]).count(), 0, "{numbers:?}");
    town.sit("dpo");
    let told = town.done("audit_list", json!({ "operation": "session_unlock" }));
    let details: Vec<&str> = told["entries"]
        .as_array()
        .expect("lines")
        .iter()
        .filter_map(|line| line["detail"].as_str())
        .collect();
    assert!(
        details.iter().any(|detail| detail.contains("L’horloge de ce poste indique le 01/01/1970")),
        "{details:?}"
    );
}

#[test]
fn a_clock_put_back_three_hours_under_a_session_is_said_while_it_lasts() {
    let town = TestTown::with(&[Role::Fac, Role::Dpo, Role::Adm]);
    town.sit("agent");
    let home = town.families_at_table(&[("Le Goff", 12)])["Le Goff"];
    let household = json!(uuid::Uuid::from(home.household));
    work(&town, &household);
    town.sit("fac");
    assert_eq!(said(&town), None);
    town.clock.wait_ms(-3 * HOUR_MS);
    let told = said(&town).expect("said");
    assert!(told.contains("Mettez la date et l’heure du poste à jour"), "{told}");
    town.done("payment_record", payment(&household));
    assert!(said(&town).is_some(), "a line written behind does not silence it");
    town.clock.wait_ms(3 * HOUR_MS);
    assert_eq!(said(&town), None);
    verifies(&town, "three hours back, then right");
}

/// The night the hour comes twice, and the night it is skipped: at a desk in France, every ten minutes, opened anew every hour.
#[test]
fn the_nights_when_the_hour_changes_are_nights_like_any_other() {
    let paris = TimeZone::get("Europe/Paris").expect("a zone");
    let town = TestTown::with(&[Role::Fac, Role::Dpo, Role::Adm]);
    town.sit("agent");
    let home = town.families_at_table(&[("Le Goff", 12)])["Le Goff"];
    let household = json!(uuid::Uuid::from(home.household));
    for (evening, times_back) in [(date(2026, 10, 24), 1), (date(2027, 3, 27), 0)] {
        let from = evening.at(23, 30, 0, 0).to_zoned(paris.clone()).expect("an hour");
        town.done("session_lock", json!({}));
        town.clock.wait_ms(from.timestamp().as_millisecond() - town.clock.glance_ms());
        let mut wall: Vec<DateTime> = Vec::new();
        for rank in 0..30 {
            town.clock.wait_ms(HOUR_MS / 6);
            if rank % 6 == 0 {
                town.sit("fac");
            }
            assert_eq!(said(&town), None, "an hour that comes twice is no clock put back");
            wall.push(unlocked(&town).clock().civil());
            town.done("payment_record", payment(&household));
        }
        let back = wall.windows(2).filter(|pair| pair[1] < pair[0]).count();
        assert_eq!(back, times_back, "the wall goes back in October alone: {wall:?}");
        verifies(&town, &evening.to_string());
    }
}
