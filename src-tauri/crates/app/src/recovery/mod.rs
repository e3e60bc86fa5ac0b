//! The recovery sheets: printed on the first day, tried once before the town's data come in, used when a desk or every password is
//! lost.
//!
//! What is on them is stored nowhere: the session that made them keeps it in memory until it locks, and prints it. Three custodians
//! keep a sheet each; any two give back the town's vault ([`security::recovery`]).

mod kit;
mod rehearsal;
mod rescue;
mod views;

use security::SlotBook;
use security::access::{EditFamilies, ImportFamilies, Right};
use security::recovery::{Letter, Recovered, SheetError, join};
use security::vault::RecoverySecret;
use serde::{Deserialize, Serialize};
use store::{Reader, Writer};

pub(crate) use self::kit::made;
pub use self::kit::{print, renew, show};
pub use self::rehearsal::rehearse;
pub use self::rescue::{authorise_desk, restore_agent};
pub use self::views::*;
use crate::Error;
use crate::settings;
use crate::unlocked::Unlocked;

/// What a session that made sheets keeps until it locks.
pub(crate) struct PendingSheets {
    recovery: RecoverySecret,
}

impl PendingSheets {
    pub(crate) fn of(recovery: RecoverySecret) -> Self {
        Self { recovery }
    }
}

/// What became of the sheets.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Standing {
    /// The mark of the sheets last printed, and when, milliseconds since 1970.
    printed: Option<Dated>,
    /// The mark of the sheets last tried, and when.
    rehearsed: Option<Dated>,
}

/// Something that happened to some sheets.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Dated {
    mark: String,
    at_ms: i64,
}

const SETTING: &str = "recovery";

fn standing(reader: &Reader<'_>) -> Result<Standing, Error> {
    settings::load(reader, SETTING)
}

fn change(writer: &Writer<'_>, change: impl FnOnce(&mut Standing)) -> Result<(), Error> {
    let mut standing = standing(writer)?;
    change(&mut standing);
    settings::save(writer, SETTING, &standing)
}

/// A vault whose recovery was tried, known for the time of the session.
struct Ready;

/// The rights by which the data of persons come in.
const PRODUCTION: &[&str] = &[EditFamilies::NAME, ImportFamilies::NAME];

/// Refuses the first family of a town that could not be opened again if its only desk burned: the sheets are tried once before. An
/// invented town has nothing to lose.
pub(crate) fn refuse_before_rehearsal(unlocked: &Unlocked, right: &str) -> Result<(), Error> {
    if !PRODUCTION.contains(&right) || unlocked.kept::<Ready>().is_some() {
        return Ok(());
    }
    let ready = unlocked
        .store()
        .read(|r| Ok::<_, Error>(settings::town(r)?.fictive || standing(r)?.rehearsed.is_some()))?;
    if !ready {
        return Err(Error::refused(
            "Avant d’inscrire une première famille, essayez les feuilles de secours\u{a0}: sans elles, un poste perdu emporterait tout. Un administrateur le fait dans Réglages, Feuilles de secours (dix minutes, une seule fois).",
        ));
    }
    unlocked.keep(std::sync::Arc::new(Ready));
    Ok(())
}

/// Puts two sheets together as they were typed, or says what is wrong and where.
fn typed(book: &SlotBook, sheets: &TypedSheets) -> Result<Recovered, Error> {
    let letter = |name: &str| {
        Letter::from_name(name).ok_or_else(|| Error::refused("Choisissez deux feuilles\u{a0}: A, B ou C."))
    };
    let (first, second) = (letter(&sheets.first.letter)?, letter(&sheets.second.letter)?);
    join(book, [(first, &sheets.first.text), (second, &sheets.second.text)])
        .map_err(|error| Error::refused(sentence(error)))
}

fn sentence(error: SheetError) -> String {
    match error {
        SheetError::SameSheet => "Il faut deux feuilles différentes, de deux dépositaires.".to_owned(),
        SheetError::Missing { sheet } => {
            format!("Feuille {}\u{a0}: il faut ses huit lignes de seize caractères.", sheet.name())
        }
        SheetError::Line { sheet, line } => {
            format!(
                "Feuille {}, ligne {line}\u{a0}: un caractère n’est pas le bon. Relisez-la.",
                sheet.name()
            )
        }
        SheetError::OtherColumn { sheet } => format!(
            "Feuille {}\u{a0}: c’est la moitié qui va avec l’autre feuille. Tapez celle qui porte la lettre de la deuxième.",
            sheet.name()
        ),
        SheetError::OtherMaking { sheet } => format!(
            "La feuille {} n’est pas de ce jeu\u{a0}: elle est plus ancienne, d’une autre commune, ou ce sont d’autres lignes. Comparez le repère imprimé en haut.",
            sheet.name()
        ),
        SheetError::NotTheSecrets => "Ces feuilles ne sont pas celles de ce coffre.".to_owned(),
    }
}
