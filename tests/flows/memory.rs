//! What a dump of the program would give once the vault is locked: no key, no password; what is left of the families is counted.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::time::Duration;

use security::password::{Login, Password};
use security::slots::SlotFiles;
use serde_json::json;
use tests::{MONTH, Town, town};

use super::programs::TestHost;

/// No password of an invented town: those are in the program itself.
const PHRASE: &str = "sept moineaux gris picorent 61 miettes";
/// What an agent reads of a child's health, and of a family's resources.
const CARE: &str = "Souffle court marque-QX83";
const MATRICULE: &str = "7318264";
/// What every agent reads: in no sealed cell, hence in the engine's pages too.
const CONTACT: &str = "Kergroazh-Marquewb";

/// The last bytes of the key of the pages, in raw bytes and as the engine is told it.
struct PageKey {
    raw: Vec<u8>,
    hexadecimal: Vec<u8>,
}

/// The key is worked out here, in another process than the one that is read.
fn page_key(town: &Town) -> PageKey {
    let (book, _) = SlotFiles::beside(&town.vault.join("preau.base")).read().expect("slots");
    let secret =
        app::gate::degraded_secret_store(&town.vault).get(book.vault()).expect("read").expect("kept");
    let login = Login::new("sante").expect("a login");
    let opened = book.unlock(&login, &Password::new(PHRASE), &secret).expect("opened");
    let literal = opened.page_key().raw_key_literal();
    let hexadecimal = &literal[2..66];
    let byte = |at: usize| u8::from_str_radix(&hexadecimal[at..at + 2], 16).expect("hexadecimal");
    PageKey {
        raw: (0..64).step_by(2).map(byte).collect(),
        hexadecimal: hexadecimal.to_ascii_lowercase().into_bytes(),
    }
}

/// How often a text of bytes is found in what a process may write to, and where.
fn found(pid: u32, sought: &[u8]) -> Vec<String> {
    let mut memory = File::open(format!("/proc/{pid}/mem")).expect("the host lets its memory be read");
    let mut places = Vec::new();
    for line in fs::read_to_string(format!("/proc/{pid}/maps")).expect("maps").lines() {
        let mut words = line.split_whitespace();
        let (range, rights) = (words.next().expect("a range"), words.next().expect("rights"));
        if !rights.starts_with("rw") {
            continue;
        }
        let name = line.split_whitespace().nth(5).unwrap_or("anonymous");
        let (start, end) = range.split_once('-').expect("a range");
        let bound = |hexadecimal| u64::from_str_radix(hexadecimal, 16).expect("an address");
        let mut bytes = vec![0; usize::try_from(bound(end) - bound(start)).expect("fits")];
        if memory.seek(SeekFrom::Start(bound(start))).is_ok() && memory.read_exact(&mut bytes).is_ok() {
            let hits = bytes.windows(sought.len()).filter(|window| *window == sought).count();
            places.extend((0..hits).map(|_| name.to_owned()));
        }
    }
    places
}

#[test]
fn nothing_opens_the_vault_from_the_memory_of_a_locked_program() {
    let town = town(10);
    town.log_in("sante");
    town.ask("password_change", json!({ "current": app::demo::password_of("sante"), "chosen": PHRASE }));
    let child = town.ask("health_list", json!({}))["children"][0]["child"].take();
    town.ask(
        "health_edit",
        json!({
            "child": child, "diet_code": "", "doctor_name": "", "doctor_phone": "",
            "record": {
                "allergies": [], "pai": null, "needs_support": false, "adaptations": "", "kitchen_note": "",
                "care_note": CARE, "care_agreed_on": "2026-03-02", "doses": [], "contraindications": [],
            },
        }),
    );
    town.log_in("accueil");
    let family = town.ask("family_list", json!({}))["families"][0]["id"].take();
    let contact = json!({ "name": CONTACT, "first_name": "Zoé", "relation": "tante", "phone": "0639984205", "from": "2026-03-01", "may_pick_up": true, "call_order": 1 });
    town.ask("contact_save", json!({ "family": family, "draft": contact }));
    town.log_in("facturation");
    let household = town.ask("family_show", json!({ "family": family }))["households"][0]["id"].take();
    town.ask(
        "allocataire_save",
        json!({ "household": household, "allocataire": { "organisme": "211", "matricule": MATRICULE } }),
    );
    town.ask("session_lock", json!({}));
    let key = page_key(&town);

    let host = TestHost::start(&town.vault, &town.files, |command| {
        command.env("PREAU_MEMORY_IS_READ", "1");
    });
    let count = |sought: &[u8]| found(host.pid(), sought).len();
    // A day: health, resources, a month previewed.
    host.ask(
        "session_unlock",
        &json!({ "login": "facturation", "password": app::demo::password_of("facturation") }),
    );
    let resources = host.ask("quotient_list", &json!({ "household": household })).to_string();
    assert!(resources.contains(MATRICULE), "{resources}");
    host.ask("billing_preview", &json!({ "month": MONTH }));
    let shown = host.ask("family_show", &json!({ "family": family })).to_string();
    assert!(shown.contains(CONTACT), "{shown}");
    host.ask("session_unlock", &json!({ "login": "sante", "password": PHRASE }));
    let read = host.ask("health_show", &json!({ "child": child, "reason": "Accueil du midi" })).to_string();
    assert!(read.contains(CARE), "{read}");
    // Last, so that the engine still has its page.
    host.ask("family_show", &json!({ "family": family }));

    // The proof sees what is there while the vault is open.
    let held = count(&key.raw) + count(&key.hexadecimal);
    assert!(held > 0, "the key of the pages is in the memory of an open vault");
    assert!(count(CONTACT.as_bytes()) > 0, "what every agent reads is in the pages the engine keeps");

    host.ask("session_lock", &json!({}));
    assert_eq!(host.phase(), "locked");
    // Whatever still held the vault lets it go: a job that was asked to stop.
    std::thread::sleep(Duration::from_millis(500));
    let left: Vec<(&str, Vec<String>)> = [
        ("key of the pages, raw", &key.raw[..]),
        ("key of the pages, as text", &key.hexadecimal[..]),
        ("password", PHRASE.as_bytes()),
    ]
    .into_iter()
    .map(|(what, sought)| (what, found(host.pid(), sought)))
    .filter(|(_, places)| !places.is_empty())
    .collect();
    assert!(left.is_empty(), "left in memory after the lock: {left:?}");
    // Names, which every agent reads, may stay in the memory that the database engine has given back: it wipes it at a cost that a month's
    // billing would pay twice.
    for (what, sought) in [("health", CARE), ("resources", MATRICULE)] {
        let places = found(host.pid(), sought.as_bytes());
        assert!(places.is_empty(), "{what} left in memory after the lock: {places:?}");
    }
}
