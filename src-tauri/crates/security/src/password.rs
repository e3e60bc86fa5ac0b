//! Logins and passwords: what they are made of, how strong they must be, how fast one may try.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::random::{self, Random};

/// A login: what an agent types to say who they are. Lower case, trimmed, NFKC, 1 to 64 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Login(String);

/// The text is not a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a login has 1 to 64 characters, without line breaks")]
pub struct BadLogin;

impl Login {
    const MAX_CHARS: usize = 64;

    /// Reads a login as typed.
    pub fn new(text: &str) -> Result<Login, BadLogin> {
        let login: String = text.trim().nfkc().collect::<String>().to_lowercase();
        let login: String = login.trim().nfkc().collect();
        let length = login.chars().count();
        if length == 0 || length > Login::MAX_CHARS || login.chars().any(char::is_control) {
            return Err(BadLogin);
        }
        Ok(Login(login))
    }

    /// The normalised text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password as typed, in NFKC so that the same keys pressed on another system give the same
/// bytes. Wiped when dropped.
#[derive(ZeroizeOnDrop)]
pub struct Password(String);

impl Password {
    /// Takes the typed text.
    pub fn new(typed: &str) -> Password {
        // NFKC can lengthen a text up to eighteen times: room is made at once, because a growing
        // string would leave copies behind.
        let mut text = String::with_capacity(typed.len() * 18);
        text.extend(typed.nfkc());
        Password(text)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// What is wrong with a proposed password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weakness {
    /// Under the CNIL's class of 80 bits.
    TooShort,
    /// Common words, a sequence of keys, a date, or the name of the town or the agent.
    Guessable,
    /// Above 1,024 characters.
    TooLong,
}

impl Weakness {
    /// What is wrong and what to do, for the agent.
    pub const fn sentence(self) -> &'static str {
        match self {
            Weakness::TooShort => {
                "Ce mot de passe est trop court\u{a0}: prenez une phrase d’au moins sept mots, ou \
                 douze caractères mêlant minuscules, majuscules, chiffres et signes."
            }
            Weakness::Guessable => {
                "Ce mot de passe se devine\u{a0}: évitez les mots courants, les suites de touches, \
                 les dates, le nom de la commune et le vôtre."
            }
            Weakness::TooLong => "Ce mot de passe dépasse 1\u{202f}024 caractères\u{a0}: raccourcissez-le.",
        }
    }
}

/// How strong a proposed password is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strength {
    /// From 0 (guessed at once) to 4, as zxcvbn estimates it: for the gauge.
    pub score: u8,
    /// The entropy of a password drawn at random with these characters, in bits, as the CNIL
    /// counts it.
    pub bits: u32,
    /// What prevents it from being used; empty when it may be.
    pub weaknesses: Vec<Weakness>,
}

impl Strength {
    /// Whether the password may be used.
    pub fn is_enough(&self) -> bool {
        self.weaknesses.is_empty()
    }
}

/// The class required by the CNIL for a password that stands alone (délibération 2022-100): 80
/// bits. A stolen file is tried without limit of attempts, so the lower class of 50 bits, allowed
/// when attempts are limited, does not apply here.
const REQUIRED_BITS: u32 = 80;
const MAX_CHARS: usize = 1024;

/// Words everyone tries first, which the dictionaries of zxcvbn, made for English, do not know.
const TRIED_FIRST: &[&str] = &[
    "azerty",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "motdepasse",
    "bonjour",
    "bienvenue",
    "mairie",
    "commune",
    "ville",
    "cantine",
    "periscolaire",
    "ecole",
    "enfance",
    "famille",
    "facturation",
    "regie",
    "tresorerie",
    "service",
    "accueil",
    "centre",
    "loisirs",
    "creche",
    "soleil",
    "doudou",
    "chouchou",
    "loulou",
    "coucou",
    "marseille",
    "paris",
    "france",
    "vacances",
    "bisous",
    "secret",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "printemps",
    "automne",
    "hiver",
    "preau",
];

/// The words of generated phrases: common, without accents, four to nine letters. Ours.
static WORDS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("words.txt").split_ascii_whitespace().collect());

impl Password {
    /// How strong it is. `context` names what someone who knows the agent would try: the town, the
    /// login, the agent's names.
    pub fn strength(&self, context: &[&str]) -> Strength {
        let text = self.0.as_str();
        let length = text.chars().count();
        if length > MAX_CHARS {
            return Strength { score: 0, bits: 0, weaknesses: vec![Weakness::TooLong] };
        }
        let kinds = Kinds::of(text);
        let bits = kinds.bits(length);
        let mut weaknesses = Vec::new();
        if !(bits >= REQUIRED_BITS || kinds.equivalent_to_80_bits(length, text)) {
            weaknesses.push(Weakness::TooShort);
        }
        let mut known: Vec<&str> =
            context.iter().flat_map(|name| name.split([' ', '-', '\'', '’'])).collect();
        known.extend_from_slice(context);
        known.extend_from_slice(TRIED_FIRST);
        known.extend(WORDS.iter());
        let estimate = zxcvbn::zxcvbn(text, &known);
        let score = u8::from(estimate.score());
        if score < 4 {
            weaknesses.push(Weakness::Guessable);
        }
        Strength { score, bits, weaknesses }
    }
}

/// The families of characters in a password.
struct Kinds {
    lower: bool,
    upper: bool,
    digit: bool,
    other: bool,
}

impl Kinds {
    fn of(text: &str) -> Kinds {
        let any = |kind: fn(char) -> bool| text.chars().any(kind);
        Kinds {
            lower: any(char::is_lowercase),
            upper: any(char::is_uppercase),
            digit: any(|c| c.is_ascii_digit()),
            other: any(|c| !c.is_alphanumeric() && !c.is_control()),
        }
    }

    /// Length × log2 of the alphabet, the CNIL's own count, with its 37 signs.
    fn bits(&self, length: usize) -> u32 {
        let families = [(self.lower, 26), (self.upper, 26), (self.digit, 10), (self.other, 37)];
        let alphabet: u32 = families.iter().filter(|(present, _)| *present).map(|(_, size)| size).sum();
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        length.saturating_mul(log2_in_1024ths(alphabet.max(1))) / 1024
    }

    /// The three equivalents the CNIL publishes for its 80 bits: 12 characters of the four
    /// families, 14 without signs, a sentence of 7 words.
    fn equivalent_to_80_bits(&self, length: usize, text: &str) -> bool {
        let three = self.lower && self.upper && self.digit;
        let words: BTreeSet<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().any(char::is_alphabetic))
            .collect();
        (three && self.other && length >= 12) || (three && length >= 14) || words.len() >= 7
    }
}

/// log2 in 1,024ths, rounded down, by repeated squaring: no floating point in this house.
fn log2_in_1024ths(value: u32) -> u32 {
    let whole = value.ilog2();
    let mut result = whole << 10;
    // The mantissa, between 1 and 2, with 31 fractional bits.
    let mut mantissa = (u64::from(value) << 31) >> whole;
    for bit in (0..10).rev() {
        mantissa = (mantissa * mantissa) >> 31;
        if mantissa >= 2 << 31 {
            mantissa >>= 1;
            result |= 1 << bit;
        }
    }
    result
}

/// How many words a proposed phrase has.
const PHRASE_WORDS: usize = 7;

/// A phrase to propose: seven words drawn from ours and two digits, more than 80 bits really drawn
/// at random, and a sentence one can remember.
pub fn passphrase(random: &mut dyn Random) -> Zeroizing<String> {
    let words = u32::try_from(WORDS.len()).expect("a short list");
    // Nine letters and a hyphen a word at most, then two digits.
    let mut phrase = Zeroizing::new(String::with_capacity(PHRASE_WORDS * 10 + 2));
    for _ in 0..PHRASE_WORDS {
        phrase.push_str(WORDS[random::below(words, random) as usize]);
        phrase.push('-');
    }
    for _ in 0..2 {
        phrase.push(char::from_digit(random::below(10, random), 10).expect("a digit"));
    }
    phrase
}

/// How long to wait before the next attempt: 1, 2, 4 … 60 seconds.
///
/// It slows a hand at the keyboard. It does not protect a stolen file, which is tried elsewhere:
/// the strength of the password and the installation secret do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attempts(u32);

impl Attempts {
    /// So many wrong passwords, counted by an earlier run of the program.
    pub fn of(count: u32) -> Attempts {
        Attempts(count)
    }

    /// After one more wrong password.
    #[must_use]
    pub fn failed(self) -> Attempts {
        Attempts(self.0.saturating_add(1))
    }

    /// How many wrong passwords in a row.
    pub fn count(self) -> u32 {
        self.0
    }

    /// The wait imposed before the next attempt.
    pub fn delay(self) -> Duration {
        match self.0 {
            0 => Duration::ZERO,
            n => Duration::from_secs(1u64.checked_shl(n - 1).unwrap_or(60).min(60)),
        }
    }
}

#[cfg(test)]
mod tests;
