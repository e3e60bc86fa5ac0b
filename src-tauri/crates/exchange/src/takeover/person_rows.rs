//! One row a person, the family's number on each: guardians, children and contacts of a number make a family.

use std::collections::HashMap;

use domain::issue::IssueCode;
use domain::people::{ContactDraft, Kinship};
use domain::values::AddressDraft;
use domain::values::text::{fold, fold_compact};
use jiff::civil::Date;

use super::cells;
use super::columns::{CHILD, CONTACT, PERSON};
use super::family_rows::balances_unread;
use super::model::{FamilyReading, Taken, TakenFamily, TakenHome, TakenSchooling, TakeoverChoices};
use crate::tabular::{ImportPlan, RowIssue, RowReader, Table, read_amount};

/// What a person is to the family.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Guardian(Option<Kinship>),
    Child,
    /// To be called; and may come, when the word says so.
    Contact {
        may_pick_up: bool,
    },
}

pub(super) fn read(
    table: &Table,
    plan: &ImportPlan,
    choices: &TakeoverChoices,
    today: Date,
) -> FamilyReading {
    let mut reading =
        FamilyReading { balances_unread: balances_unread(table, plan), ..FamilyReading::default() };
    let mut of_number: HashMap<String, usize> = HashMap::new();
    for row in table.rows() {
        let line = row.line();
        if let Some(issue) = row.shape_issue() {
            reading.issues.push(issue);
            reading.families.push(TakenFamily::unread(line));
            continue;
        }
        let mut row = RowReader::of_persons(plan, row);
        let number = row.text("famille").to_owned();
        if number.is_empty() {
            row.refuse("famille", IssueCode::Missing, "Rien ne dit de quelle famille est cette personne.");
            let balance = row.help("solde", read_amount);
            reading.families.push(TakenFamily { balance, ..TakenFamily::unread(line) });
            reading.issues.append(&mut row.into_issues());
            continue;
        }
        let place = *of_number.entry(number.clone()).or_insert_with(|| {
            let mut family = TakenFamily::unread(line);
            (family.number, family.refused) = (number, false);
            family.lines.clear();
            reading.families.push(family);
            reading.families.len() - 1
        });
        let family = &mut reading.families[place];
        family.lines.push(line);
        read_person(&mut row, family, choices, today);
        family.refused |= row.has_refused();
        reading.issues.append(&mut row.into_issues());
    }
    let refused: HashMap<u64, u64> = reading
        .families
        .iter()
        .filter(|family| family.refused && family.lines.len() > 1)
        .flat_map(|family| {
            let bad = family
                .lines
                .iter()
                .find(|line| blocks(&reading.issues, **line))
                .copied()
                .unwrap_or(family.lines[0]);
            family
                .lines
                .iter()
                .filter(|line| !blocks(&reading.issues, **line))
                .map(move |line| (*line, bad))
                .collect::<Vec<_>>()
        })
        .collect();
    for (line, bad) in refused {
        reading.issues.push(RowIssue::refused(
            line,
            "",
            "",
            IssueCode::Inconsistent,
            format!(
                "La ligne {bad} de la même famille est refusée : la famille entière attend sa correction."
            ),
        ));
    }
    for family in &mut reading.families {
        settle(family, choices, &mut reading.issues);
    }
    reading
}

fn blocks(issues: &[RowIssue], line: u64) -> bool {
    // Issues come in the order of the lines.
    let first = issues.partition_point(|issue| issue.line < line);
    issues[first..]
        .iter()
        .take_while(|issue| issue.line == line)
        .any(|issue| issue.severity == domain::issue::Severity::Blocking)
}

fn read_person(row: &mut RowReader<'_>, family: &mut TakenFamily, choices: &TakeoverChoices, today: Date) {
    let role = role_of(row.text("role"));
    match role {
        None => row.refuse(
            "role",
            IssueCode::Unknown,
            "Le rôle de la personne n'est pas compris : écrivez Responsable, Enfant ou Contact.",
        ),
        Some(Role::Guardian(kinship)) => read_guardian(row, family, kinship, choices),
        Some(Role::Child) => {
            cells::custody(row);
            let Some(child) = cells::child(row, &CHILD, today) else { return };
            let (school, class) = (row.text("ecole"), row.text("classe"));
            if !class.is_empty() {
                family.schoolings.push(TakenSchooling {
                    child: family.children.len(),
                    school: school.to_owned(),
                    class: class.to_owned(),
                });
            }
            family.children.push(child);
        }
        Some(Role::Contact { may_pick_up }) => read_contact(row, family, may_pick_up),
    }
    // Written on each of its rows or on one: counted once.
    if let Some(balance) = row.help("solde", read_amount) {
        match family.balance {
            None => family.balance = Some(balance),
            Some(known) if known != balance => row.warn(
                "solde",
                IssueCode::Inconsistent,
                "Une autre ligne de la même famille donne un autre solde : la première est retenue pour le contrôle.",
            ),
            Some(_) => {}
        }
    }
}

fn read_guardian(
    row: &mut RowReader<'_>,
    family: &mut TakenFamily,
    kinship: Option<Kinship>,
    choices: &TakeoverChoices,
) {
    let Some(mut guardian) = cells::guardian(row, &PERSON) else {
        row.refuse("nom", IssueCode::Missing, "Cette ligne ne nomme personne.");
        return;
    };
    if let (Kinship::Other, Some(kinship)) = (guardian.draft.kinship, kinship) {
        guardian.draft.kinship = kinship;
    }
    let address = cells::address(row);
    let owes = matches!(
        fold_compact(row.text("debiteur")).as_str(),
        "oui" | "x" | "1" | "vrai" | "payeur" | "debiteur"
    );
    let (allocataire, quotient) = (cells::allocataire(row, choices), cells::quotient(row, choices));
    let place = home_of(family, &address.draft);
    let home = match place {
        Some(place) => &mut family.homes[place],
        None => {
            family.homes.push(TakenHome {
                address,
                guardians: Vec::new(),
                debtor: None,
                allocataire: None,
                quotient: None,
            });
            family.homes.last_mut().expect("just pushed")
        }
    };
    if owes {
        home.debtor = u8::try_from(home.guardians.len()).ok();
    }
    home.guardians.push(guardian);
    home.allocataire = home.allocataire.take().or(allocataire);
    home.quotient = home.quotient.take().or(quotient);
}

/// The home someone lives in: that of the same address; the first, when theirs is not said.
fn home_of(family: &mut TakenFamily, address: &AddressDraft) -> Option<usize> {
    let key = |address: &AddressDraft| {
        [&address.street, &address.building, &address.postcode, &address.city]
            .map(|line| fold_compact(line))
            .concat()
    };
    let wanted = key(address);
    if wanted.is_empty() && !family.homes.is_empty() {
        return Some(0);
    }
    let known = family.homes.iter().position(|home| key(&home.address.draft) == wanted);
    if known.is_some() {
        return known;
    }
    // The first person may have come without an address: it is that of the second.
    let first_unsaid = family.homes.iter().position(|home| key(&home.address.draft).is_empty())?;
    family.homes[first_unsaid].address.draft = address.clone();
    Some(first_unsaid)
}

fn read_contact(row: &mut RowReader<'_>, family: &mut TakenFamily, may_pick_up: bool) {
    let phones: Vec<String> = PERSON.phones.iter().flat_map(|column| cells::phones(row, column)).collect();
    if phones.is_empty() && !may_pick_up {
        row.warn(
            "portable",
            IssueCode::Missing,
            "Ce contact n'a pas de téléphone : si vous acceptez la ligne, la famille est reprise sans lui.",
        );
        return;
    }
    if row.text("nom").is_empty() || row.text("prenom").is_empty() {
        row.warn(
            "prenom",
            IssueCode::Missing,
            "Ce contact n'a pas de nom et de prénom : si vous acceptez la ligne, la famille est reprise sans lui.",
        );
        return;
    }
    let called = family.contacts.iter().filter(|contact| contact.draft.emergency_rank.is_some()).count();
    let rank = u8::try_from(called + 1).ok();
    let draft = ContactDraft {
        name: row.text("nom").to_owned(),
        first_name: row.text("prenom").to_owned(),
        relation: row.text("lien").to_owned(),
        emergency_rank: rank.filter(|_| !phones.is_empty()),
        phone: phones.into_iter().next().unwrap_or_default(),
        may_pick_up,
        ..ContactDraft::default()
    };
    family.contacts.push(Taken { line: row.line(), draft, places: CONTACT });
}

fn role_of(word: &str) -> Option<Role> {
    let said = fold(word);
    if let Some(kinship @ (Kinship::Mother | Kinship::Father | Kinship::StepParent | Kinship::Tutor)) =
        cells::kinship_of(word)
    {
        return Some(Role::Guardian(Some(kinship)));
    }
    if ["responsable", "parent", "representant", "adulte", "titulaire"]
        .iter()
        .any(|known| said.starts_with(known))
    {
        Some(Role::Guardian(None))
    } else if ["enfant", "fille", "fils"].iter().any(|known| said.starts_with(known)) {
        Some(Role::Child)
    } else if said.contains("autoris") {
        Some(Role::Contact { may_pick_up: true })
    } else if said.contains("contact") || said.contains("urgence") {
        Some(Role::Contact { may_pick_up: false })
    } else {
        None
    }
}

/// What only the whole family tells.
fn settle(family: &mut TakenFamily, choices: &TakeoverChoices, issues: &mut Vec<RowIssue>) {
    if family.refused {
        return;
    }
    if let [_, second, ..] = &family.homes[..] {
        issues.push(RowIssue::to_check(
            second.address.line,
            "adresse",
            second.address.draft.street.clone(),
            IssueCode::Ambiguous,
            "Cette adresse n'est pas celle du premier responsable : un second foyer est créé, les enfants sont rattachés au premier. Saisissez la garde dans le dossier.",
        ));
    }
    if choices.first_guardian_owes {
        for home in family.homes.iter_mut().filter(|home| home.debtor.is_none() && !home.guardians.is_empty())
        {
            home.debtor = Some(0);
        }
    }
}
