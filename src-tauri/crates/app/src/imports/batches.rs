//! Files taken, and taking one back.

use std::collections::HashSet;

use domain::values::ids::BatchId;
use security::Hlc;
use security::access::{ImportFamilies, ImportQuotients, ImportReturns};
use store::Writer;
use store::imports::BatchRow;

use super::taking::refresh_brackets;
use super::{ImportBatchRequest, ImportBatchRow, ImportKind, ImportListView};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::payments::refuse_unless_settled;
use crate::quotients::AllocataireIndex;
use crate::session::Empty;

/// How the file names a batch of returns.
pub(super) const RETURNS: &str = "returns";

/// How the file names a batch of families.
pub(super) const FAMILIES: &str = "families";

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
    let list = call.perform(Subject::of("import_batch", id), changes, |w| {
        let batch = w.import_batch(id)?.ok_or_else(|| Error::not_found("cet import"))?;
        if batch.undone_hlc.is_some() {
            return Err(Error::new(Code::AlreadyDone, "Cet import est déjà annulé."));
        }
        if batch.kind == FAMILIES {
            // Whoever may not take families over may not take them back either.
            call.joint::<ImportFamilies>()?;
            refuse_if_needed(w, id)?;
            w.bury_takeover(id)?;
            w.undo_import_batch(id)?;
        } else {
            let households: HashSet<_> = w.households_of_batch(id)?.into_iter().collect();
            let invoices = w.invoices_of_batch(id)?;
            w.undo_import_batch(id)?;
            refuse_unless_settled(w, invoices)?;
            if !households.is_empty() {
                refresh_brackets(call, w, &households)?;
            }
        }
        Ok(ImportListView { batches: w.import_batches()?.into_iter().map(batch_row).collect() })
    })?;
    call.unlocked().forget::<AllocataireIndex>();
    Ok(list)
}

/// Families taken over are taken back whole, as long as nothing was done with any of them.
fn refuse_if_needed(w: &Writer<'_>, batch: BatchId) -> Result<(), Error> {
    let mut found: Vec<(&'static str, u32)> = Vec::new();
    for (what, count) in w.takeover_dependents(batch)? {
        let said = match what.as_str() {
            "invoices" => "factures",
            "payments" => "règlements",
            "adjustments" => "régularisations",
            "attendance" => "présences ou réservations",
            "registrations" => "inscriptions",
            "schoolings" => "scolarités",
            "quotients" => "quotients saisis ou reçus depuis",
            "custodies" => "gardes dans une autre famille",
            "documents" => "pièces notées",
            "photos" => "photographies",
            "consents" => "accords notés",
            "mandates" => "mandats de prélèvement",
            "incomes" => "ressources saisies",
            "subsidies" => "prises en charge",
            "consultations" => "consultations de la caisse",
            "habits" => "habitudes notées",
            "merges" => "réunions de fiches",
            "relation" => "lignes de suivi",
            "letters" => "lettres",
            _ => "modifications des dossiers",
        };
        match found.iter_mut().find(|(known, _)| *known == said) {
            Some((_, sum)) => *sum += count,
            None => found.push((said, count)),
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = found.iter().map(|(what, count)| format!("{what}\u{a0}: {count}")).collect();
    Err(Error::refused(format!(
        "Les familles de cet import ont servi depuis ({}). L’annuler les emporterait\u{a0}: corrigez plutôt les dossiers un à un.",
        list.join(", ")
    )))
}

/// A batch as lists show it.
pub(super) fn batch_row(row: BatchRow) -> ImportBatchRow {
    ImportBatchRow {
        id: row.id,
        kind: match row.kind.as_str() {
            RETURNS => ImportKind::Returns,
            FAMILIES => ImportKind::Families,
            _ => ImportKind::Quotients,
        },
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
