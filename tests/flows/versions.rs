//! What other versions of the program have made. Of a later one: said in plain words, and left as it is to the byte. Of an earlier one:
//! brought up to date, and the journal says so.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rusqlite::Connection;
use security::access::{BackUp, Role, Roles};
use security::audit::{Act, Chain, Head, SCHEMA_REACHED, number_as_object};
use security::{Hlc, OpenVault, SeededRandom, Standing};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::{Town, town};

fn base(path: &Path, keys: &OpenVault) -> Connection {
    let file = Connection::open(path).expect("the file");
    file.execute_batch(&format!("PRAGMA key = \"{}\"", *keys.page_key().raw_key_literal())).expect("the key");
    file
}

/// Gives a base the schema of a program that does not exist yet.
fn make_newer(path: &Path, keys: &OpenVault) {
    base(path, keys).execute_batch("PRAGMA user_version = 99").expect("edited");
}

/// Makes a base what the first version of the program would have left: of its schema, its journal saying no more than how it came to be.
/// Answers the head of that journal.
fn make_older(path: &Path, keys: OpenVault) -> Head {
    let file = base(path, &keys);
    file.execute_batch(include_str!("../faults/src/first_schema.sql")).expect("the first schema");
    let session = keys.into_session(Standing::of(Roles::of([Role::Adm]), 1), Box::new(SeededRandom::new(1)));
    let act = Act {
        at_ms: 1_772_000_000_000,
        hlc: Hlc::ZERO.tick(1_772_000_000_000),
        operation: SCHEMA_REACHED,
        object_kind: "schema",
        object: Some(number_as_object(1)),
        before: None,
        after: Some([7; 32]),
        detail: None,
    };
    let mut chain = Chain::at(Head::start(1));
    let line = chain.next(&session, &act).expect("signed");
    file.execute("DELETE FROM audit_entries", []).expect("forgotten");
    file.execute(
        include_str!("../../src-tauri/crates/store/src/audit/append_entry.sql"),
        rusqlite::params![
            line.desk,
            1,
            line.at_ms,
            line.hlc.to_stored(),
            line.agent.as_bytes(),
            line.operation,
            line.object_kind,
            line.object.map(|object| object.into_bytes()),
            line.before,
            line.after,
            line.detail,
            line.detail_digest,
            line.previous,
            line.hash,
            line.signature
        ],
    )
    .expect("written");
    file.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("gathered");
    chain.head()
}

/// Makes the keys of a vault those of a program that does not exist yet.
fn newer_keys(bytes: &[u8]) -> Vec<u8> {
    let mut content = bytes[..bytes.len() - 32].to_vec();
    content[9] = 99;
    let checksum = Sha256::digest(&content);
    [&content[..], &checksum].concat()
}

/// Every file of a folder, but those that the desk writes for itself.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).expect("a folder").flatten().filter(|entry| entry.path().is_file());
    let named = files.map(|entry| {
        (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a file"))
    });
    named.filter(|(name, _)| name != "preau.verrou").collect()
}

fn is_plain(refused: &Value) -> bool {
    refused["code"] == "newer_version"
        && refused["message"].as_str().is_some_and(|said| {
            said.contains("version plus récente de Préau") && said.contains("Mettez ce poste à jour")
        })
}

#[test]
fn a_base_of_a_later_version_is_refused_and_left_as_it_is() {
    let town = town(5);
    make_newer(&town.vault.join("preau.base"), &town.keys_of("admin"));
    let before = content(&town.vault);
    for login in ["admin", "facturation"] {
        let refused = town.try_ask("session_unlock", town.credentials(login)).expect_err("refused");
        assert!(is_plain(&refused), "{refused:#}");
    }
    assert_eq!(town.ask("session_state", json!({}))["phase"], "locked");
    let after = content(&town.vault);
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert!(after == before, "to the byte");
}

#[test]
fn keys_of_a_later_version_are_refused_and_left_as_they_are() {
    let town = town(5);
    let paths = ["preau.a.cles", "preau.b.cles"].map(|name| town.vault.join(name));
    let ours = fs::read(&paths[0]).expect("keys");
    let theirs = newer_keys(&ours);
    // Both copies, or the one that was written before a cut: the older one is not taken for the keys.
    for copies in [[&theirs, &theirs], [&theirs, &ours], [&ours, &theirs]] {
        paths.iter().zip(copies).for_each(|(path, bytes)| fs::write(path, bytes).expect("keys"));
        let before = content(&town.vault);
        let refused = town.try_ask("session_unlock", town.credentials("admin")).expect_err("refused");
        assert!(is_plain(&refused), "{refused:#}");
        let door = town.ask("session_state", json!({}));
        assert!(door["problem"].as_str().is_some_and(|said| said.contains("plus récente")), "{door:#}");
        assert_eq!(door["keys_elsewhere"], Value::Null, "nothing of them is to be mended");
        assert!(content(&town.vault) == before, "to the byte");
    }
    paths.iter().for_each(|path| fs::write(path, &ours).expect("keys"));
    town.log_in("admin");
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A backup as that program would have made it: its manifest says what its files have become, and whatever else it is told to say, signed
/// again by the agent who made it.
fn sign_again(town: &Town, backup: &Path, said: &[(String, String)]) {
    let path = backup.join("sauvegarde.json");
    let mut text = fs::read_to_string(&path).expect("a manifest");
    let manifest: Value = serde_json::from_str(&text).expect("JSON");
    for file in manifest["files"].as_array().expect("files") {
        let bytes = fs::read(backup.join(file["name"].as_str().expect("a name"))).expect("a file");
        let (before, after) =
            (format!("\"bytes\": {}", file["bytes"]), format!("\"bytes\": {}", bytes.len()));
        text = text.replace(&before, &after);
        text =
            text.replace(file["sha256"].as_str().expect("a digest"), &hexadecimal(&Sha256::digest(&bytes)));
    }
    for (before, after) in said {
        assert!(text.contains(before), "{before} in {text}");
        text = text.replace(before, after);
    }
    let signature = manifest["signature"].as_str().expect("a signature");
    let unsigned = text.replace(signature, "");
    let compact: String = unsigned.lines().map(|line| line.trim_start().replacen("\": ", "\":", 1)).collect();
    let standing = Standing::of(Roles::of([Role::Adm]), 1);
    let session = town.keys_of("admin").into_session(standing, Box::new(SeededRandom::new(1)));
    let signed =
        session.authorize::<BackUp>().expect("the right").sign_manifest(compact.as_bytes()).expect("signed");
    fs::write(&path, text.replace(signature, &hexadecimal(&signed))).expect("written");
}

#[test]
fn a_backup_of_a_later_version_is_refused_before_anything_is_written() {
    let town = town(5);
    town.log_in("admin");
    let backup = town.files.join("disque");
    town.choose_folders(&[&backup]);
    let made = town.wait("backup_create", json!({}));
    let backup = Path::new(made["folder"].as_str().expect("a folder"));
    // The control: signed again as it was, it is good.
    sign_again(&town, backup, &[]);
    town.choose_folders(&[backup]);
    assert_eq!(town.wait("backup_verify", json!({}))["verified"], true);

    let refused_everywhere = |what: &str| {
        let beside = town.files.join("à côté");
        for command in ["backup_verify", "restore_prepare", "backup_restore", "restore_rehearse"] {
            town.choose_folders(&[backup, &beside]);
            let refused = town.try_wait(command, json!({})).expect_err(command);
            assert!(is_plain(&refused), "{what}, {command}: {refused:#}");
        }
        assert!(!beside.exists() && !town.vault.join("preau.restauration").exists(), "{what}");
    };
    let (base, keys) = (backup.join("preau.base"), backup.join("preau.a.cles"));
    let ours = fs::read(&base).expect("a base");
    make_newer(&base, &town.keys_of("admin"));
    sign_again(&town, backup, &[]);
    refused_everywhere("its base");
    fs::write(&base, ours).expect("put back");
    fs::write(&keys, newer_keys(&fs::read(&keys).expect("keys"))).expect("newer keys");
    sign_again(&town, backup, &[]);
    refused_everywhere("its keys");
}

#[test]
fn a_backup_of_an_earlier_version_is_put_back_and_the_journal_holds() {
    let town = town(5);
    let path = town.vault.join("preau.base");
    let then = make_older(&path, town.keys_of("admin"));
    let older = fs::read(&path).expect("a base");
    town.log_in("admin");
    let backup = town.files.join("disque");
    town.choose_folders(&[&backup]);
    let made = town.wait("backup_create", json!({}));
    let backup = Path::new(made["folder"].as_str().expect("a folder"));
    let manifest: Value =
        serde_json::from_slice(&fs::read(backup.join("sauvegarde.json")).expect("a manifest")).expect("JSON");
    fs::write(backup.join("preau.base"), &older).expect("the older one");
    let page_size = 4_096;
    let head = &manifest["heads"][0];
    let said = [
        (format!("\"seq\": {}", head["seq"]), "\"seq\": 1".to_owned()),
        (head["hash"].as_str().expect("a hash").to_owned(), hexadecimal(&then.hash)),
        (
            format!("\"audit_entries\": {}", manifest["counts"]["audit_entries"]),
            "\"audit_entries\": 1".to_owned(),
        ),
        (format!("\"pages\": {}", manifest["pages"]), format!("\"pages\": {}", older.len() / page_size)),
    ];
    sign_again(&town, backup, &said);

    town.choose_folders(&[backup]);
    let verified = town.wait("backup_verify", json!({}));
    assert_eq!(verified["verified"], true, "{verified:#}");
    town.log_in("responsable");
    town.choose_folders(&[backup]);
    town.wait("restore_prepare", json!({}));
    town.ask("vault_swap", town.credentials("admin"));
    town.log_in("admin");
    assert_eq!(town.ask("session_state", json!({}))["integrity"], json!([]));
    assert_eq!(town.wait("vault_verify", json!({}))["problems"], json!([]));
}
