use domain::issue::Severity;
use domain::people::{Detail, Kinship};
use domain::values::Cents;
use jiff::civil::date;

use super::*;
use crate::tabular::{ReadOptions, read_table};

const TODAY: Date = date(2026, 4, 5);

fn read(text: &str, choices: &TakeoverChoices) -> FamilyReading {
    let table = read_table(text.as_bytes(), &ReadOptions::default()).expect("reads");
    let layout = FamilyLayout::of(&table);
    let plan = ImportPlan::propose(columns_of(layout), &table);
    assert_eq!(plan.missing().count(), 0, "{:?}", plan.missing().map(|spec| spec.label).collect::<Vec<_>>());
    read_families(&table, &plan, layout, choices, TODAY)
}

fn said(reading: &FamilyReading) -> Vec<(u64, &str, Severity)> {
    reading.issues.iter().map(|issue| (issue.line, issue.field, issue.severity)).collect()
}

const FAMILIES: &str = "N° famille;Civilité R1;Nom R1;Nom d'usage R1;Prénom R1;Date naissance R1;Adresse;Code postal;Ville;Pays;\
Tél domicile;Portable R1;Courriel R1;Civilité R2;Nom R2;Prénom R2;Portable R2;N° allocataire;Caisse;QF;Mois QF;Solde;Payeur;\
Nom enfant 1;Prénom enfant 1;Sexe enfant 1;Né(e) le enfant 1;Nom enfant 2;Prénom enfant 2;Sexe enfant 2;Né(e) le enfant 2;Garde\n";

#[test]
fn a_row_is_a_family() {
    let row = "12;Mme;d’Estienne-Le Goff;;Jeanne;14/03/1988;12 rue des Lilas;21500;Testville;;03 80 11 22 33;\
               06 12 34 56 78 / 07 11 22 33 44;jeanne@exemple.fr;M.;Le Goff;Yann;0612345679;1234567A;211;684,00;03/2026;-12,40;R2;\
               Le Goff;Zoé;F;01/02/2019;Le Goff;Malo;G;01/02/2019;\n";
    let reading = read(&format!("{FAMILIES}{row}"), &TakeoverChoices::default());
    assert_eq!(said(&reading), []);
    let family = &reading.families[0];
    assert_eq!((family.number.as_str(), &family.lines[..], family.refused), ("12", &[2][..], false));
    let home = &family.homes[0];
    assert_eq!(home.guardians[0].draft.phones, ["+33612345678", "+33711223344", "+33380112233"]);
    assert_eq!((home.guardians[1].draft.first_name.as_str(), home.debtor), ("Yann", Some(1)));
    assert_eq!(home.allocataire.as_ref().map(ToString::to_string).as_deref(), Some("211 1234567A"));
    assert_eq!(home.quotient.as_ref().map(|quotient| quotient.value), Some(Cents(68_400)));
    assert_eq!(
        family.children.iter().map(|child| child.draft.first_name.as_str()).collect::<Vec<_>>(),
        ["Zoé", "Malo"]
    );
    assert_eq!(family.balance, Some(Cents(-1_240)));
    assert_eq!(home.guardians[1].column("phones.0"), "r2_portable");
    assert_eq!(family.children[1].column("birth_date"), "enfant_2_naissance");
}

#[test]
fn a_doubt_is_said_and_a_value_never_supplied() {
    for (row, field, severity) in [
        // A guardian's birth with two digits only helps; a child's decides.
        (";;Ozan;;Paul;14/03/88;;;;;;;;;;;;;;;;;;;;;;;;;;", "r1_naissance", Severity::Warning),
        (";;Ozan;;Paul;;;;;;;;;;;;;;;;;;;Ozan;Léa;;14/03/19;;;;;", "enfant_1_naissance", Severity::Blocking),
        (";;Ozan;;Paul;;;1500;Bourg;;;;;;;;;;;;;;;;;;;;;;;", "code_postal", Severity::Warning),
        (";;Ozan;;Paul;;;;;;;612345678;;;;;;;;;;;;;;;;;;;;", "r1_portable", Severity::Warning),
        (";Mlle;Ozan;;Lina;;;;;;;;;;;;;;;;;;;;;;;;;;;", "r1_civilite", Severity::Warning),
        (";;Ozan;;Paul;;;;;;;;;;;;;1234567;;;;;;;;;;;;;;", "allocataire", Severity::Warning),
        (";;Ozan;;Paul;;;;;;;;;;;;;;;;;;Jean;;;;;;;;;", "debiteur", Severity::Warning),
        (";;Ozan;;Paul;;;;;;;;;;;;;;;;;;;Ozan;Tom;;14/03/2001;;;;;", "enfant_1_naissance", Severity::Warning),
        (";;Ozan;;Paul;;;;;;;;;;;;;;;;;;;;Tom;;14/03/2019;;;;;", "enfant_1_nom", Severity::Blocking),
        (";;Ozan;;Paul;;;;;;;;;;;;;;;;;;;;;;;;;;;alternée", "garde", Severity::Warning),
        (";;;;;;;;;;;;;;;;;;;;;;;Ozan;Tom;;14/03/2019;;;;;", "r1_nom", Severity::Blocking),
    ] {
        let reading = read(&format!("{FAMILIES}{row}\n"), &TakeoverChoices::default());
        assert_eq!(said(&reading), [(2, field, severity)], "{row}");
        assert_eq!(reading.families[0].refused, severity == Severity::Blocking, "{row}");
    }
    let reading = read(
        &format!("{FAMILIES};;Ozan;;Paul;;;1500;Bourg;;;;;;;;;;;;;;;;;;;;;;;\n"),
        &TakeoverChoices::default(),
    );
    assert_eq!(reading.issues[0].proposal.as_deref(), Some("01500"));
    // Abroad, four digits are a postcode.
    let reading = read(
        &format!("{FAMILIES};;Ozan;;Paul;;1 Grand-Place;1000;Bruxelles;Belgique;;;;;;;;;;;;;;;;;;;;;;\n"),
        &TakeoverChoices::default(),
    );
    assert_eq!(said(&reading), []);
}

#[test]
fn what_the_file_does_not_say_is_said_once_for_all_of_it() {
    let rows = ";;Ozan;;Paul;;;;;;;;;;Ozan;Mia;;1234567;CAF;684;;10,05;;;;;;;;;;\n;;Abgrall;;Yann;;;;;;;;;;;;;;;;;x;;;;;;;;;;\n";
    let reading =
        read(&format!("{FAMILIES}{rows}").replace("Mois QF", "Observations"), &TakeoverChoices::default());
    assert_eq!(reading.notes.len(), 2);
    let home = &reading.families[0].homes[0];
    assert_eq!((home.debtor, &home.quotient, &home.allocataire), (None, &None, &None));
    let balances: Vec<_> = reading.families.iter().map(|family| family.balance).collect();
    assert_eq!((balances, reading.balances_unread), (vec![Some(Cents(1_005)), None], Some(1)));

    let choices = TakeoverChoices {
        organisme: Some("211".into()),
        quotient_month: domain::calendar::Month::try_new(2026, 3).ok(),
        first_guardian_owes: true,
    };
    let reading = read(&format!("{FAMILIES}{rows}").replace("Mois QF", "Observations"), &choices);
    assert_eq!(reading.notes.len(), 1);
    let home = &reading.families[0].homes[0];
    assert_eq!((home.debtor, home.quotient.is_some(), home.allocataire.is_some()), (Some(0), true, true));
}

#[test]
fn two_lines_in_one_cell_make_two_lines() {
    for (cell, street, building) in [
        (
            "Résidence du Parc de la Forêt, 12 rue des Lilas",
            "12 rue des Lilas",
            "Résidence du Parc de la Forêt",
        ),
        (
            "12 rue du Général de Gaulle, bâtiment des Acacias",
            "12 rue du Général de Gaulle",
            "bâtiment des Acacias",
        ),
        ("12, rue des Lilas", "12, rue des Lilas", ""),
    ] {
        let row = format!(";;Ozan;;Paul;;{cell};21500;Testville;;;;;;;;;;;;;;;;;;;;;;;\n");
        let reading = read(&format!("{FAMILIES}{row}"), &TakeoverChoices::default());
        let address = &reading.families[0].homes[0].address.draft;
        assert_eq!((address.street.as_str(), address.building.as_str()), (street, building));
    }
}

const PERSONS: &str = "Famille;Rôle;Civilité;Nom de naissance;Nom d'usage;Prénoms;Date de naissance;Adresse;Code postal;Ville;\
Téléphone fixe;Téléphone mobile;Courriel;Lien;Garde;Mémo\n";

#[test]
fn persons_of_a_number_make_a_family() {
    let rows = "A7;Mère;Mme;Nguyen;;Minh Anh;;3 rue Haute;21500;Testville;;0612345678;;;;\n\
                B2;Responsable;;Ozan;;Paul;;;;;;;;;;\n\
                A7;Enfant;;Nguyen;;Lan;01/02/2019;;;;;;;;;\n\
                A7;Contact;;Martin;;Odile;;;;;0380112233;;;grand-mère;;\n\
                A7;Personne autorisée;;Petit;;Luc;;;;;;;;voisin;;\n\
                A7;Père;M.;Tran;;Duc;;9 rue Basse;21500;Testville;;;;;;\n";
    let reading = read(&format!("{PERSONS}{rows}"), &TakeoverChoices::default());
    assert_eq!(said(&reading), [(7, "adresse", Severity::Warning)], "a second home is a doubt");
    let family = &reading.families[0];
    assert_eq!(family.lines, [2, 4, 5, 6, 7]);
    assert_eq!(family.homes.len(), 2);
    assert_eq!(family.homes[0].guardians[0].draft.kinship, Kinship::Mother);
    assert_eq!(family.contacts[0].draft.emergency_rank, Some(1));
    assert_eq!((family.contacts[1].draft.emergency_rank, family.contacts[1].draft.may_pick_up), (None, true));
    assert_eq!(reading.families[1].number, "B2");
}

// rows: B01 B03 V13
#[test]
fn answers_that_a_town_may_ask_are_read_and_dated() {
    let table = "Famille;Rôle;Nom de naissance;Prénoms;Date de naissance;Profession;Employeur;Assureur;N° de police;Échéance assurance\n\
                 A7;Mère;Nguyen;Minh Anh;;Infirmière;Hôpital;;;\n\
                 A7;Enfant;Nguyen;Lan;03/2019;;;La Prévoyante;A-12;31/08/2026\n\
                 A7;Enfant;Nguyen;Huy;2021;;;;;fin août\n";
    let reading = read(table, &TakeoverChoices::default());
    assert_eq!(said(&reading), [(4, "assurance_fin", Severity::Warning)]);
    let family = &reading.families[0];
    let adult = &family.homes[0].guardians[0];
    assert_eq!(adult.draft.details.get(&Detail::Employer).map(String::as_str), Some("Hôpital"));
    assert_eq!(adult.column("details.employer"), "employeur");
    let child = &family.children[0].draft;
    assert_eq!(child.birth_date.map(|birth| birth.to_string()).as_deref(), Some("2019-03"));
    assert_eq!(child.details.get(&Detail::InsuranceDue).map(String::as_str), Some("2026-08-31"));
    assert_eq!(family.children[1].draft.details.len(), 0);
}

#[test]
fn a_family_waits_whole_for_the_line_that_is_refused() {
    let rows = "A7;Mère;;Nguyen;;Anh;;;;;;;;;;\nA7;Cousin;;Nguyen;;Lan;;;;;;;;;;\nB2;Père;;Ozan;;Paul;;;;;;;;;;\n;Enfant;;X;;Y;;;;;;;;;;\n";
    let reading = read(&format!("{PERSONS}{rows}"), &TakeoverChoices::default());
    let blocking = Severity::Blocking;
    assert_eq!(said(&reading), [(2, "", blocking), (3, "role", blocking), (5, "famille", blocking)]);
    assert!(reading.issues[0].message.contains("ligne 3"));
    assert_eq!(reading.families.iter().map(|family| family.refused).collect::<Vec<_>>(), [true, false, true]);
}
