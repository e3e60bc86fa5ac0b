//! Numbers of the national register (NIR, « numéro de sécurité sociale »): known so as to be refused. Préau records none: décret
//! n° 2019-341 lists who may.

use unicode_normalization::UnicodeNormalization;

use super::text::{fold, is_dash, is_space, is_unseen};

/// The first number of a free text made like those of the national register (INSEE): sex, year, month, department (`2a`, `2b`), six
/// digits, and a key when it is written. What stands between two digits is indifferent, letters apart. With its key it is known wherever
/// it stands; without, only when nothing more follows: fourteen digits are an establishment's (SIRET), ten a telephone.
pub fn national_number(text: &str) -> Option<String> {
    let signs = signs(text);
    let is_digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
    (0..signs.len()).filter(|at| is_digit(*at) && (*at == 0 || !is_digit(at - 1))).find_map(|start| {
        let mut number = String::with_capacity(15);
        let mut ends = true;
        for sign in &signs[start..] {
            let corsican = number.len() == 6 && number.ends_with('2') && matches!(sign, 'a' | 'b');
            match sign {
                _ if number.len() == 15 => {
                    ends = !sign.is_ascii_digit();
                    break;
                }
                '0'..='9' => number.push(*sign),
                _ if corsican => push_corsican(&mut number, *sign),
                _ if sign.is_alphabetic() => break,
                _ => {}
            }
        }
        is_national(&number, ends).then_some(number)
    })
}

/// Whether any text, whatever it is for, holds such a number with its key: alone among its digits, or written in one piece. Stricter than
/// [`national_number`]: an account, a reference, an establishment or a list of telephones is never taken for one.
pub fn holds_national_number(text: &str) -> bool {
    // Most of what is typed has not that many digits.
    if text.chars().filter(|c| c.is_numeric()).count() < 14 {
        return false;
    }
    let signs = signs(text);
    [&[][..], &PARTING[..]].into_iter().any(|parting| runs_hold(&signs, parting))
}

/// What parts two numbers, or the groups of one.
const PARTING: [char; 13] = [',', ';', ':', '|', '+', '*', '·', '•', '\'', '’', '(', ')', '\n'];

fn runs_hold(signs: &[char], joined: &[char]) -> bool {
    let mut at = 0;
    while at < signs.len() {
        if !signs[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let run = Run::read(signs, at, joined);
        // A telephone or an establishment beside a comma is a number of its own.
        let may_be_cut =
            joined.is_empty() || run.groups.iter().all(|group| group.len() <= 4 || group.len() == 13);
        if may_be_cut && run.holds_a_number() {
            return true;
        }
        at = run.end;
    }
    false
}

/// Words after which a number of the national register is written, sometimes without a space.
const ANNOUNCING: [&str; 12] = [
    "nir",
    "secu",
    "securite",
    "sociale",
    "ss",
    "insee",
    "matricule",
    "immatriculation",
    "numero",
    "num",
    "no",
    "n",
];

/// Words between the thirteen digits and their key.
const BEFORE_KEY: [&str; 2] = ["cle", "clef"];

/// Digits that follow each other, with at most spaces, dots, dashes and strokes between groups.
struct Run {
    groups: Vec<String>,
    /// A reference of letters and digits.
    is_reference: bool,
    /// A word goes on where the digits end.
    runs_into_a_word: bool,
    end: usize,
}

impl Run {
    fn read(signs: &[char], start: usize, joined: &[char]) -> Self {
        let mut run = Self {
            groups: vec![String::new()],
            is_reference: is_reference_before(&signs[..start]),
            runs_into_a_word: false,
            end: start,
        };
        let mut digits = String::with_capacity(15);
        let mut past_digits = start;
        while let Some(&sign) = signs.get(run.end) {
            let before = run.end.checked_sub(1).map(|at| signs[at]);
            let corsican = digits.len() == 6
                && matches!(sign, 'a' | 'b')
                && before == Some('2')
                && !signs.get(run.end + 1).is_some_and(|next| next.is_alphabetic());
            if sign.is_ascii_digit() || corsican {
                if run.end > past_digits {
                    run.groups.push(String::new());
                }
                let Some(group) = run.groups.last_mut() else { break };
                if corsican {
                    push_corsican(&mut digits, sign);
                    // Only the whole is read: a group by itself starts with the sex.
                    push_corsican(group, sign);
                } else {
                    digits.push(sign);
                    group.push(sign);
                }
                past_digits = run.end + 1;
            } else if digits.len() == 13 && BEFORE_KEY.contains(&fold(&word_at(&signs[run.end..])).as_str()) {
                run.end += word_at(&signs[run.end..]).chars().count();
                continue;
            } else if !(is_space(sign) && sign != '\n'
                || is_dash(sign)
                || matches!(sign, '.' | '/' | '_')
                || joined.contains(&sign))
            {
                break;
            }
            run.end += 1;
        }
        let word = signs[past_digits..].iter().take_while(|sign| sign.is_alphabetic()).count();
        run.runs_into_a_word = word > 0;
        run.is_reference |= word > 0 && signs.get(past_digits + word).is_some_and(char::is_ascii_digit);
        run
    }

    fn holds_a_number(&self) -> bool {
        let keyed = |number: &str| number.len() == 15 && is_national(number, true);
        if self.is_reference {
            return false;
        }
        if self.runs_into_a_word {
            // An identifier in hexadecimal is cut by dashes: in one piece, fifteen digits are no part of one.
            return self.groups.last().is_some_and(|group| keyed(group));
        }
        let in_pieces = self.groups.windows(2).any(|pair| pair[0].len() == 13 && keyed(&pair.concat()));
        keyed(&self.groups.concat()) || in_pieces || self.groups.iter().any(|group| keyed(group))
    }
}

/// Whether letters stand just before digits that make a reference of them: any but a word that announces such a number.
fn is_reference_before(before: &[char]) -> bool {
    let length = before.iter().rev().take_while(|sign| sign.is_alphabetic()).count();
    let (rest, word) = before.split_at(before.len() - length);
    let word: String = word.iter().collect();
    length > 0
        && (rest.last().is_some_and(char::is_ascii_digit) || !ANNOUNCING.contains(&fold(&word).as_str()))
}

/// The letters that signs begin with.
fn word_at(signs: &[char]) -> String {
    signs.iter().take_while(|sign| sign.is_alphabetic()).collect()
}

/// 19 and 18: as INSEE computes the key.
fn push_corsican(number: &mut String, sign: char) {
    number.pop();
    number.push_str(if sign == 'a' { "19" } else { "18" });
}

fn signs(text: &str) -> Vec<char> {
    let shown = text.nfkc().filter(|sign| !is_unseen(*sign));
    shown.flat_map(char::to_lowercase).map(plain_digit).collect()
}

fn is_national(number: &str, ends: bool) -> bool {
    let part = |range: std::ops::Range<usize>| number.get(range)?.parse::<u64>().ok();
    let sexed = number.starts_with(['1', '2']);
    let month = part(3..5).is_some_and(|month| matches!(month, 1..=12 | 20..=42 | 50..=99));
    let keyed = match (part(0..13), part(13..15)) {
        (Some(value), Some(key)) if number.len() == 15 => key == 97 - value % 97,
        (Some(_), None) => number.len() == 13 && ends,
        _ => false,
    };
    sexed && month && keyed
}

/// The zero of each script that has digits of its own, the others following it (Unicode, general category Nd); compatibility forms are
/// ours already.
const ZEROS: [char; 34] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}',
    '\u{c66}', '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{1090}',
    '\u{17e0}', '\u{1810}', '\u{1946}', '\u{19d0}', '\u{1a80}', '\u{1a90}', '\u{1b50}', '\u{1bb0}',
    '\u{1c40}', '\u{1c50}', '\u{a620}', '\u{a8d0}', '\u{a900}', '\u{a9d0}', '\u{aa50}', '\u{abf0}',
];

/// A digit of any script as one of ours, any other sign as it is.
fn plain_digit(sign: char) -> char {
    let of = |zero: char| char::from_digit(u32::from(sign).checked_sub(u32::from(zero))?, 10);
    ZEROS.into_iter().find_map(of).unwrap_or(sign)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A number with its key, from its thirteen first digits.
    fn keyed(first: u64) -> String {
        format!("{first}{:02}", 97 - first % 97)
    }

    #[test]
    fn a_number_with_its_key_is_known_however_it_is_written() {
        for text in [
            "269054958815780",
            "2 69 05 49 588 157 80",
            "2690549588157 80",
            "2.69.05.49.588.157.80",
            "2/69/05/49/588/157/80",
            "NIR : 2-69-05-49-588-157-80, Brest",
            "12 rue des Lavandières, 269054958815780",
            "269054958815780 0671302508",
            "2690549588157 80 / 06 71 30 25 08",
            "２６９０５４９５８８１５７８０",
            "٢٦٩٠٥٤٩٥٨٨١٥٧٨٠",
            "२६९०५४९५८८१५७८०",
            "2\u{200b}69054\u{2062}958815780",
            "06 71 30 25 08\n2 69 05 49 588 157 80",
            "2,69,05,49,588,157,80",
            "2:69:05:49:588:157:80",
            "2|69|05|49|588|157|80",
            "2 + 69 + 05 + 49 + 588 + 157 + 80",
            "2'69'05'49'588'157'80",
            "2 69 05 49 588 157 (80)",
            "2 69 05 49 588 157 clé 80",
            "2690549588157 clef : 80",
            "2\n69\n05\n49\n588\n157\n80",
            "Matricule269054958815780",
            "2 69 05 49 588 157 ; 80",
            "2690549588157, 80",
            "2_69_05_49_588_157_80",
            "29200, 2 69 05 49 588 157 80",
            "NIR269054958815780",
            "n°2690549588157 80",
            "Sécu2 69 05 49 588 157 80",
            "269054958815780Brest",
            "numéro269054958815780et sa fille",
        ] {
            assert!(holds_national_number(text), "{text}");
        }
        // 2A as 19: 1851219004123.
        let key = 97 - 1_851_219_004_123_u64 % 97;
        for text in [format!("1 85 12 2A 004 123 {key:02}"), format!("185122a004123{key:02}")] {
            assert!(holds_national_number(&text), "{text}");
        }
    }

    #[test]
    fn what_is_asked_for_is_never_taken_for_one() {
        for text in [
            "",
            "269054958815781",
            "2690549588157",
            "SIRET 212 901 234 00017",
            "21290123400017",
            "FR76 3000 1005 9900 0012 3456 789",
            "FR14 2004 1010 0505 0001 3M02 606",
            "06 71 30 25 08 / 02 98 11 22 33",
            "06 12 34 56 78\n07 12 34 56 78",
            "RUM269054958815780",
            "2690549588157801",
            "2026-0000001-0000002",
            "le 12/05/2026, le 13/05/2026 et le 14/05/2026",
            "019ad5c8-2690-7495-8881-578012345678",
            "26905495-8815-780a-bcde-f0269054958a",
            "269054958815780a4f",
            "MAIF269054958815780",
            "a269054958815780",
            "12,50 ; 13,80 ; 21,05 ; 9,60",
            "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12",
            "26905495881578, 0",
            "de 8:30 à 9:15, de 10:45 à 11:20 puis de 14:05 à 16:30",
            "2690549588157 clé 81",
            "06 71 30 25 08\n06 71 30 25 09",
        ] {
            assert!(!holds_national_number(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_number_is_known_and_only_with_its_key(
            sex in 1u64..=2, year in 0u64..100, month in 1u64..=12, place in 1u64..96, more in 0u64..1_000_000, wrong in 1u64..97,
        ) {
            let first = ((((sex * 100 + year) * 100) + month) * 100 + place) * 1_000_000 + more;
            let number = keyed(first);
            prop_assert!(holds_national_number(&number));
            let cut = [&number[..1], &number[1..3], &number[3..5], &number[5..7], &number[7..10], &number[10..13], &number[13..]];
            let spaced = cut.join(" ");
            prop_assert!(holds_national_number(&spaced));
            prop_assert_eq!(national_number(&spaced), Some(number));
            let other = format!("{first}{:02}", (97 - first % 97 + wrong) % 97);
            prop_assert_eq!(holds_national_number(&other), other == keyed(first));
        }

        /// A French account, whatever its digits.
        #[test]
        fn no_account_is_taken_for_one(control in 2u64..98, bank in 0u64..100_000, desk in 0u64..100_000, account in 0u64..100_000_000_000, key in 0u64..98) {
            let iban = format!("FR{control:02}{bank:05}{desk:05}{account:011}{key:02}");
            let spaced: Vec<&str> = (0..iban.len()).step_by(4).map(|at| &iban[at..(at + 4).min(iban.len())]).collect();
            prop_assert!(!holds_national_number(&iban));
            prop_assert!(!holds_national_number(&spaced.join(" ")));
        }
    }
}
