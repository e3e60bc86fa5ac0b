//! Writing a mandate: its signature, its account, its end.

use domain::issue::{IssueCode, Issues};
use domain::payments::{DebitedAccount, Mandate, MandateReference, MandateState};
use domain::values::ids::{FamilyId, HouseholdId, MandateId};
use jiff::civil::Date;
use security::Compartment;
use security::access::EditBank;
use security::cell::Padding;
use store::cells::MANDATE_ACCOUNT;
use store::mandates::{AccountRow, MandateRow};
use store::{Reader, Writer};

use super::{MandateIndex, MandateRequest, MandateRevokeRequest, MandateSaveRequest, found, open, stands};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::Code;
use crate::families::FamilyWritten;
use crate::subject_key;

/// What a mandate was before, and where it is kept.
struct Known {
    family: FamilyId,
    number: u32,
    row: Option<MandateRow>,
    /// The account it names.
    account: Option<DebitedAccount>,
}

impl Known {
    fn read(call: &Call<'_, EditBank>, request: &MandateSaveRequest) -> Result<Self, Error> {
        let household = request.household;
        call.read(|r| {
            let family = r.family_of_household(household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
            let number = r.family(family)?.ok_or_else(|| Error::not_found("cette famille"))?.number;
            let Some(id) = request.mandate else {
                return Ok(Self { family, number, row: None, account: None });
            };
            let (row, _) = found(r, id)?;
            if row.household != household {
                return Err(Error::not_found("ce mandat"));
            }
            let accounts = r.mandate_accounts_of(household)?;
            let account = match accounts.iter().rev().find(|account| account.mandate == id) {
                Some(last) => open(call.grant(), last)?,
                None => None,
            };
            Ok(Self { family, number, row: Some(row), account })
        })
    }
}

/// Writes a mandate: a new one, its signature, or an amendment that names another account.
pub fn save(call: &Call<'_, EditBank>, request: MandateSaveRequest) -> Result<FamilyWritten, Error> {
    let known = Known::read(call, &request)?;
    let household = request.household;
    let today = call.today();
    let before = known.row.as_ref().map(|row| &row.mandate);
    let mut issues = Issues::new();
    let account = match &request.account {
        Some(draft) => issues.take_all("account", DebitedAccount::try_new(draft)),
        None if known.account.is_none() => {
            issues.refuse("account.iban", IssueCode::Missing, "L’IBAN manque.");
            None
        }
        None => None,
    };
    let typed = !request.reference.trim().is_empty();
    let reference =
        issues.take_optional("reference", typed.then(|| MandateReference::parse(&request.reference)));
    if let (Some(before), Some(reference)) = (before, &reference)
        && before.signed_on.is_some()
        && *reference != before.reference
    {
        issues.refuse(
            "reference",
            IssueCode::Inconsistent,
            "La référence d’un mandat signé ne change plus\u{a0}: révoquez-le et faites-en signer un autre.",
        );
    }
    if before.is_some_and(|before| before.signed_on.is_some()) && request.signed_on.is_none() {
        issues.refuse(
            "signed_on",
            IssueCode::Missing,
            "Ce mandat est signé\u{a0}: sa date ne s’efface pas, elle se corrige.",
        );
    }
    let id = request.mandate.unwrap_or_else(|| MandateId::from_uuid(call.new_id()));
    // The account that was there before, typed again, is no amendment.
    let named = account.filter(|account| known.account.as_ref() != Some(account));
    let from = request.from.unwrap_or(today);
    issues.finish(Some(())).map_err(Error::fields)?;
    let (mandate, detail) = call.read(|r| {
        let mut issues = Issues::new();
        let reference = reference_of(r, &request, &known, (id, reference), &mut issues)?;
        let mandate = Mandate {
            id,
            reference,
            signed_on: request.signed_on,
            presented_on: before.and_then(|before| before.presented_on),
            revoked_on: before.and_then(|before| before.revoked_on),
        };
        mandate.check_dates(&mut issues, today);
        let state = mandate.state_on(today);
        if named.is_some() && !stands(state) {
            issues.refuse("account.iban", IssueCode::Inconsistent, no_longer(state));
        }
        if before.is_none()
            && let Some(other) = standing(r, household, today)?
        {
            let said = format!(
                "Ce foyer a déjà un mandat {}, {}\u{a0}: révoquez-le d’abord.",
                other.state_on(today).label(),
                other.reference.as_str()
            );
            issues.refuse("reference", IssueCode::Duplicate, said);
        }
        issues.finish(Some(())).map_err(Error::fields)?;
        let detail = told(&mandate, before, named.is_some());
        Ok((mandate, detail))
    })?;
    let row = MandateRow { mandate, household };
    let changes = [Change::Family(known.family.into())];
    let fresh = before.is_none();
    call.perform(Subject::of("household", household).detail(detail), changes, |w| {
        // Somebody else may have asked for the same since it was checked.
        let taken = w.mandate_with(&row.mandate.reference)?.is_some_and(|other| other != id);
        if taken || (fresh && standing(w, household, today)?.is_some()) {
            return Err(Error::new(
                Code::Conflict,
                "Un mandat vient d’être préparé pour ce foyer\u{a0}: relisez-le avant d’en faire un autre.",
            ));
        }
        w.save_mandate(&row)?;
        match &named {
            Some(account) => keep_account(call, w, &row, (account, from)),
            None => Ok(()),
        }
    })?;
    call.unlocked().forget::<MandateIndex>();
    Ok(FamilyWritten { family: known.family, subject: id.into() })
}

/// Says from when the debtor takes a mandate back, or that they do not.
pub fn revoke(call: &Call<'_, EditBank>, request: MandateRevokeRequest) -> Result<FamilyWritten, Error> {
    let (mut row, family) = call.read(|r| found(r, request.mandate))?;
    row.mandate.revoked_on = request.revoked_on;
    let mut issues = Issues::new();
    row.mandate.check_dates(&mut issues, call.today());
    if request.revoked_on.is_none()
        && let Some(other) = call.read(|r| standing(r, row.household, call.today()))?
        && other.id != row.mandate.id
    {
        issues.refuse(
            "revoked_on",
            IssueCode::Duplicate,
            "Un autre mandat a été signé depuis\u{a0}: celui-ci reste révoqué.",
        );
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    let detail = match request.revoked_on {
        Some(_) => "Mandat révoqué",
        None => "Révocation du mandat retirée",
    };
    let subject = Subject::of("household", row.household).detail(detail);
    call.perform(subject, [Change::Family(family.into())], |w| Ok(w.save_mandate(&row)?))?;
    Ok(FamilyWritten { family, subject: row.mandate.id.into() })
}

/// Removes a mandate nobody signed.
pub fn remove(call: &Call<'_, EditBank>, request: MandateRequest) -> Result<FamilyWritten, Error> {
    let (row, family) = call.read(|r| found(r, request.mandate))?;
    if row.mandate.signed_on.is_some() {
        return Err(Error::refused("Ce mandat est signé\u{a0}: il se révoque, il ne se retire pas."));
    }
    let subject = Subject::of("household", row.household).detail("Mandat retiré, jamais signé");
    call.perform(subject, [Change::Family(family.into())], |w| Ok(w.remove_mandate(row.mandate.id)?))?;
    call.unlocked().forget::<MandateIndex>();
    Ok(FamilyWritten { family, subject: row.mandate.id.into() })
}

/// The reference typed, the one it had, or the next that was never given.
fn reference_of(
    r: &Reader<'_>,
    request: &MandateSaveRequest,
    known: &Known,
    (id, typed): (MandateId, Option<MandateReference>),
    issues: &mut Issues,
) -> Result<MandateReference, Error> {
    if let Some(reference) = typed {
        if r.mandate_with(&reference)?.is_some_and(|other| other != id) {
            let said = format!(
                "La référence {} a déjà servi\u{a0}: une référence de mandat n’est jamais reprise.",
                reference.as_str()
            );
            issues.refuse("reference", IssueCode::Duplicate, said);
        }
        return Ok(reference);
    }
    if let Some(row) = &known.row {
        return Ok(row.mandate.reference.clone());
    }
    let mut rank = r.mandate_count_ever(request.household)?;
    loop {
        rank += 1;
        let given = MandateReference::given(known.number, rank);
        if r.mandate_with(&given)?.is_none() {
            return Ok(given);
        }
    }
}

/// The mandate of a household that may be debited, or waits for its signature.
fn standing(r: &Reader<'_>, household: HouseholdId, today: Date) -> Result<Option<Mandate>, Error> {
    let mandates = r.mandates_of(household)?.into_iter().map(|row| row.mandate);
    Ok(mandates.into_iter().find(|mandate| stands(mandate.state_on(today))))
}

fn no_longer(state: MandateState) -> String {
    format!("Ce mandat est {}\u{a0}: faites-en signer un autre.", state.label())
}

/// What the journal says: neither the reference nor the account, which are for the compartment of the bank alone.
fn told(mandate: &Mandate, before: Option<&Mandate>, named: bool) -> &'static str {
    let signed = mandate.signed_on.is_some() && before.is_none_or(|before| before.signed_on.is_none());
    match (before, signed, named) {
        (None, true, _) => "Mandat saisi, signé",
        (None, false, _) => "Mandat préparé",
        (Some(_), true, false) => "Mandat signé",
        (Some(_), true, true) => "Mandat signé, autre compte",
        (Some(_), false, true) => "Mandat\u{a0}: autre compte",
        (Some(_), false, false) => "Mandat corrigé",
    }
}

fn keep_account(
    call: &Call<'_, EditBank>,
    w: &Writer<'_>,
    row: &MandateRow,
    (account, from): (&DebitedAccount, Date),
) -> Result<(), Error> {
    let key = subject_key::for_writing(w, call.grant(), Compartment::Bank, row.household)?;
    let id = call.new_id();
    let content = serde_json::to_vec(&account.draft()).map_err(|error| Error::bug(error.to_string()))?;
    let sealed = call.grant().seal(&key, MANDATE_ACCOUNT.at(id), None, Padding::Short, &content)?;
    w.insert_mandate_account(&AccountRow {
        id,
        mandate: row.mandate.id,
        household: row.household,
        sealed,
        from,
    })?;
    Ok(())
}
