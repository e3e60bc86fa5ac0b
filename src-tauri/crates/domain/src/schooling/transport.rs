//! School transport (G14): circuits and their stops, and who gets on where.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::Weekdays;
use crate::issue::{FieldIssue, IssueCode, Issues, Refusal};
use crate::values::ids::{ChildId, StopId, TransportId};
use crate::values::text::tidy;

/// Which way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To school, in the morning.
    Outward,
    /// Home, in the evening.
    Return,
    /// Both.
    Both,
}

impl Direction {
    /// Every one, in the order of a list.
    pub const ALL: [Self; 3] = [Self::Both, Self::Outward, Self::Return];

    /// The code it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Outward => "outward",
            Self::Return => "return",
            Self::Both => "both",
        }
    }

    /// The one under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Outward => "aller",
            Self::Return => "retour",
            Self::Both => "aller et retour",
        }
    }

    /// Whether a journey one way is part of it.
    pub const fn covers(self, way: Self) -> bool {
        matches!(
            (self, way),
            (Self::Both, _) | (_, Self::Both) | (Self::Outward, Self::Outward) | (Self::Return, Self::Return)
        )
    }
}

/// A stop as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct StopDraft {
    /// The stop; none for a new one.
    #[serde(default)]
    pub id: Option<StopId>,
    /// Its name: `Mairie`.
    pub name: String,
    /// When the bus comes in the morning, minutes since midnight.
    pub morning: Option<u16>,
    /// When it comes back in the evening, minutes since midnight.
    pub evening: Option<u16>,
}

/// A circuit as typed, its stops in the order of the morning.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct CircuitDraft {
    /// Its name: `Circuit des hameaux`.
    pub name: String,
    /// Who drives it, may be empty.
    pub carrier: String,
    /// Its stops.
    pub stops: Vec<StopDraft>,
}

/// An accepted circuit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Circuit {
    /// What it says.
    pub draft: CircuitDraft,
}

/// Stops of one circuit, at most.
const MOST_STOPS: usize = 40;
/// Minutes in a day.
const DAY: u16 = 24 * 60;

impl Circuit {
    /// Checks what was typed; all the problems come back together.
    pub fn try_new(draft: CircuitDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = named(&mut issues, "name", &draft.name, "Le nom du circuit manque.");
        let carrier = tidy(&draft.carrier);
        if carrier.chars().count() > 80 {
            issues.refuse("carrier", IssueCode::TooLong, "Ce nom dépasse 80 caractères : abrégez-le.");
        }
        if draft.stops.is_empty() {
            issues.refuse("stops", IssueCode::Missing, "Un circuit a au moins un arrêt.");
        }
        if draft.stops.len() > MOST_STOPS {
            issues.refuse("stops", IssueCode::TooLong, "Un circuit a 40 arrêts au plus.");
        }
        let mut stops: Vec<StopDraft> = Vec::new();
        for (at, stop) in draft.stops.into_iter().enumerate() {
            let field = |what: &str| format!("stops.{at}.{what}");
            let name = named(&mut issues, &field("name"), &stop.name, "Le nom de l'arrêt manque.");
            let name = name.unwrap_or_default();
            if !name.is_empty() && stops.iter().any(|known| known.name.to_lowercase() == name.to_lowercase())
            {
                issues.refuse(&field("name"), IssueCode::Duplicate, "Cet arrêt est déjà sur le circuit.");
            }
            for (what, minute) in [("morning", stop.morning), ("evening", stop.evening)] {
                if minute.is_some_and(|minute| minute >= DAY) {
                    issues.refuse(&field(what), IssueCode::OutOfRange, "Cette heure n'existe pas.");
                }
            }
            let later = |before: &StopDraft| match (before.morning, stop.morning) {
                (Some(before), Some(now)) => now < before,
                _ => false,
            };
            if stops.iter().any(later) {
                issues.refuse(
                    &field("morning"),
                    IssueCode::Inconsistent,
                    "Le matin, cet arrêt vient avant le précédent : rangez les arrêts dans l'ordre du matin.",
                );
            }
            stops.push(StopDraft { name, ..stop });
        }
        issues.finish(name.map(|name| Self { draft: CircuitDraft { name, carrier, stops } }))
    }
}

fn named(issues: &mut Issues, field: &str, typed: &str, missing: &str) -> Option<String> {
    let name = tidy(typed);
    match name.chars().count() {
        0 => issues.refuse(field, IssueCode::Missing, missing),
        1..=80 => return Some(name),
        _ => issues.refuse(field, IssueCode::TooLong, "Ce nom dépasse 80 caractères : abrégez-le."),
    }
    None
}

/// Who gets on where, as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct TransportDraft {
    /// The child.
    pub child: ChildId,
    /// The stop.
    pub stop: StopId,
    /// Which way.
    pub direction: Direction,
    /// On which days.
    pub days: Weekdays,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day, when known.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

/// An accepted registration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TransportRegistration {
    /// Identifier.
    pub id: TransportId,
    /// What it says.
    pub draft: TransportDraft,
}

/// Whether a registration may begin that day: once the child is born, and in two years at most.
pub fn check_boards_from(from: Date, born: Date, today: Date) -> Result<(), Refusal> {
    let furthest = today.saturating_add(jiff::Span::new().years(2));
    if from < born {
        Err(Refusal::new(IssueCode::ImpossibleDate, "L'enfant n'était pas né ce jour-là : relisez la date."))
    } else if from > furthest {
        Err(Refusal::new(IssueCode::ImpossibleDate, "Cette date est dans plus de deux ans : relisez-la."))
    } else {
        Ok(())
    }
}

impl TransportRegistration {
    /// Checks what was typed against the other registrations of the same child; all the problems come back together.
    pub fn try_new(id: TransportId, draft: TransportDraft, others: &[Self]) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        if draft.days.bits() & Weekdays::from_bits(0b11_1111).bits() == 0 {
            issues.refuse("days", IssueCode::Missing, "Choisissez au moins un jour, du lundi au samedi.");
        }
        if draft.days.contains(Weekday::Sunday) {
            issues.refuse("days", IssueCode::OutOfRange, "Le transport scolaire ne roule pas le dimanche.");
        }
        if draft.to.is_some_and(|to| to < draft.from) {
            issues.refuse("to", IssueCode::ImpossibleDate, "La fin vient avant le début.");
        }
        let registration = Self { id, draft };
        if others.iter().any(|other| other.id != id && other.meets(&registration)) {
            issues.refuse(
                "days",
                IssueCode::Duplicate,
                "L'enfant est déjà inscrit au transport l'un de ces jours dans ce sens : corrigez l'inscription qui existe.",
            );
        }
        issues.finish(Some(registration))
    }

    /// Whether it holds on a day, one way.
    pub fn holds_on(&self, day: Date, way: Direction) -> bool {
        let draft = &self.draft;
        draft.from <= day
            && draft.to.is_none_or(|to| to >= day)
            && draft.days.contains(day.weekday())
            && draft.direction.covers(way)
    }

    /// Whether two registrations would have a child at two stops at once.
    fn meets(&self, other: &Self) -> bool {
        let (one, two) = (&self.draft, &other.draft);
        one.child == two.child
            && one.days.bits() & two.days.bits() != 0
            && one.direction.covers(two.direction)
            && one.to.is_none_or(|to| to >= two.from)
            && two.to.is_none_or(|to| to >= one.from)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn id(number: u128) -> TransportId {
        TransportId::from_uuid(Uuid::from_u128(number))
    }

    fn draft(direction: Direction, days: u8) -> TransportDraft {
        TransportDraft {
            child: ChildId::from_uuid(Uuid::from_u128(1)),
            stop: StopId::from_uuid(Uuid::from_u128(2)),
            direction,
            days: Weekdays::from_bits(days),
            from: date(2026, 9, 1),
            to: None,
        }
    }

    fn registered(id: u128, draft: TransportDraft) -> TransportRegistration {
        TransportRegistration { id: self::id(id), draft }
    }

    #[test]
    fn a_child_is_at_one_stop_at_a_time_g14() {
        let morning = registered(1, draft(Direction::Outward, 0b1_1011));
        let known = [morning.clone()];
        let same = TransportRegistration::try_new(id(2), draft(Direction::Both, 1), &known);
        assert_eq!(same.unwrap_err()[0].field, "days");
        let evening = TransportRegistration::try_new(id(2), draft(Direction::Return, 0b1_1011), &known);
        assert!(evening.is_ok());
        let wednesday = TransportRegistration::try_new(id(2), draft(Direction::Both, 0b100), &known);
        assert!(wednesday.is_ok());
        // The same one, corrected.
        assert!(TransportRegistration::try_new(morning.id, draft(Direction::Both, 0b1_1111), &known).is_ok());
        let fields: Vec<_> = TransportRegistration::try_new(
            id(3),
            TransportDraft { to: Some(date(2026, 8, 1)), ..draft(Direction::Both, 0b100_0000) },
            &[],
        )
        .unwrap_err()
        .into_iter()
        .map(|issue| issue.field)
        .collect();
        assert_eq!(fields, ["days", "days", "to"]);
    }

    #[test]
    fn it_begins_after_a_birth_and_within_two_years_g14() {
        let (born, today) = (date(2020, 5, 1), date(2026, 4, 5));
        for (from, holds) in [
            (date(1900, 1, 1), false),
            (date(2020, 4, 30), false),
            (date(2023, 9, 4), true),
            (date(2028, 4, 5), true),
            (date(2028, 4, 6), false),
        ] {
            assert_eq!(check_boards_from(from, born, today).is_ok(), holds, "{from}");
        }
    }

    #[test]
    fn it_holds_on_its_days_and_its_way_g14() {
        let one =
            registered(1, TransportDraft { to: Some(date(2026, 10, 2)), ..draft(Direction::Return, 0b1) });
        // The 7th of September 2026 is a Monday.
        assert!(one.holds_on(date(2026, 9, 7), Direction::Return));
        assert!(!one.holds_on(date(2026, 9, 7), Direction::Outward));
        assert!(!one.holds_on(date(2026, 9, 8), Direction::Return));
        assert!(!one.holds_on(date(2026, 10, 5), Direction::Return));
    }

    #[test]
    fn a_circuit_says_everything_that_is_wrong_g14() {
        let stop =
            |name: &str, morning| StopDraft { id: None, name: name.to_owned(), morning, evening: None };
        let wrong = CircuitDraft {
            name: " ".to_owned(),
            carrier: String::new(),
            stops: vec![stop("Mairie", Some(480)), stop("mairie", Some(470)), stop("", Some(1440))],
        };
        let fields: Vec<_> =
            Circuit::try_new(wrong).unwrap_err().into_iter().map(|issue| issue.field).collect();
        assert_eq!(fields, ["name", "stops.1.name", "stops.1.morning", "stops.2.name", "stops.2.morning"]);
        assert!(
            Circuit::try_new(CircuitDraft {
                name: "Hameaux".to_owned(),
                carrier: String::new(),
                stops: vec![stop("Mairie", None)]
            })
            .is_ok()
        );
    }

    proptest! {
        /// Accepted beside another, it never puts the child at two stops on any day, either way.
        #[test]
        fn two_accepted_never_meet(one in 1u8..64, two in 1u8..64, way in 0usize..3, other in 0usize..3, gap in 0i64..40, length in 0i64..40) {
            use jiff::ToSpan;
            let first = registered(1, TransportDraft {
                to: Some(date(2026, 9, 20)), ..draft(Direction::ALL[way], one)
            });
            let from = date(2026, 9, 1).saturating_add(gap.days());
            let second = TransportDraft { from, to: Some(from.saturating_add(length.days())), ..draft(Direction::ALL[other], two) };
            if let Ok(second) = TransportRegistration::try_new(id(2), second, std::slice::from_ref(&first)) {
                for day in (0..90).map(|days| date(2026, 9, 1).saturating_add(i64::from(days).days())) {
                    for way in [Direction::Outward, Direction::Return] {
                        prop_assert!(!(first.holds_on(day, way) && second.holds_on(day, way)), "{day}");
                    }
                }
            }
        }
    }
}
