//! Statistics as the head of service meets them.

use serde_json::{Value, json};

use crate::testing::TestTown;

/// Twelve families of a child each, three of them in Dijon, who came to so many meals in March.
fn town() -> TestTown {
    let town = TestTown::staffed();
    let names: Vec<String> = (0..12).map(|rank| format!("Famille{rank}")).collect();
    let meals: Vec<(&str, usize)> = names.iter().map(|name| (name.as_str(), 4)).collect();
    let homes = town.families_at_table(&meals);
    town.write(|w| {
        for name in ["Famille2", "Famille5", "Famille7"] {
            let mut home = w.household(homes[name].household).expect("read").expect("a home");
            home.address.city = if name == "Famille5" { "DIJON".into() } else { "Dijon".into() };
            w.save_household(&home).expect("written");
        }
    });
    town.sit("res");
    town
}

fn cells(view: &Value) -> Vec<(String, Vec<Option<u64>>)> {
    let rows = view["rows"].as_array().expect("rows").iter();
    rows.map(|row| {
        let labels =
            row["labels"].as_array().expect("labels").iter().map(|label| label.as_str().unwrap_or("?"));
        let cells = row["cells"].as_array().expect("cells").iter().map(Value::as_u64);
        (labels.collect::<Vec<_>>().join(", "), cells.collect())
    })
    .collect()
}

fn told(rows: &[(&str, &[Option<u64>])]) -> Vec<(String, Vec<Option<u64>>)> {
    rows.iter().map(|(label, cells)| ((*label).to_owned(), cells.to_vec())).collect()
}

// rows: G08 T06
#[test]
fn numbers_under_the_threshold_are_hidden_with_enough_others_and_nobody_is_named() {
    let town = town();
    let asked = |axes: Value, measure: &str| {
        let months = json!("2026-03");
        town.done("statistics_run", json!({ "axes": axes, "measure": measure, "from": months, "to": months }))
    };
    let view = asked(json!(["city"]), "children");
    assert_eq!(
        cells(&view),
        told(&[("Dijon", &[None]), ("Montbard", &[None]), ("Total", &[Some(12)])]),
        "{view}"
    );
    assert_eq!((&view["hidden"], &view["columns"]), (&json!(2), &json!(["Enfants inscrits"])));
    assert!(!view.to_string().contains("Famille") && !view.to_string().contains("Lou"), "{view}");
    let view = asked(json!(["age"]), "families");
    assert_eq!(cells(&view), told(&[("6 à 10 ans", &[Some(12)]), ("Total", &[Some(12)])]));
    let view = asked(json!(["age", "city"]), "children");
    assert_eq!(view["columns"], json!(["Dijon", "Montbard", "Total"]));
    let line: &[Option<u64>] = &[None, None, Some(12)];
    assert_eq!(cells(&view), told(&[("6 à 10 ans", line), ("Total", line)]), "{view}");
    // Three children came twelve times: it is still three children.
    let view = asked(json!(["city"]), "presences");
    assert_eq!(
        cells(&view),
        told(&[("Dijon", &[None]), ("Montbard", &[None]), ("Total", &[Some(48)])]),
        "{view}"
    );
    assert_eq!(view["title"], "Présences en mars 2026, par commune");
    let view = asked(json!(["activity", "school", "grade"]), "children");
    assert_eq!(view["heads"], json!(["Activité", "École"]));
    assert_eq!(view["title"], "Enfants inscrits le 05/04/2026, par activité, école et niveau");
    assert!(
        cells(&view).contains(&("Cantine, Non renseigné".to_owned(), vec![Some(12), Some(12)])),
        "{view}"
    );
    assert!(view["note"].as_str().expect("words").contains("inscriptions"), "{view}");
}

// rows: G08
#[test]
fn a_table_of_three_axes_hides_what_one_of_two_hides_and_a_period_what_its_months_hide() {
    let town = town();
    let asked = |axes: Value, months: Value| {
        town.done(
            "statistics_run",
            json!({ "axes": axes, "measure": "presences", "from": months[0], "to": months[1] }),
        )
    };
    let march = json!(["2026-03", "2026-03"]);
    let two = cells(&asked(json!(["age", "city"]), march.clone()));
    let three = cells(&asked(json!(["activity", "age", "city"]), march.clone()));
    for (labels, told) in &two {
        let line = three.iter().find(|(own, _)| *own == format!("Total, {labels}"));
        assert_eq!(line.map(|(_, own)| own), Some(told), "{labels}");
    }
    let back = cells(&asked(json!(["city", "age"]), march));
    assert_eq!(back[0].1.last(), two.last().and_then(|(_, line)| line.first()));
    // Nobody came in February: a period that adds it hides what March hides.
    let period = cells(&asked(json!(["city"]), json!(["2026-02", "2026-03"])));
    assert_eq!(period, told(&[("Dijon", &[None]), ("Montbard", &[None]), ("Total", &[Some(48)])]));
}

#[test]
fn they_are_for_the_head_of_service_and_the_journal_keeps_each_question() {
    let town = town();
    let asked = json!({ "axes": ["school"], "measure": "children" });
    town.done("statistics_run", asked.clone());
    for (refused, field) in [
        (json!({ "axes": [], "measure": "children" }), "axes"),
        (json!({ "axes": ["school", "grade", "age", "city"], "measure": "children" }), "axes"),
        (json!({ "axes": ["school"], "measure": "presences" }), "from"),
        (json!({ "axes": ["school"], "measure": "presences", "from": "mars", "to": "2026-03" }), "from"),
    ] {
        assert_eq!(town.refused("statistics_run", refused)["fields"][0]["field"], field);
    }
    for login in ["ins", "fac", "san", "ter", "rpe", "adm", "dpo"] {
        town.sit(login);
        assert_eq!(town.refused("statistics_run", asked.clone())["code"], "forbidden", "{login}");
        assert_eq!(town.refused("statistics_options", json!({}))["code"], "forbidden", "{login}");
    }
    let lines = town.done("audit_list", json!({ "operation": "statistics_run" }));
    let detail = lines["entries"][0]["detail"].as_str().expect("a detail").to_owned();
    assert_eq!(detail, "Enfants inscrits le 05/04/2026, par école");
}

// rows: B04
#[test]
fn the_social_group_is_an_axis_while_the_town_asks_it() {
    let town = town();
    let axes = |view: &Value| view["axes"].to_string();
    assert!(!axes(&town.done("statistics_options", json!({}))).contains("social_group"));
    let asked = json!({ "axes": ["social_group"], "measure": "families" });
    assert_eq!(town.refused("statistics_run", asked.clone())["code"], "refused");
    let reason = "Étude de la tarification demandée par le conseil.";
    town.done(
        "optional_field_set",
        json!({ "field": "social_group", "on": true, "activity": null, "reason": reason }),
    );
    assert!(axes(&town.done("statistics_options", json!({}))).contains("social_group"));
    let view = town.done("statistics_run", asked);
    assert_eq!(cells(&view), told(&[("Non renseigné", &[Some(12)]), ("Total", &[Some(12)])]));
}
