//! « Qui, quand, avant ? », to each what they may read.

use domain::people::ChangeKind;
use domain::values::ids::FamilyId;
use security::Role;
use serde_json::json;
use store::people::ChangeRow;

use super::{address, guardian, registered};
use crate::testing::TestTown;

/// What a line is about is kept with it: reworded, it is told to nobody else; worded as those that are not theirs, it is theirs.
#[test]
fn the_history_tells_the_composition_by_what_a_line_is_about_v04_v06() {
    let town = TestTown::with(&[Role::San, Role::Ter]);
    let family: FamilyId = serde_json::from_value(json!(registered(&town).0)).expect("a family");
    let lines = [
        (ChangeKind::Composition, "Résidence d’Yann"),
        (ChangeKind::File, "Foyer de jeunes, contact"),
        (ChangeKind::Authority, "Tutelle d’Yann"),
    ];
    town.write(|w| {
        for (rank, (kind, label)) in (1..).zip(lines) {
            let (id, label) = (uuid::Uuid::from_u128(rank), label.to_owned());
            let row = ChangeRow {
                id,
                family,
                subject: family.into(),
                kind,
                label,
                before: String::new(),
                after: String::new(),
            };
            w.append_change(&row).expect("a line");
        }
    });
    for (desk, told) in
        [("agent", [true, true, true]), ("san", [false, true, false]), ("ter", [false, true, true])]
    {
        town.sit(desk);
        let history = town.done("family_history", json!({ "family": family })).to_string();
        assert_eq!(lines.map(|(_, label)| history.contains(label)), told, "{desk}: {history}");
    }
}

/// A custody that was, and who came to a household, are of the composition; what an adult is to a child, of authority.
#[test]
fn what_a_separation_writes_is_told_to_who_reads_the_composition_v04_v07() {
    let town = TestTown::with(&[Role::San, Role::Ter, Role::Res]);
    let (family, file) = registered(&town);
    let (household, adult) = (&file["households"][0]["id"], &file["households"][0]["guardians"][0]["id"]);
    let child = &file["children"][0];
    town.done(
        "household_add",
        json!({ "family": family, "household": { "address": address("5 allée Neuve"), "guardians": [guardian("Renaud", "Sylvain", "06 12 44 80 17")], "debtor": 0 }, "moving": [] }),
    );
    let draft =
        json!({ "household": household, "pattern": { "kind": "always" }, "from": "2026-04-01", "to": null });
    town.done("custody_save", json!({ "child": child["id"], "custodies": [{ "draft": draft }] }));
    town.done("kinship_save", json!({ "guardian": adult, "child": child["id"], "kinship": "tutor" }));
    for (desk, told) in [
        ("agent", [true; 3]),
        ("san", [false; 3]),
        ("ter", [false, false, true]),
        ("res", [false, false, true]),
    ] {
        town.sit(desk);
        let history = town.done("family_history", json!({ "family": family })).to_string();
        let words = ["Sylvain", "Garde de Léonie", "Lien de parenté"];
        assert_eq!(words.map(|words| history.contains(words)), told, "{desk}: {history}");
    }
}
