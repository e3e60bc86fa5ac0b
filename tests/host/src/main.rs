//! Serves the pages and the core to a browser on this machine, for proofs: loopback only, never part of what is delivered.

#[cfg(not(debug_assertions))]
compile_error!("the test host is never built for release");

mod files;
mod serve;

fn main() {
    if !app::apart::serves() {
        serve::run();
    }
}
