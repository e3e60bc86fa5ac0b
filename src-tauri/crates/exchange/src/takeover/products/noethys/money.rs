//! Quotients and balances of a base.

use std::collections::HashMap;

use domain::values::Cents;
use jiff::civil::Date;

use super::FAMILY;
use super::base::Opened;
use crate::tabular::{read_amount, read_date};

/// A quotient, in the words of a table.
pub(super) struct Quotient {
    from: Date,
    current: bool,
    pub(super) value: String,
    /// `01/2026`.
    pub(super) month: String,
}

/// A day as a base writes it, hours set aside.
pub(super) fn day(text: &str) -> Option<Date> {
    read_date(text.split([' ', 'T']).next().unwrap_or(text)).ok()
}

/// The quotient of each family on a day, else its last one, and how many are of other periods.
pub(super) fn quotients(base: &Opened<'_>, today: Date) -> (HashMap<i64, Quotient>, u32) {
    let rows = base.table("quotients");
    let mut found: HashMap<i64, Quotient> = HashMap::new();
    let mut others = 0;
    for row in rows.iter() {
        let text = |column: &str| base.text(&rows, row, &[column]);
        let (Some(family), Some(from)) = (rows.id(row, FAMILY), day(&text("date_debut"))) else { continue };
        let value = text("quotient");
        if value.is_empty() {
            continue;
        }
        let current = from <= today && day(&text("date_fin")).is_none_or(|to| to >= today);
        if let Some(before) = found.get(&family) {
            others += 1;
            if (before.current, before.from) > (current, from) {
                continue;
            }
        }
        let month = format!("{:02}/{:04}", from.month(), from.year());
        found.insert(family, Quotient { from, current, value, month });
    }
    (found, others)
}

/// What each family owes: what it was charged less what it paid. Nothing when the base keeps neither.
pub(super) fn balances(base: &Opened<'_>) -> Option<HashMap<i64, Cents>> {
    let (charged, paid) = (base.table("prestations"), base.table("reglements"));
    if !base.has("prestations") || !base.has("reglements") {
        return None;
    }
    let accounts = base.table("comptes_payeurs");
    let of_account: HashMap<i64, i64> = accounts
        .iter()
        .filter_map(|row| Some((accounts.id(row, &["idcompte_payeur"])?, accounts.id(row, FAMILY)?)))
        .collect();
    let mut balances: HashMap<i64, i64> = HashMap::new();
    for (rows, sign) in [(charged, 1), (paid, -1)] {
        for row in rows.iter() {
            let account = || rows.id(row, &["idcompte_payeur"]).and_then(|id| of_account.get(&id).copied());
            let family = rows.id(row, FAMILY).or_else(account);
            let amount = read_amount(&base.text(&rows, row, &["montant"]));
            if let (Some(family), Ok(amount)) = (family, amount) {
                let balance = balances.entry(family).or_default();
                *balance = balance.saturating_add(sign * amount.0);
            }
        }
    }
    Some(balances.into_iter().map(|(family, cents)| (family, Cents(cents))).collect())
}
