//! A new vote: a new version, the former one ending the day before.

use domain::calendar::{Month, format_day};
use domain::tariffs::{Tariff, UnitBasis};
use domain::values::ids::TariffId;
use jiff::ToSpan;
use security::access::{EditTariffs, ReadQuotients};

use super::views::*;
use crate::Error;
use crate::activities::{Offer, SavedView};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::quotients;

/// Writes a version as voted. Nothing already billed changes: an issued line keeps citing the version that priced it.
pub fn tariff_save(call: &Call<'_, EditTariffs>, request: TariffSaveRequest) -> Result<SavedView, Error> {
    let id: TariffId = call.new_id().into();
    let tariff = Tariff::try_new(id, request.draft).map_err(Error::fields)?;
    let subject = Subject::of("tariff", id).detail(format!(
        "{}, délibération {}, dès le {}",
        tariff.name,
        tariff.deliberation,
        format_day(tariff.valid_from)
    ));
    call.perform(subject, [Change::Tariffs, Change::People], |w| {
        check_units(&Offer::load(w, tariff.valid_from, tariff.valid_from)?, &tariff)?;
        let first = Month::of(tariff.valid_from);
        let far = Month::of(tariff.valid_from.saturating_add(20.years()));
        if let Some(billed) = w.billed_months(first, far)?.last() {
            return Err(Error::refused(format!(
                "Le mois de {} est déjà facturé\u{a0}: un tarif ne commence ni pendant ni avant. Choisissez un début à partir du {}.",
                billed.month.format_fr(),
                format_day(billed.month.next().first_day())
            )));
        }
        let eve = tariff.valid_from.yesterday().map_err(|_| Error::refused("Ce début est trop ancien."))?;
        let mut next_start = None;
        for other in w.tariffs()? {
            if other.activity != tariff.activity || other.unit != tariff.unit {
                continue;
            }
            if other.valid_from <= tariff.valid_from {
                if other.valid_to.is_none_or(|last| last > eve) {
                    w.end_tariff(other.id, eve)?;
                }
            } else if other.applies_on(other.valid_from) {
                next_start = next_start.into_iter().chain([other.valid_from]).min();
            }
        }
        let until = next_start.and_then(|start| start.yesterday().ok());
        let valid_to = tariff.valid_to.into_iter().chain(until).min();
        w.insert_tariff(&Tariff { valid_to, ..tariff.clone() })?;
        // The desk knows a household by the name of its bracket (F03): it follows the vote.
        match call.also::<ReadQuotients>() {
            Some(grant) => quotients::refresh(w, &grant, call.today()),
            None => Ok(()),
        }
    })?;
    Ok(SavedView { id: id.into() })
}

fn check_units(offer: &Offer, tariff: &Tariff) -> Result<(), Error> {
    offer.activity(tariff.activity)?;
    let mut priced = offer
        .units_of(tariff.activity)
        .filter(|row| tariff.unit.is_none_or(|own| own == row.unit.id))
        .peekable();
    if priced.peek().is_none() {
        return Err(Error::refused(
            "Ce tarif ne porte sur aucune unité de l’activité\u{a0}: créez-la d’abord.",
        ));
    }
    match (tariff.basis, priced.find(|row| !row.by_minutes)) {
        (UnitBasis::PerHour { .. }, Some(row)) => Err(Error::refused(format!(
            "«\u{a0}{}\u{a0}» ne note pas les minutes de présence\u{a0}: un prix à l’heure ne s’y applique pas.",
            row.unit.name
        ))),
        _ => Ok(()),
    }
}
