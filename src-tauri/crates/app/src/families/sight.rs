//! What the agent at the desk may see of a family, decided once: what is not seen is not sent (requirements §1.0).

use security::Right;
use security::access::{EditFamilies, ReadBalance, ReadBank, ReadBilling, ReadHealthLight, ReadPayments};

use crate::call::Call;

/// What of a family is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sight {
    /// Drafts for forms: INS.
    pub(super) edits: bool,
    /// Birth of guardians (A09, A10): INS and FAC.
    pub(super) births: bool,
    /// E-mail, regime, bracket, balance as a light: INS, FAC, RES, neither SAN nor TER.
    pub(super) desk: bool,
    /// Amounts due: FAC, RES.
    pub(super) amounts: bool,
    /// Invoices: FAC, RES.
    pub(super) invoices: bool,
    /// Health light, diet and doctor: INS, SAN, TER, neither FAC nor RES.
    pub(super) care: bool,
}

impl Sight {
    pub(super) fn of<R: Right>(call: &Call<'_, R>) -> Self {
        let edits = call.also::<EditFamilies>().is_some();
        Self {
            edits,
            births: edits || call.also::<ReadBank>().is_some(),
            desk: call.also::<ReadBalance>().is_some(),
            amounts: call.also::<ReadPayments>().is_some(),
            invoices: call.also::<ReadBilling>().is_some(),
            care: call.also::<ReadHealthLight>().is_some(),
        }
    }
}
