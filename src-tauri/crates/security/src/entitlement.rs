//! Entitlements (« habilitations »): who may act under which role, from when to when, in which structures, asked for by whom.
//!
//! They are signed statements and not rows of the base: an agent with a database tool cannot give themselves a role
//! (requirements X02: nominative, dated, reviewed each year, ended at departure).

use uuid::Uuid;

use crate::access::Role;
use crate::codec::{Malformed, Reader, Writer};

/// A civil day, counted from the first of January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

pub(crate) const DAY_MS: i64 = 86_400_000;

impl Day {
    /// The day of an instant in milliseconds since 1970, in universal time.
    pub fn of_ms(at_ms: i64) -> Day {
        let day = at_ms.div_euclid(DAY_MS);
        Day(i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX }))
    }

    /// The day after.
    pub fn next(self) -> Day {
        Day(self.0.saturating_add(1))
    }
}

/// What an entitlement says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The role.
    pub role: Role,
    /// First day.
    pub from: Day,
    /// Last day, none while it lasts.
    pub until: Option<Day>,
    /// The schools and activities they may see; none in particular means the whole town.
    pub structures: Vec<Uuid>,
    /// Who asked for it, as the yearly review prints it. May be empty.
    pub requested_by: String,
}

/// A requester is a name and a function, not a letter.
pub const LONGEST_REQUESTER: usize = 120;

impl Terms {
    /// A role without end, over the whole town.
    pub fn open_ended(role: Role, from: Day) -> Terms {
        Terms { role, from, until: None, structures: Vec::new(), requested_by: String::new() }
    }

    /// Whether the role is held on a day.
    pub fn hold_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|last| day <= last)
    }

    /// Whether the role is over before a day.
    pub fn are_over_on(&self, day: Day) -> bool {
        self.until.is_some_and(|last| last < day)
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.bytes(self.role.code().as_bytes()).i32(self.from.0);
        match self.until {
            None => out.u8(0),
            Some(last) => out.u8(1).i32(last.0),
        };
        out.u32(u32::try_from(self.structures.len()).expect("structures are counted by a u32"));
        for structure in &self.structures {
            out.uuid(*structure);
        }
        out.bytes(self.requested_by.as_bytes());
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Terms, Malformed> {
        let text = |from: &mut Reader<'_>| {
            std::str::from_utf8(from.bytes()?).map(str::to_owned).map_err(|_| Malformed)
        };
        let role = Role::from_code(&text(from)?).ok_or(Malformed)?;
        let first = Day(from.i32()?);
        let until = match from.u8()? {
            0 => None,
            1 => Some(Day(from.i32()?)),
            _ => return Err(Malformed),
        };
        let count = from.u32()?;
        let structures = (0..count).map(|_| from.uuid()).collect::<Result<_, _>>()?;
        let requested_by = text(from)?;
        if requested_by.len() > LONGEST_REQUESTER {
            return Err(Malformed);
        }
        Ok(Terms { role, from: first, until, structures, requested_by })
    }
}

/// An entitlement as the chain establishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitlement {
    /// Whose.
    pub agent: Uuid,
    /// What.
    pub terms: Terms,
    /// Who signed it.
    pub given_by: Uuid,
    /// The second person who signed it, if any.
    pub approved_by: Option<Uuid>,
    /// When it was signed, in milliseconds since 1970.
    pub given_at_ms: i64,
}
