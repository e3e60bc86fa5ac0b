//! The town's card: what papers and files say of it.

use domain::calendar::Zone;
use domain::issue::{IssueCode, Issues};
use domain::values::{Email, Phone, Siret};
use security::access::{ManageSettings, ReadOwn};

use super::views::{TownSaveRequest, TownView};
use super::{IDLE_MINUTES_ALLOWED, Town, save_town, town};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::journal::DETAIL_MONTHS;
use crate::session::Empty;

/// The town, as every agent may read it.
pub fn show(call: &Call<'_, ReadOwn>, _: Empty) -> Result<TownView, Error> {
    call.read(town).map(TownView::from)
}

/// Corrects the town's card. Whether it is invented, and the day it stands on, never change.
pub fn edit(call: &Call<'_, ManageSettings>, request: TownSaveRequest) -> Result<TownView, Error> {
    let mut issues = Issues::new();
    for (field, value, what) in [
        ("name", &request.name, "Indiquez le nom de la commune."),
        ("street", &request.street, "Indiquez l’adresse de la mairie."),
        ("postal_code", &request.postal_code, "Indiquez le code postal de la mairie."),
        ("city", &request.city, "Indiquez la ville."),
    ] {
        if value.trim().is_empty() {
            issues.refuse(field, IssueCode::Missing, what);
        }
    }
    let siret = issues.take("siret", request.siret.parse::<Siret>());
    let zone = issues.take("zone", Zone::parse(&request.zone));
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    let phone = issues.take_optional("phone", given(&request.phone).map(|text| text.parse::<Phone>()));
    let email = issues.take_optional("email", given(&request.email).map(|text| text.parse::<Email>()));
    let idle_minutes = request.idle_minutes.and_then(|minutes| u8::try_from(minutes).ok());
    let idle_minutes = idle_minutes.filter(|minutes| IDLE_MINUTES_ALLOWED.contains(minutes));
    if idle_minutes.is_none() {
        issues.refuse(
            "idle_minutes",
            IssueCode::OutOfRange,
            "Choisissez entre 2 et 30\u{a0}minutes\u{a0}: plus long, un poste quitté resterait ouvert à qui passe.",
        );
    }
    if request.detail_months.is_some_and(|months| !DETAIL_MONTHS.contains(&months)) {
        issues.refuse(
            "detail_months",
            IssueCode::OutOfRange,
            "Les détails du journal se gardent de 6 à 12\u{a0}mois (CNIL, délibération 2021-122).",
        );
    }
    let (siret, zone) = issues.finish(siret.zip(zone)).map_err(Error::fields)?;

    let before = call.read(town)?;
    let minutes_before = before.idle_minutes();
    let after = Town {
        name: request.name.trim().to_owned(),
        siret: siret.to_string(),
        street: request.street.trim().to_owned(),
        postal_code: request.postal_code.trim().to_owned(),
        city: request.city.trim().to_owned(),
        phone: phone.map_or(String::new(), |phone| phone.display()),
        email: email.map_or(String::new(), |email| email.to_string()),
        zone: zone.code().to_owned(),
        idle_minutes,
        detail_months: request.detail_months.or(before.detail_months),
        ..before
    };
    let mut detail = format!("Commune {}", after.name);
    let minutes = after.idle_minutes();
    if minutes != minutes_before {
        detail.push_str(&format!(". Verrouillage après {minutes}\u{a0}min au lieu de {minutes_before}"));
    }
    call.perform(Subject::all("town").detail(detail), [Change::Settings], |w| save_town(w, &after))?;
    call.unlocked().set_idle_minutes(minutes);
    let folder = call.unlocked().folder();
    let mut card = folder.card();
    card.town_name.clone_from(&after.name);
    folder.write_card(&card)?;
    Ok(after.into())
}
