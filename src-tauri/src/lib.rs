//! Shell. 
/// run
pub fn run() {}
