//! Invented documents for the tests of this room.

use domain::values::Cents;
use jiff::civil::date;

use crate::{
    AskedAnswer, AskedNotice, AskedPart, AttendanceSheet, EmergencySheet, EmergencySheets, FamilyLetter,
    FamilyRecord, Headcount, HeadcountRow, InvoiceDocument, InvoicedAdjustment, InvoicedChild,
    InvoicedService, Issuer, LackingPaper, PapersLetter, PapersLetters, PaymentWay, RecordFact, RecordPart,
    RecordPerson, Settlement, SheetChild,
};

fn service(label: &str, explanation: &str, quantity: &str, unit_price: i64, amount: i64) -> InvoicedService {
    InvoicedService {
        label: label.into(),
        explanation: explanation.into(),
        quantity: quantity.into(),
        unit_price: Cents(unit_price),
        amount: Cents(amount),
    }
}

pub(crate) fn invoice() -> InvoiceDocument {
    InvoiceDocument {
        identity: "0190b6a0-0000-7000-8000-000000000001".into(),
        issuer: Issuer {
            name: "Commune de Testville".into(),
            lines: vec![
                "Service enfance et éducation".into(),
                "1 place de la Mairie, 34000 Testville".into(),
                "04 67 00 00 00 · enfance@testville.example".into(),
            ],
            footer: "Commune de Testville · SIRET 219 999 992 00015".into(),
        },
        number: "2026-000412".into(),
        issued_on: date(2026, 11, 5),
        period_start: date(2026, 10, 1),
        period_end: date(2026, 10, 31),
        family_number: "1 042".into(),
        addressee: vec![
            "Mme Aminata Diallo-N’Guessan".into(),
            "Résidence Les Œillets, bât. B".into(),
            "3 bis avenue de l’Europe".into(),
            "34000 Testville".into(),
        ],
        children: vec![
            InvoicedChild {
                name: "Aminata Diallo-N’Guessan".into(),
                services: vec![
                    service(
                        "Cantine Jean-Macé, repas",
                        "Tranche 3, quotient 684 (CAF, octobre 2026)",
                        "10 repas",
                        360,
                        3600,
                    ),
                    service(
                        "Accueil du soir, quart d’heure",
                        "0,12 % du quotient, 2e enfant −10 %, arrondi au centime",
                        "38 quarts d’heure",
                        74,
                        2812,
                    ),
                ],
            },
            InvoicedChild {
                name: "Ruben Diallo-N’Guessan".into(),
                services: vec![service(
                    "Mercredi, journée avec repas",
                    "Prix unique, délibération 2026-41 du 12 juin 2026",
                    "4 journées",
                    1250,
                    5000,
                )],
            },
        ],
        adjustments: vec![InvoicedAdjustment {
            child: "Ruben Diallo-N’Guessan".into(),
            label: "Cantine de septembre 2026".into(),
            reason: "Absence du 14 septembre justifiée par un certificat remis le 2 octobre".into(),
            amount: Cents(-360),
        }],
        total: Cents(11_052),
        previous_balance: Some(Cents(1_800)),
        settlement: Settlement::Regie {
            due_on: date(2026, 12, 5),
            ways: vec![
                PaymentWay {
                    name: "En ligne".into(),
                    text: "www.payfip.gouv.fr, identifiant 012345, référence 2026000412".into(),
                },
                PaymentWay {
                    name: "Par chèque".into(),
                    text: "À l’ordre de « Régie enfance de Testville », à déposer ou à poster en mairie".into(),
                },
                PaymentWay {
                    name: "En espèces ou par carte".into(),
                    text: "À l’accueil de la mairie, du lundi au vendredi, de 8 h 30 à 12 h".into(),
                },
                PaymentWay { name: "CESU et chèques-vacances".into(), text: "Pour l’accueil et le mercredi seulement".into() },
            ],
        },
        question: "Écrivez ou passez au service enfance avant la date limite de paiement\u{a0}; joignez cette facture."
            .into(),
        fictive: true,
    }
}

pub(crate) fn letters() -> PapersLetters {
    let paper = |name: &str, whom: &str, state: &str| LackingPaper {
        name: name.into(),
        whom: whom.into(),
        state: state.into(),
        asked_by: "Cantine Jean-Macé, Mercredi".into(),
    };
    let letter = |papers: Vec<LackingPaper>| PapersLetter {
        addressee: invoice().addressee,
        family_number: "1 042".into(),
        papers,
    };
    PapersLetters {
        identity: "papers/1".into(),
        issuer: "Commune de Testville".into(),
        contact: vec!["1 place de la Mairie, 34000 Testville".into(), "04 67 00 00 00".into()],
        letters: vec![
            letter(vec![
                paper("Attestation d’assurance", "Aminata", "expirée"),
                paper("Justificatif de domicile", "Foyer A", "manquante"),
            ]),
            letter(vec![paper("Livret de famille", "Foyer A", "manquante")]),
        ],
        by: Some(date(2026, 11, 30)),
        printed_on: date(2026, 11, 5),
        fictive: true,
    }
}

pub(crate) fn long_invoice(lines: usize) -> InvoiceDocument {
    let mut invoice = invoice();
    let services =
        (1..=lines).map(|i| service(&format!("Prestation {i}"), "Prix unique", "1", 100, 100)).collect();
    invoice.children = vec![InvoicedChild { name: "Zoé Lévy".into(), services }];
    invoice.adjustments.clear();
    invoice.previous_balance = None;
    invoice.total = Cents(100 * lines as i64);
    invoice
}

pub(crate) fn sheet() -> AttendanceSheet {
    let child = |name: &str, class: &str, diet: &str, never: &[&str], instruction: &str| SheetChild {
        name: name.into(),
        class: class.into(),
        diet: diet.into(),
        never_serve: never.iter().map(|f| (*f).into()).collect(),
        instruction: instruction.into(),
        expected: true,
    };
    let mut children = vec![
        child("Adam B.", "CE2 A", "", &[], ""),
        child("Aminata D.", "CE1 B", "Sans porc", &[], ""),
        child(
            "Élise N.",
            "CP",
            "",
            &["arachide", "fruits à coque"],
            "Trousse d’urgence au secrétariat, appeler le 15 en cas de gêne.",
        ),
        child("Jules L.", "CM1", "Végétarien", &[], ""),
        child("Maëlys O.", "CE1 B", "", &["lait"], "Dessert fourni par la famille."),
        child("Šimun Š.", "CP", "Sans porc", &[], ""),
    ];
    children[3].expected = false;
    AttendanceSheet {
        identity: "sheet-2026-03-16-1".into(),
        issuer: "Commune de Testville".into(),
        place: "Cantine Jean-Macé".into(),
        unit: "Repas".into(),
        day: date(2026, 3, 16),
        children,
        printed_by: "S. Kerbrat".into(),
        printed_on: date(2026, 3, 16),
        fictive: true,
    }
}

pub(crate) fn headcount() -> Headcount {
    Headcount {
        identity: "headcount-2026-03-16".into(),
        issuer: "Commune de Testville".into(),
        title: "Repas à préparer".into(),
        day: date(2026, 3, 16),
        columns: vec!["Menu ordinaire".into(), "Sans porc".into(), "Végétarien".into()],
        rows: vec![
            HeadcountRow { label: "Cantine Jean-Macé".into(), counts: vec![84, 17, 6] },
            HeadcountRow { label: "Cantine Marie-Curie".into(), counts: vec![112, 21, 0] },
        ],
        printed_by: "S. Kerbrat".into(),
        printed_on: date(2026, 3, 15),
        fictive: true,
    }
}

pub(crate) fn notice() -> AskedNotice {
    let answer = |label: &str, mandatory: bool, reason: &str, refusal: &str| AskedAnswer {
        label: label.into(),
        mandatory,
        reason: reason.into(),
        refusal: refusal.into(),
    };
    AskedNotice {
        identity: "notice-1".into(),
        issuer: "Commune de Testville".into(),
        contact: vec!["1 place de la Mairie".into(), "34000 Testville".into()],
        parts: vec![AskedPart {
            title: "Le responsable".into(),
            answers: vec![
                answer(
                    "Nom de naissance",
                    true,
                    "",
                    "Sans cette réponse, l’inscription ne peut pas être traitée.",
                ),
                answer(
                    "Employeur",
                    false,
                    "Places réservées par convention.",
                    "Sans réponse, pas de place réservée.",
                ),
            ],
        }],
        printed_on: date(2026, 11, 5),
        fictive: false,
    }
}

pub(crate) fn letter() -> FamilyLetter {
    FamilyLetter {
        identity: "letter/1".into(),
        issuer: "Commune de Testville".into(),
        contact: vec!["1 place de la Mairie, 34000 Testville".into(), "04 67 00 00 00".into()],
        addressee: invoice().addressee,
        family_number: "1 042".into(),
        title: "Rendez-vous".into(),
        paragraphs: vec![
            "Nous vous proposons un rendez-vous le 04/05/2026 à 14\u{a0}h\u{a0}30, à la mairie.".into(),
            "Objet\u{a0}: l’inscription en CP".into(),
        ],
        dated: date(2026, 4, 5),
        fictive: true,
    }
}

pub(crate) fn record() -> FamilyRecord {
    let fact = |label: &str, value: &str| RecordFact { label: label.into(), value: value.into() };
    let person = |name: &str, facts: Vec<RecordFact>| RecordPerson { name: name.into(), facts };
    let call = |day: u8| {
        let text = "La mère demande un duplicata de facture, envoyé le jour même par courriel.";
        vec![format!("{day:02}/03/2026"), "appel".into(), "Nadège Roussel".into(), text.into()]
    };
    FamilyRecord {
        identity: "record/1".into(),
        issuer: "Commune de Testville".into(),
        name: "Diallo-N’Guessan · Le Goff".into(),
        subtitle: "Famille 001 042 · suivie depuis le 01/09/2024 · garde alternée".into(),
        warnings: vec!["Sortie interdite\u{a0}: Yann Le Goff ne peut pas venir chercher Aminata.".into()],
        parts: vec![
            RecordPart {
                title: "Foyer A".into(),
                facts: vec![fact("Adresse", "3 bis avenue de l’Europe, 34000 Testville")],
                people: vec![person(
                    "Aminata Diallo-N’Guessan",
                    vec![fact("Lien", "mère"), fact("Téléphones", "06 71 30 25 08 (mobile)")],
                )],
                ..RecordPart::default()
            },
            RecordPart {
                title: "Enfants".into(),
                people: vec![person("Ruben Diallo-N’Guessan", vec![fact("Scolarité", "Jean-Macé, CP")])],
                ..RecordPart::default()
            },
            RecordPart {
                title: "Suivi".into(),
                heads: ["Le", "Sorte", "Écrit par", "Les faits"].map(String::from).to_vec(),
                lines: (1..=31).map(call).collect(),
                ..RecordPart::default()
            },
        ],
        printed_by: "Nadège Roussel".into(),
        printed_on: date(2026, 4, 5),
        fictive: true,
    }
}

pub(crate) fn emergencies() -> EmergencySheets {
    let fact = |label: &str, value: &str| RecordFact { label: label.into(), value: value.into() };
    let sheet = EmergencySheet {
        name: "Aminata Diallo-N’Guessan".into(),
        subtitle: "née le 14/03/2019, 7 ans · Jean-Macé, CE1 B".into(),
        photo: Vec::new(),
        calls: vec![
            fact("Fatou Diallo (mère)", "06 71 30 25 08 · 03 80 11 22 33"),
            fact("Rose Tanguy (voisine)", "02 96 55 01 45"),
        ],
        collects: vec![
            fact("Fatou Diallo (mère)", "06 71 30 25 08"),
            fact("Yvonne Le Goff (grand-mère)", "montre sa carte d’identité, jusqu’au 31/08/2026"),
        ],
        bans: vec!["Yann Le Goff ne peut pas venir le chercher, depuis le 05/04/2026.".into()],
        bans_note: String::new(),
        doctor: "Dr Quéméner, 02 96 55 01 44".into(),
        diet: "Sans porc".into(),
        instructions: vec!["Allergie (sévère)\u{a0}: Kiwi. Donner la trousse, appeler le 15.".into()],
        instructions_note: String::new(),
    };
    let other = EmergencySheet {
        name: "Lou Morvan".into(),
        calls: Vec::new(),
        collects: Vec::new(),
        bans: Vec::new(),
        bans_note: "Qui ne peut pas venir chercher l’enfant n’est pas montré à ce profil.".into(),
        instructions: Vec::new(),
        instructions_note: "Les consignes de santé ne sont pas montrées à ce profil.".into(),
        diet: String::new(),
        ..sheet.clone()
    };
    EmergencySheets {
        identity: "emergency/1".into(),
        issuer: "Commune de Testville".into(),
        title: "Fiches d’urgence, Cantine, lundi 6 avril 2026".into(),
        sheets: vec![sheet, other],
        printed_by: "Nadège Roussel".into(),
        printed_on: date(2026, 4, 6),
        fictive: true,
    }
}
