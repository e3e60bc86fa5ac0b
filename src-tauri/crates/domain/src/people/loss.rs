//! Who has lost authority over a child (V02), for those who read a whole town at once.

use jiff::civil::Date;

use crate::values::ids::GuardianId;

/// An adult who has lost authority over a child, from a day to a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LostAuthority {
    /// Who.
    pub guardian: GuardianId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
}

impl LostAuthority {
    /// Whether an adult is, that day, one of those nobody writes to nor asks anything of (Code civil, art. 378).
    pub fn bars(&self, who: GuardianId, day: Date) -> bool {
        self.guardian == who && self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}
