//! Files joined to documents and photographs, sealed in chunks: bytes that only `security` can read.

use domain::supporting::{FileFormat, PhotoSubject};
use domain::values::ids::{AttachmentId, ChildId, ContactId, DocumentId, FamilyId, GuardianId};
use jiff::civil::Date;
use rusqlite::{Row, params};
use security::Compartment;
use security::cell::SealedFile;
use uuid::Uuid;

use crate::cells::SealedCell;
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// What a file hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachedTo {
    /// A document handed in.
    Document(DocumentId),
    /// A person photographed.
    Person(PhotoSubject),
}

impl AttachedTo {
    /// Its name, as it is written in what authenticates the file.
    pub fn as_uuid(self) -> Uuid {
        match self {
            Self::Document(id) => id.as_uuid(),
            Self::Person(PhotoSubject::Child(id)) => id.as_uuid(),
            Self::Person(PhotoSubject::Contact(id)) => id.as_uuid(),
            Self::Person(PhotoSubject::Guardian(id)) => id.as_uuid(),
        }
    }
}

/// A file to keep.
#[derive(Debug)]
pub struct NewAttachment<'f> {
    /// Identifier.
    pub id: AttachmentId,
    /// What it hangs on.
    pub to: AttachedTo,
    /// The compartment it is sealed to.
    pub compartment: Compartment,
    /// What it is.
    pub format: FileFormat,
    /// The day the adult who is on it agreed.
    pub agreed_on: Option<Date>,
    /// Head and chunks.
    pub file: &'f SealedFile,
}

/// A file, its chunks apart.
#[derive(Debug, Clone)]
pub struct AttachmentRow {
    /// Identifier.
    pub id: AttachmentId,
    /// What it hangs on.
    pub to: AttachedTo,
    /// The compartment it is sealed to.
    pub compartment: Compartment,
    /// What it is.
    pub format: FileFormat,
    /// Its head, and its content key.
    pub head: SealedCell,
    /// The day the adult who is on it agreed.
    pub agreed_on: Option<Date>,
    /// When it was joined, in milliseconds.
    pub at_ms: i64,
    /// Who joined it.
    pub by: Uuid,
}

/// That a document has a file, for who does not open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileOnRecord {
    /// The document.
    pub document: DocumentId,
    /// Identifier.
    pub id: AttachmentId,
    /// What it is.
    pub format: FileFormat,
    /// When it was joined, in milliseconds.
    pub at_ms: i64,
    /// Who joined it.
    pub by: Uuid,
}

impl Reader<'_> {
    /// A file, its chunks apart.
    pub fn attachment(&self, id: AttachmentId) -> Result<Option<AttachmentRow>, StoreError> {
        self.first(sql!("select_attachment.sql"), [id.as_bytes()], attachment)
    }

    /// The files of a document, in the order they were joined.
    pub fn attachments_of(&self, document: DocumentId) -> Result<Vec<AttachmentRow>, StoreError> {
        self.all(sql!("select_attachments_of_document.sql"), [document.as_bytes()], attachment)
    }

    /// The photograph of somebody: the last one.
    pub fn photo_of(&self, of: PhotoSubject) -> Result<Option<AttachmentRow>, StoreError> {
        match of {
            PhotoSubject::Child(id) => {
                self.first(sql!("select_photos_of_child.sql"), [id.as_bytes()], attachment)
            }
            PhotoSubject::Contact(id) => {
                self.first(sql!("select_photos_of_contact.sql"), [id.as_bytes()], attachment)
            }
            PhotoSubject::Guardian(id) => {
                self.first(sql!("select_photos_of_guardian.sql"), [id.as_bytes()], attachment)
            }
        }
    }

    /// Which documents of a family have files.
    pub fn files_of_family(&self, family: FamilyId) -> Result<Vec<FileOnRecord>, StoreError> {
        self.all(sql!("select_files_of_family.sql"), [family.as_bytes()], |row| {
            Ok(FileOnRecord {
                document: row.id(0)?,
                id: row.id(1)?,
                format: row.code(2, FileFormat::from_code)?,
                at_ms: row.int(3)? >> 16,
                by: row.id(4)?,
            })
        })
    }

    /// A file whole, as it is sealed.
    pub fn sealed_file(&self, row: &AttachmentRow) -> Result<SealedFile, StoreError> {
        let chunks = self.all(sql!("select_chunks.sql"), [row.id.as_bytes()], |chunk| Ok(chunk.get(0)?))?;
        Ok(SealedFile { head: row.head.sealed.clone(), chunks })
    }
}

impl Writer<'_> {
    /// Keeps a file; its content key is saved beside it.
    pub fn insert_attachment(&self, new: &NewAttachment<'_>) -> Result<(), StoreError> {
        let (mut document, mut child, mut contact, mut guardian) = (None, None, None, None);
        match new.to {
            AttachedTo::Document(id) => document = Some(id),
            AttachedTo::Person(PhotoSubject::Child(id)) => child = Some(id),
            AttachedTo::Person(PhotoSubject::Contact(id)) => contact = Some(id),
            AttachedTo::Person(PhotoSubject::Guardian(id)) => guardian = Some(id),
        }
        self.stamped(
            sql!("insert_attachment.sql"),
            params![
                new.id.as_bytes(),
                document.as_ref().map(DocumentId::as_bytes),
                child.as_ref().map(ChildId::as_bytes),
                contact.as_ref().map(ContactId::as_bytes),
                guardian.as_ref().map(GuardianId::as_bytes),
                new.compartment.code(),
                new.format.code(),
                new.file.head,
                new.agreed_on.map(day)
            ],
        )?;
        (0i64..).zip(&new.file.chunks).try_for_each(|(number, chunk)| {
            self.stamped(sql!("insert_chunk.sql"), params![new.id.as_bytes(), number, chunk])
        })
    }

    /// Destroys a file: its chunks and its content key go at once, what remains says that there was one.
    pub fn destroy_attachment(&self, id: AttachmentId) -> Result<bool, StoreError> {
        let was_there = self.run(sql!("bury_attachment.sql"), params![id.as_bytes(), self.stamp().hlc])? > 0;
        self.run(sql!("delete_chunks.sql"), [id.as_bytes()])?;
        self.run(sql!("erase_content_key.sql"), [id.as_bytes()])?;
        Ok(was_there)
    }

    /// Destroys the photographs of somebody; answers how many there were.
    pub fn destroy_photos_of(&self, of: PhotoSubject) -> Result<u32, StoreError> {
        let mut destroyed = 0;
        while let Some(photo) = self.photo_of(of)? {
            self.destroy_attachment(photo.id)?;
            destroyed += 1;
        }
        Ok(destroyed)
    }

    /// Destroys the files of a document; answers how many there were.
    pub fn destroy_files_of(&self, document: DocumentId) -> Result<u32, StoreError> {
        let files = self.attachments_of(document)?;
        for file in &files {
            self.destroy_attachment(file.id)?;
        }
        Ok(u32::try_from(files.len()).unwrap_or(u32::MAX))
    }
}

fn attachment(row: &Row<'_>) -> Result<AttachmentRow, StoreError> {
    let to = match (row.id_opt(1)?, row.id_opt(2)?, row.id_opt(3)?) {
        (Some(document), ..) => AttachedTo::Document(document),
        (None, Some(child), _) => AttachedTo::Person(PhotoSubject::Child(child)),
        (None, None, Some(contact)) => AttachedTo::Person(PhotoSubject::Contact(contact)),
        (None, None, None) => AttachedTo::Person(PhotoSubject::Guardian(row.id(11)?)),
    };
    let code = row.int(4)?;
    let compartment = u8::try_from(code).ok().and_then(Compartment::from_code);
    let compartment = compartment.ok_or(rusqlite::Error::IntegralValueOutOfRange(4, code))?;
    Ok(AttachmentRow {
        id: row.id(0)?,
        to,
        compartment,
        format: row.code(5, FileFormat::from_code)?,
        head: SealedCell { sealed: row.get(6)?, wrapped: row.get(7)? },
        agreed_on: row.date_opt(8)?,
        at_ms: row.int(9)? >> 16,
        by: row.id(10)?,
    })
}
