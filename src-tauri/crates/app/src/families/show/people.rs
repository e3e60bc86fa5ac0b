//! The guardians and the children of a file.

use std::collections::BTreeMap;

use domain::calendar::{WeekParity, Weekdays};
use domain::people::{ChildDraft, CustodyPattern, GuardianDraft};
use domain::values::ids::{ActivityId, ChildId};
use store::Reader;
use store::people::{ChildRow, CustodyRow, GuardianRow, HouseholdRow};

use super::super::wording::{age, custody, diet_label, health_light, phone, weekdays};
use super::super::{
    BirthView, ChildActivityView, ChildCareView, ChildView, CustodyView, GuardianView, HealthLightView,
    PhoneView,
};
use super::{File, name_of};
use crate::Error;

impl File {
    pub(super) fn guardian(&self, guardian: &GuardianRow, household: &HouseholdRow) -> GuardianView {
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

    pub(super) fn child(&self, r: &Reader<'_>, child: &ChildRow) -> Result<ChildView, Error> {
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
}
