//! Writing the index: the words under which each person, family and invoice is found.

use domain::values::ids::FamilyId;
use domain::values::text::fold;
use domain::values::{BirthDate, Phone};
use rusqlite::params;
use uuid::Uuid;

use super::{FoundKind, Reserved};
use crate::people::{ChildRow, FamilyMembers, GuardianRow};
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
        self.index_file(members)?;
        for guardian in &members.guardians {
            self.index_guardian(guardian, members.phones_of(guardian.id).map(|phone| phone.number.as_str()))?;
        }
        members.children.iter().try_for_each(|child| self.index_child(child))
    }

    /// Makes a family alone findable: by its name, its numbers, here and in the product it comes from, and its contacts.
    pub fn index_file(&self, members: &FamilyMembers) -> Result<(), StoreError> {
        let family = &members.family;
        let mut words = Words::default();
        words.name(&family.name);
        words.number(&format!("{:06}", family.number));
        for former in self.external_keys_of(family.id)? {
            words.name(&former);
        }
        for contact in &members.contacts {
            words.name(&contact.name);
            words.name(&contact.first_name);
            words.phone(&contact.phone);
        }
        self.index(FoundKind::Family, family.id.as_uuid(), &words)
    }

    /// Makes a guardian findable by their names and telephones (E.164); by their e-mail and birth date, for who reads them.
    fn index_guardian<'p>(
        &self,
        guardian: &GuardianRow,
        phones: impl IntoIterator<Item = &'p str>,
    ) -> Result<(), StoreError> {
        let mut words = Words::default();
        for name in [&guardian.birth_name, &guardian.usage_name, &guardian.first_names] {
            words.name(name);
        }
        phones.into_iter().for_each(|phone| words.phone(phone));
        words.reserved(Reserved::Email, |words| words.name(&guardian.email));
        if let Some(birth) = guardian.birth_date {
            words.reserved(Reserved::Birth, |words| words.birth(birth));
        }
        self.index(FoundKind::Guardian, guardian.id.as_uuid(), &words)
    }

    /// Makes a child findable by their names and birth date.
    pub fn index_child(&self, child: &ChildRow) -> Result<(), StoreError> {
        let mut words = Words::default();
        words.name(&child.family_name);
        words.name(&child.first_names);
        words.birth(child.birth_date);
        self.index(FoundKind::Child, child.id.as_uuid(), &words)
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

    /// Words that answer those alone who read them: each begins with a sign that nobody types.
    pub(super) fn reserved(&mut self, what: Reserved, write: impl FnOnce(&mut Self)) {
        let mut words = Words::default();
        write(&mut words);
        words.text.split_whitespace().for_each(|word| self.word(&format!("{}{word}", what.mark())));
    }

    /// A birth date, as it may be typed: `14/03/2018`, `14/03/18`, `2018-03-14`, `mars 2018`.
    pub(super) fn birth(&mut self, birth: BirthDate) {
        birth.searched().iter().for_each(|word| self.word(word));
    }

    /// A number: with and without its leading zeros.
    pub(super) fn number(&mut self, number: &str) {
        self.word(number);
        let bare = number.trim_start_matches('0');
        if bare != number && !bare.is_empty() {
            self.word(bare);
        }
    }

    /// A telephone: as it is shown and dialled, then from each following pair of digits, so that its end is enough.
    pub(super) fn phone(&mut self, e164: &str) {
        let national = Phone::parse(e164).ok().and_then(|phone| phone.national());
        let digits = national.unwrap_or_else(|| e164.trim_start_matches('+').to_owned());
        let mut rest = digits.as_str();
        while rest.len() >= 4 && rest.is_ascii() {
            self.word(rest);
            rest = &rest[2..];
        }
    }
}
