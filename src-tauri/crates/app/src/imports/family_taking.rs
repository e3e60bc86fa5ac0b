//! From families agreed to files recorded: tried first, without writing anything; then taken, all of them or none, in one transaction.

use std::collections::{HashMap, HashSet};

use domain::tariffs::{Quotient, QuotientHistory};
use domain::values::ids::{BatchId, HouseholdId};
use security::access::ImportFamilies;
use store::Writer;
use store::imports::{NewBatch, NewExternalId};

use super::batches::{FAMILIES, batch_row};
use super::families::{FamiliesAtHand, JudgedFamily, at_hand};
use super::family_judging::judge;
use super::{
    FamilyCommitRequest, FamilyImportDoneView, FamilyTotals, FamilyTrialView, FamilyWantRow, ImportRowState,
};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::families::{Completeness, Typing, accept_taken, wanting};
use crate::jobs::{JobView, Progress};
use crate::quotients::{AllocataireIndex, Brackets};
use crate::settings;

/// Families recorded between two looks at whether the agent gave up.
const STEP: usize = 20;

/// Says what taking the file would record, and writes nothing.
pub fn families_try(call: &Call<'_, ImportFamilies>, request: FamilyCommitRequest) -> Result<JobView, Error> {
    at_hand(call)?.file.refuse_unless(&request.reading)?;
    call.spawn(move |call, progress| tried(call, &request, progress))
}

fn tried(
    call: &Call<'_, ImportFamilies>,
    request: &FamilyCommitRequest,
    progress: &Progress,
) -> Result<FamilyTrialView, Error> {
    let kept = at_hand(call)?;
    kept.file.refuse_unless(&request.reading)?;
    let detail = format!("essai de {}, {} lignes", kept.file.name, kept.file.table.row_count());
    call.consult(Subject::all("family_import").detail(detail), |r| {
        let judged = judge(r, kept.file.clone(), call.today(), &mut || call.new_id(), progress)?;
        let to_take = judged.taken(&request.accepted_lines, request.accept_doubts);
        let (town, fields) = (settings::town(r)?, settings::asked(r)?);
        let mut typing = Typing {
            town: &town,
            fields: &fields,
            today: call.today(),
            completeness: Completeness::AsKnown,
            new_id: &mut || call.new_id(),
        };
        progress.phase("Essai", to_take.len() as u64)?;
        let mut wants: HashMap<&'static str, u32> = HashMap::new();
        let (mut households, mut resident_households) = (0, 0);
        for (rank, family) in to_take.iter().enumerate() {
            if rank.is_multiple_of(STEP) {
                progress.done(rank as u64)?;
            }
            let accepted = accept_taken(&family.taken, None, &mut typing).map_err(Error::fields)?;
            for want in wanting(&accepted.members) {
                *wants.entry(want).or_default() += 1;
            }
            households += accepted.members.households.len();
            resident_households += accepted.members.households.iter().filter(|home| home.is_resident).count();
        }
        let mut wanting: Vec<FamilyWantRow> = wants
            .into_iter()
            .map(|(what, families)| FamilyWantRow { what: what.to_owned(), families })
            .collect();
        wanting
            .sort_by(|one, other| other.families.cmp(&one.families).then_with(|| one.what.cmp(&other.what)));
        Ok(FamilyTrialView {
            taken: judged.totals(to_take.iter().copied()),
            left: left(&judged, &to_take),
            wanting,
            resident_households: u32::try_from(resident_households).unwrap_or(u32::MAX),
            households: u32::try_from(households).unwrap_or(u32::MAX),
        })
    })
}

/// Records what was accepted, in one transaction: an agent who gives up, or a desk that dies, leaves nothing of it. The refused rows stay at
/// hand, to be given back.
pub fn families_commit(
    call: &Call<'_, ImportFamilies>,
    request: FamilyCommitRequest,
) -> Result<JobView, Error> {
    at_hand(call)?.file.refuse_unless(&request.reading)?;
    call.spawn(move |call, progress| commit(call, &request, progress))
}

fn commit(
    call: &Call<'_, ImportFamilies>,
    request: &FamilyCommitRequest,
    progress: &Progress,
) -> Result<FamilyImportDoneView, Error> {
    let kept = at_hand(call)?;
    let file = &kept.file;
    file.refuse_unless(&request.reading)?;
    let id = BatchId::from_uuid(call.new_id());
    let detail = format!("{}, {} lignes, SHA-256 {}", file.name, file.table.row_count(), file.sha256);
    let done = call.perform(
        Subject::of("import_batch", id).detail(detail),
        [Change::Imports, Change::People],
        |w| {
            // Judged again: someone may have been registered since the preview.
            let judged = judge(w, file.clone(), call.today(), &mut || call.new_id(), progress)?;
            let to_take = judged.taken(&request.accepted_lines, request.accept_doubts);
            if to_take.is_empty() {
                return Err(Error::new(
                    Code::AlreadyDone,
                    "Ce fichier n’apporte aucune famille nouvelle\u{a0}: rien n’a été enregistré.",
                ));
            }
            let counts = judged.counts();
            let accepted: usize = to_take.iter().map(|family| family.taken.lines.len()).sum();
            let accepted = u32::try_from(accepted).unwrap_or(u32::MAX);
            w.insert_import_batch(&NewBatch {
                id,
                kind: FAMILIES,
                file_name: &file.name,
                sha256: &file.sha256,
                accepted,
                to_check: (counts.accepted + counts.to_check).saturating_sub(accepted),
                refused: counts.refused,
            })?;
            // After the batch they refer to: while a reference waits for its row, the engine looks for what else waits, row after row.
            progress.phase("Enregistrement des dossiers", to_take.len() as u64)?;
            record(call, w, id, file.source.profile.code(), &to_take, progress)?;
            file.remember(w)?;
            progress.phase("Écriture sur le disque", 0)?;
            let batch = w.import_batch(id)?.ok_or_else(|| Error::not_found("cet import"))?;
            let known = judged.families.iter().filter(|family| family.state == ImportRowState::AlreadyTaken);
            Ok(FamilyImportDoneView {
                batch: batch_row(batch),
                taken: judged.totals(to_take.iter().copied()),
                left: left(&judged, &to_take),
                left_out: judged.left_out(),
                already_taken: u32::try_from(known.count()).unwrap_or(u32::MAX),
            })
        },
    )?;
    call.unlocked().forget::<AllocataireIndex>();
    if done.batch.refused == 0 {
        call.unlocked().forget::<FamiliesAtHand>();
    }
    Ok(done)
}

fn record(
    call: &Call<'_, ImportFamilies>,
    w: &Writer<'_>,
    batch: BatchId,
    profile: &str,
    to_take: &[&JudgedFamily],
    progress: &Progress,
) -> Result<(), Error> {
    let (town, fields) = (settings::town(w)?, settings::asked(w)?);
    let brackets = Brackets::on(w, call.today())?;
    for (rank, family) in to_take.iter().enumerate() {
        if rank.is_multiple_of(STEP) {
            progress.done(rank as u64)?;
        }
        let mut typing = Typing {
            town: &town,
            fields: &fields,
            today: call.today(),
            completeness: Completeness::AsKnown,
            new_id: &mut || call.new_id(),
        };
        let accepted = accept_taken(&family.taken, Some(batch), &mut typing).map_err(Error::fields)?;
        let mut histories: Vec<(HouseholdId, Quotient)> = Vec::new();
        for (household, id, draft) in accepted.quotients() {
            histories.push((*household, Quotient::try_new(*id, draft).map_err(Error::fields)?));
        }
        let members = accepted.write(call.grant(), w)?;
        for (household, quotient) in histories {
            w.set_bracket(household, &brackets.of(&QuotientHistory::new(vec![quotient])))?;
        }
        w.insert_external_id(&NewExternalId {
            id: call.new_id(),
            batch,
            family: members.family.id,
            profile,
            key: &family.taken.number,
            identity: &family.identity,
        })?;
        if !family.taken.number.is_empty() {
            w.index_file(&members)?;
        }
    }
    Ok(())
}

/// What the file has and would not be taken, what an earlier file brought aside.
fn left(judged: &FamiliesAtHand, to_take: &[&JudgedFamily]) -> FamilyTotals {
    let taken: HashSet<u64> = to_take.iter().map(|family| family.taken.lines[0]).collect();
    let others = judged.families.iter().filter(|family| {
        family.state != ImportRowState::AlreadyTaken && !taken.contains(&family.taken.lines[0])
    });
    judged.totals(others)
}
