//! Use cases from end to end, on a real encrypted file, asked as a window would ask them.

mod agents;
mod backups;
mod cli;
mod demo;
mod enrolment;
#[cfg(target_os = "linux")]
mod desk;
mod elsewhere;
mod founding;
mod hostile;
mod journal;
mod keyring;
mod recovery;
mod rotation;
#[cfg(target_os = "linux")]
mod memory;
mod programs;
