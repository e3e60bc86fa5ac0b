//! A child and their school beside the class: the list of compulsory instruction (G13), school transport (G14), leave to attend another
//! school than that of the sector (V16).

mod compulsory;
mod derogation;
mod merging;
mod transport;

pub use compulsory::{
    CompulsoryEntry, CompulsoryEntryDraft, Instruction, LeavingReason, asks_erasure, compulsory_in, outlived,
};
pub use derogation::{Derogation, DerogationDraft, DerogationReason, DerogationStanding};
pub use merging::{is_same_leave, left_beside, standing_leave};
pub use transport::{
    Circuit, CircuitDraft, Direction, StopDraft, TransportDraft, TransportRegistration, check_boards_from,
};
