//! Every table that may be asked of one measure, decided together: a number that stands in several tables is hidden in all of them or shown in
//! all, whatever is asked and in whatever order, and what they give away together is hidden too (`audit`).

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use super::audit::Audit;
use super::suppress::{Extent, hidden};
use super::{MOST_AXES, Measure, Share};

/// Numbers of a table, totals included, beyond which it is read by nobody.
pub const MOST_CELLS: usize = 3_000;

/// Some of the axes: a bit each, the first the lowest.
pub(super) type Face = u32;

/// The axes of a face, in order.
pub(super) fn axes_of(face: Face) -> impl Iterator<Item = usize> {
    (0..Face::BITS as usize).filter(move |axis| face >> axis & 1 == 1)
}

/// A table whole, before anything is hidden: totals are the sums of what it holds, who stands in two categories counts in both.
pub(super) struct Whole {
    pub(super) extent: Extent,
    pub(super) values: Vec<u64>,
    pub(super) heads: Vec<usize>,
    /// For each cell, the axes it is not a total of, and its rank among their categories.
    pub(super) places: Vec<(Face, usize)>,
}

impl Whole {
    fn of(face: Face, sizes: &[usize], measure: Measure, shares: &[Share]) -> Self {
        let axes: Vec<usize> = axes_of(face).collect();
        let own: Vec<usize> = axes.iter().map(|axis| sizes[*axis]).collect();
        let extent = Extent::of(&own);
        let mut added: BTreeMap<(Uuid, Vec<usize>), u64> = BTreeMap::new();
        for share in shares.iter().filter(|share| share.value > 0) {
            let at = axes.iter().map(|axis| share.at[*axis]).collect();
            let adds = added.entry((share.who, at)).or_default();
            *adds = match measure {
                Measure::Presences => *adds + share.value,
                Measure::Children | Measure::Families => 1,
            };
        }
        let mut values = vec![0_u64; extent.cells()];
        let mut behind: Vec<HashSet<Uuid>> = vec![HashSet::new(); extent.cells()];
        for ((who, at), value) in added {
            for cell in extent.adding_to(&at) {
                values[cell] += value;
                behind[cell].insert(who);
            }
        }
        let places = (0..extent.cells()).map(|cell| {
            let at = extent.at(cell);
            let known = axes
                .iter()
                .zip(&own)
                .zip(&at)
                .filter_map(|((axis, size), rank)| Some((*axis, *size, (*rank)?)));
            known.fold((0, 0), |(face, place), (axis, size, rank)| (face | 1 << axis, place * size + rank))
        });
        let places = places.collect();
        Self { values, heads: behind.iter().map(HashSet::len).collect(), places, extent }
    }
}

/// The tables of a measure, of one to three axes.
///
/// A number of heads may be known to one; presences are hidden so that they cannot be known to less than themselves, for a child's are many.
pub struct Tables {
    sizes: Vec<usize>,
    wholes: BTreeMap<Face, Whole>,
    masks: HashMap<Face, Vec<bool>>,
}

impl Tables {
    /// Adds shares up in every table, and takes away what must not be seen. `counted_once` is the axis on which somebody stands in several
    /// categories, if there is one: a table with it does not count what one without it counts.
    pub fn of(sizes: &[usize], measure: Measure, shares: &[Share], counted_once: Option<usize>) -> Self {
        let mut faces: Vec<Face> = (0..1 << sizes.len()).collect();
        faces.retain(|face| face.count_ones() as usize <= MOST_AXES);
        faces.retain(|face| axes_of(*face).map(|axis| sizes[axis] + 1).product::<usize>() <= MOST_CELLS);
        // Fewer axes first: they hide for themselves, and the others add to it.
        faces.sort_by_key(|face| face.count_ones());
        let mut masks: HashMap<Face, Vec<bool>> = HashMap::new();
        let mut wholes = BTreeMap::new();
        for face in faces {
            let whole = Whole::of(face, sizes, measure, shares);
            masks.insert(face, vec![false; axes_of(face).map(|axis| sizes[axis]).product()]);
            let known = whole.places.iter().map(|(face, place)| masks[face][*place]).collect();
            let by_value = measure == Measure::Presences;
            let hides = hidden(&whole.extent, &whole.values, &whole.heads, by_value, known);
            for ((within, place), hides) in whole.places.iter().zip(hides) {
                // Presences move by themselves: a crossing that hid the totals it cannot do without would hide nearly all of them. It hides
                // its own numbers, and what is found all the same is hidden after the audit.
                let may_hide = !by_value || *within == face;
                if let Some(mask) = masks.get_mut(within).filter(|_| may_hide) {
                    mask[*place] |= hides;
                }
            }
            wholes.insert(face, whole);
        }
        let mut tables = Self { sizes: sizes.to_vec(), wholes, masks };
        tables.hide_what_is_found(measure, counted_once);
        tables
    }

    /// Hides more until nothing that few stand behind is found from all the tables together.
    fn hide_what_is_found(&mut self, measure: Measure, counted_once: Option<usize>) {
        let audit = Audit::of(&self.sizes, &self.wholes, measure, counted_once);
        loop {
            let more = audit.to_hide(&self.masks);
            if more.is_empty() {
                return;
            }
            for (face, place) in more {
                if let Some(mask) = self.masks.get_mut(&face) {
                    mask[place] = true;
                }
            }
        }
    }

    /// The same over several months, from the tables of each: what a month hides stays hidden over a period, which says nothing that its months
    /// do not (two periods that differ by a month would otherwise tell that month).
    pub fn over(months: Vec<Self>) -> Option<Self> {
        months.into_iter().reduce(|mut all, month| {
            for (face, whole) in month.wholes {
                let Some(known) = all.wholes.get_mut(&face) else { continue };
                known.values.iter_mut().zip(whole.values).for_each(|(all, value)| *all += value);
            }
            for (face, mask) in month.masks {
                let Some(known) = all.masks.get_mut(&face) else { continue };
                known.iter_mut().zip(mask).for_each(|(all, hides)| *all |= hides);
            }
            all
        })
    }

    /// The table of some of the axes, in the order asked; none when it is too large to be read.
    pub fn table(&self, axes: &[usize]) -> Option<Table> {
        let face = axes.iter().fold(0, |face, axis| face | 1 << axis);
        let whole = self.wholes.get(&face)?;
        let shown = whole.places.iter().zip(&whole.values);
        let shown =
            shown.map(|((face, place), value)| (!self.masks[face][*place]).then_some(*value)).collect();
        Some(Table { extent: whole.extent.clone(), shown, axes: axes.to_vec() })
    }
}

/// A table of numbers that may be shown, with its totals. A number that may not is not in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    extent: Extent,
    shown: Vec<Option<u64>>,
    axes: Vec<usize>,
}

impl Table {
    /// The number of a cell, or of a total where a rank is wanting; none when it is hidden. Ranks are in the order of the axes asked.
    pub fn get(&self, at: &[Option<usize>]) -> Option<u64> {
        let mut asked: Vec<_> = self.axes.iter().zip(at).collect();
        asked.sort_unstable_by_key(|(axis, _)| **axis);
        let at: Vec<Option<usize>> = asked.into_iter().map(|(_, rank)| *rank).collect();
        self.shown[self.extent.cell(&at)]
    }

    /// How many numbers are hidden.
    pub fn hidden(&self) -> usize {
        self.shown.iter().filter(|shown| shown.is_none()).count()
    }
}
