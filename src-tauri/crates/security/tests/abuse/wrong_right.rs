//! Another right is shown in its place.
use security::access::{ReadFamilies, ReadHealth};
use security::{Grant, Session};

fn health_record(_grant: &Grant<'_, ReadHealth>, child: u32) -> u32 {
    child
}

fn screen(session: &Session) -> u32 {
    let grant = session.authorize::<ReadFamilies>().unwrap();
    health_record(&grant, 7)
}

fn main() {}
