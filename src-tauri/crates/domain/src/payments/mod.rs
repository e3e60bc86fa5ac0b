//! (furnished next)
