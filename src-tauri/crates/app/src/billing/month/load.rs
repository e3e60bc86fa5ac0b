//! What a month is computed from, read set by set into dense arrays.

use std::collections::HashMap;

use domain::activities::{Activity, Imputation, RegistrationState};
use domain::billing::{BilledChild, BilledHousehold, BilledSubsidy, PendingAdjustment, RunBasis};
use domain::calendar::Month;
use domain::people::{Custody, CustodyDraft};
use domain::subsidies::{Ceilings, FunderKind};
use domain::tariffs::{EffortBase, EffortRate, IncomeHistory, Method, QuotientHistory};
use domain::values::ids::{ActivityId, AdjustmentId, ChildId, FunderId, HouseholdId, SubsidyId};
use domain::values::short_name;
use domain::values::text::fold;
use jiff::civil::Date;
use security::{Grant, Right};
use store::Reader;
use store::billing::{BillableHouseholdRow, BilledChildRow, PendingAdjustmentRow};

use super::super::debtor::{debtor_of, payer_of};
use super::HouseholdCard;
use crate::error::Error;
use crate::subsidies;

/// Names of the children, by rank and, for those already billed, by identifier.
#[derive(Default)]
pub(super) struct ChildNames {
    pub(super) by_rank: Vec<String>,
    pub(super) billed: HashMap<ChildId, String>,
}

/// The basis under construction.
pub(super) struct Load {
    month: Month,
    pub(super) basis: RunBasis,
    pub(super) cards: Vec<HouseholdCard>,
    household_ranks: HashMap<HouseholdId, u32>,
    activity_ranks: HashMap<ActivityId, u32>,
    pub(super) names: ChildNames,
    /// Rank of each child; none for one already billed for this month.
    pub(super) child_ranks: HashMap<ChildId, Option<u32>>,
    /// When, and to whom, each child already billed was.
    pub(super) billed: HashMap<ChildId, BilledChildRow>,
    pub(super) pending: HashMap<AdjustmentId, PendingAdjustmentRow>,
}

impl Load {
    pub(super) fn new(month: Month) -> Self {
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
    pub(super) fn households<R: Right>(
        &mut self,
        reader: &Reader<'_>,
        grant: &Grant<'_, R>,
        today: Date,
    ) -> Result<(), Error> {
        let mut rows = Vec::new();
        reader.each_billable_household(self.month.last_day(), today, |row| {
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
                incomes: IncomeHistory::default(),
                highest_price_accepted: false,
            });
            self.cards.push(HouseholdCard { row, payer, quotient });
        }
        Ok(())
    }

    /// Activities, units and the tariffs voted for the month.
    pub(super) fn offer(&mut self, reader: &Reader<'_>) -> Result<(), Error> {
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

    /// Incomes, when a tariff of the month looks at them.
    pub(super) fn incomes<R: Right>(
        &mut self,
        reader: &Reader<'_>,
        grant: &Grant<'_, R>,
    ) -> Result<(), Error> {
        let looked_at = self.basis.tariffs.iter().any(|tariff| {
            matches!(&tariff.method, Method::EffortRate(EffortRate { base: EffortBase::MonthlyIncome, .. }))
        });
        if !looked_at {
            return Ok(());
        }
        crate::incomes::each_history(reader, grant, |household, income| {
            if let Some(rank) = self.household_ranks.get(&household) {
                self.basis.households[*rank as usize].incomes.record(income);
            }
        })
    }

    /// What funders agreed to pay in the month, with what they gave before, for children not yet billed.
    pub(super) fn subsidies<R: Right>(
        &mut self,
        reader: &Reader<'_>,
        grant: &Grant<'_, R>,
    ) -> Result<(), Error> {
        let rows = reader.all_subsidies()?;
        if rows.is_empty() {
            return Ok(());
        }
        let kinds: HashMap<FunderId, FunderKind> =
            reader.funders()?.into_iter().map(|row| (row.funder.id, row.funder.draft.kind)).collect();
        let given: HashMap<SubsidyId, Ceilings> = reader
            .subsidies_given(&self.month.to_string())?
            .into_iter()
            .map(|row| (row.subsidy, Ceilings { given_in_month: row.in_month, given: row.in_all }))
            .collect();
        for opened in subsidies::latest(grant, &rows)? {
            let terms = &opened.subsidy.terms;
            let (Some(household), true) =
                (self.household_ranks.get(&opened.household), terms.meets(self.month))
            else {
                continue;
            };
            let child = match opened.subsidy.child {
                None => None,
                Some(child) => match self.child_ranks.get(&child).copied().flatten() {
                    Some(rank) => Some(rank),
                    None => continue,
                },
            };
            let activity = match terms.activity {
                None => None,
                Some(activity) => match self.activity_ranks.get(&activity) {
                    Some(rank) => Some(*rank),
                    None => continue,
                },
            };
            self.basis.subsidies.push(BilledSubsidy {
                kind: kinds.get(&terms.funder).copied().unwrap_or(FunderKind::Other),
                household: *household,
                child,
                activity,
                before: given.get(&opened.subsidy.id).copied().unwrap_or_default(),
                funder: opened.funder,
                subsidy: opened.subsidy,
            });
        }
        Ok(())
    }

    /// Children not yet billed for the month, with their custodies and registrations.
    pub(super) fn children(&mut self, reader: &Reader<'_>) -> Result<(), Error> {
        let days = self.month.first_day()..=self.month.last_day();
        let billed = reader.billed_children(&self.month.to_string())?;
        self.billed = billed.into_iter().map(|row| (row.child, row)).collect();
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
    pub(super) fn adjustments(&mut self, reader: &Reader<'_>) -> Result<(), Error> {
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

pub(super) fn ranks<Id: std::hash::Hash + Eq>(ids: impl Iterator<Item = Id>) -> HashMap<Id, u32> {
    (0..).zip(ids).map(|(rank, id)| (id, rank)).collect()
}

/// `Le Goff`, `Le Goff, foyer B`.
fn household_label(row: &BillableHouseholdRow) -> String {
    match row.label.as_str() {
        "A" => row.family_name.clone(),
        letter => format!("{}, foyer {letter}", row.family_name),
    }
}
