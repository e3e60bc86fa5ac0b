//! From a guardian and a household to a debtor the treasury accepts.

use super::{Debtor, DebtorAddress};
use crate::people::Guardian;
use crate::values::text::to_latin1;
use crate::values::{AddressDraft, BirthDate, PostalAddress};

/// Characters of a name or address line of the treasury's files.
const WIDTH: usize = 38;

/// The debtor a guardian becomes, living at this address. `reference` is what comes back in the treasury's
/// returns: it must be the household's and never change.
pub fn debtor_of(reference: String, guardian: &Guardian, address: &PostalAddress) -> Debtor {
    Debtor {
        reference,
        civility: guardian.civility(),
        name: guardian.name().to_string(),
        first_name: guardian.usual_first_name().to_owned(),
        birth_date: guardian.birth_date().and_then(BirthDate::whole),
        address: DebtorAddress::of(&address.to_draft()),
        category: Debtor::PERSON.0.to_owned(),
        legal_nature: Debtor::PERSON.1.to_owned(),
        cut_from: None,
    }
    .fitted()
}

impl Debtor {
    /// The debtor with names the treasury's files can hold: cut between two words, and never a reason to change what the family
    /// is called (treasury.md §5.7, « à couper à 38 sans casser un mot »). [`Self::cut_from`] says when it happened.
    #[must_use]
    pub fn fitted(mut self) -> Self {
        let (name, first_name) = (cut_38(&self.name), cut_38(&self.first_name));
        if (&name, &first_name) != (&self.name, &self.first_name) {
            self.cut_from = Some(format!("{} {}", self.name, self.first_name).trim().to_owned());
        }
        Self { name, first_name, ..self }
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
/// is already too long. Counted as the file writes it: a ligature is two letters there.
pub fn cut_38(name: &str) -> String {
    let mut cut = cut_at(name, WIDTH);
    let mut width = WIDTH;
    while written(&cut) > WIDTH {
        width -= 1;
        cut = cut_at(name, width);
    }
    cut
}

/// How many characters the file needs for a text.
fn written(text: &str) -> usize {
    to_latin1(text).map_or_else(|| text.chars().count(), |written| written.chars().count())
}

fn cut_at(name: &str, width: usize) -> String {
    if name.chars().count() <= width {
        return name.to_owned();
    }
    // One character more than kept: a separator there means the word before it is whole.
    let limit = name.char_indices().nth(width + 1).map_or(name.len(), |(at, _)| at);
    let whole = name.char_indices().nth(width).map_or(name.len(), |(at, _)| at);
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

    #[test]
    fn a_ligature_counts_for_the_two_letters_the_file_writes() {
        let name = "Œuvrard de Beaurepaire-Lescure Fontenay";
        assert_eq!(name.chars().count(), WIDTH + 1);
        let fits = "Œuvrard de Beaurepaire-Lescure Fontena";
        assert_eq!(fits.chars().count(), WIDTH);
        for long in [name, fits] {
            assert_eq!(cut_38(long), "Œuvrard de Beaurepaire-Lescure");
        }
    }

    #[test]
    fn a_debtor_that_had_to_be_cut_says_so_and_leaves() {
        let long = Debtor {
            name: "Fontaine de Beaurepaire-Lescure de La Tour".into(),
            first_name: "Anne".into(),
            ..debtor_of(
                "F1A".into(),
                &guardian(),
                &address(AddressDraft { postcode: "21500".into(), ..AddressDraft::default() }),
            )
        };
        assert_eq!(check_debtor(&long, date(2026, 11, 24))[0].field, "name");
        let fitted = long.fitted();
        assert_eq!(fitted.cut_from.as_deref(), Some("Fontaine de Beaurepaire-Lescure de La Tour Anne"));
        assert_eq!(check_debtor(&fitted, date(2026, 11, 24)), []);
        assert_eq!(fitted.clone().fitted(), fitted);
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
