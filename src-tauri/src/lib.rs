//! The shell: a window around `app`. No business word beyond names; if something here needs a test of its own, it belongs in `app`.

mod commands;
mod outside;
mod paths;
mod window;

use std::sync::Arc;

use app::clock::SystemClock;
use app::{App, Host, OsRandom};
use tauri::Manager;

/// Opens the window and stays until it is closed.
///
/// # Panics
/// When the system has no web view to show the window with.
pub fn run() {
    if app::apart::serves() {
        return;
    }
    app::keep_memory_private();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::bring_forward(app)))
        .plugin(tauri_plugin_dialog::init())
        .setup(|tauri| {
            let paths = paths::Paths::choose();
            let host = Host {
                folder: paths.vault,
                elsewhere: paths.elsewhere,
                clock: Arc::new(SystemClock),
                random: Arc::new(|| Box::new(OsRandom)),
                keyring: Arc::new(app::gate::installation_secret_store),
                outside: Arc::new(outside::Dialogs::new(tauri.handle().clone(), paths.shown, paths.memory)),
            };
            let core = Arc::new(App::new(host));
            tauri.manage(Arc::clone(&core));
            window::open(tauri.handle())?;
            let handle = tauri.handle().clone();
            std::thread::spawn(app::prepare);
            app::watch::stand_watch(&core, move || window::begin_afresh(&handle));
            Ok(())
        })
        .invoke_handler(commands::carry_out)
        .build(tauri::generate_context!())
        .expect("the window opens")
        .run(|handle, event| {
            if let tauri::RunEvent::Exit = event {
                let core: tauri::State<'_, Arc<App>> = handle.state();
                // The window is gone: what the day still lacks is written before the keys are.
                core.before_closing();
                let _ = core.call("session_lock", serde_json::Value::Null);
                outside::forget_shown(handle);
            }
        });
}
