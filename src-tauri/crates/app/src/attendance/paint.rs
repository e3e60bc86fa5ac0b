//! A stroke of the brush over the grid: every rule applied, everything written or nothing.

use std::collections::{BTreeSet, HashMap};

use domain::activities::{Admission, admit};
use domain::attendance::{AttendanceState, Brush, Cell, DayPosition};
use domain::calendar::Month;
use domain::issue::{FieldIssue, IssueCode, Refusal};
use domain::values::ids::{ChildId, UnitId};
use jiff::civil::{Date, DateTime};
use store::attendance::{AttendanceMark, BilledMonth, RollRow};
use store::{Reader, Writer};

use super::registered::Registered;
use super::span::short_day;
use super::stroke::{Content, Mark, Stroke};
use crate::activities::{Offer, closed_label};
use crate::error::{Code, Error};

/// One cell of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Spot {
    pub(crate) child: ChildId,
    pub(crate) day: Date,
    pub(crate) unit: UnitId,
}

/// Which of the cells under the brush are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Each of them: one that cannot take the state refuses the stroke.
    Exact,
    /// Those the brush concerns, on open days.
    Concerned,
    /// Those where nothing is noted, on open days.
    EmptyOnly,
}

/// What a stroke did.
pub(crate) struct Outcome {
    /// The cells that changed.
    pub(crate) stroke: Stroke,
    /// Of those, how many wait because the unit is full.
    pub(crate) made_wait: u32,
    /// Cells left because no registration covers the day.
    pub(crate) unregistered: u32,
    /// Places taken in the columns touched.
    pub(crate) places: HashMap<(Date, UnitId), u32>,
}

/// More than a month of a large centre: a request beyond it is a mistake.
const LARGEST_STROKE: usize = 50_000;
/// Refusals told at once.
const TOLD_REFUSALS: usize = 20;

/// Paints cells in the order given: the first asked takes the last place.
pub(crate) fn paint(
    writer: &Writer<'_>,
    offer: &Offer,
    spots: &[Spot],
    brush: Brush,
    minutes: Option<u16>,
    reach: Reach,
    now: DateTime,
) -> Result<Outcome, Error> {
    if spots.len() > LARGEST_STROKE && reach != Reach::EmptyOnly {
        return Err(Error::refused("La sélection est trop grande\u{a0}: peignez un mois à la fois."));
    }
    if minutes.is_some_and(|minutes| minutes > 24 * 60) {
        return Err(Error::refused("Une présence ne dépasse pas 24\u{a0}h."));
    }
    let canvas = Canvas::load(writer, offer, spots)?;
    canvas.refuse_billed(spots)?;
    let mut places = canvas.places.clone();
    let mut outcome =
        Outcome { stroke: Stroke::default(), made_wait: 0, unregistered: 0, places: HashMap::new() };
    let mut refused: Vec<(Spot, Refusal)> = Vec::new();
    for spot in spots {
        let unit = offer.unit(spot.unit)?;
        let before = canvas.contents.get(spot).copied();
        let taken = places.entry((spot.day, spot.unit)).or_default();
        let notice = offer.activity_of(unit)?.notice;
        let cell = Cell {
            state: before.map(|content| content.state),
            position: DayPosition::of(spot.day, now.date()),
            registered: canvas.registered.covers(spot.child, unit.unit.activity, spot.day),
            full: admit(unit.unit.capacity, *taken) == Admission::Waiting,
            in_time: notice.cancellation(now, spot.day, unit.unit.start_minute)
                == AttendanceState::CancelledInTime,
        };
        let meant = match reach {
            Reach::Exact => true,
            Reach::Concerned => brush.concerns(&cell),
            Reach::EmptyOnly => before.is_none() && cell.registered,
        };
        if !meant {
            outcome.unregistered += u32::from(before.is_none() && !cell.registered);
            continue;
        }
        let state = match brush.paint(&cell) {
            Ok(state) => state,
            Err(refusal) => {
                refused.push((*spot, refusal));
                continue;
            }
        };
        let comes = state.is_some_and(AttendanceState::takes_a_place);
        if let Err(closed) = offer.opening(unit, spot.day)
            && (comes || state == Some(AttendanceState::Waiting))
            && state != cell.state
        {
            if reach == Reach::Exact {
                let message = format!("C'est fermé : {}.", closed_label(&closed));
                refused.push((*spot, Refusal::new(IssueCode::Inconsistent, message)));
            }
            continue;
        }
        let after = state.map(|state| Content {
            state,
            minutes: match state.attended() && unit.by_minutes {
                true => minutes.or_else(|| before.and_then(|content| content.minutes)),
                false => None,
            },
        });
        if after == before {
            continue;
        }
        let came = cell.state.is_some_and(AttendanceState::takes_a_place);
        *taken = *taken + u32::from(comes) - u32::from(came);
        outcome.made_wait += u32::from(state == Some(AttendanceState::Waiting) && brush != Brush::Wait);
        outcome.stroke.marks.push(Mark { spot: *spot, before, after });
    }
    if !refused.is_empty() {
        return Err(canvas.refusal(writer, offer, refused)?);
    }
    if reach != Reach::EmptyOnly {
        // Named by a window, not found in the file: they must exist.
        let painted = outcome.stroke.marks.iter().map(|mark| mark.spot.child).collect();
        roll(writer, painted, canvas.from, canvas.to)?;
    }
    writer.put_attendance(outcome.stroke.marks.iter().copied().map(Mark::to_write))?;
    for mark in &outcome.stroke.marks {
        let column = (mark.spot.day, mark.spot.unit);
        outcome.places.insert(column, places.get(&column).copied().unwrap_or_default());
    }
    Ok(outcome)
}

/// What stands under the brush before the stroke.
struct Canvas {
    from: Date,
    to: Date,
    contents: HashMap<Spot, Content>,
    places: HashMap<(Date, UnitId), u32>,
    registered: Registered,
    billed: Vec<BilledMonth>,
}

impl Canvas {
    fn load(reader: &Reader<'_>, offer: &Offer, spots: &[Spot]) -> Result<Self, Error> {
        let days: BTreeSet<Date> = spots.iter().map(|spot| spot.day).collect();
        let units: BTreeSet<UnitId> = spots.iter().map(|spot| spot.unit).collect();
        let children: BTreeSet<ChildId> = spots.iter().map(|spot| spot.child).collect();
        for unit in &units {
            offer.unit(*unit)?;
        }
        let (days, units) = (Vec::from_iter(days), Vec::from_iter(units));
        let (Some(from), Some(to)) = (days.first().copied(), days.last().copied()) else {
            return Err(Error::refused("Il n’y a rien à peindre\u{a0}: choisissez au moins une case."));
        };
        let mut canvas = Self {
            from,
            to,
            contents: HashMap::new(),
            places: HashMap::new(),
            registered: Registered::load(reader, &Vec::from_iter(children.iter().copied()), from, to)?,
            billed: reader.billed_months(Month::of(from), Month::of(to))?,
        };
        reader.each_attendance_of_units(&units, &days, |fact| {
            if fact.state.takes_a_place() {
                *canvas.places.entry((fact.day, fact.unit)).or_default() += 1;
            }
            if children.contains(&fact.child) {
                let spot = Spot { child: fact.child, day: fact.day, unit: fact.unit };
                canvas.contents.insert(spot, Content { state: fact.state, minutes: fact.minutes });
            }
        })?;
        Ok(canvas)
    }

    fn refuse_billed(&self, spots: &[Spot]) -> Result<(), Error> {
        refuse_billed(&self.billed, spots.iter().map(|spot| spot.day))
    }

    /// Everything that refuses the stroke, said child by child.
    fn refusal(
        &self,
        reader: &Reader<'_>,
        offer: &Offer,
        refused: Vec<(Spot, Refusal)>,
    ) -> Result<Error, Error> {
        let total = refused.len();
        let children = refused.iter().take(TOLD_REFUSALS).map(|(spot, _)| spot.child).collect();
        let roll = roll(reader, children, self.from, self.to)?;
        let mut issues: Vec<FieldIssue> = Vec::new();
        for (spot, refusal) in refused.into_iter().take(TOLD_REFUSALS) {
            let place = describe(&spot, offer, &roll)?;
            let Refusal { code, message } = refusal;
            let field = format!("{}/{}/{}", spot.child, spot.day, spot.unit);
            issues.push(Refusal { code, message: format!("{place}\u{a0}: {message}") }.at(field));
        }
        let message = match (issues.as_slice(), total) {
            ([only], 1) => only.message.clone(),
            ([first, ..], total) => {
                format!("Rien n’a été modifié\u{a0}: {total} cases refusent cet état. {}", first.message)
            }
            ([], _) => "Rien n’a été modifié.".to_owned(),
        };
        Ok(Error { fields: issues, ..Error::new(Code::Refused, message) })
    }
}

/// Refuses to touch a month whose invoices are issued, and says how to correct.
pub(super) fn refuse_billed(
    billed: &[BilledMonth],
    days: impl IntoIterator<Item = Date>,
) -> Result<(), Error> {
    let find = |day: Date| billed.iter().find(|run| run.month == Month::of(day));
    match days.into_iter().find_map(find) {
        None => Ok(()),
        Some(run) => Err(Error::refused(format!(
            "{} est facturé (factures {} à {})\u{a0}: sa grille ne change plus. Pour corriger, demandez une régularisation à la facturation\u{a0}: elle viendra sur la prochaine facture de la famille.",
            capitalised(&run.month.format_fr()),
            run.first_number,
            run.last_number
        ))
        .with_params(serde_json::json!({ "billed_month": run.month }))),
    }
}

/// `Ferrand Lucien, jeu. 26/11, Repas`.
pub(super) fn describe(
    spot: &Spot,
    offer: &Offer,
    roll: &HashMap<ChildId, RollRow>,
) -> Result<String, Error> {
    let child = roll.get(&spot.child).ok_or_else(|| Error::not_found("cet enfant"))?;
    let unit = offer.unit(spot.unit)?;
    Ok(format!("{} {}, {}, {}", child.family_name, child.first_names, short_day(spot.day), unit.unit.name))
}

/// Some children by their identifier; an unknown one is refused.
pub(super) fn roll(
    reader: &Reader<'_>,
    children: BTreeSet<ChildId>,
    from: Date,
    to: Date,
) -> Result<HashMap<ChildId, RollRow>, Error> {
    let rows = reader.roll_of_children(&Vec::from_iter(children.iter().copied()), from, to)?;
    if rows.len() != children.len() {
        return Err(Error::not_found("l’un de ces enfants"));
    }
    Ok(rows.into_iter().map(|row| (row.child, row)).collect())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Mark {
    fn to_write(self) -> AttendanceMark {
        AttendanceMark {
            day: self.spot.day,
            unit: self.spot.unit,
            child: self.spot.child,
            state: self.after.map(|content| content.state),
            minutes: self.after.and_then(|content| content.minutes),
        }
    }

    /// The mark that undoes this one.
    pub(super) fn reversed(self) -> Self {
        Self { spot: self.spot, before: self.after, after: self.before }
    }
}

/// Puts back what a stroke changed, if nothing has touched it since.
pub(super) fn undo_stroke(writer: &Writer<'_>, offer: &Offer, stroke: &Stroke) -> Result<Outcome, Error> {
    let spots: Vec<Spot> = stroke.marks.iter().map(|mark| mark.spot).collect();
    let canvas = Canvas::load(writer, offer, &spots)?;
    canvas.refuse_billed(&spots)?;
    if let Some(mark) =
        stroke.marks.iter().find(|mark| canvas.contents.get(&mark.spot).copied() != mark.after)
    {
        let roll = roll(writer, [mark.spot.child].into(), canvas.from, canvas.to)?;
        return Err(Error::new(
            Code::Conflict,
            format!(
                "{} a changé depuis\u{a0}: l’annulation ne remet rien pour ne pas l’effacer.",
                describe(&mark.spot, offer, &roll)?
            ),
        ));
    }
    let back = Stroke { marks: stroke.marks.iter().map(|mark| mark.reversed()).collect() };
    writer.put_attendance(back.marks.iter().copied().map(Mark::to_write))?;
    let mut places = canvas.places;
    for mark in &back.marks {
        let holds = |content: Option<Content>| u32::from(content.is_some_and(|c| c.state.takes_a_place()));
        let taken = places.entry((mark.spot.day, mark.spot.unit)).or_default();
        *taken = *taken + holds(mark.after) - holds(mark.before);
    }
    let touched: BTreeSet<(Date, UnitId)> = spots.iter().map(|spot| (spot.day, spot.unit)).collect();
    places.retain(|column, _| touched.contains(column));
    Ok(Outcome { stroke: back, made_wait: 0, unregistered: 0, places })
}
