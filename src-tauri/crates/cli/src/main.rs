//! Préau without a window: for the town's IT service (backups, verifications, exchanges by script), for proofs and for measures.
//!
//! A host like the shell: no rule of the trade here. A command is read, passed to the core as the window would, and its answer
//! shown: sentences for people on standard error, one JSON object on standard output with `--json`.

mod arguments;
mod bench;
mod commands;
mod desk;
mod failure;
mod files;
mod usage;

use std::process::ExitCode;

fn main() -> ExitCode {
    app::keep_memory_private();
    let arguments = usage::read();
    let as_json = arguments.global.json;
    match commands::run(arguments) {
        Ok(outcome) => {
            outcome.show(as_json);
            ExitCode::SUCCESS
        }
        Err(failure) => {
            failure.show(as_json);
            failure.exit_code()
        }
    }
}
