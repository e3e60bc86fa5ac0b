//! Invented towns: made from a seed, the same facts each time, marked as such for ever.
//!
//! Only the facts come from the seed: names, presences, quotients. Keys come from the machine as for any town, so that nobody takes
//! the habit of a guessable vault.

mod draw;
mod month;
mod names;
mod offer;
mod population;
mod records;

use domain::calendar::{Month, SchoolYear};
use domain::issue::{IssueCode, Issues};
use security::access::{ImportFamilies, ImportQuotients, Role, Roles};
use security::kdf::KdfParams;
use security::password::{Login, Password};

use self::draw::{Draw, Stream};
use self::month::{MonthOfTown, Rhythm};
use self::population::{Census, GRADES};
use self::records::{Records, ZONE};
use crate::agents::Newcomer;
use crate::app::App;
use crate::call::Subject;
use crate::error::Error;
use crate::gate::{self, FictiveAgent, FictiveCreateRequest, FictiveView, Foundation};
use crate::quotients::Brackets;
use crate::session::Empty;
use crate::settings::Town;
use crate::treasury::{self, TreasurySettings};
use crate::unlocked::Unlocked;

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
    let rhythm = if request.measured { Rhythm::Measured } else { Rhythm::Lively };
    // Its secret lies beside it: it protects nobody, and leaves no trace in the desk's keyring when the folder is removed.
    app.use_degraded_keyring();
    let unlocked = gate::found(app, foundation(app, month))?;
    let filled = fill(&unlocked, request, month, rhythm);
    gate::lock(app, Empty {})?;
    let made = filled?;
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
        families: request.families.into(),
        children: made.children,
        attendance_rows: made.attendance_rows,
    })
}

/// What was made.
struct Made {
    children: u64,
    attendance_rows: u64,
}

fn fill(
    unlocked: &Unlocked,
    request: &FictiveCreateRequest,
    month: Month,
    rhythm: Rhythm,
) -> Result<Made, Error> {
    let today = unlocked.clock().today();
    let from_ms = unlocked.clock().now_ms();
    let stream = |stream| Draw::of(request.seed, stream, from_ms);
    let year = SchoolYear::of(month.first_day());
    let deposit = unlocked.session().authorize::<ImportFamilies>()?;
    let resources = unlocked.session().authorize::<ImportQuotients>()?;

    let mut people = stream(Stream::People);
    let families = Census::new(&mut people, year).families(request.families as usize);
    let children: usize = families.iter().map(|family| family.children.len()).sum();
    let schools: Vec<usize> =
        (0..families.len()).map(|_| people.below(offer::school_count(children))).collect();
    let mut grades = vec![[0; GRADES.len()]; offer::school_count(children)];
    for (family, school) in families.iter().zip(&schools) {
        family.children.iter().for_each(|child| grades[*school][child.grade] += 1);
    }

    let subject = |what: &str| Subject::all("town").detail(format!("Commune fictive\u{a0}: {what}"));
    let (offer, pupils) =
        unlocked.append("vault_create_fictive", &subject("écoles, activités, familles"), |w| {
            treasury::save_settings(w, &treasury_settings())?;
            let offer = offer::open(w, &mut stream(Stream::Offer), year, &grades)?;
            let mut records = Records {
                w,
                deposit: &deposit,
                resources: &resources,
                brackets: Brackets::on(w, today)?,
                year,
                today,
                people: &mut people,
                health: &mut stream(Stream::Health),
                incomes: &mut stream(Stream::Incomes),
            };
            let first = w.take_numbers("family", request.families)?;
            let mut pupils = Vec::with_capacity(children);
            for ((number, school), family) in (first..).zip(&schools).zip(&families) {
                pupils.extend(records.family(number, *school, family)?);
            }
            Ok((offer, pupils))
        })?;
    let attendance_rows =
        unlocked.append("vault_create_fictive", &subject("inscriptions et présences"), |w| {
            let mut draw = stream(Stream::Attendance);
            MonthOfTown::new(w, &mut draw, &offer, year, (month, today))?.fill(&pupils, rhythm)
        })?;
    Ok(Made { children: children as u64, attendance_rows })
}

/// The accounting post, as an accountant would give it.
fn treasury_settings() -> TreasurySettings {
    TreasurySettings {
        codique: "021034".to_owned(),
        post_label: "SGC de Montbard-Sud".to_owned(),
        code_collectivite: "212".to_owned(),
        code_budget: "00".to_owned(),
        label: "COMMUNE DE BREVIGNY-LES-TILLEULS".to_owned(),
        ..TreasurySettings::default()
    }
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
        zone: ZONE.code().to_owned(),
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
