//! The files of the products towns leave, each turned into the general table of persons: preview, corrections, trial and undo are then those
//! of any file (peers.md §3.10, takeover.md).

mod archive;
mod bl_enfance;
mod cerig;
mod domino;
mod iloise;
mod noethys;
mod parascol;
mod people;
mod source;

use domain::takeover::ForbiddenKind;
use jiff::civil::Date;

pub use self::archive::bundle;
pub use self::noethys::{Base, BaseTable, BaseValue, Opener, read_sealed_value};
use self::people::PersonRows;
pub use self::people::READ_IN;
use crate::tabular::{Origin, ReadOptions, RowIssue, Table, TableRefusal, read_table};

/// A product whose files are known by their shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    /// No product in particular: a row a family, or a row a person.
    Generic,
    /// BL Enfance: an archive of CSV files.
    BlEnfance,
    /// Parascol: a CSV, a row a child.
    Parascol,
    /// iLoise: two workbooks.
    Iloise,
    /// Cerig: a workbook, a row an invoice line.
    Cerig,
    /// Domino: a former workbook, several lines in a cell.
    Domino,
    /// Noethys: its database.
    Noethys,
    /// Noethysweb: its database, some columns sealed.
    Noethysweb,
}

impl Profile {
    /// Every profile, in the order of a list.
    pub const ALL: [Self; 8] = [
        Self::Generic,
        Self::BlEnfance,
        Self::Parascol,
        Self::Iloise,
        Self::Cerig,
        Self::Domino,
        Self::Noethys,
        Self::Noethysweb,
    ];

    /// Its name for a script, and in the file: `bl-enfance`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Generic => "generic",
            Self::BlEnfance => "bl-enfance",
            Self::Parascol => "parascol",
            Self::Iloise => "iloise",
            Self::Cerig => "cerig",
            Self::Domino => "domino",
            Self::Noethys => "noethys",
            Self::Noethysweb => "noethysweb",
        }
    }

    /// Its name on a screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Generic => "tableau de familles",
            Self::BlEnfance => "BL Enfance",
            Self::Parascol => "Parascol",
            Self::Iloise => "iLoise",
            Self::Cerig => "Cerig",
            Self::Domino => "Domino",
            Self::Noethys => "Noethys",
            Self::Noethysweb => "Noethysweb",
        }
    }
}

/// Something the files hold and the town's file cannot: counted, said, never lost in silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What, in French: `mandats de prélèvement`.
    pub what: String,
    /// How many.
    pub count: u32,
}

/// The families of a product, as a table.
#[derive(Clone, Debug)]
pub struct Source {
    /// The product.
    pub profile: Profile,
    /// One row a person, or the general table as it was.
    pub table: Table,
    /// What is not taken over, most frequent first.
    pub left_out: Vec<LeftOut>,
    /// What the files contradict or leave open, on lines of the table.
    pub doubts: Vec<RowIssue>,
    /// What is said of the whole file, in French.
    pub notes: Vec<String>,
    /// Sealed values that no key opened.
    pub sealed: u32,
}

impl Source {
    /// A table as it is, of no product in particular.
    pub fn plain(table: Table) -> Self {
        Self {
            profile: Profile::Generic,
            table,
            left_out: Vec::new(),
            doubts: Vec::new(),
            notes: Vec::new(),
            sealed: 0,
        }
    }
}

/// Why a file cannot be read as the product it should be of.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceRefusal {
    /// It is no table.
    #[error(transparent)]
    Table(#[from] TableRefusal),
    /// It is not what the product writes.
    #[error(
        "Ce fichier n’a pas la forme d’un export {}\u{a0}: il y manque {missing}. Choisissez un autre logiciel d’origine, ou «\u{a0}tableau de familles\u{a0}».",
        profile.label()
    )]
    OtherShape {
        /// The product wanted.
        profile: Profile,
        /// What is missing, in French.
        missing: String,
    },
    /// An archive that holds nothing known.
    #[error(
        "Cette archive (zip) ne contient aucun export connu. Ouvrez-la, puis choisissez le fichier des familles lui-même."
    )]
    UnknownArchive,
    /// A database that is none of those known.
    #[error(
        "Cette base de données n’est ni celle de Noethys, ni celle de Noethysweb\u{a0}: rien n’en est lu."
    )]
    UnknownBase,
}

/// Reads a file of families: of the product wanted, or of the one its shape tells.
pub fn read_source(
    name: &str,
    bytes: &[u8],
    wanted: Option<Profile>,
    options: &ReadOptions,
) -> Result<Source, SourceRefusal> {
    if archive::is_archive(bytes) {
        return read_archive(bytes, wanted, options);
    }
    let table = read_table(bytes, options)?;
    let found = wanted.unwrap_or_else(|| profile_of(&table));
    match found {
        Profile::Generic => Ok(Source::plain(table)),
        Profile::Parascol => parascol::read(name, table),
        Profile::Cerig => cerig::read(name, bytes, table, options),
        Profile::Domino => domino::read(name, table),
        Profile::Iloise => iloise::read(&[(name.to_owned(), bytes.to_vec())], options),
        Profile::BlEnfance | Profile::Noethys | Profile::Noethysweb => Err(SourceRefusal::OtherShape {
            profile: found,
            missing: match found {
                Profile::BlEnfance => "les fichiers famille.csv, enfant.csv et enfantFamille.csv".to_owned(),
                _ => "la base elle-même (fichier SQLite)".to_owned(),
            },
        }),
    }
}

/// Reads the database of a product, `open` opening what is sealed in it, on this day.
pub fn read_base(
    base: &Base,
    wanted: Option<Profile>,
    open: Opener<'_>,
    today: Date,
) -> Result<Source, SourceRefusal> {
    noethys::read(base, wanted, open, today)
}

fn read_archive(
    bytes: &[u8],
    wanted: Option<Profile>,
    options: &ReadOptions,
) -> Result<Source, SourceRefusal> {
    let files = archive::unpack(bytes)?;
    let found = wanted.or_else(|| {
        if bl_enfance::is_export(&files) {
            Some(Profile::BlEnfance)
        } else if iloise::is_export(&files, options) {
            Some(Profile::Iloise)
        } else {
            None
        }
    });
    match found {
        Some(Profile::BlEnfance) => bl_enfance::read(&files, options),
        Some(Profile::Iloise) => iloise::read(&files, options),
        // One file that somebody zipped is that file.
        _ => match &files[..] {
            [(name, inside)] if !archive::is_archive(inside) => read_source(name, inside, wanted, options),
            _ => Err(SourceRefusal::UnknownArchive),
        },
    }
}

fn profile_of(table: &Table) -> Profile {
    if parascol::is_export(table) {
        Profile::Parascol
    } else if cerig::is_export(table) {
        Profile::Cerig
    } else if domino::is_export(table) {
        Profile::Domino
    } else if iloise::is_part(table) {
        Profile::Iloise
    } else {
        Profile::Generic
    }
}

/// The rows of a product, done.
fn finished(
    profile: Profile,
    origin: Origin,
    rows: PersonRows,
    found: Vec<LeftOut>,
    refused: &[(String, ForbiddenKind)],
) -> Source {
    // Said twice in the files, it is one thing.
    let mut left_out: Vec<LeftOut> = Vec::new();
    for left in found.into_iter().filter(|left| left.count > 0) {
        match left_out.iter_mut().find(|known| known.what == left.what) {
            Some(known) => known.count = known.count.saturating_add(left.count),
            None => left_out.push(left),
        }
    }
    left_out.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.what.cmp(&other.what)));
    let (table, doubts) = rows.into_table(origin, refused);
    Source { profile, table, left_out, doubts, notes: Vec::new(), sealed: 0 }
}

#[cfg(test)]
mod tests;
