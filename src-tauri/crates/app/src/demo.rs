//! Invented towns: made from a seed, the same facts each time, marked as such for ever.
//!
//! Only the facts come from the seed: names, presences, quotients. Keys come from the machine as for any town, so that nobody takes
//! the habit of a guessable vault.

mod draw;
mod history;
mod month;
mod names;
mod offer;
mod population;
mod records;

use std::sync::Arc;

use domain::calendar::{Month, SchoolYear};
use domain::issue::{IssueCode, Issues};
use jiff::ToSpan;
use jiff::civil::Date;
use security::access::{ImportFamilies, ImportQuotients, Role, Roles};
use security::kdf::KdfParams;
use security::password::{Login, Password};

use self::draw::{Draw, Stream};
use self::offer::Offer;
use self::population::{Census, GRADES};
use self::records::{Pupil, Records, ZONE};
use crate::agents::Newcomer;
use crate::app::App;
use crate::call::Subject;
use crate::error::Error;
use crate::gate::{self, FictiveAgent, FictiveCreateRequest, FictiveView, Foundation};
use crate::quotients::Brackets;
use crate::session::Empty;
use crate::settings::{self, Town};
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

/// What the journal calls the making of a town.
const OPERATION: &str = "vault_create_fictive";

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
    let quiet = history::unattended(app);
    let made = make(&quiet, request, month);
    gate::lock(&quiet, Empty {})?;
    let made = made?;
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

fn make(app: &App, request: &FictiveCreateRequest, month: Month) -> Result<Made, Error> {
    if request.measured {
        return measured_town(app, request, month);
    }
    let before = month.previous();
    let mut town = Settling::begin(app, request, day_of_the_bill(before), SchoolYear::of(month.first_day()))?;
    let mut draw = town.stream(Stream::Attendance);
    let (timetable, mut attendance_rows) =
        town.unlocked.append(OPERATION, &subject("inscriptions"), |w| {
            let timetable = month::enrol(w, &mut draw, &town.offer, town.year, &town.pupils)?;
            let written = month::live(w, &mut draw, &town.offer, &timetable, &[before], town.today)?;
            Ok((timetable, written))
        })?;
    history::bill_and_collect(app, before, town.today, &mut town.stream(Stream::Collection))?;

    // A month goes by.
    history::log_in(app, FOUNDER)?;
    town.unlocked = app.unlocked()?;
    let today = day_of_the_bill(month);
    attendance_rows += town.unlocked.append(OPERATION, &subject("présences du mois"), |w| {
        let card = Town { stands_on: Some(today.to_string()), ..settings::town(w)? };
        settings::save_town(w, &card)?;
        month::live(w, &mut draw, &town.offer, &timetable, &[month, month.next()], today)
    })?;
    Ok(Made { children: town.pupils.len() as u64, attendance_rows })
}

/// Without a past: what is measured is the month.
fn measured_town(app: &App, request: &FictiveCreateRequest, month: Month) -> Result<Made, Error> {
    let town = Settling::begin(app, request, day_of_the_bill(month), SchoolYear::of(month.first_day()))?;
    let mut draw = town.stream(Stream::Attendance);
    let attendance_rows = town.unlocked.append(OPERATION, &subject("inscriptions et présences"), |w| {
        month::measure(w, &mut draw, &town.offer, town.year, &town.pupils, month)
    })?;
    Ok(Made { children: town.pupils.len() as u64, attendance_rows })
}

/// A town being settled: its families on file, its schools open.
struct Settling {
    unlocked: Arc<Unlocked>,
    seed: u64,
    from_ms: i64,
    year: SchoolYear,
    today: Date,
    offer: Offer,
    pupils: Vec<Pupil>,
}

impl Settling {
    /// Founds the town, standing on that day, and puts its families on file.
    fn begin(
        app: &App,
        request: &FictiveCreateRequest,
        today: Date,
        year: SchoolYear,
    ) -> Result<Self, Error> {
        let unlocked = gate::found(app, foundation(app, today))?;
        let from_ms = unlocked.clock().now_ms();
        let stream = |stream| Draw::of(request.seed, stream, from_ms);
        let deposit = unlocked.session().authorize::<ImportFamilies>()?;
        let resources = unlocked.session().authorize::<ImportQuotients>()?;

        let mut people = stream(Stream::People);
        let families = Census::new(&mut people, year).families(request.families as usize);
        let children: usize = families.iter().map(|family| family.children.len()).sum();
        let schools = offer::school_count(children);
        let school_of: Vec<usize> = families.iter().map(|_| people.below(schools)).collect();
        let mut grades = vec![[0; GRADES.len()]; schools];
        for (family, school) in families.iter().zip(&school_of) {
            family.children.iter().for_each(|child| grades[*school][child.grade] += 1);
        }
        let (offer, pupils) = unlocked.append(OPERATION, &subject("écoles, activités, familles"), |w| {
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
            for ((number, school), family) in (first..).zip(&school_of).zip(&families) {
                pupils.extend(records.family(number, *school, family)?);
            }
            month::seat(w, &offer, year, &pupils)?;
            Ok((offer, pupils))
        })?;
        Ok(Self { unlocked, seed: request.seed, from_ms, year, today, offer, pupils })
    }

    fn stream(&self, stream: Stream) -> Draw {
        Draw::of(self.seed, stream, self.from_ms)
    }
}

/// The month is over and its presences are ticked: the fifth of the next one.
fn day_of_the_bill(month: Month) -> Date {
    month.next().first_day() + 4.days()
}

fn subject(what: &str) -> Subject {
    Subject::all("town").detail(format!("Commune fictive\u{a0}: {what}"))
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

fn foundation(app: &App, stands_on: Date) -> Foundation {
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
        stands_on: Some(stands_on.to_string()),
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
