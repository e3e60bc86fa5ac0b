//! Postal addresses under NF Z10-011: six lines of thirty-eight characters, the first being the addressee.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::CountryCode;
use super::text::tidy;
use crate::issue::{FieldIssue, IssueCode, Issues, Refusal};

/// Characters per line (NF Z10-011, and every address field of the treasury's files).
const LINE: usize = 38;

/// An address as typed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AddressDraft {
    /// Line 2: flat, staircase, floor.
    pub apartment: String,
    /// Line 3: building, residence, entrance.
    pub building: String,
    /// Line 4: number and street.
    pub street: String,
    /// Line 5: hamlet, post-office box.
    pub locality: String,
    /// Line 6: postcode.
    pub postcode: String,
    /// Line 6: town.
    pub city: String,
    /// Last line abroad; empty in France.
    pub country: String,
    /// INSEE code of the commune, when chosen from the list: it decides who is a resident.
    pub insee: String,
}

/// An address the post office and the treasury can use.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, TS)]
pub struct PostalAddress {
    apartment: Option<String>,
    building: Option<String>,
    street: String,
    locality: Option<String>,
    postcode: String,
    city: String,
    country: Option<CountryCode>,
    insee: Option<String>,
}

impl PostalAddress {
    /// Checks every line; all the problems come back together.
    pub fn try_new(draft: &AddressDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let apartment = line(&mut issues, "apartment", &draft.apartment);
        let building = line(&mut issues, "building", &draft.building);
        let street = line(&mut issues, "street", &draft.street);
        let locality = line(&mut issues, "locality", &draft.locality);
        let city = line(&mut issues, "city", &draft.city);
        let country = (!draft.country.trim().is_empty()).then(|| CountryCode::parse(&draft.country));
        let country = issues.take_optional("country", country).filter(|country| !country.is_france());
        if street.is_none() && locality.is_none() && draft.street.trim().is_empty() {
            issues.refuse(
                "street",
                IssueCode::Missing,
                "Le numéro et la voie manquent, ou le lieu-dit s'il n'y a pas de voie.",
            );
        }
        if city.is_none() && draft.city.trim().is_empty() {
            issues.refuse("city", IssueCode::Missing, "La ville manque.");
        }
        let postcode: String = draft.postcode.chars().filter(|c| !c.is_whitespace()).collect();
        if postcode.is_empty() {
            issues.refuse("postcode", IssueCode::Missing, "Le code postal manque.");
        } else if country.is_none() && draft.country.trim().is_empty() {
            issues.take("postcode", check_french_postcode(&postcode));
        } else if postcode.chars().count() > 10 {
            issues.refuse("postcode", IssueCode::TooLong, "Le code postal étranger dépasse 10 caractères.");
        }
        let insee = Some(draft.insee.trim().to_owned()).filter(|code| !code.is_empty());
        if insee
            .as_ref()
            .is_some_and(|code| code.len() != 5 || !code.bytes().all(|b| b.is_ascii_alphanumeric()))
        {
            issues.refuse("insee", IssueCode::Malformed, "Le code INSEE d'une commune compte 5 caractères.");
        }
        // An address with only a hamlet has it on the street line: the files require that line.
        let (street, locality) = match (street, locality) {
            (None, Some(locality)) => (locality, None),
            (street, locality) => (street.unwrap_or_default(), locality),
        };
        let city = city.unwrap_or_default();
        issues.finish(Some(Self { apartment, building, street, locality, postcode, city, country, insee }))
    }

    /// What is known of an address that may not be whole, as another product kept it: nothing is required and nothing is supplied, but
    /// what is there must be right.
    pub fn known(draft: &AddressDraft) -> Result<AddressDraft, Vec<FieldIssue>> {
        let mut wrong = match Self::try_new(draft) {
            Ok(address) => return Ok(address.to_draft()),
            Err(issues) => issues,
        };
        wrong.retain(|issue| issue.code != IssueCode::Missing);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let country = CountryCode::parse(&draft.country).ok().filter(|country| !country.is_france());
        Ok(AddressDraft {
            apartment: tidy(&draft.apartment),
            building: tidy(&draft.building),
            street: tidy(&draft.street),
            locality: tidy(&draft.locality),
            postcode: draft.postcode.chars().filter(|c| !c.is_whitespace()).collect(),
            city: tidy(&draft.city),
            country: country.map(|country| country.to_string()).unwrap_or_default(),
            insee: draft.insee.trim().to_owned(),
        })
    }

    /// Line 2.
    pub fn apartment(&self) -> Option<&str> {
        self.apartment.as_deref()
    }

    /// Line 3.
    pub fn building(&self) -> Option<&str> {
        self.building.as_deref()
    }

    /// Line 4, never empty: the hamlet stands there when the address has no street.
    pub fn street(&self) -> &str {
        &self.street
    }

    /// Line 5.
    pub fn locality(&self) -> Option<&str> {
        self.locality.as_deref()
    }

    /// Postcode.
    pub fn postcode(&self) -> &str {
        &self.postcode
    }

    /// Town.
    pub fn city(&self) -> &str {
        &self.city
    }

    /// Country, absent in France.
    pub fn country(&self) -> Option<&CountryCode> {
        self.country.as_ref()
    }

    /// INSEE code of the commune.
    pub fn insee(&self) -> Option<&str> {
        self.insee.as_deref()
    }

    /// The lines to print under the addressee, in order.
    pub fn lines(&self) -> Vec<String> {
        let upper = [self.apartment(), self.building(), Some(self.street()), self.locality()];
        let mut lines: Vec<String> = upper.into_iter().flatten().map(str::to_owned).collect();
        lines.push(format!("{} {}", self.postcode, self.city));
        lines
    }

    /// The draft this address would be edited from.
    pub fn to_draft(&self) -> AddressDraft {
        let text = |line: &Option<String>| line.clone().unwrap_or_default();
        AddressDraft {
            apartment: text(&self.apartment),
            building: text(&self.building),
            street: self.street.clone(),
            locality: text(&self.locality),
            postcode: self.postcode.clone(),
            city: self.city.clone(),
            country: self.country.as_ref().map(ToString::to_string).unwrap_or_default(),
            insee: text(&self.insee),
        }
    }
}

fn line(issues: &mut Issues, field: &str, typed: &str) -> Option<String> {
    let text = tidy(typed);
    if text.is_empty() {
        return None;
    }
    let length = text.chars().count();
    if length > LINE {
        issues.refuse(
            field,
            IssueCode::TooLong,
            format!("Cette ligne compte {length} caractères ; une ligne d'adresse en admet {LINE} : abrégez-la ou répartissez-la."),
        );
        return None;
    }
    Some(text)
}

fn check_french_postcode(postcode: &str) -> Result<(), Refusal> {
    if postcode.len() == 4 && postcode.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::new(
            IssueCode::Malformed,
            format!("Le code postal « {postcode} » a perdu un chiffre : est-ce 0{postcode} ?"),
        ));
    }
    if postcode.len() != 5 || !postcode.bytes().all(|b| b.is_ascii_digit()) || postcode == "00000" {
        return Err(Refusal::new(
            IssueCode::Malformed,
            "Un code postal français compte 5 chiffres ; à l'étranger, choisissez le pays.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> AddressDraft {
        AddressDraft {
            street: "12 rue des Lilas".into(),
            postcode: "21500".into(),
            city: "Montbard".into(),
            ..AddressDraft::default()
        }
    }

    #[test]
    fn an_address_that_is_not_whole_is_kept_as_it_is_known() {
        let known =
            PostalAddress::known(&AddressDraft { city: " Montbard ".into(), ..AddressDraft::default() });
        assert_eq!(known, Ok(AddressDraft { city: "Montbard".into(), ..AddressDraft::default() }));
        assert_eq!(PostalAddress::known(&AddressDraft::default()), Ok(AddressDraft::default()));
        assert_eq!(PostalAddress::known(&draft()), Ok(draft()));
        let wrong = AddressDraft { postcode: "1000".into(), ..AddressDraft::default() };
        let issues = PostalAddress::known(&wrong).unwrap_err();
        assert_eq!(issues.iter().map(|issue| issue.field.as_str()).collect::<Vec<_>>(), ["postcode"]);
    }

    #[test]
    fn every_problem_comes_back_at_once() {
        let bad = AddressDraft {
            building: "Résidence du Parc de la Forêt de Fontaine-Française".into(),
            postcode: "1000".into(),
            ..AddressDraft::default()
        };
        let issues = PostalAddress::try_new(&bad).unwrap_err();
        let fields: Vec<_> = issues.iter().map(|issue| (issue.field.as_str(), issue.code)).collect();
        assert_eq!(
            fields,
            [
                ("building", IssueCode::TooLong),
                ("street", IssueCode::Missing),
                ("city", IssueCode::Missing),
                ("postcode", IssueCode::Malformed),
            ]
        );
        assert!(issues[3].message.contains("01000"));
    }

    #[test]
    fn a_hamlet_stands_for_the_street() {
        let hamlet = AddressDraft { street: String::new(), locality: "Le Bourg".into(), ..draft() };
        let address = PostalAddress::try_new(&hamlet).unwrap();
        assert_eq!((address.street(), address.locality()), ("Le Bourg", None));
        assert_eq!(address.lines(), ["Le Bourg", "21500 Montbard"]);
    }

    #[test]
    fn abroad_the_postcode_is_free_and_france_is_no_country() {
        let abroad = AddressDraft { postcode: "B-1000".into(), country: "99131".into(), ..draft() };
        assert_eq!(PostalAddress::try_new(&abroad).unwrap().country().unwrap().as_str(), "131");
        let france = AddressDraft { country: "100".into(), ..draft() };
        assert_eq!(PostalAddress::try_new(&france).unwrap().country(), None);
        let unknown = AddressDraft { country: "Atlantide".into(), ..draft() };
        assert_eq!(PostalAddress::try_new(&unknown).unwrap_err()[0].field, "country");
    }

    #[test]
    fn a_draft_survives_the_round_trip() {
        let address = PostalAddress::try_new(&draft()).unwrap();
        assert_eq!(PostalAddress::try_new(&address.to_draft()).unwrap(), address);
    }
}
