//! What is done once a year, when the school year turns: the review of entitlements (row X02), and new keys for each compartment
//! (security design, scheduled rotation). Neither is forced: both are asked for, on the first screen of who can do them.

use domain::calendar::SchoolYear;
use jiff::civil::Date;
use security::access::{EntrustKeys, ReadAgents, ReviewEntitlements};
use security::statement::Roster;
use security::vault::KeyError;
use security::{Compartment, SlotBook};
use serde::{Deserialize, Serialize};
use store::Reader;

use super::reseal::reseal_in_background;
use super::views::{KeyAgeView, KeysRenewedView, YearlyView};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::clock::civil_of;
use crate::error::Error;
use crate::session::Empty;
use crate::settings;
use crate::unlocked::{Slots, Unlocked};

/// The last review, as the town keeps it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct LastReview {
    /// When, milliseconds since 1970.
    at_ms: Option<i64>,
    /// By whom, as the journal names them.
    by: String,
}

const SETTING: &str = "yearly_review";

/// What is of a school year that is over is due again.
fn is_due(since_ms: i64, today: Date) -> bool {
    civil_of(since_ms).date() < SchoolYear::of(today).first_day()
}

/// When the vault was founded: the first entitlement ever signed.
fn founded_ms(roster: &Roster) -> i64 {
    roster.entitlements().iter().map(|given| given.given_at_ms).min().unwrap_or_default()
}

impl LastReview {
    /// Whether another is due; the founding counts as the first.
    fn is_over(&self, roster: &Roster, today: Date) -> bool {
        is_due(self.at_ms.unwrap_or_else(|| founded_ms(roster)), today)
    }
}

/// The compartments whose key the agent at the desk holds, and that were made in a school year that is over.
fn due_keys<'b>(
    unlocked: &'b Unlocked,
    book: &'b SlotBook,
    today: Date,
) -> impl Iterator<Item = Compartment> + 'b {
    Compartment::ALL.into_iter().filter(move |compartment| {
        unlocked.session().holds(*compartment)
            && book.roster().epoch_made_at_ms(*compartment).is_some_and(|made_ms| is_due(made_ms, today))
    })
}

/// Whether the review is due, and whether keys held at this desk are: for the first screen.
pub(crate) fn yearly_dues(unlocked: &Unlocked, r: &Reader<'_>, today: Date) -> Result<(bool, bool), Error> {
    let book = unlocked.slots()?;
    let keys = due_keys(unlocked, &book, today).next().is_some();
    let last: LastReview = settings::load(r, SETTING)?;
    Ok((last.is_over(book.roster(), today), keys))
}

/// When the entitlements were last reviewed, and how old each key is.
pub fn show(call: &Call<'_, ReadAgents>, _: Empty) -> Result<YearlyView, Error> {
    view(call.unlocked(), call.read(|r| settings::load(r, SETTING))?)
}

fn view(unlocked: &Unlocked, last: LastReview) -> Result<YearlyView, Error> {
    let today = unlocked.clock().today();
    let book = unlocked.slots()?;
    let roster = book.roster();
    let keys = Compartment::ALL.into_iter().filter_map(|compartment| {
        let made_at_ms = roster.epoch_made_at_ms(compartment)?;
        Some(KeyAgeView {
            compartment: compartment.name().to_owned(),
            made_at_ms,
            is_held: unlocked.session().holds(compartment),
            is_due: is_due(made_at_ms, today),
        })
    });
    Ok(YearlyView {
        review_due: last.is_over(roster, today),
        reviewed_at_ms: last.at_ms,
        reviewed_by: last.by,
        keys: keys.collect(),
    })
}

/// Remembers that somebody read the entitlements again.
pub fn review(call: &Call<'_, ReviewEntitlements>, _: Empty) -> Result<YearlyView, Error> {
    let unlocked = call.unlocked();
    let now =
        LastReview { at_ms: Some(unlocked.clock().now_ms()), by: unlocked.agent().display_name.clone() };
    let present = unlocked.slots()?.roster().agents().count();
    let subject =
        Subject::all("agent").detail(format!("Habilitations relues\u{a0}: {present} agents présents"));
    call.perform(subject, [Change::Agents], |w| settings::save(w, SETTING, &now))?;
    view(unlocked, now)
}

/// New keys for every compartment whose key the agent at the desk holds and that is of a past school year; the pages of the file change
/// key with the base. What they closed is sealed anew afterwards, beside the agent's work.
pub fn renew_keys(call: &Call<'_, EntrustKeys>, _: Empty) -> Result<KeysRenewedView, Error> {
    let unlocked = call.unlocked();
    let today = call.today();
    let moment = unlocked.moment();
    let mut renewed = Vec::new();
    unlocked.change_keys(
        |book| {
            let due: Vec<Compartment> = due_keys(unlocked, book, today).collect();
            if due.is_empty() {
                return Err(Error::refused("Les clés que vous détenez sont toutes de cette année scolaire."));
            }
            let page_key = call.grant().with_keys(|open, random| {
                for compartment in &due {
                    open.rotate(book, *compartment, moment, random)?;
                }
                Ok::<_, KeyError>(due.contains(&Compartment::Base).then(|| open.page_key()))
            })??;
            renewed = due;
            Ok((page_key, Slots::Changed))
        },
        // The slots first, as when somebody leaves: the next opening would finish the work.
        |page_key| page_key.map_or(Ok(()), |key| Ok(unlocked.store().rekey(key)?)),
    )?;
    let names: Vec<&str> = renewed.iter().map(|compartment| compartment.label()).collect();
    let subject = Subject::all("agent").detail(format!("Clés renouvelées\u{a0}: {}", names.join(", ")));
    call.perform(subject, [Change::Agents], |_| Ok(()))?;
    reseal_in_background(unlocked);
    Ok(KeysRenewedView {
        compartments: renewed.iter().map(|compartment| compartment.name().to_owned()).collect(),
    })
}
