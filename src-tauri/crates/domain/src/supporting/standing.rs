//! Where a document that is asked for stands on a day.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DocumentVerdict;
use super::kind::coded;

/// Within so many days of its end, a document is to be asked for again.
pub const EXPIRES_SOON_DAYS: i64 = 30;

/// Where a document stands, what presses most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentStanding {
    /// Never given.
    Missing,
    /// Given and not taken.
    Refused,
    /// Given, something lacks in it.
    ToComplete,
    /// Its last day is past.
    Expired,
    /// It holds, for [`EXPIRES_SOON_DAYS`] days at most.
    ExpiresSoon,
    /// It holds.
    Received,
}

coded!(DocumentStanding {
    Missing => "missing", "manquante";
    Refused => "refused", "refusée";
    ToComplete => "to_complete", "à compléter";
    Expired => "expired", "expirée";
    ExpiresSoon => "expires_soon", "expire bientôt";
    Received => "received", "reçue";
});

impl DocumentStanding {
    /// Whether the family has to bring something for it to hold today.
    pub const fn is_lacking(self) -> bool {
        matches!(self, Self::Missing | Self::Refused | Self::ToComplete | Self::Expired)
    }

    /// The same, for who only learns whether it was given.
    pub const fn given_or_not(self) -> Self {
        if self.is_lacking() { Self::Missing } else { Self::Received }
    }
}

/// What was noted of a document, once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DocumentMark {
    /// What became of it.
    pub verdict: DocumentVerdict,
    /// The day it was given.
    pub on: Date,
    /// Its last day.
    pub until: Option<Date>,
    /// What was noted after what, when given the same day.
    pub order: i64,
}

/// Where a document stands and its last day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Where it stands.
    pub standing: DocumentStanding,
    /// The last day of what was given, past or to come.
    pub until: Option<Date>,
}

/// Where a document stands on a day. What was noted last decides: a paper found wrong afterwards no longer counts. Of those taken since,
/// the one that lasts longest counts, in whatever order they were brought.
pub fn standing(marks: &[DocumentMark], today: Date) -> Standing {
    let mut marks: Vec<&DocumentMark> = marks.iter().collect();
    marks.sort_by_key(|mark| (mark.on, mark.order));
    let Some(last) = marks.last() else {
        return Standing { standing: DocumentStanding::Missing, until: None };
    };
    match last.verdict {
        DocumentVerdict::Refused => Standing { standing: DocumentStanding::Refused, until: None },
        DocumentVerdict::ToComplete => Standing { standing: DocumentStanding::ToComplete, until: None },
        DocumentVerdict::Accepted => {
            let taken = marks.iter().rev().take_while(|mark| mark.verdict == DocumentVerdict::Accepted);
            // Without a last day, it outlasts any other.
            let longest = taken.map(|mark| mark.until.unwrap_or(Date::MAX)).max();
            let until = longest.filter(|until| *until < Date::MAX);
            let standing = match until {
                Some(until) if until < today => DocumentStanding::Expired,
                Some(until) if until <= today.saturating_add(EXPIRES_SOON_DAYS.days()) => {
                    DocumentStanding::ExpiresSoon
                }
                _ => DocumentStanding::Received,
            };
            Standing { standing, until }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use DocumentStanding as S;
    use DocumentVerdict as V;

    const TODAY: Date = date(2026, 4, 5);

    fn mark(verdict: V, on: Date, until: Option<Date>, order: i64) -> DocumentMark {
        DocumentMark { verdict, on, until, order }
    }

    #[test]
    fn what_is_missing_is_read_off_what_was_noted() {
        let day = date(2026, 1, 10);
        for (marks, expected) in [
            (vec![], S::Missing),
            (vec![mark(V::Accepted, day, None, 1)], S::Received),
            (vec![mark(V::ToComplete, day, None, 1)], S::ToComplete),
            (vec![mark(V::Refused, day, None, 1)], S::Refused),
            (vec![mark(V::Accepted, day, Some(date(2026, 4, 4)), 1)], S::Expired),
            // It holds on its last day.
            (vec![mark(V::Accepted, day, Some(TODAY), 1)], S::ExpiresSoon),
            (vec![mark(V::Accepted, day, Some(date(2026, 5, 5)), 1)], S::ExpiresSoon),
            (vec![mark(V::Accepted, day, Some(date(2026, 5, 6)), 1)], S::Received),
            // Brought again, complete; found wrong afterwards.
            (vec![mark(V::Refused, day, None, 1), mark(V::Accepted, date(2026, 2, 1), None, 2)], S::Received),
            (vec![mark(V::Accepted, day, None, 1), mark(V::Refused, date(2026, 2, 1), None, 2)], S::Refused),
            // The same day, what was noted after.
            (vec![mark(V::Accepted, day, None, 2), mark(V::Refused, day, None, 1)], S::Received),
            (vec![mark(V::Accepted, day, None, 1), mark(V::Refused, day, None, 2)], S::Refused),
        ] {
            assert_eq!(standing(&marks, TODAY).standing, expected, "{marks:?}");
        }
    }

    #[test]
    fn of_several_that_were_taken_the_longest_counts() {
        let next_year = mark(V::Accepted, date(2026, 2, 1), Some(date(2027, 8, 31)), 1);
        let this_year = mark(V::Accepted, date(2026, 3, 1), Some(date(2026, 3, 31)), 2);
        let read = standing(&[this_year, next_year], TODAY);
        assert_eq!((read.standing, read.until), (S::Received, Some(date(2027, 8, 31))));
        let found_wrong = mark(V::Refused, date(2026, 2, 15), None, 3);
        assert_eq!(standing(&[next_year, found_wrong, this_year], TODAY).standing, S::Expired);
        let for_ever = mark(V::Accepted, date(2020, 1, 1), None, 0);
        assert_eq!(standing(&[for_ever, this_year], TODAY), Standing { standing: S::Received, until: None });
    }

    #[test]
    fn who_learns_little_learns_whether_it_was_given() {
        for one in DocumentStanding::ALL {
            let told = one.given_or_not();
            assert_eq!(told == S::Missing, one.is_lacking(), "{one:?}");
            assert!(matches!(told, S::Missing | S::Received), "{one:?}");
        }
    }
}
