//! How the town stands with its backups, in sentences: at the door, on every screen, on the administrator's first one.

use super::plan::Plan;
use crate::gate::{LastBackup, TownCard};
use crate::unlocked::Unlocked;

/// Without a good backup for so many hours, it is said.
const LATE_HOURS: u64 = 24;

/// How long ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Age {
    pub(crate) hours: u64,
}

impl Age {
    /// A clock put back makes everything of this instant.
    pub(crate) fn of(at_ms: i64, now_ms: i64) -> Self {
        Self { hours: now_ms.saturating_sub(at_ms).max(0).unsigned_abs() / 3_600_000 }
    }

    pub(crate) fn is_late(self) -> bool {
        self.hours >= LATE_HOURS
    }

    fn words(self) -> String {
        match self.hours {
            0..48 => format!("{}\u{a0}h", self.hours),
            hours => format!("{} jours", hours / 24),
        }
    }
}

/// What is wrong with the backups, most pressing first; nothing when all is well. `plan` is unknown while the vault is locked.
pub(crate) fn troubles(card: &TownCard, plan: Option<&Plan>, now_ms: i64) -> Vec<String> {
    let mut said = Vec::new();
    match &card.backup {
        None => said.push("Aucune sauvegarde n’a encore été faite.".to_owned()),
        Some(last) => {
            let age = Age::of(last.at_ms, now_ms);
            if age.is_late() {
                said.push(format!("La dernière bonne sauvegarde remonte à {}.", age.words()));
            }
        }
    }
    said.extend(place_troubles(card, plan));
    said
}

/// The same without the age of the last one, which the window draws by itself.
pub(crate) fn place_troubles(card: &TownCard, plan: Option<&Plan>) -> Vec<String> {
    let mut said = Vec::new();
    if plan.is_some_and(|plan| plan.places.is_empty()) {
        said.push("Aucun lieu de sauvegarde n’est choisi.".to_owned());
    }
    let known = |id| plan.is_none_or(|plan| plan.places.iter().any(|place| place.id == id));
    let wrong = card.places.iter().filter(|(id, _)| known(**id));
    said.extend(wrong.filter_map(|(_, record)| record.trouble.clone()));
    said
}

/// The first sentence alone: what is wrong. What to do is said where there is room for it.
pub(crate) fn briefly(said: &str) -> String {
    said.find(". ").map_or(said, |end| &said[..=end]).to_owned()
}

impl LastBackup {
    /// What the card keeps of a backup just proven.
    pub(super) fn of(unlocked: &Unlocked, view: &super::views::BackupView) -> Option<Self> {
        Some(Self {
            at_ms: view.made_at_ms,
            folder: view.folder.clone()?,
            verified: view.verified,
            vault: unlocked.session().vault().to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::PlaceRecord;

    const HOUR: i64 = 3_600_000;

    fn made(at_ms: i64) -> TownCard {
        let backup = LastBackup { at_ms, folder: String::new(), verified: true, vault: String::new() };
        TownCard { backup: Some(backup), ..TownCard::default() }
    }

    #[test]
    fn a_day_without_a_good_backup_is_said_and_no_less() {
        let said = |hours: i64| troubles(&made(0), None, hours * HOUR + HOUR - 1);
        assert!(said(0).is_empty() && said(23).is_empty());
        assert_eq!(said(24), ["La dernière bonne sauvegarde remonte à 24\u{a0}h."]);
        assert_eq!(said(72), ["La dernière bonne sauvegarde remonte à 3 jours."]);
        assert!(troubles(&made(50 * HOUR), None, 0).is_empty(), "a clock put back says nothing");
        assert_eq!(troubles(&TownCard::default(), None, 0), ["Aucune sauvegarde n’a encore été faite."]);
    }

    #[test]
    fn what_is_wrong_with_a_place_is_said_while_it_is_in_the_plan() {
        let mut card = made(0);
        let record = PlaceRecord { trouble: Some("débranchée".to_owned()), ..PlaceRecord::default() };
        card.places.insert(uuid::Uuid::nil(), record);
        assert_eq!(troubles(&card, None, HOUR), ["débranchée"]);
        assert_eq!(briefly("Elle n’est pas branchée. Branchez-la."), "Elle n’est pas branchée.");
        assert_eq!(briefly("Elle est pleine."), "Elle est pleine.");
        assert_eq!(troubles(&card, Some(&Plan::default()), HOUR), ["Aucun lieu de sauvegarde n’est choisi."]);
    }
}
