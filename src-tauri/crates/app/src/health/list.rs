//! Every child, with the light.

use domain::values::text::fold;
use security::access::ReadHealth;

use super::{HealthListView, HealthRow};
use crate::Error;
use crate::call::{Call, Subject};
use crate::families::{HealthLight, age, diet_label, health_light};
use crate::session::Empty;

/// Every child: those to complete first, the longest due before the others.
pub fn list(call: &Call<'_, ReadHealth>, _: Empty) -> Result<HealthListView, Error> {
    let today = call.today();
    let lines = call.consult(Subject::all("health"), |r| Ok(r.health_lines(today, call.grant())?))?;
    let mut children: Vec<HealthRow> = lines
        .into_iter()
        .map(|line| HealthRow {
            child: line.child,
            birth_date: line.birth_date,
            age: age(line.birth_date.reckoned(), today),
            school: line.school.unwrap_or_default(),
            class: line.class.unwrap_or_default(),
            diet_label: if line.diet_code == "STD" { String::new() } else { diet_label(&line.diet_code) },
            light: health_light(&line.light, line.due_on, today),
            due_on: line.due_on,
            family_name: line.family_name,
            first_name: line.first_names,
        })
        .collect();
    children.sort_by_cached_key(|row| {
        (row.light, row.due_on.is_none(), row.due_on, fold(&row.family_name), fold(&row.first_name))
    });
    let to_complete = children.iter().filter(|row| row.light == HealthLight::ToComplete).count();
    Ok(HealthListView { children, to_complete: u32::try_from(to_complete).unwrap_or(u32::MAX) })
}
