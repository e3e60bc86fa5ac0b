//! Statements that left: each is kept as it was declared, and saved again byte for byte.

use domain::calendar::Month;
use security::Hlc;
use security::access::ExportCaf;
use store::treasury::ExportedFileRow;

use super::{CafAlshRequest, CafStatementListView, CafStatementRequest, CafStatementRow};
use crate::billing::SavedFileView;
use crate::call::{Call, Subject};
use crate::error::Error;
use crate::session::Empty;

/// How the file names a statement that left.
pub(super) const KIND: &str = "caf_alsh";

/// What a statement is kept under. The same hours are the same file; hours that changed are another one, and the first stays.
pub(super) fn frozen_as(months: CafAlshRequest, sha256: &str) -> String {
    format!("{}_{}/{sha256}", months.from, months.to)
}

/// Statements that left, the latest first.
pub fn statement_list(call: &Call<'_, ExportCaf>, _: Empty) -> Result<CafStatementListView, Error> {
    let files = call.read(|r| Ok(r.exported_files()?))?;
    let statements = files.into_iter().filter(|file| file.kind == KIND).filter_map(row).collect();
    Ok(CafStatementListView { statements })
}

/// Saves a statement again, as it left.
pub fn statement_save(
    call: &Call<'_, ExportCaf>,
    request: CafStatementRequest,
) -> Result<SavedFileView, Error> {
    let months = CafAlshRequest { from: request.from, to: request.to };
    let frozen_as = frozen_as(months, &request.sha256);
    let subject =
        Subject::all(KIND).detail(format!("{} à {}, SHA-256 {}", months.from, months.to, request.sha256));
    let file = call.consult(subject, |r| {
        r.exported_file(KIND, &frozen_as)?.ok_or_else(|| Error::not_found("cet état"))
    })?;
    let path = call.outside().save_file(&file.file_name, &file.bytes)?;
    Ok(SavedFileView { file_name: file.file_name, path, bytes: file.bytes.len() as u64, sha256: file.sha256 })
}

fn row(file: ExportedFileRow) -> Option<CafStatementRow> {
    let (months, _) = file.subject.split_once('/')?;
    let (from, to) = months.split_once('_')?;
    Some(CafStatementRow {
        from: Month::parse(from).ok()?,
        to: Month::parse(to).ok()?,
        file_name: file.file_name,
        sha256: file.sha256,
        bytes: file.size,
        at_ms: Hlc::from_stored(file.written_hlc).map_or(0, Hlc::wall_ms),
        agent_name: file.agent_name,
    })
}
