//! Tariffs as voted: a version is written once; only its last day is set later, when another takes over.

use std::collections::HashMap;

use domain::attendance::StateSet;
use domain::calendar::Month;
use domain::tariffs::{
    Bracket, BracketTable, EffortBase, EffortRate, EffortTerms, Method, SiblingDiscount, SiblingScope,
    Tariff, UnitBasis,
};
use domain::values::ids::TariffId;
use domain::values::{Cents, Permille, Rate};
use jiff::civil::Date;
use rusqlite::{Row, params};

use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

impl Reader<'_> {
    /// Every version of every tariff.
    pub fn tariffs(&self) -> Result<Vec<Tariff>, StoreError> {
        self.tariffs_between("0000-01-01".to_owned(), "9999-12-31".to_owned())
    }

    /// The versions that apply on some day of a month.
    pub fn tariffs_for_month(&self, month: Month) -> Result<Vec<Tariff>, StoreError> {
        self.tariffs_between(day(month.first_day()), day(month.last_day()))
    }

    fn tariffs_between(&self, from: String, to: String) -> Result<Vec<Tariff>, StoreError> {
        let mut brackets: HashMap<TariffId, Vec<Bracket>> = HashMap::new();
        self.each(sql!("select_brackets.sql"), [], |row| {
            let bracket =
                Bracket { up_to: cents(row, 1)?, resident: Cents(row.get(2)?), non_resident: cents(row, 3)? };
            brackets.entry(row.id(0)?).or_default().push(bracket);
            Ok(())
        })?;
        let mut discounts: HashMap<TariffId, Vec<(u8, Permille)>> = HashMap::new();
        self.each(sql!("select_sibling_discounts.sql"), [], |row| {
            let part: u16 = row.get(2)?;
            let part = Permille::try_new(part)
                .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(2, i64::from(part)))?;
            discounts.entry(row.id(0)?).or_default().push((row.get(1)?, part));
            Ok(())
        })?;
        self.all(sql!("select_tariffs.sql"), [from, to], |row| {
            let id: TariffId = row.id(0)?;
            let step_minutes: Option<u8> = row.get(8)?;
            let siblings = match row.get_ref(18)?.as_str_or_null().map_err(rusqlite::Error::from)? {
                None => None,
                Some(_) => Some(SiblingDiscount {
                    scope: row.code(18, sibling_scope)?,
                    from_rank: discounts.remove(&id).unwrap_or_default(),
                    not_at_highest: row.flag(19)?,
                }),
            };
            Ok(Tariff {
                id,
                activity: row.id(1)?,
                unit: row.id_opt(2)?,
                name: row.text(3)?.into(),
                deliberation: row.text(4)?.into(),
                valid_from: row.date(6)?,
                valid_to: row.date_opt(7)?,
                method: method(row, brackets.remove(&id).unwrap_or_default())?,
                basis: step_minutes
                    .map_or(UnitBasis::PerUnit, |step_minutes| UnitBasis::PerHour { step_minutes }),
                siblings,
                billed: StateSet::from_bits(row.get(20)?),
            })
        })
    }
}

impl Writer<'_> {
    /// Writes a new version.
    pub fn insert_tariff(&self, tariff: &Tariff) -> Result<(), StoreError> {
        let stamp = self.stamp();
        let (effort, price) = match &tariff.method {
            Method::Bracket(_) => (None, (None, None)),
            Method::EffortRate(effort) => (Some(effort), (None, None)),
            Method::UnitPrice { resident, non_resident } => (None, (Some(*resident), *non_resident)),
        };
        let residents = effort.map(|effort| effort.resident);
        let others = effort.and_then(|effort| effort.non_resident);
        self.run(
            sql!("insert_tariff.sql"),
            params![
                tariff.id.as_bytes(),
                tariff.activity.as_bytes(),
                tariff.unit.map(|id| *id.as_bytes()),
                &*tariff.name,
                &*tariff.deliberation,
                match tariff.method {
                    Method::Bracket(_) => "bracket",
                    Method::EffortRate(_) => "effort_rate",
                    Method::UnitPrice { .. } => "unit_price",
                },
                day(tariff.valid_from),
                tariff.valid_to.map(day),
                match tariff.basis {
                    UnitBasis::PerUnit => None,
                    UnitBasis::PerHour { step_minutes } => Some(step_minutes),
                },
                price.0.map(|cents| cents.0),
                price.1.map(|cents| cents.0),
                effort.map(|effort| match effort.base {
                    EffortBase::Quotient => "quotient",
                    EffortBase::MonthlyIncome => "monthly_income",
                }),
                residents.map(|terms| terms.rate.to_string()),
                residents.map(|terms| terms.floor.0),
                residents.map(|terms| terms.cap.0),
                others.map(|terms| terms.rate.to_string()),
                others.map(|terms| terms.floor.0),
                others.map(|terms| terms.cap.0),
                tariff.siblings.as_ref().map(|siblings| match siblings.scope {
                    SiblingScope::SameActivity => "same_activity",
                    SiblingScope::AnyActivity => "any_activity",
                }),
                tariff.siblings.as_ref().is_some_and(|siblings| siblings.not_at_highest),
                tariff.billed.bits(),
                stamp.hlc,
                stamp.desk,
                stamp.agent.as_bytes()
            ],
        )?;
        if let Method::Bracket(table) = &tariff.method {
            for (rank, bracket) in (1_u32..).zip(&table.brackets) {
                self.run(
                    sql!("insert_bracket.sql"),
                    params![
                        tariff.id.as_bytes(),
                        rank,
                        bracket.up_to.map(|cents| cents.0),
                        bracket.resident.0,
                        bracket.non_resident.map(|cents| cents.0)
                    ],
                )?;
            }
        }
        for (rank, part) in tariff.siblings.iter().flat_map(|siblings| &siblings.from_rank) {
            self.run(
                sql!("insert_sibling_discount.sql"),
                params![tariff.id.as_bytes(), rank, part.thousandths()],
            )?;
        }
        Ok(())
    }

    /// Sets the last day of a version, another taking over the day after.
    pub fn end_tariff(&self, id: TariffId, last: Date) -> Result<(), StoreError> {
        self.stamped(sql!("end_tariff.sql"), params![id.as_bytes(), day(last)])
    }
}

fn method(row: &Row<'_>, brackets: Vec<Bracket>) -> Result<Method, StoreError> {
    let name = row.text(5)?;
    Ok(match name.as_str() {
        "bracket" => Method::Bracket(BracketTable { brackets }),
        "effort_rate" => Method::EffortRate(EffortRate {
            base: row.code(11, |code| match code {
                "quotient" => Some(EffortBase::Quotient),
                "monthly_income" => Some(EffortBase::MonthlyIncome),
                _ => None,
            })?,
            resident: terms(row, 12)?,
            non_resident: match cents(row, 16)? {
                None => None,
                Some(_) => Some(terms(row, 15)?),
            },
        }),
        _ => Method::UnitPrice { resident: Cents(row.get(9)?), non_resident: cents(row, 10)? },
    })
}

fn terms(row: &Row<'_>, index: usize) -> Result<EffortTerms, StoreError> {
    Ok(EffortTerms {
        rate: row.code(index, |text| text.parse::<Rate>().ok())?,
        floor: Cents(row.get(index + 1)?),
        cap: Cents(row.get(index + 2)?),
    })
}

fn cents(row: &Row<'_>, index: usize) -> Result<Option<Cents>, StoreError> {
    Ok(row.get::<_, Option<i64>>(index)?.map(Cents))
}

fn sibling_scope(code: &str) -> Option<SiblingScope> {
    match code {
        "same_activity" => Some(SiblingScope::SameActivity),
        "any_activity" => Some(SiblingScope::AnyActivity),
        _ => None,
    }
}
