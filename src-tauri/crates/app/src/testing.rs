//! A small town for proofs inside this room: a real encrypted vault, families and presences written straight into it, everything
//! else asked through the command table.

mod rows;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};

use domain::calendar::{Month, Weekdays};
use domain::people::OptionalField;
use domain::values::ids::{ActivityId, FamilyId, GuardianId, HouseholdId, UnitId};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use security::access::{Role, Roles};
use security::kdf::KdfParams;
use security::password::{Login, Password};
use serde_json::{Value, json};
use store::Writer;

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

    /// The same, with an agent for each role.
    pub(crate) fn staffed() -> Self {
        Self::with(&[Role::Ins, Role::Fac, Role::San, Role::Ter, Role::Rpe, Role::Res, Role::Adm, Role::Dpo])
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
