//! Who joins and who opens the files of papers, by what the paper shows: decided once (requirements §1.0, I13, V01; security.md §2.1).

use domain::supporting::{DocumentKindDraft, DocumentNature, FileFormat, file_refusal};
use domain::values::ids::AttachmentId;
use security::access::{AttachFiles, KeepHealthFiles, KeepMoneyFiles, OpenFiles};
use security::cell::SealedFile;
use security::{Compartment, Grant, Right};
use store::attachments::{AttachedTo, AttachmentRow};

use crate::Error;
use crate::call::Call;
use crate::sealed_file::{self, FileToKeep};

/// The compartment that keeps the files of papers of a nature; none for those that are shown and never copied.
fn compartment(nature: DocumentNature) -> Option<Compartment> {
    match nature {
        DocumentNature::Ordinary => Some(Compartment::Base),
        DocumentNature::Health => Some(Compartment::HealthRecord),
        DocumentNature::Resources => Some(Compartment::Resources),
        DocumentNature::Bank => Some(Compartment::Bank),
        DocumentNature::Identity | DocumentNature::Judgment => None,
    }
}

/// Seals a file to the compartment of its paper, with the right of the agent that covers it. The desk deposits what billing keeps.
pub(super) fn seal<R: Right>(
    call: &Call<'_, R>,
    nature: DocumentNature,
    (id, to): (AttachmentId, AttachedTo),
    content: (FileFormat, &[u8]),
) -> Result<FileToKeep, Error> {
    let compartment = compartment(nature).ok_or_else(|| Error::bug("COPIE-INTERDITE"))?;
    match nature {
        DocumentNature::Health => {
            FileToKeep::seal(&call.joint::<KeepHealthFiles>()?, id, to, compartment, content)
        }
        DocumentNature::Resources | DocumentNature::Bank => match call.joint::<KeepMoneyFiles>() {
            Ok(grant) => FileToKeep::seal(&grant, id, to, compartment, content),
            Err(denied) => {
                let grant = call.joint::<AttachFiles>().map_err(|_| denied)?;
                FileToKeep::seal(&grant, id, to, compartment, content)
            }
        },
        _ => FileToKeep::seal(&call.joint::<AttachFiles>()?, id, to, compartment, content),
    }
}

/// The right under which a file is opened.
pub(super) enum Opener<'s> {
    Desk(Grant<'s, OpenFiles>),
    Health(Grant<'s, KeepHealthFiles>),
    Money(Grant<'s, KeepMoneyFiles>),
}

impl<'s> Opener<'s> {
    /// That of the agent, or the refusal that says who has it.
    pub(super) fn of<R: Right>(call: &Call<'s, R>, nature: DocumentNature) -> Result<Self, Error> {
        match nature {
            DocumentNature::Health => Ok(Self::Health(call.joint()?)),
            DocumentNature::Resources | DocumentNature::Bank => Ok(Self::Money(call.joint()?)),
            DocumentNature::Ordinary | DocumentNature::Identity | DocumentNature::Judgment => {
                Ok(Self::Desk(call.joint()?))
            }
        }
    }

    /// The bytes of a file, whole.
    pub(super) fn open(&self, row: &AttachmentRow, file: &SealedFile) -> Result<Vec<u8>, Error> {
        match self {
            Self::Desk(grant) => sealed_file::open(grant, row, file),
            Self::Health(grant) => sealed_file::open(grant, row, file),
            Self::Money(grant) => sealed_file::open(grant, row, file),
        }
    }
}

/// What the agent at the desk may do with files, said on each line before they ask.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileReach {
    attaches: bool,
    opens: bool,
    health: bool,
    money: bool,
}

impl FileReach {
    pub(super) fn of<R: Right>(call: &Call<'_, R>) -> Self {
        Self {
            attaches: call.also::<AttachFiles>().is_some(),
            opens: call.also::<OpenFiles>().is_some(),
            health: call.also::<KeepHealthFiles>().is_some(),
            money: call.also::<KeepMoneyFiles>().is_some(),
        }
    }

    /// Whether they open the files of a nature.
    pub(super) fn opens(self, nature: DocumentNature) -> bool {
        match nature {
            DocumentNature::Ordinary => self.opens,
            DocumentNature::Health => self.health,
            DocumentNature::Resources | DocumentNature::Bank => self.money,
            DocumentNature::Identity | DocumentNature::Judgment => false,
        }
    }

    /// Why they join no file to a paper of this kind; nothing when they do.
    pub(super) fn refusal(self, kind: &DocumentKindDraft) -> Option<&'static str> {
        file_refusal(kind).or_else(|| self.not_theirs(kind.nature))
    }

    /// Why they neither join nor destroy files of a nature; nothing when they do. The desk deposits those of incomes and of a bank.
    pub(super) fn not_theirs(self, nature: DocumentNature) -> Option<&'static str> {
        match nature {
            DocumentNature::Ordinary if !self.attaches => {
                Some("Les fichiers de cette pièce sont joints par l’accueil.")
            }
            DocumentNature::Health if !self.health => {
                Some("Une pièce de santé n’est copiée que par le référent santé\u{a0}: adressez-vous à lui.")
            }
            DocumentNature::Resources | DocumentNature::Bank if !self.attaches && !self.money => {
                Some("Les fichiers de cette pièce sont joints par l’accueil ou la facturation.")
            }
            _ => None,
        }
    }
}
