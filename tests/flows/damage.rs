//! A disk that rots and a hand that puts back: no damage of the base or of its keys goes unseen, and none costs more than it must.

use std::fs;
use std::path::Path;

use campaign::{Campaign, each, is_long};
use security::OpenVault;
use serde_json::{Value, json};
use store::{Store, StoreError};
use tests::{FOUNDER, Town, founded, town};

const PAGE: usize = 4_096;

/// What opening a file and checking every page of it find wrong.
fn problems(base: &Path, keys: &OpenVault) -> Result<Vec<String>, StoreError> {
    Store::open(base, keys.page_key(), keys.vault())?.integrity_problems()
}

#[test]
fn no_damaged_page_goes_unseen() {
    let town = town(5);
    let keys = town.keys_of("admin");
    let whole = fs::read(town.vault.join("preau.base")).expect("a base");
    let copy = town.files.join("copie.base");
    fs::create_dir_all(&town.files).expect("a folder");
    let found = |bytes: &[u8]| {
        fs::write(&copy, bytes).expect("a copy");
        problems(&copy, &keys)
    };
    assert_eq!(found(&whole).expect("whole"), [""; 0]);
    assert_eq!(whole.len() % PAGE, 0);

    let mut campaign = Campaign::new("damaged_pages", 31);
    let pages = whole.len() / PAGE;
    for page in each(pages, 8) {
        let (start, end) = (page * PAGE, (page + 1) * PAGE);
        for _ in 0..4 {
            let (at, bit) = (start + campaign.below(PAGE), campaign.below(8));
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            let seen = found(&bytes);
            campaign.tried("flipped", seen.map_or(true, |said| !said.is_empty()), || {
                format!("bit {bit} of byte {at}")
            });
        }
        let mut zeroed = whole.clone();
        zeroed[start..end].fill(0);
        let other = (page + 1 + campaign.below(pages - 1)) % pages;
        let mut swapped = whole.clone();
        for at in 0..PAGE {
            swapped.swap(start + at, other * PAGE + at);
        }
        let longer = [&whole[..], &whole[start..end]].concat();
        let within = start + 1 + campaign.below(PAGE - 1);
        for (kind, bytes) in [
            ("zeroed", &zeroed[..]),
            ("swapped", &swapped),
            ("cut before", &whole[..start]),
            ("cut within", &whole[..within]),
            ("appended", &longer),
        ] {
            let seen = found(bytes);
            campaign.tried(kind, seen.map_or(true, |said| !said.is_empty()), || format!("page {}", page + 1));
        }
    }
    for more in [&[0; 1][..], &[0; 512], &[0; PAGE], &[0x5a; PAGE]] {
        let seen = found(&[&whole[..], more].concat());
        campaign.tried("appended", seen.map_or(true, |said| !said.is_empty()), || {
            format!("{} bytes", more.len())
        });
    }
    assert_eq!(found(&whole).expect("whole again"), [""; 0]);
    campaign.end("the whole file, before and after, has no problem");
}

/// Whether opening a vault, or verifying it, says in French that something is wrong.
fn is_said(town: &Town) -> Result<(), String> {
    let opened = town.try_ask("session_unlock", town.credentials("responsable"));
    let said = match opened.and_then(|_| town.try_wait("vault_verify", json!({}))) {
        Ok(verified) if verified["problems"] == json!([]) => Err("nothing was said".to_owned()),
        Err(error) if error["code"] != "damaged" => Err(format!("{error:#}")),
        _ => Ok(()),
    };
    town.ask("session_lock", json!({}));
    said
}

#[test]
fn the_program_says_a_damaged_page_in_french_and_stays_up() {
    let town = town(5);
    let base = town.vault.join("preau.base");
    let mut campaign = Campaign::new("damaged_pages_in_the_program", 37);
    // Opening leaves a line: the file is taken as each opening has left it.
    let pages = fs::read(&base).expect("a base").len() / PAGE;
    for page in each(pages, 6) {
        let whole = fs::read(&base).expect("a base");
        let mut bytes = whole.clone();
        let (at, bit) = (page * PAGE + campaign.below(PAGE), campaign.below(8));
        bytes[at] ^= 1 << bit;
        fs::write(&base, bytes).expect("spoilt");
        let said = is_said(&town);
        campaign.tried("flipped", said.is_ok(), || format!("bit {bit} of byte {at}: {said:?}"));
        fs::write(&base, whole).expect("put back");
    }
    town.log_in("responsable");
    assert_eq!(town.wait("vault_verify", json!({}))["problems"], json!([]));
    campaign.end("put back, the vault verifies without a problem");
}

fn slots(town: &Town) -> [std::path::PathBuf; 2] {
    ["preau.a.cles", "preau.b.cles"].map(|name| town.vault.join(name))
}

/// What the door says of the keys.
fn problem(town: &Town) -> Value {
    town.ask("session_state", json!({}))["problem"].clone()
}

#[test]
fn one_damaged_copy_of_the_keys_costs_nothing_and_two_are_said() {
    let town = founded();
    town.ask("session_lock", json!({}));
    let paths = slots(&town);
    let whole = fs::read(&paths[0]).expect("keys");
    assert_eq!(whole, fs::read(&paths[1]).expect("keys"));
    let put = |copies: [&[u8]; 2]| {
        paths.iter().zip(copies).for_each(|(path, bytes)| fs::write(path, bytes).expect("keys"))
    };
    assert_eq!(problem(&town), Value::Null);
    let mut campaign = Campaign::new("damaged_keys", 41);
    for at in each(whole.len(), 40) {
        let spoilt = |campaign: &mut Campaign| {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << campaign.below(8);
            bytes
        };
        let (first, second) = (spoilt(&mut campaign), spoilt(&mut campaign));
        for (kind, copies) in [
            ("first spoilt", [&first[..], &whole]),
            ("second spoilt", [&whole, &second]),
            ("first cut", [&whole[..at], &whole]),
            ("second cut", [&whole, &whole[..at]]),
        ] {
            put(copies);
            let said = problem(&town);
            campaign.tried(kind, said.is_null(), || format!("byte {at}: {said}"));
        }
        for (kind, copies) in
            [("both spoilt", [&first[..], &second]), ("both cut", [&whole[..at], &whole[..at]])]
        {
            put(copies);
            let said = problem(&town);
            let refused = town.refusal("session_unlock", town.credentials(FOUNDER));
            let held = said.as_str().is_some_and(|said| said.contains("clés")) && refused == "damaged";
            campaign.tried(kind, held, || format!("byte {at}: {said}, {refused}"));
        }
    }
    // Every now and then, to the end: someone opens, and the verification says that a copy is lost.
    for at in each(whole.len(), 4).step_by(if is_long() { 97 } else { 1 }) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << campaign.below(8);
        put([&whole, &bytes]);
        town.log_in(FOUNDER);
        let verified = town.wait("vault_verify", json!({}));
        let held = verified["problems"].to_string().contains("Une des deux copies des clés");
        campaign.tried("opened and verified", held, || format!("byte {at}: {verified:#}"));
        town.ask("session_lock", json!({}));
    }
    for (gone, kept) in [(0, 1), (1, 0)] {
        put([&whole, &whole]);
        fs::remove_file(&paths[gone]).expect("removed");
        town.log_in(FOUNDER);
        town.ask("session_lock", json!({}));
        campaign.tried("one removed", fs::read(&paths[kept]).is_ok_and(|bytes| bytes == whole), || {
            format!("copy {gone}")
        });
    }
    put([&whole, &whole]);
    assert_eq!(problem(&town), Value::Null);
    campaign.end("whole, both copies open and nothing is said");
}

/// A role given on the spot: something that writes the keys.
fn change_keys(town: &Town) {
    town.log_in("admin");
    let agents = town.ask("agent_list", json!({}));
    let relay = agents["agents"].as_array().expect("agents").iter().find(|one| one["login"] == "relais");
    let request = json!({ "agent": relay.expect("an agent")["id"], "role": "TER", "valid_from": null, "valid_to": null });
    town.ask("agent_role_set", request);
    town.ask("session_lock", json!({}));
}

#[test]
fn a_cut_between_the_two_copies_of_the_keys_opens_with_the_newest() {
    for cut in 0..2 {
        let town = town(5);
        town.log_in("admin");
        town.ask("session_lock", json!({}));
        let paths = slots(&town);
        let older = fs::read(&paths[cut]).expect("keys");
        change_keys(&town);
        let newer = fs::read(&paths[cut]).expect("keys");
        assert_ne!(older, newer);
        fs::write(&paths[cut], older).expect("put back");
        town.log_in("responsable");
        assert_eq!(town.ask("session_state", json!({}))["older_than_seen"], Value::Null, "copy {cut}");
        assert_eq!(town.wait("vault_verify", json!({}))["problems"], json!([]), "copy {cut}");
        // The next change heals it.
        change_keys(&town);
        assert_eq!(fs::read(&paths[0]).expect("keys"), fs::read(&paths[1]).expect("keys"));
    }
}

#[test]
fn old_keys_and_the_old_file_put_back_are_said_in_plain_words() {
    let town = town(5);
    let files = ["preau.base", "preau.a.cles", "preau.b.cles"];
    let read = || files.map(|name| fs::read(town.vault.join(name)).expect("a file"));
    let older_than_seen = |login: &str| said_at_opening(&town, login);
    assert_eq!(older_than_seen("admin"), "");
    let older = read();
    change_keys(&town);
    assert_eq!(older_than_seen("dpo"), "", "the control: nothing was put back");
    let newer = read();
    let mut campaign = Campaign::new("old_files", 43);
    for (kind, back) in [("keys", &[1, 2][..]), ("base", &[0]), ("base and keys", &[0, 1, 2])] {
        // What this desk has seen, then the old files over the new.
        for (name, bytes) in files.iter().zip(&newer) {
            fs::write(town.vault.join(name), bytes).expect("written");
        }
        older_than_seen("dpo");
        let mut seen = older_than_seen("dpo");
        assert_eq!(seen, "", "{kind}");
        for file in back {
            fs::write(town.vault.join(files[*file]), &older[*file]).expect("put back");
        }
        seen = older_than_seen("dpo");
        let told = if kind == "keys" { "clés en vigueur ont été remises" } else { "plus ancienne" };
        campaign.tried(kind, seen.contains(told), || seen.clone());
    }
    campaign.end("opened as it was left, nothing is said to be older");
}

/// What is due with the keys is done again by the next opening, which writes them once more: they are compared as they were found.
#[test]
fn old_keys_that_an_opening_would_write_again_are_said_too() {
    let town = town(5);
    town.log_in("admin");
    let trainee = town.ask(
        "agent_welcome",
        json!({
            "agent": null, "login": "stagiaire", "display_name": "Noé Petit", "roles": ["INS", "FAC"],
            "password": "sept tuiles rondes chantent sous la pluie fine 42",
        }),
    );
    town.log_in("facturation");
    town.ask("compartment_entrust", json!({ "agent": trainee["id"], "compartment": "RESOURCES" }));
    town.log_in("admin");
    town.ask("agent_role_end", json!({ "agent": trainee["id"], "role": "FAC", "on": null }));
    town.ask("session_lock", json!({}));
    let paths = slots(&town);
    let older = fs::read(&paths[0]).expect("keys");
    let opened = || said_at_opening(&town, "facturation");
    assert_eq!(opened(), "");
    assert!(fs::read(&paths[0]).expect("keys") != older, "the control: what was due was done");
    assert_eq!(opened(), "");
    let present = fs::read(&paths[0]).expect("keys");
    paths.iter().for_each(|path| fs::write(path, &older).expect("put back"));
    assert!(opened().contains("clés en vigueur ont été remises"));
    assert!(fs::read(&paths[0]).expect("keys").len() >= present.len(), "nothing signed since is lost");
    assert_eq!(opened(), "");
}

/// What an agent is told when they open: that they may not yet, or that what they open is older than what this desk has seen.
fn said_at_opening(town: &Town, login: &str) -> String {
    let password = app::demo::password_of(login).expect("an agent of invented towns");
    let told = match town.try_ask("session_unlock", json!({ "login": login, "password": password })) {
        Ok(_) => town.ask("session_state", json!({}))["older_than_seen"].clone(),
        Err(refused) => return refused["message"].as_str().expect("a sentence").to_owned(),
    };
    town.ask("session_lock", json!({}));
    told.as_str().unwrap_or_default().to_owned()
}
