//! Each command: what it asks of the core, and what it shows of the answer.

mod agents;
mod backups;
mod billing;
mod demo;
mod families;
mod imports;
mod journal;

use std::io::Write as _;

use serde_json::Value;
use uuid::Uuid;

use crate::arguments::{Arguments, Command, Global};
use crate::bench;
use crate::desk::Desk;
use crate::failure::Failure;

pub(crate) use self::demo::create as create_town;

/// What a command answers: one object for scripts, lines for people.
pub(crate) struct Outcome {
    value: Value,
    lines: Vec<String>,
}

impl Outcome {
    /// An answer, and how to say it.
    pub(crate) fn new(value: Value, lines: Vec<String>) -> Self {
        Self { value, lines }
    }

    pub(crate) fn show(&self, as_json: bool) {
        if as_json {
            print(&[self.value.to_string()]);
        } else {
            print(&self.lines);
        }
    }
}

/// Writes lines on standard output. Who reads them may leave before the end (`preau-cli … | head`): the rest is for nobody.
pub(crate) fn print(lines: &[String]) {
    let mut output = std::io::stdout().lock();
    let _ = lines.iter().try_for_each(|line| writeln!(output, "{line}")).and_then(|()| output.flush());
}

/// Carries out a command.
pub(crate) fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let Arguments { global, command } = arguments;
    match command {
        Command::Demo(command) => demo::run(&global, command),
        Command::Import(command) => imports::run(&global, command),
        Command::Bill(command) => billing::bill(&global, command),
        Command::Invoices(command) => billing::invoices(&global, command),
        Command::Export(command) => billing::export(&global, command),
        Command::Family(command) => families::family(&global, command),
        Command::Health(command) => families::health(&global, command),
        Command::Agent(command) => agents::run(&global, command),
        Command::Backup(command) => backups::run(&global, command),
        Command::Journal(command) => journal::run(&global, command),
        Command::Verify => journal::verify_vault(&global),
        Command::Bench(command) => bench::run(&global, command),
    }
}

/// The vault, open for the agent of the command line.
fn opened(global: &Global) -> Result<Desk, Failure> {
    let desk = Desk::of(global)?;
    desk.unlock(global)?;
    Ok(desk)
}

/// An identifier as the program gave it, checked here so that a slip of the pen gets a sentence.
fn identifier(text: &str, of_what: &str) -> Result<Uuid, Failure> {
    text.parse().map_err(|_| {
        Failure::refused(format!("«\u{a0}{text}\u{a0}» n’est pas l’identifiant {of_what}\u{a0}: recopiez-le tel que Préau l’a donné."))
    })
}

/// `1 234,50 €`.
fn euros(cents: &Value) -> String {
    let cents = cents.as_i64().unwrap_or(0);
    let (sign, units) = (if cents < 0 { "\u{2212}" } else { "" }, cents.unsigned_abs());
    let whole = (units / 100).to_string();
    let mut grouped = String::new();
    for (rank, digit) in whole.chars().enumerate() {
        if rank > 0 && (whole.len() - rank).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped},{:02}\u{a0}€", units % 100)
}

/// A text of the answer, or nothing.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A list of the answer, or nothing.
fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
