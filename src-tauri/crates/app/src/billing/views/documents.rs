//! Files the agent looks at or keeps.

use serde::Serialize;
use ts_rs::TS;

/// A document shown in the system's viewer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentShownView {
    /// Its name.
    pub file_name: String,
    /// Its size.
    pub bytes: u64,
}

/// A file the agent kept, or gave up keeping.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SavedFileView {
    /// Name proposed.
    pub file_name: String,
    /// Where it is; none when the agent gave up.
    pub path: Option<String>,
    /// Its size.
    pub bytes: u64,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
}
