//! Quotients (F03): sealed in RESOURCES, recorded one after the other, never rewritten.

mod allocataire;
mod bracket;
mod record;
mod show;
mod views;

use std::collections::{HashMap, HashSet};

use domain::tariffs::{Quotient, QuotientDraft, QuotientHistory};
use domain::values::Cents;
use domain::values::ids::{BatchId, HouseholdId, QuotientId};
use security::cell::{Padding, SubjectKey};
use security::{Compartment, Grant, Right};
use store::cells::QUOTIENT;
use store::quotients::{QuotientRow, RecordedQuotient};
use store::{Reader, Writer};

pub(crate) use self::allocataire::{AllocataireIndex, deposit, deposit_resources, each_number, read_entry};
pub(crate) use self::bracket::{Brackets, refresh, state_of};
pub use self::record::{add, save_allocataire};
pub(crate) use self::show::{agent_names, history_rows};
pub use self::show::{current, list};
pub use self::views::*;
use crate::{Error, subject_key};

/// Everything ever recorded for a household, oldest recording first.
pub(crate) fn history<R: Right>(
    reader: &Reader<'_>,
    grant: &Grant<'_, R>,
    household: HouseholdId,
) -> Result<QuotientHistory, Error> {
    let mut keys = OneKey::default();
    let entries = reader.quotients_of(household)?;
    let entries = entries.iter().filter_map(|row| open(grant, &mut keys, row).transpose());
    Ok(QuotientHistory::new(entries.collect::<Result<_, _>>()?))
}

/// The history of every household that has one, in the order of their identifiers: one pass over the table, then every processor of
/// the desk opens its share, one key for each household.
pub(crate) fn each_history<R: Right>(
    reader: &Reader<'_>,
    grant: &Grant<'_, R>,
    mut take: impl FnMut(HouseholdId, QuotientHistory),
) -> Result<(), Error> {
    let mut rows: Vec<RecordedQuotient> = Vec::new();
    reader.each_quotient(|row| {
        rows.push(row);
        Ok(())
    })?;
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    let shares = shares(&rows, hands);
    let opened: Vec<Result<Vec<(HouseholdId, QuotientHistory)>, Error>> = std::thread::scope(|threads| {
        let work: Vec<_> =
            shares.into_iter().map(|share| threads.spawn(|| histories(grant, share))).collect();
        let ended = work.into_iter().map(|one| one.join().unwrap_or_else(|_| Err(Error::bug("QUOTIENTS"))));
        ended.collect()
    });
    for share in opened {
        for (household, history) in share? {
            take(household, history);
        }
    }
    Ok(())
}

/// Cuts the rows in about equal parts, never between two rows of one household.
fn shares(rows: &[RecordedQuotient], parts: usize) -> Vec<&[RecordedQuotient]> {
    let mut shares = Vec::with_capacity(parts);
    let mut rest = rows;
    for left in (1..=parts).rev() {
        let mut end = rest.len() / left;
        while end > 0 && end < rest.len() && rest[end].household == rest[end - 1].household {
            end += 1;
        }
        let (share, after) = rest.split_at(end);
        shares.push(share);
        rest = after;
    }
    shares
}

/// The histories of some households, in their order.
fn histories<R: Right>(
    grant: &Grant<'_, R>,
    rows: &[RecordedQuotient],
) -> Result<Vec<(HouseholdId, QuotientHistory)>, Error> {
    let mut keys = OneKey::default();
    let mut opened: Vec<(HouseholdId, QuotientHistory)> = Vec::new();
    for row in rows {
        let Some(quotient) = open(grant, &mut keys, row)? else { continue };
        match opened.last_mut() {
            Some((household, history)) if *household == row.household => history.record(quotient),
            _ => {
                let mut history = QuotientHistory::default();
                history.record(quotient);
                opened.push((row.household, history));
            }
        }
    }
    Ok(opened)
}

/// Up to so many are read one by one; more, in one pass over all.
const FEW: usize = 16;

/// The values of some quotients by identifier, withdrawn ones too: an issued invoice cites the one it was priced with.
pub(crate) fn values<R: Right>(
    reader: &Reader<'_>,
    grant: &Grant<'_, R>,
    wanted: &HashSet<QuotientId>,
) -> Result<HashMap<QuotientId, Cents>, Error> {
    let mut keys = OneKey::default();
    let mut values = HashMap::with_capacity(wanted.len());
    if wanted.len() <= FEW {
        for id in wanted {
            let Some(row) = reader.quotient(*id)? else { continue };
            values.extend(open(grant, &mut keys, &row)?.map(|quotient| (quotient.id, quotient.value)));
        }
        return Ok(values);
    }
    let mut failed: Option<Error> = None;
    reader.each_quotient_ever(|row| {
        if failed.is_none() && wanted.contains(&row.id) {
            match open(grant, &mut keys, &row) {
                Ok(quotient) => values.extend(quotient.map(|quotient| (quotient.id, quotient.value))),
                Err(error) => failed = Some(error),
            }
        }
        Ok(())
    })?;
    failed.map_or(Ok(values), Err)
}

/// Records quotients of a household, in this order.
pub(crate) fn record<R: Right>(
    writer: &Writer<'_>,
    grant: &Grant<'_, R>,
    household: HouseholdId,
    quotients: &[(QuotientId, QuotientDraft)],
    batch: Option<BatchId>,
) -> Result<(), Error> {
    let key = subject_key::for_writing(writer, grant, Compartment::Resources, household)?;
    for (id, draft) in quotients {
        let content = serde_json::to_vec(draft).map_err(|error| Error::bug(error.to_string()))?;
        let sealed = grant.seal(&key, QUOTIENT.at(*id), None, Padding::Short, &content)?;
        writer.insert_quotient(&QuotientRow { id: *id, household, sealed, import_batch: batch })?;
    }
    Ok(())
}

/// The key in RESOURCES of the household whose rows are being read: rows come household by household.
#[derive(Default)]
pub(crate) struct OneKey {
    present: Option<(HouseholdId, SubjectKey)>,
}

impl OneKey {
    pub(crate) fn of<R: Right>(
        &mut self,
        grant: &Grant<'_, R>,
        household: HouseholdId,
        wrapped: &[u8],
    ) -> Result<&SubjectKey, Error> {
        let known = self.present.take().filter(|(present, _)| *present == household);
        let opened = match known {
            Some(known) => known,
            None => (household, grant.subject_key(Compartment::Resources, household.as_uuid(), wrapped)?),
        };
        Ok(&self.present.insert(opened).1)
    }
}

/// A recorded quotient; nothing when the household's key was erased.
fn open<R: Right>(
    grant: &Grant<'_, R>,
    keys: &mut OneKey,
    row: &RecordedQuotient,
) -> Result<Option<Quotient>, Error> {
    let Some(wrapped) = &row.cell.wrapped else { return Ok(None) };
    let key = keys.of(grant, row.sealed_for, wrapped)?;
    let content = grant.open(key, QUOTIENT.at(row.id), &row.cell.sealed)?;
    let draft: QuotientDraft =
        serde_json::from_slice(&content).map_err(|_| Error::bug("QUOTIENT-ILLISIBLE"))?;
    Quotient::try_new(row.id, &draft).map(Some).map_err(|_| Error::bug("QUOTIENT-INVALIDE"))
}

#[cfg(test)]
mod tests {
    use store::cells::SealedCell;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn shares_hold_every_row_once_and_never_part_a_household() {
        let row = |household: u128| RecordedQuotient {
            id: QuotientId::from_uuid(Uuid::from_u128(household)),
            household: HouseholdId::from_uuid(Uuid::from_u128(household)),
            sealed_for: HouseholdId::from_uuid(Uuid::from_u128(household)),
            cell: SealedCell { sealed: Vec::new(), wrapped: None },
            at_ms: 0,
            agent: Uuid::nil(),
            import_batch: None,
        };
        for households in [vec![], vec![1], vec![1, 1, 1, 1], vec![1, 2, 2, 2, 3, 4, 4, 5], (1..40).collect()]
        {
            let rows: Vec<_> = households.iter().map(|household| row(*household)).collect();
            for parts in 1..6 {
                let cut = shares(&rows, parts);
                assert_eq!(cut.len(), parts);
                assert_eq!(cut.concat().len(), rows.len());
                for pair in cut.iter().filter(|share| !share.is_empty()).collect::<Vec<_>>().windows(2) {
                    assert_ne!(
                        pair[0].last().map(|row| row.household),
                        pair[1].first().map(|row| row.household)
                    );
                }
            }
        }
    }
}
