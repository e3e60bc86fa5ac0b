//! What a PDF would have its reader carry out, or carries beside its pages: known by its names, never run nor drawn here. A link is neither:
//! the window draws points, and whoever takes out a copy sees where it leads.
//!
//! A file is looked at as text: dictionaries between streams, and those that streams of objects hold. What an encrypted file says inside of
//! such a stream is not seen: whoever takes out a copy is told that a PDF leaves as it was given.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// Bytes read out of streams of objects, at most: a file that says more in them is not one an office made.
const MOST_INFLATED: u64 = 32 * 1024 * 1024;

/// What a paper has no use for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unwelcome {
    /// A script, a program to start (ISO 32000-1, §12.6.4), on opening or at a gesture.
    Program,
    /// Other files, hidden in this one (§7.11.4).
    Files,
}

const NAMES: [(&[u8], Unwelcome); 6] = [
    (b"JavaScript", Unwelcome::Program),
    (b"JS", Unwelcome::Program),
    (b"Launch", Unwelcome::Program),
    (b"EmbeddedFiles", Unwelcome::Files),
    (b"EmbeddedFile", Unwelcome::Files),
    (b"FileAttachment", Unwelcome::Files),
];

/// What a PDF holds that a paper has no use for.
pub fn unwelcome(pdf: &[u8]) -> Option<Unwelcome> {
    let mut left = MOST_INFLATED;
    let mut at = 0;
    loop {
        let rest = &pdf[at..];
        let Some(start) = find(rest, b"stream") else { return named(rest) };
        let head = &rest[..start];
        if let Some(found) = named(head) {
            return Some(found);
        }
        let body = &rest[start + b"stream".len()..];
        let end = find(body, b"endstream").unwrap_or(body.len());
        // The dictionary of the stream comes just before it.
        let own = find_last(head, b"obj").map_or(head, |from| &head[from..]);
        if has_name(own, b"ObjStm") {
            let content = &body[body.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()..end];
            let mut objects = Vec::new();
            // What does not inflate is not what a reader would carry out either.
            let _ = ZlibDecoder::new(content).take(left).read_to_end(&mut objects);
            left = left.saturating_sub(objects.len() as u64);
            if let Some(found) = named(&objects) {
                return Some(found);
            }
        }
        at += start + b"stream".len() + (end + b"endstream".len()).min(body.len());
    }
}

fn named(text: &[u8]) -> Option<Unwelcome> {
    NAMES.iter().find(|(name, _)| has_name(text, name)).map(|(_, found)| *found)
}

/// Whether a name stands in a text, its letters written plainly or by their code (`/J#53`).
fn has_name(text: &[u8], wanted: &[u8]) -> bool {
    let starts = text.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at + 1);
    let mut name = Vec::with_capacity(wanted.len());
    starts.into_iter().any(|start| {
        name.clear();
        let mut rest = &text[start..];
        while name.len() <= wanted.len() {
            rest = match rest {
                [b'#', high, low, rest @ ..] => {
                    let digit = |byte: &u8| char::from(*byte).to_digit(16);
                    let Some((high, low)) = digit(high).zip(digit(low)) else { break };
                    name.push((high * 16 + low) as u8);
                    rest
                }
                [byte, rest @ ..] if is_regular(*byte) => {
                    name.push(*byte);
                    rest
                }
                _ => break,
            };
        }
        name == wanted
    })
}

/// Neither a space nor a delimiter (ISO 32000-1, §7.2.2).
fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t'
            | b'\n'
            | 12
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|part| part == word)
}

fn find_last(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).rposition(|part| part == word)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use proptest::prelude::*;

    use super::*;

    fn pdf(objects: &str) -> Vec<u8> {
        format!("%PDF-1.7\n{objects}\ntrailer <</Root 1 0 R>>\n%%EOF\n").into_bytes()
    }

    fn in_an_object_stream(objects: &str) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        packed.write_all(objects.as_bytes()).expect("packed");
        let packed = packed.finish().expect("packed");
        let head = format!(
            "%PDF-1.7\n5 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {}>>\nstream\r\n",
            packed.len()
        );
        [head.as_bytes(), &packed, b"\nendstream\nendobj\n%%EOF\n"].concat()
    }

    #[test]
    fn scripts_and_programs_are_known_wherever_they_are_said() {
        for objects in [
            "1 0 obj <</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>> endobj",
            "1 0 obj <</S /Launch /F (calc.exe)>> endobj",
            "1 0 obj <</Names <</JavaScript 2 0 R>>>> endobj",
            "1 0 obj <</S/#4aavaScript/J#53 3 0 R>> endobj",
            "3 0 obj <</Length 4>> stream\nabcd\nendstream endobj 4 0 obj <</S/Launch>> endobj",
        ] {
            assert_eq!(unwelcome(&pdf(objects)), Some(Unwelcome::Program), "{objects}");
            assert_eq!(
                unwelcome(&in_an_object_stream(objects)),
                Some(Unwelcome::Program),
                "packed: {objects}"
            );
        }
    }

    #[test]
    fn a_file_hidden_in_another_is_known() {
        for objects in [
            "1 0 obj <</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>> endobj",
            "4 0 obj <</Type/Annot/Subtype/FileAttachment/FS 5 0 R>> endobj",
            "6 0 obj <</Type/Embedded#46ile/Length 4>> stream\nabcd\nendstream endobj",
        ] {
            assert_eq!(unwelcome(&pdf(objects)), Some(Unwelcome::Files), "{objects}");
        }
        let packed = in_an_object_stream("<</Names<</EmbeddedFiles 2 0 R>>>>");
        assert_eq!(unwelcome(&packed), Some(Unwelcome::Files));
    }

    #[test]
    fn what_only_shows_is_not() {
        for objects in [
            "1 0 obj <</Type/Catalog/Pages 2 0 R/Lang(fr)>> endobj",
            "1 0 obj <</S/URI/URI(https://www.example.fr)>> endobj",
            "1 0 obj <</S/GoTo/D[2 0 R/Fit]>> endobj",
            "1 0 obj <</Type/Catalog/OpenAction[2 0 R/XYZ null null 0]>> endobj",
            "1 0 obj <</BaseFont/JSansLaunch/Launcher 3/JSX 4>> endobj",
            // What a page is made of is not what its reader carries out.
            "1 0 obj <</Length 20>> stream\n/JS /Launch /JavaScript \nendstream endobj",
        ] {
            assert_eq!(unwelcome(&pdf(objects)), None, "{objects}");
        }
        assert_eq!((unwelcome(b""), unwelcome(b"%PDF-1.7 stream")), (None, None));
    }

    /// A few bytes that say a great deal.
    #[test]
    fn a_bomb_is_read_up_to_a_limit() {
        let zeros = "0".repeat(64 * 1024 * 1024);
        assert_eq!(unwelcome(&in_an_object_stream(&format!("{zeros} <</S/Launch>>"))), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fall(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = unwelcome(&bytes);
            let _ = unwelcome(&[b"<</Type/ObjStm>>stream\n".as_slice(), &bytes].concat());
        }
    }
}
