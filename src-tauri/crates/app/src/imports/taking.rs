//! From rows agreed to quotients recorded: tried first, without writing anything; then taken, in one transaction.

use std::collections::{HashMap, HashSet};

use domain::tariffs::{Quotient, QuotientDraft, QuotientHistory};
use domain::values::ids::{BatchId, HouseholdId, QuotientId};
use security::access::ImportQuotients;
use store::Writer;
use store::imports::NewBatch;

use super::batches::{QUOTIENTS, batch_row};
use super::quotients::{QuotientsAtHand, at_hand, household_names, judge};
use super::{
    ImportCounts, ImportDoneView, ImportRowState, QuotientCommitRequest, QuotientEffectRow, QuotientInForce,
    QuotientTrialView,
};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::jobs::{JobView, Progress};
use crate::quotients::{Brackets, each_history, record};

/// Says what taking the file would change for the families today, and writes nothing.
pub fn quotients_try(
    call: &Call<'_, ImportQuotients>,
    request: QuotientCommitRequest,
) -> Result<JobView, Error> {
    at_hand(call)?.file.refuse_unless(&request.reading)?;
    call.spawn(move |call, progress| tried(call, &request, progress))
}

fn tried(
    call: &Call<'_, ImportQuotients>,
    request: &QuotientCommitRequest,
    progress: &Progress,
) -> Result<QuotientTrialView, Error> {
    let kept = at_hand(call)?;
    let file = &kept.file;
    file.refuse_unless(&request.reading)?;
    let detail = format!("essai de {}, {} lignes", file.name, file.table.row_count());
    call.consult(Subject::all("quotient_import").detail(detail), |r| {
        let taken = judge(r, call.grant(), file.clone(), call.today(), Some(progress))?;
        let taken = taken.taken(&request.accepted_lines);
        progress.phase("Effets sur les foyers", taken.len() as u64)?;
        let mut histories = HashMap::new();
        each_history(r, call.grant(), |household, history| {
            if taken.contains_key(&household) {
                histories.insert(household, history);
            }
        })?;
        let names = household_names(r)?;
        let brackets = Brackets::on(r, call.today())?;
        let in_force = |history: &QuotientHistory| {
            history.at(call.today()).applying().map(|quotient| QuotientInForce {
                value_cents: quotient.value,
                month: quotient.month,
                bracket: brackets.of(history).label,
            })
        };
        let rows = taken.into_iter().filter_map(|(household, drafts)| {
            let (family, family_name) = names.get(&household)?.clone();
            let mut history: QuotientHistory = histories.remove(&household).unwrap_or_default();
            let before = in_force(&history);
            let lines = drafts.iter().map(|(line, _)| u32::try_from(*line).unwrap_or(u32::MAX)).collect();
            for (_, draft) in &drafts {
                // The rows were accepted by the domain when they were read; the identifier is only there to build it.
                if let Ok(quotient) = Quotient::try_new(QuotientId::from_bytes([0; 16]), draft) {
                    history.record(quotient);
                }
            }
            Some(QuotientEffectRow {
                household,
                family,
                family_name,
                lines,
                before,
                after: in_force(&history),
            })
        });
        Ok(QuotientTrialView { rows: rows.collect() })
    })
}

/// Records what was accepted, in one transaction. The refused rows stay at hand, to be given back.
pub fn quotients_commit(
    call: &Call<'_, ImportQuotients>,
    request: QuotientCommitRequest,
) -> Result<ImportDoneView, Error> {
    let kept = at_hand(call)?;
    let file = &kept.file;
    file.refuse_unless(&request.reading)?;
    let id = BatchId::from_uuid(call.new_id());
    let detail = format!("{}, {} lignes, SHA-256 {}", file.name, file.table.row_count(), file.sha256);
    let changes = [Change::Imports, Change::People];
    let done = call.perform(Subject::of("import_batch", id).detail(detail), changes, |w| {
        // Judged again: a household may have moved since the preview.
        let judged = judge(w, call.grant(), file.clone(), call.today(), None)?;
        let taken = judged.taken(&request.accepted_lines);
        let count: usize = taken.values().map(Vec::len).sum();
        if count == 0 {
            return Err(Error::new(
                Code::AlreadyDone,
                "Ce fichier n’apporte aucun quotient nouveau\u{a0}: rien n’a été enregistré.",
            ));
        }
        let households: HashSet<HouseholdId> = taken.keys().copied().collect();
        for (household, drafts) in taken {
            let drafts: Vec<(QuotientId, QuotientDraft)> =
                drafts.into_iter().map(|(_, draft)| (QuotientId::from_uuid(call.new_id()), draft)).collect();
            record(w, call.grant(), household, &drafts, Some(id))?;
        }
        refresh_brackets(call, w, &households)?;
        let accepted = u32::try_from(count).unwrap_or(u32::MAX);
        let counts = judged.counts();
        w.insert_import_batch(&NewBatch {
            id,
            kind: QUOTIENTS,
            file_name: &file.name,
            sha256: &file.sha256,
            accepted,
            to_check: (counts.accepted + counts.to_check).saturating_sub(accepted),
            refused: counts.refused,
        })?;
        file.remember(w)?;
        let batch = w.import_batch(id)?.ok_or_else(|| Error::not_found("cet import"))?;
        Ok(ImportDoneView {
            batch: batch_row(batch),
            already_taken: counts.already_taken,
            waiting: 0,
            informed: 0,
            amount_cents: domain::values::Cents::ZERO,
        })
    })?;
    if done.batch.refused == 0 {
        call.unlocked().forget::<QuotientsAtHand>();
    }
    Ok(done)
}

impl QuotientsAtHand {
    /// What would be recorded, household by household: the rows accepted, and those to be looked at that the agent agreed to.
    /// In the order of the file: of two for the same month, the last one applies.
    fn taken(&self, agreed: &[u32]) -> HashMap<HouseholdId, Vec<(u64, QuotientDraft)>> {
        let agreed: HashSet<u64> = agreed.iter().copied().map(u64::from).collect();
        let mut taken: HashMap<HouseholdId, Vec<(u64, QuotientDraft)>> = HashMap::new();
        for (line, row) in &self.rows {
            let accepted = match row.state {
                ImportRowState::Accepted => true,
                ImportRowState::ToCheck => agreed.contains(line),
                ImportRowState::Refused | ImportRowState::AlreadyTaken => false,
            };
            if let (true, Some(household), Some(draft)) = (accepted, row.household, &row.draft) {
                taken.entry(household).or_default().push((*line, draft.clone()));
            }
        }
        for drafts in taken.values_mut() {
            drafts.sort_by_key(|(line, _)| *line);
        }
        taken
    }

    fn counts(&self) -> ImportCounts {
        let mut counts = ImportCounts::default();
        for row in self.rows.values() {
            counts.add(row.state);
        }
        counts
    }
}

/// Tells the desk the bracket of some households again, once their quotients changed.
pub(super) fn refresh_brackets(
    call: &Call<'_, ImportQuotients>,
    w: &Writer<'_>,
    households: &HashSet<HouseholdId>,
) -> Result<(), Error> {
    let brackets = Brackets::on(w, call.today())?;
    let mut changed: HashMap<HouseholdId, _> =
        households.iter().map(|household| (*household, Default::default())).collect();
    each_history(w, call.grant(), |household, history| {
        if let Some(bracket) = changed.get_mut(&household) {
            *bracket = brackets.of(&history);
        }
    })?;
    for (household, bracket) in changed {
        w.set_bracket(household, &bracket)?;
    }
    Ok(())
}
