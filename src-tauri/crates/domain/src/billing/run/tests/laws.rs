//! What holds of every run.

use super::*;

#[test]
fn the_digest_covers_where_the_money_goes() {
    let rows = meals(0, 9);
    let base = run(basis(), &rows);
    let mut moved = basis();
    let draft = ImputationDraft {
        nature: "70632".into(),
        local_product_code: "CA00".into(),
        ..ImputationDraft::default()
    };
    moved.activities[0].imputation = Imputation::try_new(&draft).unwrap();
    assert_ne!(run(moved, &rows).digest, base.digest);
}

#[test]
fn the_digest_changes_with_what_matters_and_not_with_the_order_of_rows() {
    let rows = [meals(0, 9), meals(1, 9)].concat();
    let base = run(basis(), &rows);
    let mut shuffled = rows.clone();
    shuffled.reverse();
    assert_eq!(run(basis(), &shuffled), base);
    let mut moved = rows.clone();
    moved[0].0 = 27;
    assert_ne!(run(basis(), &moved).digest, base.digest);
    let mut renamed = basis();
    renamed.households[0].debtor.as_mut().unwrap().address.city = "Semur".into();
    assert_ne!(run(renamed, &rows).digest, base.digest);
    let mut elsewhere = basis();
    elsewhere.households[1].label = "Autre nom".into();
    assert_eq!(run(elsewhere, &rows).digest, base.digest);
}

fn any_state() -> impl Strategy<Value = AttendanceState> {
    (1_u8..=8).prop_map(|code| AttendanceState::from_code(code).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_total_is_the_sum_of_its_lines_and_order_is_indifferent(
        facts in prop::collection::btree_map((2_u8..=31, 0_u32..2, 0_u32..3), (any_state(), prop::option::of(0_u16..300)), 0..120),
        part in 1_u16..1000,
        rotation in 0_usize..120,
    ) {
        let mut basis = basis();
        let share = |thousandths| CustodyPattern::Share { part: Permille::try_new(thousandths).unwrap() };
        basis.children[2].custodies = vec![custody(0, share(part)), custody(1, share(1000 - part))];
        basis.households[1].quotients = basis.households[0].quotients.clone();
        let rows: Vec<Row> = facts.iter().map(|((day, unit, child), (state, minutes))| (*day, *unit, *child, *state, *minutes)).collect();
        let draft = run(basis.clone(), &rows);
        let mut rotated = rows.clone();
        let turns = rotation % rotated.len().max(1);
        rotated.rotate_left(turns);
        prop_assert_eq!(&run(basis.clone(), &rotated), &draft);
        let mut issued = Cents::ZERO;
        for invoice in &draft.invoices {
            prop_assert_eq!(invoice.total, invoice.lines.iter().map(|line| line.amount).sum());
            prop_assert!(invoice.total >= settings().minimum);
            issued += invoice.total;
        }
        prop_assert_eq!(draft.total, issued);
        // Splitting a child between two households of the same quotient loses no cent.
        let mut whole = basis;
        whole.children[2].custodies = vec![custody(0, CustodyPattern::Always)];
        let everything = |draft: &RunDraft| -> Cents { draft.invoices.iter().chain(&draft.carried_over).map(|i| i.total).sum() };
        prop_assert_eq!(everything(&run(whole, &rows)), everything(&draft));
    }
}
