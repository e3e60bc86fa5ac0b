//! A restoration cut short after each of its steps ends in the old vault or in the new one, whole.

use std::fs;
use std::path::Path;

use super::swap::{prepared_folder, settle, settle_until};
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
