//! A small town for proofs inside this room: a real encrypted vault, families and presences written straight into it, everything
//! else asked through the command table.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};

use domain::activities::{ActivityKind, ActivityUnit, ImputationDraft, RegistrationState, UnitKind};
use domain::attendance::{AttendanceState, NoticePeriod, StateSet};
use domain::calendar::{Month, Weekdays};
use domain::people::{CustodyPattern, HouseholdLetter, Kinship, OptionalField};
use domain::tariffs::{
    Bracket, BracketTable, Method, QuotientDraft, QuotientKind, QuotientSource, Tariff, TariffDraft,
    UnitBasis,
};
use domain::values::ids::{
    ActivityId, ChildId, CustodyId, FamilyId, GuardianId, HouseholdId, QuotientId, UnitId,
};
use domain::values::{AddressDraft, Cents};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use security::access::{EditQuotients, Role, Roles};
use security::kdf::KdfParams;
use security::password::{Login, Password};
use serde_json::{Value, json};
use store::Writer;
use store::activities::{ActivityRow, RegistrationRow, UnitRow};
use store::attendance::AttendanceMark;
use store::people::{ChildRow, CustodyRow, FamilyRow, GuardianRow, HouseholdRow};
use store::quotients::BracketRow;

use crate::agents::Newcomer;
use crate::call::Subject;
use crate::clock::{Clock, StandingClock};
use crate::gate::{self, Foundation};
use crate::outside::{ChosenFile, FolderPurpose, Outside, Purpose};
use crate::settings::{self, Town};
use crate::unlocked::Unlocked;
use crate::{App, Error, Host, Reply, SeededRandom};

pub(crate) const MONTH: &str = "2026-03";

/// Files saved and shown, kept in memory.
#[derive(Default)]
pub(crate) struct Files {
    pub(crate) saved: Mutex<Vec<(String, Vec<u8>)>>,
    pub(crate) to_choose: Mutex<Option<ChosenFile>>,
    /// How many times an agent was asked for a file.
    pub(crate) asked: AtomicUsize,
}

impl Outside for Files {
    fn choose_file(&self, _: Purpose) -> Result<Option<ChosenFile>, Error> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(self.to_choose.lock().expect("files").take())
    }

    fn choose_folder(&self, _: FolderPurpose) -> Result<Option<PathBuf>, Error> {
        Ok(None)
    }

    fn save_file(&self, suggested_name: &str, bytes: &[u8]) -> Result<Option<String>, Error> {
        self.saved.lock().expect("files").push((suggested_name.to_owned(), bytes.to_vec()));
        Ok(Some(format!("/memory/{suggested_name}")))
    }

    fn draw_page(&self, pdf: &[u8], page: u32) -> Option<documents::Glimpse> {
        documents::glimpse(pdf.to_vec(), page)
    }

    fn show_document(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.save_file(name, bytes).map(|_| ())
    }
}

/// A standing clock, its hours those of a desk in France.
struct InFrance(Arc<StandingClock>);

impl Clock for InFrance {
    fn now_ms(&self) -> i64 {
        self.0.now_ms()
    }

    fn glance_ms(&self) -> i64 {
        self.0.glance_ms()
    }

    fn civil(&self) -> DateTime {
        let instant = Timestamp::from_millisecond(self.glance_ms()).expect("an instant");
        instant.to_zoned(TimeZone::get("Europe/Paris").expect("a zone")).datetime()
    }
}

/// A town open on the 5th of the month after.
pub(crate) struct TestTown {
    pub(crate) app: App,
    pub(crate) files: Arc<Files>,
    pub(crate) clock: Arc<StandingClock>,
    pub(crate) canteen: ActivityId,
    pub(crate) meal: UnitId,
    _folder: tempfile::TempDir,
}

/// A household as proofs speak of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Home {
    pub(crate) family: FamilyId,
    pub(crate) household: HouseholdId,
    pub(crate) debtor: GuardianId,
}

/// The password of everyone in a town of proof.
pub(crate) const PASSWORD: &str = "cheval-agrafe-lunaire-54-parapluie";

impl TestTown {
    /// A town with a canteen (three brackets) and nobody.
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    /// Nobody in it, on another day, its one agent holding these roles.
    pub(crate) fn on(day: Date, roles: &[Role]) -> Self {
        Self::founded(day, roles, &[])
    }

    /// The same, with an agent for each of these roles, called by its code: `ins`, `fac` … The founder sits first.
    pub(crate) fn with(roles: &[Role]) -> Self {
        let town = Self::founded(date(2026, 4, 5), &[Role::Fac, Role::Ins, Role::Res], roles);
        town.done(
            "treasury_settings_save",
            json!({ "codique": "021034", "post_label": "SGC de Testville", "code_collectivite": "123", "code_budget": "00" }),
        );
        town
    }

    /// Another agent takes the desk.
    pub(crate) fn sit(&self, login: &str) {
        self.done("session_unlock", json!({ "login": login, "password": PASSWORD }));
    }

    fn founded(day: Date, roles: &[Role], staff: &[Role]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path: PathBuf = folder.path().join("coffre");
        let files = Arc::new(Files::default());
        let clock = Arc::new(StandingClock::on(day));
        let app = App::new(Host {
            keyring: Arc::new(crate::gate::degraded_secret_store),
            folder: path,
            elsewhere: None,
            clock: Arc::new(InFrance(Arc::clone(&clock))),
            random: Arc::new(|| Box::new(SeededRandom::new(7))),
            outside: Arc::clone(&files) as Arc<dyn Outside>,
        });
        let newcomer = |login: &str, roles: Roles| Newcomer {
            agent: crate::gate::new_id(&app),
            login: Login::new(login).expect("a login"),
            display_name: format!("Agent {login}"),
            roles,
            password: Password::new(PASSWORD),
            kdf: KdfParams::FLOOR,
        };
        let founder = newcomer("agent", Roles::of(roles.iter().copied()));
        let colleagues = staff.iter().map(|role| newcomer(&role.code().to_lowercase(), Roles::of([*role])));
        let colleagues = colleagues.collect();
        let town = Town {
            name: "Testville".to_owned(),
            siret: "21210999500028".to_owned(),
            street: "1 place de la Mairie".to_owned(),
            postal_code: "21500".to_owned(),
            city: "Testville".to_owned(),
            zone: "A".to_owned(),
            ..Town::default()
        };
        gate::found(&app, Foundation { town, founder, colleagues, usual_documents: true }).expect("founded");
        let (canteen, meal) = (ActivityId::from(id(&app)), UnitId::from(id(&app)));
        let town = Self { app, files, clock, canteen, meal, _folder: folder };
        town.write(|w| {
            // Its sheets were tried: what is proved in it is something else.
            let tried = json!({ "rehearsed": { "mark": "essai", "at_ms": 0 } });
            settings::save(w, "recovery", &tried).expect("written");
            let asked = [(OptionalField::HealthFund, "La caisse décide des aides.")];
            let asked = settings::OptionalFields::asking(asked, day, id(&town.app));
            settings::save_optional_fields(w, &asked).expect("written");
            town.write_canteen(w);
        });
        town
    }

    fn unlocked(&self) -> Arc<Unlocked> {
        self.app.unlocked().expect("open")
    }

    /// The file in the hands of a database tool, with the key of its pages: the administrator's, who sits down for it.
    pub(crate) fn in_another_tool(&self) -> rusqlite::Connection {
        self.sit("adm");
        let unlocked = self.unlocked();
        let grant = unlocked.session().authorize::<security::access::BackUp>().expect("the right");
        let key = grant.page_keys().expect("the keys").remove(0);
        let file = rusqlite::Connection::open(unlocked.store().path()).expect("the file");
        file.execute_batch(&format!("PRAGMA key = \"{}\"", *key.raw_key_literal())).expect("the key");
        file.busy_timeout(std::time::Duration::from_secs(10)).expect("patience");
        file
    }

    /// Writes rows directly.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Writer<'_>) -> T) -> T {
        self.unlocked().append("test", &Subject::all("test"), |w| Ok(work(w))).expect("written")
    }

    /// Asks and expects an answer.
    pub(crate) fn done(&self, command: &str, request: Value) -> Value {
        match self.app.call(command, request) {
            Reply::Done { value, .. } => value,
            Reply::Refused { error, .. } => {
                panic!("{command}: {} {:?} {:?}", error.message, error.fields, error.params)
            }
        }
    }

    /// Asks and expects a refusal: its code and everything else.
    pub(crate) fn refused(&self, command: &str, request: Value) -> Value {
        match self.app.call(command, request) {
            Reply::Done { value, .. } => panic!("{command} was accepted: {value}"),
            Reply::Refused { error, .. } => serde_json::to_value(error).expect("an error"),
        }
    }

    /// The same command asked by several windows at the same moment: what each was answered, and how many were done.
    pub(crate) fn at_once(&self, command: &str, request: &Value, windows: usize) -> (usize, Vec<Value>) {
        let start = Barrier::new(windows);
        let asked = || {
            start.wait();
            self.app.call(command, request.clone())
        };
        let answers: Vec<Reply> = std::thread::scope(|scope| {
            let asking: Vec<_> = (0..windows).map(|_| scope.spawn(asked)).collect();
            asking.into_iter().map(|one| one.join().expect("an answer")).collect()
        });
        let mut done = 0;
        let refused = answers.into_iter().filter_map(|answer| match answer {
            Reply::Done { .. } => {
                done += 1;
                None
            }
            Reply::Refused { error, .. } => Some(serde_json::to_value(error).expect("an error")),
        });
        let refused = refused.collect();
        (done, refused)
    }

    /// Runs a job to its end: its line.
    pub(crate) fn job(&self, command: &str, request: Value) -> Value {
        let mut line = self.done(command, request);
        while line["state"] == "running" {
            std::thread::sleep(std::time::Duration::from_millis(5));
            line = self.done("job_status", json!({ "job": line["id"] }));
        }
        line
    }

    /// Runs a job that must succeed: its answer.
    pub(crate) fn finished(&self, command: &str, request: Value) -> Value {
        let mut line = self.job(command, request);
        assert_eq!(line["state"], "done", "{command}: {}", line["error"]);
        line["value"].take()
    }

    /// Previews and issues the month: the run.
    pub(crate) fn bill(&self) -> Value {
        let preview = self.finished("billing_preview", json!({ "month": MONTH }));
        self.finished("billing_commit", json!({ "month": MONTH, "digest": preview["digest"] }))
    }

    fn write_canteen(&self, w: &Writer<'_>) {
        w.save_activity(&ActivityRow {
            id: self.canteen,
            kind: ActivityKind::SchoolMeals,
            name: "Cantine".into(),
            facility: String::new(),
            school: None,
            imputation: ImputationDraft {
                nature: "7067".into(),
                function_code: "281".into(),
                service_code: String::new(),
                local_product_code: "CA01".into(),
            },
            notice: NoticePeriod::UntilStart,
            rank: 1,
        })
        .expect("activity");
        w.save_unit(&UnitRow {
            unit: ActivityUnit {
                id: self.meal,
                activity: self.canteen,
                name: "Repas".into(),
                kind: UnitKind::Meal,
                start_minute: 720,
                end_minute: 810,
                capacity: None,
                weekdays: Weekdays::SCHOOL_FOUR,
                in_term: true,
                in_holidays: false,
            },
            code: "R".into(),
            with_meal: true,
            by_minutes: false,
            rank: 1,
        })
        .expect("unit");
        self.write_tariff(w, 360);
    }

    /// A tariff in three brackets, the middle one at this price.
    pub(crate) fn write_tariff(&self, w: &Writer<'_>, middle: i64) {
        let bracket = |up_to: Option<i64>, price: i64| Bracket {
            up_to: up_to.map(Cents::from_euros),
            resident: Cents(price),
            non_resident: Some(Cents(price + 200)),
        };
        let draft = TariffDraft {
            activity: self.canteen,
            unit: None,
            name: "Cantine, par tranche".into(),
            deliberation: "2025-41".into(),
            valid_from: date(2025, 9, 1),
            valid_to: None,
            method: Method::Bracket(BracketTable {
                brackets: vec![bracket(Some(500), 120), bracket(Some(900), middle), bracket(None, 590)],
            }),
            basis: UnitBasis::PerUnit,
            siblings: None,
            billed: StateSet::BILLED_BY_DEFAULT,
        };
        let tariff = Tariff::try_new(id(&self.app).into(), draft).expect("a tariff");
        w.insert_tariff(&tariff).expect("tariff");
    }

    /// A family of one household, complete for the treasury; with a quotient or none.
    pub(crate) fn family(&self, w: &Writer<'_>, number: u32, name: &str, quotient: Option<i64>) -> Home {
        let new = || id(&self.app);
        let home = Home { family: new().into(), household: new().into(), debtor: new().into() };
        w.save_family(&FamilyRow {
            id: home.family,
            number,
            name: name.into(),
            followed_since: date(2024, 9, 1),
        })
        .expect("family");
        w.save_household(&HouseholdRow {
            id: home.household,
            family: home.family,
            letter: HouseholdLetter::FIRST,
            address: AddressDraft {
                street: format!("{number} rue des Lilas"),
                postcode: "21500".into(),
                city: "Montbard".into(),
                ..AddressDraft::default()
            },
            is_resident: true,
            debtor: Some(home.debtor),
            address_since: None,
            regime: String::new(),
            bracket: BracketRow::default(),
        })
        .expect("household");
        self.save_debtor(w, home, name, "MME");
        if let Some(euros) = quotient {
            self.record_quotient(w, home.household, euros, "2026-01");
        }
        home
    }

    /// Writes the debtor of a household again.
    pub(crate) fn save_debtor(&self, w: &Writer<'_>, home: Home, name: &str, civility: &str) {
        w.save_guardian(&GuardianRow {
            id: home.debtor,
            household: home.household,
            rank: 1,
            civility: civility.into(),
            birth_name: name.into(),
            usage_name: String::new(),
            first_names: "Camille".into(),
            birth_date: Some(date(1988, 3, 12).into()),
            birth_place: String::new(),
            birth_code: String::new(),
            kinship: Kinship::Mother,
            email: String::new(),
            sending: Default::default(),
        })
        .expect("guardian");
    }

    /// Records a quotient for a month.
    pub(crate) fn record_quotient(&self, w: &Writer<'_>, household: HouseholdId, euros: i64, month: &str) {
        let unlocked = self.unlocked();
        let grant = unlocked.session().authorize::<EditQuotients>().expect("FAC");
        let draft = QuotientDraft {
            kind: QuotientKind::Caf,
            value: Cents::from_euros(euros),
            month: Month::parse(month).expect("a month"),
            computed: None,
            from: None,
            to: None,
            source: QuotientSource::Attestation,
        };
        crate::quotients::record(w, &grant, household, &[(QuotientId::from(id(&self.app)), draft)], None)
            .expect("quotient");
    }

    /// A child of a household, registered to the canteen.
    pub(crate) fn child(
        &self,
        w: &Writer<'_>,
        household: HouseholdId,
        name: &str,
        pattern: CustodyPattern,
    ) -> ChildId {
        let child: ChildId = id(&self.app).into();
        w.save_child(&ChildRow {
            id: child,
            family_name: name.into(),
            first_names: "Lou".into(),
            sex: None,
            birth_date: date(2018, 5, 2).into(),
            birth_place: String::new(),
            birth_code: String::new(),
            diet_code: String::new(),
            doctor_name: String::new(),
            doctor_phone: String::new(),
            health_light: "unknown".into(),
            health_due_on: None,
        })
        .expect("child");
        self.give_custody(w, child, household, pattern);
        w.save_registration(&RegistrationRow {
            id: id(&self.app).into(),
            child,
            activity: self.canteen,
            state: RegistrationState::Accepted,
            from: date(2025, 9, 1),
            to: None,
        })
        .expect("registration");
        child
    }

    /// Gives a household custody of a child.
    pub(crate) fn give_custody(
        &self,
        w: &Writer<'_>,
        child: ChildId,
        household: HouseholdId,
        pattern: CustodyPattern,
    ) {
        w.save_custody(&CustodyRow {
            id: CustodyId::from(id(&self.app)),
            child,
            household,
            pattern,
            valid_from: date(2024, 9, 1),
            valid_to: None,
        })
        .expect("custody");
    }

    /// The child came to so many meals, from the 2nd of the month on.
    pub(crate) fn meals(&self, w: &Writer<'_>, child: ChildId, count: usize) {
        self.mark(w, child, school_days().take(count), AttendanceState::Present);
    }

    /// Notes presences.
    pub(crate) fn mark(
        &self,
        w: &Writer<'_>,
        child: ChildId,
        days: impl Iterator<Item = Date>,
        state: AttendanceState,
    ) {
        let marks =
            days.map(|day| AttendanceMark { day, unit: self.meal, child, state: Some(state), minutes: None });
        w.put_attendance(marks).expect("attendance");
    }

    /// Families of one child each, billed for so many meals at 3,60 €: name and home.
    pub(crate) fn families_at_table(&self, meals: &[(&str, usize)]) -> HashMap<String, Home> {
        self.write(|w| {
            (1..)
                .zip(meals)
                .map(|(number, (name, count))| {
                    let home = self.family(w, number, name, Some(684));
                    let child = self.child(w, home.household, name, CustodyPattern::Always);
                    self.meals(w, child, *count);
                    ((*name).to_owned(), home)
                })
                .collect()
        })
    }
}

/// The text of the last PDF shown or saved, as poppler reads it.
pub(crate) fn last_pdf_text(town: &TestTown) -> String {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    let pdf = town.files.saved.lock().expect("files").last().expect("a file").1.clone();
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is needed to check the documents: install poppler-utils");
    let mut input = reader.stdin.take().expect("piped");
    let feeding = std::thread::spawn(move || input.write_all(&pdf));
    let output = reader.wait_with_output().expect("pdftotext ends");
    feeding.join().expect("feeds").expect("pdftotext reads its input");
    let text = String::from_utf8(output.stdout).expect("UTF-8").replace('\u{a0}', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Days of school of the month.
pub(crate) fn school_days() -> impl Iterator<Item = Date> {
    let month = Month::parse(MONTH).expect("a month");
    month.days().filter(|day| Weekdays::SCHOOL_FOUR.contains(day.weekday()))
}

fn id(app: &App) -> uuid::Uuid {
    app.unlocked().expect("open").new_id()
}
