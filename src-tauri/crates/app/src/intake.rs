//! What comes in, before anyone asks what it means: text as it can be read, days of the calendar.
//!
//! Every request passes here, from whatever host. A paste brings characters nobody sees (control codes, marks that reverse the
//! writing) and that no document may hold; a keyboard that slips makes years nobody lives; a text may hold what no file of the town may
//! (décret n° 2019-341): said once, here, of every text there is or will be.

use domain::calendar::Month;
use domain::health::national_number_refusal;
use domain::issue::{FieldIssue, IssueCode, Refusal};
use domain::values::text::says_nothing;
use jiff::civil::Date;
use serde_json::Value;

use crate::error::Error;

/// Commands whose texts are not of the town: passwords, codes, recovery sheets, none of which is kept, nor may be refused for what it
/// looks like; and the one that answers what a text must not hold.
const UNREAD: &[&str] = &[
    "session_unlock",
    "desk_enrol",
    "desk_recover",
    "agent_recover",
    "vault_swap",
    "password_measure",
    "password_change",
    "recovery_rehearse",
    "health_words_check",
];

/// The request, rid of what cannot be seen; refused when a day is outside of the calendar or a text holds a number of the national
/// register, each beside its field.
pub(crate) fn tidied(command: &str, mut request: Value) -> Result<Value, Error> {
    let mut issues = Vec::new();
    let reading = Reading { reads: !UNREAD.contains(&command) };
    reading.tidy(&mut request, &mut String::new(), &mut issues);
    if issues.is_empty() { Ok(request) } else { Err(Error::fields(issues)) }
}

struct Reading {
    /// Whether texts are looked at.
    reads: bool,
}

impl Reading {
    fn tidy(&self, value: &mut Value, path: &mut String, issues: &mut Vec<FieldIssue>) {
        match value {
            Value::String(text) => {
                text.retain(is_kept);
                issues.extend(outside_of_calendar(text).map(|refusal| refusal.at(path.as_str())));
                if self.reads && !is_password(path) {
                    if says_nothing(text) {
                        text.clear();
                    }
                    issues.extend(national_number_refusal(text).map(|refusal| refusal.at(path.as_str())));
                }
            }
            Value::Array(items) => {
                for (rank, item) in items.iter_mut().enumerate() {
                    // The bytes of a file are an array too: nothing to look at, and a name to write for each.
                    if !item.is_number() {
                        within(path, &rank.to_string(), |path| self.tidy(item, path, issues));
                    }
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields {
                    within(path, name, |path| self.tidy(field, path, issues));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

fn is_password(path: &str) -> bool {
    path.rsplit('.').next().is_some_and(|field| field.contains("password"))
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
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::json;

    use super::*;

    #[test]
    fn what_nobody_sees_is_not_kept() {
        let request = json!({ "draft": { "name": "\u{202e}Ren\u{0}\u{7}ée\u{202c}", "note": "une\nligne" }, "tags": ["a\u{feff}"] });
        let kept = json!({ "draft": { "name": "Renée", "note": "une\nligne" }, "tags": ["a"] });
        assert_eq!(tidied("family_check", request).unwrap(), kept);
    }

    #[test]
    fn a_day_outside_of_the_calendar_is_refused_beside_its_field() {
        let request = json!({ "from": "0001-01-01", "lines": [{ "to": "9999-12-31" }, { "to": "2026-03-01" }], "on": "-009999-01-01" });
        let fields: Vec<String> = tidied("family_check", request)
            .unwrap_err()
            .fields
            .into_iter()
            .map(|issue| issue.field)
            .collect();
        assert_eq!(fields, ["from", "lines.0.to", "on"]);
        // Neither a sentence, nor a telephone, nor what is not a day at all: others say so better.
        let fine = json!({ "a": "le 9999-12-31", "b": "0639984205", "c": "9999-99-99", "d": [1, 2, 255] });
        assert_eq!(tidied("family_check", fine.clone()).unwrap(), fine);
    }

    #[test]
    fn a_number_of_the_national_register_is_refused_wherever_it_stands() {
        let number = "2 69 05 49 588 157 80";
        let request =
            json!({ "draft": { "street": number, "lines": ["12 rue", number] }, "name": "Le Goff" });
        let refused = tidied("household_edit", request).unwrap_err();
        let mut fields: Vec<&str> = refused.fields.iter().map(|issue| issue.field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["draft.lines.1", "draft.street"]);
        assert!(refused.fields.iter().all(|issue| issue.message.contains("numéro de sécurité sociale")));
        // A password is nobody's number, whatever it looks like: it is not kept, and refusing it would tell.
        assert!(tidied("session_unlock", json!({ "login": number, "password": number })).is_ok());
        assert!(tidied("agent_welcome", json!({ "password": number })).is_ok());
        assert!(tidied("agent_welcome", json!({ "display_name": number })).is_err());
    }

    #[test]
    fn what_shows_nothing_is_empty_passwords_apart() {
        let request = json!({ "name": "\u{3164}\u{2800}", "note": " \u{200d} ", "password": "\u{2800}", "said": "\u{3164}a" });
        let kept = json!({ "name": "", "note": "", "password": "\u{2800}", "said": "\u{3164}a" });
        assert_eq!(tidied("agent_welcome", request).unwrap(), kept);
    }

    /// The declarations of the windows' types: name, body.
    fn declarations() -> BTreeMap<String, String> {
        let files = crate::typescript::files();
        let (_, text) = files.iter().find(|(name, _)| *name == "types.ts").expect("the types");
        // What is said of a field is not part of it.
        let mut bare = String::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("/**") {
            bare.push_str(before);
            rest = after.split_once("*/").map_or("", |(_, after)| after);
        }
        bare.push_str(rest);
        let types = bare.split("export type ").skip(1).filter_map(|one| {
            let (name, body) = one.split_once(" = ")?;
            let name = name.split('<').next()?;
            Some((name.to_owned(), body.to_owned()))
        });
        types.collect()
    }

    /// Every way through a type to a text, as names of fields.
    fn texts(
        types: &BTreeMap<String, String>,
        body: &str,
        path: &mut Vec<String>,
        found: &mut BTreeSet<Vec<String>>,
    ) {
        if path.len() > 6 {
            return;
        }
        let mut word = String::new();
        let mut last_field: Option<String> = None;
        let mut depth: Vec<bool> = Vec::new();
        for c in body.chars().chain([';']) {
            if c.is_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            let said = std::mem::take(&mut word);
            match c {
                ':' => last_field = Some(said.clone()),
                '?' if !said.is_empty() => last_field = Some(said.clone()),
                _ if said == "string" || types.contains_key(&said) => {
                    let named = last_field.clone().filter(|_| !depth.is_empty());
                    path.extend(named.clone());
                    match types.get(&said) {
                        None => drop(found.insert(path.clone())),
                        Some(body) => texts(types, body, path, found),
                    }
                    path.truncate(path.len() - usize::from(named.is_some()));
                }
                _ => {}
            }
            match c {
                // An object within an object is a step of the way.
                '{' => {
                    let step = last_field.take().filter(|_| !depth.is_empty());
                    depth.push(step.is_some());
                    path.extend(step);
                }
                '}' if depth.pop() == Some(true) => drop(path.pop()),
                _ => {}
            }
        }
    }

    /// Whatever a command is, and wherever a text stands in what it is asked: those that are there, and those that will be.
    #[test]
    fn no_text_of_the_contract_takes_a_number_of_the_national_register() {
        let town = crate::testing::TestTown::new();
        let types = declarations();
        let files = crate::typescript::files();
        let (_, commands) = files.iter().find(|(name, _)| *name == "commands.ts").expect("the commands");
        let asked = commands.lines().filter_map(|line| {
            let (name, rest) = line.trim().split_once(": { request: t.")?;
            Some((name, rest.split_once(';')?.0))
        });
        let (mut commands, mut taken, mut looked) = (0, Vec::new(), 0);
        for (command, request) in asked {
            commands += 1;
            let mut found = BTreeSet::new();
            texts(&types, request, &mut Vec::new(), &mut found);
            for path in found {
                let request = path.iter().rev().fold(
                    json!("Vu le 2 69 05 49 588 157 80"),
                    |inner, field| json!({ field.as_str(): inner }),
                );
                let is_read = !UNREAD.contains(&command)
                    && !path.last().is_some_and(|field| field.contains("password"));
                looked += 1;
                let refused = tidied(command, request.clone()).is_err();
                if refused != is_read {
                    taken.push(format!("{command}: {}", path.join(".")));
                }
                // Through the door itself, for one text of each command.
                if is_read && looked % 7 == 0 {
                    let said = town.refused(command, request);
                    assert!(said.to_string().contains("numéro de sécurité sociale"), "{command}: {said}");
                }
            }
        }
        assert!(taken.is_empty(), "{taken:#?}");
        assert!(
            commands > 200 && looked > 600,
            "the contract was not walked: {commands} commands, {looked} texts"
        );
        let known = |name: &&str| {
            crate::app::COMMANDS.iter().any(|entry| entry.name == *name)
                || crate::app::GATE_COMMANDS.contains(name)
        };
        assert!(UNREAD.iter().all(known), "one of them is no command");
    }
}
