//! What is typed in the search box: words and numbers, never operators.

use domain::values::text::fold;

use super::Reserved;

/// What was typed, understood: folded words, runs of digits put together whatever their grouping.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchText {
    words: Vec<String>,
}

impl SearchText {
    /// Reads what was typed. Quotes and operators are separators like any other sign.
    pub fn read(typed: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut digits_before = false;
        for word in fold(typed).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let digits = word.bytes().all(|b| b.is_ascii_digit());
            match words.last_mut() {
                Some(last) if digits && digits_before => last.push_str(word),
                _ => words.push(word.to_owned()),
            }
            digits_before = digits;
        }
        for word in &mut words {
            // +33 6 71 … and 0033 6 71 … are dialled 06 71 …
            let national = word.strip_prefix("0033").or_else(|| word.strip_prefix("33"));
            if let Some(rest) = national.filter(|rest| rest.len() == 9) {
                *word = format!("0{rest}");
            }
        }
        Self { words }
    }

    /// The words.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The first word made of at least four digits: a telephone, a number.
    pub fn digits(&self) -> Option<&str> {
        let long = |word: &&String| word.len() >= 4 && word.bytes().all(|b| b.is_ascii_digit());
        self.words.iter().find(long).map(String::as_str)
    }

    /// Expressions from the narrowest to the widest: whole words, the last one begun, every one begun; reserved words answer too when
    /// they are among those given.
    pub(super) fn expressions(&self, reserved: &[Reserved]) -> Vec<String> {
        let count = self.words.len();
        let mut expressions: Vec<String> = Vec::new();
        for begun_from in [count, count.saturating_sub(1), 0] {
            let parts = self.words.iter().enumerate().map(|(rank, word)| {
                let star = if rank >= begun_from { " *" } else { "" };
                let marks =
                    std::iter::once(String::new()).chain(reserved.iter().map(|what| what.mark().to_string()));
                let ways: Vec<String> = marks.map(|mark| format!("\"{mark}{word}\"{star}")).collect();
                if let [way] = &ways[..] { way.clone() } else { format!("({})", ways.join(" OR ")) }
            });
            let expression = parts.collect::<Vec<_>>().join(" AND ");
            if !expressions.contains(&expression) {
                expressions.push(expression);
            }
        }
        expressions
    }
}
