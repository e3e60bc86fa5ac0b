//! The journal, the verification of the vault, backups.

use std::fs;
use std::path::PathBuf;

use serde_json::json;
use tests::{Town, town};

const FAMILIES: u32 = 10;

#[test]
fn what_is_done_is_in_the_journal_and_the_journal_holds() {
    let town = town(FAMILIES);
    let run = town.issue_month();
    town.log_in("dpo");
    let found = town.ask("audit_list", json!({ "object": run["id"] }));
    let entry = &found["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .find(|entry| entry["operation"] == "billing_commit");
    let entry = entry.expect("the run is in the journal");
    assert_eq!(entry["agent"], "Hervé Lozac’h");
    assert!(entry["detail"].as_str().expect("a detail").contains("factures"));
    // Reading the journal is in the journal.
    let again = town.ask("audit_list", json!({ "operation": "audit_list" }));
    assert!(again["total"].as_u64().expect("a count") >= 1);

    let verified = town.wait("audit_verify", json!({}));
    assert_eq!((&verified["holds"], &verified["broken"]), (&json!(true), &json!(null)));
    assert_eq!(verified["head"].as_str().map(str::len), Some(16));
    let written = town.ask("audit_export", json!({}));
    let text = fs::read_to_string(written["file"].as_str().expect("a path")).expect("written");
    assert_eq!(text.lines().count() as u64, written["rows"].as_u64().expect("rows") + 1);
}

#[test]
fn a_sound_vault_verifies() {
    let town = town(FAMILIES);
    town.issue_month();
    town.log_in("responsable");
    let verified = town.wait("vault_verify", json!({}));
    for part in ["chain", "reconciliation", "invariants"] {
        assert_eq!(verified[part], true, "{verified:#}");
    }
    assert_eq!(verified["problems"], json!([]));
    assert!(verified["pages"].as_u64().expect("pages") > 100);
}

#[test]
fn one_altered_byte_of_the_base_is_seen() {
    let town = town(FAMILIES);
    let path = town.vault.join("preau.base");
    let mut bytes = fs::read(&path).expect("base");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).expect("base");
    town.log_in("responsable");
    match town.try_wait("vault_verify", json!({})) {
        Ok(verified) => assert_ne!(verified["problems"], json!([]), "{verified:#}"),
        Err(error) => assert_eq!(error["code"], "damaged", "{error:#}"),
    }
}

fn back_up(town: &Town) -> PathBuf {
    let kept = town.files.join("sauvegardes");
    town.log_in("admin");
    town.choose_folders(&[&kept]);
    let made = town.wait("backup_create", json!({}));
    assert_eq!(made["verified"], true, "{made:#}");
    PathBuf::from(made["folder"].as_str().expect("a folder"))
}

#[test]
fn a_backup_is_read_again_and_restored_beside() {
    let town = town(FAMILIES);
    let folder = back_up(&town);
    let names: Vec<String> = fs::read_dir(&folder)
        .expect("backup")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(
        names.contains(&"sauvegarde.json".to_owned()) && !names.contains(&"preau.poste".to_owned()),
        "{names:?}"
    );

    let beside = town.files.join("restauration");
    town.choose_folders(&[&folder, &beside]);
    let restored = town.wait("backup_restore", json!({}));
    assert_eq!(restored["counts"]["families"], 10);
    let other = Town::open(&beside, &beside);
    other.log_in("accueil");
    assert_eq!(other.ask("family_list", json!({}))["families"].as_array().map(Vec::len), Some(10));

    // Never over something.
    town.choose_folders(&[&folder, &beside]);
    assert_eq!(town.try_wait("backup_restore", json!({})).unwrap_err()["code"], "already_done");
}

#[test]
fn what_an_agent_keeps_for_themselves_is_not_the_journals() {
    let town = town(FAMILIES);
    let lines = || {
        town.log_in("dpo");
        let lines = town.ask("audit_list", json!({}))["total"].as_u64().expect("a count");
        // Reading the journal and opening the session are lines too.
        (lines, town.log_in("facturation")).0
    };
    let before = lines();
    for body in ["un", "deux", "trois"] {
        town.ask("draft_save", json!({ "key": "tarif/1", "body": body }));
    }
    assert_eq!(town.ask("draft_get", json!({ "key": "tarif/1" }))["body"], "trois");
    town.ask("draft_discard", json!({ "key": "tarif/1" }));
    assert_eq!(town.ask("draft_get", json!({ "key": "tarif/1" }))["body"], serde_json::Value::Null);
    let after = lines();
    assert_eq!(after, before + 5, "two sessions closed, two opened, one reading");
}

#[test]
fn a_spoiled_backup_is_refused_before_anything_is_replaced() {
    let town = town(FAMILIES);
    let folder = back_up(&town);
    let whole = fs::read(folder.join("preau.base")).expect("base");
    let spoilt = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        bytes
    };
    for (what, bytes) in [
        ("first page", spoilt(20)),
        ("middle", spoilt(whole.len() / 2)),
        ("last byte", spoilt(whole.len() - 1)),
        ("cut short", whole[..whole.len() - 4_096].to_vec()),
        ("empty", Vec::new()),
    ] {
        fs::write(folder.join("preau.base"), bytes).expect("spoilt");
        town.choose_folders(&[&folder]);
        let judged = town.wait("backup_verify", json!({}));
        assert_eq!(judged["verified"], false, "{what}");
        assert_ne!(judged["problems"], json!([]), "{what}");
        let beside = town.files.join("restauration");
        town.choose_folders(&[&folder, &beside]);
        assert_eq!(town.try_wait("backup_restore", json!({})).unwrap_err()["code"], "damaged", "{what}");
        assert!(!beside.exists(), "{what}");
    }
    fs::write(folder.join("preau.base"), whole).expect("whole");
    town.choose_folders(&[&folder]);
    assert_eq!(town.wait("backup_verify", json!({}))["verified"], true);
}

#[test]
fn an_older_base_put_back_is_said_at_opening() {
    let town = town(FAMILIES);
    town.log_in("accueil");
    town.ask("session_lock", json!({}));
    let older = fs::read(town.vault.join("preau.base")).expect("base");
    town.issue_month();
    town.ask("session_lock", json!({}));
    fs::write(town.vault.join("preau.base"), older).expect("put back");
    town.log_in("accueil");
    let state = town.ask("session_state", json!({}));
    assert!(
        state["older_than_seen"].as_str().is_some_and(|text| text.contains("plus ancienne")),
        "{state:#}"
    );
    // Said once: from now on this is the base of this desk, and the journal remembers what was said.
    town.ask("session_lock", json!({}));
    town.log_in("dpo");
    assert_eq!(town.ask("session_state", json!({}))["older_than_seen"], json!(null));
    let found = town.ask("audit_list", json!({ "operation": "session_unlock" }));
    let told = found["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .any(|entry| entry["detail"].as_str().is_some_and(|detail| detail.contains("plus ancienne")));
    assert!(told);
}
