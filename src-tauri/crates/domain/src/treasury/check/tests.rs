//! Each rule of treasury.md §5 that concerns a bordereau, spoiled in a sound one.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::calendar::Month;
use crate::treasury::{Collectivity, DebtorAddress, TitreLine};
use crate::values::ids::InvoiceId;
use crate::values::{Civility, Siret};

fn debtor() -> Debtor {
    Debtor {
        reference: "F000123A".into(),
        civility: Some(Civility::Mme),
        name: "Le Goff".into(),
        first_name: "Jeanne".into(),
        birth_date: Some(date(1985, 4, 2)),
        address: DebtorAddress {
            street: "12 rue des Lilas".into(),
            postcode: "21500".into(),
            city: "Montbard".into(),
            resident: true,
            ..DebtorAddress::default()
        },
        category: "01".into(),
        legal_nature: "01".into(),
        cut_from: None,
    }
}

fn bordereau() -> Bordereau {
    let titre = |number: u32| Titre {
        number,
        invoice: InvoiceId::from_uuid(Uuid::from_u128(u128::from(number))),
        invoice_number: format!("2026-{number:06}"),
        family: FamilyId::from_uuid(Uuid::from_u128(1)),
        household: HouseholdId::from_uuid(Uuid::from_u128(2)),
        period: Month::parse("2026-10").unwrap(),
        debtor: debtor(),
        object: "Périscolaire octobre 2026".into(),
        lines: vec![TitreLine {
            number: 1,
            label: "Cantine, 9 repas".into(),
            nature: "7067".into(),
            function_code: "281".into(),
            service_code: String::new(),
            local_product_code: "CA01".into(),
            amount: Cents(5_310),
        }],
    };
    Bordereau {
        collectivity: Collectivity {
            siret: Siret::parse("73282932000074").unwrap(),
            codique: "021034".into(),
            post_label: "SGC de Montbard-Sud".into(),
            code_collectivite: "123".into(),
            code_budget: "00".into(),
            label: "Commune fictive".into(),
        },
        exercice: 2026,
        number: 11,
        issued_on: date(2026, 11, 24),
        asap_on: date(2026, 11, 30),
        due_on: date(2026, 12, 31),
        object: "Périscolaire octobre 2026".into(),
        campaign_rank: 1,
        titres: vec![titre(1), titre(2)],
    }
}

#[test]
fn a_sound_bordereau_passes() {
    assert_eq!(check(&bordereau()), []);
}

/// Spoils a sound bordereau and expects this one rejection.
#[track_caller]
fn rejects(spoil: impl FnOnce(&mut Bordereau), field: &str, code: IssueCode) {
    let mut spoiled = bordereau();
    spoil(&mut spoiled);
    let found = check(&spoiled);
    let fields: Vec<_> = found.iter().map(|r| (r.field, r.code)).collect();
    assert_eq!(fields, [(field, code)], "{found:#?}");
    assert!(found[0].message.ends_with('.') && found[0].remedy.ends_with('.'), "{:?}", found[0]);
}

#[test]
fn settings_5_1() {
    for codique in ["", "02103", "02C034", "ABCDEF", "02103456"] {
        rejects(|b| b.collectivity.codique = codique.into(), "codique", IssueCode::Malformed);
    }
    for code in ["", "000", "12", "12A"] {
        rejects(
            |b| b.collectivity.code_collectivite = code.into(),
            "code_collectivite",
            IssueCode::Malformed,
        );
    }
    for code in ["", "0", "0A", "000"] {
        rejects(|b| b.collectivity.code_budget = code.into(), "code_budget", IssueCode::Malformed);
    }
    rejects(|b| b.collectivity.label = "x".repeat(39), "label", IssueCode::TooLong);
    let mut corsican = bordereau();
    corsican.collectivity.codique = "02A034".into();
    assert_eq!(check(&corsican), []);
}

#[test]
fn bordereau_5_2() {
    rejects(|b| b.number = 0, "number", IssueCode::OutOfRange);
    rejects(|b| b.number = 10_000_000, "number", IssueCode::OutOfRange);
    for exercice in [i16::MIN, 0, 2025, 2027, 9999, i16::MAX] {
        rejects(|b| b.exercice = exercice, "exercice", IssueCode::Inconsistent);
    }
    rejects(|b| b.asap_on = date(2026, 11, 23), "asap_on", IssueCode::ImpossibleDate);
    rejects(|b| b.due_on = date(2026, 11, 23), "due_on", IssueCode::ImpossibleDate);
    rejects(|b| b.campaign_rank = 12, "campaign_rank", IssueCode::OutOfRange);
    rejects(|b| b.titres.clear(), "titres", IssueCode::Missing);
    rejects(|b| b.object = "NC".into(), "object", IssueCode::Forbidden);
    rejects(|b| b.object = "x".repeat(161), "object", IssueCode::TooLong);
}

#[test]
fn the_exercice_stays_open_in_january() {
    let mut january = bordereau();
    january.issued_on = date(2027, 1, 31);
    january.asap_on = date(2027, 1, 31);
    january.due_on = date(2027, 3, 1);
    assert_eq!(check(&january), []);
}

#[test]
fn titre_5_3() {
    rejects(|b| b.titres[1].number = 1, "number", IssueCode::Duplicate);
    rejects(|b| b.titres[0].number = 0, "number", IssueCode::Duplicate);
    rejects(|b| b.titres[1].invoice_number = "2026-000001".into(), "invoice_number", IssueCode::Duplicate);
    rejects(|b| b.titres[1].invoice_number = "2026-n°2".into(), "invoice_number", IssueCode::Malformed);
    rejects(|b| b.titres[1].invoice_number = "0-00".into(), "invoice_number", IssueCode::Malformed);
    rejects(|b| b.titres[1].object = "x".repeat(161), "object", IssueCode::TooLong);
    rejects(|b| b.titres[1].lines.clear(), "lines", IssueCode::Missing);
    // An apostrophe or ligature counts as what will be written.
    rejects(|b| b.titres[1].object = "œ".repeat(81), "object", IssueCode::TooLong);
}

#[test]
fn line_5_4() {
    let with = |change: fn(&mut TitreLine)| move |b: &mut Bordereau| change(&mut b.titres[0].lines[0]);
    rejects(with(|l| l.local_product_code = String::new()), "local_product_code", IssueCode::Missing);
    rejects(with(|l| l.local_product_code = "CA012".into()), "local_product_code", IssueCode::Malformed);
    rejects(with(|l| l.local_product_code = "C-1".into()), "local_product_code", IssueCode::Malformed);
    rejects(with(|l| l.function_code = "28A".into()), "function_code", IssueCode::Malformed);
    rejects(with(|l| l.nature = "0".into()), "nature", IssueCode::Malformed);
    rejects(with(|l| l.label = ".".into()), "label", IssueCode::Forbidden);
    rejects(with(|l| l.service_code = "x".repeat(11)), "service_code", IssueCode::TooLong);
    rejects(
        |b| {
            let line = b.titres[0].lines[0].clone();
            b.titres[0].lines.push(line);
        },
        "number",
        IssueCode::Duplicate,
    );
    rejects(
        |b| {
            let free = TitreLine { number: 2, amount: Cents::ZERO, ..b.titres[0].lines[0].clone() };
            b.titres[0].lines.push(free);
        },
        "amount",
        IssueCode::OutOfRange,
    );
    rejects(
        |b| {
            let credit = TitreLine { number: 2, amount: Cents(-100), ..b.titres[0].lines[0].clone() };
            b.titres[0].lines.push(credit);
        },
        "amount",
        IssueCode::OutOfRange,
    );
}

#[test]
fn debtor_5_5() {
    let with = |change: fn(&mut Debtor)| move |b: &mut Bordereau| change(&mut b.titres[0].debtor);
    rejects(with(|d| d.civility = None), "civility", IssueCode::Missing);
    rejects(with(|d| d.first_name = String::new()), "first_name", IssueCode::Missing);
    for void in ["nc", "NC", ".", "000"] {
        rejects(|b| b.titres[0].debtor.name = void.into(), "name", IssueCode::Forbidden);
    }
    rejects(with(|d| d.name = " ".into()), "name", IssueCode::Missing);
    rejects(
        with(|d| d.name = "Fontaine de Beaurepaire-Lescure de La Tour".into()),
        "name",
        IssueCode::TooLong,
    );
    rejects(with(|d| d.name = "王".into()), "name", IssueCode::NotTransmissible);
    rejects(with(|d| d.birth_date = Some(date(2027, 1, 1))), "birth_date", IssueCode::ImpossibleDate);
    rejects(with(|d| d.legal_nature = "11".into()), "category", IssueCode::Inconsistent);
    rejects(with(|d| d.reference = "x".repeat(31)), "reference", IssueCode::TooLong);
    rejects(with(|d| d.address.street = String::new()), "street", IssueCode::Missing);
    rejects(with(|d| d.address.city = String::new()), "city", IssueCode::Missing);
    rejects(with(|d| d.address.postcode = "1000".into()), "postcode", IssueCode::Malformed);
    rejects(with(|d| d.address.country = Some("131".into())), "country", IssueCode::Inconsistent);
    rejects(with(|d| d.address.complement = "x".repeat(39)), "complement", IssueCode::TooLong);
}

#[test]
fn abroad_the_country_is_required() {
    let abroad = |b: &mut Bordereau| {
        let address = &mut b.titres[0].debtor.address;
        address.resident = false;
        address.postcode = "99999".into();
        address.country = Some("131".into());
    };
    let mut sound = bordereau();
    abroad(&mut sound);
    assert_eq!(check(&sound), []);
    rejects(
        |b| {
            abroad(b);
            b.titres[0].debtor.address.country = None;
        },
        "country",
        IssueCode::Missing,
    );
    rejects(
        |b| {
            abroad(b);
            b.titres[0].debtor.address.country = Some("BEL".into());
        },
        "country",
        IssueCode::Unknown,
    );
    rejects(
        |b| {
            abroad(b);
            b.titres[0].debtor.address.postcode = "1000".into();
        },
        "postcode",
        IssueCode::Malformed,
    );
}

#[test]
fn under_fifteen_euros_5_7() {
    rejects(|b| b.titres[0].lines[0].amount = Cents(1_499), "amount", IssueCode::OutOfRange);
    let mut at_threshold = bordereau();
    at_threshold.titres[0].lines[0].amount = Cents(1_500);
    assert_eq!(check(&at_threshold), []);
}

#[test]
fn a_rejection_names_the_family_and_proposes_a_way_out() {
    let mut long = bordereau();
    long.titres[1].debtor.name = "Fontaine de Beaurepaire-Lescure de La Tour".into();
    let found = &check(&long)[0];
    assert_eq!((found.titre, found.family), (Some(2), Some(long.titres[1].family)));
    assert!(found.remedy.contains("Fontaine de Beaurepaire-Lescure de La"), "{}", found.remedy);
}
