//! The three values Noethysweb seals, as Python writes them (pickle, protocol 4 or 5): a text, a date, a decimal.
//!
//! A pickle is a program, and reading one is running it. This reader runs nothing: it knows the very bytes of three writings, and whatever
//! differs from them by one is unreadable.

/// A value once it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Clear {
    /// A text.
    Text(String),
    /// A date: year, month, day, as written.
    Date(u16, u8, u8),
    /// A decimal number: `742.50`.
    Decimal(String),
}

const PROTO: u8 = 0x80;
const FRAME: u8 = 0x95;
const SHORT_TEXT: u8 = 0x8c;
const TEXT: u8 = b'X';
const SHORT_BYTES: u8 = b'C';
const MEMOIZE: u8 = 0x94;
const GLOBAL: u8 = 0x93;
const TUPLE_OF_ONE: u8 = 0x85;
const REDUCE: u8 = b'R';
const STOP: u8 = b'.';

/// Digits of the longest decimal: the columns hold ten.
const LONGEST_DECIMAL: usize = 24;

/// Reads a value; nothing when the bytes are any other pickle, or none.
pub(super) fn read(bytes: &[u8]) -> Option<Clear> {
    let mut cursor = Cursor(bytes);
    cursor.expect(PROTO)?;
    if !matches!(cursor.byte()?, 4 | 5) {
        return None;
    }
    if cursor.skip(FRAME) {
        let length = u64::from_le_bytes(cursor.take(8)?.try_into().ok()?);
        if length != cursor.0.len() as u64 {
            return None;
        }
    }
    let first = cursor.text()?;
    if cursor.skip(STOP) {
        return cursor.0.is_empty().then(|| Clear::Text(first.to_owned()));
    }
    let class = cursor.text()?;
    cursor.expect(GLOBAL)?;
    cursor.skip(MEMOIZE);
    let clear = match (first, class) {
        ("datetime", "date") => {
            cursor.expect(SHORT_BYTES)?;
            cursor.expect(4)?;
            let [high, low, month, day]: [u8; 4] = cursor.take(4)?.try_into().ok()?;
            cursor.skip(MEMOIZE);
            Clear::Date(u16::from_be_bytes([high, low]), month, day)
        }
        ("decimal", "Decimal") => {
            let number = cursor.text()?;
            is_decimal(number).then(|| Clear::Decimal(number.to_owned()))?
        }
        _ => return None,
    };
    for step in [TUPLE_OF_ONE, REDUCE] {
        cursor.expect(step)?;
        cursor.skip(MEMOIZE);
    }
    cursor.expect(STOP)?;
    cursor.0.is_empty().then_some(clear)
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= LONGEST_DECIMAL && are_digits(whole) && are_digits(decimals)
}

struct Cursor<'b>(&'b [u8]);

impl<'b> Cursor<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|byte| byte[0])
    }

    fn expect(&mut self, wanted: u8) -> Option<()> {
        (self.byte()? == wanted).then_some(())
    }

    fn skip(&mut self, wanted: u8) -> bool {
        let there = self.0.first() == Some(&wanted);
        self.0 = &self.0[usize::from(there)..];
        there
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = match self.byte()? {
            SHORT_TEXT => usize::from(self.byte()?),
            TEXT => usize::try_from(u32::from_le_bytes(self.take(4)?.try_into().ok()?)).ok()?,
            _ => return None,
        };
        let text = std::str::from_utf8(self.take(length)?).ok()?;
        self.skip(MEMOIZE);
        Some(text)
    }
}
