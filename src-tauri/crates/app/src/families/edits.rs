//! What an edit changed, field by field: written beside the edit, in the same transaction, for « qui, quand, avant ? ».

use domain::people::ChangeKind;
use domain::values::ids::FamilyId;
use store::Writer;
use store::people::ChangeRow;
use uuid::Uuid;

use crate::Error;
use crate::error::Code;

/// The fields an edit changes. Only what anyone who opens the file may read: never a sealed value.
#[derive(Default)]
pub(super) struct Edits {
    noted: Vec<Noted>,
}

/// A field that did change.
struct Noted {
    kind: ChangeKind,
    subject: Uuid,
    label: String,
    before: String,
    after: String,
}

/// Refuses to write over what somebody wrote since it was read a moment before: what was checked of it no longer holds.
pub(super) fn unchanged<T: PartialEq>(now: &T, read: &T) -> Result<(), Error> {
    if now == read {
        return Ok(());
    }
    Err(Error::new(
        Code::Conflict,
        "Cette fiche vient d’être modifiée par quelqu’un d’autre\u{a0}: relisez-la, puis recommencez.",
    ))
}

impl Edits {
    /// Notes a field of a subject, when it did change. Whoever notes it says what it is about: some lines are not for every reader of the
    /// file.
    pub(super) fn note(
        &mut self,
        kind: ChangeKind,
        subject: impl Into<Uuid>,
        label: impl Into<String>,
        before: &str,
        after: &str,
    ) {
        if before != after {
            self.noted.push(Noted {
                kind,
                subject: subject.into(),
                label: label.into(),
                before: before.to_owned(),
                after: after.to_owned(),
            });
        }
    }

    /// What a reader of the journal sees: the fields, not their values.
    pub(super) fn summary(&self) -> String {
        self.noted.iter().map(|one| one.label.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Writes them in the history of each family whose file shows the subject.
    pub(super) fn write(
        &self,
        w: &Writer<'_>,
        families: &[FamilyId],
        mut new_id: impl FnMut() -> Uuid,
    ) -> Result<(), Error> {
        for family in families {
            for Noted { kind, subject, label, before, after } in &self.noted {
                w.append_change(&ChangeRow {
                    id: new_id(),
                    family: *family,
                    subject: *subject,
                    kind: *kind,
                    label: label.clone(),
                    before: before.clone(),
                    after: after.clone(),
                })?;
            }
        }
        Ok(())
    }
}
