//! Bordereau, titre, debtor: what both files say, whichever the file.
//!
//! These objects hold what the town recorded, right or wrong: [`super::check`] is what decides whether they may
//! be written. Lengths in the field docs are those of the PES V2 schema 5.17 (treasury.md §2.2).

use jiff::civil::Date;

use crate::calendar::Month;
use crate::values::ids::{FamilyId, HouseholdId, InvoiceId};
use crate::values::{Cents, Civility, Siret};

/// The nature proposed for the lines of an ORMC: internal transfers (treasury.md §1). A setting of the town;
/// never assumed by a line.
pub const ORMC_ARTICLE_NATURE: &str = "588";

/// The town as the treasury knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Collectivity {
    /// SIRET of the budget.
    pub siret: Siret,
    /// Codique of the accounting post: 6 or 7 characters, `021034`.
    pub codique: String,
    /// Name of the post, at most 38 characters; empty when unknown.
    pub post_label: String,
    /// Code of the collectivity at its post: 3 digits, never `000`.
    pub code_collectivite: String,
    /// Code of the budget: 2 characters, `00` for the main one.
    pub code_budget: String,
    /// Name of the collectivity, at most 38 characters.
    pub label: String,
}

/// A bordereau: the titres of one billing run, numbered without gap in its exercice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bordereau {
    /// The town that sends it.
    pub collectivity: Collectivity,
    /// Accounting year.
    pub exercice: i16,
    /// Number in the exercice; for an ORMC it is the number of the role.
    pub number: u32,
    /// Date of issue.
    pub issued_on: Date,
    /// Date of the avis des sommes à payer, not before [`Self::issued_on`].
    pub asap_on: Date,
    /// Date by which families must pay.
    pub due_on: Date,
    /// What the role is for, at most 160 characters.
    pub object: String,
    /// Rank of the run, one digit: `Per` cannot carry a month of two digits (treasury.md §2.4).
    pub campaign_rank: u8,
    /// The titres, in the order of their numbers.
    pub titres: Vec<Titre>,
}

impl Bordereau {
    /// The sum of its titres.
    pub fn total(&self) -> Cents {
        self.titres.iter().map(Titre::total).sum()
    }
}

/// A titre: what one debtor owes for one invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Titre {
    /// Number; in an ORMC, the article of the role.
    pub number: u32,
    /// The invoice it recovers.
    pub invoice: InvoiceId,
    /// Number of that invoice, `2026-000001`; at most 20 characters.
    pub invoice_number: String,
    /// Family the problem would be shown with.
    pub family: FamilyId,
    /// Household billed.
    pub household: HouseholdId,
    /// Month of the services.
    pub period: Month,
    /// Who owes.
    pub debtor: Debtor,
    /// Object, at most 160 characters.
    pub object: String,
    /// What is owed, at least one line.
    pub lines: Vec<TitreLine>,
}

impl Titre {
    /// The sum of its lines.
    pub fn total(&self) -> Cents {
        self.lines.iter().map(|line| line.amount).sum()
    }

    /// The invoice number as a debt number: its digits alone, at most 15 (`2026-000001` gives `2026000001`).
    pub fn debt_number(&self) -> String {
        self.invoice_number.chars().filter(char::is_ascii_digit).collect()
    }
}

/// One accounting imputation of a titre.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TitreLine {
    /// Rank in the titre, from 1.
    pub number: u32,
    /// What it is for, at most 160 characters.
    pub label: String,
    /// Article of the budget (nature), digits.
    pub nature: String,
    /// Function of the M57 nomenclature, digits; empty when the town does not use it.
    pub function_code: String,
    /// Service, at most 10 characters; empty when the town does not use it.
    pub service_code: String,
    /// Code of the product at the post: 4 letters or digits at most.
    pub local_product_code: String,
    /// Amount, strictly positive: a reduction is another kind of bordereau (treasury.md §2.8).
    pub amount: Cents,
}

/// Who owes a titre, as frozen on the invoice.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Debtor {
    /// The town's own reference of this debtor, the key of what comes back; at most 30 characters.
    pub reference: String,
    /// Civility, required with a first name.
    pub civility: Option<Civility>,
    /// Family name, at most 38 characters.
    pub name: String,
    /// First name, at most 38 characters.
    pub first_name: String,
    /// Birth date: it makes later recovery reliable.
    pub birth_date: Option<Date>,
    /// Where the avis is sent.
    pub address: DebtorAddress,
    /// Category of third party (`CatTiers`); `01` for a person.
    pub category: String,
    /// Legal nature (`NatJur`); `01` for a private person.
    pub legal_nature: String,
    /// Name and first name as the town knows them, when they had to be cut to fit.
    pub cut_from: Option<String>,
}

impl Debtor {
    /// The couple category / legal nature of every family (treasury.md §2.3).
    pub const PERSON: (&'static str, &'static str) = ("01", "01");
}

/// The address of a debtor, in the fields of the treasury's files.
#[derive(Clone, PartialEq, Eq, Hash, Default, Debug)]
pub struct DebtorAddress {
    /// First line: flat, building (`Adr1`), at most 38.
    pub complement: String,
    /// Second line: number and street (`Adr2`), required, at most 38.
    pub street: String,
    /// Third line: hamlet (`Adr3`), at most 38.
    pub locality: String,
    /// Five digits; `99999` abroad.
    pub postcode: String,
    /// Town, at most 38; abroad it carries the foreign postcode too.
    pub city: String,
    /// INSEE country code, three digits; `None` or `100` in France.
    pub country: Option<String>,
    /// Whether the debtor lives in France (`CodRes` 0) or abroad (`CodRes` 1, country required).
    pub resident: bool,
}
