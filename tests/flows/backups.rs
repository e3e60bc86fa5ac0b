//! Backups tampered with: a manifest names nothing but a vault's own files, and every damage is seen before anything is written.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tests::{Town, town};

/// The long form is asked for by `PREAU_FAULTS=long`: every byte, ten thousand flips.
fn many(short: usize, long: usize) -> usize {
    if std::env::var_os("PREAU_FAULTS").is_some_and(|asked| asked == "long") { long } else { short }
}

/// A small generator of proofs: the same faults each time.
struct Faults(u64);

impl Faults {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}

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
    fs::write(&path, serde_json::to_vec(&manifest).expect("JSON")).expect("tampered with");
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
        with_files(&town, &backup, lacking("commune.json")),
    ] {
        assert_eq!(
            outcome.map(|refused| refused.expect_err("refused")["code"].clone()),
            ["damaged", "damaged"],
            "what is announced is signed, byte for byte"
        );
    }
    assert!(!town.files.join("restauration").exists(), "nothing was written");
}

/// Puts `bytes` in the place of a file of a backup and asks for everything that reads one; each must refuse, without a panic and before
/// anything is written.
fn refused_everywhere(town: &Town, backup: &Path, name: &str, bytes: &[u8], fault: &str) {
    fs::write(backup.join(name), bytes).expect("spoilt");
    let bad = |outcome: Result<Value, Value>| match outcome {
        Ok(view) => view["verified"] == false,
        Err(error) => {
            error["code"] == "damaged" || error["code"] == "bad_file" || error["code"] == "newer_version"
        }
    };
    town.choose_folders(&[backup]);
    assert!(bad(town.try_wait("backup_verify", json!({}))), "{name}, {fault}: verified");
    town.choose_folders(&[backup]);
    let prepared = town.try_wait("restore_prepare", json!({}));
    assert!(prepared.is_err() && bad(prepared), "{name}, {fault}: prepared");
    assert!(!town.vault.join("preau.restauration").exists(), "{name}, {fault}: something was written");
}

fn spoil(town: &Town, backup: &Path, name: &str, places: impl Iterator<Item = usize>) -> usize {
    let whole = fs::read(backup.join(name)).expect("a file");
    let mut count = 0;
    for place in places {
        let mut bytes = whole.clone();
        let bit = (place % whole.len() + count) % 8;
        bytes[place % whole.len()] ^= 1 << bit;
        refused_everywhere(town, backup, name, &bytes, &format!("bit {bit} of byte {}", place % whole.len()));
        count += 1;
    }
    fs::write(backup.join(name), whole).expect("put back");
    count
}

#[test]
fn every_damage_of_a_backup_is_refused_before_anything_is_written() {
    let town = town(5);
    let backup = backed_up(&town);
    let mut faults = Faults(3);
    let mut tried = 0;
    let length =
        |name: &str| usize::try_from(fs::metadata(backup.join(name)).expect("a file").len()).expect("small");
    // Headers: what announces, what opens, the first page.
    for (name, header) in [
        ("sauvegarde.json", length("sauvegarde.json")),
        ("preau.a.cles", length("preau.a.cles")),
        ("preau.b.cles", length("preau.b.cles")),
        ("commune.json", length("commune.json")),
        ("preau.base", 4_096),
    ] {
        let step = (header / many(12, header)).max(1);
        tried += spoil(&town, &backup, name, (0..header).step_by(step));
    }
    // The body.
    let base = length("preau.base");
    let body: Vec<usize> = (0..many(30, 10_000)).map(|_| 4_096 + faults.below(base - 4_096)).collect();
    tried += spoil(&town, &backup, "preau.base", body.into_iter());
    // Truncations, of every class of a page.
    let whole = fs::read(backup.join("preau.base")).expect("a base");
    for rest in (0..4_096).step_by(4_096 / many(16, 4_096)) {
        let pages = 1 + faults.below(base / 4_096 - 1);
        refused_everywhere(&town, &backup, "preau.base", &whole[..pages * 4_096 - 1 - rest], "cut short");
        tried += 1;
    }
    refused_everywhere(&town, &backup, "preau.base", &[], "emptied");
    fs::write(backup.join("preau.base"), &whole).expect("put back");
    // The control: put back as it was, it is good.
    town.choose_folders(&[&backup]);
    assert_eq!(town.wait("backup_verify", json!({}))["verified"], true, "after {tried} faults");
}

#[test]
fn the_door_refuses_a_damaged_backup_too() {
    let town = town(5);
    let backup = backed_up(&town);
    town.ask("session_lock", json!({}));
    let target = town.files.join("secours");
    let mut faults = Faults(11);
    for name in ["sauvegarde.json", "preau.a.cles", "preau.base", "commune.json"] {
        let whole = fs::read(backup.join(name)).expect("a file");
        for _ in 0..many(8, 400) {
            let mut bytes = whole.clone();
            let place = faults.below(whole.len());
            bytes[place] ^= 1 << (place % 8);
            fs::write(backup.join(name), &bytes).expect("spoilt");
            town.choose_folders(&[&backup, &target]);
            let refusal = town.refusal("vault_rescue", json!({}));
            assert!(
                ["damaged", "bad_file", "newer_version"].contains(&refusal.as_str()),
                "{name} {place}: {refusal}"
            );
            assert!(!target.join("preau.base").exists(), "{name} {place}");
        }
        fs::write(backup.join(name), &whole).expect("put back");
    }
    town.choose_folders(&[&backup, &target]);
    assert_eq!(town.ask("vault_rescue", json!({}))["phase"], "locked");
}
