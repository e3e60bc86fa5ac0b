//! Where data live: the folder of the operating system for this agent's applications, or the one the town's IT named.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of this desk.
pub(crate) struct Paths {
    /// This desk's own vault.
    pub(crate) vault: PathBuf,
    /// The vault last opened from this desk, when it lies elsewhere.
    pub(crate) elsewhere: Option<PathBuf>,
    /// File that remembers it; none when the town's IT named the vault.
    pub(crate) memory: Option<PathBuf>,
    /// Documents being shown, removed at lock and at exit.
    pub(crate) shown: PathBuf,
}

impl Paths {
    /// `PREAU_VAULT` when set (several towns on one desk, tests), else the data folder of the system.
    pub(crate) fn choose() -> Self {
        let named = std::env::var_os("PREAU_VAULT").map(PathBuf::from);
        let memory = match named {
            Some(_) => None,
            None => dirs::config_local_dir().map(|folder| folder.join("Preau").join("dernier-coffre.txt")),
        };
        let vault =
            named.unwrap_or_else(|| dirs::data_local_dir().unwrap_or_else(std::env::temp_dir).join("Preau"));
        let elsewhere = memory.as_deref().and_then(remembered).filter(|folder| *folder != vault);
        let shown = dirs::runtime_dir()
            .or_else(dirs::cache_dir)
            .unwrap_or_else(std::env::temp_dir)
            .join(format!("preau-documents-{}", std::process::id()));
        Self { vault, elsewhere, memory, shown }
    }
}

/// Remembers a vault for the next start. A path that is no text, or a disk that refuses, costs the agent a choice and nothing else.
pub(crate) fn remember(memory: &Path, vault: &Path) {
    if let (Some(folder), Some(text)) = (memory.parent(), vault.to_str()) {
        let _ = fs::create_dir_all(folder).and_then(|()| fs::write(memory, text));
    }
}

fn remembered(memory: &Path) -> Option<PathBuf> {
    let text = fs::read_to_string(memory).ok()?;
    Some(text.trim_end()).filter(|text| !text.is_empty()).map(PathBuf::from)
}
