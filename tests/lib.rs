//! What several proofs share: where the project stands, what is generated from the command table, an invented town each.

pub mod requirements;
mod sheets;
mod town;

use std::path::{Path, PathBuf};

pub use sheets::Sheets;
pub use town::{FOUNDER, MONTH, SEED, Town, founded, no_dialogs, registration, town};

/// The project's top folder.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the project")
}

/// Every generated file: where it is committed, what it must hold.
pub fn generated() -> Vec<(PathBuf, String)> {
    let mut files: Vec<(PathBuf, String)> = app::typescript::files()
        .into_iter()
        .map(|(name, text)| (project().join("ui/src/lib/api/generated").join(name), text))
        .collect();
    files.push((project().join("src-tauri/commands.txt"), app::contract::command_names()));
    files.push((project().join("src-tauri/capabilities/main.json"), app::contract::window_capability()));
    files.push((project().join("docs/habilitations.md"), app::contract::access_table()));
    files.push((project().join("docs/exigences.md"), requirements::table(project())));
    files
}
