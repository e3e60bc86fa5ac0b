//! Examining the journal and the content together: neither can be edited without the other saying it.

use security::audit::Signatures;
use security::statement::Roster;
use store::StoreError;
use store::verification::{ChainReport, Hands};

use super::findings;
use crate::error::Error;
use crate::jobs::Progress;
use crate::unlocked::Unlocked;

/// What an examination found.
pub(super) struct Verdict {
    /// Lines of the journal, of every desk.
    pub(super) entries: u64,
    /// Closed months whose root was computed anew.
    pub(super) months: u64,
    /// Rows counted anew.
    pub(super) rows: u64,
    /// What does not hold in the journal.
    pub(super) journal: Vec<String>,
    /// What does not hold in the content.
    pub(super) content: Vec<String>,
}

impl Verdict {
    /// All that does not hold.
    pub(super) fn problems(&self) -> Vec<String> {
        self.journal.iter().chain(&self.content).cloned().collect()
    }
}

/// Replays every desk's journal, every signature checked, then counts every row.
pub(super) fn examine(unlocked: &Unlocked, hands: Hands, progress: &Progress) -> Result<Verdict, Error> {
    let book = unlocked.folder().slots()?;
    let mut verdict = Verdict { entries: 0, months: 0, rows: 0, journal: Vec::new(), content: Vec::new() };
    let (mut desks, written) = (vec![unlocked.desk()], unlocked.audit_head());
    match unlocked.store().read(|r| r.audit_desks()) {
        Ok(found) => desks.extend(found.into_iter().filter(|desk| *desk != written.desk)),
        Err(error @ StoreError::Sql(_)) => {
            verdict
                .journal
                .push("Le journal ne peut plus être lu\u{a0}: il a été modifié sans Préau.".to_owned());
            drop(error);
        }
        Err(error) => return Err(error.into()),
    }
    for desk in desks {
        let report = replay(unlocked, book.roster(), desk, hands, progress)?;
        verdict.entries += report.entries;
        verdict.months += report.months;
        verdict.journal.extend(report.broken.map(|broken| findings::chain(desk, broken)));
        if desk == written.desk && report.entries < written.seq {
            verdict.journal.push(findings::missing_end(written.seq - report.entries));
        }
    }
    progress.phase("Contenu du coffre", unlocked.store().marked_rows())?;
    let report = unlocked.store().verify_state(unlocked.desk(), hands, |rows| progress.done(rows))?;
    verdict.rows = report.rows;
    verdict.content.extend(findings::content(&report));
    let altered = unlocked.store().altered_schema()?;
    verdict.content.extend(altered.iter().map(|object| findings::schema(object)));
    Ok(verdict)
}

fn replay(
    unlocked: &Unlocked,
    roster: &Roster,
    desk: u16,
    hands: Hands,
    progress: &Progress,
) -> Result<ChainReport, Error> {
    progress.phase("Journal", unlocked.audit_head().seq)?;
    let vault = unlocked.session().vault();
    unlocked
        .store()
        .verify_chain((vault, roster), desk, (Signatures::All, hands), |lines| progress.done(lines))
}
