//! The quotient familial: recorded, never recomputed, never overwritten.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::Month;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::Cents;
use crate::values::ids::QuotientId;

/// Whose quotient it is. Kinds are never mixed: the same family has different values under each (caf.md §6).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuotientKind {
    /// Caisse d'allocations familiales.
    Caf,
    /// Mutualité sociale agricole.
    Msa,
    /// Income tax reference divided by tax shares.
    Tax,
    /// Computed by the town, as a fallback named as such.
    Municipal,
}

impl QuotientKind {
    /// Every kind, in the order of a list.
    pub const ALL: [Self; 4] = [Self::Caf, Self::Msa, Self::Tax, Self::Municipal];

    /// The code it is stored and imported under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Caf => "caf",
            Self::Msa => "msa",
            Self::Tax => "fiscal",
            Self::Municipal => "municipal",
        }
    }

    /// The kind under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code().eq_ignore_ascii_case(code.trim()))
    }

    /// Which kind is believed first when several are in force: what a caisse says of its allocataire, then what the
    /// tax office says, then what the town computed for want of either. « Ne jamais mélanger les types » (caf.md §6):
    /// a fallback named as such never replaces the value it stands in for. CAF and MSA are equals: a family has one
    /// caisse at a time, and the latest value tells which.
    const fn precedence(self) -> u8 {
        match self {
            Self::Caf | Self::Msa => 2,
            Self::Tax => 1,
            Self::Municipal => 0,
        }
    }

    /// Its name in an explanation.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Caf => "CAF",
            Self::Msa => "MSA",
            Self::Tax => "fiscal",
            Self::Municipal => "municipal",
        }
    }
}

/// How the town learnt the value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuotientSource {
    /// Attestation shown by the family.
    Attestation,
    /// Read by an agent on the CAF's own screen.
    Cdap,
    /// Imported from a file.
    Import,
    /// Tax notice.
    TaxNotice,
    /// Declared by the family.
    Declaration,
}

impl QuotientSource {
    /// Every source, in the order of a list.
    pub const ALL: [Self; 5] =
        [Self::Attestation, Self::Cdap, Self::Import, Self::TaxNotice, Self::Declaration];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Attestation => "attestation",
            Self::Cdap => "cdap",
            Self::Import => "import",
            Self::TaxNotice => "tax_notice",
            Self::Declaration => "declaration",
        }
    }

    /// The source under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.code() == code)
    }

    /// Its name in an explanation.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Attestation => "attestation",
            Self::Cdap => "consultation CDAP",
            Self::Import => "fichier importé",
            Self::TaxNotice => "avis d’imposition",
            Self::Declaration => "déclaration",
        }
    }
}

/// One recorded value and the days it applies to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quotient {
    /// Identifier.
    pub id: QuotientId,
    /// Whose quotient.
    pub kind: QuotientKind,
    /// Value in cents of euro, strictly positive: an unknown quotient is absent, not zero (caf.md §9).
    pub value: Cents,
    /// Month it was given for.
    pub month: Month,
    /// Month it was computed in, when the source says so.
    pub computed: Option<Month>,
    /// First day it applies.
    pub from: Date,
    /// Last day it applies; `None` until a later one replaces it.
    pub to: Option<Date>,
    /// How the town learnt it.
    pub source: QuotientSource,
}

/// A quotient as typed or imported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct QuotientDraft {
    /// Whose quotient.
    pub kind: QuotientKind,
    /// Value in cents.
    pub value: Cents,
    /// Month it was given for.
    pub month: Month,
    /// Month it was computed in.
    pub computed: Option<Month>,
    /// First day it applies; the first day of the month when absent.
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// Last day it applies.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
    /// How the town learnt it.
    pub source: QuotientSource,
}

impl Quotient {
    /// No family has ever had such a quotient: above it, an income was typed in its place.
    pub const CEILING: Cents = Cents::from_euros(20_000);

    /// Months after which a value without an end is asked for again: every kind is computed anew each year.
    pub const ASKED_AGAIN_AFTER: i32 = 12;

    /// How much this value is believed before those of other kinds. One without an end that is a year old has lost
    /// its place: the caisse may well know the family no more.
    fn precedence_on(&self, day: Date) -> u8 {
        let is_old =
            self.to.is_none() && Month::of(day).months_since(Month::of(self.from)) >= Self::ASKED_AGAIN_AFTER;
        if is_old { 0 } else { self.kind.precedence() }
    }

    /// Checks the draft; all the problems come back together.
    pub fn try_new(id: QuotientId, draft: &QuotientDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        if draft.value.is_zero() {
            issues.refuse("value", IssueCode::OutOfRange, "Un quotient à 0 veut dire « inconnu » : n'en saisissez pas, le tarif le plus haut s'appliquera en le disant.");
        } else if draft.value.is_negative() {
            issues.refuse("value", IssueCode::OutOfRange, "Un quotient ne peut pas être négatif.");
        } else if draft.value > Self::CEILING {
            issues.refuse(
                "value",
                IssueCode::OutOfRange,
                "Ce montant ressemble à un revenu : le quotient familial est bien plus petit.",
            );
        }
        let from = draft.from.unwrap_or_else(|| draft.month.first_day());
        if draft.to.is_some_and(|to| to < from) {
            issues.refuse("to", IssueCode::ImpossibleDate, "La fin de validité précède le début.");
        }
        if draft.computed.is_some_and(|computed| computed > draft.month) {
            issues.refuse(
                "computed",
                IssueCode::Inconsistent,
                "Le mois de calcul suit le mois d'application.",
            );
        }
        issues.finish(Some(Self {
            id,
            kind: draft.kind,
            value: draft.value,
            month: draft.month,
            computed: draft.computed,
            from,
            to: draft.to,
            source: draft.source,
        }))
    }

    /// `684` or `684,50`: a quotient is shown without a currency and without useless decimals.
    pub fn format_value(value: Cents) -> String {
        let shown = value.format_fr_bare();
        shown.strip_suffix(",00").map_or(shown.clone(), str::to_owned)
    }
}

/// Every quotient ever recorded for a household, in the order they were recorded.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct QuotientHistory {
    entries: Vec<Quotient>,
}

/// What the history answers for a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QuotientAt<'a> {
    /// This one applies.
    Applies(&'a Quotient),
    /// None does; this is the last one that did.
    Expired(&'a Quotient),
    /// None ever did.
    Missing,
}

impl<'a> QuotientAt<'a> {
    /// The quotient that applies, if one does.
    pub fn applying(self) -> Option<&'a Quotient> {
        match self {
            Self::Applies(quotient) => Some(quotient),
            Self::Expired(_) | Self::Missing => None,
        }
    }
}

impl QuotientHistory {
    /// The history made of these records, oldest recording first.
    pub fn new(entries: Vec<Quotient>) -> Self {
        Self { entries }
    }

    /// Adds a record. Nothing is replaced: what applies is decided by [`Self::at`].
    pub fn record(&mut self, quotient: Quotient) {
        self.entries.push(quotient);
    }

    /// The records, oldest recording first.
    pub fn entries(&self) -> &[Quotient] {
        &self.entries
    }

    /// What applies on a day: of several kinds the one believed first, whatever their dates (caf.md §6); of one kind,
    /// the value that began last; of two that began together, the one computed last; failing that, the one recorded
    /// last (caf.md §9).
    pub fn at(&self, day: Date) -> QuotientAt<'_> {
        let begun = || self.entries.iter().filter(|quotient| quotient.from <= day);
        let applies = begun()
            .filter(|quotient| quotient.to.is_none_or(|to| day <= to))
            .max_by_key(|quotient| (quotient.precedence_on(day), quotient.from, quotient.computed));
        match applies {
            Some(quotient) => QuotientAt::Applies(quotient),
            None => {
                begun().max_by_key(|quotient| quotient.to).map_or(QuotientAt::Missing, QuotientAt::Expired)
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    pub(crate) fn quotient(euros: i64, from: Date, to: Option<Date>) -> Quotient {
        Quotient {
            id: QuotientId::from_uuid(Uuid::nil()),
            kind: QuotientKind::Caf,
            value: Cents::from_euros(euros),
            month: Month::of(from),
            computed: None,
            from,
            to,
            source: QuotientSource::Attestation,
        }
    }

    #[test]
    fn the_value_that_began_last_applies() {
        let old = quotient(684, date(2025, 9, 1), Some(date(2026, 8, 31)));
        let new = quotient(720, date(2026, 2, 1), None);
        let history = QuotientHistory::new(vec![new.clone(), old.clone()]);
        assert_eq!(history.at(date(2025, 8, 31)), QuotientAt::Missing);
        assert_eq!(history.at(date(2026, 1, 31)), QuotientAt::Applies(&old));
        assert_eq!(history.at(date(2026, 2, 1)), QuotientAt::Applies(&new));
    }

    #[test]
    fn of_two_for_one_month_the_latest_computed_applies() {
        let month = |text| Some(Month::parse(text).unwrap());
        let early = Quotient { computed: month("2026-01"), ..quotient(500, date(2026, 2, 1), None) };
        let late = Quotient { computed: month("2026-02"), ..quotient(600, date(2026, 2, 1), None) };
        let history = QuotientHistory::new(vec![late.clone(), early]);
        assert_eq!(history.at(date(2026, 2, 5)), QuotientAt::Applies(&late));
        let retyped = quotient(610, date(2026, 3, 1), None);
        let corrected = quotient(611, date(2026, 3, 1), None);
        let history = QuotientHistory::new(vec![retyped, corrected.clone()]);
        assert_eq!(history.at(date(2026, 3, 5)), QuotientAt::Applies(&corrected));
    }

    #[test]
    fn the_value_of_a_caisse_comes_before_one_the_town_made() {
        let kind = |kind, quotient| Quotient { kind, ..quotient };
        let caf = quotient(400, date(2026, 2, 1), Some(date(2026, 12, 31)));
        let tax = kind(QuotientKind::Tax, quotient(900, date(2026, 9, 1), None));
        let municipal = kind(QuotientKind::Municipal, quotient(950, date(2026, 10, 1), None));
        let history = QuotientHistory::new(vec![caf.clone(), tax.clone(), municipal.clone()]);
        // A later value of another kind replaces nothing; it serves where the caisse says nothing.
        assert_eq!(history.at(date(2026, 11, 30)), QuotientAt::Applies(&caf));
        assert_eq!(history.at(date(2027, 1, 31)), QuotientAt::Applies(&tax));
        let fallback = QuotientHistory::new(vec![municipal.clone()]);
        assert_eq!(fallback.at(date(2026, 11, 30)), QuotientAt::Applies(&municipal));
        // A family that changed caisse: the latest of the two.
        let msa = kind(QuotientKind::Msa, quotient(500, date(2026, 6, 1), None));
        let history = QuotientHistory::new(vec![msa.clone(), caf.clone()]);
        assert_eq!(history.at(date(2026, 7, 31)), QuotientAt::Applies(&msa));
    }

    #[test]
    fn a_caisse_that_has_said_nothing_for_a_year_lets_another_value_in() {
        let caf = quotient(400, date(2024, 2, 1), None);
        let tax = Quotient { kind: QuotientKind::Tax, ..quotient(900, date(2025, 9, 1), None) };
        let history = QuotientHistory::new(vec![caf.clone(), tax.clone()]);
        assert_eq!(history.at(date(2024, 12, 31)), QuotientAt::Applies(&caf));
        assert_eq!(history.at(date(2026, 3, 31)), QuotientAt::Applies(&tax));
        let alone = QuotientHistory::new(vec![caf.clone()]);
        assert_eq!(alone.at(date(2026, 3, 31)), QuotientAt::Applies(&caf));
    }

    #[test]
    fn an_expired_value_is_remembered_but_does_not_apply() {
        let old = quotient(684, date(2025, 9, 1), Some(date(2026, 8, 31)));
        let history = QuotientHistory::new(vec![old.clone()]);
        assert_eq!(history.at(date(2026, 10, 31)), QuotientAt::Expired(&old));
        assert_eq!(history.at(date(2026, 10, 31)).applying(), None);
    }

    #[test]
    fn zero_is_not_a_quotient() {
        let draft = |value| QuotientDraft {
            kind: QuotientKind::Caf,
            value: Cents(value),
            month: Month::parse("2026-02").unwrap(),
            computed: None,
            from: None,
            to: None,
            source: QuotientSource::Cdap,
        };
        let id = QuotientId::from_uuid(Uuid::nil());
        assert_eq!(Quotient::try_new(id, &draft(68_400)).unwrap().from, date(2026, 2, 1));
        for value in [0, -1, 2_500_000] {
            assert_eq!(Quotient::try_new(id, &draft(value)).unwrap_err()[0].field, "value", "{value}");
        }
        assert_eq!(Quotient::format_value(Cents(68_400)), "684");
        assert_eq!(Quotient::format_value(Cents(68_450)), "684,50");
    }
}
