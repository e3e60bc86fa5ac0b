//! A small loopback server: pages of `ui/dist`, one door for commands, one for the files a proof hands in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::clock::SystemClock;
use app::outside::ChosenFile;
use app::{App, Host, OsRandom};
use serde_json::Value;
use tiny_http::{Header, Method, Request, Response, Server};

use crate::files::Folder;

/// `host VAULT_FOLDER FILES_FOLDER PAGES_FOLDER [PORT]`: prints its address on standard output, then serves until killed.
pub(crate) fn run() {
    let mut words = std::env::args().skip(1).map(PathBuf::from);
    let (Some(vault), Some(files), Some(pages)) = (words.next(), words.next(), words.next()) else {
        eprintln!("host VAULT_FOLDER FILES_FOLDER PAGES_FOLDER [PORT]");
        std::process::exit(2);
    };
    let port = words.next().and_then(|word| word.to_str()?.parse::<u16>().ok()).unwrap_or(0);
    std::fs::create_dir_all(&files).expect("files folder");
    let folder = Arc::new(Folder::new(files));
    let core = Arc::new(App::new(Host {
        keyring: app::gate::installation_secret_store(&vault),
        folder: vault,
        clock: Arc::new(SystemClock),
        random: Arc::new(|| Box::new(OsRandom)),
        outside: Arc::clone(&folder) as _,
    }));
    let server = Arc::new(Server::http(("127.0.0.1", port)).expect("loopback port"));
    #[allow(clippy::print_stdout)]
    {
        println!("http://{}", server.server_addr());
    }
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let (server, core, folder, pages) =
                (Arc::clone(&server), Arc::clone(&core), Arc::clone(&folder), pages.clone());
            std::thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    answer(request, &core, &folder, &pages);
                }
            })
        })
        .collect();
    for worker in workers {
        let _ = worker.join();
    }
}

fn answer(mut request: Request, core: &App, folder: &Folder, pages: &Path) {
    let url = request.url().split('?').next().unwrap_or("/").to_owned();
    let mut body = Vec::new();
    let _ = request.as_reader().read_to_end(&mut body);
    if let (Method::Post, Some(command)) = (request.method(), url.strip_prefix("/call/")) {
        let reply = core.call(command, serde_json::from_slice(&body).unwrap_or(Value::Null));
        let text = serde_json::to_vec(&reply).unwrap_or_default();
        respond(request, "application/json", text);
    } else if let (Method::Post, Some(name)) = (request.method(), url.strip_prefix("/next-file/")) {
        folder.put(ChosenFile { name: name.to_owned(), bytes: body });
        respond(request, "application/json", b"{}".to_vec());
    } else {
        let page = if url == "/" { "index.html" } else { url.trim_start_matches('/') };
        let path = pages.join(page);
        match std::fs::read(&path) {
            Ok(bytes) if !page.contains("..") => respond(request, kind(page), bytes),
            _ => {
                let _ = request.respond(Response::from_string("absent").with_status_code(404));
            }
        }
    }
}

fn respond(request: Request, kind: &str, bytes: Vec<u8>) {
    let header = Header::from_bytes("Content-Type", kind).expect("header");
    // The same policy as the real window, so that what it forbids is seen in proofs too.
    let policy = Header::from_bytes(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; \
         object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    .expect("header");
    let _ = request.respond(Response::from_data(bytes).with_header(header).with_header(policy));
}

fn kind(page: &str) -> &'static str {
    match page.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
