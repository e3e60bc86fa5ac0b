//! What the treasury's files need to know of the town, asked once.

use domain::issue::{IssueCode, Issues};
use domain::values::Siret;
use security::access::ExportTreasury;
use store::{Reader, Writer};

use super::TreasurySettings;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::session::Empty;

const TREASURY: &str = "treasury";

/// The settings as they are.
pub fn settings_show(call: &Call<'_, ExportTreasury>, _: Empty) -> Result<TreasurySettings, Error> {
    call.read(load)
}

/// Writes the settings. What is empty may stay so until the first file: the treasury's own rules are checked then.
pub fn settings_save(
    call: &Call<'_, ExportTreasury>,
    request: TreasurySettings,
) -> Result<TreasurySettings, Error> {
    check(&request)?;
    call.perform(Subject::all("treasury_settings"), [Change::Settings, Change::Treasury], |w| {
        save(w, &request)
    })?;
    Ok(request)
}

/// Writes settings already checked.
pub(crate) fn save(writer: &Writer<'_>, settings: &TreasurySettings) -> Result<(), Error> {
    crate::settings::save(writer, TREASURY, settings)
}

/// Reads the settings.
pub(crate) fn load(reader: &Reader<'_>) -> Result<TreasurySettings, Error> {
    crate::settings::load(reader, TREASURY)
}

fn check(settings: &TreasurySettings) -> Result<(), Error> {
    let mut issues = Issues::new();
    let malformed = IssueCode::Malformed;
    let of_length = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        text.is_empty() || (lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    if !of_length(&settings.codique, 6..=7) {
        issues.refuse("codique", malformed, "Le codique compte 6 ou 7 caractères, par exemple 021034.");
    }
    if !of_length(&settings.code_collectivite, 3..=3) || settings.code_collectivite == "000" {
        issues.refuse(
            "code_collectivite",
            malformed,
            "Le code collectivité compte 3 chiffres, et n’est pas 000.",
        );
    }
    if !of_length(&settings.code_budget, 2..=2) {
        issues.refuse(
            "code_budget",
            malformed,
            "Le code budget compte 2 caractères, 00 pour le budget principal.",
        );
    }
    if !settings.siret.is_empty() {
        issues.take("siret", settings.siret.parse::<Siret>());
    }
    for (field, text) in [("label", &settings.label), ("post_label", &settings.post_label)] {
        if text.chars().count() > 38 {
            issues.refuse(field, IssueCode::TooLong, "Le Trésor n’accepte que 38 caractères : abrégez.");
        }
    }
    if settings.campaign_rank > 9 {
        issues.refuse(
            "campaign_rank",
            IssueCode::OutOfRange,
            "Le rang de campagne est un chiffre, de 0 à 9.",
        );
    }
    if settings.asap_days > settings.due_days || settings.due_days > 366 {
        issues.refuse(
            "due_days",
            IssueCode::OutOfRange,
            "L’échéance suit la date de l’avis, d’un an au plus.",
        );
    }
    if settings.payment_ways.iter().any(|way| way.name.trim().is_empty() || way.text.trim().is_empty()) {
        issues.refuse(
            "payment_ways",
            IssueCode::Missing,
            "Chaque moyen de paiement a un nom et une explication.",
        );
    }
    issues.finish(Some(())).map_err(Error::fields)
}
