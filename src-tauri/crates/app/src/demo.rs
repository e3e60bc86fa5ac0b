//! Invented towns: made from a seed, the same facts each time, marked as such for ever.
//!
//! Only the facts come from the seed: names, presences, quotients. Keys come from the machine as for any town, so that nobody takes
//! the habit of a guessable vault.

mod draw;
mod history;
mod month;
mod names;
mod offer;
mod papers;
mod population;
mod records;
mod schooling;
mod unattended;

use domain::calendar::{Month, SchoolYear};
use domain::issue::{IssueCode, Issues};
use domain::people::OptionalField;
use jiff::ToSpan;
use jiff::civil::Date;
use security::access::{ImportFamilies, ImportQuotients, Role, Roles};
use security::kdf::KdfParams;
use security::password::{Login, Password};
use store::Writer;
use uuid::Uuid;

use self::draw::{Draw, Stream};
use self::month::Timetable;
use self::offer::Offer;
use self::population::{Census, GRADES};
use self::records::{Pupil, Records, ZONE};
use self::unattended::UnattendedDesk;
use crate::agents::Newcomer;
use crate::app::App;
use crate::call::Subject;
use crate::error::Error;
use crate::gate::{self, FictiveAgent, FictiveCreateRequest, FictiveView, Foundation, Site};
use crate::quotients::Brackets;
use crate::settings::{self, OptionalFields, Town};
use crate::treasury::{self, TreasurySettings};

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

/// Makes an invented town in this desk's own folder and opens it for nobody: its agents then unlock it as any other. It is made aside
/// and brought there whole: a town cut short is no town.
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
    app.settle_at_home();
    app.use_degraded_keyring();
    let folder = app.vault_folder();
    let site = Site::open(folder.clone())?;
    let made = {
        let desk = UnattendedDesk::at(app, &site.workshop()?);
        if request.measured { measured(&desk, request, month) } else { lively(&desk, request, month) }?
    };
    site.install()?;
    site.finish()?;
    Ok(FictiveView {
        vault: folder.path().display().to_string(),
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

/// A town as towns live: the month before was billed and mostly paid, the month is ticked, the next one is booked.
fn lively(desk: &UnattendedDesk, request: &FictiveCreateRequest, month: Month) -> Result<Made, Error> {
    let (before, today) = (month.previous(), day_of_the_bill(month));
    let town = Settled::found(desk, request, day_of_the_bill(before), today)?;
    let mut draw = town.stream(Stream::Attendance);
    let live = |w: &Writer<'_>, draw: &mut Draw, timetable: &Timetable, months: &[Month]| {
        month::live(w, draw, &town.offer, timetable, months, today)
    };
    let (timetable, rows_before) = write(desk, "inscriptions et mois d’avant", |w| {
        let timetable = month::enrol(w, &mut draw, &town.offer, town.year, &town.pupils)?;
        let rows = live(w, &mut draw, &timetable, &[before])?;
        Ok((timetable, rows))
    })?;
    let billed = history::bill(desk, before)?;

    desk.log_in(FOUNDER)?;
    let rows = write(desk, "présences du mois", |w| {
        // A month has gone by: from here on the town stands on another day.
        let card = Town { stands_on: Some(today.to_string()), ..settings::town(w)? };
        settings::save_town(w, &card)?;
        papers::hand_in(w, &mut town.stream(Stream::Papers), today)?;
        schooling::settle(w, &mut town.stream(Stream::Schooling), &town.offer, town.year, &town.pupils)?;
        live(w, &mut draw, &timetable, &[month, month.next()])
    })?;
    if let Some(run) = billed {
        history::collect(desk, &run, today, &mut town.stream(Stream::Collection))?;
    }
    Ok(Made { children: town.pupils.len() as u64, attendance_rows: rows_before + rows })
}

/// Without a past: what is measured is the month.
fn measured(desk: &UnattendedDesk, request: &FictiveCreateRequest, month: Month) -> Result<Made, Error> {
    let today = day_of_the_bill(month);
    let town = Settled::found(desk, request, today, today)?;
    let attendance_rows = write(desk, "inscriptions et présences", |w| {
        let mut draw = town.stream(Stream::Attendance);
        month::measure(w, &mut draw, &town.offer, town.year, &town.pupils, month)
    })?;
    Ok(Made { children: town.pupils.len() as u64, attendance_rows })
}

/// One step of the making of a town, under its own line of the journal. The open vault is asked for each time and kept by nobody:
/// agents come and go at this desk.
fn write<T>(
    desk: &UnattendedDesk,
    what: &str,
    work: impl FnOnce(&Writer<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let subject = Subject::all("town").detail(format!("Commune fictive\u{a0}: {what}"));
    desk.core().unlocked()?.append("vault_create_fictive", &subject, work)
}

/// A town founded: its families on file, its schools open.
struct Settled {
    seed: u64,
    from_ms: i64,
    year: SchoolYear,
    offer: Offer,
    pupils: Vec<Pupil>,
}

impl Settled {
    /// Founds the town on a day, with its families as they are known today.
    fn found(
        desk: &UnattendedDesk,
        request: &FictiveCreateRequest,
        founded_on: Date,
        today: Date,
    ) -> Result<Self, Error> {
        let unlocked = gate::found(desk.core(), foundation(desk.core(), request, founded_on))?;
        let (seed, from_ms) = (request.seed, unlocked.clock().now_ms());
        let stream = |stream| Draw::of(seed, stream, from_ms);
        let year = SchoolYear::of(Month::of(today).previous().first_day());
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
        let (offer, pupils) = write(desk, "écoles, activités, familles", |w| {
            treasury::save_settings(w, &treasury_settings())?;
            settings::save_optional_fields(w, &asked_fields(founded_on, w.stamp().agent))?;
            let offer = offer::open(w, &mut stream(Stream::Offer), year, &grades)?;
            let mut records = Records {
                w,
                deposit: &deposit,
                resources: &resources,
                brackets: Brackets::on(w, today)?,
                year,
                today,
                insured: !request.measured,
                people: &mut people,
                health: &mut stream(Stream::Health),
                vaccines: &mut stream(Stream::Vaccines),
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
        Ok(Self { seed, from_ms, year, offer, pupils })
    }

    fn stream(&self, stream: Stream) -> Draw {
        Draw::of(self.seed, stream, self.from_ms)
    }
}

/// The month is over and its presences are ticked: the fifth of the next one.
fn day_of_the_bill(month: Month) -> Date {
    month.next().first_day() + 4.days()
}

/// The optional fields the town asks, and why (X08).
fn asked_fields(since: Date, by: Uuid) -> OptionalFields {
    let asked = [
        (OptionalField::HealthFund, "La caisse compétente décide des aides versées à l’accueil de loisirs."),
        (OptionalField::Insurance, "Attestation contrôlée à la rentrée pour les sorties et les mercredis."),
        (OptionalField::Employer, "Douze places réservées par convention avec l’hôpital voisin."),
    ];
    OptionalFields::asking(asked, since, by)
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

fn foundation(app: &App, request: &FictiveCreateRequest, stands_on: Date) -> Foundation {
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
        idle_minutes: None,
        detail_months: None,
    };
    let (founder, colleagues): (Vec<Newcomer>, _) =
        AGENTS.iter().map(|agent| newcomer(app, agent)).partition(|agent| agent.login.as_str() == FOUNDER);
    let founder = founder.into_iter().next().expect("the founder is one of the agents");
    // What is measured is the month, of a town that asks for nothing.
    Foundation { town, founder, colleagues, usual_documents: !request.measured }
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
