//! Columns to values and back.

use domain::calendar::Month;
use domain::values::BirthDate;
use jiff::civil::Date;
use rusqlite::Row;
use rusqlite::types::{FromSqlError, Type};
use uuid::Uuid;

use crate::StoreError;

/// The bytes under which an identifier is stored.
pub fn blob(id: impl Into<Uuid>) -> [u8; 16] {
    *Into::<Uuid>::into(id).as_bytes()
}

/// A day as the file writes it: `2026-03-31`.
pub fn day(date: Date) -> String {
    date.to_string()
}

/// Days as a JSON array, for statements that walk a list of them.
pub(crate) fn day_list(days: &[Date]) -> String {
    list(days.iter().map(|date| date.to_string()))
}

/// Identifiers as a JSON array of hexadecimal texts: JSON carries no bytes, `unhex` gives them back.
pub(crate) fn hex_list<T: Copy + Into<Uuid>>(ids: &[T]) -> String {
    list(ids.iter().map(|id| (*id).into().simple().to_string()))
}

fn list(items: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = items.map(|item| format!("\"{item}\"")).collect();
    format!("[{}]", quoted.join(","))
}

/// Typed reading of a row, by position.
pub(crate) trait Columns {
    /// A 16-byte identifier.
    fn id<T: From<Uuid>>(&self, index: usize) -> Result<T, StoreError>;
    /// A 16-byte identifier or nothing.
    fn id_opt<T: From<Uuid>>(&self, index: usize) -> Result<Option<T>, StoreError>;
    /// An ISO day.
    fn date(&self, index: usize) -> Result<Date, StoreError>;
    /// A birth date, as far as it is known.
    fn birth(&self, index: usize) -> Result<BirthDate, StoreError>;
    /// A birth date or nothing.
    fn birth_opt(&self, index: usize) -> Result<Option<BirthDate>, StoreError>;
    /// An ISO day or nothing.
    fn date_opt(&self, index: usize) -> Result<Option<Date>, StoreError>;
    /// A month or nothing.
    fn month_opt(&self, index: usize) -> Result<Option<Month>, StoreError>;
    /// A value kept under its code.
    fn code<T>(&self, index: usize, read: impl FnOnce(&str) -> Option<T>) -> Result<T, StoreError>;
    /// Text.
    fn text(&self, index: usize) -> Result<String, StoreError>;
    /// A whole number.
    fn int(&self, index: usize) -> Result<i64, StoreError>;
    /// 0 or 1.
    fn flag(&self, index: usize) -> Result<bool, StoreError>;
}

impl Columns for Row<'_> {
    fn id<T: From<Uuid>>(&self, index: usize) -> Result<T, StoreError> {
        let bytes = self.get_ref(index)?.as_blob().map_err(|e| bad(index, Type::Blob, e))?;
        let uuid =
            Uuid::from_slice(bytes).map_err(|e| bad(index, Type::Blob, FromSqlError::Other(e.into())))?;
        Ok(uuid.into())
    }

    fn id_opt<T: From<Uuid>>(&self, index: usize) -> Result<Option<T>, StoreError> {
        if self.get_ref(index)? == rusqlite::types::ValueRef::Null {
            Ok(None)
        } else {
            self.id(index).map(Some)
        }
    }

    fn date(&self, index: usize) -> Result<Date, StoreError> {
        let text = self.get_ref(index)?.as_str().map_err(|e| bad(index, Type::Text, e))?;
        text.parse().map_err(|e: jiff::Error| bad(index, Type::Text, FromSqlError::Other(e.into())))
    }

    fn birth(&self, index: usize) -> Result<BirthDate, StoreError> {
        self.code(index, |text| text.parse().ok())
    }

    fn birth_opt(&self, index: usize) -> Result<Option<BirthDate>, StoreError> {
        if self.get_ref(index)? == rusqlite::types::ValueRef::Null {
            Ok(None)
        } else {
            self.birth(index).map(Some)
        }
    }

    fn date_opt(&self, index: usize) -> Result<Option<Date>, StoreError> {
        if self.get_ref(index)? == rusqlite::types::ValueRef::Null {
            Ok(None)
        } else {
            self.date(index).map(Some)
        }
    }

    fn month_opt(&self, index: usize) -> Result<Option<Month>, StoreError> {
        let text: Option<String> = self.get(index)?;
        text.map(|text| {
            Month::parse(&text).map_err(|e| bad(index, Type::Text, FromSqlError::Other(e.into())))
        })
        .transpose()
    }

    fn code<T>(&self, index: usize, read: impl FnOnce(&str) -> Option<T>) -> Result<T, StoreError> {
        let text = self.get_ref(index)?.as_str().map_err(|e| bad(index, Type::Text, e))?;
        read(text)
            .ok_or_else(|| bad(index, Type::Text, FromSqlError::Other(format!("unknown code {text}").into())))
    }

    fn text(&self, index: usize) -> Result<String, StoreError> {
        Ok(self.get(index)?)
    }

    fn int(&self, index: usize) -> Result<i64, StoreError> {
        Ok(self.get(index)?)
    }

    fn flag(&self, index: usize) -> Result<bool, StoreError> {
        Ok(self.int(index)? != 0)
    }
}

fn bad(index: usize, kind: Type, error: FromSqlError) -> StoreError {
    rusqlite::Error::FromSqlConversionFailure(index, kind, Box::new(error)).into()
}
