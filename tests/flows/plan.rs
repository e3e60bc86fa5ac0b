//! The plan of backups: several places, one of them missing, full, read-only or pulled out; what is too old; what a kill left.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::{Town, town};

/// Adds a place to the plan, as the administrator; answers its identifier.
fn place(town: &Town, folder: &Path) -> Value {
    fs::create_dir_all(folder).expect("a folder");
    town.choose_folders(&[folder]);
    let status = town.ask("backup_place_add", json!({}));
    status["places"].as_array().expect("places").last().expect("a place")["id"].clone()
}

fn backups_in(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("sauvegarde.json").is_file())
        .collect();
    found.sort();
    found
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|one| one.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn run(town: &Town, only_due: bool) -> Value {
    town.wait("backup_run", json!({ "only_due": only_due }))
}

/// What is said of a place after a run.
fn trouble(run: &Value, rank: usize) -> &str {
    run["places"][rank]["trouble"].as_str().unwrap_or_default()
}

#[test]
fn the_days_backup_goes_to_every_place_and_what_is_missing_is_said() {
    let town = town(5);
    town.log_in("admin");
    assert_eq!(town.refusal("backup_run", json!({ "only_due": true })), "refused");
    let (disk, stick) = (town.files.join("disque"), town.files.join("cle"));
    place(&town, &disk);
    let id = place(&town, &stick);
    let named = json!({ "id": id, "name": "Clé bleue", "keep_days": 7, "keep_weeks": 5, "keep_months": 12 });
    let status = town.ask("backup_place_save", named);
    assert_eq!(status["places"][1]["name"], "Clé bleue");
    assert!(
        status["places"][0]["warning"].as_str().is_some_and(|said| said.contains("même disque")),
        "{status}"
    );
    assert_eq!(town.ask("session_state", json!({}))["backup_due"], true);

    // Whoever opens the vault makes it, and chooses nothing of it.
    town.log_in("relais");
    assert_eq!(town.refusal("backup_place_add", json!({})), "forbidden");
    let made = run(&town, true);
    assert_eq!((&made["good"], &made["complete"]), (&json!(2), &json!(true)), "{made:#}");
    assert_eq!((backups_in(&disk).len(), backups_in(&stick).len()), (1, 1));
    let state = town.ask("session_state", json!({}));
    assert_eq!((&state["backup_due"], &state["backup_troubles"]), (&json!(false), &json!([])));
    assert_eq!(run(&town, true)["places"], json!([]), "once a day is enough");

    // The stick stays at home.
    fs::rename(&stick, town.files.join("poche")).expect("unplugged");
    let made = run(&town, false);
    assert_eq!((&made["good"], &made["complete"]), (&json!(1), &json!(false)));
    assert!(trouble(&made, 1).contains("«\u{a0}Clé bleue\u{a0}» n’est pas branché"), "{made:#}");
    assert!(!stick.exists(), "nothing is made where nothing is plugged");
    assert_eq!(backups_in(&disk).len(), 1, "two of one day leave the newer");
    let state = town.ask("session_state", json!({}));
    assert_eq!(
        (state["backup_due"].clone(), state["backup_troubles"].as_array().map(Vec::len)),
        (json!(true), Some(1))
    );
    // Another medium under the same name is not it.
    fs::create_dir(&stick).expect("another stick");
    assert!(trouble(&run(&town, true), 0).contains("sa marque n’y est pas"));
    assert_eq!(names_in(&stick), Vec::<String>::new());

    fs::remove_dir(&stick).expect("unplugged");
    fs::rename(town.files.join("poche"), &stick).expect("plugged");
    let made = run(&town, true);
    assert_eq!((made["places"].as_array().map(Vec::len), &made["complete"]), (Some(1), &json!(true)));
    assert_eq!(town.ask("session_state", json!({}))["backup_troubles"], json!([]));
    // Each left its line.
    town.log_in("dpo");
    let lines = town.ask("audit_list", json!({ "operation": "backup_run" }));
    let told: Vec<&str> = lines["entries"]
        .as_array()
        .expect("lines")
        .iter()
        .filter_map(|line| line["detail"].as_str())
        .collect();
    assert!(told.iter().any(|line| line.starts_with("Clé bleue\u{a0}: pas de sauvegarde.")), "{told:?}");
    assert!(told.iter().filter(|line| line.contains("relue et vérifiée")).count() >= 4, "{told:?}");
}

#[test]
fn closing_makes_what_the_day_still_lacks() {
    let town = town(5);
    town.log_in("admin");
    let folder = town.files.join("disque");
    place(&town, &folder);
    town.app.before_closing();
    assert_eq!(backups_in(&folder).len(), 1);
    let made = backups_in(&folder);
    town.app.before_closing();
    assert_eq!(backups_in(&folder), made, "the day has its own");
    // Locked, there is no key to write with.
    town.ask("session_lock", json!({}));
    fs::remove_dir_all(&made[0]).expect("removed");
    town.app.before_closing();
    assert!(backups_in(&folder).is_empty());
}

#[test]
fn a_place_is_chosen_with_care() {
    let town = town(5);
    town.log_in("admin");
    let disk = town.files.join("disque");
    place(&town, &disk);
    run(&town, false);
    let inside = town.vault.join("sauvegardes");
    fs::create_dir_all(&inside).expect("a folder");
    for folder in [&town.vault, &inside, &backups_in(&disk)[0], &disk, &town.files.join("nulle part")] {
        town.choose_folders(&[folder]);
        assert_eq!(town.refusal("backup_place_add", json!({})), "refused", "{}", folder.display());
    }
    assert_eq!(names_in(&inside), Vec::<String>::new());
    assert_eq!(town.refusal("backup_place_add", json!({})), "cancelled");
    let id = town.ask("backup_show", json!({}))["places"][0]["id"].clone();
    let save = |name: &str, days: u16| json!({ "id": id, "name": name, "keep_days": days, "keep_weeks": 5, "keep_months": 12 });
    assert_eq!(town.refusal("backup_place_save", save(" ", 7)), "invalid");
    assert_eq!(town.refusal("backup_place_save", save("Disque", 0)), "invalid");
    // A stick replaced: the place moves, its name and its policy stay.
    town.ask("backup_place_save", save("Coffre-fort", 3));
    let other = town.files.join("autre");
    fs::create_dir_all(&other).expect("a folder");
    town.choose_folders(&[&other]);
    let status = town.ask("backup_place_move", json!({ "id": id }));
    assert_eq!(
        (&status["places"][0]["name"], &status["places"][0]["keep_days"]),
        (&json!("Coffre-fort"), &json!(3))
    );
    run(&town, false);
    assert_eq!(backups_in(&other).len(), 1);
    assert_eq!(town.ask("backup_place_remove", json!({ "id": id }))["places"], json!([]));
    assert_eq!(backups_in(&other).len(), 1, "what was kept stays");
}

#[test]
fn what_is_too_old_goes_and_nothing_else() {
    let town = town(5);
    town.log_in("admin");
    let disk = town.files.join("disque");
    let id = place(&town, &disk);
    town.ask(
        "backup_place_save",
        json!({ "id": id, "name": "Disque", "keep_days": 1, "keep_weeks": 0, "keep_months": 0 }),
    );
    run(&town, false);
    // Neither a stranger's folder, nor a backup of another vault, nor one that is damaged, is ours to remove.
    fs::create_dir(disk.join("preau-vacances")).expect("a folder");
    fs::write(disk.join("preau-vacances/photo.jpg"), "mer").expect("a file");
    let damaged = disk.join("preau-abime");
    copy(&backups_in(&disk)[0], &damaged);
    fs::write(damaged.join("preau.base"), "court").expect("damaged");
    let other = tests::town(3);
    other.log_in("admin");
    place(&other, &disk);
    run(&other, false);
    let before = backups_in(&disk).len();
    for _ in 0..3 {
        let made = run(&town, false);
        assert_eq!(made["places"][0]["removed"], 1, "{made:#}");
        let made = PathBuf::from(made["places"][0]["made"]["folder"].as_str().expect("a folder"));
        assert!(made.join("sauvegarde.json").is_file(), "the one just made stays");
        assert_eq!(backups_in(&disk).len(), before);
    }
    assert!(damaged.join("preau.base").is_file() && disk.join("preau-vacances/photo.jpg").is_file());
    assert_eq!(run(&other, false)["complete"], true);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
    }
}

#[test]
fn what_a_kill_left_half_made_is_cleared_and_nothing_else() {
    let town = town(5);
    town.log_in("admin");
    let disk = town.files.join("disque");
    place(&town, &disk);
    run(&town, false);
    let good = backups_in(&disk)[0].clone();
    let manifest: Value =
        serde_json::from_slice(&fs::read(good.join("sauvegarde.json")).expect("a manifest")).expect("JSON");
    let vault = manifest["vault"].as_str().expect("a vault").to_owned();
    let half = |name: &str, mark: Option<&str>| {
        let folder = disk.join(name);
        copy(&good, &folder);
        fs::remove_file(folder.join("sauvegarde.json")).expect("not yet written");
        if let Some(mark) = mark {
            fs::write(folder.join("en-cours.txt"), mark).expect("a mark");
        }
        folder
    };
    let killed = half("preau-2026-01-01-000000.en-cours", Some(&vault));
    let stranger = half("preau-2026-01-02-000000.en-cours", Some("une autre commune"));
    let unnamed = disk.join("preau-2026-01-03-000000.en-cours");
    copy(&good, &unnamed);
    let removing = disk.join("preau-2026-01-04-000000.a-retirer");
    copy(&good, &removing);
    let with_more = half("preau-2026-01-05-000000.en-cours", Some(&vault));
    fs::write(with_more.join("lettre.odt"), "à garder").expect("a file");
    let busy = half("preau-2026-01-06-000000.en-cours", Some(&vault));
    let lock = File::options().write(true).open(busy.join("en-cours.txt")).expect("a mark");
    lock.try_lock().expect("taken");
    run(&town, false);
    assert!(!killed.exists() && !unnamed.exists() && !removing.exists(), "{:?}", names_in(&disk));
    assert!(stranger.join("preau.base").is_file() && busy.join("preau.base").is_file());
    assert_eq!(names_in(&with_more), ["lettre.odt"]);
    assert_eq!(backups_in(&disk).len(), 1);
}

#[test]
fn a_stick_pulled_out_in_the_middle_leaves_nothing_that_is_believed() {
    let town = town(40);
    town.log_in("admin");
    let (stick, pocket) = (town.files.join("cle"), town.files.join("poche"));
    place(&town, &stick);
    let gone = std::thread::scope(|threads| {
        let pulling = threads.spawn(|| {
            let began = Instant::now();
            while began.elapsed() < Duration::from_secs(20) {
                if names_in(&stick).iter().any(|name| stick.join(name).join("preau.base").exists()) {
                    return fs::rename(&stick, &pocket).is_ok();
                }
            }
            false
        });
        let made = run(&town, false);
        assert!(pulling.join().expect("a hand"), "it was pulled out in time");
        made
    });
    assert_eq!(gone["good"], 0, "{gone:#}");
    assert!(
        trouble(&gone, 0).contains("débranché") || trouble(&gone, 0).contains("n’est plus là"),
        "{gone:#}"
    );
    assert!(
        backups_in(&pocket).iter().all(|one| one.to_string_lossy().ends_with(".en-cours")),
        "none has its name"
    );
    fs::rename(&pocket, &stick).expect("plugged");
    assert_eq!(run(&town, true)["complete"], true);
    assert_eq!(
        names_in(&stick).iter().filter(|name| name.starts_with("preau-2")).count(),
        1,
        "{:?}",
        names_in(&stick)
    );
}

/// A small medium of its own, when this machine lets one be made.
struct Medium(PathBuf);

impl Medium {
    fn mount(folder: PathBuf, kilobytes: u32) -> Option<Self> {
        fs::create_dir_all(&folder).expect("a folder");
        let size = format!("size={kilobytes}k");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "preau"]).arg(&folder).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(folder))
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&self.0).status();
        assert!(done.expect("mount").success());
    }
}

impl Drop for Medium {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_or_protected_medium_is_said_and_the_others_are_done() {
    let town = town(5);
    town.log_in("admin");
    let disk = town.files.join("disque");
    let Some(small) = Medium::mount(town.files.join("cle"), 256) else {
        eprintln!("left out: this machine does not let a proof mount a medium");
        return;
    };
    place(&town, &small.0);
    place(&town, &disk);
    let made = run(&town, false);
    assert!(trouble(&made, 0).contains("plus de place"), "{made:#}");
    assert_eq!(made["places"][1]["trouble"], Value::Null);
    let left = |medium: &Medium| {
        names_in(&medium.0).into_iter().filter(|name| !name.starts_with("preau-lieu")).count()
    };
    assert_eq!(left(&small), 0, "nothing half written stays");
    small.remount("size=64m,ro");
    let made = run(&town, false);
    assert!(trouble(&made, 0).contains("protégé en écriture"), "{made:#}");
    small.remount("rw");
    assert_eq!(run(&town, true)["complete"], true);
    assert_eq!(backups_in(&small.0).len(), 1);
    // Another disk: no warning; the same: one.
    let status = town.ask("backup_show", json!({}));
    assert_eq!(status["places"][0]["warning"], Value::Null);
}

#[test]
fn a_restoration_is_rehearsed_each_quarter() {
    let town = town(5);
    town.log_in("admin");
    let tasks = |town: &Town| {
        let home = town.ask("home_show", json!({}));
        home["tasks"]
            .as_array()
            .expect("tasks")
            .iter()
            .map(|task| task["kind"].as_str().expect("a kind").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(tasks(&town), ["back_up"], "without a place there is nothing to rehearse");
    place(&town, &town.files.join("disque"));
    run(&town, false);
    assert_eq!(tasks(&town), ["rehearse_restore"]);
    let found = town.ask("backup_list", json!({}))["backups"][0].clone();
    assert_eq!((&found["whole"], &found["place_name"]), (&json!(true), &json!("disque")));
    let choice = json!({ "place": found["place"], "name": found["name"] });
    let rehearsed = town.wait("restore_rehearse", choice.clone());
    assert_eq!(
        (&rehearsed["good"], &rehearsed["problems"], &rehearsed["counts"]),
        (&json!(true), &json!([]), &found["counts"])
    );
    assert!(!town.vault.join("preau.essai-restauration").exists());
    assert_eq!(tasks(&town), Vec::<String>::new());
    let rehearsal = town.ask("backup_show", json!({}))["rehearsal"].clone();
    assert_eq!((&rehearsal["last"]["good"], &rehearsal["due"]), (&json!(true), &json!(false)));

    // One that fails is no rehearsal: it is due again.
    let base = backups_in(&town.files.join("disque"))[0].join("preau.base");
    let mut bytes = fs::read(&base).expect("a base");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&base, bytes).expect("spoilt");
    assert_eq!(town.wait("restore_rehearse", choice)["good"], false);
    assert_eq!(tasks(&town), ["rehearse_restore"]);
    // A name that leads elsewhere is not found.
    let outside = json!({ "place": found["place"], "name": "../cle" });
    assert_eq!(town.refusal("restore_rehearse", outside), "not_found");
}
