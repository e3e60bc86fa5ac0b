//! The lines of an invoice.

use std::sync::Arc;

use super::pieces::Piece;
use super::{LineDraft, LineKind, StateCounts, payer, unit_place};
use crate::billing::input::RunInput;
use crate::billing::{BilledHousehold, PendingAdjustment};
use crate::tariffs::{Share, price};

pub(super) fn service_line(
    input: &RunInput,
    household: &BilledHousehold,
    piece: &Piece,
    labels: &[Arc<str>],
) -> LineDraft {
    let tariff = &input.basis.tariffs[piece.tariff as usize];
    let share = piece.part.map_or(Share::Whole, |part| Share::Part { part, amount: piece.amount });
    let priced = price(tariff, &payer(household, input.settings.month), piece.rank, piece.quantity, share);
    LineDraft {
        kind: LineKind::Service,
        child: Some(piece.child),
        activity: Some(input.activity_of_unit[piece.unit as usize]),
        unit: Some(piece.unit),
        tariff: Some(piece.tariff),
        label: labels[piece.unit as usize].clone(),
        quantity: Some(piece.quantity),
        unit_price: Some(priced.unit_price),
        amount: priced.amount,
        states: StateCounts(input.entries[piece.entry as usize].by_state),
        explanation: Some(priced.explanation),
        help: None,
    }
}

pub(super) fn adjustment_line(adjustment: &PendingAdjustment) -> LineDraft {
    LineDraft {
        kind: LineKind::Adjustment { id: adjustment.id, original_line: adjustment.original_line },
        child: adjustment.child,
        activity: adjustment.activity,
        unit: None,
        tariff: None,
        label: adjustment.reason.as_str().into(),
        quantity: None,
        unit_price: None,
        amount: adjustment.amount,
        states: StateCounts::default(),
        explanation: None,
        help: None,
    }
}

/// The label of each unit: one string, shared by all its lines.
pub(super) fn unit_labels(input: &RunInput) -> Vec<Arc<str>> {
    (0..).zip(&input.basis.units).map(|(rank, _)| unit_place(input, rank).into()).collect()
}
