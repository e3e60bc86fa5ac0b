//! Families from the product a town leaves, as its tables give them: one row a family, or one row a person.
//!
//! What is beyond doubt is read, a doubt is said, what cannot be is refused with its line, its field and a sentence. Whether a family can be
//! recorded is decided by the domain, not here.

mod cells;
mod columns;
mod family_rows;
mod model;
mod person_rows;
mod products;

pub use columns::{FamilyLayout, columns_of};
pub use model::{FamilyReading, Taken, TakenFamily, TakenHome, TakenSchooling, TakeoverChoices};
pub use products::{
    Base, BaseTable, BaseValue, LeftOut, Opener, Profile, READ_IN, Source, SourceRefusal, bundle, read_base,
    read_sealed_value, read_source,
};

use jiff::civil::Date;

use crate::tabular::{ImportPlan, Table};

/// Reads the families of a table, `choices` saying for the whole file what its rows do not.
pub fn read_families(
    table: &Table,
    plan: &ImportPlan,
    layout: FamilyLayout,
    choices: &TakeoverChoices,
    today: Date,
) -> FamilyReading {
    let mut reading = match layout {
        FamilyLayout::FamilyPerRow => family_rows::read(table, plan, choices, today),
        FamilyLayout::PersonPerRow => person_rows::read(table, plan, choices, today),
    };
    reading.notes = notes(plan, choices);
    reading.caisses_unsaid = caisses_unsaid(table, plan);
    reading.issues.sort_by_key(|issue| issue.line);
    reading
}

fn caisses_unsaid(table: &Table, plan: &ImportPlan) -> u32 {
    let unsaid = table.rows().filter(|row| {
        !plan.cell(row, "allocataire").is_empty() && !cells::is_caisse_code(plan.cell(row, "caisse"))
    });
    u32::try_from(unsaid.count()).unwrap_or(u32::MAX)
}

/// What is said of whole columns rather than of each row.
fn notes(plan: &ImportPlan, choices: &TakeoverChoices) -> Vec<String> {
    let has = |field: &str| {
        plan.columns().iter().any(|column| column.spec.field == field && column.column.is_some())
    };
    let mut notes = Vec::new();
    if has("solde") {
        notes.push(
            "Les soldes servent à contrôler la reprise et ne sont pas enregistrés\u{a0}: ce qui est dû au titre de l’ancien logiciel reste \
             recouvré là où il a été émis, le facturer de nouveau le réclamerait deux fois."
                .to_owned(),
        );
    }
    if has("qf") && !has("qf_mois") && choices.quotient_month.is_none() {
        notes.push(
            "Les quotients ne sont pas repris\u{a0}: le fichier ne dit pas de quel mois ils sont. Choisissez ce mois pour tout le fichier."
                .to_owned(),
        );
    }
    notes
}

#[cfg(test)]
mod tests;
