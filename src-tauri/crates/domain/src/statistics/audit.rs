//! What the tables of a measure give away together, and what is hidden so that they do not.
//!
//! A table obeys sums, and its totals are the numbers of smaller tables: whoever holds them all may narrow each hidden number, sum by sum, until
//! nothing moves any more (the audit that statistical offices make after hiding: A. Hundepool and others, *Statistical Disclosure Control*,
//! 2012, chap. 4). When a number that few stand behind is narrowed to itself, a number that served to narrow it is hidden as well, one of three
//! axes before one of two, and the whole is audited again. Each turn hides one number more at least, so that it ends.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use super::Measure;
use super::suppress::is_few;
use super::tables::{Face, Whole, axes_of};

/// More than any number: what is known of a hidden one at first.
const UNBOUNDED: u64 = 1 << 40;

/// How many times over the sums are gone through at most: bounds that still move slowly after it are not narrowed to a number by hand.
const MOST_PASSES: usize = 400;

/// A number of some table: of which kind of table, over which axes. Two kinds of tables may count differently over the same axes.
type Counted = (Face, Face);

/// A total and what it is made of.
struct Sum {
    total: usize,
    parts: Vec<usize>,
}

/// The numbers of all the tables, each once, and the sums they obey.
pub(super) struct Audit {
    places: Vec<(Face, usize)>,
    values: Vec<u64>,
    /// By how much each must be able to move, for those that few stand behind.
    moves: Vec<Option<u64>>,
    sums: Vec<Sum>,
    /// The sums that each number is in.
    sums_of: Vec<Vec<usize>>,
}

/// What is known of the numbers.
struct Bounds {
    low: Vec<u64>,
    high: Vec<u64>,
    /// The sum that last narrowed each.
    by: Vec<Option<usize>>,
}

impl Audit {
    pub(super) fn of(
        sizes: &[usize],
        wholes: &BTreeMap<Face, Whole>,
        measure: Measure,
        counted_once: Option<usize>,
    ) -> Self {
        let counted_once = counted_once.map_or(0, |axis| 1 << axis);
        let kind = |table: Face| match measure {
            Measure::Families => table,
            Measure::Children => table & counted_once,
            Measure::Presences => 0,
        };
        let mut audit = Self {
            places: Vec::new(),
            values: Vec::new(),
            moves: Vec::new(),
            sums: Vec::new(),
            sums_of: Vec::new(),
        };
        let mut known: HashMap<Counted, usize> = HashMap::new();
        let mut summed: HashSet<Counted> = HashSet::new();
        for (table, whole) in wholes {
            let kind = kind(*table);
            let mut new: HashSet<Face> = HashSet::new();
            for (cell, (face, place)) in whole.places.iter().enumerate() {
                let first = *known.entry((kind, *face)).or_insert_with(|| {
                    new.insert(*face);
                    let (first, many) =
                        (audit.values.len(), axes_of(*face).map(|axis| sizes[axis]).product());
                    audit.places.extend((0..many).map(|place| (*face, place)));
                    audit.values.resize(first + many, 0);
                    audit.moves.resize(first + many, None);
                    first
                });
                if !new.contains(face) {
                    continue;
                }
                let (value, heads) = (whole.values[cell], whole.heads[cell]);
                audit.values[first + place] = value;
                let moves = if measure == Measure::Presences { value } else { 1 };
                audit.moves[first + place] = is_few(value, heads).then_some(moves);
            }
            for (face, _) in &whole.places {
                if summed.insert((kind, *face)) {
                    audit.add_sums(sizes, *face, |face| known[&(kind, face)]);
                }
            }
        }
        audit.sums_of = vec![Vec::new(); audit.values.len()];
        for (rank, sum) in audit.sums.iter().enumerate() {
            for number in sum.numbers() {
                audit.sums_of[number].push(rank);
            }
        }
        audit
    }

    /// The sums of the numbers of a face along each of its axes.
    fn add_sums(&mut self, sizes: &[usize], face: Face, first: impl Fn(Face) -> usize) {
        let many: usize = axes_of(face).map(|axis| sizes[axis]).product();
        for along in axes_of(face) {
            let less = face & !(1 << along);
            // Ranks of the axes after this one run faster.
            let inner: usize = axes_of(face).filter(|axis| *axis > along).map(|axis| sizes[axis]).product();
            let totals: usize = axes_of(less).map(|axis| sizes[axis]).product();
            let mut parts = vec![Vec::new(); totals];
            for place in 0..many {
                parts[place / (inner * sizes[along]) * inner + place % inner].push(first(face) + place);
            }
            let sums = parts.into_iter().enumerate();
            self.sums.extend(sums.map(|(total, parts)| Sum { total: first(less) + total, parts }));
        }
    }

    /// The numbers to hide next; none when nothing is found.
    pub(super) fn to_hide(&self, masks: &HashMap<Face, Vec<bool>>) -> BTreeSet<(Face, usize)> {
        let is_hidden: Vec<bool> = self.places.iter().map(|(face, place)| masks[face][*place]).collect();
        let bounds = self.bounds(&is_hidden);
        let found = (0..self.values.len()).filter(|number| {
            self.moves[*number].is_some_and(|moves| {
                let value = self.values[*number];
                bounds.low[*number] > value - moves && bounds.high[*number] < value + moves
            })
        });
        let mut more = BTreeSet::new();
        for number in found {
            let served = |axes| self.served(number, &bounds, &is_hidden, axes);
            match served(3).or_else(|| served(2)) {
                Some(number) => {
                    more.insert(self.places[number]);
                }
                // Every table of two axes and more, then: each axis alone gives nothing away.
                None => {
                    let crossed = |number: &usize| !is_hidden[*number] && self.axes(*number) > 1;
                    more.extend((0..self.values.len()).filter(crossed).map(|number| self.places[number]));
                }
            }
        }
        more
    }

    fn axes(&self, number: usize) -> u32 {
        self.places[number].0.count_ones()
    }

    /// The nearest shown number of so many axes that served to narrow a number; the smallest of them, for it hides least.
    fn served(&self, number: usize, bounds: &Bounds, is_hidden: &[bool], axes: u32) -> Option<usize> {
        let mut seen: HashSet<usize> = HashSet::new();
        let mut next = VecDeque::from([number]);
        while let Some(number) = next.pop_front() {
            let Some(by) = bounds.by[number].filter(|by| seen.insert(*by)) else { continue };
            let sum = &self.sums[by];
            let shown = sum.numbers().filter(|one| !is_hidden[*one] && self.axes(*one) == axes);
            if let Some(least) = shown.min_by_key(|one| (self.values[*one] == 0, self.values[*one])) {
                return Some(least);
            }
            next.extend(sum.numbers().filter(|number| is_hidden[*number]));
        }
        None
    }

    /// What is known of every number when those shown are.
    fn bounds(&self, is_hidden: &[bool]) -> Bounds {
        let shown = |hidden: u64| {
            let both = is_hidden.iter().zip(&self.values);
            both.map(|(is_hidden, value)| if *is_hidden { hidden } else { *value }).collect()
        };
        let mut bounds = Bounds { low: shown(0), high: shown(UNBOUNDED), by: vec![None; self.values.len()] };
        let mut waiting: VecDeque<usize> = (0..self.sums.len()).collect();
        let mut is_waiting = vec![true; self.sums.len()];
        for _ in 0..self.sums.len() * MOST_PASSES {
            let Some(rank) = waiting.pop_front() else { break };
            is_waiting[rank] = false;
            for number in bounds.narrow(&self.sums[rank], rank) {
                for other in &self.sums_of[number] {
                    if *other != rank && !std::mem::replace(&mut is_waiting[*other], true) {
                        waiting.push_back(*other);
                    }
                }
            }
        }
        bounds
    }
}

impl Sum {
    fn numbers(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().copied().chain([self.total])
    }
}

impl Bounds {
    /// Narrows the numbers of a sum by each other; answers those that moved.
    fn narrow(&mut self, sum: &Sum, rank: usize) -> Vec<usize> {
        let add = |of: &[u64]| sum.parts.iter().map(|part| of[*part]).sum::<u64>();
        let (low, high) = (add(&self.low), add(&self.high));
        let mut moved = Vec::new();
        if self.narrow_one(sum.total, (low, high), rank) {
            moved.push(sum.total);
        }
        let (least, most) = (self.low[sum.total], self.high[sum.total]);
        for part in &sum.parts {
            let (others_low, others_high) = (low - self.low[*part], high - self.high[*part]);
            let within = (least.saturating_sub(others_high), most.saturating_sub(others_low));
            if self.narrow_one(*part, within, rank) {
                moved.push(*part);
            }
        }
        moved
    }

    fn narrow_one(&mut self, number: usize, (low, high): (u64, u64), rank: usize) -> bool {
        let moves = low > self.low[number] || high < self.high[number];
        if moves {
            self.low[number] = self.low[number].max(low);
            self.high[number] = self.high[number].min(high);
            self.by[number] = Some(rank);
        }
        moves
    }
}
