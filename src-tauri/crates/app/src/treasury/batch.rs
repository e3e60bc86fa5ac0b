//! A run as the treasury will read it: one object, from which both files are rendered.

use std::collections::HashMap;

use domain::activities::{Imputation, ImputationDraft};
use domain::calendar::Month;
use domain::issue::Refusal;
use domain::treasury::{
    Bordereau, Claim, CollectionWay, Collectivity, ImputedAmount, LeftOut, Part, Rejection, Titre, TitreLine,
    check, claimed, impute_remaining,
};
use domain::values::Cents;
use domain::values::ids::{FamilyId, InvoiceId, RunId};
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::Reader;
use store::billing::{AccountingCodes, InvoiceRow, RunRow, ServiceLineRow};
use store::treasury::{BordereauRow, TitreRow};

use super::{LeftOutRow, RejectionRow, TreasurySettings};
use crate::billing::debtor_of;
use crate::error::Error;
use crate::settings::{self, Town};

/// A run on its way to the treasury.
pub(super) struct Batch {
    pub(super) run: RunRow,
    /// Its numbers, once allotted.
    pub(super) allotted: Option<BordereauRow>,
    pub(super) number: u32,
    pub(super) issued_on: Date,
    pub(super) asap_on: Date,
    pub(super) due_on: Date,
    pub(super) titres: Vec<Titre>,
    pub(super) left_out: Vec<LeftOutRow>,
    pub(super) settings: TreasurySettings,
    /// Whether no bordereau of the exercice was numbered here yet: the town may have given numbers of its own.
    pub(super) is_first: bool,
    /// What was paid of the invoices before their titres: it is not claimed again.
    pub(super) already_paid: Cents,
    month: Month,
    town: Town,
    family_names: HashMap<FamilyId, String>,
}

/// Bordereaux are numbered without a gap in their exercice.
pub(super) fn bordereau_sequence(exercice: i16) -> String {
    format!("bordereau/{exercice}")
}

impl Batch {
    /// Reads a run. Numbers and amounts already allotted stay what they are; others are what they would be. `chosen` are unpaid
    /// invoices of the régie that the ordonnateur wants claimed.
    pub(super) fn read(
        reader: &Reader<'_>,
        run: RunId,
        chosen: &[InvoiceId],
        today: Date,
    ) -> Result<Self, Error> {
        let run = reader.run_row(run)?.ok_or_else(|| Error::not_found("cette campagne"))?;
        let settings = super::settings(reader)?;
        let allotted = reader.bordereau_of_run(run.id)?;
        let numbers: Option<HashMap<InvoiceId, TitreRow>> = match &allotted {
            Some(row) => {
                let titres = reader.titres_of_bordereau(row.id)?;
                Some(titres.into_iter().map(|titre| (titre.invoice, titre)).collect())
            }
            None => None,
        };
        let mut lines: HashMap<InvoiceId, Vec<ServiceLineRow>> = HashMap::new();
        for line in reader.lines_of_run(run.id)? {
            lines.entry(line.invoice).or_default().push(line);
        }
        let month = Month::parse(&run.month).map_err(|refusal| Error::bug(refusal.message))?;
        let mut titres = Vec::new();
        let mut left_out = Vec::new();
        let mut already_paid = Cents::ZERO;
        let mut family_names = HashMap::new();
        let mut imputations = Imputations::default();
        let mut next = 1;
        for invoice in reader.invoices_of_run(run.id)? {
            family_names.insert(invoice.family, invoice.family_name.clone());
            let claim = Claim {
                total: invoice.total,
                paid: invoice.paid,
                due_on: invoice.due_on,
                chosen: chosen.contains(&invoice.id),
            };
            let (number, settled) = match &numbers {
                Some(allotted) => match allotted.get(&invoice.id) {
                    // What was paid since changes nothing of what left.
                    Some(titre) => (titre.number, titre.settled),
                    None => {
                        left_out.push(left_out_row(&invoice, kept_out(claim, settings.collection, today)));
                        continue;
                    }
                },
                None => match claimed(claim, settings.collection, today) {
                    Ok(left) => (next, invoice.total - left),
                    Err(why) => {
                        left_out.push(left_out_row(&invoice, why));
                        continue;
                    }
                },
            };
            next = number + 1;
            already_paid += settled;
            let own = lines.remove(&invoice.id).unwrap_or_default();
            titres.push(titre(number, month, &invoice, titre_lines(&own, settled, &mut imputations)?));
        }
        let number = match &allotted {
            Some(row) => row.number,
            None => reader.next_number(&bordereau_sequence(run.exercice))?,
        };
        let is_first = allotted.is_none() && !reader.numbers_taken(&bordereau_sequence(run.exercice))?;
        let issued_on = allotted.as_ref().map_or(today, |row| row.issued_on);
        let asap_on = issued_on.saturating_add(i64::from(settings.asap_days).days());
        Ok(Self {
            due_on: run.due_on.max(asap_on),
            town: settings::town(reader)?,
            run,
            allotted,
            number,
            issued_on,
            asap_on,
            titres,
            left_out,
            settings,
            is_first,
            already_paid,
            month,
            family_names,
        })
    }

    /// Both files' object; refused when the town itself cannot be named.
    pub(super) fn bordereau(&self) -> Result<Bordereau, Refusal> {
        Ok(Bordereau {
            collectivity: self.collectivity()?,
            exercice: self.run.exercice,
            number: self.number,
            issued_on: self.issued_on,
            asap_on: self.asap_on,
            due_on: self.due_on,
            object: format!("Services aux familles, {}", self.month.format_fr()),
            campaign_rank: self.settings.campaign_rank,
            titres: self.titres.clone(),
        })
    }

    fn collectivity(&self) -> Result<Collectivity, Refusal> {
        let own = |given: &str, town: &str| if given.is_empty() { town.to_owned() } else { given.to_owned() };
        Ok(Collectivity {
            siret: own(&self.settings.siret, &self.town.siret).parse()?,
            codique: self.settings.codique.clone(),
            post_label: self.settings.post_label.clone(),
            code_collectivite: self.settings.code_collectivite.clone(),
            code_budget: self.settings.code_budget.clone(),
            label: own(&self.settings.label, &self.town.name),
        })
    }

    /// Sixteen characters of the journal as the bordereau found it; empty until it is allotted.
    pub(super) fn audit_head(&self) -> String {
        self.allotted.as_ref().map_or_else(String::new, |row| row.audit_head.clone())
    }

    /// Sum of the titres.
    pub(super) fn total(&self) -> Cents {
        self.titres.iter().map(Titre::total).sum()
    }

    /// Everything the treasury would refuse, each with its family and what to do.
    pub(super) fn rejections(&self) -> Vec<RejectionRow> {
        match self.bordereau() {
            Ok(bordereau) => {
                check(&bordereau).iter().map(|rejection| self.rejection_row(rejection)).collect()
            }
            Err(refusal) => vec![RejectionRow {
                family: None,
                family_name: String::new(),
                household: None,
                titre: None,
                part: Part::Collectivity,
                part_label: Part::Collectivity.label().to_owned(),
                field: "siret".to_owned(),
                message: refusal.message,
                remedy: "Corrigez-le dans les paramètres du Trésor.".to_owned(),
                amount_cents: Cents::ZERO,
            }],
        }
    }

    /// A rejection as the screen lists it.
    pub(super) fn rejection_row(&self, rejection: &Rejection) -> RejectionRow {
        let titre =
            rejection.titre.and_then(|number| self.titres.iter().find(|titre| titre.number == number));
        let name = rejection.family.and_then(|family| self.family_names.get(&family));
        RejectionRow {
            family: rejection.family,
            family_name: name.cloned().unwrap_or_default(),
            household: rejection.household,
            titre: rejection.titre,
            part: rejection.part,
            part_label: rejection.part.label().to_owned(),
            field: rejection.field.to_owned(),
            message: rejection.message.clone(),
            remedy: rejection.remedy.clone(),
            amount_cents: titre.map(Titre::total).unwrap_or_default(),
        }
    }
}

fn titre(number: u32, month: Month, invoice: &InvoiceRow, lines: Vec<TitreLine>) -> Titre {
    Titre {
        number,
        invoice: invoice.id,
        invoice_number: invoice.number.clone(),
        family: invoice.family,
        household: invoice.household,
        period: month,
        debtor: debtor_of(&invoice.payer),
        object: format!("Facture {}, {}", invoice.number, month.format_fr()),
        lines,
    }
}

/// Accounting codes already read: a town has a handful, a run has a hundred thousand lines.
#[derive(Default)]
struct Imputations {
    known: HashMap<AccountingCodes, Imputation>,
}

impl Imputations {
    fn learn(&mut self, codes: &AccountingCodes) -> Result<(), Error> {
        if self.known.contains_key(codes) {
            return Ok(());
        }
        let draft = ImputationDraft {
            nature: codes.nature.clone(),
            function_code: codes.function.clone(),
            service_code: codes.service.clone(),
            local_product_code: codes.local_product.clone(),
        };
        let imputation = Imputation::try_new(&draft).map_err(|_| Error::bug("LIGNE-SANS-IMPUTATION"))?;
        self.known.insert(codes.clone(), imputation);
        Ok(())
    }
}

/// The lines of a titre: those of the invoice, gathered by accounting codes, less what was already paid.
fn titre_lines(
    lines: &[ServiceLineRow],
    settled: Cents,
    imputations: &mut Imputations,
) -> Result<Vec<TitreLine>, Error> {
    for line in lines {
        imputations.learn(&line.codes)?;
    }
    let amounts: Vec<ImputedAmount<'_>> = lines
        .iter()
        .map(|line| ImputedAmount {
            imputation: &imputations.known[&line.codes],
            label: label_to_the_treasury(line, lines),
            amount: line.amount,
        })
        .collect();
    Ok(impute_remaining(&amounts, settled))
}

/// What the treasury reads of a line. That a funder helps a family is not its business: such a line is called as what it reduces.
fn label_to_the_treasury<'a>(line: &'a ServiceLineRow, lines: &'a [ServiceLineRow]) -> &'a str {
    let named = if line.subsidy.is_none() {
        Some(line)
    } else {
        lines.iter().find(|one| one.subsidy.is_none() && one.codes == line.codes)
    };
    named.map_or("", |line| &line.label)
}

/// Why an invoice is not in a bordereau already allotted. Nothing can join it any more.
fn kept_out(claim: Claim, way: CollectionWay, today: Date) -> LeftOut {
    match claimed(claim, way, today) {
        Err(why) if !why.may_be_sent() => why,
        _ => LeftOut::NotInBordereau,
    }
}

fn left_out_row(invoice: &InvoiceRow, why: LeftOut) -> LeftOutRow {
    LeftOutRow {
        invoice: invoice.id,
        number: invoice.number.clone(),
        family: invoice.family,
        family_name: invoice.family_name.clone(),
        reason: why.reason(),
        may_be_sent: why.may_be_sent(),
        total_cents: invoice.total,
        due_cents: (invoice.total - invoice.paid).max(Cents::ZERO),
    }
}
