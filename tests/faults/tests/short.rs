//! Every campaign in its short form: a few rounds of each, with its control.

use std::process::Command;

/// Runs the campaigns whose name begins so; each must reach its aim.
fn short(campaigns: &str, count: u32) {
    let said = Command::new(env!("CARGO_BIN_EXE_faults"))
        .args([campaigns, "--count", &count.to_string(), "--seed", "7"])
        .output()
        .expect("the campaigns run");
    let told = format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
    assert!(said.status.success() && told.contains("\"campaign\""), "{told}");
}

#[test]
fn nothing_acknowledged_is_lost_to_a_kill() {
    short("kill", 2);
}

#[test]
fn nothing_acknowledged_is_lost_to_a_power_cut() {
    short("power", 4);
}

#[test]
fn a_call_that_fails_is_said_in_french_and_costs_nothing() {
    short("calls", 1);
}

#[test]
fn two_programs_never_work_on_one_vault() {
    short("twice", 4);
}
