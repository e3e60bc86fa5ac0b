//! What two records say twice, or cannot both say, settled by the merge: how a household pays, school transport, leave.

use domain::values::ids::ChildId;
use jiff::civil::Date;

use super::*;

// rows: F06
#[test]
fn how_a_household_usually_pays_follows_and_is_not_shown_to_who_may_not_read_it() {
    let town = TestTown::with(&[Role::Ins]);
    let files = [(); 2].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
    let pays = |rank: usize, means: &str| {
        let household = files[rank]["households"][0]["id"].clone();
        town.done("usual_means_set", json!({ "household": household, "means": means }));
    };
    let said = |rank: usize| {
        let file = town.done("family_show", json!({ "family": files[rank]["id"] }));
        file["households"][0]["usual_means"]["said"].clone()
    };
    let pair = json!({ "kind": "family", "kept": files[0]["id"], "absorbed": files[1]["id"] });
    pays(1, "cheque");
    town.sit("ins");
    let view = town.done("merge_show", pair.clone());
    assert!(!view.to_string().contains("Chèque"), "{view:#}");
    let merged = town.done("merge_save", asked(&view));
    town.sit("agent");
    assert_eq!(said(0), "cheque");
    town.done("merge_undo", json!({ "act": merged["act"] }));
    assert_eq!((said(0), said(1)), (Value::Null, json!("cheque")));
    // Two answers: that of the household kept.
    pays(0, "cash");
    let view = town.done("merge_show", pair);
    town.done("merge_save", asked(&view));
    assert_eq!(said(0), "cash");
    sound(&town);
}

// rows: G14 V16
#[test]
fn a_child_registered_twice_rides_once_and_has_one_leave_a_year() {
    let town = TestTown::new();
    let (one, two) = town.write(|w| {
        let home = town.family(w, 1, "Abgrall", None);
        let one = town.child(w, home.household, "Abgrall", CustodyPattern::Always);
        let two = town.child(w, home.household, "Abgrall", CustodyPattern::Always);
        (one, two)
    });
    let draft = json!({ "name": "Hameaux", "carrier": "", "stops": [
        { "id": null, "name": "Kerbrat", "morning": 485, "evening": 1015 }, { "id": null, "name": "Mairie", "morning": 495, "evening": 1005 }] });
    town.done("circuit_save", json!({ "id": null, "draft": draft }));
    let stops = town.done("circuit_list", json!({}))["circuits"][0]["draft"]["stops"].clone();
    let ride = |child: ChildId, direction: &str, days: u8, from: &str, to: Value| {
        let stop = if child == one { &stops[0]["id"] } else { &stops[1]["id"] };
        json!({ "child": child, "stop": stop, "direction": direction, "days": days, "from": from, "to": to })
    };
    let rides =
        |draft: Value| town.done("transport_save", json!({ "id": null, "draft": draft }))["id"].clone();
    // Monday, Tuesday, Thursday and Friday are 27; Wednesday is 4.
    let outward = ride(one, "outward", 27, "2026-03-01", Value::Null);
    let known = rides(outward.clone());
    rides(ride(one, "return", 4, "2025-09-01", json!("2026-03-31")));
    rides(ride(two, "outward", 5, "2026-03-01", Value::Null));
    rides(ride(two, "outward", 2, "2026-03-01", Value::Null));
    rides(ride(two, "return", 27, "2026-03-01", Value::Null));
    rides(ride(two, "return", 4, "2025-09-01", Value::Null));
    let leave = |child: ChildId, year: &str, school: &str, answered: bool| {
        let (standing, decided_on) =
            if answered { ("accepted", json!("2026-04-01")) } else { ("asked", Value::Null) };
        let draft = json!({ "school_year": year, "sector": null, "asked": null, "asked_elsewhere": school, "reason": "sibling",
            "asked_on": "2026-03-01", "standing": standing, "decided_on": decided_on, "fees_agreed": null });
        town.done("derogation_save", json!({ "id": null, "child": child, "draft": draft }));
    };
    leave(one, "2026-2027", "Gardée", false);
    leave(two, "2026-2027", "Autre", true);
    leave(one, "2025-2026", "Gardée", false);
    leave(two, "2025-2026", "Autre", false);

    let riding = |child: ChildId| -> Vec<(&'static str, u8, Date)> {
        let rows = town.write(|w| w.transports_of_child(child).expect("read"));
        let mut rides: Vec<_> = rows
            .into_iter()
            .map(|row| (row.draft.direction.code(), row.draft.days.bits(), row.draft.from))
            .collect();
        rides.sort_unstable();
        rides
    };
    let leaves = |child: ChildId| -> Vec<String> {
        let rows = town.write(|w| w.derogations_of_child(child).expect("read"));
        rows.into_iter()
            .map(|row| format!("{} {}", row.draft.school_year, row.draft.asked_elsewhere))
            .collect()
    };
    let before = (riding(one), riding(two), leaves(one), leaves(two));
    let pair = json!({ "kind": "child", "kept": one, "absorbed": two });
    let view = town.done("merge_show", pair);
    let notes = view["parts"][0]["notes"].to_string();
    assert!(notes.contains("inscrites au transport") && notes.contains("dérogation"), "{notes}");
    let merged = town.done("merge_save", asked(&view));
    let march = date(2026, 3, 1);
    assert_eq!(
        riding(one),
        [
            ("outward", 4, march),
            ("outward", 27, march),
            ("return", 4, date(2025, 9, 1)),
            ("return", 4, date(2026, 4, 1)),
            ("return", 27, march),
        ]
    );
    assert_eq!(leaves(one), ["2026-2027 Autre", "2025-2026 Gardée"]);
    town.done("merge_undo", json!({ "act": merged["act"] }));
    assert_eq!((riding(one), riding(two), leaves(one), leaves(two)), before);
    // And what was kept is corrected as any other.
    town.done("merge_save", asked(&view));
    town.done("transport_save", json!({ "id": known, "draft": outward }));
    sound(&town);
}

// rows: G14
#[test]
fn a_ride_both_ways_keeps_the_way_the_other_record_lacks() {
    let town = TestTown::new();
    let (one, two) = town.write(|w| {
        let home = town.family(w, 1, "Abgrall", None);
        let one = town.child(w, home.household, "Abgrall", CustodyPattern::Always);
        (one, town.child(w, home.household, "Abgrall", CustodyPattern::Always))
    });
    let stop = json!({ "id": null, "name": "Kerbrat", "morning": 485, "evening": 1015 });
    let draft = json!({ "name": "Hameaux", "carrier": "", "stops": [stop] });
    town.done("circuit_save", json!({ "id": null, "draft": draft }));
    let stop = town.done("circuit_list", json!({}))["circuits"][0]["draft"]["stops"][0]["id"].clone();
    for (child, direction, days) in [(one, "outward", 1), (two, "both", 3)] {
        let draft = json!({ "child": child, "stop": stop, "direction": direction, "days": days, "from": "2026-03-01", "to": null });
        town.done("transport_save", json!({ "id": null, "draft": draft }));
    }
    let riding = |child: ChildId| {
        let rows = town.write(|w| w.transports_of_child(child).expect("read"));
        let mut rides: Vec<_> =
            rows.into_iter().map(|row| (row.draft.direction.code(), row.draft.days.bits())).collect();
        rides.sort_unstable();
        rides
    };
    let view = town.done("merge_show", json!({ "kind": "child", "kept": one, "absorbed": two }));
    let merged = town.done("merge_save", asked(&view));
    assert_eq!(riding(one), [("both", 2), ("outward", 1), ("return", 1)]);
    town.done("merge_undo", json!({ "act": merged["act"] }));
    assert_eq!((riding(one), riding(two)), (vec![("outward", 1)], vec![("both", 3)]));
    sound(&town);
}
