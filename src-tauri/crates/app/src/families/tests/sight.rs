//! What each role is sent of a file, and of the quotient of a household.

use security::Role;
use serde_json::json;

use super::registered;
use crate::testing::TestTown;

// rows: I06 A09
#[test]
fn what_a_role_may_not_see_is_not_sent() {
    let town = TestTown::with(&Role::ALL);
    let (family, view) = registered(&town);
    let household = view["households"][0]["id"].clone();
    town.done("quotient_add", json!({ "household": household, "quotient": {
        "kind": "caf", "value": 74200, "month": "2026-03", "computed": null, "from": null, "to": null, "source": "attestation" } }));
    // Keys that must be in the answer, keys that must not, role by role.
    let cases: [(&str, &[&str], &[&str]); 5] = [
        (
            "ins",
            &[
                "/households/0/bracket",
                "/households/0/balance/light",
                "/children/0/health",
                "/children/0/care",
                "/households/0/guardians/0/draft",
                "/households/0/guardians/0/birth",
            ],
            &["/households/0/balance/due_cents", "/invoices"],
        ),
        (
            "fac",
            &[
                "/households/0/bracket",
                "/households/0/balance/due_cents",
                "/invoices",
                "/households/0/guardians/0/birth",
            ],
            &[
                "/children/0/health",
                "/children/0/care",
                "/households/0/guardians/0/draft",
                "/children/0/draft",
            ],
        ),
        (
            "res",
            &[
                "/households/0/bracket",
                "/households/0/balance/due_cents",
                "/invoices",
                "/households/0/guardians/0/email",
            ],
            &["/children/0/health", "/children/0/care", "/households/0/guardians/0/birth"],
        ),
        (
            "san",
            &["/children/0/health", "/children/0/care"],
            &[
                "/households/0/bracket",
                "/households/0/balance",
                "/households/0/regime",
                "/invoices",
                "/households/0/guardians/0/email",
                "/households/0/guardians/0/birth",
            ],
        ),
        (
            "ter",
            &["/children/0/health", "/children/0/care"],
            &[
                "/households/0/bracket",
                "/households/0/balance",
                "/households/0/regime",
                "/invoices",
                "/households/0/guardians/0/email",
            ],
        ),
    ];
    for (role, sent, absent) in cases {
        town.sit(role);
        let view = town.done("family_show", json!({ "family": family }));
        for path in sent {
            assert!(view.pointer(path).is_some(), "{role} reads {path}");
        }
        for path in absent {
            assert_eq!(view.pointer(path), None, "{role} must not be sent {path}");
        }
        let row = &town.done("family_list", json!({}))["families"][0];
        let light = matches!(role, "ins" | "san" | "ter");
        let desk = matches!(role, "ins" | "fac" | "res");
        assert_eq!(row.get("health_light").is_some(), light, "{role}");
        assert_eq!(row.get("bracket").is_some() && row.get("balance_light").is_some(), desk, "{role}");
        assert_eq!(row.get("quotient_state").is_some(), desk, "{role}");
        assert_eq!(row.get("balance_cents").is_some(), matches!(role, "fac" | "res"), "{role}");
        // The value itself is nowhere but with those who hold its compartment.
        let history = town.done("family_history", json!({ "family": family })).to_string();
        assert_eq!(history.contains("742"), matches!(role, "fac" | "res"), "{role}");
        assert!(!view.to_string().contains("742") && !view.to_string().contains("4180226"), "{role}");
        let list = town.app.call("quotient_list", json!({ "household": household }));
        assert_eq!(matches!(list, crate::Reply::Done { .. }), matches!(role, "fac" | "res"), "{role}");
    }
    for role in ["adm", "dpo", "rpe"] {
        town.sit(role);
        for (command, request) in [
            ("family_list", json!({})),
            ("family_show", json!({ "family": family })),
            ("family_history", json!({ "family": family })),
            ("search", json!({ "text": "goff" })),
        ] {
            assert_eq!(town.refused(command, request)["code"], "forbidden", "{role} {command}");
        }
    }
}

// rows: F03 V17 I06
#[test]
fn a_quotient_is_sealed_by_who_may_and_told_as_a_bracket_to_the_desk() {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::Res]);
    town.sit("ins");
    let (family, view) = registered(&town);
    let household = view["households"][0]["id"].clone();
    let quotient = |value: i64, month: &str| {
        json!({ "household": household, "quotient": {
        "kind": "caf", "value": value, "month": month, "computed": null, "from": null, "to": null, "source": "attestation" } })
    };
    assert_eq!(town.refused("quotient_add", quotient(74_200, "2026-03"))["code"], "forbidden");

    town.sit("fac");
    // INS deposited the number at registration: FAC reads it, and seals it again under a key INS never knew.
    let list = town.done("quotient_list", json!({ "household": household }));
    assert_eq!(
        (&list["organisme"], &list["matricule"], &list["state"]),
        (&json!("211"), &json!("4180226A"), &json!("missing"))
    );
    assert_eq!(town.refused("quotient_add", quotient(0, "2026-03"))["fields"][0]["field"], "quotient.value");
    town.done("quotient_add", quotient(129_600, "2026-02"));
    town.done("quotient_add", quotient(74_200, "2026-03"));
    let list = town.done("quotient_list", json!({ "household": household }));
    assert_eq!(list["matricule"], "4180226A");
    let told: Vec<_> = list["quotients"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| (row["shown"].as_str(), row["applies"].as_bool()))
        .collect();
    assert_eq!(told, [(Some("742"), Some(true)), (Some("1\u{a0}296"), Some(false))]);
    assert_eq!(town.done("quotient_current", json!({}))["quotients"][0]["value_cents"], 74_200);
    let history = town.done("family_history", json!({ "family": family }));
    assert_eq!(history["changes"][0]["after"], "742 · CAF, mars 2026");

    town.sit("ins");
    let view = town.done("family_show", json!({ "family": family }));
    assert_eq!(
        view["households"][0]["bracket"],
        json!({ "state": "current", "label": "Tranche 2", "month": "2026-03", "until": null })
    );

    // Found by their number by who holds it, by nobody else.
    let found = |town: &TestTown| {
        town.done("search", json!({ "text": "4180 226" }))["hits"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(found(&town), 0);
    town.sit("res");
    assert_eq!(found(&town), 1);
    town.sit("fac");
    town.done("allocataire_save", json!({ "household": household, "allocataire": null }));
    assert_eq!(found(&town), 0);
    town.done(
        "allocataire_save",
        json!({ "household": household, "allocataire": { "organisme": "211", "matricule": "4180226" } }),
    );
    assert_eq!(found(&town), 1);
}

#[test]
fn the_desk_follows_the_vote() {
    let town = TestTown::new();
    let home = town.write(|w| town.family(w, 1, "Martin", None));
    let quotient = json!({ "kind": "caf", "value": 74_200, "month": "2026-03", "computed": null, "from": null, "to": null, "source": "cdap" });
    town.done("quotient_add", json!({ "household": home.household, "quotient": quotient }));
    let label = || town.done("family_list", json!({}))["families"][0]["bracket"].clone();
    assert_eq!(label(), "Tranche 2");
    let tariff = json!({
        "activity": town.canteen, "unit": null, "name": "Cantine", "deliberation": "2026-12", "valid_from": "2026-04-01", "valid_to": null,
        "method": { "kind": "bracket", "brackets": [{ "up_to": 80_000, "resident": 200, "non_resident": null }, { "up_to": null, "resident": 500, "non_resident": null }] },
        "basis": { "kind": "per_unit" }, "siblings": null, "billed": 0b111_0110
    });
    town.done("tariff_save", tariff);
    assert_eq!(label(), "Tranche 1");
}
