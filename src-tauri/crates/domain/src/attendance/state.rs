//! The states of an attendance and what may follow what.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{IssueCode, Refusal};

/// The state of a child on a unit of a day. The numbers are stored: they never change meaning.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum AttendanceState {
    /// Expected.
    Booked = 1,
    /// Came, as expected.
    Present = 2,
    /// Came without being expected.
    Unexpected = 3,
    /// Did not come, for a reason the town accepts.
    AbsentExcused = 4,
    /// Did not come.
    AbsentUnexcused = 5,
    /// Cancelled within the notice period.
    CancelledInTime = 6,
    /// Cancelled after it.
    CancelledLate = 7,
    /// Waits for a place.
    Waiting = 8,
}

use AttendanceState::{
    AbsentExcused, AbsentUnexcused, Booked, CancelledInTime, CancelledLate, Present, Unexpected, Waiting,
};

impl AttendanceState {
    /// Every state, in the order of their codes.
    pub const ALL: [Self; 8] = [
        Booked,
        Present,
        Unexpected,
        AbsentExcused,
        AbsentUnexcused,
        CancelledInTime,
        CancelledLate,
        Waiting,
    ];

    /// The number it is stored under.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The state stored under this number.
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            1..=8 => Some(Self::ALL[code as usize - 1]),
            _ => None,
        }
    }

    /// Its name on screens and papers.
    pub const fn label(self) -> &'static str {
        match self {
            Booked => "Réservé",
            Present => "Présent",
            Unexpected => "Imprévu",
            AbsentExcused => "Absent justifié",
            AbsentUnexcused => "Absent non justifié",
            CancelledInTime => "Annulé à temps",
            CancelledLate => "Annulé tard",
            Waiting => "En attente",
        }
    }

    /// Whether the child was there.
    pub const fn attended(self) -> bool {
        matches!(self, Present | Unexpected)
    }

    /// Whether the child holds one of the places of the unit.
    pub const fn takes_a_place(self) -> bool {
        matches!(self, Booked | Present | Unexpected)
    }

    /// Whether someone has said what happened on the day.
    pub const fn is_ticked(self) -> bool {
        !matches!(self, Booked | Waiting)
    }
}

/// A set of states, for instance those a tariff bills.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct StateSet(u16);

impl StateSet {
    /// No state.
    pub const EMPTY: Self = Self(0);

    /// What is billed unless the tariff says otherwise: who came, who did not without excuse or cancelled too
    /// late, and whoever was expected and not ticked (billed, and flagged).
    pub const BILLED_BY_DEFAULT: Self =
        Self::EMPTY.with(Booked).with(Present).with(Unexpected).with(AbsentUnexcused).with(CancelledLate);

    /// The set with one more state.
    pub const fn with(self, state: AttendanceState) -> Self {
        Self(self.0 | 1 << state.code())
    }

    /// The set without a state.
    pub const fn without(self, state: AttendanceState) -> Self {
        Self(self.0 & !(1 << state.code()))
    }

    /// Whether the state belongs to it.
    pub const fn contains(self, state: AttendanceState) -> bool {
        self.0 & 1 << state.code() != 0
    }

    /// Its bits: bit n is the state of code n.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// The set with these bits; others are dropped.
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits & 0b1_1111_1110)
    }
}

/// Where a day stands from the day the agent works on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DayPosition {
    /// It is over.
    Past,
    /// It is now.
    Today,
    /// It has not come.
    Future,
}

impl DayPosition {
    /// Where `day` stands from `today`.
    pub fn of(day: jiff::civil::Date, today: jiff::civil::Date) -> Self {
        match day.cmp(&today) {
            std::cmp::Ordering::Less => Self::Past,
            std::cmp::Ordering::Equal => Self::Today,
            std::cmp::Ordering::Greater => Self::Future,
        }
    }
}

/// Whether a cell of the grid may go from one state to another; `None` is an empty cell.
///
/// Nobody is present or absent before the day; nobody waits for a day that is over; who was not expected and
/// came is unexpected, never present; who was not expected cannot be absent.
pub fn check_transition(
    from: Option<AttendanceState>,
    to: Option<AttendanceState>,
    position: DayPosition,
) -> Result<(), Refusal> {
    let inconsistent = |message: &str| Err(Refusal::new(IssueCode::Inconsistent, message));
    let was_expected = matches!(
        from,
        Some(Booked | Present | AbsentExcused | AbsentUnexcused | CancelledLate | CancelledInTime)
    );
    match (to, position) {
        (to, _) if to == from => Ok(()),
        (Some(Present | Unexpected | AbsentUnexcused), DayPosition::Future) => inconsistent(
            "Ce jour n'est pas encore passé : on ne peut pas y pointer une présence ou une absence.",
        ),
        (Some(Waiting), DayPosition::Past) => {
            inconsistent("Ce jour est passé : l'enfant ne peut plus attendre une place.")
        }
        (Some(Present), _) if !was_expected => {
            inconsistent("Cet enfant n'était pas attendu : pointez « Imprévu ».")
        }
        (Some(Unexpected), _) if matches!(from, Some(Booked | Present | AbsentExcused | AbsentUnexcused)) => {
            inconsistent("Cet enfant était attendu : pointez « Présent ».")
        }
        (Some(AbsentExcused | AbsentUnexcused), _) if !was_expected => {
            inconsistent("Cet enfant n'était pas attendu : il ne peut pas être absent.")
        }
        (Some(CancelledInTime | CancelledLate), _) if matches!(from, None | Some(Unexpected)) => {
            inconsistent("Il n'y a pas de réservation à annuler ici.")
        }
        (None, DayPosition::Past) if matches!(from, Some(Booked)) => inconsistent(
            "Ce jour est passé : pointez la présence ou l'absence plutôt que d'effacer la réservation.",
        ),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_stored_for_ever() {
        for (code, state) in (1_u8..).zip(AttendanceState::ALL) {
            assert_eq!(state.code(), code);
            assert_eq!(AttendanceState::from_code(code), Some(state));
        }
        assert_eq!(AttendanceState::from_code(0), None);
        assert_eq!(AttendanceState::from_code(9), None);
    }

    #[test]
    fn what_is_billed_by_default() {
        let billed: Vec<_> =
            AttendanceState::ALL.into_iter().filter(|s| StateSet::BILLED_BY_DEFAULT.contains(*s)).collect();
        assert_eq!(billed, [Booked, Present, Unexpected, AbsentUnexcused, CancelledLate]);
        assert_eq!(StateSet::from_bits(u16::MAX).without(Waiting).bits(), 0b1111_1110);
    }

    #[test]
    fn transitions_follow_the_day() {
        use DayPosition::{Future, Past, Today};
        for (from, to, position, allowed) in [
            (None, Some(Booked), Future, true),
            (None, Some(Waiting), Future, true),
            (None, Some(Waiting), Past, false),
            (Some(Waiting), Some(Booked), Future, true),
            (Some(Booked), Some(Present), Future, false),
            (Some(Booked), Some(Present), Today, true),
            (Some(Booked), Some(AbsentUnexcused), Past, true),
            (Some(Booked), Some(AbsentExcused), Future, true),
            (Some(Booked), None, Past, false),
            (Some(Booked), None, Future, true),
            (None, Some(Present), Today, false),
            (None, Some(Unexpected), Today, true),
            (None, Some(Unexpected), Future, false),
            (Some(CancelledInTime), Some(Unexpected), Today, true),
            (Some(CancelledInTime), Some(Booked), Future, true),
            (Some(Booked), Some(Unexpected), Today, false),
            (None, Some(AbsentUnexcused), Past, false),
            (None, Some(CancelledLate), Past, false),
            (Some(Unexpected), None, Past, true),
            (Some(Booked), Some(Booked), Past, true),
        ] {
            assert_eq!(
                check_transition(from, to, position).is_ok(),
                allowed,
                "{from:?} → {to:?} {position:?}"
            );
        }
    }
}
