//! Where data live: the folder of the operating system for this agent's applications, or the one the town's IT named.

use std::path::PathBuf;

/// The folders of this desk.
pub(crate) struct Paths {
    /// The vault.
    pub(crate) vault: PathBuf,
    /// Documents being shown, removed at lock and at exit.
    pub(crate) shown: PathBuf,
}

impl Paths {
    /// `PREAU_VAULT` when set (several towns on one desk, tests), else the data folder of the system.
    pub(crate) fn choose() -> Self {
        let vault = std::env::var_os("PREAU_VAULT").map_or_else(
            || dirs::data_local_dir().unwrap_or_else(std::env::temp_dir).join("Preau"),
            PathBuf::from,
        );
        let shown = dirs::runtime_dir()
            .or_else(dirs::cache_dir)
            .unwrap_or_else(std::env::temp_dir)
            .join(format!("preau-documents-{}", std::process::id()));
        Self { vault, shown }
    }
}
