use jiff::civil::date;
use proptest::prelude::*;

use super::*;

mod together;

/// A table whose cells hold so many, each of somebody else: in the order of the ranks, the last axis first.
fn heads(sizes: &[usize], cells: &[u64]) -> Table {
    whole(sizes, Measure::Children, &shares(sizes, cells, |_| 1))
}

/// The table of every axis.
fn whole(sizes: &[usize], measure: Measure, shares: &[Share]) -> Table {
    let axes: Vec<usize> = (0..sizes.len()).collect();
    Tables::of(sizes, measure, shares, None).table(&axes).expect("a table that is read")
}

fn shares(sizes: &[usize], cells: &[u64], value: impl Fn(usize) -> u64) -> Vec<Share> {
    let mut all = Vec::new();
    for (cell, many) in cells.iter().enumerate() {
        let at = ranks(sizes, cell);
        for _ in 0..*many {
            let who = Uuid::from_u128(all.len() as u128 + 1);
            all.push(Share { at: at.clone(), who, value: value(cell) });
        }
    }
    all
}

fn ranks(sizes: &[usize], mut cell: usize) -> Vec<usize> {
    let mut at = vec![0; sizes.len()];
    for (axis, size) in sizes.iter().enumerate().rev() {
        at[axis] = cell % size;
        cell /= size;
    }
    at
}

/// Every place of a table, totals included.
fn places(sizes: &[usize]) -> Vec<Vec<Option<usize>>> {
    let wide: Vec<usize> = sizes.iter().map(|size| size + 1).collect();
    let many: usize = wide.iter().product();
    let place =
        |cell| ranks(&wide, cell).iter().zip(sizes).map(|(at, size)| (at < size).then_some(*at)).collect();
    (0..many).map(place).collect()
}

/// The cells that a place is the sum of.
fn inside(sizes: &[usize], place: &[Option<usize>]) -> Vec<usize> {
    let is_inside = |cell: &usize| {
        ranks(sizes, *cell).iter().zip(place).all(|(at, wanted)| wanted.is_none_or(|wanted| wanted == *at))
    };
    (0..sizes.iter().product()).filter(is_inside).collect()
}

fn sum_at(sizes: &[usize], cells: &[u64], place: &[Option<usize>]) -> u64 {
    inside(sizes, place).into_iter().map(|cell| cells[cell]).sum()
}

/// The values that each place holds in the towns that would be shown this very table: every town whose cells differ from this one's by one
/// at most is tried, and two values are enough for nobody to know which is true.
fn possible(sizes: &[usize], cells: &[u64], table: &Table) -> Vec<BTreeSet<u64>> {
    let places = places(sizes);
    let shown: Vec<Option<u64>> = places.iter().map(|place| table.get(place)).collect();
    let made_of: Vec<Vec<usize>> = places.iter().map(|place| inside(sizes, place)).collect();
    let mut found = vec![BTreeSet::new(); places.len()];
    let towns = 3_usize.pow(u32::try_from(cells.len()).unwrap());
    for town in 0..towns {
        let steps = ranks(&vec![3; cells.len()], town);
        let other: Option<Vec<u64>> =
            cells.iter().zip(steps).map(|(cell, step)| (cell + step as u64).checked_sub(1)).collect();
        let Some(other) = other else { continue };
        let sums = made_of.iter().map(|of| of.iter().map(|cell| other[*cell]).sum::<u64>());
        let sums: Vec<u64> = sums.collect();
        if shown.iter().zip(&sums).all(|(shown, sum)| shown.is_none_or(|shown| shown == *sum)) {
            found.iter_mut().zip(sums).for_each(|(values, sum)| {
                values.insert(sum);
            });
        }
    }
    found
}

fn nothing_is_found(sizes: &[usize], cells: &[u64]) {
    let table = heads(sizes, cells);
    for place in places(sizes) {
        let sum = sum_at(sizes, cells, &place);
        if let Some(shown) = table.get(&place) {
            assert!(shown == sum && (sum == 0 || sum >= 5), "{place:?} of {cells:?}");
        }
    }
    if table.hidden() == 0 {
        return;
    }
    let possible = possible(sizes, cells, &table);
    for (place, values) in places(sizes).iter().zip(possible) {
        if table.get(place).is_none() {
            assert!(values.len() > 1, "{place:?} of {cells:?} can only be {values:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    // rows: G08 T06
    #[test]
    fn no_hidden_number_of_one_axis_can_be_found(cells in prop::collection::vec(0_u64..9, 2..5)) {
        nothing_is_found(&[cells.len()], &cells);
    }

    #[test]
    fn no_hidden_number_of_two_axes_can_be_found(cells in prop::collection::vec(0_u64..8, 6)) {
        nothing_is_found(&[2, 3], &cells);
    }

    #[test]
    fn no_hidden_number_of_three_axes_can_be_found(cells in prop::collection::vec(0_u64..6, 8)) {
        nothing_is_found(&[2, 2, 2], &cells);
    }

    #[test]
    fn two_axes_show_the_totals_that_each_shows_alone(cells in prop::collection::vec(0_u64..12, 12)) {
        let sizes = [3, 4];
        let table = heads(&sizes, &cells);
        for axis in 0..2 {
            let alone: Vec<u64> = (0..sizes[axis]).map(|rank| {
                let mut place = [None; 2];
                place[axis] = Some(rank);
                sum_at(&sizes, &cells, &place)
            }).collect();
            let single = heads(&[sizes[axis]], &alone);
            for rank in 0..sizes[axis] {
                let mut place = [None; 2];
                place[axis] = Some(rank);
                prop_assert_eq!(table.get(&place), single.get(&[Some(rank)]), "axis {} rank {}", axis, rank);
            }
        }
    }

    #[test]
    fn presences_of_few_children_are_not_known_to_less_than_themselves(
        children in prop::collection::vec(0_u64..9, 6),
        each in prop::collection::vec(1_u64..4, 6),
    ) {
        let sizes = [2, 3];
        let cells: Vec<u64> = children.iter().zip(&each).map(|(many, each)| many * each).collect();
        let table = whole(&sizes, Measure::Presences, &shares(&sizes, &children, |cell| each[cell]));
        for place in places(&sizes) {
            let (few, sum) = (sum_at(&sizes, &children, &place), sum_at(&sizes, &cells, &place));
            if few > 0 && few < 5 {
                prop_assert_eq!(table.get(&place), None);
            } else if let Some(shown) = table.get(&place) {
                prop_assert_eq!(shown, sum);
            }
        }
    }
}

#[test]
fn fewer_than_five_are_not_shown_and_a_second_number_hides_them_g08() {
    let table = heads(&[3], &[20, 3, 12]);
    assert_eq!([0, 1, 2].map(|rank| table.get(&[Some(rank)])), [Some(20), None, None]);
    assert_eq!(table.get(&[None]), Some(35));
    // Nobody is nobody: shown, and nothing to hide.
    let table = heads(&[3], &[20, 0, 12]);
    assert_eq!([0, 1, 2].map(|rank| table.get(&[Some(rank)])), [Some(20), Some(0), Some(12)]);
    // Four in all: nothing is said.
    let table = heads(&[2], &[1, 3]);
    assert_eq!((table.hidden(), table.get(&[None])), (3, None));
    assert_eq!(heads(&[2], &[0, 0]).hidden(), 0);
}

#[test]
fn a_number_is_not_found_by_subtracting_from_the_totals_of_its_line_and_its_column() {
    let table = heads(&[2, 2], &[3, 20, 15, 30]);
    let hidden: Vec<_> = places(&[2, 2]).into_iter().filter(|place| table.get(place).is_none()).collect();
    assert_eq!(hidden.len(), 4, "the four cells, and every total stays: {hidden:?}");
    assert_eq!(table.get(&[Some(0), None]), Some(23));
    assert_eq!(table.get(&[None, Some(0)]), Some(18));
}

#[test]
fn who_stands_in_two_categories_counts_in_both_and_once_behind_the_total() {
    let shares: Vec<Share> = (0..4)
        .flat_map(|who| [0, 1].map(|at| Share { at: vec![at], who: Uuid::from_u128(who), value: 1 }))
        .collect();
    let table = whole(&[2], Measure::Families, &shares);
    assert_eq!(table.get(&[None]), None, "eight places, four families behind them");
}

#[test]
fn a_question_has_one_axis_to_three_and_whole_months() {
    let month = |text| Month::parse(text).unwrap();
    let asked = |axes: &[Axis], measure, months| Question::try_new(axes.to_vec(), measure, months);
    let field = |asked: Result<Question, Vec<FieldIssue>>| asked.unwrap_err()[0].field.clone();
    let (school, grade, age, city) = (Axis::School, Axis::Grade, Axis::Age, Axis::City);
    assert!(asked(&[school, grade, age], Measure::Children, None).is_ok());
    assert_eq!(field(asked(&[], Measure::Children, None)), "axes");
    assert_eq!(field(asked(&[school, grade, age, city], Measure::Children, None)), "axes");
    assert_eq!(field(asked(&[school, school], Measure::Children, None)), "axes");
    assert_eq!(field(asked(&[school], Measure::Presences, None)), "from");
    let span = |from, to| Some((month(from), month(to)));
    assert_eq!(field(asked(&[school], Measure::Presences, span("2026-03", "2026-02"))), "to");
    assert_eq!(field(asked(&[school], Measure::Presences, span("2024-01", "2026-01"))), "to");
    assert!(asked(&[school], Measure::Presences, span("2024-02", "2026-01")).is_ok());
    assert_eq!(asked(&[school], Measure::Children, span("2026-01", "2026-02")).unwrap().months(), None);
}

#[test]
fn ages_are_told_in_brackets() {
    let day = date(2026, 11, 29);
    for (birth, told) in [
        (date(2023, 11, 30), "Moins de 3 ans"),
        (date(2023, 11, 29), "3 à 5 ans"),
        (date(2020, 11, 29), "6 à 10 ans"),
        (date(2026, 12, 24), "Moins de 3 ans"),
        (date(2008, 1, 1), "15 ans et plus"),
    ] {
        assert_eq!(age_bracket(birth, day).1, told);
    }
}
