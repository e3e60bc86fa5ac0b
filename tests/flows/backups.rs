//! Backups tampered with: a manifest names nothing but a vault's own files, and every damage is seen before anything is written.

use std::fs;
use std::path::{Path, PathBuf};

use campaign::{Campaign, each, many};
use serde_json::{Value, json};
use tests::{FOUNDER, Town, founded, town};

const PAGE: usize = 4_096;

fn backed_up(town: &Town, by: &str) -> PathBuf {
    town.log_in(by);
    town.choose_folders(&[&town.files.join("sauvegardes")]);
    town.wait("backup_create", json!({}));
    let made = fs::read_dir(town.files.join("sauvegardes")).expect("backups").flatten().next();
    made.expect("a backup").path()
}

#[test]
fn a_backup_older_than_a_departure_is_still_good() {
    let town = town(10);
    let backup = backed_up(&town, "admin");
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
    let backup = backed_up(&town, "admin");
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

/// A backup whose damages are tried one by one.
struct Spoilt {
    town: Town,
    backup: PathBuf,
    campaign: Campaign,
}

impl Spoilt {
    fn of(campaign: Campaign) -> Self {
        let town = founded();
        let backup = backed_up(&town, FOUNDER);
        Self { town, backup, campaign }
    }

    fn whole(&self, name: &str) -> Vec<u8> {
        fs::read(self.backup.join(name)).expect("a file")
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.backup.join(name), bytes).expect("written");
    }

    /// Puts `bytes` in the place of a file of the backup and asks for everything that reads one; each must refuse, without a panic and
    /// before anything is written.
    fn refused_everywhere(&mut self, kind: &'static str, name: &str, bytes: &[u8], fault: &str) {
        self.put(name, bytes);
        let bad = |outcome: &Result<Value, Value>| match outcome {
            Ok(view) => view["verified"] == false,
            Err(error) => {
                ["damaged", "bad_file", "newer_version"].contains(&error["code"].as_str().unwrap_or_default())
            }
        };
        let town = &self.town;
        town.choose_folders(&[&self.backup]);
        let verified = town.try_wait("backup_verify", json!({}));
        town.choose_folders(&[&self.backup]);
        let prepared = town.try_wait("restore_prepare", json!({}));
        let written = town.vault.join("preau.restauration").exists();
        let held = bad(&verified) && prepared.is_err() && bad(&prepared) && !written;
        self.campaign
            .tried(kind, held, || format!("{name}, {fault}: {verified:?}, {prepared:?}, written: {written}"));
        // The line of a job is kept as long as the session: a new one now and then.
        if self.campaign.count().is_multiple_of(1_000) {
            self.town.log_in(FOUNDER);
        }
    }

    /// One bit of each of these places.
    fn spoil(&mut self, kind: &'static str, name: &str, places: impl IntoIterator<Item = usize>) {
        let whole = self.whole(name);
        for place in places {
            let bit = self.campaign.below(8);
            let mut bytes = whole.clone();
            bytes[place] ^= 1 << bit;
            self.refused_everywhere(kind, name, &bytes, &format!("bit {bit} of byte {place}"));
        }
        self.put(name, &whole);
    }

    /// The control: put back as it was, it is good.
    fn end(self) {
        self.town.choose_folders(&[&self.backup]);
        assert_eq!(self.town.wait("backup_verify", json!({}))["verified"], true);
        self.campaign.end("put back as it was, the backup is verified");
    }
}

/// What announces, what opens, the first page: every byte.
#[test]
fn every_damage_of_what_heads_a_backup_is_refused_before_anything_is_written() {
    let mut spoilt = Spoilt::of(Campaign::new("backup_headers", 3));
    for (kind, name) in [
        ("manifest", "sauvegarde.json"),
        ("first keys", "preau.a.cles"),
        ("second keys", "preau.b.cles"),
        ("card", "commune.json"),
    ] {
        let places = each(spoilt.whole(name).len(), 12);
        spoilt.spoil(kind, name, places);
    }
    spoilt.spoil("first page", "preau.base", each(PAGE, 12));
    spoilt.end();
}

#[test]
fn every_damage_of_the_body_of_a_backup_is_refused_before_anything_is_written() {
    let mut spoilt = Spoilt::of(Campaign::new("backup_body", 5));
    let body = spoilt.whole("preau.base").len() - PAGE;
    let places: Vec<usize> = (0..many(30, 10_000)).map(|_| PAGE + spoilt.campaign.below(body)).collect();
    spoilt.spoil("flipped", "preau.base", places);
    spoilt.end();
}

/// Every length there is modulo a page, which holds every length modulo a sector; whole pages, whole sectors, nothing, one byte.
#[test]
fn a_backup_cut_short_anywhere_is_refused_before_anything_is_written() {
    let mut spoilt = Spoilt::of(Campaign::new("backup_cuts", 7));
    let whole = spoilt.whole("preau.base");
    let pages = whole.len() / PAGE;
    for rest in each(PAGE, 16) {
        let length = spoilt.campaign.below(pages) * PAGE + rest;
        spoilt.refused_everywhere(
            "modulo a page",
            "preau.base",
            &whole[..length],
            &format!("{length} bytes"),
        );
    }
    for length in [
        0,
        1,
        16,
        511,
        512,
        513,
        PAGE - 1,
        PAGE,
        PAGE + 1,
        whole.len() - PAGE,
        whole.len() - 512,
        whole.len() - 1,
    ] {
        spoilt.refused_everywhere("edges", "preau.base", &whole[..length], &format!("{length} bytes"));
    }
    for more in [1, 512, PAGE] {
        let longer = [&whole[..], &vec![0; more]].concat();
        spoilt.refused_everywhere("longer", "preau.base", &longer, &format!("{more} bytes more"));
    }
    spoilt.put("preau.base", &whole);
    for name in ["sauvegarde.json", "preau.a.cles", "preau.b.cles", "commune.json"] {
        let whole = spoilt.whole(name);
        for length in each(whole.len(), 6) {
            spoilt.refused_everywhere("companions", name, &whole[..length], &format!("{length} bytes"));
        }
        spoilt.put(name, &whole);
    }
    spoilt.end();
}

#[test]
fn the_door_refuses_a_damaged_backup_too() {
    let mut spoilt = Spoilt::of(Campaign::new("backup_at_the_door", 11));
    spoilt.town.ask("session_lock", json!({}));
    let target = spoilt.town.files.join("secours");
    for name in ["sauvegarde.json", "preau.a.cles", "preau.base", "commune.json"] {
        let whole = spoilt.whole(name);
        for _ in 0..many(8, 400) {
            let place = spoilt.campaign.below(whole.len());
            let mut bytes = whole.clone();
            bytes[place] ^= 1 << spoilt.campaign.below(8);
            spoilt.put(name, &bytes);
            spoilt.town.choose_folders(&[&spoilt.backup, &target]);
            let refusal =
                spoilt.town.try_ask("vault_rescue", json!({})).err().map(|error| error["code"].clone());
            let refused = refusal.as_ref().and_then(Value::as_str);
            let held = refused.is_some_and(|code| ["damaged", "bad_file", "newer_version"].contains(&code));
            let written = target.join("preau.base").exists();
            spoilt.campaign.tried("flipped", held && !written, || {
                format!("{name} {place}: {refusal:?}, written: {written}")
            });
        }
        spoilt.put(name, &whole);
    }
    spoilt.town.choose_folders(&[&spoilt.backup, &target]);
    assert_eq!(spoilt.town.ask("vault_rescue", json!({}))["phase"], "locked");
    spoilt.campaign.end("put back as it was, the door opens the backup");
}
