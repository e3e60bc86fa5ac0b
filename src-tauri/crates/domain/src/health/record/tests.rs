use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::health::{Diet, PaiState, Valence};

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
        contraindications: vec![Contraindication { valence: Valence::Rou, from: date(2026, 1, 1), to: None }],
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
        1, 0, 0, 0, 1, 5, 2, 0, 0, 0, 2, 0xc3, 0xa9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0x07, 0xe9, 8, 12, 0,
        0, 0, 0,
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

#[test]
fn words_that_are_only_signalled_come_with_the_record_i07() {
    let draft = HealthRecordDraft {
        adaptations: "Le père, délégué syndical, vient le chercher.".into(),
        ..HealthRecordDraft::default()
    };
    let (record, warnings) = HealthRecord::try_new_with_warnings(&draft, date(2026, 11, 21)).unwrap();
    assert_eq!(record.adaptations(), Some(draft.adaptations.as_str()));
    let fields: Vec<_> = warnings.iter().map(|warning| (warning.field.as_str(), warning.code)).collect();
    assert_eq!(fields, [("adaptations", IssueCode::Forbidden)]);
}
