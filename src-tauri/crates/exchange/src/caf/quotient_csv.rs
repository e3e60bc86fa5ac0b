//! Quotients from a CSV (caf.md §10.1). No standard exists: the columns are ours, the headings are soft.

use std::collections::HashMap;

use domain::calendar::Month;
use domain::issue::{IssueCode, Severity};
use domain::tariffs::{Quotient, QuotientDraft, QuotientKind, QuotientSource};
use domain::values::ids::QuotientId;
use domain::values::text::fold_compact;
use domain::values::{Allocataire, PersonName};
use jiff::civil::Date;

use crate::tabular::{
    CellProblem, ColumnSpec, ImportPlan, Line, Reading, RowIssue, RowReader, Table, read_amount, read_date,
    read_integer, read_rows,
};

/// Columns of our model file, and other headings that mean them.
#[rustfmt::skip]
pub static QUOTIENT_COLUMNS: [ColumnSpec; 14] = [
    ColumnSpec { field: "code_organisme", label: "Code de la caisse", required: false, synonyms: &["organisme", "caisse", "code_caisse", "numero_caf", "caf"] },
    ColumnSpec { field: "matricule", label: "N° d’allocataire", required: false, synonyms: &["n_allocataire", "numero_allocataire", "num_alloc", "num_allocataire", "allocataire", "n_d_allocataire", "matricule_allocataire", "no_allocataire"] },
    ColumnSpec { field: "nom", label: "Nom", required: false, synonyms: &["nom_allocataire", "nom_de_naissance", "nom_naissance", "nom_responsable", "nom_r1"] },
    ColumnSpec { field: "prenom", label: "Prénom", required: false, synonyms: &["prenoms", "prenom_allocataire", "prenom_responsable", "prenom_r1"] },
    ColumnSpec { field: "date_naissance", label: "Date de naissance", required: false, synonyms: &["ne_le", "ne_e_le", "naissance", "date_de_naissance", "date_naissance_r1"] },
    ColumnSpec { field: "type_qf", label: "Type de quotient", required: false, synonyms: &["type", "type_quotient", "regime", "fournisseur"] },
    ColumnSpec { field: "qf", label: "Quotient familial", required: true, synonyms: &["quotient", "quotient_familial", "valeur", "valeur_qf", "montant_qf", "qf_caf"] },
    ColumnSpec { field: "mois", label: "Mois d’application", required: true, synonyms: &["mois_qf", "mois_application", "periode", "mois_reference", "mois_d_application"] },
    ColumnSpec { field: "annee", label: "Année d’application", required: false, synonyms: &["annee_qf", "annee_application", "exercice", "annee_d_application"] },
    ColumnSpec { field: "mois_calcul", label: "Mois de calcul", required: false, synonyms: &["mois_de_calcul"] },
    ColumnSpec { field: "annee_calcul", label: "Année de calcul", required: false, synonyms: &["annee_de_calcul"] },
    ColumnSpec { field: "date_debut", label: "Début de validité", required: false, synonyms: &["debut", "date_effet", "debut_validite", "valable_du", "date_de_debut"] },
    ColumnSpec { field: "date_fin", label: "Fin de validité", required: false, synonyms: &["fin", "fin_validite", "valable_jusqu_au", "date_de_fin"] },
    ColumnSpec { field: "origine", label: "Origine", required: false, synonyms: &["source", "provenance"] },
];

/// The allocataire by name, when the file has no number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QuotientPerson {
    /// Family name.
    pub name: PersonName,
    /// First names.
    pub first_name: PersonName,
    /// Birth date.
    pub birth_date: Date,
}

/// One quotient and whom it is for: the number, the person, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotientRow {
    /// Caisse and number.
    pub allocataire: Option<Allocataire>,
    /// Name, first name and birth date.
    pub person: Option<QuotientPerson>,
    /// The quotient, already acceptable to the domain.
    pub draft: QuotientDraft,
}

/// Reads the quotients; `default_organisme` is the caisse the agent chose for a file that does not name it.
pub fn read_quotients(
    table: &Table,
    plan: &ImportPlan,
    default_organisme: Option<&str>,
) -> Reading<QuotientRow> {
    let mut reading = read_rows(table, plan, |row| read_row(row, default_organisme));
    settle_repetitions(&mut reading);
    reading
}

fn read_row(row: &mut RowReader<'_>, default_organisme: Option<&str>) -> Option<QuotientRow> {
    let person = read_person(row);
    let allocataire = read_allocataire(row, default_organisme, person.is_some());
    if allocataire.is_none() && person.is_none() && !row.has_refused() {
        row.refuse(
            "matricule",
            IssueCode::Missing,
            "Rien ne dit de qui est ce quotient : il faut le numéro d'allocataire, ou le nom, le prénom et la date \
             de naissance.",
        );
    }
    let kind = row.value("type_qf", read_kind).unwrap_or(QuotientKind::Caf);
    let value = row.required(
        "qf",
        "Le quotient manque : il reste inconnu, ce qui n'est pas zéro. Le tarif le plus haut s'appliquera en le disant.",
        read_amount,
    );
    let month = read_month(row, "mois", "annee", true);
    let computed = read_month(row, "mois_calcul", "annee_calcul", false);
    let draft = QuotientDraft {
        kind,
        value: value?,
        month: month?,
        computed,
        from: row.value("date_debut", read_date),
        to: row.value("date_fin", read_date),
        source: source_of(row.text("origine")),
    };
    check_by_the_domain(row, &draft);
    Some(QuotientRow { allocataire, person, draft })
}

/// The rules of a quotient are the domain's; the identifier given here only lets it be built.
fn check_by_the_domain(row: &mut RowReader<'_>, draft: &QuotientDraft) {
    for issue in Quotient::try_new(QuotientId::from_bytes([0; 16]), draft).err().unwrap_or_default() {
        let field = match issue.field.as_str() {
            "value" => "qf",
            "computed" => "mois_calcul",
            "to" => "date_fin",
            _ => "",
        };
        row.refuse(field, issue.code, &issue.message);
    }
}

fn read_allocataire(
    row: &mut RowReader<'_>,
    default_organisme: Option<&str>,
    known_by_name: bool,
) -> Option<Allocataire> {
    let matricule = row.text("matricule");
    if matricule.is_empty() {
        return None;
    }
    let organisme = Some(row.text("code_organisme")).filter(|code| !code.is_empty()).or(default_organisme);
    let Some(organisme) = organisme else {
        // A number is unique in its caisse only (caf.md §7).
        let message = "Le code de la caisse manque : choisissez-la pour tout le fichier.";
        if known_by_name {
            row.warn("code_organisme", IssueCode::Missing, message);
        } else {
            row.refuse("code_organisme", IssueCode::Missing, message);
        }
        return None;
    };
    match Allocataire::read(organisme, matricule) {
        Ok(reading) => {
            if let Some(doubt) = reading.to_check {
                row.warn("matricule", doubt.code, doubt.message);
            }
            Some(reading.allocataire)
        }
        Err(refusal) => {
            row.refuse("matricule", refusal.code, refusal.message);
            None
        }
    }
}

/// The person when the three parts are there. Beside a number they only help: an incomplete birth date is
/// admitted, never invented (caf.md §9).
fn read_person(row: &mut RowReader<'_>) -> Option<QuotientPerson> {
    if !row.text("matricule").is_empty() {
        let name = row.help("nom", read_name);
        let first_name = row.help("prenom", read_name);
        let birth_date = row.help("date_naissance", read_date);
        return Some(QuotientPerson { name: name?, first_name: first_name?, birth_date: birth_date? });
    }
    let name = row.value("nom", read_name);
    let first_name = row.value("prenom", read_name);
    if name.is_none() && first_name.is_none() {
        return None;
    }
    let birth_date = row.required(
        "date_naissance",
        "Sans numéro d'allocataire, la date de naissance est nécessaire : des homonymes existent.",
        read_date,
    );
    Some(QuotientPerson { name: name?, first_name: first_name?, birth_date: birth_date? })
}

fn read_name(cell: &str) -> Result<PersonName, CellProblem> {
    PersonName::try_new(cell).map_err(|refusal| CellProblem {
        refusal,
        severity: Severity::Blocking,
        proposal: None,
    })
}

fn read_kind(cell: &str) -> Result<QuotientKind, CellProblem> {
    Ok(match fold_compact(cell).as_str() {
        "caf" | "cnaf" | "qfcaf" => QuotientKind::Caf,
        "msa" | "qfmsa" => QuotientKind::Msa,
        "fiscal" | "impots" | "qffiscal" => QuotientKind::Tax,
        "municipal" | "communal" | "qfmunicipal" => QuotientKind::Municipal,
        _ => {
            return Err(CellProblem::refused(
                IssueCode::Unknown,
                format!(
                    "Le type de quotient « {cell} » est inconnu : écrivez CAF, MSA, fiscal ou municipal."
                ),
            ));
        }
    })
}

fn source_of(origin: &str) -> QuotientSource {
    match fold_compact(origin).as_str() {
        "cdap" => QuotientSource::Cdap,
        "attestation" | "attestationcaf" => QuotientSource::Attestation,
        "avisdimposition" | "avis" | "impots" => QuotientSource::TaxNotice,
        "declaration" => QuotientSource::Declaration,
        _ => QuotientSource::Import,
    }
}

/// A month in two columns (`2` and `2026`) or in one (`02/2026`, `2026-02`, `février 2026`).
fn read_month(
    row: &mut RowReader<'_>,
    month_field: &'static str,
    year_field: &'static str,
    required: bool,
) -> Option<Month> {
    let (written, year) = (row.text(month_field), row.text(year_field));
    if written.is_empty() {
        if required || !year.is_empty() {
            row.refuse(month_field, IssueCode::Missing, "Le mois manque.");
        }
        return None;
    }
    if let Some(month) = month_in_one(written) {
        return Some(month);
    }
    let Some(number) = month_number(written) else {
        row.refuse(month_field, IssueCode::Malformed, format!("« {written} » n'est pas un mois."));
        return None;
    };
    if year.is_empty() {
        row.refuse(year_field, IssueCode::Missing, format!("L'année manque pour le mois « {written} »."));
        return None;
    }
    let year = row.value(year_field, read_year)?;
    match Month::try_new(year, number) {
        Ok(month) => Some(month),
        Err(refusal) => {
            row.refuse(month_field, refusal.code, refusal.message);
            None
        }
    }
}

fn read_year(cell: &str) -> Result<i16, CellProblem> {
    let year = read_integer(cell)?;
    i16::try_from(year).ok().filter(|year| *year >= 1900).ok_or_else(|| {
        CellProblem::refused(
            IssueCode::Ambiguous,
            format!("« {cell} » n'est pas une année en quatre chiffres."),
        )
    })
}

fn month_in_one(text: &str) -> Option<Month> {
    let (first, last) = text.split_once(['/', '-', ' '])?;
    let (month, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    if year.len() != 4 {
        return None;
    }
    Month::try_new(year.parse().ok()?, month_number(month)?).ok()
}

fn month_number(text: &str) -> Option<i8> {
    if let Ok(number) = text.parse::<i8>() {
        return Some(number).filter(|n| (1..=12).contains(n));
    }
    let name = fold_compact(text);
    (1..=12).find(|n| Month::try_new(2000, *n).is_ok_and(|month| fold_compact(month.name_fr()) == name))
}

/// Two quotients for the same person, kind and month: the same again is passed over; another value is for the
/// agent to see, unless the months of calculation tell them apart (caf.md §9).
fn settle_repetitions(reading: &mut Reading<QuotientRow>) {
    let mut seen: HashMap<String, (u64, QuotientDraft)> = HashMap::new();
    let mut issues = Vec::new();
    reading.rows.retain(|Line { line, value: row }| {
        let draft = &row.draft;
        let key = format!("{}|{:?}|{:?}|{:?}", holder(row), draft.kind, draft.month, draft.computed);
        let Some((before, first)) = seen.get(&key) else {
            seen.insert(key, (*line, draft.clone()));
            return true;
        };
        let value = Quotient::format_value(draft.value);
        if first == draft {
            let message = format!("Ce quotient est déjà à la ligne {before} : celle-ci est passée.");
            issues.push(RowIssue::refused(*line, "qf", value, IssueCode::Duplicate, message));
            return false;
        }
        let message = format!(
            "Un autre quotient pour la même famille et le même mois est à la ligne {before} : le dernier pris \
             s'appliquera, vérifiez."
        );
        issues.push(RowIssue::to_check(*line, "qf", value, IssueCode::Ambiguous, message));
        true
    });
    reading.issues.append(&mut issues);
    reading.issues.sort_by_key(|issue| issue.line);
}

/// Whose quotient it is, as far as the file says.
fn holder(row: &QuotientRow) -> String {
    match (&row.allocataire, &row.person) {
        (Some(allocataire), _) => format!("{}{}", allocataire.organisme(), allocataire.matricule()),
        (None, Some(person)) => {
            format!("{}|{}|{}", person.name.compact_key(), person.first_name.compact_key(), person.birth_date)
        }
        (None, None) => unreachable!("a row without holder was refused"),
    }
}

#[cfg(test)]
mod tests;
