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
    assert!(matches!(index.match_line(&by_titre(1, 0)), ReturnOutcome::Information { .. }));
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
fn a_number_unknown_here_is_never_made_good_by_the_debtor_and_the_amount() {
    let of_debtor = |line| ReturnLine { debtor_reference: Some("F1A".into()), ..line };
    let other_budget = of_debtor(ReturnLine { bordereau: Some(99), ..by_titre(7, 1_800) });
    let other_titre = of_debtor(ReturnLine { titre: Some(7), exercice: Some(2026), ..line(1_800) });
    let other_invoice = of_debtor(ReturnLine { invoice_number: Some("2026-000999".into()), ..line(1_800) });
    for unknown in [other_budget, other_titre, other_invoice] {
        let mut index = index();
        let ReturnOutcome::ToCheck { reason, proposals } = index.match_line(&unknown) else {
            panic!("{unknown:?}")
        };
        assert_eq!((reason.code, proposals.len()), (IssueCode::Unknown, 1), "{}", reason.message);
        // Nothing was deducted: the titre is still due for the line that names it.
        assert_eq!(accepted(&index.match_line(&by_titre(4, 1_800))), (4, MatchedBy::Titre));
    }
    // What a line says of the titre and what is known of it agree: nothing to doubt.
    let same = of_debtor(ReturnLine { titre: Some(4), exercice: Some(2026), ..line(1_800) });
    assert_eq!(accepted(&index().match_line(&same)), (4, MatchedBy::DebtorAndAmount));
}

#[test]
fn a_state_that_says_nothing_was_paid_never_pays() {
    use ReturnState::{Annule, Impaye, NonValeur};
    for state in [Impaye, Annule, NonValeur] {
        let said = |line| ReturnLine { state: Some(state), ..line };
        let mut index = index();
        for amount in [0, 5_310, 1_000, 9_999] {
            let outcome = index.match_line(&said(by_titre(1, amount)));
            assert!(matches!(outcome, ReturnOutcome::Information { .. }), "{state:?} {amount}: {outcome:?}");
        }
        // Money taken back under such a state may be a rejection badly named: someone looks.
        assert!(matches!(index.match_line(&said(by_titre(1, -100))), ReturnOutcome::ToCheck { .. }));
        let by_debtor = ReturnLine { debtor_reference: Some("F1A".into()), ..line(1_800) };
        assert!(!matches!(index.match_line(&said(by_debtor)), ReturnOutcome::Accepted(_)));
        // Non-valeur does not extinguish the debt: it is still due, and can still be paid.
        assert_eq!(accepted(&index.match_line(&by_titre(1, 5_310))), (1, MatchedBy::Titre));
    }
}

#[test]
fn a_rejection_written_as_a_payment_is_looked_at() {
    let rejected = ReturnLine { state: Some(ReturnState::Rejete), ..by_titre(1, 5_310) };
    assert!(matches!(index().match_line(&rejected), ReturnOutcome::ToCheck { .. }));
    let taken_back = ReturnLine { state: Some(ReturnState::Solde), ..by_titre(1, -5_310) };
    let mut index = index();
    index.match_line(&by_titre(1, 5_310));
    assert!(matches!(index.match_line(&taken_back), ReturnOutcome::ToCheck { .. }));
}

#[test]
fn what_the_treasury_says_is_left_is_compared_with_ours() {
    assert_eq!(remaining_gap(Cents(1_200), Cents(1_200)), None);
    let gap = remaining_gap(Cents(1_200), Cents(2_000)).expect("a gap");
    assert_eq!(gap.code, IssueCode::Inconsistent);
    for words in ["12,00", "20,00", "8,00"] {
        assert!(gap.message.contains(words), "{}", gap.message);
    }
}

#[test]
fn news_of_the_same_day_are_told_apart_by_what_they_say() {
    let said = |state, remaining| ReturnLine { state: Some(state), remaining, ..by_titre(1, 0) };
    let keys = return_keys(&[
        said(ReturnState::Impaye, Some(Cents(5_310))),
        said(ReturnState::NonValeur, Some(Cents(5_310))),
        said(ReturnState::Impaye, Some(Cents(310))),
    ]);
    assert_eq!(keys.iter().collect::<std::collections::HashSet<_>>().len(), 3);
    // A payment keeps its key whatever is said of the titre since.
    let paid = |state| ReturnLine { state: Some(state), ..by_titre(1, 100) };
    assert_eq!(return_keys(&[paid(ReturnState::Partiel)]), return_keys(&[paid(ReturnState::Solde)]));
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
