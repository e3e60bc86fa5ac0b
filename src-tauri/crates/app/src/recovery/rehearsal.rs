//! The try: two sheets, typed, open a copy of the vault. Done once before the first family, then every year.

use std::fs;

use security::Compartment;
use security::access::ManageAgents;
use store::Store;

use super::views::{SheetsTriedView, TypedSheets};
use super::{Dated, PendingSheets, change, typed};
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::{Code, Error};
use crate::jobs::JobView;

/// Tries the sheets on a copy made for it and removed at once.
pub fn rehearse(call: &Call<'_, ManageAgents>, sheets: TypedSheets) -> Result<JobView, Error> {
    let book = call.unlocked().slots()?;
    // Told before the copy is begun: a mistyped line is corrected at once.
    let recovered = typed(&book, &sheets)?;
    if !book.accepts(&recovered.installation) {
        return Err(Error::refused(
            "Ces feuilles ne portent pas le secret de cette installation\u{a0}: faites un nouveau jeu.",
        ));
    }
    call.spawn(move |call, progress| {
        let unlocked = call.unlocked();
        progress.phase("Copie du coffre", 0)?;
        let open = book.recover(&recovered.recovery).map_err(|_| {
            Error::new(
                Code::Damaged,
                "Ces feuilles n’ouvrent pas les clés de ce coffre\u{a0}: faites un nouveau jeu.",
            )
        })?;
        let copy = unlocked.folder().path().join("preau.essai-de-secours");
        let _ = fs::remove_file(&copy);
        let examined = unlocked.store().copy_to(&copy, &|| progress.check().is_ok()).and_then(|()| {
            progress.phase("Ouverture de la copie", 0).ok();
            Store::examine_under(&copy, &[open.page_key()], &|| progress.check().is_ok())
        });
        let _ = fs::remove_file(&copy);
        let examined = examined?;
        if !examined.problems.is_empty() {
            return Err(Error::new(
                Code::Damaged,
                format!("La copie s’ouvre mais n’est pas saine\u{a0}: {}", examined.problems.join(" ")),
            ));
        }
        let compartments =
            Compartment::ALL.into_iter().filter(|compartment| open.holds(*compartment)).count();
        let mark = book.recovery_mark().to_string();
        let detail = format!("Feuilles de secours {mark} essayées\u{a0}: une copie s’ouvre");
        call.perform(Subject::all("vault").detail(detail), [Change::Settings], |w| {
            let at_ms = unlocked.clock().now_ms();
            change(w, |standing| standing.rehearsed = Some(Dated { mark, at_ms }))
        })?;
        // They are on paper, and it was proven: nothing of them stays here.
        unlocked.forget::<PendingSheets>();
        call.outside().forget_documents();
        Ok(SheetsTriedView {
            families: examined.counts.families,
            children: examined.counts.children,
            compartments: u32::try_from(compartments).unwrap_or(0),
        })
    })
}
