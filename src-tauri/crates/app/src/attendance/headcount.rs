//! How many to expect, and how many came: by day, diet and class.

use std::collections::{BTreeMap, HashMap};

use domain::attendance::AttendanceState;
use domain::health::Diet;
use domain::values::ids::{ClassId, UnitId};
use domain::values::text::fold;
use jiff::civil::Date;
use security::access::ReadAttendance;
use store::attendance::HeadCount;

use super::sheet::sees_diets;
use super::span::Span;
use super::views::*;
use crate::Error;
use crate::activities::Offer;
use crate::call::Call;

/// Headcounts of a day or a month, unit by unit.
pub fn headcount(call: &Call<'_, ReadAttendance>, request: HeadcountRequest) -> Result<HeadcountView, Error> {
    let span = match request.span {
        HeadcountSpan::Day { day } => Span::around(GridSpan::Day, day),
        HeadcountSpan::Month { month } => Span::around(GridSpan::Month, month.first_day()),
    };
    let sees_diets = sees_diets(call);
    call.read(|r| {
        let offer = Offer::load(r, span.from, span.to)?;
        let asked = |activity| request.activities.is_empty() || request.activities.contains(&activity);
        let rows: Vec<_> = offer.units.iter().filter(|row| asked(row.unit.activity)).collect();
        let units: Vec<UnitId> = rows.iter().map(|row| row.unit.id).collect();
        let days: Vec<Date> = span.days().collect();
        let counts = r.head_counts(&units, &days)?;
        let classes: HashMap<ClassId, String> =
            r.classes()?.into_iter().map(|class| (class.id, class.name)).collect();
        let is_lived = |day: &Date| {
            counts.iter().any(|count| count.day == *day)
                || rows.iter().any(|row| offer.opening(row, *day).is_ok())
        };
        let days: Vec<Date> = days.into_iter().filter(is_lived).collect();
        let mut views = Vec::new();
        for row in rows {
            let own: Vec<&HeadCount> = counts.iter().filter(|count| count.unit == row.unit.id).collect();
            let mut by_day: Vec<HeadcountDayView> = days
                .iter()
                .map(|day| HeadcountDayView { open: offer.opening(row, *day).is_ok(), ..Default::default() })
                .collect();
            if own.is_empty() && by_day.iter().all(|day| !day.open) {
                continue;
            }
            for count in &own {
                if let Ok(at) = days.binary_search(&count.day) {
                    add(&mut by_day[at], count);
                }
            }
            views.push(HeadcountUnitView {
                unit_id: row.unit.id,
                activity_id: row.unit.activity,
                activity_name: offer.activity_of(row)?.name.clone(),
                unit_name: row.unit.name.clone(),
                capacity: row.unit.capacity,
                expected: by_day.iter().map(|day| day.expected).sum(),
                present: by_day.iter().map(|day| day.present).sum(),
                days: by_day,
                diets: diet_counts(
                    expected(&own)
                        .filter(|_| sees_diets)
                        .map(|count| (diet_of(&count.diet_code), count.children)),
                ),
                classes: class_counts(expected(&own), &classes),
            });
        }
        Ok(HeadcountView { span_label: span.label(), days, units: views })
    })
}

fn expected<'c>(counts: &'c [&HeadCount]) -> impl Iterator<Item = &'c HeadCount> {
    counts.iter().copied().filter(|count| count.state.takes_a_place())
}

fn add(day: &mut HeadcountDayView, count: &HeadCount) {
    use AttendanceState::{
        AbsentExcused, AbsentUnexcused, Booked, CancelledInTime, CancelledLate, Present, Unexpected, Waiting,
    };
    match count.state {
        Booked => day.expected += count.children,
        Present | Unexpected => {
            day.expected += count.children;
            day.present += count.children;
        }
        AbsentExcused | AbsentUnexcused | CancelledLate => day.absent += count.children,
        Waiting => day.waiting += count.children,
        CancelledInTime => {}
    }
}

/// Children by neutral diet, in the order of the list: what the kitchen reads every day stays where it was.
pub(super) fn diet_counts(counts: impl IntoIterator<Item = (Diet, u32)>) -> Vec<DietCountView> {
    let mut by_diet: BTreeMap<Diet, u32> = BTreeMap::new();
    for (diet, children) in counts {
        *by_diet.entry(diet).or_default() += children;
    }
    by_diet
        .into_iter()
        .map(|(diet, children)| DietCountView {
            diet_code: diet.code().to_owned(),
            diet_label: diet.label().to_owned(),
            children,
        })
        .collect()
}

/// The diet stored under a code; a child without one eats the everyday meal.
pub(super) fn diet_of(code: &str) -> Diet {
    Diet::from_code(code).unwrap_or(Diet::Standard)
}

fn class_counts<'c>(
    counts: impl Iterator<Item = &'c HeadCount>,
    names: &HashMap<ClassId, String>,
) -> Vec<ClassCountView> {
    let mut by_class: HashMap<Option<ClassId>, u32> = HashMap::new();
    for count in counts {
        *by_class.entry(count.class).or_default() += count.children;
    }
    let name = |class: Option<ClassId>| class.and_then(|id| names.get(&id).cloned());
    let mut views: Vec<ClassCountView> = by_class
        .into_iter()
        .map(|(class_id, children)| ClassCountView {
            class_id,
            class_name: name(class_id).unwrap_or_else(|| NO_CLASS.to_owned()),
            children,
        })
        .collect();
    views.sort_by_cached_key(|view| (view.class_id.is_none(), fold(&view.class_name)));
    views
}

/// Where children without a class are gathered.
pub(super) const NO_CLASS: &str = "Sans classe";
