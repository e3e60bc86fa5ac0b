//! Invented towns: made from a seed, the same byte for byte, marked as such for ever.

use crate::app::App;
use crate::error::Error;
use crate::gate::{FictiveCreateRequest, FictiveView};

/// Logins of an invented town, their roles and passwords: known to all, theirs alone.
pub const AGENTS: &[(&str, &str, &str, &str)] = &[
    ("accueil", "Sandrine Kerbrat", "INS,FAC", "preau-accueil-fictif"),
    ("inscriptions", "Nadège Roussel", "INS", "preau-inscriptions-fictif"),
    ("facturation", "Hervé Lozac’h", "FAC", "preau-facturation-fictif"),
    ("sante", "Claire Morvan", "SAN", "preau-sante-fictif"),
    ("terrain", "Mehdi Belkacem", "TER", "preau-terrain-fictif"),
    ("relais", "Odile Tanguy", "RPE", "preau-relais-fictif"),
    ("responsable", "Bruno Cadiou", "RES", "preau-responsable-fictif"),
    ("admin", "Agathe Le Bihan", "ADM", "preau-admin-fictif"),
    ("dpo", "Yves Prigent", "DPO", "preau-dpo-fictif"),
];

/// The known password of an agent of an invented town.
pub fn password_of(login: &str) -> Option<String> {
    AGENTS.iter().find(|(known, ..)| *known == login).map(|(_, _, _, password)| (*password).to_owned())
}

/// Makes an invented town in the host's folder and opens it for nobody: its agents then unlock it as any other.
pub fn create(_app: &App, _request: &FictiveCreateRequest) -> Result<FictiveView, Error> {
    Err(Error::refused("La commune fictive n’est pas encore construite."))
}
