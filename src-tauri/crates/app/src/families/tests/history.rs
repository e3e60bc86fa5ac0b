//! « Qui, quand, avant ? », to each what they may read.

use domain::people::ChangeKind;
use domain::values::ids::FamilyId;
use security::Role;
use serde_json::json;
use store::people::ChangeRow;

use super::registered;
use crate::testing::TestTown;

/// What a line is about is kept with it: reworded, it is told to nobody else; worded as those that are not theirs, it is theirs.
#[test]
fn the_history_tells_the_composition_by_what_a_line_is_about_v04_v06() {
    let town = TestTown::with(&[Role::San, Role::Ter]);
    let family: FamilyId = serde_json::from_value(json!(registered(&town).0)).expect("a family");
    let lines =
        [(ChangeKind::Composition, "Résidence d’Yann"), (ChangeKind::File, "Foyer de jeunes, contact")];
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
    for (desk, tells) in [("agent", true), ("san", false), ("ter", false)] {
        town.sit(desk);
        let history = town.done("family_history", json!({ "family": family })).to_string();
        let [composition, file] = lines.map(|(_, label)| history.contains(label));
        assert_eq!((composition, file), (tells, true), "{desk}: {history}");
    }
}
