//! Which numbers of a table are hidden: those that fewer than five stand behind, then enough others that none is found by subtraction.
//!
//! The second part is the method of hypercubes (D. Repsilber, as statistical offices use it). A table with its totals obeys sums; adding one
//! and taking one away at the corners of a box, by turns, keeps them all. When every corner of such a box is hidden, the table seen is that
//! of at least two towns, which differ at each corner: no corner is known. Each number to protect is given a box, the one that hides least.
//! Totals are protected before what they are made of, and hidden only when nothing else will do: a table of two axes shows the totals that
//! each axis alone shows, so that two tables do not give away together what each hides (held by a property). What several tables give away
//! together is looked for afterwards (`audit`).

use std::cmp::Ordering;

use super::MOST_AXES;

/// A number that fewer stand behind is not shown.
pub const THRESHOLD: usize = 5;

/// The cost of hiding a zero: what a reader may know for certain anyway (no CM2 in a nursery school) hides nothing.
const ZERO_COST: u64 = 1 << 32;

/// The shape of a table: categories of each axis, and after them its total.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Extent(Vec<usize>);

impl Extent {
    pub(super) fn of(sizes: &[usize]) -> Self {
        Self(sizes.to_vec())
    }

    /// How many cells, totals included.
    pub(super) fn cells(&self) -> usize {
        self.0.iter().map(|size| size + 1).product()
    }

    /// The cell at these ranks; a rank that is wanting is the total of its axis.
    pub(super) fn cell(&self, at: &[Option<usize>]) -> usize {
        let ranks = self.0.iter().zip(at).map(|(size, rank)| (size + 1, rank.unwrap_or(*size)));
        ranks.fold(0, |cell, (size, rank)| cell * size + rank)
    }

    /// The cells that a share at these ranks adds to: its own, and every total it is part of.
    pub(super) fn adding_to(&self, at: &[usize]) -> impl Iterator<Item = usize> {
        (0..1_usize << self.0.len()).map(move |totals| {
            let rank = |(axis, rank): (usize, &usize)| (totals >> axis & 1 == 0).then_some(*rank);
            self.cell(&at.iter().enumerate().map(rank).collect::<Vec<_>>())
        })
    }

    pub(super) fn at(&self, mut cell: usize) -> Vec<Option<usize>> {
        let mut at = vec![None; self.0.len()];
        for (axis, size) in self.0.iter().enumerate().rev() {
            let rank = cell % (size + 1);
            at[axis] = (rank < *size).then_some(rank);
            cell /= size + 1;
        }
        at
    }
}

/// How many axes a cell is a total of.
fn level(at: &[Option<usize>]) -> usize {
    at.iter().filter(|rank| rank.is_none()).count()
}

/// What a number that few stand behind is: not nothing, and too few to be told.
pub(super) fn is_few(value: u64, heads: usize) -> bool {
    value > 0 && heads < THRESHOLD
}

/// Which cells are hidden, beyond those that other tables hide already (`hidden`). `by_value`: a number must not be known to less than itself,
/// rather than to one.
pub(super) fn hidden(
    extent: &Extent,
    values: &[u64],
    heads: &[usize],
    by_value: bool,
    mut hidden: Vec<bool>,
) -> Vec<bool> {
    let few = |cell: usize| is_few(values[cell], heads[cell]);
    let axes = extent.0.len();
    let whole = extent.cell(&vec![None; axes]);
    if few(whole) {
        return vec![true; values.len()];
    }
    let levels: Vec<usize> = (0..values.len()).map(|cell| level(&extent.at(cell))).collect();
    for (cell, hidden) in hidden.iter_mut().enumerate() {
        *hidden |= few(cell);
    }
    let mut boxes = Boxes { extent, values, by_value, hidden, levels };
    let mut safe = vec![false; values.len()];
    let mut targets: Vec<usize> = (0..values.len()).filter(|cell| few(*cell)).collect();
    targets.sort_by_key(|cell| (axes - boxes.levels[*cell], *cell));
    for target in targets {
        if safe[target] {
            continue;
        }
        // A box with every total can always be had: the table may always be of a larger town.
        let Some(found) = boxes.cheapest(target) else { return vec![true; values.len()] };
        let moved = boxes.moved(target);
        for (corner, _) in found {
            boxes.hidden[corner] = true;
            safe[corner] |= boxes.moved(corner) <= moved;
        }
    }
    boxes.hidden
}

struct Boxes<'t> {
    extent: &'t Extent,
    values: &'t [u64],
    by_value: bool,
    hidden: Vec<bool>,
    /// How many axes each cell is a total of.
    levels: Vec<usize>,
}

/// What a box would hide, the most aggregated numbers first.
type Cost = [u64; MOST_AXES + 4];

/// The corners of a box, each with whether it goes up as the target does; the first of them is the target.
type Corners = Vec<(usize, bool)>;

impl Boxes<'_> {
    /// By how much a number must be able to move.
    fn moved(&self, cell: usize) -> u64 {
        if self.by_value { self.values[cell].max(1) } else { 1 }
    }

    /// The box around a cell that hides least.
    fn cheapest(&self, target: usize) -> Option<Corners> {
        let at = self.extent.at(target);
        let ways: Vec<Vec<Side>> =
            at.iter().zip(&self.extent.0).map(|(rank, size)| sides(*rank, *size)).collect();
        let (own, moved) = (self.levels[target], self.moved(target));
        let mut best: Option<(Cost, Vec<usize>)> = None;
        let mut chosen = vec![0; ways.len()];
        let mut corners = Corners::new();
        loop {
            self.put_corners(&ways, &chosen, &mut corners);
            if let Some(cost) = self.cost(&corners, own, moved)
                && best.as_ref().is_none_or(|(least, _)| cost < *least)
            {
                best = Some((cost, chosen.clone()));
            }
            let Some(axis) = (0..ways.len()).rev().find(|axis| chosen[*axis] + 1 < ways[*axis].len()) else {
                break;
            };
            chosen[axis] += 1;
            chosen[axis + 1..].fill(0);
        }
        best.map(|(_, chosen)| {
            self.put_corners(&ways, &chosen, &mut corners);
            corners
        })
    }

    fn put_corners(&self, ways: &[Vec<Side>], chosen: &[usize], corners: &mut Corners) {
        corners.clear();
        corners.push((0, true));
        for ((ways, chosen), size) in ways.iter().zip(chosen).zip(&self.extent.0) {
            let side = ways[*chosen];
            let rank = |rank: Option<usize>| rank.unwrap_or(*size);
            for at in 0..corners.len() {
                let (cell, up) = corners[at];
                corners[at] = (cell * (size + 1) + rank(side.near), up);
                corners.push((cell * (size + 1) + rank(side.far), up != side.opposite));
            }
        }
    }

    /// What a box would hide, or nothing when its corners cannot move: none goes below zero.
    fn cost(&self, corners: &Corners, own: usize, moved: u64) -> Option<Cost> {
        // Those that go up with the target may fall, or those that go down with it.
        let may =
            |falling: bool| corners.iter().all(|(cell, up)| *up != falling || self.values[*cell] >= moved);
        let (with, against) = (may(true), may(false));
        if !with && !against {
            return None;
        }
        // A number that would fall to nothing, or rise from it, is known to who takes what is hidden for something.
        let plain = |falling: bool, counts: &dyn Fn(usize) -> bool| {
            corners.iter().all(|(cell, up)| {
                !counts(self.levels[*cell])
                    || if *up == falling { self.values[*cell] > moved } else { self.values[*cell] > 0 }
            })
        };
        let weak = |counts: &dyn Fn(usize) -> bool| {
            let is_plain = (with && plain(true, counts)) || (against && plain(false, counts));
            u64::from(!is_plain)
        };
        let mut cost: Cost = [0; MOST_AXES + 4];
        // The totals of more axes first; then the numbers like the target, the first of two alike, so that a table of fewer axes chooses
        // the same; then what they are made of.
        for (cell, _) in corners.iter().filter(|(cell, _)| !self.hidden[*cell]) {
            let (value, level) = (self.values[*cell], self.levels[*cell]);
            let hides = if value == 0 { ZERO_COST } else { value };
            match level.cmp(&own) {
                Ordering::Greater => cost[MOST_AXES - level] += hides,
                Ordering::Equal => {
                    cost[MOST_AXES - own + 1] += hides;
                    cost[MOST_AXES - own + 2] += *cell as u64;
                }
                Ordering::Less => cost[MOST_AXES + 3 - level] += hides,
            }
        }
        cost[MOST_AXES - own] = weak(&|level| level >= own);
        // Between two boxes alike so far, the one whose smaller numbers move plainly.
        cost[MOST_AXES + 3] += weak(&|level| level < own);
        Some(cost)
    }
}

/// One side of a box, along an axis: two categories that move against each other, or a category and the total that follows it.
#[derive(Clone, Copy)]
struct Side {
    near: Option<usize>,
    far: Option<usize>,
    opposite: bool,
}

/// The sides that begin at a rank.
fn sides(rank: Option<usize>, size: usize) -> Vec<Side> {
    match rank {
        Some(near) => (0..size)
            .filter(|far| *far != near)
            .map(|far| Side { near: Some(near), far: Some(far), opposite: true })
            .chain([Side { near: Some(near), far: None, opposite: false }])
            .collect(),
        None => (0..size).map(|far| Side { near: None, far: Some(far), opposite: false }).collect(),
    }
}
