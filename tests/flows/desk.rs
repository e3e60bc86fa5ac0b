//! The program and its desk: memory shown to nobody, and a vault that closes when the operating system says that nobody is there.

use std::fs;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use tests::town;

use super::programs::{TestHost, program};

/// An account that owns nothing, when the proof runs as the administrator: the system shows it a private process's files as another's.
const NOBODY: u32 = 65_534;

/// As an ordinary account, in a folder of its own.
fn as_someone(command: &mut Command, place: &Path) {
    fs::set_permissions(place, fs::Permissions::from_mode(0o777)).expect("opened to it");
    if fs::metadata("/proc/self").expect("proc").uid() == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.env("HOME", place).current_dir(place);
}

/// The ceiling of a core file, in the system's own words, and whose the memory of the process is.
fn seen_of(pid: u32) -> (String, u32) {
    let limits = fs::read_to_string(format!("/proc/{pid}/limits")).expect("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("the core file");
    let words: Vec<&str> = core.split_whitespace().skip(4).take(2).collect();
    (words.join(" "), fs::metadata(format!("/proc/{pid}/mem")).expect("mem").uid())
}

#[test]
fn no_core_file_and_a_memory_that_other_programs_cannot_read() {
    let place = tempfile::tempdir().expect("a folder");
    let private = TestHost::start(&place.path().join("a"), &place.path().join("f"), |command| {
        as_someone(command, place.path());
    });
    let shown = TestHost::start(&place.path().join("b"), &place.path().join("f"), |command| {
        as_someone(command, place.path());
        command.env("PREAU_MEMORY_IS_READ", "1");
    });
    assert_eq!(seen_of(private.pid()), ("0 0".to_owned(), 0));
    let (_, owner) = seen_of(shown.pid());
    assert_ne!(owner, 0, "the proof must see a program that did not ask for it");

    let mut command = Command::new(program("preau-cli"));
    as_someone(&mut command, place.path());
    let words = [
        "--keyring",
        "off",
        "--vault",
        "c",
        "demo",
        "create",
        "--families",
        "200",
        "--month",
        "2026-03",
        "--seed",
        "7",
    ];
    let mut line = command.args(words).stdout(Stdio::null()).spawn().expect("preau-cli starts");
    let end = Instant::now() + Duration::from_secs(10);
    while seen_of(line.id()) != ("0 0".to_owned(), 0) {
        assert!(
            Instant::now() < end && line.try_wait().expect("asked").is_none(),
            "{:?}",
            seen_of(line.id())
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    let _ = line.kill();
    let _ = line.wait();
}

/// The part of the system that says when the machine sleeps. Whoever holds sleep back is given one end of a pipe.
struct LoginManager(Arc<Mutex<Vec<std::io::PipeReader>>>);

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl LoginManager {
    fn inhibit(
        &self,
        what: &str,
        _who: &str,
        _why: &str,
        mode: &str,
    ) -> zbus::fdo::Result<zbus::zvariant::OwnedFd> {
        if (what, mode) != ("sleep", "delay") {
            return Err(zbus::fdo::Error::InvalidArgs(format!("{what} {mode}")));
        }
        let (reader, writer) =
            std::io::pipe().map_err(|error| zbus::fdo::Error::Failed(error.to_string()))?;
        self.0.lock().expect("held").push(reader);
        Ok(std::os::fd::OwnedFd::from(writer).into())
    }
}

#[test]
#[ignore = "needs a message bus of its own: ./x test starts one"]
fn the_vault_closes_when_the_desk_sleeps_or_its_screen_is_locked() {
    let bus = std::env::var("DBUS_SESSION_BUS_ADDRESS").expect("a bus of its own");
    let inhibitors = Arc::new(Mutex::new(Vec::new()));
    let system = zbus::blocking::connection::Builder::session()
        .and_then(|bus| bus.name("org.freedesktop.login1"))
        .and_then(|bus| bus.serve_at("/org/freedesktop/login1", LoginManager(Arc::clone(&inhibitors))))
        .and_then(zbus::blocking::connection::Builder::build)
        .expect("stands for the system");
    let stranger = zbus::blocking::Connection::session().expect("another program");
    let say =
        |from: &zbus::blocking::Connection, path: &str, interface: &str, name: &str, yes: Option<bool>| {
            match yes {
                Some(yes) => from.emit_signal(None::<&str>, path, interface, name, &(yes,)),
                None => from.emit_signal(None::<&str>, path, interface, name, &()),
            }
            .expect("said");
        };
    let sleep = |from, yes| {
        let manager = "org.freedesktop.login1.Manager";
        say(from, "/org/freedesktop/login1", manager, "PrepareForSleep", Some(yes));
    };
    let screen = |yes| {
        let saver = "org.freedesktop.ScreenSaver";
        say(&stranger, "/org/freedesktop/ScreenSaver", saver, "ActiveChanged", Some(yes));
    };

    let town = town(10);
    let host = TestHost::start(&town.vault, &town.files, |command| {
        command.env("DBUS_SYSTEM_BUS_ADDRESS", &bus);
    });
    let open = || {
        let password = app::demo::password_of("accueil");
        host.ask("session_unlock", &json!({ "login": "accueil", "password": password }));
        assert_eq!(host.phase(), "open");
    };
    let within = |what: &str, holds: &dyn Fn() -> bool| {
        let end = Instant::now() + Duration::from_secs(20);
        while !holds() {
            assert!(Instant::now() < end, "{what}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    within("it holds sleep back", &|| !inhibitors.lock().expect("held").is_empty());

    open();
    sleep(&system, true);
    within("it locks before the machine sleeps", &|| host.phase() == "locked");
    let mut first = inhibitors.lock().expect("held").remove(0);
    // Given back: the pipe ends. The proof would wait here for ever otherwise.
    assert_eq!(first.read(&mut [0]).expect("the pipe"), 0);
    sleep(&system, false);
    within("awake, it holds the next sleep back", &|| !inhibitors.lock().expect("held").is_empty());

    open();
    say(&system, "/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock", None);
    within("it locks with the session of the system", &|| host.phase() == "locked");

    open();
    screen(false);
    // A program that is not the system does not put the vault to sleep.
    sleep(&stranger, true);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(host.phase(), "open");
    screen(true);
    within("it locks with the screen", &|| host.phase() == "locked");
}
