//! Texts as the treasury's files carry them: capitals, Latin-1, bounded length.

use domain::values::text::{tidy, to_latin1};

/// Capitals in Latin-1, accents kept where the alphabet has them. A letter with no equivalent becomes `?`:
/// the check refuses such names before they come here.
pub(super) fn postal(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in tidy(text).chars() {
        let upper: String = c.to_uppercase().collect();
        let lower = c.to_string();
        match to_latin1(&upper).or_else(|| to_latin1(&lower)) {
            Some(latin) => written.push_str(&latin),
            None => written.push('?'),
        }
    }
    written
}

/// [`postal`] within `length` characters. The check has refused longer texts: only a capital longer than its
/// letter (ß, SS) can still be over.
pub(super) fn postal_line(text: &str, length: usize) -> String {
    postal(text).chars().take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_in_latin_1() {
        for (text, written) in [
            ("Élodie Lévy", "ÉLODIE LÉVY"),
            ("Šimić", "SIMIC"),
            ("N’Guessan – Œuvré", "N'GUESSAN - OEUVRÉ"),
            ("O'Neill & <fils>", "O'NEILL & <FILS>"),
            ("L’Haÿ  Weiß", "L'HAY WEISS"),
            ("5 µm 王", "5 µM ?"),
        ] {
            assert_eq!(postal(text), written);
        }
    }

    #[test]
    fn a_capital_longer_than_its_letter_does_not_overflow() {
        assert_eq!(postal_line("Weiß", 4), "WEIS");
    }
}
