//! An invented town: the same each time, plausible, and sound enough to be billed to the end.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::{Value, json};
use tests::{MONTH, SEED, Town, town};

const FAMILIES: u32 = 40;

/// A month issued and sent: name of each file, its bytes.
fn files_of(town: &Town) -> BTreeMap<String, Vec<u8>> {
    let run = town.issue_month();
    for kind in ["titres_csv", "pes_ormc"] {
        town.ask("treasury_export", json!({ "run": run["id"], "kind": kind, "encoding": "windows1252" }));
    }
    let invoices = town.ask("invoice_list", json!({ "run": run["id"], "with_lines": false }));
    town.ask("invoice_pdf", json!({ "invoice": invoices["invoices"][0]["id"] }));
    let read = |entry: fs::DirEntry| {
        (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("file"))
    };
    fs::read_dir(&town.files).expect("files").flatten().map(read).collect()
}

#[test]
fn the_same_seed_gives_the_same_files() {
    let first = files_of(&town(FAMILIES));
    // Not a copy of the same town: another one, made anew.
    let folder = tempfile::tempdir().expect("folder");
    let again = Town::open(&folder.path().join("coffre"), &folder.path().join("fichiers"));
    again.ask("vault_create_fictive", json!({ "families": FAMILIES, "month": MONTH, "seed": SEED }));
    let second = files_of(&again);
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "{name} differs");
    }
    assert!(first.len() == 3, "{:?}", first.keys());
}

#[test]
fn invoices_csv_and_ormc_agree_to_the_cent() {
    let town = town(FAMILIES);
    let run = town.issue_month();
    let invoices = town.ask("invoice_list", json!({ "run": run["id"], "with_lines": true }));
    let invoices = invoices["invoices"].as_array().expect("invoices");
    let billed: i64 = invoices.iter().map(|invoice| invoice["total_cents"].as_i64().expect("cents")).sum();
    let lines: i64 = invoices
        .iter()
        .flat_map(|invoice| invoice["lines"].as_array().expect("lines"))
        .map(|line| line["amount_cents"].as_i64().expect("cents"))
        .sum();
    assert_eq!((billed, lines), (run["total_cents"].as_i64().expect("cents"), billed));

    let export = |kind| {
        let written =
            town.ask("treasury_export", json!({ "run": run["id"], "kind": kind, "encoding": "windows1252" }));
        fs::read(written["path"].as_str().expect("a path")).expect("written")
    };
    let csv: String = export("titres_csv").iter().map(|byte| char::from(*byte)).collect();
    let column = csv
        .lines()
        .next()
        .expect("headings")
        .split(';')
        .position(|name| name == "montant_ttc")
        .expect("a column");
    let titres: i64 =
        csv.lines().skip(1).map(|line| cents(line.split(';').nth(column).expect("a cell"))).sum();
    assert_eq!(titres, billed);

    let xml = String::from_utf8_lossy(&export("pes_ormc")).into_owned();
    let values = |name: &str| -> Vec<i64> {
        xml.split(&format!("<{name} V=\""))
            .skip(1)
            .map(|rest| cents(rest.split('"').next().expect("a value")))
            .collect()
    };
    assert_eq!(values("MtHT").iter().sum::<i64>(), billed);
    assert_eq!(values("MtBordHt"), [billed]);
}

/// `1234,50` or `1234.5` in cents.
fn cents(amount: &str) -> i64 {
    let (whole, part) = amount.split_once([',', '.']).unwrap_or((amount, "0"));
    whole.parse::<i64>().expect("euros") * 100 + format!("{part:0<2}").parse::<i64>().expect("cents")
}

#[test]
fn the_treasury_takes_the_role() {
    let town = town(FAMILIES);
    let run = town.issue_month();
    let written = town
        .ask("treasury_export", json!({ "run": run["id"], "kind": "pes_ormc", "encoding": "windows1252" }));
    let schema = tests::project().join("tests/fixtures/tresor/xsd/PES_V2/Rev0/PES_Aller.xsd");
    assert!(schema.is_file(), "{}", schema.display());
    let checked = Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .arg(schema)
        .arg(written["path"].as_str().expect("a path"))
        .output()
        .expect("xmllint is installed (libxml2-utils)");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn nothing_blocks_the_month_of_a_new_town() {
    let town = town(FAMILIES);
    town.log_in("facturation");
    let preview = town.wait("billing_preview", json!({ "month": MONTH }));
    assert_eq!(preview["blocking"], 0, "{:#}", preview["anomalies"]);
    let children = preview["children"].as_u64().expect("children");
    assert!((60..=70).contains(&children), "{children}: nearly all of the seventy children");
    assert!(
        preview["warnings"].as_u64().expect("warnings") > 0,
        "a town always has something left to look at"
    );
    assert_eq!(preview["orphan_rows"], 0);
}

/// The month before is not a blank page: it was billed, sent, mostly paid, and something of it is still to settle.
#[test]
fn a_new_town_has_a_past() {
    let town = town(FAMILIES);
    town.log_in("facturation");
    let runs = town.ask("run_list", json!({}));
    let runs = runs["runs"].as_array().expect("runs");
    assert_eq!((runs.len(), &runs[0]["month"]), (1, &json!("2026-02")));
    let invoices = town.ask("invoice_list", json!({ "run": runs[0]["id"], "with_lines": false }));
    let invoices = invoices["invoices"].as_array().expect("invoices");
    let states = |state: &str| invoices.iter().filter(|invoice| invoice["state"] == state).count();
    let (paid, all) = (states("settled"), invoices.len());
    assert!(paid * 2 > all && paid < all, "{paid} of {all}");
    assert!(invoices.iter().all(|invoice| invoice["issued_on"] == "2026-03-05"));

    let payments = town.ask("payment_list", json!({}));
    let methods: std::collections::BTreeSet<&str> = payments["payments"]
        .as_array()
        .expect("payments")
        .iter()
        .map(|payment| payment["method_label"].as_str().expect("a method"))
        .collect();
    assert!(methods.len() >= 3, "{methods:?}");
    let batches = town.ask("import_list", json!({}));
    assert_eq!(batches["batches"].as_array().map(Vec::len), Some(1));
    assert_eq!(batches["batches"][0]["to_check"], 2, "two lines that nobody claims");
}

/// The light of the desk says what the doses say.
#[test]
fn vaccine_doses_agree_with_the_light() {
    let town = town(FAMILIES);
    town.log_in("inscriptions");
    let families = town.ask("family_list", json!({}));
    let children: Vec<Value> = families["families"]
        .as_array()
        .expect("families")
        .iter()
        .flat_map(|family| {
            let shown = town.ask("family_show", json!({ "family": family["id"] }));
            shown["children"].as_array().expect("children").clone()
        })
        .collect();
    town.log_in("sante");
    let mut lights = BTreeMap::new();
    for child in &children {
        let request = json!({ "child": child["id"], "reason": "Preuve" });
        let record = town.ask("health_show", request);
        let doses = record["record"]["doses"].as_array().unwrap_or_else(|| panic!("doses of {record:#}"));
        let light = child["health"]["light"].as_str().unwrap_or_else(|| panic!("light of {child:#}"));
        assert_eq!(light == "unknown", doses.is_empty(), "{light}: {doses:?}");
        *lights.entry(light.to_owned()).or_insert(0) += 1;
    }
    assert_eq!(lights.keys().collect::<Vec<_>>(), ["to_complete", "unknown", "up_to_date"], "{lights:?}");
    assert!(lights["up_to_date"] > children.len() / 2, "{lights:?}");
}

#[test]
fn a_measured_town_gives_each_child_the_same_load() {
    let folder = tempfile::tempdir().expect("folder");
    let town = Town::open(folder.path(), folder.path());
    let request = json!({ "families": 20, "month": MONTH, "seed": 1, "measured": true });
    let made = town.ask("vault_create_fictive", request);
    assert_eq!(made["children"], 35);
    assert_eq!(made["attendance_rows"], 35 * 28);
}

#[test]
fn bad_requests_are_refused_with_every_problem() {
    let folder = tempfile::tempdir().expect("folder");
    let town = Town::open(folder.path(), folder.path());
    let error = town
        .try_ask("vault_create_fictive", json!({ "families": 0, "month": "2026-13", "seed": 1 }))
        .unwrap_err();
    let fields: Vec<_> =
        error["fields"].as_array().expect("fields").iter().map(|issue| issue["field"].clone()).collect();
    assert_eq!(fields, ["month", "families"]);
    // A month of holidays has not sixteen days of canteen.
    let august = json!({ "families": 5, "month": "2026-08", "seed": 1, "measured": true });
    assert_eq!(town.refusal("vault_create_fictive", august), "refused");
}

/// What is recorded must be in no file of the vault in clear: not in the base, its journal, the slots nor the card.
#[test]
fn no_file_of_the_vault_holds_a_name_or_an_allergy() {
    let town = town(FAMILIES);
    town.issue_month();
    town.log_in("accueil");
    let families = town.ask("family_list", json!({}));
    let name = families["families"][0]["name"]
        .as_str()
        .expect("a name")
        .split(' ')
        .next()
        .expect("a word")
        .to_owned();
    let mut held = Vec::new();
    for entry in fs::read_dir(&town.vault).expect("vault").flatten() {
        let bytes = fs::read(entry.path()).expect("file");
        for marker in [name.as_str(), "Trousse", "Arachides", "MARAÎCHERS", "SQLite format 3", "CREATE TABLE"]
        {
            if bytes.windows(marker.len()).any(|window| window == marker.as_bytes()) {
                held.push(format!("{}: {marker}", entry.file_name().to_string_lossy()));
            }
        }
    }
    assert!(held.is_empty(), "{held:?}");
    assert!(town.vault.join("preau.base").metadata().expect("base").len() > 500_000);
}
