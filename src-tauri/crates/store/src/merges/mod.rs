//! Records put together: who may be there twice, what is attached to a record, the merges made, the pairs said to be two.

mod rows;
#[cfg(test)]
mod tests;

use domain::people::HouseholdLetter;
use domain::values::BirthDate;
use domain::values::ids::{ChildId, FamilyId, GuardianId, HouseholdId};
use rusqlite::{Row, params};
use security::cell::was_deposited;
use uuid::Uuid;

pub use self::rows::{
    Cells, MergeTrail, TakenBack, by_id, cells, day_value, id_value, number_value, text_value,
};
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer};

/// What may be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MergeKind {
    /// Two files of one family.
    Family,
    /// Two households of one file.
    Household,
    /// Two records of one adult.
    Guardian,
    /// Two records of one child.
    Child,
}

impl MergeKind {
    /// Every kind, in the order they are merged in one gesture.
    pub const ALL: [Self; 4] = [Self::Family, Self::Household, Self::Guardian, Self::Child];

    /// How the file names it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Household => "household",
            Self::Guardian => "guardian",
            Self::Child => "child",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The table whose rows they are.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Family => "families",
            Self::Household => "households",
            Self::Guardian => "guardians",
            Self::Child => "children",
        }
    }
}

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
const NAMED_ELSEWHERE: &[(&str, &str, &str)] = &[
    ("content_keys", "subject_id", "a key stays its subject's: what it seals says so (`key_subject_id`)"),
    ("quotients", "key_subject_id", "whose key seals it"),
    ("incomes", "key_subject_id", "whose key seals it"),
    ("subsidies", "key_subject_id", "whose key seals it"),
    ("mandate_accounts", "key_subject_id", "whose key seals it"),
    ("search_entries", "subject_id", "derived: written again"),
    ("audit_entries", "object_id", "the journal is only added to"),
    ("merges", "absorbed_id", "what was absorbed stays so"),
];

/// A gesture that merged something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeRow {
    /// Identifier.
    pub id: Uuid,
    /// What was merged in one gesture.
    pub act: Uuid,
    /// What.
    pub kind: MergeKind,
    /// What goes on.
    pub kept: Uuid,
    /// What went into it.
    pub absorbed: Uuid,
    /// The file that shows it.
    pub family: FamilyId,
}

/// A merge as it was written.
#[derive(Debug, Clone)]
pub struct PastMerge {
    /// What was merged.
    pub row: MergeRow,
    /// Whether it was taken back.
    pub is_undone: bool,
    /// When, as a hybrid logical clock.
    pub written_hlc: i64,
}

/// A merge that stands, as it is listed.
#[derive(Debug, Clone)]
pub struct MergeLine {
    /// What was merged in one gesture.
    pub act: Uuid,
    /// The first thing merged.
    pub kind: MergeKind,
    /// What goes on.
    pub kept: Uuid,
    /// What went into it.
    pub absorbed: Uuid,
    /// The file that shows it.
    pub family: FamilyId,
    /// Its number.
    pub family_number: u32,
    /// Its name.
    pub family_name: String,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// By whom.
    pub agent: String,
    /// How many records were merged with it.
    pub parts: u32,
    /// Whether its former values are still there: without them, it is not taken back.
    pub is_open: bool,
}

/// A gesture that stands and whose former values are still kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenGesture {
    /// What was merged in one gesture.
    pub act: Uuid,
    /// The file that shows it.
    pub family: FamilyId,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
}

/// A gesture made after another, that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaterGesture {
    /// What was merged in one gesture.
    pub act: Uuid,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// By whom.
    pub agent: String,
}

/// An adult on file, to be compared.
#[derive(Debug, Clone)]
pub struct AdultLine {
    /// Identifier.
    pub id: GuardianId,
    /// Their household.
    pub household: HouseholdId,
    /// Their family.
    pub family: FamilyId,
    /// Birth name.
    pub birth_name: String,
    /// Name used, may be empty.
    pub usage_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: Option<BirthDate>,
    /// E-mail, may be empty.
    pub email: String,
}

/// A child on file, to be compared: a line for each family.
#[derive(Debug, Clone)]
pub struct MinorLine {
    /// Identifier.
    pub id: ChildId,
    /// A family.
    pub family: FamilyId,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: BirthDate,
}

/// A household on file, to be compared.
#[derive(Debug, Clone)]
pub struct HomeLine {
    /// Identifier.
    pub id: HouseholdId,
    /// Its family.
    pub family: FamilyId,
    /// Its letter.
    pub letter: HouseholdLetter,
    /// Street.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
}

impl Attachment {
    /// Whether its rows name the record kept after a merge.
    pub fn follows(&self) -> bool {
        matches!(self.fate, Fate::Moves | Fate::Redrawn)
    }
}

/// Whether the rows of a table are drawn up again whatever a merge did.
pub(crate) fn is_redrawn(table: &str) -> bool {
    ATTACHED.iter().any(|one| one.table == table && one.fate == Fate::Redrawn)
}

impl Reader<'_> {
    /// Every adult.
    pub fn adults_on_file(&self) -> Result<Vec<AdultLine>, StoreError> {
        self.all(sql!("select_adults.sql"), [], |row| {
            Ok(AdultLine {
                id: row.id(0)?,
                household: row.id(1)?,
                family: row.id(2)?,
                birth_name: row.text(3)?,
                usage_name: row.text(4)?,
                first_names: row.text(5)?,
                birth_date: row.birth_opt(6)?,
                email: row.text(7)?,
            })
        })
    }

    /// Every telephone, with whose it is.
    pub fn telephones_on_file(&self) -> Result<Vec<(GuardianId, String)>, StoreError> {
        self.all(sql!("select_telephones.sql"), [], |row| Ok((row.id(0)?, row.text(1)?)))
    }

    /// Every child, once for each family.
    pub fn minors_on_file(&self) -> Result<Vec<MinorLine>, StoreError> {
        self.all(sql!("select_minors.sql"), [], |row| {
            Ok(MinorLine {
                id: row.id(0)?,
                family: row.id(1)?,
                family_name: row.text(2)?,
                first_names: row.text(3)?,
                birth_date: row.birth(4)?,
            })
        })
    }

    /// Every household, by family.
    pub fn homes_on_file(&self) -> Result<Vec<HomeLine>, StoreError> {
        self.all(sql!("select_homes.sql"), [], |row| {
            Ok(HomeLine {
                id: row.id(0)?,
                family: row.id(1)?,
                letter: crate::people::letter(row, 2)?,
                street: row.text(3)?,
                postal_code: row.text(4)?,
                city: row.text(5)?,
            })
        })
    }

    /// Pairs that somebody said are two, each in the order of its bytes.
    pub fn distinct_pairs(&self) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
        self.all(sql!("select_distinct_pairs.sql"), [], |row| Ok((row.id(0)?, row.id(1)?)))
    }

    /// The latest merges that stand.
    pub fn merge_lines(&self, limit: u32) -> Result<Vec<MergeLine>, StoreError> {
        self.all(sql!("select_merges.sql"), [limit], |row| {
            Ok(MergeLine {
                act: row.id(0)?,
                kind: row.code(1, MergeKind::from_code)?,
                kept: row.id(2)?,
                absorbed: row.id(3)?,
                family: row.id(4)?,
                family_number: row.get(5)?,
                family_name: row.text(6)?,
                at_ms: row.int(7)? >> 16,
                agent: row.text(8)?,
                parts: row.get(9)?,
                is_open: row.get(10)?,
            })
        })
    }

    /// The gestures that stand and whose former values are still kept, the oldest first.
    pub fn open_gestures(&self) -> Result<Vec<OpenGesture>, StoreError> {
        self.all(sql!("select_open_gestures.sql"), [], |row| {
            Ok(OpenGesture { act: row.id(0)?, family: row.id(1)?, at_ms: row.int(2)? >> 16 })
        })
    }

    /// The latest gesture that stands and was made after this one, in its file or on what it put together: it is taken back first.
    pub fn gesture_after(&self, act: Uuid) -> Result<Option<LaterGesture>, StoreError> {
        self.first(sql!("select_gesture_after.sql"), [act.as_bytes()], |row| {
            Ok(LaterGesture { act: row.id(0)?, at_ms: row.int(1)? >> 16, agent: row.text(2)? })
        })
    }

    /// Whether what a gesture changed is still known.
    pub fn has_merge_rows(&self, act: Uuid) -> Result<bool, StoreError> {
        let count = self.first(sql!("count_merge_rows.sql"), [act.as_bytes()], |row| row.int(0))?;
        Ok(count.unwrap_or(0) > 0)
    }

    /// When gestures taken back since were made and taken back, as hybrid logical clocks: what bears one of these stamps stands as it did.
    pub(super) fn undone_stamps(&self) -> Result<Vec<i64>, StoreError> {
        self.all(sql!("select_undone_stamps.sql"), [], |row| row.int(0))
    }

    /// What a gesture merged, in the order it did.
    pub fn merges_of_act(&self, act: Uuid) -> Result<Vec<PastMerge>, StoreError> {
        self.all(sql!("select_merges_of_act.sql"), [act.as_bytes()], past)
    }

    /// What a record went into.
    pub fn merged_into(&self, absorbed: Uuid) -> Result<Option<Uuid>, StoreError> {
        self.first(sql!("select_merged_into.sql"), [absorbed.as_bytes()], |row| row.id(0))
    }

    /// Whether a household was billed, paid, or is to be.
    pub fn has_money(&self, household: HouseholdId) -> Result<bool, StoreError> {
        Ok(self.first(sql!("count_money.sql"), [household.as_bytes()], |row| row.int(0))?.unwrap_or(0) > 0)
    }

    /// Invoices issued after a moment that name somebody.
    pub fn invoices_since(&self, of: Uuid, hlc: i64) -> Result<u32, StoreError> {
        let count =
            self.first(sql!("count_invoices_since.sql"), params![of.as_bytes(), hlc], |row| Ok(row.get(0)?))?;
        Ok(count.unwrap_or(0))
    }

    /// Whether somebody who reads health ever wrote in a child's file, as far as one can tell without reading it: its keys are no longer
    /// those its registration deposited. After a change of key of the compartment, every file says so.
    pub fn health_was_written(&self, child: ChildId) -> Result<bool, StoreError> {
        let wraps: Vec<Vec<u8>> =
            self.all(sql!("select_wraps_of_child.sql"), [child.as_bytes()], |row| Ok(row.get(0)?))?;
        Ok(wraps.iter().any(|wrapped| !was_deposited(wrapped)))
    }
}

impl Writer<'_> {
    /// Records a merge.
    pub fn insert_merge(&self, row: &MergeRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("insert_merge.sql"),
            params![
                row.id.as_bytes(),
                row.act.as_bytes(),
                row.kind.code(),
                row.kept.as_bytes(),
                row.absorbed.as_bytes(),
                row.family.as_bytes()
            ],
        )
    }

    /// Destroys what a gesture changed: it is not taken back any more.
    pub fn end_merge(&self, act: Uuid) -> Result<(), StoreError> {
        self.run(sql!("delete_merge_rows.sql"), [act.as_bytes()])?;
        Ok(())
    }

    /// Says that a gesture was taken back.
    pub fn undo_merges(&self, act: Uuid) -> Result<(), StoreError> {
        self.run(sql!("update_undone.sql"), params![act.as_bytes(), self.stamp().hlc])?;
        Ok(())
    }

    /// Remembers that two records are two.
    pub fn save_distinct_pair(&self, one: Uuid, other: Uuid) -> Result<(), StoreError> {
        let (one, other) = (one.min(other), one.max(other));
        self.stamped(sql!("save_distinct_pair.sql"), params![one.as_bytes(), other.as_bytes()])
    }

    /// Forgets it.
    pub fn remove_distinct_pair(&self, one: Uuid, other: Uuid) -> Result<(), StoreError> {
        let (one, other) = (one.min(other), one.max(other));
        self.stamped(sql!("bury_distinct_pair.sql"), params![one.as_bytes(), other.as_bytes()])
    }
}

fn past(row: &Row<'_>) -> Result<PastMerge, StoreError> {
    Ok(PastMerge {
        row: MergeRow {
            id: row.id(0)?,
            act: row.id(1)?,
            kind: row.code(2, MergeKind::from_code)?,
            kept: row.id(3)?,
            absorbed: row.id(4)?,
            family: row.id(5)?,
        },
        is_undone: row.get_ref(6)? != rusqlite::types::ValueRef::Null,
        written_hlc: row.int(7)?,
    })
}
