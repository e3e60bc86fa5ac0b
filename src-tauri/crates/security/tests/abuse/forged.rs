//! The grant is made by hand.
use std::marker::PhantomData;

use security::access::ReadHealth;
use security::{Grant, Session};

fn forge(session: &Session) -> Grant<'_, ReadHealth> {
    Grant { session, right: PhantomData }
}

fn main() {}
