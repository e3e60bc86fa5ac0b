//! A vault that lies elsewhere than this desk's own folder, and vaults cut short while they were made.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use tempfile::TempDir;
use tests::{Town, town};

fn desk(folder: &Path) -> Town {
    Town::open(&folder.join("poste"), &folder.join("fichiers"))
}

fn backed_up(town: &Town) -> PathBuf {
    town.log_in("admin");
    town.choose_folders(&[&town.files]);
    town.wait("backup_create", json!({}));
    fs::read_dir(&town.files).expect("files").flatten().next().expect("a backup").path()
}

#[test]
fn another_vault_is_opened_where_it_lies() {
    let (folder, other) = (TempDir::new().expect("a folder"), town(5));
    let desk = desk(folder.path());
    assert_eq!(desk.ask("session_state", json!({}))["phase"], "no_vault");
    desk.choose_folders(&[&other.vault]);
    let door = desk.ask("vault_choose", json!({}));
    assert_eq!((&door["phase"], door["agents"].as_array().map(Vec::len)), (&json!("locked"), Some(9)));
    assert_eq!(door["folder"], other.vault.display().to_string());
    desk.log_in("accueil");
    assert_eq!(desk.ask("family_list", json!({}))["families"].as_array().map(Vec::len), Some(5));
    // Giving up leaves everything as it is; another choice locks first.
    assert_eq!(desk.ask("vault_choose", json!({}))["phase"], "open");
    desk.choose_folders(&[&other.vault]);
    assert_eq!(desk.ask("vault_choose", json!({}))["phase"], "locked");
}

#[test]
fn neither_an_empty_folder_nor_a_backup_is_a_vault() {
    let (folder, other) = (TempDir::new().expect("a folder"), town(5));
    let kept = backed_up(&other);
    let desk = desk(folder.path());
    desk.choose_folders(&[folder.path(), &kept]);
    assert_eq!(desk.refusal("vault_choose", json!({})), "not_found");
    assert_eq!(desk.refusal("vault_choose", json!({})), "refused");
    assert_eq!(desk.ask("session_state", json!({}))["phase"], "no_vault");

    // Restored aside, it opens.
    let aside = folder.path().join("à part");
    other.log_in("responsable");
    other.choose_folders(&[&kept, &aside]);
    other.wait("backup_restore", json!({}));
    desk.choose_folders(&[&aside]);
    desk.ask("vault_choose", json!({}));
    // Older than what this desk had seen: two people open it the first time, one the next.
    let alone = json!({ "login": "accueil", "password": app::demo::password_of("accueil").expect("known") });
    assert_eq!(desk.refusal("session_unlock", alone), "second_agent");
    desk.log_in_with("accueil", "responsable");
    desk.log_in("accueil");
}

#[test]
fn a_vault_that_is_no_longer_there_is_said_and_never_founded_over() {
    let (folder, other) = (TempDir::new().expect("a folder"), town(5));
    let desk = desk(folder.path());
    desk.choose_folders(&[&other.vault]);
    desk.ask("vault_choose", json!({}));
    fs::rename(&other.vault, folder.path().join("débranché")).expect("unplugged");
    let door = desk.ask("session_state", json!({}));
    assert_eq!(door["phase"], "no_vault");
    assert!(door["problem"].as_str().is_some_and(|said| said.contains("n’y est plus")), "{door}");
    // A town made now is made at home.
    desk.ask("vault_create_fictive", json!({ "families": 3, "month": "2026-03", "seed": 1 }));
    assert!(desk.vault.join("preau.base").is_file() && !other.vault.exists());
    assert_eq!(desk.ask("session_state", json!({}))["phase"], "locked");
}

#[test]
fn an_invented_town_cut_short_is_no_town_and_the_next_one_stands() {
    let folder = TempDir::new().expect("a folder");
    let vault = folder.path().join("poste");
    // What a kill leaves: the mark, and a workshop where nothing is whole.
    fs::create_dir_all(vault.join("preau.chantier")).expect("a folder");
    for part in ["preau.fondation", "preau.chantier/preau.a.cles", "preau.chantier/preau.base"] {
        fs::write(vault.join(part), "à moitié").expect("a part");
    }
    let desk = desk(folder.path());
    assert_eq!(desk.ask("session_state", json!({}))["phase"], "no_vault");
    desk.ask("vault_create_fictive", json!({ "families": 3, "month": "2026-03", "seed": 1 }));
    assert!(!vault.join("preau.chantier").exists() && !vault.join("preau.fondation").exists());
    desk.log_in("accueil");
    // A second one would take the place of the first.
    assert_eq!(
        desk.refusal("vault_create_fictive", json!({ "families": 3, "month": "2026-03", "seed": 1 })),
        "already_done"
    );
}

#[test]
fn a_restoration_cut_short_bars_nothing() {
    let (folder, town) = (TempDir::new().expect("a folder"), town(5));
    let kept = backed_up(&town);
    town.log_in("responsable");
    let aside = folder.path().join("à part");
    fs::create_dir_all(&aside).expect("a folder");
    for part in ["preau.fondation", "preau.base"] {
        fs::write(aside.join(part), "à moitié").expect("a part");
    }
    town.choose_folders(&[&kept, &aside]);
    assert_eq!(town.wait("backup_restore", json!({}))["verified"], true);
    // What is not ours is left alone.
    let full = folder.path().join("occupé");
    fs::create_dir_all(&full).expect("a folder");
    fs::write(full.join("photo.jpg"), "rien à voir").expect("a file");
    town.choose_folders(&[&kept, &full]);
    assert_eq!(town.try_wait("backup_restore", json!({})).expect_err("refused")["code"], "refused");
    let left: Vec<_> = fs::read_dir(&full).expect("a folder").flatten().map(|one| one.file_name()).collect();
    assert_eq!(left, ["photo.jpg"]);
}

#[test]
fn a_damaged_vault_is_rescued_from_the_door() {
    let town = town(5);
    let kept = backed_up(&town);
    town.ask("session_lock", json!({}));
    fs::write(town.vault.join("preau.base"), "abîmé").expect("damaged");
    let password = app::demo::password_of("accueil").expect("known");
    let request = json!({ "login": "accueil", "password": password });
    assert_eq!(town.refusal("session_unlock", request), "damaged");

    // A backup that was altered is no rescue, and leaves nothing behind.
    let aside = town.files.join("à part");
    let base = fs::read(kept.join("preau.base")).expect("a base");
    fs::write(kept.join("preau.base"), &base[..base.len() - 1]).expect("altered");
    town.choose_folders(&[&kept, &aside]);
    assert_eq!(town.refusal("vault_rescue", json!({})), "damaged");
    assert!(!aside.join("preau.base").exists());
    fs::write(kept.join("preau.base"), &base).expect("put back");

    town.choose_folders(&[&kept, &aside]);
    let door = town.ask("vault_rescue", json!({}));
    assert_eq!((&door["phase"], &door["folder"]), (&json!("locked"), &json!(aside.display().to_string())));
    town.log_in_with("accueil", "responsable");
    assert_eq!(town.ask("family_list", json!({}))["families"].as_array().map(Vec::len), Some(5));
}

#[test]
fn what_lay_in_a_folder_is_never_removed() {
    let (folder, town) = (TempDir::new().expect("a folder"), town(5));
    let kept = backed_up(&town);
    town.log_in("responsable");
    // Someone's own papers, and the only installation secret of a vault whose base is lost.
    let target = folder.path().join("archives");
    fs::create_dir_all(target.join("preau.chantier/ecole")).expect("a folder");
    let own = ["preau.chantier/ecole/plan.pdf", "lettre.odt", "commune.json", "preau.poste"];
    own.iter().for_each(|name| fs::write(target.join(name), "à garder").expect("a file"));
    let all_there =
        || own.iter().all(|name| fs::read(target.join(name)).is_ok_and(|text| text == "à garder".as_bytes()));
    town.choose_folders(&[&kept, &target]);
    assert_eq!(town.try_wait("backup_restore", json!({})).expect_err("refused")["code"], "refused");
    town.choose_folders(&[&kept, &target]);
    assert_eq!(town.refusal("vault_rescue", json!({})), "refused");
    assert!(all_there());
    let desk = Town::open(&target, &folder.path().join("fichiers"));
    let request = json!({ "families": 3, "month": "2026-03", "seed": 1 });
    assert_eq!(desk.refusal("vault_create_fictive", request), "refused");
    assert!(all_there());
    let left: Vec<_> =
        fs::read_dir(&target).expect("a folder").flatten().map(|one| one.file_name()).collect();
    assert_eq!(left.len(), 4, "{left:?}");
}

#[test]
fn an_emptied_base_is_damaged_and_stays_as_it_is() {
    let town = town(5);
    fs::write(town.vault.join("preau.base"), "").expect("emptied");
    let password = app::demo::password_of("accueil").expect("known");
    let request = json!({ "login": "accueil", "password": password });
    assert_eq!(town.refusal("session_unlock", request), "damaged");
    assert_eq!(fs::metadata(town.vault.join("preau.base")).expect("a base").len(), 0);
}

#[test]
fn the_wait_after_wrong_passwords_outlives_the_program() {
    let town = town(5);
    let wrong = json!({ "login": "accueil", "password": "autre" });
    assert_eq!(town.refusal("session_unlock", wrong.clone()), "wrong_password");
    let next_program = Town::open(&town.vault, &town.files);
    assert_eq!(next_program.refusal("session_unlock", wrong), "too_many_attempts");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    next_program.log_in("accueil");
    next_program.log_in("dpo");
    let lines = next_program.ask("audit_list", json!({ "operation": "session_unlock" }));
    let told = lines["entries"].as_array().expect("lines").iter().filter_map(|line| line["detail"].as_str());
    assert!(told.into_iter().any(|detail| detail == "1 mot de passe refusé juste avant."), "{lines:#}");
}
