//! The recovery sheets as two custodians read them: printed by the product, read back by another program.

use std::process::Command;

use serde_json::{Value, json};

use crate::Town;

/// The sheets of a town, as they were printed.
pub struct Sheets(Vec<Vec<String>>);

impl Town {
    /// Prints the sheets of the session that made them, and reads them.
    pub fn print_sheets(&self) -> Sheets {
        let shown = self.ask("recovery_print", json!({}));
        let path = self.files.join(shown["file_name"].as_str().expect("a name"));
        let text = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output();
        let text = String::from_utf8(text.expect("pdftotext is needed: install poppler-utils").stdout)
            .expect("UTF-8");
        let is_line = |word: &&str| word.len() == 19 && word.split('-').all(|group| group.len() == 4);
        let pages = text.trim_end_matches('\u{c}').split('\u{c}');
        Sheets(
            pages.map(|page| page.split_whitespace().filter(is_line).map(str::to_owned).collect()).collect(),
        )
    }

    /// Tries the sheets: a real town takes no family before.
    pub fn try_sheets(&self) -> Sheets {
        let sheets = self.print_sheets();
        self.wait("recovery_rehearse", sheets.typed('A', 'B'));
        sheets
    }
}

impl Sheets {
    /// How many lines each sheet carries.
    pub fn lines(&self) -> Vec<usize> {
        self.0.iter().map(Vec::len).collect()
    }

    /// What is typed from two sheets.
    pub fn typed(&self, first: char, second: char) -> Value {
        let sheet = |letter: char, with: char| json!({ "letter": letter.to_string(), "text": self.half(letter, with) });
        json!({ "first": sheet(first, second), "second": sheet(second, first) })
    }

    /// The half of a sheet that goes with another.
    pub fn half(&self, letter: char, with: char) -> String {
        let page = &self.0["ABC".find(letter).expect("a sheet")];
        let others: String = "ABC".chars().filter(|other| *other != letter).collect();
        let rank = others.find(with).expect("another sheet");
        page[rank * 8..][..8].join("\n")
    }
}
