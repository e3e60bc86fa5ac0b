//! What the adults of a file are to its children: kinship, parental authority, who may not come.

use domain::calendar::format_day;
use domain::people::{AuthorityDraft, ParentalAuthority};
use store::people::{AuthorityRow, ContactRow, GuardianRow, shown_name};

use super::super::authority::barred_from;
use super::super::{AuthorityView, BondView, ContactView, PickUpBanView};
use super::{File, contact_view};

/// Said of an adult who holds no authority and has lost none: a grandparent, a partner.
const NONE: &str = "aucune";

impl File {
    pub(super) fn bonds(&self, guardian: &GuardianRow) -> Vec<BondView> {
        let bonds = self.members.children.iter().map(|child| {
            let kinship = self.members.kinship(guardian, child.id);
            let authority = self.members.authority(guardian, child.id, self.today);
            BondView {
                child: child.id,
                child_name: child.first_names.clone(),
                kinship,
                kinship_label: kinship.label().to_owned(),
                authority,
                authority_label: authority.map_or(NONE, ParentalAuthority::label).to_owned(),
            }
        });
        bonds.collect()
    }

    /// Adults of another file too: a child is kept from whoever lost authority over them, wherever that was written.
    pub(super) fn pick_up_bans(&self) -> Vec<PickUpBanView> {
        let mut bans: Vec<PickUpBanView> = Vec::new();
        for row in self.members.losses_on(self.today) {
            let (person, child) = (name_of(row), self.first_name_of(&row.said));
            match bans.iter_mut().find(|ban| ban.person == person) {
                Some(ban) if ban.children.contains(&child) => {}
                Some(ban) => ban.children.push(child),
                None => bans.push(PickUpBanView { person, children: vec![child] }),
            }
        }
        bans
    }

    pub(super) fn authorities(&self) -> Vec<AuthorityView> {
        let views = self.members.authorities.iter().map(|row| AuthorityView {
            id: row.id,
            guardian_name: name_of(row),
            child_name: self.first_name_of(&row.said),
            label: row.said.authority.label().to_owned(),
            in_force: row.said.holds_on(self.today),
            title_line: title_line(row),
            draft: row.said.clone(),
        });
        views.collect()
    }

    pub(super) fn contact(&self, contact: &ContactRow) -> ContactView {
        let barred = barred_from(&self.members, contact, self.today);
        contact_view(contact, self.today, !barred.is_empty())
    }

    fn first_name_of(&self, said: &AuthorityDraft) -> String {
        let child = self.members.children.iter().find(|child| child.id == said.child);
        child.map(|child| child.first_names.clone()).unwrap_or_default()
    }
}

fn name_of(row: &AuthorityRow) -> String {
    shown_name(&row.names.first_names, &row.names.usage_name, &row.names.birth_name)
}

/// `livret de famille du 14/03/2019, vu le 02/09/2026 par Nadia Benali`.
fn title_line(row: &AuthorityRow) -> String {
    let Some(title) = row.said.title else { return String::new() };
    let mut line = title.label().to_owned();
    if let Some(on) = row.said.title_on {
        line = format!("{line} du {}", format_day(on));
    }
    if let Some(seen) = row.said.seen_on {
        line = format!("{line}, vu le {}", format_day(seen));
        if !row.seen_by_name.is_empty() {
            line = format!("{line} par {}", row.seen_by_name);
        }
    }
    line
}
