//! Families of another product, through the whole house.

use serde_json::{Value, json};

use security::access::Role;

use crate::testing::TestTown;

const FAMILY_ROWS: &[u8] = include_bytes!("../../../../../../tests/fixtures/takeover/generic_famille.csv");
const WORKBOOK: &[u8] = include_bytes!("../../../../../../tests/fixtures/takeover/generic_famille.xlsx");
const PERSON_ROWS: &[u8] = include_bytes!("../../../../../../tests/fixtures/takeover/generic_personne.csv");

fn open(town: &TestTown, name: &str, bytes: &[u8]) -> Value {
    town.finished("families_preview", json!({ "file": { "name": name, "bytes": bytes } }))
}

fn states(view: &Value) -> Vec<&str> {
    view["rows"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect()
}

fn take(town: &TestTown, view: &Value, doubts: bool) -> Value {
    town.finished("families_commit", json!({ "reading": view["shape"]["reading"], "accept_doubts": doubts }))
}

fn names(town: &TestTown) -> Vec<String> {
    let list = town.done("family_list", json!({}));
    list["families"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

fn found(town: &TestTown, words: &str) -> usize {
    town.done("search", json!({ "text": words }))["hits"].as_array().unwrap().len()
}

#[test]
fn every_row_has_its_fate_and_the_figures_add_up() {
    let town = TestTown::new();
    let seen = open(&town, "familles.csv", FAMILY_ROWS);
    let (yes, look, no) = ("accepted", "to_check", "refused");
    assert_eq!(states(&seen), [yes, yes, yes, yes, yes, yes, look, look, no, look, no, yes]);
    assert_eq!(seen["counts"], seen["families"]);
    assert_eq!(seen["layout"], "family_per_row");
    let totals = &seen["totals"];
    let figures = |of: &str| {
        let totals = &totals[of];
        ["families", "guardians", "children", "balance_cents"].map(|field| totals[field].as_i64().unwrap())
    };
    assert_eq!(figures("file"), [12, 14, 12, 31_075]);
    assert_eq!(figures("accepted"), [7, 9, 8, 17_200]);
    assert_eq!(figures("to_check"), [3, 3, 3, 3_875]);
    assert_eq!(figures("refused"), [2, 2, 1, 10_000]);
    assert_eq!(totals["accepted"]["quotients"], 1);
    assert_eq!(totals["accepted"]["allocataires"], 1);
    assert!(seen["notes"].to_string().contains("ne sont pas enregistrés"), "{}", seen["notes"]);
    // Two columns never enter; what they hold is nowhere.
    assert_eq!(seen["shape"]["refused"].as_array().unwrap().len(), 2);
    for leaked in ["Éléphant", "82.64", "$2b$"] {
        assert!(!seen.to_string().contains(leaked), "{leaked}");
    }
    // A row with nothing to look at gives its cells when it is asked for.
    assert_eq!(seen["rows"][0]["cells"], json!([]));
    let row = town.done("families_row", json!({ "line": 2 }));
    assert_eq!(row["cells"].as_array().unwrap().len(), seen["fields"].as_array().unwrap().len());
    assert!(seen["rows"][6]["issues"].to_string().contains("ligne 7"), "{}", seen["rows"][6]);
    assert_eq!(names(&town), [""; 0], "a preview writes nothing");
}

#[test]
fn families_are_taken_whole_and_the_same_file_twice_changes_nothing() {
    let town = TestTown::new();
    let seen = open(&town, "familles.csv", FAMILY_ROWS);
    let trial =
        town.finished("families_try", json!({ "reading": seen["shape"]["reading"], "accepted_lines": [9] }));
    assert_eq!((&trial["taken"]["families"], &trial["left"]["families"]), (&json!(8), &json!(4)));
    assert!(trial["wanting"].to_string().contains("un débiteur"), "{trial}");
    assert_eq!(names(&town), [""; 0], "a trial writes nothing");

    let done = take(&town, &seen, true);
    assert_eq!((&done["taken"]["families"], &done["taken"]["children"]), (&json!(10), &json!(11)));
    assert_eq!(done["left"]["balance_cents"], 10_000);
    assert_eq!((&done["batch"]["kind"], &done["batch"]["refused"]), (&json!("families"), &json!(2)));
    let kept = names(&town);
    assert_eq!(kept.len(), 10);
    for name in ["d’Estienne-Le Goff · Le Goff", "van den Broeck", "Ben Haddou", "王", "Œuvrard", "Nguyễn"]
    {
        assert!(kept.iter().any(|known| known == name), "{name} in {kept:?}");
    }
    // Found as if typed at the desk; sealed at once; nothing supplied.
    assert!(found(&town, "destienne") > 0 && found(&town, "kerbrat tanguy") > 0);
    let list = town.done("family_list", json!({}));
    let row =
        list["families"].as_array().unwrap().iter().find(|row| row["name"] == "Nguyễn").unwrap().clone();
    let file = town.done("family_show", json!({ "family": row["id"] }));
    assert_eq!(file["missing"], json!(["une adresse complète"]));
    assert_eq!(file["children"].as_array().unwrap().len(), 1, "a grown-up is not taken: {file}");
    let row =
        list["families"].as_array().unwrap().iter().find(|row| row["name"] == "Œuvrard").unwrap().clone();
    let file = town.done("family_show", json!({ "family": row["id"] }));
    assert!(file["households"][0].to_string().contains("01500"), "what was proposed was agreed to");
    let row = list["families"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["name"] == "d’Estienne-Le Goff · Le Goff")
        .unwrap();
    let file = town.done("family_show", json!({ "family": row["id"] }));
    let household = &file["households"][0]["id"];
    assert_eq!(
        town.done("quotient_list", json!({ "household": household }))["quotients"][0]["value_cents"],
        68_400
    );

    // Again, in another format: every family is known.
    let again = open(&town, "familles.xlsx", WORKBOOK);
    assert_eq!((&again["families"]["already_taken"], &again["families"]["refused"]), (&json!(10), &json!(2)));
    let refused =
        town.job("families_commit", json!({ "reading": again["shape"]["reading"], "accept_doubts": true }));
    assert_eq!(refused["error"]["code"], "already_done");
    assert_eq!(names(&town).len(), 10);
    assert_eq!(town.done("import_list", json!({}))["batches"].as_array().unwrap().len(), 1);
}

#[test]
fn a_cell_is_corrected_here_and_refused_rows_are_given_back() {
    let town = TestTown::new();
    let seen = open(&town, "familles.csv", FAMILY_ROWS);
    assert!(seen["rows"][8]["issues"].to_string().contains("n’existe pas au calendrier"));
    let fixed = town.finished(
        "families_correct",
        json!({ "line": 10, "field": "enfant_1_naissance", "value": "28/02/2019" }),
    );
    assert_eq!(
        (states(&fixed)[8], &fixed["rows"][8]["corrected"]),
        ("to_check", &json!(["enfant_1_naissance"]))
    );
    let saved = town.done("families_rejected_file", json!({}));
    assert_eq!(saved["file_name"], "familles_refusees.csv");
    let text = String::from_utf8_lossy(&town.files.saved.lock().unwrap()[0].1).into_owned();
    assert!(text.contains("Prince") && text.contains("motif_du_refus") && !text.contains("Šimić"), "{text}");
    // What was agreed to on another reading is not taken.
    let old = town.refused("families_commit", json!({ "reading": seen["shape"]["reading"] }));
    assert_eq!(old["code"], "changed_since_preview");
}

#[test]
fn a_row_a_person_makes_families_with_two_homes_and_contacts() {
    let town = TestTown::new();
    let seen = open(&town, "personnes.csv", PERSON_ROWS);
    assert_eq!(seen["layout"], "person_per_row");
    let (yes, look, no) = ("accepted", "to_check", "refused");
    assert_eq!(states(&seen), [look, look, look, look, look, look, no, no, yes, yes]);
    assert!(seen["rows"][6]["issues"].to_string().contains("ligne 9"), "its family waits whole");
    assert_eq!(seen["rows"][1]["family_lines"], json!([2, 3, 4, 5, 6, 7]));
    let done = town
        .finished("families_commit", json!({ "reading": seen["shape"]["reading"], "accepted_lines": [3] }));
    assert_eq!((&done["taken"]["families"], &done["taken"]["contacts"]), (&json!(2), &json!(2)));
    let list = town.done("family_list", json!({}));
    let row = list["families"].as_array().unwrap().iter().find(|row| row["name"] == "Nguyễn · Trần").unwrap();
    let file = town.done("family_show", json!({ "family": row["id"] }));
    assert_eq!(file["households"].as_array().unwrap().len(), 2);
    assert_eq!(file["contacts"].as_array().unwrap().len(), 2);
}

#[test]
fn a_number_known_under_other_persons_is_no_proof() {
    let town = TestTown::new();
    let head = "N° famille;Nom R1;Prénom R1;Adresse;Code postal;Ville;Nom enfant 1;Prénom enfant 1;Né(e) le enfant 1\n";
    let file = |rows: &str| format!("{head}{rows}").into_bytes();
    let first = open(&town, "a.csv", &file("12;Ozan;Paul;3 rue A;21500;Testville;Ozan;Mia;02/03/2019\n"));
    take(&town, &first, false);
    let other = open(
        &town,
        "b.csv",
        &file(
            "12;Abgrall;Yann;4 rue B;21500;Testville;;;\n13;Ozan;Léa;3 rue A;21500;Testville;Ozan;Mia;02/03/2019\n\
             14;Kerbrat;Anne;5 rue C;21500;Testville;;;\n14;Kerbrat;Anne;5 rue C;21500;Testville;;;\n",
        ),
    );
    assert_eq!(states(&other), ["refused", "to_check", "accepted", "refused"]);
    assert!(other["rows"][0]["issues"].to_string().contains("complétez son dossier"));
    assert!(other["rows"][1]["issues"].to_string().contains("est déjà dans le dossier"));
    assert!(other["rows"][3]["issues"].to_string().contains("déjà à la ligne 4"));
    // Without numbers, persons tell.
    let head = "Nom R1;Prénom R1;Nom enfant 1;Prénom enfant 1;Né(e) le enfant 1\n";
    let unnumbered = format!("{head}Ozan;Paul;Ozan;Mia;02/03/2019\nTanguy;Odile;;;\nTanguy;Odile;;;\n");
    let seen = open(&town, "c.csv", unnumbered.as_bytes());
    assert_eq!(states(&seen), ["already_taken", "accepted", "refused"]);
}

/// One child to a line, and nothing that says which are brothers and sisters.
#[test]
fn siblings_on_lines_of_their_own_are_asked_about() {
    let town = TestTown::new();
    let head = "Nom R1;Prénom R1;Adresse;Code postal;Ville;Téléphone;Nom enfant 1;Prénom enfant 1;Né(e) le enfant 1\n";
    let rows = "Ozan;Paul;3 rue A;21500;Testville;06 71 30 25 08;Ozan;Mia;02/03/2019\n\
                Ozan;Paul;3 rue A;21500;Testville;0671302508;Ozan;Tom;05/06/2021\n\
                Ozan;Paul;9 rue Z;21500;Testville;06 11 22 33 44;Ozan;Léo;05/06/2020\n";
    let seen = open(&town, "a.csv", format!("{head}{rows}").as_bytes());
    assert_eq!(states(&seen), ["accepted", "to_check", "accepted"]);
    assert!(seen["rows"][1]["issues"].to_string().contains("à la ligne 2"), "{}", seen["rows"][1]);
    let numbered = format!("N° famille;{head}7;{}", rows.replace('\n', "\n7;").trim_end_matches("7;"));
    let seen = open(&town, "b.csv", numbered.as_bytes());
    assert!(!seen["rows"].to_string().contains("aura deux dossiers"), "{}", seen["rows"]);
}

/// A number of the national register is nobody's file number, whatever its column is called.
#[test]
fn a_national_number_is_no_file_number() {
    let town = TestTown::new();
    let head = "N° famille;Nom R1;Prénom R1;Nom enfant 1;Prénom enfant 1;Né(e) le enfant 1\n";
    let rows = "12;Abgrall;Yann;Abgrall;Lou;02/03/2019\n13;Roux;Anne;Roux;Tim;02/03/2018\n269054958815780;Ozan;Paul;Ozan;Mia;02/03/2017\n";
    let seen = open(&town, "a.csv", format!("{head}{rows}").as_bytes());
    assert_eq!(states(&seen), ["accepted", "accepted", "refused"]);
    assert!(seen["rows"][2]["issues"].to_string().contains("sécurité sociale"), "{}", seen["rows"][2]);
    let named = format!("NIR;{head}269054958815780;{rows}");
    let seen = open(&town, "b.csv", named.as_bytes());
    assert_eq!(seen["shape"]["refused"][0]["kind"], "national_number", "{}", seen["shape"]);
}

#[test]
fn a_batch_is_undone_whole_as_long_as_nothing_depends_on_it() {
    let town = TestTown::new();
    let before = town.done("search", json!({ "text": "martin" }))["hits"].clone();
    let seen = open(&town, "familles.csv", FAMILY_ROWS);
    let batch = take(&town, &seen, true)["batch"]["id"].clone();
    let verified = town.finished("vault_verify", json!({}));
    assert_eq!(verified["problems"], json!([]), "{verified}");

    // A file edited since holds the whole batch.
    let list = town.done("family_list", json!({}));
    let row = list["families"].as_array().unwrap().iter().find(|row| row["name"] == "王").unwrap().clone();
    let draft = json!({ "name": "Petit", "first_name": "Luc", "phone": "0612345678", "emergency_rank": 1 });
    town.done("contact_save", json!({ "family": row["id"], "draft": draft }));
    let refused = town.refused("import_undo", json!({ "batch": batch }));
    assert!(refused["message"].as_str().unwrap().contains("modifications des dossiers"), "{refused}");
    assert_eq!(names(&town).len(), 10);

    // One nobody touched goes whole, and comes again.
    let town = TestTown::new();
    let seen = open(&town, "familles.csv", FAMILY_ROWS);
    let batch = take(&town, &seen, true)["batch"]["id"].clone();
    town.done("import_undo", json!({ "batch": batch }));
    assert_eq!(names(&town), [""; 0]);
    assert_eq!(town.finished("vault_verify", json!({}))["problems"], json!([]));
    assert_eq!(town.done("search", json!({ "text": "martin" }))["hits"], before);
    assert_eq!(found(&town, "destienne") + found(&town, "0612345678"), 0);
    assert_eq!(town.refused("import_undo", json!({ "batch": batch }))["code"], "already_done");
    let again = open(&town, "familles.csv", FAMILY_ROWS);
    assert_eq!(states(&again), states(&seen));
    take(&town, &again, true);
    assert_eq!(names(&town).len(), 10);
}

#[test]
fn what_was_written_since_beside_a_file_holds_the_batch_too() {
    let town = TestTown::new();
    let seen = open(&town, "familles.csv", FAMILY_ROWS);
    let batch = take(&town, &seen, true)["batch"]["id"].clone();
    let family = town.done("family_list", json!({}))["families"][0]["id"].clone();
    let household = town.done("family_show", json!({ "family": family }))["households"][0]["id"].clone();
    let held = |by: &str| {
        let refused = town.refused("import_undo", json!({ "batch": batch }));
        assert!(refused["message"].as_str().unwrap().contains(by), "{by}: {refused}");
    };
    let line = json!({ "kind": "call", "on": "2026-04-02", "text": "Appel.", "due_on": null });
    let entry = town.done("relation_save", json!({ "family": family, "draft": line }));
    held("lignes de suivi");
    town.done("relation_remove", json!({ "entry": entry["entry"], "version": entry["version"] }));
    let account = json!({ "iban": "FR14 2004 1010 0505 0001 3M02 606", "holder": "Le Goff" });
    let mandate = town.done("mandate_save", json!({ "household": household, "account": account }));
    held("mandats de prélèvement");
    town.done("mandate_remove", json!({ "mandate": mandate["subject"] }));
    let income =
        json!({ "period": { "span": "year", "year": 2024 }, "amount": 100, "source": "declaration" });
    let income = town.done("income_add", json!({ "household": household, "income": income }));
    held("ressources saisies");
    town.done("income_remove", json!({ "income": income["subject"] }));
    town.done("caisse_consult", json!({ "household": household, "on": "2026-04-02" }));
    held("consultations de la caisse");
    assert_eq!(names(&town).len(), 10);
}

#[test]
fn an_import_given_up_leaves_nothing() {
    let town = TestTown::new();
    let mut text = "N° famille;Nom R1;Prénom R1;Nom enfant 1;Prénom enfant 1;Né(e) le enfant 1\n".to_owned();
    let letters = |number: u32| {
        (0..4).map(|place| char::from(b'a' + (number >> (4 * place) & 15) as u8)).collect::<String>()
    };
    for number in 0..1_500 {
        let name = letters(number);
        text.push_str(&format!("{number};N{name};Paul;N{name};Mia;02/03/2019\n"));
    }
    let seen = open(&town, "grand.csv", text.as_bytes());
    assert_eq!(seen["families"]["accepted"], 1_500);
    let before = town.done("audit_list", json!({}))["entries"].as_array().unwrap().len();
    let mut line = town.done("families_commit", json!({ "reading": seen["shape"]["reading"] }));
    while line["phase"] != "Enregistrement des dossiers" || line["done"] == 0 {
        assert_eq!(line["state"], "running", "{line}");
        line = town.done("job_status", json!({ "job": line["id"] }));
    }
    line = town.done("job_cancel", json!({ "job": line["id"] }));
    while line["state"] == "running" {
        std::thread::sleep(std::time::Duration::from_millis(5));
        line = town.done("job_status", json!({ "job": line["id"] }));
    }
    assert_eq!(line["state"], "cancelled", "{line}");
    assert_eq!(names(&town), [""; 0]);
    assert_eq!(found(&town, "paul"), 0);
    assert_eq!(town.done("import_list", json!({}))["batches"], json!([]));
    let after = town.done("audit_list", json!({}))["entries"].as_array().unwrap().len();
    assert_eq!(after, before + 1, "the journal holds the reading of the journal, and no import");
    // It can be taken afterwards, under numbers that begin where they would have.
    let done = take(&town, &open(&town, "grand.csv", text.as_bytes()), false);
    assert_eq!(done["taken"]["families"], 1_500);
    let list = town.done("family_list", json!({}));
    assert_eq!(list["families"].as_array().unwrap().len(), 1_500);
}

#[test]
fn only_the_head_of_service_takes_families_over() {
    let town = TestTown::with(&[Role::Fac, Role::Ins]);
    let seen = open(&town, "familles.csv", FAMILY_ROWS);
    let batch = take(&town, &seen, false)["batch"]["id"].clone();
    for login in ["fac", "ins"] {
        town.sit(login);
        let file = json!({ "file": { "name": "f.csv", "bytes": FAMILY_ROWS } });
        assert_eq!(town.refused("families_preview", file)["code"], "forbidden", "{login}");
        assert_eq!(town.refused("import_undo", json!({ "batch": batch }))["code"], "forbidden", "{login}");
    }
}

// rows: B03 V13
#[test]
fn an_answer_is_taken_over_where_the_town_asks_it_and_named_where_it_does_not() {
    let file = "Famille;Rôle;Nom de naissance;Prénoms;Date de naissance;Adresse;Code postal;Ville;Employeur;Assureur\n\
                A7;Mère;Nguyen;Minh Anh;1985;3 rue Haute;21500;Testville;Hôpital;\n\
                A7;Enfant;Nguyen;Lan;03/2019;;;;;La Prévoyante\n";
    let town = TestTown::with(&[Role::Ins, Role::Res, Role::Adm]);
    town.done(
        "optional_field_set",
        json!({ "field": "insurance", "on": true, "activity": null, "reason": "Contrôlée avant chaque sortie." }),
    );
    let view = open(&town, "familles.csv", file.as_bytes());
    let notes = view["notes"].to_string();
    assert!(
        notes.contains("Employeur") && !notes.contains("Assureur") && !notes.contains("Hôpital"),
        "{notes}"
    );
    take(&town, &view, true);
    town.sit("ins");
    let family = town.done("family_list", json!({}))["families"][0]["id"].clone();
    let file = town.done("family_show", json!({ "family": family }));
    assert_eq!(file["children"][0]["details"][0]["value"], "La Prévoyante");
    assert_eq!(file["children"][0]["birth_date"], "2019-03");
    assert_eq!(file["households"][0]["guardians"][0]["birth"]["date"], "1985");
    assert!(!file.to_string().contains("Hôpital"), "{file}");
}
