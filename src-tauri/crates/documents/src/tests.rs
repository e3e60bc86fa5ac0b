//! What is printed, read back by another program.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use domain::values::Cents;
use jiff::civil::date;

use crate::{InvoiceDocument, Press, Settlement, samples};

static PRESS: LazyLock<Press> = LazyLock::new(Press::new);

/// Text of a PDF as poppler reads it, pages parted by form feeds.
fn text_of(pdf: &[u8]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is needed to check the documents: install poppler-utils");
    let mut input = reader.stdin.take().expect("piped");
    let pdf = pdf.to_vec();
    let feeding = std::thread::spawn(move || input.write_all(&pdf));
    let output = reader.wait_with_output().expect("pdftotext ends");
    feeding.join().expect("feeds").expect("pdftotext reads its input");
    String::from_utf8(output.stdout).expect("UTF-8").replace('\u{a0}', " ")
}

fn pages(text: &str) -> Vec<&str> {
    text.trim_end_matches('\u{c}').split('\u{c}').collect()
}

#[test]
fn an_invoice_says_who_what_why_and_how() {
    let text = text_of(&PRESS.invoice(&samples::invoice()).expect("prints"));
    for part in [
        "Commune de Testville",
        "Mme Aminata Diallo-N’Guessan",
        "Résidence Les Œillets, bât. B",
        "2026-000412",
        "Facture d’octobre 2026",
        "À payer au plus tard le 5",
        "128,52 €",
        "10 repas",
        "3,60 €",
        "Tranche 3, quotient 684 (CAF, octobre 2026)",
        "Régularisations",
        "−3,60 €",
        "Absence du 14 septembre justifiée",
        "Ruben Diallo-N’Guessan : Cantine de septembre 2026",
        "Reste dû sur les factures précédentes",
        "110,52 €",
        "www.payfip.gouv.fr",
        "Page 1 sur 1",
        "Commune fictive",
    ] {
        assert!(text.contains(part), "« {part} » manque dans :\n{text}");
    }
}

#[test]
fn the_same_invoice_gives_the_same_bytes() {
    let invoice = samples::invoice();
    let first = PRESS.invoice(&invoice).expect("prints");
    assert_eq!(first, PRESS.invoice(&invoice).expect("prints"));
    assert_eq!(first, Press::new().invoice(&invoice).expect("prints"), "another press changes nothing");
}

#[test]
fn sixty_lines_run_over_pages_that_say_so() {
    let text = text_of(&PRESS.invoice(&samples::long_invoice(60)).expect("prints"));
    let pages = pages(&text);
    assert_eq!(pages.len(), 3);
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} sur 3", index + 1)), "{page}");
        assert!(page.contains("Zoé Lévy"), "the child's name is repeated:\n{page}");
    }
    assert!(pages[1].contains("facture n° 2026-000412, suite"));
}

#[test]
fn a_batch_keeps_the_order_and_numbers_each_invoice() {
    let mut second = samples::long_invoice(60);
    second.number = "2026-000413".into();
    // The third begins another sheaf.
    let mut third = samples::invoice();
    third.number = "2026-000414".into();
    let batch = [samples::invoice(), second, third];
    let file = PRESS.invoices(&batch).expect("prints").expect("something to print");
    assert_eq!(PRESS.invoices(&batch).expect("prints"), Some(file.clone()), "the same bytes twice");
    let text = text_of(&file);
    let pages = pages(&text);
    assert_eq!(pages.len(), 5);
    for (page, number, place) in [
        (0, "2026-000412", "Page 1 sur 1"),
        (3, "2026-000413", "Page 3 sur 3"),
        (4, "2026-000414", "Page 1 sur 1"),
    ] {
        assert!(pages[page].contains(number) && pages[page].contains(place), "{}", pages[page]);
    }
    assert!(PRESS.invoices(&[]).expect("prints").is_none());
}

#[test]
fn an_invoice_is_archivable_accessible_and_french() {
    let pdf = PRESS.invoice(&samples::invoice()).expect("prints");
    let holds = |needle: &str| pdf.windows(needle.len()).any(|w| w == needle.as_bytes());
    for mark in ["pdfaid:part>3", "pdfaid:conformance>A", "pdfuaid:part>1", "/Lang(fr"] {
        assert!(holds(mark) || holds(&mark.replace("(fr", " (fr")), "{mark}");
    }
}

#[test]
fn a_letter_no_font_draws_does_not_stop_the_run() {
    let mut invoice = samples::invoice();
    invoice.addressee[0] = "M. Šimić \u{13000} Ł\u{7}".into();
    let text = text_of(&PRESS.invoice(&invoice).expect("prints"));
    assert!(text.contains("M. Šimić □ Ł□"), "{text}");
}

#[test]
fn names_are_printed_in_the_writing_they_were_typed_in() {
    let names = [
        "Иванова",
        "Ελένη",
        "محمد",
        "עמית",
        "Հակոբյան",
        "გიორგი",
        "সুমন",
        "सुमन",
        "ਸਿੰਘ",
        "தமிழ்",
        "සුමන",
        "สมชาย",
        "ສົມ",
        "ខ្មែរ",
        "አበበ",
        "ⴰⵎⵏⴰⵢ",
        "王小明",
        "たろう",
        "김민수",
    ];
    let mut invoice = samples::invoice();
    for name in names {
        invoice.addressee[0] = name.into();
        // An archive refuses a missing glyph: what is printed is drawn. Letters are told in the order they are drawn in, with gaps.
        let text = text_of(&PRESS.invoice(&invoice).expect("prints"));
        let drawn = |letter: char| !letter.is_alphabetic() || text.contains(letter);
        assert!(name.chars().all(drawn), "{name}: {text}");
        assert!(!text.contains('□'), "{name}: {text}");
    }
}

#[test]
fn each_way_of_paying_says_what_to_do() {
    let mut invoice = samples::invoice();
    invoice.previous_balance = None;
    let text = |invoice: &InvoiceDocument| text_of(&PRESS.invoice(invoice).expect("prints"));
    invoice.settlement = Settlement::AwaitAsap { sgc: "SGC de Sète".into() };
    let awaiting = text(&invoice);
    assert!(awaiting.contains("Montant de la facture"));
    assert!(awaiting.contains("Ne payez pas encore. Le Trésor public (SGC de Sète)"), "{awaiting}");
    invoice.settlement = Settlement::DirectDebit { on: date(2026, 12, 5), account_end: "2606".into() };
    assert!(text(&invoice).contains("Prélevé le 5 décembre 2026"));
    invoice.previous_balance = Some(Cents(-20_000));
    let in_favour = text(&invoice);
    for part in ["En votre faveur", "89,48 €", "Avance disponible", "déduite de votre prochaine facture"] {
        assert!(in_favour.contains(part), "« {part} » manque dans :\n{in_favour}");
    }
}

#[test]
fn a_sheet_shows_instructions_and_counts() {
    let text = text_of(&PRESS.attendance_sheet(&samples::sheet()).expect("prints"));
    for part in [
        "Cantine Jean-Macé",
        "Lundi 16",
        "5",
        "enfants attendus",
        "arachide, fruits à coque",
        "Absence annoncée",
        "sans porc",
    ] {
        assert!(text.contains(part), "« {part} » manque dans :\n{text}");
    }
}

#[test]
fn a_headcount_adds_up() {
    let text = text_of(&PRESS.headcount(&samples::headcount()).expect("prints"));
    for part in ["Repas à préparer", "Menu ordinaire", "196", "38", "240"] {
        assert!(text.contains(part), "« {part} » manque dans :\n{text}");
    }
}

#[test]
fn a_notice_says_the_status_of_each_answer_and_what_refusing_costs_a13() {
    let text = text_of(&PRESS.asked_notice(&samples::notice()).expect("prints"));
    for part in [
        "Le responsable",
        "Nom de naissance *",
        "obligatoire",
        "Employeur",
        "facultatif",
        "Places réservées",
        "CNIL",
    ] {
        assert!(text.contains(part), "« {part} » manque dans :\n{text}");
    }
}

#[test]
fn a_letter_says_what_lacks_and_by_when_on_a_page_of_its_own_g01() {
    let pdf = PRESS.papers_letters(&samples::letters()).expect("prints");
    let text = text_of(&pdf);
    for part in [
        "Mme Aminata Diallo-N’Guessan",
        "Il y manque les pièces",
        "Il y manque la pièce",
        "Attestation d’assurance",
        "expirée",
        "Cantine Jean-Macé",
        "novembre 2026",
        "Commune fictive",
    ] {
        assert!(text.contains(part), "« {part} » manque dans :\n{text}");
    }
    assert_eq!(text.matches("Madame, Monsieur").count(), 2);
}

#[test]
fn a_letter_printed_again_is_the_same_to_the_byte_g07() {
    let letter = samples::letter();
    let pdf = PRESS.family_letter(&letter).expect("prints");
    assert_eq!(pdf, Press::new().family_letter(&letter).expect("prints"));
    let text = text_of(&pdf);
    for part in
        ["Mme Aminata Diallo-N’Guessan", "Rendez-vous", "à 14 h 30", "Objet : l’inscription", "5 avril 2026"]
    {
        assert!(text.contains(part), "« {part} » manque dans :\n{text}");
    }
}

#[test]
fn every_page_of_a_record_says_whose_it_is_who_printed_it_when_and_where() {
    let text = text_of(&PRESS.family_record(&samples::record()).expect("prints"));
    let pages = pages(&text);
    assert!(pages.len() > 1, "long enough to prove it");
    for (rank, page) in pages.iter().enumerate() {
        let number = format!("Page {} sur {}", rank + 1, pages.len());
        for part in [
            "Commune de Testville",
            "Diallo-N’Guessan · Le Goff",
            "imprimé le 5 avril 2026 par Nadège Roussel",
            number.as_str(),
            "Commune fictive",
        ] {
            assert!(page.contains(part), "« {part} » manque dans :\n{page}");
        }
    }
    for part in ["Sortie interdite", "Foyer A", "06 71 30 25 08", "Jean-Macé, CP", "31/03/2026"] {
        assert!(text.contains(part), "« {part} » manque dans :\n{text}");
    }
}

#[test]
fn an_emergency_sheet_is_a_page_of_its_own_and_says_what_it_does_not_show() {
    let text = text_of(&PRESS.emergency_sheets(&samples::emergencies()).expect("prints"));
    let pages = pages(&text);
    assert_eq!(pages.len(), 2);
    for part in [
        "Aminata",
        "Yann Le Goff ne peut pas venir",
        "06 71 30 25 08",
        "Kiwi",
        "SAMU 15",
        "imprimé le 6 avril 2026",
    ] {
        assert!(pages[0].contains(part), "« {part} » manque dans :\n{}", pages[0]);
    }
    for part in [
        "Lou Morvan",
        "Personne n’est noté",
        "Personne n’est autorisé",
        "ne sont pas montrées",
        "n’est pas montré",
    ] {
        assert!(pages[1].contains(part), "« {part} » manque dans :\n{}", pages[1]);
    }
}

/// Writes the samples where a person can look at them: `PREAU_SAMPLES=/tmp cargo test -p documents`.
#[test]
fn samples_for_the_eye() {
    let Some(folder) = std::env::var_os("PREAU_SAMPLES").map(std::path::PathBuf::from) else { return };
    let documents = [
        ("facture", PRESS.invoice(&samples::invoice())),
        ("facture-longue", PRESS.invoice(&samples::long_invoice(60))),
        (
            "factures",
            PRESS.invoices(&[samples::invoice(), samples::long_invoice(60)]).map(Option::unwrap_or_default),
        ),
        ("feuille", PRESS.attendance_sheet(&samples::sheet())),
        ("notice", PRESS.asked_notice(&samples::notice())),
        ("lettres", PRESS.papers_letters(&samples::letters())),
        ("lettre", PRESS.family_letter(&samples::letter())),
        ("dossier", PRESS.family_record(&samples::record())),
        ("urgence", PRESS.emergency_sheets(&samples::emergencies())),
        ("effectif", PRESS.headcount(&samples::headcount())),
    ];
    for (name, pdf) in documents {
        std::fs::write(folder.join(format!("{name}.pdf")), pdf.expect("prints")).expect("writes");
    }
}
