//! How a name sounds in French: the key under which `Lefebvre` and `Lefèvre`, `Philippe` and `Filip` meet.
//!
//! Only a first sieve: what shares a key is then compared letter by letter ([`super::resemblance`]). Letters that are not Latin are kept as
//! they are.

use crate::values::text::fold_compact;

/// The sound of a name, in capitals; empty for a name without a letter.
pub fn phonetic_key(name: &str) -> String {
    let mut letters: Vec<char> =
        fold_compact(name).to_uppercase().chars().filter(|c| c.is_alphabetic()).collect();
    // Renault, Thibault: the L of an old ending is not said.
    if letters.ends_with(&['A', 'U', 'L', 'T']) {
        letters.truncate(letters.len() - 2);
    }
    let mut sounds = String::with_capacity(letters.len());
    let mut at = 0;
    while let Some(rest) = letters.get(at..).filter(|rest| !rest.is_empty()) {
        let (sound, taken) = first_sound(rest, sounds.is_empty());
        for c in sound.chars() {
            // Doubled letters are said once.
            if !sounds.ends_with(c) {
                sounds.push(c);
            }
        }
        at += taken;
    }
    // Last letters that are not said: Dupond, Dupont; Renaud, Renault; Denis, Deny.
    while sounds.chars().count() > 2 && sounds.ends_with(['E', 'S', 'T', 'D', 'P']) {
        sounds.pop();
    }
    sounds
}

/// Groups of letters and their sound, the longest first.
const GROUPS: &[(&str, &str)] = &[
    ("EAU", "O"),
    ("OEU", "E"),
    ("AIN", "1"),
    ("EIN", "1"),
    ("SCH", "J"),
    ("AU", "O"),
    ("AI", "E"),
    ("EI", "E"),
    ("EU", "E"),
    ("OU", "U"),
    ("PH", "F"),
    ("TH", "T"),
    ("CH", "J"),
    ("SH", "J"),
    ("CK", "K"),
    ("QU", "K"),
    ("GN", "N"),
    ("BV", "V"),
    ("Y", "I"),
    ("C", "K"),
    ("Q", "K"),
    ("Z", "S"),
    ("X", "S"),
    ("W", "V"),
    ("H", ""),
];

/// Nasal vowels, said so before a consonant or at the end.
const NASALS: &[(&str, &str)] = &[
    ("AN", "2"),
    ("AM", "2"),
    ("EN", "2"),
    ("EM", "2"),
    ("IN", "1"),
    ("IM", "1"),
    ("YN", "1"),
    ("UN", "1"),
    ("ON", "3"),
    ("OM", "3"),
];

/// The first sound of letters that are not empty, and how many of them make it.
fn first_sound(letters: &[char], first: bool) -> (String, usize) {
    let begins = |group: &str| group.chars().eq(letters.iter().copied().take(group.len()));
    let closed = |taken: usize| letters.get(taken).is_none_or(|next| !"AEIOUYMNH".contains(*next));
    // `GUE` and `GUI` are hard; the U is not said.
    if begins("GU") && letters.get(2).is_some_and(|next| "EIY".contains(*next)) {
        return ("G".to_owned(), 2);
    }
    // C and G are soft before E, I and Y.
    if let ('C' | 'G', Some('E' | 'I' | 'Y')) = (letters[0], letters.get(1)) {
        return (if letters[0] == 'C' { "S" } else { "J" }.to_owned(), 1);
    }
    for (group, sound) in GROUPS.iter().filter(|(group, _)| group.len() == 3) {
        if begins(group) && (!sound.starts_with('1') || closed(3)) {
            return ((*sound).to_owned(), 3);
        }
    }
    for (group, sound) in NASALS {
        if begins(group) && closed(2) {
            return ((*sound).to_owned(), 2);
        }
    }
    for (group, sound) in GROUPS.iter().filter(|(group, _)| group.len() < 3) {
        if begins(group) {
            return ((*sound).to_owned(), group.len());
        }
    }
    // An E that is not the first letter is hardly heard: Lefevre, Lefebvre, Lefevere.
    let letter = letters[0];
    if letter == 'E' && !first && letters.len() > 1 { (String::new(), 1) } else { (letter.to_string(), 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_sound_the_same_have_one_key() {
        for (one, other) in [
            ("Lefèvre", "Lefebvre"),
            ("Dupont", "Dupond"),
            ("Renault", "Renaud"),
            ("Philippe", "Filip"),
            ("Mathieu", "Matthieu"),
            ("Gauthier", "Gautier"),
            ("Le Goff", "LEGOF"),
            ("Nicolas", "Nikola"),
            ("Guérin", "Guerrin"),
            ("Cécile", "Sessil"),
            ("Boulanger", "Boullanger"),
            ("Martin", "Martain"),
            ("Aziliz", "Azilis"),
            ("Yves", "Ives"),
            ("Jean", "Jan"),
        ] {
            assert_eq!(phonetic_key(one), phonetic_key(other), "{one} {other}");
        }
        for (one, other) in [
            ("Martin", "Morin"),
            ("Léa", "Lou"),
            ("Camille", "Emile"),
            ("Paul", "Julien"),
            ("Durand", "Dupont"),
            ("Anne", "Jeanne"),
        ] {
            assert_ne!(phonetic_key(one), phonetic_key(other), "{one} {other}");
        }
        assert_eq!(phonetic_key("王"), "王");
        assert_eq!(phonetic_key(" - "), "");
    }
}
