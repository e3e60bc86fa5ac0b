//! What the treasury collected, or took back: matched by titre, then invoice, then debtor and amount; what is doubtful is only
//! proposed, what nobody claims waits. Reading a file twice doubles nothing (treasury.md §4).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::issue::{Refusal, Severity};
use domain::payments::PaymentMethod;
use domain::treasury::{ReturnLine, ReturnOutcome, ReturnState, remaining_gap, return_keys};
use domain::values::Cents;
use domain::values::ids::{BatchId, InvoiceId};
use exchange::tabular::{Line, Reading};
use exchange::tresor::{RETURN_COLUMNS, read_returns};
use jiff::civil::Date;
use security::access::ImportReturns;
use store::Reader;
use store::imports::NewBatch;

use super::batches::{RETURNS, batch_row};
use super::file::{CHUNK, FileAtHand, IssuesByLine, same_file};
use super::file_kind::FileKind;
use super::matching::{Matching, Taking, statement};
use super::{
    CellIssueView, ImportCounts, ImportDoneView, ImportPreviewRequest, ImportRemapRequest, ImportRowState,
    ReturnCommitRequest, ReturnImportRow, ReturnImportView,
};
use crate::billing::SavedFileView;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::jobs::{JobView, Progress};
use crate::outside::{Purpose, fingerprint};
use crate::session::Empty;

/// A plain table.
const KIND: FileKind = FileKind::table(|_, _| &RETURN_COLUMNS);

/// The return at hand.
#[derive(Debug)]
struct ReturnsAtHand {
    file: FileAtHand,
    reading: Reading<ReturnLine>,
    /// One key for each row read: the same operation has it in any file.
    keys: Vec<String>,
}

/// Opens a return and shows what would become of each line. The agent chooses the file first; reading it is a job.
pub fn returns_preview(
    call: &Call<'_, ImportReturns>,
    request: ImportPreviewRequest,
) -> Result<JobView, Error> {
    let chosen = FileAtHand::choose(call, request.file, Purpose::Returns)?;
    call.spawn(move |call, progress| match chosen {
        Some(chosen) => {
            let file = FileAtHand::open(call, chosen, request.reading, None, KIND, progress)?;
            show(call, file, progress)
        }
        None => Ok(ReturnImportView { cancelled: true, ..ReturnImportView::default() }),
    })
}

/// Reads the return at hand again, otherwise.
pub fn returns_remap(call: &Call<'_, ImportReturns>, request: ImportRemapRequest) -> Result<JobView, Error> {
    let kept = at_hand(call)?;
    call.spawn(move |call, progress| {
        let file = kept.file.again(call, request.reading, None, &request.columns, progress)?;
        show(call, file, progress)
    })
}

/// The return at hand, as it would be taken today.
pub fn returns_show(call: &Call<'_, ImportReturns>, _: Empty) -> Result<ReturnImportView, Error> {
    let kept = at_hand(call)?;
    call.read(|r| kept.view(r, call.today(), &mut |_| Ok(())))
}

/// Records the return at hand: payments, and the lines that wait for someone to say whose they are.
pub fn returns_commit(
    call: &Call<'_, ImportReturns>,
    request: ReturnCommitRequest,
) -> Result<ImportDoneView, Error> {
    let at_hand = at_hand(call)?;
    let file = &at_hand.file;
    file.refuse_unless(&request.reading)?;
    let id = BatchId::from_uuid(call.new_id());
    let detail = format!("{}, {} lignes, SHA-256 {}", file.name, at_hand.reading.rows.len(), file.sha256);
    let changes = [Change::Payments, Change::Imports, Change::Treasury, Change::Billing];
    let choices = request.choices.iter().map(|choice| (u64::from(choice.line), choice.invoice)).collect();
    let done = call.perform(Subject::of("import_batch", id).detail(detail), changes, |w| {
        let mut taking = Taking::new(call, w, id, choices)?;
        let issues = IssuesByLine::of(&at_hand.reading.issues);
        for (row, key) in at_hand.reading.rows.iter().zip(&at_hand.keys) {
            taking.line(row, key, issues.has(row.line))?;
        }
        let taken = taking.finish();
        if taken.payments + taken.informed + taken.waiting == 0 {
            return Err(Error::new(
                Code::AlreadyDone,
                "Ce fichier n’apporte rien de nouveau\u{a0}: toutes ses lignes ont déjà été prises.",
            ));
        }
        w.insert_import_batch(&NewBatch {
            id,
            kind: RETURNS,
            file_name: &file.name,
            sha256: &file.sha256,
            accepted: taken.payments + taken.informed,
            to_check: taken.waiting,
            refused: at_hand.refused_lines().len() as u32,
        })?;
        file.remember(w)?;
        let batch = w.import_batch(id)?.ok_or_else(|| Error::not_found("cet import"))?;
        Ok(ImportDoneView {
            batch: batch_row(batch),
            already_taken: taken.already,
            waiting: taken.waiting,
            informed: taken.informed,
            amount_cents: taken.amount,
        })
    })?;
    // The lines refused can still be kept, with their reasons.
    if done.batch.refused == 0 {
        call.unlocked().forget::<ReturnsAtHand>();
    }
    Ok(done)
}

/// Keeps the lines that cannot be read, with a last column saying why.
pub fn returns_rejected_file(call: &Call<'_, ImportReturns>, _: Empty) -> Result<SavedFileView, Error> {
    let kept = at_hand(call)?;
    kept.file.save_rejected(call, "return_import", &kept.reading.issues, &kept.refused_lines())
}

fn at_hand(call: &Call<'_, ImportReturns>) -> Result<Arc<ReturnsAtHand>, Error> {
    call.unlocked().kept::<ReturnsAtHand>().ok_or_else(|| {
        Error::new(Code::NotFound, "Aucun retour n’est à l’écran\u{a0}: ouvrez d’abord le fichier.")
    })
}

fn show(
    call: &Call<'_, ImportReturns>,
    file: FileAtHand,
    progress: &Progress,
) -> Result<ReturnImportView, Error> {
    let rows = file.table.row_count() as u64;
    progress.phase("Lecture des lignes", rows)?;
    let reading = match file.is_readable() {
        true => read_returns(&file.table, &file.plan),
        false => Reading { rows: Vec::new(), issues: Vec::new() },
    };
    progress.done(rows)?;
    let lines: Vec<ReturnLine> = reading.rows.iter().map(|row| row.value.clone()).collect();
    let keys = return_keys(&lines).iter().map(|key| fingerprint(key.as_bytes())).collect();
    let at_hand = ReturnsAtHand { file, reading, keys };
    progress.phase("Rapprochement avec les factures", rows)?;
    let view = call.read(|r| at_hand.view(r, call.today(), &mut |done| progress.done(done)))?;
    call.unlocked().keep(Arc::new(at_hand));
    Ok(view)
}

impl ReturnsAtHand {
    /// Lines that cannot be read at all.
    fn refused_lines(&self) -> HashSet<u64> {
        let blocking = self.reading.issues.iter().filter(|issue| issue.severity == Severity::Blocking);
        blocking.map(|issue| issue.line).collect()
    }

    fn view(
        &self,
        reader: &Reader<'_>,
        today: Date,
        done: &mut dyn FnMut(u64) -> Result<(), Error>,
    ) -> Result<ReturnImportView, Error> {
        let mut view = ReturnImportView {
            shape: Some(self.file.shape(same_file(reader, &self.file.sha256)?)),
            ..ReturnImportView::default()
        };
        if !self.file.is_readable() {
            return Ok(view);
        }
        let mut matching = Matching::read(reader, today)?;
        let issues = IssuesByLine::of(&self.reading.issues);
        let mut read: HashMap<u64, ReturnImportRow> = HashMap::new();
        let mut said = Vec::new();
        for (rank, (row, key)) in self.reading.rows.iter().zip(&self.keys).enumerate() {
            if rank.is_multiple_of(CHUNK) {
                done(rank as u64)?;
            }
            let shown = row_view(row, key, &issues, &mut matching);
            said.extend(Said::of(row, &shown, &matching));
            read.insert(row.line, shown);
        }
        // Several lines of a file may speak of one titre: what is left may be said as of any of them.
        for said in said {
            if let Some((row, gap)) = read.get_mut(&said.line).zip(said.gap(&matching)) {
                row.issues.push(doubt(gap));
            }
        }
        for row in self.file.table.rows() {
            let line = row.line();
            let shown = read.remove(&line).unwrap_or_else(|| ReturnImportRow {
                issues: issues.views(line),
                ..ReturnImportRow::unread(line, row.raw_cells().collect::<Vec<_>>().join(" · "))
            });
            view.add(shown);
        }
        Ok(view)
    }
}

/// What a line says is left of a titre, and what the town counts after that line.
struct Said {
    line: u64,
    invoice: InvoiceId,
    remaining: Cents,
    due_then: Cents,
}

impl Said {
    fn of(row: &Line<ReturnLine>, shown: &ReturnImportRow, matching: &Matching) -> Option<Self> {
        if shown.state != ImportRowState::Accepted {
            return None;
        }
        let invoice = shown.proposals.first()?.invoice;
        let (remaining, due_then) = (row.value.remaining?, matching.due(invoice)?);
        Some(Self { line: row.line, invoice, remaining, due_then })
    }

    /// How it differs from ours, both after that line and after the whole file.
    fn gap(&self, matching: &Matching) -> Option<Refusal> {
        let due = matching.due(self.invoice)?;
        remaining_gap(self.remaining, due).filter(|_| self.remaining != self.due_then)
    }
}

/// What would become of a line.
fn row_view(
    row: &Line<ReturnLine>,
    key: &str,
    issues: &IssuesByLine<'_>,
    matching: &mut Matching,
) -> ReturnImportRow {
    let line = &row.value;
    let mut shown = ReturnImportRow {
        operation_on: Some(line.on),
        amount_cents: Some(line.amount),
        method: line.method,
        method_label: line.method.map_or("Non précisé", PaymentMethod::label).to_owned(),
        is_information: line.is_news_alone(),
        said: line.state.map_or("", ReturnState::label).to_owned(),
        remaining_cents: line.remaining,
        issues: issues.views(row.line),
        ..ReturnImportRow::unread(row.line, statement(line))
    };
    if matching.already_took(key) {
        shown.state = ImportRowState::AlreadyTaken;
        return shown;
    }
    let (state, proposals) = match matching.outcome(line) {
        ReturnOutcome::Accepted(matched) => (ImportRowState::Accepted, vec![matched]),
        ReturnOutcome::Information { matched, note } => {
            shown.issues.extend(note.map(doubt));
            (ImportRowState::Accepted, vec![matched])
        }
        ReturnOutcome::ToCheck { reason, proposals } => {
            shown.issues.push(doubt(reason));
            (ImportRowState::ToCheck, proposals)
        }
        ReturnOutcome::Refused(reason) => {
            shown.issues.push(doubt(reason));
            (ImportRowState::ToCheck, Vec::new())
        }
    };
    // News moves no money: a doubtful cell is only shown.
    let doubtful = issues.has(row.line) && !shown.is_information;
    shown.state = if doubtful { ImportRowState::ToCheck } else { state };
    shown.proposals = proposals.iter().filter_map(|matched| matching.proposal(matched)).collect();
    shown
}

/// A reason to look, not to refuse.
fn doubt(reason: Refusal) -> CellIssueView {
    CellIssueView {
        field: String::new(),
        value: String::new(),
        code: reason.code,
        message: reason.message,
        severity: Severity::Warning,
        proposal: None,
    }
}

impl ReturnImportRow {
    fn unread(line: u64, statement: String) -> Self {
        Self {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            state: ImportRowState::Refused,
            operation_on: None,
            amount_cents: None,
            method: None,
            method_label: String::new(),
            statement,
            is_information: false,
            said: String::new(),
            remaining_cents: None,
            proposals: Vec::new(),
            issues: Vec::new(),
        }
    }
}

impl ReturnImportView {
    fn add(&mut self, row: ReturnImportRow) {
        self.counts.add(row.state);
        let amount = row.amount_cents.filter(|_| !row.is_information).unwrap_or_default();
        match row.state {
            ImportRowState::Accepted => self.accepted_cents += amount,
            ImportRowState::ToCheck => self.to_check_cents += amount,
            ImportRowState::Refused | ImportRowState::AlreadyTaken => {}
        }
        self.rows.push(row);
    }
}

impl ImportCounts {
    /// One row more of a fate.
    pub(super) fn add(&mut self, state: ImportRowState) {
        match state {
            ImportRowState::Accepted => self.accepted += 1,
            ImportRowState::ToCheck => self.to_check += 1,
            ImportRowState::Refused => self.refused += 1,
            ImportRowState::AlreadyTaken => self.already_taken += 1,
        }
    }
}
