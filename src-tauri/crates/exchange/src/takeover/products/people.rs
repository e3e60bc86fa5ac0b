//! The general table of persons, filled from what a product says.

use domain::issue::IssueCode;
use domain::takeover::ForbiddenKind;

use crate::tabular::{Origin, RowIssue, Table};

/// A person of a product, as the row of a general table has them.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// Number of the family there.
    pub(super) family: String,
    /// `Responsable`, `Père`, `Mère`, `Enfant`, `Contact`, `Contact autorisé`.
    pub(super) role: &'static str,
    pub(super) civility: String,
    pub(super) birth_name: String,
    pub(super) usage_name: String,
    pub(super) first_names: String,
    pub(super) sex: String,
    pub(super) birth_date: String,
    pub(super) birth_place: String,
    pub(super) kinship: String,
    pub(super) landline: String,
    pub(super) mobile: String,
    pub(super) work_phone: String,
    pub(super) email: String,
    pub(super) street: String,
    pub(super) complement: String,
    pub(super) postcode: String,
    pub(super) city: String,
    pub(super) country: String,
    pub(super) allocataire: String,
    pub(super) caisse: String,
    pub(super) quotient: String,
    pub(super) quotient_month: String,
    pub(super) balance: String,
    pub(super) owes: &'static str,
    pub(super) custody: String,
    pub(super) school: String,
    pub(super) class: String,
    /// Where it was read: `enfant.csv, ligne 12`.
    pub(super) read_in: String,
}

/// A heading of the general table, and what feeds it.
type Column = (&'static str, fn(&Person) -> &str);

/// Headings of the general table, and what feeds them. The first four are there whatever happens: no row is taken without them.
#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    ("Famille", |p| &p.family),
    ("Rôle", |p| p.role),
    ("Nom de naissance", |p| &p.birth_name),
    ("Prénoms", |p| &p.first_names),
    ("Nom d’usage", |p| &p.usage_name),
    ("Civilité", |p| &p.civility),
    ("Sexe", |p| &p.sex),
    ("Date de naissance", |p| &p.birth_date),
    ("Lieu de naissance", |p| &p.birth_place),
    ("Lien", |p| &p.kinship),
    ("Téléphone fixe", |p| &p.landline),
    ("Téléphone mobile", |p| &p.mobile),
    ("Téléphone professionnel", |p| &p.work_phone),
    ("Courriel", |p| &p.email),
    ("Adresse", |p| &p.street),
    ("Complément d’adresse", |p| &p.complement),
    ("Code postal", |p| &p.postcode),
    ("Ville", |p| &p.city),
    ("Pays", |p| &p.country),
    ("N° allocataire", |p| &p.allocataire),
    ("Caisse", |p| &p.caisse),
    ("Quotient familial", |p| &p.quotient),
    ("Mois du quotient", |p| &p.quotient_month),
    ("Solde", |p| &p.balance),
    ("Qui doit les factures", |p| p.owes),
    ("Garde", |p| &p.custody),
    ("École", |p| &p.school),
    ("Classe", |p| &p.class),
    (READ_IN, |p| &p.read_in),
];
const ALWAYS: usize = 4;

/// Heading of the column that says where a row was read: a table made of a product's files has it.
pub const READ_IN: &str = "Lu dans";

/// Persons one after the other, families in the order they are met.
#[derive(Debug, Default)]
pub(super) struct PersonRows {
    people: Vec<Person>,
    doubts: Vec<RowIssue>,
}

impl PersonRows {
    /// Adds a person; answers their line in the table.
    pub(super) fn push(&mut self, person: Person) -> u64 {
        self.people.push(person);
        self.people.len() as u64 + 1
    }

    /// How many so far.
    pub(super) fn len(&self) -> usize {
        self.people.len()
    }

    /// Something to look at on a line, before the family is taken.
    pub(super) fn doubt(&mut self, line: u64, field: &'static str, value: &str, message: &str) {
        self.doubts.push(RowIssue::to_check(line, field, value, IssueCode::Ambiguous, message));
    }

    pub(super) fn into_table(
        self,
        origin: Origin,
        refused: &[(String, ForbiddenKind)],
    ) -> (Table, Vec<RowIssue>) {
        let kept: Vec<&Column> = COLUMNS
            .iter()
            .enumerate()
            .filter(|(rank, (_, of))| {
                *rank < ALWAYS || self.people.iter().any(|person| !of(person).is_empty())
            })
            .map(|(_, column)| column)
            .collect();
        let headers = kept.iter().map(|(heading, _)| (*heading).to_owned()).collect();
        let rows = self.people.iter().map(|person| kept.iter().map(|(_, of)| of(person)).collect());
        (Table::made(origin, headers, rows, refused), self.doubts)
    }
}

/// `DURAND-LE GOFF Anne Marie`: what is in capitals is the name, the rest the first names. Nothing when the case does not tell.
pub(super) fn split_name(whole: &str) -> Option<(String, String)> {
    let words: Vec<&str> = whole.split_whitespace().collect();
    let in_capitals = |word: &&str| {
        word.chars().any(char::is_alphabetic)
            && word.chars().filter(|c| c.is_alphabetic()).all(|c| !c.is_lowercase())
            && word.chars().filter(|c| c.is_alphabetic()).count() > 1
    };
    let name = words.iter().take_while(|word| in_capitals(word)).count();
    if name == 0 || name == words.len() || words[name..].iter().any(in_capitals) {
        return None;
    }
    Some((words[..name].join(" "), words[name..].join(" ")))
}

/// The lines of an address written in one cell: street, complement, postcode, town. Nothing when no postcode tells where the town is.
pub(super) fn address_of(cell: &str) -> Option<[String; 4]> {
    let lines: Vec<&str> = cell.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_postcode =
        |word: &str| matches!(word.len(), 4 | 5) && word.bytes().all(|digit| digit.is_ascii_digit());
    let at = lines.iter().rposition(|line| line.split_whitespace().next().is_some_and(is_postcode))?;
    let (postcode, on_line) = lines[at].split_once(char::is_whitespace).unwrap_or((lines[at], ""));
    let city = if on_line.trim().is_empty() { lines[at + 1..].join(" ") } else { on_line.trim().to_owned() };
    let before = &lines[..at];
    let (street, complement) = match before {
        [] => (String::new(), String::new()),
        [street] => ((*street).to_owned(), String::new()),
        [street, rest @ ..] => ((*street).to_owned(), rest.join(" ")),
    };
    // What follows the town is not its name.
    if !on_line.trim().is_empty() && at + 1 < lines.len() {
        return None;
    }
    Some([street, complement, postcode.to_owned(), city])
}
