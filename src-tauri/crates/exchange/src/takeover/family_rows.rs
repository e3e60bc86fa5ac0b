//! One row a family: guardians R1 and R2, children 1 to 12, one home.

use domain::issue::IssueCode;
use domain::values::text::fold_compact;
use jiff::civil::Date;

use super::cells;
use super::columns::{CHILDREN, GUARDIANS};
use super::model::{FamilyReading, TakenFamily, TakenHome, TakeoverChoices};
use crate::tabular::{ImportPlan, RowReader, Table, read_amount};

pub(super) fn read(
    table: &Table,
    plan: &ImportPlan,
    choices: &TakeoverChoices,
    today: Date,
) -> FamilyReading {
    let mut reading =
        FamilyReading { balances_unread: balances_unread(table, plan), ..FamilyReading::default() };
    for row in table.rows() {
        if let Some(issue) = row.shape_issue() {
            reading.issues.push(issue);
            reading.families.push(TakenFamily::unread(row.line()));
            continue;
        }
        let mut row = RowReader::of_persons(plan, row);
        let mut family = read_row(&mut row, choices, today);
        family.refused = row.has_refused();
        reading.families.push(family);
        reading.issues.append(&mut row.into_issues());
    }
    reading
}

fn read_row(row: &mut RowReader<'_>, choices: &TakeoverChoices, today: Date) -> TakenFamily {
    let mut guardians: Vec<_> =
        GUARDIANS.iter().filter_map(|columns| cells::guardian(row, columns)).collect();
    let home_phones = cells::phones(row, "tel_domicile");
    match guardians.first_mut() {
        Some(first) => first.draft.phones.extend(home_phones),
        None => row.refuse("r1_nom", IssueCode::Missing, "Cette ligne ne nomme aucun responsable."),
    }
    let mut children = Vec::new();
    for columns in &CHILDREN {
        let Some(child) = cells::child(row, columns, today) else { continue };
        if child.draft.name.trim().is_empty() {
            let first = guardians.first().map(|guardian| guardian.draft.birth_name.clone());
            row.refuse_proposing(
                columns.name,
                IssueCode::Missing,
                "Le nom de l'enfant manque. Est-ce celui du premier responsable ?",
                first.filter(|name| cells::is_name(name)),
            );
        }
        children.push(child);
    }
    cells::custody(row);
    let address = cells::address(row);
    let debtor = debtor(row, guardians.len(), choices);
    let home = TakenHome {
        address,
        guardians,
        debtor,
        allocataire: cells::allocataire(row, choices),
        quotient: cells::quotient(row, choices),
    };
    TakenFamily {
        number: row.text("famille").to_owned(),
        lines: vec![row.line()],
        homes: vec![home],
        children,
        schoolings: Vec::new(),
        contacts: Vec::new(),
        balance: row.help("solde", read_amount),
        refused: false,
    }
}

/// Who owes: said by the row, else by the agent for the whole file, else nobody yet.
fn debtor(row: &mut RowReader<'_>, guardians: usize, choices: &TakeoverChoices) -> Option<u8> {
    let said = fold_compact(row.text("debiteur"));
    let rank = match said.as_str() {
        "" => return (choices.first_guardian_owes && guardians > 0).then_some(0),
        "r1" | "1" | "responsable1" | "resp1" | "parent1" | "adulte1" => 0,
        "r2" | "2" | "responsable2" | "resp2" | "parent2" | "adulte2" => 1,
        _ => {
            // The name of one of the two tells too, when it is not that of both.
            let named: Vec<u8> = (0..)
                .zip(&GUARDIANS)
                .filter(|(_, columns)| {
                    let first = fold_compact(row.text(columns.first_name));
                    let whole = |name: &'static str| {
                        let name = fold_compact(row.text(name));
                        !name.is_empty()
                            && !first.is_empty()
                            && (said == format!("{name}{first}") || said == format!("{first}{name}"))
                    };
                    whole(columns.birth_name) || whole(columns.usage_name)
                })
                .map(|(rank, _)| rank)
                .collect();
            match named[..] {
                [rank] => rank,
                _ => {
                    row.warn(
                        "debiteur",
                        IssueCode::Unknown,
                        "Qui doit les factures n'est pas compris (écrivez R1 ou R2) : le débiteur restera à choisir dans le dossier.",
                    );
                    return None;
                }
            }
        }
    };
    if usize::from(rank) < guardians {
        return Some(rank);
    }
    row.warn(
        "debiteur",
        IssueCode::Inconsistent,
        "Le débiteur annoncé n'est pas nommé sur la ligne : il restera à choisir dans le dossier.",
    );
    None
}

/// Cells of balances that hold no amount: what is compared with the other product's own total is short of them.
pub(super) fn balances_unread(table: &Table, plan: &ImportPlan) -> Option<u32> {
    plan.columns().iter().find(|column| column.spec.field == "solde" && column.column.is_some())?;
    let cells = table.rows().map(|row| plan.cell(&row, "solde"));
    let unread = cells.filter(|cell| !cell.is_empty() && read_amount(cell).is_err()).count();
    u32::try_from(unread).ok()
}
