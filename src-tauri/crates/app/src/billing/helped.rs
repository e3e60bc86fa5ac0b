//! A correction of a service that a funder helped: the help follows it, so that a day given back is not helped, and never more than the
//! funder agreed to.

use std::collections::HashMap;

use domain::issue::{IssueCode, Refusal};
use domain::subsidies::{CorrectedLine, corrected_total};
use domain::tariffs::Quantity;
use domain::values::Cents;
use domain::values::ids::SubsidyId;
use security::Grant;
use security::access::ReadQuotients;
use store::Reader;
use store::billing::ServiceLineRow;

use super::lines::{KeptHelp, KeptReason};
use crate::error::Error;
use crate::quotients::OneKey;
use crate::subsidies::open;

/// What a help gives back, or takes, with a correction.
pub(super) struct Following<'a> {
    /// The line of the help, of the child and activity corrected.
    pub(super) line: &'a ServiceLineRow,
    /// The subsidy.
    pub(super) subsidy: SubsidyId,
    /// Positive: the help is taken back.
    pub(super) amount: Cents,
}

/// A help of an invoice, all its lines together.
struct Helping<'a> {
    subsidy: SubsidyId,
    kept: KeptHelp,
    lines: Vec<&'a ServiceLineRow>,
}

/// Refuses to correct a help by itself: it follows the services.
pub(super) fn refuse_help_alone(line: Option<&ServiceLineRow>) -> Result<(), Error> {
    match line.filter(|line| line.subsidy.is_some()) {
        None => Ok(()),
        Some(_) => Err(Error::fields(vec![
            Refusal::new(
                IssueCode::Forbidden,
                "Une prise en charge suit les prestations qu'elle réduit : corrigez la prestation, l'aide suivra.",
            )
            .at("rank"),
        ])),
    }
}

/// Whether a help of the invoice bears on a line.
pub(super) fn is_helped(line: &ServiceLineRow, lines: &[ServiceLineRow]) -> Result<bool, Error> {
    Ok(helps_of(lines)?.iter().any(|help| bears_on(help, line)))
}

/// What helps become when `amount` corrects a line. `written` are the corrections of the invoice so far, by line.
pub(super) fn following<'a>(
    reader: &Reader<'_>,
    grant: &Grant<'_, ReadQuotients>,
    line: &ServiceLineRow,
    lines: &'a [ServiceLineRow],
    written: &[(Option<u32>, Cents)],
    amount: Cents,
) -> Result<Vec<Following<'a>>, Error> {
    let mut corrected: HashMap<u32, Cents> = HashMap::new();
    for (rank, cents) in written {
        if let Some(rank) = rank {
            *corrected.entry(*rank).or_default() += *cents;
        }
    }
    let so_far = |line: &ServiceLineRow| corrected.get(&line.rank).copied().unwrap_or_default();
    let mut keys = OneKey::default();
    let mut follows: Vec<Following<'a>> = Vec::new();
    // What the helps before it take back is owed again, for the next one to bear on.
    let mut owed_again = Cents::ZERO;
    for help in helps_of(lines)? {
        let taken_back: Cents = help.lines.iter().map(|line| so_far(line)).sum();
        if !bears_on(&help, line) {
            continue;
        }
        let row = reader.subsidy_version(help.kept.version)?;
        let opened = row.map(|row| open(grant, &mut keys, &row)).transpose()?.flatten();
        let Some(opened) = opened else { continue };
        let given = &help.kept.given;
        let mut borne = Vec::new();
        let mut base = given.base + owed_again;
        for service in lines.iter().filter(|one| bears_on(&help, one)) {
            let here = if service.rank == line.rank { amount } else { Cents::ZERO };
            let change = so_far(service) + here;
            base += change;
            borne.push(corrected_line(service, change)?);
        }
        let first: Cents = help.lines.iter().map(|line| -line.amount).sum();
        let terms = &opened.subsidy.terms;
        let total = corrected_total(terms, given.before(), given.wanted, &borne, base).min(first);
        let back = first - taken_back - total;
        owed_again += taken_back + back;
        let same = |one: &&&ServiceLineRow| (one.child, one.activity) == (line.child, line.activity);
        let at = help.lines.iter().find(same).or_else(|| help.lines.first());
        if let (Some(at), false) = (at, back.is_zero()) {
            follows.push(Following { line: at, subsidy: help.subsidy, amount: back });
        }
    }
    Ok(follows)
}

/// A service an invoice bills, with what corrections make of it.
fn corrected_line(line: &ServiceLineRow, change: Cents) -> Result<CorrectedLine, Error> {
    let calculation = KeptReason::of(line)?.calculation();
    let units = calculation.and_then(|known| match known.quantity {
        Quantity::Units { count, .. } => Some(count),
        Quantity::Minutes { .. } => None,
    });
    let part = calculation.and_then(|known| known.share);
    Ok(CorrectedLine { billed: line.amount, left: line.amount + change, units, part })
}

/// Whether a help bears on two lines of an invoice: what is taken back of one counted what was corrected of the other.
pub(super) fn are_helped_together(ranks: (u32, u32), lines: &[ServiceLineRow]) -> Result<bool, Error> {
    let at = |rank: u32| lines.iter().find(|line| line.rank == rank);
    let (Some(one), Some(other)) = (at(ranks.0), at(ranks.1)) else { return Ok(false) };
    Ok(helps_of(lines)?.iter().any(|help| bears_on(help, one) && bears_on(help, other)))
}

/// The helps of an invoice, those carried over from another run apart, in the order they were counted.
fn helps_of(lines: &[ServiceLineRow]) -> Result<Vec<Helping<'_>>, Error> {
    let mut helps: Vec<Helping<'_>> = Vec::new();
    for line in lines {
        let Some(subsidy) = line.subsidy else { continue };
        let reason = KeptReason::of(line)?;
        // A help that a correction took back is no help.
        let Some(kept) = reason.help() else { continue };
        let known = helps
            .iter_mut()
            .find(|help| help.subsidy == subsidy && help.lines[0].carried_from == line.carried_from);
        match known {
            Some(help) => help.lines.push(line),
            None => helps.push(Helping { subsidy, kept: kept.clone(), lines: vec![line] }),
        }
    }
    Ok(helps)
}

/// Ranks say it where the help was given; carried over, its lines and theirs came together.
fn bears_on(help: &Helping<'_>, line: &ServiceLineRow) -> bool {
    let carried = help.lines[0].carried_from;
    if line.subsidy.is_some() || line.carried_from != carried {
        return false;
    }
    match carried {
        None => line.adjustment.is_none() && help.kept.given.ranks.contains(&line.rank),
        Some(_) => help.lines.iter().any(|one| (one.child, one.activity) == (line.child, line.activity)),
    }
}
