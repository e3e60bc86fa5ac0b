//! What a line of the history of a family's file is about.

/// What a change is about: it says who may read the line (V04, V06).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    /// The file, as whoever opens it sees it.
    File,
    /// Who lived in which household, since when, and who owed its invoices before.
    Composition,
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::File, Self::Composition];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Composition => "composition",
        }
    }

    /// The kind under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
