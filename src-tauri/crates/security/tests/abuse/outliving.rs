//! The grant is kept after the session is over.
use security::access::ReadHealth;
use security::{Grant, Session};

fn at_work() -> Session {
    unimplemented!()
}

fn use_later(_grant: Grant<'_, ReadHealth>) {}

fn main() {
    let kept = {
        let session = at_work();
        session.authorize::<ReadHealth>().unwrap()
    };
    use_later(kept);
}
