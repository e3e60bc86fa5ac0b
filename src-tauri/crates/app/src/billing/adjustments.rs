//! A correction is a new line with its reason, taken by the household's next invoice; nothing issued is ever edited.

use domain::billing::{Corrected, check_correction};
use domain::issue::{IssueCode, Issues};
use domain::values::Cents;
use domain::values::ids::AdjustmentId;
use security::access::{EditAdjustments, ReadBilling, ReadQuotients};
use store::billing::{InvoiceRow, NewAdjustment};

use super::helped;
use super::lines::HELP;
use super::{AdjustmentAddRequest, AdjustmentListView, AdjustmentRequest, AdjustmentRow};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::session::Empty;

/// Writes a correction for the household's next invoice.
pub fn adjustment_add(
    call: &Call<'_, EditAdjustments>,
    request: AdjustmentAddRequest,
) -> Result<AdjustmentListView, Error> {
    let household = request.household;
    let (owner, original) = call.read(|r| {
        let original = match request.invoice {
            None => None,
            Some(invoice) => {
                let row = r.invoice(invoice)?.ok_or_else(|| Error::not_found("la facture à corriger"))?;
                let lines = r.lines_of_invoice(invoice)?;
                Some((row, lines))
            }
        };
        Ok((r.payment_owner(household)?, original))
    })?;
    let (family, _) = owner.ok_or_else(|| Error::not_found("ce foyer"))?;
    let line = match (&original, request.rank) {
        (Some((_, lines)), Some(rank)) => Some(
            lines
                .iter()
                .find(|line| line.rank == rank)
                .ok_or_else(|| Error::not_found("la ligne à corriger"))?,
        ),
        _ => None,
    };

    let mut issues = Issues::new();
    let reason = request.reason.trim();
    if reason.is_empty() {
        issues.refuse(
            "reason",
            IssueCode::Missing,
            "Dites pourquoi : la famille lira ce motif sur sa facture.",
        );
    }
    if request.amount_cents.is_zero() {
        issues.refuse("amount_cents", IssueCode::OutOfRange, "Une régularisation de zéro ne corrige rien.");
    }
    if original.as_ref().is_some_and(|(row, _)| row.household != household) {
        issues.refuse("invoice", IssueCode::Inconsistent, "Cette facture est celle d’un autre foyer.");
    }
    let activity = request.activity.or_else(|| line.and_then(|line| line.activity));
    if activity.is_none() {
        issues.refuse(
            "activity",
            IssueCode::Missing,
            "Choisissez l’activité : elle dit au Trésor où imputer la somme.",
        );
    }
    let label = match (request.label.trim(), line, &original) {
        ("", Some(line), Some((row, _))) => format!("{} (facture {})", line.label, row.number),
        ("", None, Some((row, _))) => format!("Facture {}", row.number),
        ("", ..) => {
            issues.refuse("label", IssueCode::Missing, "Dites ce qui est corrigé.");
            String::new()
        }
        (label, ..) => label.to_owned(),
    };
    for (field, text, longest) in [("label", request.label.trim(), 120), ("reason", reason, 300)] {
        if text.chars().count() > longest {
            issues.refuse(
                field,
                IssueCode::TooLong,
                format!("Ce texte dépasse {longest} caractères\u{a0}: abrégez-le, la facture le porte."),
            );
        }
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    helped::refuse_help_alone(line)?;
    // A help that follows is computed from what is sealed.
    let sealed = match (&original, line) {
        (Some((_, lines)), Some(line)) if helped::is_helped(line, lines)? => {
            Some(call.joint::<ReadQuotients>()?)
        }
        _ => None,
    };

    let id = AdjustmentId::from_uuid(call.new_id());
    let lines_of_it = original.as_ref().map_or(0, |(_, lines)| lines.len());
    let ids: Vec<AdjustmentId> = (0..lines_of_it).map(|_| call.new_id().into()).collect();
    let detail = format!("{label}, {}, {reason}", request.amount_cents);
    call.perform(
        Subject::of("adjustment", id).detail(detail),
        [Change::Billing, Change::Family(family.into())],
        |w| {
            if !w.activities()?.iter().any(|known| Some(known.id) == activity) {
                return Err(Error::not_found("cette activité"));
            }
            let mut follows = Vec::new();
            if let Some((invoice, lines)) = &original {
                let written = w.corrections_of_invoice(invoice.household, invoice.id)?;
                if let (Some(grant), Some(line)) = (&sealed, line) {
                    follows = helped::following(w, grant, line, lines, &written, request.amount_cents)?;
                }
                let asked = line.map(|line| (line.rank, line.amount));
                let helps = follows.iter().map(|follow| follow.amount).sum();
                refuse_to_give_back_more(&written, invoice, asked, (request.amount_cents, helps))?;
            }
            w.insert_adjustment(&NewAdjustment {
                id,
                household,
                original: request.invoice.map(|invoice| (invoice, request.rank)),
                child: line.and_then(|line| line.child),
                activity,
                label: &label,
                reason,
                amount: request.amount_cents,
                carried_from: None,
                explanation: None,
                quotient: None,
                subsidy: None,
                follows: None,
            })?;
            for (follow, own) in follows.iter().zip(&ids) {
                w.insert_adjustment(&NewAdjustment {
                    id: *own,
                    household,
                    original: request.invoice.map(|invoice| (invoice, Some(follow.line.rank))),
                    child: follow.line.child,
                    activity: follow.line.activity,
                    label: &format!("{HELP}, {label}"),
                    reason,
                    amount: follow.amount,
                    carried_from: None,
                    explanation: None,
                    quotient: None,
                    subsidy: Some(follow.subsidy),
                    follows: Some(id),
                })?;
            }
            listed(w)
        },
    )
}

/// Corrections written earlier count, and those another window writes meanwhile: asked inside the transaction. `helps` is what the helps of
/// the line take back with it.
fn refuse_to_give_back_more(
    written: &[(Option<u32>, Cents)],
    invoice: &InvoiceRow,
    line: Option<(u32, Cents)>,
    (correction, helps): (Cents, Cents),
) -> Result<(), Error> {
    let whole: Cents = written.iter().map(|(_, amount)| *amount).sum();
    let of_line = |rank| written.iter().filter(|(of, _)| *of == Some(rank)).map(|(_, amount)| *amount).sum();
    line.map_or(Ok(()), |(rank, asked)| check_correction(Corrected::Line, asked, of_line(rank), correction))
        .and_then(|()| check_correction(Corrected::Invoice, invoice.total, whole, correction + helps))
        .map_err(|refusal| Error::fields(vec![refusal.at("amount_cents")]))
}

/// Corrections, taken or waiting, the latest first.
pub fn adjustment_list(call: &Call<'_, ReadBilling>, _: Empty) -> Result<AdjustmentListView, Error> {
    call.read(listed)
}

/// Withdraws a correction that no invoice has taken.
pub fn adjustment_withdraw(
    call: &Call<'_, EditAdjustments>,
    request: AdjustmentRequest,
) -> Result<AdjustmentListView, Error> {
    call.perform(Subject::of("adjustment", request.adjustment), [Change::Billing], |w| {
        refuse_under_a_later_one(w, request.adjustment)?;
        if !w.withdraw_adjustment(request.adjustment)? {
            return Err(Error::new(
                Code::AlreadyDone,
                "Cette régularisation ne se retire plus : une facture l’a prise, une campagne l’a reportée, ou elle a été retirée. Saisissez-en une autre en sens inverse. Une prise en charge qui en suit une autre se retire avec elle.",
            ));
        }
        listed(w)
    })
}

/// A later correction that a same help followed counted this one: withdrawn under it, that help would be wrong.
fn refuse_under_a_later_one(reader: &store::Reader<'_>, id: AdjustmentId) -> Result<(), Error> {
    let rows = reader.adjustments()?;
    let Some(at) = rows.iter().position(|row| row.id == id) else { return Ok(()) };
    let (Some(invoice), Some(rank)) = (rows[at].original_invoice, rows[at].original_rank) else {
        return Ok(());
    };
    let later: Vec<_> = rows[..at]
        .iter()
        .filter(|row| row.original_invoice == Some(invoice) && !row.is_carried_over)
        .collect();
    if later.is_empty() {
        return Ok(());
    }
    let lines = reader.lines_of_invoice(invoice)?;
    for row in later {
        let Some(other) = row.original_rank else { continue };
        if helped::are_helped_together((rank, other), &lines)? {
            return Err(Error::refused(format!(
                "Une régularisation plus récente, «\u{a0}{}\u{a0}», suit la même prise en charge et a compté celle-ci\u{a0}: l’aide serait fausse. {}",
                row.label,
                match row.taken_by {
                    None => "Retirez d’abord la plus récente, puis celle-ci, et saisissez-la de nouveau.",
                    Some(_) =>
                        "Une facture a pris la plus récente\u{a0}: saisissez une régularisation en sens inverse.",
                }
            )));
        }
    }
    Ok(())
}

fn listed(reader: &store::Reader<'_>) -> Result<AdjustmentListView, Error> {
    let rows = reader.adjustments()?;
    let waiting = rows.iter().filter(|row| row.taken_by.is_none());
    Ok(AdjustmentListView {
        pending_cents: waiting.map(|row| row.amount).sum::<Cents>(),
        adjustments: rows
            .into_iter()
            .map(|row| AdjustmentRow {
                id: row.id,
                household: row.household,
                household_label: row.household_label,
                family: row.family,
                family_number: row.family_number,
                family_name: row.family_name,
                original_invoice: row.original_invoice,
                original_number: row.original_number,
                label: row.label,
                reason: row.reason,
                amount_cents: row.amount,
                taken_by: row.taken_by,
                taken_number: row.taken_number,
                agent_name: row.agent_name,
                is_carried_over: row.is_carried_over,
            })
            .collect(),
    })
}
