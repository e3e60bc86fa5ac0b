//! The content key under which what is sealed of a household is written.

use domain::values::ids::HouseholdId;
use security::cell::{Padding, SubjectKey};
use security::{Compartment, Grant, Right};
use store::Writer;
use store::keys::PlacedCell;

use crate::Error;

/// The household's key in a compartment, to write with; made with the first cell. One deposited by an agent who may not read was known to
/// that agent: a new one takes its place, and what it held is sealed again.
pub(crate) fn for_writing<R: Right>(
    writer: &Writer<'_>,
    grant: &Grant<'_, R>,
    compartment: Compartment,
    household: HouseholdId,
) -> Result<SubjectKey, Error> {
    let subject = household.as_uuid();
    let wrapped = writer.content_key(subject, compartment.code())?;
    let (key, renewed) = grant.subject_key_for_writing(compartment, subject, wrapped.as_deref())?;
    let Some(renewed) = renewed else { return Ok(key) };
    if let Some(wrapped) = wrapped {
        let former = grant.subject_key(compartment, subject, &wrapped)?;
        for PlacedCell { at, sealed } in writer.cells_of(compartment, subject)? {
            let content = grant.open(&former, at, &sealed)?;
            let sealed = grant.seal(&key, at, Some(&sealed), Padding::Short, &content)?;
            writer.replace_cell(compartment, &PlacedCell { at, sealed })?;
        }
    }
    writer.save_content_key(subject, compartment.code(), key.epoch(), &renewed)?;
    Ok(key)
}
