//! The grant is copied, or printed.
use security::access::ReadHealth;
use security::Grant;

fn copy<'s>(grant: &Grant<'s, ReadHealth>) -> (Grant<'s, ReadHealth>, String) {
    (grant.clone(), format!("{grant:?}"))
}

fn main() {}
