//! The closed world Typst works in: packaged fonts, packaged templates, one file of data.

use serde::Serialize;
use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// A document could not be printed: a template is broken. A bug, never the agent's doing.
#[derive(Debug, thiserror::Error)]
#[error("le document «\u{a0}{document}\u{a0}» n’a pas pu être composé\u{a0}: {cause}")]
pub struct PrintError {
    /// Identity of the document.
    pub document: String,
    /// What the typesetter said.
    pub cause: String,
}

/// What the PDF is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Kept and read on screen: PDF/A-3a and PDF/UA-1.
    Archive,
    /// Put on paper at once: no tags, a smaller file.
    Paper,
}

/// The documents we know how to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Template {
    Invoice,
    AttendanceSheet,
    Headcount,
    RecoverySheets,
    AskedNotice,
    PapersLetters,
    FamilyRecord,
    FamilyLetter,
    Listing,
    EmergencySheets,
}

/// Fonts and templates made ready once; prints as many documents as wanted, from several threads if wanted.
pub struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: Vec<Source>,
    archive: PdfStandards,
}

macro_rules! fonts {
    ($($name:literal)+) => { [$(include_bytes!(concat!("../../../../assets/fonts/", $name, ".ttf"))),+] };
}

/// What every document is set in.
const FACE: [&[u8]; 2] = fonts!["Inter-Regular" "Inter-SemiBold"];

/// What draws the writings that the face has no letters for: names are printed as they were typed.
const OTHER_WRITINGS: [&[u8]; 16] = fonts![
    "NotoSansArabic-Regular"
    "NotoSansArmenian-Regular"
    "NotoSansBengali-Regular"
    "NotoSansDevanagari-Regular"
    "NotoSansEthiopic-Regular"
    "NotoSansGeorgian-Regular"
    "NotoSansGurmukhi-Regular"
    "NotoSansHebrew-Regular"
    "NotoSansKhmer-Regular"
    "NotoSansLao-Regular"
    "NotoSansSinhala-Regular"
    "NotoSansTamil-Regular"
    "NotoSansThai-Regular"
    "NotoSansTifinagh-Regular"
    "DroidSansFallbackFull"
    "NanumGothic"
];

const TEMPLATES: [(&str, &str); 11] = [
    ("/charter.typ", include_str!("../../../../assets/templates/charter.typ")),
    ("/invoice.typ", include_str!("../../../../assets/templates/invoice.typ")),
    ("/attendance_sheet.typ", include_str!("../../../../assets/templates/attendance_sheet.typ")),
    ("/headcount.typ", include_str!("../../../../assets/templates/headcount.typ")),
    ("/asked_notice.typ", include_str!("../../../../assets/templates/asked_notice.typ")),
    ("/listing.typ", include_str!("../../../../assets/templates/listing.typ")),
    ("/papers_letters.typ", include_str!("../../../../assets/templates/papers_letters.typ")),
    ("/family_record.typ", include_str!("../../../../assets/templates/family_record.typ")),
    ("/family_letter.typ", include_str!("../../../../assets/templates/family_letter.typ")),
    ("/emergency_sheets.typ", include_str!("../../../../assets/templates/emergency_sheets.typ")),
    ("/recovery_sheets.typ", include_str!("../../../../assets/templates/recovery_sheets.typ")),
];

const DATA: &str = "/data.json";

/// Layouts are kept while the next document is composed, and forgotten when it did not use them: enough to share
/// the templates, little enough for twenty thousand invoices.
const CACHE_AGE: usize = 1;

/// Stands for a character that no packaged font draws: PDF/A forbids a missing glyph.
const UNPRINTABLE: char = '□';

impl Default for Press {
    fn default() -> Self {
        Self::new()
    }
}

impl Press {
    /// A press ready to print.
    pub fn new() -> Self {
        let packaged = FACE.iter().chain(&OTHER_WRITINGS);
        let fonts: Vec<Font> = packaged.flat_map(|data| Font::iter(Bytes::new(*data))).collect();
        let mains = [
            Template::Invoice,
            Template::AttendanceSheet,
            Template::Headcount,
            Template::RecoverySheets,
            Template::AskedNotice,
            Template::PapersLetters,
            Template::FamilyRecord,
            Template::FamilyLetter,
            Template::Listing,
            Template::EmergencySheets,
        ]
        .map(|template| {
            let name = template.module();
            let main = format!("#import \"/{name}.typ\": print\n#print(json(\"{DATA}\"))\n");
            Source::new(file_id(&template.main()), main)
        });
        let modules = TEMPLATES.map(|(path, text)| Source::new(file_id(path), text.to_owned()));
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources: mains.into_iter().chain(modules).collect(),
            archive: PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
                .expect("PDF/A-3a and PDF/UA-1 go together"),
        }
    }

    /// Composes `data` with `template`; `identity` is what tells this document from all others, for ever.
    pub(crate) fn print(
        &self,
        template: Template,
        data: &impl Serialize,
        identity: &str,
        purpose: Purpose,
    ) -> Result<Vec<u8>, PrintError> {
        let broken = |cause: String| PrintError { document: identity.to_owned(), cause };
        let mut data = serde_json::to_value(data).map_err(|e| broken(e.to_string()))?;
        self.replace_unprintable(&mut data);
        let sheet = Sheet {
            press: self,
            main: file_id(&template.main()),
            data: Bytes::from_string(data.to_string()),
        };
        let composed = typst::compile(&sheet).output.map_err(|e| broken(sentence(&e)))?;
        let options = PdfOptions {
            ident: Smart::Custom(identity.to_owned()),
            creator: Smart::Custom(Some("Préau".to_owned())),
            standards: match purpose {
                Purpose::Archive => self.archive.clone(),
                Purpose::Paper => PdfStandards::default(),
            },
            tagged: purpose == Purpose::Archive,
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&composed, &options).map_err(|e| broken(sentence(&e)));
        typst::comemo::evict(CACHE_AGE);
        pdf
    }

    /// Whether a character has a glyph: in both weights of the face, else in a font of another writing.
    fn draws(&self, c: char) -> bool {
        let (face, others) = self.fonts.split_at(FACE.len());
        let covers = |font: &Font| font.info().coverage.contains(c.into());
        // Some fonts say that they draw the signs that nobody sees.
        face.iter().all(covers) || !c.is_control() && others.iter().any(covers)
    }

    fn replace_unprintable(&self, data: &mut Value) {
        match data {
            Value::String(text) if !text.chars().all(|c| self.draws(c)) => {
                *text = text.chars().map(|c| if self.draws(c) { c } else { UNPRINTABLE }).collect();
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.replace_unprintable(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.replace_unprintable(field)),
            _ => {}
        }
    }
}

impl Template {
    fn module(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::AttendanceSheet => "attendance_sheet",
            Self::Headcount => "headcount",
            Self::RecoverySheets => "recovery_sheets",
            Self::AskedNotice => "asked_notice",
            Self::PapersLetters => "papers_letters",
            Self::FamilyRecord => "family_record",
            Self::FamilyLetter => "family_letter",
            Self::Listing => "listing",
            Self::EmergencySheets => "emergency_sheets",
        }
    }

    fn main(self) -> String {
        format!("/print_{}.typ", self.module())
    }
}

/// One document on the press.
struct Sheet<'p> {
    press: &'p Press,
    main: FileId,
    data: Bytes,
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.press.sources.iter().find(|s| s.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id.get().vpath().get_with_slash() == DATA {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// No clock in this room.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("packaged paths are well formed");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn sentence(diagnostics: &[SourceDiagnostic]) -> String {
    diagnostics.iter().map(|d| d.message.as_str()).collect::<Vec<_>>().join("\u{a0}; ")
}
