use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::activities::UnitKind;
use crate::tariffs::quotient::tests::quotient;
use crate::tariffs::tariff::tests::{bracket, tariff};
use crate::tariffs::{EffortTerms, Quotient, SiblingDiscount, SiblingScope};
use crate::values::Rate;

const MEALS: fn(u32) -> Quantity = |count| Quantity::Units { count, unit: UnitKind::Meal };

fn payer(quotient: QuotientAt<'_>) -> Payer<'_> {
    Payer { resident: true, quotient, income: None, on: date(2026, 10, 31) }
}

fn canteen() -> Tariff {
    tariff(Method::Bracket(BracketTable {
        brackets: vec![
            bracket(Some(300), 120, None),
            bracket(Some(600), 240, Some(590)),
            bracket(Some(900), 360, Some(590)),
            bracket(None, 590, Some(710)),
        ],
    }))
}

fn read(reasons: &[crate::tariffs::Reason]) -> String {
    let rows: Vec<String> = reasons
        .iter()
        .map(|r| {
            if r.note.is_empty() {
                format!("{}: {}", r.label, r.text)
            } else {
                format!("{}: {} | {}", r.label, r.text, r.note)
            }
        })
        .collect();
    rows.join("\n").replace('\u{a0}', " ")
}

#[test]
fn without_quotient_the_highest_bracket_says_so() {
    let expired = quotient(684, date(2025, 9, 1), Some(date(2026, 8, 31)));
    let priced = price(&canteen(), &payer(QuotientAt::Expired(&expired)), 1, MEALS(9), Share::Whole);
    assert_eq!((priced.unit_price, priced.amount), (Cents(590), Cents(5_310)));
    assert!(priced.explanation.lacks_income());
    insta::assert_snapshot!(read(&priced.explanation.sentences()), @r"
    Règle: Cantine, par tranche | délibération 2026-41, dès le 01/09/2026
    Quotient: Aucun au 31/10/2026 | le dernier, 684 (CAF), a expiré le 31/08/2026
    Tranche: 4, la plus haute, à défaut | 5,90 € le repas, résident
    Calcul: 9 × 5,90 € = 53,10 € | sans arrondi
    ");
    let never = price(&canteen(), &payer(QuotientAt::Missing), 1, MEALS(1), Share::Whole);
    assert!(read(&never.explanation.sentences()).contains("aucun n’a jamais été enregistré"));
}

#[test]
fn a_quotient_gives_its_bracket() {
    let quotient = quotient(684, date(2026, 9, 1), None);
    let priced = price(&canteen(), &payer(QuotientAt::Applies(&quotient)), 1, MEALS(9), Share::Whole);
    insta::assert_snapshot!(read(&priced.explanation.sentences()), @r"
    Règle: Cantine, par tranche | délibération 2026-41, dès le 01/09/2026
    Quotient: 684 (CAF) | septembre 2026, attestation
    Tranche: 3, de 600,01 à 900 | 3,60 € le repas, résident
    Calcul: 9 × 3,60 € = 32,40 € | sans arrondi
    ");
    let outside = Payer { resident: false, ..payer(QuotientAt::Applies(&quotient)) };
    assert_eq!(price(&canteen(), &outside, 1, MEALS(9), Share::Whole).unit_price, Cents(590));
}

fn effort(rate: &str, floor: i64, cap: i64, base: EffortBase) -> Tariff {
    let terms =
        EffortTerms { rate: Rate::parse_percent_fr(rate).unwrap(), floor: Cents(floor), cap: Cents(cap) };
    tariff(Method::EffortRate(EffortRate { base, resident: terms, non_resident: None }))
}

#[test]
fn an_effort_rate_is_rounded_once_and_bounded() {
    let tariff = effort("0,35", 100, 600, EffortBase::Quotient);
    for (euros, cents, note) in [
        (684, 239, "entre 1,00 € et 6,00 €"),
        (200, 100, "plancher de 1,00 € appliqué"),
        (5_000, 600, "plafond de 6,00 € appliqué"),
    ] {
        let quotient = quotient(euros, date(2026, 9, 1), None);
        let priced = price(&tariff, &payer(QuotientAt::Applies(&quotient)), 1, MEALS(10), Share::Whole);
        assert_eq!((priced.unit_price, priced.amount), (Cents(cents), Cents(cents * 10)), "{euros}");
        assert!(read(&priced.explanation.sentences()).contains(note), "{euros}");
    }
    let none = price(&tariff, &payer(QuotientAt::Missing), 1, MEALS(1), Share::Whole);
    assert_eq!(none.unit_price, Cents(600));
    assert!(read(&none.explanation.sentences()).contains("plafond de 6,00 €, à défaut"));
}

#[test]
fn hourly_prices_agree_with_the_published_examples() {
    // psu_exemples_publies.csv: monthly income in cents, rate in percent, hourly price in cents.
    for (income, rate, cents) in [
        (68_730, "0,0600", 41),
        (68_730, "0,0500", 34),
        (487_462, "0,0600", 292),
        (487_462, "0,0500", 244),
        (70_527, "0,0610", 43),
        (560_000, "0,0508", 284),
        (269_667, "0,0410", 111),
        (300_000, "0,0516", 155),
        (850_000, "0,0619", 526),
        (671_692, "0,0516", 347),
    ] {
        let tariff = effort(rate, 0, 100_000, EffortBase::MonthlyIncome);
        let payer = Payer {
            income: Some(IncomeUsed { monthly: Cents(income), origin: None }),
            ..payer(QuotientAt::Missing)
        };
        assert_eq!(unit_price(&tariff, &payer, 1), Cents(cents), "{income} {rate}");
    }
}

#[test]
fn brothers_and_sisters_reduce_the_price_before_it_is_rounded() {
    let part = |thousandths| Permille::try_new(thousandths).unwrap();
    let siblings = SiblingDiscount {
        scope: SiblingScope::SameActivity,
        from_rank: vec![(2, part(100)), (3, part(333))],
        not_at_highest: true,
    };
    let tariff = Tariff { siblings: Some(siblings), ..canteen() };
    let low = quotient(200, date(2026, 9, 1), None);
    let high = quotient(2_000, date(2026, 9, 1), None);
    let low = payer(QuotientAt::Applies(&low));
    assert_eq!(unit_price(&tariff, &low, 1), Cents(120));
    assert_eq!(unit_price(&tariff, &low, 2), Cents(108));
    assert_eq!(unit_price(&tariff, &low, 3), Cents(80));
    assert_eq!(unit_price(&tariff, &payer(QuotientAt::Applies(&high)), 3), Cents(590));
    let priced = price(&tariff, &low, 3, MEALS(4), Share::Whole);
    let text = read(&priced.explanation.sentences());
    assert!(text.contains("Fratrie: Réduction de 33,3 % | troisième enfant, soit 0,80 € le repas"), "{text}");
    assert!(text.contains("prix arrondi au centime le plus proche"), "{text}");
}

#[test]
fn the_few_words_of_an_invoice_say_all_that_made_the_price() {
    let short = |priced: &Priced| priced.explanation.short_fr().replace('\u{a0}', " ");
    let known = quotient(684, date(2026, 9, 1), None);
    let with = payer(QuotientAt::Applies(&known));
    let half = Permille::try_new(500).unwrap();
    let siblings = SiblingDiscount {
        scope: SiblingScope::SameActivity,
        from_rank: vec![(2, Permille::try_new(100).unwrap())],
        not_at_highest: true,
    };
    let family = Tariff { siblings: Some(siblings.clone()), ..canteen() };
    let share = Share::Part { part: half, amount: Cents(1_458) };
    let away = Payer { resident: false, ..with };
    let floor = Tariff { siblings: Some(siblings), ..effort("0,1", 100, 600, EffortBase::Quotient) };
    let cap = effort("0,35", 100, 600, EffortBase::Quotient);
    let nothing = payer(QuotientAt::Missing);
    let one = tariff(Method::UnitPrice { resident: Cents(250), non_resident: None });
    for (priced, said) in [
        (
            price(&canteen(), &with, 1, MEALS(9), Share::Whole),
            "Tranche 3, quotient 684 (CAF, septembre 2026, attestation)",
        ),
        (
            price(&family, &with, 2, MEALS(9), share),
            "Tranche 3, quotient 684 (CAF, septembre 2026, attestation), 2e enfant −10 %, garde partagée : 9 × 3,24 € × 50 % = 14,58 €",
        ),
        (
            price(&canteen(), &away, 1, MEALS(1), Share::Whole),
            "Tranche 3, quotient 684 (CAF, septembre 2026, attestation), hors commune",
        ),
        (
            price(&canteen(), &nothing, 1, MEALS(1), Share::Whole),
            "Tranche 4, la plus haute : aucun quotient au 31/10/2026",
        ),
        (
            price(&floor, &with, 2, MEALS(1), Share::Whole),
            "Taux d’effort 0,1 %, plancher 1,00 €, quotient 684 (CAF, septembre 2026, attestation), 2e enfant −10 %, limité par le plancher",
        ),
        (
            price(&cap, &nothing, 1, MEALS(1), Share::Whole),
            "Taux d’effort 0,35 %, plafond 6,00 € : aucun quotient au 31/10/2026",
        ),
        (price(&one, &nothing, 1, MEALS(1), Share::Whole), "Prix unique"),
    ] {
        assert_eq!(short(&priced), said);
    }
    let mut hidden = price(&canteen(), &with, 1, MEALS(9), Share::Whole);
    let QuotientUsed::Used { value, .. } = &mut hidden.explanation.quotient else { unreachable!() };
    *value = Cents::ZERO;
    assert_eq!(short(&hidden), "Tranche 3");
}

#[test]
fn no_reduction_goes_under_the_floor() {
    let siblings = SiblingDiscount {
        scope: SiblingScope::SameActivity,
        from_rank: vec![(2, Permille::try_new(200).unwrap())],
        not_at_highest: false,
    };
    let tariff = Tariff { siblings: Some(siblings), ..effort("0,35", 100, 600, EffortBase::Quotient) };
    // Quotient, price of the second child, what the explanation says of the reduction.
    for (euros, cents, said) in [
        (684, 192, "Fratrie: Réduction de 20 % | deuxième enfant, soit 1,92 € le repas"),
        (
            320,
            100,
            "Fratrie: Réduction de 20 %, limitée par le plancher | deuxième enfant, soit 1,00 € le repas",
        ),
        (
            200,
            100,
            "Fratrie: Réduction de 20 %, limitée par le plancher | deuxième enfant, soit 1,00 € le repas",
        ),
        (5_000, 480, "Fratrie: Réduction de 20 % | deuxième enfant, soit 4,80 € le repas"),
    ] {
        let quotient = quotient(euros, date(2026, 9, 1), None);
        let priced = price(&tariff, &payer(QuotientAt::Applies(&quotient)), 2, MEALS(1), Share::Whole);
        assert_eq!(priced.unit_price, Cents(cents), "{euros}");
        let text = read(&priced.explanation.sentences());
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn minutes_are_prorated_and_rounded_on_the_line() {
    let tariff = tariff(Method::UnitPrice { resident: Cents(250), non_resident: None });
    let priced =
        price(&tariff, &payer(QuotientAt::Missing), 1, Quantity::Minutes { count: 200 }, Share::Whole);
    assert_eq!(priced.amount, Cents(833));
    assert!(!priced.explanation.depends_on_income());
    assert!(
        read(&priced.explanation.sentences())
            .ends_with("Calcul: 3 h 20 × 2,50 € = 8,33 € | arrondi une fois, sur la ligne")
    );
}

proptest! {
    #[test]
    fn an_effort_price_stays_between_its_bounds(value in 1_i64..2_000_000, permyriad in 0_i64..200) {
        let tariff = effort("0", 100, 600, EffortBase::Quotient);
        let Method::EffortRate(mut effort) = tariff.method.clone() else { unreachable!() };
        effort.resident.rate = Rate::try_new(Decimal::new(permyriad, 4)).unwrap();
        let tariff = Tariff { method: Method::EffortRate(effort), ..tariff };
        let quotient = Quotient { value: Cents(value), ..quotient(1, date(2026, 9, 1), None) };
        let found = unit_price(&tariff, &payer(QuotientAt::Applies(&quotient)), 1);
        prop_assert!((Cents(100)..=Cents(600)).contains(&found));
    }

    #[test]
    fn more_of_the_same_never_costs_less(price in 0_i64..10_000, few in 0_u32..500, more in 0_u32..500) {
        let less = line_amount(Cents(price), Quantity::Minutes { count: few });
        let all = line_amount(Cents(price), Quantity::Minutes { count: few + more });
        prop_assert!(less <= all);
    }
}
