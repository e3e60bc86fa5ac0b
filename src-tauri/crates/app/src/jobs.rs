//! Long work: a phase, a count, the time left, a way out. The rest of the vault stays usable meanwhile.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::error::{Code, Error, ErrorView};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Working.
    Running,
    /// Finished: `value` holds the answer.
    Done,
    /// Refused or failed: `error` says why.
    Failed,
    /// Given up by the agent; nothing was written.
    Cancelled,
}

/// A job as the window shows it: one line.
#[derive(Debug, Clone, Serialize, TS)]
pub struct JobView {
    /// Its identifier.
    #[ts(type = "string")]
    pub id: Uuid,
    /// The command that started it.
    pub command: String,
    /// What is being done, in French.
    pub phase: String,
    /// Steps done.
    pub done: u64,
    /// Steps in all, 0 when unknown.
    pub total: u64,
    /// Estimate, in seconds.
    pub remaining_seconds: Option<u64>,
    /// Where it stands.
    pub state: JobState,
    /// The answer, once done: the view named by the command's table entry.
    #[ts(type = "unknown")]
    pub value: Option<serde_json::Value>,
    /// The refusal, if any.
    pub error: Option<ErrorView>,
    /// What its writes touched.
    pub changes: Vec<String>,
}

/// Asks about one job.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct JobRequest {
    /// The job.
    #[ts(type = "string")]
    pub job: Uuid,
}

/// After so long nobody waits for an answer any more: their window was closed.
const FORGOTTEN: Duration = Duration::from_mins(10);

struct Job {
    view: JobView,
    started: Instant,
    /// Whether somebody was told how it ended.
    told: bool,
    cancelled: Arc<AtomicBool>,
}

/// The jobs of one open vault.
#[derive(Default)]
pub struct Jobs {
    jobs: Mutex<HashMap<Uuid, Job>>,
}

/// A job's own end of the line: says where it is, learns that it should stop.
pub struct Progress {
    id: Uuid,
    jobs: Arc<Jobs>,
    cancelled: Arc<AtomicBool>,
}

impl Progress {
    /// Starts a phase of `total` steps (0 when unknown).
    pub fn phase(&self, phase: &str, total: u64) -> Result<(), Error> {
        self.jobs.update(self.id, |view| {
            view.phase = phase.to_owned();
            view.done = 0;
            view.total = total;
        });
        self.check()
    }

    /// So many steps of the phase are done. Fails when the agent gave up: the caller lets the error through, and the
    /// transaction falls with it.
    pub fn done(&self, done: u64) -> Result<(), Error> {
        self.jobs.update(self.id, |view| view.done = done);
        self.check()
    }

    /// Fails when the agent gave up.
    pub fn check(&self) -> Result<(), Error> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(Error::new(Code::Cancelled, "Opération annulée. Rien n’a été enregistré."));
        }
        Ok(())
    }
}

impl Jobs {
    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Job>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn update(&self, id: Uuid, change: impl FnOnce(&mut JobView)) {
        if let Some(job) = self.lock().get_mut(&id) {
            change(&mut job.view);
        }
    }

    /// Opens a line for a job.
    pub(crate) fn open(self: &Arc<Self>, id: Uuid, command: &str) -> Progress {
        let cancelled = Arc::new(AtomicBool::new(false));
        let view = JobView {
            id,
            command: command.to_owned(),
            phase: "Préparation".to_owned(),
            done: 0,
            total: 0,
            remaining_seconds: None,
            state: JobState::Running,
            value: None,
            error: None,
            changes: Vec::new(),
        };
        let mut jobs = self.lock();
        // An answer holds every row of a large file: asked again, the one before is of no use to anyone, once whoever waited for it was told,
        // or has stopped asking.
        let waited_for = |job: &Job| {
            job.view.state == JobState::Running || (!job.told && job.started.elapsed() < FORGOTTEN)
        };
        jobs.retain(|_, job| job.view.command != command || waited_for(job));
        let told = false;
        jobs.insert(id, Job { view, started: Instant::now(), told, cancelled: Arc::clone(&cancelled) });
        drop(jobs);
        Progress { id, jobs: Arc::clone(self), cancelled }
    }

    /// Closes the line with the answer or the refusal.
    pub(crate) fn close(&self, id: Uuid, outcome: Result<(serde_json::Value, Vec<String>), Error>) {
        self.update(id, |view| match outcome {
            Ok((value, changes)) => {
                view.state = JobState::Done;
                view.value = Some(value);
                view.changes = changes;
            }
            Err(error) => {
                view.state =
                    if error.code == Code::Cancelled { JobState::Cancelled } else { JobState::Failed };
                view.error = Some(error.view());
            }
        });
    }

    /// Where a job stands.
    pub fn view(&self, id: Uuid) -> Result<JobView, Error> {
        let mut jobs = self.lock();
        let job = jobs.get_mut(&id).ok_or_else(|| Error::not_found("ce travail en cours"))?;
        job.told = job.view.state != JobState::Running;
        let mut view = job.view.clone();
        if view.state == JobState::Running && view.done > 0 && view.total > view.done {
            let spent = job.started.elapsed().as_millis() as u64;
            view.remaining_seconds = Some(spent * (view.total - view.done) / view.done / 1_000 + 1);
        }
        Ok(view)
    }

    /// Asks a job to stop.
    pub fn cancel(&self, id: Uuid) -> Result<JobView, Error> {
        if let Some(job) = self.lock().get(&id) {
            job.cancelled.store(true, Ordering::Relaxed);
        }
        self.view(id)
    }

    /// Asks every job to stop: the vault is being locked.
    pub(crate) fn cancel_all(&self) {
        for job in self.lock().values() {
            job.cancelled.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_stays_until_whoever_waits_for_it_is_told() {
        let jobs = Arc::new(Jobs::default());
        let id = Uuid::from_u128;
        let end = |job: u128| jobs.close(id(job), Ok((serde_json::json!(job.to_string()), Vec::new())));
        jobs.open(id(1), "billing_commit");
        end(1);
        jobs.open(id(2), "billing_commit");
        end(2);
        assert_eq!(jobs.view(id(1)).expect("still there").value, Some("1".into()));
        jobs.open(id(3), "billing_commit");
        assert!(jobs.view(id(1)).is_err(), "told, and asked again: forgotten");
        assert_eq!(jobs.view(id(2)).expect("not told yet").state, JobState::Done);
    }
}
