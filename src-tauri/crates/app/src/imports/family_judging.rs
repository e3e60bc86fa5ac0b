//! Whether each family of a file can be taken: refused with its reasons, doubted, known already, or accepted.

use std::collections::{HashMap, HashSet};

use domain::issue::{FieldIssue, IssueCode};
use domain::values::ids::FamilyId;
use domain::values::national_number;
use exchange::tabular::RowIssue;
use exchange::takeover::{TakenFamily, TakeoverChoices, read_families};
use jiff::civil::Date;
use store::Reader;
use uuid::Uuid;

use super::ImportRowState;
use super::families::{FamiliesAtHand, JudgedFamily, layout_of};
use super::family_sources::Classes;
use super::file::{CHUNK, FileAtHand};
use super::known_families::{KnownFamilies, adult_key, already_in_file, identity_of, person_key};
use crate::error::Error;
use crate::families::{Completeness, Typing, accept_taken, unasked};
use crate::jobs::Progress;
use crate::settings;

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
        if national_number(&taken.number).is_some() {
            self.issues.push(RowIssue::refused(
                taken.lines[0],
                "famille",
                String::new(),
                IssueCode::Forbidden,
                "Ce numéro de dossier est un numéro de sécurité sociale, qui n'entre jamais dans Préau : choisissez une autre colonne, ou aucune.",
            ));
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
        self.doubt_siblings(taken, known);
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
    /// An adult of the same names who is reached alike on another line, under no number: brothers and sisters one to a line, most often.
    fn doubt_siblings(&mut self, taken: &TakenFamily, known: &mut KnownFamilies) {
        if !taken.number.is_empty() {
            return;
        }
        for home in &taken.homes {
            for adult in &home.guardians {
                let Some(key) = adult_key(&adult.draft, &home.address.draft) else { continue };
                let before = *known.adults.entry(key).or_insert(adult.line);
                if taken.lines.contains(&before) {
                    continue;
                }
                let name = format!("{} {}", adult.draft.first_name, adult.draft.birth_name);
                self.issues.push(RowIssue::to_check(
                    adult.line,
                    adult.column("birth_name"),
                    name.clone(),
                    IssueCode::Duplicate,
                    format!(
                        "{name} est aussi à la ligne {before}, au même téléphone ou à la même adresse. Pour un seul dossier, donnez le même numéro de famille aux deux lignes ; si vous acceptez la ligne, {name} aura deux dossiers."
                    ),
                ));
            }
        }
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
