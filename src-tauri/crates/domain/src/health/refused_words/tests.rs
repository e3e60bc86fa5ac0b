use super::*;

fn verdicts(text: &str, kind: TextKind) -> Vec<(WordCategory, Verdict)> {
    refused_words(text, kind).into_iter().map(|word| (word.category, word.verdict)).collect()
}

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

#[test]
fn i07_origin_and_opinion_are_signalled() {
    assert_eq!(verdicts("famille gitane", TextKind::Note), [(WordCategory::Origin, Verdict::Signalled)]);
    assert_eq!(verdicts("délégué syndical", TextKind::Note), [(WordCategory::Opinion, Verdict::Signalled)]);
    assert_eq!(verdicts("franc-maçon", TextKind::Note), [(WordCategory::Opinion, Verdict::Signalled)]);
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
