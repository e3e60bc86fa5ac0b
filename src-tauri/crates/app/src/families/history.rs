//! « Qui, quand, avant ? » of a family's file.

use domain::people::ChangeKind;
use security::access::{ReadFamilies, ReadParentalAuthority, ReadQuotients};

use super::show::reads_composition;
use super::{FamilyHistoryRow, FamilyHistoryView, FamilyRequest};
use crate::Error;
use crate::call::{Call, Subject};
use crate::quotients::{agent_names, history_rows};

/// Lines at most: beyond, the journal answers.
const LIMIT: u32 = 500;

/// What changed in a family's file, newest first. Quotients are told with their values to who may read them; who lived where, who had the
/// custody and who owed, to who reads the composition of households; authority and kinship, to who reads them.
pub fn history(call: &Call<'_, ReadFamilies>, request: FamilyRequest) -> Result<FamilyHistoryView, Error> {
    call.consult(Subject::of("family", request.family), |r| {
        r.family(request.family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        let agents = agent_names(r)?;
        let composition = reads_composition(call);
        let authority = call.also::<ReadParentalAuthority>().is_some();
        let is_told = |kind: ChangeKind| match kind {
            ChangeKind::File => true,
            ChangeKind::Composition => composition,
            ChangeKind::Authority => authority,
        };
        let mut changes: Vec<FamilyHistoryRow> = r
            .changes_of_family(request.family, LIMIT)?
            .into_iter()
            .filter(|past| is_told(past.change.kind))
            .map(|past| FamilyHistoryRow {
                at_ms: past.at_ms,
                agent: agents.get(&past.agent).cloned().unwrap_or_default(),
                label: past.change.label,
                before: past.change.before,
                after: past.change.after,
            })
            .collect();
        if let Some(grant) = call.also::<ReadQuotients>() {
            changes.extend(history_rows(r, &grant, request.family, &agents)?);
        }
        changes.sort_by_key(|change| std::cmp::Reverse(change.at_ms));
        Ok(FamilyHistoryView { changes })
    })
}
