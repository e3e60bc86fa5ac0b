use super::*;
use crate::random::SeededRandom;

fn strength(text: &str) -> Strength {
    Password::new(text).strength(&["Saint-Céré-les-Bois", "martine", "Durand"])
}

#[test]
fn logins_are_normalised() {
    assert_eq!(Login::new("  Martine.Durand ").unwrap().as_str(), "martine.durand");
    assert_eq!(Login::new("ﬁona").unwrap().as_str(), "fiona");
    for bad in ["", "   ", "a\nb", &"x".repeat(65)] {
        assert_eq!(Login::new(bad), Err(BadLogin), "{bad:?}");
    }
}

#[test]
fn the_same_keys_give_the_same_bytes() {
    // é as one code point or as two, depending on the system.
    assert_eq!(Password::new("\u{e9}t\u{e9}").as_bytes(), Password::new("e\u{301}te\u{301}").as_bytes());
    assert_ne!(Password::new("ete").as_bytes(), Password::new("\u{e9}t\u{e9}").as_bytes());
}

#[test]
fn strong_passwords_are_accepted() {
    for text in [
        "vG7!pq2Zr#Lx",
        "vG7pq2ZrLxW9bT",
        "la grenouille verte repasse trois foulards mouillés dimanche",
        "kqzvwmxjtrplbnghdf",
        passphrase(&mut SeededRandom::new(1)).as_str(),
    ] {
        assert_eq!(strength(text).weaknesses, [], "{text}");
        assert_eq!(strength(text).score, 4);
    }
}

#[test]
fn weak_passwords_are_refused_with_their_reasons() {
    use Weakness::{Guessable, TooLong, TooShort};
    for (text, weaknesses) in [
        ("", vec![TooShort, Guessable]),
        ("azerty", vec![TooShort, Guessable]),
        ("Mairie2026!!", vec![Guessable]),
        ("vG7!pq2Zr#L", vec![TooShort]),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaa", vec![Guessable]),
        ("azertyuiopazertyuiop", vec![Guessable]),
        ("le le le le le le le le", vec![Guessable]),
        ("Martine-Durand1", vec![Guessable]),
    ] {
        assert_eq!(strength(text).weaknesses, weaknesses, "{text}");
    }
    assert_eq!(strength(&"ab".repeat(513)).weaknesses, [TooLong]);
    for weakness in [Guessable, TooLong, TooShort] {
        assert!(weakness.sentence().contains("\u{a0}: "));
    }
}

#[test]
fn bits_are_counted_as_the_cnil_does() {
    for (value, expected) in [(1, 0), (2, 1024), (10, 3401), (26, 4813), (62, 6097), (99, 6788)] {
        assert_eq!(log2_in_1024ths(value), expected, "{value}");
    }
    assert_eq!(strength("abcdefghijklmnopq").bits, 79);
    assert_eq!(strength("abcdefghijklmnopqr").bits, 84);
}

#[test]
fn phrases_are_drawn_from_a_list_long_enough() {
    let words = u32::try_from(WORDS.len()).unwrap();
    let bits = 7 * log2_in_1024ths(words) + log2_in_1024ths(100);
    assert!(bits / 1024 >= REQUIRED_BITS, "{} bits", bits / 1024);
    let unique: BTreeSet<_> = WORDS.iter().collect();
    assert_eq!(unique.len(), WORDS.len());
    assert!(
        WORDS.iter().all(|w| { (4..=9).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_lowercase()) })
    );
    let phrase = passphrase(&mut SeededRandom::new(3));
    assert_eq!(phrase.split('-').count(), 8);
    assert!(phrase.len() <= phrase.capacity() && phrase.capacity() == 72);
    assert_ne!(phrase, passphrase(&mut SeededRandom::new(4)));
}

#[test]
fn delays_double_up_to_a_minute() {
    let mut attempts = Attempts::default();
    let mut delays = Vec::new();
    for _ in 0..9 {
        delays.push(attempts.delay().as_secs());
        attempts = attempts.failed();
    }
    assert_eq!(delays, [0, 1, 2, 4, 8, 16, 32, 60, 60]);
    assert_eq!(Attempts(u32::MAX).failed().delay().as_secs(), 60);
}
