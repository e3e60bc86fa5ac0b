//! Families of another product: each accepted, to be looked at or refused with its reason, whole. They go through the same door as those
//! typed at the desk; what is not known is left unsaid, never supplied (requirements O04).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::values::Cents;
use domain::values::ids::FamilyId;
use exchange::tabular::{ColumnSpec, RowIssue, Table};
use exchange::takeover::{FamilyLayout, TakenFamily, columns_of};
use security::access::ImportFamilies;
use store::Reader;

use super::family_judging::judge;
use super::family_sources::{self, left_out_rows};
use super::file::{FileAtHand, IssuesByLine, kept_at_hand, same_file};
use super::file_kind::FileKind;
use super::{
    CellCorrectRequest, FamilyImportRow, FamilyImportView, FamilyRowRequest, FamilyTotals, FamilyTotalsView,
    FileLayout, ImportCounts, ImportPreviewRequest, ImportRemapRequest, ImportRowState, NotTakenRow,
    ReadingChoice,
};
use crate::billing::SavedFileView;
use crate::call::{Call, Subject};
use crate::error::Error;
use crate::jobs::{JobView, Progress};
use crate::outside::Purpose;
use crate::session::Empty;

/// What a product writes, made a table of families or of persons.
const KIND: FileKind = FileKind { read: family_sources::read, columns };

/// The file at hand and what becomes of its families.
#[derive(Debug)]
pub(super) struct FamiliesAtHand {
    pub(super) file: FileAtHand,
    pub(super) layout: FamilyLayout,
    pub(super) families: Vec<JudgedFamily>,
    pub(super) issues: Vec<RowIssue>,
    pub(super) by_line: HashMap<u64, usize>,
    pub(super) notes: Vec<String>,
    pub(super) has_balances: bool,
    pub(super) balances_unread: u32,
    pub(super) caisses_unsaid: u32,
    /// Children whose class the town does not have this year.
    pub(super) unknown_classes: u32,
}

/// A family once it is known whether it can be taken.
#[derive(Debug)]
pub(super) struct JudgedFamily {
    pub(super) taken: TakenFamily,
    pub(super) state: ImportRowState,
    /// A digest of the names and births of its members.
    pub(super) identity: String,
    /// The family it was taken as earlier.
    pub(super) known: Option<FamilyId>,
}

/// Opens a file of families and shows what would become of each row. The agent chooses the file first; reading it is a job.
pub fn families_preview(
    call: &Call<'_, ImportFamilies>,
    request: ImportPreviewRequest,
) -> Result<JobView, Error> {
    let chosen = FileAtHand::choose_several(call, request.file, request.beside, Purpose::Families)?;
    call.spawn(move |call, progress| match chosen {
        Some(chosen) => {
            let file = FileAtHand::open(call, chosen, request.reading, request.source_key, KIND, progress)?;
            show(call, file, progress)
        }
        None => {
            call.consult(Subject::all("family_import"), |_| Ok(()))?;
            Ok(FamilyImportView { cancelled: true, ..FamilyImportView::default() })
        }
    })
}

/// Reads the file at hand again: other columns, another layout, sheet, encoding or separator, what is said once for all of it.
pub fn families_remap(
    call: &Call<'_, ImportFamilies>,
    request: ImportRemapRequest,
) -> Result<JobView, Error> {
    let kept = at_hand(call)?;
    call.spawn(move |call, progress| {
        let file = kept.file.again(call, request.reading, request.source_key, &request.columns, progress)?;
        show(call, file, progress)
    })
}

/// Corrects a cell here; the file itself is left alone. Every row is judged again: a number corrected may be another row's too.
pub fn families_correct(
    call: &Call<'_, ImportFamilies>,
    request: CellCorrectRequest,
) -> Result<JobView, Error> {
    let mut file = at_hand(call)?.file.clone();
    file.correct(request.line, &request.field, &request.value)?;
    call.spawn(move |call, progress| show(call, file, progress))
}

/// The file at hand, as it was judged.
pub fn families_show(call: &Call<'_, ImportFamilies>, _: Empty) -> Result<FamilyImportView, Error> {
    let kept = at_hand(call)?;
    call.consult(Subject::all("family_import").detail(kept.file.told()), |r| kept.view(r))
}

/// One row of the file at hand, its cells with it.
pub fn families_row(
    call: &Call<'_, ImportFamilies>,
    request: FamilyRowRequest,
) -> Result<FamilyImportRow, Error> {
    let kept = at_hand(call)?;
    let detail = format!("{}, ligne {}", kept.file.name, request.line);
    call.consult(Subject::all("family_import").detail(detail), |_| {
        let line = u64::from(request.line);
        let issues = IssuesByLine::of(&kept.issues);
        let corrected = kept.file.table.corrected_columns(line).collect();
        kept.row(line, &issues, &corrected, true).ok_or_else(|| Error::not_found("cette ligne du fichier"))
    })
}

/// Keeps the refused rows in the form of the file, with a last column saying why: corrected there, they read again.
pub fn families_rejected_file(call: &Call<'_, ImportFamilies>, _: Empty) -> Result<SavedFileView, Error> {
    let kept = at_hand(call)?;
    let refused = kept.families.iter().filter(|family| family.state == ImportRowState::Refused);
    let refused: HashSet<u64> = refused.flat_map(|family| family.taken.lines.iter().copied()).collect();
    kept.file.save_rejected(call, "family_import", &kept.issues, &refused)
}

pub(super) fn at_hand(call: &Call<'_, ImportFamilies>) -> Result<Arc<FamiliesAtHand>, Error> {
    kept_at_hand(call)
}

pub(super) fn layout_of(table: &Table, reading: &ReadingChoice) -> FamilyLayout {
    // What a product wrote has been made a table of persons, whatever was chosen for another file.
    match reading.layout.filter(|_| !is_made(table)) {
        Some(FileLayout::FamilyPerRow) => FamilyLayout::FamilyPerRow,
        Some(FileLayout::PersonPerRow) => FamilyLayout::PersonPerRow,
        None => FamilyLayout::of(table),
    }
}

/// Whether a table was made of a product's own files.
fn is_made(table: &Table) -> bool {
    table.headers.iter().any(|heading| heading == exchange::takeover::READ_IN)
}

fn columns(table: &Table, reading: &ReadingChoice) -> &'static [ColumnSpec] {
    columns_of(layout_of(table, reading))
}

fn show(
    call: &Call<'_, ImportFamilies>,
    file: FileAtHand,
    progress: &Progress,
) -> Result<FamilyImportView, Error> {
    let subject = Subject::all("family_import").detail(file.told());
    let (kept, view) = call.consult(subject, |r| {
        let kept = judge(r, file, call.today(), &mut || call.new_id(), progress)?;
        let view = kept.view(r)?;
        Ok((kept, view))
    })?;
    call.unlocked().keep(Arc::new(kept));
    Ok(view)
}

impl FamiliesAtHand {
    /// What would be taken: the families accepted, and those to be looked at whose lines the agent agreed to.
    pub(super) fn taken(&self, agreed: &[u32], all: bool) -> Vec<&JudgedFamily> {
        let agreed: HashSet<u64> = agreed.iter().copied().map(u64::from).collect();
        let warned: HashSet<u64> = self.issues.iter().map(|issue| issue.line).collect();
        let is_taken = |family: &&JudgedFamily| match family.state {
            ImportRowState::Accepted => true,
            ImportRowState::ToCheck => {
                all || family
                    .taken
                    .lines
                    .iter()
                    .filter(|line| warned.contains(line))
                    .all(|line| agreed.contains(line))
            }
            ImportRowState::Refused | ImportRowState::AlreadyTaken => false,
        };
        self.families.iter().filter(is_taken).collect()
    }

    /// How many rows of each fate.
    pub(super) fn counts(&self) -> ImportCounts {
        let mut counts = ImportCounts::default();
        for family in &self.families {
            family.taken.lines.iter().for_each(|_| counts.add(family.state));
        }
        counts
    }

    /// What some of the families come down to.
    pub(super) fn totals<'f>(&self, families: impl IntoIterator<Item = &'f JudgedFamily>) -> FamilyTotals {
        let mut totals = FamilyTotals {
            balance_cents: self.has_balances.then_some(Cents::ZERO),
            ..FamilyTotals::default()
        };
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        for JudgedFamily { taken, .. } in families {
            totals.families += 1;
            totals.guardians += count(taken.guardians().count());
            totals.children += count(taken.children.len());
            totals.contacts += count(taken.contacts.len());
            totals.allocataires +=
                count(taken.homes.iter().filter(|home| home.allocataire.is_some()).count());
            totals.quotients += count(taken.homes.iter().filter(|home| home.quotient.is_some()).count());
            if let (Some(sum), Some(balance)) = (&mut totals.balance_cents, taken.balance) {
                *sum += balance;
            }
        }
        totals
    }

    /// What the file holds and is not taken over.
    pub(super) fn left_out(&self) -> Vec<NotTakenRow> {
        left_out_rows(&self.file.source, self.unknown_classes)
    }

    fn view(&self, reader: &Reader<'_>) -> Result<FamilyImportView, Error> {
        let mut view = FamilyImportView {
            shape: Some(self.file.shape(same_file(reader, &self.file.sha256)?)),
            profile: self.file.source.profile.into(),
            profile_label: self.file.source.profile.label().to_owned(),
            sealed: self.file.source.sealed,
            caisses_unsaid: self.caisses_unsaid,
            left_out: self.left_out(),
            layout: Some(match self.layout {
                FamilyLayout::FamilyPerRow => FileLayout::FamilyPerRow,
                FamilyLayout::PersonPerRow => FileLayout::PersonPerRow,
            }),
            layout_label: self.layout.label().to_owned(),
            notes: self.notes.clone(),
            fields: self.fields().map(str::to_owned).collect(),
            counts: self.counts(),
            ..FamilyImportView::default()
        };
        self.families.iter().for_each(|family| view.families.add(family.state));
        let of =
            |state: ImportRowState| self.totals(self.families.iter().filter(|family| family.state == state));
        view.totals = FamilyTotalsView {
            file: self.totals(&self.families),
            accepted: of(ImportRowState::Accepted),
            to_check: of(ImportRowState::ToCheck),
            refused: of(ImportRowState::Refused),
            already_taken: of(ImportRowState::AlreadyTaken),
            balances_unread: self.balances_unread,
        };
        let issues = IssuesByLine::of(&self.issues);
        let mut corrected: HashMap<u64, HashSet<usize>> = HashMap::new();
        for (line, column) in self.file.table.corrections() {
            corrected.entry(line).or_default().insert(column);
        }
        let none = HashSet::new();
        for row in self.file.table.rows() {
            let line = row.line();
            let corrected = corrected.get(&line).unwrap_or(&none);
            view.rows.extend(self.row(line, &issues, corrected, issues.has(line) || !corrected.is_empty()));
        }
        Ok(view)
    }

    /// Fields that have a column.
    fn fields(&self) -> impl Iterator<Item = &'static str> {
        self.file
            .plan
            .columns()
            .iter()
            .filter(|planned| planned.column.is_some())
            .map(|planned| planned.spec.field)
    }

    fn row(
        &self,
        line: u64,
        issues: &IssuesByLine<'_>,
        corrected: &HashSet<usize>,
        with_cells: bool,
    ) -> Option<FamilyImportRow> {
        let row = self.file.table.row_at(line)?;
        let family = &self.families[*self.by_line.get(&line)?];
        let plan = &self.file.plan;
        let short = |line: &u64| u32::try_from(*line).unwrap_or(u32::MAX);
        let label = match self.layout {
            FamilyLayout::PersonPerRow => format!("{} {}", plan.cell(&row, "prenom"), plan.cell(&row, "nom")),
            FamilyLayout::FamilyPerRow => {
                let names = family.taken.guardians().map(|guardian| {
                    let draft = &guardian.draft;
                    if draft.usage_name.is_empty() {
                        draft.birth_name.as_str()
                    } else {
                        draft.usage_name.as_str()
                    }
                });
                domain::people::family_label(names)
            }
        };
        Some(FamilyImportRow {
            line: short(&line),
            state: family.state,
            label: label.trim().to_owned(),
            number: family.taken.number.clone(),
            read_in: match self.layout {
                FamilyLayout::PersonPerRow => plan.cell(&row, "lu_dans").to_owned(),
                FamilyLayout::FamilyPerRow => String::new(),
            },
            family_lines: family.taken.lines.iter().map(short).collect(),
            cells: match with_cells {
                true => self.fields().map(|field| plan.cell(&row, field).to_owned()).collect(),
                false => Vec::new(),
            },
            corrected: plan
                .columns()
                .iter()
                .filter(|planned| planned.column.is_some_and(|column| corrected.contains(&column)))
                .map(|planned| planned.spec.field.to_owned())
                .collect(),
            family: family.known,
            issues: issues.views(line),
        })
    }
}
