//! What the product says of a vault once it is opened again, and whether that is what was acknowledged.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tests::Town;

/// What a step works on that is one of many: its rows stay. Each is a list of the survey.
const SETS: [&str; 4] = ["runs", "adjustments", "agents", "departed"];
/// What a step works on that has one value at a time.
const REGISTERS: [&str; 2] = ["name", "quotient"];

/// Asks the open vault for everything that campaigns change, and verifies it whole: pages, keys, journal, content, amounts, numbers.
pub(crate) fn survey(town: &Town, vault: &Path) -> Result<Value, Value> {
    let verified = town.try_wait("vault_verify", json!({}))?;
    let state = town.try_ask("session_state", json!({}))?;
    let mut problems = rows(&verified["problems"]).to_vec();
    problems.extend(rows(&state["integrity"]).iter().cloned());
    problems.extend(
        [&state["older_than_seen"], &state["problem"]].into_iter().filter(|said| !said.is_null()).cloned(),
    );
    let kept = town.try_ask("backup_list", json!({}))?["backups"].take();
    let mut backups = Vec::new();
    for backup in rows(&kept) {
        let choice = json!({ "place": backup["place"], "name": backup["name"] });
        let verified = town.try_wait("backup_verify", choice)?;
        problems.extend(rows(&verified["problems"]).iter().cloned());
        backups.push(named(&backup["name"], &verified));
    }
    let agents = town.try_ask("agent_list", json!({}))?["agents"].take();
    let departed =
        rows(&agents).iter().filter(|agent| !agent["left_on"].is_null()).map(|agent| agent["login"].clone());
    let left_behind = fs::read_dir(vault).into_iter().flatten().flatten();
    let left_behind = left_behind.filter(|entry| {
        let aside = entry.file_name().to_string_lossy().starts_with("preau-avant-restauration-");
        aside && entry.path().join("preau.base").is_file()
    });
    Ok(json!({
        "problems": problems,
        "families": rows(&town.try_ask("family_list", json!({}))?["families"]).len(),
        "name": town.try_ask("town_show", json!({}))?["name"],
        "quotient": quotient(&town.try_ask("quotient_current", json!({}))?["quotients"]),
        "runs": column(&town.try_ask("run_list", json!({}))?["runs"], "digest"),
        "adjustments": column(&town.try_ask("adjustment_list", json!({}))?["adjustments"], "label"),
        "agents": column(&agents, "login"),
        "departed": departed.collect::<Vec<_>>(),
        "backups": backups,
        "left_behind": left_behind.count(),
    }))
}

/// A backup: its name, and the last line of the journal it holds. The clock of these towns begins anew at each opening, so that a name is
/// given again.
pub(crate) fn named(name: &Value, backup: &Value) -> Value {
    json!(format!("{} {}", name.as_str().unwrap_or_default(), backup["head"].as_str().unwrap_or_default()))
}

/// The rows of a list; none of what is no list.
pub(crate) fn rows(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}

fn column(list: &Value, name: &str) -> Vec<Value> {
    rows(list).iter().map(|row| row[name].clone()).collect()
}

/// The quotient of every household when it is the same, as a file of the campaigns leaves it; all of them otherwise.
fn quotient(list: &Value) -> Value {
    let mut values = column(list, "value_cents");
    values.dedup();
    if values.len() == 1 { values.remove(0) } else { values.into() }
}

/// What was asked of the product and what it acknowledged, in their order.
#[derive(Default)]
pub(crate) struct History(Vec<Event>);

/// One line of a history.
struct Event {
    acknowledged: bool,
    subject: String,
    what: Value,
}

impl Event {
    fn of(told: &Value) -> Option<Self> {
        let acknowledged = !told["done"].is_null();
        let subject = told[if acknowledged { "done" } else { "asked" }].as_str()?.to_owned();
        Some(Self { acknowledged, subject, what: told["what"].clone() })
    }
}

impl History {
    /// Adds a line told by who works, when it is one of a history.
    pub(crate) fn tell(&mut self, told: &Value) {
        self.0.extend(Event::of(told));
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// How many things were asked or acknowledged.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many things were acknowledged.
    pub(crate) fn acknowledged(&self) -> usize {
        self.0.iter().filter(|event| event.acknowledged).count()
    }

    fn of<'a>(&'a self, subject: &'a str) -> impl Iterator<Item = &'a Event> {
        self.0.iter().filter(move |event| event.subject == subject)
    }

    fn count(&self, subject: &str, acknowledged: bool) -> usize {
        self.of(subject).filter(|event| event.acknowledged == acknowledged).count()
    }

    /// Whether a survey holds all that was acknowledged, nothing that nobody asked for, and nothing half done; or what is wrong.
    pub(crate) fn judge(&self, before: &Value, after: &Value) -> Result<(), String> {
        if !rows(&after["problems"]).is_empty() {
            return Err(format!("{}", after["problems"]));
        }
        if before["families"] != after["families"] {
            return Err(format!("{} families", after["families"]));
        }
        for set in SETS {
            self.judge_set(set, rows(&before[set]), rows(&after[set]))?;
        }
        for register in REGISTERS {
            self.judge_register(register, &before[register], &after[register])?;
        }
        self.judge_backups(rows(&before["backups"]), rows(&after["backups"]))?;
        let left_behind = after["left_behind"].as_u64().unwrap_or_default() as usize;
        let swaps = self.count("swap", true)..=self.count("swap", false);
        if !swaps.contains(&left_behind) {
            return Err(format!("{left_behind} vaults left behind by {swaps:?} restorations"));
        }
        Ok(())
    }

    fn judge_set(&self, set: &str, before: &[Value], after: &[Value]) -> Result<(), String> {
        let acknowledged = self.of(set).filter(|event| event.acknowledged).map(|event| &event.what);
        if let Some(lost) = before.iter().chain(acknowledged).find(|one| !after.contains(one)) {
            return Err(format!("{set}: {lost} is lost"));
        }
        let known = |one: &Value| before.contains(one) || self.of(set).any(|event| event.what == *one);
        match after.iter().find(|one| !known(one)) {
            Some(unknown) => Err(format!("{set}: nobody asked for {unknown}")),
            None => Ok(()),
        }
    }

    /// The last value acknowledged, or one that was asked for after it.
    fn judge_register(&self, register: &str, before: &Value, after: &Value) -> Result<(), String> {
        let mut allowed = vec![before];
        for event in self.of(register) {
            if event.acknowledged {
                allowed.clear();
            }
            allowed.push(&event.what);
        }
        if allowed.contains(&after) {
            Ok(())
        } else {
            Err(format!("{register}: {after} instead of {allowed:?}"))
        }
    }

    /// The last backup acknowledged is there, unless a later one has taken its turn.
    fn judge_backups(&self, before: &[Value], after: &[Value]) -> Result<(), String> {
        let acknowledged: Vec<&Value> =
            self.of("backup").filter(|event| event.acknowledged).map(|event| &event.what).collect();
        let Some(last) = acknowledged.last() else { return Ok(()) };
        let later = |one: &Value| !before.contains(one) && !acknowledged.contains(&one);
        if after.contains(last) || after.iter().any(later) {
            Ok(())
        } else {
            Err(format!("backup: {last} is lost"))
        }
    }
}
