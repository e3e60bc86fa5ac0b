//! The columns of the two general layouts, and the headings other products give them.

use std::sync::LazyLock;

use domain::people::Detail;

use super::model::Places;
use crate::tabular::{ColumnSpec, Table, normalise_header};

/// How a table holds families.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FamilyLayout {
    /// One row a family: guardians R1 and R2, children 1 to 12.
    FamilyPerRow,
    /// One row a person, the family's number on each.
    PersonPerRow,
}

impl FamilyLayout {
    /// The layout the headings tell: a column of roles is a table of persons.
    pub fn of(table: &Table) -> Self {
        let is_role = |header: &String| {
            matches!(normalise_header(header).as_str(), "role" | "type_de_personne" | "qualite")
        };
        if table.headers.iter().any(is_role) { Self::PersonPerRow } else { Self::FamilyPerRow }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::FamilyPerRow => "une ligne par famille",
            Self::PersonPerRow => "une ligne par personne",
        }
    }
}

/// The columns a layout can read.
pub fn columns_of(layout: FamilyLayout) -> &'static [ColumnSpec] {
    match layout {
        FamilyLayout::FamilyPerRow => &FAMILY_COLUMNS,
        FamilyLayout::PersonPerRow => &PERSON_COLUMNS,
    }
}

/// Where a guardian's draft is fed from.
pub(super) struct GuardianColumns {
    pub(super) civility: &'static str,
    pub(super) birth_name: &'static str,
    pub(super) usage_name: &'static str,
    pub(super) first_name: &'static str,
    pub(super) birth_date: &'static str,
    pub(super) birth_place: &'static str,
    pub(super) kinship: &'static str,
    pub(super) email: &'static str,
    /// In the order of call.
    pub(super) phones: &'static [&'static str],
    /// Answers to fields that a town may ask (X08).
    pub(super) details: &'static [(Detail, &'static str)],
    pub(super) places: Places,
}

/// Where a child's draft is fed from.
pub(super) struct ChildColumns {
    pub(super) name: &'static str,
    pub(super) first_name: &'static str,
    pub(super) sex: &'static str,
    pub(super) birth_date: &'static str,
    pub(super) birth_place: &'static str,
    /// Answers to fields that a town may ask (X08).
    pub(super) details: &'static [(Detail, &'static str)],
    pub(super) places: Places,
}

macro_rules! guardian_columns {
    ($of:literal) => {
        GuardianColumns {
            civility: concat!($of, "_civilite"),
            birth_name: concat!($of, "_nom"),
            usage_name: concat!($of, "_nom_usage"),
            first_name: concat!($of, "_prenom"),
            birth_date: concat!($of, "_naissance"),
            birth_place: concat!($of, "_lieu"),
            kinship: concat!($of, "_lien"),
            email: concat!($of, "_courriel"),
            phones: &[concat!($of, "_portable"), concat!($of, "_tel_pro")],
            details: &[
                (Detail::Profession, concat!($of, "_profession")),
                (Detail::Employer, concat!($of, "_employeur")),
            ],
            places: &[
                ("civility", concat!($of, "_civilite")),
                ("birth_name", concat!($of, "_nom")),
                ("usage_name", concat!($of, "_nom_usage")),
                ("first_name", concat!($of, "_prenom")),
                ("birth_date", concat!($of, "_naissance")),
                ("birth_place", concat!($of, "_lieu")),
                ("email", concat!($of, "_courriel")),
                ("phones", concat!($of, "_portable")),
                ("details.profession", concat!($of, "_profession")),
                ("details.employer", concat!($of, "_employeur")),
            ],
        }
    };
}

/// The two guardians of a row.
pub(super) static GUARDIANS: [GuardianColumns; 2] = [guardian_columns!("r1"), guardian_columns!("r2")];

/// The person of a row.
pub(super) static PERSON: GuardianColumns = GuardianColumns {
    civility: "civilite",
    birth_name: "nom",
    usage_name: "nom_usage",
    first_name: "prenom",
    birth_date: "naissance",
    birth_place: "lieu",
    kinship: "lien",
    email: "courriel",
    phones: &["portable", "tel_fixe", "tel_pro"],
    details: &[(Detail::Profession, "profession"), (Detail::Employer, "employeur")],
    places: &[
        ("civility", "civilite"),
        ("birth_name", "nom"),
        ("usage_name", "nom_usage"),
        ("first_name", "prenom"),
        ("birth_date", "naissance"),
        ("birth_place", "lieu"),
        ("email", "courriel"),
        ("phones", "portable"),
        ("details.profession", "profession"),
        ("details.employer", "employeur"),
    ],
};

macro_rules! child_columns {
    ($($rank:literal),*) => {
        [$(ChildColumns {
            name: concat!("enfant_", $rank, "_nom"),
            first_name: concat!("enfant_", $rank, "_prenom"),
            sex: concat!("enfant_", $rank, "_sexe"),
            birth_date: concat!("enfant_", $rank, "_naissance"),
            birth_place: concat!("enfant_", $rank, "_lieu"),
            details: &[],
            places: &[
                ("name", concat!("enfant_", $rank, "_nom")),
                ("first_name", concat!("enfant_", $rank, "_prenom")),
                ("birth_date", concat!("enfant_", $rank, "_naissance")),
                ("birth_place", concat!("enfant_", $rank, "_lieu")),
            ],
        }),*]
    };
}

/// The children of a row.
pub(super) static CHILDREN: [ChildColumns; 12] = child_columns!(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

/// The child of a row.
pub(super) static CHILD: ChildColumns = ChildColumns {
    name: "nom",
    first_name: "prenom",
    sex: "sexe",
    birth_date: "naissance",
    birth_place: "lieu",
    details: &[
        (Detail::Insurer, "assureur"),
        (Detail::InsurancePolicy, "police"),
        (Detail::InsuranceDue, "assurance_fin"),
    ],
    places: &[
        ("name", "nom"),
        ("first_name", "prenom"),
        ("birth_date", "naissance"),
        ("birth_place", "lieu"),
        ("details.insurer", "assureur"),
        ("details.insurance_policy", "police"),
        ("details.insurance_due", "assurance_fin"),
    ],
};

/// The contact of a row.
pub(super) static CONTACT: Places =
    &[("name", "nom"), ("first_name", "prenom"), ("relation", "lien"), ("phone", "portable")];

/// The address of a row.
pub(super) static ADDRESS: Places = &[
    ("street", "adresse"),
    ("building", "complement"),
    ("locality", "lieu_dit"),
    ("postcode", "code_postal"),
    ("city", "ville"),
    ("country", "pays"),
];

const fn column(
    field: &'static str,
    label: &'static str,
    required: bool,
    synonyms: &'static [&'static str],
) -> ColumnSpec {
    ColumnSpec { field, label, required, synonyms }
}

#[rustfmt::skip]
const ADDRESS_COLUMNS: [ColumnSpec; 6] = [
    column("adresse", "Adresse", false, &["rue", "voie", "adresse_1", "adresse1", "n_et_voie", "adresse_postale"]),
    column("complement", "Complément d’adresse", false, &["complement_d_adresse", "complement_adresse", "adresse_2", "adresse2", "batiment", "residence"]),
    column("lieu_dit", "Lieu-dit", false, &["lieudit", "hameau", "boite_postale"]),
    column("code_postal", "Code postal", false, &["cp", "code_postal_1"]),
    column("ville", "Ville", false, &["commune", "localite"]),
    column("pays", "Pays", false, &["pays_de_residence"]),
];

#[rustfmt::skip]
const MONEY_COLUMNS: [ColumnSpec; 7] = [
    column("allocataire", "N° allocataire", false, &["n_allocataire", "numero_allocataire", "num_allocataire", "no_allocataire", "n_d_allocataire", "matricule", "matricule_allocataire", "num_alloc"]),
    column("caisse", "Caisse", false, &["code_caisse", "organisme", "code_organisme", "caf"]),
    column("qf", "Quotient familial", false, &["quotient_familial", "quotient", "qf_caf"]),
    column("qf_mois", "Mois du quotient", false, &["mois_qf", "mois_du_qf", "mois_du_quotient", "date_qf", "date_du_qf"]),
    column("solde", "Solde", false, &["solde_famille", "solde_du_compte", "solde_compte", "reste_du", "reste_a_payer"]),
    column("debiteur", "Qui doit les factures", false, &["qui_doit_les_factures", "payeur", "redevable", "titulaire"]),
    column("garde", "Garde", false, &["type_de_garde", "mode_de_garde", "garde_alternee"]),
];

#[rustfmt::skip]
fn guardian_specs(rank: &'static str) -> Vec<ColumnSpec> {
    let first = rank == "r1";
    // A heading names the guardian before or after the field, in letters or in full.
    let named = |field: &str| -> &'static [&'static str] {
        let number = &rank[1..];
        let around = |person: &str| [format!("{field}_{person}"), format!("{person}_{field}")];
        let numbered = [rank.to_owned(), format!("responsable_{number}"), format!("responsable{number}"), format!("resp_{number}"), format!("resp{number}"), format!("adulte_{number}"), format!("parent_{number}")];
        // A file with one guardian a row does not count them.
        let alone = ["parent", "du_parent", "responsable", "du_responsable", "responsable_legal", "du_responsable_legal", "representant_legal", "du_representant_legal", "adulte"];
        let alone = alone.into_iter().filter(|_| first).map(str::to_owned);
        leaked(numbered.into_iter().chain(alone).flat_map(|person| around(&person)))
    };
    let several = |fields: &[&str]| -> &'static [&'static str] {
        leaked(fields.iter().flat_map(|field| named(field).iter().map(ToString::to_string)))
    };
    // Nor does it say whose the telephone and the e-mail are.
    let theirs = |fields: &[&str]| -> &'static [&'static str] {
        let bare = fields.iter().filter(|_| first).map(ToString::to_string);
        leaked(bare.chain(several(fields).iter().map(ToString::to_string)))
    };
    let field = |name: &str| -> &'static str { String::leak(format!("{rank}_{name}")) };
    let label = |name: &str| -> &'static str { String::leak(format!("{name} R{}", &rank[1..])) };
    vec![
        column(field("civilite"), label("Civilité"), false, several(&["civilite", "titre"])),
        column(field("nom"), label("Nom"), first, several(&["nom", "nom_de_naissance", "nom_naissance", "nom_de_famille"])),
        column(field("nom_usage"), label("Nom d’usage"), false, several(&["nom_d_usage", "nom_usage", "nom_marital", "nom_d_epouse"])),
        column(field("prenom"), label("Prénom"), first, several(&["prenom", "prenoms"])),
        column(field("naissance"), label("Date de naissance"), false, several(&["date_naissance", "date_de_naissance", "naissance", "ne_e_le", "ne_le"])),
        column(field("lieu"), label("Lieu de naissance"), false, several(&["lieu_naissance", "lieu_de_naissance", "ne_e_a"])),
        column(field("lien"), label("Lien"), false, several(&["lien", "lien_de_parente", "parente"])),
        column(field("portable"), label("Portable"), false, theirs(&["portable", "tel_portable", "telephone_portable", "mobile", "tel_mobile", "telephone_mobile"])),
        column(field("tel_pro"), label("Téléphone professionnel"), false, several(&["tel_pro", "telephone_pro", "tel_professionnel", "telephone_professionnel", "tel_travail"])),
        column(field("courriel"), label("Courriel"), false, theirs(&["courriel", "email", "e_mail", "mail", "adresse_mail", "adresse_email"])),
        column(field("profession"), label("Profession"), false, several(&["profession", "metier", "fonction"])),
        column(field("employeur"), label("Employeur"), false, several(&["employeur", "nom_employeur", "entreprise"])),
    ]
}

#[rustfmt::skip]
fn child_specs(rank: usize) -> Vec<ColumnSpec> {
    let columns = &CHILDREN[rank - 1];
    let named = |fields: &[&str]| -> &'static [&'static str] {
        leaked(fields.iter().flat_map(|field| {
            let numbered = [format!("{field}_enfant_{rank}"), format!("{field}_enfant{rank}"), format!("enfant_{rank}_{field}"), format!("enfant{rank}_{field}"), format!("{field}_e{rank}")];
            let alone = [format!("{field}_enfant"), format!("{field}_de_l_enfant"), format!("enfant_{field}")];
            numbered.into_iter().chain(alone.into_iter().filter(|_| rank == 1))
        }))
    };
    let label = |name: &str| -> &'static str { String::leak(format!("{name} enfant {rank}")) };
    vec![
        column(columns.name, label("Nom"), false, named(&["nom", "nom_de_naissance", "nom_de_famille"])),
        column(columns.first_name, label("Prénom"), false, named(&["prenom", "prenoms"])),
        column(columns.sex, label("Sexe"), false, named(&["sexe", "genre"])),
        column(columns.birth_date, label("Date de naissance"), false, named(&["ne_e_le", "ne_le", "date_naissance", "date_de_naissance", "naissance"])),
        column(columns.birth_place, label("Lieu de naissance"), false, named(&["lieu_naissance", "lieu_de_naissance", "ne_e_a"])),
    ]
}

/// Made once, kept as long as the program: headings are compared with them for every file.
fn leaked(names: impl Iterator<Item = String>) -> &'static [&'static str] {
    let names: Vec<&'static str> = names.map(|name| -> &'static str { String::leak(name) }).collect();
    Vec::leak(names)
}

#[rustfmt::skip]
static FAMILY_COLUMNS: LazyLock<Vec<ColumnSpec>> = LazyLock::new(|| {
    let number = column("famille", "N° famille", false, &["n_famille", "numero_famille", "numero_de_famille", "no_famille", "num_famille", "id_famille", "code_famille", "n_dossier", "numero_dossier", "n_de_dossier", "identifiant_famille"]);
    let home = column("tel_domicile", "Téléphone du domicile", false, &["telephone_domicile", "tel_fixe", "telephone_fixe", "domicile", "telephone"]);
    let mut columns = vec![number];
    columns.extend(guardian_specs("r1"));
    columns.extend(guardian_specs("r2"));
    columns.push(home);
    columns.extend(ADDRESS_COLUMNS);
    columns.extend(MONEY_COLUMNS);
    columns.extend((1..=CHILDREN.len()).flat_map(child_specs));
    columns
});

#[rustfmt::skip]
static PERSON_COLUMNS: LazyLock<Vec<ColumnSpec>> = LazyLock::new(|| {
    let mut columns = vec![
        column("famille", "Famille", true, &["n_famille", "numero_famille", "no_famille", "num_famille", "id_famille", "code_famille", "n_dossier", "numero_dossier", "identifiant_famille"]),
        column("role", "Rôle", true, &["type_de_personne", "qualite"]),
        column("civilite", "Civilité", false, &["titre"]),
        column("nom", "Nom de naissance", true, &["nom_de_naissance", "nom_naissance", "nom_de_famille"]),
        column("nom_usage", "Nom d’usage", false, &["nom_d_usage", "nom_marital", "nom_d_epouse"]),
        column("prenom", "Prénoms", true, &["prenoms"]),
        column("sexe", "Sexe", false, &["genre"]),
        column("naissance", "Date de naissance", false, &["date_de_naissance", "date_naissance", "ne_e_le", "ne_le"]),
        column("lieu", "Lieu de naissance", false, &["lieu_de_naissance", "lieu_naissance", "ne_e_a"]),
        column("lien", "Lien", false, &["lien_de_parente", "parente", "lien_avec_l_enfant"]),
        column("tel_fixe", "Téléphone fixe", false, &["telephone_fixe", "tel_domicile", "telephone_domicile", "telephone"]),
        column("portable", "Téléphone mobile", false, &["telephone_mobile", "mobile", "tel_portable", "telephone_portable", "tel_mobile"]),
        column("tel_pro", "Téléphone professionnel", false, &["telephone_professionnel", "telephone_pro", "tel_professionnel", "tel_travail"]),
        column("courriel", "Courriel", false, &["email", "e_mail", "mail", "adresse_mail", "adresse_email"]),
        column("profession", "Profession", false, &["metier", "fonction"]),
        column("employeur", "Employeur", false, &["nom_employeur", "entreprise"]),
        column("assureur", "Assureur", false, &["assurance", "compagnie_assurance", "compagnie_d_assurance"]),
        column("police", "N° de police d’assurance", false, &["numero_police", "n_police", "police_assurance", "n_contrat_assurance"]),
        column("assurance_fin", "Échéance de l’assurance", false, &["echeance_assurance", "fin_assurance", "assurance_jusqu_au"]),
    ];
    columns.extend(ADDRESS_COLUMNS);
    columns.extend(MONEY_COLUMNS);
    columns.extend([
        column("ecole", "École", false, &["nom_ecole", "etablissement", "ecole_frequentee"]),
        column("classe", "Classe", false, &["nom_classe"]),
        column("lu_dans", "Lu dans", false, &[]),
    ]);
    columns
});

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_heading_means_one_field() {
        for layout in [FamilyLayout::FamilyPerRow, FamilyLayout::PersonPerRow] {
            let mut seen = HashSet::new();
            for spec in columns_of(layout) {
                let own = std::iter::once(spec.field).chain(spec.synonyms.iter().copied());
                for name in own.collect::<HashSet<_>>() {
                    assert!(seen.insert(name), "{layout:?}: {name} means two fields");
                }
            }
        }
    }

    #[test]
    fn the_headings_of_one_child_and_one_parent_a_row_are_known() {
        let headings = [
            ("Nom parent", "r1_nom"),
            ("Prénom du responsable", "r1_prenom"),
            ("Date de naissance parent", "r1_naissance"),
            ("Téléphone portable", "r1_portable"),
            ("Courriel", "r1_courriel"),
            ("Nom enfant", "enfant_1_nom"),
            ("Prénom de l’enfant", "enfant_1_prenom"),
            ("Date de naissance enfant", "enfant_1_naissance"),
            ("Sexe enfant", "enfant_1_sexe"),
            ("Nom R2", "r2_nom"),
            ("Prénom enfant 2", "enfant_2_prenom"),
        ];
        for (heading, field) in headings {
            let known = normalise_header(heading);
            let mut found = columns_of(FamilyLayout::FamilyPerRow)
                .iter()
                .filter(|spec| spec.field == known || spec.synonyms.contains(&known.as_str()));
            assert_eq!(found.next().map(|spec| spec.field), Some(field), "{heading}");
        }
    }

    #[test]
    fn every_place_is_a_column() {
        let known: HashSet<&str> =
            columns_of(FamilyLayout::FamilyPerRow).iter().map(|spec| spec.field).collect();
        let places =
            GUARDIANS.iter().map(|g| g.places).chain(CHILDREN.iter().map(|c| c.places)).chain([ADDRESS]);
        for (_, column) in places.flatten() {
            assert!(known.contains(column), "{column}");
        }
        let known: HashSet<&str> =
            columns_of(FamilyLayout::PersonPerRow).iter().map(|spec| spec.field).collect();
        for (_, column) in [PERSON.places, CHILD.places, CONTACT, ADDRESS].into_iter().flatten() {
            assert!(known.contains(column), "{column}");
        }
    }
}
