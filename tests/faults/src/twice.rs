//! Two programs on one vault, opening it at the same instant or one after the other: one works, the other is refused in plain words.

use std::io::{self, BufRead as _, Write as _};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::campaign::{Campaign, Outcome, Random};
use crate::ground::{Ground, Site, unlock};
use crate::operation::Operation;
use crate::survey::History;
use crate::worker::Worker;

/// The latest the second comes after the first: an opening takes less.
const LATE_MS: u64 = 400;
/// What the second is told.
const REFUSAL: &str =
    "Le coffre est déjà ouvert dans une autre fenêtre ou par un autre programme sur ce poste.";

/// What a rival is told on its command line after `rival`: the site. Then, a line at a time: how long to wait before it opens the vault,
/// or nothing, and it locks it.
pub(crate) fn rival(words: &[String]) -> Option<()> {
    let [folder] = words else { return None };
    let site = Site { folder: folder.into() };
    let town = site.locked();
    for (rank, line) in io::stdin().lock().lines().map_while(Result::ok).enumerate() {
        let outcome = match line.parse() {
            Ok(wait_ms) => {
                thread::sleep(Duration::from_millis(wait_ms));
                unlock(&town).and_then(|()| {
                    let mut shown = town.try_ask("town_show", json!({}))?;
                    shown["name"] = json!(format!("Commune {} {rank}", std::process::id()));
                    Ok(json!({ "done": "name", "what": town.try_ask("town_save", shown)?["name"] }))
                })
            }
            Err(_) => town.try_ask("session_lock", json!({})),
        };
        let _ = writeln!(io::stdout(), "{}", outcome.unwrap_or_else(|refused| json!({ "refused": refused })));
    }
    Some(())
}

/// So many rounds, in each of which exactly one of two must open.
pub(crate) fn run(campaign: Campaign) -> Outcome {
    campaign.in_parallel(|share| {
        let ground = Ground::of(Operation::Billing);
        ground.reset();
        let mut rivals = [Worker::rival(&ground.site), Worker::rival(&ground.site)];
        let mut outcome = Outcome::default();
        let mut history = History::default();
        for round in share.rounds() {
            let mut random = Random::of(share.seed, round);
            let late = if random.flip() { 0 } else { random.below(LATE_MS) };
            let first = usize::from(random.flip());
            rivals[first].say("0");
            rivals[1 - first].say(&late.to_string());
            let told = [rivals[0].next(), rivals[1].next()].map(Option::unwrap_or_default);
            for rival in &mut rivals {
                rival.say("");
                rival.next();
            }
            outcome.count(if late == 0 { "at_once" } else { "one_after_the_other" }, 1);
            outcome.note(&round, one_alone(&told, &mut history));
        }
        let after = ground.site.survey().map_err(|refused| refused.to_string());
        outcome.note(&"survey", after.and_then(|after| history.judge(&ground.before, &after)));
        // The control: each on a vault of its own, both open, which is what the rounds must never show.
        let other = Ground::of(Operation::Billing);
        other.reset();
        let mut apart = [Worker::rival(&ground.site), Worker::rival(&other.site)];
        apart.iter_mut().for_each(|rival| rival.say("0"));
        let told = apart.each_mut().map(|rival| rival.next().unwrap_or_default());
        outcome.control(one_alone(&told, &mut History::default()).is_err());
        outcome
    })
}

/// Whether one opened and wrote, and the other was refused as it must be.
fn one_alone(told: &[Value; 2], history: &mut History) -> Result<(), String> {
    let (opened, refused): (Vec<&Value>, Vec<&Value>) =
        told.iter().partition(|line| line["done"].is_string());
    let ([opened], [refused]) = (&opened[..], &refused[..]) else { return Err(format!("{told:?}")) };
    history.tell(opened);
    let error = &refused["refused"];
    if error["code"] == "in_use" && error["message"] == REFUSAL { Ok(()) } else { Err(format!("{refused}")) }
}
