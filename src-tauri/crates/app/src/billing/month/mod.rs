//! A month ready to be billed: everything is read set by set into dense arrays, then computed once.

mod facts;
mod load;

use std::collections::{BTreeMap, HashMap};

use domain::activities::Imputation;
use domain::billing::{
    Anomaly, AnomalyCode, AnomalySeverity, BelowMinimum, BookingsToCome, RunDraft, RunInput, RunSettings,
    Subject, compute,
};
use domain::calendar::{Month, Zone};
use domain::values::ids::{AdjustmentId, ChildId, FamilyId, HouseholdId, InvoiceId, QuotientId, UnitId};
use domain::values::text::french;
use jiff::civil::Date;
use security::Right;
use store::billing::{BillableHouseholdRow, BilledChildRow, PayerRow, PendingAdjustmentRow};
use store::{Beside, Reader};

use self::facts::Facts;
use self::load::{ChildNames, Load, ranks};
use super::ActivityTotal;
use super::lines::SealedReasons;
use super::runs::{Totals, activity_totals};
use crate::call::Call;
use crate::error::Error;
use crate::jobs::Progress;
use crate::treasury::{CollectionWay, TreasurySettings};
use crate::unlocked::AsOf;

/// A household of the run, by the rank it has in the basis.
#[derive(Debug)]
pub(super) struct HouseholdCard {
    pub(super) row: BillableHouseholdRow,
    /// Who pays, as it will be frozen.
    pub(super) payer: Option<PayerRow>,
    /// The quotient that applies, or the last that did.
    pub(super) quotient: Option<QuotientId>,
}

/// Where the file of a child with an anomaly is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Home {
    pub(super) family: FamilyId,
    pub(super) household: HouseholdId,
    /// The invoice that billed the child, when one did.
    pub(super) invoice: Option<InvoiceId>,
}

/// A month computed: what a preview shows and what a commit writes.
#[derive(Debug)]
pub(super) struct BilledMonth {
    pub(super) month: Month,
    /// The day it was computed for: what a debtor lacks depends on it.
    pub(super) today: Date,
    /// The file it was computed from.
    pub(super) as_of: AsOf,
    pub(super) input: RunInput,
    pub(super) draft: RunDraft,
    /// Households, by rank.
    pub(super) households: Vec<HouseholdCard>,
    /// Full names of the children, by rank.
    pub(super) child_names: Vec<String>,
    /// Corrections taken, to word their lines.
    pub(super) adjustments: HashMap<AdjustmentId, PendingAdjustmentRow>,
    /// What is sealed of their reasons.
    pub(super) reasons: SealedReasons,
    pub(super) settings: TreasurySettings,
    /// Files of the children that have an anomaly.
    pub(super) homes: HashMap<ChildId, Home>,
    /// Presences whose child or unit was deleted: they cannot be billed.
    pub(super) orphan_rows: u64,
}

impl BilledMonth {
    /// Reads a month and computes it. `as_of` was asked for before the snapshot began. The presences are read beside the rest when
    /// there is a second reading to read them with.
    pub(super) fn compute<R: Right>(
        call: &Call<'_, R>,
        (reader, beside): (&Reader<'_>, Option<Beside<'_>>),
        month: Month,
        bookings: BookingsToCome,
        as_of: AsOf,
        progress: &Progress,
    ) -> Result<Self, Error> {
        let today = call.today();
        progress.phase("Lecture des dossiers et des présences", u64::from(month.length()))?;
        let settings = crate::treasury::settings(reader)?;
        let (load, facts) = std::thread::scope(|threads| {
            let reading = beside.map(|beside| {
                threads.spawn(move || beside.read(|reader| Facts::read(reader, month, progress)))
            });
            let mut load = Load::new(month);
            load.households(reader, call.grant(), today)?;
            progress.check()?;
            load.offer(reader)?;
            load.incomes(reader, call.grant())?;
            load.children(reader)?;
            load.subsidies(reader, call.grant())?;
            load.adjustments(reader)?;
            let facts = match reading {
                Some(reading) => reading.join().unwrap_or_else(|_| Err(Error::bug("PRESENCES")))?,
                None => Facts::read(reader, month, progress)?,
            };
            Ok::<_, Error>((load, facts))
        })?;
        let Load { basis, cards, names, pending, child_ranks, billed, .. } = load;
        let zone = Zone::parse(&crate::settings::town(reader)?.zone).ok();
        let settings_of_run = run_settings(month, bookings, (today, zone), &settings);
        let units: HashMap<UnitId, u32> = ranks(basis.units.iter().map(|unit| unit.id));
        let mut builder = RunInput::builder(settings_of_run, basis);

        progress.phase("Calcul des factures", 0)?;
        let orphan_rows = facts.fold(&mut builder, &units, &child_ranks);
        drop(facts);
        let input = builder.build();
        let mut draft = compute(&input);
        let late = late_presences(reader, month, &billed, &names)?;
        // The late ones are only shown: they change nothing of what is issued, nor its digest.
        draft.anomalies.extend(late);
        draft
            .anomalies
            .sort_by_key(|anomaly| (anomaly.severity, std::cmp::Reverse(anomaly.at_stake), anomaly.code));
        let reasons = SealedReasons::of_corrections(reader, call.grant(), pending.values())?;
        let homes = homes(reader, month, &draft.anomalies, &billed, &cards)?;
        progress.check()?;
        Ok(Self {
            month,
            today,
            as_of,
            input,
            draft,
            households: cards,
            child_names: names.by_rank,
            adjustments: pending,
            reasons,
            settings,
            homes,
            orphan_rows,
        })
    }

    /// Whether issuing would write anything: an invoice, or a service carried over to the next month.
    pub(super) fn has_something_new(&self) -> bool {
        // A help is never alone: the services it reduces are beside it.
        let services = |line: &domain::billing::LineDraft| line.explanation.is_some();
        !self.draft.invoices.is_empty()
            || self.draft.carried_over.iter().any(|invoice| invoice.lines.iter().any(services))
    }

    /// What each activity brings, the largest first.
    pub(super) fn activity_totals(&self) -> Vec<ActivityTotal> {
        let activities = &self.input.basis().activities;
        let mut totals: BTreeMap<_, Totals> = BTreeMap::new();
        for line in self.draft.invoices.iter().flat_map(|invoice| &invoice.lines) {
            let activity = line.activity.map(|rank| activities[rank as usize].id);
            totals.entry(activity).or_default().add(line.quantity, line.amount);
        }
        let names: HashMap<_, _> =
            activities.iter().map(|activity| (activity.id, activity.name.as_str())).collect();
        activity_totals(totals, |id| names.get(&id).copied().unwrap_or_default().to_owned())
    }

    /// The imputation of an activity, by its rank.
    pub(super) fn imputation(&self, activity: Option<u32>) -> Option<&Imputation> {
        activity.map(|rank| &self.input.basis().activities[rank as usize].imputation)
    }
}

fn run_settings(
    month: Month,
    bookings_to_come: BookingsToCome,
    (today, zone): (Date, Option<Zone>),
    settings: &TreasurySettings,
) -> RunSettings {
    RunSettings {
        bookings_to_come,
        below_minimum: match settings.collection {
            CollectionWay::Titre => BelowMinimum::CarryOver,
            CollectionWay::Regie => BelowMinimum::Issue,
        },
        ..RunSettings::new(month, today, zone)
    }
}

/// Where to open the children of the anomalies: the household that was billed, else the one whose custody is the
/// latest, even over. One pass, and only when an anomaly is about a child.
fn homes(
    reader: &Reader<'_>,
    month: Month,
    anomalies: &[Anomaly],
    billed: &HashMap<ChildId, BilledChildRow>,
    cards: &[HouseholdCard],
) -> Result<HashMap<ChildId, Home>, Error> {
    let mut homes: HashMap<ChildId, Option<Home>> = anomalies
        .iter()
        .filter_map(|anomaly| match anomaly.subject {
            Subject::Child { child, .. } => Some((child, None)),
            Subject::Household { .. } | Subject::Unit { .. } | Subject::Day { .. } | Subject::Month => None,
        })
        .collect();
    if homes.is_empty() {
        return Ok(HashMap::new());
    }
    reader.each_home(month.last_day(), |child, family, household| {
        if let Some(home) = homes.get_mut(&child) {
            *home = Some(Home { family, household, invoice: None });
        }
    })?;
    let families: HashMap<HouseholdId, FamilyId> =
        cards.iter().map(|card| (card.row.id, card.row.family)).collect();
    for (child, home) in &mut homes {
        if let Some(row) = billed.get(child)
            && let Some(family) = families.get(&row.household)
        {
            *home = Some(Home { family: *family, household: row.household, invoice: row.invoice });
        }
    }
    Ok(homes.into_iter().filter_map(|(child, home)| Some((child, home?))).collect())
}

/// Presences noted, changed or withdrawn after their child was billed: said, because nothing else will bill them.
fn late_presences(
    reader: &Reader<'_>,
    month: Month,
    billed: &HashMap<ChildId, BilledChildRow>,
    names: &ChildNames,
) -> Result<Vec<Anomaly>, Error> {
    let Some(first) = billed.values().map(|row| row.billed_hlc).min() else { return Ok(Vec::new()) };
    let mut changed: BTreeMap<ChildId, u32> = BTreeMap::new();
    reader.each_late_presence(month.first_day()..=month.last_day(), first, |child, hlc| {
        if billed.get(&child).is_some_and(|row| hlc > row.billed_hlc) {
            *changed.entry(child).or_default() += 1;
        }
    })?;
    let anomaly = |(child, count): (ChildId, u32)| Anomaly {
        code: AnomalyCode::ChangedAfterIssue,
        severity: AnomalySeverity::ToCheck,
        subject: Subject::Child { child, unit: None },
        place: names.billed.get(&child).cloned().unwrap_or_default(),
        message: french(&match count {
            1 => "1 présence notée ou changée depuis la facture : saisissez une régularisation.".to_owned(),
            count => format!(
                "{count} présences notées ou changées depuis la facture : saisissez une régularisation."
            ),
        }),
        at_stake: None,
    };
    Ok(changed.into_iter().map(anomaly).collect())
}
