//! Use cases from end to end, on a real encrypted file, asked as a window would ask them.

mod agents;
mod backups;
mod cli;
mod demo;
mod elsewhere;
mod founding;
mod hostile;
mod journal;
mod keyring;
mod plan;
mod restorations;
