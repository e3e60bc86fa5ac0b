//! The health record of a child and what leaves it: instructions for those who look after the child, and still
//! less for the kitchen.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::canonical::{CorruptRecord, Reader, Writer};
use super::refused_words::{TextKind, check_text};
use super::{Allergen, Contraindication, Diet, Dose, Pai, PaiDraft, PaiState, Severity, Valence};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::text::tidy;

/// The writing of the records made today.
const VERSION: u8 = 1;
/// Longest free text of the record, in characters: the record is padded to a fixed size when sealed.
const LONGEST_TEXT: usize = 400;

/// An allergy as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct AllergyDraft {
    /// To what.
    pub allergen: Allergen,
    /// How bad.
    pub severity: Severity,
    /// What to do: ingestion, contact, gestures.
    pub instruction: String,
}

/// An allergy (E13).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allergy {
    /// To what.
    pub allergen: Allergen,
    /// How bad.
    pub severity: Severity,
    /// What to do.
    pub instruction: String,
}

/// A health record as typed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct HealthRecordDraft {
    /// Allergies.
    pub allergies: Vec<AllergyDraft>,
    /// PAI.
    pub pai: Option<PaiDraft>,
    /// Whether a handicap calls for particular care (E08): yes or no, never which.
    pub needs_support: bool,
    /// Measures decided (E09): what is done, never why.
    pub adaptations: String,
    /// What the kitchen must do beyond the diet.
    pub kitchen_note: String,
    /// Allergies or conditions that call for care (E19), optional, with the guardians' agreement.
    pub care_note: String,
    /// Day the guardians agreed to [`Self::care_note`].
    #[ts(type = "string | null")]
    pub care_agreed_on: Option<Date>,
    /// Vaccine doses.
    pub doses: Vec<Dose>,
    /// Contraindications, one vaccine each.
    pub contraindications: Vec<Contraindication>,
}

/// The whole health record of a child. It is sealed as one padded cell (HEALTH_RECORD) and never serialised
/// otherwise.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct HealthRecord {
    allergies: Vec<Allergy>,
    pai: Option<Pai>,
    needs_support: bool,
    adaptations: Option<String>,
    kitchen_note: Option<String>,
    care_note: Option<String>,
    care_agreed_on: Option<Date>,
    doses: Vec<Dose>,
    contraindications: Vec<Contraindication>,
}

/// What those who look after the child see (HEALTH_OP): allergies and what to do, whether a PAI is followed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct OperationalHealth {
    /// Allergies with severity and instruction.
    pub allergies: Vec<Allergy>,
    /// Days the PAI is in force.
    pub pai: Option<(Date, Option<Date>)>,
    /// Where the emergency kit is kept.
    pub kit_place: Option<String>,
    /// Measures decided (E09).
    pub adaptations: Option<String>,
    /// What the kitchen must do beyond the diet.
    pub kitchen_note: Option<String>,
}

/// What the kitchen sees of a child: what to serve. No reason, no diagnosis, no severity.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, TS)]
pub struct KitchenInstruction {
    /// Diets, everyday meal left out.
    pub diets: Vec<String>,
    /// Allergens to leave out.
    pub allergens: Vec<String>,
    /// What else to do.
    pub note: Option<String>,
}

impl HealthRecord {
    /// Checks the draft on the day it is typed; all the problems come back together. Words that reveal what must
    /// not be recorded are refused with an explanation (rows I01, I02, I08).
    pub fn try_new(draft: &HealthRecordDraft, today: Date) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let mut allergies = Vec::with_capacity(draft.allergies.len());
        for (rank, allergy) in draft.allergies.iter().enumerate() {
            issues.within(&format!("allergies.{rank}"), |issues| {
                let allergen = issues.take("allergen", allergy.allergen.clone().check());
                let instruction =
                    free_text(issues, "instruction", &allergy.instruction, TextKind::Instruction);
                if instruction.is_none() && allergy.severity == Severity::Severe {
                    issues.refuse(
                        "instruction",
                        IssueCode::Missing,
                        "Une allergie sévère dit toujours quoi faire.",
                    );
                }
                if let Some(allergen) = allergen {
                    if allergies.iter().any(|other: &Allergy| other.allergen == allergen) {
                        issues.refuse("allergen", IssueCode::Duplicate, "Cet allergène figure déjà.");
                    }
                    let instruction = instruction.unwrap_or_default();
                    allergies.push(Allergy { allergen, severity: allergy.severity, instruction });
                }
            });
        }
        let pai = draft.pai.as_ref().and_then(|pai| issues.take_all("pai", Pai::try_new(pai)));
        let adaptations = free_text(&mut issues, "adaptations", &draft.adaptations, TextKind::Adaptation);
        let kitchen_note = free_text(&mut issues, "kitchen_note", &draft.kitchen_note, TextKind::Instruction);
        let care_note = free_text(&mut issues, "care_note", &draft.care_note, TextKind::CareNote);
        if care_note.is_some() && draft.care_agreed_on.is_none() {
            issues.refuse(
                "care_agreed_on",
                IssueCode::Missing,
                "Cette information est facultative : notez la date d'accord des titulaires, ou effacez-la.",
            );
        }
        if draft.care_agreed_on.is_some_and(|day| day > today) {
            issues.refuse("care_agreed_on", IssueCode::ImpossibleDate, "La date d'accord est dans le futur.");
        }
        for (rank, dose) in draft.doses.iter().enumerate() {
            if dose.on > today {
                issues.refuse(
                    &format!("doses.{rank}.on"),
                    IssueCode::ImpossibleDate,
                    "Cette dose est datée dans le futur.",
                );
            }
        }
        for (rank, contraindication) in draft.contraindications.iter().enumerate() {
            if contraindication.to.is_some_and(|to| to < contraindication.from) {
                issues.refuse(
                    &format!("contraindications.{rank}.to"),
                    IssueCode::ImpossibleDate,
                    "La fin de la contre-indication précède son début.",
                );
            }
        }
        let mut doses = draft.doses.clone();
        doses.sort_unstable();
        doses.dedup();
        issues.finish(Some(Self {
            allergies,
            pai,
            needs_support: draft.needs_support,
            adaptations,
            kitchen_note,
            care_agreed_on: draft.care_agreed_on.filter(|_| care_note.is_some()),
            care_note,
            doses,
            contraindications: draft.contraindications.clone(),
        }))
    }

    /// Allergies.
    pub fn allergies(&self) -> &[Allergy] {
        &self.allergies
    }

    /// PAI.
    pub fn pai(&self) -> Option<&Pai> {
        self.pai.as_ref()
    }

    /// Whether a handicap calls for particular care.
    pub fn needs_support(&self) -> bool {
        self.needs_support
    }

    /// Measures decided.
    pub fn adaptations(&self) -> Option<&str> {
        self.adaptations.as_deref()
    }

    /// What the kitchen must do beyond the diet.
    pub fn kitchen_note(&self) -> Option<&str> {
        self.kitchen_note.as_deref()
    }

    /// Conditions that call for care.
    pub fn care_note(&self) -> Option<&str> {
        self.care_note.as_deref()
    }

    /// Day the guardians agreed to [`Self::care_note`].
    pub fn care_agreed_on(&self) -> Option<Date> {
        self.care_agreed_on
    }

    /// Vaccine doses, in order.
    pub fn doses(&self) -> &[Dose] {
        &self.doses
    }

    /// Contraindications.
    pub fn contraindications(&self) -> &[Contraindication] {
        &self.contraindications
    }

    /// What those who look after the child need.
    pub fn operational(&self) -> OperationalHealth {
        let followed =
            self.pai.as_ref().filter(|pai| matches!(pai.state, PaiState::Active | PaiState::ToReview));
        OperationalHealth {
            allergies: self.allergies.clone(),
            pai: followed.map(|pai| (pai.from, pai.to)),
            kit_place: followed.and_then(|pai| pai.kit_place.clone()),
            adaptations: self.adaptations.clone(),
            kitchen_note: self.kitchen_note.clone(),
        }
    }

    /// The bytes to pad and seal.
    pub fn to_canonical_bytes(&self) -> Vec<u8> {
        let mut w = Writer::default();
        w.byte(VERSION);
        w.list(&self.allergies, write_allergy);
        w.optional(self.pai.as_ref(), |w, pai| {
            w.byte(pai.state as u8);
            w.date(pai.from);
            w.optional(pai.to, Writer::date);
            w.optional(pai.review_on, Writer::date);
            w.optional(pai.kit_place.as_deref(), Writer::text);
            w.optional(pai.kit_expires_on, Writer::date);
        });
        w.flag(self.needs_support);
        for text in [&self.adaptations, &self.kitchen_note, &self.care_note] {
            w.optional(text.as_deref(), Writer::text);
        }
        w.optional(self.care_agreed_on, Writer::date);
        w.list(&self.doses, |w, dose| {
            w.byte(dose.valence.tag());
            w.date(dose.on);
        });
        w.list(&self.contraindications, |w, contraindication| {
            w.byte(contraindication.valence.tag());
            w.date(contraindication.from);
            w.optional(contraindication.to, Writer::date);
        });
        w.finish()
    }

    /// The record these bytes were made from.
    pub fn from_canonical_bytes(bytes: &[u8]) -> Result<Self, CorruptRecord> {
        let mut r = Reader::new(bytes);
        if r.byte()? != VERSION {
            return Err(CorruptRecord);
        }
        let record = Self {
            allergies: r.list(read_allergy)?,
            pai: r.optional(|r| {
                Ok(Pai {
                    state: one_of(&PaiState::ALL, r.byte()?)?,
                    from: r.date()?,
                    to: r.optional(Reader::date)?,
                    review_on: r.optional(Reader::date)?,
                    kit_place: r.optional(Reader::text)?,
                    kit_expires_on: r.optional(Reader::date)?,
                })
            })?,
            needs_support: r.flag()?,
            adaptations: r.optional(Reader::text)?,
            kitchen_note: r.optional(Reader::text)?,
            care_note: r.optional(Reader::text)?,
            care_agreed_on: r.optional(Reader::date)?,
            doses: r.list(|r| {
                Ok(Dose { valence: Valence::from_tag(r.byte()?).ok_or(CorruptRecord)?, on: r.date()? })
            })?,
            contraindications: r.list(|r| {
                Ok(Contraindication {
                    valence: Valence::from_tag(r.byte()?).ok_or(CorruptRecord)?,
                    from: r.date()?,
                    to: r.optional(Reader::date)?,
                })
            })?,
        };
        r.finish(record)
    }
}

impl OperationalHealth {
    /// Whether there is nothing to watch.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a PAI is in force on a day.
    pub fn pai_on(&self, day: Date) -> bool {
        self.pai.is_some_and(|(from, to)| from <= day && to.is_none_or(|to| day <= to))
    }

    /// What the kitchen reads: diets and allergens to leave out.
    pub fn kitchen(&self, diets: &[Diet]) -> KitchenInstruction {
        KitchenInstruction {
            diets: diets
                .iter()
                .filter(|diet| **diet != Diet::Standard)
                .map(|diet| diet.label().to_owned())
                .collect(),
            allergens: self.allergies.iter().map(|allergy| allergy.allergen.label().to_owned()).collect(),
            note: self.kitchen_note.clone(),
        }
    }

    /// The bytes to pad and seal.
    pub fn to_canonical_bytes(&self) -> Vec<u8> {
        let mut w = Writer::default();
        w.byte(VERSION);
        w.list(&self.allergies, write_allergy);
        w.optional(self.pai, |w, (from, to)| {
            w.date(from);
            w.optional(to, Writer::date);
        });
        for text in [&self.kit_place, &self.adaptations, &self.kitchen_note] {
            w.optional(text.as_deref(), Writer::text);
        }
        w.finish()
    }

    /// The extract these bytes were made from.
    pub fn from_canonical_bytes(bytes: &[u8]) -> Result<Self, CorruptRecord> {
        let mut r = Reader::new(bytes);
        if r.byte()? != VERSION {
            return Err(CorruptRecord);
        }
        let extract = Self {
            allergies: r.list(read_allergy)?,
            pai: r.optional(|r| Ok((r.date()?, r.optional(Reader::date)?)))?,
            kit_place: r.optional(Reader::text)?,
            adaptations: r.optional(Reader::text)?,
            kitchen_note: r.optional(Reader::text)?,
        };
        r.finish(extract)
    }
}

fn write_allergy(w: &mut Writer, allergy: &Allergy) {
    match &allergy.allergen {
        Allergen::Regulated { code } => w.byte(*code),
        Allergen::Other { name } => {
            w.byte(0);
            w.text(name);
        }
    }
    w.byte(allergy.severity as u8);
    w.text(&allergy.instruction);
}

fn read_allergy(r: &mut Reader<'_>) -> Result<Allergy, CorruptRecord> {
    let allergen = match r.byte()? {
        0 => Allergen::Other { name: r.text()? },
        code @ 1..=14 => Allergen::Regulated { code },
        _ => return Err(CorruptRecord),
    };
    Ok(Allergy { allergen, severity: one_of(&Severity::ALL, r.byte()?)?, instruction: r.text()? })
}

/// The value written as its rank from 1.
fn one_of<T: Copy>(all: &[T], rank: u8) -> Result<T, CorruptRecord> {
    usize::from(rank).checked_sub(1).and_then(|rank| all.get(rank)).copied().ok_or(CorruptRecord)
}

fn free_text(issues: &mut Issues, field: &str, typed: &str, kind: TextKind) -> Option<String> {
    let text = tidy(typed);
    if text.is_empty() {
        return None;
    }
    if text.chars().count() > LONGEST_TEXT {
        issues.refuse(
            field,
            IssueCode::TooLong,
            format!("Ce texte dépasse {LONGEST_TEXT} caractères : gardez ce qu'il faut faire."),
        );
    }
    check_text(issues, field, &text, kind);
    Some(text)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn draft() -> HealthRecordDraft {
        HealthRecordDraft {
            allergies: vec![
                AllergyDraft {
                    allergen: Allergen::Regulated { code: 7 },
                    severity: Severity::Severe,
                    instruction: "Ni ingestion ni contact ; appeler le 15".into(),
                },
                AllergyDraft {
                    allergen: Allergen::Other { name: "Kiwi".into() },
                    severity: Severity::Mild,
                    instruction: String::new(),
                },
            ],
            pai: Some(PaiDraft {
                state: PaiState::Active,
                from: date(2026, 9, 1),
                to: Some(date(2027, 8, 31)),
                review_on: Some(date(2027, 6, 15)),
                kit_place: "Bureau, armoire haute".into(),
                kit_expires_on: None,
            }),
            needs_support: true,
            adaptations: "Place près de la porte".into(),
            kitchen_note: "Table à part au goûter".into(),
            care_note: "Suivi par son médecin".into(),
            care_agreed_on: Some(date(2026, 8, 28)),
            doses: vec![Dose { valence: Valence::Rou, on: date(2026, 6, 15) }],
            contraindications: vec![Contraindication {
                valence: Valence::Rou,
                from: date(2026, 1, 1),
                to: None,
            }],
        }
    }

    fn record() -> HealthRecord {
        HealthRecord::try_new(&draft(), date(2026, 11, 21)).unwrap()
    }

    #[test]
    fn bytes_give_the_record_back() {
        let record = record();
        assert_eq!(HealthRecord::from_canonical_bytes(&record.to_canonical_bytes()), Ok(record.clone()));
        let empty = HealthRecord::default();
        assert_eq!(HealthRecord::from_canonical_bytes(&empty.to_canonical_bytes()), Ok(empty));
        let extract = record.operational();
        assert_eq!(OperationalHealth::from_canonical_bytes(&extract.to_canonical_bytes()), Ok(extract));
    }

    #[test]
    fn the_writing_never_changes() {
        // Records sealed by an earlier release must open for ever: this vector is frozen.
        let simple = HealthRecord {
            allergies: vec![Allergy {
                allergen: Allergen::Regulated { code: 5 },
                severity: Severity::Moderate,
                instruction: "é".into(),
            }],
            doses: vec![Dose { valence: Valence::Dip, on: date(2025, 8, 12) }],
            ..HealthRecord::default()
        };
        let frozen = [
            1, 0, 0, 0, 1, 5, 2, 0, 0, 0, 2, 0xc3, 0xa9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0x07, 0xe9, 8, 12,
            0, 0, 0, 0,
        ];
        assert_eq!(simple.to_canonical_bytes(), frozen);
        assert_eq!(HealthRecord::from_canonical_bytes(&frozen), Ok(simple));
    }

    #[test]
    fn the_kitchen_reads_what_to_serve_and_nothing_else() {
        let kitchen = record().operational().kitchen(&[Diet::Standard, Diet::WithoutMilk]);
        assert_eq!(kitchen.diets, ["Sans lait ni lactose"]);
        assert_eq!(kitchen.allergens, ["Lait (dont lactose)", "Kiwi"]);
        assert_eq!(kitchen.note.as_deref(), Some("Table à part au goûter"));
    }

    #[test]
    fn the_extract_carries_neither_note_nor_vaccine() {
        let bytes = record().operational().to_canonical_bytes();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("appeler le 15"));
        assert!(!text.contains("Suivi par son médecin"));
        let suspended = HealthRecordDraft {
            pai: draft().pai.map(|pai| PaiDraft { state: PaiState::Suspended, ..pai }),
            ..draft()
        };
        let extract = HealthRecord::try_new(&suspended, date(2026, 11, 21)).unwrap().operational();
        assert!(!extract.pai_on(date(2026, 11, 21)));
        assert!(record().operational().pai_on(date(2026, 11, 21)));
    }

    #[test]
    fn what_must_not_be_written_is_refused_where_it_is() {
        let bad = HealthRecordDraft {
            allergies: vec![
                AllergyDraft {
                    allergen: Allergen::Regulated { code: 3 },
                    severity: Severity::Severe,
                    instruction: String::new(),
                },
                AllergyDraft {
                    allergen: Allergen::Regulated { code: 3 },
                    severity: Severity::Mild,
                    instruction: "halal".into(),
                },
            ],
            adaptations: "Enfant épileptique".into(),
            kitchen_note: "Viande casher".into(),
            care_note: "Porteur du VIH".into(),
            doses: vec![Dose { valence: Valence::Dip, on: date(2027, 1, 1) }],
            ..HealthRecordDraft::default()
        };
        let issues = HealthRecord::try_new(&bad, date(2026, 11, 21)).unwrap_err();
        let fields: Vec<_> = issues.iter().map(|issue| issue.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "allergies.0.instruction",
                "allergies.1.instruction",
                "allergies.1.allergen",
                "adaptations",
                "kitchen_note",
                "care_note",
                "care_agreed_on",
                "doses.0.on",
            ]
        );
    }

    proptest! {
        #[test]
        fn damaged_bytes_are_refused_not_misread(at in 0_usize..400, byte in 0_u8..=255, cut in 0_usize..400) {
            let mut bytes = record().to_canonical_bytes();
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len() - cut % 3);
            // Either it is another well-formed record, or it is refused; it never panics.
            if let Ok(read) = HealthRecord::from_canonical_bytes(&bytes) {
                prop_assert_eq!(read.to_canonical_bytes(), bytes);
            }
        }
    }
}
