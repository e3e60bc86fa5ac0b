//! Preparing a restoration of the open vault: the backup is copied aside, proven, put under today's keys, and what would change is said.
//! Nothing of the vault moves before two people agree (see `swap`).

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use security::access::Restore;
use security::audit::{Entry, Head};
use store::Store;
use store::audit::AuditFilter;
use uuid::Uuid;

use super::list::{BackupChoice, chosen};
use super::second::candidates;
use super::side::{Side, clear, open_under_the_newest_key};
use super::swap::prepared_folder;
use super::verify::judge;
use super::views::{JournalLineView, RestoreView};
use crate::call::{Call, Subject};
use crate::error::{Code, Error};
use crate::jobs::JobView;
use crate::journal::operation_label;
use crate::session::Empty;
use crate::settings;

/// Lines of the journal shown on each side.
const LATELY: u32 = 5;

/// What was prepared, until it is used, given up or locked away.
pub(super) struct Prepared {
    pub(super) folder: PathBuf,
    pub(super) made_at_ms: i64,
    /// The last line of the journal in the backup.
    pub(super) head: Head,
    /// The last line it shares with the vault: what comes after it here is left behind.
    pub(super) common: Head,
    /// What the town was called then: the door says it.
    pub(super) town: String,
}

/// Prepares a restoration and says what it would change.
pub fn prepare(call: &Call<'_, Restore>, request: BackupChoice) -> Result<JobView, Error> {
    let source = chosen(call, &request)?;
    call.spawn(move |call, progress| {
        let Some(source) = source else {
            return Err(Error::new(
                Code::Cancelled,
                "Aucune sauvegarde choisie\u{a0}: rien n’a été préparé.",
            ));
        };
        let unlocked = call.unlocked();
        unlocked.forget::<Prepared>();
        let keys = call.grant().page_keys()?;
        let judged = judge(unlocked, &keys, &source, progress)?;
        let (Some(examined), Some(common), true) = (judged.examined, judged.common, judged.view.verified)
        else {
            return Err(Error::new(
                Code::Damaged,
                format!(
                    "Cette sauvegarde n’est pas bonne\u{a0}: rien n’a été préparé. {}",
                    judged.view.problems.join(" ")
                ),
            ));
        };
        let vault = unlocked.folder();
        let folder = prepared_folder(vault);
        let side = Side::copy(vault, folder, &source, &judged.manifest, progress)?;
        progress.phase("Clés d’aujourd’hui", 0)?;
        let copy = open_under_the_newest_key(&side.base(), call.grant(), unlocked.session().vault())?;
        let (then, heads, town) =
            copy.read(|r| Ok::<_, Error>((r.counts()?, r.audit_heads()?, settings::town(r)?.name)))?;
        drop(copy);
        progress.phase("Contrôle de la copie", 0)?;
        let found = Store::examine_under(&side.base(), &keys[..1], &|| progress.check().is_ok())?;
        if !found.problems.is_empty() || then != examined.counts || heads != examined.heads {
            return Err(Error::new(
                Code::Damaged,
                "La copie préparée ne contient pas ce que contient la sauvegarde\u{a0}: rien n’a été changé.",
            ));
        }
        let desk = unlocked.audit_head().desk;
        let head = heads.into_iter().find(|head| head.desk == desk).unwrap_or(Head::start(desk));
        let detail = format!("Restauration préparée et contrôlée, {} pages", found.pages);
        call.consult(Subject::all("backup").detail(detail), |_| Ok(()))?;
        let lately = AuditFilter { limit: LATELY, ..AuditFilter::default() };
        let (now, agents, last_now) =
            call.read(|r| Ok((r.counts()?, r.agents()?, r.audit_entries(&lately)?)))?;
        let names: HashMap<Uuid, String> = agents.into_iter().map(|row| (row.id, row.display_name)).collect();
        let (second, anyone) = candidates(unlocked)?;
        let prepared =
            Prepared { folder: side.keep(), made_at_ms: judged.manifest.made_at_ms, head, common, town };
        let view = RestoreView {
            made_at_ms: prepared.made_at_ms,
            made_by: judged.manifest.made_by_name.clone(),
            head: judged.manifest.printed_head(),
            then: then.into(),
            now: now.into(),
            last_then: found.lately.iter().map(|entry| line(entry, &names)).collect(),
            last_now: last_now.iter().map(|entry| line(entry, &names)).collect(),
            abandoned: unlocked.audit_head().seq.saturating_sub(prepared.common.seq),
            parted: prepared.common != prepared.head,
            second,
            anyone,
        };
        unlocked.keep(Arc::new(prepared));
        Ok(view)
    })
}

/// Gives up what was prepared.
pub fn give_up(call: &Call<'_, Restore>, _: Empty) -> Result<Empty, Error> {
    call.unlocked().forget::<Prepared>();
    clear(call.unlocked().folder(), &prepared_folder(call.unlocked().folder()))?;
    Ok(Empty {})
}

fn line(entry: &Entry, names: &HashMap<Uuid, String>) -> JournalLineView {
    JournalLineView {
        at_ms: entry.at_ms,
        agent: names.get(&entry.agent).cloned().unwrap_or_default(),
        label: operation_label(&entry.operation).to_owned(),
    }
}
