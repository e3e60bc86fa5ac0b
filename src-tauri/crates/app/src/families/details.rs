//! Answers to the optional fields (X08): read from a form, noted in the history, shown to who may read them.

use std::collections::BTreeSet;

use domain::issue::{FieldIssue, IssueCode, Issues, Refusal};
use domain::people::{ChangeKind, Detail, Details, FieldSubject, OptionalField, read_details};
use store::people::DetailRow;
use uuid::Uuid;

use super::DetailView;
use super::edits::Edits;
use super::sight::Sight;
use super::wording::accepted_regime;

/// The answers of one person as rows; every problem at once, each under `details.`.
pub(super) fn accept_details(
    owner: impl Into<Uuid>,
    subject: FieldSubject,
    typed: &Details,
    on: &BTreeSet<OptionalField>,
) -> Result<Vec<DetailRow>, Vec<FieldIssue>> {
    let owner = owner.into();
    let mut issues = Issues::new();
    let read = issues.take_all("details", read_details(subject, typed, on));
    Ok(issues.finish(read)?.into_iter().map(|(detail, value)| DetailRow { owner, detail, value }).collect())
}

/// A household's regime (V09), when the town asks it.
pub(super) fn asked_regime(code: &str, on: &BTreeSet<OptionalField>) -> Result<String, Refusal> {
    if on.contains(&OptionalField::HealthFund) {
        accepted_regime(code)
    } else if code.trim().is_empty() {
        Ok(String::new())
    } else {
        Err(Refusal::new(IssueCode::Forbidden, OptionalField::HealthFund.off_sentence()))
    }
}

/// Notes the answers that changed, without their values: not every reader of the file sees them.
pub(super) fn note_details(edits: &mut Edits, known: &[DetailRow], rows: &[DetailRow], whose: &str) {
    for row in rows {
        let before = known.iter().find(|known| known.owner == row.owner && known.detail == row.detail);
        if before.map_or("", |before| before.value.as_str()) != row.value {
            // That someone stopped working is not told to every reader of the file either.
            let told = match row.detail.field() {
                OptionalField::WorkStoppage => "Réponse facultative",
                _ => row.detail.label(),
            };
            edits.note(ChangeKind::File, row.owner, format!("{told} {whose}"), "", "modifié");
        }
    }
}

/// What a form starts from: an answer, or none, for each field the town asks.
pub(super) fn draft_details<'d>(
    subject: FieldSubject,
    rows: impl Iterator<Item = &'d DetailRow> + Clone,
    on: &BTreeSet<OptionalField>,
) -> Details {
    let asked = Detail::all().filter(|detail| {
        let field = detail.field();
        field.subject() == subject && on.contains(&field)
    });
    let value = |detail: Detail| rows.clone().find(|row| row.detail == detail).map(|row| row.value.clone());
    asked.map(|detail| (detail, value(detail).unwrap_or_default())).collect()
}

/// The answers that the agent at the desk may read, of fields the town asks.
pub(super) fn shown_details<'d>(
    rows: impl Iterator<Item = &'d DetailRow>,
    on: &BTreeSet<OptionalField>,
    sight: &Sight,
) -> Vec<DetailView> {
    let mut rows: Vec<&DetailRow> = rows.collect();
    rows.sort_by_key(|row| row.detail);
    let read = |row: &&DetailRow| {
        let field = row.detail.field();
        on.contains(&field) && sight.reads(field)
    };
    let view = |row: &DetailRow| DetailView {
        detail: row.detail,
        label: row.detail.label().to_owned(),
        value: row.detail.shown(&row.value),
    };
    rows.into_iter().filter(read).map(view).collect()
}
