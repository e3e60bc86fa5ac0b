//! What the window may ask: the names of the command table, each checked by the window's access list before it gets here.

use std::sync::Arc;

use app::App;
use tauri::ipc::{Invoke, InvokeBody};
use tauri::{Manager, Wry};

use crate::window;

/// Passes a command on to the core, off the window's thread, and its answer back.
pub(crate) fn carry_out(invoke: Invoke<Wry>) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let command = message.command().to_owned();
    let request = match message.payload() {
        InvokeBody::Json(body) => body.get("request").cloned().unwrap_or_default(),
        InvokeBody::Raw(_) => return false,
    };
    let core: Arc<App> = Arc::clone(&message.webview_ref().state::<Arc<App>>());
    let asked_by = message.webview_ref().clone();
    tauri::async_runtime::spawn_blocking(move || {
        resolver.resolve(core.call(&command, request));
        if command == "session_lock" {
            window::begin_afresh(asked_by.app_handle());
        }
    });
    true
}
