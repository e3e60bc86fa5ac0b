//! The window's settings, each line of them: a page that turned against the agent could reach nothing but the commands of the table.
//!
//! What the window does with them is proved where it runs: `tests/desktop` and `tests/e2e`.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::{Value, json};
use tests::project;

fn text(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap_or_else(|_| panic!("{path}"))
}

fn object(path: &str) -> Value {
    serde_json::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What the page may load, in the window. The test host says the same, its own door apart.
const POLICY: &[(&str, &str)] = &[
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' blob:"),
    ("font-src", "'self'"),
    ("connect-src", "ipc: http://ipc.localhost"),
    ("object-src", "'none'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("frame-ancestors", "'none'"),
];

#[test]
fn the_settings_are_these_and_no_other() {
    let policy: serde_json::Map<String, Value> =
        POLICY.iter().map(|(name, sources)| ((*name).to_owned(), json!(sources))).collect();
    let expected = json!({
        "windows": [],
        "withGlobalTauri": false,
        "security": { "freezePrototype": true, "csp": policy, "capabilities": ["main"] },
    });
    let settings = object("tauri.conf.json");
    // Windows are made by the shell, which refuses navigation; no pattern, no asset protocol, no exception to the policy's hashes.
    assert_eq!(settings["app"], expected);
    let build = settings["build"].as_object().expect("build");
    assert!(settings.get("plugins").is_none());
    assert!(
        !build.contains_key("devUrl") && !build.contains_key("beforeBuildCommand"),
        "a delivered window loads its own files"
    );
}

#[test]
fn the_test_host_serves_the_policy_of_the_window() {
    let source = text("tests/host/src/serve.rs");
    let said = source.split("const POLICY: &str = \"").nth(1).and_then(|rest| rest.split('"').next());
    let said: String = said.expect("a policy").replace("\\\n", " ");
    let said: Vec<(String, String)> = said
        .split(';')
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .map(|words| (words[0].to_owned(), words[1..].join(" ")))
        .collect();
    let expected: Vec<(String, String)> = POLICY
        .iter()
        // Its door is of its own origin, where the window's is a channel.
        .map(|(name, sources)| (*name, if *name == "connect-src" { "'self'" } else { sources }))
        .map(|(name, sources)| (name.to_owned(), sources.to_owned()))
        .collect();
    assert_eq!(said, expected);
}

#[test]
fn the_window_may_ask_the_commands_of_the_table_and_nothing_else() {
    let folder = fs::read_dir(project().join("src-tauri/capabilities")).expect("capabilities");
    let names: Vec<_> = folder.flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(names, ["main.json"], "a second capability would be added to the first");
    let capability = object("src-tauri/capabilities/main.json");
    assert_eq!(capability["windows"], json!(["main"]));
    for absent in ["remote", "webviews", "platforms", "local"] {
        assert!(capability.get(absent).is_none(), "{absent}");
    }
    let granted: BTreeSet<&str> =
        capability["permissions"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    let commands: Vec<&str> =
        app::GATE_COMMANDS.iter().copied().chain(app::COMMANDS.iter().map(|entry| entry.name)).collect();
    let expected: Vec<String> =
        commands.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    assert_eq!(granted, expected.iter().map(String::as_str).collect());
    assert_eq!(text("src-tauri/commands.txt").lines().collect::<Vec<_>>(), commands);
    // Without the list given at build time, the window's access list would not be checked for our commands at all.
    assert!(text("src-tauri/build.rs").contains("AppManifest::new().commands(names)"));
}

#[test]
fn the_window_is_made_once_with_its_locks() {
    let shell = project().join("src-tauri/src");
    let made: Vec<String> = fs::read_dir(shell)
        .expect("the shell")
        .flatten()
        .filter(|entry| {
            fs::read_to_string(entry.path()).is_ok_and(|text| text.contains("WindowBuilder::new"))
        })
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(made, ["window.rs"]);
    let window = text("src-tauri/src/window.rs");
    for lock in [
        ".incognito(!is_proved())",
        "cfg!(debug_assertions) && std::env::var_os(\"TAURI_WEBVIEW_AUTOMATION\").is_some()",
        ".general_autofill_enabled(false)",
        ".devtools(false)",
        ".disable_drag_drop_handler()",
        ".on_navigation(is_ours)",
        ".on_new_window(|_, _| NewWindowResponse::Deny)",
    ] {
        assert!(window.contains(lock), "{lock}");
    }
    let plugins: Vec<String> = text("src-tauri/src/lib.rs")
        .split(".plugin(")
        .skip(1)
        .map(|rest| rest.split("::").next().unwrap_or("").to_owned())
        .collect();
    assert_eq!(plugins, ["tauri_plugin_single_instance", "tauri_plugin_dialog"]);
}

/// What cargo resolves for the window, in any configuration: neither tools of a developer nor a library that speaks to the network.
#[test]
fn nothing_of_a_browser_or_of_the_network_is_built_in() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let told = Command::new(cargo)
        .current_dir(project())
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--offline",
            "--filter-platform",
            "x86_64-unknown-linux-gnu",
        ])
        .output()
        .expect("cargo");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told: Value = serde_json::from_slice(&told.stdout).expect("JSON");
    let packages = told["packages"].as_array().expect("packages");
    let id_of = |name: &str| packages.iter().find(|one| one["name"] == name).map(|one| one["id"].clone());
    let nodes = told["resolve"]["nodes"].as_array().expect("nodes");
    for engine in ["tauri", "wry"] {
        let id = id_of(engine).expect(engine);
        let node = nodes.iter().find(|node| node["id"] == id).expect("resolved");
        let features = node["features"].as_array().expect("features");
        for refused in ["devtools", "protocol-asset", "isolation", "test", "config-json5", "tracing"] {
            assert!(!features.contains(&json!(refused)), "{engine} is built with {refused}");
        }
    }
    // The dialogs' library brings `fs` for its kinds of paths; it is not among the plugins the shell starts.
    for refused in [
        "tauri-plugin-shell",
        "tauri-plugin-http",
        "tauri-plugin-opener",
        "tauri-plugin-updater",
        "tauri-plugin-clipboard-manager",
        "reqwest",
        "hyper",
        "ureq",
        "curl",
        "rustls",
        "native-tls",
    ] {
        assert!(id_of(refused).is_none(), "{refused} is in the tree");
    }
}

/// What is typed is kept by no engine: neither proposed again nor sent to a spell-checker. Said once for the page, and on each field.
#[test]
fn fields_are_neither_completed_nor_spell_checked() {
    let page = text("ui/index.html");
    assert!(page.contains("<html lang=\"fr\" spellcheck=\"false\""), "{page}");
    let mut offences = Vec::new();
    let mut folders = vec![project().join("ui/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("ui").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|ending| ending != "svelte") {
                continue;
            }
            let source = fs::read_to_string(&path).expect("source");
            for element in ["<input", "<textarea"] {
                for rest in source.split(element).skip(1) {
                    // The tag may hold arrows of functions: its end is the first `>` at the end of a word that is no arrow.
                    let tag = end_of_tag(rest);
                    let typed = !["type=\"checkbox\"", "type=\"radio\"", "type=\"range\"", "type=\"file\""]
                        .iter()
                        .any(|kind| tag.contains(kind));
                    if typed
                        && !(tag.contains("autocomplete=\"off\"")
                            || tag.contains("autocomplete=\"new-password\"")
                            || tag.contains("{..."))
                    {
                        offences.push(format!(
                            "{}: {element}{}",
                            path.display(),
                            tag.split_whitespace().collect::<Vec<_>>().join(" ")
                        ));
                    }
                    if tag.contains("spellcheck=\"true\"") || tag.contains("spellcheck={true}") {
                        offences.push(format!("{}: spell-checked", path.display()));
                    }
                }
            }
        }
    }
    assert!(
        offences.is_empty(),
        "A field that says nothing lets an engine keep what is typed:\n  {}",
        offences.join("\n  ")
    );
}

fn end_of_tag(rest: &str) -> &str {
    let mut depth = 0;
    let bytes = rest.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'>' if depth == 0 => return &rest[..at],
            _ => {}
        }
    }
    rest
}

/// Sealed values are never put on the clipboard by the program: the only ways to it are a list's rows, an amount's detail and the
/// reference of a bug; lists of health say that theirs are not copied.
#[test]
fn the_clipboard_is_reached_from_three_places() {
    let mut places = Vec::new();
    let mut folders = vec![project().join("ui/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("ui").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.to_string_lossy().contains(".test.") {
                let source = fs::read_to_string(&path).unwrap_or_default();
                if ["navigator.clipboard", "copyText(", "copyRows(", "execCommand"]
                    .iter()
                    .any(|way| source.contains(way))
                {
                    places.push(path.strip_prefix(project()).expect("ours").display().to_string());
                }
            }
        }
    }
    places.sort();
    assert_eq!(
        places,
        [
            "ui/src/lib/components/ErrorPanel.svelte",
            "ui/src/lib/shell/clipboard.ts",
            "ui/src/lib/table/DataTable.svelte",
            "ui/src/screens/billing/BillingMonth.svelte",
        ]
    );
}
