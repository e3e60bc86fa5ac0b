//! Padding: the length of a cell says nothing of its content.

use zeroize::Zeroizing;

use super::CellError;

/// To what size a cell is padded, so that its length says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    /// A short value of one shape (a number, an IBAN): 64 bytes, then as [`Padding::Record`].
    Short,
    /// A record: 256, 1,024, 4,096 bytes, then by 4,096. An empty health record and a small one
    /// have the same size: that a PAI exists is itself health data.
    Record,
}

/// The length that goes before the content.
const LENGTH: usize = 4;

impl Padding {
    pub(super) fn padded(self, length: usize) -> usize {
        let framed = length + LENGTH;
        let steps: &[usize] = match self {
            Padding::Short => &[64, 256, 1024, 4096],
            Padding::Record => &[256, 1024, 4096],
        };
        match steps.iter().find(|step| framed <= **step) {
            Some(step) => *step,
            None => framed.next_multiple_of(4096),
        }
    }

    pub(super) fn pad(self, plaintext: &[u8]) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(Vec::with_capacity(self.padded(plaintext.len())));
        let length = u32::try_from(plaintext.len()).expect("a cell stays under 4 GiB");
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(plaintext);
        let whole = self.padded(plaintext.len());
        out.resize(whole, 0);
        out
    }
}

/// The content, its padding taken off.
pub(super) fn unpad(mut padded: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, CellError> {
    let (length, content) = padded.split_first_chunk::<LENGTH>().ok_or(CellError::SealBroken)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    if length > content.len() {
        return Err(CellError::SealBroken);
    }
    padded.copy_within(LENGTH..LENGTH + length, 0);
    padded.truncate(length);
    Ok(padded)
}
