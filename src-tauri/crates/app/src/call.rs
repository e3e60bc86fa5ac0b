//! One command being carried out: the grant that allows it, the door for writes, the logged reads.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use domain::consultation::{Opened, still_reached_since};
use jiff::civil::Date;
use security::audit::{Act, SCHEMA_REACHED};
use security::{Grant, Hlc, Right, Scope};
use serde::Serialize;
use store::users::OwnThings;
use store::{Beside, Reach, Reader, StoreError, Writer};
use uuid::Uuid;

use crate::changes::Change;
use crate::contract::{CommandEntry, Trace};
use crate::error::{Code, Error};
use crate::jobs::{JobView, Progress};
use crate::outside::Outside;
use crate::unlocked::Unlocked;

/// What an audit line is about: the thing touched and, sealed for the auditors, a readable detail (never a health value).
#[derive(Debug, Clone)]
pub struct Subject {
    pub(crate) kind: &'static str,
    pub(crate) id: Option<Uuid>,
    pub(crate) detail: String,
}

impl Subject {
    /// About one thing, for instance `Subject::of("family", id)`.
    pub fn of(kind: &'static str, id: impl Into<Uuid>) -> Self {
        Self { kind, id: Some(id.into()), detail: String::new() }
    }

    /// About things of a kind, none in particular.
    pub fn all(kind: &'static str) -> Self {
        Self { kind, id: None, detail: String::new() }
    }

    /// What a person reading the journal should know: field and reference, old and new value outside sealed compartments (O03).
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The line of what a transaction did, row by row, to the content of the file: the journal signs it. Nothing is written after it.
    pub(crate) fn act<'a>(
        &self,
        (at_ms, hlc): (i64, Hlc),
        operation: &'a str,
        detail: &'a str,
        writer: &Writer<'_>,
    ) -> Result<Act<'a>, Error> {
        let change = writer.settle()?;
        let counted_anew = if operation == SCHEMA_REACHED { writer.content() } else { None };
        Ok(Act {
            at_ms,
            hlc,
            operation,
            object_kind: self.kind,
            object: self.id,
            before: change.map(|change| change.before),
            after: change.map(|change| change.after).or(counted_anew),
            detail: (!detail.is_empty()).then_some(detail.as_bytes()),
        })
    }
}

impl Subject {
    /// A line beside that of a transaction: what was touched, and nothing of the content, which the transaction's own line says.
    pub(crate) fn beside<'a>(&'a self, (at_ms, hlc): (i64, Hlc), operation: &'a str) -> Act<'a> {
        Act {
            at_ms,
            hlc,
            operation,
            object_kind: self.kind,
            object: self.id,
            before: None,
            after: None,
            detail: (!self.detail.is_empty()).then_some(self.detail.as_bytes()),
        }
    }
}

/// What a transaction tells the journal: the detail of its own line, and a line on each other thing it touched. None is there without
/// the others.
#[derive(Debug, Clone, Default)]
pub struct Told {
    pub(crate) detail: String,
    pub(crate) beside: Vec<Subject>,
}

impl Told {
    /// A detail, and lines beside.
    pub fn with_lines_on(detail: impl Into<String>, beside: impl IntoIterator<Item = Subject>) -> Self {
        Self { detail: detail.into(), beside: beside.into_iter().collect() }
    }
}

impl From<String> for Told {
    fn from(detail: String) -> Self {
        Self { detail, beside: Vec::new() }
    }
}

/// Kinds of things that are somebody's: opening too many of them too fast is noticed.
const PERSONS: &[&str] = &["family", "household", "child", "guardian"];

/// A command at work under right `R`.
pub struct Call<'s, R: Right> {
    unlocked: &'s Arc<Unlocked>,
    entry: &'static CommandEntry,
    grant: Grant<'s, R>,
    logged: Cell<bool>,
    changes: RefCell<Vec<Change>>,
}

impl<'s, R: Right> Call<'s, R> {
    /// Checks the right, or says who may.
    pub(crate) fn open(unlocked: &'s Arc<Unlocked>, entry: &'static CommandEntry) -> Result<Self, Error> {
        unlocked.session().observe(unlocked.clock().now_ms());
        let grant = unlocked.session().authorize::<R>()?;
        Ok(Self { unlocked, entry, grant, logged: Cell::new(false), changes: RefCell::default() })
    }

    /// The proof of right: what opens sealed cells and what health repositories ask for.
    pub fn grant(&self) -> &Grant<'s, R> {
        &self.grant
    }

    /// What the agent reaches of the town under this right: all of it, or the children of some structures and their families.
    fn reach(&self) -> Option<Reach> {
        match self.grant.scope() {
            Scope::Everywhere => None,
            Scope::Structures { of, newcomers } => {
                Some(Reach { structures: of, newcomers, since: still_reached_since(self.today()) })
            }
        }
    }

    /// Another right of the same agent, for a view that shows more to some roles: absent when they do not hold it.
    pub fn also<O: Right>(&self) -> Option<Grant<'s, O>> {
        self.joint().ok()
    }

    /// Another right without which this command cannot be carried out. The table names it beside the command: what a DPO reads there
    /// is all that can be opened.
    pub fn joint<O: Right>(&self) -> Result<Grant<'s, O>, Error> {
        if !self.entry.joint.contains(&O::NAME) {
            debug_assert!(false, "{} asks for {}, which the table does not say", self.entry.name, O::NAME);
            return Err(Error::bug(format!("DROIT-NON-DIT-{}", self.entry.name)));
        }
        let also = self.unlocked.session().authorize::<O>()?;
        // What this call reads may hold children whom that right does not reach.
        if also.scope().contains(&self.grant.scope()) { Ok(also) } else { Err(StoreError::OutOfReach.into()) }
    }

    /// The open vault.
    pub fn unlocked(&self) -> &'s Arc<Unlocked> {
        self.unlocked
    }

    /// The day at the desk.
    pub fn today(&self) -> Date {
        self.unlocked.clock().today()
    }

    /// A new identifier, in order of time.
    pub fn new_id(&self) -> Uuid {
        self.unlocked.new_id()
    }

    /// Files of the agent, documents shown.
    pub fn outside(&self) -> &dyn Outside {
        self.unlocked.outside()
    }

    /// Reads without a line in the log: lists, settings, what the law does not want remembered.
    pub fn read<T>(&self, work: impl FnOnce(&Reader<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.unlocked.store().read_within(self.reach().as_ref(), work)
    }

    /// The same, with a second reading of the very same state for another thread.
    pub fn read_beside<T>(
        &self,
        work: impl FnOnce(&Reader<'_>, Beside<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.unlocked.store().read_beside_within(self.reach().as_ref(), work)
    }

    /// Reads and remembers who read: health, bank, exports, files opened. The line is committed before the answer leaves.
    pub fn consult<T>(
        &self,
        subject: Subject,
        work: impl FnOnce(&Reader<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if let (Some(which), true) = (subject.id, PERSONS.contains(&subject.kind)) {
            let what = if self.entry.trace == Trace::Sealed { Opened::Sealed } else { Opened::File };
            self.unlocked.keep_pace(what, which)?;
        }
        let value = self.unlocked.store().read_within(self.reach().as_ref(), work)?;
        self.unlocked.note(self.entry.name, &subject)?;
        self.logged.set(true);
        Ok(value)
    }

    /// What the agent keeps for themselves, outside of the journal.
    pub fn own_things(&self) -> OwnThings<'_> {
        self.unlocked.store().own_things(self.unlocked.agent().id)
    }

    /// The one door for writes: the right was checked when this call opened; then transaction → work → audit line → changes.
    /// Whatever `work` refuses leaves the file as it was.
    pub fn perform<T>(
        &self,
        subject: Subject,
        changes: impl IntoIterator<Item = Change>,
        work: impl FnOnce(&Writer<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let told = |w: &Writer<'_>| Ok((work(w)?, subject.detail.clone()));
        self.write(&subject, changes, told)
    }

    /// The same door when only the work knows what a reader of the journal should learn (O03: old and new value): it answers
    /// that detail with its value, or a [`Told`] that has a line on other things too.
    pub fn perform_told<T, D: Into<Told>>(
        &self,
        subject: Subject,
        changes: impl IntoIterator<Item = Change>,
        work: impl FnOnce(&Writer<'_>) -> Result<(T, D), Error>,
    ) -> Result<T, Error> {
        self.write(&subject, changes, work)
    }

    fn write<T, D: Into<Told>>(
        &self,
        subject: &Subject,
        changes: impl IntoIterator<Item = Change>,
        work: impl FnOnce(&Writer<'_>) -> Result<(T, D), Error>,
    ) -> Result<T, Error> {
        crate::recovery::refuse_before_rehearsal(self.unlocked, R::NAME)?;
        let value = self.unlocked.append_within(self.reach().as_ref(), self.entry.name, subject, work)?;
        self.logged.set(true);
        self.changes.borrow_mut().extend(changes);
        Ok(value)
    }

    /// Starts long work on its own thread, under the same right asked again there. Answers the job's line at once.
    pub fn spawn<V: Serialize>(
        &self,
        work: impl FnOnce(&Call<'_, R>, &Progress) -> Result<V, Error> + Send + 'static,
    ) -> Result<JobView, Error> {
        let unlocked = Arc::clone(self.unlocked);
        let entry = self.entry;
        let id = self.new_id();
        let progress = unlocked.jobs().open(id, entry.name);
        std::thread::spawn(move || {
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                let call = Call::<R>::open(&unlocked, entry)?;
                let value = work(&call, &progress)?;
                call.answer(&value)
            }));
            let outcome =
                outcome.unwrap_or_else(|_| Err(Error::bug(id.simple().to_string()[24..].to_owned())));
            // The vault is let go of before the end is told: who locks then, and opens again, finds the file free.
            let jobs = Arc::clone(unlocked.jobs());
            drop(unlocked);
            jobs.close(id, outcome);
        });
        self.logged.set(true);
        self.unlocked.jobs().view(id)
    }

    /// The answer and what it touched. A command that the table says is logged and that was not is a bug, not an oversight.
    pub(crate) fn answer<V: Serialize>(&self, value: &V) -> Result<(serde_json::Value, Vec<String>), Error> {
        if self.entry.trace.is_logged() && !self.logged.get() {
            return Err(Error::bug(format!("SANS-TRACE-{}", self.entry.name)));
        }
        let value = serde_json::to_value(value).map_err(|error| Error::new(Code::Bug, error.to_string()))?;
        let mut changes: Vec<String> = self.changes.borrow().iter().map(ToString::to_string).collect();
        changes.dedup();
        Ok((value, changes))
    }
}
