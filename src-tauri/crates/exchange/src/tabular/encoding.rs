//! Which alphabet the bytes are written in.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::TableRefusal;

/// Encodings a town meets in practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Only plain letters: every encoding reads the same text.
    Ascii,
    /// UTF-8, with or without its mark.
    Utf8,
    /// The habit of French desktops; ISO-8859-1 is read as this, its superset.
    Windows1252,
    /// « Texte Unicode » of the spreadsheet, little endian.
    Utf16Le,
    /// The same, big endian.
    Utf16Be,
}

impl Encoding {
    /// The name shown to the agent.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ascii => "texte simple, sans accent",
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
        }
    }
}

/// How sure we are of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Cannot be otherwise, or chosen by the agent.
    Certain,
    /// The usual reading; worth a look.
    Likely,
    /// Something in the file contradicts it: the agent must look.
    Doubtful,
}

/// The encoding found, with what lets an agent judge it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodingFinding {
    /// Encoding used to read the file.
    pub encoding: Encoding,
    /// How sure it is.
    pub certainty: Certainty,
    /// A few words of the file holding accents, as they were read.
    pub samples: Vec<String>,
}

/// Text and the way it was found. `chosen` is the agent's decision and silences the guess.
pub(super) fn decode(
    bytes: &[u8],
    chosen: Option<Encoding>,
) -> Result<(Cow<'_, str>, EncodingFinding), TableRefusal> {
    refuse_other_formats(bytes)?;
    let (encoding, certainty) = match chosen {
        Some(encoding) => (encoding, Certainty::Certain),
        None => detect(bytes)?,
    };
    let reader = match encoding {
        Encoding::Ascii | Encoding::Utf8 => UTF_8,
        Encoding::Windows1252 => WINDOWS_1252,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
    };
    let (text, broken) = reader.decode_with_bom_removal(bytes);
    if broken {
        return Err(TableRefusal::BrokenText { encoding });
    }
    if text.contains('\0') {
        return Err(TableRefusal::Binary);
    }
    let samples = accented_words([text.as_ref()]);
    Ok((text, EncodingFinding { encoding, certainty, samples }))
}

fn detect(bytes: &[u8]) -> Result<(Encoding, Certainty), TableRefusal> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Ok((Encoding::Utf8, Certainty::Certain));
    }
    if bytes.starts_with(b"\xFF\xFE") {
        return Ok((Encoding::Utf16Le, Certainty::Certain));
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Ok((Encoding::Utf16Be, Certainty::Certain));
    }
    if bytes.contains(&0) {
        return Err(TableRefusal::Binary);
    }
    if bytes.is_ascii() {
        return Ok((Encoding::Ascii, Certainty::Certain));
    }
    // Text that happens to be valid UTF-8 with accents is UTF-8: chance does not build such sequences.
    if std::str::from_utf8(bytes).is_ok() {
        return Ok((Encoding::Utf8, Certainty::Certain));
    }
    let certainty = if contradicts_windows_1252(bytes) { Certainty::Doubtful } else { Certainty::Likely };
    Ok((Encoding::Windows1252, certainty))
}

/// Signs that the bytes come from elsewhere (DOS code page, Mac, a UTF-8 file cut in two). The detector
/// is only a hint: on short files it sees Central Europe where there are three French accents.
fn contradicts_windows_1252(bytes: &[u8]) -> bool {
    let unassigned = bytes.iter().any(|b| matches!(b, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D));
    // é is 82 in DOS and 8E on a Mac, in the middle of words; in Windows-1252 it is E9.
    let in_word = |w: &&[u8]| w[0].is_ascii_alphabetic() && w[2].is_ascii_alphabetic();
    let odd = bytes
        .windows(3)
        .filter(in_word)
        .filter(|w| matches!(w[1], 0x80..=0x9F) && !matches!(w[1], 0x92 | 0x9C | 0x8C | 0x91))
        .count();
    let usual = bytes.windows(3).filter(in_word).filter(|w| matches!(w[1], 0xC0..=0xFF)).count();
    if unassigned || odd > usual {
        return true;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    guess != WINDOWS_1252 && usual > 40
}

/// Names the format in the refusal: an agent who dropped a workbook must know what to do.
fn refuse_other_formats(bytes: &[u8]) -> Result<(), TableRefusal> {
    let signatures: [(&[u8], &'static str); 5] = [
        (b"PK\x03\x04", "un classeur ou une archive (xlsx, ods, zip)"),
        (b"\xD0\xCF\x11\xE0", "un classeur Excel ancien (xls)"),
        (b"%PDF", "un document PDF"),
        (b"<?xml", "un fichier XML"),
        (b"SQLite format 3", "une base de données"),
    ];
    match signatures.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        Some((_, name)) => Err(TableRefusal::OtherFormat { name }),
        None => Ok(()),
    }
}

/// A few words that hold accents, as they were read.
pub(super) fn accented_words<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    let apart = |c: char| !c.is_alphanumeric() && !matches!(c, '’' | '\'' | '-');
    for word in texts.into_iter().flat_map(|text| text.split(apart)) {
        if !word.is_ascii() && word.chars().count() <= 40 && !samples.iter().any(|s| s == word) {
            samples.push(word.to_owned());
            if samples.len() == 6 {
                break;
            }
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> (Encoding, Certainty) {
        let (_, finding) = decode(bytes, None).expect("decodes");
        (finding.encoding, finding.certainty)
    }

    #[test]
    fn the_daily_bread_of_encodings() {
        assert_eq!(found(b"nom;qf\r\nDURAND;684"), (Encoding::Ascii, Certainty::Certain));
        assert_eq!(found("nom\nLÉVY".as_bytes()), (Encoding::Utf8, Certainty::Certain));
        assert_eq!(found("\u{feff}nom\nLÉVY".as_bytes()), (Encoding::Utf8, Certainty::Certain));
        assert_eq!(found(b"nom\nL\xC9VY"), (Encoding::Windows1252, Certainty::Likely));
        assert_eq!(found(b"\xFF\xFEn\0o\0m\0"), (Encoding::Utf16Le, Certainty::Certain));
        assert_eq!(found(b"\xFE\xFF\0n\0o\0m"), (Encoding::Utf16Be, Certainty::Certain));
    }

    #[test]
    fn a_dos_file_is_said_doubtful() {
        // « Léon, Zoé Pénélope » in code page 850.
        assert_eq!(found(b"L\x82on;P\x82n\x82lope").1, Certainty::Doubtful);
    }

    #[test]
    fn what_is_not_a_table_of_text_is_named() {
        assert!(matches!(decode(b"PK\x03\x04rest", None), Err(TableRefusal::OtherFormat { .. })));
        assert!(matches!(decode(b"a;b\0c", None), Err(TableRefusal::Binary)));
        assert!(matches!(
            decode(b"L\xC9VY", Some(Encoding::Utf8)),
            Err(TableRefusal::BrokenText { encoding: Encoding::Utf8 })
        ));
    }

    #[test]
    fn the_agent_sees_words_with_accents() {
        let (_, finding) = decode("nom;prénom\nN’Guessan;Zoé".as_bytes(), None).expect("decodes");
        assert_eq!(finding.samples, ["prénom", "N’Guessan", "Zoé"]);
    }
}
