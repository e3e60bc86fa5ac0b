use super::index::Words;
use super::*;

#[test]
fn what_is_typed_is_words_and_numbers_never_operators() {
    for (typed, words) in [
        ("Le Góff", vec!["le", "goff"]),
        ("d’Estienne-LE GOFF", vec!["d", "estienne", "le", "goff"]),
        ("06 71.30-25 08", vec!["0671302508"]),
        ("+33 6 71 30 25 08", vec!["0671302508"]),
        ("0033671302508", vec!["0671302508"]),
        ("2026-000042", vec!["2026000042"]),
        ("goff 06 71", vec!["goff", "0671"]),
        ("\"a\" OR NEAR(b) * kind:x", vec!["a", "or", "near", "b", "kind", "x"]),
        ("  \" ' ", vec![]),
        ("Œuvrard Šimić", vec!["oeuvrard", "simic"]),
    ] {
        assert_eq!(SearchText::read(typed).words(), words, "{typed}");
    }
}

#[test]
fn expressions_widen() {
    let text = SearchText::read("le go");
    assert_eq!(text.expressions(&[]), [r#""le" AND "go""#, r#""le" AND "go" *"#, r#""le" * AND "go" *"#]);
    assert_eq!(SearchText::read("le").expressions(&[]), [r#""le""#, r#""le" *"#]);
}

#[test]
fn reserved_words_answer_those_alone_who_read_them_and_are_never_typed() {
    assert_eq!(SearchText::read("goff").expressions(&[Reserved::Birth])[0], "(\"goff\" OR \"\u{e002}goff\")");
    assert_eq!(SearchText::read("\u{e001}maelle").words(), ["maelle"]);
    let mut words = Words::default();
    words.reserved(Reserved::Email, |words| words.name("maelle.legoff@courriel.example"));
    assert_eq!(words.text, "\u{e001}maelle \u{e001}legoff \u{e001}courriel \u{e001}example");
    let mut words = Words::default();
    words.birth(jiff::civil::date(2018, 3, 4).into());
    assert_eq!(words.text, "04032018 040318 20180304");
}

#[test]
fn words_cover_the_ways_of_writing() {
    let mut words = Words::default();
    words.name("d’Estienne-Le Goff");
    words.phone("+33671302508");
    words.number("002417");
    assert_eq!(words.text, "d destienne estienne le legoff goff 0671302508 71302508 302508 2508 002417 2417");
}
