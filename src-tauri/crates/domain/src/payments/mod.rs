//! Money received, what it pays, what is left to pay.

mod allocation;
mod method;

pub use allocation::{
    Allocation, Balance, DueInvoice, allocate, allocate_as_chosen, available_advance, release_as_chosen,
};
pub use method::PaymentMethod;
