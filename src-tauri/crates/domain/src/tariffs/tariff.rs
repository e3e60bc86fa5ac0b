//! Tariffs as voted: dated, immutable, each citing its deliberation.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::method::{Method, check_method};
use crate::attendance::StateSet;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::Permille;
use crate::values::ids::{ActivityId, TariffId, UnitId};
use crate::values::text::tidy;

/// A version of a tariff. It never changes: a new vote is a new version, and amounts already billed keep
/// citing theirs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tariff {
    /// Identifier.
    pub id: TariffId,
    /// Activity it prices.
    pub activity: ActivityId,
    /// Unit it prices; `None` for every unit of the activity that has no tariff of its own.
    pub unit: Option<UnitId>,
    /// Name: `Cantine, par tranche`.
    pub name: Arc<str>,
    /// Reference of the deliberation: `2026-41`.
    pub deliberation: Arc<str>,
    /// First day it applies.
    pub valid_from: Date,
    /// Last day it applies; `None` until another version begins.
    pub valid_to: Option<Date>,
    /// How the price is found.
    pub method: Method,
    /// What the price is for.
    pub basis: UnitBasis,
    /// Reduction for brothers and sisters.
    pub siblings: Option<SiblingDiscount>,
    /// States billed.
    pub billed: StateSet,
}

/// A tariff as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct TariffDraft {
    /// Activity it prices.
    pub activity: ActivityId,
    /// Unit it prices.
    pub unit: Option<UnitId>,
    /// Name.
    pub name: String,
    /// Reference of the deliberation.
    pub deliberation: String,
    /// First day it applies.
    #[ts(type = "string")]
    pub valid_from: Date,
    /// Last day it applies.
    #[ts(type = "string | null")]
    pub valid_to: Option<Date>,
    /// How the price is found.
    pub method: Method,
    /// What the price is for.
    pub basis: UnitBasis,
    /// Reduction for brothers and sisters.
    pub siblings: Option<SiblingDiscount>,
    /// States billed.
    pub billed: StateSet,
}

/// What one price pays for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum UnitBasis {
    /// A unit, whatever its length.
    PerUnit,
    /// An hour; each attendance counts its minutes, rounded up to a whole number of steps (« tout quart
    /// d’heure commencé est dû » is a step of 15).
    PerHour {
        /// Minutes of a step, from 1 to 60.
        step_minutes: u8,
    },
}

impl UnitBasis {
    /// Minutes billed for an attendance of so many minutes.
    pub fn billed_minutes(self, minutes: u16) -> u32 {
        match self {
            Self::PerUnit => 0,
            Self::PerHour { step_minutes } => {
                u32::from(minutes).next_multiple_of(u32::from(step_minutes.max(1)))
            }
        }
    }
}

/// Which children of the household count to rank brothers and sisters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SiblingScope {
    /// Those billed this month for the same activity.
    SameActivity,
    /// Those billed this month for any activity.
    AnyActivity,
}

/// Reduction by rank, the eldest being the first.
///
/// It applies to the price found (the bracket's, or the effort rate's once between its floor and cap) and never
/// brings an effort rate under its floor: the floor is the lowest price that was voted, and where the CAF funds the
/// place it is compulsory (caf.md §3, « plancher obligatoire »). Brackets have no floor: the lowest one is reduced
/// like the others.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct SiblingDiscount {
    /// Which children count.
    pub scope: SiblingScope,
    /// Reduction from a rank on, in ascending ranks: `(2, 100), (3, 250)` is 10 % for the second child and a
    /// quarter from the third.
    pub from_rank: Vec<(u8, Permille)>,
    /// Whether the highest bracket (or the cap) is left without reduction.
    pub not_at_highest: bool,
}

impl SiblingDiscount {
    /// The reduction of a child of this rank.
    pub fn of_rank(&self, rank: u8) -> Permille {
        self.from_rank
            .iter()
            .rev()
            .find(|(from, _)| rank >= *from)
            .map_or(Permille::default(), |(_, part)| *part)
    }
}

impl Tariff {
    /// Checks the draft; all the problems come back together.
    pub fn try_new(id: TariffId, draft: TariffDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = tidy(&draft.name);
        if name.is_empty() {
            issues.refuse("name", IssueCode::Missing, "Le nom du tarif manque.");
        }
        let deliberation = tidy(&draft.deliberation);
        if deliberation.is_empty() {
            issues.refuse(
                "deliberation",
                IssueCode::Missing,
                "La référence de la délibération manque : les familles peuvent la demander.",
            );
        }
        if draft.valid_to.is_some_and(|to| to < draft.valid_from) {
            issues.refuse("valid_to", IssueCode::ImpossibleDate, "La fin du tarif précède son début.");
        }
        issues.within("method", |issues| check_method(issues, &draft.method));
        if let UnitBasis::PerHour { step_minutes } = draft.basis
            && !(1..=60).contains(&step_minutes)
        {
            issues.refuse("basis", IssueCode::OutOfRange, "Le pas de facturation va de 1 à 60 minutes.");
        }
        if let Some(discount) = &draft.siblings
            && !discount.from_rank.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1)
        {
            issues.refuse(
                "siblings",
                IssueCode::Inconsistent,
                "Les réductions de fratrie doivent croître avec le rang.",
            );
        }
        if draft.billed == StateSet::EMPTY {
            issues.refuse("billed", IssueCode::Missing, "Choisissez au moins un état facturé.");
        }
        issues.finish(Some(Self {
            id,
            activity: draft.activity,
            unit: draft.unit,
            name: name.into(),
            deliberation: deliberation.into(),
            valid_from: draft.valid_from,
            valid_to: draft.valid_to,
            method: draft.method,
            basis: draft.basis,
            siblings: draft.siblings,
            billed: draft.billed,
        }))
    }

    /// Whether this version applies on a day.
    pub fn applies_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// The tariff that prices a unit on a day: the unit's own before its activity's, and of several versions the
/// one that began last.
pub fn tariff_on<'a>(
    tariffs: impl IntoIterator<Item = &'a Tariff>,
    activity: ActivityId,
    unit: UnitId,
    day: Date,
) -> Option<&'a Tariff> {
    tariffs
        .into_iter()
        .filter(|tariff| tariff.activity == activity && tariff.unit.is_none_or(|own| own == unit))
        .filter(|tariff| tariff.applies_on(day))
        .max_by_key(|tariff| (tariff.unit.is_some(), tariff.valid_from, tariff.id))
}

#[cfg(test)]
pub(crate) mod tests;
