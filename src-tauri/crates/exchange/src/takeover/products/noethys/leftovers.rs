//! What a base holds and nothing reads: counted by kind. Bank details and health are counted without being opened.

use domain::takeover::{ForbiddenKind, forbidden_column};

use super::Town;
use super::base::Opened;
use crate::takeover::products::LeftOut;

/// Tables that are only counted, and what they are.
const COUNTED: &[(&str, &str)] = &[
    ("mandats", "mandats de prélèvement (coordonnées bancaires)"),
    ("vaccins", "vaccins"),
    ("informations", "informations de santé ou personnelles"),
    ("problemes_sante", "informations de santé"),
    ("assurances", "assurances"),
    ("pieces", "pièces"),
    ("inscriptions", "inscriptions aux activités"),
    ("factures", "factures"),
    ("ventilation", "ventilations de règlements"),
];

/// Columns of persons that are only counted.
const OF_PERSONS: &[(&str, &str)] = &[
    ("profession", "professions"),
    ("employeur", "employeurs"),
    ("travail_mail", "courriels professionnels"),
    ("num_secu", "numéros de sécurité sociale (jamais repris)"),
    ("medecin_id", "médecins traitants"),
    ("idmedecin", "médecins traitants"),
    ("memo", "mémos d’individu"),
    ("photo", "photos"),
];

const OF_FAMILIES: &[(&str, &str)] = &[
    ("memo", "mémos de famille"),
    ("code_compta", "codes comptables"),
    ("code_comptable", "codes comptables"),
    ("facturation_rue_resid", "adresses de facturation"),
    ("autre_adresse_facturation", "adresses de facturation"),
    ("prelevement_iban", "coordonnées bancaires de famille"),
    ("idtiers_helios", "identifiants de tiers du Trésor"),
];

pub(super) fn of(base: &Opened<'_>, town: &Town<'_>, erased: u32) -> Vec<LeftOut> {
    let left = |what: &str, count: u32| LeftOut { what: what.to_owned(), count };
    let mut left_out: Vec<LeftOut> =
        COUNTED.iter().map(|(table, what)| left(what, base.count(table))).collect();
    let families = base.table("familles");
    left_out.extend(OF_PERSONS.iter().map(|(column, what)| left(what, town.people.filled(column))));
    left_out.extend(OF_FAMILIES.iter().map(|(column, what)| left(what, families.filled(column))));
    left_out.push(left("quotients d’autres périodes", town.other_quotients));
    left_out.push(left("familles effacées dans l’ancien logiciel", erased));
    let dead = town.people.iter().filter(|row| town.people.is_true(row, "deces")).count();
    left_out.push(left("personnes décédées", u32::try_from(dead).unwrap_or(u32::MAX)));
    let charged = base.table("prestations").len() + base.table("reglements").len();
    left_out.push(left("prestations et règlements (leur solde sert au contrôle)", charged));
    left_out
}

/// Columns that never enter: named, so that it is known they were there.
pub(super) fn refused(base: &Opened<'_>) -> Vec<(String, ForbiddenKind)> {
    let families = base.columns("familles");
    families
        .iter()
        .filter_map(|column| Some((column.clone(), forbidden_column(column, std::iter::empty::<&str>())?)))
        .collect()
}
