//! Who owes: the same columns are previewed, frozen on the invoice, and sent to the treasury.

use domain::treasury::{Debtor, DebtorAddress};
use domain::values::{AddressDraft, Civility, usual_first_name};
use store::billing::{BillableHouseholdRow, HouseholdAddressRow, PayerRow};

/// The payer of a household as it would be frozen today; none while no debtor was chosen.
pub(super) fn payer_of(row: &BillableHouseholdRow) -> Option<PayerRow> {
    let debtor = row.debtor.as_ref()?;
    Some(PayerRow {
        // It comes back in the treasury's files: it is the household's, and never changes.
        reference: format!("F{:06}{}", row.family_number, row.label),
        civility: debtor.civility.clone(),
        name: debtor.name.clone(),
        first_name: usual_first_name(&debtor.first_names).to_owned(),
        birth_date: debtor.birth_date,
        address: row.address.clone(),
        is_resident: row.is_resident,
    })
}

/// The payer as the treasury's rules read it: names too long for its files are cut, those of the family stay what they are.
pub(crate) fn debtor_of(payer: &PayerRow) -> Debtor {
    Debtor {
        reference: payer.reference.clone(),
        civility: Civility::parse(&payer.civility).ok(),
        name: payer.name.clone(),
        first_name: payer.first_name.clone(),
        birth_date: payer.birth_date,
        address: DebtorAddress::of(&address_of(&payer.address)),
        category: Debtor::PERSON.0.to_owned(),
        legal_nature: Debtor::PERSON.1.to_owned(),
        cut_from: None,
    }
    .fitted()
}

fn address_of(row: &HouseholdAddressRow) -> AddressDraft {
    AddressDraft {
        apartment: row.complement.clone(),
        building: row.place.clone(),
        street: row.street.clone(),
        locality: row.locality.clone(),
        postcode: row.postal_code.clone(),
        city: row.city.clone(),
        country: row.country_code.clone(),
        insee: String::new(),
    }
}
