//! The vault's folder: the base, the two copies of its slots, a card that names the town.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use security::SlotBook;
use security::keyring::{InstallationSecretStore, SecretFile, SystemKeyring};
use security::private;
use security::slots::{CopiesState, SlotDamage, SlotFiles, SlotReadError};
use serde::{Deserialize, Serialize};
use store::users::AgentRow;
use uuid::Uuid;

use crate::error::{Code, Error};
use crate::outside::write_whole;
use crate::settings::Town;

/// What anyone at the desk may read before unlocking: the town's name and its agents' names. Nothing of a family.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct TownCard {
    pub(crate) town_name: String,
    pub(crate) fictive: bool,
    /// Login → name shown.
    pub(crate) agents: BTreeMap<String, String>,
    /// The last backup: its age is shown before anyone has unlocked.
    #[serde(default)]
    pub(crate) backup: Option<LastBackup>,
    /// How each place of the plan stands.
    #[serde(default)]
    pub(crate) places: BTreeMap<Uuid, PlaceRecord>,
}

/// The last backup made from this desk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LastBackup {
    pub(crate) at_ms: i64,
    pub(crate) folder: String,
    pub(crate) verified: bool,
    /// Of which vault: from the door, its keys may be taken back.
    #[serde(default)]
    pub(crate) vault: String,
}

/// How a place of the plan of backups stands.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct PlaceRecord {
    /// When its last good backup was made.
    pub(crate) good_at_ms: Option<i64>,
    /// Where it is.
    pub(crate) folder: Option<String>,
    /// Why the last try failed.
    pub(crate) trouble: Option<String>,
}

/// Name of what says that a folder is a backup.
pub(crate) const BACKUP_MANIFEST: &str = "sauvegarde.json";

/// A vault's folder.
#[derive(Clone)]
pub(crate) struct VaultFolder {
    folder: PathBuf,
}

impl VaultFolder {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn base(&self) -> PathBuf {
        self.base_in(&self.folder)
    }

    /// Where the base stands in a copy of the vault.
    pub(crate) fn base_in(&self, folder: &Path) -> PathBuf {
        folder.join("preau.base")
    }

    /// The files that go with the base in a copy: never the installation secret.
    pub(crate) fn companions(&self) -> Vec<PathBuf> {
        self.slot_files().paths().map(Path::to_owned).into_iter().chain([self.card_path()]).collect()
    }

    /// Whether these names are those of a copy that can be opened: nothing but the vault's files, and all of them but the card,
    /// which only costs names on the door.
    pub(crate) fn is_whole_copy(&self, names: &BTreeSet<&str>) -> bool {
        let parts: Vec<PathBuf> = self.companions().into_iter().chain([self.base()]).collect();
        let own: BTreeSet<&str> = parts.iter().filter_map(|part| part.file_name()?.to_str()).collect();
        let card = self.card_path();
        names.is_subset(&own) && own.difference(names).all(|name| card.ends_with(name))
    }

    fn slot_files(&self) -> SlotFiles {
        SlotFiles::beside(&self.base())
    }

    fn card_path(&self) -> PathBuf {
        self.folder.join("commune.json")
    }

    /// Whether a vault was founded here.
    pub(crate) fn exists(&self) -> bool {
        self.has_parts() && !self.is_being_made()
    }

    /// Whether something of a vault lies here. One of its parts is enough: founding over it would lose the rest.
    pub(crate) fn has_parts(&self) -> bool {
        self.base().exists() || self.slot_files().exist()
    }

    /// Whether this is a backup: opening it as a vault would change what must stay as it was.
    pub(crate) fn is_backup(&self) -> bool {
        self.folder.join(BACKUP_MANIFEST).exists()
    }

    /// Whether a making began here and did not end: what lies beside its mark is no vault.
    pub(super) fn is_being_made(&self) -> bool {
        fs::metadata(self.making_mark()).is_ok_and(|mark| mark.len() > 0)
    }

    pub(super) fn making_mark(&self) -> PathBuf {
        self.folder.join("preau.fondation")
    }

    /// What says that this vault was put back from the door, and not opened since.
    pub(crate) fn rescue_mark(&self) -> PathBuf {
        self.folder.join("preau.secours")
    }

    /// What says that a restoration was decided: from it on, the vault is the restored one.
    pub(crate) fn swap_mark(&self) -> PathBuf {
        self.folder.join("preau.bascule")
    }

    /// Names of the two copies of the slots.
    pub(crate) fn slot_names(&self) -> Vec<String> {
        let files = self.slot_files();
        let names =
            files.paths().map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
        names.into_iter().flatten().collect()
    }

    /// Where an invented town is made before it is brought here whole.
    pub(super) fn workshop(&self) -> PathBuf {
        self.folder.join("preau.chantier")
    }

    /// Everything a making leaves, the secret of the degraded mode included.
    pub(super) fn parts(&self) -> Vec<PathBuf> {
        let base = self.base();
        let journals =
            ["base-journal", "base-wal", "base-shm", "base-neuve"].map(|ending| base.with_extension(ending));
        let secret = SecretFile::beside(&base).path().to_owned();
        let beside = [self.tries_path(), self.enrolment_path(), secret, self.rescue_mark()];
        self.companions().into_iter().chain(journals).chain(beside).chain([base]).collect()
    }

    /// Wrong passwords of this desk so far.
    pub(super) fn tries_path(&self) -> PathBuf {
        self.folder.join("preau.essais")
    }

    /// The secret sealed under the code of an authorised desk, until another takes it.
    pub(crate) fn enrolment_path(&self) -> PathBuf {
        self.folder.join("preau.autorisation")
    }

    pub(crate) fn make(&self) -> Result<(), Error> {
        private::create_folder(&self.folder).map_err(|_| {
            Error::new(
                Code::Disk,
                format!(
                    "Le dossier {} ne peut pas être créé. Vérifiez vos droits sur ce disque.",
                    self.folder.display()
                ),
            )
        })
    }

    pub(crate) fn slots(&self) -> Result<SlotBook, Error> {
        self.slots_and_copies().map(|(book, _)| book)
    }

    /// The slots, and how their two copies stand.
    pub(crate) fn slots_and_copies(&self) -> Result<(SlotBook, CopiesState), Error> {
        self.slot_files().read().map_err(|error| match error {
            SlotReadError::BothLost(SlotDamage::NewerVersion { .. }) => Error::new(
                Code::NewerVersion,
                "Les clés de ce coffre ont été écrites par une version plus récente de Préau. Mettez ce poste à jour.",
            ),
            _ => Error::new(
                Code::Damaged,
                "Le fichier des clés du coffre est abîmé ou absent. Rien n’est perdu\u{a0}: remettez la copie de la dernière sauvegarde.",
            ),
        })
    }

    pub(crate) fn write_slots(&self, book: &mut SlotBook) -> Result<(), Error> {
        self.slot_files().write(book).map_err(|_| {
            Error::new(
                Code::Disk,
                "Le disque refuse l’écriture des clés (plein, protégé ou débranché). Rien n’a été changé.",
            )
        })
    }

    /// A missing or damaged card only costs names on the door.
    pub(crate) fn card(&self) -> TownCard {
        fs::read(self.card_path())
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Has the card say what the base says, when it is lost or somebody else's. A disk that refuses only costs names on the door.
    pub(crate) fn renew_card(&self, town: &Town, agents: &[AgentRow]) {
        let card = self.card();
        let present = agents.iter().filter(|agent| agent.left_on.is_none());
        let named = present.map(|agent| (agent.login.clone(), agent.display_name.clone())).collect();
        if (&card.town_name, card.fictive, &card.agents) != (&town.name, town.fictive, &named) {
            let renewed =
                TownCard { town_name: town.name.clone(), fictive: town.fictive, agents: named, ..card };
            let _ = self.write_card(&renewed);
        }
    }

    pub(crate) fn write_card(&self, card: &TownCard) -> Result<(), Error> {
        let bytes = serde_json::to_vec_pretty(card).map_err(|error| Error::bug(error.to_string()))?;
        write_whole(&self.card_path(), &bytes)
    }
}

/// Where this installation's secret is: the system's keyring, or the file of the degraded mode once someone chose it
/// (`PREAU_KEYRING=off`, or an earlier choice at the first start). Never chosen silently.
pub fn installation_secret_store(folder: &Path) -> Arc<dyn InstallationSecretStore> {
    let file = SecretFile::beside(&VaultFolder::new(folder).base());
    let chosen = std::env::var_os("PREAU_KEYRING").is_some_and(|value| value == "off");
    if chosen || file.exists() { Arc::new(file) } else { Arc::new(SystemKeyring) }
}

/// The degraded mode: the secret in a file that only this account may read.
pub fn degraded_secret_store(folder: &Path) -> Arc<dyn InstallationSecretStore> {
    Arc::new(SecretFile::beside(&VaultFolder::new(folder).base()))
}
