//! School matters as the desk meets them.

use domain::people::CustodyPattern;
use domain::values::BirthDate;
use domain::values::ids::ChildId;
use jiff::civil::{Date, date};
use security::Role;
use serde_json::{Value, json};
use store::Writer;
use store::people::ChildRow;

use crate::testing::{Home, TestTown, last_pdf_text};

/// The Le Goff with Nolwenn (seven years old) and Malo (born in 2022), in a town with two schools.
struct Town {
    town: TestTown,
    home: Home,
    nolwenn: Value,
    malo: Value,
    tilleuls: Value,
    acacias: Value,
}

fn town() -> Town {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::San, Role::Ter, Role::Res, Role::Dpo]);
    let home = town.write(|w| town.family(w, 12, "Le Goff", None));
    let nolwenn = json!(town.write(|w| pupil(&town, w, home, "Nolwenn", date(2018, 5, 2))));
    let malo = json!(town.write(|w| pupil(&town, w, home, "Malo", date(2022, 11, 30))));
    town.sit("ins");
    let school =
        |name: &str| town.done("school_save", json!({ "id": null, "name": name, "uai": "" }))["id"].clone();
    let (tilleuls, acacias) = (school("Les Tilleuls"), school("Les Acacias"));
    let class = town.done(
        "class_save",
        json!({ "id": null, "school": tilleuls, "school_year": "2025-2026", "name": "CE1 B", "grade": "CE1" }),
    )["id"]
        .clone();
    town.done("class_assign", json!({ "children": [nolwenn], "class": class, "from": "2025-09-01" }));
    Town { town, home, nolwenn, malo, tilleuls, acacias }
}

/// A child of the Le Goff, of an age.
fn pupil(town: &TestTown, w: &Writer<'_>, home: Home, name: &str, birth_date: Date) -> ChildId {
    let id = town.child(w, home.household, "Le Goff", CustodyPattern::Always);
    let child = w.child(id).expect("read").expect("the child");
    w.save_child(&ChildRow { first_names: name.to_owned(), birth_date: birth_date.into(), ..child })
        .expect("child");
    id
}

fn list(town: &TestTown) -> Value {
    town.done("compulsory_show", json!({}))
}

fn names(view: &Value) -> Vec<String> {
    let entries = view["entries"].as_array().expect("lines");
    entries.iter().map(|one| one["said"]["first_names"].as_str().expect("a name").to_owned()).collect()
}

fn entry<'v>(view: &'v Value, name: &str) -> &'v Value {
    let entries = view["entries"].as_array().expect("lines");
    entries.iter().find(|one| one["said"]["first_names"] == name).expect("the line")
}

#[test]
fn the_list_is_drawn_up_from_the_files_and_says_who_is_known_to_no_school_g13() {
    let Town { town, malo, nolwenn, .. } = town();
    assert_eq!(list(&town)["drawn_on"], Value::Null);
    let drawn = town.done("compulsory_draw", json!({}));
    assert_eq!(
        drawn,
        json!({ "children": 2, "added": 2, "gone": 0, "unknown": 1 }),
        "both are between three and sixteen"
    );
    let view = list(&town);
    assert_eq!((&view["drawn_on"], &view["erased_after"]), (&json!("2026-04-05"), &json!("2026-08-31")));
    let (known, unknown) = (entry(&view, "Nolwenn"), entry(&view, "Malo"));
    assert_eq!(
        (&known["said"]["instruction"], &known["said"]["place"], &known["said"]["grade"]),
        (&json!("town_school"), &json!("Les Tilleuls"), &json!("CE1 B"))
    );
    assert_eq!((&unknown["said"]["instruction"], &unknown["child"]), (&json!("unknown"), &malo));
    assert!(known["said"]["guardians"].as_str().expect("words").contains("Le Goff ("), "{known}");
    // What an agent learnt stays when the list is brought up to date.
    let mut said = unknown["said"].clone();
    said["instruction"] = json!("private");
    said["place"] = json!("Sainte-Anne, Brest");
    said["family_name"] = json!("Autre nom");
    town.done(
        "compulsory_entry_save",
        json!({ "id": unknown["id"], "school_year": "2025-2026", "said": said }),
    );
    let drawn = town.done("compulsory_draw", json!({}));
    assert_eq!((&drawn["added"], &drawn["unknown"]), (&json!(0), &json!(0)));
    let view = list(&town);
    let learnt = entry(&view, "Malo");
    assert_eq!(
        (&learnt["said"]["place"], &learnt["said"]["family_name"]),
        (&json!("Sainte-Anne, Brest"), &json!("Le Goff"))
    );
    // A class of the town is read, not typed.
    let mut typed = entry(&view, "Nolwenn").clone();
    typed["said"]["instruction"] = json!("home");
    let refused = town.refused(
        "compulsory_entry_save",
        json!({ "id": typed["id"], "school_year": "2025-2026", "said": typed["said"] }),
    );
    assert!(
        refused["message"].as_str().expect("words").contains("retirez l’enfant de sa classe"),
        "{refused}"
    );
    let _ = nolwenn;
}

#[test]
fn a_child_is_added_and_taken_off_by_hand_with_a_reason_g13() {
    let Town { town, home, .. } = town();
    town.done("compulsory_draw", json!({}));
    let said = json!({ "family_name": "LE GOFF", "first_names": "Elouan", "sex": "M", "birth_date": "2017-03-04", "birth_place": "Brest",
        "home": "2 quai du Port", "guardians": "Yann Le Goff (père)", "instruction": "home", "place": "", "grade": "" });
    let added = town
        .done("compulsory_entry_save", json!({ "id": null, "school_year": "2025-2026", "said": said }))["id"]
        .clone();
    let mut young = said.clone();
    young["birth_date"] = json!("2025-01-01");
    let refused = town
        .refused("compulsory_entry_save", json!({ "id": null, "school_year": "2025-2026", "said": young }));
    assert_eq!(refused["fields"][0]["field"], "said.birth_date");
    // Typed twice, from one window or from several, a child has one line.
    let (done, refused) = town.at_once(
        "compulsory_entry_save",
        &json!({ "id": null, "school_year": "2025-2026", "said": said }),
        3,
    );
    assert_eq!((done, refused.len()), (0, 3), "{refused:?}");
    town.done("compulsory_draw", json!({}));
    assert_eq!(names(&list(&town)), ["Elouan", "Malo", "Nolwenn"], "who is on no file stays");
    let leave = |reason: Value| {
        town.done(
            "compulsory_entry_leave",
            json!({ "id": added, "school_year": "2025-2026", "reason": reason }),
        )
    };
    leave(json!("left_town"));
    let view = list(&town);
    assert_eq!(entry(&view, "Elouan")["left_label"], "a quitté la commune");
    let counted = |view: &Value| {
        let counts = view["counts"].as_array().expect("counts");
        counts.iter().map(|one| one["children"].as_u64().expect("many")).sum::<u64>()
    };
    assert_eq!(counted(&view), 2, "who was taken off is not counted");
    leave(Value::Null);
    assert_eq!(counted(&list(&town)), 3);
    // A file typed since: the same child stands once, with what was learnt.
    town.write(|w| pupil(&town, w, home, "Elouan", date(2017, 3, 4)));
    town.done("compulsory_draw", json!({}));
    let view = list(&town);
    assert_eq!(names(&view), ["Elouan", "Malo", "Nolwenn"]);
    let known = entry(&view, "Elouan");
    assert_eq!(
        (&known["said"]["instruction"], &known["said"]["family_name"]),
        (&json!("home"), &json!("Le Goff"))
    );
    assert!(known["child"].is_string(), "{known}");
}

#[test]
fn only_the_desk_keeps_it_and_each_act_is_in_the_journal_g13() {
    let Town { town, .. } = town();
    town.done("compulsory_draw", json!({}));
    for login in ["fac", "san", "ter", "res", "dpo"] {
        town.sit(login);
        for command in ["compulsory_show", "compulsory_draw", "compulsory_erase", "compulsory_print"] {
            assert_eq!(town.refused(command, json!({}))["code"], "forbidden", "{login} {command}");
        }
    }
    town.sit("ins");
    town.done("compulsory_print", json!({}));
    let (name, bytes) = town.files.saved.lock().expect("files").pop().expect("printed");
    assert!(name == "obligation_scolaire_2025-2026.pdf" && bytes.starts_with(b"%PDF"), "{name}");
    let erased = town.done("compulsory_erase", json!({}));
    assert_eq!(erased["lines"], 2);
    assert_eq!(list(&town)["drawn_on"], Value::Null);
    town.sit("dpo");
    for (operation, words) in [
        ("compulsory_draw", "2 enfants, 2 ajoutés"),
        ("compulsory_show", "2025-2026"),
        ("compulsory_print", "2 lignes"),
        ("compulsory_erase", "liste effacée, 2 lignes"),
    ] {
        let line = town.done("audit_list", json!({ "operation": operation }))["entries"][0].clone();
        assert!(line["detail"].as_str().expect("words").contains(words), "{line}");
        assert!(!line.to_string().contains("Nolwenn"), "no name in the journal: {line}");
    }
}

// rows: G13 R04
#[test]
fn it_is_asked_for_in_august_and_destroyed_with_its_year() {
    let Town { town, .. } = town();
    town.done("compulsory_draw", json!({}));
    let tasks = || {
        let tasks = town.done("home_show", json!({}))["tasks"].clone();
        let asked =
            tasks.as_array().expect("tasks").iter().find(|task| task["kind"] == "compulsory_list").cloned();
        asked.map(|task| task["label"].as_str().expect("words").to_owned())
    };
    assert_eq!(tasks(), None);
    town.clock.stand_on(date(2026, 8, 3));
    town.sit("ins");
    assert_eq!(tasks().as_deref(), Some("Effacer la liste de l’obligation scolaire 2025-2026"));
    // Nobody did: whoever opens next destroys it, and the journal says so.
    town.clock.stand_on(date(2026, 9, 1));
    town.sit("dpo");
    let line = town.done("audit_list", json!({ "operation": "compulsory_erase" }))["entries"][0].clone();
    assert!(line["detail"].as_str().expect("words").contains("année scolaire terminée"), "{line}");
    town.sit("ins");
    let view = town.done("compulsory_show", json!({ "school_year": "2025-2026" }));
    assert_eq!((&view["drawn_on"], view["entries"].as_array().map(Vec::len)), (&Value::Null, Some(0)));
    let left = town.write(|w| w.compulsory_entries("2025-2026").expect("read").len());
    assert_eq!(left, 0, "rows are gone, not marked");
    town.refused("compulsory_draw", json!({ "school_year": "2025-2026" }));
    assert_eq!(tasks().as_deref(), Some("Dresser la liste de l’obligation scolaire 2026-2027"));
}

fn leave(town: &Town) -> Value {
    json!({ "school_year": "2026-2027", "sector": town.tilleuls, "asked": town.acacias, "asked_elsewhere": "", "reason": "sibling",
        "asked_on": "2026-03-01", "standing": "asked", "decided_on": null, "fees_agreed": null })
}

// rows: V16
#[test]
fn leave_is_asked_answered_and_shown_with_the_schooling() {
    let all = town();
    let (town, family) = (&all.town, json!(all.home.family));
    let asked = town
        .done("derogation_save", json!({ "id": null, "child": all.nolwenn, "draft": leave(&all) }))["id"]
        .clone();
    let again =
        town.refused("derogation_save", json!({ "id": null, "child": all.nolwenn, "draft": leave(&all) }));
    assert_eq!(again["fields"][0]["field"], "draft.school_year");
    let mut answered = leave(&all);
    answered["standing"] = json!("accepted");
    let refused =
        town.refused("derogation_save", json!({ "id": asked, "child": all.nolwenn, "draft": answered }));
    assert_eq!(refused["fields"][0]["field"], "draft.decided_on");
    answered["decided_on"] = json!("2026-04-01");
    answered["fees_agreed"] = json!(true);
    let refused =
        town.refused("derogation_save", json!({ "id": asked, "child": all.nolwenn, "draft": answered }));
    assert_eq!(
        refused["fields"][0]["field"], "draft.fees_agreed",
        "the child lives in the town of the school"
    );
    answered["fees_agreed"] = Value::Null;
    town.done("derogation_save", json!({ "id": asked, "child": all.nolwenn, "draft": answered }));
    // The field reads it with the schooling; who bills or reads health is not sent it.
    for login in ["ins", "ter", "res"] {
        town.sit(login);
        let view = town.done("family_schooling", json!({ "family": family }));
        let child =
            view["children"].as_array().expect("children").iter().find(|one| one["child"] == all.nolwenn);
        let child = child.expect("Nolwenn");
        assert_eq!(child["derogations"][0]["standing_label"], "accordée");
        assert_eq!(child["derogations"][0]["asked_label"], "Les Acacias");
        assert_eq!(child["steps"][0]["class"], "CE1 B");
    }
    for login in ["fac", "san"] {
        town.sit(login);
        assert_eq!(town.refused("family_schooling", json!({ "family": family }))["code"], "forbidden");
    }
    town.sit("ter");
    assert_eq!(town.refused("derogation_remove", json!({ "id": asked }))["code"], "forbidden");
    town.sit("ins");
    town.done("derogation_remove", json!({ "id": asked }));
}

fn circuit(town: &TestTown) -> (Value, Value) {
    let draft = json!({ "name": "Hameaux", "carrier": "Cars Kerdoncuff", "stops": [
        { "id": null, "name": "Kerbrat", "morning": 485, "evening": 1015 }, { "id": null, "name": "Mairie", "morning": 495, "evening": 1005 }] });
    let id = town.done("circuit_save", json!({ "id": null, "draft": draft.clone() }))["id"].clone();
    let stop = town.done("circuit_list", json!({}))["circuits"][0]["draft"]["stops"][0]["id"].clone();
    // Asked for again by impatient windows, a circuit is made once.
    let (done, _) = town.at_once("circuit_save", &json!({ "id": null, "draft": draft }), 3);
    assert_eq!(done, 0);
    (id, stop)
}

fn ride(child: &Value, stop: &Value) -> Value {
    json!({ "id": null, "draft": { "child": child, "stop": stop, "direction": "outward", "days": 27, "from": "2026-03-01", "to": null } })
}

#[test]
fn a_child_gets_on_at_a_stop_on_days_and_the_list_of_a_day_says_who_g14() {
    let Town { town, nolwenn, home, .. } = town();
    let (circuit, stop) = circuit(&town);
    let one = town.done("transport_save", ride(&nolwenn, &stop))["id"].clone();
    let twice = town.refused("transport_save", ride(&nolwenn, &stop));
    assert_eq!(twice["fields"][0]["field"], "draft.days");
    let on = |day: &str| town.done("transport_day", json!({ "circuit": circuit, "day": day }));
    // Easter Monday, and the spring holidays: no bus.
    assert_eq!(
        (&on("2026-04-06")["closed"], &on("2026-04-06")["riders"]),
        (&json!("jour férié, Lundi de Pâques"), &json!([]))
    );
    // The 30th of March 2026 is a Monday, the 1st of April a Wednesday.
    let monday = on("2026-03-30");
    assert_eq!((&monday["outward"], &monday["back"]), (&json!(1), &json!(0)));
    assert_eq!(monday["riders"][0]["schooling"], "Les Tilleuls, CE1 B");
    assert_eq!(monday["riders"][0]["times"], "8\u{a0}h\u{a0}05");
    assert_eq!(on("2026-04-01")["riders"], json!([]));
    // A stop where somebody waits is not taken away.
    let list = town.done("circuit_list", json!({}))["circuits"][0].clone();
    let mut shorter = list["draft"].clone();
    shorter["stops"].as_array_mut().expect("stops").remove(0);
    let refused = town.refused("circuit_save", json!({ "id": circuit, "draft": shorter }));
    assert!(refused["message"].as_str().expect("words").contains("Kerbrat"), "{refused}");
    town.refused("circuit_remove", json!({ "id": circuit }));
    let mut stolen = list["draft"].clone();
    stolen["name"] = json!("Autre");
    assert_eq!(town.refused("circuit_save", json!({ "id": null, "draft": stolen }))["code"], "not_found");
    town.done("transport_day_print", json!({ "circuit": circuit, "day": "2026-04-06" }));
    assert!(town.files.saved.lock().expect("files").pop().expect("printed").1.starts_with(b"%PDF"));
    let shown = town.done("family_schooling", json!({ "family": home.family }));
    assert!(shown.to_string().contains("Hameaux, Kerbrat"), "{shown}");
    town.done("transport_remove", json!({ "id": one }));
    town.done("circuit_remove", json!({ "id": circuit }));
    assert_eq!(town.done("circuit_list", json!({}))["circuits"], json!([]));
    town.sit("ter");
    assert_eq!(town.refused("transport_save", ride(&nolwenn, &stop))["code"], "forbidden");
}

fn saved(town: &TestTown) -> String {
    let (_, bytes) = town.files.saved.lock().expect("files").pop().expect("kept");
    String::from_utf8(bytes).expect("UTF-8")
}

// rows: O05 D10 G14
#[test]
fn a_recipient_has_their_own_columns_for_their_own_purpose() {
    let Town { town, nolwenn, tilleuls, home, .. } = town();
    let (circuit, stop) = circuit(&town);
    town.done("transport_save", ride(&nolwenn, &stop));
    let asked = |model: &str, purpose: &str| json!({ "model": model, "purpose": purpose, "school": tilleuls, "circuit": circuit, "day": "2026-03-30" });
    town.done("recipient_export", asked("school", "school"));
    let text = saved(&town);
    assert!(
        text.contains("Classe;Niveau;Nom;Prénoms;Né(e) le;Domicile;Responsables;Téléphones;Dérogation"),
        "{text}"
    );
    assert!(text.contains("CE1 B;CE1;Le Goff;Nolwenn;02/05/2018") && !text.contains("Malo"), "{text}");
    town.done("recipient_export", asked("transport", "transport"));
    let text = saved(&town);
    assert!(text.contains("Hameaux;Kerbrat;aller;") && text.contains("Le Goff;Nolwenn"), "{text}");
    assert!(
        !text.contains("2018") && !text.contains("CE1"),
        "the carrier is told neither age nor class: {text}"
    );
    // Another purpose than theirs, or none of the list.
    for purpose in ["service", "other", "accounts"] {
        let refused = town.refused("recipient_export", asked("transport", purpose));
        assert_eq!(refused["fields"][0]["field"], "purpose", "{purpose}");
    }
    // The journal says which list, for whom, and never who is on it.
    town.sit("dpo");
    let line = town.done("audit_list", json!({ "operation": "recipient_export" }))["entries"][0].clone();
    let detail = line["detail"].as_str().expect("words");
    assert!(
        detail.contains("Liste transport")
            && detail.contains("Transport scolaire")
            && !detail.contains("Nolwenn"),
        "{detail}"
    );
    // Who may export lists and does not read the schooling has none of these.
    town.sit("fac");
    assert_eq!(town.refused("recipient_export", asked("school", "school"))["code"], "forbidden");
    assert_eq!(town.refused("recipient_export", asked("compulsory", "instruction"))["code"], "forbidden");
    // The head of service has the school's, and not the list of the desk alone.
    town.sit("res");
    town.done("recipient_export", asked("school", "school"));
    assert_eq!(town.refused("recipient_export", asked("compulsory", "instruction"))["code"], "forbidden");
    let _ = home;
}

// rows: V02 D10
#[test]
fn a_list_never_names_who_lost_authority() {
    let Town { town, nolwenn, tilleuls, home, .. } = town();
    let asked = json!({ "model": "school", "purpose": "school", "school": tilleuls });
    town.done("recipient_export", asked.clone());
    let before = saved(&town);
    town.sit("ins");
    town.done("compulsory_draw", json!({}));
    let debtor =
        town.done("family_show", json!({ "family": home.family }))["households"][0]["guardians"][0].clone();
    let name = debtor["shown_name"].as_str().expect("a name").to_owned();
    assert!(before.contains(&name), "{before}");
    town.sit("res");
    town.done(
        "authority_loss_save",
        json!({ "guardian": home.debtor, "children": [nolwenn], "from": "2026-04-01", "to": null }),
    );
    town.done("recipient_export", asked);
    let after = saved(&town);
    assert!(after.contains("Nolwenn") && !after.contains(&name), "{after}");
    // Nor is the school told where they live, when nobody else of that home answers for the child.
    let pupil = |text: &str| text.lines().find(|line| line.contains("Nolwenn")).expect("a line").to_owned();
    let street = pupil(&before).split(';').nth(5).expect("a home").to_owned();
    assert!(!street.is_empty() && !after.contains(&street), "{after}");
    town.sit("ins");
    // The list that was drawn up before names them no longer, on the screen nor in what leaves; drawn up again, neither.
    let names = |entry: &Value| entry["said"]["guardians"].as_str().expect("words").contains(&name);
    for _ in 0..2 {
        let view = list(&town);
        assert!(!names(entry(&view, "Nolwenn")) && names(entry(&view, "Malo")), "{view:#}");
        town.done("recipient_export", json!({ "model": "compulsory", "purpose": "instruction" }));
        let sent = saved(&town);
        let line = sent.lines().find(|line| line.contains("Nolwenn")).expect("a line");
        assert!(!line.contains(&name), "{line}");
        town.done("compulsory_draw", json!({}));
    }
    // Nor is a list drawn up for a year that is far: it would be kept until its own end.
    assert_eq!(town.refused("compulsory_draw", json!({ "school_year": "2027-2028" }))["code"], "refused");
}

// rows: E04
#[test]
fn a_birth_known_in_part_is_written_no_further_than_it_is_known_g13_o05() {
    let Town { town, nolwenn, malo, tilleuls, .. } = town();
    town.write(|w| {
        for (child, birth) in [(&nolwenn, BirthDate::of_month(2018, 5)), (&malo, BirthDate::of_year(2022))] {
            let id = serde_json::from_value(child.clone()).expect("an identifier");
            let row = w.child(id).expect("read").expect("the child");
            w.save_child(&ChildRow { birth_date: birth.expect("a birth"), ..row }).expect("written");
        }
    });
    town.done("compulsory_draw", json!({}));
    let view = list(&town);
    assert_eq!(
        (&entry(&view, "Nolwenn")["born"], &entry(&view, "Malo")["born"]),
        (&json!("2018-05"), &json!("2022"))
    );
    town.done("compulsory_print", json!({}));
    let paper = last_pdf_text(&town);
    assert!(
        paper.contains("mai 2018") && !paper.contains("/2018") && !paper.contains("01/01/2022"),
        "{paper}"
    );
    for asked in [
        json!({ "model": "compulsory", "purpose": "instruction" }),
        json!({ "model": "school", "purpose": "school", "school": tilleuls }),
    ] {
        town.done("recipient_export", asked);
        let sent = saved(&town);
        let line = sent.lines().find(|line| line.contains("Nolwenn")).expect("a line");
        assert!(line.contains(";mai 2018;"), "{line}");
    }
}
