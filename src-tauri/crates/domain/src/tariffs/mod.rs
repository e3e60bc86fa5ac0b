//! What a unit costs a household, and why: dated tariffs, the quotient familial that applies, and the
//! explanation every amount carries.

mod engine;
mod explain;
mod income;
mod method;
mod quotient;
mod tariff;

pub use engine::{Payer, Priced, Share, line_amount, price, unit_price};
pub(crate) use engine::{exact_amount, part_of};
pub use explain::{
    Calculation, EffortBound, Explanation, PriceBasis, Quantity, QuotientUsed, Reason, Rounded,
    RuleReference, SiblingEffect,
};
pub use income::{Income, IncomeDraft, IncomeHistory, IncomeOrigin, IncomePeriod, IncomeUsed};
pub use method::{Bracket, BracketTable, EffortBase, EffortRate, EffortTerms, Method};
pub use quotient::{Quotient, QuotientAt, QuotientDraft, QuotientHistory, QuotientKind, QuotientSource};
pub use tariff::{SiblingDiscount, SiblingScope, Tariff, TariffDraft, UnitBasis, tariff_on};
