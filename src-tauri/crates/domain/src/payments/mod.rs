//! Money received, what it pays, what is left to pay.

mod allocation;
mod mandate;
mod method;
mod usual;

pub use allocation::{
    Allocation, Balance, DueInvoice, allocate, allocate_as_chosen, available_advance, release_as_chosen,
};
pub use mandate::{AccountDraft, Bic, DebitedAccount, Mandate, MandateReference, MandateState};
pub use method::PaymentMethod;
pub use usual::UsualMeans;
