//! The bytes a health record is sealed as. One record has one writing, whatever the machine; an old writing is
//! read for ever. The store pads and seals them; nothing here is encrypted.

use jiff::civil::Date;

/// The bytes are not those of a health record: another key, or a damaged cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("le dossier de santé enregistré ne se relit pas")]
pub struct CorruptRecord;

/// Writes fields one after the other, each with its own length where it needs one.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.byte(u8::from(flag));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.length(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(super) fn date(&mut self, date: Date) {
        self.bytes.extend_from_slice(&date.year().to_be_bytes());
        self.byte(date.month().unsigned_abs());
        self.byte(date.day().unsigned_abs());
    }

    pub(super) fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
    }

    pub(super) fn list<'a, T: 'a>(&mut self, items: &'a [T], mut write: impl FnMut(&mut Self, &'a T)) {
        self.length(items.len());
        for item in items {
            write(self, item);
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    fn length(&mut self, length: usize) {
        let length = u32::try_from(length).expect("a record has short texts");
        self.bytes.extend_from_slice(&length.to_be_bytes());
    }
}

/// Reads what [`Writer`] wrote, refusing anything else.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], CorruptRecord> {
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(CorruptRecord)?;
        self.bytes = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], CorruptRecord> {
        Ok(self.take(N)?.try_into().expect("the length was asked for"))
    }

    pub(super) fn byte(&mut self) -> Result<u8, CorruptRecord> {
        Ok(self.array::<1>()?[0])
    }

    pub(super) fn flag(&mut self) -> Result<bool, CorruptRecord> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(CorruptRecord),
        }
    }

    pub(super) fn text(&mut self) -> Result<String, CorruptRecord> {
        let length = self.length()?;
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| CorruptRecord)
    }

    pub(super) fn date(&mut self) -> Result<Date, CorruptRecord> {
        let year = i16::from_be_bytes(self.array()?);
        let [month, day] = self.array()?;
        let small = |byte: u8| i8::try_from(byte).map_err(|_| CorruptRecord);
        Date::new(year, small(month)?, small(day)?).map_err(|_| CorruptRecord)
    }

    pub(super) fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, CorruptRecord>,
    ) -> Result<Option<T>, CorruptRecord> {
        if self.flag()? { read(self).map(Some) } else { Ok(None) }
    }

    pub(super) fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, CorruptRecord>,
    ) -> Result<Vec<T>, CorruptRecord> {
        let length = self.length()?;
        // An item takes at least a byte: a length beyond what is left is a lie, not an allocation.
        if length > self.bytes.len() {
            return Err(CorruptRecord);
        }
        (0..length).map(|_| read(self)).collect()
    }

    pub(super) fn finish<T>(self, value: T) -> Result<T, CorruptRecord> {
        if self.bytes.is_empty() { Ok(value) } else { Err(CorruptRecord) }
    }

    fn length(&mut self) -> Result<usize, CorruptRecord> {
        Ok(u32::from_be_bytes(self.array()?) as usize)
    }
}
