//! What all the tables of a measure give away together: a reader who holds every one of them, with a pencil.

use std::collections::BTreeMap;

use super::*;

/// A number, as the reader writes it down: of which tables (those that count alike), and where on which axes.
type Written = (Vec<usize>, Vec<(usize, usize)>);

/// What the reader knows of each number, and the sums they wrote down.
#[derive(Default)]
struct Reader {
    known: BTreeMap<Written, (u64, u64)>,
    sums: Vec<(Written, Vec<Written>)>,
}

impl Reader {
    /// Writes down a table: its numbers and its sums.
    fn note(&mut self, kind: &[usize], sizes: &[usize], axes: &[usize], table: &Table) {
        let own: Vec<usize> = axes.iter().map(|axis| sizes[*axis]).collect();
        let name = |place: &[Option<usize>]| -> Written {
            let at = axes.iter().zip(place).filter_map(|(axis, rank)| Some((*axis, (*rank)?)));
            (kind.to_vec(), at.collect())
        };
        for place in places(&own) {
            let told = table.get(&place).map_or((0, 1 << 30), |told| (told, told));
            let before = self.known.insert(name(&place), told);
            assert!(
                before.is_none_or(|before| before == told),
                "{:?} is told in one table only",
                name(&place)
            );
            for (along, size) in own.iter().enumerate().filter(|(along, _)| place[*along].is_none()) {
                let part = |rank| {
                    let mut part = place.clone();
                    part[along] = Some(rank);
                    name(&part)
                };
                self.sums.push((name(&place), (0..*size).map(part).collect()));
            }
        }
    }

    /// Narrows each number by each sum until nothing moves.
    fn think(&mut self) {
        for _ in 0..300 {
            let before = self.known.clone();
            for (total, parts) in &self.sums {
                let low: u64 = parts.iter().map(|part| self.known[part].0).sum();
                let high: u64 = parts.iter().map(|part| self.known[part].1).sum();
                let (least, most) = self.known[total];
                self.known.insert(total.clone(), (least.max(low), most.min(high)));
                for part in parts {
                    let (own_low, own_high) = self.known[part];
                    let within = (
                        own_low.max(least.saturating_sub(high - own_high)),
                        own_high.min(most.saturating_sub(low - own_low)),
                    );
                    self.known.insert(part.clone(), within);
                }
            }
            if before == self.known {
                return;
            }
        }
    }
}

/// Every choice of one to three of so many axes.
fn choices(axes: usize) -> Vec<Vec<usize>> {
    let chosen = |bits: usize| (0..axes).filter(|axis| bits >> axis & 1 == 1).collect::<Vec<_>>();
    (1..1_usize << axes).map(chosen).filter(|axes| axes.len() <= MOST_AXES).collect()
}

fn nothing_is_found_together(sizes: &[usize], measure: Measure, shares: &[Share], once: Option<usize>) {
    let tables = Tables::of(sizes, measure, shares, once);
    let mut reader = Reader::default();
    for axes in choices(sizes.len()) {
        let kind = match measure {
            Measure::Families => axes.clone(),
            Measure::Children => once.filter(|once| axes.contains(once)).into_iter().collect(),
            Measure::Presences => Vec::new(),
        };
        reader.note(&kind, sizes, &axes, &tables.table(&axes).expect("a table"));
    }
    let hidden: Vec<Written> = reader
        .known
        .iter()
        .filter(|(_, (low, high))| low < high)
        .map(|(written, _)| written.clone())
        .collect();
    reader.think();
    for written in hidden {
        let (low, high) = reader.known[&written];
        // With presences a reader may know a number that many stand behind: only heads are judged by the number.
        assert!(low < high || low == 0 || low > 4 || measure == Measure::Presences, "{written:?} is {low}");
    }
}

/// Children of a town: where each stands on five axes; on the last one, in one category or in two.
fn town() -> impl Strategy<Value = Vec<(Vec<usize>, Option<usize>)>> {
    let child = (0_usize..3, 0_usize..7, 0_usize..6, 0_usize..4, prop::option::weighted(0.4, 0_usize..4));
    // Ages follow levels, as in a school, and most live in the town itself: most of the crossings are empty or small.
    let child = child.prop_map(|(school, grade, city, activity, other)| {
        (vec![school, grade, (grade + city / 5) / 3, city.saturating_sub(3), activity], other)
    });
    prop::collection::vec(child, 30..140)
}

fn counted(
    town: &[(Vec<usize>, Option<usize>)],
    value: impl Fn(usize) -> u64,
    family_of: usize,
) -> Vec<Share> {
    let mut shares = Vec::new();
    for (rank, (at, other)) in town.iter().enumerate() {
        let who = Uuid::from_u128((rank / family_of) as u128 + 1);
        shares.push(Share { at: at.clone(), who, value: value(rank) });
        if let Some(other) = other.filter(|other| *other != at[4]) {
            let at = at[..4].iter().copied().chain([other]).collect();
            shares.push(Share { at, who, value: value(rank) });
        }
    }
    shares
}

const SIZES: [usize; 5] = [3, 7, 3, 3, 4];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    // rows: G08 T06
    #[test]
    fn all_the_tables_of_children_together_give_no_hidden_number_away(town in town()) {
        nothing_is_found_together(&SIZES, Measure::Children, &counted(&town, |_| 1, 1), Some(4));
    }

    #[test]
    fn all_the_tables_of_families_and_of_presences_hide_the_same(town in town()) {
        nothing_is_found_together(&SIZES, Measure::Families, &counted(&town, |_| 1, 2), None);
        nothing_is_found_together(&SIZES, Measure::Presences, &counted(&town, |rank| rank as u64 % 4 + 1, 1), None);
    }

    #[test]
    fn what_is_crossed_hides_nothing_of_the_presences_of_one_axis(town in town()) {
        let shares = counted(&town, |rank| rank as u64 % 4 + 1, 1);
        let all = Tables::of(&SIZES, Measure::Presences, &shares, Some(4));
        for (axis, size) in SIZES.iter().enumerate() {
            let alone: Vec<Share> =
                shares.iter().map(|share| Share { at: vec![share.at[axis]], ..share.clone() }).collect();
            let alone = whole(&[*size], Measure::Presences, &alone);
            let crossed = all.table(&[axis]).expect("a table");
            for place in places(&[*size]) {
                prop_assert_eq!(crossed.get(&place), alone.get(&place));
            }
        }
    }

    #[test]
    fn the_order_of_the_axes_hides_nothing_else(town in town()) {
        let shares = counted(&town, |_| 1, 1);
        let tables = Tables::of(&SIZES, Measure::Children, &shares, Some(4));
        let (one, other) = (tables.table(&[0, 1, 2]).unwrap(), tables.table(&[2, 0, 1]).unwrap());
        for place in places(&[3, 7, 3]) {
            prop_assert_eq!(one.get(&place), other.get(&[place[2], place[0], place[1]]));
        }
    }

    #[test]
    fn a_period_tells_nothing_that_its_months_do_not(one in town(), other in town()) {
        let month = |town: &[(Vec<usize>, Option<usize>)]| {
            Tables::of(&SIZES, Measure::Presences, &counted(town, |rank| rank as u64 % 4 + 1, 1), Some(4))
        };
        let period = Tables::over(vec![month(&one), month(&other)]).expect("two months");
        for axes in choices(SIZES.len()) {
            let table = |tables: &Tables| tables.table(&axes).expect("a table");
            let (period, one, other) = (table(&period), table(&month(&one)), table(&month(&other)));
            let sizes: Vec<usize> = axes.iter().map(|axis| SIZES[*axis]).collect();
            for place in places(&sizes) {
                let both = one.get(&place).zip(other.get(&place)).map(|(one, other)| one + other);
                prop_assert_eq!(period.get(&place), both);
            }
        }
    }
}
