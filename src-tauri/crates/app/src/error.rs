//! Refusals and failures, in words: a code the window branches on, a French sentence the agent reads.

use domain::issue::FieldIssue;
use serde::Serialize;
use store::StoreError;
use ts_rs::TS;

/// What kind of refusal or failure it is. The window branches on this and on nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The vault is locked.
    Locked,
    /// The password, or the login, is not the right one.
    WrongPassword,
    /// Someone else must agree, at the same desk, with their own password.
    SecondAgent,
    /// Too many tries: wait `retry_after_seconds`.
    TooManyAttempts,
    /// This role may not.
    Forbidden,
    /// What was asked for no longer exists.
    NotFound,
    /// The request does not make sense, or some fields are wrong (see `fields`).
    Invalid,
    /// Someone who looks the same is already known.
    PossibleDuplicate,
    /// A month already billed would read otherwise: the agent is told, and may go on.
    AlreadyBilled,
    /// Someone else changed it meanwhile.
    Conflict,
    /// Something changed since the preview.
    ChangedSincePreview,
    /// It has been done already.
    AlreadyDone,
    /// The treasury would refuse the file.
    WouldBeRejected,
    /// The file received cannot be read.
    BadFile,
    /// A rule of the trade forbids it.
    Refused,
    /// The vault's file is damaged.
    Damaged,
    /// The vault is open elsewhere.
    InUse,
    /// Made by a later version.
    NewerVersion,
    /// The disk refused.
    Disk,
    /// The secret of this installation is missing.
    InstallationSecret,
    /// The agent gave up.
    Cancelled,
    /// A bug: nothing was written, `reference` finds it in the log.
    Bug,
}

/// A refusal or a failure of a use case.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// Kind.
    pub code: Code,
    /// French sentence: what is wrong, where, what to do.
    pub message: String,
    /// Problems beside their fields.
    pub fields: Vec<FieldIssue>,
    /// Anything the window needs to offer a way out, for instance duplicates.
    pub params: Option<serde_json::Value>,
    /// For a bug: the number to find in the log.
    pub reference: Option<String>,
}

/// An error as the window receives it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ErrorView {
    /// Kind.
    pub code: Code,
    /// French sentence.
    pub message: String,
    /// Problems beside their fields.
    pub fields: Vec<FieldIssue>,
    /// What the window needs to offer a way out.
    #[ts(type = "unknown")]
    pub params: Option<serde_json::Value>,
    /// Number of a bug.
    pub reference: Option<String>,
}

impl Error {
    /// A refusal with its sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), fields: Vec::new(), params: None, reference: None }
    }

    /// Some fields are wrong: all of them at once.
    pub fn fields(fields: Vec<FieldIssue>) -> Self {
        let message = match fields.len() {
            1 => "Un champ est à corriger.".to_owned(),
            count => format!("{count} champs sont à corriger."),
        };
        Self { fields, ..Self::new(Code::Invalid, message) }
    }

    /// What was asked for no longer exists; `what` is a French noun with its article.
    pub fn not_found(what: &str) -> Self {
        Self::new(
            Code::NotFound,
            format!("Introuvable\u{a0}: {what}. La fiche a peut-être été supprimée entre-temps."),
        )
    }

    /// So many seconds to wait after wrong passwords.
    pub(crate) fn too_many_attempts(seconds: u64) -> Self {
        Self::new(
            Code::TooManyAttempts,
            format!("Trop d’essais. Attendez {seconds}\u{a0}s avant de recommencer."),
        )
        .with_params(serde_json::json!({ "retry_after_seconds": seconds }))
    }

    /// A rule of the trade forbids it.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(Code::Refused, message)
    }

    /// A broken invariant: said as a bug, never as a stack.
    pub fn bug(reference: impl Into<String>) -> Self {
        let reference = reference.into();
        Self {
            reference: Some(reference.clone()),
            ..Self::new(
                Code::Bug,
                format!(
                    "Une erreur du logiciel a interrompu l’opération. Rien n’a été enregistré. Référence\u{a0}: {reference}."
                ),
            )
        }
    }

    /// Adds what the window needs to offer a way out.
    #[must_use]
    pub fn with_params(mut self, params: impl Serialize) -> Self {
        self.params = serde_json::to_value(params).ok();
        self
    }

    /// As the window receives it.
    pub fn view(self) -> ErrorView {
        ErrorView {
            code: self.code,
            message: self.message,
            fields: self.fields,
            params: self.params,
            reference: self.reference,
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotEncrypting => Error::new(
                Code::Damaged,
                "Ce programme ne sait pas chiffrer\u{a0}: il refuse d’ouvrir le coffre. Réinstallez Préau.",
            ),
            StoreError::WrongKey => Error::new(
                Code::Damaged,
                "La clé n’ouvre pas ce fichier. Ce n’est pas le coffre attendu, ou il est abîmé.",
            ),
            StoreError::Damaged(_) => Error::new(
                Code::Damaged,
                "Le fichier du coffre est abîmé. Rien n’a été modifié\u{a0}; restaurez la dernière sauvegarde vérifiée.",
            ),
            StoreError::NewerSchema { found, known } => Error::new(
                Code::NewerVersion,
                format!(
                    "Ce coffre vient d’une version plus récente de Préau (format {found}, ce poste connaît {known}). Mettez ce poste à jour."
                ),
            ),
            StoreError::AlteredMigration(number) => Error::new(
                Code::NewerVersion,
                format!(
                    "Le format de ce coffre n’est pas celui que ce programme connaît (étape {number}). Mettez ce poste à jour."
                ),
            ),
            StoreError::InUse => Error::new(
                Code::InUse,
                "Le coffre est déjà ouvert dans une autre fenêtre ou par un autre programme sur ce poste.",
            ),
            StoreError::Remote => Error::refused(
                "Le coffre ne peut pas vivre sur un partage du réseau\u{a0}: il s’y abîmerait. Gardez-le sur un disque de ce poste, et mettez-y vos sauvegardes.",
            ),
            StoreError::Missing(_) => Error::new(Code::NotFound, "Aucun coffre à cet endroit."),
            StoreError::Dangling => Error::not_found("une fiche que cette demande désigne"),
            StoreError::OutOfReach => Error::new(
                Code::Forbidden,
                "Cet enfant ou cette famille ne relève pas de vos écoles ni de vos activités. Rien n’a été enregistré\u{a0}; adressez-vous à un agent qui voit toute la commune.",
            ),
            StoreError::Interrupted => {
                Error::new(Code::Cancelled, "Opération annulée. Rien n’a été enregistré.")
            }
            StoreError::Full => Error::new(
                Code::Disk,
                "Le disque est plein. Rien n’a été enregistré\u{a0}; libérez de la place puis recommencez.",
            ),
            StoreError::Disk(_) => Error::new(
                Code::Disk,
                "Le disque refuse l’écriture (plein, protégé ou débranché). Rien n’a été enregistré\u{a0}; libérez de la place puis recommencez.",
            ),
            StoreError::Uncounted => Error::bug("CONTENU-NON-COMPTE"),
            StoreError::Sql(source) => {
                Error::bug(format!("SQL-{}", source.sqlite_error().map_or(0, |e| e.extended_code)))
            }
        }
    }
}

impl From<security::Denied> for Error {
    fn from(denied: security::Denied) -> Self {
        use security::Denied;
        match denied {
            Denied::Locked => {
                Error::new(Code::Locked, "Le coffre est verrouillé. Ouvrez votre session pour continuer.")
            }
            Denied::NotYourRole { right } => {
                let row = security::access::RIGHTS.iter().find(|row| row.name == right);
                let roles: Vec<&str> =
                    row.map(|row| row.roles.iter().map(|role| role.label()).collect()).unwrap_or_default();
                let label = row.map_or(right, |row| row.label);
                Error::new(
                    Code::Forbidden,
                    format!(
                        "Votre profil ne permet pas\u{a0}: «\u{a0}{label}\u{a0}». Adressez-vous à\u{a0}: {}.",
                        roles.join(", ")
                    ),
                )
            }
            Denied::NotYetEntitled => {
                Error::new(Code::Forbidden, "Votre habilitation n’a pas encore commencé.")
            }
            Denied::LimitedToStructures { .. } => Error::new(
                Code::Forbidden,
                "Vos profils sont limités à des écoles ou à des activités\u{a0}: les écoles, les classes, les activités et le calendrier se règlent par un agent qui voit toute la commune.",
            ),
            Denied::NoLongerEntitled => Error::new(Code::Forbidden, "Votre habilitation est terminée."),
            Denied::KeyMissing { compartment } => Error::new(
                Code::Forbidden,
                format!(
                    "La clé du compartiment {} ne vous a pas encore été confiée. Un agent qui la détient doit vous la remettre.",
                    compartment.name()
                ),
            ),
        }
    }
}

impl From<security::cell::CellError> for Error {
    fn from(error: security::cell::CellError) -> Self {
        use security::cell::CellError;
        match error {
            CellError::Denied(denied) => denied.into(),
            CellError::NotCovered { .. } => Error::bug("CLE-HORS-DROIT"),
            _ => Error::new(
                Code::Damaged,
                "Une donnée scellée ne s’ouvre pas\u{a0}: elle a été abîmée ou déplacée. Prévenez l’administrateur et vérifiez le journal.",
            ),
        }
    }
}
