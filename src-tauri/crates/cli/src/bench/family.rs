//! Opening families' pages, tab by tab, and the list of them all, in a town of a hundred thousand persons, beside a reading of every name.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{MeasuredTown, fine_seconds, median_and_slow, milliseconds, peak_memory, ratio};
use crate::arguments::Global;
use crate::commands::Outcome;
use crate::failure::Failure;

const MONTH: &str = "2026-03";
/// Families opened: spread over the whole list.
const OPENED: usize = 40;
/// Times the list is read.
const LISTED: usize = 5;
/// The lines its screen asks first: several windows high.
const FIRST: u32 = 200;
/// What the page of a family asks, its summary first, then each tab when it is shown; who sees them all.
const AGENT: &str = "responsable";
const TABS: [&str; 6] =
    ["family_show", "family_documents", "family_consents", "relation_list", "invoice_list", "family_history"];

pub(super) fn run(global: &Global, families: u32) -> Result<Outcome, Failure> {
    let town = MeasuredTown::make(global, families, MONTH, false)?;
    town.unlock(AGENT)?;
    let desk = &town.desk;
    // What examines the vault behind an opening would be measured with it.
    app::baseline::settle(desk.core())?;
    let persons = app::baseline::persons(desk.core())?;
    let baseline = app::baseline::scan(desk.core(), "le goff")?;
    peak_memory();
    let listed = |request: Value| {
        let mut times: Vec<Duration> = Vec::with_capacity(LISTED);
        let mut families: Vec<Value> = Vec::new();
        for _ in 0..LISTED {
            let start = Instant::now();
            let mut view = desk.ask("family_list", request.clone())?;
            times.push(start.elapsed());
            families = view["families"].as_array_mut().map(std::mem::take).unwrap_or_default();
        }
        Ok::<_, Failure>((median_and_slow(&mut times).0, families))
    };
    let (first, _) = listed(json!({ "first": FIRST }))?;
    let (list, all) = listed(json!({}))?;
    let mut opened: Vec<(&str, Duration, Duration)> = Vec::with_capacity(TABS.len());
    for tab in TABS {
        let mut times: Vec<Duration> = Vec::with_capacity(OPENED);
        for family in all.iter().step_by((all.len() / OPENED).max(1)) {
            let request = match tab {
                "invoice_list" => {
                    json!({ "family": family["id"], "run": null, "household": null, "with_lines": false })
                }
                _ => json!({ "family": family["id"] }),
            };
            let start = Instant::now();
            desk.ask(tab, request)?;
            times.push(start.elapsed());
        }
        let (median, slow) = median_and_slow(&mut times);
        opened.push((tab, median, slow));
    }
    let slowest = opened.iter().map(|(_, _, slow)| *slow).max().unwrap_or_default();
    let tabs: Vec<Value> = opened
        .iter()
        .map(|(tab, median, slow)| {
            json!({ "command": tab, "median_seconds": fine_seconds(*median), "p95_seconds": fine_seconds(*slow) })
        })
        .collect();
    let value = json!({
        "families": families, "persons": persons, "tabs": tabs,
        "first_lines_seconds": fine_seconds(first), "list_seconds": fine_seconds(list),
        "p95_seconds": fine_seconds(slowest), "baseline_seconds": fine_seconds(baseline), "ratio": ratio(slowest, baseline),
        "first_lines_ratio": ratio(first, baseline), "list_ratio": ratio(list, baseline), "peak_rss_mb": peak_memory(),
    });
    let mut lines: Vec<String> = opened
        .iter()
        .map(|(tab, median, slow)| {
            format!("{tab}\u{a0}: médiane {} ms, 95 % sous {} ms", milliseconds(*median), milliseconds(*slow))
        })
        .collect();
    lines.push(format!(
        "{persons} personnes\u{a0}: les {FIRST} premières familles en {} ms, toutes en {} ms\u{a0}; lire tous les noms prend {} ms.",
        milliseconds(first),
        milliseconds(list),
        milliseconds(baseline)
    ));
    Ok(Outcome::new(value, lines))
}
