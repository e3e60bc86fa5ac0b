//! A letter as it is kept: its words, from which its page is drawn again.

use documents::{FamilyLetter, LackingPaper, PapersLetter, PapersLetters};
use domain::people::{LetterKind, LetterWords};
use domain::supporting::DocumentNature;
use domain::values::ids::LetterId;
use domain::values::text::fold;
use jiff::civil::Date;
use security::Right;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::billing::DocumentShownView;
use crate::call::Call;
use crate::press::press;
use crate::settings::Town;
use crate::supporting::Sight;

/// What is around the words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Envelope {
    /// `Commune de Testville`.
    pub(crate) issuer: String,
    /// Where to write, where to come.
    pub(crate) contact: Vec<String>,
    /// The lines of the envelope window.
    pub(crate) addressee: Vec<String>,
    /// Number of the family file.
    pub(crate) family_number: String,
    /// Of a fictive town.
    pub(crate) fictive: bool,
}

impl Envelope {
    /// The town's heading, and to whom.
    pub(crate) fn of(town: &Town, addressee: Vec<String>, family_number: String) -> Self {
        Self {
            issuer: format!("Commune de {}", town.name),
            contact: town.contact_lines(),
            addressee,
            family_number,
            fictive: town.fictive,
        }
    }
}

/// A paper asked for, and what had to be read to ask for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptPaper {
    /// `Attestation d’assurance`.
    pub(crate) name: String,
    /// `Léonie`.
    pub(crate) whom: String,
    /// `manquante`, `expirée`.
    pub(crate) state: String,
    /// The activities that ask for it.
    pub(crate) asked_by: String,
    /// What it shows.
    pub(crate) nature: DocumentNature,
    /// Whether its writer read more of it than given or not.
    pub(crate) whole: bool,
}

/// What it says.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Words {
    /// A letter of the closed set.
    Written(LetterWords),
    /// What the file lacked.
    Papers {
        /// The papers.
        papers: Vec<KeptPaper>,
        /// By when.
        by: Option<Date>,
    },
}

/// A letter as it left.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// What is around the words.
    pub(crate) envelope: Envelope,
    /// What it says.
    pub(crate) words: Words,
}

impl Kept {
    /// As it is stored.
    pub(crate) fn to_text(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|_| Error::bug("LETTRE-ECRITE"))
    }

    /// As it was stored.
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text).map_err(|_| Error::bug("LETTRE-LUE"))
    }

    /// Whether an agent may read all that it says.
    pub(super) fn is_seen_by(&self, sight: Sight) -> bool {
        match &self.words {
            Words::Written(_) => true,
            Words::Papers { papers, .. } => papers.iter().all(|paper| sight.reads(paper.nature, paper.whole)),
        }
    }

    /// Draws its page and shows it.
    pub(super) fn show<R: Right>(
        self,
        call: &Call<'_, R>,
        (id, kind, on): (LetterId, LetterKind, Date),
    ) -> Result<DocumentShownView, Error> {
        let identity = format!("letter/{id}");
        let Envelope { issuer, contact, addressee, family_number, fictive } = self.envelope;
        // Two letters of one day never take the place of each other on the disk.
        let kind = fold(kind.label()).replace(' ', "_");
        let own = id.as_uuid().simple().to_string();
        let file_name = format!("lettre_{kind}_{family_number}_{on}_{}.pdf", &own[own.len() - 6..]);
        let bytes = match self.words {
            Words::Written(LetterWords { title, paragraphs }) => {
                press(call).family_letter(&FamilyLetter {
                    identity,
                    issuer,
                    contact,
                    addressee,
                    family_number,
                    title,
                    paragraphs,
                    dated: on,
                    fictive,
                })?
            }
            Words::Papers { papers, by } => {
                let papers = papers.into_iter().map(LackingPaper::from).collect();
                let letters = vec![PapersLetter { addressee, family_number, papers }];
                press(call).papers_letters(&PapersLetters {
                    identity,
                    issuer,
                    contact,
                    letters,
                    by,
                    printed_on: on,
                    fictive,
                })?
            }
        };
        call.outside().show_document(&file_name, &bytes)?;
        Ok(DocumentShownView { file_name, bytes: bytes.len() as u64 })
    }
}

impl From<KeptPaper> for LackingPaper {
    fn from(kept: KeptPaper) -> Self {
        let KeptPaper { name, whom, state, asked_by, .. } = kept;
        Self { name, whom, state, asked_by }
    }
}
