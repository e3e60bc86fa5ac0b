//! Helps of one funder for one child, put together by a merge: told before, to each what they may read.

use domain::values::ids::ChildId;

use super::*;

/// A child typed twice in one household, each record helped by the same funder; what the merge is asked with.
fn helped_twice(town: &TestTown) -> (Home, Value) {
    let homes = town.families_at_table(&[("Le Goff", 10)]);
    let home = homes["Le Goff"];
    let twin: ChildId = town.write(|w| town.child(w, home.household, "Le Goff", CustodyPattern::Always));
    let file = town.done("family_show", json!({ "family": home.family }));
    let ids = file["children"].as_array().expect("children").iter().map(|child| child["id"].clone());
    let own = ids.into_iter().find(|id| *id != json!(twin)).expect("the other");
    let ccas = json!({ "id": null, "draft": { "name": "CCAS de Montbard", "kind": "ccas" } });
    let funder = town.done("funder_save", ccas)["id"].clone();
    for (child, part) in [(&own, 500), (&json!(twin), 300)] {
        let terms = json!({ "funder": funder, "activity": null, "help": { "kind": "rate", "part": part }, "monthly_ceiling": null,
            "whole_ceiling": null, "from": "2026-01-01", "to": null });
        town.done("subsidy_add", json!({ "household": home.household, "child": child, "terms": terms }));
    }
    (home, json!({ "kind": "child", "kept": own, "absorbed": twin }))
}

fn blocks(town: &TestTown) -> bool {
    town.finished("billing_preview", json!({ "month": MONTH }))["anomalies"]
        .to_string()
        .contains("helped_twice")
}

fn labels(town: &TestTown, home: Home) -> Vec<Value> {
    let list = town.done("subsidy_list", json!({ "household": home.household }))["subsidies"].clone();
    list.as_array().expect("helps").iter().map(|help| help["label"].clone()).collect()
}

#[test]
fn a_help_doubled_by_a_merge_is_settled_by_who_writes_helps_f11() {
    let town = TestTown::new();
    let (home, pair) = helped_twice(&town);
    let view = town.done("merge_show", pair);
    let fields = view["parts"][0]["fields"].as_array().expect("fields");
    let found = fields.iter().find(|field| field["is_contradiction"] == true).expect("told");
    assert_eq!(found["label"], "«\u{a0}CCAS de Montbard\u{a0}» aiderait deux fois");
    assert_eq!(
        (&found["kept"], &found["absorbed"]),
        (&json!("50\u{a0}%, depuis le 01/01/2026"), &json!("30\u{a0}%, depuis le 01/01/2026"))
    );
    assert!(!view["parts"][0]["notes"].to_string().contains("prises en charge"), "{view:#}");

    let mut unseen = asked(&view);
    unseen["parts"][0]["answered"] = json!([]);
    assert_eq!(town.refused("merge_save", unseen)["code"], "changed_since_preview");
    let mut takes = asked(&view);
    takes["parts"][0]["takes"] = json!([found["code"]]);
    let merged = town.done("merge_save", takes);
    assert_eq!(labels(&town, home), ["30\u{a0}%"]);
    assert!(!blocks(&town));
    town.done("merge_undo", json!({ "act": merged["act"] }));
    assert_eq!(labels(&town, home).len(), 2);
    town.done("merge_save", asked(&view));
    assert_eq!(labels(&town, home), ["50\u{a0}%"]);
    sound(&town);
}

#[test]
fn a_help_that_an_invoice_counts_is_the_one_that_goes_on_f11() {
    let town = TestTown::new();
    let (home, pair) = helped_twice(&town);
    town.bill();
    let view = town.done("merge_show", pair);
    let mut given_up = asked(&view);
    given_up["parts"][0]["takes"] = given_up["parts"][0]["answered"].clone();
    let refused = town.refused("merge_save", given_up);
    assert!(refused["message"].to_string().contains("une facture compte déjà"), "{refused}");
    town.done("merge_save", asked(&view));
    assert_eq!(labels(&town, home), ["50\u{a0}%"]);
}

#[test]
fn who_does_not_read_helps_is_not_told_that_there_are_any_f11() {
    let town = TestTown::with(&[Role::Ins]);
    let (home, pair) = helped_twice(&town);
    town.sit("ins");
    let view = town.done("merge_show", pair);
    let told = view.to_string();
    for kept in ["prise", "aide", "CCAS", "50\u{a0}%", "30\u{a0}%", "01/01/2026"] {
        assert!(!told.contains(kept), "{kept}: {told}");
    }
    town.done("merge_save", asked(&view));
    town.sit("agent");
    assert_eq!(labels(&town, home).len(), 2, "billing settles it");
    assert!(blocks(&town));
}

// rows: F11
#[test]
fn what_was_written_since_is_named_to_who_may_read_it_and_counted_once() {
    let told = |sits: &str| {
        let town = TestTown::with(&[Role::Ins]);
        let files = [(); 2].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
        let pair = json!({ "kind": "family", "kept": files[0]["id"], "absorbed": files[1]["id"] });
        let view = town.done("merge_show", pair);
        let merged = town.done("merge_save", asked(&view));
        let ccas = json!({ "id": null, "draft": { "name": "CCAS de Montbard", "kind": "ccas" } });
        let funder = town.done("funder_save", ccas)["id"].clone();
        let terms = json!({ "funder": funder, "activity": null, "help": { "kind": "rate", "part": 500 }, "monthly_ceiling": null,
            "whole_ceiling": null, "from": "2026-01-01", "to": null });
        let (household, child) = (&files[0]["households"][0]["id"], &files[0]["children"][0]["id"]);
        town.done("subsidy_add", json!({ "household": household, "child": child, "terms": terms }));
        town.sit(sits);
        let refused = town.refused("merge_undo", json!({ "act": merged["act"] }));
        refused["message"].as_str().expect("words").to_owned()
    };
    assert!(told("agent").contains("ont servi depuis (prises en charge\u{a0}: 1)."), "{}", told("agent"));
    assert!(told("ins").starts_with("Les fiches réunies ont servi depuis. La réunion"), "{}", told("ins"));
}

// rows: F11
#[test]
fn a_help_removed_since_holds_the_merge_as_one_that_was_ended_does() {
    let town = TestTown::with(&[Role::Ins]);
    let (home, pair) = helped_twice(&town);
    town.sit("ins");
    let view = town.done("merge_show", pair);
    let merged = town.done("merge_save", asked(&view));
    town.sit("agent");
    let list = town.done("subsidy_list", json!({ "household": home.household }))["subsidies"].clone();
    let moved = list.as_array().expect("helps").iter().find(|help| help["label"] == "30\u{a0}%");
    town.done("subsidy_remove", json!({ "subsidy": moved.expect("moved")["id"] }));
    town.sit("ins");
    let refused = town.refused("merge_undo", json!({ "act": merged["act"] }));
    assert!(refused["message"].to_string().contains("ont servi depuis"), "{refused}");
}

// rows: F11
#[test]
fn an_answer_about_a_help_that_changed_since_is_asked_again() {
    for ended in [true, false] {
        let town = TestTown::new();
        let (home, pair) = helped_twice(&town);
        let view = town.done("merge_show", pair);
        let mut takes = asked(&view);
        takes["parts"][0]["takes"] = takes["parts"][0]["answered"].clone();
        let list = town.done("subsidy_list", json!({ "household": home.household }))["subsidies"].clone();
        let other = list.as_array().expect("helps").iter().find(|help| help["label"] == "30\u{a0}%");
        let other = &other.expect("the other")["id"];
        // Ended after it began, both still help in March; removed, nothing is helped twice any more.
        if ended {
            town.done("subsidy_end", json!({ "subsidy": other, "to": "2026-03-31" }));
        } else {
            town.done("subsidy_remove", json!({ "subsidy": other }));
        }
        let left = labels(&town, home);
        assert_eq!(town.refused("merge_save", takes)["code"], "changed_since_preview");
        assert_eq!(labels(&town, home), left);
    }
}

// rows: F11
#[test]
fn helps_of_one_record_are_kept_or_given_up_together() {
    let town = TestTown::new();
    let files = [(); 2].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
    let ccas = json!({ "id": null, "draft": { "name": "CCAS de Montbard", "kind": "ccas" } });
    let funder = town.done("funder_save", ccas)["id"].clone();
    for (file, part, from, to) in [
        (&files[0], 500, "2026-01-01", "2026-03-31"),
        (&files[0], 400, "2026-04-01", "2026-06-30"),
        (&files[1], 300, "2026-01-01", "2026-06-30"),
    ] {
        let terms = json!({ "funder": funder, "activity": null, "help": { "kind": "rate", "part": part }, "monthly_ceiling": null,
            "whole_ceiling": null, "from": from, "to": to });
        let (household, child) = (&file["households"][0]["id"], &file["children"][0]["id"]);
        town.done("subsidy_add", json!({ "household": household, "child": child, "terms": terms }));
    }
    let helps = || {
        let household = &files[0]["households"][0]["id"];
        let list = town.done("subsidy_list", json!({ "household": household }))["subsidies"].clone();
        list.as_array().expect("helps").len()
    };
    let pair = json!({ "kind": "family", "kept": files[0]["id"], "absorbed": files[1]["id"] });
    let view = town.done("merge_show", pair);
    let answer = |taken: usize| {
        let mut request = asked(&view);
        for part in request["parts"].as_array_mut().expect("parts") {
            let codes = part["answered"].as_array().expect("codes").clone();
            part["takes"] = json!(codes.into_iter().take(taken).collect::<Vec<_>>());
        }
        request
    };
    let refused = town.refused("merge_save", answer(1));
    assert!(refused["message"].to_string().contains("des jours resteraient sans aide"), "{refused}");
    for (taken, left) in [(0, 2), (2, 1)] {
        let merged = town.done("merge_save", answer(taken));
        assert_eq!(helps(), left);
        town.done("merge_undo", json!({ "act": merged["act"] }));
    }
    sound(&town);
}
