//! « What would it cost? »: a price and its reasons, from figures typed at the desk. No household's quotient is opened.

use domain::activities::UnitKind;
use domain::calendar::Month;
use domain::tariffs::{
    IncomeUsed, Payer, Quantity, Quotient, QuotientAt, QuotientDraft, QuotientKind, QuotientSource, Share,
    Tariff, UnitBasis, price,
};
use domain::values::ids::TariffId;
use security::access::ReadTariffs;
use uuid::Uuid;

use super::list::unit_kind;
use super::views::*;
use crate::Error;
use crate::activities::Offer;
use crate::call::Call;

/// Prices a quantity, and says why.
pub fn tariff_try(call: &Call<'_, ReadTariffs>, request: TariffTryRequest) -> Result<TariffTryView, Error> {
    let on = request.on.unwrap_or_else(|| call.today());
    let (offer, tariffs) = call.read(|r| Ok((Offer::load(r, on, on)?, r.tariffs()?)))?;
    let tariff = match request.choice {
        TariffChoice::Saved { tariff } => tariffs
            .into_iter()
            .find(|known| known.id == tariff)
            .ok_or_else(|| Error::not_found("ce tarif"))?,
        TariffChoice::Draft { draft } => {
            Tariff::try_new(TariffId::from_uuid(Uuid::nil()), *draft).map_err(Error::fields)?
        }
    };
    let kind = match request.unit {
        Some(unit) => offer.unit(unit)?.unit.kind,
        None => unit_kind(&offer, &tariff).unwrap_or(UnitKind::Slot),
    };
    let quantity = match tariff.basis {
        UnitBasis::PerUnit => Quantity::Units { count: request.quantity, unit: kind },
        UnitBasis::PerHour { .. } => {
            let minutes = u16::try_from(request.quantity).unwrap_or(u16::MAX);
            Quantity::Minutes { count: tariff.basis.billed_minutes(minutes) }
        }
    };
    let month = Month::of(on);
    let quotient = request
        .quotient
        .map(|value| {
            let draft = QuotientDraft {
                kind: QuotientKind::Caf,
                value,
                month,
                computed: None,
                from: None,
                to: None,
                source: QuotientSource::Declaration,
            };
            Quotient::try_new(Uuid::nil().into(), &draft)
        })
        .transpose()
        .map_err(|mut issues| {
            issues.iter_mut().for_each(|issue| "quotient".clone_into(&mut issue.field));
            Error::fields(issues)
        })?;
    let payer = Payer {
        resident: request.resident,
        quotient: quotient.as_ref().map_or(QuotientAt::Missing, QuotientAt::Applies),
        income: request.monthly_income.map(|monthly| IncomeUsed { monthly, origin: None }),
        on,
    };
    let priced = price(&tariff, &payer, request.sibling_rank.max(1), quantity, Share::Whole);
    Ok(TariffTryView {
        unit_price: priced.unit_price,
        amount: priced.amount,
        by_default: priced.explanation.lacks_income(),
        reasons: priced.explanation.sentences(),
    })
}
