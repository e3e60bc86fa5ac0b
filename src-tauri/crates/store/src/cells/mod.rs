//! Where sealed cells live. A table and a column are numbers written in what authenticates each cell: given once, never reused,
//! whatever becomes of the names.

use security::Compartment;
use security::cell::CellAddress;
use uuid::Uuid;

/// A sealed column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedColumn {
    table: u16,
    column: u16,
    compartment: Compartment,
    /// The rows of a subject: identifier, sealed.
    select: &'static str,
    /// Puts a cell sealed anew in its row.
    update: &'static str,
}

impl SealedColumn {
    /// The sealed columns of a compartment.
    pub(crate) fn of(compartment: Compartment) -> impl Iterator<Item = SealedColumn> {
        ALL.into_iter().filter(move |column| column.compartment == compartment)
    }

    pub(crate) fn select(self) -> &'static str {
        self.select
    }

    pub(crate) fn update(self) -> &'static str {
        self.update
    }

    /// This column in a row.
    pub fn at(self, row: impl Into<Uuid>) -> CellAddress {
        CellAddress { table: self.table, row: row.into(), column: self.column }
    }
}

/// `households.sealed_allocataire`, RESOURCES, key of the household.
pub const ALLOCATAIRE: SealedColumn = SealedColumn {
    table: 1,
    column: 1,
    compartment: Compartment::Resources,
    select: sql!("select_allocataire.sql"),
    update: sql!("update_allocataire.sql"),
};
/// `quotients.sealed`, RESOURCES, key of the household.
pub const QUOTIENT: SealedColumn = SealedColumn {
    table: 2,
    column: 1,
    compartment: Compartment::Resources,
    select: sql!("select_quotients.sql"),
    update: sql!("update_quotient.sql"),
};
/// `health_instructions.sealed`, HEALTH_OP, key of the child.
pub const HEALTH_INSTRUCTIONS: SealedColumn = SealedColumn {
    table: 3,
    column: 1,
    compartment: Compartment::HealthOp,
    select: sql!("select_instructions.sql"),
    update: sql!("update_instructions.sql"),
};
/// `health_records.sealed`, HEALTH_RECORD, key of the child.
pub const HEALTH_RECORD: SealedColumn = SealedColumn {
    table: 4,
    column: 1,
    compartment: Compartment::HealthRecord,
    select: sql!("select_record.sql"),
    update: sql!("update_record.sql"),
};
/// `mandate_accounts.sealed`, BANK, key of the household.
pub const MANDATE_ACCOUNT: SealedColumn = SealedColumn {
    table: 5,
    column: 1,
    compartment: Compartment::Bank,
    select: sql!("select_accounts.sql"),
    update: sql!("update_account.sql"),
};
/// `incomes.sealed`, RESOURCES, key of the household.
pub const INCOME: SealedColumn = SealedColumn {
    table: 6,
    column: 1,
    compartment: Compartment::Resources,
    select: sql!("select_incomes.sql"),
    update: sql!("update_income.sql"),
};

/// `subsidies.sealed`, RESOURCES, key of the household.
pub const SUBSIDY: SealedColumn = SealedColumn {
    table: 8,
    column: 1,
    compartment: Compartment::Resources,
    select: sql!("select_subsidies.sql"),
    update: sql!("update_subsidy.sql"),
};

/// `attachments.sealed`, the heads of files: in the compartment that keeps each, key of the file itself. A column for each compartment, so
/// that a file moved from one to another does not open there.
const ATTACHMENTS: [SealedColumn; 4] = [
    attachment(1, Compartment::Base, sql!("select_attachment_base.sql")),
    attachment(2, Compartment::HealthRecord, sql!("select_attachment_health_record.sql")),
    attachment(3, Compartment::Resources, sql!("select_attachment_resources.sql")),
    attachment(4, Compartment::Bank, sql!("select_attachment_bank.sql")),
];

const fn attachment(column: u16, compartment: Compartment, select: &'static str) -> SealedColumn {
    SealedColumn { table: 7, column, compartment, select, update: sql!("update_attachment.sql") }
}

/// Where the head of a file lies in a compartment; none in those that keep no file.
pub fn attachment_in(compartment: Compartment) -> Option<SealedColumn> {
    ATTACHMENTS.into_iter().find(|column| column.compartment == compartment)
}

/// Every sealed column.
const ALL: [SealedColumn; 11] = [
    ALLOCATAIRE,
    QUOTIENT,
    HEALTH_INSTRUCTIONS,
    HEALTH_RECORD,
    MANDATE_ACCOUNT,
    INCOME,
    ATTACHMENTS[0],
    ATTACHMENTS[1],
    ATTACHMENTS[2],
    ATTACHMENTS[3],
    SUBSIDY,
];

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
        let numbers: Vec<_> = ALL.iter().map(|place| (place.table, place.column)).collect();
        assert_eq!(
            numbers,
            [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1), (7, 2), (7, 3), (7, 4), (8, 1)]
        );
        assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), ALL.len());
    }
}
