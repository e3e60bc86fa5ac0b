//! Old keys put back in the place of the present ones: a former password, a role that ended, a limit that was lifted would be good again.

use std::fs;

use serde_json::json;
use tests::town;

const FAMILIES: u32 = 10;
const PHRASE: &str = "sept tuiles rondes chantent sous la pluie fine 42";
const SLOTS: [&str; 2] = ["preau.a.cles", "preau.b.cles"];

#[test]
fn old_keys_put_back_open_nothing_and_the_dpo_reads_it() {
    let town = town(FAMILIES);
    let former = app::demo::password_of("sante").expect("known");
    let old = SLOTS.map(|name| fs::read(town.vault.join(name)).expect("slots"));
    let unlock = |password: &str| json!({ "login": "sante", "password": password });
    town.log_in("sante");
    town.ask("password_change", json!({ "current": former, "chosen": PHRASE }));
    town.ask("session_lock", json!({}));
    for (name, bytes) in SLOTS.iter().zip(&old) {
        fs::write(town.vault.join(name), bytes).expect("put back");
    }

    let told = town.try_ask("session_unlock", unlock(&former)).expect_err("old keys");
    assert_eq!(told["code"], "refused");
    assert!(told["message"].as_str().is_some_and(|said| said.contains("anciennes clés")), "{told}");
    assert_eq!(town.refusal("session_unlock", unlock(&former)), "wrong_password");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    town.ask("session_unlock", unlock(PHRASE));
    town.log_in("dpo");
    let alerts = town.ask("alert_list", json!({}))["entries"].clone();
    assert_eq!(alerts[0]["operation"], "vault_rolled_back", "{alerts:#}");
}
