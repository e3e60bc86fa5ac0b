//! Tariffs as voted: dated, immutable, each citing its deliberation.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::attendance::StateSet;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ActivityId, TariffId, UnitId};
use crate::values::text::tidy;
use crate::values::{Cents, Permille, Rate};

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

/// How a price is found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Method {
    /// A price for each bracket of quotient.
    Bracket(BracketTable),
    /// A rate applied to the quotient or to monthly income, between a floor and a cap.
    EffortRate(EffortRate),
    /// One price for all.
    UnitPrice {
        /// Price of residents.
        resident: Cents,
        /// Price of others; residents' when absent.
        non_resident: Option<Cents>,
    },
}

impl Method {
    /// Whether the price depends on the quotient or the income of the household: files priced so are kept ten
    /// years instead of five (requirements R02).
    pub const fn depends_on_income(&self) -> bool {
        matches!(self, Self::Bracket(_) | Self::EffortRate(_))
    }
}

/// Brackets in ascending order, the last one without upper bound.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct BracketTable {
    /// The brackets, lowest first.
    pub brackets: Vec<Bracket>,
}

/// One bracket.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Bracket {
    /// Highest quotient of the bracket, included, in cents; `None` for the last bracket.
    pub up_to: Option<Cents>,
    /// Price of residents.
    pub resident: Cents,
    /// Price of others; residents' when absent.
    pub non_resident: Option<Cents>,
}

impl BracketTable {
    /// The rank (from 0) of the bracket of a quotient. Without quotient it is the last one.
    pub fn rank_of(&self, quotient: Option<Cents>) -> usize {
        let last = self.brackets.len() - 1;
        match quotient {
            None => last,
            Some(value) => {
                self.brackets.iter().position(|b| b.up_to.is_none_or(|up_to| value <= up_to)).unwrap_or(last)
            }
        }
    }
}

/// What the effort rate applies to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EffortBase {
    /// The quotient familial.
    Quotient,
    /// Monthly income of the household.
    MonthlyIncome,
}

/// An effort rate and its bounds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct EffortRate {
    /// What the rate applies to.
    pub base: EffortBase,
    /// Terms of residents.
    pub resident: EffortTerms,
    /// Terms of others; residents' when absent.
    pub non_resident: Option<EffortTerms>,
}

/// A rate with its floor and cap.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct EffortTerms {
    /// Factor applied to the base.
    pub rate: Rate,
    /// Lowest price, per unit or hour.
    pub floor: Cents,
    /// Highest price, per unit or hour: also the price without quotient.
    pub cap: Cents,
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

fn check_method(issues: &mut Issues, method: &Method) {
    let negative = "Un prix ne peut pas être négatif.";
    match method {
        Method::Bracket(table) => {
            if table.brackets.is_empty() {
                issues.refuse("brackets", IssueCode::Missing, "Il faut au moins une tranche.");
                return;
            }
            let bounds: Vec<Option<Cents>> = table.brackets.iter().map(|bracket| bracket.up_to).collect();
            let (last, others) = bounds.split_last().expect("there is a bracket");
            if last.is_some() {
                issues.refuse(
                    "brackets",
                    IssueCode::Inconsistent,
                    "La dernière tranche n'a pas de borne haute : elle reçoit tous les quotients au-delà.",
                );
            }
            if others.iter().any(Option::is_none) || !others.is_sorted_by(|low, high| low < high) {
                issues.refuse(
                    "brackets",
                    IssueCode::Inconsistent,
                    "Les bornes des tranches doivent croître.",
                );
            }
            if table
                .brackets
                .iter()
                .any(|b| b.resident.is_negative() || b.non_resident.is_some_and(Cents::is_negative))
            {
                issues.refuse("brackets", IssueCode::OutOfRange, negative);
            }
        }
        Method::EffortRate(effort) => {
            for terms in [Some(&effort.resident), effort.non_resident.as_ref()].into_iter().flatten() {
                if terms.floor.is_negative() {
                    issues.refuse("floor", IssueCode::OutOfRange, negative);
                }
                if terms.cap < terms.floor {
                    issues.refuse("cap", IssueCode::Inconsistent, "Le plafond est plus bas que le plancher.");
                }
            }
        }
        Method::UnitPrice { resident, non_resident } => {
            if resident.is_negative() || non_resident.is_some_and(Cents::is_negative) {
                issues.refuse("price", IssueCode::OutOfRange, negative);
            }
        }
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
pub(crate) mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    pub(crate) fn bracket(up_to: Option<i64>, resident: i64, non_resident: Option<i64>) -> Bracket {
        Bracket {
            up_to: up_to.map(Cents::from_euros),
            resident: Cents(resident),
            non_resident: non_resident.map(Cents),
        }
    }

    pub(crate) fn draft(method: Method) -> TariffDraft {
        TariffDraft {
            activity: ActivityId::from_uuid(Uuid::from_u128(1)),
            unit: None,
            name: "Cantine, par tranche".into(),
            deliberation: "2026-41".into(),
            valid_from: date(2026, 9, 1),
            valid_to: None,
            method,
            basis: UnitBasis::PerUnit,
            siblings: None,
            billed: StateSet::BILLED_BY_DEFAULT,
        }
    }

    pub(crate) fn tariff(method: Method) -> Tariff {
        Tariff::try_new(TariffId::from_uuid(Uuid::from_u128(1)), draft(method)).unwrap()
    }

    #[test]
    fn brackets_must_cover_every_quotient_once() {
        for brackets in [
            vec![],
            vec![bracket(Some(300), 100, None)],
            vec![bracket(Some(600), 100, None), bracket(Some(300), 200, None), bracket(None, 300, None)],
            vec![bracket(None, 100, None), bracket(None, 300, None)],
            vec![bracket(None, -1, None)],
        ] {
            let draft = draft(Method::Bracket(BracketTable { brackets: brackets.clone() }));
            let issues = Tariff::try_new(TariffId::from_uuid(Uuid::nil()), draft).unwrap_err();
            assert_eq!(issues[0].field, "method.brackets", "{brackets:?}");
        }
    }

    #[test]
    fn a_bound_belongs_to_the_lower_bracket() {
        let table = BracketTable {
            brackets: vec![
                bracket(Some(300), 100, None),
                bracket(Some(600), 200, None),
                bracket(None, 300, None),
            ],
        };
        for (quotient, rank) in
            [(Some(30_000), 0), (Some(30_001), 1), (Some(60_000), 1), (Some(99_999_999), 2), (None, 2)]
        {
            assert_eq!(table.rank_of(quotient.map(Cents)), rank, "{quotient:?}");
        }
    }

    #[test]
    fn the_unit_tariff_comes_before_the_activity_one_and_the_newest_first() {
        let activity = ActivityId::from_uuid(Uuid::from_u128(1));
        let (meal, snack) = (UnitId::from_uuid(Uuid::from_u128(10)), UnitId::from_uuid(Uuid::from_u128(11)));
        let base = tariff(Method::UnitPrice { resident: Cents(100), non_resident: None });
        let newer = Tariff {
            valid_from: date(2027, 1, 1),
            id: TariffId::from_uuid(Uuid::from_u128(2)),
            ..base.clone()
        };
        let own = Tariff { unit: Some(meal), id: TariffId::from_uuid(Uuid::from_u128(3)), ..base.clone() };
        let all = [base.clone(), newer.clone(), own.clone()];
        assert_eq!(tariff_on(&all, activity, meal, date(2027, 2, 1)), Some(&own));
        assert_eq!(tariff_on(&all, activity, snack, date(2027, 2, 1)), Some(&newer));
        assert_eq!(tariff_on(&all, activity, snack, date(2026, 10, 1)), Some(&base));
        assert_eq!(tariff_on(&all, activity, snack, date(2026, 8, 31)), None);
    }

    #[test]
    fn minutes_are_billed_by_whole_steps() {
        let quarter = UnitBasis::PerHour { step_minutes: 15 };
        for (minutes, billed) in [(0, 0), (1, 15), (15, 15), (16, 30), (75, 75)] {
            assert_eq!(quarter.billed_minutes(minutes), billed);
        }
        assert_eq!(UnitBasis::PerUnit.billed_minutes(75), 0);
    }

    #[test]
    fn reductions_grow_with_the_rank() {
        let part = |thousandths| Permille::try_new(thousandths).unwrap();
        let discount = SiblingDiscount {
            scope: SiblingScope::SameActivity,
            from_rank: vec![(2, part(100)), (3, part(250))],
            not_at_highest: false,
        };
        let found: Vec<u16> = (1..=5).map(|rank| discount.of_rank(rank).thousandths()).collect();
        assert_eq!(found, [0, 100, 250, 250, 250]);
        let backward = SiblingDiscount { from_rank: vec![(3, part(250)), (2, part(100))], ..discount };
        let draft = TariffDraft {
            siblings: Some(backward),
            ..draft(Method::UnitPrice { resident: Cents(1), non_resident: None })
        };
        assert_eq!(
            Tariff::try_new(TariffId::from_uuid(Uuid::nil()), draft).unwrap_err()[0].field,
            "siblings"
        );
    }
}
