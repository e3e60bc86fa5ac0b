//! Verifying: the journal line by line, then everything the file promises.

use security::access::VerifyAudit;
use security::audit::{Break, Broken, Head, Signatures, Verifier};
use security::slots::CopiesState;
use store::verification::Finding;

use super::views::{AuditVerifyView, VaultVerifyView};
use crate::Error;
use crate::call::{Call, Subject};
use crate::digest::sha256;
use crate::jobs::{JobView, Progress};
use crate::session::Empty;

/// Between two looks at whether the agent gave up.
const STRIDE: u64 = 500;

/// Replays every desk's chain: each line follows the one before and is signed by the agent it names.
pub fn verify(call: &Call<'_, VerifyAudit>, _: Empty) -> Result<JobView, Error> {
    call.spawn(|call, progress| {
        let journal = replay(call, progress)?;
        let outcome = journal.broken.as_deref().unwrap_or("Le journal est entier");
        call.consult(Subject::all("audit").detail(outcome), |_| Ok(()))?;
        Ok(journal)
    })
}

/// Verifies the whole vault: pages, slots, journal, amounts, rules of the file.
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

        let journal = replay(call, progress)?;
        problems.extend(journal.broken.clone());

        progress.phase("Rapprochement des montants", 0)?;
        let unreconciled = call.read(|r| {
            let mut found: Vec<String> = r.unreconciled_amounts()?.iter().map(amounts).collect();
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
        progress.phase("Règles du fichier", 0)?;
        let broken: Vec<String> = call.read(|r| Ok(r.broken_invariants()?.iter().map(counts).collect()))?;

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
            audit_entries: journal.entries,
            chain: journal.holds,
            reconciliation,
            invariants,
            problems,
        })
    })
}

fn replay(call: &Call<'_, VerifyAudit>, progress: &Progress) -> Result<AuditVerifyView, Error> {
    let unlocked = call.unlocked();
    let book = unlocked.folder().slots()?;
    let mut entries = 0;
    let mut first_break: Option<(u16, Broken)> = None;
    let heads = call.read(|r| Ok(r.audit_heads()?))?;
    for head in heads {
        progress.phase("Journal", head.seq)?;
        let mut verifier =
            Verifier::from(book.vault(), book.roster(), Head::start(head.desk), Signatures::All);
        let mut given_up = Ok(());
        call.read(|r| {
            Ok(r.each_audit_entry(head.desk, |entry| {
                if given_up.is_ok() && first_break.is_none() {
                    first_break = verifier.check(&entry).err().map(|broken| (head.desk, broken));
                    entries += 1;
                    if entries % STRIDE == 0 {
                        given_up = progress.done(entries);
                    }
                }
                Ok(())
            })?)
        })?;
        given_up?;
    }
    Ok(AuditVerifyView {
        entries,
        holds: first_break.is_none(),
        broken: first_break.map(|(desk, broken)| sentence(desk, broken)),
        head: unlocked.audit_head().fingerprint(),
    })
}

fn sentence(desk: u16, broken: Broken) -> String {
    let what = match broken.what {
        Break::Sequence => "une ligne manque ou se répète",
        Break::Link => "la ligne ne suit pas la précédente",
        Break::Content => "la ligne a été modifiée après coup",
        Break::Detail => "le détail de la ligne a été remplacé",
        Break::UnknownAgent => "l’agent de la ligne est inconnu du coffre",
        Break::Signature => "la signature n’est pas celle de l’agent",
    };
    format!("Le journal du poste {desk} ne tient plus à la ligne {}\u{a0}: {what}.", broken.seq)
}

fn amounts(finding: &Finding) -> String {
    use domain::values::Cents;
    format!(
        "{}\u{a0}: {} attendus, {} trouvés.",
        capitalised(&finding.subject),
        Cents(finding.expected).format_fr(),
        Cents(finding.found).format_fr()
    )
}

fn counts(finding: &Finding) -> String {
    format!(
        "{}\u{a0}: {} attendus, {} trouvés.",
        capitalised(&finding.subject),
        finding.expected,
        finding.found
    )
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
