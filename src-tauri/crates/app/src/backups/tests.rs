//! A restoration cut short after each of its steps ends in the old vault or in the new one, whole.

use std::fs;
use std::path::Path;

use campaign::{Campaign, many};

use super::manifest::Manifest;
use super::swap::{prepared_folder, settle, settle_until};
use super::views::{BackupCounts, BackupFile};
use crate::gate::VaultFolder;

const ASIDE: &str = "preau-avant-restauration-2026-03-05-101500";

/// A vault as a kill may leave it, its log not yet gathered, beside a restoration that is ready.
fn ready(folder: &Path) -> VaultFolder {
    let vault = VaultFolder::new(folder);
    let prepared = prepared_folder(&vault);
    fs::create_dir_all(&prepared).expect("a folder");
    for (name, content) in [
        ("preau.base", "ancienne base"),
        ("preau.base-wal", "ancien journal"),
        ("preau.a.cles", "clés"),
        ("preau.b.cles", "clés"),
        ("commune.json", "carte"),
        ("preau.poste", "secret"),
    ] {
        fs::write(folder.join(name), content).expect("a file");
    }
    fs::write(prepared.join("preau.base"), "nouvelle base").expect("a file");
    vault
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn before_its_mark_nothing_moves() {
    let place = tempfile::tempdir().expect("a folder");
    let vault = ready(place.path());
    settle(&vault).expect("nothing to do");
    assert_eq!(text(&vault.base()), "ancienne base");
    assert_eq!(text(&place.path().join("preau.base-wal")), "ancien journal");
}

#[test]
fn from_its_mark_on_every_cut_ends_in_the_new_vault() {
    let mut steps = 0;
    loop {
        let place = tempfile::tempdir().expect("a folder");
        let vault = ready(place.path());
        fs::write(vault.swap_mark(), format!("{ASIDE}\n")).expect("a mark");
        let finished = settle_until(&vault, steps).expect("the disk holds");
        assert_eq!(
            finished,
            !vault.swap_mark().exists(),
            "after {steps} steps the mark says what is left to do"
        );
        // Once more, cut short again, then to the end: what a second kill and a third start do.
        settle_until(&vault, steps / 2).expect("the disk holds");
        settle(&vault).expect("the disk holds");
        let aside = place.path().join(ASIDE);
        assert_eq!(text(&vault.base()), "nouvelle base", "after {steps} steps");
        assert!(!place.path().join("preau.base-wal").exists(), "another base's log would spoil it");
        assert_eq!(
            (text(&aside.join("preau.base")), text(&aside.join("preau.base-wal"))),
            ("ancienne base".into(), "ancien journal".into())
        );
        for name in ["preau.a.cles", "preau.b.cles", "commune.json"] {
            assert_eq!(text(&aside.join(name)), text(&place.path().join(name)), "{name} after {steps} steps");
        }
        assert_eq!(text(&place.path().join("preau.poste")), "secret");
        assert!(!prepared_folder(&vault).exists() && !vault.swap_mark().exists());
        if finished {
            break;
        }
        steps += 1;
    }
    assert!(steps >= 10, "{steps}");
}

/// The manifest of a backup is read before anything says who wrote it: whatever lies there is read or refused, and what is read is
/// exactly what this program would have written.
#[test]
fn no_bytes_make_the_reader_of_manifests_fall() {
    let vault = VaultFolder::new(Path::new("coffre"));
    let files = ["commune.json", "preau.a.cles", "preau.b.cles", "preau.base"];
    let counts = BackupCounts {
        families: 5,
        children: 9,
        attendance: 300,
        invoices: 5,
        payments: 3,
        audit_entries: 40,
    };
    let manifest = Manifest {
        format: Manifest::FORMAT,
        made_at_ms: 1_772_000_000_000,
        made_by: uuid::Uuid::from_u128(7),
        made_by_name: "Agathe Le Bihan".into(),
        program: "0.1.0".into(),
        town: "Brévigny".into(),
        vault: uuid::Uuid::from_u128(8).to_string(),
        pages: 300,
        counts,
        heads: Vec::new(),
        files: files
            .map(|name| BackupFile { name: name.into(), bytes: 4_096, sha256: "ab".repeat(32) })
            .into(),
        signature: "cd".repeat(64),
    };
    let folder = tempfile::tempdir().expect("a folder");
    manifest.write(folder.path()).expect("written");
    let written = fs::read(folder.path().join("sauvegarde.json")).expect("a manifest");
    assert!(Manifest::from_bytes(&vault, &written).is_ok_and(|read| read == manifest));
    let corpus = [written, br#"{"format":3}"#.to_vec(), br#"[{"format":2},null,-1e9,"\u0000"]"#.to_vec()];
    let mut campaign = Campaign::new("manifests", 59);
    for _ in 0..many(2_000, 2_000_000) {
        let bytes = campaign.altered(&corpus);
        let held = match Manifest::from_bytes(&vault, &bytes) {
            Ok(read) => bytes == corpus[0] || read != manifest,
            Err(error) => error.code != crate::Code::Bug,
        };
        campaign.tried("altered", held, || String::from_utf8_lossy(&bytes).into_owned());
    }
    campaign.end("as it was written, it is read");
}
