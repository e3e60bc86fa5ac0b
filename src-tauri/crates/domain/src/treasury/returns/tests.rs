use jiff::civil::date;
use uuid::Uuid;

use super::*;

fn titre(number: u32, reference: &str, billed: i64) -> OpenTitre {
    OpenTitre {
        invoice: InvoiceId::from_uuid(Uuid::from_u128(u128::from(number))),
        exercice: 2026,
        bordereau: 11,
        titre: number,
        invoice_number: format!("2026-{number:06}"),
        debtor_reference: reference.to_owned(),
        billed: Cents(billed),
        paid: Cents::ZERO,
    }
}

fn line(amount: i64) -> ReturnLine {
    ReturnLine {
        exercice: None,
        bordereau: None,
        titre: None,
        debtor_reference: None,
        invoice_number: None,
        on: date(2026, 11, 20),
        amount: Cents(amount),
        method: Some(PaymentMethod::Card),
        origin: Some("PAYFIP".into()),
        state: None,
        remaining: None,
        reason: None,
    }
}

fn index() -> ReturnIndex {
    let titres =
        [titre(1, "F1A", 5_310), titre(2, "F2A", 3_600), titre(3, "F2A", 3_600), titre(4, "F1A", 1_800)];
    ReturnIndex::new(titres.into(), date(2026, 11, 20))
}

fn by_titre(number: u32, amount: i64) -> ReturnLine {
    ReturnLine { exercice: Some(2026), bordereau: Some(11), titre: Some(number), ..line(amount) }
}

#[track_caller]
fn accepted(outcome: &ReturnOutcome) -> (u128, MatchedBy) {
    match outcome {
        ReturnOutcome::Accepted(matched) => (matched.invoice.as_uuid().as_u128(), matched.by),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_strongest_key_wins() {
    let mut index = index();
    assert_eq!(accepted(&index.match_line(&by_titre(1, 5_310))), (1, MatchedBy::Titre));
    let by_invoice = ReturnLine { invoice_number: Some("2026 000002".into()), ..line(1_000) };
    assert_eq!(accepted(&index.match_line(&by_invoice)), (2, MatchedBy::Invoice));
    let by_debtor = ReturnLine { debtor_reference: Some("f1a".into()), ..line(1_800) };
    assert_eq!(accepted(&index.match_line(&by_debtor)), (4, MatchedBy::DebtorAndAmount));
}

#[test]
fn what_is_doubtful_is_only_proposed() {
    let both_due = ReturnLine { debtor_reference: Some("F2A".into()), ..line(3_600) };
    let ReturnOutcome::ToCheck { proposals, .. } = index().match_line(&both_due) else { panic!() };
    assert_eq!(proposals.len(), 2);
    let odd_amount = ReturnLine { debtor_reference: Some("F2A".into()), ..line(3_601) };
    assert!(matches!(index().match_line(&odd_amount), ReturnOutcome::ToCheck { .. }));
    let other_invoice = ReturnLine { invoice_number: Some("2026-000002".into()), ..by_titre(1, 100) };
    assert!(matches!(index().match_line(&other_invoice), ReturnOutcome::ToCheck { .. }));
}

#[test]
fn overpayment_and_rejection_beyond_what_was_paid_are_not_applied() {
    let mut index = index();
    assert!(matches!(index.match_line(&by_titre(1, 5_311)), ReturnOutcome::ToCheck { .. }));
    assert!(matches!(index.match_line(&by_titre(1, -100)), ReturnOutcome::ToCheck { .. }));
    accepted(&index.match_line(&by_titre(1, 5_310)));
    // The same line again in the same file: nothing is left to pay.
    assert!(matches!(index.match_line(&by_titre(1, 5_310)), ReturnOutcome::ToCheck { .. }));
    accepted(&index.match_line(&by_titre(1, -5_310)));
    assert!(matches!(index.match_line(&by_titre(1, 0)), ReturnOutcome::Information(_)));
}

#[test]
fn a_day_that_has_not_come_is_looked_at() {
    let mut index = index();
    let tomorrow = ReturnLine { on: date(2026, 11, 21), ..by_titre(1, 5_310) };
    let ReturnOutcome::ToCheck { proposals, .. } = index.match_line(&tomorrow) else { panic!() };
    assert_eq!(proposals.len(), 1);
    // Nothing was deducted for it.
    accepted(&index.match_line(&by_titre(1, 5_310)));
}

#[test]
fn what_belongs_elsewhere_is_refused() {
    let other_budget = ReturnLine { bordereau: Some(99), ..by_titre(1, 100) };
    assert!(matches!(index().match_line(&other_budget), ReturnOutcome::Refused(_)));
    assert!(matches!(index().match_line(&line(100)), ReturnOutcome::Refused(_)));
    let stranger = ReturnLine { debtor_reference: Some("Z9".into()), ..line(100) };
    assert!(matches!(index().match_line(&stranger), ReturnOutcome::Refused(_)));
}

#[test]
fn an_unknown_invoice_is_named() {
    let line = ReturnLine { invoice_number: Some("2026-000999".into()), ..line(100) };
    let ReturnOutcome::Refused(refusal) = index().match_line(&line) else { panic!("it must be refused") };
    assert_eq!(refusal.code, IssueCode::Unknown);
    assert!(refusal.message.contains("2026-000999"), "{}", refusal.message);
}

#[test]
fn the_same_file_twice_gives_the_same_keys() {
    let lines = vec![by_titre(1, 100), by_titre(1, 100), by_titre(2, 100)];
    let keys = return_keys(&lines);
    assert_eq!(keys, return_keys(&lines));
    assert_ne!(keys[0], keys[1]);
    let longer = [lines.clone(), vec![by_titre(1, 100)]].concat();
    assert_eq!(return_keys(&longer)[..3], keys[..]);
}
