//! The house keeps itself: each rule below is an invariant of ARCHITECTURE.md and fails with the sentence that explains it.

use std::fs;
use std::path::{Path, PathBuf};

use tests::project;

/// Who may depend on whom: ui → shell → app → {store, exchange, documents} → {domain, security}.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("security", &[]),
    ("store", &["domain", "security"]),
    ("exchange", &["domain"]),
    ("documents", &["domain"]),
    ("app", &["domain", "security", "store", "exchange", "documents"]),
    ("cli", &["app"]),
    ("host", &["app"]),
    ("preau", &["app"]),
];

/// Libraries that only one room may use, and why.
const KEPT: &[(&str, &[&str], &str)] = &[
    ("rusqlite", &["store"], "SQL lives in the store alone"),
    ("chacha20poly1305", &["security"], "ciphers are security's business"),
    ("aead-stream", &["security"], "ciphers are security's business"),
    ("aes", &["security"], "ciphers are security's business"),
    ("hmac", &["security"], "ciphers are security's business"),
    ("argon2", &["security"], "keys are made in security"),
    ("blake3", &["security"], "hashes that prove something are security's business"),
    ("ed25519-dalek", &["security"], "signatures are made in security"),
    ("rustix", &["security"], "the process is made private in one place"),
    ("zeroizing-alloc", &["security"], "memory is wiped in one place"),
    ("zbus", &["security"], "the system's messages are heard in one place"),
    ("keyring", &["security"], "the installation secret is reached through security's own trait"),
    ("typst", &["documents"], "typesetting is heavy and stays alone in documents"),
    ("krilla", &["documents"], "typesetting is heavy and stays alone in documents"),
    ("hayro", &["documents"], "pages are drawn by documents alone"),
    ("quick-xml", &["exchange"], "other people's formats are exchange's business"),
    ("csv", &["exchange"], "other people's formats are exchange's business"),
    ("calamine", &["exchange"], "other people's formats are exchange's business"),
    ("zip", &["exchange"], "other people's formats are exchange's business"),
    ("image", &["exchange"], "other people's formats are exchange's business"),
    ("tauri", &["preau"], "the window is the shell's business"),
];

fn manifests() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut paths = vec![project().join("Cargo.toml"), project().join("tests/host/Cargo.toml")];
    paths.extend(list(&project().join("src-tauri/crates"), "Cargo.toml"));
    for path in paths {
        let text = fs::read_to_string(&path).expect("manifest");
        let package = text.split("[package]").nth(1).expect("a package");
        let name = package
            .split("name = \"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a name")
            .to_owned();
        found.push((name, text));
    }
    found
}

/// Names under `[dependencies]` only: proofs may use more.
fn dependencies(manifest: &str) -> Vec<String> {
    let section = manifest.split("\n[dependencies]").nth(1).unwrap_or("");
    let section = section.split("\n[").next().unwrap_or("");
    section
        .lines()
        .filter_map(|line| line.split(['.', '=', ' ']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

fn list(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", "node_modules", "dist", "gen", ".git"].contains(&name.as_str()) {
                found.extend(list(&path, ending));
            }
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(project()).unwrap_or(path).display().to_string()
}

/// The code of a file without its comments, its strings kept.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("source");
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn must_be_empty(rule: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{rule}\n  {}", offences.join("\n  "));
}

#[test]
fn arrows_go_one_way() {
    let rooms: Vec<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    let mut offences = Vec::new();
    for (name, manifest) in manifests() {
        let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| *room == name) else {
            offences.push(format!("{name} is a room without a line in ARROWS"));
            continue;
        };
        for dependency in dependencies(&manifest) {
            if rooms.contains(&dependency.as_str()) && !allowed.contains(&dependency.as_str()) {
                offences.push(format!("{name} → {dependency}"));
            }
        }
    }
    must_be_empty(
        "Arrows go ui → shell → app → {store, exchange, documents} → {domain, security}; these turn back:",
        &offences,
    );
}

#[test]
fn each_library_stays_in_its_room() {
    let mut offences = Vec::new();
    for (name, manifest) in manifests() {
        for dependency in dependencies(&manifest) {
            let kept = KEPT.iter().find(|(library, _, _)| *library == dependency);
            if let Some((library, rooms, why)) = kept
                && !rooms.contains(&name.as_str())
            {
                offences.push(format!("{name} uses {library}: {why}"));
            }
        }
    }
    must_be_empty("Some libraries are kept by one room:", &offences);
}

#[test]
fn domain_is_pure() {
    let forbidden = [
        "std::fs",
        "std::net",
        "std::env",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "println!",
        "rusqlite",
    ];
    let mut offences = Vec::new();
    for path in list(&project().join("src-tauri/crates/domain/src"), ".rs") {
        let code = code(&path);
        offences.extend(
            forbidden
                .iter()
                .filter(|word| code.contains(*word))
                .map(|word| format!("{}: {word}", shown(&path))),
        );
    }
    must_be_empty(
        "The domain has no I/O, clock, randomness or log; its caller hands everything in:",
        &offences,
    );
}

#[test]
fn money_is_never_floating() {
    let mut offences = Vec::new();
    for room in ["values", "tariffs", "billing", "payments", "treasury", "caf"] {
        for path in list(&project().join("src-tauri/crates/domain/src").join(room), ".rs") {
            if code(&path).contains("f64") || code(&path).contains("f32") {
                offences.push(shown(&path));
            }
        }
    }
    must_be_empty("Amounts are whole cents and rates are decimals; a float loses cents:", &offences);
}

#[test]
fn sql_stays_in_its_files() {
    let verbs = ["SELECT ", "INSERT INTO", "DELETE FROM", "CREATE TABLE"];
    // Opening and migrating speak to the engine itself; capturing and limiting, of every table there is, from the schema.
    let engine = [
        "connection.rs",
        "open.rs",
        "reading.rs",
        "migrate.rs",
        "capture.rs",
        "reach/mod.rs",
        // Merging moves rows of every table that names a person, as the schema says them.
        "merges/table.rs",
    ];
    let mut offences = Vec::new();
    for path in list(&project().join("src-tauri"), ".rs") {
        let place = shown(&path);
        if engine.iter().any(|file| place.ends_with(&format!("store/src/{file}")))
            || place.contains("/tests/")
        {
            continue;
        }
        let text = code(&path);
        let text = text.split("#[cfg(test)]").next().unwrap_or("");
        offences
            .extend(verbs.iter().filter(|verb| text.contains(*verb)).map(|verb| format!("{place}: {verb}")));
    }
    must_be_empty("Statements live in a .sql file beside their repository:", &offences);

    let mut stray = Vec::new();
    for path in list(&project().join("src-tauri/crates/store/src"), ".sql") {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let folder = path.parent().expect("a folder");
        let up = folder.parent().expect("a folder");
        let used = list(folder, ".rs")
            .iter()
            .chain(&[up.join("transaction.rs")])
            .any(|file| fs::read_to_string(file).is_ok_and(|text| text.contains(&format!("{name}\""))));
        if !used {
            stray.push(shown(&path));
        }
    }
    must_be_empty("A .sql file that no repository beside it reads is litter:", &stray);

    let mut veiled = Vec::new();
    for path in list(&project().join("src-tauri/crates/store/src"), ".sql") {
        let text = fs::read_to_string(&path).expect("a statement").replace("DO UPDATE SET", "");
        let words: Vec<&str> = text.split_whitespace().collect();
        let targets = words.windows(3).filter_map(|words| match words {
            [_, "UPDATE" | "INTO", table] | ["DELETE", "FROM", table] => Some(*table),
            _ => None,
        });
        let first = words.starts_with(&["UPDATE"]).then(|| words[1]);
        veiled.extend(
            first
                .into_iter()
                .chain(targets)
                .filter(|table| !table.starts_with("main."))
                .map(|_| shown(&path)),
        );
    }
    must_be_empty(
        "Statements that write name the file's own table (`main.`): the connection of a limited agent has views under their names:",
        &veiled,
    );
}

#[test]
fn the_schema_keeps_several_desks_possible() {
    let forbidden =
        ["AUTOINCREMENT", "CREATE TRIGGER", "CURRENT_TIMESTAMP", "random()", "datetime('now')", " REAL"];
    // Who wrote a row, where and when, is said by another row, or by no other desk.
    let undated = [
        "ui_settings",              // an agent's own window
        "drafts",                   // an agent's own typing
        "gapless_sequences",        // moved by the desk that holds the lease alone
        "service_lines",            // dated by its invoice
        "invoices",                 // dated by its run
        "titres",                   // dated by its bordereau
        "tariff_brackets",          // dated by its tariff
        "tariff_sibling_discounts", // dated by its tariff
        "merge_rows",               // dated by its merge
        "search_entries",           // derived, rebuilt, never exchanged
        "slot_copies",              // numbered and signed by itself
        "state_marks",              // derived from all the others, never exchanged
    ];
    let mut offences = Vec::new();
    for path in list(&project().join("src-tauri/crates/store/migrations"), ".sql") {
        let text: String = fs::read_to_string(&path)
            .expect("migration")
            .lines()
            // A comment may hold any word, and a semicolon.
            .map(|line| line.split("--").next().unwrap_or(""))
            .collect::<Vec<_>>()
            .join("\n");
        offences.extend(
            forbidden
                .iter()
                .filter(|word| text.contains(*word))
                .map(|word| format!("{}: {word}", shown(&path))),
        );
        for table in text.split("CREATE TABLE ").skip(1) {
            let name = table.split_whitespace().next().unwrap_or("");
            let body = table.split(';').next().unwrap_or("");
            if !body.contains("STRICT") {
                offences.push(format!("{name} is not STRICT"));
            }
            if !body.contains("PRIMARY KEY") {
                offences.push(format!("{name} has no PRIMARY KEY"));
            }
            let dated = body.contains("hlc INTEGER NOT NULL") && body.contains("desk");
            if !dated && !undated.contains(&name) {
                offences.push(format!("{name} does not say when and at which desk a row is written"));
            }
            for column in body.lines().filter(|line| line.trim_start().starts_with("sealed")) {
                let checked =
                    column.contains("CHECK (substr(") || ["drafts", "audit_entries"].contains(&name);
                if !checked {
                    offences.push(format!(
                        "{name}: a sealed column without a check of its first byte: {}",
                        column.trim()
                    ));
                }
            }
        }
    }
    must_be_empty("The schema rules of the first migration (several desks, sealed columns):", &offences);
}

#[test]
fn names_say_what_things_are() {
    let vague = ["Manager", "Helper", "Util", "Utils", "Processor", "Handler"];
    let mut offences = Vec::new();
    for path in list(&project().join("src-tauri"), ".rs") {
        for line in code(&path).lines() {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            while let Some(word) = words.next() {
                if ["struct", "enum", "trait", "mod", "type"].contains(&word) {
                    let Some(name) = words.next() else { continue };
                    if vague.iter().any(|vague| name.ends_with(vague) || name == vague.to_lowercase()) {
                        offences.push(format!("{}: {name}", shown(&path)));
                    }
                }
            }
        }
    }
    must_be_empty("A name says what the thing is, not that it does something:", &offences);
}

#[test]
fn pages_write_no_markup_of_their_own() {
    let forbidden = [
        "{@html",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "localStorage",
        "sessionStorage",
        "document.cookie",
        "eval(",
    ];
    let mut offences = Vec::new();
    for ending in [".svelte", ".ts"] {
        for path in list(&project().join("ui/src"), ending) {
            let text = code(&path);
            offences.extend(
                forbidden
                    .iter()
                    .filter(|word| text.contains(*word))
                    .map(|word| format!("{}: {word}", shown(&path))),
            );
        }
    }
    must_be_empty(
        "A name typed at the desk must never become markup, and nothing is kept by the web engine:",
        &offences,
    );
}

#[test]
fn pages_know_only_their_own_part() {
    let mut offences = Vec::new();
    let root = project().join("ui/src");
    for ending in [".svelte", ".ts"] {
        for path in list(&root, ending) {
            let place = shown(&path);
            let own = place.strip_prefix("ui/src/screens/").and_then(|rest| rest.split('/').next());
            for line in code(&path).lines().filter(|line| line.contains("import ") || line.contains("from '"))
            {
                let Some(target) =
                    line.split("screens/").nth(1).and_then(|rest| rest.split(['/', '\'']).next())
                else {
                    continue;
                };
                let is_lib = place.starts_with("ui/src/lib/");
                if is_lib || own.is_some_and(|own| own != target) {
                    offences.push(format!("{place}: {}", line.trim()));
                }
            }
        }
    }
    must_be_empty("lib imports no screen, and a screen imports no part of another:", &offences);
}

#[test]
fn a_proof_names_its_rows_by_its_name_or_above_it() {
    let rust = "// rows: A01 A05\n#[test]\nfn it_holds_v02() {\n}\nfn helper_v01() {}\n";
    let all: Vec<_> =
        tests::requirements::proved(rust).into_iter().map(|(row, name)| format!("{row} {name}")).collect();
    assert_eq!(all, ["V02 it holds", "A01 it holds", "A05 it holds"]);
    let screen = tests::requirements::proved("// rows: F05\ntest('nobody sees it', async () => {})");
    assert_eq!(screen, [("F05".to_owned(), "nobody sees it".to_owned())]);
    assert_eq!(tests::requirements::rows(project()).len(), 75);
    let table = tests::requirements::table(project());
    let alone: Vec<_> = table.lines().filter(|line| line.ends_with("| — |")).map(str::to_owned).collect();
    must_be_empty("requirements that nothing proves:", &alone);
}

#[test]
fn generated_files_are_fresh() {
    let mut offences = Vec::new();
    for (path, text) in tests::generated() {
        let committed = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if committed != text {
            offences.push(shown(&path));
        }
    }
    must_be_empty("The command table changed; run `./x generate` and commit:", &offences);
}

#[test]
fn the_lock_file_names_no_private_registry() {
    let text = fs::read_to_string(project().join("ui/package-lock.json")).unwrap_or_default();
    let offences: Vec<String> = text
        .lines()
        .filter(|line| line.contains("\"resolved\"") && !line.contains("https://registry.npmjs.org/"))
        .map(|line| line.trim().to_owned())
        .collect();
    must_be_empty("package-lock.json must work anywhere:", &offences);
}
