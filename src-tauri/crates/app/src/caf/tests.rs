//! Hours declared to the CAF.

use domain::activities::{ActivityKind, ActivityUnit, ImputationDraft, UnitKind};
use domain::attendance::{AttendanceState, NoticePeriod, StateSet};
use domain::calendar::Weekdays;
use domain::people::CustodyPattern;
use domain::tariffs::{Method, Tariff, TariffDraft, UnitBasis};
use domain::values::Cents;
use domain::values::ids::{ActivityId, ChildId, UnitId};
use jiff::civil::date;
use serde_json::json;
use store::activities::{ActivityRow, UnitRow};
use store::attendance::AttendanceMark;

use crate::testing::TestTown;

/// A leisure centre and its day, eleven hours long, with its meal or without.
fn centre(town: &TestTown, w: &store::Writer<'_>, with_meal: bool) -> (ActivityId, UnitId) {
    let new = || town.app.unlocked().unwrap().new_id();
    let (centre, day): (ActivityId, UnitId) = (new().into(), new().into());
    w.save_activity(&ActivityRow {
        id: centre,
        kind: ActivityKind::Alsh,
        name: "Mercredis".into(),
        facility: "Centre Jean-Macé".into(),
        school: None,
        imputation: ImputationDraft {
            nature: "70632".into(),
            local_product_code: "LO01".into(),
            ..ImputationDraft::default()
        },
        notice: NoticePeriod::UntilStart,
        rank: 2,
    })
    .unwrap();
    w.save_unit(&UnitRow {
        unit: ActivityUnit {
            id: day,
            activity: centre,
            name: "Journée".into(),
            kind: UnitKind::Day,
            start_minute: 450,
            end_minute: 1_110,
            capacity: None,
            weekdays: Weekdays::WORKING,
            in_term: true,
            in_holidays: true,
        },
        code: "J".into(),
        with_meal,
        by_minutes: false,
        rank: 1,
    })
    .unwrap();
    (centre, day)
}

/// Notes a child's presence on a day of March 2026.
fn mark(unit: UnitId, child: ChildId, day_of_month: i8, state: AttendanceState) -> AttendanceMark {
    AttendanceMark { day: date(2026, 3, day_of_month), unit, child, state: Some(state), minutes: None }
}

#[test]
fn each_day_is_billed_under_the_tariff_of_that_day() {
    let town = TestTown::new();
    town.write(|w| {
        let (activity, day) = centre(&town, w, true);
        let tariff = |from, to, basis, billed| TariffDraft {
            activity,
            unit: None,
            name: "Mercredis".into(),
            deliberation: "2025-41".into(),
            valid_from: from,
            valid_to: to,
            method: Method::UnitPrice { resident: Cents(300), non_resident: None },
            basis,
            siblings: None,
            billed,
        };
        let came = StateSet::EMPTY.with(AttendanceState::Present);
        for draft in [
            tariff(date(2025, 9, 1), Some(date(2026, 3, 10)), UnitBasis::PerUnit, came),
            tariff(
                date(2026, 3, 11),
                None,
                UnitBasis::PerHour { step_minutes: 60 },
                StateSet::BILLED_BY_DEFAULT,
            ),
        ] {
            let id = town.app.unlocked().unwrap().new_id();
            w.insert_tariff(&Tariff::try_new(id.into(), draft).unwrap()).unwrap();
        }
        let home = town.family(w, 9, "Abgrall", None);
        let child = town.child(w, home.household, "Abgrall", CustodyPattern::Always);
        let short = AttendanceMark { minutes: Some(90), ..mark(day, child, 4, AttendanceState::Present) };
        let begun = AttendanceMark { minutes: Some(90), ..mark(day, child, 25, AttendanceState::Present) };
        // The 4th by the unit whatever the minutes, an absence of the 4th's tariff unbilled; from the 11th by begun hours.
        let absences = [5, 12].map(|on| mark(day, child, on, AttendanceState::AbsentUnexcused));
        w.put_attendance([short, begun].into_iter().chain(absences)).unwrap();
    });
    let view = town.finished("caf_alsh_preview", json!({ "from": "2026-03", "to": "2026-03" }));
    assert_eq!(view["billed_minutes"], 660 + 120 + 660);
}

#[test]
fn a_wednesday_without_its_meal_is_two_half_days() {
    let town = TestTown::new();
    town.write(|w| {
        let (_, day) = centre(&town, w, false);
        let home = town.family(w, 9, "Abgrall", None);
        let child = town.child(w, home.household, "Abgrall", CustodyPattern::Always);
        w.put_attendance([mark(day, child, 4, AttendanceState::Present)]).unwrap();
    });
    let view = town.finished("caf_alsh_preview", json!({ "from": "2026-03", "to": "2026-03" }));
    assert_eq!((&view["done_minutes"], &view["capped_minutes"]), (&json!(480), &json!(180)));
}

#[test]
fn hours_done_are_capped_on_wednesdays_and_the_file_is_frozen() {
    let town = TestTown::new();
    town.families_at_table(&[("Le Goff", 3)]);
    town.write(|w| {
        let (_, day) = centre(&town, w, true);
        let home = town.family(w, 9, "Abgrall", None);
        let child = town.child(w, home.household, "Abgrall", CustodyPattern::Always);
        let mark = |on, state| mark(day, child, on, state);
        // Eleven hours count for nine on a Wednesday of term; an absence is billed and not done.
        w.put_attendance([mark(4, AttendanceState::Present), mark(11, AttendanceState::AbsentUnexcused)])
            .unwrap();
        w.put_attendance([mark(18, AttendanceState::Booked)]).unwrap();
    });
    let months = json!({ "from": "2026-03", "to": "2026-03" });
    let view = town.finished("caf_alsh_preview", months.clone());
    assert_eq!(
        (&view["done_minutes"], &view["capped_minutes"], &view["billed_minutes"], &view["unticked"]),
        (&json!(540), &json!(120), &json!(3 * 660), &json!(1))
    );
    assert_eq!(town.done("caf_alsh_show", months.clone()), view);
    let first = town.finished("caf_alsh_export", months.clone());
    let second = town.finished("caf_alsh_export", months);
    assert_eq!(
        (&first["file_name"], &first["sha256"]),
        (&json!("etat_alsh_2026-03_2026-03.csv"), &second["sha256"])
    );
    let text = String::from_utf8_lossy(&town.files.saved.lock().unwrap()[0].1).into_owned();
    assert!(text.contains("mercredi;6_11;9,00;33,00;1;1"), "{text}");
    // The same hours are one statement, and it is saved again as it left.
    let listed = town.done("caf_statement_list", json!({}))["statements"].clone();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!((&listed[0]["from"], &listed[0]["sha256"]), (&json!("2026-03"), &first["sha256"]));
    let again = json!({ "from": "2026-03", "to": "2026-03", "sha256": first["sha256"] });
    town.done("caf_statement_save", again);
    let saved = town.files.saved.lock().unwrap().clone();
    assert_eq!(saved.first().unwrap().1, saved.last().unwrap().1);
    let unknown = json!({ "from": "2026-03", "to": "2026-03", "sha256": "0" });
    assert_eq!(town.refused("caf_statement_save", unknown)["code"], "not_found");
    let wrong = town.refused("caf_alsh_preview", json!({ "from": "2026-03", "to": "2026-02" }));
    assert_eq!(wrong["fields"][0]["field"], "to");
}
