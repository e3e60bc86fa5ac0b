//! One family's file, as the agent at the desk may see it.

use std::collections::BTreeMap;

use domain::calendar::{WeekParity, Weekdays, week_number};
use domain::people::{
    ChildDraft, ContactDraft, Custody, CustodyDraft, CustodyPattern, GuardianDraft, Holder,
    ParentalAuthority, holder_on,
};
use domain::values::Cents;
use domain::values::ids::{ActivityId, ChildId, ClassId, FamilyId, HouseholdId, UnitId};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use security::access::ReadFamilies;
use store::Reader;
use store::activities::{ActivityRow, UnitRow};
use store::people::{ChildRow, ContactRow, CustodyRow, FamilyMembers, GuardianRow, HouseholdRow, shown_name};

use super::sight::Sight;
use super::wording::{
    address, age, balance_light, custody, diet_label, health_light, phone, regime_label, weekday, weekdays,
};
use super::{
    BirthView, BracketView, ChildActivityView, ChildCareView, ChildView, ContactView, CustodyRhythmView,
    CustodyView, CustodyWeekView, FamilyInvoiceRow, FamilyRequest, FamilyView, GuardianView, HealthLightView,
    HouseholdBalanceView, HouseholdView, LinkedFamilyView, NextBookingView, PhoneView,
};
use crate::Error;
use crate::call::{Call, Subject};
use crate::quotients::state_of;

/// Weeks of alternating custody shown, and how many of them are past.
const WEEKS: i64 = 8;
const PAST_WEEKS: i64 = 2;
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

    fn guardian(&self, guardian: &GuardianRow, household: &HouseholdRow) -> GuardianView {
        let phones = self.members.phones_of(guardian.id);
        let phones: Vec<PhoneView> =
            phones.map(|p| PhoneView { shown: phone(&p.number), number: p.number.clone() }).collect();
        GuardianView {
            id: guardian.id,
            shown_name: name_of(guardian),
            civility: guardian.civility.clone(),
            birth_name: guardian.birth_name.clone(),
            usage_name: guardian.usage_name.clone(),
            first_name: guardian.first_names.clone(),
            kinship_label: guardian.kinship.label().to_owned(),
            authority: guardian.authority,
            authority_label: guardian.authority.label().to_owned(),
            is_debtor: household.debtor == Some(guardian.id),
            email: self.sight.desk.then(|| guardian.email.clone()),
            birth: self
                .sight
                .births
                .then(|| BirthView { date: guardian.birth_date, place: guardian.birth_place.clone() }),
            draft: self.sight.edits.then(|| GuardianDraft {
                civility: guardian.civility.clone(),
                birth_name: guardian.birth_name.clone(),
                usage_name: guardian.usage_name.clone(),
                first_name: guardian.first_names.clone(),
                birth_date: guardian.birth_date,
                birth_place: guardian.birth_place.clone(),
                email: guardian.email.clone(),
                phones: phones.iter().map(|p| p.shown.clone()).collect(),
                kinship: guardian.kinship,
                authority: guardian.authority,
            }),
            phones,
        }
    }

    fn child(&self, r: &Reader<'_>, child: &ChildRow) -> Result<ChildView, Error> {
        let class = self.classes.iter().find(|(id, ..)| *id == child.id);
        let custodies: Vec<&CustodyRow> = self
            .members
            .custodies_of(child.id)
            .filter(|c| c.valid_to.is_none_or(|to| to >= self.today))
            .collect();
        let class_id = class.map(|(_, class, ..)| *class);
        Ok(ChildView {
            id: child.id,
            shown_name: format!("{} {}", child.first_names, child.family_name),
            family_name: child.family_name.clone(),
            first_name: child.first_names.clone(),
            sex: child.sex,
            birth_date: child.birth_date,
            age: age(child.birth_date, self.today),
            class: class_id,
            schooling: class.map(|(_, _, class, school)| format!("{school}, {class}")).unwrap_or_default(),
            activities: self.activities_of(r, child.id)?,
            payer: self.payer(&custodies),
            custodies: custodies
                .iter()
                .map(|row| CustodyView {
                    id: row.id,
                    household: row.household,
                    household_label: self.label(row.household),
                    pattern: row.pattern,
                    label: custody(row.pattern),
                    from: row.valid_from,
                    to: row.valid_to,
                })
                .collect(),
            health: self.sight.care.then(|| HealthLightView {
                light: health_light(&child.health_light, child.health_due_on, self.today),
                due_on: child.health_due_on,
            }),
            care: self.sight.care.then(|| ChildCareView {
                diet_code: child.diet_code.clone(),
                diet_label: diet_label(&child.diet_code),
                doctor_name: child.doctor_name.clone(),
                doctor_phone: phone(&child.doctor_phone),
            }),
            draft: self.sight.edits.then(|| ChildDraft {
                name: child.family_name.clone(),
                first_name: child.first_names.clone(),
                sex: child.sex,
                birth_date: Some(child.birth_date),
                birth_place: child.birth_place.clone(),
                class: class_id,
                doctor_name: child.doctor_name.clone(),
                doctor_phone: phone(&child.doctor_phone),
            }),
        })
    }

    fn label(&self, household: HouseholdId) -> String {
        self.labels.get(&household).cloned().unwrap_or_default()
    }

    /// `Foyer A`, `Semaines paires foyer A, impaires foyer B`, `50 % foyer A, 50 % foyer B`.
    fn payer(&self, custodies: &[&CustodyRow]) -> String {
        let held = custodies.iter().filter(|row| row.valid_from <= self.today);
        let parts = held.map(|row| {
            let household = self.label(row.household);
            match row.pattern {
                CustodyPattern::Always => format!("foyer {household}"),
                CustodyPattern::Weeks { parity: WeekParity::Even, .. } => {
                    format!("semaines paires foyer {household}")
                }
                CustodyPattern::Weeks { parity: WeekParity::Odd, .. } => {
                    format!("semaines impaires foyer {household}")
                }
                CustodyPattern::Share { part } => format!("{} foyer {household}", part.format_fr()),
            }
        });
        let text = parts.collect::<Vec<_>>().join(", ");
        let mut letters = text.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    fn activities_of(&self, r: &Reader<'_>, child: ChildId) -> Result<Vec<ChildActivityView>, Error> {
        let registrations = r.registrations_of_children(&[child], self.today, self.today)?;
        let mut days: BTreeMap<ActivityId, Weekdays> = BTreeMap::new();
        for pattern in r.patterns_of_child(child)? {
            let applies = pattern.from <= self.today && pattern.to.is_none_or(|to| to >= self.today);
            if let Some(unit) = self.unit(pattern.unit).filter(|_| applies) {
                let held = days.entry(unit.unit.activity).or_default();
                *held = Weekdays::from_bits(held.bits() | pattern.even.bits() | pattern.odd.bits());
            }
        }
        let views = self.activities.iter().filter_map(|activity| {
            let registration =
                registrations.iter().find(|registration| registration.activity == activity.id)?;
            Some(ChildActivityView {
                activity: activity.id,
                name: activity.name.clone(),
                days: days.get(&activity.id).copied().map(weekdays).unwrap_or_default(),
                waiting: registration.state == domain::activities::RegistrationState::Waiting,
            })
        });
        Ok(views.collect())
    }

    fn unit(&self, id: UnitId) -> Option<&UnitRow> {
        self.units.iter().find(|unit| unit.unit.id == id)
    }

    /// Children whose custody alternates the same way, with the household of each week.
    fn rhythms(&self) -> Result<Vec<CustodyRhythmView>, Error> {
        let mut rhythms: Vec<(Vec<Custody>, CustodyRhythmView)> = Vec::new();
        for child in &self.members.children {
            let custodies = accepted(self.members.custodies_of(child.id))?;
            let alternating = custodies.iter().find_map(|custody| match custody.pattern() {
                CustodyPattern::Weeks { changeover, .. } if custody.in_force_on(self.today) => {
                    Some(changeover)
                }
                _ => None,
            });
            let Some(changeover) = alternating else { continue };
            let same = |known: &[Custody]| {
                let key = |c: &Custody| (c.household(), c.pattern(), c.from(), c.to());
                known.iter().map(key).eq(custodies.iter().map(key))
            };
            match rhythms.iter_mut().find(|(known, _)| same(known)) {
                Some((_, rhythm)) => rhythm.children.push(child.first_names.clone()),
                None => {
                    let rhythm = CustodyRhythmView {
                        children: vec![child.first_names.clone()],
                        changes_on: weekday(changeover).to_owned(),
                        weeks: self.weeks(&custodies, changeover),
                    };
                    rhythms.push((custodies, rhythm));
                }
            }
        }
        Ok(rhythms.into_iter().map(|(_, rhythm)| rhythm).collect())
    }

    fn weeks(&self, custodies: &[Custody], changeover: u8) -> Vec<CustodyWeekView> {
        let first = Weekday::from_monday_zero_offset(changeover.cast_signed()).unwrap_or(Weekday::Monday);
        let begun = self.today.saturating_sub(i64::from(first.until(self.today.weekday())).days());
        let weeks = (-PAST_WEEKS..WEEKS - PAST_WEEKS).map(|rank| {
            let from = begun.saturating_add((7 * rank).days());
            let household = match holder_on(custodies, from) {
                Holder::One(household) => self.label(household),
                Holder::Split(parts) => {
                    parts.iter().map(|(household, _)| self.label(*household)).collect::<Vec<_>>().join(" · ")
                }
                Holder::Nobody => String::new(),
            };
            CustodyWeekView {
                week: week_number(from),
                from,
                to: from.saturating_add(6.days()),
                household,
                is_current: rank == 0,
            }
        });
        weeks.collect()
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

/// Stored custodies as the domain knows them: what was accepted once is accepted again.
pub(super) fn accepted<'c>(rows: impl IntoIterator<Item = &'c CustodyRow>) -> Result<Vec<Custody>, Error> {
    let custody = |row: &CustodyRow| {
        let draft = CustodyDraft {
            household: row.household,
            pattern: row.pattern,
            from: row.valid_from,
            to: row.valid_to,
        };
        Custody::try_new(row.id, row.child, draft).map_err(|_| Error::bug("GARDE-LUE"))
    };
    rows.into_iter().map(custody).collect()
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
