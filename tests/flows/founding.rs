//! The first start of a town, and what cuts it short.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::Town;

const PHRASE: &str = "sept tuiles rondes chantent sous la pluie fine 42";

fn foundation(login: &str) -> Value {
    json!({
        "town_name": "Testville", "siret": "21210999500028", "street": "1 place de la Mairie", "postal_code": "21500",
        "city": "Testville", "zone": "A", "login": login, "display_name": "Camille Petit", "roles": ["RES"],
        "password": PHRASE, "accept_degraded_keyring": true,
    })
}

fn opens(town: &Town, login: &str) -> bool {
    town.ask("session_lock", json!({}));
    let request = json!({ "login": login, "password": PHRASE });
    matches!(town.app.call("session_unlock", request), app::Reply::Done { .. })
}

fn at(folder: &Path) -> Town {
    Town::open(&folder.join("coffre"), &folder.join("fichiers"))
}

#[test]
fn of_two_foundings_at_once_one_stands_and_opens_again() {
    let folder = TempDir::new().expect("a folder");
    let towns: Vec<Town> = (0..3).map(|_| at(folder.path())).collect();
    let founded: Vec<bool> = std::thread::scope(|threads| {
        let windows = towns.iter().enumerate().map(|(rank, town)| {
            threads.spawn(move || town.app.call("vault_create", foundation(&format!("chef{rank}"))))
        });
        let windows: Vec<_> = windows.collect();
        let replies = windows.into_iter().map(|window| window.join().expect("a window"));
        replies.map(|reply| matches!(reply, app::Reply::Done { .. })).collect()
    });
    let winner = founded.iter().position(|done| *done).expect("one founding succeeds");
    assert_eq!(founded.iter().filter(|done| **done).count(), 1);
    assert!(opens(&towns[winner], &format!("chef{winner}")));
    assert_eq!(towns[winner].refusal("vault_create", foundation("autre")), "already_done");
}

#[test]
fn a_founding_cut_short_leaves_no_vault_and_the_next_one_clears_the_ground() {
    let folder = TempDir::new().expect("a folder");
    let vault = folder.path().join("coffre");
    fs::create_dir(&vault).expect("a folder");
    // What a kill leaves: keys and the beginning of a base, the mark still there.
    for part in ["preau.fondation", "preau.a.cles", "preau.base"] {
        fs::write(vault.join(part), "à moitié").expect("a part");
    }
    let town = at(folder.path());
    assert_eq!(town.ask("session_state", json!({}))["phase"], "no_vault");
    town.ask("vault_create", foundation("chef"));
    assert!(opens(&town, "chef"));
}

#[test]
fn a_founding_the_disk_refuses_leaves_nothing() {
    let folder = TempDir::new().expect("a folder");
    let card = folder.path().join("coffre/commune.json");
    // The card cannot be written over a folder: the last step fails, when everything else is made.
    fs::create_dir_all(card.join("occupé")).expect("a folder");
    let town = at(folder.path());
    assert_eq!(town.refusal("vault_create", foundation("chef")), "disk");
    assert_eq!(town.ask("session_state", json!({}))["phase"], "no_vault");
    fs::remove_dir_all(&card).expect("freed");
    town.ask("vault_create", foundation("chef"));
    assert!(opens(&town, "chef"));
}

#[test]
fn a_lost_card_is_written_again_by_the_next_agent_who_opens() {
    let town = tests::town(5);
    let card = town.vault.join("commune.json");
    let written = fs::read(&card).expect("a card");
    for lost in [
        None,
        Some("{}"),
        Some("{\"town_name\": \"Ailleurs\", \"fictive\": true, \"agents\": {\"personne\": \"Personne\"}}"),
    ] {
        match lost {
            None => fs::remove_file(&card).expect("removed"),
            Some(text) => fs::write(&card, text).expect("written over"),
        }
        town.log_in("accueil");
        assert_eq!(fs::read(&card).expect("a card"), written, "{lost:?}");
        town.ask("session_lock", json!({}));
    }
}
