//! What the window knows of an agent's own things: settings of the window, drafts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Nothing to ask, or nothing to answer.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct Empty {}

/// How an agent likes the window.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct UiSettings {
    /// Colours.
    pub theme: Theme,
    /// Space between lines.
    pub density: Density,
    /// Typeface.
    pub font: Font,
    /// Percent, 80 to 200.
    pub zoom: u16,
    /// Whether single letters act when no field has the focus (WCAG 2.1.4).
    pub single_keys: bool,
    /// Columns and widths of each list, by list name.
    pub lists: BTreeMap<String, ListSettings>,
}

impl Default for UiSettings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            density: Density::Compact,
            font: Font::Inter,
            zoom: 100,
            single_keys: true,
            lists: BTreeMap::new(),
        }
    }
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the desk is set.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    Contrast,
}

/// Space between lines.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// More on the screen.
    Compact,
    /// More space.
    Comfortable,
}

/// Typeface of the window.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Font {
    /// Inter.
    Inter,
    /// Atkinson Hyperlegible Next.
    Atkinson,
}

/// How an agent likes one list.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ListSettings {
    /// Columns put away.
    pub hidden: Vec<String>,
    /// Widths in pixels, by column.
    pub widths: BTreeMap<String, u32>,
}

/// Names a draft: the form and what it is about.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DraftRequest {
    /// For instance `family_register` or `guardian_save/<id>`.
    pub key: String,
}

/// A draft to keep.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DraftSaveRequest {
    /// Its name.
    pub key: String,
    /// What was typed, as the window wrote it.
    pub body: String,
}

/// A draft found, if any.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DraftView {
    /// What was typed.
    pub body: Option<String>,
    /// When, milliseconds since 1970.
    pub saved_at_ms: Option<i64>,
}
