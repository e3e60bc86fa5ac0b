//! Taking over the families of a town from a file, read then recorded, beside the memory it needs.

use std::fmt::Write as _;
use std::time::Instant;

use serde_json::json;

use super::{MeasuredTown, peak_memory, seconds};
use crate::arguments::Global;
use crate::commands::Outcome;
use crate::failure::Failure;

const AGENT: &str = "responsable";
const MONTH: &str = "2026-03";
/// Families of the town before the file comes.
const BEFORE: u32 = 20;

pub(super) fn run(global: &Global, families: u32) -> Result<Outcome, Failure> {
    let town = MeasuredTown::make(global, BEFORE, MONTH, false)?;
    let file = town.folder.join("reprise.csv");
    std::fs::write(&file, table(families))
        .map_err(|_| Failure::refused("Le fichier à reprendre n’a pas pu être écrit."))?;
    town.unlock(AGENT)?;
    let desk = &town.desk;
    peak_memory();
    let start = Instant::now();
    desk.files.set(vec![file], None);
    let preview = desk.wait("families_preview", json!({ "file": null }))?;
    let read = start.elapsed();
    let request = json!({ "reading": preview["shape"]["reading"], "accept_doubts": true });
    drop(preview);
    let start = Instant::now();
    let done = desk.wait("families_commit", request)?;
    let recorded = start.elapsed();
    let memory = peak_memory();
    let value = json!({
        "families": done["taken"]["families"], "children": done["taken"]["children"], "preview_seconds": seconds(read),
        "commit_seconds": seconds(recorded), "seconds": seconds(read + recorded), "peak_rss_mb": memory,
    });
    let line = format!(
        "{} familles et {} enfants\u{a0}: lus en {} s, enregistrés en {} s.",
        done["taken"]["families"],
        done["taken"]["children"],
        seconds(read),
        seconds(recorded)
    );
    Ok(Outcome::new(value, vec![line]))
}

/// Families of two guardians and two children, each with all that the general layout can hold.
fn table(families: u32) -> String {
    let mut text = String::from(
        "N° famille;Civilité R1;Nom R1;Prénom R1;Date naissance R1;Adresse;Code postal;Ville;Tél domicile;Portable R1;Courriel R1;\
         Civilité R2;Nom R2;Prénom R2;Portable R2;N° allocataire;Caisse;QF;Mois QF;Solde;Payeur;Nom enfant 1;Prénom enfant 1;\
         Sexe enfant 1;Né(e) le enfant 1;Nom enfant 2;Prénom enfant 2;Sexe enfant 2;Né(e) le enfant 2\n",
    );
    for number in 1..=families {
        let name = name_of(number);
        // Writing into a text does not fail.
        let _ = writeln!(
            text,
            "{number};Mme;Le {name};Jeanne;14/03/1988;{} rue des Lilas;21290;Brévigny-les-Tilleuls;03 80 11 22 33;06 {:02} {:02} {:02} 78;\
             j{number}@exemple.fr;M.;De {name};Yann;07 11 22 33 44;{:07};211;684,00;03/2026;12,40;R1;{name};Zoé;F;01/02/2019;{name};\
             Malo;G;{:02}/05/2021",
            number % 200 + 1,
            number % 100,
            number / 100 % 100,
            number / 10_000 % 100,
            1_000_000 + number,
            number % 28 + 1,
        );
    }
    text
}

/// A family name for each number: letters, as names are.
fn name_of(number: u32) -> String {
    let letters =
        (0..5_u32).map(|place| char::from(b'a' + u8::try_from(number >> (4 * place) & 15).unwrap_or(0)));
    format!("K{}", letters.collect::<String>())
}
