//! Alternating custody as it is looked at: week after week, and over the holidays to come.

use domain::calendar::{ZoneHolidays, format_day, week_number};
use domain::people::{Custody, CustodyDraft, CustodyPattern, Holder, HolidayRule, held_spans, holiday_parts};
use domain::values::ids::{ChildId, CustodyId, HouseholdId};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use security::access::EditFamilies;
use uuid::Uuid;

use super::{
    CustodyHolidayView, CustodyPreviewRequest, CustodyPreviewView, CustodySpanView, CustodyWeekView,
};
use crate::Error;
use crate::call::Call;
use crate::settings;

/// Weeks shown.
const WEEKS: i64 = 8;
/// Holidays to come shown.
const HOLIDAYS: usize = 3;

/// What custodies being typed would give: the next weeks and holidays. Nothing is written.
pub fn preview_custody(
    call: &Call<'_, EditFamilies>,
    request: CustodyPreviewRequest,
) -> Result<CustodyPreviewView, Error> {
    let from = request.from.unwrap_or_else(|| call.today());
    let alternating = request.entries.iter().find_map(|entry| match entry.pattern {
        CustodyPattern::Weeks { changeover, .. } if changeover < 7 => Some(changeover),
        _ => None,
    });
    let Some(changeover) = alternating else {
        return Ok(CustodyPreviewView { weeks: Vec::new(), holidays: Vec::new(), note: None });
    };
    let mut custodies = Vec::new();
    for (rank, entry) in (1..).zip(&request.entries) {
        let draft = CustodyDraft {
            household: HouseholdId::from_uuid(Uuid::from_u128(rank)),
            pattern: entry.pattern,
            from,
            to: None,
        };
        let nobody = (CustodyId::from_uuid(Uuid::nil()), ChildId::from_uuid(Uuid::nil()));
        custodies.push(Custody::try_new(nobody.0, nobody.1, draft).map_err(Error::fields)?);
    }
    let school = call.read(|r| Ok(settings::town(r)?.school()))?;
    let rhythm = Rhythm { custodies: &custodies, changeover, school };
    let label = |household: HouseholdId| {
        let rank = Uuid::from(household).as_u128();
        let entry = usize::try_from(rank).ok().and_then(|rank| request.entries.get(rank.checked_sub(1)?));
        entry.map(|entry| entry.label.clone()).unwrap_or_default()
    };
    Ok(CustodyPreviewView {
        weeks: rhythm.weeks(from, 0, &label),
        holidays: rhythm.holidays(from, &label),
        note: rhythm.note(from),
    })
}

/// The custodies of a child that alternates.
pub(super) struct Rhythm<'c> {
    pub(super) custodies: &'c [Custody],
    pub(super) changeover: u8,
    pub(super) school: ZoneHolidays<'c>,
}

impl Rhythm<'_> {
    /// Eight weeks, so many of them past. A week whose holder changes within says both, in their order.
    pub(super) fn weeks(
        &self,
        today: Date,
        past: i64,
        label: &impl Fn(HouseholdId) -> String,
    ) -> Vec<CustodyWeekView> {
        let begun = week_start(today, self.changeover);
        let weeks = (-past..WEEKS - past).map(|rank| {
            let from = begun.saturating_add((7 * rank).days());
            let to = from.saturating_add(6.days());
            let spans = held_spans(self.custodies, from, to, self.school);
            let homes = spans.iter().map(|span| named(&span.holder, label));
            CustodyWeekView {
                week: week_number(from),
                from,
                to,
                household: homes.filter(|home| !home.is_empty()).collect::<Vec<_>>().join(" puis "),
                is_current: rank == 0,
            }
        });
        weeks.collect()
    }

    /// The next holidays that are shared out, the one under way first; none when holidays go as the weeks.
    pub(super) fn holidays(
        &self,
        today: Date,
        label: &impl Fn(HouseholdId) -> String,
    ) -> Vec<CustodyHolidayView> {
        let Some(summer) = self.custodies.iter().find_map(|custody| match custody.pattern() {
            CustodyPattern::Weeks { holidays: HolidayRule::Shared { summer, .. }, .. } => Some(summer),
            _ => None,
        }) else {
            return Vec::new();
        };
        // Before the first of these custodies, nothing is known of who had the child.
        let begun = self.custodies.iter().map(Custody::from).min().unwrap_or(today);
        let coming = self.school.between(today, Date::MAX).filter(|holiday| holiday.is_shared_out());
        let views = coming.take(HOLIDAYS).map(|holiday| CustodyHolidayView {
            name: holiday.name.clone(),
            spans: holiday_parts(holiday, summer)
                .into_iter()
                .flat_map(|(from, to)| held_spans(self.custodies, from.max(begun), to, self.school))
                .map(|span| CustodySpanView {
                    from: span.from,
                    to: span.to,
                    household: named(&span.holder, label),
                })
                .collect(),
        });
        views.collect()
    }

    /// What is to be said of holidays that the calendar does not know, when some are shared out.
    pub(super) fn note(&self, today: Date) -> Option<String> {
        if !self.custodies.iter().any(|custody| custody.pattern().shares_holidays()) {
            return None;
        }
        match self.school.known_until() {
            None => Some(
                "La zone de vacances scolaires de la commune n’est pas renseignée\u{a0}: les semaines continuent pendant les vacances. Choisissez-la dans les paramètres."
                    .to_owned(),
            ),
            // Within a year, somebody will ask.
            Some(known) if known < today.saturating_add(365.days()) => Some(format!(
                "Le calendrier scolaire s’arrête au {}\u{a0}: ensuite, les semaines continuent pendant les vacances.",
                format_day(known)
            )),
            Some(_) => None,
        }
    }
}

/// The day the week of a day began, weeks turning over that day (0 for Monday).
fn week_start(day: Date, changeover: u8) -> Date {
    let first = Weekday::from_monday_zero_offset(changeover.cast_signed()).unwrap_or(Weekday::Monday);
    day.saturating_sub(i64::from(first.until(day.weekday())).days())
}

fn named(holder: &Holder, label: &impl Fn(HouseholdId) -> String) -> String {
    match holder {
        Holder::One(household) => label(*household),
        Holder::Split(parts) => {
            parts.iter().map(|(household, _)| label(*household)).collect::<Vec<_>>().join(" · ")
        }
        Holder::Nobody => String::new(),
        Holder::Disputed { .. } => "à corriger".to_owned(),
    }
}
