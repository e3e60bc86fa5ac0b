//! Putting a prepared restoration in the place of the vault: two people, one mark, renames.
//!
//! The copy first receives two lines, each signed by one of the two, on its own journal. Then the mark is written: before it, the vault is
//! the old one; from it on, the new one, and whoever comes to the door (this program, the next, after a kill) finishes the renames
//! before anything is opened. The old files are moved aside, never removed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use jiff::civil::DateTime;
use security::access::Restore;
use security::audit::{Chain, Head, SCHEMA_REACHED};
use security::secret::PageKey;
use security::{Session, private};
use store::{Stamp, Store, StoreError, Writer};

use super::plan::PLAN;
use super::prepare::Prepared;
use super::rehearsal::REHEARSAL;
use super::second::{Second, candidates, verified};
use super::side::{clear, open_under_the_newest_key};
use super::verify::{RESTORED, head_as_object};
use super::views::SwapRequest;
use crate::app::App;
use crate::call::Subject;
use crate::error::{Code, Error};
use crate::gate::{self, SessionView, VaultFolder};
use crate::journal;
use crate::outside::write_whole;
use crate::session::Empty;
use crate::unlocked::Unlocked;

/// What the journal calls the second person's line.
const AGREED: &str = "vault_restore_agree";

/// How the folder begins where a vault is left behind.
const ASIDE: &str = "preau-avant-restauration-";

/// How long one waits for the last work on the vault to let go of it.
const PATIENCE: Duration = Duration::from_secs(10);
const GLANCE: Duration = Duration::from_millis(50);

/// Where a restoration is prepared.
pub(super) fn prepared_folder(vault: &VaultFolder) -> PathBuf {
    vault.path().join("preau.restauration")
}

/// Restores the vault as it was prepared, when a second agent agrees. The session ends, and the door opens on the restored vault.
pub fn swap(app: &App, request: SwapRequest) -> Result<SessionView, Error> {
    let _door = app.door.lock().unwrap_or_else(PoisonError::into_inner);
    let unlocked = app.unlocked()?;
    unlocked.session().observe(unlocked.clock().now_ms());
    let grant = unlocked.session().authorize::<Restore>()?;
    let prepared =
        unlocked.kept::<Prepared>().filter(|prepared| prepared.folder.is_dir()).ok_or_else(|| {
            Error::refused("Aucune restauration n’est préparée. Choisissez d’abord une sauvegarde.")
        })?;
    let vault = unlocked.folder().clone();
    let book = unlocked.slots()?;
    let (allowed, _) = candidates(&unlocked)?;
    let second = verified(&unlocked, &book, (&request.login, &request.password), |login| {
        allowed.iter().any(|one| one.login == login)
    })?;

    // From here on nothing more is written in what is left behind.
    unlocked.jobs().cancel_all();
    gate::remember(&unlocked, book.sequence());
    let left = unlocked.audit_head();
    // Keys may have changed since it was prepared.
    let copy =
        open_under_the_newest_key(&vault.base_in(&prepared.folder), &grant, unlocked.session().vault());
    let signed = copy.and_then(|copy| sign(app, &unlocked, second, &prepared, left, &copy));
    let keys = grant.page_keys()?;
    let proven = signed.and_then(|head| prove(&vault, &prepared.folder, &keys[..1], head));
    if let Err(error) = proven {
        unlocked.forget::<Prepared>();
        let _ = clear(&vault, &prepared.folder);
        return Err(error);
    }
    *app.vault.write().unwrap_or_else(PoisonError::into_inner) = None;
    unlocked.close();
    unlocked.watch().stop(&unlocked);
    // What this desk saw last is what the signed line leaves behind.
    unlocked.herald().end();
    app.host.outside.forget_documents();
    if unlocked.audit_head() != left {
        let _ = clear(&vault, &prepared.folder);
        return Err(Error::new(
            Code::Conflict,
            "Quelqu’un a écrit dans le coffre pendant la restauration\u{a0}: rien n’a été changé. Rouvrez le coffre et recommencez.",
        ));
    }
    let aside = free_name(&vault, unlocked.clock().civil());
    let town = prepared.town.clone();
    drop(prepared);
    // Its connections close before its files move.
    drop(unlocked);
    write_whole(&vault.swap_mark(), format!("{aside}\n").as_bytes())?;
    let _ = private::sync_folder(vault.path());
    // What cannot be finished now is finished at the next look at the door.
    if settle(&vault).is_ok() {
        let _ = vault.write_card(&gate::TownCard { town_name: town, ..vault.card() });
    }
    gate::state(app, Empty {})
}

/// A name under which nothing was left behind yet: what an earlier restoration left is never written over, even when a clock was put back.
fn free_name(vault: &VaultFolder, at: DateTime) -> String {
    let named = |rank: u32| {
        let suffix = if rank == 1 { String::new() } else { format!("-{rank}") };
        format!("{ASIDE}{}{suffix}", at.strftime("%Y-%m-%d-%H%M%S"))
    };
    (1..).map(named).find(|name| !vault.path().join(name).exists()).unwrap_or_default()
}

/// Writes both lines in the copy, with what stays today's: accounts, their roles, the plan of backups.
fn sign(
    app: &App,
    unlocked: &Unlocked,
    second: Second,
    prepared: &Prepared,
    left: Head,
    copy: &Store,
) -> Result<Head, Error> {
    let (agents, settings) = unlocked.store().read(|r| {
        let settings = [PLAN, REHEARSAL].map(|name| r.setting(name).map(|text| (name, text)));
        Ok::<_, Error>((r.agents()?, settings))
    })?;
    let clock = unlocked.clock();
    let at = super::places::local(prepared.made_at_ms).strftime("%d/%m/%Y à %H:%M").to_string();
    let detail = format!(
        "Coffre restauré d’une sauvegarde du {at} (journal {}), par {} avec l’accord de {}, écritures abandonnées\u{a0}: {}",
        prepared.head.fingerprint(),
        unlocked.agent().display_name,
        second.told(),
        left.seq.saturating_sub(prepared.common.seq)
    );
    let second_session = second.into_session(left.desk, app);
    // A copy that was brought up to date says so first: what it holds is counted anew, as whenever an older file is opened.
    if let Some(subject) = journal::schema_to_reach(copy, left.desk)? {
        line(copy, (left.desk, clock.now_ms()), unlocked.session(), SCHEMA_REACHED, &subject, |_| Ok(()))?;
    }
    let subject = Subject::of("journal_head", head_as_object(&left)).detail(detail);
    line(copy, (left.desk, clock.now_ms()), unlocked.session(), RESTORED, &subject, |w| {
        for agent in &agents {
            w.save_agent(agent)?;
        }
        for setting in settings {
            if let (name, Some(text)) = setting? {
                w.save_setting(name, &text)?;
            }
        }
        Ok(())
    })?;
    line(copy, (left.desk, clock.now_ms()), &second_session, AGREED, &subject, |_| Ok(()))
}

/// One line on the copy's own journal.
fn line(
    store: &Store,
    (desk, at_ms): (u16, i64),
    session: &Session,
    operation: &'static str,
    subject: &Subject,
    work: impl FnOnce(&Writer<'_>) -> Result<(), Error>,
) -> Result<Head, Error> {
    let (head, hlc) = store.read(|r| Ok::<_, Error>((r.audit_head(desk)?, r.audit_clock(desk)?)))?;
    let (mut chain, hlc) = (Chain::at(head), hlc.tick(at_ms));
    let stamp = Stamp { hlc: hlc.to_stored(), desk, agent: session.agent() };
    store.write(stamp, |w| {
        work(w)?;
        let act = subject.act((at_ms, hlc), operation, &subject.detail, w)?;
        let entry = chain.next(session, &act)?;
        Ok::<_, Error>(((), entry))
    })?;
    Ok(chain.head())
}

/// The copy is read a last time: closed, whole, ending with the two lines.
fn prove(vault: &VaultFolder, folder: &Path, keys: &[PageKey], head: Head) -> Result<(), Error> {
    let base = vault.base_in(folder);
    let found = Store::examine_under(&base, keys, &|| true)?;
    let closed = ["base-wal", "base-journal"]
        .iter()
        .all(|ending| fs::metadata(base.with_extension(ending)).map_or(true, |left| left.len() == 0));
    if !found.problems.is_empty() || !found.heads.contains(&head) || !closed {
        return Err(Error::new(
            Code::Damaged,
            "La copie préparée ne se relit pas\u{a0}: rien n’a été changé. Vérifiez ce disque, puis recommencez.",
        ));
    }
    let flushed = fs::File::open(&base).and_then(|file| file.sync_all());
    flushed.and_then(|()| private::sync_folder(folder)).map_err(disk)
}

/// Finishes a restoration whose mark stands; nothing without one. Called before anything of the vault is opened.
pub(crate) fn settle(vault: &VaultFolder) -> Result<(), Error> {
    settle_until(vault, usize::MAX).map(|_| ())
}

/// The same, cut short after so many steps: what a kill does. Answers whether it is finished.
pub(super) fn settle_until(vault: &VaultFolder, mut steps: usize) -> Result<bool, Error> {
    let mark = vault.swap_mark();
    if !mark.exists() {
        return Ok(true);
    }
    let _held = hold(vault)?;
    // Another program may have finished it while one waited.
    let Ok(text) = fs::read_to_string(&mark) else { return Ok(true) };
    let aside = text.lines().next().unwrap_or_default();
    if !aside.starts_with(ASIDE) || aside.contains(['/', '\\', ':']) {
        return Err(Error::new(
            Code::Damaged,
            format!(
                "La marque de restauration {} ne se lit pas. Prévenez l’administrateur\u{a0}: rien n’a été changé.",
                mark.display()
            ),
        ));
    }
    let aside = vault.path().join(aside);
    let prepared = prepared_folder(vault);
    let (old, new) = (vault.base(), vault.base_in(&prepared));
    let mut moves: Vec<Box<dyn Fn() -> io::Result<()> + '_>> =
        vec![Box::new(|| private::create_folder(&aside))];
    // Keys and card stay the vault's; the old base keeps a copy beside it, for who would look into it one day.
    for file in vault.companions() {
        let copy = aside.join(file.file_name().unwrap_or_default());
        moves.push(Box::new(move || match (file.exists(), copy.exists()) {
            (true, false) => write_whole(&copy, &fs::read(&file)?).map_err(io::Error::other),
            _ => Ok(()),
        }));
    }
    for ending in ["base-wal", "base-shm", "base-journal"] {
        let (from, to) = (old.with_extension(ending), vault.base_in(&aside).with_extension(ending));
        moves.push(Box::new(move || move_if_there(&from, &to)));
    }
    moves.push(Box::new(|| {
        // Once the new base has left its folder, the one that stands is the new one.
        if new.exists() { move_if_there(&old, &vault.base_in(&aside)) } else { Ok(()) }
    }));
    moves.push(Box::new(|| private::sync_folder(&aside)));
    moves.push(Box::new(|| move_if_there(&new, &old)));
    moves.push(Box::new(|| private::sync_folder(vault.path())));
    moves.push(Box::new(|| clear(vault, &prepared).map_err(io::Error::other)));
    moves.push(Box::new(|| {
        fs::remove_file(&mark)?;
        private::sync_folder(vault.path())
    }));
    for step in moves {
        if steps == 0 {
            return Ok(false);
        }
        steps -= 1;
        step().map_err(disk)?;
    }
    Ok(true)
}

fn move_if_there(from: &Path, to: &Path) -> io::Result<()> {
    if from.exists() { fs::rename(from, to) } else { Ok(()) }
}

/// Waits for the last work on the base to let go of it.
fn hold(vault: &VaultFolder) -> Result<store::Held, Error> {
    let began = Instant::now();
    loop {
        match Store::hold(&vault.base()) {
            Err(StoreError::InUse) if began.elapsed() < PATIENCE => std::thread::sleep(GLANCE),
            Err(StoreError::InUse) => {
                return Err(Error::new(
                    Code::InUse,
                    "Une restauration est décidée et attend que le coffre soit libre. Fermez les autres fenêtres de Préau, puis recommencez.",
                ));
            }
            held => return Ok(held?),
        }
    }
}

fn disk(_: io::Error) -> Error {
    Error::new(
        Code::Disk,
        "Le disque du coffre refuse d’achever la restauration (plein ou protégé). Rien n’est perdu\u{a0}: libérez de la place, elle s’achèvera à la prochaine ouverture.",
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn two_restorations_of_one_second_leave_two_vaults_behind() {
        let place = tempfile::tempdir().expect("a folder");
        let (vault, at) = (VaultFolder::new(place.path()), date(2026, 4, 5).at(9, 0, 12, 0));
        let first = free_name(&vault, at);
        assert_eq!(first, "preau-avant-restauration-2026-04-05-090012");
        fs::create_dir(place.path().join(&first)).expect("left behind");
        assert_eq!(free_name(&vault, at), format!("{first}-2"));
    }
}
