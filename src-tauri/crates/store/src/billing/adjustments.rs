//! Corrections waiting for the household's next invoice, and those already carried out.

use domain::values::Cents;
use domain::values::ids::{
    ActivityId, AdjustmentId, ChildId, FamilyId, HouseholdId, InvoiceId, QuotientId, RunId, SubsidyId,
};

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer};

/// A correction to write.
#[derive(Debug, Clone)]
pub struct NewAdjustment<'a> {
    /// Identifier.
    pub id: AdjustmentId,
    /// Household.
    pub household: HouseholdId,
    /// Invoice corrected, and its line when it is not the invoice as a whole.
    pub original: Option<(InvoiceId, Option<u32>)>,
    /// Child of that line.
    pub child: Option<ChildId>,
    /// Activity of that line: where the amount goes in the accounts.
    pub activity: Option<ActivityId>,
    /// What is corrected.
    pub label: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Positive is due, negative in the family's favour.
    pub amount: Cents,
    /// The run that carried it over: its household's total was too small, or negative.
    pub carried_from: Option<RunId>,
    /// Of a service carried over: the explanation it was priced with, as JSON, without the value of the quotient.
    pub explanation: Option<&'a str>,
    /// The quotient that explanation speaks of.
    pub quotient: Option<QuotientId>,
    /// Of a help: the subsidy it gives or takes back.
    pub subsidy: Option<SubsidyId>,
    /// The correction it goes with: withdrawn together.
    pub follows: Option<AdjustmentId>,
}

/// A correction that the next run takes.
#[derive(Debug, Clone)]
pub struct PendingAdjustmentRow {
    /// Identifier.
    pub id: AdjustmentId,
    /// Household.
    pub household: HouseholdId,
    /// Invoice corrected.
    pub original_invoice: Option<InvoiceId>,
    /// Its number.
    pub original_number: Option<String>,
    /// Line corrected.
    pub original_rank: Option<u32>,
    /// Child.
    pub child: Option<ChildId>,
    /// Activity.
    pub activity: Option<ActivityId>,
    /// What is corrected.
    pub label: String,
    /// Why.
    pub reason: String,
    /// Positive is due, negative in the family's favour.
    pub amount: Cents,
    /// Name of the child; empty when it is about none.
    pub child_name: String,
    /// Of a service carried over: the explanation it was priced with, as JSON.
    pub explanation: Option<String>,
    /// The quotient that explanation speaks of.
    pub quotient: Option<QuotientId>,
    /// Of a help: the subsidy it gives or takes back.
    pub subsidy: Option<SubsidyId>,
}

/// A correction as it is listed.
#[derive(Debug, Clone)]
pub struct AdjustmentRow {
    /// Identifier.
    pub id: AdjustmentId,
    /// Household.
    pub household: HouseholdId,
    /// Its family.
    pub family: FamilyId,
    /// Number of the family's file.
    pub family_number: i64,
    /// Name of the family.
    pub family_name: String,
    /// `A`, `B`…
    pub household_label: String,
    /// Invoice corrected.
    pub original_invoice: Option<InvoiceId>,
    /// Its number.
    pub original_number: Option<String>,
    /// Line corrected.
    pub original_rank: Option<u32>,
    /// Child.
    pub child: Option<ChildId>,
    /// Activity.
    pub activity: Option<ActivityId>,
    /// What is corrected.
    pub label: String,
    /// Why.
    pub reason: String,
    /// Positive is due, negative in the family's favour.
    pub amount: Cents,
    /// The invoice that took it.
    pub taken_by: Option<InvoiceId>,
    /// Its number.
    pub taken_number: Option<String>,
    /// Who wrote it.
    pub agent_name: String,
    /// Whether it was carried over by a run rather than typed.
    pub is_carried_over: bool,
}

impl Reader<'_> {
    /// Every correction, the latest first.
    pub fn adjustments(&self) -> Result<Vec<AdjustmentRow>, StoreError> {
        self.all(sql!("select_adjustments.sql"), [], |row| {
            Ok(AdjustmentRow {
                id: row.id(0)?,
                household: row.id(1)?,
                family: row.id(2)?,
                family_number: row.int(3)?,
                family_name: row.text(4)?,
                household_label: row.text(5)?,
                original_invoice: row.id_opt(6)?,
                original_number: row.get(7)?,
                original_rank: row.get(8)?,
                child: row.id_opt(9)?,
                activity: row.id_opt(10)?,
                label: row.text(11)?,
                reason: row.text(12)?,
                amount: Cents(row.int(13)?),
                taken_by: row.id_opt(14)?,
                taken_number: row.get(15)?,
                agent_name: row.get::<_, Option<String>>(16)?.unwrap_or_default(),
                is_carried_over: row.flag(17)?,
            })
        })
    }

    /// Sums of the corrections of a household's invoice, line by line; those of the invoice as a whole under no line.
    pub fn corrections_of_invoice(
        &self,
        household: HouseholdId,
        invoice: InvoiceId,
    ) -> Result<Vec<(Option<u32>, Cents)>, StoreError> {
        self.all(
            sql!("select_corrections_of_invoice.sql"),
            rusqlite::params![household.as_bytes(), invoice.as_bytes()],
            |row| Ok((row.get(0)?, Cents(row.int(1)?))),
        )
    }

    /// Corrections that wait for the next run, household by household.
    pub fn pending_adjustments(&self) -> Result<Vec<PendingAdjustmentRow>, StoreError> {
        self.all(sql!("select_pending_adjustments.sql"), [], |row| {
            Ok(PendingAdjustmentRow {
                id: row.id(0)?,
                household: row.id(1)?,
                original_invoice: row.id_opt(2)?,
                original_number: row.get(3)?,
                original_rank: row.get(4)?,
                child: row.id_opt(5)?,
                activity: row.id_opt(6)?,
                label: row.text(7)?,
                reason: row.text(8)?,
                amount: Cents(row.int(9)?),
                child_name: row.text(10)?,
                explanation: row.get(11)?,
                quotient: row.id_opt(12)?,
                subsidy: row.id_opt(13)?,
            })
        })
    }
}

impl Writer<'_> {
    /// Writes a correction.
    pub fn insert_adjustment(&self, adjustment: &NewAdjustment<'_>) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_adjustment.sql"),
            rusqlite::params![
                adjustment.id.as_bytes(),
                adjustment.household.as_bytes(),
                adjustment.original.as_ref().map(|(invoice, _)| invoice.as_bytes()),
                adjustment.original.and_then(|(_, rank)| rank),
                adjustment.child.as_ref().map(ChildId::as_bytes),
                adjustment.activity.as_ref().map(ActivityId::as_bytes),
                adjustment.label,
                adjustment.reason,
                adjustment.amount.0,
                adjustment.carried_from.as_ref().map(RunId::as_bytes),
                adjustment.explanation,
                adjustment.quotient.as_ref().map(QuotientId::as_bytes),
                adjustment.subsidy.as_ref().map(SubsidyId::as_bytes),
                adjustment.follows.as_ref().map(AdjustmentId::as_bytes)
            ],
        )
    }

    /// An invoice takes a correction. False when it was taken or withdrawn meanwhile.
    pub fn take_adjustment(&self, id: AdjustmentId, invoice: InvoiceId) -> Result<bool, StoreError> {
        let changed = self
            .run(sql!("update_adjustment_taken.sql"), rusqlite::params![id.as_bytes(), invoice.as_bytes()])?;
        Ok(changed == 1)
    }

    /// Withdraws a correction no invoice has taken, and what goes with it. False when it is too late.
    pub fn withdraw_adjustment(&self, id: AdjustmentId) -> Result<bool, StoreError> {
        let changed = self.run(
            sql!("update_adjustment_withdrawn.sql"),
            rusqlite::params![id.as_bytes(), self.stamp().hlc],
        )?;
        Ok(changed >= 1)
    }
}
