//! Reading mandates: accounts by their last characters, or one whole.

use domain::payments::DebitedAccount;
use security::access::ReadBank;
use store::mandates::{MandateRow, RecordedAccount};

use super::{AccountRowView, AccountView, MandateListView, MandateRequest, MandateView, found, open};
use crate::Error;
use crate::call::{Call, Subject};
use crate::quotients::{HouseholdRequest, agent_names};

/// A household's mandates, the newest first.
pub fn list(call: &Call<'_, ReadBank>, request: HouseholdRequest) -> Result<MandateListView, Error> {
    let household = request.household;
    call.consult(Subject::of("household", household), |r| {
        r.household(household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        let agents = agent_names(r)?;
        let mut accounts = Vec::new();
        for row in r.mandate_accounts_of(household)? {
            if let Some(account) = open(call.grant(), &row)? {
                let by = agents.get(&row.agent).cloned().unwrap_or_default();
                accounts.push((row.mandate, line(&row, &account, by)));
            }
        }
        let mandates = r.mandates_of(household)?.into_iter().rev().map(|row| {
            let own = accounts.iter().rev().filter(|(mandate, _)| *mandate == row.mandate.id);
            let accounts = own.map(|(_, line)| line.clone()).collect();
            view(call, &row, accounts)
        });
        Ok(MandateListView { household, mandates: mandates.collect() })
    })
}

/// The present account of a mandate, whole.
pub fn account(call: &Call<'_, ReadBank>, request: MandateRequest) -> Result<AccountView, Error> {
    let (row, _) = call.read(|r| found(r, request.mandate))?;
    call.consult(Subject::of("household", row.household).detail("IBAN du mandat lu en entier"), |r| {
        let accounts = r.mandate_accounts_of(row.household)?;
        let last = accounts.iter().rev().find(|account| account.mandate == row.mandate.id);
        let account = match last {
            Some(last) => open(call.grant(), last)?,
            None => None,
        };
        let account = account.ok_or_else(|| Error::not_found("ce compte"))?;
        Ok(AccountView {
            iban: in_groups(account.iban().as_str()),
            bic: account.bic().map(|bic| bic.as_str().to_owned()).unwrap_or_default(),
            holder: account.holder().to_owned(),
        })
    })
}

fn view(call: &Call<'_, ReadBank>, row: &MandateRow, accounts: Vec<AccountRowView>) -> MandateView {
    let mandate = &row.mandate;
    let state = mandate.state_on(call.today());
    MandateView {
        id: mandate.id,
        reference: mandate.reference.as_str().to_owned(),
        state,
        state_label: state.label().to_owned(),
        signed_on: mandate.signed_on,
        presented_on: mandate.presented_on,
        lapses_on: mandate.lapses_on(),
        revoked_on: mandate.revoked_on,
        accounts,
    }
}

fn line(row: &RecordedAccount, account: &DebitedAccount, recorded_by: String) -> AccountRowView {
    AccountRowView {
        iban_end: format!("{} ···· {}", account.iban().country(), account.iban().last_four()),
        holder: account.holder().to_owned(),
        from: row.from,
        recorded_at_ms: row.at_ms,
        recorded_by,
    }
}

fn in_groups(iban: &str) -> String {
    let groups: Vec<&str> = (0..iban.len()).step_by(4).map(|at| &iban[at..iban.len().min(at + 4)]).collect();
    groups.join("\u{a0}")
}
