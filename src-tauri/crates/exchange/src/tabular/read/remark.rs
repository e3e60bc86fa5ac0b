//! What a reading set aside, told to the agent.

use domain::values::text::french;

use crate::tabular::Separator;

/// What was set aside or is worth seeing, none of it stopping the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A `sep=` line said the separator.
    DeclaredSeparator(Separator),
    /// A title above the headings.
    TitleLine {
        /// Where.
        line: u64,
    },
    /// Lines with nothing in any cell.
    BlankLines {
        /// How many.
        count: usize,
    },
    /// Columns without heading nor content, usually after a last separator.
    EmptyColumns {
        /// How many.
        count: usize,
    },
    /// A column with content and no heading.
    UnnamedColumn {
        /// Its place, counted from 1.
        position: usize,
    },
    /// Two columns bear the same heading.
    RepeatedColumn {
        /// The heading.
        name: String,
    },
    /// The first line may not be headings.
    HeaderLooksLikeData,
    /// The headings printed again further down.
    RepeatedHeader {
        /// Where.
        line: u64,
    },
    /// A total at the foot is nobody.
    TotalLine {
        /// Where.
        line: u64,
    },
}

impl Remark {
    /// The sentence for the agent.
    pub fn message(&self) -> String {
        let sentence = match self {
            Self::DeclaredSeparator(separator) => {
                format!("Le fichier annonce lui-même son séparateur : {}.", separator.label())
            }
            Self::TitleLine { line } => {
                format!("La ligne {line} est un titre : elle n’est pas lue.")
            }
            Self::BlankLines { count: 1 } => "Une ligne vide est passée.".to_owned(),
            Self::BlankLines { count } => format!("{count} lignes vides sont passées."),
            Self::EmptyColumns { count: 1 } => "Une colonne vide est passée.".to_owned(),
            Self::EmptyColumns { count } => format!("{count} colonnes vides sont passées."),
            Self::UnnamedColumn { position } => {
                format!("La colonne {position} n’a pas d’en-tête.")
            }
            Self::RepeatedColumn { name } => {
                format!("Plusieurs colonnes s’appellent « {name} » : vérifiez l’association.")
            }
            Self::HeaderLooksLikeData => {
                "La première ligne ressemble à des données : le fichier a-t-il une ligne d’en-têtes ?"
                    .to_owned()
            }
            Self::RepeatedHeader { line } => {
                format!("La ligne {line} répète les en-têtes : elle n’est pas lue.")
            }
            Self::TotalLine { line } => {
                format!("La ligne {line} est un total : elle n’est pas lue.")
            }
        };
        french(&sentence)
    }
}
