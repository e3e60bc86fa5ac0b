//! Files taken, and taking one back.

use std::collections::HashSet;

use security::Hlc;
use security::access::{ImportQuotients, ImportReturns};
use store::imports::BatchRow;

use super::taking::refresh_brackets;
use super::{ImportBatchRequest, ImportBatchRow, ImportKind, ImportListView};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::payments::refuse_unless_settled;
use crate::session::Empty;

/// How the file names a batch of returns.
pub(super) const RETURNS: &str = "returns";

/// How the file names a batch of quotients.
pub(super) const QUOTIENTS: &str = "quotients";

/// Files taken, the latest first.
pub fn list(call: &Call<'_, ImportReturns>, _: Empty) -> Result<ImportListView, Error> {
    let rows = call.read(|r| Ok(r.import_batches()?))?;
    Ok(ImportListView { batches: rows.into_iter().map(batch_row).collect() })
}

/// Takes a whole file back: what it brought no longer counts, and stays in the journal.
pub fn undo(call: &Call<'_, ImportQuotients>, request: ImportBatchRequest) -> Result<ImportListView, Error> {
    let id = request.batch;
    let changes = [Change::Imports, Change::Payments, Change::People, Change::Treasury];
    call.perform(Subject::of("import_batch", id), changes, |w| {
        w.import_batch(id)?.ok_or_else(|| Error::not_found("cet import"))?;
        let households: HashSet<_> = w.households_of_batch(id)?.into_iter().collect();
        let invoices = w.invoices_of_batch(id)?;
        if !w.undo_import_batch(id)? {
            return Err(Error::new(Code::AlreadyDone, "Cet import est déjà annulé."));
        }
        refuse_unless_settled(w, invoices)?;
        if !households.is_empty() {
            refresh_brackets(call, w, &households)?;
        }
        Ok(ImportListView { batches: w.import_batches()?.into_iter().map(batch_row).collect() })
    })
}

/// A batch as lists show it.
pub(super) fn batch_row(row: BatchRow) -> ImportBatchRow {
    ImportBatchRow {
        id: row.id,
        kind: if row.kind == RETURNS { ImportKind::Returns } else { ImportKind::Quotients },
        file_name: row.file_name,
        sha256: row.sha256,
        accepted: row.accepted,
        to_check: row.to_check,
        refused: row.refused,
        at_ms: Hlc::from_stored(row.written_hlc).map_or(0, Hlc::wall_ms),
        agent_name: row.agent_name,
        undone: row.undone_hlc.is_some(),
    }
}
