//! What third-party funders pay of the services of a month (F11): lines of their own, imputed where the services they reduce are.

use super::pieces::Piece;
use super::{HelpDraft, LineDraft, LineKind, StateCounts, entry_total};
use crate::billing::BilledSubsidy;
use crate::billing::input::RunInput;
use crate::subsidies::{HelpGiven, HelpedLine, share_help};
use crate::values::Cents;

/// The helps of each household, in the order they are counted (see [`crate::subsidies`]).
pub(super) fn in_order(input: &RunInput) -> Vec<&BilledSubsidy> {
    let mut helps: Vec<&BilledSubsidy> = input.basis.subsidies.iter().collect();
    helps.sort_by_key(|help| (help.household, help.kind, help.subsidy.terms.from, help.subsidy.id));
    helps
}

/// The lines of the helps of a household, after its services. `pieces` and `services` are the same services, in the same order.
pub(super) fn help_lines(
    input: &RunInput,
    helps: &[&BilledSubsidy],
    pieces: &[Piece],
    services: &[LineDraft],
) -> Vec<LineDraft> {
    let mut lines = Vec::new();
    // Nearly every household has none.
    if helps.is_empty() {
        return lines;
    }
    let mut left: Vec<Cents> = services.iter().map(|line| line.amount.max(Cents::ZERO)).collect();
    for help in helps {
        let borne: Vec<usize> = (0..pieces.len()).filter(|at| bears_on(input, help, &pieces[*at])).collect();
        let helped: Vec<HelpedLine> = borne
            .iter()
            .map(|at| HelpedLine {
                left: left[*at],
                units: units_of(input, &pieces[*at]),
                part: pieces[*at].part,
            })
            .collect();
        let shared = share_help(&help.subsidy.terms, help.before, &helped);
        if !shared.total.is_positive() {
            continue;
        }
        let rank = |at: &usize| u32::try_from(at + 1).expect("an invoice has few lines");
        let draft = HelpDraft {
            version: help.subsidy.version,
            funder: help.funder.clone(),
            terms: help.subsidy.terms.clone(),
            given: HelpGiven::new(&shared, help.before, borne.iter().map(rank).collect()),
        };
        let first = lines.len();
        for (at, part) in borne.into_iter().zip(shared.parts) {
            if part.is_zero() {
                continue;
            }
            left[at] -= part;
            let service = &services[at];
            let known = lines[first..].iter_mut().find(|line: &&mut LineDraft| {
                (line.child, line.activity) == (service.child, service.activity)
            });
            match known {
                Some(line) => line.amount += -part,
                None => lines.push(LineDraft {
                    kind: LineKind::Subsidy { id: help.subsidy.id },
                    child: service.child,
                    activity: service.activity,
                    unit: None,
                    tariff: None,
                    label: format!("Prise en charge, {}", help.funder).into(),
                    quantity: None,
                    unit_price: None,
                    amount: -part,
                    states: StateCounts::default(),
                    explanation: None,
                    help: Some(Box::new(draft.clone())),
                }),
            }
        }
    }
    lines
}

/// Whether a help is for this child, this activity and these days: days that a help parts are never in one entry.
fn bears_on(input: &RunInput, help: &BilledSubsidy, piece: &Piece) -> bool {
    let entry = &input.entries[piece.entry as usize];
    let day = input.settings.month.days().nth(usize::from(entry.first_day) - 1);
    help.child.is_none_or(|child| child == piece.child)
        && help.activity.is_none_or(|activity| activity == input.activity_of_unit[piece.unit as usize])
        && day.is_some_and(|day| help.subsidy.terms.covers(day))
}

/// Units billed, whatever their length.
fn units_of(input: &RunInput, piece: &Piece) -> u32 {
    let tariff = &input.basis.tariffs[piece.tariff as usize];
    let units = entry_total(&input.entries[piece.entry as usize], |state| tariff.billed.contains(state));
    u32::try_from(units).expect("a month has few units")
}
