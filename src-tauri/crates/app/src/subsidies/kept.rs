//! A subsidy as it is sealed, and opened.

use std::sync::Arc;

use domain::subsidies::{Subsidy, SubsidyTerms};
use domain::values::ids::HouseholdId;
use security::cell::Padding;
use security::{Compartment, Grant, Right};
use serde::{Deserialize, Serialize};
use store::Writer;
use store::cells::SUBSIDY;
use store::subsidies::RecordedSubsidy;
use uuid::Uuid;

use crate::quotients::OneKey;
use crate::{Error, subject_key};

/// What is sealed. The funder's name goes with it: an invoice printed again says what it said.
#[derive(Serialize, Deserialize)]
struct Kept {
    funder: Arc<str>,
    terms: SubsidyTerms,
}

/// A subsidy as it was written once.
#[derive(Debug, Clone)]
pub(crate) struct OpenedSubsidy {
    pub(crate) household: HouseholdId,
    pub(crate) subsidy: Subsidy,
    /// The funder's name when it was written.
    pub(crate) funder: Arc<str>,
    pub(crate) at_ms: i64,
    pub(crate) agent: Uuid,
}

/// What was agreed; nothing when the household's key was erased.
pub(crate) fn open<R: Right>(
    grant: &Grant<'_, R>,
    keys: &mut OneKey,
    row: &RecordedSubsidy,
) -> Result<Option<OpenedSubsidy>, Error> {
    let Some(wrapped) = &row.cell.wrapped else { return Ok(None) };
    let key = keys.of(grant, row.sealed_for, wrapped)?;
    let content = grant.open(key, SUBSIDY.at(row.version), &row.cell.sealed)?;
    let Kept { funder, terms } =
        serde_json::from_slice(&content).map_err(|_| Error::bug("PRISE-EN-CHARGE-ILLISIBLE"))?;
    Ok(Some(OpenedSubsidy {
        household: row.household,
        subsidy: Subsidy { id: row.subsidy, version: row.version, child: row.child, terms },
        funder,
        at_ms: row.at_ms,
        agent: row.agent,
    }))
}

/// Opens rows written one after the other: of each subsidy, what was written last.
pub(crate) fn latest<R: Right>(
    grant: &Grant<'_, R>,
    rows: &[RecordedSubsidy],
) -> Result<Vec<OpenedSubsidy>, Error> {
    let mut keys = OneKey::default();
    let mut opened: Vec<OpenedSubsidy> = Vec::new();
    for row in rows {
        let Some(one) = open(grant, &mut keys, row)? else { continue };
        match opened.iter_mut().rev().find(|known| known.subsidy.id == one.subsidy.id) {
            Some(known) => *known = one,
            None => opened.push(one),
        }
    }
    Ok(opened)
}

/// Writes a subsidy, anew or for the first time.
pub(super) fn seal<R: Right>(
    w: &Writer<'_>,
    grant: &Grant<'_, R>,
    household: HouseholdId,
    funder: &str,
    subsidy: &Subsidy,
) -> Result<(), Error> {
    let key = subject_key::for_writing(w, grant, Compartment::Resources, household)?;
    let kept = Kept { funder: funder.into(), terms: subsidy.terms.clone() };
    let content = serde_json::to_vec(&kept).map_err(|error| Error::bug(error.to_string()))?;
    let sealed = grant.seal(&key, SUBSIDY.at(subsidy.version), None, Padding::Short, &content)?;
    Ok(w.insert_subsidy((subsidy.id, subsidy.version), household, subsidy.child, &sealed)?)
}
