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

    /// The word of the exchanged files (treasury.md §6), also stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Solde => "SOLDE",
            Self::Partiel => "PARTIEL",
            Self::Impaye => "IMPAYE",
            Self::Rejete => "REJETE",
            Self::Annule => "ANNULE",
            Self::NonValeur => "NON_VALEUR",
        }
    }

    /// Its name on screens.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Solde => "soldé",
            Self::Partiel => "payé en partie",
            Self::Impaye => "impayé",
            Self::Rejete => "rejeté",
            Self::Annule => "annulé",
            Self::NonValeur => "admis en non-valeur, la dette reste due",
        }
    }

    /// Whether it says where a titre stands and never that money came in. A debt admitted as non-valeur is not extinguished
    /// (health-privacy.md §5.2), and a cancelled titre is put right by the town's own correction (treasury.md §2.8).
    pub const fn is_news_alone(self) -> bool {
        matches!(self, Self::Impaye | Self::Annule | Self::NonValeur)
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

impl ReturnLine {
    /// Whether the line only says where a titre stands: its amount, whatever it is, is not money that came in. An amount taken
    /// back moves money under any state: it may be a rejection badly named.
    pub fn is_news_alone(&self) -> bool {
        self.amount.is_zero()
            || self.amount.is_positive() && self.state.is_some_and(ReturnState::is_news_alone)
    }

    /// The money it moves: none when it is news alone.
    pub fn moved(&self) -> Cents {
        if self.is_news_alone() { Cents::ZERO } else { self.amount }
    }
}

/// What the treasury says is left to pay when it is not what the town counts, in words.
pub fn remaining_gap(stated: Cents, ours: Cents) -> Option<Refusal> {
    let gap = stated - ours;
    (!gap.is_zero()).then(|| {
        Refusal::new(
            IssueCode::Inconsistent,
            format!(
                "Le Trésor annonce {stated} à recouvrer, Préau compte {ours} : écart de {}.",
                if gap.is_negative() { -gap } else { gap }
            ),
        )
    })
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
    /// It moves no money: news of the titre.
    Information {
        /// The titre it is about.
        matched: Matched,
        /// What was set aside of the line, when it had an amount.
        note: Option<Refusal>,
    },
}

/// The titres of the town, ready to be matched against.
#[derive(Debug, Default)]
pub struct ReturnIndex {
    today: Date,
    titres: Vec<OpenTitre>,
    by_titre: HashMap<(i16, u32, u32), usize>,
    by_invoice: HashMap<String, usize>,
    by_debtor: HashMap<String, Vec<usize>>,
    by_id: HashMap<InvoiceId, usize>,
}

impl ReturnIndex {
    /// An index over these titres, on a day.
    pub fn new(titres: Vec<OpenTitre>, today: Date) -> Self {
        let mut index = Self { today, ..Self::default() };
        for (at, titre) in titres.iter().enumerate() {
            index.by_titre.insert((titre.exercice, titre.bordereau, titre.titre), at);
            index.by_invoice.insert(fold_compact(&titre.invoice_number), at);
            index.by_id.insert(titre.invoice, at);
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
        if let Some(reason) = misnamed(line) {
            return ReturnOutcome::ToCheck { reason, proposals: vec![matched] };
        }
        if line.is_news_alone() {
            return ReturnOutcome::Information { matched, note: set_aside(line) };
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

    /// What is left to pay of a titre, as far as the lines matched so far go.
    pub fn due(&self, invoice: InvoiceId) -> Option<Cents> {
        self.by_id.get(&invoice).map(|at| self.titres[*at].due())
    }

    fn contradicts(&self, line: &ReturnLine, titre: &OpenTitre) -> bool {
        line.invoice_number.as_deref().is_some_and(|number| {
            fold_compact(number) != fold_compact(&titre.invoice_number)
                && self.by_invoice.contains_key(&fold_compact(number))
        })
    }

    /// Why the titre or the invoice a line names is not this one, when it names any.
    fn names_another(&self, line: &ReturnLine, titre: &OpenTitre) -> Option<Refusal> {
        let is_other = |said: Option<u32>, known: u32| said.is_some_and(|said| said != known);
        let names_a_titre = line.titre.is_some() || line.bordereau.is_some();
        if is_other(line.titre, titre.titre)
            || is_other(line.bordereau, titre.bordereau)
            || names_a_titre && line.exercice.is_some_and(|year| year != titre.exercice)
        {
            let number = |label: &str, number: Option<u32>| number.map(|number| format!("{label} {number}"));
            let year = line.exercice.map(|year| format!("exercice {year}"));
            let named = [number("titre", line.titre), number("bordereau", line.bordereau), year];
            return Some(Refusal::new(
                IssueCode::Unknown,
                format!(
                    "Le fichier parle d'un autre titre ({}), inconnu ici ; la facture {} du même débiteur doit la même somme : vérifiez avant d'accepter.",
                    named.into_iter().flatten().collect::<Vec<_>>().join(", "),
                    titre.invoice_number
                ),
            ));
        }
        let number = line.invoice_number.as_deref()?;
        (fold_compact(number) != fold_compact(&titre.invoice_number)).then(|| {
            Refusal::new(
                IssueCode::Unknown,
                format!(
                    "La facture « {number} » n'existe pas ici ; la facture {} du même débiteur doit la même somme : vérifiez avant d'accepter.",
                    titre.invoice_number
                ),
            )
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
        if line.is_news_alone() && !of_debtor.is_empty() {
            return ReturnOutcome::ToCheck {
                reason: Refusal::new(
                    IssueCode::Ambiguous,
                    format!(
                        "La ligne ne dit pas de quel titre du débiteur « {reference} » elle parle : aucune somme n'est comptée."
                    ),
                ),
                proposals: of_debtor.iter().map(matched).collect(),
            };
        }
        match exact.as_slice() {
            [only] => {
                let found = matched(only);
                // A number that is not known here may be another budget's: the same sum is no proof (treasury.md §5.8).
                if let Some(reason) = self.names_another(line, &self.titres[*only]) {
                    return ReturnOutcome::ToCheck { reason, proposals: vec![found] };
                }
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

/// Why the sign of an amount and what is said of it cannot both be right.
fn misnamed(line: &ReturnLine) -> Option<Refusal> {
    let state = line.state?;
    let message = match (line.amount, state) {
        (amount, ReturnState::Rejete) if amount.is_positive() => {
            "L'état dit « rejeté » et le montant est positif : un rejet s'écrit en négatif.".to_owned()
        }
        (amount, state) if amount.is_negative() && state != ReturnState::Rejete => format!(
            "{amount} repris sous l'état « {} » : un montant négatif est un rejet, vérifiez la ligne.",
            state.label()
        ),
        _ => return None,
    };
    Some(Refusal::new(IssueCode::Inconsistent, message))
}

/// Words for an amount that is not counted, because the state says that nothing was paid.
fn set_aside(line: &ReturnLine) -> Option<Refusal> {
    let state = line.state.filter(|_| !line.amount.is_zero())?;
    Some(Refusal::new(
        IssueCode::Inconsistent,
        format!(
            "L'état dit « {} » : les {} de la ligne ne sont pas un encaissement.",
            state.label(),
            line.amount
        ),
    ))
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
                news_of(line),
            ]
            .join("|");
            let rank = seen.entry(content.clone()).or_default();
            *rank += 1;
            format!("{content}|{rank}")
        })
        .collect()
}

/// What tells two pieces of news of the same day apart. What was said of a titre when it was paid is no part of the payment.
fn news_of(line: &ReturnLine) -> String {
    if !line.is_news_alone() {
        return String::new();
    }
    let remaining = line.remaining.map(|left| left.0.to_string()).unwrap_or_default();
    format!("{}|{remaining}", line.state.map(ReturnState::code).unwrap_or_default())
}

#[cfg(test)]
mod tests;
