//! A file at hand: its form is found, shown, and may be imposed; nothing is guessed in silence (caf.md §9).

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::values::ids::BatchId;
use exchange::tabular::{
    Certainty, Encoding, ImportPlan, Origin, RowIssue, Separator, Table, Workbook, rejected_rows,
};
use exchange::takeover::bundle;
use security::Right;
use store::{Reader, Writer};

use super::RefusedColumnView;
use super::file_kind::{FileKind, Given, ReadAs};
use super::{
    CellIssueView, ColumnChoice, ColumnView, FileEncoding, FileSeparator, FileShapeView, FileSource,
    GivenFile, ReadingChoice, SourceSecret,
};
use crate::billing::SavedFileView;
use crate::call::{Call, Subject};
use crate::error::{Code, Error};
use crate::jobs::Progress;
use crate::outside::{ChosenFile, Purpose, fingerprint};

/// Rows judged between two looks at whether the agent gave up.
pub(super) const CHUNK: usize = 1_000;

/// A file being imported: kept until it is taken whole, another is opened, or the vault is locked.
#[derive(Debug, Clone)]
pub(super) struct FileAtHand {
    pub(super) name: String,
    pub(super) sha256: String,
    pub(super) table: Table,
    pub(super) plan: ImportPlan,
    pub(super) reading: ReadingChoice,
    pub(super) source: ReadAs,
    bytes: Vec<u8>,
    kind: FileKind,
}

/// What a screen of import works on, read and judged: kept until another file takes its place.
pub(super) fn kept_at_hand<T: Any + Send + Sync>(call: &Call<'_, impl Right>) -> Result<Arc<T>, Error> {
    call.unlocked()
        .kept::<T>()
        .ok_or_else(|| Error::new(Code::NotFound, "Aucun fichier n’est à l’écran\u{a0}: ouvrez-le d’abord."))
}

impl FileAtHand {
    /// As the journal names it: `familles.csv, 120 lignes`.
    pub(super) fn told(&self) -> String {
        format!("{}, {} lignes", self.name, self.table.row_count())
    }

    /// The file given, or chosen by the agent; nothing when they gave up.
    pub(super) fn choose<R: Right>(
        call: &Call<'_, R>,
        given: Option<GivenFile>,
        purpose: Purpose,
    ) -> Result<Option<ChosenFile>, Error> {
        match given {
            Some(GivenFile { name, bytes }) => Ok(Some(ChosenFile { name, bytes })),
            None => call.outside().choose_file(purpose),
        }
    }

    /// The same for files that go together, made one.
    pub(super) fn choose_several<R: Right>(
        call: &Call<'_, R>,
        given: Option<GivenFile>,
        beside: Option<Vec<GivenFile>>,
        purpose: Purpose,
    ) -> Result<Option<ChosenFile>, Error> {
        let mut files = match given {
            Some(file) => {
                let given = std::iter::once(file).chain(beside.unwrap_or_default());
                given.map(|GivenFile { name, bytes }| ChosenFile { name, bytes }).collect()
            }
            None => call.outside().choose_files(purpose)?,
        };
        if files.len() < 2 {
            return Ok(files.pop());
        }
        let mut names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        names.sort_unstable();
        let name = names.join(" + ");
        let bytes = bundle(files.into_iter().map(|file| (file.name, file.bytes)).collect());
        Ok(Some(ChosenFile { name, bytes }))
    }

    /// Reads the form of a file: its encoding, its separator, the columns remembered of files like it.
    pub(super) fn open<R: Right>(
        call: &Call<'_, R>,
        ChosenFile { name, bytes }: ChosenFile,
        reading: ReadingChoice,
        key: Option<SourceSecret>,
        kind: FileKind,
        progress: &Progress,
    ) -> Result<Self, Error> {
        progress.phase("Lecture du fichier", 0)?;
        let key = key.as_ref().map(SourceSecret::exposed);
        let given = Given { name: &name, bytes: &bytes, reading: &reading, key, today: call.today() };
        let (table, source) = ReadAs::of((kind.read)(&given)?);
        note_refused(call, &name, &table)?;
        let mut plan = ImportPlan::propose((kind.columns)(&table, &reading), &table);
        let choices = call.read(|r| remembered(r, &plan))?;
        plan.remember(choices);
        Ok(Self { sha256: fingerprint(&bytes), name, table, plan, reading, source, bytes, kind })
    }

    /// The same file read otherwise, with columns chosen by the agent. Cells corrected are lost when the form changes.
    pub(super) fn again<R: Right>(
        &self,
        call: &Call<'_, R>,
        reading: ReadingChoice,
        key: Option<SourceSecret>,
        columns: &[ColumnChoice],
        progress: &Progress,
    ) -> Result<Self, Error> {
        progress.phase("Lecture du fichier", 0)?;
        let same_form = reading.encoding == self.reading.encoding
            && reading.separator == self.reading.separator
            && reading.sheet == self.reading.sheet
            && reading.profile == self.reading.profile
            && key.is_none();
        let same_columns = same_form && reading.layout == self.reading.layout;
        let (table, source) = if same_form {
            (self.table.clone(), self.source.clone())
        } else {
            let key = key.as_ref().map(SourceSecret::exposed);
            let (name, bytes) = (self.name.as_str(), self.bytes.as_slice());
            ReadAs::of((self.kind.read)(&Given { name, bytes, reading: &reading, key, today: call.today() })?)
        };
        if table.refused != self.table.refused {
            note_refused(call, &self.name, &table)?;
        }
        let mut plan = match same_columns {
            true => self.plan.clone(),
            false => ImportPlan::propose((self.kind.columns)(&table, &reading), &table),
        };
        for choice in columns {
            plan.assign(&choice.field, choice.column.map(|column| column as usize));
        }
        Ok(Self { table, plan, reading, source, ..self.clone() })
    }

    /// Types something else instead of a cell.
    pub(super) fn correct(&mut self, line: u32, field: &str, value: &str) -> Result<(), Error> {
        let planned = self.plan.columns().iter().find(|planned| planned.spec.field == field);
        let column = planned.and_then(|planned| planned.column).ok_or_else(|| {
            Error::refused("Aucune colonne du fichier ne porte ce champ\u{a0}: choisissez-en une d’abord.")
        })?;
        if !self.table.correct(u64::from(line), column, value) {
            return Err(Error::not_found("cette ligne du fichier"));
        }
        Ok(())
    }

    /// Whether rows can be read: every required field has its column.
    pub(super) fn is_readable(&self) -> bool {
        self.plan.missing().next().is_none()
    }

    /// Keeps the columns for the next file of the same form.
    pub(super) fn remember(&self, w: &Writer<'_>) -> Result<(), Error> {
        let choices: Vec<(&str, &str)> = self.plan.choices().collect();
        crate::settings::save(w, &setting_of(&self.plan), &choices)
    }

    /// What the agent agrees to: these bytes, read so, from those columns, with these corrections.
    fn agreement(&self) -> String {
        use std::fmt::Write as _;
        // Opened with the town's key or not, the same bytes do not say the same.
        let mut told = format!("{}|{:?}|{}|", self.sha256, self.reading, self.source.sealed);
        for planned in self.plan.columns() {
            let _ = write!(told, "{}={:?}|", planned.spec.field, planned.column);
        }
        for row in self.table.rows() {
            for column in self.table.corrected_columns(row.line()) {
                let _ = write!(told, "{}:{column}={}|", row.line(), row.cell(column));
            }
        }
        fingerprint(told.as_bytes())
    }

    /// Refuses when the agent agreed to another file, or to another reading of it.
    pub(super) fn refuse_unless(&self, reading: &str) -> Result<(), Error> {
        if self.agreement() == reading {
            return Ok(());
        }
        Err(Error::new(
            Code::ChangedSincePreview,
            "Un autre fichier, ou une autre lecture de celui-ci, est à l’écran que ce que vous avez relu. Rien n’a été pris\u{a0}: relisez l’aperçu.",
        ))
    }

    /// Keeps the refused lines in the form of the file, with a last column saying why: corrected there, they read again.
    pub(super) fn save_rejected<R: Right>(
        &self,
        call: &Call<'_, R>,
        kind: &'static str,
        issues: &[RowIssue],
        refused: &HashSet<u64>,
    ) -> Result<SavedFileView, Error> {
        if refused.is_empty() {
            return Err(Error::refused("Aucune ligne n’est refusée\u{a0}: il n’y a rien à rendre."));
        }
        let issues: Vec<RowIssue> =
            issues.iter().filter(|issue| refused.contains(&issue.line)).cloned().collect();
        let bytes = rejected_rows(&self.table, &issues).bytes;
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        let file_name = format!("{stem}_refusees.csv");
        let detail = format!("{file_name}, {} lignes", refused.len());
        call.consult(Subject::all(kind).detail(detail), |_| Ok(()))?;
        let path = call.outside().save_file(&file_name, &bytes)?;
        Ok(SavedFileView { file_name, path, bytes: bytes.len() as u64, sha256: fingerprint(&bytes) })
    }

    /// The file's form, as it was found or imposed.
    pub(super) fn shape(&self, same_file: Option<BatchId>) -> FileShapeView {
        let table = &self.table;
        let text = table.text();
        FileShapeView {
            file_name: self.name.clone(),
            sha256: self.sha256.clone(),
            reading: self.agreement(),
            source: match table.sheet().map(|form| form.workbook) {
                None if table.origin == Origin::Base => FileSource::Base,
                None => FileSource::Text,
                Some(Workbook::Xlsx) => FileSource::Xlsx,
                Some(Workbook::Ods) => FileSource::Ods,
                Some(Workbook::Xls) => FileSource::Xls,
            },
            source_label: match &table.origin {
                Origin::Text(_) => "tableau CSV",
                Origin::Sheet(form) => form.workbook.label(),
                Origin::Base => "base de données (SQLite)",
            }
            .to_owned(),
            sheet: table.sheet().map(|form| form.sheet.clone()),
            sheets: table.sheet().map(|form| form.sheets.clone()).unwrap_or_default(),
            encoding: text.map(|form| match form.encoding.encoding {
                Encoding::Windows1252 => FileEncoding::Windows1252,
                Encoding::Ascii | Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => {
                    FileEncoding::Utf8
                }
            }),
            encoding_label: text.map_or("", |form| form.encoding.encoding.label()).to_owned(),
            encoding_certain: text.is_none_or(|form| form.encoding.certainty == Certainty::Certain),
            encoding_samples: text.map(|form| form.encoding.samples.clone()).unwrap_or_default(),
            separator: text.map(|form| match form.separator {
                Separator::Semicolon => FileSeparator::Semicolon,
                Separator::Comma => FileSeparator::Comma,
                Separator::Tab => FileSeparator::Tab,
                Separator::Pipe => FileSeparator::Pipe,
            }),
            separator_label: text.map_or("", |form| form.separator.label()).to_owned(),
            headers: table.headers.clone(),
            columns: self
                .plan
                .columns()
                .iter()
                .map(|planned| ColumnView {
                    field: planned.spec.field.to_owned(),
                    label: planned.spec.label.to_owned(),
                    required: planned.spec.required,
                    column: planned.column.and_then(|column| u32::try_from(column).ok()),
                })
                .collect(),
            unused: self.plan.unused().map(str::to_owned).collect(),
            refused: table
                .refused
                .iter()
                .map(|refused| RefusedColumnView {
                    heading: refused.heading.clone(),
                    column: u32::try_from(refused.column).unwrap_or(u32::MAX),
                    kind: refused.kind,
                    reason: refused.kind.reason().to_owned(),
                })
                .collect(),
            missing: self.plan.missing().map(|spec| spec.label.to_owned()).collect(),
            remarks: table.remarks.iter().map(exchange::tabular::Remark::message).collect(),
            rows: u32::try_from(table.row_count()).unwrap_or(u32::MAX),
            same_file,
        }
    }
}

/// The batch that already took these very bytes, and was not undone.
pub(super) fn same_file(reader: &Reader<'_>, sha256: &str) -> Result<Option<BatchId>, Error> {
    let mut batches = reader.import_batches()?.into_iter();
    Ok(batches.find(|batch| batch.sha256 == sha256 && batch.undone_hlc.is_none()).map(|batch| batch.id))
}

/// Problems as the screen shows them, by line of the file.
pub(super) struct IssuesByLine<'a>(HashMap<u64, Vec<&'a RowIssue>>);

impl<'a> IssuesByLine<'a> {
    /// Groups the problems of a file.
    pub(super) fn of(issues: &'a [RowIssue]) -> Self {
        let mut by_line: HashMap<u64, Vec<&RowIssue>> = HashMap::new();
        for issue in issues {
            by_line.entry(issue.line).or_default().push(issue);
        }
        Self(by_line)
    }

    /// Whether a line has any.
    pub(super) fn has(&self, line: u64) -> bool {
        self.0.contains_key(&line)
    }

    /// Those of a line.
    pub(super) fn views(&self, line: u64) -> Vec<CellIssueView> {
        let issues = self.0.get(&line).into_iter().flatten();
        issues
            .map(|issue| CellIssueView {
                field: issue.field.to_owned(),
                value: issue.value.clone(),
                code: issue.code,
                message: issue.message.clone(),
                severity: issue.severity,
                proposal: issue.proposal.clone(),
            })
            .collect()
    }
}

/// The journal remembers which headings were refused, never what stood under them (A12).
fn note_refused<R: Right>(call: &Call<'_, R>, name: &str, table: &Table) -> Result<(), Error> {
    if table.refused.is_empty() {
        return Ok(());
    }
    let headings: Vec<String> = table
        .refused
        .iter()
        .map(|refused| {
            let heading: String = refused.heading.chars().take(LONGEST_HEADING).collect();
            format!("«\u{a0}{heading}\u{a0}» ({})", refused.kind.label())
        })
        .collect();
    let detail = format!("{name}\u{a0}: {}", headings.join(", "));
    call.unlocked().note("column_refused", &Subject::all("import_batch").detail(detail))
}

/// Characters of a heading that the journal keeps.
const LONGEST_HEADING: usize = 60;

fn setting_of(plan: &ImportPlan) -> String {
    format!("import_columns/{}", plan.fingerprint().as_str())
}

fn remembered(reader: &Reader<'_>, plan: &ImportPlan) -> Result<Vec<(String, String)>, Error> {
    crate::settings::load(reader, &setting_of(plan))
}
