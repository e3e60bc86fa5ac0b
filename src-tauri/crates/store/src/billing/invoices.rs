//! Invoices and their lines: written once, never changed.

use domain::values::Cents;
use domain::values::ids::{
    ActivityId, AdjustmentId, ChildId, FamilyId, HouseholdId, InvoiceId, QuotientId, RunId, SubsidyId, UnitId,
};
use jiff::civil::Date;
use rusqlite::CachedStatement;

use super::sources::HouseholdAddressRow;
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// The payer, as on the day of issue.
#[derive(Debug, Clone, Default)]
pub struct PayerRow {
    /// The town's reference of this debtor.
    pub reference: String,
    /// Code of the civility; empty when unknown.
    pub civility: String,
    /// Name.
    pub name: String,
    /// First name.
    pub first_name: String,
    /// Birth date.
    pub birth_date: Option<Date>,
    /// Address.
    pub address: HouseholdAddressRow,
    /// Whether the household lived in the town.
    pub is_resident: bool,
}

/// An invoice to write.
#[derive(Debug, Clone)]
pub struct NewInvoice<'a> {
    /// Identifier.
    pub id: InvoiceId,
    /// Its run.
    pub run: RunId,
    /// Number, `2026-000001`.
    pub number: &'a str,
    /// Family.
    pub family: FamilyId,
    /// Household.
    pub household: HouseholdId,
    /// Who pays.
    pub payer: &'a PayerRow,
    /// The quotient its prices depend on. Its value stays in its own compartment.
    pub quotient: Option<QuotientId>,
    /// Day of issue.
    pub issued_on: Date,
    /// Day by which it is paid.
    pub due_on: Date,
    /// Sum of its lines.
    pub total: Cents,
}

/// An invoice as it is shown.
#[derive(Debug, Clone)]
pub struct InvoiceRow {
    /// Identifier.
    pub id: InvoiceId,
    /// Its run.
    pub run: RunId,
    /// Month billed.
    pub month: String,
    /// Number.
    pub number: String,
    /// Family.
    pub family: FamilyId,
    /// Number of the family's file.
    pub family_number: i64,
    /// Name of the family.
    pub family_name: String,
    /// Household.
    pub household: HouseholdId,
    /// `A`, `B`…
    pub household_label: String,
    /// Who pays.
    pub payer: PayerRow,
    /// The quotient its prices depend on.
    pub quotient: Option<QuotientId>,
    /// Day of issue.
    pub issued_on: Date,
    /// Day by which it is paid.
    pub due_on: Date,
    /// Sum of its lines.
    pub total: Cents,
    /// What was paid.
    pub paid: Cents,
    /// How many lines.
    pub line_count: u32,
}

/// Where an amount goes in the accounts, frozen with the line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AccountingCodes {
    /// Article.
    pub nature: String,
    /// Function.
    pub function: String,
    /// Service.
    pub service: String,
    /// Product code at the accounting post.
    pub local_product: String,
}

/// A line to write.
#[derive(Debug, Clone)]
pub struct NewServiceLine<'a> {
    /// Invoice.
    pub invoice: InvoiceId,
    /// Rank in it, from 1.
    pub rank: u32,
    /// Child.
    pub child: Option<ChildId>,
    /// Activity.
    pub activity: Option<ActivityId>,
    /// Unit.
    pub unit: Option<UnitId>,
    /// The child's name.
    pub child_name: &'a str,
    /// What was delivered.
    pub label: &'a str,
    /// Quantity in thousandths.
    pub quantity_thousandths: i64,
    /// Price of one.
    pub unit_price: Cents,
    /// Amount.
    pub amount: Cents,
    /// Why, as JSON.
    pub explanation: &'a str,
    /// Accounting codes.
    pub codes: &'a AccountingCodes,
    /// The adjustment it carries out.
    pub adjustment: Option<AdjustmentId>,
    /// Of a help given by this very run: the subsidy.
    pub subsidy: Option<SubsidyId>,
}

/// A line as it was written.
#[derive(Debug, Clone)]
pub struct ServiceLineRow {
    /// Invoice.
    pub invoice: InvoiceId,
    /// Rank in it.
    pub rank: u32,
    /// Child.
    pub child: Option<ChildId>,
    /// Activity.
    pub activity: Option<ActivityId>,
    /// Unit.
    pub unit: Option<UnitId>,
    /// The child's name.
    pub child_name: String,
    /// What was delivered.
    pub label: String,
    /// Quantity in thousandths.
    pub quantity_thousandths: i64,
    /// Price of one.
    pub unit_price: Cents,
    /// Amount.
    pub amount: Cents,
    /// Why, as JSON.
    pub explanation: String,
    /// Accounting codes.
    pub codes: AccountingCodes,
    /// The adjustment it carried out.
    pub adjustment: Option<AdjustmentId>,
    /// Of a help, given, carried over or corrected: the subsidy.
    pub subsidy: Option<SubsidyId>,
    /// The run that carried it over, when one did.
    pub carried_from: Option<RunId>,
}

/// The statements that write invoices and their lines.
pub struct InvoiceSheet<'t> {
    invoice: CachedStatement<'t>,
    line: CachedStatement<'t>,
}

impl Reader<'_> {
    /// One invoice.
    pub fn invoice(&self, id: InvoiceId) -> Result<Option<InvoiceRow>, StoreError> {
        self.first(sql!("select_invoice.sql"), [id.as_bytes()], invoice)
    }

    /// The invoices of a run, in the order of their numbers.
    pub fn invoices_of_run(&self, run: RunId) -> Result<Vec<InvoiceRow>, StoreError> {
        self.all(sql!("select_invoices_of_run.sql"), [run.as_bytes()], invoice)
    }

    /// The invoices of a household, the latest first.
    pub fn invoices_of_household(&self, household: HouseholdId) -> Result<Vec<InvoiceRow>, StoreError> {
        self.all(sql!("select_invoices_of_household.sql"), [household.as_bytes()], invoice)
    }

    /// The invoices of every household of a family, the latest first.
    pub fn invoices_of_family(&self, family: FamilyId) -> Result<Vec<InvoiceRow>, StoreError> {
        self.all(sql!("select_invoices_of_family.sql"), [family.as_bytes()], invoice)
    }

    /// The lines of an invoice.
    pub fn lines_of_invoice(&self, id: InvoiceId) -> Result<Vec<ServiceLineRow>, StoreError> {
        self.all(sql!("select_lines_of_invoice.sql"), [id.as_bytes()], line)
    }

    /// The lines of every invoice of a run, invoice by invoice.
    pub fn lines_of_run(&self, run: RunId) -> Result<Vec<ServiceLineRow>, StoreError> {
        self.all(sql!("select_lines_of_run.sql"), [run.as_bytes()], line)
    }
}

impl<'t> Writer<'t> {
    /// Where a run's invoices are written: its statements are prepared once for thousands of rows.
    pub fn invoice_sheet(&self) -> Result<InvoiceSheet<'t>, StoreError> {
        Ok(InvoiceSheet {
            invoice: self.statement(sql!("insert_invoice.sql"))?,
            line: self.statement(sql!("insert_service_line.sql"))?,
        })
    }
}

impl InvoiceSheet<'_> {
    /// Writes an invoice.
    pub fn insert_invoice(&mut self, invoice: &NewInvoice<'_>) -> Result<(), StoreError> {
        let NewInvoice { payer, .. } = invoice;
        self.invoice.execute(rusqlite::params![
            invoice.id.as_bytes(),
            invoice.run.as_bytes(),
            invoice.number,
            invoice.family.as_bytes(),
            invoice.household.as_bytes(),
            payer.reference,
            payer.civility,
            payer.name,
            payer.first_name,
            payer.birth_date.map(day),
            payer.address.complement,
            payer.address.place,
            payer.address.street,
            payer.address.locality,
            payer.address.postal_code,
            payer.address.city,
            payer.address.country_code,
            payer.is_resident,
            invoice.quotient.as_ref().map(QuotientId::as_bytes),
            day(invoice.issued_on),
            day(invoice.due_on),
            invoice.total.0
        ])?;
        Ok(())
    }

    /// Writes a line.
    pub fn insert_line(&mut self, line: &NewServiceLine<'_>) -> Result<(), StoreError> {
        self.line.execute(rusqlite::params![
            line.invoice.as_bytes(),
            line.rank,
            line.child.as_ref().map(ChildId::as_bytes),
            line.activity.as_ref().map(ActivityId::as_bytes),
            line.unit.as_ref().map(UnitId::as_bytes),
            line.child_name,
            line.label,
            line.quantity_thousandths,
            line.unit_price.0,
            line.amount.0,
            line.explanation,
            line.codes.nature,
            line.codes.function,
            line.codes.service,
            line.codes.local_product,
            line.adjustment.as_ref().map(AdjustmentId::as_bytes),
            line.subsidy.as_ref().map(SubsidyId::as_bytes)
        ])?;
        Ok(())
    }
}

fn invoice(row: &rusqlite::Row<'_>) -> Result<InvoiceRow, StoreError> {
    Ok(InvoiceRow {
        id: row.id(0)?,
        run: row.id(1)?,
        month: row.text(2)?,
        number: row.text(3)?,
        family: row.id(4)?,
        family_number: row.int(5)?,
        family_name: row.text(6)?,
        household: row.id(7)?,
        household_label: row.text(8)?,
        payer: PayerRow {
            reference: row.text(9)?,
            civility: row.text(10)?,
            name: row.text(11)?,
            first_name: row.text(12)?,
            birth_date: row.date_opt(13)?,
            address: HouseholdAddressRow::at(row, 14)?,
            is_resident: row.flag(21)?,
        },
        quotient: row.id_opt(22)?,
        issued_on: row.date(23)?,
        due_on: row.date(24)?,
        total: Cents(row.int(25)?),
        paid: Cents(row.int(26)?),
        line_count: row.get(27)?,
    })
}

fn line(row: &rusqlite::Row<'_>) -> Result<ServiceLineRow, StoreError> {
    Ok(ServiceLineRow {
        invoice: row.id(0)?,
        rank: row.get(1)?,
        child: row.id_opt(2)?,
        activity: row.id_opt(3)?,
        unit: row.id_opt(4)?,
        child_name: row.text(5)?,
        label: row.text(6)?,
        quantity_thousandths: row.int(7)?,
        unit_price: Cents(row.int(8)?),
        amount: Cents(row.int(9)?),
        explanation: row.text(10)?,
        codes: AccountingCodes {
            nature: row.text(11)?,
            function: row.text(12)?,
            service: row.text(13)?,
            local_product: row.text(14)?,
        },
        adjustment: row.id_opt(15)?,
        subsidy: row.id_opt(16)?,
        carried_from: row.id_opt(17)?,
    })
}
