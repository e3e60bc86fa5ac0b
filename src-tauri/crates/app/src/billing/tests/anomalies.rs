//! What is said of a month before it is issued, and where it is put right.

use super::*;

#[test]
fn each_anomaly_opens_the_place_where_it_is_put_right() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Abgrall", 10), ("Le Goff", 10)]);
    let billed = town.bill();
    let abgrall = invoices(&town, &billed)
        .into_iter()
        .find(|invoice| invoice["family_name"] == "Abgrall")
        .expect("billed");
    let child_of = |invoice: &Value| invoice["lines"][0]["child"].as_str().unwrap().parse().unwrap();
    let (orphan, stranger, short, homes_of) = town.write(|w| {
        // Changed after the invoice.
        town.mark(w, child_of(&abgrall), school_days().skip(12).take(1), AttendanceState::Present);
        // Nobody has this one since February.
        let home = town.family(w, 11, "Orphelin", Some(684));
        let orphan = town.child(w, home.household, "Orphelin", CustodyPattern::Always);
        let mut custody = w.custodies_of_child(orphan).expect("custodies").remove(0);
        custody.valid_to = Some(date(2026, 2, 28));
        w.save_custody(&custody).expect("custody");
        town.meals(w, orphan, 10);
        // Not registered.
        let other = town.family(w, 12, "Imprévu", Some(684));
        let stranger = town.child(w, other.household, "Imprévu", CustodyPattern::Always);
        let mut registration = w
            .registrations_of_children(&[stranger], date(2025, 9, 1), date(2026, 6, 30))
            .expect("rows")
            .remove(0);
        registration.to = Some(date(2026, 2, 28));
        w.save_registration(&registration).expect("registration");
        town.meals(w, stranger, 10);
        // Shares that make no whole.
        let third = town.family(w, 13, "Moitié", Some(684));
        let part = CustodyPattern::Share { part: Permille::try_new(600).unwrap() };
        let short = town.child(w, third.household, "Moitié", part);
        town.meals(w, short, 10);
        (orphan, stranger, short, [home, other, third])
    });
    let again = town.finished("billing_preview", json!({ "month": MONTH }));
    let found = |code: &str| {
        let anomalies = again["anomalies"].as_array().unwrap();
        anomalies.iter().find(|anomaly| anomaly["code"] == code).unwrap_or_else(|| panic!("{code}: {again}"))
    };
    for (code, remedy, child, home) in [
        ("custody_missing", "complete_custody", orphan, homes_of[0]),
        ("custody_disputed", "complete_custody", short, homes_of[2]),
        ("attendance_without_registration", "open_registration", stranger, homes_of[1]),
    ] {
        let anomaly = found(code);
        assert_eq!(anomaly["remedy"], remedy);
        assert_eq!((&anomaly["child"], &anomaly["family"]), (&json!(child), &json!(home.family)), "{code}");
        assert_eq!(anomaly["household"], json!(home.household), "{code}");
        assert_eq!((&anomaly["activity"], &anomaly["unit"]), (&json!(town.canteen), &json!(town.meal)));
    }
    let changed = found("changed_after_issue");
    assert_eq!(
        (&changed["remedy"], &changed["family"], &changed["household"], &changed["invoice"]),
        (
            &json!("add_adjustment"),
            &json!(homes["Abgrall"].family),
            &json!(homes["Abgrall"].household),
            &abgrall["id"]
        )
    );
}

#[test]
fn anomalies_of_units_days_and_households_say_what_to_open() {
    let town = TestTown::new();
    let homes = town.families_at_table(&[("Le Goff", 10), ("Petit", 2), ("Rendu", 2), ("Sans Titre", 10)]);
    town.done(
        "adjustment_add",
        json!({ "household": homes["Rendu"].household, "label": "Badge", "reason": "Rendu", "activity": town.canteen, "amount_cents": -2_000 }),
    );
    let (study, hour): (uuid::Uuid, uuid::Uuid) = {
        let unlocked = town.app.unlocked().expect("open");
        (unlocked.new_id(), unlocked.new_id())
    };
    let first = school_days().next().expect("a day");
    town.write(|w| {
        town.save_debtor(w, homes["Sans Titre"], "Sans Titre", "");
        let home = town.family(w, 20, "Diallo", None);
        let child = town.child(w, home.household, "Diallo", CustodyPattern::Always);
        town.meals(w, child, 9);
        town.mark(w, child, school_days().skip(12).take(1), AttendanceState::Booked);
        // An activity nobody voted a tariff for, and a canteen of one place.
        let mut activity = w.activities().unwrap().remove(0);
        activity.id = study.into();
        activity.name = "Étude".into();
        w.save_activity(&activity).unwrap();
        let mut unit = w.units().unwrap().remove(0);
        unit.unit.capacity = Some(1);
        w.save_unit(&unit).unwrap();
        unit.unit.id = hour.into();
        unit.unit.activity = study.into();
        w.save_unit(&unit).unwrap();
        let mark = store::attendance::AttendanceMark {
            day: first,
            unit: hour.into(),
            child,
            state: Some(AttendanceState::Present),
            minutes: None,
        };
        w.put_attendance([mark]).unwrap();
    });
    let preview = town.finished("billing_preview", json!({ "month": MONTH }));
    for (code, remedy, filled) in [
        ("tariff_missing", "open_tariff", &["activity", "unit"][..]),
        ("day_not_ticked", "tick_day", &["activity", "unit", "day"]),
        ("over_capacity", "tick_day", &["activity", "unit", "day"]),
        ("debtor_incomplete", "complete_debtor", &["family", "household"]),
        ("quotient_missing", "enter_quotient", &["family", "household"]),
        ("under_threshold", "open_invoice", &["family", "household"]),
        ("negative_total", "open_invoice", &["family", "household"]),
    ] {
        let anomalies = preview["anomalies"].as_array().unwrap();
        let anomaly = anomalies.iter().find(|anomaly| anomaly["code"] == code);
        let anomaly = anomaly.unwrap_or_else(|| panic!("{code}: {}", preview["anomalies"]));
        assert_eq!(anomaly["remedy"], remedy, "{code}");
        for field in filled {
            assert!(anomaly[*field].is_string(), "{code}: {field} in {anomaly}");
        }
    }
    let missing =
        preview["anomalies"].as_array().unwrap().iter().find(|a| a["code"] == "tariff_missing").unwrap();
    assert_eq!((&missing["activity"], &missing["unit"]), (&json!(study), &json!(hour)));
}
