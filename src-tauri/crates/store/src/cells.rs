//! Where sealed cells live. A table and a column are numbers written in what authenticates each cell: given once, never reused,
//! whatever becomes of the names.

use security::cell::CellAddress;
use uuid::Uuid;

/// A sealed column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedColumn {
    table: u16,
    column: u16,
}

impl SealedColumn {
    /// This column in a row.
    pub fn at(self, row: impl Into<Uuid>) -> CellAddress {
        CellAddress { table: self.table, row: row.into(), column: self.column }
    }
}

/// `households.sealed_allocataire`, RESOURCES, key of the household.
pub const ALLOCATAIRE: SealedColumn = SealedColumn { table: 1, column: 1 };
/// `quotients.sealed`, RESOURCES, key of the household.
pub const QUOTIENT: SealedColumn = SealedColumn { table: 2, column: 1 };
/// `health_instructions.sealed`, HEALTH_OP, key of the child.
pub const HEALTH_INSTRUCTIONS: SealedColumn = SealedColumn { table: 3, column: 1 };
/// `health_records.sealed`, HEALTH_RECORD, key of the child.
pub const HEALTH_RECORD: SealedColumn = SealedColumn { table: 4, column: 1 };

/// A sealed cell and the wrapped key of its subject, as the file holds them.
#[derive(Debug, Clone)]
pub struct SealedCell {
    /// The cell.
    pub sealed: Vec<u8>,
    /// The content key of its subject, wrapped; nothing when it was erased.
    pub wrapped: Option<Vec<u8>>,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_columns_share_a_number_and_none_ever_changed() {
        let all = [ALLOCATAIRE, QUOTIENT, HEALTH_INSTRUCTIONS, HEALTH_RECORD];
        let numbers: Vec<_> = all.iter().map(|place| (place.table, place.column)).collect();
        assert_eq!(numbers, [(1, 1), (2, 1), (3, 1), (4, 1)]);
        assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), all.len());
    }
}
