//! The cells of a row, named, and how what a merge noted of them is written.

use std::fmt::Write as _;

use jiff::civil::Date;
use rusqlite::types::Value;
use uuid::Uuid;

use crate::{StoreError, day};

/// Named values of a row.
pub type Cells = Vec<(String, Value)>;

/// A row of a table whose key is `id`.
pub fn by_id(id: impl Into<Uuid>) -> Cells {
    cells([("id", id_value(id))])
}

/// Named values.
pub fn cells<const N: usize>(named: [(&str, Value); N]) -> Cells {
    named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// An identifier, as it is stored.
pub fn id_value(id: impl Into<Uuid>) -> Value {
    Value::Blob(Into::<Uuid>::into(id).as_bytes().to_vec())
}

/// A day, or none, as it is stored.
pub fn day_value(date: impl Into<Option<Date>>) -> Value {
    Into::<Option<Date>>::into(date).map_or(Value::Null, |date| Value::Text(day(date)))
}

/// A text, as it is stored.
pub fn text_value(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A whole number, as it is stored.
pub fn number_value(number: impl Into<i64>) -> Value {
    Value::Integer(number.into())
}

pub(super) fn value<'c>(cells: &'c [(String, Value)], name: &str) -> Option<&'c Value> {
    cells.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// `name=kind:hexadecimal`, a space between: `id=b:0190… label=t:41 debtor_id=n: rank=i:2`.
///
/// # Errors
/// [`StoreError::Damaged`] for a number that is not whole: no column of the file holds one.
pub(super) fn written(cells: &[(String, Value)]) -> Result<String, StoreError> {
    let mut text = String::new();
    for (name, value) in cells {
        let (kind, bytes): (char, Vec<u8>) = match value {
            Value::Null => ('n', Vec::new()),
            Value::Integer(number) => ('i', number.to_string().into_bytes()),
            Value::Text(text) => ('t', text.clone().into_bytes()),
            Value::Blob(bytes) => ('b', bytes.clone()),
            Value::Real(_) => return Err(StoreError::Damaged(format!("{name} is not a whole number"))),
        };
        let _ = write!(text, "{}{name}={kind}:", if text.is_empty() { "" } else { " " });
        bytes.iter().for_each(|byte| {
            let _ = write!(text, "{byte:02x}");
        });
    }
    Ok(text)
}

pub(super) fn read(text: &str) -> Cells {
    let cell = |cell: &str| -> Option<(String, Value)> {
        let (name, rest) = cell.split_once('=')?;
        let (kind, hex) = rest.split_once(':')?;
        let bytes: Option<Vec<u8>> =
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect();
        let bytes = bytes?;
        let said = String::from_utf8(bytes.clone()).ok();
        let value = match kind {
            "i" => Value::Integer(said?.parse().ok()?),
            "t" => Value::Text(said?),
            "b" => Value::Blob(bytes),
            _ => Value::Null,
        };
        Some((name.to_owned(), value))
    };
    text.split(' ').filter_map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_written_and_read_back() {
        let cells: Cells = vec![
            ("id".to_owned(), Value::Blob(vec![0, 255, 16])),
            ("name".to_owned(), Value::Text("d’Estienne = Le Goff".to_owned())),
            ("empty".to_owned(), Value::Text(String::new())),
            ("rank".to_owned(), Value::Integer(-3)),
            ("gone".to_owned(), Value::Null),
        ];
        assert_eq!(read(&written(&cells).expect("whole numbers")), cells);
        assert!(written(&[("half".to_owned(), Value::Real(0.5))]).is_err());
    }
}
