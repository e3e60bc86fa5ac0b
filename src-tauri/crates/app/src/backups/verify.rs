//! Reading a backup again: its files, its signature, its pages, what it holds, and that it is a past of this very vault.

use std::path::Path;
use std::sync::Arc;

use security::access::BackUp;
use security::audit::{Entry, Head, Signatures, Verifier};
use security::secret::PageKey;
use store::audit::AuditFilter;
use store::{Examination, Store, StoreError};
use uuid::Uuid;

use super::list::{BackupChoice, chosen};
use super::manifest::{Manifest, changed_files, newer_version};
use super::views::BackupView;
use crate::Error;
use crate::call::{Call, Subject};
use crate::digest::hexadecimal;
use crate::error::Code;
use crate::gate::VaultFolder;
use crate::jobs::{JobView, Progress};
use crate::unlocked::Unlocked;

/// What the journal calls a restoration: signed by who asked for it, `before` the last line that was left behind.
pub(super) const RESTORED: &str = "vault_restore";

/// Verifies a backup: one of the plan's places, or one the agent chooses.
pub fn verify(call: &Call<'_, BackUp>, request: BackupChoice) -> Result<JobView, Error> {
    let chosen = chosen(call, &request)?;
    call.spawn(move |call, progress| {
        let folder = chosen.ok_or_else(|| Error::new(Code::Cancelled, "Aucune sauvegarde choisie."))?;
        let view = judge(call.unlocked(), &call.grant().page_keys()?, &folder, progress)?.view;
        let outcome = if view.verified {
            "Sauvegarde vérifiée, sans défaut".to_owned()
        } else {
            view.problems.join(" ")
        };
        call.consult(Subject::all("backup").detail(outcome), |_| Ok(()))?;
        Ok(view)
    })
}

/// What was found of a backup.
pub(super) struct Judgement {
    pub(super) view: BackupView,
    pub(super) manifest: Manifest,
    /// Its base, once its files were found whole.
    pub(super) examined: Option<Examination>,
    /// The last line it shares with this vault: older by that much, or where both parted at an earlier restoration.
    pub(super) common: Option<Head>,
}

/// What a backup is worth. What is wrong in it is the answer, unless it announces nothing that can be believed.
pub(super) fn judge(
    unlocked: &Arc<Unlocked>,
    keys: &[PageKey],
    folder: &Path,
    progress: &Progress,
) -> Result<Judgement, Error> {
    compare(unlocked, keys, folder, Manifest::read(unlocked.folder(), folder)?, progress)
}

/// What the vault's files in a folder are worth beside what a manifest announces.
pub(super) fn compare(
    unlocked: &Arc<Unlocked>,
    keys: &[PageKey],
    folder: &Path,
    manifest: Manifest,
    progress: &Progress,
) -> Result<Judgement, Error> {
    progress.phase("Empreintes des fichiers", manifest.files.len() as u64)?;
    let mut problems = changed_files(&manifest, folder, |done| progress.done(done))?;
    problems.extend(key_problems(unlocked, folder, &manifest)?);
    let (mut examined, mut common) = (None, None);
    // What is not the file that was written says nothing more.
    if problems.is_empty() {
        progress.phase("Sceaux des pages", 0)?;
        let base = unlocked.folder().base_in(folder);
        match Store::examine_under(&base, keys, &|| progress.check().is_ok()) {
            Ok(found) => {
                common = page_problems(unlocked, &base, keys, &manifest, &found, &mut problems)?;
                examined = Some(found);
            }
            Err(StoreError::Interrupted) => {
                progress.check()?;
                return Err(StoreError::Interrupted.into());
            }
            Err(StoreError::NewerSchema { .. }) => return Err(newer_version()),
            Err(_) => problems.push(
                "La base copiée ne s’ouvre avec aucune clé que ce coffre ait eue\u{a0}: elle est abîmée, ou d’un autre coffre."
                    .to_owned(),
            ),
        }
    }
    let view = BackupView {
        folder: Some(folder.display().to_string()),
        made_at_ms: manifest.made_at_ms,
        pages: manifest.pages,
        counts: Some(manifest.counts),
        files: manifest.files.clone(),
        head: manifest.printed_head(),
        verified: problems.is_empty(),
        problems,
    };
    Ok(Judgement { view, manifest, examined, common })
}

/// The keys beside the base: readable, of this vault, and a beginning of today's, which therefore still open what they closed.
fn key_problems(unlocked: &Unlocked, folder: &Path, manifest: &Manifest) -> Result<Vec<String>, Error> {
    let book = match VaultFolder::new(folder).slots() {
        Ok(book) => book,
        Err(error) if error.code == Code::NewerVersion => return Err(newer_version()),
        Err(_) => return Ok(vec!["Les copies des clés de la sauvegarde sont abîmées.".to_owned()]),
    };
    let mut problems = Vec::new();
    if book.vault() != unlocked.session().vault() {
        problems.push("Cette sauvegarde est celle d’un autre coffre.".to_owned());
    } else if !unlocked.folder().slots()?.statements().extends(book.statements()) {
        problems.push(
            "Les clés de cette sauvegarde ont suivi un autre chemin que celles de ce coffre\u{a0}: elle ne peut pas y être remise."
                .to_owned(),
        );
    }
    if let Err(error) = manifest.check_signature(&book) {
        problems.push(error.message);
    }
    Ok(problems)
}

/// What the base holds beside what is announced, and where it stands in the life of this vault.
fn page_problems(
    unlocked: &Unlocked,
    base: &Path,
    keys: &[PageKey],
    manifest: &Manifest,
    found: &Examination,
    problems: &mut Vec<String>,
) -> Result<Option<Head>, Error> {
    problems.extend(found.problems.iter().map(|what| format!("Page ou table abîmée\u{a0}: {what}.")));
    if found.pages != manifest.pages || manifest.counts != found.counts.into() {
        problems.push("La base copiée ne contient pas ce qu’annonce la sauvegarde.".to_owned());
    }
    let announced: Vec<_> =
        found.heads.iter().map(|head| (head.desk, head.seq, hexadecimal(&head.hash))).collect();
    if announced
        != manifest.heads.iter().map(|head| (head.desk, head.seq, head.hash.clone())).collect::<Vec<_>>()
    {
        problems.push("Le journal copié n’est pas celui qu’annonce la sauvegarde.".to_owned());
    }
    let desk = unlocked.audit_head().desk;
    let mut common = None;
    for head in &found.heads {
        let known = unlocked.store().read(|r| Ok::<_, Error>(r.audit_hash(head.desk, head.seq)?))?;
        let shared = if known == Some(head.hash) {
            Some(*head)
        } else {
            parted_at_a_restoration(unlocked, base, &keys[found.key..], head)?
        };
        if shared.is_none() {
            problems.push(
                "Cette sauvegarde n’est pas un état passé de ce coffre\u{a0}: son journal a suivi un autre chemin.".to_owned(),
            );
        }
        if head.desk == desk {
            common = shared;
        }
    }
    Ok(common)
}

/// A backup of what an earlier restoration left behind is still a past of this vault: its journal and ours are one up to that
/// restoration. Answers the last line they share.
fn parted_at_a_restoration(
    unlocked: &Unlocked,
    base: &Path,
    keys: &[PageKey],
    head: &Head,
) -> Result<Option<Head>, Error> {
    for restoration in restorations(unlocked)? {
        let shared = Head {
            desk: restoration.desk,
            seq: restoration.seq.saturating_sub(1),
            hash: restoration.previous,
        };
        if restoration.desk == head.desk
            && shared.seq < head.seq
            && Store::hash_under(base, keys, shared.desk, shared.seq)? == Some(shared.hash)
        {
            return Ok(Some(shared));
        }
    }
    Ok(None)
}

/// How a line speaks of a line that is no longer there: by half of its hash.
pub(super) fn head_as_object(head: &Head) -> Uuid {
    Uuid::from_slice(&head.hash[..16]).expect("sixteen bytes")
}

/// The signed restorations of this vault, newest first.
fn restorations(unlocked: &Unlocked) -> Result<Vec<Entry>, Error> {
    let filter =
        AuditFilter { operation: Some(RESTORED.to_owned()), limit: u32::MAX, ..AuditFilter::default() };
    let entries = unlocked.store().read(|r| Ok::<_, Error>(r.audit_entries(&filter)?))?;
    let (vault, book) = (unlocked.session().vault(), unlocked.folder().slots()?);
    Ok(entries
        .into_iter()
        .filter(|entry| {
            let before = Head { desk: entry.desk, seq: entry.seq.saturating_sub(1), hash: entry.previous };
            Verifier::from(vault, book.roster(), before, Signatures::All).check(entry).is_ok()
        })
        .collect())
}

/// Whether a head this desk has seen, and which is no longer in the journal, was left behind by a restoration that an agent signed.
pub(crate) fn left_by_a_signed_restoration(unlocked: &Unlocked, seen: &Head) -> Result<bool, Error> {
    let left = |entry: &Entry| entry.desk == seen.desk && entry.object == Some(head_as_object(seen));
    Ok(restorations(unlocked)?.iter().any(left))
}
