//! One family of a base: its guardians, its children, who is to be called.

use std::collections::HashSet;

use domain::values::Cents;
use domain::values::text::{fold, fold_compact};

use super::base::{Opened, Rows, Values};
use super::{PERSON, Town, kinship};
use crate::takeover::products::people::{Person, PersonRows};

/// Categories of a tie: guardian, child, contact.
const CATEGORY: &[&str] = &["categorie", "idcategorie"];

/// « Raccompagnement autorisé », « interdit ».
const MAY_PICK_UP: i64 = 3;
const MAY_NOT_PICK_UP: i64 = 4;

pub(super) fn push(
    rows: &mut PersonRows,
    base: &Opened<'_>,
    town: &Town<'_>,
    families: &Rows<'_>,
    row: Values<'_>,
) {
    let Some(id) = families.id(row, &["idfamille"]) else { return };
    let mut ties: Vec<(i64, bool, i64)> = town
        .of_family
        .get(&id)
        .into_iter()
        .flatten()
        .filter_map(|tie| {
            let category = town.ties.id(tie, CATEGORY).unwrap_or(1);
            Some((category, !town.ties.is_true(tie, "titulaire"), town.ties.id(tie, PERSON)?))
        })
        .collect();
    // Guardians first, whoever the file is named after before the others.
    ties.sort_unstable();
    ties.dedup_by_key(|(_, _, person)| *person);
    let children: HashSet<i64> =
        ties.iter().filter(|(category, ..)| *category == 2).map(|(_, _, person)| *person).collect();
    let archived = fold(&base.text(families, row, &["etat"])).contains("archiv");
    let mut guardians = 0;
    for (category, _, person) in &ties {
        let Some(values) = town.of_person.get(person) else { continue };
        let is_dead = town.people.is_true(values, "deces");
        let whom = Whom { base, town, family: id, person: *person, values, children: &children };
        match category {
            _ if is_dead => {}
            1 => {
                let mut guardian = whom.guardian();
                if guardians == 0 {
                    of_household(&mut guardian, base, town, families, row, id);
                }
                guardians += 1;
                let line = rows.push(guardian);
                if archived && guardians == 1 {
                    let message = "Cette famille était archivée dans l'ancien logiciel : la reprenez-vous ?";
                    rows.doubt(line, "", "", message);
                }
                whom.say_forbidden(rows, line);
            }
            2 => {
                rows.push(whom.child());
            }
            _ => {
                let line = rows.push(whom.contact());
                whom.say_forbidden(rows, line);
            }
        }
    }
    if guardians == 0 {
        // Nobody answers for it: refused with its line.
        let mut nobody =
            Person { family: id.to_string(), role: "Responsable", read_in: place(id), ..Person::default() };
        of_household(&mut nobody, base, town, families, row, id);
        rows.push(nobody);
    }
    push_called(rows, base, town, id);
}

fn place(family: i64) -> String {
    format!("famille {family}")
}

/// What is said once of the family: its caisse, its quotient, what it owes.
fn of_household(
    person: &mut Person,
    base: &Opened<'_>,
    town: &Town<'_>,
    families: &Rows<'_>,
    row: Values<'_>,
    id: i64,
) {
    person.allocataire = base.text(families, row, &["num_allocataire"]);
    let caisse = families.id(row, &["caisse_id", "idcaisse"]).and_then(|caisse| town.caisses.get(&caisse));
    if let Some(caisse) = caisse.filter(|_| !person.allocataire.is_empty()) {
        caisse.clone_into(&mut person.caisse);
    }
    if let Some(quotient) = town.quotients.get(&id) {
        (person.quotient, person.quotient_month) = (quotient.value.clone(), quotient.month.clone());
    }
    if let Some(balances) = &town.balances {
        person.balance = balances.get(&id).copied().unwrap_or(Cents::ZERO).format_fr_bare();
    }
}

/// A person of a family.
struct Whom<'w, 'b> {
    base: &'w Opened<'b>,
    town: &'w Town<'b>,
    family: i64,
    person: i64,
    values: Values<'b>,
    children: &'w HashSet<i64>,
}

impl Whom<'_, '_> {
    fn text(&self, column: &str) -> String {
        self.base.text(&self.town.people, self.values, &[column])
    }

    fn civility(&self) -> Option<i64> {
        self.town.people.id(self.values, &["idcivilite", "civilite"])
    }

    /// Links this person has with the children of the family: what they are, what they may.
    fn links(&self) -> impl Iterator<Item = (i64, Option<i64>)> + '_ {
        let links = &self.town.links;
        self.town.of_subject.get(&(self.family, self.person)).into_iter().flatten().filter_map(move |link| {
            let object = links.id(link, &["individu_objet_id", "idindividu_objet"])?;
            let kind = links.id(link, &["idtype_lien"]).unwrap_or(0);
            self.children
                .contains(&object)
                .then(|| (kind, links.id(link, &["autorisation", "idautorisation"])))
        })
    }

    fn named(&self, role: &'static str) -> Person {
        // What Noethys calls « nom » is the name used; the name of birth stands apart when it differs.
        let (name, birth) = (self.text("nom"), self.text("nom_jfille"));
        let (birth_name, usage_name) = if birth.is_empty() || fold_compact(&birth) == fold_compact(&name) {
            (name, String::new())
        } else {
            (birth, name)
        };
        Person {
            family: self.family.to_string(),
            role,
            birth_name,
            usage_name,
            first_names: self.text("prenom"),
            birth_date: self.text("date_naiss"),
            birth_place: self.text("ville_naiss"),
            read_in: format!("famille {}, individu {}", self.family, self.person),
            ..Person::default()
        }
    }

    fn guardian(&self) -> Person {
        // An address may be that of somebody else of the family.
        let at =
            self.town.people.id(self.values, &["adresse_auto"]).and_then(|id| self.town.of_person.get(&id));
        let lives = at.copied().unwrap_or(self.values);
        let address = |column: &str| self.base.text(&self.town.people, lives, &[column]);
        let street = address("rue_resid");
        let mut lines = street.lines().map(str::trim).filter(|line| !line.is_empty());
        let (street, complement) = (lines.next().unwrap_or_default(), lines.collect::<Vec<_>>().join(" "));
        let kinship = self.links().find_map(|(link, _)| {
            Some(kinship::guardian_link(link, self.civility())).filter(|word| !word.is_empty())
        });
        Person {
            civility: kinship::civility(self.civility()).to_owned(),
            kinship: kinship.unwrap_or_default().to_owned(),
            landline: self.text("tel_domicile"),
            mobile: self.text("tel_mobile"),
            work_phone: self.text("travail_tel"),
            email: self.text("mail"),
            street: street.to_owned(),
            complement,
            postcode: address("cp_resid"),
            city: address("ville_resid"),
            ..self.named("Responsable")
        }
    }

    fn child(&self) -> Person {
        let (school, class) = self.town.schooling.get(&self.person).cloned().unwrap_or_default();
        let shared = self.town.people.id(self.values, &["type_garde"]) == Some(3);
        Person {
            sex: kinship::sex(self.civility()).to_owned(),
            custody: if shared { "alternée".to_owned() } else { String::new() },
            school,
            class,
            ..self.named("Enfant")
        }
    }

    fn contact(&self) -> Person {
        let may = self.links().any(|(_, right)| right == Some(MAY_PICK_UP));
        let kinship = self.links().map(|(link, _)| kinship::contact_link(link, self.civility())).next();
        Person {
            kinship: kinship.unwrap_or_default().to_owned(),
            landline: self.text("tel_domicile"),
            mobile: self.text("tel_mobile"),
            work_phone: self.text("travail_tel"),
            ..self.named(if may { "Contact autorisé" } else { "Contact" })
        }
    }

    /// Somebody who may not come is a safety of the child: said on their line, to be typed in the file.
    fn say_forbidden(&self, rows: &mut PersonRows, line: u64) {
        if self.links().any(|(_, right)| right == Some(MAY_NOT_PICK_UP)) {
            let message = "L'ancien logiciel interdit à cette personne de venir chercher l'enfant : cette interdiction n'est pas reprise, saisissez-la dans le dossier.";
            rows.doubt(line, "role", "", message);
        }
    }
}

/// Who is to be called, of each child: once a family.
fn push_called(rows: &mut PersonRows, base: &Opened<'_>, town: &Town<'_>, family: i64) {
    let mut met = HashSet::new();
    for row in town.contacts_of.get(&family).into_iter().flatten() {
        let text = |column: &str| base.text(&town.contacts, row, &[column]);
        let [name, first_names, mobile, landline, work] =
            ["nom", "prenom", "tel_mobile", "tel_domicile", "tel_travail"].map(text);
        if !met.insert(fold_compact(&format!("{name} {first_names} {mobile} {landline} {work}"))) {
            continue;
        }
        rows.push(Person {
            family: family.to_string(),
            role: if town.contacts.is_true(row, "autorisation_sortie") {
                "Contact autorisé"
            } else {
                "Contact"
            },
            birth_name: name,
            first_names,
            kinship: text("lien"),
            mobile,
            landline,
            work_phone: work,
            read_in: format!("famille {family}, contact d’urgence"),
            ..Person::default()
        });
    }
}
