//! A file sealed for its place, before the transaction that keeps it; and opened again.

use domain::supporting::FileFormat;
use domain::values::ids::AttachmentId;
use jiff::civil::Date;
use security::cell::{CellError, FilePlace, SealedFile};
use security::{Compartment, Grant, Right};
use store::Writer;
use store::attachments::{AttachedTo, AttachmentRow, NewAttachment};
use store::cells::attachment_in;

use crate::Error;

/// A file, sealed under a content key of its own.
pub(crate) struct FileToKeep {
    id: AttachmentId,
    to: AttachedTo,
    compartment: Compartment,
    format: FileFormat,
    file: SealedFile,
    epoch: u32,
    wrapped: Vec<u8>,
}

impl FileToKeep {
    /// Seals a file: with a right that reads the compartment, or one that only deposits in it.
    pub(crate) fn seal<R: Right>(
        grant: &Grant<'_, R>,
        id: AttachmentId,
        to: AttachedTo,
        compartment: Compartment,
        (format, content): (FileFormat, &[u8]),
    ) -> Result<Self, Error> {
        let (key, wrapped) = grant.new_subject_key(compartment, id.as_uuid())?;
        let file = grant.seal_file(&key, place(id, to, compartment)?, format.code().as_bytes(), content)?;
        Ok(Self { id, to, compartment, format, file, epoch: key.epoch(), wrapped })
    }

    /// Keeps it with its key; `agreed_on` is the day the contact on a photograph agreed.
    pub(crate) fn keep(&self, w: &Writer<'_>, agreed_on: Option<Date>) -> Result<(), Error> {
        let Self { id, to, compartment, format, file, epoch, wrapped } = self;
        w.save_content_key(id.as_uuid(), compartment.code(), *epoch, wrapped)?;
        let new =
            NewAttachment { id: *id, to: *to, compartment: *compartment, format: *format, agreed_on, file };
        Ok(w.insert_attachment(&new)?)
    }
}

/// Opens a file whole. What it says of itself is what its row says.
pub(crate) fn open<R: Right>(
    grant: &Grant<'_, R>,
    row: &AttachmentRow,
    file: &SealedFile,
) -> Result<Vec<u8>, Error> {
    let wrapped = row.head.wrapped.as_deref().ok_or(CellError::SealBroken)?;
    let key = grant.subject_key(row.compartment, row.id.as_uuid(), wrapped)?;
    let opened = grant.open_file(&key, place(row.id, row.to, row.compartment)?, file)?;
    if opened.caption.as_slice() != row.format.code().as_bytes() {
        return Err(CellError::SealBroken.into());
    }
    Ok(opened.content.to_vec())
}

fn place(id: AttachmentId, to: AttachedTo, compartment: Compartment) -> Result<FilePlace, Error> {
    let column = attachment_in(compartment).ok_or_else(|| Error::bug("FICHIER-SANS-COMPARTIMENT"))?;
    Ok(FilePlace { head: column.at(id), of: to.as_uuid() })
}
