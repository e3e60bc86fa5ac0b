//! Use cases from end to end, on a real encrypted file, asked as a window would ask them.

mod agents;
mod backups;
mod cli;
mod cut;
mod damage;
mod demo;
#[cfg(target_os = "linux")]
mod desk;
mod elsewhere;
mod enrolment;
mod founding;
mod fuzzing;
mod hostile;
mod journal;
mod keyring;
#[cfg(target_os = "linux")]
mod memory;
mod plan;
mod programs;
mod recovery;
mod restorations;
mod rolled_back;
mod rotation;
mod structures;
mod takeovers;
mod versions;
