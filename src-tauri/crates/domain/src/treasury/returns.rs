//! What comes back: recoveries, rejections of direct debit, balances. Each line is matched by titre, then by
//! invoice, then by debtor and amount; what is doubtful is proposed, never applied alone.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::format_day;
use crate::issue::{IssueCode, Refusal};
use crate::payments::PaymentMethod;
use crate::values::Cents;
use crate::values::ids::InvoiceId;
use crate::values::text::fold_compact;

/// What the treasury says of a titre.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReturnState {
    /// Paid.
    Solde,
    /// Paid in part.
    Partiel,
    /// Unpaid.
    Impaye,
    /// Rejected.
    Rejete,
    /// Cancelled.
    Annule,
    /// Written off.
    NonValeur,
}

impl ReturnState {
    /// Reads the word of the file.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match fold_compact(text).as_str() {
            "solde" => Self::Solde,
            "partiel" => Self::Partiel,
            "impaye" => Self::Impaye,
            "rejete" => Self::Rejete,
            "annule" => Self::Annule,
            "nonvaleur" | "non_valeur" => Self::NonValeur,
            _ => return None,
        })
    }
}

/// One line of a returned file.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ReturnLine {
    /// Exercice of the titre.
    pub exercice: Option<i16>,
    /// Bordereau of the titre.
    pub bordereau: Option<u32>,
    /// Number of the titre.
    pub titre: Option<u32>,
    /// The town's reference of the debtor.
    pub debtor_reference: Option<String>,
    /// Number of the invoice.
    pub invoice_number: Option<String>,
    /// Day of the operation.
    pub on: Date,
    /// Amount; negative for a rejected direct debit.
    pub amount: Cents,
    /// Means of payment.
    pub method: Option<PaymentMethod>,
    /// Where it was paid: `PAYFIP`, `TRESOR`, `REGIE`…
    pub origin: Option<String>,
    /// What the treasury says of the titre.
    pub state: Option<ReturnState>,
    /// What it says is left to pay.
    pub remaining: Option<Cents>,
    /// Why, for a rejection.
    pub reason: Option<String>,
}

/// A titre returns may speak of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenTitre {
    /// Invoice it recovers.
    pub invoice: InvoiceId,
    /// Exercice.
    pub exercice: i16,
    /// Bordereau.
    pub bordereau: u32,
    /// Number of the titre.
    pub titre: u32,
    /// Number of the invoice.
    pub invoice_number: String,
    /// The town's reference of the debtor.
    pub debtor_reference: String,
    /// What it was for.
    pub billed: Cents,
    /// What has been paid so far.
    pub paid: Cents,
}

impl OpenTitre {
    /// What is left to pay.
    pub fn due(&self) -> Cents {
        self.billed - self.paid
    }
}

/// What a match rests on, strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// Exercice, bordereau and titre.
    Titre,
    /// Invoice number.
    Invoice,
    /// Debtor's reference and the very amount due.
    DebtorAndAmount,
}

/// A line and its invoice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Matched {
    /// The invoice.
    pub invoice: InvoiceId,
    /// What the match rests on.
    pub by: MatchedBy,
}

/// What to do with a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReturnOutcome {
    /// It can be recorded.
    Accepted(Matched),
    /// The agent must look: here is why, and what is proposed.
    ToCheck {
        /// Why.
        reason: Refusal,
        /// Candidates, best first.
        proposals: Vec<Matched>,
    },
    /// It cannot be recorded.
    Refused(Refusal),
    /// It moves no money: an information about the titre.
    Information(Matched),
}

/// The titres of the town, ready to be matched against.
#[derive(Debug, Default)]
pub struct ReturnIndex {
    today: Date,
    titres: Vec<OpenTitre>,
    by_titre: HashMap<(i16, u32, u32), usize>,
    by_invoice: HashMap<String, usize>,
    by_debtor: HashMap<String, Vec<usize>>,
}

impl ReturnIndex {
    /// An index over these titres, on a day.
    pub fn new(titres: Vec<OpenTitre>, today: Date) -> Self {
        let mut index = Self { today, ..Self::default() };
        for (at, titre) in titres.iter().enumerate() {
            index.by_titre.insert((titre.exercice, titre.bordereau, titre.titre), at);
            index.by_invoice.insert(fold_compact(&titre.invoice_number), at);
            index.by_debtor.entry(fold_compact(&titre.debtor_reference)).or_default().push(at);
        }
        index.titres = titres;
        index
    }

    /// Matches one line. When it is accepted, what it pays is deducted, so that the next line of the same file
    /// sees what is left.
    pub fn match_line(&mut self, line: &ReturnLine) -> ReturnOutcome {
        let strong = self.strong(line);
        if line.on > self.today {
            return ReturnOutcome::ToCheck {
                reason: Refusal::new(
                    IssueCode::ImpossibleDate,
                    format!("L'opération est datée du {}, qui n'est pas encore venu.", format_day(line.on)),
                ),
                proposals: strong
                    .map(|(at, by)| Matched { invoice: self.titres[at].invoice, by })
                    .into_iter()
                    .collect(),
            };
        }
        let Some((at, by)) = strong else {
            return self.weak(line);
        };
        let titre = &self.titres[at];
        let matched = Matched { invoice: titre.invoice, by };
        let doubtful = |code, message: String| ReturnOutcome::ToCheck {
            reason: Refusal::new(code, message),
            proposals: vec![matched],
        };
        if by == MatchedBy::Titre && self.contradicts(line, titre) {
            return doubtful(
                IssueCode::Inconsistent,
                format!(
                    "Le titre {} n'est pas celui de la facture indiquée : vérifiez la ligne.",
                    titre.titre
                ),
            );
        }
        if line.amount.is_zero() {
            return ReturnOutcome::Information(matched);
        }
        if line.amount.is_negative() && -line.amount > titre.paid {
            return doubtful(
                IssueCode::OutOfRange,
                format!("Le rejet de {} dépasse ce qui a été encaissé, {}.", -line.amount, titre.paid),
            );
        }
        if line.amount > titre.due() {
            return doubtful(
                IssueCode::OutOfRange,
                format!(
                    "{} reçus pour {} dus : trop-perçu de {}.",
                    line.amount,
                    titre.due(),
                    line.amount - titre.due()
                ),
            );
        }
        self.titres[at].paid += line.amount;
        ReturnOutcome::Accepted(matched)
    }

    fn strong(&self, line: &ReturnLine) -> Option<(usize, MatchedBy)> {
        let by_titre = || {
            let key = (line.exercice?, line.bordereau?, line.titre?);
            self.by_titre.get(&key).map(|at| (*at, MatchedBy::Titre))
        };
        let by_invoice = || {
            let number = line.invoice_number.as_deref()?;
            self.by_invoice.get(&fold_compact(number)).map(|at| (*at, MatchedBy::Invoice))
        };
        by_titre().or_else(by_invoice)
    }

    fn contradicts(&self, line: &ReturnLine, titre: &OpenTitre) -> bool {
        line.invoice_number.as_deref().is_some_and(|number| {
            fold_compact(number) != fold_compact(&titre.invoice_number)
                && self.by_invoice.contains_key(&fold_compact(number))
        })
    }

    fn weak(&mut self, line: &ReturnLine) -> ReturnOutcome {
        if let Some((bordereau, titre)) = line.bordereau.zip(line.titre)
            && line.debtor_reference.is_none()
        {
            return ReturnOutcome::Refused(Refusal::new(
                IssueCode::Unknown,
                format!(
                    "Le titre {titre} du bordereau {bordereau} n'existe pas ici : le fichier vient-il d'un autre budget ?"
                ),
            ));
        }
        let Some(reference) = line.debtor_reference.as_deref() else {
            if let Some(number) = &line.invoice_number {
                return ReturnOutcome::Refused(Refusal::new(
                    IssueCode::Unknown,
                    format!(
                        "La facture « {number} » n'existe pas ici : le fichier vient-il d'un autre budget ?"
                    ),
                ));
            }
            return ReturnOutcome::Refused(Refusal::new(
                IssueCode::Missing,
                "La ligne ne dit ni le titre, ni la facture, ni le débiteur : rapprochez-la à la main.",
            ));
        };
        let of_debtor = self.by_debtor.get(&fold_compact(reference)).map_or(&[][..], Vec::as_slice);
        let exact: Vec<usize> = of_debtor
            .iter()
            .copied()
            .filter(|at| self.titres[*at].due() == line.amount && line.amount.is_positive())
            .collect();
        let matched =
            |at: &usize| Matched { invoice: self.titres[*at].invoice, by: MatchedBy::DebtorAndAmount };
        match exact.as_slice() {
            [only] => {
                let found = matched(only);
                self.titres[*only].paid += line.amount;
                ReturnOutcome::Accepted(found)
            }
            [] if of_debtor.is_empty() => ReturnOutcome::Refused(Refusal::new(
                IssueCode::Unknown,
                format!("Le débiteur « {reference} » n'est pas connu ici."),
            )),
            [] => ReturnOutcome::ToCheck {
                reason: Refusal::new(
                    IssueCode::Ambiguous,
                    format!("Aucune facture du débiteur « {reference} » ne doit exactement {}.", line.amount),
                ),
                proposals: of_debtor
                    .iter()
                    .filter(|at| self.titres[**at].due().is_positive())
                    .map(matched)
                    .collect(),
            },
            several => ReturnOutcome::ToCheck {
                reason: Refusal::new(
                    IssueCode::Ambiguous,
                    format!(
                        "Plusieurs factures du débiteur « {reference} » doivent {} : choisissez.",
                        line.amount
                    ),
                ),
                proposals: several.iter().map(matched).collect(),
            },
        }
    }
}

/// A key for each line under which it is recorded once, whatever the number of times the file is read.
///
/// Two identical lines of one file are two operations: each takes its rank among its likes, so that a second
/// reading gives the same keys and a longer file only adds new ones.
pub fn return_keys(lines: &[ReturnLine]) -> Vec<String> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    lines
        .iter()
        .map(|line| {
            let number = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
            let content = [
                line.exercice.map(|exercice| exercice.to_string()).unwrap_or_default(),
                number(line.bordereau),
                number(line.titre),
                fold_compact(line.invoice_number.as_deref().unwrap_or_default()),
                fold_compact(line.debtor_reference.as_deref().unwrap_or_default()),
                line.on.to_string(),
                line.amount.0.to_string(),
                line.method.map(PaymentMethod::code).unwrap_or_default().to_owned(),
                fold_compact(line.origin.as_deref().unwrap_or_default()),
            ]
            .join("|");
            let rank = seen.entry(content.clone()).or_default();
            *rank += 1;
            format!("{content}|{rank}")
        })
        .collect()
}

#[cfg(test)]
mod tests;
