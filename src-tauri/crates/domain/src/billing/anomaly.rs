//! What the agent should look at before the invoices leave.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::values::Cents;
use crate::values::ids::{ActivityId, ChildId, FamilyId, HouseholdId, UnitId};
use crate::values::text::french;

/// The kinds of anomaly.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnomalyCode {
    /// No tariff was voted for the day: what happened is not billed.
    TariffMissing,
    /// The month is not over: what is booked would be billed before it happens, and its grid would close.
    MonthUnfinished,
    /// No household has custody that day: what happened is billed to nobody.
    CustodyMissing,
    /// The custodies of the day contradict each other: what happened is billed to nobody.
    CustodyDisputed,
    /// School holidays that a custody shares out are not known: weeks went on.
    HolidaysUnknown,
    /// The treasury would reject the debtor.
    DebtorIncomplete,
    /// The debtor's name is cut to fit the treasury's files.
    DebtorNameCut,
    /// The highest price was applied for want of a quotient.
    QuotientMissing,
    /// Booked, and nobody said who came.
    DayNotTicked,
    /// The total is in the family's favour.
    NegativeTotal,
    /// The total is under what the treasury recovers.
    UnderThreshold,
    /// A child came to an activity it is not registered to, or is billed for it.
    AttendanceWithoutRegistration,
    /// Noted, changed or withdrawn after the invoice left: only a correction can follow.
    ChangedAfterIssue,
    /// More children than places.
    OverCapacity,
    /// One funder helps twice the same child, after records were merged.
    HelpedTwice,
}

impl AnomalyCode {
    /// Its name in the list.
    pub const fn label(self) -> &'static str {
        match self {
            Self::TariffMissing => "Tarif absent",
            Self::MonthUnfinished => "Mois non terminé",
            Self::CustodyMissing => "Garde non renseignée",
            Self::CustodyDisputed => "Garde incohérente",
            Self::HolidaysUnknown => "Vacances inconnues",
            Self::DebtorIncomplete => "Débiteur incomplet",
            Self::DebtorNameCut => "Nom coupé pour le Trésor",
            Self::QuotientMissing => "Quotient manquant",
            Self::DayNotTicked => "Jour non pointé",
            Self::NegativeTotal => "Montant négatif",
            Self::UnderThreshold => "Sous le seuil",
            Self::AttendanceWithoutRegistration => "Sans inscription",
            Self::ChangedAfterIssue => "Présence changée après facture",
            Self::OverCapacity => "Capacité dépassée",
            Self::HelpedTwice => "Aide en double",
        }
    }
}

/// Whether invoices can leave in spite of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnomalySeverity {
    /// They cannot.
    Blocking,
    /// They can, once seen.
    ToCheck,
}

/// What to open to settle it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Subject {
    /// A household of a family.
    Household {
        /// Family.
        family: FamilyId,
        /// Household.
        household: HouseholdId,
    },
    /// The month billed.
    Month,
    /// A child.
    Child {
        /// Child.
        child: ChildId,
        /// The unit it is about, when there is one.
        unit: Option<(ActivityId, UnitId)>,
    },
    /// A unit of an activity.
    Unit {
        /// Activity.
        activity: ActivityId,
        /// Unit.
        unit: UnitId,
    },
    /// A unit on a day.
    Day {
        /// Activity.
        activity: ActivityId,
        /// Unit.
        unit: UnitId,
        /// Day.
        #[ts(type = "string")]
        day: Date,
    },
}

/// One anomaly.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, TS)]
pub struct Anomaly {
    /// What kind.
    pub code: AnomalyCode,
    /// Whether it blocks.
    pub severity: AnomalySeverity,
    /// What to open.
    pub subject: Subject,
    /// Family or place, as shown.
    pub place: String,
    /// What was found, in French.
    pub message: String,
    /// The amount at stake, when there is one.
    pub at_stake: Option<Cents>,
}

impl Anomaly {
    pub(super) fn new(
        code: AnomalyCode,
        severity: AnomalySeverity,
        subject: Subject,
        place: &str,
        message: &str,
        at_stake: Option<Cents>,
    ) -> Self {
        Self { code, severity, subject, place: place.to_owned(), message: french(message), at_stake }
    }
}
