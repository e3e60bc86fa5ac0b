//! Why something answers: what of it explains the most of what was typed.

use domain::values::text::fold;
use domain::values::{BirthDate, Phone};
use store::search::SearchText;

use super::SearchReason;

/// What a thing is found by, in the order it is said when two explain as much.
pub(super) struct Ways<'t> {
    typed: &'t SearchText,
    best: Option<(usize, SearchReason)>,
}

impl<'t> Ways<'t> {
    pub(super) fn of(typed: &'t SearchText) -> Self {
        Self { typed, best: None }
    }

    /// A name, an e-mail, a number: by the beginning of any of its words, attached too (`Le Goff`, `Legoff`).
    pub(super) fn words(self, reason: SearchReason, text: &str) -> Self {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
        let attached = words.concat();
        let bare = attached.trim_start_matches('0');
        self.explained(reason, |typed| {
            attached.starts_with(typed)
                || bare.starts_with(typed)
                || words.iter().enumerate().any(|(at, word)| {
                    word.starts_with(typed)
                        || words.get(at + 1).is_some_and(|next| format!("{word}{next}").starts_with(typed))
                })
        })
    }

    /// A telephone (E.164): by four of its digits or more.
    pub(super) fn phone(self, number: &str) -> Self {
        let national = Phone::parse(number).ok().and_then(|phone| phone.national());
        let dialled = national.unwrap_or_else(|| number.to_owned());
        self.explained(SearchReason::Phone, |typed| typed.len() >= 4 && dialled.contains(typed))
    }

    /// A birth date, as it may be typed.
    pub(super) fn birth(self, birth: BirthDate) -> Self {
        let written = birth.searched();
        self.explained(SearchReason::BirthDate, |typed| {
            typed.len() >= 4 && written.iter().any(|date| date.starts_with(typed))
        })
    }

    /// The reason; the last when nothing else explains anything.
    pub(super) fn or(self, otherwise: SearchReason) -> SearchReason {
        self.best.map_or(otherwise, |(_, reason)| reason)
    }

    fn explained(mut self, reason: SearchReason, explains: impl Fn(&str) -> bool) -> Self {
        let count = self.typed.words().iter().filter(|typed| explains(typed)).count();
        if count > self.best.map_or(0, |(most, _)| most) {
            self.best = Some((count, reason));
        }
        self
    }
}
