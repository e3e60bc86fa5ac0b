//! The alternating custodies of a file.

use domain::people::{Custody, CustodyPattern};

use super::super::CustodyRhythmView;
use super::super::custody::accepted;
use super::super::rhythm::Rhythm;
use super::super::wording::weekday;
use super::File;
use crate::Error;

/// Weeks shown that are past.
const PAST_WEEKS: i64 = 2;

impl File {
    /// Children whose custody alternates the same way, with the household of each week and of the holidays to come.
    pub(super) fn rhythms(&self) -> Result<Vec<CustodyRhythmView>, Error> {
        let mut rhythms: Vec<(Vec<Custody>, CustodyRhythmView)> = Vec::new();
        for child in &self.members.children {
            let custodies = accepted(self.members.custodies_of(child.id))?;
            let alternating = custodies.iter().find_map(|custody| match custody.pattern() {
                CustodyPattern::Weeks { changeover, .. } if custody.in_force_on(self.today) => {
                    Some(changeover)
                }
                _ => None,
            });
            let Some(changeover) = alternating else { continue };
            let same = |known: &[Custody]| {
                let key = |c: &Custody| (c.household(), c.pattern(), c.from(), c.to());
                known.iter().map(key).eq(custodies.iter().map(key))
            };
            match rhythms.iter_mut().find(|(known, _)| same(known)) {
                Some((_, rhythm)) => rhythm.children.push(child.first_names.clone()),
                None => {
                    let rhythm = Rhythm { custodies: &custodies, changeover, school: self.school };
                    let label = |household| self.label(household);
                    let view = CustodyRhythmView {
                        children: vec![child.first_names.clone()],
                        changes_on: weekday(changeover).to_owned(),
                        weeks: rhythm.weeks(self.today, PAST_WEEKS, &label),
                        holidays: rhythm.holidays(self.today, &label),
                        note: rhythm.note(self.today),
                    };
                    rhythms.push((custodies, view));
                }
            }
        }
        Ok(rhythms.into_iter().map(|(_, rhythm)| rhythm).collect())
    }
}
