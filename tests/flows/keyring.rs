//! The keyring of the operating system, for real: `./x test` starts a Secret Service of its own and asks for these. Elsewhere they
//! are left out, and said to be.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use app::clock::SystemClock;
use app::{App, Host, KeyringOf, OsRandom, Reply};
use security::keyring::SecretInMemory;
use serde_json::{Value, json};
use tempfile::TempDir;

const PHRASE: &str = "sept tuiles rondes chantent sous la pluie fine 42";

fn desk(folder: &Path, keyring: KeyringOf) -> App {
    App::new(Host {
        folder: folder.to_owned(),
        elsewhere: None,
        clock: Arc::new(SystemClock),
        random: Arc::new(|| Box::new(OsRandom)),
        keyring,
        outside: tests::no_dialogs(),
    })
}

fn system() -> KeyringOf {
    Arc::new(app::gate::installation_secret_store)
}

fn ask(app: &App, command: &str, request: Value) -> Result<Value, String> {
    match app.call(command, request) {
        Reply::Done { value, .. } => Ok(value),
        Reply::Refused { error, .. } => Err(serde_json::to_value(error.code).expect("a code").to_string()),
    }
}

fn unlock(app: &App) -> Result<Value, String> {
    ask(app, "session_unlock", json!({ "login": "chef", "password": PHRASE }))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
    }
}

#[test]
#[ignore = "needs a Secret Service: ./x test starts one"]
fn a_vault_founded_with_the_systems_keyring_opens_there_and_nowhere_else() {
    let folder = TempDir::new().expect("a folder");
    let vault = folder.path().join("coffre");
    let here = desk(&vault, system());
    assert_eq!(ask(&here, "session_state", json!({})).expect("a state")["keyring"], "present");
    let foundation = json!({
        "town_name": "Testville", "siret": "21210999500028", "street": "1 place de la Mairie", "postal_code": "21500",
        "city": "Testville", "zone": "A", "login": "chef", "display_name": "Camille Petit", "roles": ["RES"],
        "password": PHRASE, "accept_degraded_keyring": false,
    });
    ask(&here, "vault_create", foundation).expect("founded");
    ask(&here, "session_lock", json!({})).expect("locked");
    drop(here);
    assert!(!vault.join("preau.poste").exists(), "no secret lies beside the base");
    let older = folder.path().join("ancien");
    copy(&vault, &older);

    // The next start of the program.
    let next = desk(&vault, system());
    let opened = unlock(&next).expect("opened with the secret of the keyring");
    assert_eq!((&opened["phase"], &opened["older_than_seen"]), (&json!("open"), &Value::Null));
    ask(&next, "session_lock", json!({})).expect("locked");
    drop(next);

    // A stolen base, with the right password, on a machine whose keyring knows nothing of it.
    let elsewhere = desk(&vault, Arc::new(|_: &Path| Arc::new(SecretInMemory::default()) as _));
    assert_eq!(unlock(&elsewhere), Err("\"installation_secret\"".to_owned()));
    drop(elsewhere);

    // An older base put back under the same keyring opens, and says so.
    fs::remove_dir_all(&vault).expect("removed");
    copy(&older, &vault);
    let put_back = desk(&vault, system());
    let opened = unlock(&put_back).expect("opened");
    assert!(opened["older_than_seen"].is_string(), "{opened}");
}
