//! Text as the trade compares, shows and transmits it.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The no-break space of French typography.
pub const NBSP: char = '\u{a0}';
/// The true minus sign.
pub const MINUS: char = '\u{2212}';

/// Any space an agent, a spreadsheet or a word processor may have put there.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Signs that nothing shows: a text that holds only them says nothing, and two names that differ by them are one. Fillers and blanks that
/// Unicode counts among letters and symbols (Hangul fillers, the empty Braille cell) are of them. The joiners of other scripts (U+200C,
/// U+200D) are not, they change what is read.
pub fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether a text shows nothing: it counts as empty wherever one is required.
pub fn says_nothing(text: &str) -> bool {
    text.chars()
        .all(|c| is_space(c) || c.is_control() || is_unseen(c) || matches!(c, '\u{200c}' | '\u{200d}'))
}

/// Any apostrophe: typewriter, typographic, prime, accent used as one.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '′' | '´' | '`')
}

/// Any hyphen or dash.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '\u{2212}')
}

/// What two spellings of a same name have in common: lower case, no accent, ligatures opened, apostrophes,
/// hyphens and runs of spaces turned into one space. `D’Estienne--Le Goff` gives `d estienne le goff`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c) && !is_unseen(*c)) {
        if is_space(c) || is_apostrophe(c) || is_dash(c) || c == '.' || c == ',' {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
            continue;
        }
        match c {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'ß' | 'ẞ' => folded.push_str("ss"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'þ' | 'Þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// [`fold`] without its spaces: the key under which `Le Goff`, `LE-GOFF` and `Legoff` meet.
pub fn fold_compact(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// Composes accents, gathers spaces and drops what nothing shows: what is kept of a text that was typed.
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !says_nothing(word)) {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.extend(word.nfc().filter(|c| !is_unseen(*c)));
    }
    tidied
}

/// Gives a French sentence its typography: no-break spaces around guillemets and before `: ; ? ! % €`, a
/// typographic apostrophe.
pub fn french(text: &str) -> String {
    let mut set = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\'' => set.push('’'),
            ' ' if set.ends_with('«') => set.push(NBSP),
            ' ' if chars
                .peek()
                .is_some_and(|next| matches!(next, ':' | ';' | '?' | '!' | '%' | '€' | '»')) =>
            {
                set.push(NBSP);
            }
            _ => set.push(c),
        }
    }
    set
}

/// The text in Latin-1, the only character set the treasury's files accept (treasury.md §2.1): characters
/// without a Latin-1 form are written with the nearest ones. `None` when one has no honest equivalent.
pub fn to_latin1(text: &str) -> Option<Cow<'_, str>> {
    if text.chars().all(is_latin1) {
        return Some(Cow::Borrowed(text));
    }
    let mut written = String::with_capacity(text.len());
    text.nfc().try_for_each(|c| write_latin1(&mut written, c))?;
    Some(Cow::Owned(written))
}

/// [`to_latin1`] of a text nobody can correct any more: characters without an honest equivalent are left out.
pub fn to_latin1_in_part(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.nfc() {
        let _ = write_latin1(&mut written, c);
    }
    tidy(&written)
}

/// Nothing is written of a character without an honest equivalent.
fn write_latin1(written: &mut String, c: char) -> Option<()> {
    if is_latin1(c) {
        written.push(c);
    } else if let Some(replacement) = latin1_equivalent(c) {
        written.push_str(replacement);
    } else {
        // Š, č, ő: the letter without the mark Latin-1 lacks.
        let base = std::iter::once(c).nfd().next().filter(|base| base.is_ascii_alphabetic())?;
        written.push(base);
    }
    Some(())
}

/// Whether Latin-1 has this character, its control range (80–9F) left out: the treasury's gate takes those
/// bytes for a wrong declared encoding (treasury.md §5.1).
fn is_latin1(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{ff}')
}

fn latin1_equivalent(c: char) -> Option<&'static str> {
    Some(match c {
        'Œ' => "OE",
        'œ' => "oe",
        '€' => "EUR",
        'Ÿ' => "Y",
        'ẞ' => "SS",
        'Ł' => "L",
        'ł' => "l",
        'Đ' => "D",
        'đ' => "d",
        'ı' => "i",
        '…' => "...",
        '•' => "-",
        '“' | '”' | '„' => "\"",
        '\u{202f}' | '\u{2009}' | '\t' => " ",
        '\u{200b}' | '\u{feff}' => "",
        c if is_apostrophe(c) => "'",
        c if is_dash(c) => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_meet() {
        for (left, right) in [
            ("Le Goff", "LE-GOFF"),
            ("d’Estienne", "D'ESTIENNE"),
            ("Šimić", "simic"),
            ("Œuvrard", "OEUVRARD"),
            ("Benoi\u{302}t", "Benoît"),
            ("  Ben   Haddou ", "ben haddou"),
        ] {
            assert_eq!(fold(left), fold(right));
        }
        assert_eq!(fold_compact("Le Goff"), fold_compact("Legoff"));
        assert_eq!(fold("D’Estienne--Le Goff"), "d estienne le goff");
    }

    #[test]
    fn what_nothing_shows_says_nothing() {
        for text in [
            "\u{200b}",
            " \u{200b}\u{2060} ",
            "\u{200d}",
            "\u{202e}",
            "\u{feff}",
            "\u{2800}",
            "\u{3164} \u{ffa0}",
            "\u{115f}\u{1160}",
            "\u{fe0f}\u{e0020}\u{34f}\u{180e}",
        ] {
            assert!(tidy(text).is_empty() && says_nothing(text), "{text:?}");
        }
        assert_eq!(tidy("Le\u{3164} Go\u{2800}ff"), "Le Goff");
        assert!(!says_nothing("é") && !says_nothing("-") && !says_nothing("한"));
        assert_eq!(tidy("Le\u{200b} Go\u{ad}ff"), "Le Goff");
        assert_eq!(fold("Go\u{200b}ff"), fold("Goff"));
        assert_eq!(tidy("می\u{200c}خواهم"), "می\u{200c}خواهم", "a joiner inside a word is part of it");
    }

    #[test]
    fn latin1_keeps_accents_and_opens_what_it_lacks() {
        for (text, expected) in [
            ("Élodie", "Élodie"),
            ("Œuvre – 12 €…", "OEuvre - 12 EUR..."),
            ("d’Estienne", "d'Estienne"),
            ("Šimić Wałęsa", "Simic Walesa"),
            ("Benoi\u{302}t", "Benoît"),
        ] {
            assert_eq!(to_latin1(text).as_deref(), Some(expected));
        }
        assert_eq!(to_latin1("王"), None);
        assert_eq!(to_latin1("Ёлкин"), None);
        assert_eq!(to_latin1_in_part("Goûter 王 d’été"), "Goûter d'été");
    }

    #[test]
    fn sentences_get_their_no_break_spaces() {
        assert_eq!(french("L'âge : « 12 » ?"), "L’âge\u{a0}: «\u{a0}12\u{a0}»\u{a0}?");
    }
}
