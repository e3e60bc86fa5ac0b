//! Families of another product: each accepted, to be looked at or refused with its reason, whole. They go through the same door as those
//! typed at the desk; what is not known is left unsaid, never supplied (requirements O04).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::issue::{FieldIssue, IssueCode};
use domain::values::Cents;
use domain::values::ids::FamilyId;
use exchange::tabular::{ColumnSpec, RowIssue, Table};
use exchange::takeover::{FamilyLayout, TakenFamily, TakeoverChoices, columns_of, read_families};
use jiff::civil::Date;
use security::access::ImportFamilies;
use store::Reader;
use uuid::Uuid;

use super::family_sources::{self, Classes, left_out_rows};
use super::file::{CHUNK, FileAtHand, IssuesByLine, kept_at_hand, same_file};
use super::file_kind::FileKind;
use super::known_families::{KnownFamilies, already_in_file, identity_of, person_key};
use super::{
    CellCorrectRequest, FamilyImportRow, FamilyImportView, FamilyRowRequest, FamilyTotals, FamilyTotalsView,
    FileLayout, ImportCounts, ImportPreviewRequest, ImportRemapRequest, ImportRowState, NotTakenRow,
    ReadingChoice,
};
use crate::billing::SavedFileView;
use crate::call::{Call, Subject};
use crate::error::Error;
use crate::families::{Completeness, Typing, accept_taken, unasked};
use crate::jobs::{JobView, Progress};
use crate::outside::Purpose;
use crate::session::Empty;
use crate::settings;

/// What a product writes, made a table of families or of persons.
const KIND: FileKind = FileKind { read: family_sources::read, columns };

/// The file at hand and what becomes of its families.
#[derive(Debug)]
pub(super) struct FamiliesAtHand {
    pub(super) file: FileAtHand,
    pub(super) layout: FamilyLayout,
    pub(super) families: Vec<JudgedFamily>,
    pub(super) issues: Vec<RowIssue>,
    by_line: HashMap<u64, usize>,
    notes: Vec<String>,
    has_balances: bool,
    balances_unread: u32,
    caisses_unsaid: u32,
    /// Children whose class the town does not have this year.
    unknown_classes: u32,
}

/// A family once it is known whether it can be taken.
#[derive(Debug)]
pub(super) struct JudgedFamily {
    pub(super) taken: TakenFamily,
    pub(super) state: ImportRowState,
    /// A digest of the names and births of its members.
    pub(super) identity: String,
    /// The family it was taken as earlier.
    known: Option<FamilyId>,
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

fn layout_of(table: &Table, reading: &ReadingChoice) -> FamilyLayout {
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

/// Reads the families and asks the domain whether each can be recorded.
pub(super) fn judge(
    reader: &Reader<'_>,
    file: FileAtHand,
    today: Date,
    new_id: &mut dyn FnMut() -> Uuid,
    progress: &Progress,
) -> Result<FamiliesAtHand, Error> {
    let layout = layout_of(&file.table, &file.reading);
    let mut kept = FamiliesAtHand {
        file,
        layout,
        families: Vec::new(),
        issues: Vec::new(),
        by_line: HashMap::new(),
        notes: Vec::new(),
        has_balances: false,
        balances_unread: 0,
        caisses_unsaid: 0,
        unknown_classes: 0,
    };
    if !kept.file.is_readable() {
        return Ok(kept);
    }
    progress.phase("Lecture des lignes", kept.file.table.row_count() as u64)?;
    let choices = TakeoverChoices {
        organisme: kept.file.reading.organisme.clone(),
        quotient_month: kept.file.reading.quotient_month,
        first_guardian_owes: kept.file.reading.first_guardian_owes.unwrap_or_default(),
    };
    let reading = read_families(&kept.file.table, &kept.file.plan, layout, &choices, today);
    (kept.issues, kept.notes) = (reading.issues, reading.notes);
    kept.issues.extend(kept.file.source.doubts.iter().cloned());
    kept.notes.extend(kept.file.source.notes.iter().cloned());
    kept.caisses_unsaid = reading.caisses_unsaid;
    kept.has_balances = reading.balances_unread.is_some();
    kept.balances_unread = reading.balances_unread.unwrap_or_default();

    progress.phase("Recherche des familles déjà connues", 0)?;
    let mut known = KnownFamilies::read(reader, kept.file.source.profile.code())?;
    let classes = Classes::read(reader, today)?;
    let (town, fields) = (settings::town(reader)?, settings::asked(reader)?);
    let mut typing =
        Typing { town: &town, fields: &fields, today, completeness: Completeness::AsKnown, new_id };
    kept.notes.extend(unasked(&reading.families, &fields));
    progress.phase("Examen des familles", reading.families.len() as u64)?;
    let mut doubtful: HashSet<u64> = kept.issues.iter().map(|issue| issue.line).collect();
    for (rank, mut taken) in reading.families.into_iter().enumerate() {
        if rank.is_multiple_of(CHUNK) {
            progress.done(rank as u64)?;
        }
        let before = kept.issues.len();
        kept.unknown_classes += classes.settle(&mut taken);
        let identity = identity_of(&taken);
        let (state, family) = kept.state_of(&taken, &identity, &mut known, &mut typing);
        doubtful.extend(kept.issues[before..].iter().map(|issue| issue.line));
        let state = match state {
            ImportRowState::Accepted if taken.lines.iter().any(|line| doubtful.contains(line)) => {
                ImportRowState::ToCheck
            }
            state => state,
        };
        kept.by_line.extend(taken.lines.iter().map(|line| (*line, kept.families.len())));
        kept.families.push(JudgedFamily { taken, state, identity, known: family });
    }
    kept.issues.sort_by_key(|issue| issue.line);
    Ok(kept)
}

impl FamiliesAtHand {
    fn state_of(
        &mut self,
        taken: &TakenFamily,
        identity: &str,
        known: &mut KnownFamilies,
        typing: &mut Typing<'_>,
    ) -> (ImportRowState, Option<FamilyId>) {
        if taken.refused {
            return (ImportRowState::Refused, None);
        }
        if let Err(found) = accept_taken(taken, None, typing) {
            self.refuse(taken, &found);
            return (ImportRowState::Refused, None);
        }
        if let Some(refused) = already_in_file(taken, identity, known) {
            self.issues.push(refused);
            return (ImportRowState::Refused, None);
        }
        match known.by_number.get(&taken.number).filter(|_| !taken.number.is_empty()) {
            Some((same, family, _)) if same == identity => {
                return (ImportRowState::AlreadyTaken, Some(*family));
            }
            Some((_, _, shown)) => {
                self.issues.push(RowIssue::refused(
                    taken.lines[0],
                    "famille",
                    taken.number.clone(),
                    IssueCode::Duplicate,
                    format!(
                        "Ce numéro est celui de la famille {shown}, reprise auparavant avec d'autres personnes : complétez son dossier à la main, ou corrigez le numéro."
                    ),
                ));
                return (ImportRowState::Refused, None);
            }
            None => {}
        }
        if let Some(family) = known.by_identity.get(identity) {
            return (ImportRowState::AlreadyTaken, Some(*family));
        }
        self.doubt_namesakes(taken, known);
        (ImportRowState::Accepted, None)
    }

    /// Each problem on its line and in its column; the other lines of the family say which one they wait for.
    fn refuse(&mut self, taken: &TakenFamily, found: &[FieldIssue]) {
        let mut bad = HashSet::new();
        for issue in found {
            let (line, field) = place_of(taken, &issue.field);
            let row = self.file.table.row_at(line);
            let value = row.filter(|_| !field.is_empty()).map_or("", |row| self.file.plan.cell(&row, field));
            self.issues.push(RowIssue::refused(line, field, value, issue.code, &issue.message));
            bad.insert(line);
        }
        let first = bad.iter().min().copied().unwrap_or(taken.lines[0]);
        for line in taken.lines.iter().filter(|line| !bad.contains(line)) {
            self.issues.push(RowIssue::refused(
                *line,
                "",
                "",
                IssueCode::Inconsistent,
                format!("La ligne {first} de la même famille est refusée : la famille entière attend sa correction."),
            ));
        }
    }

    /// A child of the same names born the same day, elsewhere in the file or in the town, may be the same child in two homes, or not.
    fn doubt_namesakes(&mut self, taken: &TakenFamily, known: &mut KnownFamilies) {
        for child in &taken.children {
            let Some(birth) = child.draft.birth_date else { continue };
            let key = person_key(&child.draft.name, &child.draft.first_name, birth.reckoned());
            let told = match (known.children.get(&key), known.named.get(&key)) {
                (Some(family), _) => format!("est déjà dans le dossier {family}"),
                (None, Some(line)) if !taken.lines.contains(line) => format!("est aussi à la ligne {line}"),
                _ => {
                    known.named.entry(key).or_insert(child.line);
                    continue;
                }
            };
            let name = format!("{} {}", child.draft.first_name, child.draft.name);
            self.issues.push(RowIssue::to_check(
                child.line,
                child.column("name"),
                name.clone(),
                IssueCode::Duplicate,
                format!(
                    "Un enfant de mêmes noms né le même jour {told}. Si c'est le même enfant, reprenez-le une seule fois ; si vous acceptez la ligne, {name} aura deux dossiers."
                ),
            ));
        }
    }

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

/// The line and the column of a problem the domain found: `households.0.guardians.1.email`.
fn place_of(taken: &TakenFamily, path: &str) -> (u64, &'static str) {
    let parts: Vec<&str> = path.split('.').collect();
    let rank = |place: usize| parts.get(place).and_then(|part| part.parse::<usize>().ok());
    let rest = |from: usize| parts.get(from..).map(|rest| rest.join(".")).unwrap_or_default();
    let whole = (taken.lines[0], "");
    match parts[..] {
        ["households", _, "address", ..] => rank(1)
            .and_then(|home| taken.homes.get(home))
            .map_or(whole, |home| (home.address.line, home.address.column(&rest(3)))),
        ["households", _, "guardians", _, ..] => rank(1)
            .and_then(|home| taken.homes.get(home)?.guardians.get(rank(3)?))
            .map_or(whole, |guardian| (guardian.line, guardian.column(&rest(4)))),
        ["households", _, "allocataire", ..] => rank(1)
            .and_then(|home| taken.homes.get(home))
            .map_or(whole, |home| (home.address.line, "allocataire")),
        ["children", _, "identity", ..] => rank(1)
            .and_then(|child| taken.children.get(child))
            .map_or(whole, |child| (child.line, child.column(&rest(3)))),
        ["contacts", _, ..] => rank(1)
            .and_then(|contact| taken.contacts.get(contact))
            .map_or(whole, |contact| (contact.line, contact.column(&rest(2)))),
        _ => whole,
    }
}
