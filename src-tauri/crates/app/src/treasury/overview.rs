//! Where each run stands on its way to the treasury.

use std::collections::HashSet;

use domain::calendar::Month;
use domain::treasury::open_exercices;
use domain::values::Cents;
use jiff::civil::Date;
use security::Hlc;
use security::access::ExportTreasury;
use store::Reader;
use store::treasury::BordereauCardRow;

use super::batch::Batch;
use super::export::{encoding_label, kind_of_code, subjects_of};
use super::{
    BordereauRow, TreasuryBatchView, TreasuryFileRow, TreasuryOverviewRequest, TreasuryOverviewView,
};
use crate::Error;
use crate::billing::{RunRow, run_row};
use crate::call::Call;

/// A run with what would be refused and what already left; the latest run when none is named.
pub fn overview(
    call: &Call<'_, ExportTreasury>,
    request: TreasuryOverviewRequest,
) -> Result<TreasuryOverviewView, Error> {
    let today = call.today();
    call.read(|r| {
        let rows = r.runs()?;
        let chosen = request.run.or_else(|| rows.first().map(|run| run.id));
        let selected = match chosen {
            Some(run) => Some(batch_view(r, Batch::read(r, run, &request.chosen, today)?, today)?),
            None => None,
        };
        let waiting = r.suspended_returns()?;
        Ok(TreasuryOverviewView {
            selected,
            runs: rows.into_iter().map(run_row).collect::<Result<Vec<RunRow>, _>>()?,
            bordereaux: r.bordereaux()?.into_iter().map(bordereau_row).collect::<Result<_, _>>()?,
            waiting: waiting.len() as u32,
            waiting_cents: waiting.iter().map(|(row, _)| row.amount).sum(),
        })
    })
}

fn batch_view(reader: &Reader<'_>, batch: Batch, today: Date) -> Result<TreasuryBatchView, Error> {
    let rejections = batch.rejections();
    let faulty: HashSet<u32> = rejections.iter().filter_map(|rejection| rejection.titre).collect();
    let files = match &batch.allotted {
        Some(row) => {
            let subjects = subjects_of(row.id);
            let exported =
                reader.exported_files()?.into_iter().filter(|file| subjects.contains(&file.subject));
            exported.filter_map(file_row).collect()
        }
        None => Vec::new(),
    };
    let post = [batch.settings.codique.as_str(), batch.settings.post_label.as_str()];
    Ok(TreasuryBatchView {
        exercice: batch.run.exercice,
        exercices: open_exercices(today),
        collection: batch.settings.collection,
        is_first: batch.is_first,
        bordereau: batch.number,
        allotted: batch.allotted.is_some(),
        audit_head: batch.audit_head(),
        issued_on: batch.issued_on,
        asap_on: batch.asap_on,
        due_on: batch.due_on,
        post: post.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        titres: batch.titres.len() as u32,
        total_cents: batch.total(),
        sound: (batch.titres.len() - faulty.len()) as u32,
        rejections,
        left_out_cents: batch.left_out.iter().map(|row| row.due_cents).sum::<Cents>(),
        already_paid_cents: batch.already_paid,
        left_out: batch.left_out,
        files,
        run: run_row(batch.run)?,
    })
}

fn file_row(row: store::treasury::ExportedFileRow) -> Option<TreasuryFileRow> {
    let kind = kind_of_code(&row.kind)?;
    Some(TreasuryFileRow {
        kind,
        encoding: encoding_label(kind, &row.subject).to_owned(),
        file_name: row.file_name,
        sha256: row.sha256,
        bytes: row.size,
        at_ms: Hlc::from_stored(row.written_hlc).map_or(0, Hlc::wall_ms),
        agent_name: row.agent_name,
    })
}

fn bordereau_row(row: BordereauCardRow) -> Result<BordereauRow, Error> {
    let month = Month::parse(&row.month).map_err(|refusal| Error::bug(refusal.message))?;
    Ok(BordereauRow {
        run: row.bordereau.run,
        month,
        month_label: month.format_fr(),
        exercice: row.bordereau.exercice,
        number: row.bordereau.number,
        issued_on: row.bordereau.issued_on,
        titres: row.titre_count,
        total_cents: row.bordereau.total,
        collected_cents: row.collected,
        audit_head: row.bordereau.audit_head,
    })
}
