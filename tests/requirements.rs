//! The table « exigence, écran, profils, essais »: which proof shows which row of the requirements. A proof names its rows at the end of its
//! name (`…_v02_i03`), or in a comment above it (`// rows: A01 A05`); in TypeScript, the comment alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Where proofs are.
const ROOTS: [&str; 4] = ["src-tauri/crates", "tests/flows", "tests/formats", "tests/e2e/specs"];

const NAMES: &str = "// rows:";

/// A proof: its file, its name.
type Proof = (String, String);

/// The table, in Markdown.
pub fn table(project: &Path) -> String {
    let mut proofs: BTreeMap<String, Vec<Proof>> = BTreeMap::new();
    for root in ROOTS {
        collect(project, &project.join(root), &mut proofs);
    }
    let mut text = String::from(
        "# Exigences et essais\n\nProduite à partir des essais et de `assets/reference/exigences.csv`\u{a0}; ne pas modifier à la main. \
         Profils\u{a0}: M modifie, L lit. Aucune ligne n’est sans essai.\n\n\
         | n° | Exigence | Écran | Profils | Essais |\n|---|---|---|---|---|\n",
    );
    for row in rows(project) {
        let [number, label, screen, roles] = row;
        let mut shown = proofs.remove(&number).unwrap_or_default();
        shown.sort();
        let shown: Vec<String> = shown.iter().map(|(file, name)| format!("`{file}` {name}")).collect();
        let shown = if shown.is_empty() { "—".to_owned() } else { shown.join("<br>") };
        let _ = writeln!(text, "| {number} | {label} | {screen} | {roles} | {shown} |");
    }
    text
}

/// Number, label, screen and roles of each requirement.
pub fn rows(project: &Path) -> Vec<[String; 4]> {
    let text =
        std::fs::read_to_string(project.join("assets/reference/exigences.csv")).expect("the requirements");
    text.lines().skip(1).map(cells).collect()
}

/// Four cells, some of them between quotes: our own file, which has no quote inside.
fn cells(line: &str) -> [String; 4] {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().expect("a cell").push(c),
        }
    }
    cells.try_into().unwrap_or_else(|cells| panic!("not four cells: {cells:?}"))
}

fn collect(project: &Path, folder: &Path, proofs: &mut BTreeMap<String, Vec<Proof>>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(project, &path, proofs);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "ts") {
            let file = path.strip_prefix(project).expect("inside").display().to_string();
            let text = std::fs::read_to_string(&path).expect("a source");
            for (row, name) in proved(&text) {
                proofs.entry(row).or_default().push((file.clone(), name));
            }
        }
    }
}

/// Rows a source proves, each with the name of its proof.
pub fn proved(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (mut named, mut is_proof) = (Vec::new(), false);
    for line in text.lines().map(str::trim) {
        if let Some(rows) = line.strip_prefix(NAMES) {
            named.extend(rows.split_whitespace().map(str::to_owned));
        } else if line == "#[test]" {
            is_proof = true;
        } else if let Some(rest) = line.strip_prefix("fn ").filter(|_| is_proof) {
            let name = rest.split('(').next().unwrap_or_default();
            let (name, mut rows) = split(name);
            rows.append(&mut named);
            found.extend(rows.into_iter().map(|row| (row, name.clone())));
            is_proof = false;
        } else if let Some(rest) = line.strip_prefix("test('") {
            let name = rest.split("',").next().unwrap_or_default();
            found.extend(named.drain(..).map(|row| (row, name.to_owned())));
        }
    }
    found
}

/// `a_loss_beats_v02_i03`: « a loss beats », V02 and I03.
fn split(name: &str) -> (String, Vec<String>) {
    let mut words: Vec<&str> = name.split('_').collect();
    let is_row = |word: &&str| {
        let bytes = word.as_bytes();
        bytes.len() == 3
            && bytes[0].is_ascii_lowercase()
            && bytes[1].is_ascii_digit()
            && bytes[2].is_ascii_digit()
    };
    let mut rows = Vec::new();
    while words.last().is_some_and(is_row) {
        rows.extend(words.pop().map(str::to_uppercase));
    }
    rows.reverse();
    (words.join(" "), rows)
}
