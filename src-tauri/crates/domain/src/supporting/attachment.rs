//! Files joined to a document, and photographs: which are taken, how long they may be, who keeps them.
//!
//! A town keeps a copy only of what its service needs after the day it was shown (GDPR art. 5-1-c; requirements I13, V01, V13). The name a
//! file had on the family's telephone or on the desk is not kept: it says more than the town asked for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::coded;
use super::{DocumentKeeping, DocumentKindDraft, DocumentNature};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ChildId, ContactId, GuardianId};
use crate::values::text::fold;

/// The longest file taken, in bytes: 10 MiB, some thirty pages scanned in colour at 200 dpi.
pub const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;

/// Files of one document: the pages of a paper photographed one by one.
pub const MAX_FILES: usize = 8;

/// The longest a photograph may be once written again, in bytes.
pub const MAX_PHOTO_BYTES: usize = 64 * 1024;

/// Width and height of a photograph, in pixels: 4 to 5, as on a badge.
pub const PHOTO_SIZE: (u32, u32) = (320, 400);

/// The last bytes of a PDF where its end is looked for: readers accept it anywhere there (ISO 32000-1, annex H, note to §7.5.5).
const PDF_END_WITHIN: usize = 1024;

/// What a file is, by its first bytes and never by its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// ISO 32000: kept as it is.
    Pdf,
    /// ISO/IEC 10918: read and written again.
    Jpeg,
    /// ISO/IEC 15948: read and written again.
    Png,
    /// RFC 9649: read, and written again as a JPEG.
    Webp,
}

coded!(FileFormat {
    Pdf => "pdf", "PDF";
    Jpeg => "jpeg", "image JPEG";
    Png => "png", "image PNG";
    Webp => "webp", "image WebP";
});

impl FileFormat {
    /// The one whose first bytes these are.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }

    /// The ending its files bear.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    /// Whether it is a picture, which the window shows.
    pub const fn is_picture(self) -> bool {
        !matches!(self, Self::Pdf)
    }

    fn bears(self, ending: &str) -> bool {
        ending == self.ending() || (self == Self::Jpeg && ["jpeg", "jpe", "jfif"].contains(&ending))
    }
}

/// Who is on a photograph.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "of", content = "id")]
pub enum PhotoSubject {
    /// A child.
    Child(ChildId),
    /// Somebody allowed to collect a child.
    Contact(ContactId),
    /// A guardian (A04).
    Guardian(GuardianId),
}

/// Why no file is joined to a document of this kind; none when one may be. Identity papers and judgments are shown (I13, V01). A paper of
/// health is « seen » at the desk, and its copy is kept by who follows the child's health and nobody else. Of the others, those that the
/// town only asks to see.
pub fn file_refusal(kind: &DocumentKindDraft) -> Option<&'static str> {
    match (kind.nature, kind.keeping) {
        (DocumentNature::Identity, _) => Some(
            "Une pièce d’identité se montre\u{a0}: aucune copie n’en est gardée après la vérification. Notez seulement qu’elle est vue.",
        ),
        (DocumentNature::Judgment, _) => {
            Some("Un jugement se montre\u{a0}: aucune copie n’en est gardée. Notez seulement qu’il est vu.")
        }
        (DocumentNature::Health, _) | (_, DocumentKeeping::Copy) => None,
        (_, DocumentKeeping::Seen) => Some(
            "Cette pièce est seulement vue\u{a0}: la commune n’en garde pas de copie. Notez qu’elle est vue, ou changez son type dans les activités.",
        ),
    }
}

/// Checks a file to join, by its bytes and the name it comes under; all the problems come back together.
pub fn check_file(name: &str, bytes: &[u8]) -> Result<FileFormat, Vec<FieldIssue>> {
    let mut issues = Issues::new();
    if bytes.is_empty() {
        issues.refuse("file", IssueCode::Missing, "Ce fichier est vide\u{a0}: choisissez-en un autre.");
        return issues.finish(None);
    }
    if bytes.len() > MAX_FILE_BYTES {
        issues.refuse(
            "file",
            IssueCode::TooLong,
            "Ce fichier dépasse 10\u{a0}Mo\u{a0}: numérisez-le moins finement, ou joignez-le en plusieurs fois.",
        );
    }
    let format = FileFormat::of(bytes);
    match format {
        None => issues.refuse(
            "file",
            IssueCode::Malformed,
            "Ce fichier n’est ni un PDF, ni une image JPEG, PNG ou WebP\u{a0}: enregistrez-le sous l’un de ces formats.",
        ),
        Some(format) => {
            let ending = name.rsplit_once('.').map(|(_, ending)| fold(ending)).unwrap_or_default();
            if !format.bears(&ending) {
                issues.refuse(
                    "file",
                    IssueCode::Inconsistent,
                    format!(
                        "Le nom de ce fichier n’annonce pas ce qu’il contient ({})\u{a0}: vérifiez d’où il vient avant de le joindre.",
                        format.label()
                    ),
                );
            }
            if format == FileFormat::Pdf && !ends_as_a_pdf(bytes) {
                issues.refuse(
                    "file",
                    IssueCode::Malformed,
                    "Ce PDF est coupé\u{a0}: sa fin manque. Demandez-le à nouveau, ou numérisez la pièce.",
                );
            }
        }
    }
    issues.finish(format)
}

/// The same for a photograph: a picture alone.
pub fn check_photo(name: &str, bytes: &[u8]) -> Result<FileFormat, Vec<FieldIssue>> {
    let format = check_file(name, bytes)?;
    let mut issues = Issues::new();
    if !format.is_picture() {
        issues.refuse(
            "file",
            IssueCode::Malformed,
            "Une photographie est une image JPEG, PNG ou WebP, pas un PDF\u{a0}: choisissez un autre fichier.",
        );
    }
    issues.finish(Some(format))
}

/// Whether `%%EOF` stands where the end of a PDF is looked for.
fn ends_as_a_pdf(bytes: &[u8]) -> bool {
    let end = &bytes[bytes.len().saturating_sub(PDF_END_WITHIN)..];
    end.windows(5).any(|five| five == b"%%EOF")
}

#[cfg(test)]
mod tests {
    use super::super::{DocumentOwner, DocumentValidity};
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
    const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 0, 16];

    fn kind(nature: DocumentNature, keeping: DocumentKeeping) -> DocumentKindDraft {
        DocumentKindDraft {
            name: "Une pièce".into(),
            owner: DocumentOwner::Child,
            nature,
            keeping,
            validity: DocumentValidity::Unlimited,
            activity_kinds: Vec::new(),
            activities: Vec::new(),
        }
    }

    fn codes(name: &str, bytes: &[u8]) -> Vec<IssueCode> {
        check_file(name, bytes).err().unwrap_or_default().into_iter().map(|issue| issue.code).collect()
    }

    #[test]
    fn some_kinds_take_no_file_i13_v01_v13() {
        use DocumentKeeping::{Copy, Seen};
        use DocumentNature::{Bank, Health, Identity, Judgment, Ordinary, Resources};
        let taken = |nature, keeping| file_refusal(&kind(nature, keeping)).is_none();
        for keeping in [Seen, Copy] {
            assert!(!taken(Identity, keeping) && !taken(Judgment, keeping));
            assert!(taken(Health, keeping), "kept by who follows it");
        }
        for nature in [Ordinary, Resources, Bank] {
            assert!(taken(nature, Copy) && !taken(nature, Seen), "{nature:?}");
        }
        let insurance =
            super::super::starting_kinds().into_iter().find(|kind| kind.name == "Attestation d’assurance");
        assert!(file_refusal(&insurance.expect("a kind of the start")).is_some());
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(check_file("avis.pdf", PDF), Ok(FileFormat::Pdf));
        for name in ["a.jpg", "IMG_2034.JPEG", "photo du 3.mai.jpe"] {
            assert_eq!(check_file(name, JPEG), Ok(FileFormat::Jpeg), "{name}");
        }
        assert_eq!(check_file("a.png", b"\x89PNG\r\n\x1a\n..."), Ok(FileFormat::Png));
        assert_eq!(check_file("a.webp", b"RIFF\0\0\0\0WEBPVP8 "), Ok(FileFormat::Webp));
        assert_eq!(codes("avis.pdf", JPEG), [IssueCode::Inconsistent]);
        assert_eq!(codes("avis", PDF), [IssueCode::Inconsistent]);
        assert_eq!(codes("avis.jpg.exe", JPEG), [IssueCode::Inconsistent]);
        for bytes in [b"PK\x03\x04".as_slice(), b"MZ\x90", b"GIF89a", b"<svg>", b" %PDF-1.7 %%EOF"] {
            assert_eq!(codes("avis.pdf", bytes), [IssueCode::Malformed], "{bytes:?}");
        }
        assert_eq!(codes("avis.pdf", &PDF[..20]), [IssueCode::Malformed]);
        assert_eq!(codes("avis.pdf", b""), [IssueCode::Missing]);
        let mut long = PDF.to_vec();
        long.splice(9..9, std::iter::repeat_n(b' ', MAX_FILE_BYTES));
        assert_eq!(codes("avis.pdf", &long), [IssueCode::TooLong]);
        // An end far from the end is not one.
        let mut buried = PDF.to_vec();
        buried.extend(std::iter::repeat_n(b' ', PDF_END_WITHIN));
        assert_eq!(codes("avis.pdf", &buried), [IssueCode::Malformed]);
    }

    #[test]
    fn a_photograph_is_a_picture_a04() {
        assert_eq!(check_photo("a.jpg", JPEG), Ok(FileFormat::Jpeg));
        assert!(check_photo("a.pdf", PDF).is_err());
        assert_eq!(PHOTO_SIZE.0 * 5, PHOTO_SIZE.1 * 4);
    }

    #[test]
    fn codes_lead_back() {
        for format in FileFormat::ALL {
            assert_eq!(FileFormat::from_code(format.code()), Some(*format));
            assert!(format.bears(format.ending()));
        }
    }
}
