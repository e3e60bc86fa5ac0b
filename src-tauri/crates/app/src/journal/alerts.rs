//! What a data protection officer looks at first: the few lines of the journal that are out of the ordinary.

use jiff::ToSpan;
use security::access::ReadAudit;
use store::audit::AuditFilter;

use super::list::{Names, midnight, view};
use super::views::AlertListView;
use crate::Error;
use crate::call::{Call, Subject};
use crate::session::Empty;

/// Operations worth an alert: each is rare, and each has to be explained.
const ALERTS: &[&str] = &[
    "break_glass_begin",
    "mass_reading",
    "recovery_restore_agent",
    "recovery_renew",
    "installation_renew",
    "enrolment_create",
    "vault_restore",
    "vault_finding",
];

/// Lines of a kind shown at most.
const EACH: u32 = 50;

/// The alerts of the last twelve months, latest first.
pub fn alerts(call: &Call<'_, ReadAudit>, _: Empty) -> Result<AlertListView, Error> {
    let since = midnight(call.today() - 12.months());
    call.consult(Subject::all("audit"), |r| {
        let mut names = Names::load(r)?;
        let mut entries = Vec::new();
        for operation in ALERTS {
            let filter = AuditFilter {
                operation: Some((*operation).to_owned()),
                from_ms: since,
                limit: EACH,
                ..AuditFilter::default()
            };
            for entry in r.audit_entries(&filter)? {
                entries.push(view(call, r, &entry, &mut names)?);
            }
        }
        entries.sort_by_key(|entry| std::cmp::Reverse((entry.at_ms, entry.seq)));
        Ok(AlertListView { entries })
    })
}
