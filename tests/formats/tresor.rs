//! Files of the treasury: the published schema, the sample files, the sums, the bytes.

use std::process::Command;

use domain::calendar::Month;
use domain::payments::PaymentMethod;
use domain::treasury::{Bordereau, Collectivity, Debtor, DebtorAddress, ReturnState, Titre, TitreLine};
use domain::values::ids::{FamilyId, HouseholdId, InvoiceId};
use domain::values::{Cents, Civility};
use exchange::tabular::{Charset, ImportPlan, ReadOptions, read_table};
use exchange::tresor::{LineNature, RETURN_COLUMNS, TreasuryRefusal, ormc, read_returns, titres_csv};
use jiff::civil::date;

use super::{bytes_of, fixture, must_equal_golden};

fn town() -> Collectivity {
    Collectivity {
        siret: "21999999200015".parse().expect("a SIRET with its key"),
        codique: "034000".into(),
        post_label: String::new(),
        code_collectivite: "123".into(),
        code_budget: "00".into(),
        label: "COMMUNE DE TESTVILLE".into(),
    }
}

fn line(number: u32, label: &str, code: &str, cents: i64) -> TitreLine {
    TitreLine {
        number,
        label: label.into(),
        nature: "7067".into(),
        function_code: "281".into(),
        service_code: "SCOL".into(),
        local_product_code: code.into(),
        amount: Cents(cents),
    }
}

fn titre(number: u32, invoice_number: &str, debtor: Debtor, lines: Vec<TitreLine>) -> Titre {
    let id = [u8::try_from(number % 256).expect("a byte"); 16];
    Titre {
        number,
        invoice: InvoiceId::from_bytes(id),
        invoice_number: invoice_number.into(),
        family: FamilyId::from_bytes(id),
        household: HouseholdId::from_bytes(id),
        period: Month::parse("2026-09").expect("a month"),
        debtor,
        object: format!("FACTURE {invoice_number} SEPTEMBRE 2026"),
        lines,
    }
}

fn debtor(reference: &str, civility: Civility, name: &str, first_name: &str, street: &str) -> Debtor {
    Debtor {
        reference: reference.into(),
        civility: Some(civility),
        name: name.into(),
        first_name: first_name.into(),
        birth_date: None,
        address: DebtorAddress {
            street: street.into(),
            postcode: "34000".into(),
            city: "MONTPELLIER".into(),
            resident: true,
            ..DebtorAddress::default()
        },
        category: "01".into(),
        legal_nature: "01".into(),
        cut_from: None,
    }
}

fn bordereau(number: u32, titres: Vec<Titre>) -> Bordereau {
    Bordereau {
        collectivity: town(),
        exercice: 2026,
        number,
        issued_on: date(2026, 10, 1),
        asap_on: date(2026, 10, 5),
        due_on: date(2026, 11, 5),
        object: "CANTINE ET CRECHE SEPTEMBRE 2026".into(),
        campaign_rank: 9,
        titres,
    }
}

/// The first family of the sample files.
fn durand(number: u32) -> Titre {
    let lines = vec![
        line(1, "CANTINE SEPTEMBRE 2026 LEO", "CA01", 3840),
        line(2, "GARDERIE SEPTEMBRE 2026 LEO", "GA01", 720),
    ];
    titre(
        number,
        "20260917",
        debtor("FAM000012", Civility::Mme, "DURAND", "CLAIRE", "12 RUE DES LILAS"),
        lines,
    )
}

/// Names that break careless writers, each acceptable to the treasury once written in its alphabet.
fn hostile() -> Bordereau {
    let mut titres = vec![
        titre(
            1,
            "2026-000001",
            debtor("F1&A", Civility::M, "O'Neill & <fils>", "Seán \"Jack\"", "1 bis rue de l’Œuvre & Cie"),
            vec![line(1, "Cantine « Jean-Macé » – 12 repas à 3,20 €", "CA01", 3840)],
        ),
        titre(
            2,
            "2026-000002",
            debtor("F2", Civility::Mme, "Šimić-Wałęsa", "Zoë", "Résidence L’Haÿ, bât. B"),
            vec![line(1, "Étude", "GA01", 10_000_000), line(2, "Noël ½ journée", "AL01", 1)],
        ),
        titre(
            3,
            "2026-000003",
            debtor("F3", Civility::MEtMme, "=HYPERLINK(\"http://x\")", "@Max", "-12 rue du Moulin"),
            vec![line(1, "+ Accueil; \"soir\"", "GA01", 1500)],
        ),
        titre(
            4,
            "2026-000004",
            debtor("F4", Civility::MOuMme, "van den Broeck", "Jana", "1 Grand-Place"),
            vec![line(1, "Mercredi", "AL01", 1501)],
        ),
        titre(
            5,
            "2026-000005",
            debtor(
                "F5",
                Civility::M,
                "Fontaine de Beaurepaire-Lescure de La",
                "Li]]>",
                "3 RUE DU <!-- PONT -->",
            ),
            vec![line(1, "Cantine", "CA01", 99_999)],
        ),
    ];
    titres[0].debtor.birth_date = Some(date(1984, 2, 29));
    titres[0].debtor.address.complement = "Appt 12 – chez M. N’Guessan".into();
    titres[3].debtor.address.resident = false;
    titres[3].debtor.address.postcode = "99999".into();
    titres[3].debtor.address.city = "1000 Bruxelles".into();
    titres[3].debtor.address.country = Some("131".into());
    bordereau(10, titres)
}

/// Holds a file against the published schema.
#[track_caller]
fn must_validate(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ormc.xml");
    std::fs::write(&file, bytes).expect("writes");
    let output = Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .arg(fixture("tresor/xsd/PES_V2/Rev0/PES_Aller.xsd"))
        .arg(&file)
        .output()
        .expect("xmllint holds the treasury's files against their published schema: install libxml2-utils");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_ormc_satisfies_the_published_schema() {
    for nature in [LineNature::InternalTransfers, LineNature::Imputation] {
        must_validate(&ormc(&hostile(), nature).expect("writes").bytes);
        must_validate(&ormc(&bordereau(9, vec![durand(1)]), nature).expect("writes").bytes);
    }
}

#[test]
fn the_schema_is_really_held_against_the_file() {
    let bytes = ormc(&bordereau(9, vec![durand(1)]), LineNature::default()).expect("writes").bytes;
    let broken = String::from_utf8(bytes).expect("ASCII").replace("<Majo V=\"0\"/>", "");
    assert!(std::panic::catch_unwind(|| must_validate(broken.as_bytes())).is_err());
}

#[test]
fn an_ormc_says_the_same_as_the_sample_file() {
    let ours =
        String::from_utf8(ormc(&bordereau(9, vec![durand(1)]), LineNature::default()).expect("writes").bytes)
            .expect("ASCII");
    let sample = String::from_utf8(bytes_of("tresor/samples/PESORMC_EXEMPLE_2026_009.xml")).expect("ASCII");
    let first_piece = |text: &str| {
        let start = text.find("   <Piece>").expect("a piece");
        let end = text.find("   </Piece>").expect("its end");
        text[start..end].to_owned()
    };
    assert_eq!(first_piece(&ours), first_piece(&sample));
}

#[test]
fn bytes_are_frozen() {
    let bordereau = hostile();
    must_equal_golden(
        "tresor/golden/ormc_hostile.xml",
        &ormc(&bordereau, LineNature::default()).expect("writes").bytes,
    );
    let csv = |charset| titres_csv(&bordereau, charset).expect("writes").bytes;
    must_equal_golden("tresor/golden/titres_hostile_windows-1252.csv", &csv(Charset::Windows1252));
    must_equal_golden("tresor/golden/titres_hostile_utf-8.csv", &csv(Charset::Utf8Bom));
}

#[test]
fn an_ormc_is_latin_1_in_truth() {
    let bytes = ormc(&hostile(), LineNature::default()).expect("writes").bytes;
    assert!(bytes.starts_with(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"));
    assert!(bytes.windows(6).any(|w| w == b"\xC9TUDE\""), "É is one byte");
    assert!(!bytes.iter().any(|b| matches!(b, 0x80..=0x9F)));
}

#[test]
fn both_files_and_the_bordereau_agree_to_the_cent() {
    let bordereau = hostile();
    let ormc = ormc(&bordereau, LineNature::default()).expect("writes");
    let csv = titres_csv(&bordereau, Charset::Windows1252).expect("writes");
    assert_eq!((ormc.total, ormc.titres), (bordereau.total(), 5));
    assert_eq!((csv.total, csv.titres), (bordereau.total(), 5));
    assert_eq!(ormc.name, "PESORMC_21999999200015_261001_10.xml");
    assert_eq!(csv.name, "titres_2026_10.csv");
    assert!(
        String::from_utf8_lossy(&ormc.bytes).contains("<NomFic V=\"PESORMC_21999999200015_261001_10.xml\"/>")
    );
}

#[test]
fn the_csv_says_the_same_as_the_sample_file() {
    let mut ours = bordereau(41, vec![durand(401)]);
    ours.titres[0].period = Month::parse("2026-09").expect("a month");
    let csv = titres_csv(&ours, Charset::Windows1252).expect("writes");
    let ours = String::from_utf8(csv.bytes).expect("ASCII");
    let sample = String::from_utf8(bytes_of("tresor/samples/titres_2026_041.csv")).expect("ASCII");
    assert_eq!(ours.lines().next(), sample.lines().next(), "columns");
    let cells = |text: &str, line: usize| -> Vec<String> {
        text.lines().nth(line).expect("a line").split(';').map(str::to_owned).collect()
    };
    for row in [1, 2] {
        // The sample joins a PDF and asks for its display (`edition_asap` 04, `nom_pj`); ours does not.
        assert_eq!(cells(&ours, row)[..36], cells(&sample, row)[..36]);
    }
    assert!(ours.ends_with("\r\n"));
}

#[test]
fn one_bad_debtor_and_nothing_is_written() {
    let mut bordereau = hostile();
    bordereau.titres[1].debtor.civility = None;
    bordereau.titres[4].debtor.name =
        "Fontaine de Beaurepaire-Lescure-Delatourette du Plessis Bellière".into();
    let TreasuryRefusal::Rejected(rejections) = ormc(&bordereau, LineNature::default()).expect_err("refused")
    else {
        panic!("refused for another reason");
    };
    let found: Vec<_> = rejections.iter().map(|r| (r.titre, r.field)).collect();
    assert_eq!(found, [(Some(2), "civility"), (Some(5), "name")]);
    assert!(rejections[1].remedy.contains("Fontaine de Beaurepaire-Lescure"));
    assert!(matches!(titres_csv(&bordereau, Charset::Utf8Bom), Err(TreasuryRefusal::Rejected(_))));
}

#[test]
fn more_titres_than_a_bordereau_counts_is_refused() {
    let mut many = bordereau(11, Vec::new());
    many.titres = (1..=100_000)
        .map(|number| {
            titre(number, &number.to_string(), durand(1).debtor, vec![line(1, "Cantine", "CA01", 1500)])
        })
        .collect();
    let TreasuryRefusal::Rejected(rejections) = titres_csv(&many, Charset::Utf8Bom).expect_err("refused")
    else {
        panic!("refused for another reason");
    };
    assert_eq!(rejections.len(), 1, "{:?}", rejections.first());
}

#[test]
fn the_sample_return_reads_back() {
    let table =
        read_table(&bytes_of("tresor/samples/retour_encaissements_2026-11-02.csv"), &ReadOptions::default())
            .expect("reads");
    let plan = ImportPlan::propose(&RETURN_COLUMNS, &table);
    assert_eq!((plan.missing().count(), plan.unused().count()), (0, 0));
    let reading = read_returns(&table, &plan);
    assert_eq!(reading.issues, []);
    let total: Cents = reading.rows.iter().map(|row| row.value.amount).sum();
    assert_eq!((reading.rows.len(), total), (4, Cents(4560)));
    let rejected = &reading.rows[3].value;
    assert_eq!(rejected.amount, Cents(-10_000));
    assert_eq!(
        (rejected.method, rejected.state),
        (Some(PaymentMethod::DirectDebit), Some(ReturnState::Rejete))
    );
    assert_eq!(rejected.reason.as_deref(), Some("MD06"));
}
