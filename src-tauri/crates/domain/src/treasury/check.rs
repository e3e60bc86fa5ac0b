//! The rules under which the treasury would reject a bordereau (treasury.md §5), each one a function.
//!
//! A rejection names the family, says what is wrong and what to do. The schema of the PES is not enough: these
//! rules reject files it accepts.

mod bordereau;
mod debtor;
mod line;
mod settings;
mod text;
mod titre;

use std::collections::HashSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use self::bordereau::bordereau_flaws;
use self::debtor::debtor_flaws;
use self::line::line_flaws;
use self::settings::settings_flaws;
pub(crate) use self::text::is_transmissible;
use self::titre::titre_flaws;
use super::{Bordereau, Debtor, Titre};
use crate::issue::IssueCode;
use crate::values::Cents;
use crate::values::ids::{FamilyId, HouseholdId};
use crate::values::text::french;

/// Under this, a claim is not recovered (CGCT D1611-1 since 10 April 2017).
pub const MINIMUM_TITRE: Cents = Cents::from_euros(15);

/// The largest amount fourteen digits can write, decimals included.
const LARGEST: Cents = Cents(99_999_999_999_999);

/// Which part of the bordereau a rejection is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The town's settings.
    Collectivity,
    /// The bordereau itself.
    Bordereau,
    /// A titre.
    Titre,
    /// A line of a titre.
    Line,
    /// Who owes.
    Debtor,
    /// Where they live.
    Address,
}

impl Part {
    /// Its name on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Collectivity => "paramètres",
            Self::Bordereau => "bordereau",
            Self::Titre => "titre",
            Self::Line => "ligne",
            Self::Debtor => "tiers",
            Self::Address => "adresse",
        }
    }
}

/// Why the treasury would reject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rejection {
    /// Number of the titre, when one is at fault.
    pub titre: Option<u32>,
    /// Family to open, when one is at fault.
    pub family: Option<FamilyId>,
    /// Household to open.
    pub household: Option<HouseholdId>,
    /// Part at fault.
    pub part: Part,
    /// Field at fault.
    pub field: &'static str,
    /// What kind of problem.
    pub code: IssueCode,
    /// What is wrong, in French.
    pub message: String,
    /// What to do about it, in French.
    pub remedy: String,
}

/// A flaw before it is tied to a titre.
struct Flaw {
    part: Part,
    field: &'static str,
    code: IssueCode,
    message: String,
    remedy: String,
}

type Found = Option<Flaw>;

impl Flaw {
    fn reject(self, titre: Option<&Titre>) -> Rejection {
        Rejection {
            titre: titre.map(|titre| titre.number),
            family: titre.map(|titre| titre.family),
            household: titre.map(|titre| titre.household),
            part: self.part,
            field: self.field,
            code: self.code,
            message: self.message,
            remedy: self.remedy,
        }
    }
}

/// A flaw, its sentences given their typography.
fn flaw(
    part: Part,
    field: &'static str,
    code: IssueCode,
    message: impl Into<String>,
    remedy: impl Into<String>,
) -> Found {
    Some(Flaw { part, field, code, message: french(&message.into()), remedy: french(&remedy.into()) })
}

/// Everything that would make the treasury reject this bordereau; empty when it may be written.
pub fn check(bordereau: &Bordereau) -> Vec<Rejection> {
    let general = settings_flaws(&bordereau.collectivity).into_iter().chain(bordereau_flaws(bordereau));
    let mut rejections: Vec<Rejection> = general.flatten().map(|flaw| flaw.reject(None)).collect();
    let mut last_number = 0;
    let mut invoices = HashSet::with_capacity(bordereau.titres.len());
    for titre in &bordereau.titres {
        let again = !invoices.insert(titre.invoice_number.as_str());
        let own = titre_flaws(titre, last_number, again);
        let lines = titre.lines.iter().enumerate().flat_map(|(rank, line)| line_flaws(titre, rank, line));
        let debtor = debtor_flaws(&titre.debtor, bordereau.issued_on);
        let flaws = own.into_iter().chain(lines).chain(debtor).flatten();
        rejections.extend(flaws.map(|flaw| flaw.reject(Some(titre))));
        last_number = last_number.max(titre.number);
    }
    rejections
}

/// Everything that would make the treasury reject this debtor in a bordereau issued on a day. Used by the
/// billing preview, before any titre exists.
pub fn check_debtor(debtor: &Debtor, issued_on: Date) -> Vec<Rejection> {
    debtor_flaws(debtor, issued_on).into_iter().flatten().map(|flaw| flaw.reject(None)).collect()
}

#[cfg(test)]
mod tests;
