//! The guardians and the children of a file.

use std::collections::BTreeMap;

use domain::calendar::{WeekParity, Weekdays, format_day};
use domain::people::{
    ChildDraft, CustodyPattern, Detail, FieldSubject, GuardianDraft, OptionalField, has_habits,
};
use domain::supporting::PhotoSubject;
use domain::values::birth_place_shown;
use domain::values::ids::{ActivityId, ChildId};
use jiff::ToSpan;
use jiff::civil::Date;
use store::Reader;
use store::people::{ChildRow, CustodyRow, GuardianRow, HouseholdRow, shown_name};
use uuid::Uuid;

use super::super::details::{draft_details, shown_details};
use super::super::wording::{age, custody, diet_label, health_light, kind_of, phone, weekdays};
use super::super::{
    BirthView, ChildActivityView, ChildCareView, ChildView, CustodyView, GuardianView, HealthLightView,
    HouseholdStayView, PhoneView,
};
use super::{File, name_of};
use crate::Error;
use crate::habits::HabitView;

/// Days before the end of an insurance from which it is said (V13).
const INSURANCE_NOTICE_DAYS: i32 = 30;

impl File {
    pub(super) fn guardian(&self, guardian: &GuardianRow, household: &HouseholdRow) -> GuardianView {
        let phones = self.members.phones_of(guardian.id);
        let phones: Vec<PhoneView> = phones
            .map(|p| {
                let kind = kind_of(p);
                let kind_label = kind.label().to_owned();
                PhoneView { shown: phone(&p.number), number: p.number.clone(), kind, kind_label }
            })
            .collect();
        let details = self.members.details.iter().filter(|row| row.owner == Uuid::from(guardian.id));
        GuardianView {
            id: guardian.id,
            shown_name: name_of(guardian),
            civility: guardian.civility.clone(),
            birth_name: guardian.birth_name.clone(),
            usage_name: guardian.usage_name.clone(),
            first_name: guardian.first_names.clone(),
            bonds: self.sight.bonds.then(|| self.bonds(guardian)),
            is_debtor: household.debtor == Some(guardian.id),
            stay: (self.sight.edits || self.sight.births).then(|| {
                let stay = self.members.last_stay(guardian);
                HouseholdStayView {
                    from: stay.and_then(|stay| stay.valid_from),
                    to: stay.and_then(|stay| stay.valid_to),
                }
            }),
            email: self.sight.glance.desk.then(|| guardian.email.clone()),
            sending_label: self.sight.glance.desk.then(|| guardian.sending.label().to_owned()),
            details: shown_details(details.clone(), &self.fields, &self.sight),
            birth: self.sight.births.then(|| BirthView {
                date: guardian.birth_date,
                place: birth_place_shown(&guardian.birth_place, &guardian.birth_code),
            }),
            draft: self.sight.edits.then(|| GuardianDraft {
                civility: guardian.civility.clone(),
                birth_name: guardian.birth_name.clone(),
                usage_name: guardian.usage_name.clone(),
                first_name: guardian.first_names.clone(),
                single_name: guardian.first_names.is_empty(),
                birth_date: guardian.birth_date,
                birth_place: guardian.birth_place.clone(),
                birth_code: guardian.birth_code.clone(),
                email: guardian.email.clone(),
                sending: guardian.sending,
                phones: phones.iter().map(|p| p.shown.clone()).collect(),
                phone_kinds: phones.iter().map(|p| Some(p.kind)).collect(),
                kinship: guardian.kinship,
                details: draft_details(FieldSubject::Guardian, details, &self.fields),
            }),
            phones,
        }
    }

    pub(super) fn child(&self, r: &Reader<'_>, child: &ChildRow) -> Result<ChildView, Error> {
        let class = self.classes.iter().find(|(id, ..)| *id == child.id);
        let all = self.members.custodies_of(child.id);
        let (custodies, former): (Vec<&CustodyRow>, Vec<&CustodyRow>) =
            all.partition(|row| row.valid_to.is_none_or(|to| to >= self.today));
        let class_id = class.map(|(_, class, ..)| *class);
        let details = self.members.details.iter().filter(|row| row.owner == Uuid::from(child.id));
        Ok(ChildView {
            id: child.id,
            shown_name: shown_name(&child.first_names, "", &child.family_name),
            family_name: child.family_name.clone(),
            first_name: child.first_names.clone(),
            sex: child.sex,
            birth_date: child.birth_date,
            age: age(child.birth_date.reckoned(), self.today),
            class: class_id,
            schooling: class.map(|(_, _, class, school)| format!("{school}, {class}")).unwrap_or_default(),
            activities: self.activities_of(r, child.id)?,
            payer: self.payer(&custodies),
            custodies: self.custodies(&custodies),
            former_custodies: self.sight.edits.then(|| self.custodies(&former)),
            health: self.sight.glance.care.then(|| HealthLightView {
                light: health_light(&child.health_light, child.health_due_on, self.today),
                due_on: child.health_due_on,
            }),
            care: self.sight.glance.care.then(|| ChildCareView {
                diet_code: child.diet_code.clone(),
                diet_label: diet_label(&child.diet_code),
                doctor_name: child.doctor_name.clone(),
                doctor_phone: phone(&child.doctor_phone),
            }),
            birth_place: self.sight.births.then(|| birth_place_shown(&child.birth_place, &child.birth_code)),
            details: shown_details(details.clone(), &self.fields, &self.sight),
            habits: self.habits(child),
            insurance_alert: self.insurance_alert(child),
            has_photo: self.sight.photos && r.photo_of(PhotoSubject::Child(child.id))?.is_some(),
            draft: self.sight.edits.then(|| ChildDraft {
                name: child.family_name.clone(),
                first_name: child.first_names.clone(),
                single_name: child.first_names.is_empty(),
                sex: child.sex,
                birth_date: Some(child.birth_date),
                birth_place: child.birth_place.clone(),
                birth_code: child.birth_code.clone(),
                class: class_id,
                doctor_name: child.doctor_name.clone(),
                doctor_phone: phone(&child.doctor_phone),
                details: draft_details(FieldSubject::Child, details, &self.fields),
            }),
        })
    }

    fn custodies(&self, rows: &[&CustodyRow]) -> Vec<CustodyView> {
        let views = rows.iter().map(|row| CustodyView {
            id: row.id,
            household: row.household,
            household_label: self.label(row.household),
            pattern: row.pattern,
            label: custody(row.pattern),
            from: row.valid_from,
            to: row.valid_to,
        });
        views.collect()
    }

    /// The habits of a small child, for who reads them and while the town asks them.
    fn habits(&self, child: &ChildRow) -> Option<Vec<HabitView>> {
        let read = !self.sight.habits.is_blind() && has_habits(child.birth_date.reckoned(), self.today);
        read.then(|| self.sight.habits.told(&self.habits, child, self.today))
    }

    /// What is to be said of a child's insurance (V13): it ends within a month, or it has ended.
    fn insurance_alert(&self, child: &ChildRow) -> Option<String> {
        let field = OptionalField::Insurance;
        if !self.fields.contains(&field) || !self.sight.reads(field) {
            return None;
        }
        let mut rows = self.members.details.iter();
        let row = rows.find(|row| row.owner == Uuid::from(child.id) && row.detail == Detail::InsuranceDue)?;
        let due: Date = row.value.parse().ok()?;
        let day = format_day(due);
        if due < self.today {
            Some(format!("Assurance échue depuis le {day}"))
        } else if due <= self.today.saturating_add(INSURANCE_NOTICE_DAYS.days()) {
            Some(format!("Assurance à renouveler avant le {day}"))
        } else {
            None
        }
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
        let shared =
            custodies.iter().any(|row| row.pattern.shares_holidays() && row.valid_from <= self.today);
        let holidays = shared.then(|| "vacances partagées".to_owned());
        let text = parts.chain(holidays).collect::<Vec<_>>().join(", ");
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
