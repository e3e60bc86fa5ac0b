//! A month ready to be billed: everything is read set by set into dense arrays, then computed once.

use std::collections::{BTreeMap, HashMap};

use domain::activities::{Activity, Imputation, RegistrationState};
use domain::attendance::AttendanceState;
use domain::billing::{
    Anomaly, AnomalyCode, AnomalySeverity, BelowMinimum, BilledChild, BilledHousehold, PendingAdjustment,
    RunBasis, RunDraft, RunInput, RunSettings, Subject, compute,
};
use domain::calendar::Month;
use domain::people::{Custody, CustodyDraft};
use domain::tariffs::QuotientHistory;
use domain::values::ids::{ActivityId, AdjustmentId, ChildId, HouseholdId, QuotientId, UnitId};
use domain::values::short_name;
use domain::values::text::{fold, french};
use jiff::civil::Date;
use security::{Grant, Right};
use store::Reader;
use store::billing::{BillableHouseholdRow, PayerRow, PendingAdjustmentRow};

use super::ActivityTotal;
use super::debtor::{debtor_of, payer_of};
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
    pub(super) settings: TreasurySettings,
    /// Presences whose child or unit was deleted: they cannot be billed.
    pub(super) orphan_rows: u64,
}

impl BilledMonth {
    /// Reads a month and computes it. `as_of` was asked for before the snapshot began.
    pub(super) fn compute<R: Right>(
        call: &Call<'_, R>,
        reader: &Reader<'_>,
        month: Month,
        as_of: AsOf,
        progress: &Progress,
    ) -> Result<Self, Error> {
        let today = call.today();
        progress.phase("Lecture des dossiers", 0)?;
        let settings = crate::treasury::settings(reader)?;
        let mut load = Load::new(month);
        load.households(reader, call.grant())?;
        progress.check()?;
        load.offer(reader)?;
        load.children(reader)?;
        load.adjustments(reader)?;
        let Load { basis, cards, names, pending, child_ranks, billed, .. } = load;
        let settings_of_run = run_settings(month, today, &settings);
        let units: HashMap<UnitId, u32> = ranks(basis.units.iter().map(|unit| unit.id));
        let mut builder = RunInput::builder(settings_of_run, basis);

        progress.phase("Lecture des présences", u64::from(month.length()))?;
        let mut orphan_rows = 0_u64;
        for (rank, day) in (1_u8..).zip(month.days()) {
            // Facts come unit by unit: the last one is nearly always the right one.
            let mut last_unit: Option<(UnitId, Option<u32>)> = None;
            reader.each_attendance(day, day, |fact| {
                let unit = match last_unit {
                    Some((id, unit)) if id == fact.unit => unit,
                    _ => last_unit.insert((fact.unit, units.get(&fact.unit).copied())).1,
                };
                match (unit, child_ranks.get(&fact.child)) {
                    (Some(unit), Some(Some(child))) => {
                        builder.push_attendance(rank, unit, *child, fact.state, fact.minutes);
                    }
                    (Some(_), Some(None)) => {}
                    _ => orphan_rows += u64::from(fact.state != AttendanceState::Waiting),
                }
            })?;
            progress.done(u64::from(rank))?;
        }

        progress.phase("Calcul des factures", 0)?;
        let input = builder.build();
        let mut draft = compute(&input);
        let late = late_presences(reader, month, &billed, &names)?;
        // The late ones are only shown: they change nothing of what is issued, nor its digest.
        draft.anomalies.extend(late);
        draft
            .anomalies
            .sort_by_key(|anomaly| (anomaly.severity, std::cmp::Reverse(anomaly.at_stake), anomaly.code));
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
            settings,
            orphan_rows,
        })
    }

    /// Whether issuing would write anything: an invoice, or a service carried over to the next month.
    pub(super) fn has_something_new(&self) -> bool {
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

fn run_settings(month: Month, today: Date, settings: &TreasurySettings) -> RunSettings {
    RunSettings {
        below_minimum: match settings.collection {
            CollectionWay::Titre => BelowMinimum::CarryOver,
            CollectionWay::Regie => BelowMinimum::Issue,
        },
        ..RunSettings::new(month, today)
    }
}

/// Names of the children, by rank and, for those already billed, by identifier.
#[derive(Default)]
struct ChildNames {
    by_rank: Vec<String>,
    billed: HashMap<ChildId, String>,
}

/// The basis under construction.
struct Load {
    month: Month,
    basis: RunBasis,
    cards: Vec<HouseholdCard>,
    household_ranks: HashMap<HouseholdId, u32>,
    activity_ranks: HashMap<ActivityId, u32>,
    names: ChildNames,
    /// Rank of each child; none for one already billed for this month.
    child_ranks: HashMap<ChildId, Option<u32>>,
    /// When each child already billed was.
    billed: HashMap<ChildId, i64>,
    pending: HashMap<AdjustmentId, PendingAdjustmentRow>,
}

impl Load {
    fn new(month: Month) -> Self {
        Self {
            month,
            basis: RunBasis::default(),
            cards: Vec::new(),
            household_ranks: HashMap::new(),
            activity_ranks: HashMap::new(),
            names: ChildNames::default(),
            child_ranks: HashMap::new(),
            billed: HashMap::new(),
            pending: HashMap::new(),
        }
    }

    /// Households in the order of invoices: the family's name, its number, the household's letter.
    fn households<R: Right>(&mut self, reader: &Reader<'_>, grant: &Grant<'_, R>) -> Result<(), Error> {
        let mut rows = Vec::new();
        reader.each_billable_household(|row| {
            rows.push(row);
            Ok(())
        })?;
        rows.sort_by_cached_key(|row| (fold(&row.family_name), row.family_number, row.label.clone(), row.id));
        self.household_ranks = ranks(rows.iter().map(|row| row.id));
        let mut histories: Vec<QuotientHistory> = vec![QuotientHistory::default(); rows.len()];
        crate::quotients::each_history(reader, grant, |household, history| {
            if let Some(rank) = self.household_ranks.get(&household) {
                histories[*rank as usize] = history;
            }
        })?;
        let reference_day = self.month.last_day();
        for (row, quotients) in rows.into_iter().zip(histories) {
            use domain::tariffs::QuotientAt::{Applies, Expired, Missing};
            let quotient = match quotients.at(reference_day) {
                Applies(quotient) | Expired(quotient) => Some(quotient.id),
                Missing => None,
            };
            let payer = payer_of(&row);
            self.basis.households.push(BilledHousehold {
                id: row.id,
                family: row.family,
                label: household_label(&row),
                resident: row.is_resident,
                debtor: payer.as_ref().map(debtor_of),
                quotients,
                monthly_income: None,
                highest_price_accepted: false,
            });
            self.cards.push(HouseholdCard { row, payer, quotient });
        }
        Ok(())
    }

    /// Activities, units and the tariffs voted for the month.
    fn offer(&mut self, reader: &Reader<'_>) -> Result<(), Error> {
        for row in reader.activities()? {
            let imputation = Imputation::try_new(&row.imputation).map_err(|_| {
                Error::refused(format!(
                    "Les codes comptables de l’activité «\u{a0}{}\u{a0}» sont incomplets\u{a0}: complétez-les avant de facturer.",
                    row.name
                ))
            })?;
            self.basis.activities.push(Activity {
                id: row.id,
                name: row.name,
                kind: row.kind,
                school: row.school,
                imputation,
                notice: row.notice,
            });
        }
        self.activity_ranks = ranks(self.basis.activities.iter().map(|activity| activity.id));
        let units = reader.units()?.into_iter().map(|row| row.unit);
        self.basis.units = units.filter(|unit| self.activity_ranks.contains_key(&unit.activity)).collect();
        self.basis.tariffs = reader.tariffs_for_month(self.month)?;
        Ok(())
    }

    /// Children not yet billed for the month, with their custodies and registrations.
    fn children(&mut self, reader: &Reader<'_>) -> Result<(), Error> {
        let days = self.month.first_day()..=self.month.last_day();
        let billed = reader.billed_children(&self.month.to_string())?;
        self.billed = billed.into_iter().map(|row| (row.child, row.billed_hlc)).collect();
        reader.each_billable_child(|row| {
            let name = format!("{} {}", row.first_names, row.family_name);
            if self.billed.contains_key(&row.id) {
                self.child_ranks.insert(row.id, None);
                self.names.billed.insert(row.id, name);
                return Ok(());
            }
            let rank = u32::try_from(self.basis.children.len()).unwrap_or(u32::MAX);
            self.child_ranks.insert(row.id, Some(rank));
            self.basis.children.push(BilledChild {
                id: row.id,
                label: short_name(&row.first_names, &row.family_name),
                birth_date: row.birth_date,
                custodies: Vec::new(),
                registrations: Vec::new(),
            });
            self.names.by_rank.push(name);
            Ok(())
        })?;
        let mut broken = None;
        reader.each_custody(days.clone(), |row| {
            // A deleted household has nobody any more.
            if let (Some(Some(rank)), true) =
                (self.child_ranks.get(&row.child), self.household_ranks.contains_key(&row.household))
            {
                let draft = CustodyDraft {
                    household: row.household,
                    pattern: row.pattern,
                    from: row.valid_from,
                    to: row.valid_to,
                };
                match Custody::try_new(row.id, row.child, draft) {
                    Ok(custody) => self.basis.children[*rank as usize].custodies.push(custody),
                    Err(_) => broken = Some(row.id),
                }
            }
            Ok(())
        })?;
        if let Some(id) = broken {
            return Err(Error::bug(format!("GARDE-{id}")));
        }
        for activity in &self.basis.activities {
            for row in reader.registrations_of_activity(activity.id, *days.start(), *days.end())? {
                if let (RegistrationState::Accepted, Some(Some(rank))) =
                    (row.state, self.child_ranks.get(&row.child))
                {
                    self.basis.children[*rank as usize].registrations.push((row.activity, row.from, row.to));
                }
            }
        }
        Ok(())
    }

    /// Corrections that wait, for the households that are still there.
    fn adjustments(&mut self, reader: &Reader<'_>) -> Result<(), Error> {
        for row in reader.pending_adjustments()? {
            let Some(household) = self.household_ranks.get(&row.household) else { continue };
            self.basis.adjustments.push(PendingAdjustment {
                id: row.id,
                household: *household,
                child: row.child.and_then(|child| self.child_ranks.get(&child).copied().flatten()),
                activity: row.activity.and_then(|activity| self.activity_ranks.get(&activity).copied()),
                amount: row.amount,
                reason: row.label.clone(),
                original_line: None,
            });
            self.pending.insert(row.id, row);
        }
        Ok(())
    }
}

/// Presences noted, changed or withdrawn after their child was billed: said, because nothing else will bill them.
fn late_presences(
    reader: &Reader<'_>,
    month: Month,
    billed: &HashMap<ChildId, i64>,
    names: &ChildNames,
) -> Result<Vec<Anomaly>, Error> {
    let Some(first) = billed.values().min() else { return Ok(Vec::new()) };
    let mut changed: BTreeMap<ChildId, u32> = BTreeMap::new();
    reader.each_late_presence(month.first_day()..=month.last_day(), *first, |child, hlc| {
        if billed.get(&child).is_some_and(|billed| hlc > *billed) {
            *changed.entry(child).or_default() += 1;
        }
    })?;
    let anomaly = |(child, count): (ChildId, u32)| Anomaly {
        code: AnomalyCode::ChangedAfterIssue,
        severity: AnomalySeverity::ToCheck,
        subject: Subject::Child { child },
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

fn ranks<Id: std::hash::Hash + Eq>(ids: impl Iterator<Item = Id>) -> HashMap<Id, u32> {
    (0..).zip(ids).map(|(rank, id)| (id, rank)).collect()
}

/// `Le Goff`, `Le Goff, foyer B`.
fn household_label(row: &BillableHouseholdRow) -> String {
    match row.label.as_str() {
        "A" => row.family_name.clone(),
        letter => format!("{}, foyer {letter}", row.family_name),
    }
}
