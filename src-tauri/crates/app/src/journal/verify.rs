//! Verifying: the journal and the content, then everything the file promises.

use security::access::VerifyAudit;
use security::slots::CopiesState;
use store::verification::Hands;

use super::examine::examine;
use super::findings;
use super::views::{AuditVerifyView, VaultVerifyView};
use crate::Error;
use crate::call::{Call, Subject};
use crate::digest::sha256;
use crate::jobs::JobView;
use crate::session::Empty;

/// Replays every desk's journal and counts every row: each line follows the one before, is signed by the agent it names, and the file
/// holds what the last one has left.
pub fn verify(call: &Call<'_, VerifyAudit>, _: Empty) -> Result<JobView, Error> {
    call.spawn(|call, progress| {
        let verdict = examine(call.unlocked(), Hands::All, progress)?;
        let problems = verdict.problems();
        let outcome =
            if problems.is_empty() { "Le journal est entier".to_owned() } else { problems.join(" ") };
        call.consult(Subject::all("audit").detail(outcome), |_| Ok(()))?;
        Ok(AuditVerifyView {
            entries: verdict.entries,
            months: verdict.months,
            rows: verdict.rows,
            holds: problems.is_empty(),
            broken: problems.first().cloned(),
            problems,
            head: call.unlocked().audit_head().fingerprint(),
        })
    })
}

/// Verifies the whole vault: pages, slots, journal, content, amounts, rules of the file.
pub fn verify_vault(call: &Call<'_, VerifyAudit>, _: Empty) -> Result<JobView, Error> {
    call.spawn(|call, progress| {
        let unlocked = call.unlocked();
        let mut problems = Vec::new();

        progress.phase("Sceaux des pages", 0)?;
        let damaged = unlocked.store().integrity_problems()?;
        problems.extend(damaged.into_iter().map(|what| format!("Page ou table abîmée\u{a0}: {what}.")));

        progress.phase("Clés des agents", 0)?;
        let (book, copies) = unlocked.folder().slots_and_copies()?;
        if copies == CopiesState::OneLost {
            problems.push(
                "Une des deux copies des clés est perdue ou abîmée\u{a0}: la prochaine écriture la refera."
                    .to_owned(),
            );
        }

        let verdict = examine(unlocked, Hands::All, progress)?;
        problems.extend(verdict.problems());

        progress.phase("Rapprochement des montants", 0)?;
        let unreconciled = call.read(|r| {
            let mut found: Vec<String> = r.unreconciled_amounts()?.iter().map(findings::amounts).collect();
            for listed in r.exported_files()? {
                let frozen = r.exported_file(&listed.kind, &listed.subject)?;
                if frozen.is_none_or(|file| file.sha256 != sha256(&file.bytes)) {
                    found.push(format!(
                        "Fichier {}\u{a0}: son contenu n’est plus celui qui a été envoyé.",
                        listed.file_name
                    ));
                }
            }
            Ok(found)
        })?;
        // Words are derived, and under no mark: written over rather than verified.
        let mut counted = false;
        unlocked.store().find_again(|done, families| {
            if !std::mem::replace(&mut counted, true) {
                progress.phase("Mots de la recherche", families)?;
            }
            progress.done(done)
        })?;
        progress.phase("Règles du fichier", 0)?;
        let broken: Vec<String> =
            call.read(|r| Ok(r.broken_invariants()?.iter().map(findings::counts).collect()))?;

        let (reconciliation, invariants) = (unreconciled.is_empty(), broken.is_empty());
        problems.extend(unreconciled);
        problems.extend(broken);
        let outcome = if problems.is_empty() {
            "Coffre vérifié, sans défaut".to_owned()
        } else {
            problems.join(" ")
        };
        call.consult(Subject::all("vault").detail(outcome), |_| Ok(()))?;
        Ok(VaultVerifyView {
            pages: unlocked.store().page_count()?,
            slots: book.logins().count() as u64,
            audit_entries: verdict.entries,
            months: verdict.months,
            rows: verdict.rows,
            chain: verdict.journal.is_empty(),
            content: verdict.content.is_empty(),
            reconciliation,
            invariants,
            problems,
            head: unlocked.audit_head().fingerprint(),
        })
    })
}
