//! How records are written before they are padded and sealed, and read back.

use super::{Allergy, HealthRecord, OperationalHealth};
use crate::health::canonical::{CorruptRecord, Reader, Writer};
use crate::health::{Allergen, Contraindication, Dose, Pai, PaiState, Severity, Valence};

/// The writing of the records made today.
const VERSION: u8 = 1;

impl HealthRecord {
    /// The bytes to pad and seal.
    pub fn to_canonical_bytes(&self) -> Vec<u8> {
        let mut w = Writer::default();
        w.byte(VERSION);
        w.list(&self.allergies, write_allergy);
        w.optional(self.pai.as_ref(), |w, pai| {
            w.byte(pai.state as u8);
            w.date(pai.from);
            w.optional(pai.to, Writer::date);
            w.optional(pai.review_on, Writer::date);
            w.optional(pai.kit_place.as_deref(), Writer::text);
            w.optional(pai.kit_expires_on, Writer::date);
        });
        w.flag(self.needs_support);
        for text in [&self.adaptations, &self.kitchen_note, &self.care_note] {
            w.optional(text.as_deref(), Writer::text);
        }
        w.optional(self.care_agreed_on, Writer::date);
        w.list(&self.doses, |w, dose| {
            w.byte(dose.valence.tag());
            w.date(dose.on);
        });
        w.list(&self.contraindications, |w, contraindication| {
            w.byte(contraindication.valence.tag());
            w.date(contraindication.from);
            w.optional(contraindication.to, Writer::date);
        });
        w.finish()
    }

    /// The record these bytes were made from.
    pub fn from_canonical_bytes(bytes: &[u8]) -> Result<Self, CorruptRecord> {
        let mut r = Reader::new(bytes);
        if r.byte()? != VERSION {
            return Err(CorruptRecord);
        }
        let record = Self {
            allergies: r.list(read_allergy)?,
            pai: r.optional(|r| {
                Ok(Pai {
                    state: one_of(&PaiState::ALL, r.byte()?)?,
                    from: r.date()?,
                    to: r.optional(Reader::date)?,
                    review_on: r.optional(Reader::date)?,
                    kit_place: r.optional(Reader::text)?,
                    kit_expires_on: r.optional(Reader::date)?,
                })
            })?,
            needs_support: r.flag()?,
            adaptations: r.optional(Reader::text)?,
            kitchen_note: r.optional(Reader::text)?,
            care_note: r.optional(Reader::text)?,
            care_agreed_on: r.optional(Reader::date)?,
            doses: r.list(|r| {
                Ok(Dose { valence: Valence::from_tag(r.byte()?).ok_or(CorruptRecord)?, on: r.date()? })
            })?,
            contraindications: r.list(|r| {
                Ok(Contraindication {
                    valence: Valence::from_tag(r.byte()?).ok_or(CorruptRecord)?,
                    from: r.date()?,
                    to: r.optional(Reader::date)?,
                })
            })?,
        };
        r.finish(record)
    }
}

impl OperationalHealth {
    /// The bytes to pad and seal.
    pub fn to_canonical_bytes(&self) -> Vec<u8> {
        let mut w = Writer::default();
        w.byte(VERSION);
        w.list(&self.allergies, write_allergy);
        w.optional(self.pai, |w, (from, to)| {
            w.date(from);
            w.optional(to, Writer::date);
        });
        for text in [&self.kit_place, &self.adaptations, &self.kitchen_note] {
            w.optional(text.as_deref(), Writer::text);
        }
        w.finish()
    }

    /// The extract these bytes were made from.
    pub fn from_canonical_bytes(bytes: &[u8]) -> Result<Self, CorruptRecord> {
        let mut r = Reader::new(bytes);
        if r.byte()? != VERSION {
            return Err(CorruptRecord);
        }
        let extract = Self {
            allergies: r.list(read_allergy)?,
            pai: r.optional(|r| Ok((r.date()?, r.optional(Reader::date)?)))?,
            kit_place: r.optional(Reader::text)?,
            adaptations: r.optional(Reader::text)?,
            kitchen_note: r.optional(Reader::text)?,
        };
        r.finish(extract)
    }
}

fn write_allergy(w: &mut Writer, allergy: &Allergy) {
    match &allergy.allergen {
        Allergen::Regulated { code } => w.byte(*code),
        Allergen::Other { name } => {
            w.byte(0);
            w.text(name);
        }
    }
    w.byte(allergy.severity as u8);
    w.text(&allergy.instruction);
}

fn read_allergy(r: &mut Reader<'_>) -> Result<Allergy, CorruptRecord> {
    let allergen = match r.byte()? {
        0 => Allergen::Other { name: r.text()? },
        code @ 1..=14 => Allergen::Regulated { code },
        _ => return Err(CorruptRecord),
    };
    Ok(Allergy { allergen, severity: one_of(&Severity::ALL, r.byte()?)?, instruction: r.text()? })
}

/// The value written as its rank from 1.
fn one_of<T: Copy>(all: &[T], rank: u8) -> Result<T, CorruptRecord> {
    usize::from(rank).checked_sub(1).and_then(|rank| all.get(rank)).copied().ok_or(CorruptRecord)
}
