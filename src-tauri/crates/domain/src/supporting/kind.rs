//! The kinds of documents a town asks for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DocumentValidity;
use crate::activities::ActivityKind;
use crate::health::{TextKind, check_text};
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::values::ids::{ActivityId, DocumentKindId};
use crate::values::text::tidy;

macro_rules! coded {
    ($name:ident { $($variant:ident => $code:literal, $label:literal;)+ }) => {
        impl $name {
            /// Every one, in the order of a list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code it is stored under.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The one under this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }

            /// Its name, in French.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }
    };
}
pub(crate) use coded;

/// Whose paper it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentOwner {
    /// Of each household where the child lives.
    Household,
    /// Of each guardian.
    Guardian,
    /// Of the child.
    Child,
}

coded!(DocumentOwner {
    Household => "household", "le foyer";
    Guardian => "guardian", "chaque responsable";
    Child => "child", "l’enfant";
});

/// What a paper shows: who may read more than « reçue » or « manquante », and whether a copy may be kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentNature {
    /// Nothing that is kept apart: a proof of address, an insurance certificate.
    Ordinary,
    /// An identity paper: shown, never copied (I13).
    Identity,
    /// A judgment: shown, never copied (V01); nobody reads of it but who reads parental authority.
    Judgment,
    /// Health: kept by who follows it; the desk knows that it was given.
    Health,
    /// Incomes: kept by who bills.
    Resources,
    /// A bank's: kept by who bills.
    Bank,
}

coded!(DocumentNature {
    Ordinary => "ordinary", "courante";
    Identity => "identity", "identité";
    Judgment => "judgment", "jugement";
    Health => "health", "santé";
    Resources => "resources", "ressources";
    Bank => "bank", "banque";
});

impl DocumentNature {
    /// Whether words may be written beside it: never where they would tell what the paper says.
    pub const fn takes_note(self) -> bool {
        matches!(self, Self::Ordinary)
    }

    /// Why no copy of it may be kept; none when one may.
    pub const fn copy_refusal(self) -> Option<&'static str> {
        match self {
            Self::Identity => Some(
                "Une pièce d’identité se montre : aucune copie n’est gardée après la vérification. Choisissez « Vue seulement ».",
            ),
            Self::Judgment => {
                Some("Un jugement se montre : aucune copie n’en est gardée. Choisissez « Vue seulement ».")
            }
            Self::Health => Some(
                "L’accueil ne garde pas copie d’une pièce de santé : il note seulement qu’elle est remise. Choisissez « Vue seulement ».",
            ),
            Self::Ordinary | Self::Resources | Self::Bank => None,
        }
    }
}

/// Whether the paper is handed back at once, or may be kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKeeping {
    /// Seen, and handed back.
    Seen,
    /// Received: the town may keep it.
    Copy,
}

coded!(DocumentKeeping {
    Seen => "seen", "vue seulement";
    Copy => "copy", "copie possible";
});

/// A kind of document as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct DocumentKindDraft {
    /// Name shown: `Justificatif de domicile`.
    pub name: String,
    /// Whose paper it is.
    pub owner: DocumentOwner,
    /// What it shows.
    pub nature: DocumentNature,
    /// Seen only, or kept.
    pub keeping: DocumentKeeping,
    /// How long it holds.
    pub validity: DocumentValidity,
    /// Kinds of activities that ask for it.
    #[serde(default)]
    pub activity_kinds: Vec<ActivityKind>,
    /// Activities that ask for it, besides those kinds.
    #[serde(default)]
    pub activities: Vec<ActivityId>,
}

/// A kind of document the town asks for, or may be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentKind {
    id: DocumentKindId,
    draft: DocumentKindDraft,
}

impl DocumentKind {
    /// Checks the draft; all the problems come back together.
    pub fn try_new(id: DocumentKindId, draft: DocumentKindDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = tidy(&draft.name);
        match name.chars().count() {
            0 => issues.refuse(
                "name",
                IssueCode::Missing,
                "Nommez cette pièce comme les familles la connaissent.",
            ),
            1..=80 => check_text(&mut issues, "name", &name, TextKind::Authority),
            _ => issues.refuse("name", IssueCode::TooLong, "Le nom dépasse 80 caractères : abrégez-le."),
        }
        if let (DocumentKeeping::Copy, Some(why)) = (draft.keeping, draft.nature.copy_refusal()) {
            issues.refuse("keeping", IssueCode::Forbidden, why);
        }
        if matches!(draft.nature, DocumentNature::Health | DocumentNature::Judgment)
            && draft.owner != DocumentOwner::Child
        {
            issues.refuse(
                "owner",
                IssueCode::Inconsistent,
                "Une pièce de santé ou un jugement concerne un enfant, jamais un foyer ni un responsable.",
            );
        }
        match draft.validity {
            DocumentValidity::Months { months } if !(1..=120).contains(&months) => {
                issues.refuse("validity.months", IssueCode::OutOfRange, "La durée va de 1 à 120 mois.");
            }
            // A year without a 29 February: an end that does not come every year is none.
            DocumentValidity::YearEnd { month, day } if Date::new(2025, month, day).is_err() => {
                issues.refuse(
                    "validity.day",
                    IssueCode::ImpossibleDate,
                    "Ce jour n’existe pas chaque année : relisez le jour et le mois.",
                );
            }
            _ => {}
        }
        let draft = DocumentKindDraft { name, ..draft };
        issues.finish(Some(Self { id, draft }))
    }

    /// Identifier.
    pub fn id(&self) -> DocumentKindId {
        self.id
    }

    /// What it says.
    pub fn draft(&self) -> &DocumentKindDraft {
        &self.draft
    }

    /// Name shown.
    pub fn name(&self) -> &str {
        &self.draft.name
    }

    /// What it shows.
    pub fn nature(&self) -> DocumentNature {
        self.draft.nature
    }

    /// Whose paper it is.
    pub fn owner(&self) -> DocumentOwner {
        self.draft.owner
    }

    /// Whether an activity asks for it.
    pub fn is_asked_by(&self, activity: ActivityId, kind: ActivityKind) -> bool {
        self.draft.activity_kinds.contains(&kind) || self.draft.activities.contains(&activity)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn draft(nature: DocumentNature, keeping: DocumentKeeping) -> DocumentKindDraft {
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

    fn refused(draft: DocumentKindDraft) -> Vec<String> {
        let built = DocumentKind::try_new(DocumentKindId::from_uuid(Uuid::nil()), draft);
        built.err().unwrap_or_default().into_iter().map(|issue| issue.field).collect()
    }

    #[test]
    fn some_papers_are_shown_and_never_copied_i13_v01() {
        for nature in DocumentNature::ALL {
            let copied = refused(draft(*nature, DocumentKeeping::Copy));
            let never = matches!(
                nature,
                DocumentNature::Identity | DocumentNature::Judgment | DocumentNature::Health
            );
            assert_eq!(copied == ["keeping"], never, "{nature:?}");
            assert_eq!(refused(draft(*nature, DocumentKeeping::Seen)), [""; 0], "{nature:?}");
        }
    }

    #[test]
    fn a_kind_says_whose_it_is_and_for_how_long() {
        let ordinary = || draft(DocumentNature::Ordinary, DocumentKeeping::Copy);
        assert_eq!(refused(DocumentKindDraft { name: " ".into(), ..ordinary() }), ["name"]);
        assert_eq!(
            refused(DocumentKindDraft { name: "Casier, condamnation".into(), ..ordinary() }),
            ["name"]
        );
        let months =
            |months| DocumentKindDraft { validity: DocumentValidity::Months { months }, ..ordinary() };
        for (count, problems) in [(0, 1), (1, 0), (120, 0), (121, 1)] {
            assert_eq!(refused(months(count)).len(), problems, "{count}");
        }
        for (month, day, problems) in [(8, 31, 0), (2, 29, 1), (13, 1, 1), (6, 31, 1)] {
            let until = DocumentValidity::YearEnd { month, day };
            assert_eq!(
                refused(DocumentKindDraft { validity: until, ..ordinary() }).len(),
                problems,
                "{day}/{month}"
            );
        }
        let of_home = DocumentKindDraft {
            owner: DocumentOwner::Household,
            ..draft(DocumentNature::Health, DocumentKeeping::Seen)
        };
        assert_eq!(refused(of_home), ["owner"]);
    }

    #[test]
    fn codes_lead_back() {
        for owner in DocumentOwner::ALL {
            assert_eq!(DocumentOwner::from_code(owner.code()), Some(*owner));
        }
        for nature in DocumentNature::ALL {
            assert_eq!(DocumentNature::from_code(nature.code()), Some(*nature));
        }
        for keeping in DocumentKeeping::ALL {
            assert_eq!(DocumentKeeping::from_code(keeping.code()), Some(*keeping));
        }
    }
}
