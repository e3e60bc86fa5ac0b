//! Making the sheets, and printing them.

use std::sync::Arc;

use documents::{Press, RecoveryHalf, RecoverySheet, RecoverySheets};
use security::access::{ManageAgents, ReadAccessTable, Right};
use security::recovery::sheets;
use security::statement::RECOVERY;
use security::vault::RecoverySecret;
use security::{Compartment, SlotBook};

use super::views::{RecoveryRenewRequest, RecoveryView};
use super::{Dated, PendingSheets, change, standing};
use crate::Error;
use crate::agents::{reseal_in_background, second_person};
use crate::billing::DocumentShownView;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::gate::present_secret;
use crate::session::Empty;
use crate::settings;
use crate::unlocked::Slots;

const DAY_MS: i64 = 86_400_000;

/// Where the sheets stand.
pub fn show(call: &Call<'_, ReadAccessTable>, _: Empty) -> Result<RecoveryView, Error> {
    view(call, &call.unlocked().slots()?)
}

pub(super) fn view<R: Right>(call: &Call<'_, R>, book: &SlotBook) -> Result<RecoveryView, Error> {
    let (standing, fictive) = call.read(|r| Ok((standing(r)?, settings::town(r)?.fictive)))?;
    let mark = book.recovery_mark().to_string();
    let of_these =
        |dated: &Option<Dated>| dated.as_ref().filter(|dated| dated.mark == mark).map(|dated| dated.at_ms);
    let rehearsed_at_ms = of_these(&standing.rehearsed);
    let roster = book.roster();
    let awaited = Compartment::ALL.into_iter().filter(|compartment| !roster.holds(RECOVERY, *compartment));
    Ok(RecoveryView {
        number: roster.recovery_number(),
        printable: call.unlocked().kept::<PendingSheets>().is_some(),
        printed_at_ms: of_these(&standing.printed),
        rehearsed_at_ms,
        ready: fictive || standing.rehearsed.is_some(),
        used: roster.recovery_was_used(),
        days_since_rehearsal: rehearsed_at_ms
            .map(|at_ms| (call.unlocked().clock().now_ms() - at_ms) / DAY_MS),
        awaited: awaited.map(|compartment| compartment.label().to_owned()).collect(),
        needs_second_person: roster.agents().count() > 1,
        mark,
    })
}

/// Prints the sheets made in this session: a page for each custodian.
pub fn print(call: &Call<'_, ManageAgents>, _: Empty) -> Result<DocumentShownView, Error> {
    let unlocked = call.unlocked();
    let pending = unlocked.kept::<PendingSheets>().ok_or_else(|| {
        Error::refused(
            "Ce qui s’imprime sur les feuilles n’est gardé nulle part\u{a0}: seule la session qui les a faites peut les imprimer. Faites un nouveau jeu.",
        )
    })?;
    let book = unlocked.slots()?;
    let installation = present_secret(unlocked.keyring(), &book)?;
    let made = unlocked.draw(|random| sheets(&book, &pending.recovery, &installation, random));
    let town = call.read(settings::town)?;
    let mark = book.recovery_mark().to_string();
    let document = RecoverySheets {
        issuer: town.name,
        vault: unlocked.session().vault().to_string(),
        mark: mark.clone(),
        number: book.roster().recovery_number(),
        printed_on: call.today(),
        fictive: town.fictive,
        sheets: made
            .iter()
            .map(|sheet| RecoverySheet {
                letter: sheet.letter.name(),
                halves: sheet
                    .halves
                    .iter()
                    .map(|half| RecoveryHalf {
                        with: half.with.name(),
                        lines: half.lines.iter().map(|line| line.as_str()).collect(),
                    })
                    .collect(),
            })
            .collect(),
    };
    // A press of its own, let go of at once: what it composed must not stay.
    let bytes = Press::new().recovery_sheets(&document)?;
    call.perform(
        Subject::all("vault").detail(format!("Feuilles de secours {mark} imprimées")),
        [Change::Settings],
        |w| {
            let at_ms = unlocked.clock().now_ms();
            change(w, |standing| standing.printed = Some(Dated { mark: mark.clone(), at_ms }))
        },
    )?;
    let file_name = "feuilles-de-secours.pdf".to_owned();
    call.outside().show_document(&file_name, &bytes)?;
    Ok(DocumentShownView { file_name, bytes: bytes.len() as u64 })
}

/// Makes new sheets: those before open nothing that is written from now on.
pub fn renew(call: &Call<'_, ManageAgents>, request: RecoveryRenewRequest) -> Result<RecoveryView, Error> {
    let unlocked = call.unlocked();
    let own = unlocked.agent().id;
    let alone = unlocked.slots()?.roster().agents().count() == 1;
    let witness = match &request.witness {
        Some(person) => Some(second_person(unlocked, person, &[own])?),
        None if alone => None,
        None => {
            return Err(Error::refused(
                "De nouvelles feuilles se font à deux\u{a0}: un collègue présent tape son identifiant et son mot de passe.",
            ));
        }
    };
    let moment = unlocked.moment();
    let mut made = None;
    unlocked.change_keys(
        |book| {
            let recovery = call.grant().with_keys(|open, random| {
                open.renew_recovery(book, witness.as_ref(), moment, random)
                    .map(|recovery| (recovery, open.page_key()))
            })??;
            let (recovery, page_key) = recovery;
            made = Some(recovery);
            Ok((page_key, Slots::Changed))
        },
        |page_key| Ok(unlocked.store().rekey(page_key)?),
    )?;
    let subject = Subject::all("vault").detail(
        "Nouvelles feuilles de secours\u{a0}: les précédentes n’ouvrent plus rien de ce qui sera écrit",
    );
    self::made(call, made, subject)
}

/// New sheets were made: kept until they are printed, said in the journal, and what they bring is sealed anew.
pub(crate) fn made(
    call: &Call<'_, ManageAgents>,
    recovery: Option<RecoverySecret>,
    subject: Subject,
) -> Result<RecoveryView, Error> {
    let unlocked = call.unlocked();
    let recovery = recovery.ok_or_else(|| Error::bug("FEUILLES"))?;
    unlocked.keep(Arc::new(PendingSheets::of(recovery)));
    call.perform(subject, [Change::Agents, Change::Settings], |_| Ok(()))?;
    reseal_in_background(unlocked);
    view(call, &unlocked.slots()?)
}
