//! Finding anyone by what is known of them. The index holds folded words (no accent, no case), each name also written attached,
//! each telephone from any of its pairs of digits; it keeps no text of its own, and is derived from BASE alone.

use std::collections::HashSet;

use domain::values::Cents;
use domain::values::ids::{ChildId, FamilyId, GuardianId, InvoiceId};
use domain::values::text::fold;
use jiff::civil::Date;
use rusqlite::params;
use uuid::Uuid;

use crate::people::FamilyMembers;
use crate::rows::Columns;
use crate::{Reader, StoreError, Writer, day};

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundKind {
    /// A family.
    Family,
    /// A child.
    Child,
    /// A guardian.
    Guardian,
    /// An invoice.
    Invoice,
}

impl FoundKind {
    /// Every kind, in the order answers are shown.
    pub const ALL: [Self; 4] = [Self::Family, Self::Child, Self::Guardian, Self::Invoice];

    const fn code(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Child => "child",
            Self::Guardian => "guardian",
            Self::Invoice => "invoice",
        }
    }
}

/// A family found.
#[derive(Debug, Clone)]
pub struct FoundFamily {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: u32,
    /// Street of its first household.
    pub street: Option<String>,
    /// First names of its children, eldest first.
    pub children: Option<String>,
}

/// A child found.
#[derive(Debug, Clone)]
pub struct FoundChild {
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Birth date.
    pub birth_date: Date,
    /// School and class of the day.
    pub schooling: Option<(String, String)>,
    /// The family whose file to open.
    pub family: Option<FamilyId>,
}

/// A guardian found.
#[derive(Debug, Clone)]
pub struct FoundGuardian {
    /// Birth name.
    pub birth_name: String,
    /// Name used, may be empty.
    pub usage_name: String,
    /// First names.
    pub first_names: String,
    /// Their family.
    pub family: FamilyId,
    /// Its name.
    pub family_name: String,
    /// Telephones, E.164.
    pub phones: Vec<String>,
}

/// An invoice found.
#[derive(Debug, Clone)]
pub struct FoundInvoice {
    /// Its number.
    pub number: String,
    /// The month billed.
    pub month: String,
    /// Its total.
    pub total: Cents,
    /// The family.
    pub family: FamilyId,
    /// Its name.
    pub family_name: String,
}

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

    /// Expressions from the narrowest to the widest: whole words, the last one begun, every one begun.
    fn expressions(&self) -> Vec<String> {
        let count = self.words.len();
        let mut expressions: Vec<String> = Vec::new();
        for begun_from in [count, count.saturating_sub(1), 0] {
            let parts = self.words.iter().enumerate().map(|(rank, word)| {
                let star = if rank >= begun_from { " *" } else { "" };
                format!("\"{word}\"{star}")
            });
            let expression = parts.collect::<Vec<_>>().join(" AND ");
            if !expressions.contains(&expression) {
                expressions.push(expression);
            }
        }
        expressions
    }
}

impl Reader<'_> {
    /// What answers, best first within each kind, `limit` of each kind at most.
    pub fn search(
        &self,
        text: &SearchText,
        kinds: &[FoundKind],
        limit: usize,
    ) -> Result<Vec<(FoundKind, Uuid)>, StoreError> {
        let mut found = Vec::new();
        if text.words.is_empty() {
            return Ok(found);
        }
        let wanted = i64::try_from(limit).unwrap_or(i64::MAX);
        let expressions = text.expressions();
        for kind in kinds {
            let mut seen: HashSet<Uuid> = HashSet::new();
            for expression in &expressions {
                let expression = format!("kind : \"{}\" AND words : ({expression})", kind.code());
                let hits: Vec<Uuid> =
                    self.all(sql!("match_words.sql"), params![expression, wanted], |row| row.id(0))?;
                for hit in hits {
                    if seen.len() < limit && seen.insert(hit) {
                        found.push((*kind, hit));
                    }
                }
                if seen.len() >= limit {
                    break;
                }
            }
        }
        Ok(found)
    }
}

impl Reader<'_> {
    /// How many things were ever made findable.
    pub fn searched(&self) -> Result<u32, StoreError> {
        Ok(self.first(sql!("count_entries.sql"), [], |row| Ok(row.get(0)?))?.unwrap_or(0))
    }

    /// What tells a family found from its namesakes.
    pub fn found_family(&self, id: FamilyId) -> Result<Option<FoundFamily>, StoreError> {
        self.first(sql!("select_found_family.sql"), [id.as_bytes()], |row| {
            Ok(FoundFamily {
                name: row.text(0)?,
                number: row.get(1)?,
                street: row.get(2)?,
                children: row.get(3)?,
            })
        })
    }

    /// What tells a child found from their namesakes, that day.
    pub fn found_child(&self, id: ChildId, on: Date) -> Result<Option<FoundChild>, StoreError> {
        self.first(sql!("select_found_child.sql"), params![id.as_bytes(), day(on)], |row| {
            let school: Option<String> = row.get(3)?;
            let class: Option<String> = row.get(4)?;
            Ok(FoundChild {
                family_name: row.text(0)?,
                first_names: row.text(1)?,
                birth_date: row.date(2)?,
                schooling: school.zip(class),
                family: row.id_opt(5)?,
            })
        })
    }

    /// What tells a guardian found from their namesakes.
    pub fn found_guardian(&self, id: GuardianId) -> Result<Option<FoundGuardian>, StoreError> {
        self.first(sql!("select_found_guardian.sql"), [id.as_bytes()], |row| {
            let phones: Option<String> = row.get(5)?;
            Ok(FoundGuardian {
                birth_name: row.text(0)?,
                usage_name: row.text(1)?,
                first_names: row.text(2)?,
                family: row.id(3)?,
                family_name: row.text(4)?,
                phones: phones.map(|text| text.split(' ').map(str::to_owned).collect()).unwrap_or_default(),
            })
        })
    }

    /// What tells an invoice found from the others.
    pub fn found_invoice(&self, id: InvoiceId) -> Result<Option<FoundInvoice>, StoreError> {
        self.first(sql!("select_found_invoice.sql"), [id.as_bytes()], |row| {
            Ok(FoundInvoice {
                number: row.text(0)?,
                month: row.text(1)?,
                total: Cents(row.int(2)?),
                family: row.id(3)?,
                family_name: row.text(4)?,
            })
        })
    }
}

impl Writer<'_> {
    /// Makes a family, its guardians and its children findable as they now are.
    pub fn index_family(&self, family: FamilyId) -> Result<(), StoreError> {
        match self.family_members(family)? {
            Some(members) => self.index_members(&members),
            None => self.unindex(family.as_uuid()),
        }
    }

    /// The same, from rows the caller has just written: no reading back, for a whole town.
    pub fn index_members(&self, members: &FamilyMembers) -> Result<(), StoreError> {
        let family = &members.family;
        let mut words = Words::default();
        words.name(&family.name);
        words.number(&format!("{:06}", family.number));
        self.index(FoundKind::Family, family.id.as_uuid(), &words)?;
        for guardian in &members.guardians {
            let names = [&*guardian.birth_name, &guardian.usage_name, &guardian.first_names];
            let phones = members.phones_of(guardian.id).map(|phone| phone.number.as_str());
            self.index_guardian(guardian.id, names, phones)?;
        }
        for child in &members.children {
            self.index_child(child.id, &child.family_name, &child.first_names)?;
        }
        Ok(())
    }

    /// Makes a guardian findable by their names and telephones (E.164).
    pub fn index_guardian<'p>(
        &self,
        guardian: GuardianId,
        names: [&str; 3],
        phones: impl IntoIterator<Item = &'p str>,
    ) -> Result<(), StoreError> {
        let mut words = Words::default();
        names.into_iter().for_each(|name| words.name(name));
        phones.into_iter().for_each(|phone| words.phone(phone));
        self.index(FoundKind::Guardian, guardian.as_uuid(), &words)
    }

    /// Makes a child findable by their names.
    pub fn index_child(
        &self,
        child: ChildId,
        family_name: &str,
        first_names: &str,
    ) -> Result<(), StoreError> {
        let mut words = Words::default();
        words.name(family_name);
        words.name(first_names);
        self.index(FoundKind::Child, child.as_uuid(), &words)
    }

    /// Makes an invoice findable by its number, `2026-000042`: whole, without its zeros, without its year.
    pub fn index_invoice(&self, invoice: InvoiceId, number: &str) -> Result<(), StoreError> {
        let mut words = Words::default();
        let (year, rank) = number.split_once('-').unwrap_or(("", number));
        words.word(&format!("{year}{rank}"));
        words.word(&format!("{year}{}", rank.trim_start_matches('0')));
        words.number(rank);
        self.index(FoundKind::Invoice, invoice.as_uuid(), &words)
    }

    /// Makes something unfindable.
    pub fn unindex(&self, subject: Uuid) -> Result<(), StoreError> {
        self.run(sql!("delete_words.sql"), [subject.as_bytes()])?;
        self.run(sql!("delete_entry.sql"), [subject.as_bytes()])?;
        Ok(())
    }

    fn index(&self, kind: FoundKind, subject: Uuid, words: &Words) -> Result<(), StoreError> {
        let entry = params![kind.code(), subject.as_bytes()];
        let id = self.first(sql!("save_entry.sql"), entry, |row| row.int(0))?;
        self.run(sql!("save_words.sql"), params![id, kind.code(), words.text])?;
        Ok(())
    }
}

/// The words of one thing.
#[derive(Default)]
struct Words {
    text: String,
}

impl Words {
    fn word(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }

    /// A name: its words, and those that people also write attached (`Le Goff` and `Legoff`, `d’Estienne` and `Destienne`).
    fn name(&mut self, name: &str) {
        let folded = fold(name);
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        for (rank, word) in words.iter().enumerate() {
            self.word(word);
            if let Some(next) = words.get(rank + 1).filter(|_| word.chars().count() <= 3) {
                self.word(&format!("{word}{next}"));
            }
        }
    }

    /// A number: with and without its leading zeros.
    fn number(&mut self, number: &str) {
        self.word(number);
        let bare = number.trim_start_matches('0');
        if bare != number && !bare.is_empty() {
            self.word(bare);
        }
    }

    /// A telephone: as dialled, then from each following pair of digits, so that its end is enough.
    fn phone(&mut self, e164: &str) {
        let national = e164.strip_prefix("+33").map(|rest| format!("0{rest}"));
        let digits = national.unwrap_or_else(|| e164.trim_start_matches('+').to_owned());
        let mut rest = digits.as_str();
        while rest.len() >= 4 && rest.is_ascii() {
            self.word(rest);
            rest = &rest[2..];
        }
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(text.expressions(), [r#""le" AND "go""#, r#""le" AND "go" *"#, r#""le" * AND "go" *"#]);
        assert_eq!(SearchText::read("le").expressions(), [r#""le""#, r#""le" *"#]);
    }

    #[test]
    fn words_cover_the_ways_of_writing() {
        let mut words = Words::default();
        words.name("d’Estienne-Le Goff");
        words.phone("+33671302508");
        words.number("002417");
        assert_eq!(
            words.text,
            "d destienne estienne le legoff goff 0671302508 71302508 302508 2508 002417 2417"
        );
    }
}
