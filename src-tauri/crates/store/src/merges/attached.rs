//! Every column that names a record which may be merged, and what becomes of it.

use super::MergeKind;

/// What becomes of a row that names a record which is absorbed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It names the record kept; where that record is part of its key, a row already there stands.
    Moves,
    /// It names the record kept until the list it is a line of is drawn up again: what became of it since holds no merge.
    Redrawn,
    /// It joins what the record kept has, after it.
    Joins,
    /// It stays as it is, and why.
    Stays(&'static str),
}

/// A column that names a record.
#[derive(Debug, Clone, Copy)]
pub struct Attachment {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// What it names.
    pub of: MergeKind,
    /// What becomes of it.
    pub fate: Fate,
}

const fn moves(table: &'static str, column: &'static str, of: MergeKind) -> Attachment {
    Attachment { table, column, of, fate: Fate::Moves }
}

const fn stays(table: &'static str, column: &'static str, of: MergeKind, why: &'static str) -> Attachment {
    Attachment { table, column, of, fate: Fate::Stays(why) }
}

const ISSUED: &str = "what was issued is never rewritten";
const MONEY: &str = "of two households, the one that was billed or that paid is the one kept";
const SEALED: &str = "sealed under the child's own key: the file whose health goes on is the one kept";

const PHOTOGRAPHED: &str =
    "a photograph is sealed to whom it shows: the record kept has its own, or is photographed again";

/// Every column that names a family, a household, an adult or a child. A test holds it against the schema: a new one cannot be forgotten.
pub const ATTACHED: &[Attachment] = {
    use MergeKind::{Child, Family, Guardian, Household};
    &[
        moves("custodies", "child_id", Child),
        moves("authorities", "child_id", Child),
        moves("kinships", "child_id", Child),
        moves("schoolings", "child_id", Child),
        moves("derogations", "child_id", Child),
        moves("transport_registrations", "child_id", Child),
        Attachment { table: "compulsory_entries", column: "child_id", of: Child, fate: Fate::Redrawn },
        moves("registrations", "child_id", Child),
        moves("weekly_patterns", "child_id", Child),
        moves("attendance", "child_id", Child),
        moves("child_details", "child_id", Child),
        moves("child_habits", "child_id", Child),
        moves("supporting_documents", "child_id", Child),
        moves("consent_answers", "child_id", Child),
        moves("subsidies", "child_id", Child),
        moves("changes", "subject_id", Child),
        moves("merges", "kept_id", Child),
        stays("service_lines", "child_id", Child, ISSUED),
        stays("adjustments", "child_id", Child, ISSUED),
        stays("health_instructions", "child_id", Child, SEALED),
        stays("health_records", "child_id", Child, SEALED),
        stays("attachments", "child_id", Child, PHOTOGRAPHED),
        Attachment { table: "phones", column: "guardian_id", of: Guardian, fate: Fate::Joins },
        moves("households", "debtor_id", Guardian),
        moves("authorities", "guardian_id", Guardian),
        moves("kinships", "guardian_id", Guardian),
        moves("guardian_details", "guardian_id", Guardian),
        moves("household_stays", "guardian_id", Guardian),
        moves("household_debtors", "guardian_id", Guardian),
        stays("attachments", "guardian_id", Guardian, PHOTOGRAPHED),
        moves("supporting_documents", "guardian_id", Guardian),
        moves("consent_answers", "guardian_id", Guardian),
        moves("prospecting_objections", "guardian_id", Guardian),
        moves("family_letters", "guardian_id", Guardian),
        moves("changes", "subject_id", Guardian),
        moves("merges", "kept_id", Guardian),
        moves("guardians", "household_id", Household),
        moves("custodies", "household_id", Household),
        moves("quotients", "household_id", Household),
        moves("incomes", "household_id", Household),
        moves("subsidies", "household_id", Household),
        moves("mandates", "household_id", Household),
        moves("mandate_accounts", "household_id", Household),
        moves("household_addresses", "household_id", Household),
        moves("household_sizes", "household_id", Household),
        moves("household_stays", "household_id", Household),
        moves("household_debtors", "household_id", Household),
        moves("caisse_consultations", "household_id", Household),
        moves("supporting_documents", "household_id", Household),
        moves("family_letters", "household_id", Household),
        moves("changes", "subject_id", Household),
        moves("merges", "kept_id", Household),
        stays("invoices", "household_id", Household, MONEY),
        stays("payments", "household_id", Household, MONEY),
        stays("adjustments", "household_id", Household, MONEY),
        moves("households", "family_id", Family),
        moves("contacts", "family_id", Family),
        moves("relation_entries", "family_id", Family),
        moves("family_letters", "family_id", Family),
        moves("external_ids", "family_id", Family),
        moves("changes", "family_id", Family),
        moves("merges", "family_id", Family),
        moves("merges", "kept_id", Family),
        stays("invoices", "family_id", Family, "its household says where it is now"),
    ]
};

/// Columns that name something, and are of no record that may be merged, or derived from it; and why.
#[cfg(test)]
pub(super) const NAMED_ELSEWHERE: &[(&str, &str, &str)] = &[
    ("content_keys", "subject_id", "a key stays its subject's: what it seals says so (`key_subject_id`)"),
    ("quotients", "key_subject_id", "whose key seals it"),
    ("incomes", "key_subject_id", "whose key seals it"),
    ("subsidies", "key_subject_id", "whose key seals it"),
    ("mandate_accounts", "key_subject_id", "whose key seals it"),
    ("search_entries", "subject_id", "derived: written again"),
    ("audit_entries", "object_id", "the journal is only added to"),
    ("merges", "absorbed_id", "what was absorbed stays so"),
];

impl Attachment {
    /// Whether its rows name the record kept after a merge.
    pub fn follows(&self) -> bool {
        matches!(self.fate, Fate::Moves | Fate::Redrawn)
    }
}

/// Whether the rows of a table are drawn up again whatever a merge did.
pub(super) fn is_redrawn(table: &str) -> bool {
    ATTACHED.iter().any(|one| one.table == table && one.fate == Fate::Redrawn)
}
