//! Two households of one file, side by side.

use domain::calendar::format_day;
use domain::people::FormerDebtor;
use domain::values::ids::HouseholdId;
use jiff::civil::Date;
use store::Reader;
use store::merges::{MergeTrail, cells, day_value, id_value};
use store::people::HouseholdRow;
use uuid::Uuid;

use super::fields::{DEBTOR, differing};
use super::plan::{guardian_name, row};
use super::{MergePartView, RecordKind, RecordPairRequest};
use crate::Error;
use crate::families::wording::{address, regime_label};

/// The household that was billed goes on: an invoice is never rewritten.
pub(super) fn household(r: &Reader<'_>, today: Date, part: &mut MergePartView) -> Result<(), Error> {
    let money = |id: Uuid| r.has_money(id.into());
    match (money(part.kept)?, money(part.absorbed)?) {
        (true, true) => part.refusals.push(
            "Les deux foyers ont été facturés ou ont réglé\u{a0}: chacun garde son compte, ils restent deux foyers du même dossier."
                .to_owned(),
        ),
        (false, true) => {
            std::mem::swap(&mut part.kept, &mut part.absorbed);
            part.notes.push("Le foyer qui a des factures est celui qui continue.".to_owned());
        }
        _ => {}
    }
    let standing = |id: Uuid| -> Result<bool, Error> {
        let mandates = r.mandates_of(id.into())?;
        Ok(mandates.iter().any(|row| crate::mandates::stands(row.mandate.state_on(today))))
    };
    if standing(part.kept)? && standing(part.absorbed)? {
        part.refusals.push(
            "Ces deux foyers ont chacun un mandat de prélèvement\u{a0}: demandez à la facturation d’en révoquer un, puis réunissez-les."
                .to_owned(),
        );
    }
    let (kept, absorbed) = (row(r.household(part.kept.into())?)?, row(r.household(part.absorbed.into())?)?);
    let debtor = |home: &HouseholdRow| -> Result<String, Error> {
        let debtor = home.debtor.map(|id| r.guardian(id)).transpose()?.flatten();
        Ok(debtor.map(|row| guardian_name(&row)).unwrap_or_default())
    };
    let since = |home: &HouseholdRow| {
        let price = if home.is_resident { "habitants" } else { "hors commune" };
        let since = home.address_since.map(|day| format!(", depuis le {}", format_day(day)));
        format!("{} (tarif {price}{})", address(&home.address), since.unwrap_or_default())
    };
    part.fields = differing(RecordKind::Household, |code| {
        Ok(match code {
            "address" => (since(&kept), since(&absorbed)),
            DEBTOR => (debtor(&kept)?, debtor(&absorbed)?),
            _ => (regime_label(&kept.regime).to_owned(), regime_label(&absorbed.regime).to_owned()),
        })
    })?;
    if !left_behind(r, kept.id, absorbed.id)?.is_empty() {
        part.notes.push(
            "Les anciens débiteurs du foyer réuni à l’autre ne devront rien de plus\u{a0}: les mois passés restent aux débiteurs du foyer qui continue."
                .to_owned(),
        );
    }
    part.notes.push(
        "Les personnes, quotients, ressources, mandats et pièces des deux foyers se suivent dans celui qui continue\u{a0}; ce qui est scellé le reste."
            .to_owned(),
    );
    Ok(())
}

/// The former debtors of a household that goes into another: a month of the one that goes on is made out to its own debtors, past or not, and
/// those of the other do not come along (V04). Where it never had any, they do.
fn left_behind(r: &Reader<'_>, kept: HouseholdId, absorbed: HouseholdId) -> Result<Vec<FormerDebtor>, Error> {
    let former = |home: HouseholdId| -> Result<Vec<FormerDebtor>, Error> {
        let Some(family) = r.family_of_household(home)? else { return Ok(Vec::new()) };
        Ok(row(r.family_members(family)?)?.former_debtors(home))
    };
    let has_its_own = row(r.household(kept)?)?.debtor.is_some() || !former(kept)?.is_empty();
    if has_its_own { former(absorbed) } else { Ok(Vec::new()) }
}

/// Buries them, before anything of the two households is put together.
pub(super) fn leave_debtors(
    trail: &MergeTrail<'_, '_>,
    kept: HouseholdId,
    absorbed: HouseholdId,
) -> Result<(), Error> {
    for former in left_behind(trail.writer(), kept, absorbed)? {
        let key = [("household_id", id_value(absorbed)), ("ends_on", day_value(former.until))];
        trail.bury("household_debtors", &cells(key))?;
    }
    Ok(())
}

/// Whether the debtors of two households are one adult, merged in the same gesture: there is nothing to choose.
pub(super) fn one_debtor(
    r: &Reader<'_>,
    part: &MergePartView,
    pairs: &[RecordPairRequest],
) -> Result<bool, Error> {
    let debtor = |home: Uuid| -> Result<Option<Uuid>, Error> {
        Ok(r.household(home.into())?.and_then(|row| row.debtor).map(Uuid::from))
    };
    let two = debtor(part.kept)?.zip(debtor(part.absorbed)?);
    Ok(two.is_some_and(|(one, other)| {
        pairs.iter().any(|pair| [(one, other), (other, one)].contains(&(pair.kept, pair.absorbed)))
    }))
}
