//! One family's file, as the agent at the desk may see it.

mod bonds;
mod composition;
mod homes;
mod people;
mod rhythms;

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::ZoneHolidays;
use domain::payments::UsualMeans;
use domain::people::{ContactDraft, CustodyPattern, OptionalField};
use domain::values::Cents;
use domain::values::ids::{ChildId, ClassId, FamilyId, HouseholdId, UnitId};
use jiff::ToSpan;
use jiff::civil::Date;
use security::access::ReadFamilies;
use store::Reader;
use store::activities::{ActivityRow, UnitRow};
use store::habits::HabitRow;
use store::people::{ConsultationRow, ContactRow, FamilyMembers, GuardianRow, HouseholdRow, shown_name};

pub use self::composition::composition;
pub(super) use self::composition::reads_composition;
use super::accepting::wanting;
use super::sight::Sight;
use super::wording::{address, balance_light, phone, regime_label};
use super::{
    BracketView, ContactView, CustodyRhythmView, FamilyInvoiceRow, FamilyRequest, FamilyView,
    HouseholdBalanceView, HouseholdView, LinkedFamilyView, NextBookingView, UsualMeansView,
};
use crate::Error;
use crate::call::{Call, Subject};
use crate::error::Code;
use crate::mandates::in_force;
use crate::quotients::state_of;
use crate::settings;
use crate::supporting::{self, DocumentGlanceView};

/// Days of bookings shown, looked for over a month.
const BOOKINGS: usize = 8;
const BOOKING_SPAN_DAYS: i64 = 31;
/// Invoices shown in the summary.
const INVOICES: usize = 8;

/// A family's file. Who opened it is remembered.
pub fn show(call: &Call<'_, ReadFamilies>, request: FamilyRequest) -> Result<FamilyView, Error> {
    call.consult(Subject::of("family", request.family), |r| file(call, r, request.family))
}

/// A family's file as the agent is shown it, whatever becomes of it: who asks leaves the line.
pub(super) fn file(
    call: &Call<'_, ReadFamilies>,
    r: &Reader<'_>,
    family: FamilyId,
) -> Result<FamilyView, Error> {
    File::open(r, family, call.today(), Sight::of(call))?.view(r)
}

/// A family's file being put together.
struct File {
    members: FamilyMembers,
    today: Date,
    sight: Sight,
    /// The optional fields the town asks.
    fields: BTreeSet<OptionalField>,
    /// What was said of its small children.
    habits: Vec<HabitRow>,
    /// Consultations of the caisse, the latest first.
    consultations: Vec<ConsultationRow>,
    activities: Vec<ActivityRow>,
    units: Vec<UnitRow>,
    /// Labels of households: letters of this family, names of the others.
    labels: BTreeMap<HouseholdId, String>,
    linked: Vec<LinkedFamilyView>,
    classes: Vec<(ChildId, ClassId, String, String)>,
    balances: Vec<(HouseholdId, Cents)>,
    /// The school holidays of the town.
    school: ZoneHolidays<'static>,
}

/// A file that is not there: merged into another, which is named, or removed.
fn gone(r: &Reader<'_>, family: FamilyId) -> Result<Error, Error> {
    let into = r.merged_into(family.into())?.map(|kept| r.family(kept.into())).transpose()?.flatten();
    Ok(match into {
        Some(into) => Error::new(
            Code::NotFound,
            format!(
                "Ce dossier a été réuni au dossier {:06} ({})\u{a0}: ouvrez celui-là.",
                into.number, into.name
            ),
        ),
        None => Error::not_found("cette famille"),
    })
}

impl File {
    fn open(r: &Reader<'_>, family: FamilyId, today: Date, mut sight: Sight) -> Result<Self, Error> {
        let Some(members) = r.family_members(family)? else { return Err(gone(r, family)?) };
        let mut labels: BTreeMap<HouseholdId, String> =
            members.households.iter().map(|h| (h.id, h.letter.letter().to_string())).collect();
        let mut linked: Vec<LinkedFamilyView> = Vec::new();
        for (household, letter, other) in r.other_households(family)? {
            labels.insert(household, format!("{} {}", other.name, letter.letter()));
            if !linked.iter().any(|known| known.family == other.id) {
                linked.push(LinkedFamilyView { family: other.id, number: other.number, name: other.name });
            }
        }
        let fields = settings::asked(r)?;
        sight.habits = sight.habits.asked(&fields);
        Ok(Self {
            today,
            school: settings::town(r)?.school(),
            habits: if sight.habits.is_blind() { Vec::new() } else { r.habits_of_family(family)? },
            fields,
            consultations: if sight.glance.desk { r.consultations_of_family(family)? } else { Vec::new() },
            activities: r.activities()?,
            units: r.units()?,
            labels,
            linked,
            classes: r.classes_of_families(&[family], today)?,
            balances: if sight.glance.desk { r.balances_of_family(family)? } else { Vec::new() },
            sight,
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
        Ok(FamilyView {
            id: self.members.family.id,
            number: grouped(self.members.family.number),
            name: self.members.family.name.clone(),
            followed_since: self.members.family.followed_since,
            situation: self.situation(&rhythms),
            missing: self.missing(),
            pick_up_bans: self.sight.bonds.then(|| self.pick_up_bans()),
            authorities: self.sight.bonds.then(|| self.authorities()),
            bookings: self.bookings(r)?,
            contacts: self.members.contacts.iter().map(|contact| self.contact(contact)).collect(),
            documents: self.documents(r)?,
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

    fn documents(&self, r: &Reader<'_>) -> Result<Option<DocumentGlanceView>, Error> {
        let sight = self.sight.documents;
        sight.map(|sight| supporting::glance(r, &self.members, sight, self.today)).transpose()
    }

    fn household(&self, r: &Reader<'_>, household: &HouseholdRow) -> Result<HouseholdView, Error> {
        let guardians = self.members.guardians_of(household.id);
        let fund = OptionalField::HealthFund;
        let regime = self.fields.contains(&fund) && self.sight.reads(fund);
        let balance = if self.sight.glance.desk { Some(self.balance(r, household.id)?) } else { None };
        Ok(HouseholdView {
            id: household.id,
            letter: household.letter,
            address_line: address(&household.address),
            address: household.address.clone(),
            address_since: household.address_since,
            addresses: self.addresses(household),
            size: (self.sight.edits || self.sight.births)
                .then(|| homes::size_on(&self.members, household, self.today)),
            consultation: self.consultation(household),
            is_resident: household.is_resident,
            guardians: guardians.map(|guardian| self.guardian(guardian, household)).collect(),
            former_debtors: (self.sight.edits || self.sight.births).then(|| self.former_debtors(household)),
            regime: regime.then(|| household.regime.clone()),
            regime_label: regime.then(|| regime_label(&household.regime).to_owned()),
            bracket: self.sight.glance.desk.then(|| BracketView {
                state: state_of(&household.bracket, self.today),
                label: household.bracket.label.clone(),
                month: household.bracket.month.map(|month| month.to_string()),
                until: household.bracket.until,
            }),
            balance,
            usual_means: self.usual_means(r, household.id)?,
        })
    }

    fn usual_means(&self, r: &Reader<'_>, household: HouseholdId) -> Result<Option<UsualMeansView>, Error> {
        if !self.sight.glance.amounts {
            return Ok(None);
        }
        let said = r.usual_means(household)?;
        let by_mandate = in_force(r, household, self.today)?;
        let means = UsualMeans::of_household(said, by_mandate);
        let label = means.map(|means| means.label().to_owned()).unwrap_or_default();
        Ok(Some(UsualMeansView { said, by_mandate, label }))
    }

    fn balance(&self, r: &Reader<'_>, household: HouseholdId) -> Result<HouseholdBalanceView, Error> {
        let due = self.balances.iter().find(|(id, _)| *id == household).map_or(Cents::ZERO, |(_, due)| *due);
        let due_on = match self.sight.glance.amounts && due.is_positive() {
            true => r.open_invoices(household)?.first().map(|invoice| invoice.due_on),
            false => None,
        };
        Ok(HouseholdBalanceView {
            light: balance_light(due),
            due_cents: self.sight.glance.amounts.then_some(due),
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
        let mut missing: Vec<String> = wanting(&self.members).into_iter().map(str::to_owned).collect();
        if self.sight.bonds
            && self.members.households.iter().any(|household| self.bills_a_barred_adult(household))
        {
            missing.push("un débiteur qui a l’autorité parentale".to_owned());
        }
        missing
    }

    /// Whether a household's invoices go to someone who has lost authority over a child it has custody of.
    fn bills_a_barred_adult(&self, household: &HouseholdRow) -> bool {
        let debtor = self.members.guardians.iter().find(|guardian| Some(guardian.id) == household.debtor);
        debtor.is_some_and(|debtor| self.members.lost_in(debtor, household.id, self.today).next().is_some())
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

/// A contact as shown, with what a form and an undo start from. Whoever has lost authority over a child of the file does not come,
/// whatever was said before.
pub(super) fn contact_view(contact: &ContactRow, today: Date, barred: bool) -> ContactView {
    let in_force =
        contact.valid_from.is_none_or(|from| from <= today) && contact.valid_to.is_none_or(|to| to >= today);
    ContactView {
        id: contact.id,
        shown_name: format!("{} {}", contact.first_name, contact.name),
        relation: contact.link.clone(),
        phone: phone(&contact.phone),
        emergency_rank: contact.emergency_rank,
        may_pick_up_today: contact.may_pick_up && in_force && !barred,
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
