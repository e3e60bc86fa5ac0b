//! The recovery sheets: printed, tried, and used when all else is lost.

use std::path::Path;
use std::sync::Arc;

use app::KeyringOf;
use security::keyring::SecretInMemory;
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::{Town, registration};

const PHRASE: &str = "sept tuiles rondes chantent sous la pluie fine 42";
const OTHER: &str = "neuf merles discrets traversent un verger tranquille 17";

fn ring() -> KeyringOf {
    let kept = Arc::new(SecretInMemory::default());
    Arc::new(move |_: &Path| Arc::clone(&kept) as _)
}

fn foundation() -> Value {
    json!({
        "town_name": "Testville", "siret": "21210999500028", "street": "1 place de la Mairie", "postal_code": "21500",
        "city": "Testville", "zone": "A", "login": "chef", "display_name": "Camille Petit", "roles": ["RES", "INS"],
        "password": PHRASE, "accept_degraded_keyring": false,
    })
}

fn founded(folder: &Path, keyring: KeyringOf) -> Town {
    let town = Town::at_a_desk(&folder.join("coffre"), &folder.join("fichiers"), keyring);
    town.ask("vault_create", foundation());
    town
}

#[test]
fn a_real_town_tries_its_sheets_before_its_first_family() {
    let folder = TempDir::new().expect("a folder");
    let town = founded(folder.path(), ring());
    let before = town.ask("recovery_show", json!({}));
    assert_eq!(
        (&before["printable"], &before["ready"], &before["number"]),
        (&json!(true), &json!(false), &json!(1))
    );
    let sheets = town.print_sheets();
    assert_eq!(sheets.lines(), [16, 16, 16]);
    // The very request that is refused now goes through once they were tried.
    let refused = town.try_ask("family_register", registration()).expect_err("before the sheets were tried");
    assert_eq!(refused["code"], "refused");
    assert!(
        refused["message"].as_str().is_some_and(|said| said.contains("feuilles de secours")),
        "{refused}"
    );

    // A line mistyped is told at its place, and nothing was tried.
    let mut typed = sheets.typed('A', 'B');
    let text = typed["first"]["text"].as_str().expect("text").to_owned();
    let wrong = if text.starts_with('7') { "8" } else { "7" };
    typed["first"]["text"] = json!(format!("{wrong}{}", &text[1..]));
    let error = town.try_ask("recovery_rehearse", typed).expect_err("mistyped");
    assert!(error["message"].as_str().is_some_and(|m| m.contains("Feuille A, ligne 1")), "{error}");
    assert_eq!(town.ask("recovery_show", json!({}))["ready"], false);

    let tried = town.wait("recovery_rehearse", sheets.typed('C', 'B'));
    assert_eq!(tried["compartments"], 7);
    let after = town.ask("recovery_show", json!({}));
    assert_eq!((&after["ready"], &after["printable"]), (&json!(true), &json!(false)));
    assert_eq!(town.refusal("recovery_print", json!({})), "refused", "what is printed is kept nowhere");
    town.ask("family_register", registration());
    let leftovers: Vec<_> =
        std::fs::read_dir(&town.vault).expect("the vault").flatten().map(|e| e.file_name()).collect();
    assert!(leftovers.iter().all(|name| name != "preau.essai-de-secours"), "{leftovers:?}");
}

#[test]
fn two_sheets_authorise_a_desk_that_lost_everything_and_bring_an_agent_back() {
    let folder = TempDir::new().expect("a folder");
    let town = founded(folder.path(), ring());
    let sheets = town.try_sheets();
    town.ask("session_lock", json!({}));
    drop(town);

    // The desk burned: another machine, a keyring that knows nothing, the backup's files.
    let desk = Town::at_a_desk(&folder.path().join("coffre"), &folder.path().join("autres"), ring());
    let unlock = |login: &str, password: &str| json!({ "login": login, "password": password });
    assert_eq!(desk.refusal("session_unlock", unlock("chef", PHRASE)), "installation_secret");
    let mut twice = sheets.typed('A', 'B');
    twice["second"] = twice["first"].clone();
    assert_eq!(desk.refusal("desk_recover", twice), "refused");
    desk.ask("desk_recover", sheets.typed('A', 'C'));
    desk.ask("session_unlock", unlock("chef", PHRASE));
    desk.ask("session_lock", json!({}));

    // Nobody knows a password any more.
    let back =
        json!({ "sheets": sheets.typed('B', 'C'), "login": "chef", "display_name": "", "password": OTHER });
    let restored = desk.ask("agent_recover", back);
    assert_eq!(restored["is_new"], false);
    assert_eq!(desk.refusal("session_unlock", unlock("chef", PHRASE)), "wrong_password");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    desk.ask("session_unlock", unlock("chef", OTHER));
    let sheets_now = desk.ask("recovery_show", json!({}));
    assert_eq!(sheets_now["used"], true, "whoever typed them may have kept them");
    assert_eq!(desk.ask("audit_verify", json!({}))["state"], "running");
    let journal = desk.wait("audit_verify", json!({}));
    assert_eq!(journal["holds"], true, "{journal}");
    let alerts = desk.ask("alert_list", json!({}));
    let operations: Vec<&str> = alerts["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .filter_map(|e| e["operation"].as_str())
        .collect();
    assert!(operations.contains(&"recovery_restore_agent"), "{operations:?}");

    // New sheets: the old ones open nothing any more.
    let renewed = desk.ask("recovery_renew", json!({}));
    assert_eq!((&renewed["number"], &renewed["used"]), (&json!(2), &json!(false)));
    let error = desk.try_ask("recovery_rehearse", sheets.typed('A', 'B')).expect_err("old sheets");
    assert!(error["message"].as_str().is_some_and(|m| m.contains("pas de ce jeu")), "{error}");
    desk.wait("recovery_rehearse", desk.print_sheets().typed('A', 'B'));
}

#[test]
fn a_new_administrator_comes_in_by_the_sheets() {
    let folder = TempDir::new().expect("a folder");
    let town = founded(folder.path(), ring());
    let sheets = town.try_sheets();
    let weak = json!({ "sheets": sheets.typed('A', 'B'), "login": "relève", "display_name": "", "password": "soleil" });
    let error = town.try_ask("agent_recover", weak).expect_err("refused");
    for field in ["display_name", "password"] {
        assert!(error["fields"].to_string().contains(field), "{error}");
    }
    let request = json!({ "sheets": sheets.typed('A', 'B'), "login": "relève", "display_name": "Inès Picard", "password": OTHER });
    assert_eq!(town.ask("agent_recover", request)["is_new"], true);
    let door = town.ask("session_unlock", json!({ "login": "relève", "password": OTHER }));
    assert_eq!(door["agent"]["roles"], json!(["ADM"]));
    let town_agents = town.ask("agent_list", json!({}));
    let signed = town_agents["agents"]
        .as_array()
        .expect("agents")
        .iter()
        .find(|a| a["login"] == "relève")
        .expect("there");
    assert_eq!(signed["roles"][0]["given_by"], "Feuilles de secours");
}
