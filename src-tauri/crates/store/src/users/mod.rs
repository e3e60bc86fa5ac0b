//! Agents, their own settings and drafts. Their roles are signed statements, kept with the keys.

use jiff::civil::Date;
use rusqlite::Params;
use uuid::Uuid;

use crate::rows::Columns;
use crate::{Reader, Store, StoreError, Writer, day};

/// An agent of the town.
#[derive(Debug, Clone)]
pub struct AgentRow {
    /// Identifier.
    pub id: Uuid,
    /// Login.
    pub login: String,
    /// Name shown.
    pub display_name: String,
    /// Last day, once gone.
    pub left_on: Option<Date>,
}

/// What an agent was typing, sealed.
#[derive(Debug, Clone)]
pub struct DraftRow {
    /// Sealed content.
    pub sealed: Vec<u8>,
    /// Milliseconds since 1970.
    pub saved_at: i64,
}

impl Reader<'_> {
    /// Every agent, gone or not, by name.
    pub fn agents(&self) -> Result<Vec<AgentRow>, StoreError> {
        self.all(sql!("select_agents.sql"), [], |row| {
            Ok(AgentRow {
                id: row.id(0)?,
                login: row.text(1)?,
                display_name: row.text(2)?,
                left_on: row.date_opt(3)?,
            })
        })
    }

    /// One of an agent's own settings.
    pub fn ui_setting(&self, agent: Uuid, name: &str) -> Result<Option<String>, StoreError> {
        self.first(sql!("select_ui_setting.sql"), rusqlite::params![agent.as_bytes(), name], |row| {
            row.text(0)
        })
    }

    /// A draft of an agent.
    pub fn draft(&self, agent: Uuid, key: &str) -> Result<Option<DraftRow>, StoreError> {
        self.first(sql!("select_draft.sql"), rusqlite::params![agent.as_bytes(), key], |row| {
            Ok(DraftRow { sealed: row.get(0)?, saved_at: row.get(1)? })
        })
    }
}

impl Writer<'_> {
    /// Writes an agent's name, login and departure.
    pub fn save_agent(&self, agent: &AgentRow) -> Result<(), StoreError> {
        self.stamped(
            sql!("upsert_agent.sql"),
            rusqlite::params![agent.id.as_bytes(), agent.login, agent.display_name, agent.left_on.map(day)],
        )
    }
}

/// What an agent keeps for themselves: how their window looks, what they were typing. Nothing of the town changes, so nothing is
/// written in the journal; no other table is reached from here.
pub struct OwnThings<'s> {
    store: &'s Store,
    agent: Uuid,
}

impl Store {
    /// The own things of an agent.
    pub fn own_things(&self, agent: Uuid) -> OwnThings<'_> {
        OwnThings { store: self, agent }
    }
}

impl OwnThings<'_> {
    /// Writes a setting.
    pub fn save_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.run(sql!("upsert_ui_setting.sql"), rusqlite::params![self.agent.as_bytes(), name, value])
    }

    /// Keeps a draft.
    pub fn save_draft(&self, key: &str, draft: &DraftRow) -> Result<(), StoreError> {
        self.run(
            sql!("upsert_draft.sql"),
            rusqlite::params![self.agent.as_bytes(), key, draft.sealed, draft.saved_at],
        )
    }

    /// Forgets a draft.
    pub fn discard_draft(&self, key: &str) -> Result<(), StoreError> {
        self.run(sql!("delete_draft.sql"), rusqlite::params![self.agent.as_bytes(), key])
    }

    fn run(&self, text: &'static str, params: impl Params) -> Result<(), StoreError> {
        self.store.unlogged(|transaction| {
            transaction.prepare_cached(text)?.execute(params)?;
            Ok(())
        })
    }
}
