//! What a power cut leaves in the file: pages torn on the way from the log, which the log still holds whole.

use std::collections::BTreeSet;
use std::fs;

use serde_json::json;
use tests::{Town, town};

const PAGE: usize = 4_096;

/// The pages a write-ahead log holds.
fn logged(log: &[u8]) -> BTreeSet<usize> {
    let number = |frame: &[u8]| u32::from_be_bytes(frame[..4].try_into().expect("four bytes"));
    log[32..].chunks_exact(24 + PAGE).map(|frame| number(frame) as usize).collect()
}

#[test]
fn a_page_torn_on_its_way_from_the_log_is_no_damage() {
    let town = town(5);
    town.log_in("admin");
    let mut shown = town.ask("town_show", json!({}));
    shown["name"] = json!("Autreville");
    town.ask("town_save", shown);
    let base = fs::read(town.vault.join("preau.base")).expect("a base");
    let logged = logged(&fs::read(town.vault.join("preau.base-wal")).expect("a log"));
    let last = base.len() / PAGE;
    let verified = |page: usize| {
        let cut = tempfile::tempdir().expect("a folder");
        for entry in fs::read_dir(&town.vault).expect("the vault").flatten() {
            fs::copy(entry.path(), cut.path().join(entry.file_name())).expect("copied");
        }
        let mut torn = base.clone();
        torn[page * PAGE - PAGE / 2..page * PAGE].fill(0);
        fs::write(cut.path().join("preau.base"), torn).expect("torn");
        let after = Town::open(cut.path(), &town.files);
        after.log_in("admin");
        assert_eq!(after.ask("town_show", json!({}))["name"], "Autreville", "what was acknowledged is there");
        after.try_wait("vault_verify", json!({})).is_ok_and(|mut view| view["problems"].take() == json!([]))
    };
    for page in logged.iter().copied().filter(|page| (2..=last).contains(page)).take(5) {
        assert!(verified(page), "page {page}");
    }
    // The control: a page that no log holds is damage, and said.
    let alone = (2..=last).rev().find(|page| !logged.contains(page)).expect("a page at rest");
    assert!(!verified(alone), "page {alone}");
}
