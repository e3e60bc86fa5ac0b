//! How many children a unit takes on a day.

/// What becomes of a booking request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Admission {
    /// There is room.
    Booked,
    /// The unit is full: the child waits, in the order requests came.
    Waiting,
}

/// Decides a request when `taken` places of `capacity` are already held.
///
/// A capacity lowered below what is taken evicts nobody; it only stops taking more.
pub fn admit(capacity: Option<u32>, taken: u32) -> Admission {
    match capacity {
        Some(capacity) if taken >= capacity => Admission::Waiting,
        _ => Admission::Booked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_place_is_taken_once() {
        assert_eq!(admit(Some(2), 1), Admission::Booked);
        assert_eq!(admit(Some(2), 2), Admission::Waiting);
        assert_eq!(admit(Some(2), 5), Admission::Waiting);
        assert_eq!(admit(None, 10_000), Admission::Booked);
    }
}
