//! Why something entered was refused: the field, a code the screens branch on, a sentence for the agent.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::values::text::french;

/// What kind of problem a field has. Screens branch on it, never on the sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IssueCode {
    /// Required and absent.
    Missing,
    /// Longer than the receiving format or the standard allows.
    TooLong,
    /// Not written the way such a value is written.
    Malformed,
    /// Well written, but its check digits say it was mistyped.
    WrongKey,
    /// Not in the list it must come from.
    Unknown,
    /// A number, amount or age outside its bounds.
    OutOfRange,
    /// A date that cannot be: in the future, before its beginning.
    ImpossibleDate,
    /// Contradicts another field.
    Inconsistent,
    /// Several readings are possible; the agent must choose.
    Ambiguous,
    /// The law or the product forbids recording this.
    Forbidden,
    /// Already exists.
    Duplicate,
    /// The receiving file cannot carry this character or value.
    NotTransmissible,
}

/// Whether the problem prevents the operation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The operation is refused until this is settled.
    Blocking,
    /// The operation goes on; the agent should look.
    Warning,
}

/// One problem of one field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct FieldIssue {
    /// Path of the field, dotted: `guardians.0.phone`.
    pub field: String,
    /// What kind of problem.
    pub code: IssueCode,
    /// What is wrong and what to do, in French.
    pub message: String,
    /// Whether it blocks.
    pub severity: Severity,
}

/// A value refused at its door, before anyone knows which field it was typed in.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What kind of problem.
    pub code: IssueCode,
    /// What is wrong and what to do, in French.
    pub message: String,
}

impl Refusal {
    /// A refusal with its code and its French sentence, given its no-break spaces here.
    pub fn new(code: IssueCode, message: impl Into<String>) -> Self {
        Self { code, message: french(&message.into()) }
    }

    /// The same problem, now tied to the field it was typed in; it blocks.
    pub fn at(self, field: impl Into<String>) -> FieldIssue {
        FieldIssue {
            field: field.into(),
            code: self.code,
            message: self.message,
            severity: Severity::Blocking,
        }
    }
}

/// Gathers the problems of an aggregate so that they are answered together.
#[derive(Debug, Default)]
pub struct Issues {
    prefix: String,
    found: Vec<FieldIssue>,
}

impl Issues {
    /// No problem yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `check` with every field named under `prefix` (`address` gives `address.street`).
    pub fn within<T>(&mut self, prefix: &str, check: impl FnOnce(&mut Self) -> T) -> T {
        let inner = format!("{}{prefix}.", self.prefix);
        let outer = std::mem::replace(&mut self.prefix, inner);
        let result = check(self);
        self.prefix = outer;
        result
    }

    /// Keeps the value, or records why it was refused.
    pub fn take<T>(&mut self, field: &str, result: Result<T, Refusal>) -> Option<T> {
        result.map_err(|refusal| self.push(refusal.at(field))).ok()
    }

    /// Keeps an optional value: absent stays absent, present must be accepted.
    pub fn take_optional<T>(&mut self, field: &str, result: Option<Result<T, Refusal>>) -> Option<T> {
        result.and_then(|result| self.take(field, result))
    }

    /// Keeps an aggregate built inside this one, its problems moved under `prefix`.
    pub fn take_all<T>(&mut self, prefix: &str, result: Result<T, Vec<FieldIssue>>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(issues) => {
                self.within(prefix, |inside| inside.keep(issues));
                None
            }
        }
    }

    /// Keeps an aggregate whose fields are typed beside this one's own.
    pub fn join<T>(&mut self, result: Result<T, Vec<FieldIssue>>) -> Option<T> {
        result.map_err(|issues| self.keep(issues)).ok()
    }

    /// Adds problems found elsewhere.
    pub fn keep(&mut self, issues: Vec<FieldIssue>) {
        issues.into_iter().for_each(|issue| self.push(issue));
    }

    /// Records a blocking problem.
    pub fn refuse(&mut self, field: &str, code: IssueCode, message: impl Into<String>) {
        self.push(Refusal::new(code, message).at(field));
    }

    /// Records a problem that does not block.
    pub fn warn(&mut self, field: &str, code: IssueCode, message: impl Into<String>) {
        self.push(FieldIssue { severity: Severity::Warning, ..Refusal::new(code, message).at(field) });
    }

    fn push(&mut self, mut issue: FieldIssue) {
        issue.field.insert_str(0, &self.prefix);
        self.found.push(issue);
    }

    /// Everything found so far.
    pub fn into_vec(self) -> Vec<FieldIssue> {
        self.found
    }

    /// The built value when nothing blocks, every problem otherwise.
    ///
    /// `value` is `None` only when one of its parts was refused, hence when something blocks. What only warns is
    /// left behind: where the agent must read it, see [`Self::finish_with_warnings`].
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<FieldIssue>> {
        self.finish_with_warnings(value).map(|(value, _)| value)
    }

    /// [`Self::finish`], what only warns coming with the value.
    pub fn finish_with_warnings<T>(self, value: Option<T>) -> Result<(T, Vec<FieldIssue>), Vec<FieldIssue>> {
        match value {
            Some(value) if self.found.iter().all(|issue| issue.severity == Severity::Warning) => {
                Ok((value, self.found))
            }
            _ => Err(self.found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_answered_together_with_their_path() {
        let mut issues = Issues::new();
        issues.refuse("name", IssueCode::Missing, "Le nom manque.");
        issues.within("address", |inside| {
            inside.refuse("city", IssueCode::Missing, "La ville manque.");
            inside.warn("street", IssueCode::TooLong, "La voie est longue.");
        });
        let found = issues.finish(Some(())).unwrap_err();
        let fields: Vec<_> = found.iter().map(|issue| issue.field.as_str()).collect();
        assert_eq!(fields, ["name", "address.city", "address.street"]);
    }

    #[test]
    fn a_warning_alone_does_not_refuse_and_can_be_kept() {
        let mut issues = Issues::new();
        issues.warn("birth_date", IssueCode::OutOfRange, "Vérifiez l’année.");
        let (value, warnings) = issues.finish_with_warnings(Some(7)).unwrap();
        assert_eq!((value, warnings[0].field.as_str()), (7, "birth_date"));
    }
}
