//! What a line of the history of a family's file is about.

/// What a change is about: it says who may read the line (V01 to V07).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    /// The file, as whoever opens it sees it.
    File,
    /// Who lived in which household, since when, who had the custody of a child, and who owed the invoices before.
    Composition,
    /// Who holds authority over a child, and what they are to them.
    Authority,
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::File, Self::Composition, Self::Authority];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Composition => "composition",
            Self::Authority => "authority",
        }
    }

    /// The kind under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
