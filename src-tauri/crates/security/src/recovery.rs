//! The recovery sheets: what lets a town open its vault when a desk, or every password, is lost.
//!
//! Three custodians keep a sheet each; any two of them give back the recovery secret `R` and the installation secret `I`; one alone
//! says nothing. For each of the three pairs, the secrets are cut in two halves by a fresh mask (`secret = half ⊕ half`): no library
//! of secret sharing is needed, whose two best known had published faults (RUSTSEC-2024-0398, RUSTSEC-2020-0160), and the scheme can
//! be checked by hand. What is printed is not stored anywhere.
//!
//! A half is eight lines of four groups of four characters (Crockford's base 32: no I, L, O, U). Each line ends with a check bound to
//! the vault, the making of the sheets, the sheet and its line, so that a mistyped character is told at its line, and a sheet of
//! another town, of older sheets, or the wrong column, is told from a mistyped one.

use std::fmt;

use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::{Zeroize, Zeroizing};

use crate::codec::Writer;
use crate::identity::PublicIdentity;
use crate::random::{self, Random};
use crate::secret::{InstallationSecret, Key};
use crate::vault::{RecoverySecret, SlotBook, VaultId};

/// Lines of a half.
pub const LINES: usize = 8;

const SECRET_BYTES: usize = 64;
const LINE_BYTES: usize = SECRET_BYTES / LINES;
const CHECK_BYTES: usize = 2;
/// Ten bytes are sixteen characters exactly.
const LINE_CHARACTERS: usize = 16;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// One of the three sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letter {
    /// The first custodian's.
    A,
    /// The second's.
    B,
    /// The third's.
    C,
}

impl Letter {
    /// The three of them.
    pub const ALL: [Letter; 3] = [Letter::A, Letter::B, Letter::C];

    /// The letter printed.
    pub const fn name(self) -> &'static str {
        match self {
            Letter::A => "A",
            Letter::B => "B",
            Letter::C => "C",
        }
    }

    /// The sheet of a letter.
    pub fn from_name(name: &str) -> Option<Letter> {
        Letter::ALL.into_iter().find(|letter| letter.name() == name)
    }

    /// The other two.
    pub fn others(self) -> impl Iterator<Item = Letter> {
        Letter::ALL.into_iter().filter(move |other| *other != self)
    }
}

/// What tells the sheets of one making from any others, without saying anything of what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecoveryMark([u8; 32]);

impl RecoveryMark {
    pub(crate) fn of(vault: VaultId, public: &PublicIdentity) -> RecoveryMark {
        let mut out = Writer::with_domain("preau/recovery-mark/v1");
        out.uuid(vault.0);
        public.write(&mut out);
        RecoveryMark(Sha256::digest(out.as_slice()).into())
    }
}

/// Eight digits, printed on every sheet.
impl fmt::Display for RecoveryMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0[..4].iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

/// A half of the secrets: with the half of the same pair on another sheet, it gives them back.
pub struct Half {
    /// The sheet it is printed on.
    pub sheet: Letter,
    /// The sheet it goes with.
    pub with: Letter,
    /// What is printed, `XXXX-XXXX-XXXX-XXXX` each. Wiped when dropped.
    pub lines: [Zeroizing<String>; LINES],
}

/// A custodian's sheet: two halves, one for each of the other sheets.
pub struct Sheet {
    /// Which.
    pub letter: Letter,
    /// With the next sheets, in their order.
    pub halves: Vec<Half>,
}

/// Why what was typed is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SheetError {
    /// The same sheet twice.
    #[error("two different sheets are needed")]
    SameSheet,
    /// A half has not its eight lines.
    #[error("sheet {sheet:?} has not its eight lines")]
    Missing {
        /// The sheet.
        sheet: Letter,
    },
    /// A line does not hold: mistyped, or of another place.
    #[error("line {line} of sheet {sheet:?} does not hold")]
    Line {
        /// The sheet.
        sheet: Letter,
        /// From 1.
        line: usize,
    },
    /// All the lines are those of the half printed for the third sheet.
    #[error("sheet {sheet:?}: this is the half that goes with the other sheet")]
    OtherColumn {
        /// The sheet.
        sheet: Letter,
    },
    /// No line holds: a sheet of other sheets, or of another vault.
    #[error("sheet {sheet:?} is not of this making")]
    OtherMaking {
        /// The sheet.
        sheet: Letter,
    },
    /// The halves are whole and give secrets that are not this vault's.
    #[error("these sheets do not give the secrets of this vault")]
    NotTheSecrets,
}

/// What two sheets give back.
pub struct Recovered {
    /// The recovery identity's secret.
    pub recovery: RecoverySecret,
    /// The installation secret.
    pub installation: InstallationSecret,
}

/// Makes the three sheets of a vault.
pub fn sheets(
    book: &SlotBook,
    recovery: &RecoverySecret,
    installation: &InstallationSecret,
    random: &mut dyn Random,
) -> Vec<Sheet> {
    let mark = book.recovery_mark();
    let mut secret = Zeroizing::new([0; SECRET_BYTES]);
    secret[..32].copy_from_slice(recovery.0.expose());
    secret[32..].copy_from_slice(installation.0.expose());
    let mut sheets: Vec<Sheet> =
        Letter::ALL.into_iter().map(|letter| Sheet { letter, halves: Vec::with_capacity(2) }).collect();
    for (first, second) in [(Letter::A, Letter::B), (Letter::A, Letter::C), (Letter::B, Letter::C)] {
        let mask: Zeroizing<[u8; SECRET_BYTES]> = Zeroizing::new(random::bytes(random));
        let mut masked = Zeroizing::new(*mask);
        masked.iter_mut().zip(secret.iter()).for_each(|(byte, hidden)| *byte ^= hidden);
        for (sheet, with, bytes) in [(first, second, &mask), (second, first, &masked)] {
            let half = Half { sheet, with, lines: print(mark, (sheet, with), bytes) };
            sheets[sheet as usize].halves.push(half);
        }
    }
    sheets
}

/// Puts two halves together again. Whatever separates the groups is ignored, and letters may be small.
pub fn join(book: &SlotBook, typed: [(Letter, &str); 2]) -> Result<Recovered, SheetError> {
    let [(first, _), (second, _)] = typed;
    if first == second {
        return Err(SheetError::SameSheet);
    }
    let mark = book.recovery_mark();
    let mut secret = Zeroizing::new([0; SECRET_BYTES]);
    for ((sheet, text), with) in typed.into_iter().zip([second, first]) {
        let half = read(mark, (sheet, with), text)?;
        secret.iter_mut().zip(half.iter()).for_each(|(byte, hidden)| *byte ^= hidden);
    }
    let key = |half: &[u8]| Key::from_slice(half).expect("half of sixty-four bytes");
    let recovered = Recovered {
        recovery: RecoverySecret(key(&secret[..32])),
        installation: InstallationSecret(key(&secret[32..])),
    };
    let known = RecoveryMark::of(book.vault(), &recovered.recovery.identity().public()) == mark;
    if known { Ok(recovered) } else { Err(SheetError::NotTheSecrets) }
}

fn check(
    mark: RecoveryMark,
    (sheet, with): (Letter, Letter),
    line: usize,
    bytes: &[u8],
) -> [u8; CHECK_BYTES] {
    let mut out = Writer::with_domain("preau/recovery-line/v1");
    let rank = u8::try_from(line).expect("eight lines");
    out.raw(&mark.0).u8(sheet as u8).u8(with as u8).u8(rank).raw(bytes);
    let digest = Sha256::digest(out.as_slice());
    // The bytes checked are secret: what was gathered to digest them is wiped.
    let mut gathered = out.finish();
    gathered.zeroize();
    [digest[0], digest[1]]
}

fn print(
    mark: RecoveryMark,
    place: (Letter, Letter),
    bytes: &[u8; SECRET_BYTES],
) -> [Zeroizing<String>; LINES] {
    std::array::from_fn(|line| {
        let part = &bytes[line * LINE_BYTES..][..LINE_BYTES];
        let mut whole = Zeroizing::new([0; LINE_BYTES + CHECK_BYTES]);
        whole[..LINE_BYTES].copy_from_slice(part);
        whole[LINE_BYTES..].copy_from_slice(&check(mark, place, line, part));
        // Sized at once: a reallocation would leave a copy behind.
        let mut text = Zeroizing::new(String::with_capacity(LINE_CHARACTERS + 3));
        for rank in 0..LINE_CHARACTERS {
            if rank > 0 && rank % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(five_bits(&whole[..], rank))]));
        }
        text
    })
}

/// The `rank`-th group of five bits.
fn five_bits(bytes: &[u8], rank: usize) -> u8 {
    let at = rank * 5;
    let pair = u16::from(bytes[at / 8]) << 8 | u16::from(bytes.get(at / 8 + 1).copied().unwrap_or(0));
    ((pair >> (11 - at % 8)) & 31) as u8
}

fn read(
    mark: RecoveryMark,
    (sheet, with): (Letter, Letter),
    text: &str,
) -> Result<Zeroizing<[u8; SECRET_BYTES]>, SheetError> {
    let mut values = Zeroizing::new(Vec::with_capacity(LINES * LINE_CHARACTERS));
    for letter in text.chars().filter(|letter| letter.is_alphanumeric()) {
        let line = values.len() / LINE_CHARACTERS + 1;
        values.push(value_of(letter).ok_or(SheetError::Line { sheet, line: line.min(LINES) })?);
    }
    if values.len() != LINES * LINE_CHARACTERS {
        return Err(SheetError::Missing { sheet });
    }
    let mut bytes = Zeroizing::new([0; SECRET_BYTES]);
    let mut wrong = Vec::new();
    let mut fits_other_column = true;
    let third = Letter::ALL.into_iter().find(|letter| *letter != sheet && *letter != with);
    for (line, values) in values.chunks(LINE_CHARACTERS).enumerate() {
        let mut whole = Zeroizing::new([0u8; LINE_BYTES + CHECK_BYTES]);
        for (rank, value) in values.iter().enumerate() {
            for bit in 0..5 {
                let at = rank * 5 + bit;
                whole[at / 8] |= (value >> (4 - bit) & 1) << (7 - at % 8);
            }
        }
        let (part, checked) = whole.split_at(LINE_BYTES);
        bytes[line * LINE_BYTES..][..LINE_BYTES].copy_from_slice(part);
        if checked != check(mark, (sheet, with), line, part) {
            wrong.push(line + 1);
        }
        fits_other_column &= third.is_some_and(|third| checked == check(mark, (sheet, third), line, part));
    }
    match wrong.first() {
        None => Ok(bytes),
        Some(_) if fits_other_column => Err(SheetError::OtherColumn { sheet }),
        Some(_) if wrong.len() == LINES => Err(SheetError::OtherMaking { sheet }),
        Some(line) => Err(SheetError::Line { sheet, line: *line }),
    }
}

/// As Crockford reads: what looks alike is the same.
fn value_of(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let found = ALPHABET.iter().position(|known| char::from(*known) == letter)?;
    u8::try_from(found).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::random::SeededRandom;
    use crate::vault::town::town;

    fn made() -> Vec<Sheet> {
        let town = town();
        sheets(&town.book, &town.recovery, &town.installation, &mut SeededRandom::new(3))
    }

    fn text(sheets: &[Sheet], sheet: Letter, with: Letter) -> String {
        let half = sheets[sheet as usize].halves.iter().find(|half| half.with == with).unwrap();
        half.lines.iter().fold(String::new(), |text, line| text + line + "\n")
    }

    #[test]
    fn any_two_sheets_open_the_vault_and_every_compartment() {
        let (town, sheets) = (town(), made());
        for (first, second) in [(Letter::A, Letter::B), (Letter::C, Letter::A), (Letter::B, Letter::C)] {
            let (one, two) = (text(&sheets, first, second), text(&sheets, second, first));
            // As typed: small letters, an O for a zero, other separators.
            let typed = one.to_lowercase().replace('-', " ").replace('0', "o");
            let recovered = join(&town.book, [(first, &typed), (second, &two)]).unwrap();
            assert!(town.book.accepts(&recovered.installation));
            let open = town.book.recover(&recovered.recovery).unwrap();
            assert!(crate::Compartment::ALL.into_iter().all(|compartment| open.holds(compartment)));
        }
    }

    #[test]
    fn what_is_mistyped_is_told_at_its_line() {
        let (town, sheets) = (town(), made());
        let (a, b) = (text(&sheets, Letter::A, Letter::B), text(&sheets, Letter::B, Letter::A));
        let error = |a: &str, b: &str| join(&town.book, [(Letter::A, a), (Letter::B, b)]).err();
        let line = |text: &str, rank: usize| text.lines().nth(rank).unwrap().to_owned();
        let fourth = line(&a, 3);
        let swapped = if fourth.starts_with('7') { "8" } else { "7" };
        let mistyped = a.replace(&fourth, &format!("{swapped}{}", &fourth[1..]));
        assert_eq!(error(&mistyped, &b), Some(SheetError::Line { sheet: Letter::A, line: 4 }));
        assert_eq!(error(&a, &b[..60]), Some(SheetError::Missing { sheet: Letter::B }));
        assert_eq!(error(&a.replace('-', "?"), &b), None, "signs are not read");
        let second = line(&b, 1);
        let foreign = b.replace(&second, &format!("É{}", &second[1..]));
        assert_eq!(error(&a, &foreign), Some(SheetError::Line { sheet: Letter::B, line: 2 }));
        // Lines are bound to their rank.
        let upside_down: Vec<&str> = b.lines().rev().collect();
        assert_eq!(error(&a, &upside_down.join("\n")), Some(SheetError::OtherMaking { sheet: Letter::B }));
        let other_column = text(&sheets, Letter::A, Letter::C);
        assert_eq!(error(&other_column, &b), Some(SheetError::OtherColumn { sheet: Letter::A }));
        assert_eq!(join(&town.book, [(Letter::A, &a), (Letter::A, &a)]).err(), Some(SheetError::SameSheet));
    }

    #[test]
    fn older_sheets_open_nothing_any_more() {
        let (town, old) = (town(), made());
        let random = &mut SeededRandom::new(4);
        let mut book = town.book.clone();
        let mut founder = town.open(crate::vault::town::FOUNDER);
        let health = town.open(crate::vault::town::HEALTH);
        let at = crate::vault::town::AT;
        assert!(founder.renew_recovery(&mut book, None, at, random).is_err(), "two people renew them");
        let recovery = founder.renew_recovery(&mut book, Some(&health), at, random).unwrap();
        assert_eq!(book.roster().recovery_number(), 2);
        let typed = |sheets: &[Sheet]| {
            let (a, b) = (text(sheets, Letter::A, Letter::B), text(sheets, Letter::B, Letter::A));
            join(&book, [(Letter::A, &a), (Letter::B, &b)])
        };
        assert_eq!(typed(&old).err(), Some(SheetError::OtherMaking { sheet: Letter::A }));
        assert!(book.recover(&town.recovery).is_err());
        let new = sheets(&book, &recovery, &town.installation, random);
        let open = book.recover(&typed(&new).unwrap().recovery).unwrap();
        assert!(open.holds(crate::Compartment::Base) && open.holds(crate::Compartment::Bank));
        assert!(!open.holds(crate::Compartment::HealthOp), "its holder has not opened yet");
        let mut health = town.open(crate::vault::town::HEALTH);
        health.tidy(&mut book, at, crate::vault::town::DAY, random).unwrap();
        let open = book.recover(&recovery).unwrap();
        assert!(crate::Compartment::ALL.into_iter().all(|compartment| open.holds(compartment)));
    }

    proptest! {
        /// One sheet says nothing: whatever the secrets, each of its halves is as likely as any.
        #[test]
        fn each_half_is_masked(seed in any::<u64>()) {
            let town = town();
            let made = sheets(&town.book, &town.recovery, &town.installation, &mut SeededRandom::new(seed));
            let again = sheets(&town.book, &town.recovery, &town.installation, &mut SeededRandom::new(!seed));
            for letter in Letter::ALL {
                for with in letter.others() {
                    prop_assert_ne!(text(&made, letter, with), text(&again, letter, with));
                }
            }
        }

        /// Any single character changed is seen, but with the chance of a check of sixteen bits.
        #[test]
        fn a_changed_character_is_seen(at in 0usize..128, to in 0usize..32) {
            let (town, sheets) = (town(), made());
            let (a, b) = (text(&sheets, Letter::A, Letter::B), text(&sheets, Letter::B, Letter::A));
            let place = a.char_indices().filter(|(_, c)| c.is_alphanumeric()).nth(at).unwrap().0;
            let mut typed = a.clone();
            typed.replace_range(place..=place, &char::from(ALPHABET[to]).to_string());
            let joined = join(&town.book, [(Letter::A, &typed), (Letter::B, &b)]);
            prop_assert_eq!(joined.is_ok(), typed == a);
        }
    }
}
