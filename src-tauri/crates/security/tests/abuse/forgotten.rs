//! The grant is forgotten: what reads health asks for it.
use security::Grant;
use security::access::ReadHealth;

fn health_record(_grant: &Grant<'_, ReadHealth>, child: u32) -> u32 {
    child
}

fn main() {
    health_record(7);
}
