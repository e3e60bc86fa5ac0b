//! Why a command was not carried out, as a script learns it: a sentence on standard error, an exit code.

use std::process::ExitCode;

use app::{Code, ErrorView};
use serde_json::Value;

/// A refusal, with the exit code of the contract.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    message: String,
    details: Vec<String>,
    /// What was found all the same, for scripts.
    value: Option<Value>,
}

/// Refused by a rule, or bad input.
const REFUSED: u8 = 1;
/// The command line itself makes no sense. The argument parser answers the same.
const USAGE: u8 = 2;
/// Locked, or a wrong password.
const LOCKED: u8 = 3;
/// The vault is damaged.
const DAMAGED: u8 = 4;
/// This role may not.
const FORBIDDEN: u8 = 5;

impl Failure {
    /// The command line asks for something impossible.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { code: USAGE, message: message.into(), details: Vec::new(), value: None }
    }

    /// Bad input.
    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self { code: REFUSED, message: message.into(), details: Vec::new(), value: None }
    }

    /// Something was verified and does not hold.
    pub(crate) fn damaged(message: impl Into<String>, details: Vec<String>) -> Self {
        Self { code: DAMAGED, message: message.into(), details, value: None }
    }

    /// A job ended badly: its error is the same view as any, already written as JSON.
    pub(crate) fn of_job(error: &Value) -> Self {
        let code = match error["code"].as_str().unwrap_or_default() {
            "locked" | "wrong_password" | "too_many_attempts" | "installation_secret" => LOCKED,
            "damaged" => DAMAGED,
            "forbidden" => FORBIDDEN,
            _ => REFUSED,
        };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let issues = error["fields"].as_array().map_or(&[][..], Vec::as_slice);
        let details = issues
            .iter()
            .map(|issue| format!("{}\u{a0}: {}", text(&issue["field"]), text(&issue["message"])));
        Self { code, message: text(&error["message"]), details: details.collect(), value: None }
    }

    /// The same refusal, with what explains it.
    pub(crate) fn because(mut self, reasons: impl Iterator<Item = String>) -> Self {
        self.details.extend(reasons);
        self
    }

    /// The same refusal, with what was found or done all the same: the object a script reads on standard output.
    pub(crate) fn with_value(self, value: Value) -> Self {
        Self { value: Some(value), ..self }
    }

    pub(crate) fn show(&self, as_json: bool) {
        if let Some(value) = self.value.as_ref().filter(|_| as_json) {
            crate::commands::print(&[value.to_string()]);
        }
        eprintln!("{}", self.message);
        for detail in &self.details {
            eprintln!("  {detail}");
        }
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}

impl From<ErrorView> for Failure {
    fn from(error: ErrorView) -> Self {
        let code = match error.code {
            Code::Locked | Code::WrongPassword | Code::TooManyAttempts | Code::InstallationSecret => LOCKED,
            Code::Damaged => DAMAGED,
            Code::Forbidden => FORBIDDEN,
            _ => REFUSED,
        };
        let details =
            error.fields.iter().map(|issue| format!("{}\u{a0}: {}", issue.field, issue.message)).collect();
        Self { code, message: error.message, details, value: None }
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        error.view().into()
    }
}
