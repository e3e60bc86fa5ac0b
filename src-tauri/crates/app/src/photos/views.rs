//! What the screens of photographs ask and are answered.

use domain::supporting::PhotoSubject;
use domain::values::ids::ChildId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::imports::GivenFile;

/// A photograph to keep; the one before it is destroyed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PhotoSaveRequest {
    /// Who is on it.
    pub of: PhotoSubject,
    /// The picture; the window lets the agent choose one when absent.
    #[serde(default)]
    pub file: Option<GivenFile>,
    /// The day an adult agreed to it. A child's agreement is that of those who answer for them, noted with the consents.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub agreed_on: Option<Date>,
}

/// Somebody whose photograph is no longer kept.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct PhotoRequest {
    /// Who.
    pub of: PhotoSubject,
}

/// Whether somebody has a photograph now.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct PhotoWrittenView {
    /// Who.
    pub of: PhotoSubject,
    /// Whether one is kept.
    pub kept: bool,
}

/// Somebody of a family who has a photograph or may have one.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PhotoView {
    /// Who.
    pub of: PhotoSubject,
    /// Their name.
    pub name: String,
    /// Why none may be kept or shown; empty when one may.
    pub refusal: String,
    /// `accord du 05/04/2026`; empty for a child, whose agreement is read with the consents.
    pub agreed: String,
    /// A JPEG of 4 to 5, byte by byte; empty when there is none to show.
    pub bytes: Vec<u8>,
}

/// The photographs of a family.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FamilyPhotosView {
    /// Children, their guardians, then those who may collect them.
    pub people: Vec<PhotoView>,
}

/// Children whose photographs are wanted, as on the sheet of a day.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChildPhotosRequest {
    /// Which.
    pub children: Vec<ChildId>,
}

/// A child's photograph.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChildPhotoView {
    /// Whose.
    pub child: ChildId,
    /// A JPEG of 4 to 5, byte by byte.
    pub bytes: Vec<u8>,
}

/// The photographs that may be shown: nothing is said of the others.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChildPhotosView {
    /// In the order asked.
    pub photos: Vec<ChildPhotoView>,
}
