//! What is looked at when a vault opens: a quick look before the first screen, everything behind it, on a thread of its own. What does
//! not hold is said in the window and leaves a line.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use security::audit::{Head, SCHEMA_REACHED, Signatures, Verifier, number_as_object};
use store::verification::Hands;
use store::{Store, StoreError};
use uuid::Uuid;

use super::{examine, findings, months};
use crate::call::Subject;
use crate::error::{Code, Error};
use crate::jobs::{JobState, Progress};
use crate::unlocked::Unlocked;

/// The name of the job, and of the line it leaves when something does not hold.
const WATCH: &str = "vault_watch";

/// Last lines replayed before the first screen; one signature in [`SAMPLED`] is checked.
const TAIL: u64 = 256;
const SAMPLED: u64 = 16;

/// What does not hold, as long as the vault is open.
#[derive(Default)]
struct Integrity(Mutex<Vec<String>>);

/// The thread that examines everything.
#[derive(Default)]
pub(crate) struct Watch(Mutex<Option<(Uuid, JoinHandle<()>)>>);

/// What was found not to hold since the vault was opened, in French, and the job that still looks.
pub(crate) fn integrity(unlocked: &Unlocked) -> (Vec<String>, Option<Uuid>) {
    let found = unlocked.kept::<Integrity>();
    let found = found.map(|found| found.0.lock().unwrap_or_else(PoisonError::into_inner).clone());
    let watch = unlocked.watch().0.lock().unwrap_or_else(PoisonError::into_inner);
    let job = watch.as_ref().map(|(job, _)| *job);
    let running = |job: &Uuid| unlocked.jobs().view(*job).is_ok_and(|view| view.state == JobState::Running);
    (found.unwrap_or_default(), job.filter(running))
}

/// The line by which a file comes to a schema, when its journal does not say it yet: what it holds from then on, all counted.
pub(crate) fn reach_schema(unlocked: &Unlocked) -> Result<(), Error> {
    match schema_to_reach(unlocked.store(), unlocked.desk()) {
        // A damaged page shuts nobody out: the look that follows says it.
        Err(StoreError::Damaged(_)) | Ok(None) => Ok(()),
        Err(refused) => Err(refused.into()),
        Ok(Some(subject)) => {
            unlocked.note(SCHEMA_REACHED, &subject)?;
            add(unlocked, miscounted_before(unlocked.store()));
            Ok(())
        }
    }
}

/// What a desk's journal has to say before anything else of a file that has just come to a schema; nothing when it is said.
pub(crate) fn schema_to_reach(store: &Store, desk: u16) -> Result<Option<Subject>, StoreError> {
    let schema = store.schema();
    if store.read(|r| r.stated_schema(desk))? >= Some(schema) {
        return Ok(None);
    }
    let said = format!("Fichier passé au schéma {schema}. {}", miscounted_before(store).join(" "));
    Ok(Some(Subject::of("schema", number_as_object(schema)).detail(said.trim())))
}

fn miscounted_before(store: &Store) -> Vec<String> {
    store.before_upgrade().iter().map(|found| findings::table(found, "la dernière écriture signée")).collect()
}

fn add(unlocked: &Unlocked, found: Vec<String>) -> Vec<String> {
    if found.is_empty() {
        return found;
    }
    let kept = unlocked.kept::<Integrity>().unwrap_or_default();
    let mut known = kept.0.lock().unwrap_or_else(PoisonError::into_inner);
    let new: Vec<String> = found.into_iter().filter(|one| !known.contains(one)).collect();
    known.extend(new.iter().cloned());
    drop(known);
    unlocked.keep(kept);
    new
}

/// A quick look, the months to close, then everything on a thread of its own.
pub(crate) fn look_over(unlocked: &Arc<Unlocked>) -> Result<(), Error> {
    let found = match quick_look(unlocked) {
        Ok(found) => found,
        // A damaged page shuts nobody out: what can still be read is, and what cannot is said.
        Err(error) if error.code == Code::Damaged => vec![
            "Une page du fichier est abîmée. Lancez «\u{a0}Vérifier tout\u{a0}», puis restaurez la dernière sauvegarde vérifiée.".to_owned(),
        ],
        Err(error) => return Err(error),
    };
    if found.is_empty() {
        // What cannot be closed today will be tomorrow: a full disk does not keep the vault shut.
        let _ = months::close_past(unlocked);
    }
    match say(unlocked, found) {
        Err(error) if error.code != Code::Damaged => return Err(error),
        _ => {}
    }
    watch(unlocked);
    Ok(())
}

/// What a few milliseconds can tell: marks and last lines.
fn quick_look(unlocked: &Unlocked) -> Result<Vec<String>, Error> {
    let (store, desk) = (unlocked.store(), unlocked.desk());
    let mut found: Vec<String> = findings::kept(&store.kept_state(desk)?).into_iter().collect();
    found.extend(store.altered_schema()?.iter().map(|object| findings::schema(object)));
    let book = unlocked.folder().slots()?;
    let head = unlocked.audit_head();
    let from = head.seq.saturating_sub(TAIL);
    let replayed = store.read(|r| {
        let hash = if from == 0 { Some([0; 32]) } else { r.audit_hash(desk, from)? };
        let start = Head { desk, seq: from, hash: hash.unwrap_or_default() };
        let mut verifier = Verifier::from(book.vault(), book.roster(), start, Signatures::OneIn(SAMPLED));
        let mut broken = None;
        r.each_audit_entry(desk, (from, head.seq), |entry| {
            broken = verifier.check(&entry).err();
            broken.is_none()
        })?;
        Ok::<_, StoreError>(broken)
    });
    match replayed {
        Ok(broken) => found.extend(broken.map(|broken| findings::chain(desk, broken))),
        // What no line of ours ever held: the full examination says where.
        Err(StoreError::Sql(_)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(found)
}

/// Keeps what was found for the window and leaves a line, once.
fn say(unlocked: &Unlocked, found: Vec<String>) -> Result<(), Error> {
    let new = add(unlocked, found);
    if new.is_empty() {
        return Ok(());
    }
    unlocked.note(WATCH, &Subject::all("vault").detail(new.join(" ")))
}

fn watch(unlocked: &Arc<Unlocked>) {
    let id = unlocked.new_id();
    let progress = unlocked.jobs().open(id, WATCH);
    let working = Arc::clone(unlocked);
    let thread = thread::spawn(move || {
        let outcome =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| everything(&working, &progress)));
        let outcome = outcome.unwrap_or_else(|_| Err(Error::bug("CONTROLE-DU-COFFRE")));
        let jobs = Arc::clone(working.jobs());
        drop(working);
        jobs.close(id, outcome.map(|found| (serde_json::json!({ "problems": found }), Vec::new())));
    });
    *unlocked.watch().0.lock().unwrap_or_else(PoisonError::into_inner) = Some((id, thread));
}

fn everything(unlocked: &Unlocked, progress: &Progress) -> Result<Vec<String>, Error> {
    let found = examine::examine(unlocked, Hands::One, progress)?.problems();
    say(unlocked, found.clone())?;
    Ok(found)
}

impl Watch {
    /// Stops looking and waits until the file is let go of: a matter of milliseconds.
    pub(crate) fn stop(&self, unlocked: &Unlocked) {
        let running = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((job, thread)) = running {
            let _ = unlocked.jobs().cancel(job);
            let _ = thread.join();
        }
    }

    /// Waits until everything was looked at: what is measured, or proved, is not disturbed by it.
    pub(crate) fn wait(&self) {
        let running = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((_, thread)) = running {
            let _ = thread.join();
        }
    }
}
