//! Invented towns: made from a seed, the same facts each time, marked as such for ever.
//!
//! Only the facts come from the seed: names, presences, quotients. Keys come from the machine as for any town, so that nobody takes
//! the habit of a guessable vault.

use domain::calendar::Month;
use domain::issue::{IssueCode, Issues};
use security::access::{Role, Roles};
use security::kdf::KdfParams;
use security::password::{Login, Password};

use crate::agents::Newcomer;
use crate::app::App;
use crate::error::Error;
use crate::gate::{self, FictiveAgent, FictiveCreateRequest, FictiveView, Foundation};
use crate::session::Empty;
use crate::settings::Town;

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

/// Who founds an invented town: the head of service, who hands over what their role does not call for.
const FOUNDER: &str = "responsable";

/// The town's name.
const TOWN: &str = "Brévigny-les-Tilleuls";
/// Its postal code.
const POSTCODE: &str = "21290";
/// A SIRET whose key holds and that no town has.
const SIRET: &str = "21210999500010";
/// Beyond, a file would be larger than any town's.
const MOST_FAMILIES: u32 = 60_000;

/// The known password of an agent of an invented town.
pub fn password_of(login: &str) -> Option<String> {
    AGENTS.iter().find(|(known, ..)| *known == login).map(|(_, _, _, password)| (*password).to_owned())
}

/// Makes an invented town in the host's folder and opens it for nobody: its agents then unlock it as any other.
pub fn create(app: &App, request: &FictiveCreateRequest) -> Result<FictiveView, Error> {
    let mut issues = Issues::new();
    let month = issues.take("month", Month::parse(&request.month));
    if !(1..=MOST_FAMILIES).contains(&request.families) {
        issues.refuse(
            "families",
            IssueCode::OutOfRange,
            format!("Choisissez de 1 à {MOST_FAMILIES} familles."),
        );
    }
    let month = issues.finish(month).map_err(Error::fields)?;
    // Its secret lies beside it: it protects nobody, and leaves no trace in the desk's keyring when the folder is removed.
    app.use_degraded_keyring();
    gate::found(app, foundation(app, month))?;
    gate::lock(app, Empty {})?;
    Ok(FictiveView {
        vault: app.host.folder.display().to_string(),
        agents: AGENTS
            .iter()
            .map(|(login, _, role, password)| FictiveAgent {
                login: (*login).to_owned(),
                role: (*role).to_owned(),
                password: (*password).to_owned(),
            })
            .collect(),
        families: 0,
        children: 0,
        attendance_rows: 0,
    })
}

fn foundation(app: &App, month: Month) -> Foundation {
    let town = Town {
        name: TOWN.to_owned(),
        siret: SIRET.to_owned(),
        street: "1 place du Préau".to_owned(),
        postal_code: POSTCODE.to_owned(),
        city: TOWN.to_owned(),
        phone: "01 99 00 21 29".to_owned(),
        email: "enfance@brevigny-les-tilleuls.example".to_owned(),
        zone: "A".to_owned(),
        fictive: true,
        // The month is over, its presences are ticked: the day of the bill.
        stands_on: Some(format!("{}-05", month.next())),
    };
    let (founder, colleagues): (Vec<Newcomer>, _) =
        AGENTS.iter().map(|agent| newcomer(app, agent)).partition(|agent| agent.login.as_str() == FOUNDER);
    let founder = founder.into_iter().next().expect("the founder is one of the agents");
    Foundation { town, founder, colleagues }
}

fn newcomer(app: &App, (login, display_name, roles, password): &(&str, &str, &str, &str)) -> Newcomer {
    Newcomer {
        agent: gate::new_id(app),
        login: Login::new(login).expect("a login of the table"),
        display_name: (*display_name).to_owned(),
        roles: Roles::of(roles.split(',').filter_map(Role::from_code)),
        password: Password::new(password),
        kdf: KdfParams::FLOOR,
    }
}
