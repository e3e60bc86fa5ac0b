//! The fields of two records: what each is called, the columns it is, and what the two do not say alike.

use domain::people::ChangeKind::{self, Authority, Composition, File};

use super::{MergeFieldView, RecordKind};
use crate::Error;

/// A field, its label, the columns it is.
pub(super) struct Field {
    pub(super) code: &'static str,
    pub(super) label: &'static str,
    /// What the history says a change of it is about.
    pub(super) about: ChangeKind,
    /// Empty for what is no column of the record.
    pub(super) columns: &'static [&'static str],
}

const fn field(
    about: ChangeKind,
    code: &'static str,
    label: &'static str,
    columns: &'static [&'static str],
) -> Field {
    Field { about, code, label, columns }
}

/// Which household has a child: no column of the child.
pub(super) const CUSTODY: &str = "custody";

/// Who owes the invoices of a household.
pub(super) const DEBTOR: &str = "debtor";

const HOUSEHOLD: &[Field] = &[
    field(
        File,
        "address",
        "Adresse",
        &[
            "address_complement",
            "address_place",
            "address_street",
            "address_locality",
            "postal_code",
            "city",
            "country_code",
            "insee",
            "is_resident",
            "address_since",
        ],
    ),
    field(Composition, DEBTOR, "Débiteur, mois passés non facturés compris", &["debtor_id"]),
    field(File, "regime", "Régime", &["regime"]),
];

const GUARDIAN: &[Field] = &[
    field(File, "civility", "Civilité", &["civility"]),
    field(File, "birth_name", "Nom de naissance", &["birth_name"]),
    field(File, "usage_name", "Nom d’usage", &["usage_name"]),
    field(File, "first_names", "Prénoms", &["first_names"]),
    field(File, "birth_date", "Date de naissance", &["birth_date", "birth_length"]),
    field(File, "birth_place", "Lieu de naissance", &["birth_place", "birth_code"]),
    field(Authority, "kinship", "Lien", &["link"]),
    field(File, "email", "Courriel", &["email"]),
    field(File, "sending", "Envois", &["sending"]),
];

const CHILD: &[Field] = &[
    field(File, "family_name", "Nom", &["family_name"]),
    field(File, "first_names", "Prénoms", &["first_names"]),
    field(File, "sex", "Sexe", &["sex"]),
    field(File, "birth_date", "Date de naissance", &["birth_date", "birth_length"]),
    field(File, "birth_place", "Lieu de naissance", &["birth_place", "birth_code"]),
    field(File, "diet", "Régime alimentaire", &["diet_code"]),
    field(File, "doctor", "Médecin", &["doctor_name", "doctor_phone"]),
    field(File, CUSTODY, "Garde, si les deux ne s’accordent pas", &[]),
];

/// The fields of a kind of record.
pub(super) const fn fields_of(kind: RecordKind) -> &'static [Field] {
    match kind {
        RecordKind::Family => &[],
        RecordKind::Household => HOUSEHOLD,
        RecordKind::Guardian => GUARDIAN,
        RecordKind::Child => CHILD,
    }
}

/// The fields of a kind that two records do not say alike.
pub(super) fn differing(
    kind: RecordKind,
    texts: impl Fn(&str) -> Result<(String, String), Error>,
) -> Result<Vec<MergeFieldView>, Error> {
    let mut differing = Vec::new();
    for Field { code, label, .. } in fields_of(kind) {
        let (kept, absorbed) = texts(code)?;
        if kept != absorbed {
            let takes_absorbed = kept.is_empty();
            let (code, label) = ((*code).to_owned(), (*label).to_owned());
            differing.push(MergeFieldView {
                code,
                label,
                kept,
                absorbed,
                takes_absorbed,
                is_contradiction: false,
            });
        }
    }
    Ok(differing)
}
