//! What painting a cell of the grid makes of it: the agent says what they mean, the rules say which state follows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::AttendanceState::{
    self, AbsentExcused, AbsentUnexcused, Booked, CancelledInTime, CancelledLate, Present, Unexpected,
    Waiting,
};
use super::{DayPosition, check_transition};
use crate::issue::{IssueCode, Refusal};

/// What an agent means when painting a cell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Brush {
    /// The most likely state after the present one.
    Next,
    /// Book; a full unit makes it wait.
    Book,
    /// Came as expected.
    Present,
    /// Came without being expected.
    Unexpected,
    /// Absent for an accepted reason.
    AbsentExcused,
    /// Absent without one.
    AbsentUnexcused,
    /// Cancel; the notice period says whether in time or late. A child who waits just leaves the list.
    Cancel,
    /// Cancel and bill, whatever the hour.
    CancelLate,
    /// Put on the waiting list.
    Wait,
    /// Erase what was noted by mistake.
    Clear,
}

/// A cell before it is painted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Its state; `None` when empty.
    pub state: Option<AttendanceState>,
    /// Where its day stands.
    pub position: DayPosition,
    /// Whether the child holds a registration that day.
    pub registered: bool,
    /// Whether the unit is full that day.
    pub full: bool,
    /// Whether cancelling now is within the notice period.
    pub in_time: bool,
}

impl Brush {
    /// Whether a brush passed over many cells changes this one: a booking leaves who is already booked or ticked, a
    /// cancellation leaves empty cells. A cell painted alone is always concerned.
    pub fn concerns(self, cell: &Cell) -> bool {
        match self {
            Self::Next => cell.state.is_some() || cell.registered,
            Self::Book => {
                matches!(cell.state, None | Some(Waiting | CancelledInTime | CancelledLate))
                    && (cell.registered || cell.state.is_some())
            }
            Self::Present => matches!(cell.state, Some(Booked | AbsentExcused | AbsentUnexcused)),
            Self::Unexpected => matches!(cell.state, None | Some(Waiting)),
            Self::AbsentExcused | Self::AbsentUnexcused => {
                matches!(cell.state, Some(Booked | Present | AbsentExcused | AbsentUnexcused))
            }
            Self::Cancel | Self::CancelLate => matches!(cell.state, Some(Booked | Waiting)),
            Self::Wait => match cell.state {
                None => cell.registered,
                state => state == Some(Booked),
            },
            Self::Clear => cell.state.is_some(),
        }
    }

    /// The state the cell takes; `None` when it becomes empty.
    pub fn paint(self, cell: &Cell) -> Result<Option<AttendanceState>, Refusal> {
        let state = match self.meaning(cell) {
            Self::Book if cell.state == Some(Booked) => Some(Booked),
            Self::Book => {
                let holds_a_place = cell.state.is_some_and(AttendanceState::takes_a_place);
                let must_wait = cell.full && !holds_a_place && cell.position != DayPosition::Past;
                Some(if must_wait { Waiting } else { Booked })
            }
            Self::Present => Some(Present),
            Self::Unexpected => Some(Unexpected),
            Self::AbsentExcused => Some(AbsentExcused),
            Self::AbsentUnexcused => Some(AbsentUnexcused),
            Self::Cancel | Self::CancelLate if cell.state == Some(Waiting) => None,
            Self::Cancel => Some(if cell.in_time { CancelledInTime } else { CancelledLate }),
            Self::CancelLate => Some(CancelledLate),
            Self::Wait => Some(Waiting),
            Self::Clear | Self::Next => None,
        };
        if matches!(state, Some(Booked | Waiting)) && cell.state.is_none() && !cell.registered {
            return Err(Refusal::new(
                IssueCode::Inconsistent,
                "Cet enfant n'est pas inscrit à cette activité ce jour-là : inscrivez-le d'abord, ou pointez « Imprévu » s'il est venu.",
            ));
        }
        check_transition(cell.state, state, cell.position)?;
        Ok(state)
    }

    /// What the space bar means on this cell; any other brush means itself.
    fn meaning(self, cell: &Cell) -> Self {
        if self != Self::Next {
            return self;
        }
        match (cell.state, cell.position) {
            (None, DayPosition::Future) => Self::Book,
            (None, _) => Self::Unexpected,
            (Some(Booked), DayPosition::Future) => Self::Cancel,
            (Some(Booked | AbsentUnexcused), _) => Self::Present,
            (Some(Present), _) => Self::AbsentExcused,
            (Some(AbsentExcused), DayPosition::Future) => Self::Book,
            (Some(AbsentExcused), _) => Self::AbsentUnexcused,
            (Some(CancelledInTime | CancelledLate), _) => Self::Book,
            (Some(Waiting), DayPosition::Past) => Self::Clear,
            (Some(Waiting), _) => Self::Book,
            (Some(Unexpected), _) => Self::Clear,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DayPosition::{Future, Past, Today};

    fn cell(state: Option<AttendanceState>, position: DayPosition) -> Cell {
        Cell { state, position, registered: true, full: false, in_time: true }
    }

    #[test]
    fn the_rules_choose_the_state() {
        let plain = |state, position| cell(state, position);
        let full = |state, position| Cell { full: true, ..cell(state, position) };
        let late = |state, position| Cell { in_time: false, ..cell(state, position) };
        for (brush, cell, expected) in [
            (Brush::Book, plain(None, Future), Some(Booked)),
            (Brush::Book, full(None, Future), Some(Waiting)),
            (Brush::Book, full(None, Past), Some(Booked)),
            (Brush::Book, full(Some(Present), Today), Some(Booked)),
            (Brush::Cancel, plain(Some(Booked), Future), Some(CancelledInTime)),
            (Brush::Cancel, late(Some(Booked), Future), Some(CancelledLate)),
            (Brush::CancelLate, plain(Some(Booked), Future), Some(CancelledLate)),
            (Brush::Cancel, plain(Some(Waiting), Future), None),
            (Brush::Clear, plain(Some(Unexpected), Past), None),
        ] {
            assert_eq!(brush.paint(&cell), Ok(expected), "{brush:?} {cell:?}");
        }
    }

    #[test]
    fn only_a_registered_child_books_but_anyone_may_come() {
        let stranger = Cell { registered: false, ..cell(None, Today) };
        assert!(Brush::Book.paint(&stranger).is_err());
        assert!(Brush::Wait.paint(&stranger).is_err());
        assert_eq!(Brush::Unexpected.paint(&stranger), Ok(Some(Unexpected)));
        assert!(!Brush::Book.concerns(&stranger));
    }

    #[test]
    fn a_large_brush_leaves_what_it_does_not_concern() {
        for (brush, state, concerned) in [
            (Brush::Cancel, None, false),
            (Brush::Cancel, Some(Present), false),
            (Brush::Book, Some(AbsentExcused), false),
            (Brush::Book, Some(CancelledLate), true),
            (Brush::Present, None, false),
            (Brush::Present, Some(CancelledInTime), false),
            (Brush::Present, Some(Booked), true),
            (Brush::Clear, None, false),
        ] {
            assert_eq!(brush.concerns(&cell(state, Past)), concerned, "{brush:?} {state:?}");
        }
    }

    #[test]
    fn the_space_bar_never_leads_nowhere() {
        let states = AttendanceState::ALL.into_iter().map(Some).chain([None]);
        for state in states {
            for position in [Past, Today, Future] {
                let impossible =
                    position == Future && matches!(state, Some(Present | Unexpected | AbsentUnexcused));
                if !impossible {
                    let next = Brush::Next.paint(&cell(state, position));
                    assert!(
                        next.as_ref().is_ok_and(|next| *next != state),
                        "{state:?} {position:?} {next:?}"
                    );
                }
            }
        }
    }
}
