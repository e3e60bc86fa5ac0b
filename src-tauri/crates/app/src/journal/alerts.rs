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
    "reach_widen",
    "mass_reading",
    "recovery_restore_agent",
    "recovery_renew",
    "installation_renew",
    "enrolment_create",
    "vault_rolled_back",
    "vault_restore",
    "vault_watch",
];

/// Lines of a kind shown at most.
const EACH: u32 = 50;

/// The alerts of the last twelve months, latest first.
pub fn alerts(call: &Call<'_, ReadAudit>, _: Empty) -> Result<AlertListView, Error> {
    let since = midnight(call.today() - 12.months());
    call.consult(Subject::all("audit"), |r| {
        let mut found = Vec::new();
        for operation in ALERTS {
            let filter = AuditFilter {
                operation: Some((*operation).to_owned()),
                from_ms: since,
                limit: EACH,
                ..AuditFilter::default()
            };
            found.extend(r.audit_entries(&filter)?);
        }
        found.sort_by_key(|entry| std::cmp::Reverse((entry.at_ms, entry.seq)));
        let names = Names::load(r, &found)?;
        let entries = found.iter().map(|entry| view(call, entry, &names)).collect::<Result<_, _>>()?;
        Ok(AlertListView { entries })
    })
}
