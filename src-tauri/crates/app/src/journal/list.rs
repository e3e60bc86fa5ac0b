//! Reading the journal: itself an act that is logged.

use std::collections::HashMap;

use exchange::tabular::{Cell, Charset, CsvWriter};
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use security::access::ReadAudit;
use security::audit::Entry;
use store::Reader;
use store::audit::AuditFilter;
use uuid::Uuid;

use super::objects::{ObjectNames, kind_label};
use super::operation_label;
use super::views::{
    AuditAgent, AuditEntryView, AuditExportView, AuditListRequest, AuditListView, AuditOperation,
};
use crate::Error;
use crate::call::{Call, Subject};
use crate::settings;

const PAGE: u32 = 200;
const LARGEST_PAGE: u32 = 1_000;

/// A page of the journal, details opened.
pub fn list(call: &Call<'_, ReadAudit>, request: AuditListRequest) -> Result<AuditListView, Error> {
    let limit = if request.limit == 0 { PAGE } else { request.limit.min(LARGEST_PAGE) };
    call.consult(Subject::all("audit"), |r| {
        let filter = filter(&request, limit);
        let entries = r.audit_entries(&filter)?;
        let names = Names::load(r, &entries)?;
        Ok(AuditListView {
            total: r.audit_count(&filter)?,
            entries: entries.iter().map(|entry| view(call, entry, &names)).collect::<Result<_, _>>()?,
            agents: r
                .agents()?
                .into_iter()
                .map(|row| AuditAgent { id: row.id, display_name: row.display_name })
                .collect(),
            operations: r
                .audit_operations()?
                .into_iter()
                .map(|operation| AuditOperation { label: operation_label(&operation).to_owned(), operation })
                .collect(),
            head: r.audit_head(call.unlocked().desk())?.fingerprint(),
            detail_months: settings::town(r)?.detail_months(),
        })
    })
}

/// Writes the lines that match to a file for people.
pub fn export(call: &Call<'_, ReadAudit>, request: AuditListRequest) -> Result<AuditExportView, Error> {
    let (bytes, rows) = call.read(|r| {
        let entries = r.audit_entries(&filter(&request, u32::MAX))?;
        let names = Names::load(r, &entries)?;
        let mut csv = CsvWriter::for_people(Charset::Utf8Bom);
        csv.header([
            "poste",
            "rang",
            "date",
            "agent",
            "operation",
            "libelle",
            "objet",
            "nom",
            "identifiant",
            "detail",
            "empreinte",
        ]);
        for entry in &entries {
            let line = view(call, entry, &names)?;
            csv.row([
                Cell::Integer(line.desk.into()),
                Cell::Integer(line.seq.cast_signed()),
                Cell::text(local_time(line.at_ms)),
                Cell::text(line.agent),
                Cell::text(line.operation),
                Cell::text(line.label),
                Cell::text(line.object_kind_label),
                Cell::opt(line.object_label),
                Cell::opt(line.object.map(|id| id.to_string())),
                Cell::opt(line.detail),
                Cell::text(entry.head().fingerprint()),
            ]);
        }
        Ok((csv.finish().bytes, entries.len() as u64))
    })?;
    let name = format!("journal_{}.csv", call.today());
    // The line first: a file never leaves without it.
    call.consult(Subject::all("audit").detail(format!("Export du journal, {rows} lignes")), |_| Ok(()))?;
    let file = call.outside().save_file(&name, &bytes)?;
    Ok(AuditExportView { file, rows })
}

fn filter(request: &AuditListRequest, limit: u32) -> AuditFilter {
    AuditFilter {
        agent: request.agent,
        object: request.object,
        family: request.family,
        operation: request.operation.clone().filter(|operation| !operation.is_empty()),
        from_ms: request.from.and_then(midnight),
        to_ms: request.to.and_then(|day| midnight(day + 1.day())),
        offset: request.offset,
        limit,
    }
}

pub(super) fn midnight(day: Date) -> Option<i64> {
    day.to_zoned(TimeZone::system()).ok().map(|start| start.timestamp().as_millisecond())
}

fn local_time(at_ms: i64) -> String {
    let instant = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    instant.to_zoned(TimeZone::system()).strftime("%d/%m/%Y %H:%M:%S").to_string()
}

/// Names of those who acted and of what they acted upon.
pub(super) struct Names {
    agents: HashMap<Uuid, String>,
    objects: ObjectNames,
}

impl Names {
    pub(super) fn load(reader: &Reader<'_>, entries: &[Entry]) -> Result<Self, Error> {
        let agents = reader.agents()?.into_iter().map(|row| (row.id, row.display_name)).collect();
        Ok(Self { agents, objects: ObjectNames::of_all(reader, entries)? })
    }
}

pub(super) fn view(
    call: &Call<'_, ReadAudit>,
    entry: &Entry,
    names: &Names,
) -> Result<AuditEntryView, Error> {
    let detail = call.grant().open_detail(entry)?;
    Ok(AuditEntryView {
        desk: entry.desk,
        seq: entry.seq,
        at_ms: entry.at_ms,
        agent: names.agents.get(&entry.agent).cloned().unwrap_or_else(|| entry.agent.to_string()),
        operation: entry.operation.clone(),
        label: operation_label(&entry.operation).to_owned(),
        object_kind: entry.object_kind.clone(),
        object_kind_label: kind_label(&entry.object_kind).to_owned(),
        object_label: names.objects.get(entry.object),
        object: entry.object,
        detail: detail.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    })
}
