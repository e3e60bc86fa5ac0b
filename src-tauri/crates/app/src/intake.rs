//! What comes in, before anyone asks what it means: text as it can be read, days of the calendar.
//!
//! Every request passes here, from whatever host. A paste brings characters nobody sees (control codes, marks that reverse the
//! writing) and that no document may hold; a keyboard that slips makes years nobody lives.

use domain::calendar::Month;
use domain::issue::{FieldIssue, IssueCode, Refusal};
use jiff::civil::Date;
use serde_json::Value;

use crate::error::Error;

/// The request, rid of what cannot be seen; refused when a day is outside of the calendar, each beside its field.
pub(crate) fn tidied(mut request: Value) -> Result<Value, Error> {
    let mut issues = Vec::new();
    tidy(&mut request, &mut String::new(), &mut issues);
    if issues.is_empty() { Ok(request) } else { Err(Error::fields(issues)) }
}

fn tidy(value: &mut Value, path: &mut String, issues: &mut Vec<FieldIssue>) {
    match value {
        Value::String(text) => {
            text.retain(is_kept);
            issues.extend(outside_of_calendar(text).map(|refusal| refusal.at(path.as_str())));
        }
        Value::Array(items) => {
            for (rank, item) in items.iter_mut().enumerate() {
                // The bytes of a file are an array too: nothing to look at, and a name to write for each.
                if !item.is_number() {
                    within(path, &rank.to_string(), |path| tidy(item, path, issues));
                }
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                within(path, name, |path| tidy(field, path, issues));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn within(path: &mut String, name: &str, work: impl FnOnce(&mut String)) {
    let length = path.len();
    if length > 0 {
        path.push('.');
    }
    path.push_str(name);
    work(path);
    path.truncate(length);
}

/// Line ends and tabulations are typed; other control codes, marks of byte order and of writing direction are not.
fn is_kept(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    }
}

/// A day written as days are, that no month of the calendar holds.
fn outside_of_calendar(text: &str) -> Option<Refusal> {
    let written_as_a_day = text.len() >= 10
        && text.len() <= 13
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+'));
    let day: Date = written_as_a_day.then(|| text.parse().ok())??;
    Month::try_new(day.year(), day.month()).is_err().then(|| {
        Refusal::new(
            IssueCode::ImpossibleDate,
            format!("L’année {} n’est pas vraisemblable : corrigez la date.", day.year()),
        )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_nobody_sees_is_not_kept() {
        let request = json!({ "draft": { "name": "\u{202e}Ren\u{0}\u{7}ée\u{202c}", "note": "une\nligne" }, "tags": ["a\u{feff}"] });
        let kept = json!({ "draft": { "name": "Renée", "note": "une\nligne" }, "tags": ["a"] });
        assert_eq!(tidied(request).unwrap(), kept);
    }

    #[test]
    fn a_day_outside_of_the_calendar_is_refused_beside_its_field() {
        let request = json!({ "from": "0001-01-01", "lines": [{ "to": "9999-12-31" }, { "to": "2026-03-01" }], "on": "-009999-01-01" });
        let fields: Vec<String> =
            tidied(request).unwrap_err().fields.into_iter().map(|issue| issue.field).collect();
        assert_eq!(fields, ["from", "lines.0.to", "on"]);
        // Neither a sentence, nor a telephone, nor what is not a day at all: others say so better.
        let fine = json!({ "a": "le 9999-12-31", "b": "0639984205", "c": "9999-99-99", "d": [1, 2, 255] });
        assert_eq!(tidied(fine.clone()).unwrap(), fine);
    }
}
