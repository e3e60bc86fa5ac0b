//! The versions of every tariff.

use std::cmp::Reverse;

use domain::activities::UnitKind;
use domain::tariffs::{Method, Tariff, UnitBasis, tariff_on};
use domain::values::Cents;
use domain::values::text::fold;
use jiff::civil::Date;
use security::access::ReadTariffs;

use super::views::*;
use crate::Error;
use crate::activities::Offer;
use crate::call::Call;

/// Every version, and the units no tariff prices.
pub fn tariff_list(
    call: &Call<'_, ReadTariffs>,
    request: TariffListRequest,
) -> Result<TariffListView, Error> {
    let on = request.on.unwrap_or_else(|| call.today());
    let (offer, tariffs) = call.read(|r| Ok((Offer::load(r, on, on)?, r.tariffs()?)))?;
    let mut missing = Vec::new();
    for row in &offer.units {
        if tariff_on(&tariffs, row.unit.activity, row.unit.id, on).is_none() {
            missing.push(TariffMissingView {
                activity_id: row.unit.activity,
                activity_name: offer.activity_of(row)?.name.clone(),
                unit_id: row.unit.id,
                unit_name: row.unit.name.clone(),
            });
        }
    }
    Ok(TariffListView { tariffs: cards(&offer, &tariffs, on)?, missing })
}

/// A version in full.
pub fn tariff_show(call: &Call<'_, ReadTariffs>, request: TariffRequest) -> Result<TariffView, Error> {
    let today = call.today();
    let (offer, tariffs) = call.read(|r| Ok((Offer::load(r, today, today)?, r.tariffs()?)))?;
    let found = tariffs.iter().find(|tariff| tariff.id == request.tariff).cloned();
    let found = found.ok_or_else(|| Error::not_found("ce tarif"))?;
    let versions: Vec<Tariff> = tariffs
        .into_iter()
        .filter(|other| other.activity == found.activity && other.unit == found.unit)
        .collect();
    Ok(TariffView {
        card: card(&offer, &found, today)?,
        versions: cards(&offer, &versions, today)?,
        method: found.method,
        basis: found.basis,
        siblings: found.siblings,
        billed: found.billed,
    })
}

fn cards(offer: &Offer, tariffs: &[Tariff], on: Date) -> Result<Vec<TariffCardView>, Error> {
    let mut cards =
        tariffs.iter().map(|tariff| card(offer, tariff, on)).collect::<Result<Vec<_>, Error>>()?;
    cards.sort_by_cached_key(|card| {
        let place = offer.activities.iter().position(|activity| activity.id == card.activity_id);
        (place, card.unit_name.as_deref().map(fold), Reverse(card.valid_from), Reverse(card.id))
    });
    Ok(cards)
}

fn card(offer: &Offer, tariff: &Tariff, on: Date) -> Result<TariffCardView, Error> {
    let standing = match tariff.valid_to {
        Some(last) if last < tariff.valid_from => TariffStanding::Replaced,
        Some(last) if last < on => TariffStanding::Past,
        _ if tariff.valid_from > on => TariffStanding::Coming,
        _ => TariffStanding::Current,
    };
    Ok(TariffCardView {
        id: tariff.id,
        activity_id: tariff.activity,
        activity_name: offer.activity(tariff.activity)?.name.clone(),
        unit_id: tariff.unit,
        unit_name: tariff.unit.map(|unit| offer.unit(unit).map(|row| row.unit.name.clone())).transpose()?,
        name: tariff.name.to_string(),
        deliberation: tariff.deliberation.to_string(),
        method_label: method_label(&tariff.method).to_owned(),
        prices_label: prices_label(&tariff.method),
        each_label: each_label(offer, tariff).to_owned(),
        valid_from: tariff.valid_from,
        valid_to: tariff.valid_to,
        standing,
        depends_on_income: tariff.method.depends_on_income(),
    })
}

fn method_label(method: &Method) -> &'static str {
    match method {
        Method::Bracket(_) => "Par tranche de quotient",
        Method::EffortRate(_) => "Taux d’effort",
        Method::UnitPrice { .. } => "Prix unique",
    }
}

fn prices_label(method: &Method) -> String {
    let (low, high) = match method {
        Method::Bracket(table) => {
            let prices = || table.brackets.iter().map(|bracket| bracket.resident);
            (prices().min().unwrap_or(Cents::ZERO), prices().max().unwrap_or(Cents::ZERO))
        }
        Method::EffortRate(effort) => (effort.resident.floor, effort.resident.cap),
        Method::UnitPrice { resident, .. } => (*resident, *resident),
    };
    if low == high { low.to_string() } else { format!("de {low} à {high}") }
}

fn each_label(offer: &Offer, tariff: &Tariff) -> &'static str {
    match tariff.basis {
        UnitBasis::PerHour { .. } => "l’heure",
        UnitBasis::PerUnit => unit_kind(offer, tariff).map_or("l’unité", UnitKind::each_fr),
    }
}

/// The kind of what a tariff prices, when it prices a single kind.
pub(super) fn unit_kind(offer: &Offer, tariff: &Tariff) -> Option<UnitKind> {
    let mut kinds = offer
        .units_of(tariff.activity)
        .filter(|row| tariff.unit.is_none_or(|own| own == row.unit.id))
        .map(|row| row.unit.kind);
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}
