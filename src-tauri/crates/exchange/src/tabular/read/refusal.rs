//! Why a whole file is refused.

use crate::tabular::Encoding;

/// Why a whole file is refused: nothing of it is read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableRefusal {
    /// Over [`MAX_BYTES`](crate::tabular::MAX_BYTES).
    #[error(
        "Le fichier dépasse 50 Mo ({} Mo). Découpez-le en plusieurs fichiers.",
        bytes.div_ceil(1024 * 1024)
    )]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// No line at all.
    #[error("Le fichier est vide.")]
    Empty,
    /// The bytes are those of a workbook, a PDF…
    #[error(
        "Ce fichier est {name}, ni un tableau CSV ni un classeur. Enregistrez-le au format CSV, puis recommencez."
    )]
    OtherFormat {
        /// What it is, with its article.
        name: &'static str,
    },
    /// A workbook that no reader opens.
    #[error(
        "Ce classeur ne se lit pas\u{a0}: il est abîmé ou protégé par un mot de passe. Ouvrez-le dans votre tableur, enregistrez-le sans mot de passe ou au format CSV, puis recommencez."
    )]
    DamagedWorkbook,
    /// A workbook that inflates or spreads beyond what a desk can hold.
    #[error(
        "Ce classeur contient trop de données une fois ouvert. Gardez la seule feuille utile, ou enregistrez-la au format CSV, puis recommencez."
    )]
    TooMuchInside,
    /// An archive that does not open.
    #[error(
        "Cette archive (zip) ne s’ouvre pas\u{a0}: elle est abîmée ou protégée par un mot de passe. Ouvrez-la sur votre poste, puis choisissez les fichiers qu’elle contient."
    )]
    DamagedArchive,
    /// The sheet asked for is not there.
    #[error("Le classeur n’a pas de feuille «\u{a0}{name}\u{a0}». Choisissez l’une des siennes.")]
    NoSuchSheet {
        /// Its name.
        name: String,
    },
    /// NUL bytes: no text.
    #[error("Ce fichier n’est pas du texte. Enregistrez-le au format CSV (UTF-8), puis recommencez.")]
    Binary,
    /// The encoding chosen cannot have produced these bytes.
    #[error("Ce fichier ne se lit pas en {}. Choisissez un autre codage.", encoding.label())]
    BrokenText {
        /// The encoding tried.
        encoding: Encoding,
    },
    /// Over [`MAX_LINE_BYTES`](crate::tabular::MAX_LINE_BYTES).
    #[error("La ligne {line} dépasse 1 Mo. Vérifiez les guillemets et les fins de ligne du fichier.")]
    LineTooLong {
        /// Where it begins, counted from 1.
        line: u64,
    },
    /// Over [`MAX_FIELDS`](crate::tabular::MAX_FIELDS).
    #[error("La ligne {line} compte {fields} cellules\u{a0}; le maximum est 512. Vérifiez le séparateur.")]
    TooManyFields {
        /// Where.
        line: u64,
        /// How many.
        fields: usize,
    },
    /// Over [`MAX_ROWS`](crate::tabular::MAX_ROWS).
    #[error("Le fichier dépasse un million de lignes. Découpez-le en plusieurs fichiers.")]
    TooManyRows,
    /// A quote opened and never closed swallows the rest of the file.
    #[error(
        "Un guillemet ouvert ligne {line} n’est jamais refermé\u{a0}: la suite du fichier serait perdue."
    )]
    UnclosedQuote {
        /// Where the record begins.
        line: u64,
    },
}

impl TableRefusal {
    /// A stable word for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "file_too_large",
            Self::Empty => "file_empty",
            Self::OtherFormat { .. } => "file_other_format",
            Self::DamagedArchive => "archive_damaged",
            Self::DamagedWorkbook => "workbook_damaged",
            Self::TooMuchInside => "workbook_too_large",
            Self::NoSuchSheet { .. } => "sheet_unknown",
            Self::Binary => "file_binary",
            Self::BrokenText { .. } => "file_broken_text",
            Self::LineTooLong { .. } => "line_too_long",
            Self::TooManyFields { .. } => "too_many_fields",
            Self::TooManyRows => "too_many_rows",
            Self::UnclosedQuote { .. } => "unclosed_quote",
        }
    }
}
