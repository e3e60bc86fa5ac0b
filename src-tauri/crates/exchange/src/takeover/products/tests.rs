use super::people::{address_of, split_name};
use super::*;

#[test]
fn a_name_is_split_only_where_capitals_tell() {
    for (whole, split) in [
        ("DURAND Anne Marie", Some(("DURAND", "Anne Marie"))),
        ("LE GALL Alan", Some(("LE GALL", "Alan"))),
        ("D’ARVOR-KERMADEC Élise", Some(("D’ARVOR-KERMADEC", "Élise"))),
        ("Durand Anne", None),
        ("DURAND ANNE", None),
        ("Mamie", None),
        ("王 Wei", None),
        ("", None),
    ] {
        let found = split_name(whole);
        assert_eq!(found.as_ref().map(|(name, first)| (name.as_str(), first.as_str())), split, "{whole}");
    }
}

#[test]
fn an_address_of_several_lines_is_cut_at_its_postcode() {
    for (cell, cut) in [
        ("10 rue des Bruyères\n29710\nBOURGNEUF", Some(["10 rue des Bruyères", "", "29710", "BOURGNEUF"])),
        ("Résidence du Parc\nBât. C\n21000 DIJON", Some(["Résidence du Parc", "Bât. C", "21000", "DIJON"])),
        ("1 rue A\n1500 Valserine", Some(["1 rue A", "", "1500", "Valserine"])),
        ("ferme des Bois sans code", None),
        ("1 rue A\n21000 DIJON\nCEDEX 9", None),
    ] {
        assert_eq!(address_of(cell), cut.map(|parts| parts.map(str::to_owned)), "{cell}");
    }
}

#[test]
fn files_given_together_are_one_whatever_their_order() {
    let (one, other) = (("a.csv".to_owned(), b"x;y".to_vec()), ("b.csv".to_owned(), b"z".to_vec()));
    let bundled = bundle(vec![one.clone(), other.clone()]);
    assert_eq!(bundled, bundle(vec![other.clone(), one.clone()]));
    assert_eq!(archive::unpack(&bundled), Ok(vec![one, other]));
    let same = bundle(vec![("a.csv".to_owned(), b"1".to_vec()), ("a.csv".to_owned(), b"2".to_vec())]);
    assert_eq!(archive::unpack(&same).map(|files| files.len()), Ok(2));
}

#[test]
fn an_archive_that_is_none_or_holds_nothing_known_is_refused() {
    let read = |bytes: &[u8]| read_source("x.zip", bytes, None, &ReadOptions::default()).map(|_| ());
    assert_eq!(
        read(&bundle(vec![("a.txt".to_owned(), vec![1]), ("b".to_owned(), vec![2])])),
        Err(SourceRefusal::UnknownArchive)
    );
    let whole = bundle(vec![
        ("famille.csv".to_owned(), b"id;nomResp1\n1;A\n".to_vec()),
        ("b.csv".to_owned(), b"z".to_vec()),
    ]);
    for cut in 0..whole.len() {
        let _ = read(&whole[..cut]);
        let mut torn = whole.clone();
        torn[cut] ^= 0xFF;
        let _ = read(&torn);
    }
    // One table that somebody zipped is that table.
    let alone = bundle(vec![("familles.csv".to_owned(), b"Nom R1;Prenom R1\nA;B\n".to_vec())]);
    assert_eq!(
        read_source("x.zip", &alone, None, &ReadOptions::default()).map(|source| source.profile),
        Ok(Profile::Generic)
    );
}

#[test]
fn each_column_of_the_table_of_persons_feeds_a_field() {
    use crate::tabular::ImportPlan;
    use crate::takeover::{FamilyLayout, columns_of};
    let mut person = people::Person { role: "Enfant", owes: "oui", ..people::Person::default() };
    for text in [
        &mut person.family,
        &mut person.civility,
        &mut person.birth_name,
        &mut person.usage_name,
        &mut person.first_names,
        &mut person.sex,
        &mut person.birth_date,
        &mut person.birth_place,
        &mut person.kinship,
        &mut person.landline,
        &mut person.mobile,
        &mut person.work_phone,
        &mut person.email,
        &mut person.street,
        &mut person.complement,
        &mut person.postcode,
        &mut person.city,
        &mut person.country,
        &mut person.allocataire,
        &mut person.caisse,
        &mut person.quotient,
        &mut person.quotient_month,
        &mut person.balance,
        &mut person.custody,
        &mut person.school,
        &mut person.class,
        &mut person.read_in,
    ] {
        "x".clone_into(text);
    }
    let mut rows = PersonRows::default();
    rows.push(person);
    let (table, _) = rows.into_table(Origin::Base, &[]);
    assert_eq!(table.headers.len(), 29);
    assert_eq!(FamilyLayout::of(&table), FamilyLayout::PersonPerRow);
    let plan = ImportPlan::propose(columns_of(FamilyLayout::PersonPerRow), &table);
    assert_eq!(plan.unused().collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn what_is_left_is_counted_once_by_its_words() {
    let left = |what: &str, count| LeftOut { what: what.to_owned(), count };
    let found = vec![left("mémos", 2), left("vaccins", 7), left("mémos", 3), left("pièces", 0)];
    let source = finished(Profile::Noethys, Origin::Base, PersonRows::default(), found, &[]);
    assert_eq!(source.left_out, [left("vaccins", 7), left("mémos", 5)]);
}
