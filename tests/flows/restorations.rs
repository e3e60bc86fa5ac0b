//! A backup put in the place of the vault: what changes is said first, two people decide, and nobody who left comes back with it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tests::{Town, town};

fn password(login: &str) -> String {
    app::demo::password_of(login).expect("an agent of invented towns")
}

/// A town with one place, and a backup in it.
fn backed_up(families: u32) -> Town {
    let town = town(families);
    town.log_in("admin");
    let folder = town.files.join("disque");
    fs::create_dir_all(&folder).expect("a folder");
    town.choose_folders(&[&folder]);
    town.ask("backup_place_add", json!({}));
    town.wait("backup_run", json!({ "only_due": false }));
    town
}

/// The newest backup of the list, as a choice.
fn newest(town: &Town) -> Value {
    let found = town.ask("backup_list", json!({}))["backups"][0].clone();
    json!({ "place": found["place"], "name": found["name"] })
}

fn agent(town: &Town, login: &str) -> Value {
    let agents = town.ask("agent_list", json!({}));
    let found = agents["agents"].as_array().expect("agents").iter().find(|one| one["login"] == login);
    found.map_or(Value::Null, Clone::clone)
}

fn rename_town(town: &Town, name: &str) {
    town.log_in("admin");
    let shown = town.ask("town_show", json!({}));
    let mut request = shown;
    request["name"] = json!(name);
    town.ask("town_save", request);
}

fn name_of_town(town: &Town) -> String {
    town.ask("town_show", json!({}))["name"].as_str().expect("a name").to_owned()
}

/// Folders of what was left behind.
fn set_aside(town: &Town) -> Vec<PathBuf> {
    let inside = fs::read_dir(&town.vault).expect("the vault").flatten().map(|entry| entry.path());
    inside.filter(|path| path.is_dir()).collect()
}

#[test]
fn two_people_put_a_backup_in_the_place_of_the_vault() {
    let town = backed_up(5);
    let then = name_of_town(&town);
    // Life goes on: someone leaves, someone comes, the town is renamed.
    town.ask("agent_depart", json!({ "agent": agent(&town, "relais")["id"] }));
    let phrase = "sept tuiles rondes chantent sous la pluie fine 42";
    town.ask("agent_welcome", json!({ "agent": null, "login": "nouveau", "display_name": "Lou Nouveau", "roles": ["INS"], "password": phrase }));
    rename_town(&town, "Autreville");
    let kept = town.ask("backup_show", json!({}))["places"][0]["folder"].clone();

    town.log_in("responsable");
    assert_eq!(
        town.refusal("vault_swap", json!({ "login": "admin", "password": password("admin") })),
        "refused"
    );
    let choice = newest(&town);
    let view = town.wait("restore_prepare", choice);
    assert_eq!((&view["parted"], &view["anyone"]), (&json!(false), &json!(false)));
    let seconds: Vec<&str> =
        view["second"].as_array().expect("agents").iter().filter_map(|one| one["login"].as_str()).collect();
    assert_eq!(seconds, ["admin"], "an administrator beside a head of service");
    let abandoned = view["abandoned"].as_u64().expect("a count");
    let lost = view["now"]["audit_entries"].as_u64().zip(view["then"]["audit_entries"].as_u64());
    assert_eq!(lost.map(|(now, then)| now - then), Some(abandoned));
    assert!(abandoned >= 6, "{view:#}");
    assert_eq!(
        (view["last_now"].as_array().map(Vec::len), view["last_then"].as_array().map(Vec::len)),
        (Some(5), Some(5))
    );
    assert_eq!(name_of_town(&town), "Autreville", "nothing has changed yet");

    // Not oneself, not just anyone, not without the password.
    let agree = |login: &str, password: &str| {
        town.refusal("vault_swap", json!({ "login": login, "password": password }))
    };
    assert_eq!(agree("responsable", &password("responsable")), "second_agent");
    assert_eq!(agree("accueil", &password("accueil")), "second_agent");
    assert_eq!(agree("admin", "faux"), "wrong_password");
    assert_eq!(agree("admin", &password("admin")), "too_many_attempts");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let door = town.ask("vault_swap", json!({ "login": "admin", "password": password("admin") }));
    assert_eq!((&door["phase"], &door["problem"]), (&json!("locked"), &Value::Null), "{door:#}");
    assert_eq!(door["town"], then.as_str());

    // The restored vault: the town as it was, its people as they are.
    town.log_in("admin");
    let state = town.ask("session_state", json!({}));
    assert_eq!(state["older_than_seen"], Value::Null, "a signed restoration is no rollback");
    assert_eq!(name_of_town(&town), then);
    assert_eq!(town.ask("backup_show", json!({}))["places"][0]["folder"], kept);
    assert!(agent(&town, "relais")["left_on"].is_string(), "who left stays out");
    assert_eq!(
        town.refusal("session_unlock", json!({ "login": "relais", "password": password("relais") })),
        "wrong_password"
    );
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    town.ask("session_unlock", json!({ "login": "nouveau", "password": phrase }));
    town.log_in("dpo");
    let told = |operation: &str| {
        let lines = town.ask("audit_list", json!({ "operation": operation }));
        lines["entries"]
            .as_array()
            .expect("lines")
            .iter()
            .map(|line| (line["agent"].clone(), line["detail"].as_str().unwrap_or_default().to_owned()))
            .collect::<Vec<_>>()
    };
    let (restored, agreed) = (told("vault_restore"), told("vault_restore_agree"));
    assert_eq!((restored.len(), agreed.len()), (1, 1));
    assert_ne!(restored[0].0, agreed[0].0, "each signs their own line");
    assert!(
        restored[0].1.contains("écritures abandonnées") && restored[0].1.contains("mots de passe refusés"),
        "{restored:?}"
    );
    assert_eq!(town.wait("audit_verify", json!({}))["holds"], true);
    assert_eq!(town.wait("vault_verify", json!({}))["problems"], json!([]));

    // What was left behind lies aside, whole, and still opens.
    let aside = set_aside(&town);
    assert_eq!(aside.len(), 1, "{aside:?}");
    fs::copy(town.vault.join("preau.poste"), aside[0].join("preau.poste")).expect("the desk's secret");
    let behind = Town::open(&aside[0], &town.files);
    behind.log_in("admin");
    assert_eq!(name_of_town(&behind), "Autreville");

    // A signed restoration excuses what it left behind, and no old file put back later.
    town.ask("session_lock", json!({}));
    let restored = fs::read(town.vault.join("preau.base")).expect("a base");
    rename_town(&town, "Troisville");
    town.ask("session_lock", json!({}));
    fs::write(town.vault.join("preau.base"), restored).expect("put back");
    town.log_in("admin");
    assert!(town.ask("session_state", json!({}))["older_than_seen"].is_string());
}

#[test]
fn what_an_earlier_restoration_left_behind_can_be_put_back() {
    let town = backed_up(5);
    let monday = newest(&town);
    rename_town(&town, "Mardiville");
    // A backup of Tuesday, beside: the plan keeps one a day, and the invented town lives one day.
    let by_hand = town.files.join("mardi");
    town.choose_folders(&[&by_hand]);
    town.wait("backup_create", json!({}));
    let tuesday = fs::read_dir(&by_hand).expect("backups").flatten().next().expect("a backup").path();

    town.wait("restore_prepare", monday);
    town.ask("vault_swap", json!({ "login": "responsable", "password": password("responsable") }));
    town.log_in("admin");
    assert_ne!(name_of_town(&town), "Mardiville");
    town.choose_folders(&[&tuesday]);
    let view = town.wait("restore_prepare", json!({}));
    assert_eq!(view["parted"], true);
    town.ask("vault_swap", json!({ "login": "responsable", "password": password("responsable") }));
    town.log_in("admin");
    assert_eq!(name_of_town(&town), "Mardiville");
    assert_eq!(town.ask("session_state", json!({}))["older_than_seen"], Value::Null);
    assert_eq!(set_aside(&town).len(), 2);
}

#[test]
fn an_old_vault_put_back_by_hand_is_still_seen() {
    let town = backed_up(5);
    town.ask("session_lock", json!({}));
    let base = fs::read(town.vault.join("preau.base")).expect("a base");
    rename_town(&town, "Autreville");
    let choice = newest(&town);
    town.wait("restore_prepare", choice);
    // The mark written by someone else than the program, over a copy nobody signed.
    town.ask("session_lock", json!({}));
    fs::write(town.vault.join("preau.bascule"), "preau-avant-restauration-2026-01-01-000000\n")
        .expect("a mark");
    town.log_in("admin");
    assert!(town.ask("session_state", json!({}))["older_than_seen"].is_string(), "nobody signed it");
    town.ask("session_lock", json!({}));
    town.log_in("admin");
    assert_eq!(town.ask("session_state", json!({}))["older_than_seen"], Value::Null);
    town.ask("session_lock", json!({}));
    fs::write(town.vault.join("preau.base"), base).expect("put back");
    town.log_in("admin");
    assert!(town.ask("session_state", json!({}))["older_than_seen"].is_string());
    // A mark that leads elsewhere is refused, and nothing is moved.
    town.ask("session_lock", json!({}));
    fs::write(town.vault.join("preau.bascule"), "../ailleurs\n").expect("a mark");
    let door = town.ask("session_state", json!({}));
    assert!(door["problem"].as_str().is_some_and(|said| said.contains("ne se lit pas")), "{door:#}");
    assert!(town.vault.join("preau.base").is_file());
}

#[test]
fn a_restoration_given_up_or_locked_away_leaves_nothing() {
    let town = backed_up(5);
    let before = name_of_town(&town);
    let choice = newest(&town);
    town.wait("restore_prepare", choice.clone());
    assert!(town.vault.join("preau.restauration/preau.base").is_file());
    town.ask("restore_give_up", json!({}));
    assert!(!town.vault.join("preau.restauration").exists());
    town.wait("restore_prepare", choice.clone());
    town.ask("session_lock", json!({}));
    town.log_in("admin");
    assert_eq!(
        town.refusal("vault_swap", json!({ "login": "responsable", "password": password("responsable") })),
        "refused"
    );
    town.wait("restore_prepare", choice);
    assert_eq!(name_of_town(&town), before);
    town.log_in("facturation");
    assert_eq!(town.refusal("restore_prepare", json!({})), "forbidden");
}

/// Opens with a second person.
fn open_with(town: &Town, login: &str, second: &str, second_password: &str) -> Result<Value, Value> {
    town.try_ask("session_unlock", json!({
        "login": login, "password": password(login), "second_login": second, "second_password": second_password,
    }))
}

#[test]
fn a_vault_rescued_from_the_door_opens_with_two_people_when_it_is_older() {
    let town = backed_up(5);
    rename_town(&town, "Autreville");
    town.ask("session_lock", json!({}));
    let backup =
        fs::read_dir(town.files.join("disque")).expect("backups").flatten().find(|one| one.path().is_dir());
    let (backup, target) = (backup.expect("a backup").path(), town.files.join("secours"));
    town.choose_folders(&[&backup, &target]);
    town.ask("vault_rescue", json!({}));
    let alone = town
        .try_ask("session_unlock", json!({ "login": "admin", "password": password("admin") }))
        .expect_err("refused");
    assert_eq!(alone["code"], "second_agent");
    assert!(
        alone["message"]
            .as_str()
            .is_some_and(|said| said.contains("seconde personne") && said.contains("plus ancienne")),
        "{alone}"
    );
    assert_eq!(
        open_with(&town, "admin", "admin", &password("admin")).expect_err("oneself")["code"],
        "second_agent"
    );
    assert_eq!(open_with(&town, "admin", "accueil", "faux").expect_err("wrong")["code"], "wrong_password");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let opened = open_with(&town, "admin", "accueil", &password("accueil")).expect("opened");
    assert_eq!((&opened["phase"], &opened["older_than_seen"]), (&json!("open"), &Value::Null));
    // Once is enough.
    town.log_in("accueil");
    town.log_in("dpo");
    let lines = town.ask("audit_list", json!({ "operation": "vault_restore" }));
    assert!(
        lines["entries"][0]["detail"].as_str().is_some_and(|told| told.contains("avec l’accord de")),
        "{lines:#}"
    );
}

#[test]
fn a_rescue_that_brings_back_nothing_older_asks_for_nobody() {
    let town = backed_up(5);
    // The program dies there: what this desk remembers is older than the backup.
    let next = Town::open(&town.vault, &town.files);
    let backup =
        fs::read_dir(town.files.join("disque")).expect("backups").flatten().find(|one| one.path().is_dir());
    let (backup, target) = (backup.expect("a backup").path(), town.files.join("secours"));
    next.choose_folders(&[&backup, &target]);
    next.ask("vault_rescue", json!({}));
    assert!(target.join("preau.secours").is_file());
    next.log_in("accueil");
    assert!(!target.join("preau.secours").exists());
}

fn damage_slots(town: &Town) {
    for name in ["preau.a.cles", "preau.b.cles"] {
        fs::write(town.vault.join(name), "abîmé").expect("damaged");
    }
}

#[test]
fn keys_damaged_twice_are_taken_from_the_last_backup() {
    let town = backed_up(5);
    town.ask("session_lock", json!({}));
    assert_eq!(town.ask("session_state", json!({}))["keys_elsewhere"], Value::Null);
    damage_slots(&town);
    let door = town.ask("session_state", json!({}));
    let offered = door["keys_elsewhere"].as_str().expect("offered");
    assert!(Path::new(offered).join("preau.a.cles").is_file() && door["problem"].is_string());
    let door = town.ask("vault_rescue_slots", json!({}));
    assert_eq!((&door["problem"], &door["keys_elsewhere"]), (&Value::Null, &Value::Null));
    town.log_in("accueil");
    assert_eq!(town.ask("family_list", json!({}))["families"].as_array().map(Vec::len), Some(5));
    let aside = fs::read_dir(&town.vault).expect("the vault").flatten();
    assert_eq!(
        aside.filter(|one| one.file_name().to_string_lossy().contains("abime")).count(),
        2,
        "set aside, not removed"
    );

    // A backup that is spoilt, or another vault's, gives nothing.
    town.ask("session_lock", json!({}));
    damage_slots(&town);
    let kept = Path::new(offered).join("preau.a.cles");
    let whole = fs::read(&kept).expect("keys");
    fs::write(&kept, &whole[1..]).expect("spoilt");
    assert_eq!(town.ask("session_state", json!({}))["keys_elsewhere"], Value::Null);
    assert_eq!(town.refusal("vault_rescue_slots", json!({})), "damaged");
    fs::write(&kept, &whole).expect("put back");
    let other = backed_up(3);
    let card = town.vault.join("commune.json");
    let theirs: Value =
        serde_json::from_slice(&fs::read(other.vault.join("commune.json")).expect("a card")).expect("JSON");
    let mut mine: Value = serde_json::from_slice(&fs::read(&card).expect("a card")).expect("JSON");
    mine["backup"]["folder"] = theirs["backup"]["folder"].clone();
    fs::write(&card, mine.to_string()).expect("a card");
    assert_eq!(town.refusal("vault_rescue_slots", json!({})), "refused");
}

#[test]
fn a_restoration_prepared_before_a_change_of_keys_is_put_in_place_under_the_new_ones() {
    let town = backed_up(5);
    let then = name_of_town(&town);
    rename_town(&town, "Autreville");
    town.wait("restore_prepare", newest(&town));
    town.ask("agent_depart", json!({ "agent": agent(&town, "relais")["id"] }));
    town.ask("vault_swap", json!({ "login": "responsable", "password": password("responsable") }));
    town.log_in("admin");
    assert_eq!(name_of_town(&town), then);
    assert!(agent(&town, "relais")["left_on"].is_string(), "who left stays out");
    assert_eq!(town.wait("vault_verify", json!({}))["problems"], json!([]));
}
