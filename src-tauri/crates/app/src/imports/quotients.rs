//! Quotients sent by the CAF: every row accepted, to be looked at or refused with its reason; a value never replaces another, it is
//! recorded after it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::calendar::Month;
use domain::issue::{IssueCode, Severity};
use domain::tariffs::{Quotient, QuotientDraft};
use domain::values::ids::{FamilyId, HouseholdId};
use exchange::caf::{QUOTIENT_COLUMNS, QuotientRow, read_quotients};
use exchange::tabular::{Line, Reading, RowIssue};
use jiff::civil::Date;
use security::Grant;
use security::access::ImportQuotients;
use store::Reader;

use super::allocataires::{Allocataires, Found};
use super::file::{CHUNK, FileAtHand, IssuesByLine, kept_at_hand, same_file};
use super::file_kind::FileKind;
use super::{
    CellCorrectRequest, ImportPreviewRequest, ImportRemapRequest, ImportRowState, QuotientImportRow,
    QuotientImportView,
};
use crate::billing::SavedFileView;
use crate::call::{Call, Subject};
use crate::error::Error;
use crate::jobs::{JobView, Progress};
use crate::outside::Purpose;
use crate::quotients::each_history;
use crate::session::Empty;

/// A plain table.
const KIND: FileKind = FileKind::table(|_, _| &QUOTIENT_COLUMNS);

/// The file at hand and what becomes of its rows.
#[derive(Debug)]
pub(super) struct QuotientsAtHand {
    pub(super) file: FileAtHand,
    pub(super) rows: HashMap<u64, Judged>,
    issues: Vec<RowIssue>,
}

/// A row once it is known whose it is.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) state: ImportRowState,
    pub(super) household: Option<HouseholdId>,
    pub(super) draft: Option<QuotientDraft>,
    present: Option<Quotient>,
}

/// Opens a file of quotients and shows what would become of each row. The agent chooses the file first; reading it is a job.
pub fn quotients_preview(
    call: &Call<'_, ImportQuotients>,
    request: ImportPreviewRequest,
) -> Result<JobView, Error> {
    let chosen = FileAtHand::choose(call, request.file, Purpose::Quotients)?;
    call.spawn(move |call, progress| match chosen {
        Some(chosen) => {
            let file = FileAtHand::open(call, chosen, request.reading, None, KIND, progress)?;
            show(call, file, progress)
        }
        None => {
            call.consult(Subject::all("quotient_import"), |_| Ok(()))?;
            Ok(QuotientImportView { cancelled: true, ..QuotientImportView::default() })
        }
    })
}

/// Reads the file at hand again: other columns, another encoding or separator, the caisse of the whole file.
pub fn quotients_remap(
    call: &Call<'_, ImportQuotients>,
    request: ImportRemapRequest,
) -> Result<JobView, Error> {
    let kept = at_hand(call)?;
    call.spawn(move |call, progress| {
        let file = kept.file.again(call, request.reading, None, &request.columns, progress)?;
        show(call, file, progress)
    })
}

/// Corrects a cell here; the file itself is left alone. Every row is judged again: a number corrected may be another row's too.
pub fn quotients_correct(
    call: &Call<'_, ImportQuotients>,
    request: CellCorrectRequest,
) -> Result<JobView, Error> {
    let mut file = at_hand(call)?.file.clone();
    file.correct(request.line, &request.field, &request.value)?;
    call.spawn(move |call, progress| show(call, file, progress))
}

/// The file at hand, as it was judged.
pub fn quotients_show(call: &Call<'_, ImportQuotients>, _: Empty) -> Result<QuotientImportView, Error> {
    let kept = at_hand(call)?;
    let detail = kept.file.told();
    call.consult(Subject::all("quotient_import").detail(detail), |r| kept.view(r))
}

/// Keeps the refused rows in the form of the file, with a last column saying why: corrected there, they read again.
pub fn quotients_rejected_file(call: &Call<'_, ImportQuotients>, _: Empty) -> Result<SavedFileView, Error> {
    let kept = at_hand(call)?;
    let refused: HashSet<u64> = kept
        .rows
        .iter()
        .filter(|(_, row)| row.state == ImportRowState::Refused)
        .map(|(line, _)| *line)
        .collect();
    kept.file.save_rejected(call, "quotient_import", &kept.issues, &refused)
}

pub(super) fn at_hand(call: &Call<'_, ImportQuotients>) -> Result<Arc<QuotientsAtHand>, Error> {
    kept_at_hand(call)
}

fn show(
    call: &Call<'_, ImportQuotients>,
    file: FileAtHand,
    progress: &Progress,
) -> Result<QuotientImportView, Error> {
    let detail = file.told();
    let (kept, view) = call.consult(Subject::all("quotient_import").detail(detail), |r| {
        let kept = judge(r, call.grant(), file, call.today(), Some(progress))?;
        let view = kept.view(r)?;
        Ok((kept, view))
    })?;
    call.unlocked().keep(Arc::new(kept));
    Ok(view)
}

/// Reads the rows and finds whose they are.
pub(super) fn judge(
    reader: &Reader<'_>,
    grant: &Grant<'_, ImportQuotients>,
    file: FileAtHand,
    today: Date,
    progress: Option<&Progress>,
) -> Result<QuotientsAtHand, Error> {
    let phase = |words: &str, total: usize| progress.map_or(Ok(()), |line| line.phase(words, total as u64));
    let mut kept = QuotientsAtHand { rows: HashMap::new(), issues: Vec::new(), file };
    if !kept.file.is_readable() {
        return Ok(kept);
    }
    phase("Lecture des foyers et de leurs quotients", 0)?;
    let known = Allocataires::read(reader, grant)?;
    let mut histories = HashMap::new();
    each_history(reader, grant, |household, history| {
        histories.insert(household, history);
    })?;
    phase("Lecture des lignes", kept.file.table.row_count())?;
    let Reading { rows, issues } =
        read_quotients(&kept.file.table, &kept.file.plan, kept.file.reading.organisme.as_deref());
    kept.issues = issues;
    let doubtful: HashSet<u64> = kept.issues.iter().map(|issue| issue.line).collect();
    phase("Recherche des foyers", rows.len())?;
    for (rank, row) in rows.iter().enumerate() {
        if let Some(progress) = progress.filter(|_| rank.is_multiple_of(CHUNK)) {
            progress.done(rank as u64)?;
        }
        let before = kept.issues.len();
        let household = kept.find(&known, row);
        let history = household.and_then(|household| histories.get(&household));
        let present = history.and_then(|history| history.entries().last()).cloned();
        let already = history
            .is_some_and(|history| history.entries().iter().any(|entry| same(entry, &row.value.draft)));
        let mut state = match (household, already) {
            (None, _) => ImportRowState::Refused,
            (Some(_), true) => ImportRowState::AlreadyTaken,
            (Some(_), false) => ImportRowState::Accepted,
        };
        if state == ImportRowState::Accepted {
            kept.doubt_value(row, present.as_ref());
            kept.doubt_month(row, Month::of(today));
            if kept.issues.len() > before || doubtful.contains(&row.line) {
                state = ImportRowState::ToCheck;
            }
        }
        let draft = Some(row.value.draft.clone());
        kept.rows.insert(row.line, Judged { state, household, draft, present });
    }
    for issue in kept.issues.iter().filter(|issue| issue.severity == Severity::Blocking) {
        let refused = Judged { state: ImportRowState::Refused, household: None, draft: None, present: None };
        kept.rows.entry(issue.line).or_insert(refused);
    }
    Ok(kept)
}

/// The same value of the same month, recorded before: nothing new.
fn same(entry: &Quotient, draft: &QuotientDraft) -> bool {
    entry.kind == draft.kind
        && entry.month == draft.month
        && entry.computed == draft.computed
        && entry.value == draft.value
        && entry.to == draft.to
}

/// The family of each household, and its name.
pub(super) fn household_names(
    reader: &Reader<'_>,
) -> Result<HashMap<HouseholdId, (FamilyId, String)>, Error> {
    let names = reader.household_names()?.into_iter();
    Ok(names.map(|(household, family, name)| (household, (family, name))).collect())
}

impl QuotientsAtHand {
    /// The household of a row; when it is not sure, an issue says why.
    fn find(&mut self, known: &Allocataires, row: &Line<QuotientRow>) -> Option<HouseholdId> {
        let line = row.line;
        let (allocataire, person) = (row.value.allocataire.as_ref(), row.value.person.as_ref());
        let matricule = allocataire.map(ToString::to_string).unwrap_or_default();
        match known.find(allocataire, person) {
            Found::Sure(household) => Some(household),
            Found::ByNumberAlone { household, name } => {
                let written = person.map(|person| person.name.to_string()).unwrap_or_default();
                self.issues.push(RowIssue::to_check(
                    line,
                    "nom",
                    written,
                    IssueCode::Inconsistent,
                    format!("Le numéro est celui de {name}, le nom est autre : vérifiez avant d’accepter."),
                ));
                Some(household)
            }
            Found::ByPersonAlone { household, number } => {
                self.issues.push(
                    RowIssue::to_check(
                        line,
                        "matricule",
                        matricule,
                        IssueCode::Unknown,
                        "Aucun foyer n’a ce numéro ; le nom et la date de naissance désignent celui-ci.",
                    )
                    .proposing(number),
                );
                Some(household)
            }
            Found::Several => {
                self.issues.push(RowIssue::refused(
                    line,
                    "matricule",
                    matricule,
                    IssueCode::Ambiguous,
                    "Plusieurs foyers répondent à cette ligne : saisissez le quotient dans le bon dossier.",
                ));
                None
            }
            Found::Nobody => {
                self.issues.push(RowIssue::refused(
                    line,
                    if allocataire.is_some() { "matricule" } else { "nom" },
                    matricule,
                    IssueCode::Unknown,
                    "Aucun foyer ne répond à cette ligne : vérifiez le numéro, ou complétez le dossier de la famille.",
                ));
                None
            }
        }
    }

    /// A value three times what it was, or a third of it, is more often a slip than a change of life (caf.md §9).
    fn doubt_value(&mut self, row: &Line<QuotientRow>, present: Option<&Quotient>) {
        let Some(present) = present else { return };
        let (before, now) = (present.value.0, row.value.draft.value.0);
        if present.kind == row.value.draft.kind
            && (now > before.saturating_mul(3) || now.saturating_mul(3) < before)
        {
            self.issues.push(RowIssue::to_check(
                row.line,
                "qf",
                Quotient::format_value(row.value.draft.value),
                IssueCode::OutOfRange,
                format!(
                    "Le quotient était {} en {} : un chiffre perdu ou ajouté ?",
                    Quotient::format_value(present.value),
                    present.month.format_fr()
                ),
            ));
        }
    }

    /// A month that has not come: a digit of the year, most of the time.
    fn doubt_month(&mut self, row: &Line<QuotientRow>, current: Month) {
        let month = row.value.draft.month;
        if month > current {
            self.issues.push(RowIssue::to_check(
                row.line,
                "mois",
                month.to_string(),
                IssueCode::ImpossibleDate,
                format!("{} n'est pas encore venu : vérifiez le mois.", month.format_fr()),
            ));
        }
    }

    fn view(&self, reader: &Reader<'_>) -> Result<QuotientImportView, Error> {
        let names = household_names(reader)?;
        let mut view = QuotientImportView {
            shape: Some(self.file.shape(same_file(reader, &self.file.sha256)?)),
            ..QuotientImportView::default()
        };
        let issues = IssuesByLine::of(&self.issues);
        let mut households = HashSet::new();
        for row in self.file.table.rows() {
            let line = row.line();
            let Some(judged) = self.rows.get(&line) else { continue };
            view.counts.add(judged.state);
            if matches!(judged.state, ImportRowState::Accepted | ImportRowState::ToCheck) {
                households.extend(judged.household);
            }
            let columns = self.file.plan.columns();
            let corrected: HashSet<usize> = self.file.table.corrected_columns(line).collect();
            let is_corrected =
                |column: Option<usize>| column.is_some_and(|column| corrected.contains(&column));
            let owner = judged.household.and_then(|household| names.get(&household));
            view.rows.push(QuotientImportRow {
                line: u32::try_from(line).unwrap_or(u32::MAX),
                state: judged.state,
                cells: columns
                    .iter()
                    .map(|planned| self.file.plan.cell(&row, planned.spec.field).to_owned())
                    .collect(),
                corrected: columns
                    .iter()
                    .filter(|planned| is_corrected(planned.column))
                    .map(|planned| planned.spec.field.to_owned())
                    .collect(),
                household: judged.household,
                family: owner.map(|(family, _)| *family),
                family_name: owner.map(|(_, name)| name.clone()).unwrap_or_default(),
                value_cents: judged.draft.as_ref().map(|draft| draft.value),
                present_cents: judged.present.as_ref().map(|present| present.value),
                issues: issues.views(line),
            });
        }
        view.households = u32::try_from(households.len()).unwrap_or(u32::MAX);
        Ok(view)
    }
}
