//! Writing the index: the words under which each person, family and invoice is found.

use domain::values::ids::{ChildId, FamilyId, GuardianId};
use domain::values::text::fold;
use rusqlite::params;
use uuid::Uuid;

use super::FoundKind;
use crate::people::FamilyMembers;
use crate::rows::Columns;
use crate::{StoreError, Writer};

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
pub(super) struct Words {
    pub(super) text: String,
}

impl Words {
    pub(super) fn word(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }

    /// A name: its words, and those that people also write attached (`Le Goff` and `Legoff`, `d’Estienne` and `Destienne`).
    pub(super) fn name(&mut self, name: &str) {
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
    pub(super) fn number(&mut self, number: &str) {
        self.word(number);
        let bare = number.trim_start_matches('0');
        if bare != number && !bare.is_empty() {
            self.word(bare);
        }
    }

    /// A telephone: as dialled, then from each following pair of digits, so that its end is enough.
    pub(super) fn phone(&mut self, e164: &str) {
        let national = e164.strip_prefix("+33").map(|rest| format!("0{rest}"));
        let digits = national.unwrap_or_else(|| e164.trim_start_matches('+').to_owned());
        let mut rest = digits.as_str();
        while rest.len() >= 4 && rest.is_ascii() {
            self.word(rest);
            rest = &rest[2..];
        }
    }
}
