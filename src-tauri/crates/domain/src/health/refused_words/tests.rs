use super::*;

fn verdicts(text: &str, kind: TextKind) -> Vec<(WordCategory, Verdict)> {
    refused_words(text, kind).into_iter().map(|word| (word.category, word.verdict)).collect()
}

// rows: I01
#[test]
fn i01_religion_behind_a_diet() {
    for text in [
        "Halal",
        "viande HALLAL",
        "repas casher",
        "kashère ? non, kasher",
        "Ramadan en mars",
        "jeûne du carême",
        "famille musulmane",
    ] {
        assert_eq!(
            verdicts(text, TextKind::Instruction),
            [(WordCategory::Religion, Verdict::Refused)],
            "{text}"
        );
    }
    assert_eq!(verdicts("école catholique", TextKind::Note), [(WordCategory::Religion, Verdict::Signalled)]);
}

#[test]
fn i02_nature_of_a_handicap() {
    for text in [
        "enfant autiste",
        "Épilepsie",
        "diabète de type 1",
        "TSA",
        "syndrome rare",
        "malvoyant, quasi aveugle",
    ] {
        assert_eq!(
            verdicts(text, TextKind::Adaptation),
            [(WordCategory::Condition, Verdict::Refused)],
            "{text}"
        );
    }
    assert_eq!(verdicts("asthme", TextKind::CareNote), []);
}

// rows: I03
#[test]
fn i03_offences_beside_authority() {
    for text in [
        "condamné en 2024",
        "père incarcéré",
        "garde à vue",
        "violences conjugales",
        "bracelet électronique",
        "viols",
    ] {
        assert_eq!(
            verdicts(text, TextKind::Authority),
            [(WordCategory::Offence, Verdict::Refused)],
            "{text}"
        );
    }
}

// rows: I07
#[test]
fn i07_origin_and_opinion_are_signalled() {
    assert_eq!(verdicts("famille gitane", TextKind::Note), [(WordCategory::Origin, Verdict::Signalled)]);
    assert_eq!(verdicts("délégué syndical", TextKind::Note), [(WordCategory::Opinion, Verdict::Signalled)]);
    for text in ["franc-maçon", "délégué CGT"] {
        assert_eq!(verdicts(text, TextKind::Note), [(WordCategory::Opinion, Verdict::Signalled)], "{text}");
    }
    for text in ["père juif", "mère juive", "famille catholique"] {
        assert_eq!(verdicts(text, TextKind::Note), [(WordCategory::Religion, Verdict::Signalled)], "{text}");
    }
}

#[test]
fn a_number_of_the_national_register_is_refused_everywhere() {
    for text in [
        "2 69 05 49 588 157 80",
        "n° 269054958815780.",
        "sécu : 1 85 12 2A 004 123",
        "1.85.01.29.004.123",
        "269054958815780 avec la mère",
        "269054958815780 Brest, 12/03/2026",
        "2 69 05 49 588 157 80 06 71 30 25 08",
        "A269054958815780",
        "2/69/05/49/588/157/80",
        "２６９０５４９５８８１５７８０",
        "٢٦٩٠٥٤٩٥٨٨١٥٧٨٠",
        "2\u{2062}69054958815780",
    ] {
        assert_eq!(
            verdicts(text, TextKind::Note),
            [(WordCategory::NationalNumber, Verdict::Refused)],
            "{text}"
        );
    }
    for text in [
        "06 12 34 56 78",
        "rappeler le 12/05/2026 à 14 h",
        "SIRET 212 901 234 00017",
        "facture 2026-000123",
        "06 71 30 25 08 ou 02 98 11 22 33",
    ] {
        assert_eq!(verdicts(text, TextKind::Note), [], "{text}");
    }
}

#[test]
fn i08_diagnoses_are_refused_everywhere() {
    for kind in
        [TextKind::Instruction, TextKind::Adaptation, TextKind::CareNote, TextKind::Authority, TextKind::Note]
    {
        for text in ["porteur du VIH", "sida", "hépatite B"] {
            assert_eq!(
                verdicts(text, kind),
                [(WordCategory::Diagnosis, Verdict::Refused)],
                "{text} {kind:?}"
            );
        }
    }
}

#[test]
fn innocent_words_pass() {
    for text in [
        "cours de violon",
        "violette",
        "aime la cachette",
        "Mme Cacherie vient le chercher",
        "met la musique en sourdine",
        "sans porc",
        "menu végétarien",
        "place près de la fenêtre",
        "delitage",
        "timcaire",
        "prisonnière du jeu",
        "écrouler",
        "chocolat, pas de fruits à coque",
        "consigne du médecin",
        "juifesque",
        "sidatre",
        "cancérologue absent",
    ] {
        assert_eq!(refused_words(text, TextKind::Instruction), [], "{text}");
    }
}

#[test]
fn the_explanation_says_what_to_write() {
    let mut issues = Issues::new();
    check_text(&mut issues, "kitchen_note", "Repas halal", TextKind::Instruction);
    let found = issues.finish(Some(())).unwrap_err();
    assert!(found[0].message.contains("«\u{a0}halal\u{a0}»"));
    assert!(found[0].message.contains("Sans porc"));
}
