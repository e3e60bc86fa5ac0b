//! Desks: the code that authorises another, and the desk that is stolen.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use app::KeyringOf;
use security::keyring::{InstallationSecretStore, SecretInMemory};
use serde_json::{Value, json};
use tests::{Town, town};

fn ring() -> (Arc<SecretInMemory>, KeyringOf) {
    let kept = Arc::new(SecretInMemory::default());
    let lent = Arc::clone(&kept);
    (kept, Arc::new(move |_: &Path| Arc::clone(&lent) as _))
}

fn unlock(login: &str) -> Value {
    json!({ "login": login, "password": app::demo::password_of(login).expect("known") })
}

/// An invented town whose secret is in a keyring, as a real one's.
fn with_a_keyring(model: &Town) -> (Arc<SecretInMemory>, Town) {
    let (kept, keyring) = ring();
    let beside = app::gate::degraded_secret_store(&model.vault);
    let vault =
        security::slots::SlotFiles::beside(&model.vault.join("preau.base")).read().expect("slots").0.vault();
    let secret = beside.get(vault).expect("a secret").expect("a secret");
    kept.put(vault, &secret).expect("kept");
    fs::remove_file(model.vault.join("preau.poste")).expect("removed");
    (kept, Town::at_a_desk(&model.vault, &model.files, keyring))
}

#[test]
fn a_code_authorises_another_desk_once() {
    let model = town(5);
    let (_, here) = with_a_keyring(&model);
    let there = Town::at_a_desk(&model.vault, &model.files, ring().1);
    assert_eq!(there.refusal("session_unlock", unlock("accueil")), "installation_secret");
    assert_eq!(there.refusal("desk_enrol", json!({ "code": "rien" })), "refused", "no code waits");
    here.ask("session_unlock", unlock("accueil"));
    assert_eq!(here.refusal("enrolment_create", json!({})), "forbidden");
    here.ask("session_unlock", unlock("admin"));
    let made = here.ask("enrolment_create", json!({}));
    assert_eq!(here.ask("desk_list", json!({}))["code_waits"], true);
    here.ask("session_lock", json!({}));

    assert_eq!(there.refusal("desk_enrol", json!({ "code": "un autre code" })), "wrong_password");
    assert_eq!(there.refusal("desk_enrol", json!({ "code": made["code"] })), "too_many_attempts");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let typed = made["code"].as_str().expect("a phrase").to_uppercase();
    there.ask("desk_enrol", json!({ "code": typed }));
    there.ask("session_unlock", unlock("responsable"));
    let journal = there.ask("audit_list", json!({ "operation": "session_unlock" }));
    let told = journal["entries"][0]["detail"].as_str().unwrap_or_default();
    assert!(told.contains("Premier accès depuis ce compte"), "{told}");
    there.ask("session_lock", json!({}));

    // Used once: a third desk finds no code.
    let third = Town::at_a_desk(&model.vault, &model.files, ring().1);
    assert_eq!(third.refusal("desk_enrol", json!({ "code": made["code"] })), "refused");
    here.ask("session_unlock", unlock("admin"));
    let withdrawn = here.ask("enrolment_create", json!({}));
    here.ask("enrolment_withdraw", json!({}));
    here.ask("session_lock", json!({}));
    assert_eq!(third.refusal("desk_enrol", json!({ "code": withdrawn["code"] })), "refused");
}

#[test]
fn a_stolen_desk_opens_nothing_and_each_agent_passes_at_their_next_opening() {
    let model = town(5);
    let (_, here) = with_a_keyring(&model);
    let (stolen_ring, stolen) = ring();
    let vault =
        security::slots::SlotFiles::beside(&model.vault.join("preau.base")).read().expect("slots").0.vault();
    here.ask("session_unlock", unlock("admin"));
    let code = here.ask("enrolment_create", json!({}))["code"].clone();
    here.ask("session_lock", json!({}));
    let stolen = Town::at_a_desk(&model.vault, &model.files, stolen);
    stolen.ask("desk_enrol", json!({ "code": code }));
    stolen.ask("session_unlock", unlock("accueil"));
    stolen.ask("session_lock", json!({}));
    assert!(stolen_ring.get(vault).expect("a ring").is_some());

    here.ask("session_unlock", unlock("admin"));
    let own = app::demo::password_of("admin").expect("known");
    let witness = unlock("responsable");
    assert_eq!(here.refusal("installation_renew", json!({ "password": own })), "refused", "decided by two");
    let own_witness = json!({ "password": own, "witness": unlock("admin") });
    assert_eq!(here.refusal("installation_renew", own_witness), "refused", "not one's own second");
    let wrong = json!({ "password": "autre chose", "witness": witness });
    assert_eq!(here.refusal("installation_renew", wrong), "wrong_password");
    let sheets = here.ask("installation_renew", json!({ "password": own, "witness": witness }));
    assert_eq!((&sheets["printable"], &sheets["number"]), (&json!(true), &json!(2)));
    assert_eq!(here.ask("desk_list", json!({}))["not_passed"].as_array().map(Vec::len), Some(8));
    // The new sheets carry the new secret.
    here.wait("recovery_rehearse", here.print_sheets().typed('A', 'B'));
    here.ask("session_lock", json!({}));

    assert_eq!(stolen.refusal("session_unlock", unlock("accueil")), "installation_secret");
    for (login, ..) in app::demo::AGENTS {
        here.ask("session_unlock", unlock(login));
    }
    here.ask("session_unlock", unlock("admin"));
    assert_eq!(here.ask("desk_list", json!({}))["not_passed"], json!([]));
    here.ask("session_unlock", unlock("responsable"));
    assert_eq!(here.wait("vault_verify", json!({}))["problems"], json!([]));
}

#[test]
fn slots_lost_while_a_session_is_open_are_mended_from_the_base() {
    let town = town(5);
    town.log_in("admin");
    for copy in ["preau.a.cles", "preau.b.cles"] {
        fs::write(town.vault.join(copy), "abimé").expect("spoilt");
    }
    assert!(town.ask("agent_list", json!({}))["agents"].as_array().is_some_and(|agents| agents.len() == 9));
    town.ask("session_lock", json!({}));
    town.log_in("sante");
    assert!(town.ask("health_list", json!({}))["children"].as_array().is_some());
}
