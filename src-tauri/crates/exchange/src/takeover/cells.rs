//! Cells of a family: what is understood of each, and what is left out with a word when it only helps.

use domain::calendar::Month;
use domain::calendar::age_on;
use domain::issue::{IssueCode, Refusal, Severity};
use domain::people::{ChildDraft, Detail, DetailKind, Details, GuardianDraft, Kinship, Sex};
use domain::tariffs::{Quotient, QuotientDraft, QuotientKind, QuotientSource};
use domain::values::ids::QuotientId;
use domain::values::text::{fold, fold_compact};
use domain::values::{AddressDraft, Allocataire, BirthDate, Civility, CountryCode, Email, PersonName, Phone};
use jiff::civil::Date;

use super::TakeoverChoices;
use super::columns::{ADDRESS, ChildColumns, GuardianColumns};
use super::model::Taken;
use crate::tabular::{CellProblem, RowReader, read_amount, read_birth, read_date};

/// Characters of an address line (NF Z10-011).
const ADDRESS_LINE: usize = 38;

/// Age from which someone is no longer a child of the services.
const GROWN_UP: i16 = 18;

/// Reads a guardian; nothing when none of their cells holds anything.
pub(super) fn guardian(
    row: &mut RowReader<'_>,
    columns: &'static GuardianColumns,
) -> Option<Taken<GuardianDraft>> {
    let cells = columns.places.iter().map(|(_, column)| column).chain(columns.phones);
    if cells.into_iter().all(|column| row.text(column).is_empty()) {
        return None;
    }
    let civility = row.help(columns.civility, read_civility);
    let birth_date = row.help(columns.birth_date, read_birth);
    let email = row.help(columns.email, |cell| Email::parse(cell).map_err(problem));
    let kinship = row.help(columns.kinship, read_kinship);
    let draft = GuardianDraft {
        civility: civility.map(|civility| civility.code().to_owned()).unwrap_or_default(),
        birth_name: row.text(columns.birth_name).to_owned(),
        usage_name: row.text(columns.usage_name).to_owned(),
        first_name: row.text(columns.first_name).to_owned(),
        birth_date,
        birth_place: row.text(columns.birth_place).to_owned(),
        email: email.map(|email| email.to_string()).unwrap_or_default(),
        phones: columns.phones.iter().flat_map(|column| phones(row, column)).collect(),
        kinship: kinship.unwrap_or_default(),
        details: details(row, columns.details),
        ..GuardianDraft::default()
    };
    Some(Taken { line: row.line(), draft, places: columns.places })
}

/// Reads a child; nothing when their cells are empty, or when they are grown up, which is said.
pub(super) fn child(
    row: &mut RowReader<'_>,
    columns: &'static ChildColumns,
    today: Date,
) -> Option<Taken<ChildDraft>> {
    if [columns.name, columns.first_name, columns.birth_date]
        .into_iter()
        .all(|column| row.text(column).is_empty())
    {
        return None;
    }
    let birth_date = row.value(columns.birth_date, read_birth);
    let first_name = row.text(columns.first_name).to_owned();
    if birth_date
        .map(BirthDate::reckoned)
        .is_some_and(|birth| birth <= today && age_on(birth, today) >= GROWN_UP)
    {
        row.warn(
            columns.birth_date,
            IssueCode::OutOfRange,
            format!("{first_name} a 18 ans ou plus : si vous acceptez la ligne, la famille est reprise sans cet enfant."),
        );
        return None;
    }
    let sex = row.help(columns.sex, read_sex);
    let draft = ChildDraft {
        name: row.text(columns.name).to_owned(),
        first_name,
        sex,
        birth_date,
        birth_place: row.text(columns.birth_place).to_owned(),
        details: details(row, columns.details),
        ..ChildDraft::default()
    };
    Some(Taken { line: row.line(), draft, places: columns.places })
}

/// What a row answers to fields that a town may ask: whether it does is for the town to say (X08).
fn details(row: &mut RowReader<'_>, columns: &'static [(Detail, &'static str)]) -> Details {
    let mut details = Details::new();
    for (detail, column) in columns {
        let said = match detail.kind() {
            DetailKind::Day => row.help(column, read_date).map(|day| day.to_string()),
            _ => Some(row.text(column).to_owned()).filter(|text| !text.trim().is_empty()),
        };
        details.extend(said.map(|said| (*detail, said)));
    }
    details
}

/// Reads the address of a row, whole or not.
pub(super) fn address(row: &mut RowReader<'_>) -> Taken<AddressDraft> {
    let country = row.text("pays");
    let is_french =
        country.is_empty() || CountryCode::parse(country).is_ok_and(|country| country.is_france());
    let postcode = row.value("code_postal", |cell| read_postcode(cell, is_french));
    let mut draft = AddressDraft {
        street: row.text("adresse").to_owned(),
        building: row.text("complement").to_owned(),
        locality: row.text("lieu_dit").to_owned(),
        postcode: postcode.unwrap_or_default(),
        city: row.text("ville").to_owned(),
        country: country.to_owned(),
        ..AddressDraft::default()
    };
    cut_in_two(&mut draft);
    Taken { line: row.line(), draft, places: ADDRESS }
}

/// A long address that is visibly two lines in one cell becomes two lines; nothing of it is lost nor shortened.
fn cut_in_two(draft: &mut AddressDraft) {
    if draft.street.chars().count() <= ADDRESS_LINE && !draft.street.contains('\n')
        || !draft.building.is_empty()
    {
        return;
    }
    let parts: Vec<&str> =
        draft.street.split(['\n', ',']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let [first, second] = parts[..] else { return };
    if first.chars().count() > ADDRESS_LINE || second.chars().count() > ADDRESS_LINE {
        return;
    }
    // « 12, rue des Lilas » is one line whose number is followed by a comma.
    if first.chars().all(|c| c.is_ascii_digit()) {
        return;
    }
    let starts_with_number = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    let (street, building) = if starts_with_number(first) && !starts_with_number(second) {
        (first, second)
    } else {
        (second, first)
    };
    (draft.street, draft.building) = (street.to_owned(), building.to_owned());
}

/// Whether a cell is the code of a caisse rather than its name.
pub(super) fn is_caisse_code(cell: &str) -> bool {
    cell.len() == 3 && cell.bytes().all(|b| b.is_ascii_digit())
}

/// The number at the caisse; without its caisse a number says nothing, and it is said.
pub(super) fn allocataire(row: &mut RowReader<'_>, choices: &TakeoverChoices) -> Option<Allocataire> {
    let number = row.text("allocataire");
    if number.is_empty() {
        return None;
    }
    let caisse = row.text("caisse");
    let said = Some(caisse).filter(|caisse| is_caisse_code(caisse));
    // The caisse of the whole file is not that of a row that names another.
    let chosen = choices.organisme.as_deref().filter(|_| !fold(caisse).contains("msa"));
    let Some(organisme) = said.or(chosen) else {
        row.warn(
            "allocataire",
            IssueCode::Missing,
            "Le code de la caisse manque (trois chiffres) : choisissez-la pour tout le fichier, ou la ligne sera prise sans son numéro d'allocataire.",
        );
        return None;
    };
    let organisme = organisme.to_owned();
    let reading = row.help("allocataire", |cell| Allocataire::read(&organisme, cell).map_err(problem))?;
    if let Some(doubt) = reading.to_check {
        row.warn("allocataire", doubt.code, doubt.message);
    }
    Some(reading.allocataire)
}

/// The quotient, when its month is known.
pub(super) fn quotient(row: &mut RowReader<'_>, choices: &TakeoverChoices) -> Option<QuotientDraft> {
    if row.text("qf").is_empty() {
        return None;
    }
    let month = match row.text("qf_mois") {
        "" => choices.quotient_month,
        _ => row.help("qf_mois", read_month),
    };
    // Without a month for the whole file, that is said once, not on each row.
    let month = month?;
    let value = row.help("qf", read_amount)?;
    let kind = if fold(row.text("caisse")).contains("msa") { QuotientKind::Msa } else { QuotientKind::Caf };
    let draft = QuotientDraft {
        kind,
        value,
        month,
        computed: None,
        from: None,
        to: None,
        source: QuotientSource::Import,
    };
    // The identifier is only there to ask the domain.
    if let Err(issues) = Quotient::try_new(QuotientId::from_bytes([0; 16]), &draft) {
        for issue in issues {
            row.warn("qf", issue.code, issue.message);
        }
        return None;
    }
    Some(draft)
}

/// Says that an alternating custody is to be typed: a word does not tell whose weeks.
pub(super) fn custody(row: &mut RowReader<'_>) {
    let said = fold(row.text("garde"));
    if said.contains("altern") || said.contains("partag") {
        row.warn(
            "garde",
            IssueCode::Ambiguous,
            "Le fichier annonce une garde alternée sans dire quelles semaines : les enfants sont rattachés au premier foyer, saisissez la garde dans le dossier.",
        );
    }
}

/// The telephones of a cell: two are often written in one.
pub(super) fn phones(row: &mut RowReader<'_>, column: &'static str) -> Vec<String> {
    let cell = row.text(column);
    let several: Vec<&str> =
        cell.split(['/', ';', ',', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if several.len() > 1
        && let Ok(read) = several.iter().map(|part| Phone::parse(part)).collect::<Result<Vec<Phone>, _>>()
    {
        return read.iter().map(ToString::to_string).collect();
    }
    row.help(column, read_phone).map(|phone| phone.to_string()).into_iter().collect()
}

fn read_phone(cell: &str) -> Result<Phone, CellProblem> {
    let digits: String = cell.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    let lost_zero =
        digits.len() == 9 && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    if lost_zero {
        let message = format!("« {cell} » a perdu son premier zéro : est-ce 0{digits} ?");
        return Err(doubt(IssueCode::Ambiguous, message, format!("0{digits}")));
    }
    Phone::parse(cell).map_err(problem)
}

fn read_civility(cell: &str) -> Result<Civility, CellProblem> {
    match fold_compact(cell).as_str() {
        "mlle" | "mademoiselle" => Err(doubt(
            IssueCode::Forbidden,
            "Le Trésor rejette « Mademoiselle » : Madame est proposé.".to_owned(),
            "Mme".to_owned(),
        )),
        _ => Civility::parse(cell).map_err(problem),
    }
}

fn read_kinship(cell: &str) -> Result<Kinship, CellProblem> {
    kinship_of(cell).ok_or_else(|| {
        CellProblem::refused(IssueCode::Unknown, format!("Le lien « {cell} » n’est pas de la liste."))
    })
}

/// The kinship a word says.
pub(super) fn kinship_of(word: &str) -> Option<Kinship> {
    Some(match fold_compact(word).as_str() {
        "mere" | "maman" => Kinship::Mother,
        "pere" | "papa" => Kinship::Father,
        "beauparent" | "beaupere" | "bellemere" => Kinship::StepParent,
        "grandparent" | "grandpere" | "grandmere" => Kinship::Grandparent,
        "tuteur" | "tutrice" => Kinship::Tutor,
        "familledaccueil" | "assistantfamilial" | "assistantefamiliale" => Kinship::FosterFamily,
        "autre" | "autrelien" => Kinship::Other,
        _ => return None,
    })
}

fn read_sex(cell: &str) -> Result<Sex, CellProblem> {
    match fold_compact(cell).as_str() {
        "f" | "fille" | "feminin" | "femme" | "2" => Ok(Sex::F),
        "m" | "g" | "garcon" | "masculin" | "homme" | "h" | "1" => Ok(Sex::M),
        _ => Err(CellProblem::refused(
            IssueCode::Unknown,
            format!("Le sexe « {cell} » n’est pas compris : écrivez F ou M."),
        )),
    }
}

fn read_postcode(cell: &str, is_french: bool) -> Result<String, CellProblem> {
    let bare: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    if is_french && bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit()) {
        let message = format!("Le code postal « {bare} » a perdu un chiffre : est-ce 0{bare} ?");
        return Err(doubt(IssueCode::Ambiguous, message, format!("0{bare}")));
    }
    Ok(bare)
}

/// `03/2026`, `2026-03`, or a whole date whose month counts.
fn read_month(cell: &str) -> Result<Month, CellProblem> {
    if let Ok(day) = read_date(cell) {
        return Ok(Month::of(day));
    }
    let parts: Vec<&str> = cell.split(['/', '-']).collect();
    let read = match parts[..] {
        [year, month] if year.len() == 4 => Some((year, month)),
        [month, year] if year.len() == 4 => Some((year, month)),
        _ => None,
    };
    let read = read.and_then(|(year, month)| Month::try_new(year.parse().ok()?, month.parse().ok()?).ok());
    read.ok_or_else(|| {
        CellProblem::refused(IssueCode::Malformed, format!("« {cell} » n’est pas un mois : écrivez MM/AAAA."))
    })
}

/// Whether a name can be one: what the domain will say of it, asked early.
pub(super) fn is_name(text: &str) -> bool {
    PersonName::try_new(text).is_ok()
}

pub(super) fn problem(refusal: Refusal) -> CellProblem {
    CellProblem { refusal, severity: Severity::Blocking, proposal: None }
}

fn doubt(code: IssueCode, message: String, proposal: String) -> CellProblem {
    CellProblem {
        refusal: Refusal::new(code, message),
        severity: Severity::Warning,
        proposal: Some(proposal),
    }
}
