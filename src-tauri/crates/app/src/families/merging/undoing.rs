//! Taking a merge back, as long as nothing was billed or written since.

use std::collections::BTreeSet;

use domain::values::ids::FamilyId;
use security::access::EditFamilies;
use store::Writer;
use store::merges::{ATTACHED, Fate, MergeKind, PastMerge, TakenBack};
use uuid::Uuid;

use super::perform::{changes, forget_indexes};
use super::plan::family_of;
use super::{MergeUndoRequest, RecordKind};
use crate::Error;
use crate::call::{Call, Subject, Told};
use crate::changes::Change;
use crate::clock::civil_of;
use crate::error::Code;
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
        let shown = take_back(w, act).map_err(|held| match held {
            Held::ForNow(error) => error,
            Held::ForEver(error) => {
                held_for_ever = true;
                error
            }
        })?;
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
fn take_back(w: &Writer<'_>, act: Uuid) -> Result<BTreeSet<FamilyId>, Held> {
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
    if let Some(refusal) = refuse_if_used(w, &merges)? {
        return Err(Held::ForEver(refusal));
    }
    let done = merges.iter().map(|merge| merge.written_hlc).max().unwrap_or_default();
    if let TakenBack::ChangedSince(table) = w.take_back(act, done)? {
        let what = crate::journal::table_label(&table).to_lowercase();
        return Err(Held::ForEver(Error::refused(format!(
            "Les fiches réunies ont changé depuis ({what})\u{a0}: la réunion ne se défait plus, corrigez-les une à une."
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

/// What was billed or written since on what was kept holds the merge: what the agent is told then.
pub(super) fn refuse_if_used(w: &Writer<'_>, merges: &[PastMerge]) -> Result<Option<Error>, Error> {
    let mut found: Vec<(String, u32)> = Vec::new();
    for PastMerge { row, written_hlc, .. } in merges {
        let billed = w.invoices_since(row.kept, *written_hlc)?;
        found.extend((billed > 0).then(|| ("factures".to_owned(), billed)));
        let watched = ATTACHED
            .iter()
            .filter(|one| one.of == row.kind && one.table != "invoices" && one.fate != Fate::Redrawn);
        for one in watched {
            let count = w.rows_since(one.table, one.column, row.kept, *written_hlc)?;
            if count > 0 {
                found.push((crate::journal::table_label(one.table).to_lowercase(), count));
            }
        }
    }
    if found.is_empty() {
        return Ok(None);
    }
    found.sort();
    found.dedup_by(|other, one| {
        let same = one.0 == other.0;
        if same {
            one.1 += other.1;
        }
        same
    });
    let list: Vec<String> = found.iter().map(|(what, count)| format!("{what}\u{a0}: {count}")).collect();
    Ok(Some(Error::refused(format!(
        "Les fiches réunies ont servi depuis ({}). La réunion ne se défait plus\u{a0}: corrigez-les une à une.",
        list.join(", ")
    ))))
}
