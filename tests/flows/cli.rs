//! The command line: exit codes, one JSON object, passwords never on the command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tests::{MONTH, Town, town};

use super::programs::program;

pub(super) fn run(town: &Town, login: &str, words: &[&str]) -> Output {
    run_with(town, login, app::demo::password_of(login).as_deref().unwrap_or(""), words)
}

fn run_with(town: &Town, login: &str, password: &str, words: &[&str]) -> Output {
    Command::new(program("preau-cli"))
        .args(["--json", "--keyring", "off", "--agent", login, "--vault"])
        .arg(&town.vault)
        .args(words)
        .env("PREAU_PASSWORD", password)
        .output()
        .expect("preau-cli runs")
}

#[track_caller]
pub(super) fn object(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object on standard output")
}

#[test]
fn a_month_from_preview_to_files() {
    let town = town(10);
    let preview = object(&run(&town, "facturation", &["bill", "preview", "--month", MONTH]));
    let digest = preview["digest"].as_str().expect("a digest");
    let commit = ["bill", "commit", "--month", MONTH, "--digest", digest];
    let run_made = object(&run(&town, "facturation", &commit));
    assert_eq!(run_made["total_cents"], preview["total_cents"]);
    // Again: the same run, nothing new.
    assert_eq!(object(&run(&town, "facturation", &commit))["run"], run_made["run"]);

    let id = run_made["run"].as_str().expect("a run");
    let invoices = object(&run(&town, "facturation", &["invoices", "list", "--run", id]));
    let first = &invoices["invoices"][0];
    assert_eq!(first["number"], run_made["first_number"]);
    assert!(first["lines"][0]["explanation"].as_array().is_some_and(|reasons| !reasons.is_empty()));

    let out = town.files.display().to_string();
    for kind in ["titres-csv", "pes-ormc"] {
        let words = ["export", kind, "--run", id, "--out", &out];
        let written = object(&run(&town, "facturation", &words));
        assert_eq!(
            object(&run(&town, "facturation", &words))["sha256"],
            written["sha256"],
            "the same bytes again"
        );
        assert_eq!(written["sha256"].as_str().map(str::len), Some(64));
    }
}

#[test]
fn exit_codes_say_why() {
    let town = town(10);
    let codes: &[(&str, &str, &[&str], i32)] = &[
        (
            "facturation",
            "preau-facturation-fictif",
            &["bill", "commit", "--month", MONTH, "--digest", "00"],
            1,
        ),
        ("facturation", "preau-facturation-fictif", &["bill", "preview", "--month", "mars"], 1),
        ("facturation", "preau-facturation-fictif", &["bill", "preview"], 2),
        ("facturation", "preau-facturation-fictif", &["danser"], 2),
        ("facturation", "faux", &["bill", "preview", "--month", MONTH], 3),
        ("personne", "faux", &["agent", "list"], 3),
        ("admin", "preau-admin-fictif", &["family", "search", "picard"], 5),
        ("dpo", "preau-dpo-fictif", &["backup", "create", "--to", "nulle-part"], 5),
    ];
    for (login, password, words, code) in codes {
        let output = run_with(&town, login, password, words);
        assert_eq!(
            output.status.code(),
            Some(*code),
            "{login} {words:?}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(output.stdout.is_empty(), "{words:?}");
        assert!(!output.stderr.is_empty(), "{words:?}");
    }
    let (base, aside) = (town.vault.join("preau.base"), town.vault.join("ailleurs"));
    std::fs::rename(&base, &aside).expect("put aside");
    assert_eq!(run(&town, "admin", &["agent", "list"]).status.code(), Some(4), "keys without their base");
    std::fs::rename(&aside, &base).expect("put back");
    std::fs::write(town.vault.join("preau.a.cles"), b"x").expect("spoilt");
    std::fs::write(town.vault.join("preau.b.cles"), b"x").expect("spoilt");
    assert_eq!(run(&town, "admin", &["agent", "list"]).status.code(), Some(4));
}

#[test]
fn what_is_mistyped_is_said_in_french() {
    for (words, told) in [
        (&["billing"][..], "La commande «\u{a0}billing\u{a0}» n’existe pas."),
        (&["demo", "run", "--famille", "3"], "«\u{a0}--families\u{a0}»"),
        (&["demo", "run", "--families", "abc"], "«\u{a0}abc\u{a0}» ne convient pas"),
        (&["import", "quotients"], "Il manque\u{a0}: <FICHIER>."),
        (&["export"], "Il manque une commande."),
    ] {
        let output = Command::new(program("preau-cli")).args(words).output().expect("preau-cli runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        assert!(said.contains(told), "{words:?}: {said}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn the_password_is_never_an_argument() {
    let help = Command::new(program("preau-cli")).arg("--help").output().expect("preau-cli runs");
    let text = String::from_utf8_lossy(&help.stdout).into_owned();
    let argument = text.replace("--password-file", "").contains("--password");
    assert!(text.contains("PREAU_PASSWORD") && !argument, "{text}");
}

#[test]
fn towns_it_can_back_up_verify_and_read_the_journal() {
    let town = town(10);
    let kept = town.files.join("sauvegardes").display().to_string();
    let made = object(&run(&town, "admin", &["backup", "create", "--to", &kept]));
    let folder = made["folder"].as_str().expect("a folder");
    assert_eq!(object(&run(&town, "admin", &["backup", "verify", folder]))["verified"], true);
    let beside = town.files.join("restauration").display().to_string();
    assert_eq!(
        object(&run(&town, "admin", &["backup", "restore", folder, "--to", &beside]))["verified"],
        true
    );
    assert_eq!(object(&run(&town, "responsable", &["verify"]))["problems"], Value::Array(Vec::new()));
    assert_eq!(object(&run(&town, "dpo", &["journal", "verify"]))["holds"], true);
    let found = object(&run(&town, "dpo", &["journal", "list", "--limit", "3"]));
    assert_eq!(found["entries"].as_array().map(Vec::len), Some(3));
    // A file under the same name with another content is never lost.
    let out = town.files.join("journal").display().to_string();
    assert!(run(&town, "dpo", &["journal", "export", "--out", &out]).status.success());
    assert_eq!(run(&town, "dpo", &["journal", "export", "--out", &out]).status.code(), Some(1));
}

/// A household that gave its number at the caisse: the first cells of its line, its quotient in euros.
fn allocataire(town: &Town) -> (String, i64) {
    town.log_in("facturation");
    let families = town.ask("family_list", json!({}));
    let found = families["families"].as_array().expect("families").iter().find_map(|family| {
        let shown = town.ask("family_show", json!({ "family": family["id"] }));
        let held = town.ask("quotient_list", json!({ "household": shown["households"][0]["id"] }));
        let text = |field: &str| held[field].as_str().expect("text").to_owned();
        let value = held["quotients"][0]["value_cents"].as_i64()?;
        Some((format!("{};{}", text("organisme"), text("matricule")), value / 100))
    });
    town.ask("session_lock", json!({}));
    found.expect("nine households in ten gave their number")
}

/// A file beside the town's, written for one proof.
fn written(town: &Town, name: &str, bytes: &[u8]) -> String {
    std::fs::create_dir_all(&town.files).expect("a folder");
    let path = town.files.join(name);
    std::fs::write(&path, bytes).expect("a file");
    path.display().to_string()
}

/// The refused lines as they were written: in Windows-1252, as files that say nothing of their encoding.
fn report_of(taken: &Value) -> String {
    let bytes = std::fs::read(taken["report"].as_str().expect("a report")).expect("written");
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

const QUOTIENTS: &str = "code_organisme;matricule;nom;prenom;date_naissance;qf;mois;annee\r\n";

#[test]
fn quotients_are_tried_taken_and_taken_back() {
    let town = town(10);
    let (number, value) = allocataire(&town);
    let text = format!(
        "{QUOTIENTS}{number};;;;{};4;2026\r\n;;Inconnu;Aucun;01/01/1980;800;4;2026\r\n{number};;;;douze;5;2026\r\n",
        value + 1
    );
    let file = written(&town, "quotients.csv", text.as_bytes());
    let rejected = town.files.join("refusees").display().to_string();

    let tried = object(&run(&town, "facturation", &["import", "quotients", &file, "--dry-run"]));
    assert_eq!((&tried["batch"], &tried["accepted"]), (&Value::Null, &json!(1)), "{tried:#}");
    let codes = |value: &Value| -> Vec<(i64, String)> {
        let cells = value["refused"].as_array().expect("a list").iter();
        cells
            .map(|cell| {
                (cell["line"].as_i64().expect("a line"), cell["code"].as_str().expect("a code").to_owned())
            })
            .collect()
    };
    assert_eq!(codes(&tried), [(3, "unknown".to_owned()), (4, "malformed".to_owned())]);

    let taken = object(&run(&town, "facturation", &["import", "quotients", &file, "--rejected", &rejected]));
    assert_eq!((&taken["accepted"], codes(&taken)), (&json!(1), codes(&tried)));
    let report = report_of(&taken);
    assert_eq!(report.lines().count(), 3, "{report}");
    assert!(report.lines().next().is_some_and(|line| line.ends_with("motif_du_refus")), "{report}");

    // The same file again brings nothing, and the refusal says what is wrong with the rest.
    let again = run(&town, "facturation", &["import", "quotients", &file]);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("ligne 3"), "{again:?}");

    let batch = taken["batch"].as_str().expect("a batch");
    assert_eq!(object(&run(&town, "facturation", &["import", "undo", batch]))["undone"], batch);
    assert_eq!(run(&town, "facturation", &["import", "undo", batch]).status.code(), Some(1));
    assert_eq!(object(&run(&town, "facturation", &["import", "quotients", &file]))["accepted"], 1);
}

#[test]
fn a_return_of_the_treasury_pays_once() {
    let town = town(10);
    let run_made = town.issue_month();
    let invoices = town.ask("invoice_list", json!({ "run": run_made["id"], "with_lines": false }));
    let invoice = invoices["invoices"][0].clone();
    town.ask("session_lock", json!({}));
    let number = invoice["number"].as_str().expect("a number");
    let cents = invoice["total_cents"].as_i64().expect("cents");
    let text = format!(
        "num_facture;date_operation;montant;mode\r\n{number};04/04/2026;{},{:02};CB\r\n{number};hier;1,00;CB\r\n",
        cents / 100,
        cents % 100
    );
    let file = written(&town, "retour.csv", text.as_bytes());
    let rejected = town.files.join("refusees").display().to_string();
    let paid = |town: &Town| {
        let id = run_made["id"].as_str().expect("a run");
        let listed = object(&run(town, "facturation", &["invoices", "list", "--run", id]));
        listed["invoices"][0]["paid_cents"].as_i64().expect("cents")
    };

    let words = ["import", "returns", &file, "--rejected", &rejected];
    let taken = object(&run(&town, "facturation", &words));
    assert_eq!((&taken["accepted"], &taken["refused"][0]["line"]), (&json!(1), &json!(3)), "{taken:#}");
    let report = report_of(&taken);
    assert!(report.contains("hier") && !report.contains("04/04/2026"), "{report}");
    assert_eq!(paid(&town), cents);
    assert_eq!(run(&town, "facturation", &words).status.code(), Some(1), "already taken");
    assert_eq!(paid(&town), cents);
    object(&run(&town, "facturation", &["import", "undo", taken["batch"].as_str().expect("a batch")]));
    assert_eq!(paid(&town), 0);
}

#[test]
fn files_that_cannot_be_read_are_refused_whole_with_a_sentence() {
    let town = town(10);
    let workbook = written(&town, "quotients.xlsx", b"PK\x03\x04\x14\0\x06\0[Content_Types].xml");
    let paper = written(&town, "quotients.pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj");
    let columns = written(&town, "colonnes.csv", b"nom;prenom;age\r\nPicard;Jeanne;38\r\n");
    let empty = written(&town, "vide.csv", b"");
    let binary = written(&town, "image.csv", b"\x01\0\x02\0\x03\0\x04;\xFF\0\0");
    let quote = written(&town, "guillemet.csv", b"nom;qf;mois\r\n\"Picard;800;4\r\nRoux;700;4\r\n");
    let folder = town.files.display().to_string();
    let missing = town.files.join("absent.csv").display().to_string();
    let rejected = town.files.join("refusees");
    let cases: &[(&str, &str)] = &[
        (&missing, "n’existe pas"),
        (&folder, "est un dossier"),
        (&workbook, "CSV"),
        (&paper, "CSV"),
        (&columns, "Colonnes absentes du fichier\u{a0}: Quotient familial, Mois d’application"),
        (&empty, "Le fichier est vide."),
        (&binary, "n’est pas du texte"),
        (&quote, "n’est jamais refermé"),
    ];
    let before = imported(&town);
    for (file, sentence) in cases {
        let out = rejected.display().to_string();
        let output = run(&town, "facturation", &["import", "quotients", file, "--rejected", &out]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{file}: {said}");
        assert!(said.contains(sentence), "{file}: {said}");
        assert!(output.stdout.is_empty(), "{file}");
    }
    assert!(!rejected.exists(), "nothing is written for a file refused whole");
    assert_eq!(imported(&town), before);

    let mistaken: &[(&str, &[&str], i32)] = &[
        ("facturation", &["import", "undo", "lot-3"], 1),
        ("facturation", &["invoices", "list", "--run", "mars"], 1),
        ("facturation", &["export", "caf-alsh", "--from", "mars", "--to", "2026-03", "--out", &folder], 1),
        ("facturation", &["export", "caf-alsh", "--from", "2026-03", "--to", "2026-02", "--out", &folder], 1),
        ("facturation", &["import", "quotients"], 2),
        ("terrain", &["import", "returns", &columns], 5),
        ("terrain", &["export", "caf-alsh", "--from", "2026-03", "--to", "2026-03", "--out", &folder], 5),
    ];
    for (login, words, code) in mistaken {
        let output = run(&town, login, words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(*code), "{words:?}: {said}");
        assert!(!said.contains("UUID") && !said.contains(".."), "{words:?}: {said}");
    }
}

/// The imports of the town, as the window lists them.
fn imported(town: &Town) -> Value {
    town.log_in("facturation");
    let listed = town.ask("import_list", json!({}));
    town.ask("session_lock", json!({}));
    listed
}

#[test]
fn a_thousand_odd_names_in_utf16_are_each_answered() {
    const NAMES: [&str; 8] = [
        "N’Guyễn-Đỗ",
        "O’Brien",
        "de la Tour d’Auvergne",
        "Ðorđević",
        "李",
        "ÆTHELRED",
        "=1+1",
        "Łukasz \u{202e}",
    ];
    let town = town(10);
    let (number, value) = allocataire(&town);
    let mut text = format!("\u{feff}{QUOTIENTS}{number};;;;{};4;2026\r\n", value + 1);
    for (rank, name) in (1_u32..=1_000).zip(NAMES.iter().cycle()) {
        text.push_str(&format!(
            ";;{name};Prénom{};{:02}/01/1980;{};4;2026\r\n",
            rank % 7,
            rank % 28 + 1,
            rank + 1
        ));
    }
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = written(&town, "utf16.csv", &bytes);
    let rejected = town.files.join("refusees").display().to_string();
    let taken = object(&run(&town, "facturation", &["import", "quotients", &file, "--rejected", &rejected]));
    assert_eq!(taken["accepted"], 1);
    let cells = taken["refused"].as_array().expect("a list");
    let lines: std::collections::BTreeSet<i64> =
        cells.iter().map(|cell| cell["line"].as_i64().expect("a line")).collect();
    assert_eq!(lines, (3..=1_002).collect());
    assert!(cells.iter().all(|cell| !cell["message"].as_str().unwrap_or_default().is_empty()));
    let report = std::fs::read(taken["report"].as_str().expect("a report")).expect("written");
    assert!(report.len() > 40_000);
}

#[test]
fn hours_are_stated_for_the_caf() {
    let town = town(10);
    let out = town.files.display().to_string();
    let words = ["export", "caf-alsh", "--from", "2026-02", "--to", MONTH, "--out", &out];
    let written = object(&run(&town, "facturation", &words));
    assert_eq!(object(&run(&town, "facturation", &words))["sha256"], written["sha256"]);
    let bytes = std::fs::read(written["file"].as_str().expect("a path")).expect("written");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.starts_with("annee;mois;structure;") && text.contains(";soir;"), "{text}");
}

/// What `demo run` writes: kind of each file, its bytes.
fn demonstration() -> (Value, Vec<(String, Vec<u8>)>) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(program("preau-cli"))
        .args(["--json", "--keyring", "off", "--vault"])
        .arg(folder.path().join("coffre"))
        .args(["demo", "run", "--families", "40", "--month", MONTH, "--seed", "7", "--out"])
        .arg(folder.path().join("fichiers"))
        .output()
        .expect("preau-cli runs");
    let value = object(&output);
    let files = value["files"].as_array().expect("files").iter().map(|file| {
        let bytes = std::fs::read(file["path"].as_str().expect("a path")).expect("written");
        assert_eq!(file["bytes"], bytes.len(), "{file}");
        (file["kind"].as_str().expect("a kind").to_owned(), bytes)
    });
    let files = files.collect();
    (value, files)
}

#[test]
fn a_demonstration_writes_every_file_and_the_same_ones_each_time() {
    let (made, files) = demonstration();
    let kinds: Vec<&str> = files.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["titres_csv", "pes_ormc", "caf_alsh", "invoices_pdf"]);
    assert!(files[3].1.starts_with(b"%PDF-"));
    let (again, same) = demonstration();
    for ((kind, bytes), (_, others)) in files.iter().zip(&same) {
        assert!(bytes == others, "{kind} differs");
    }
    assert_eq!(again["run"]["total_cents"], made["run"]["total_cents"]);
    let statement: String = files[2].1.iter().map(|byte| char::from(*byte)).collect();
    for kind in ["matin", "soir", "mercredi"] {
        assert!(statement.contains(&format!(";{kind};")), "{kind} in {statement}");
    }
}

#[test]
fn what_is_wrong_is_said_to_scripts_too() {
    let town = town(10);
    let kept = town.files.join("sauvegardes").display().to_string();
    let made = object(&run(&town, "admin", &["backup", "create", "--to", &kept]));
    let folder = PathBuf::from(made["folder"].as_str().expect("a folder"));
    let base = folder.join("preau.base");
    let mut bytes = std::fs::read(&base).expect("a base");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    std::fs::write(&base, bytes).expect("spoilt");
    let output = run(&town, "admin", &["backup", "verify", &folder.display().to_string()]);
    assert_eq!(output.status.code(), Some(4), "{output:?}");
    let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object on standard output");
    assert!(told["problems"].as_array().is_some_and(|problems| !problems.is_empty()), "{told:#}");

    // A copy of the keys is lost: the vault opens, and its verification says so.
    std::fs::remove_file(town.vault.join("preau.b.cles")).expect("lost");
    let output = run(&town, "responsable", &["verify"]);
    assert_eq!(output.status.code(), Some(4), "{output:?}");
    let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object on standard output");
    assert_eq!(told["chain"], true, "{told:#}");
}

#[test]
fn a_reader_that_leaves_early_ends_the_command_quietly() {
    let town = town(10);
    let mut child = Command::new(program("preau-cli"))
        .args(["--json", "--keyring", "off", "--agent", "responsable", "--vault"])
        .arg(&town.vault)
        .arg("verify")
        .env("PREAU_PASSWORD", app::demo::password_of("responsable").expect("a password"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("preau-cli runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("panicked"), "{said}");
}

#[test]
fn families_health_and_agents_are_reached_from_a_script() {
    let town = town(10);
    town.log_in("accueil");
    let families = town.ask("family_list", json!({}));
    let family = families["families"][0]["id"].as_str().expect("a family").to_owned();
    town.ask("session_lock", json!({}));
    let shown = object(&run(&town, "accueil", &["family", "show", &family]));
    let name = shown["name"].as_str().expect("a name");
    let found = object(&run(&town, "accueil", &["family", "search", name]));
    assert!(
        found["hits"].as_array().is_some_and(|hits| hits.iter().any(|hit| hit["family"] == family.as_str())),
        "{found:#}"
    );
    let child = shown["children"][0]["id"].as_str().expect("a child");
    let health = ["health", "show", child, "--reason", "Préparer un PAI"];
    assert!(
        object(&run(&town, "sante", &health))["child"].is_string()
            || object(&run(&town, "sante", &health)).is_object()
    );
    assert_eq!(run(&town, "accueil", &health).status.code(), Some(5));

    let chosen = "nuage-tambour-verger-72-lanterne";
    let admin = |words: &[&str]| {
        Command::new(program("preau-cli"))
            .args(["--json", "--keyring", "off", "--agent", "admin", "--vault"])
            .arg(&town.vault)
            .args(words)
            .env("PREAU_PASSWORD", app::demo::password_of("admin").expect("a password"))
            .env("PREAU_NEW_PASSWORD", chosen)
            .output()
            .expect("preau-cli runs")
    };
    let added = object(&admin(&["agent", "add", "remplacante", "--name", "Jeanne Picard", "--role", "INS"]));
    assert_eq!(added["login"], "remplacante");
    let current = |agent: &Value| -> Vec<String> {
        let roles =
            agent["roles"].as_array().expect("roles").iter().filter(|role| role["is_current"] == true);
        roles.map(|role| role["role"].as_str().expect("a role").to_owned()).collect()
    };
    assert_eq!(current(&added), ["INS"]);
    assert_eq!(current(&object(&admin(&["agent", "grant", "remplacante", "--role", "FAC"]))).len(), 2);
    object(&admin(&["agent", "revoke", "remplacante", "--role", "FAC"]));
    assert!(run_with(&town, "remplacante", chosen, &["family", "search", "picard"]).status.success());
    object(&admin(&["agent", "revoke", "remplacante"]));
    assert!(!run_with(&town, "remplacante", chosen, &["family", "search", "picard"]).status.success());
}

#[test]
fn invoices_are_printed_into_a_folder() {
    let town = town(10);
    let run_made = town.issue_month();
    town.ask("session_lock", json!({}));
    let id = run_made["id"].as_str().expect("a run");
    let out = town.files.join("factures").display().to_string();
    let written = object(&run(&town, "facturation", &["invoices", "pdf", "--run", id, "--out", &out]));
    let bytes = std::fs::read(written["files"][0]["path"].as_str().expect("a path")).expect("written");
    assert!(bytes.starts_with(b"%PDF-"));
}

#[test]
fn several_files_are_taken_one_after_the_other_under_one_set_of_columns() {
    let town = town(10);
    let (number, value) = allocataire(&town);
    let line = |month: u32, euros: i64| format!("{QUOTIENTS}{number};;;;{euros};{month};2026\r\n");
    let first = written(&town, "mars.csv", line(3, value + 1).as_bytes());
    let second = written(&town, "avril.csv", line(4, value + 2).as_bytes());
    let taken =
        object(&run(&town, "facturation", &["import", "quotients", &first, &second, "--profile", "preau"]));
    assert_eq!(
        (&taken["accepted"], taken["files"].as_array().map(Vec::len)),
        (&json!(2), Some(2)),
        "{taken:#}"
    );
    assert!(taken["files"][1]["batch"].is_string());
    let unknown = run(&town, "facturation", &["import", "quotients", &first, "--profile", "cafpro"]);
    let said = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert_eq!(unknown.status.code(), Some(2), "{said}");
    assert!(said.contains("cafpro") && said.contains("preau"), "{said}");
    // The first is taken, the second brings nothing: what was done is said.
    let third = written(&town, "fevrier.csv", line(2, value + 3).as_bytes());
    let stopped = run(&town, "facturation", &["import", "quotients", &third, &second]);
    assert_eq!(stopped.status.code(), Some(1));
    let told: Value = serde_json::from_slice(&stopped.stdout).expect("one JSON object on standard output");
    assert_eq!(told["accepted"], 1, "{told:#}");
}

#[test]
fn each_measure_says_its_seconds_its_baseline_and_its_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    for (bench, own) in [
        (&["bench", "search", "--families", "5"][..], "p95_seconds"),
        (&["bench", "open", "--families", "5"], "unlock_seconds"),
        (&["bench", "month", "--families", "5", "--against", "0"], "month_seconds"),
    ] {
        let output = Command::new(program("preau-cli"))
            .args(["--json", "--keyring", "off", "--vault"])
            .arg(folder.path())
            .args(bench)
            .output()
            .expect("preau-cli runs");
        let value = object(&output);
        for key in [own, "baseline_seconds", "ratio", "peak_rss_mb"] {
            assert!(value[key].is_number(), "{bench:?} {key}: {value:#}");
        }
    }
}

#[test]
fn a_scheduled_task_carries_out_the_plan() {
    let town = town(5);
    let output = run(&town, "relais", &["backup", "auto"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "no place was chosen");
    town.log_in("admin");
    let (disk, stick) = (town.files.join("disque"), town.files.join("cle"));
    for folder in [&disk, &stick] {
        std::fs::create_dir_all(folder).expect("a folder");
        town.choose_folders(&[folder]);
        town.ask("backup_place_add", json!({}));
    }
    town.ask("session_lock", json!({}));
    let made = object(&run(&town, "relais", &["backup", "auto"]));
    assert_eq!((&made["good"], &made["complete"]), (&json!(2), &json!(true)));
    assert_eq!(object(&run(&town, "relais", &["backup", "auto", "--due"]))["places"], json!([]));
    // Unplugged: the other is done, and the task fails so that somebody reads it.
    std::fs::rename(&stick, town.files.join("poche")).expect("unplugged");
    let output = run(&town, "relais", &["backup", "auto"]);
    assert_eq!(output.status.code(), Some(1));
    let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!(told["good"], 1);
    assert!(String::from_utf8_lossy(&output.stderr).contains("n’est pas branché"));
    let backup = told["places"][0]["made"]["folder"].as_str().expect("a folder");

    // The password in a file, or piped in; never an argument.
    let file = town.files.join("mot-de-passe.txt");
    let with = |file: &Path, piped: Option<&str>| {
        use std::io::Write as _;
        let mut child = Command::new(program("preau-cli"))
            .args(["--json", "--keyring", "off", "--agent", "admin", "--vault"])
            .arg(&town.vault)
            .arg("--password-file")
            .arg(file)
            .args(["agent", "list"])
            .env_remove("PREAU_PASSWORD")
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("preau-cli runs");
        let mut input = child.stdin.take().expect("piped");
        input.write_all(piped.unwrap_or_default().as_bytes()).expect("written");
        drop(input);
        child.wait_with_output().expect("preau-cli ends").status.code()
    };
    let password = app::demo::password_of("admin").expect("known");
    assert_eq!(with(&file, None), Some(2), "no such file");
    std::fs::write(&file, "\n").expect("written");
    assert_eq!(with(&file, None), Some(2), "an empty line");
    std::fs::write(&file, format!("{password}\r\n")).expect("written");
    assert_eq!(with(&file, None), Some(0));
    assert_eq!(with(Path::new("-"), Some(&format!("{password}\n"))), Some(0));
    assert_eq!(with(Path::new("-"), Some("faux\n")), Some(3));

    // A damaged backup: 4. One that is not there, or not one: 1.
    let base = Path::new(backup).join("preau.base");
    if base.is_file() {
        let mut bytes = std::fs::read(&base).expect("a base");
        bytes[5_000] ^= 1;
        std::fs::write(&base, bytes).expect("spoilt");
        assert_eq!(run(&town, "admin", &["backup", "verify", backup]).status.code(), Some(4));
    }
    assert_eq!(run(&town, "admin", &["backup", "verify", "nulle-part"]).status.code(), Some(1));
}

#[test]
fn families_are_tried_taken_over_and_taken_back() {
    let town = town(10);
    let file = tests::project().join("tests/fixtures/takeover/generic_famille.xlsx").display().to_string();
    let rejected = town.files.join("refusees").display().to_string();
    let before = imported(&town);
    let tried = object(&run(&town, "responsable", &["import", "families", &file, "--dry-run"]));
    assert_eq!(
        (&tried["batch"], &tried["accepted"], &tried["to_check"]),
        (&Value::Null, &json!(7), &json!(3))
    );
    assert_eq!(tried["totals"]["file"]["balance_cents"], 31_075);
    assert_eq!(
        (&tried["trial"]["taken"]["families"], &tried["trial"]["left"]["families"]),
        (&json!(7), &json!(5))
    );
    let kept_out: Vec<_> =
        tried["refused_columns"].as_array().expect("a list").iter().map(|one| &one["kind"]).collect();
    assert_eq!(kept_out, [&json!("password"), &json!("network_address")]);
    assert_eq!(imported(&town), before);

    let words = ["import", "families", &file, "--first-owes", "--accept-doubts", "--rejected", &rejected];
    let taken = object(&run(&town, "responsable", &words));
    assert_eq!((&taken["taken"]["families"], &taken["taken"]["children"]), (&json!(10), &json!(11)));
    let report = std::fs::read_to_string(taken["report"].as_str().expect("a report")).expect("written");
    assert!(report.contains("Prince") && !report.contains("Éléphant"), "{report}");
    let again = run(&town, "responsable", &words);
    assert_eq!(again.status.code(), Some(1), "{again:?}");

    // Whoever may not take families over cannot take them back.
    let batch = taken["batch"].as_str().expect("a batch");
    assert_eq!(run(&town, "facturation", &["import", "undo", batch]).status.code(), Some(5));
    assert_eq!(run(&town, "facturation", &["import", "families", &file]).status.code(), Some(5));
    assert_eq!(object(&run(&town, "responsable", &["import", "undo", batch]))["undone"], batch);
    assert_eq!(object(&run(&town, "responsable", &words))["taken"]["families"], 10);
}

#[test]
fn a_program_killed_while_it_takes_families_over_leaves_nothing() {
    use std::io::{BufRead as _, BufReader};

    let town = town(10);
    let mut text = "N° famille;Nom R1;Prénom R1;Nom enfant 1;Prénom enfant 1;Né(e) le enfant 1\n".to_owned();
    for number in 0_u32..2_000 {
        let name: String = (0..4)
            .map(|place| char::from(b'a' + u8::try_from(number >> (4 * place) & 15).expect("a digit")))
            .collect();
        text.push_str(&format!("{number};Zz{name};Paul;Zz{name};Mia;02/03/2019\n"));
    }
    let file = written(&town, "grand.csv", text.as_bytes());
    let batches = imported(&town);
    let before = object(&run(&town, "responsable", &["family", "search", "zz"]))["hits"].clone();
    let mut program = Command::new(program("preau-cli"))
        .args(["--json", "--keyring", "off", "--agent", "responsable", "--vault"])
        .arg(&town.vault)
        .args(["import", "families", &file])
        .env("PREAU_PASSWORD", app::demo::password_of("responsable").expect("known"))
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("preau-cli runs");
    let told = BufReader::new(program.stderr.take().expect("piped"));
    let recording = told.lines().map_while(Result::ok).any(|line| line == "Enregistrement des dossiers");
    assert!(recording, "it reached the recording");
    program.kill().expect("killed");
    program.wait().expect("dead");

    assert_eq!(imported(&town), batches);
    assert_eq!(object(&run(&town, "responsable", &["family", "search", "zz"]))["hits"], before);
    let verified = object(&run(&town, "dpo", &["journal", "verify"]));
    assert_eq!(verified["holds"], true, "{verified}");
}
