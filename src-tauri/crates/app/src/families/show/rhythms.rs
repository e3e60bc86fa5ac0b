//! Alternating custody, week after week.

use domain::calendar::week_number;
use domain::people::{Custody, CustodyDraft, CustodyPattern, Holder, holder_on};
use jiff::ToSpan;
use jiff::civil::Weekday;
use store::people::CustodyRow;

use super::super::wording::weekday;
use super::super::{CustodyRhythmView, CustodyWeekView};
use super::File;
use crate::Error;

/// Weeks of alternating custody shown, and how many of them are past.
const WEEKS: i64 = 8;
const PAST_WEEKS: i64 = 2;

impl File {
    /// Children whose custody alternates the same way, with the household of each week.
    pub(super) fn rhythms(&self) -> Result<Vec<CustodyRhythmView>, Error> {
        let mut rhythms: Vec<(Vec<Custody>, CustodyRhythmView)> = Vec::new();
        for child in &self.members.children {
            let custodies = accepted_custodies(self.members.custodies_of(child.id))?;
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
                    let rhythm = CustodyRhythmView {
                        children: vec![child.first_names.clone()],
                        changes_on: weekday(changeover).to_owned(),
                        weeks: self.weeks(&custodies, changeover),
                    };
                    rhythms.push((custodies, rhythm));
                }
            }
        }
        Ok(rhythms.into_iter().map(|(_, rhythm)| rhythm).collect())
    }

    fn weeks(&self, custodies: &[Custody], changeover: u8) -> Vec<CustodyWeekView> {
        let first = Weekday::from_monday_zero_offset(changeover.cast_signed()).unwrap_or(Weekday::Monday);
        let begun = self.today.saturating_sub(i64::from(first.until(self.today.weekday())).days());
        let weeks = (-PAST_WEEKS..WEEKS - PAST_WEEKS).map(|rank| {
            let from = begun.saturating_add((7 * rank).days());
            let household = match holder_on(custodies, from) {
                Holder::One(household) => self.label(household),
                Holder::Split(parts) => {
                    parts.iter().map(|(household, _)| self.label(*household)).collect::<Vec<_>>().join(" · ")
                }
                Holder::Nobody => String::new(),
                Holder::Disputed { .. } => "à corriger".to_owned(),
            };
            CustodyWeekView {
                week: week_number(from),
                from,
                to: from.saturating_add(6.days()),
                household,
                is_current: rank == 0,
            }
        });
        weeks.collect()
    }
}

/// Stored custodies as the domain knows them: what was accepted once is accepted again.
pub(crate) fn accepted_custodies<'c>(
    rows: impl IntoIterator<Item = &'c CustodyRow>,
) -> Result<Vec<Custody>, Error> {
    let custody = |row: &CustodyRow| {
        let draft = CustodyDraft {
            household: row.household,
            pattern: row.pattern,
            from: row.valid_from,
            to: row.valid_to,
        };
        Custody::try_new(row.id, row.child, draft).map_err(|_| Error::bug("GARDE-LUE"))
    };
    rows.into_iter().map(custody).collect()
}
