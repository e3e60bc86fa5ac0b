//! Headings compared by meaning, not by spelling.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// « N° d’allocataire (CAF) » → `n_d_allocataire_caf`: lower case, no accent, one `_` between words.
pub fn normalise_header(header: &str) -> String {
    let mut key = String::with_capacity(header.len());
    for c in header.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            '°' | 'º' => {}
            c if c.is_alphanumeric() => key.push(c),
            _ if key.ends_with('_') || key.is_empty() => {}
            _ => key.push('_'),
        }
    }
    key.truncate(key.trim_end_matches('_').len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        for (header, key) in [
            ("Prénom", "prenom"),
            ("PRE\u{301}NOM", "prenom"),
            (" N° d’allocataire (CAF) ", "n_d_allocataire_caf"),
            ("date_naissance", "date_naissance"),
            ("Né(e) le", "ne_e_le"),
            ("Œuvre", "oeuvre"),
            ("\u{a0}", ""),
        ] {
            assert_eq!(normalise_header(header), key, "{header}");
        }
    }
}
