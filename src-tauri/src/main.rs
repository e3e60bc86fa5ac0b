//! The program's entry: everything is in the library, so that the binary stays a name.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    shell::run();
}
