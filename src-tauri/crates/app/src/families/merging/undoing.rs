//! Taking a merge back, as long as nothing was billed or written since.

use std::collections::{BTreeMap, BTreeSet};

use domain::people::ChangeKind;
use domain::values::ids::FamilyId;
use security::access::{
    EditFamilies, KeepHealthDocuments, KeepMoneyDocuments, ReadBalance, ReadBank, ReadBilling, ReadHealth,
    ReadPayments, ReadQuotients,
};
use store::Writer;
use store::merges::{ATTACHED, Fate, MergeKind, MergeRow, PastMerge, TakenBack};
use uuid::Uuid;

use super::perform::{changes, forget_indexes};
use super::plan::{family_of, record_name};
use super::{MergeUndoRequest, RecordKind};
use crate::Error;
use crate::call::{Call, Subject, Told};
use crate::changes::Change;
use crate::clock::civil_of;
use crate::error::Code;
use crate::families::edits::Edits;
use crate::session::Empty;

/// Why a merge is not taken back: for now, or for ever.
enum Held {
    ForNow(Error),
    ForEver(Error),
}

impl From<Error> for Held {
    fn from(error: Error) -> Self {
        Self::ForNow(error)
    }
}

impl From<store::StoreError> for Held {
    fn from(error: store::StoreError) -> Self {
        Self::ForNow(error.into())
    }
}

/// Takes a merge back whole, as long as nothing was billed or written since on what was kept; the latest of a file first.
pub fn undo(call: &Call<'_, EditFamilies>, request: MergeUndoRequest) -> Result<Empty, Error> {
    let act = request.act;
    let merges = call.read(|r| Ok(r.merges_of_act(act)?))?;
    let Some(first) = merges.first() else { return Err(Error::not_found("cette réunion")) };
    let kept = first.row.family;
    let subject = || Subject::of("family", kept);
    let mut held_for_ever = false;
    let outcome = call.perform_told(subject(), changes(&[kept].into()), |w| {
        let shown = take_back(call, w, act).map_err(|held| match held {
            Held::ForNow(error) => error,
            Held::ForEver(error) => {
                held_for_ever = true;
                error
            }
        })?;
        let shown: Vec<FamilyId> = shown.into_iter().collect();
        note_undone(w, &first.row, &shown, || call.new_id())?;
        let others = shown.into_iter().filter(|family| *family != kept);
        let detail = format!("Rétablie, geste {act}");
        let others = others.map(|family| Subject::of("family", family).detail(detail.clone()));
        Ok(((), Told::with_lines_on(format!("Réunion annulée, geste {act}"), others)))
    });
    if held_for_ever {
        // What it was kept for cannot be done any more.
        let subject = subject().detail(format!("Réunion définitive, geste {act}"));
        call.perform(subject, [Change::People], |w| Ok(w.end_merge(act)?))?;
    }
    outcome?;
    forget_indexes(call);
    Ok(Empty {})
}

/// Puts everything back; answers the files that show it.
fn take_back(call: &Call<'_, EditFamilies>, w: &Writer<'_>, act: Uuid) -> Result<BTreeSet<FamilyId>, Held> {
    let merges = w.merges_of_act(act)?;
    if merges.iter().any(|merge| merge.is_undone) {
        return Err(Error::new(Code::AlreadyDone, "Cette réunion est déjà annulée.").into());
    }
    if let Some(later) = w.gesture_after(act)? {
        let at = civil_of(later.at_ms).strftime("%d/%m/%Y à %H:%M");
        return Err(Error::refused(format!(
            "Une autre réunion a été faite depuis sur ce dossier, le {at} par {}\u{a0}: annulez-la d’abord.",
            later.agent
        ))
        .into());
    }
    if !w.has_merge_rows(act)? {
        return Err(Error::refused(
            "Cette réunion est définitive\u{a0}: elle a plus de deux mois, ou les fiches ont servi depuis. Corrigez-les une à une.",
        )
        .into());
    }
    let used = used_since(w, &merges)?;
    if !used.is_empty() {
        return Err(Held::ForEver(held_by(call, &used)));
    }
    let done = merges.iter().map(|merge| merge.written_hlc).max().unwrap_or_default();
    if let TakenBack::ChangedSince(table) = w.take_back(act, done)? {
        let what = match may_be_told(call, &table) {
            true => format!(" ({})", crate::journal::table_label(&table).to_lowercase()),
            false => String::new(),
        };
        return Err(Held::ForEver(Error::refused(format!(
            "Les fiches réunies ont changé depuis{what}\u{a0}: la réunion ne se défait plus, corrigez-les une à une."
        ))));
    }
    w.undo_merges(act)?;
    let mut shown: BTreeSet<FamilyId> = merges.iter().map(|merge| merge.row.family).collect();
    for merge in &merges {
        let kind = RecordKind::of(merge.row.kind);
        for record in [merge.row.kept, merge.row.absorbed] {
            shown.extend(family_of(w, kind, record).ok());
            if merge.row.kind == MergeKind::Child {
                shown.extend(w.families_of_child(record.into())?);
            }
        }
    }
    shown.iter().try_for_each(|family| w.index_family(*family))?;
    Ok(shown)
}

/// The history of every file given back says so, as that of the file kept said that there was one.
fn note_undone(
    w: &Writer<'_>,
    first: &MergeRow,
    shown: &[FamilyId],
    new_id: impl FnMut() -> Uuid,
) -> Result<(), Error> {
    let name = |record| record_name(w, RecordKind::of(first.kind), record);
    let (kept, absorbed) = (name(first.kept)?, name(first.absorbed)?);
    let mut edits = Edits::default();
    edits.note(ChangeKind::File, first.kept, "Réunion défaite", &kept, &format!("{kept} et {absorbed}"));
    edits.write(w, shown, new_id)
}

/// What was billed or written since on what was kept, each row once, by table: it holds the merge.
pub(super) fn used_since(
    w: &Writer<'_>,
    merges: &[PastMerge],
) -> Result<BTreeMap<&'static str, BTreeSet<String>>, Error> {
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for PastMerge { row, written_hlc, .. } in merges {
        let billed = w.invoices_since(row.kept, *written_hlc)?;
        found.entry("invoices").or_default().extend(billed.iter().map(Uuid::to_string));
        let watched = ATTACHED
            .iter()
            .filter(|one| one.of == row.kind && one.table != "invoices" && one.fate != Fate::Redrawn);
        for one in watched {
            let rows = w.rows_since(one.table, one.column, row.kept, *written_hlc)?;
            found.entry(one.table).or_default().extend(rows);
        }
    }
    found.retain(|_, rows| !rows.is_empty());
    Ok(found)
}

/// Why a merge stands: it served since, by what the agent may read and by nothing else.
fn held_by(call: &Call<'_, EditFamilies>, used: &BTreeMap<&str, BTreeSet<String>>) -> Error {
    let read = used.iter().filter(|(table, _)| may_be_told(call, table));
    let mut list: Vec<String> = read
        .map(|(table, rows)| {
            format!("{}\u{a0}: {}", crate::journal::table_label(table).to_lowercase(), rows.len())
        })
        .collect();
    list.sort();
    let list = if list.is_empty() { String::new() } else { format!(" ({})", list.join(", ")) };
    Error::refused(format!(
        "Les fiches réunies ont servi depuis{list}. La réunion ne se défait plus\u{a0}: corrigez-les une à une."
    ))
}

/// Who knows that a table has a row of somebody's: that one is helped, is followed or pays in some way is not for whoever merges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    ToWhoMerges,
    WithQuotients,
    WithBank,
    WithHealth,
    /// With health and money: which kind of document it is, the table does not say.
    WithDocuments,
    WithBalance,
    WithBilling,
    WithPayments,
}

/// Who knows of a table, for every table a merge attaches something from; a test holds it against their list.
fn known(table: &str) -> Option<Known> {
    Some(match table {
        "authorities"
        | "attendance"
        | "changes"
        | "child_details"
        | "child_habits"
        | "compulsory_entries"
        | "consent_answers"
        | "contacts"
        | "custodies"
        | "derogations"
        | "external_ids"
        | "family_letters"
        | "guardian_details"
        | "guardians"
        | "household_addresses"
        | "household_debtors"
        | "household_sizes"
        | "household_stays"
        | "households"
        | "kinships"
        | "merges"
        | "phones"
        | "prospecting_objections"
        | "registrations"
        | "relation_entries"
        | "schoolings"
        | "transport_registrations"
        | "weekly_patterns" => Known::ToWhoMerges,
        "quotients" | "incomes" | "subsidies" | "caisse_consultations" => Known::WithQuotients,
        "mandates" | "mandate_accounts" => Known::WithBank,
        "health_instructions" | "health_records" => Known::WithHealth,
        "supporting_documents" | "attachments" => Known::WithDocuments,
        "invoices" => Known::WithBalance,
        "service_lines" | "adjustments" => Known::WithBilling,
        "payments" => Known::WithPayments,
        _ => return None,
    })
}

/// Whether the agent may be told that a table has a row; of a table nobody listed, nobody is.
fn may_be_told(call: &Call<'_, EditFamilies>, table: &str) -> bool {
    known(table).is_some_and(|known| match known {
        Known::ToWhoMerges => true,
        Known::WithQuotients => call.also::<ReadQuotients>().is_some(),
        Known::WithBank => call.also::<ReadBank>().is_some(),
        Known::WithHealth => call.also::<ReadHealth>().is_some(),
        Known::WithDocuments => {
            call.also::<KeepHealthDocuments>().is_some() && call.also::<KeepMoneyDocuments>().is_some()
        }
        Known::WithBalance => call.also::<ReadBalance>().is_some(),
        Known::WithBilling => call.also::<ReadBilling>().is_some(),
        Known::WithPayments => call.also::<ReadPayments>().is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_be_told_of_a_table_is_said_for_each_that_a_merge_touches() {
        let unsaid: Vec<&str> =
            ATTACHED.iter().map(|one| one.table).filter(|table| known(table).is_none()).collect();
        assert!(unsaid.is_empty(), "{unsaid:?}");
        assert_eq!(known("another"), None);
    }
}
