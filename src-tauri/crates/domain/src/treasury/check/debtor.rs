//! Who owes, and where they live (treasury.md §5.5).

use jiff::civil::Date;

use super::text::{optional_text, text};
use super::{Found, Part, flaw};
use crate::calendar::format_day;
use crate::issue::IssueCode;
use crate::treasury::{Debtor, DebtorAddress, cut_38};
use crate::values::CountryCode;

const SHORTEN: &str = "Abrégez cette ligne d'adresse à 38 caractères.";

/// Couples category / legal nature known to be accepted (treasury.md §2.3; the official grid was not found).
const COUPLES: [(&str, &str); 5] = [("01", "01"), ("60", "06"), ("60", "03"), ("23", "09"), ("26", "09")];

/// What is wrong with a debtor, on the day of the bordereau.
pub(super) fn debtor_flaws(debtor: &Debtor, issued_on: Date) -> [Found; 12] {
    let address = &debtor.address;
    [
        text(
            Part::Debtor,
            "reference",
            &debtor.reference,
            30,
            "La référence du débiteur",
            "Corrigez la référence du débiteur.",
        ),
        category(debtor),
        civility(debtor),
        debtor_name(debtor),
        first_name(debtor),
        birth_date(debtor, issued_on),
        optional_text(
            Part::Address,
            "complement",
            &address.complement,
            38,
            "Le complément d'adresse",
            SHORTEN,
        ),
        text(
            Part::Address,
            "street",
            &address.street,
            38,
            "La voie",
            "Complétez le numéro et la voie, 38 caractères au plus.",
        ),
        optional_text(Part::Address, "locality", &address.locality, 38, "Le lieu-dit", SHORTEN),
        postcode(address),
        text(
            Part::Address,
            "city",
            &address.city,
            38,
            "La ville",
            "Complétez la ville, 38 caractères au plus.",
        ),
        country(address),
    ]
}

fn category(debtor: &Debtor) -> Found {
    if COUPLES.contains(&(debtor.category.as_str(), debtor.legal_nature.as_str())) {
        return None;
    }
    flaw(
        Part::Debtor,
        "category",
        IssueCode::Inconsistent,
        format!(
            "La catégorie {} ne va pas avec la nature juridique {}.",
            debtor.category, debtor.legal_nature
        ),
        "Pour une famille, choisissez personne physique et particulier (01 et 01).",
    )
}

fn is_person(debtor: &Debtor) -> bool {
    debtor.category == "01"
}

fn civility(debtor: &Debtor) -> Found {
    if !is_person(debtor) || debtor.civility.is_some() {
        return None;
    }
    flaw(
        Part::Debtor,
        "civility",
        IssueCode::Missing,
        "La civilité du débiteur est absente.",
        "Complétez la fiche : Madame ou Monsieur.",
    )
}

fn debtor_name(debtor: &Debtor) -> Found {
    let cut = cut_38(&debtor.name);
    let remedy = if cut == debtor.name {
        "Complétez le nom du débiteur.".to_owned()
    } else {
        format!("Abrégez-le, par exemple « {cut} ».")
    };
    text(Part::Debtor, "name", &debtor.name, 38, "Le nom du débiteur", &remedy)
}

fn first_name(debtor: &Debtor) -> Found {
    if !is_person(debtor) && debtor.first_name.is_empty() {
        return None;
    }
    text(
        Part::Debtor,
        "first_name",
        &debtor.first_name,
        38,
        "Le prénom du débiteur",
        "Complétez le prénom sur la fiche du responsable, 38 caractères au plus.",
    )
}

fn birth_date(debtor: &Debtor, issued_on: Date) -> Found {
    let birth = debtor.birth_date?;
    if !is_person(debtor) {
        return flaw(
            Part::Debtor,
            "birth_date",
            IssueCode::Inconsistent,
            "Seule une personne physique a une date de naissance.",
            "Effacez la date de naissance.",
        );
    }
    if birth <= issued_on && birth.year() >= 1900 {
        return None;
    }
    flaw(
        Part::Debtor,
        "birth_date",
        IssueCode::ImpossibleDate,
        format!("La date de naissance {} est impossible.", format_day(birth)),
        "Corrigez la date de naissance du responsable.",
    )
}

fn postcode(address: &DebtorAddress) -> Found {
    let code = &address.postcode;
    let five = code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit());
    if five && address.resident == (code != "99999") {
        return None;
    }
    let (message, remedy) = if address.resident {
        (
            format!("Le code postal « {code} » n'a pas 5 chiffres."),
            "Corrigez le code postal, ou choisissez le pays si l'adresse est à l'étranger.",
        )
    } else {
        (
            "À l'étranger, le code postal du fichier est 99999.".to_owned(),
            "Écrivez le code postal étranger avec la ville.",
        )
    };
    flaw(Part::Address, "postcode", IssueCode::Malformed, message, remedy)
}

fn country(address: &DebtorAddress) -> Found {
    match (address.resident, address.country.as_deref()) {
        (true, None | Some("100")) => None,
        (false, Some(code))
            if CountryCode::parse(code).is_ok_and(|c| !c.is_france() && c.as_str() == code) =>
        {
            None
        }
        (false, None) => flaw(
            Part::Address,
            "country",
            IssueCode::Missing,
            "Le pays est absent pour une adresse à l'étranger.",
            "Choisissez le pays.",
        ),
        (true, Some(_)) => flaw(
            Part::Address,
            "country",
            IssueCode::Inconsistent,
            "Un pays étranger est indiqué pour un débiteur résident.",
            "Choisissez la France, ou déclarez l'adresse à l'étranger.",
        ),
        (false, Some(_)) => flaw(
            Part::Address,
            "country",
            IssueCode::Unknown,
            "Le pays n'est pas un code INSEE à 3 chiffres hors de France.",
            "Choisissez le pays dans la liste.",
        ),
    }
}
