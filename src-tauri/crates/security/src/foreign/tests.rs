//! Sealed by another hand (Python, `cryptography`), with the key « clé-de-la-commune-d’essai ».

use super::*;

const SECRET: &str = "clé-de-la-commune-d’essai";

const SEALED_TEXT: &str = "80000000006553f100000102030405060708090a0b0c0d0e0f8a7cb5d5dcc6e7b24b65bfd731e7771207bca06016f5a125c044a73b2199bcf5e5fb5cfe8c80b748d1f084419a11b2b8e8902702d6b7368cb7de6d5d7a2eae3c";
const CLEAR_TEXT: &str = "8004950f000000000000008c0b4c6520466c6f63e2809968942e";
const SEALED_DATE: &str = "80000000006553f100000102030405060708090a0b0c0d0e0f22e42a3bf97b2447db943152776d281b4c5d1bb19a58431d9899d33216a147efee957a0b08dff6cf45cb20a4d8cd9f01ed1ea705d97aa8995469a7e872a2299a80b233c2905441a4d29facf97d6882ab";
const CLEAR_DATE: &str =
    "80049520000000000000008c086461746574696d65948c0464617465949394430407e0051594859452942e";

fn bytes(hexadecimal: &str) -> Vec<u8> {
    (0..hexadecimal.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hexadecimal[at..at + 2], 16).expect("hexadecimal"))
        .collect()
}

#[test]
fn what_another_hand_sealed_is_opened() {
    let key = SourceKey::new(SECRET);
    for (sealed, clear) in [(SEALED_TEXT, CLEAR_TEXT), (SEALED_DATE, CLEAR_DATE)] {
        assert_eq!(key.open(&bytes(sealed)).as_deref(), Some(&bytes(clear)));
    }
}

#[test]
fn another_key_or_another_byte_opens_nothing() {
    let sealed = bytes(SEALED_TEXT);
    assert!(SourceKey::new("une autre clé").open(&sealed).is_none());
    let key = SourceKey::new(SECRET);
    for place in 0..sealed.len() {
        let mut torn = sealed.clone();
        torn[place] ^= 1;
        assert!(key.open(&torn).is_none(), "byte {place}");
        assert!(key.open(&sealed[..place]).is_none(), "cut at {place}");
    }
    assert!(key.open(&[]).is_none());
    assert_eq!(format!("{key:?}"), "SourceKey");
}
