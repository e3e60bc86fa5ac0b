//! The two cells of a child: the record, for SAN; its extract of instructions, for who looks after the child. Both always exist
//! and are padded, so that neither their presence nor their length says anything.

use domain::health::{HealthRecord, OperationalHealth};
use domain::values::ids::ChildId;
use security::access::{EditHealth, ReadHealth, ReadInstructions};
use security::cell::Padding;
use security::{Compartment, Grant, Right};
use store::Writer;
use store::cells::{HEALTH_INSTRUCTIONS, HEALTH_RECORD, SealedCell};
use zeroize::Zeroizing;

use crate::Error;

/// Opens a record; a child who never had one has an empty one.
pub(crate) fn record(
    grant: &Grant<'_, ReadHealth>,
    child: ChildId,
    cell: Option<&SealedCell>,
) -> Result<HealthRecord, Error> {
    let Some(cell) = cell else { return Ok(HealthRecord::default()) };
    let key = grant.subject_key(Compartment::HealthRecord, child.as_uuid(), wrapped(cell)?)?;
    let content = grant.open(&key, HEALTH_RECORD.at(child), &cell.sealed)?;
    HealthRecord::from_canonical_bytes(&content).map_err(|_| Error::bug("SANTE-LUE"))
}

/// Opens the instructions of a child.
pub(crate) fn instructions(
    grant: &Grant<'_, ReadInstructions>,
    child: ChildId,
    cell: Option<&SealedCell>,
) -> Result<OperationalHealth, Error> {
    let Some(cell) = cell else { return Ok(OperationalHealth::default()) };
    let key = grant.subject_key(Compartment::HealthOp, child.as_uuid(), wrapped(cell)?)?;
    let content = grant.open(&key, HEALTH_INSTRUCTIONS.at(child), &cell.sealed)?;
    OperationalHealth::from_canonical_bytes(&content).map_err(|_| Error::bug("CONSIGNE-LUE"))
}

/// Writes a record and the extract made from it: one never goes without the other.
pub(super) fn save(
    grant: &Grant<'_, EditHealth>,
    readers: (&Grant<'_, ReadHealth>, &Grant<'_, ReadInstructions>),
    w: &Writer<'_>,
    child: ChildId,
    record: &HealthRecord,
) -> Result<(), Error> {
    let content = Zeroizing::new(record.to_canonical_bytes());
    let known = w.health_record(child, readers.0)?;
    let sealed = seal(grant, w, child, Compartment::HealthRecord, known.as_ref(), &content)?;
    w.save_health_record(child, &sealed)?;

    let content = Zeroizing::new(record.operational().to_canonical_bytes());
    let known = w.health_instructions(child, readers.1)?;
    let sealed = seal(grant, w, child, Compartment::HealthOp, known.as_ref(), &content)?;
    Ok(w.save_health_instructions(child, &sealed)?)
}

fn seal(
    grant: &Grant<'_, EditHealth>,
    w: &Writer<'_>,
    child: ChildId,
    compartment: Compartment,
    known: Option<&SealedCell>,
    content: &[u8],
) -> Result<Vec<u8>, Error> {
    let subject = child.as_uuid();
    let wrapped = known.and_then(|cell| cell.wrapped.as_deref());
    let (key, new) = grant.subject_key_for_writing(compartment, subject, wrapped)?;
    if let Some(new) = new {
        w.save_content_key(subject, compartment.code(), key.epoch(), &new)?;
    }
    let at = match compartment {
        Compartment::HealthRecord => HEALTH_RECORD.at(child),
        _ => HEALTH_INSTRUCTIONS.at(child),
    };
    Ok(grant.seal(&key, at, known.map(|cell| cell.sealed.as_slice()), Padding::Record, content)?)
}

/// Deposits a record for a child who has none, by who cannot read it back: a registration, a take-over, an invented town.
pub(crate) fn deposit<R: Right>(
    grant: &Grant<'_, R>,
    w: &Writer<'_>,
    child: ChildId,
    record: &HealthRecord,
) -> Result<(), Error> {
    let subject = child.as_uuid();
    let content = Zeroizing::new(record.to_canonical_bytes());
    let (key, wrapped) = grant.new_subject_key(Compartment::HealthRecord, subject)?;
    w.save_content_key(subject, Compartment::HealthRecord.code(), key.epoch(), &wrapped)?;
    w.save_health_record(
        child,
        &grant.seal(&key, HEALTH_RECORD.at(child), None, Padding::Record, &content)?,
    )?;

    let content = Zeroizing::new(record.operational().to_canonical_bytes());
    let (key, wrapped) = grant.new_subject_key(Compartment::HealthOp, subject)?;
    w.save_content_key(subject, Compartment::HealthOp.code(), key.epoch(), &wrapped)?;
    let sealed = grant.seal(&key, HEALTH_INSTRUCTIONS.at(child), None, Padding::Record, &content)?;
    Ok(w.save_health_instructions(child, &sealed)?)
}

fn wrapped(cell: &SealedCell) -> Result<&[u8], Error> {
    cell.wrapped.as_deref().ok_or_else(|| Error::bug("CLE-EFFACEE"))
}
