//! What campaigns interrupt: each step asks something of the product, and tells what it asks and what was acknowledged.

use serde_json::{Value, json};
use tests::{MONTH, Town};

use crate::ground::unlock;
use crate::survey::{named, rows};

/// What the town was called when its backup was made.
pub(crate) const NAME: &str = "Brévigny-aux-Pannes";
/// The caisse of every household of the campaigns.
pub(crate) const CAISSE: &str = "211";

/// The password of those who come to leave.
const PHRASE: &str = "huit tuiles rondes chantent sous la pluie 42";

/// What the product is doing when something fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// A month issued, then its corrections, run after run.
    Billing,
    /// Quotients of every household taken from a file.
    Import,
    /// The day's backup, the one before removed.
    Backup,
    /// A backup prepared and put in the place of the vault.
    Restore,
    /// An agent comes and leaves: keys, slots, pages.
    Rotation,
    /// A base of the first schema opened by this program.
    Migration,
}

/// Tells a line: what is asked, then what was acknowledged.
pub(crate) type Tell<'a> = &'a mut dyn FnMut(Value);

impl Operation {
    pub(crate) const ALL: [Self; 6] =
        [Self::Billing, Self::Import, Self::Backup, Self::Restore, Self::Rotation, Self::Migration];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Billing => "billing",
            Self::Import => "import",
            Self::Backup => "backup",
            Self::Restore => "restore",
            Self::Rotation => "rotation",
            Self::Migration => "migration",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.name() == name)
    }

    /// One step; `rank` is that of none before it. What the product refuses is the error.
    pub(crate) fn step(self, town: &Town, rank: u32, tell: Tell<'_>) -> Result<(), Value> {
        match self {
            Self::Billing => billing(town, rank, tell),
            Self::Import => import(town, rank, tell),
            Self::Backup => backup(town, tell),
            Self::Restore => restore(town, rank, tell),
            Self::Rotation => rotation(town, rank, tell),
            // The opening was all of it.
            Self::Migration => Ok(()),
        }
    }
}

/// Tells what is asked, asks it, tells that it was acknowledged.
fn acknowledged<T>(
    tell: Tell<'_>,
    subject: &str,
    what: &Value,
    ask: impl FnOnce() -> Result<T, Value>,
) -> Result<T, Value> {
    tell(json!({ "asked": subject, "what": what }));
    let answer = ask()?;
    tell(json!({ "done": subject, "what": what }));
    Ok(answer)
}

fn billing(town: &Town, rank: u32, tell: Tell<'_>) -> Result<(), Value> {
    let family = town.try_ask("family_list", json!({}))?["families"][0]["id"].take();
    let household = town.try_ask("family_show", json!({ "family": family }))?["households"][0]["id"].take();
    let activity = town.try_ask("activity_list", json!({}))?["activities"][0]["id"].take();
    let label = json!(format!("Régularisation {rank}"));
    let correction = json!({
        "household": household, "activity": activity, "label": label, "reason": "Comptée en retard", "amount_cents": 2_000 + rank,
    });
    acknowledged(tell, "adjustments", &label, || town.try_ask("adjustment_add", correction))?;
    let preview = town.try_wait("billing_preview", json!({ "month": MONTH }))?;
    let request = json!({ "month": MONTH, "digest": preview["digest"] });
    acknowledged(tell, "runs", &preview["digest"], || town.try_wait("billing_commit", request)).map(drop)
}

fn import(town: &Town, rank: u32, tell: Tell<'_>) -> Result<(), Value> {
    let households = rows(&town.try_ask("quotient_current", json!({}))?["quotients"]).len();
    take_quotients(town, households, 600 + rank, tell)
}

/// Takes a file that gives the same quotient to so many households.
pub(crate) fn take_quotients(
    town: &Town,
    households: usize,
    euros: u32,
    tell: Tell<'_>,
) -> Result<(), Value> {
    let header = "code_organisme;matricule;nom;prenom;date_naissance;qf;mois;annee\r\n".to_owned();
    let lines = (0..households).map(|rank| format!("{CAISSE};{};;;;{euros};3;2026\r\n", number_of(rank)));
    let bytes = lines.fold(header, |text, line| text + &line).into_bytes();
    let file = json!({ "name": format!("QF_{euros}.csv"), "bytes": bytes });
    let seen = town.try_wait("quotients_preview", json!({ "file": file }))?;
    let accepted: Vec<usize> = (2..households + 2).collect();
    let request = json!({ "reading": seen["shape"]["reading"], "accepted_lines": accepted });
    acknowledged(tell, "quotient", &json!(euros * 100), || town.try_ask("quotients_commit", request))
        .map(drop)
}

/// The number of a household at its caisse.
pub(crate) fn number_of(household: usize) -> String {
    format!("{:07}", 4_000_000 + household)
}

fn backup(town: &Town, tell: Tell<'_>) -> Result<(), Value> {
    tell(json!({ "asked": "backup" }));
    let mut outcome = town.try_wait("backup_run", json!({ "only_due": false }))?["places"][0].take();
    if !outcome["trouble"].is_null() {
        return Err(json!({ "code": "disk", "message": outcome["trouble"] }));
    }
    let made = outcome["made"].take();
    let name = json!(made["folder"].as_str().and_then(|folder| folder.rsplit('/').next()));
    tell(json!({ "done": "backup", "what": named(&name, &made) }));
    Ok(())
}

fn restore(town: &Town, rank: u32, tell: Tell<'_>) -> Result<(), Value> {
    let mut shown = town.try_ask("town_show", json!({}))?;
    let kept = json!(NAME);
    shown["name"] = json!(format!("Vie {rank}"));
    acknowledged(tell, "name", &shown["name"].clone(), || town.try_ask("town_save", shown))?;
    let mut found = town.try_ask("backup_list", json!({}))?["backups"][0].take();
    let choice = json!({ "place": found["place"].take(), "name": found["name"].take() });
    town.try_wait("restore_prepare", choice)?;
    let second = json!({ "login": "admin", "password": app::demo::password_of("admin") });
    tell(json!({ "asked": "name", "what": kept }));
    acknowledged(tell, "swap", &Value::Null, || town.try_ask("vault_swap", second))?;
    tell(json!({ "done": "name", "what": kept }));
    unlock(town)
}

fn rotation(town: &Town, rank: u32, tell: Tell<'_>) -> Result<(), Value> {
    // A departure that was cut short is taken up where it stopped.
    let agents = town.try_ask("agent_list", json!({}))?["agents"].take();
    let interim = |agent: &&Value| agent["login"].as_str().is_some_and(|login| login.starts_with("interim"));
    for agent in rows(&agents).iter().filter(interim).filter(|agent| agent["left_on"].is_null()) {
        depart(town, agent, tell)?;
    }
    let login = json!(format!("interim-{rank}"));
    let newcomer = json!({
        "agent": null, "login": login, "display_name": format!("Intérim {rank}"), "roles": ["INS"], "password": PHRASE,
    });
    let agent = acknowledged(tell, "agents", &login, || town.try_ask("agent_welcome", newcomer))?;
    depart(town, &agent, tell)
}

fn depart(town: &Town, agent: &Value, tell: Tell<'_>) -> Result<(), Value> {
    let leaving = json!({ "agent": agent["id"] });
    acknowledged(tell, "departed", &agent["login"], || town.try_ask("agent_depart", leaving)).map(drop)
}
