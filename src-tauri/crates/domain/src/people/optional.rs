//! Fields that are off until a service turns them on (requirements X08): a closed list, each with its row of the requirements, the limit
//! the law sets and what refusing it costs (A13: nothing that blocks).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Detail;

/// A field that a town asks only when one of its services needs it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OptionalField {
    /// What a guardian does for a living (B01).
    Profession,
    /// On what footing they are employed (B02).
    EmploymentStatus,
    /// Who employs them (B03).
    Employer,
    /// The social group, eight of them and never lower (B04).
    SocialGroup,
    /// A stoppage of work, its period alone (B06).
    WorkStoppage,
    /// The health insurance regime of a household (V09).
    HealthFund,
    /// The social security centre (V10).
    SocialSecurityCentre,
    /// The identifier on the families' portal (A11).
    PortalId,
    /// A fax number (A08).
    Fax,
    /// What a child likes to do (V12).
    Leisure,
    /// The insurance of a child (V13).
    Insurance,
    /// Where someone's directives on their data after their death are (P09), never what they say.
    Directives,
    /// How a small child sleeps and eats (V15).
    Habits,
    /// Which milk and textures a small child takes (E15).
    EatingHabits,
}

/// Whose field it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldSubject {
    /// A guardian's.
    Guardian,
    /// A household's.
    Household,
    /// A child's.
    Child,
}

impl OptionalField {
    /// Every field, in the order of a list.
    pub const ALL: [Self; 14] = [
        Self::Profession,
        Self::EmploymentStatus,
        Self::Employer,
        Self::SocialGroup,
        Self::WorkStoppage,
        Self::HealthFund,
        Self::SocialSecurityCentre,
        Self::PortalId,
        Self::Fax,
        Self::Leisure,
        Self::Insurance,
        Self::Directives,
        Self::Habits,
        Self::EatingHabits,
    ];

    /// Its row of the requirements.
    pub const fn row(self) -> &'static str {
        match self {
            Self::Profession => "B01",
            Self::EmploymentStatus => "B02",
            Self::Employer => "B03",
            Self::SocialGroup => "B04",
            Self::WorkStoppage => "B06",
            Self::HealthFund => "V09",
            Self::SocialSecurityCentre => "V10",
            Self::PortalId => "A11",
            Self::Fax => "A08",
            Self::Leisure => "V12",
            Self::Insurance => "V13",
            Self::Directives => "P09",
            Self::Habits => "V15",
            Self::EatingHabits => "E15",
        }
    }

    /// Its name on a form.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Profession => "Fonction, poste occupé",
            Self::EmploymentStatus => "Statut dans l’emploi",
            Self::Employer => "Employeur",
            Self::SocialGroup => "Groupe socioprofessionnel",
            Self::WorkStoppage => "Arrêt de travail",
            Self::HealthFund => "Régime d’assurance maladie",
            Self::SocialSecurityCentre => "Centre de sécurité sociale",
            Self::PortalId => "Identifiant de portail",
            Self::Fax => "Télécopie",
            Self::Leisure => "Loisirs et centres d’intérêt",
            Self::Insurance => "Assurance",
            Self::Directives => "Directives après décès",
            Self::Habits => "Habitudes de vie du petit enfant",
            Self::EatingHabits => "Habitudes alimentaires du petit enfant",
        }
    }

    /// Whose it is.
    pub const fn subject(self) -> FieldSubject {
        match self {
            Self::HealthFund => FieldSubject::Household,
            Self::Leisure | Self::Insurance | Self::Habits | Self::EatingHabits => FieldSubject::Child,
            _ => FieldSubject::Guardian,
        }
    }

    /// When it may be asked, and what of it never is.
    pub const fn limit(self) -> &'static str {
        match self {
            Self::Profession | Self::EmploymentStatus => {
                "Seulement si un critère d’attribution voté par la commune l’exige (RGPD, article 5.1.c)."
            }
            Self::Employer => {
                "Seulement pour une convention de réservation de places passée avec l’employeur."
            }
            Self::SocialGroup => {
                "Huit groupes de l’INSEE, jamais plus bas\u{a0}: une catégorie détaillée peut révéler une religion. Sert aux statistiques."
            }
            Self::WorkStoppage => {
                "La période seule, pour son effet sur le contrat ou la facture. Jamais le motif, jamais une pièce médicale."
            }
            Self::HealthFund => {
                "Le régime seul, dans une liste. Le numéro de sécurité sociale n’est jamais demandé."
            }
            Self::SocialSecurityCentre => "Le nom du centre seul, sans numéro de sécurité sociale.",
            Self::PortalId => "L’identifiant seul, pour rapprocher deux dossiers. Jamais un mot de passe.",
            Self::Fax => "Seulement si un service envoie encore des télécopies.",
            Self::Leisure => {
                "Un choix dans une liste. La précision ne dit ni religion, ni santé, ni opinion."
            }
            Self::Habits => {
                "Avant six ans, dans des listes\u{a0}: sommeil, doudou, repas. Aucun jugement sur la famille, aucun texte libre."
            }
            Self::EatingHabits => {
                "Avant six ans, dans des listes\u{a0}: lait, textures, biberon. Rien qui dise une religion ou un état de santé."
            }
            Self::Insurance => {
                "Assureur, numéro de police et échéance. La copie de l’attestation n’est pas gardée après contrôle."
            }
            Self::Directives => {
                "Où elles sont et qui est désigné, jamais ce qu’elles disent (loi du 6 janvier 1978, article 85). Effacées quand la personne les révoque."
            }
        }
    }

    /// What a family loses by not answering, as the form and the notice say it (A13).
    pub const fn refusal(self) -> &'static str {
        match self {
            Self::Profession | Self::EmploymentStatus => {
                "Sans réponse, la demande est étudiée sans ce critère."
            }
            Self::Employer => {
                "Sans réponse, la famille ne peut pas prétendre aux places réservées par un employeur."
            }
            Self::SocialGroup | Self::Fax | Self::PortalId | Self::Leisure => {
                "Sans réponse, rien ne change pour la famille."
            }
            Self::WorkStoppage => "Sans réponse, le contrat et la facture ne sont pas ajustés.",
            Self::HealthFund | Self::SocialSecurityCentre => {
                "Sans réponse, la caisse compétente est cherchée au moment d’en avoir besoin."
            }
            Self::Habits | Self::EatingHabits => {
                "Sans réponse, l’équipe suit le rythme commun et demande au quotidien."
            }
            Self::Insurance => "Sans réponse, l’attestation sera demandée avant une sortie ou un séjour.",
            Self::Directives => "Sans réponse, les héritiers exercent ce que la loi leur permet.",
        }
    }

    /// What is typed for it. The regime of a household is a column of its own; habits are [`super::Habit`].
    pub const fn details(self) -> &'static [Detail] {
        match self {
            Self::Profession => &[Detail::Profession],
            Self::EmploymentStatus => &[Detail::EmploymentStatus],
            Self::Employer => &[Detail::Employer],
            Self::SocialGroup => &[Detail::SocialGroup],
            Self::WorkStoppage => &[Detail::WorkStoppageFrom, Detail::WorkStoppageTo],
            // A column of the household; rows of their own, for other readers.
            Self::HealthFund | Self::Habits | Self::EatingHabits => &[],
            Self::SocialSecurityCentre => &[Detail::SocialSecurityCentre],
            Self::PortalId => &[Detail::PortalId],
            Self::Fax => &[Detail::Fax],
            Self::Leisure => &[Detail::Leisure, Detail::LeisureNote],
            Self::Insurance => &[Detail::Insurer, Detail::InsurancePolicy, Detail::InsuranceDue],
            Self::Directives => &[Detail::DirectivesPlace, Detail::DirectivesOn, Detail::DirectivesPerson],
        }
    }

    /// Why a request that holds it is refused while it is off.
    pub fn off_sentence(self) -> String {
        format!(
            "« {} » n'est pas demandé dans cette commune. Effacez la réponse, ou faites activer le champ dans les réglages, avec le motif du service.",
            self.label()
        )
    }
}
