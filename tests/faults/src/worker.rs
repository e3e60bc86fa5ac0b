//! The program at work, in a process of its own that may be killed, and what it tells on its standard output, a line at a time.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::ground::Site;
use crate::operation::Operation;
use crate::survey::survey;

/// Asks for the control: things are acknowledged before they are asked for.
const LYING: &str = "PREAU_FAULTS_LYING";

/// Asks for a survey of the vault as soon as it is open.
const SURVEYING: &str = "PREAU_FAULTS_SURVEYING";

/// What a worker is told on its command line after `work`: the operation, the site, the first rank, how many steps.
pub(crate) fn work(words: &[String]) -> Option<()> {
    let [operation, folder, first, steps] = words else { return None };
    let (operation, first) = (Operation::named(operation)?, first.parse::<u32>().ok()?);
    let site = Site { folder: folder.into() };
    let lies = std::env::var_os(LYING).is_some();
    let mut tell = |line: Value| {
        let ahead = (lies && !line["asked"].is_null())
            .then(|| json!({ "done": line["asked"], "what": line["what"] }));
        let lied = ahead.is_some();
        for line in [Some(line), ahead].into_iter().flatten() {
            // Nobody listens to who has been given up.
            let _ = writeln!(io::stdout(), "{line}");
        }
        // Whoever kills on a lie has the time to: what was said to be done is not yet.
        if lied {
            thread::sleep(Duration::from_millis(300));
        }
    };
    let outcome = site.open().and_then(|town| {
        let surveys = std::env::var_os(SURVEYING).is_some();
        tell(json!({ "open": if surveys { survey(&town, &site.vault())? } else { Value::Null } }));
        for rank in first..first + steps.parse::<u32>().unwrap_or(1) {
            operation.step(&town, rank, &mut tell)?;
            tell(json!({ "step": rank }));
        }
        town.try_ask("session_lock", json!({}))
    });
    tell(outcome.map_or_else(|refused| json!({ "refused": refused }), |_| json!({ "ended": true })));
    Some(())
}

/// Seconds given to a worker whose disk fails.
const PATIENCE: &str = "300";

fn this_program() -> PathBuf {
    std::env::current_exe().expect("this program")
}

/// A worker, seen by who will kill it.
pub(crate) struct Worker {
    child: Child,
    said: Option<ChildStdin>,
    told: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts a worker on a site; `prepare` has the last word on how.
    pub(crate) fn start(
        operation: Operation,
        site: &Site,
        steps: (u32, u32),
        prepare: impl FnOnce(&mut Command),
    ) -> Self {
        Self::told_to_work(Command::new(this_program()), operation, site, steps, prepare)
    }

    /// The same, ended when it lasts too long: what fails under it must not leave it waiting.
    pub(crate) fn start_for_a_while(
        operation: Operation,
        site: &Site,
        steps: (u32, u32),
        prepare: impl FnOnce(&mut Command),
    ) -> Self {
        let mut command = Command::new("timeout");
        command.args(["--signal=KILL", PATIENCE]).arg(this_program());
        Self::told_to_work(command, operation, site, steps, prepare)
    }

    fn told_to_work(
        mut command: Command,
        operation: Operation,
        site: &Site,
        (first, steps): (u32, u32),
        prepare: impl FnOnce(&mut Command),
    ) -> Self {
        command
            .arg("work")
            .arg(operation.name())
            .arg(&site.folder)
            .args([first, steps].map(|n| n.to_string()));
        command.stdin(Stdio::null());
        prepare(&mut command);
        Self::spawn(command)
    }

    /// Starts one that opens and locks when it is told.
    pub(crate) fn rival(site: &Site) -> Self {
        let mut command = Command::new(this_program());
        command.arg("rival").arg(&site.folder).stdin(Stdio::piped());
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the worker starts");
        let told = BufReader::new(child.stdout.take().expect("piped"));
        Self { said: child.stdin.take(), child, told }
    }

    /// Says a line to it.
    pub(crate) fn say(&mut self, line: &str) {
        if let Some(said) = &mut self.said {
            let _ = writeln!(said, "{line}");
        }
    }

    /// The same, acknowledging before it asks: the control of what looks for losses.
    pub(crate) fn lie(command: &mut Command) {
        command.env(LYING, "1");
    }

    /// Says what it finds before it works.
    pub(crate) fn survey(command: &mut Command) {
        command.env(SURVEYING, "1");
    }

    /// The next line told; none once it has ended.
    pub(crate) fn next(&mut self) -> Option<Value> {
        let mut line = String::new();
        self.told.read_line(&mut line).ok().filter(|read| *read > 0)?;
        serde_json::from_str(&line).ok()
    }

    /// Ends it as a power cut would: nothing is flushed, nothing is closed.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
    }

    /// Everything it still tells, until it ends.
    pub(crate) fn rest(mut self) -> Vec<Value> {
        std::iter::from_fn(|| self.next()).collect()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.kill();
        let _ = self.child.wait();
    }
}
