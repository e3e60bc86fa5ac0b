//! The file of the product a town leaves, whatever it is: a table, an archive, a database with its sealed columns.

use domain::calendar::SchoolYear;
use domain::values::ids::ClassId;
use domain::values::text::fold_compact;
use exchange::takeover::{Base, BaseTable, BaseValue, Profile, Source, TakenFamily, read_base, read_source};
use jiff::civil::Date;
use security::foreign::SourceKey;
use store::Reader;
use store::foreign::{self, ForeignBase, ForeignValue};

use super::file_kind::{Given, ReadAs, options};
use super::{NotTakenRow, TakeoverProfile};
use crate::error::{Code, Error};

/// Reads a file of families, as its product writes it.
pub(super) fn read(given: &Given<'_>) -> Result<Source, Error> {
    let wanted = given.reading.profile.map(Profile::from);
    if !foreign::is_base(given.bytes) {
        let read = read_source(given.name, given.bytes, wanted, &options(given.reading));
        return read.map_err(|refusal| Error::new(Code::BadFile, refusal.to_string()));
    }
    let base = foreign::read(given.bytes, &|| true).map_err(|_| {
        Error::new(
            Code::BadFile,
            "Cette base de données ne se lit pas\u{a0}: elle est abîmée, chiffrée ou trop grande. Demandez-en une copie à votre service informatique.",
        )
    })?;
    let base = of_exchange(base);
    let key = given.key.filter(|key| !key.is_empty()).map(SourceKey::new);
    let open = |sealed: &[u8]| Some(key.as_ref()?.open(sealed)?.to_vec());
    let read = read_base(&base, wanted, &open, given.today);
    let mut source = read.map_err(|refusal| Error::new(Code::BadFile, refusal.to_string()))?;
    if source.sealed > 0 {
        source.notes.push(sealed_note(source.sealed, key.is_some()));
    }
    Ok(source)
}

fn sealed_note(sealed: u32, has_key: bool) -> String {
    let why = if has_key {
        "la clé donnée n’est pas celle qui les a scellés"
    } else {
        "il faut la clé de la commune (SECRET_KEY), que détient l’administrateur de Noethysweb"
    };
    format!("{sealed} valeurs scellées par Noethysweb ne sont pas lisibles\u{a0}: {why}.")
}

fn of_exchange(base: ForeignBase) -> Base {
    let value = |value: ForeignValue| match value {
        ForeignValue::Null => BaseValue::Null,
        ForeignValue::Integer(number) => BaseValue::Integer(number),
        ForeignValue::Real(number) => BaseValue::Real(number),
        ForeignValue::Text(text) => BaseValue::Text(text),
        ForeignValue::Blob(bytes) => BaseValue::Blob(bytes),
    };
    let tables = base.tables.into_iter().map(|table| {
        let rows = table.rows.into_iter().map(|row| row.into_iter().map(value).collect()).collect();
        (table.name.to_owned(), BaseTable { columns: table.columns, rows })
    });
    Base {
        tables: tables.collect(),
        counts: base.counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect(),
    }
}

/// The classes of the town this year, found by the words of a file.
pub(super) struct Classes {
    /// School, class, both folded.
    known: Vec<(String, String, ClassId)>,
}

impl Classes {
    pub(super) fn read(reader: &Reader<'_>, today: Date) -> Result<Self, Error> {
        let year = SchoolYear::of(today).label();
        let schools = reader.schools()?;
        let known = reader.classes()?.into_iter().filter(|class| class.school_year == year).map(|class| {
            let school = schools.iter().find(|school| school.id == class.school);
            let school = school.map(|school| fold_compact(&school.name)).unwrap_or_default();
            (school, fold_compact(&class.name), class.id)
        });
        Ok(Self { known: known.collect() })
    }

    /// Gives the children of a family their class; answers of how many the town has no such class.
    pub(super) fn settle(&self, taken: &mut TakenFamily) -> u32 {
        let mut unknown = 0;
        for schooling in &taken.schoolings {
            let (school, class) = (fold_compact(&schooling.school), fold_compact(&schooling.class));
            let found: Vec<ClassId> = self
                .known
                .iter()
                .filter(|(of, name, _)| *name == class && (school.is_empty() || *of == school))
                .map(|(.., id)| *id)
                .collect();
            match (&found[..], taken.children.get_mut(schooling.child)) {
                ([only], Some(child)) => child.draft.class = Some(*only),
                _ => unknown += 1,
            }
        }
        unknown
    }
}

/// What is not taken over, as the screen shows it.
pub(super) fn left_out_rows(source: &ReadAs, unknown_classes: u32) -> Vec<NotTakenRow> {
    let mut rows: Vec<NotTakenRow> = source
        .left_out
        .iter()
        .map(|left| NotTakenRow { what: left.what.clone(), count: left.count })
        .collect();
    if unknown_classes > 0 {
        rows.push(NotTakenRow {
            what: "classes que Préau n’a pas cette année (créez-les dans Écoles, puis relisez le fichier)"
                .to_owned(),
            count: unknown_classes,
        });
    }
    rows
}

impl From<TakeoverProfile> for Profile {
    fn from(profile: TakeoverProfile) -> Self {
        match profile {
            TakeoverProfile::Generic => Self::Generic,
            TakeoverProfile::BlEnfance => Self::BlEnfance,
            TakeoverProfile::Parascol => Self::Parascol,
            TakeoverProfile::Iloise => Self::Iloise,
            TakeoverProfile::Cerig => Self::Cerig,
            TakeoverProfile::Domino => Self::Domino,
            TakeoverProfile::Noethys => Self::Noethys,
            TakeoverProfile::Noethysweb => Self::Noethysweb,
        }
    }
}

impl From<Profile> for TakeoverProfile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::Generic => Self::Generic,
            Profile::BlEnfance => Self::BlEnfance,
            Profile::Parascol => Self::Parascol,
            Profile::Iloise => Self::Iloise,
            Profile::Cerig => Self::Cerig,
            Profile::Domino => Self::Domino,
            Profile::Noethys => Self::Noethys,
            Profile::Noethysweb => Self::Noethysweb,
        }
    }
}
