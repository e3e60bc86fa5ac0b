//! Optional fields, names, birth places: what a town asks, of whom, and who reads the answers.

use jiff::civil::date;
use security::Role;
use serde_json::{Value, json};

use super::{address, child, guardian, registered, separated};
use crate::testing::TestTown;

fn ask(field: &str) -> Value {
    json!({ "field": field, "on": true, "activity": null, "reason": "Places réservées par convention." })
}

fn silence(field: &str) -> Value {
    json!({ "field": field, "on": false })
}

fn field_of<'v>(list: &'v Value, field: &str) -> &'v Value {
    let fields = list["fields"].as_array().expect("fields");
    fields.iter().find(|one| one["field"] == field).expect("a field of the list")
}

/// The first guardian of a file, saved with these answers.
fn answering(view: &Value, details: &Value) -> Value {
    let household = &view["households"][0];
    let mut draft = household["guardians"][0]["draft"].clone();
    draft["details"] = details.clone();
    json!({ "household": household["id"], "guardian": household["guardians"][0]["id"], "draft": draft })
}

#[test]
fn a_field_is_off_until_a_service_turns_it_on_with_the_reason_x08() {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::Res, Role::Adm, Role::Dpo]);
    let (family, view) = registered(&town);
    let show = || town.done("family_show", json!({ "family": family }));
    town.sit("ins");
    let saved = answering(&view, &json!({ "employer": "Centre hospitalier" }));
    let error = town.refused("guardian_save", saved.clone());
    assert_eq!(
        (&error["fields"][0]["field"], &error["fields"][0]["code"]),
        (&json!("details.employer"), &json!("forbidden"))
    );
    assert!(error["fields"][0]["message"].as_str().expect("a sentence").contains("réglages"), "{error}");
    assert_eq!(show()["households"][0]["guardians"][0]["draft"]["details"], json!({}), "nothing is asked");
    assert_eq!(town.refused("optional_field_set", ask("employer"))["code"], "forbidden");

    town.sit("adm");
    let idle = json!({ "field": "employer", "on": true, "reason": "utile" });
    assert_eq!(town.refused("optional_field_set", idle)["fields"][0]["field"], "reason");
    let list = town.done("optional_field_set", ask("employer"));
    let employer = field_of(&list, "employer");
    assert_eq!(
        (&employer["on"], &employer["service"], &employer["by"], &employer["held"]),
        (&json!(true), &json!("Toute la commune"), &json!("Agent adm"), &json!(0))
    );
    town.sit("dpo");
    let told = town.done("audit_list", json!({ "operation": "optional_field_set" })).to_string();
    assert!(told.contains("Places réservées par convention"), "{told}");

    town.sit("ins");
    town.done("guardian_save", saved);
    let shown = show();
    let person = &shown["households"][0]["guardians"][0];
    assert_eq!(person["details"][0]["value"], "Centre hospitalier");
    assert_eq!(person["draft"]["details"], json!({ "employer": "Centre hospitalier" }));
    let history = town.done("family_history", json!({ "family": family }));
    assert_eq!(history["changes"][0]["label"], "Employeur de Maëlle Le Goff");
    assert!(!history.to_string().contains("Centre hospitalier"), "who may not read it reads the history");

    // Off again: neither shown nor asked, and kept; an edit meanwhile loses nothing.
    town.sit("res");
    let list = town.done("optional_field_set", silence("employer"));
    assert_eq!(
        (&field_of(&list, "employer")["on"], &field_of(&list, "employer")["held"]),
        (&json!(false), &json!(1))
    );
    town.sit("ins");
    assert!(!show().to_string().contains("Centre hospitalier"));
    assert!(field_of(&town.done("optional_field_list", json!({})), "employer").get("held").is_none());
    town.done("guardian_save", answering(&show(), &json!({ "employer": "" })));
    town.sit("res");
    town.done("optional_field_set", ask("employer"));
    town.sit("fac");
    assert_eq!(show()["households"][0]["guardians"][0]["details"][0]["value"], "Centre hospitalier");
}

// rows: A08 A11 B01 B02 B03 P09 V10 V12
#[test]
fn each_role_is_sent_the_answers_it_may_read_and_no_other() {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::San, Role::Ter, Role::Res]);
    for field in [
        "profession",
        "employment_status",
        "employer",
        "social_group",
        "work_stoppage",
        "social_security_centre",
        "portal_id",
        "fax",
        "leisure",
        "insurance",
        "directives",
    ] {
        town.done("optional_field_set", ask(field));
    }
    town.sit("ins");
    let mut request = separated();
    request["households"][0]["guardians"][0]["details"] = json!({
        "profession": "Infirmière", "employment_status": "agent_public", "employer": "Hôpital", "social_group": "4",
        "work_stoppage_from": "2026-03-02", "work_stoppage_to": "2026-03-20", "social_security_centre": "Dijon",
        "portal_id": "le-goff-12", "fax": "02 98 00 00 00",
        "directives_place": "third_party", "directives_on": "2026-02-01", "directives_person": "Mémoire et Cie"
    });
    request["children"][0]["identity"]["details"] = json!({ "leisure": "musique,ballon", "leisure_note": "fanfare", "insurer": "La Prévoyante", "insurance_policy": "A-12", "insurance_due": "2026-08-31" });
    let family = town.done("family_register", request)["family"].clone();
    let all = [
        "profession",
        "employment_status",
        "employer",
        "social_group",
        "work_stoppage_from",
        "work_stoppage_to",
        "social_security_centre",
        "portal_id",
        "fax",
        "directives_place",
        "directives_on",
        "directives_person",
    ];
    let cases: [(&str, &[&str], usize); 5] = [
        ("ins", &all, 5),
        ("fac", &["employer", "work_stoppage_from", "work_stoppage_to"], 0),
        ("res", &["profession", "employment_status", "social_group"], 0),
        ("san", &[], 0),
        ("ter", &[], 5),
    ];
    for (role, sent, of_child) in cases {
        town.sit(role);
        let view = town.done("family_show", json!({ "family": family }));
        let read = |person: &Value| -> Vec<String> {
            let rows = person["details"].as_array().expect("answers");
            rows.iter().map(|row| row["detail"].as_str().expect("a code").to_owned()).collect()
        };
        assert_eq!(read(&view["households"][0]["guardians"][0]), sent, "{role}");
        assert_eq!(read(&view["children"][0]).len(), of_child, "{role}");
        for value in ["Infirmière", "le-goff-12", "Mémoire et Cie", "La Prévoyante", "fanfare"] {
            let reads = match value {
                "Infirmière" => matches!(role, "ins" | "res"),
                "le-goff-12" | "Mémoire et Cie" => role == "ins",
                _ => matches!(role, "ins" | "ter"),
            };
            assert_eq!(view.to_string().contains(value), reads, "{role} {value}");
        }
    }
    town.sit("ins");
    let view = town.done("family_show", json!({ "family": family }));
    let shown = &view["households"][0]["guardians"][0]["details"];
    assert_eq!(
        (&shown[1]["value"], &shown[3]["value"]),
        (&json!("Agent public"), &json!("Professions intermédiaires"))
    );
    assert_eq!(view["children"][0]["details"][0]["value"], "Sports de ballon, Musique, chant");
}

#[test]
fn the_end_of_an_insurance_is_said_a_month_before_v13() {
    let town = TestTown::with(&[Role::Ins, Role::Fac]);
    town.done("optional_field_set", ask("insurance"));
    town.sit("ins");
    let (family, view) = registered(&town);
    let edited = |due: &str| {
        let mut identity = view["children"][0]["draft"].clone();
        identity["details"] = json!({ "insurer": "La Prévoyante", "insurance_due": due });
        town.done(
            "child_edit",
            json!({ "child": view["children"][0]["id"], "identity": identity, "diet_code": "" }),
        );
        town.done("family_show", json!({ "family": family }))["children"][0]["insurance_alert"].clone()
    };
    // The town stands on 5 April 2026.
    assert_eq!(edited("2026-05-06"), Value::Null);
    assert_eq!(edited("2026-05-05"), "Assurance à renouveler avant le 05/05/2026");
    assert_eq!(edited("2026-04-05"), "Assurance à renouveler avant le 05/04/2026");
    assert_eq!(edited("2026-04-04"), "Assurance échue depuis le 04/04/2026");
    town.sit("fac");
    assert_eq!(
        town.done("family_show", json!({ "family": family }))["children"][0].get("insurance_alert"),
        None
    );
}

#[test]
fn a_regime_is_asked_while_the_town_asks_it_v09() {
    let town = TestTown::new();
    let (family, view) = registered(&town);
    town.done("optional_field_set", silence("health_fund"));
    let show = || town.done("family_show", json!({ "family": family }));
    assert_eq!(show()["households"][0].get("regime"), None);
    let household = &view["households"][0];
    let edit = |regime: &str| json!({ "household": household["id"], "address": household["address"], "regime": regime });
    assert_eq!(town.refused("household_edit", edit("msa"))["fields"][0]["field"], "regime");
    town.done("household_edit", edit(""));
    let list = town.done("optional_field_set", ask("health_fund"));
    assert_eq!(field_of(&list, "health_fund")["held"], 1);
    assert_eq!(show()["households"][0]["regime"], "general", "what was collected is kept");
}

// rows: A10
#[test]
fn a_birth_place_has_its_code_and_older_words_stay_words() {
    let town = TestTown::with(&[Role::Ins, Role::Ter]);
    town.sit("ins");
    let places = town.done("place_search", json!({ "text": "montbar" }));
    assert_eq!(
        (&places["places"][0]["code"], &places["places"][0]["detail"]),
        (&json!("21425"), &json!("21"))
    );
    let (family, view) = registered(&town);
    let person = |view: &Value| view["households"][0]["guardians"][0].clone();
    assert_eq!(person(&view)["birth"]["place"], "Dijon (21)", "one commune bears that name");
    let mut saved = answering(&view, &json!({}));
    saved["draft"]["birth_place"] = json!("Alger");
    saved["draft"]["birth_code"] = json!("99352");
    town.done("guardian_save", saved.clone());
    let shown = town.done("family_show", json!({ "family": family }));
    assert_eq!(person(&shown)["birth"]["place"], "Alger (Algérie)");
    assert_eq!(person(&shown)["draft"]["birth_code"], "99352");
    let history = town.done("family_history", json!({ "family": family }));
    assert_eq!(history["changes"][0]["label"], "Naissance de Maëlle Le Goff");
    saved["draft"]["birth_place"] = json!("à bord du paquebot France");
    saved["draft"]["birth_code"] = json!("");
    town.done("guardian_save", saved.clone());
    let shown = town.done("family_show", json!({ "family": family }));
    assert_eq!(person(&shown)["birth"]["place"], "à bord du paquebot France");
    saved["draft"]["birth_code"] = json!("00000");
    assert_eq!(town.refused("guardian_save", saved)["fields"][0]["field"], "birth_place");
    town.sit("ter");
    assert_eq!(person(&town.done("family_show", json!({ "family": family }))).get("birth"), None);
}

// rows: E05
#[test]
fn a_child_was_born_in_a_commune_of_before_or_abroad_and_the_field_is_not_told() {
    let town = TestTown::with(&[Role::Ins, Role::Ter, Role::San]);
    town.sit("ins");
    let (family, view) = registered(&town);
    let mut draft = view["children"][0]["draft"].clone();
    let mut save = |place: &str, code: &str| {
        draft["birth_place"] = json!(place);
        draft["birth_code"] = json!(code);
        json!({ "child": view["children"][0]["id"], "identity": draft, "diet_code": "" })
    };
    let shown = || town.done("family_show", json!({ "family": family }))["children"][0].clone();
    town.done("child_edit", save("Alger", "99352"));
    assert_eq!(shown()["birth_place"], "Alger (Algérie)");
    town.done("child_edit", save("à bord du paquebot France", ""));
    assert_eq!(shown()["birth_place"], "à bord du paquebot France");
    let refused = town.refused("child_edit", save("Nulle part", "00000"));
    assert!(refused["fields"][0]["field"].as_str().expect("a field").ends_with("birth_place"), "{refused}");
    for role in ["ter", "san"] {
        town.sit(role);
        assert_eq!(shown().get("birth_place"), None, "{role}");
    }
}

// rows: B05 V11 V14
#[test]
fn what_is_asked_of_childminders_has_no_place_on_a_family() {
    use domain::people::OptionalField;
    for row in ["B05", "V11", "V14"] {
        assert!(OptionalField::ALL.iter().all(|field| field.row() != row), "{row}");
    }
    let town = TestTown::with(&[Role::Ins, Role::Adm, Role::Res]);
    let (_, view) = registered(&town);
    for field in ["education", "diplomas", "urssaf", "pajemploi", "housing", "lifestyle"] {
        town.sit("adm");
        town.refused("optional_field_set", ask(field));
        town.sit("ins");
        town.refused("guardian_save", answering(&view, &json!({ field: "x" })));
    }
    for heading in [
        "Diplômes",
        "Niveau d’études",
        "N° Pajemploi",
        "Urssaf de référence",
        "Type de logement",
        "Mode de vie",
    ] {
        let kind = domain::takeover::forbidden_heading(heading);
        assert_eq!(kind, Some(domain::takeover::ForbiddenKind::Childminder), "{heading}");
    }
}

#[test]
fn names_of_the_real_world_are_registered_found_and_shown() {
    let town = TestTown::new();
    let alone = {
        let mut alone = guardian("Suharto", "", "0102030410");
        alone["single_name"] = json!(true);
        alone
    };
    let mut nameless = child("Suharto", "", "2019-03-14");
    nameless["identity"]["single_name"] = json!(true);
    let families = [
        (
            "Suharto",
            json!({ "households": [{ "address": address("1 rue Haute"), "guardians": [alone] }], "children": [nameless] }),
        ),
        (
            "王",
            json!({ "households": [{ "address": address("2 rue Haute"), "guardians": [guardian("王", "小明", "0102030411")] }],
            "children": [child("王", "丽, Lili", "2019-03-15")] }),
        ),
        (
            "Rakotomalala Andrianampoinimerina Ravelo",
            json!({ "households": [{ "address": address("3 rue Haute"),
            "guardians": [guardian("Rakotomalala Andrianampoinimerina Ravelo", "Tiana", "0102030412")] }] }),
        ),
        (
            "d’Hautefeuille",
            json!({ "households": [{ "address": { "street": "12 Rue de la Loi", "postcode": "1000", "city": "Bruxelles", "country": "Belgique" },
            "guardians": [guardian("d'Hautefeuille", "Marie, Anne, Sophie", "+32 470 12 34 56")] }] }),
        ),
        ("de La Tour-N’Diaye", {
            let mut abroad = guardian("de La Tour-N'Diaye", "Aïssatou-Éloïse", "0102030413");
            abroad["birth_place"] = json!("Saint-Louis");
            abroad["birth_code"] = json!("99341");
            json!({ "households": [{ "address": address("6 rue Haute"), "guardians": [abroad] }],
            "children": [child("de La Tour-N'Diaye", "Jean-Baptiste", "2019-03-16")] })
        }),
    ];
    for (name, request) in families {
        let family = town.done("family_register", request)["family"].clone();
        let view = town.done("family_show", json!({ "family": family }));
        assert_eq!(view["name"].as_str().map(|n| n.replace('\'', "’")), Some(name.to_owned()));
        let found = town.done("search", json!({ "text": name }));
        assert!(found["hits"].as_array().is_some_and(|hits| !hits.is_empty()), "{name}");
    }
    let rows = town.done("family_list", json!({}))["families"].clone();
    let shown = |name: &str| {
        let rows = rows.as_array().expect("rows");
        let id = rows.iter().find(|row| row["name"] == name).expect("a family")["id"].clone();
        town.done("family_show", json!({ "family": id }))
    };
    let abroad = shown("de La Tour-N'Diaye");
    assert_eq!(abroad["households"][0]["guardians"][0]["birth"]["place"], "Saint-Louis (Sénégal)");
    assert_eq!(abroad["children"][0]["shown_name"], "Jean-Baptiste de La Tour-N'Diaye");
    let alone = shown("Suharto");
    assert_eq!(alone["households"][0]["guardians"][0]["shown_name"], "Suharto");
    assert_eq!(alone["children"][0]["shown_name"], "Suharto");
    assert_eq!(alone["children"][0]["draft"]["single_name"], true);
    assert_eq!(
        shown("王")["children"][0]["shown_name"],
        "丽 王",
        "the first of the first names is the usual one"
    );
    // Twins, and the same names and birth in two families: told, never merged, never barred.
    let twin = |street: &str, seen: bool| {
        json!({ "households": [{ "address": address(street), "guardians": [guardian("Roux", "Paul", "0102030405")] }],
        "children": [child("Roux", "Jade", "2019-03-14"), child("Roux", "Inès", "2019-03-14")], "seen_duplicates": seen })
    };
    town.done("family_register", twin("4 rue Haute", false));
    assert_eq!(town.refused("family_register", twin("5 rue Haute", false))["code"], "possible_duplicate");
    town.done("family_register", twin("5 rue Haute", true));
}

// rows: A09 E04
#[test]
fn a_birth_date_is_kept_and_shown_as_far_as_it_is_known() {
    let town = TestTown::with(&[Role::Ins, Role::Fac]);
    town.sit("ins");
    let mut parent = guardian("Haidari", "Latifa", "0102030420");
    parent["birth_date"] = json!("1985");
    let request = json!({ "households": [{ "address": address("1 rue Haute"), "guardians": [parent] }],
        "children": [child("Haidari", "Zahra", "2019-05"), child("Haidari", "Omid", "2021")] });
    let family = town.done("family_register", request)["family"].clone();
    let show = || town.done("family_show", json!({ "family": family }));
    let view = show();
    assert_eq!(view["households"][0]["guardians"][0]["birth"]["date"], "1985");
    let born = |view: &Value| {
        let children = view["children"].as_array().expect("children");
        children
            .iter()
            .map(|one| one["birth_date"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(born(&view), ["2019-05", "2021"]);
    // Reckoned from the first day: what an age or a price asks has an answer.
    assert_eq!(
        (&view["children"][0]["age"], &view["children"][1]["age"]),
        (&json!("6 ans"), &json!("5 ans"))
    );

    // Found by what is known, and shown no more than that.
    for (typed, birth) in [("haidari 05/2019", "2019-05"), ("mai 2019", "2019-05"), ("Omid 2021", "2021")] {
        let found = town.done("search", json!({ "text": typed }));
        assert_eq!(found["hits"][0]["birth_date"], birth, "{typed}: {found:#}");
    }
    let found = town.done("search", json!({ "text": "01/01/2021" }));
    assert_eq!(found["hits"], json!([]), "a day that nobody knows finds nobody");

    // An edit that touches something else loses nothing of it; the day once known is written, and the history says what was known before.
    let edit = |view: &Value, at: usize, birth: &str| {
        let mut identity = view["children"][at]["draft"].clone();
        identity["birth_date"] = json!(birth);
        json!({ "child": view["children"][at]["id"], "identity": identity, "diet_code": "" })
    };
    town.done("child_edit", edit(&view, 0, "2019-05-12"));
    assert_eq!(born(&show()), ["2019-05-12", "2021"]);
    let history = town.done("family_history", json!({ "family": family }));
    let change =
        history["changes"].as_array().expect("rows").iter().find(|row| row["label"] == "Naissance de Zahra");
    assert_eq!(
        change.map(|row| (&row["before"], &row["after"])),
        Some((&json!("mai 2019"), &json!("12/05/2019")))
    );
    for wrong in ["2019-13", "19", "2019-02-30"] {
        assert_eq!(town.refused("child_edit", edit(&view, 1, wrong))["code"], "invalid", "{wrong}");
    }
    assert_eq!(
        town.refused("child_edit", edit(&view, 1, "2031"))["fields"][0]["message"],
        "La date de naissance est dans le futur."
    );

    // Typed again with the day, they are shown as who they may be.
    let again = json!({ "households": [{ "address": address("2 rue Haute"), "guardians": [guardian("Haidari", "Rahim", "0102030421")] }],
        "children": [child("Haidari", "Omid", "2021-07-08")] });
    let error = town.refused("family_register", again);
    assert_eq!(error["params"]["duplicates"][0]["birth_date"], "2021", "{error}");
    assert_eq!(error["params"]["duplicates"][0]["is_certain"], false);

    // The treasury is sent a day that is known, or none.
    let unlocked = town.app.unlocked().expect("open");
    let mut sent = Vec::new();
    let read = unlocked.store().read(|r| {
        r.each_billable_household(date(2026, 4, 30), date(2026, 4, 5), |row| {
            sent.push(row.debtor.and_then(|debtor| debtor.birth_date));
            Ok(())
        })
    });
    read.expect("households");
    assert_eq!(sent, [None]);
}
