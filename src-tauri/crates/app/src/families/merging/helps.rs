//! Helps (F11) that a merge puts together: two of one funder for one child were never typed so, and block the month. Who writes helps is
//! shown them and says which one goes on; who merges without reading them is told nothing, not even that there are any: the month will say it
//! to billing.

use std::collections::BTreeSet;

use domain::people::MergeSide;
use domain::subsidies::Subsidy;
use domain::values::ids::{ChildId, HouseholdId};
use domain::values::text::french;
use security::Grant;
use security::access::EditQuotients;
use store::Reader;
use store::subsidies::RecordedSubsidy;
use uuid::Uuid;

use super::contradictions::{Contradiction, Gesture, KnownHelp, Written};
use super::{MergePartRequest, RecordKind};
use crate::Error;
use crate::subsidies::{OpenedSubsidy, latest};

/// The two records of a pair.
type Pair = (RecordKind, Uuid, Uuid);

/// What one funder would pay twice, for who writes helps. Two that both gave something are left as they are: billing is only told of them.
pub(super) fn doubled(
    r: &Reader<'_>,
    grant: &Grant<'_, EditQuotients>,
    pair: Pair,
    gesture: Gesture<'_>,
) -> Result<Vec<Contradiction>, Error> {
    let [kept, absorbed] = of_both(r, pair)?;
    let (kept, absorbed) = (latest(grant, &kept)?, latest(grant, &absorbed)?);
    let mut found = Vec::new();
    for one in &kept {
        for other in &absorbed {
            let of = |help: &OpenedSubsidy| (help.household, help.subsidy.child);
            let joined = Subsidy { child: one.subsidy.child, ..other.subsidy.clone() };
            if !meet(pair.0, of(one), of(other), gesture) || one.subsidy.contradicts(&joined).is_none() {
                continue;
            }
            let known = |help: &OpenedSubsidy| -> Result<KnownHelp, Error> {
                let subsidy = help.subsidy.id;
                Ok(KnownHelp { subsidy, is_given: r.is_subsidy_given(subsidy)? })
            };
            let (own, its) = (known(one)?, known(other)?);
            if own.is_given && its.is_given {
                continue;
            }
            let words = |help: &OpenedSubsidy| {
                let terms = &help.subsidy.terms;
                format!("{}, {}", terms.label(), terms.period_label())
            };
            found.push(Contradiction {
                // Who answered about two helps did not answer about what was agreed since.
                code: format!("help:{}:{}", one.subsidy.version, other.subsidy.version),
                label: french(&format!("« {} » aiderait deux fois", one.funder)),
                kept: words(one),
                absorbed: words(other),
                careful: if its.is_given { MergeSide::Absorbed } else { MergeSide::Kept },
                written: [Written::Help(own), Written::Help(its)],
            });
        }
    }
    Ok(found)
}

/// Refuses a help kept beside one and given up for another: the days that it alone helps would be helped by nothing.
pub(super) fn one_answer<'f>(
    answered: impl Iterator<Item = (&'f MergePartRequest, &'f Vec<Contradiction>)>,
) -> Result<(), Error> {
    let (mut chosen, mut given_up) = (BTreeSet::new(), BTreeSet::new());
    for (part, one) in answered.flat_map(|(part, found)| found.iter().map(move |one| (part, one))) {
        let [Written::Help(kept), Written::Help(absorbed)] = &one.written else { continue };
        let (holds, goes) = if part.takes.contains(&one.code) { (absorbed, kept) } else { (kept, absorbed) };
        chosen.insert(holds.subsidy);
        given_up.insert(goes.subsidy);
        if !chosen.is_disjoint(&given_up) {
            return Err(Error::refused(format!(
                "{}\u{a0}: une prise en charge gardée ici est écartée ailleurs, et des jours resteraient sans aide. Gardez celles d’une seule fiche, ou terminez-en une avant de réunir.",
                one.label
            )));
        }
    }
    Ok(())
}

/// The helps of each of two households, or of each of two records of a child.
fn of_both(r: &Reader<'_>, (kind, kept, absorbed): Pair) -> Result<[Vec<RecordedSubsidy>; 2], Error> {
    let of_child = |id: Uuid| -> Result<Vec<RecordedSubsidy>, Error> {
        let child = ChildId::from_uuid(id);
        let homes: BTreeSet<HouseholdId> =
            r.custodies_of_child(child)?.into_iter().map(|row| row.household).collect();
        let mut helps = Vec::new();
        for home in homes {
            helps.extend(r.subsidies_of(home)?.into_iter().filter(|row| row.child == Some(child)));
        }
        Ok(helps)
    };
    Ok(match kind {
        RecordKind::Family | RecordKind::Guardian => [Vec::new(), Vec::new()],
        RecordKind::Household => [r.subsidies_of(kept.into())?, r.subsidies_of(absorbed.into())?],
        RecordKind::Child => [of_child(kept)?, of_child(absorbed)?],
    })
}

/// Whether two helps, one of each record, are of one household and of one child once the gesture is made. What two households bring is told
/// with them, what two records of a child bring within one household with those records.
fn meet(
    kind: RecordKind,
    one: (HouseholdId, Option<ChildId>),
    other: (HouseholdId, Option<ChildId>),
    gesture: Gesture<'_>,
) -> bool {
    match kind {
        RecordKind::Child => one.0 == other.0,
        _ => one
            .1
            .zip(other.1)
            .is_none_or(|(one, other)| gesture.makes_one(RecordKind::Child, one.into(), other.into())),
    }
}
