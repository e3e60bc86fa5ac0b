//! Backups tampered with: a manifest proves nothing, and names nothing but a vault's own files.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tests::{Town, town};

fn backed_up(town: &Town) -> PathBuf {
    town.log_in("admin");
    town.choose_folders(&[&town.files.join("sauvegardes")]);
    town.wait("backup_create", json!({}));
    let made = fs::read_dir(town.files.join("sauvegardes")).expect("backups").flatten().next();
    made.expect("a backup").path()
}

#[test]
fn a_backup_older_than_a_departure_is_still_good() {
    let town = town(10);
    let backup = backed_up(&town);
    let agents = town.ask("agent_list", json!({}));
    let leaving = agents["agents"].as_array().expect("agents").iter().find(|one| one["login"] == "relais");
    town.ask("agent_depart", json!({ "agent": leaving.expect("an agent")["id"] }));
    town.choose_folders(&[&backup]);
    let verified = town.wait("backup_verify", json!({}));
    assert_eq!((&verified["verified"], &verified["problems"]), (&json!(true), &json!([])));
    town.log_in("responsable");
    town.choose_folders(&[&backup, &town.files.join("restauration")]);
    town.wait("backup_restore", json!({}));
}

/// What is found of a backup whose manifest lists other files, and of restoring it.
fn with_files(town: &Town, backup: &Path, change: impl FnOnce(&mut Vec<Value>)) -> [Result<Value, Value>; 2] {
    let path = backup.join("sauvegarde.json");
    let written = fs::read(&path).expect("a manifest");
    let mut manifest: Value = serde_json::from_slice(&written).expect("JSON");
    change(manifest["files"].as_array_mut().expect("files"));
    fs::write(&path, manifest.to_string()).expect("tampered with");
    town.choose_folders(&[backup]);
    let verified = town.try_wait("backup_verify", json!({}));
    town.choose_folders(&[backup, &town.files.join("restauration")]);
    let restored = town.try_wait("backup_restore", json!({}));
    fs::write(&path, written).expect("put back");
    [verified, restored]
}

#[test]
fn a_manifest_names_the_files_of_a_vault_and_no_others() {
    let town = town(10);
    let backup = backed_up(&town);
    let other = |name: &str| json!({ "name": name, "bytes": 0, "sha256": "" });
    let lacking =
        |name: &'static str| move |files: &mut Vec<Value>| files.retain(|file| file["name"] != name);
    for outcome in [
        with_files(&town, &backup, |files| files.push(other("../evil"))),
        with_files(&town, &backup, |files| files.push(other("..\\evil"))),
        with_files(&town, &backup, |files| files.push(other("/etc/passwd"))),
        with_files(&town, &backup, |files| files.push(other("preau.poste"))),
        with_files(&town, &backup, |files| files.push(files[0].clone())),
        with_files(&town, &backup, Vec::clear),
        with_files(&town, &backup, lacking("preau.base")),
        with_files(&town, &backup, lacking("preau.a.cles")),
    ] {
        assert_eq!(
            outcome.map(|refused| refused.expect_err("refused")["code"].clone()),
            ["bad_file", "bad_file"]
        );
    }
    assert!(!town.files.join("restauration").exists(), "nothing was written");
    let [verified, restored] = with_files(&town, &backup, lacking("commune.json"));
    assert_eq!((&verified.expect("verified")["verified"], restored.is_ok()), (&json!(true), true));
}
