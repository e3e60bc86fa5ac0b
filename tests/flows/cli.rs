//! The command line: exit codes, one JSON object, passwords never on the command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;
use tests::{MONTH, Town, town};

/// The program, built once for these proofs: cargo names no binary of another package to a test.
fn program() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .current_dir(tests::project())
            .args(["build", "--quiet", "--package", "cli", "--message-format", "json"])
            .output()
            .expect("cargo");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let messages = String::from_utf8_lossy(&built.stdout);
        let artifact = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .find_map(|message| message["executable"].as_str().map(PathBuf::from));
        artifact.expect("preau-cli was built")
    })
}

fn run(town: &Town, login: &str, words: &[&str]) -> Output {
    run_with(town, login, app::demo::password_of(login).as_deref().unwrap_or(""), words)
}

fn run_with(town: &Town, login: &str, password: &str, words: &[&str]) -> Output {
    Command::new(program())
        .args(["--json", "--keyring", "off", "--agent", login, "--vault"])
        .arg(&town.vault)
        .args(words)
        .env("PREAU_PASSWORD", password)
        .output()
        .expect("preau-cli runs")
}

#[track_caller]
fn object(output: &Output) -> Value {
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
    std::fs::write(town.vault.join("preau.a.cles"), b"x").expect("spoilt");
    std::fs::write(town.vault.join("preau.b.cles"), b"x").expect("spoilt");
    assert_eq!(run(&town, "admin", &["agent", "list"]).status.code(), Some(4));
}

#[test]
fn the_password_is_never_an_argument() {
    let help = Command::new(program()).arg("--help").output().expect("preau-cli runs");
    let text = String::from_utf8_lossy(&help.stdout).into_owned();
    assert!(text.contains("PREAU_PASSWORD") && !text.contains("--password"), "{text}");
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
