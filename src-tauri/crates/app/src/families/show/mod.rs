//! One family's file, as the agent at the desk may see it.

mod people;
mod rhythms;

use std::collections::BTreeMap;

use domain::people::{ContactDraft, CustodyPattern, ParentalAuthority};
use domain::values::Cents;
use domain::values::ids::{ChildId, ClassId, FamilyId, HouseholdId, UnitId};
use jiff::ToSpan;
use jiff::civil::Date;
use security::access::ReadFamilies;
use store::Reader;
use store::activities::{ActivityRow, UnitRow};
use store::people::{ContactRow, FamilyMembers, GuardianRow, HouseholdRow, shown_name};

use super::sight::Sight;
use super::wording::{address, balance_light, phone, regime_label};
use super::{
    BracketView, ContactView, CustodyRhythmView, FamilyInvoiceRow, FamilyRequest, FamilyView,
    HouseholdBalanceView, HouseholdView, LinkedFamilyView, NextBookingView,
};
use crate::Error;
use crate::call::{Call, Subject};
use crate::quotients::state_of;

/// Days of bookings shown, looked for over a month.
const BOOKINGS: usize = 8;
const BOOKING_SPAN_DAYS: i64 = 31;
/// Invoices shown in the summary.
const INVOICES: usize = 8;

/// A family's file. Who opened it is remembered.
pub fn show(call: &Call<'_, ReadFamilies>, request: FamilyRequest) -> Result<FamilyView, Error> {
    let sight = Sight::of(call);
    call.consult(Subject::of("family", request.family), |r| {
        File::open(r, request.family, call.today(), sight)?.view(r)
    })
}

/// A family's file being put together.
struct File {
    members: FamilyMembers,
    today: Date,
    sight: Sight,
    activities: Vec<ActivityRow>,
    units: Vec<UnitRow>,
    /// Labels of households: letters of this family, names of the others.
    labels: BTreeMap<HouseholdId, String>,
    linked: Vec<LinkedFamilyView>,
    classes: Vec<(ChildId, ClassId, String, String)>,
    balances: Vec<(HouseholdId, Cents)>,
}

impl File {
    fn open(r: &Reader<'_>, family: FamilyId, today: Date, sight: Sight) -> Result<Self, Error> {
        let members = r.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        let mut labels: BTreeMap<HouseholdId, String> =
            members.households.iter().map(|h| (h.id, h.letter.letter().to_string())).collect();
        let mut linked: Vec<LinkedFamilyView> = Vec::new();
        for (household, letter, other) in r.other_households(family)? {
            labels.insert(household, format!("{} {}", other.name, letter.letter()));
            if !linked.iter().any(|known| known.family == other.id) {
                linked.push(LinkedFamilyView { family: other.id, number: other.number, name: other.name });
            }
        }
        Ok(Self {
            today,
            sight,
            activities: r.activities()?,
            units: r.units()?,
            labels,
            linked,
            classes: r.classes_of_family(family, today)?,
            balances: if sight.desk { r.balances_of_family(family)? } else { Vec::new() },
            members,
        })
    }

    fn view(self, r: &Reader<'_>) -> Result<FamilyView, Error> {
        let invoices =
            if self.sight.invoices { Some(r.invoices_of_family(self.members.family.id)?) } else { None };
        let mut households = Vec::new();
        for household in &self.members.households {
            households.push(self.household(r, household)?);
        }
        let mut children = Vec::new();
        for child in &self.members.children {
            children.push(self.child(r, child)?);
        }
        let rhythms = self.rhythms()?;
        let bans = self.members.guardians.iter().filter(|g| g.authority == ParentalAuthority::Without);
        Ok(FamilyView {
            id: self.members.family.id,
            number: grouped(self.members.family.number),
            name: self.members.family.name.clone(),
            followed_since: self.members.family.followed_since,
            situation: self.situation(&rhythms),
            missing: self.missing(),
            pick_up_bans: bans.map(name_of).collect(),
            bookings: self.bookings(r)?,
            contacts: self.members.contacts.iter().map(|contact| contact_view(contact, self.today)).collect(),
            invoices_count: invoices.as_ref().map(|rows| u32::try_from(rows.len()).unwrap_or(u32::MAX)),
            invoices: invoices.map(|rows| {
                let rows = rows.into_iter().take(INVOICES).map(|invoice| FamilyInvoiceRow {
                    id: invoice.id,
                    number: invoice.number,
                    household: invoice.household_label,
                    month: invoice.month,
                    total_cents: invoice.total,
                    paid_cents: invoice.paid,
                    due_on: invoice.due_on,
                });
                rows.collect()
            }),
            linked: self.linked,
            households,
            children,
            rhythms,
        })
    }

    fn household(&self, r: &Reader<'_>, household: &HouseholdRow) -> Result<HouseholdView, Error> {
        let guardians = self.members.guardians_of(household.id);
        let balance = if self.sight.desk { Some(self.balance(r, household.id)?) } else { None };
        Ok(HouseholdView {
            id: household.id,
            letter: household.letter,
            address_line: address(&household.address),
            address: household.address.clone(),
            is_resident: household.is_resident,
            guardians: guardians.map(|guardian| self.guardian(guardian, household)).collect(),
            regime: self.sight.desk.then(|| household.regime.clone()),
            regime_label: self.sight.desk.then(|| regime_label(&household.regime).to_owned()),
            bracket: self.sight.desk.then(|| BracketView {
                state: state_of(&household.bracket, self.today),
                label: household.bracket.label.clone(),
                month: household.bracket.month.map(|month| month.to_string()),
                until: household.bracket.until,
            }),
            balance,
        })
    }

    fn balance(&self, r: &Reader<'_>, household: HouseholdId) -> Result<HouseholdBalanceView, Error> {
        let due = self.balances.iter().find(|(id, _)| *id == household).map_or(Cents::ZERO, |(_, due)| *due);
        let due_on = match self.sight.amounts && due.is_positive() {
            true => r.open_invoices(household)?.first().map(|invoice| invoice.due_on),
            false => None,
        };
        Ok(HouseholdBalanceView {
            light: balance_light(due),
            due_cents: self.sight.amounts.then_some(due),
            due_on,
        })
    }

    fn label(&self, household: HouseholdId) -> String {
        self.labels.get(&household).cloned().unwrap_or_default()
    }

    fn unit(&self, id: UnitId) -> Option<&UnitRow> {
        self.units.iter().find(|unit| unit.unit.id == id)
    }

    fn situation(&self, rhythms: &[CustodyRhythmView]) -> String {
        let shares = self.members.custodies.iter().any(|c| matches!(c.pattern, CustodyPattern::Share { .. }));
        let situation = if !rhythms.is_empty() {
            "garde alternée"
        } else if shares {
            "garde partagée"
        } else if self.members.households.len() > 1 {
            "deux foyers"
        } else {
            ""
        };
        situation.to_owned()
    }

    fn missing(&self) -> Vec<String> {
        let mut missing = Vec::new();
        if self.members.households.iter().any(|household| household.debtor.is_none()) {
            missing.push("un débiteur".to_owned());
        }
        if self.members.phones.is_empty() {
            missing.push("un téléphone".to_owned());
        }
        if self.members.children.is_empty() {
            missing.push("un enfant".to_owned());
        }
        missing
    }

    fn bookings(&self, r: &Reader<'_>) -> Result<Vec<NextBookingView>, Error> {
        let children: Vec<ChildId> = self.members.children.iter().map(|child| child.id).collect();
        let until = self.today.saturating_add(BOOKING_SPAN_DAYS.days());
        let mut facts = r.attendance_of_children(&children, self.today, until)?;
        facts.retain(|fact| fact.state.takes_a_place());
        facts.sort_unstable_by_key(|fact| (fact.day, fact.unit, fact.child));
        let mut bookings = Vec::new();
        for facts in facts.chunk_by(|one, other| one.day == other.day).take(BOOKINGS) {
            let names = self.units.iter().filter(|unit| facts.iter().any(|fact| fact.unit == unit.unit.id));
            let mut units: Vec<&str> = Vec::new();
            for unit in names {
                let activity = self.activities.iter().find(|activity| activity.id == unit.unit.activity);
                let name = activity.map_or(unit.unit.name.as_str(), |activity| activity.name.as_str());
                if !units.contains(&name) {
                    units.push(name);
                }
            }
            let present =
                self.members.children.iter().filter(|child| facts.iter().any(|fact| fact.child == child.id));
            bookings.push(NextBookingView {
                day: facts[0].day,
                units: units.join(", "),
                children: present.map(|child| child.first_names.clone()).collect(),
            });
        }
        Ok(bookings)
    }
}

/// A contact as shown, with what a form and an undo start from.
pub(super) fn contact_view(contact: &ContactRow, today: Date) -> ContactView {
    let in_force =
        contact.valid_from.is_none_or(|from| from <= today) && contact.valid_to.is_none_or(|to| to >= today);
    ContactView {
        id: contact.id,
        shown_name: format!("{} {}", contact.first_name, contact.name),
        relation: contact.link.clone(),
        phone: phone(&contact.phone),
        emergency_rank: contact.emergency_rank,
        may_pick_up_today: contact.may_pick_up && in_force,
        draft: ContactDraft {
            name: contact.name.clone(),
            first_name: contact.first_name.clone(),
            relation: contact.link.clone(),
            phone: phone(&contact.phone),
            emergency_rank: contact.emergency_rank,
            may_pick_up: contact.may_pick_up,
            document: contact.document_to_show.clone(),
            from: contact.valid_from,
            to: contact.valid_to,
        },
    }
}

fn name_of(guardian: &GuardianRow) -> String {
    shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name)
}

/// `002 417`.
fn grouped(number: u32) -> String {
    format!("{:03}\u{a0}{:03}", number / 1000, number % 1000)
}
