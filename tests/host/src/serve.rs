//! A small loopback server: pages of `ui/dist`, one door for commands, one for the files a proof hands in.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::clock::SystemClock;
use app::outside::ChosenFile;
use app::{App, Host, OsRandom};
use serde_json::Value;

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
    // The proof that reads this program's memory says so; nothing that is delivered has such a way out.
    if std::env::var_os("PREAU_MEMORY_IS_READ").is_none() {
        app::keep_memory_private();
    }
    let folder = Arc::new(Folder::new(files));
    let core = Arc::new(App::new(Host {
        keyring: Arc::new(app::gate::installation_secret_store),
        folder: vault,
        elsewhere: None,
        clock: Arc::new(SystemClock),
        random: Arc::new(|| Box::new(OsRandom)),
        outside: Arc::clone(&folder) as _,
    }));
    app::watch::stand_watch(&core, || ());
    let listener = TcpListener::bind(("127.0.0.1", port)).expect("loopback port");
    #[allow(clippy::print_stdout)]
    {
        println!("http://{}", listener.local_addr().expect("an address"));
    }
    // A thread a connection, one request each: a job being followed must not wait behind a page being read.
    for stream in listener.incoming().flatten() {
        let (core, folder, pages) = (Arc::clone(&core), Arc::clone(&folder), pages.clone());
        std::thread::spawn(move || {
            if let Some(request) = Request::read(&stream) {
                let _ = answer(&request, &core, &folder, &pages).write(&stream);
            }
        });
    }
}

/// What a browser on this machine asks: as much of HTTP/1.1 as it takes.
struct Request {
    method: String,
    path: String,
    body: Vec<u8>,
}

impl Request {
    fn read(stream: &TcpStream) -> Option<Self> {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let mut words = line.split_whitespace();
        let (method, url) = (words.next()?.to_owned(), words.next()?.to_owned());
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).ok()?;
            let Some((name, value)) = header.trim_end().split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        Some(Self { method, path: url.split('?').next()?.to_owned(), body })
    }
}

struct Response {
    status: &'static str,
    kind: &'static str,
    body: Vec<u8>,
}

/// The same policy as the real window, so that what it forbids is seen in proofs too.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
    connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

impl Response {
    fn found(kind: &'static str, body: Vec<u8>) -> Self {
        Self { status: "200 OK", kind, body }
    }

    fn write(&self, mut stream: &TcpStream) -> std::io::Result<()> {
        write!(
            stream,
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nContent-Security-Policy: {POLICY}\r\nConnection: close\r\n\r\n",
            self.status,
            self.kind,
            self.body.len()
        )?;
        stream.write_all(&self.body)
    }
}

fn answer(request: &Request, core: &App, folder: &Folder, pages: &Path) -> Response {
    if request.method == "POST" {
        if let Some(command) = request.path.strip_prefix("/call/") {
            let reply = core.call(command, serde_json::from_slice(&request.body).unwrap_or(Value::Null));
            return Response::found("application/json", serde_json::to_vec(&reply).unwrap_or_default());
        }
        if let Some(name) = request.path.strip_prefix("/next-file/") {
            folder.put(ChosenFile { name: name.to_owned(), bytes: request.body.clone() });
            return Response::found("application/json", b"{}".to_vec());
        }
    }
    let page = if request.path == "/" { "index.html" } else { request.path.trim_start_matches('/') };
    match std::fs::read(pages.join(page)) {
        Ok(bytes) if !page.contains("..") => Response::found(kind(page), bytes),
        _ => Response { status: "404 Not Found", kind: "text/plain", body: b"absent".to_vec() },
    }
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
