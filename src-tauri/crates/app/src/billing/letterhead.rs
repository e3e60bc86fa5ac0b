//! What an invoice prints of the town and of the ways to pay. It is frozen with the run: printed again years later, an
//! invoice is the one that left, whatever the town's card and the treasury's settings became.

use documents::{Issuer, PaymentWay, Settlement};
use domain::values::Siret;
use serde::{Deserialize, Serialize};
use store::billing::{InvoiceRow, RunRow};

use crate::error::Error;
use crate::settings::Town;
use crate::treasury::{CollectionWay, PaymentWayText, TreasurySettings};

/// What every invoice of a run shares, as on the day of issue.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Letterhead {
    /// `Commune de Testville`.
    name: String,
    /// Street, city, telephone, e-mail: those that are known.
    lines: Vec<String>,
    /// SIRET, fourteen digits.
    pub(super) siret: String,
    /// An invented town: said on every page.
    pub(super) fictive: bool,
    collection: CollectionWay,
    /// Name of the accounting post; empty when it was not said.
    post_label: String,
    ways: Vec<PaymentWayText>,
    /// Whom to ask.
    pub(super) question: String,
    /// Sixteen characters of the journal as the run found it, kept with the run: on paper, a second witness of it.
    #[serde(skip)]
    audit_head: String,
}

impl Letterhead {
    /// What is printed of the town today.
    pub(super) fn of(town: &Town, treasury: &TreasurySettings) -> Self {
        Self {
            name: format!("Commune de {}", town.name),
            lines: town.contact_lines(),
            siret: town.siret.clone(),
            fictive: town.fictive,
            collection: treasury.collection,
            post_label: treasury.post_label.clone(),
            ways: treasury.payment_ways.clone(),
            question: treasury.question.clone(),
            audit_head: String::new(),
        }
    }

    /// What a run was issued under.
    pub(super) fn of_run(run: &RunRow) -> Result<Self, Error> {
        let letterhead: Self =
            serde_json::from_str(&run.letterhead).map_err(|error| Error::bug(error.to_string()))?;
        Ok(Self { audit_head: run.audit_head.clone(), ..letterhead })
    }

    /// As a text for the run.
    pub(super) fn to_text(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|error| Error::bug(error.to_string()))
    }

    pub(super) fn issuer(&self) -> Issuer {
        let siret = self.siret.parse::<Siret>();
        // Invented towns are the same each time they are made, but for their keys and so their journal: there is nothing to witness.
        let witnessed = !self.audit_head.is_empty() && !self.fictive;
        let journal = witnessed.then(|| format!("Journal\u{a0}{}", self.audit_head));
        Issuer {
            name: self.name.clone(),
            lines: self.lines.clone(),
            footer: [siret.map(|siret| format!("SIRET\u{a0}{siret}")).ok(), journal]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
        }
    }

    pub(super) fn settlement(&self, row: &InvoiceRow) -> Settlement {
        match self.collection {
            CollectionWay::Titre => Settlement::AwaitAsap {
                sgc: match self.post_label.as_str() {
                    "" => "service de gestion comptable".to_owned(),
                    label => label.to_owned(),
                },
            },
            CollectionWay::Regie => Settlement::Regie {
                due_on: row.due_on,
                ways: self
                    .ways
                    .iter()
                    .map(|way| PaymentWay { name: way.name.clone(), text: way.text.clone() })
                    .collect(),
            },
        }
    }
}
