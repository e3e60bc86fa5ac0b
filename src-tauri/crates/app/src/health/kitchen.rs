//! What to do for the children expected today in a unit: first name and initial, what to serve, what never to serve. No reason,
//! no diagnosis; the family name only for two children whom the short one would mistake for each other.

use std::collections::{BTreeMap, HashMap};

use domain::attendance::AttendanceState;
use domain::health::OperationalHealth;
use domain::values::ids::{ChildId, UnitId};
use domain::values::names_on_a_sheet;
use domain::values::text::fold;
use jiff::civil::Date;
use security::Grant;
use security::access::{ReadHealth, ReadInstructions};
use store::Reader;

use super::wording::allergies;
use super::{KitchenChildRow, KitchenRequest, KitchenView, MealCount, sealed};
use crate::Error;
use crate::call::{Call, Subject};
use crate::error::Code;
use crate::families::diet_label;

/// Today's children of a unit. Another day is opened by the health officer alone.
pub fn today(call: &Call<'_, ReadInstructions>, request: KitchenRequest) -> Result<KitchenView, Error> {
    let day = request.day.unwrap_or_else(|| call.today());
    if day != call.today() && call.also::<ReadHealth>().is_none() {
        return Err(Error::new(
            Code::Forbidden,
            "Les consignes ne s’ouvrent que pour les enfants du jour. Pour un autre jour, adressez-vous au référent santé.",
        ));
    }
    call.consult(Subject::of("unit", request.unit).detail(format!("Consignes du {day}")), |r| {
        let unit = r.units()?.into_iter().find(|row| row.unit.id == request.unit);
        let unit = unit.ok_or_else(|| Error::not_found("cette activité"))?.unit;
        let activity = r.activities()?.into_iter().find(|row| row.id == unit.activity);
        let mut children = Vec::new();
        let expected = r.expected_children(request.unit, day, call.grant())?;
        let names = names_on_a_sheet(
            expected.iter().map(|child| (child.first_names.as_str(), child.family_name.as_str())),
        );
        for (expected, name) in expected.into_iter().zip(names) {
            let health = sealed::instructions(call.grant(), expected.child, expected.instructions.as_ref())?;
            let followed = health.pai_on(day);
            children.push((
                (expected.class.is_none(), expected.class.clone(), fold(&expected.first_names)),
                KitchenChildRow {
                    child: expected.child,
                    name,
                    class: expected.class.unwrap_or_default(),
                    state: AttendanceState::from_code(expected.state).unwrap_or(AttendanceState::Booked),
                    diet_label: diet_label(&expected.diet_code),
                    diet_code: expected.diet_code,
                    never_serve: health.allergies.iter().map(|one| one.allergen.label().to_owned()).collect(),
                    note: health.kitchen_note.clone(),
                    allergies: allergies(&health.allergies),
                    adaptations: health.adaptations.clone(),
                    has_pai: followed,
                    pai_until: health.pai.filter(|_| followed).and_then(|(_, until)| until),
                    kit_place: health.kit_place.clone().filter(|_| followed),
                },
            ));
        }
        children.sort_by(|(one, _), (other, _)| one.cmp(other));
        let children: Vec<KitchenChildRow> = children.into_iter().map(|(_, row)| row).collect();
        let mut meals: BTreeMap<&str, u32> = BTreeMap::new();
        for child in &children {
            *meals.entry(&child.diet_label).or_default() += 1;
        }
        let mut meals: Vec<MealCount> =
            meals.into_iter().map(|(label, count)| MealCount { label: label.to_owned(), count }).collect();
        meals.sort_by_key(|meal| std::cmp::Reverse(meal.count));
        let watched = children.iter().filter(|child| {
            !child.never_serve.is_empty()
                || child.note.is_some()
                || child.adaptations.is_some()
                || child.has_pai
        });
        Ok(KitchenView {
            day,
            activity: activity.map(|activity| activity.name).unwrap_or_default(),
            unit: unit.name,
            watched: u32::try_from(watched.count()).unwrap_or(u32::MAX),
            present: count(&children, |child| child.state.attended()),
            meals,
            children,
        })
    })
}

/// What to do for the children expected in a unit, for a sheet that is printed.
pub(crate) fn instructions_of_day(
    reader: &Reader<'_>,
    grant: &Grant<'_, ReadInstructions>,
    unit: UnitId,
    day: Date,
) -> Result<HashMap<ChildId, OperationalHealth>, Error> {
    reader
        .expected_children(unit, day, grant)?
        .into_iter()
        .map(|expected| {
            let health = sealed::instructions(grant, expected.child, expected.instructions.as_ref())?;
            Ok((expected.child, health))
        })
        .collect()
}

/// What to do for one child, for the emergency sheet.
pub(crate) fn instructions_of(
    reader: &Reader<'_>,
    grant: &Grant<'_, ReadInstructions>,
    child: ChildId,
) -> Result<OperationalHealth, Error> {
    sealed::instructions(grant, child, reader.health_instructions(child, grant)?.as_ref())
}

fn count(children: &[KitchenChildRow], keep: impl Fn(&KitchenChildRow) -> bool) -> u32 {
    u32::try_from(children.iter().filter(|child| keep(child)).count()).unwrap_or(u32::MAX)
}
