//! Files for the treasury: written when nothing would be refused, frozen as they left.

use domain::values::ids::BatchId;
use exchange::tabular::Charset;
use exchange::tresor::{LineNature, TreasuryRefusal, ormc, titres_csv};
use security::access::ExportTreasury;
use store::Writer;
use store::treasury::{BordereauRow, FrozenFile, TitreRow};
use uuid::Uuid;

use super::batch::{Batch, bordereau_sequence};
use super::exercices::LAST_BORDEREAU;
use super::{CsvEncoding, TreasuryExportRequest, TreasuryExportView, TreasuryFileKind};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::outside::fingerprint;

/// Writes a file of a run. The first one allots the bordereau and its titres; the same file asked again is the same bytes.
pub fn export(
    call: &Call<'_, ExportTreasury>,
    request: TreasuryExportRequest,
) -> Result<TreasuryExportView, Error> {
    let subject = Subject::of("billing_run", request.run).detail(kind_code(request.kind));
    let (id, file_id) = (BatchId::from_uuid(call.new_id()), call.new_id());
    let today = call.today();
    let exported = call.perform(subject, [Change::Treasury, Change::Billing], |w| {
        let mut batch = Batch::read(w, request.run, &request.chosen, today)?;
        if let Some(row) = &batch.allotted {
            let frozen = w.exported_file(kind_code(request.kind), &subject_of(row.id, &request))?;
            if let Some(file) = frozen {
                return Ok(Exported { file, already_exported: true, batch });
            }
        }
        let rejections = batch.rejections();
        if !rejections.is_empty() {
            return Err(would_be_rejected(&rejections));
        }
        let row = match batch.allotted.take() {
            Some(row) => row,
            None => allot(w, id, &batch)?,
        };
        let file = freeze(w, file_id, &batch, row.id, &request)?;
        batch.allotted = Some(row);
        Ok(Exported { file, already_exported: false, batch })
    })?;
    let Exported { file, already_exported, batch } = exported;
    let path = call.outside().save_file(&file.file_name, &file.bytes)?;
    Ok(TreasuryExportView {
        bordereau: batch.number,
        audit_head: batch.audit_head(),
        path,
        bytes: file.bytes.len() as u64,
        file_name: file.file_name,
        sha256: file.sha256,
        titres: batch.titres.len() as u32,
        total_cents: batch.total(),
        already_exported,
    })
}

struct Exported {
    file: FrozenFile,
    already_exported: bool,
    batch: Batch,
}

/// Takes the number of the bordereau and gives each invoice its titre, once and for all.
fn allot(w: &Writer<'_>, id: BatchId, batch: &Batch) -> Result<BordereauRow, Error> {
    let number = w.take_numbers(&bordereau_sequence(batch.run.exercice), 1)?;
    if number > LAST_BORDEREAU {
        return Err(Error::refused(format!(
            "L’exercice {} n’a plus de numéro de bordereau\u{a0}: le dernier est {LAST_BORDEREAU}. Rien n’a été écrit.",
            batch.run.exercice
        )));
    }
    if number != batch.number {
        return Err(Error::bug("NUMERO-DE-BORDEREAU"));
    }
    let row = BordereauRow {
        id,
        run: batch.run.id,
        exercice: batch.run.exercice,
        number,
        issued_on: batch.issued_on,
        total: batch.total(),
        audit_head: w.audit_head(w.stamp().desk)?.fingerprint(),
    };
    w.insert_bordereau(&row)?;
    for titre in &batch.titres {
        let total = w.invoice(titre.invoice)?.ok_or_else(|| Error::bug("TITRE-SANS-FACTURE"))?.total;
        let amount = titre.total();
        w.insert_titre(
            id,
            &TitreRow { number: titre.number, invoice: titre.invoice, amount, settled: total - amount },
        )?;
    }
    Ok(row)
}

/// Renders the file and keeps its bytes.
fn freeze(
    w: &Writer<'_>,
    file_id: Uuid,
    batch: &Batch,
    bordereau_id: BatchId,
    request: &TreasuryExportRequest,
) -> Result<FrozenFile, Error> {
    let bordereau = batch.bordereau().map_err(|refusal| Error::refused(refusal.message))?;
    let rendered = match request.kind {
        TreasuryFileKind::TitresCsv => titres_csv(&bordereau, charset(request.encoding)),
        TreasuryFileKind::PesOrmc => ormc(&bordereau, line_nature(batch)),
    };
    let file = rendered.map_err(|refusal| match refusal {
        TreasuryRefusal::Rejected(found) => {
            let rows: Vec<_> = found.iter().map(|rejection| batch.rejection_row(rejection)).collect();
            would_be_rejected(&rows)
        }
        TreasuryRefusal::Unproved(why) => Error::bug(format!("FICHIER-NON-PROUVE ({why})")),
    })?;
    let frozen = FrozenFile { file_name: file.name, sha256: fingerprint(&file.bytes), bytes: file.bytes };
    w.freeze_file(file_id, kind_code(request.kind), &subject_of(bordereau_id, request), &frozen)?;
    Ok(frozen)
}

fn would_be_rejected(rejections: &[super::RejectionRow]) -> Error {
    let count = rejections.len();
    let what = if count == 1 { "un point ferait" } else { "des points feraient" };
    Error::new(
        Code::WouldBeRejected,
        format!("Rien n’est écrit\u{a0}: {what} rejeter le bordereau ({count}). Corrigez les dossiers indiqués, puis recommencez."),
    )
    .with_params(serde_json::json!({ "rejections": rejections }))
}

fn line_nature(batch: &Batch) -> LineNature {
    if batch.settings.imputation_on_lines { LineNature::Imputation } else { LineNature::InternalTransfers }
}

fn charset(encoding: CsvEncoding) -> Charset {
    match encoding {
        CsvEncoding::Windows1252 => Charset::Windows1252,
        CsvEncoding::Utf8 => Charset::Utf8Bom,
    }
}

fn kind_code(kind: TreasuryFileKind) -> &'static str {
    match kind {
        TreasuryFileKind::TitresCsv => "titres_csv",
        TreasuryFileKind::PesOrmc => "pes_ormc",
    }
}

pub(super) fn kind_of_code(code: &str) -> Option<TreasuryFileKind> {
    [TreasuryFileKind::TitresCsv, TreasuryFileKind::PesOrmc].into_iter().find(|kind| kind_code(*kind) == code)
}

/// What tells the files of a bordereau apart: a CSV asked in another encoding is another file.
const UTF8: &str = "/utf-8";

fn subject_of(bordereau: BatchId, request: &TreasuryExportRequest) -> String {
    match (request.kind, request.encoding) {
        (TreasuryFileKind::TitresCsv, CsvEncoding::Utf8) => format!("{bordereau}{UTF8}"),
        _ => bordereau.to_string(),
    }
}

/// Subjects under which a bordereau's files were frozen.
pub(super) fn subjects_of(bordereau: BatchId) -> [String; 2] {
    [bordereau.to_string(), format!("{bordereau}{UTF8}")]
}

pub(super) fn encoding_label(kind: TreasuryFileKind, subject: &str) -> &'static str {
    match kind {
        TreasuryFileKind::PesOrmc => "ISO-8859-1",
        TreasuryFileKind::TitresCsv if subject.ends_with(UTF8) => "UTF-8",
        TreasuryFileKind::TitresCsv => "Windows-1252",
    }
}
