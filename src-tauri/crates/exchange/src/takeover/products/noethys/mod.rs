//! Noethys and Noethysweb: the database itself. Families, persons, links, schooling, quotients and balances are read; the rest is counted.

mod base;
mod family;
mod kinship;
mod leftovers;
mod money;
mod pickle;

use std::collections::HashMap;

use domain::values::text::fold;
use jiff::civil::Date;

pub use self::base::{Base, BaseTable, BaseValue, Opener};
use self::base::{Opened, Rows, Values};
use super::people::PersonRows;
use super::{Profile, Source, SourceRefusal, finished};
use crate::tabular::Origin;

/// Reads a value Noethysweb sealed, once it is opened: for whoever searches it for bytes that make it fall.
pub fn read_sealed_value(bytes: &[u8]) -> bool {
    pickle::read(bytes).is_some()
}

const FAMILY: &[&str] = &["famille_id", "idfamille"];
const PERSON: &[&str] = &["individu_id", "idindividu"];

/// Which of the two wrote a base, when one of them did.
fn product_of(base: &Opened<'_>) -> Option<Profile> {
    if !["familles", "individus", "rattachements"].iter().all(|table| base.has(table)) {
        return None;
    }
    let ties = base.table("rattachements");
    if ties.has("famille_id") {
        Some(Profile::Noethysweb)
    } else {
        ties.has("idfamille").then_some(Profile::Noethys)
    }
}

pub(super) fn read(
    base: &Base,
    wanted: Option<Profile>,
    open: Opener<'_>,
    today: Date,
) -> Result<Source, SourceRefusal> {
    let base = Opened::new(base, open);
    let profile = product_of(&base).ok_or(SourceRefusal::UnknownBase)?;
    match wanted {
        None | Some(Profile::Noethys | Profile::Noethysweb) => {}
        Some(other) => {
            let missing = format!("son propre fichier, celui-ci étant la base de {}", profile.label());
            return Err(SourceRefusal::OtherShape { profile: other, missing });
        }
    }
    let town = Town::of(&base, today);
    let mut rows = PersonRows::default();
    let mut erased = 0;
    let families = base.table("familles");
    for row in families.iter() {
        // What was erased there is nobody any more.
        if fold(&base.text(&families, row, &["etat"])).contains("efface") {
            erased += 1;
            continue;
        }
        family::push(&mut rows, &base, &town, &families, row);
    }
    let left_out = leftovers::of(&base, &town, erased);
    let mut source = finished(profile, Origin::Base, rows, left_out, &leftovers::refused(&base));
    source.sealed = base.still_sealed();
    Ok(source)
}

/// What families are made of, found by its identifiers.
struct Town<'b> {
    people: Rows<'b>,
    of_person: HashMap<i64, Values<'b>>,
    ties: Rows<'b>,
    of_family: HashMap<i64, Vec<Values<'b>>>,
    links: Rows<'b>,
    /// Links said by a person, of a family.
    of_subject: HashMap<(i64, i64), Vec<Values<'b>>>,
    contacts: Rows<'b>,
    contacts_of: HashMap<i64, Vec<Values<'b>>>,
    caisses: HashMap<i64, String>,
    /// School and class of a child on the day of the take-over.
    schooling: HashMap<i64, (String, String)>,
    quotients: HashMap<i64, money::Quotient>,
    /// Quotients of other periods.
    other_quotients: u32,
    /// What each family owes; nothing when the base keeps no account.
    balances: Option<HashMap<i64, domain::values::Cents>>,
}

impl<'b> Town<'b> {
    fn of(base: &Opened<'b>, today: Date) -> Self {
        let people = base.table("individus");
        let of_person =
            people.iter().filter_map(|row| Some((people.id(row, &["idindividu"])?, row))).collect();
        let (ties, links, contacts) =
            (base.table("rattachements"), base.table("liens"), base.table("contacts_urgence"));
        let mut of_family: HashMap<i64, Vec<Values<'b>>> = HashMap::new();
        for row in ties.iter() {
            if let Some(family) = ties.id(row, FAMILY) {
                of_family.entry(family).or_default().push(row);
            }
        }
        let mut of_subject: HashMap<(i64, i64), Vec<Values<'b>>> = HashMap::new();
        for row in links.iter() {
            let subject = links.id(row, &["individu_sujet_id", "idindividu_sujet"]);
            if let Some(key) = links.id(row, FAMILY).zip(subject) {
                of_subject.entry(key).or_default().push(row);
            }
        }
        let mut contacts_of: HashMap<i64, Vec<Values<'b>>> = HashMap::new();
        for row in contacts.iter() {
            if let Some(family) = contacts.id(row, FAMILY) {
                contacts_of.entry(family).or_default().push(row);
            }
        }
        let (quotients, other_quotients) = money::quotients(base, today);
        Self {
            people,
            of_person,
            ties,
            of_family,
            links,
            of_subject,
            contacts,
            contacts_of,
            caisses: names(base, "caisses", "idcaisse"),
            schooling: schooling(base, today),
            quotients,
            other_quotients,
            balances: money::balances(base),
        }
    }
}

/// The names of a table, by identifier.
fn names(base: &Opened<'_>, table: &str, id: &str) -> HashMap<i64, String> {
    let rows = base.table(table);
    rows.iter().filter_map(|row| Some((rows.id(row, &[id])?, base.text(&rows, row, &["nom"])))).collect()
}

/// Where each child is on a day: the step that holds it, the last of them when several do.
fn schooling(base: &Opened<'_>, today: Date) -> HashMap<i64, (String, String)> {
    let (schools, classes) = (names(base, "ecoles", "idecole"), names(base, "classes", "idclasse"));
    let rows = base.table("scolarite");
    let mut found: HashMap<i64, (Date, (String, String))> = HashMap::new();
    for row in rows.iter() {
        let day = |column: &str| money::day(&base.text(&rows, row, &[column]));
        let (Some(person), Some(from)) = (rows.id(row, PERSON), day("date_debut")) else { continue };
        if from > today || day("date_fin").is_some_and(|to| to < today) {
            continue;
        }
        if found.get(&person).is_some_and(|(before, _)| *before > from) {
            continue;
        }
        let name = |of: &HashMap<i64, String>, columns: &[&str]| {
            rows.id(row, columns).and_then(|id| of.get(&id)).cloned().unwrap_or_default()
        };
        let place = (name(&schools, &["ecole_id", "idecole"]), name(&classes, &["classe_id", "idclasse"]));
        found.insert(person, (from, place));
    }
    found.into_iter().map(|(person, (_, place))| (person, place)).collect()
}

#[cfg(test)]
mod tests;
