//! From a guardian and a household to a debtor the treasury accepts.

use super::{Debtor, DebtorAddress};
use crate::people::Guardian;
use crate::values::{AddressDraft, PostalAddress};

/// Characters of a name or address line of the treasury's files.
const WIDTH: usize = 38;

/// The debtor a guardian becomes, living at this address. `reference` is what comes back in the treasury's
/// returns: it must be the household's and never change.
pub fn debtor_of(reference: String, guardian: &Guardian, address: &PostalAddress) -> Debtor {
    Debtor {
        reference,
        civility: guardian.civility(),
        name: guardian.name().to_string(),
        first_name: guardian.first_name().to_string(),
        birth_date: guardian.birth_date(),
        address: DebtorAddress::of(&address.to_draft()),
        category: Debtor::PERSON.0.to_owned(),
        legal_nature: Debtor::PERSON.1.to_owned(),
    }
}

impl DebtorAddress {
    /// This address in the fields of the treasury's files, whatever is missing from it: [`super::check_debtor`] says so.
    ///
    /// The treasury has three lines above the town where the post office has four: flat and building share the
    /// first. When they do not fit, the check says so rather than cut an address silently.
    pub fn of(address: &AddressDraft) -> Self {
        let complement: Vec<&str> = [address.apartment.trim(), address.building.trim()]
            .into_iter()
            .filter(|l| !l.is_empty())
            .collect();
        let country = address.country.trim();
        let resident = matches!(country, "" | "100");
        // An address with only a hamlet has it on the street line: the files require that line.
        let (street, locality) = match (address.street.trim(), address.locality.trim()) {
            ("", locality) => (locality, ""),
            both => both,
        };
        Self {
            complement: complement.join(" "),
            street: street.to_owned(),
            locality: locality.to_owned(),
            postcode: if resident { address.postcode.trim().to_owned() } else { "99999".to_owned() },
            city: if resident {
                address.city.trim().to_owned()
            } else {
                format!("{} {}", address.postcode.trim(), address.city.trim())
            },
            country: (!resident).then(|| country.to_owned()),
            resident,
        }
    }
}

/// The name cut to 38 characters between two words (spaces or hyphens); inside a word only when the first one
/// is already too long.
pub fn cut_38(name: &str) -> String {
    if name.chars().count() <= WIDTH {
        return name.to_owned();
    }
    // One character more than kept: a separator there means the word before it is whole.
    let limit = name.char_indices().nth(WIDTH + 1).map_or(name.len(), |(at, _)| at);
    let whole = name.char_indices().nth(WIDTH).map_or(name.len(), |(at, _)| at);
    let end = name[..limit].rfind([' ', '-']).filter(|at| *at > 0).unwrap_or(whole);
    name[..end].trim_end_matches([' ', '-']).to_owned()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::people::GuardianDraft;
    use crate::treasury::check_debtor;
    use crate::values::ids::GuardianId;

    #[test]
    fn long_names_are_cut_between_words() {
        for (name, cut) in [
            ("Le Goff", "Le Goff"),
            ("Fontaine de Beaurepaire-Lescure de La Tour", "Fontaine de Beaurepaire-Lescure de La"),
            ("Fontaine de Beaurepaire-Lescure-Delatourette", "Fontaine de Beaurepaire-Lescure"),
            ("Fontainedebeaurepairelescuredelatouretteetautres", "Fontainedebeaurepairelescuredelatouret"),
            ("Élé Élé Élé Élé Élé Élé Élé Élé Élé Élé", "Élé Élé Élé Élé Élé Élé Élé Élé Élé"),
            ("Aaaaaaaaaaaaaaaaaa Bbbbbbbbbbbbbbbbbbb Ccc", "Aaaaaaaaaaaaaaaaaa Bbbbbbbbbbbbbbbbbbb"),
        ] {
            assert_eq!(cut_38(name), cut);
            assert!(cut_38(name).chars().count() <= WIDTH);
        }
    }

    fn guardian() -> Guardian {
        let draft = GuardianDraft {
            civility: "MME".into(),
            birth_name: "van den Broeck".into(),
            first_name: "Jana".into(),
            ..GuardianDraft::default()
        };
        Guardian::try_new(GuardianId::from_uuid(Uuid::nil()), &draft, date(2026, 11, 21)).unwrap()
    }

    fn address(draft: AddressDraft) -> PostalAddress {
        let whole = AddressDraft { street: "1 Grand-Place".into(), city: "Bruxelles".into(), ..draft };
        PostalAddress::try_new(&whole).unwrap()
    }

    #[test]
    fn a_foreign_address_takes_the_treasury_s_form() {
        let abroad = address(AddressDraft {
            postcode: "1000".into(),
            country: "131".into(),
            ..AddressDraft::default()
        });
        let debtor = debtor_of("F1A".into(), &guardian(), &abroad);
        assert_eq!(debtor.address.postcode, "99999");
        assert_eq!(debtor.address.city, "1000 Bruxelles");
        assert_eq!(debtor.address.country.as_deref(), Some("131"));
        assert_eq!(check_debtor(&debtor, date(2026, 11, 24)), []);
    }

    #[test]
    fn four_lines_share_three_or_are_refused() {
        let draft = |apartment: &str, building: &str| AddressDraft {
            apartment: apartment.into(),
            building: building.into(),
            locality: "Le Bourg".into(),
            postcode: "21500".into(),
            ..AddressDraft::default()
        };
        let fits = debtor_of("F1A".into(), &guardian(), &address(draft("Appt 12", "Bât. B")));
        assert_eq!(fits.address.complement, "Appt 12 Bât. B");
        let full = debtor_of(
            "F1A".into(),
            &guardian(),
            &address(draft("Appartement 12, escalier B, 3e", "Résidence des Grands Chênes")),
        );
        assert_eq!(check_debtor(&full, date(2026, 11, 24))[0].field, "complement");
    }
}
