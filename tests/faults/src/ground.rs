//! Where a vault is broken: a small town prepared once, put back as it was whenever wanted, always at the same place.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use security::password::{Login, Password};
use security::slots::SlotFiles;
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::{MONTH, SEED, Town};

use crate::operation::{CAISSE, NAME, Operation, number_of, take_quotients};
use crate::survey::{rows, survey};

/// Enough for siblings, two households and every kind of line; small enough to be copied ten thousand times.
const FAMILIES: u32 = 5;

/// The agent every campaign works as: whatever it asks, one opening is enough.
const LOGIN: &str = "veilleur";
/// Their password.
const PHRASE: &str = "sept moineaux gris picorent 61 miettes";

/// The folders of a vault at work: the vault, the agent's files, the place of its backups.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) folder: PathBuf,
}

impl Site {
    pub(crate) fn vault(&self) -> PathBuf {
        self.folder.join("coffre")
    }

    pub(crate) fn backups(&self) -> PathBuf {
        self.folder.join("disque")
    }

    /// The program on this vault, locked.
    pub(crate) fn locked(&self) -> Town {
        Town::open(&self.vault(), &self.folder.join("fichiers"))
    }

    /// The program on this vault, open for the agent of the campaigns, or the error it refuses with.
    pub(crate) fn open(&self) -> Result<Town, Value> {
        let town = self.locked();
        unlock(&town).map(|()| town)
    }

    /// Everything the product says of what lies there, or why it says nothing.
    pub(crate) fn survey(&self) -> Result<Value, Value> {
        let town = self.open()?;
        let said = survey(&town, &self.vault());
        // What the desk remembers is written before the lock answers: nothing of this vault comes to the next one at this place.
        let _ = town.try_ask("session_lock", json!({}));
        said
    }
}

/// Opens the vault for the agent of the campaigns.
pub(crate) fn unlock(town: &Town) -> Result<(), Value> {
    town.try_ask("session_unlock", json!({ "login": LOGIN, "password": PHRASE })).map(drop)
}

/// A site and what it was when it was ready.
pub(crate) struct Ground {
    pub(crate) site: Site,
    model: PathBuf,
    /// What the product says of the model.
    pub(crate) before: Value,
    _folder: TempDir,
}

impl Ground {
    /// The ground an operation needs: a town, with a place for its backups, one backup in it, and an agent of every role that campaigns
    /// need. A migration begins with a base as the first migration made it, before any other: of a town without a past, for what later
    /// schemas keep of it was not kept then.
    pub(crate) fn of(operation: Operation) -> Self {
        let folder = TempDir::with_prefix("preau-pannes-").expect("a temporary folder");
        let site = Site { folder: folder.path().join("lieu") };
        let migrates = operation == Operation::Migration;
        if migrates {
            let town = json!({ "families": FAMILIES, "month": MONTH, "seed": SEED, "measured": true });
            site.locked().ask("vault_create_fictive", town);
        } else {
            copy(&tests::town(FAMILIES).vault, &site.vault());
        }
        fs::create_dir_all(site.backups()).expect("a folder");
        settle(&site);
        let before = site.survey().expect("the model is sound");
        if migrates {
            downgrade(&site);
        }
        let ground = Self { site, model: folder.path().join("modele"), before, _folder: folder };
        copy(&ground.site.folder, &ground.model);
        ground
    }

    /// Puts the town back as it was.
    pub(crate) fn reset(&self) {
        let _ = fs::remove_dir_all(&self.site.folder);
        copy(&self.model, &self.site.folder);
    }

    /// Leaves the base between two schemas, as no migration may.
    pub(crate) fn half_migrate(&self) {
        let half = "CREATE TABLE state_marks (table_name TEXT NOT NULL PRIMARY KEY) STRICT";
        base(&self.site).execute_batch(half).expect("half a migration");
    }

    /// A path of its own outside of the site.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.model.with_file_name(name)
    }
}

/// Makes the agent of the campaigns, the number of every household at its caisse, the place of the backups and one backup.
fn settle(site: &Site) {
    let town = site.locked();
    town.log_in("admin");
    let newcomer = json!({
        "agent": null, "login": LOGIN, "display_name": "Gwenaëlle Riou", "roles": ["FAC", "RES", "ADM"], "password": PHRASE,
    });
    let agent = town.ask("agent_welcome", newcomer)["id"].take();
    town.choose_folders(&[&site.backups()]);
    town.ask("backup_place_add", json!({}));
    town.log_in("facturation");
    town.ask("compartment_entrust", json!({ "agent": agent, "compartment": "RESOURCES" }));
    let families = town.ask("family_list", json!({}))["families"].take();
    let households: Vec<Value> = rows(&families)
        .iter()
        .flat_map(|family| {
            rows(&town.ask("family_show", json!({ "family": family["id"] }))["households"]).to_vec()
        })
        .collect();
    for (rank, household) in households.iter().enumerate() {
        let number = json!({ "organisme": CAISSE, "matricule": number_of(rank) });
        town.ask("allocataire_save", json!({ "household": household["id"], "allocataire": number }));
    }
    take_quotients(&town, households.len(), 599, &mut |_| ()).expect("a first file of quotients");
    unlock(&town).expect("the agent of the campaigns");
    let mut shown = town.ask("town_show", json!({}));
    shown["name"] = json!(NAME);
    town.ask("town_save", shown);
    town.wait("backup_run", json!({ "only_due": false }));
    town.ask("session_lock", json!({}));
}

/// Takes the base back to the schema of the first migration, as a vault of that day lies on a disk.
fn downgrade(site: &Site) {
    let file = base(site);
    file.execute_batch(include_str!("first_schema.sql")).expect("the first schema");
    file.close().expect("closed");
}

/// The base, under its key, for who knows better than the product.
fn base(site: &Site) -> Connection {
    let base = site.vault().join("preau.base");
    let (book, _) = SlotFiles::beside(&base).read().expect("slots");
    let secret =
        app::gate::degraded_secret_store(&site.vault()).get(book.vault()).expect("read").expect("kept");
    let opened =
        book.unlock(&Login::new(LOGIN).expect("a login"), &Password::new(PHRASE), &secret).expect("open");
    let file = Connection::open(&base).expect("the base");
    file.execute_batch(&format!("PRAGMA key = \"{}\"", *opened.page_key().raw_key_literal()))
        .expect("its key");
    file
}

/// Copies a folder and all it holds to where nothing stands, or over what does.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}
