//! Gives the window its list of commands: without it the access list would not be checked for ours at all.

use std::fs;
use std::path::Path;

fn main() {
    for path in ["tauri.conf.json", "src-tauri/capabilities", "src-tauri/commands.txt"] {
        println!("cargo:rerun-if-changed={path}");
    }
    // The windows' pages are embedded: a placeholder stands in until `ui` is built, so that checks need no Node.
    let page = Path::new("ui/dist/index.html");
    if !page.exists() {
        fs::create_dir_all("ui/dist").expect("ui/dist can be made");
        fs::write(page, "<!doctype html><title>Préau</title><p>ui/dist manque : ./x run</p>")
            .expect("placeholder");
    }
    let names: &'static str =
        fs::read_to_string("src-tauri/commands.txt").expect("src-tauri/commands.txt").leak();
    let names: &'static [&'static str] =
        names.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().leak();
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(names));
    tauri_build::try_build(attributes).expect("the window's settings are consistent");
}
