//! School transport (G14): circuits and their stops, who gets on where, the list of a day.

use std::collections::{HashMap, HashSet};

use documents::{Listing, ListingColumn};
use domain::calendar::{format_day, public_holiday};
use domain::issue::Issues;
use domain::schooling::{
    Circuit, CircuitDraft, Direction, StopDraft, TransportRegistration, check_boards_from,
};
use domain::values::ids::{ChildId, CircuitId, FamilyId, StopId, TransportId};
use domain::values::text::fold;
use jiff::civil::Date;
use security::access::{EditActivities, EditSchooling, ReadSchooling};
use store::Reader;
use store::schooling::{CircuitRow, StopRow};

use super::derogations::Names;
use super::views::*;
use crate::Error;
use crate::activities::{SavedView, calendar_of_town, clock_label};
use crate::billing::DocumentShownView;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::families::weekdays;
use crate::press::press;
use crate::session::Empty;
use crate::settings;

/// Every circuit with its stops.
pub fn circuit_list(call: &Call<'_, ReadSchooling>, _: Empty) -> Result<CircuitListView, Error> {
    call.read(|r| {
        let stops = r.stops()?;
        let mut circuits: Vec<CircuitView> = r
            .circuits()?
            .into_iter()
            .map(|circuit| {
                let of_it = stops.iter().filter(|stop| stop.circuit == circuit.id);
                let stops = of_it.map(|stop| StopDraft {
                    id: Some(stop.id),
                    name: stop.name.clone(),
                    morning: stop.morning,
                    evening: stop.evening,
                });
                let stops = stops.collect();
                CircuitView {
                    id: circuit.id,
                    draft: CircuitDraft { name: circuit.name, carrier: circuit.carrier, stops },
                }
            })
            .collect();
        circuits.sort_by_cached_key(|circuit| fold(&circuit.draft.name));
        Ok(CircuitListView { circuits })
    })
}

/// Creates or changes a circuit. A stop where a child still gets on is kept.
pub fn circuit_save(
    call: &Call<'_, EditActivities>,
    request: CircuitSaveRequest,
) -> Result<SavedView, Error> {
    let known = request.id;
    let id = known.unwrap_or_else(|| CircuitId::from_uuid(call.new_id()));
    let mut issues = Issues::new();
    let circuit = issues.take_all("draft", Circuit::try_new(request.draft));
    let CircuitDraft { name, carrier, stops } = issues.finish(circuit).map_err(Error::fields)?.draft;
    let told: Vec<StopId> = stops.iter().filter_map(|stop| stop.id).collect();
    let rows = (1_u16..).zip(stops).map(|(rank, stop)| StopRow {
        id: stop.id.unwrap_or_else(|| StopId::from_uuid(call.new_id())),
        circuit: id,
        rank,
        name: stop.name,
        morning: stop.morning,
        evening: stop.evening,
    });
    let rows: Vec<StopRow> = rows.collect();
    let today = call.today();
    let detail = format!("{name}, {} arrêts", rows.len());
    call.perform(Subject::of("circuit", id).detail(detail), [Change::Activities], |w| {
        if known.is_some() && !w.circuits()?.iter().any(|circuit| circuit.id == id) {
            return Err(Error::not_found("ce circuit"));
        }
        // Two circuits of one name could not be told apart; asked for twice at once, a circuit is made once.
        if w.circuits()?.iter().any(|circuit| circuit.id != id && fold(&circuit.name) == fold(&name)) {
            return Err(Error::refused(format!(
                "Un circuit s’appelle déjà «\u{a0}{name}\u{a0}»\u{a0}: donnez à celui-ci un autre nom."
            )));
        }
        w.save_circuit(&CircuitRow { id, name, carrier })?;
        let before: Vec<StopRow> = w.stops()?.into_iter().filter(|stop| stop.circuit == id).collect();
        // A stop that came back with its name is one of this circuit's, once.
        let mut standing = before.iter().map(|stop| stop.id).collect::<HashSet<_>>();
        if !told.iter().all(|stop| standing.remove(stop)) {
            return Err(Error::not_found("cet arrêt dans ce circuit"));
        }
        for gone in before.iter().filter(|stop| !rows.iter().any(|row| row.id == stop.id)) {
            leave(w.riders_of_stop(gone.id, today)?, &gone.name)?;
            w.remove_stop(gone.id)?;
        }
        rows.iter().try_for_each(|row| Ok(w.save_stop(row)?))
    })?;
    Ok(SavedView { id: id.into() })
}

/// Removes a circuit on which nobody is registered any more.
pub fn circuit_remove(call: &Call<'_, EditActivities>, request: CircuitRequest) -> Result<SavedView, Error> {
    let (id, today) = (request.id, call.today());
    let name = call.read(|r| named(r, id))?;
    call.perform(Subject::of("circuit", id).detail("Circuit retiré"), [Change::Activities], |w| {
        for stop in w.stops()?.iter().filter(|stop| stop.circuit == id) {
            leave(w.riders_of_stop(stop.id, today)?, &format!("{name}, {}", stop.name))?;
            w.remove_stop(stop.id)?;
        }
        Ok(w.remove_circuit(id)?)
    })?;
    Ok(SavedView { id: id.into() })
}

/// Refuses to take a stop away under those who wait there.
fn leave(riders: u32, stop: &str) -> Result<(), Error> {
    match riders {
        0 => Ok(()),
        1 => Err(Error::refused(format!(
            "Un enfant est inscrit à l’arrêt «\u{a0}{stop}\u{a0}»\u{a0}: changez d’abord son inscription."
        ))),
        many => Err(Error::refused(format!(
            "{many} enfants sont inscrits à l’arrêt «\u{a0}{stop}\u{a0}»\u{a0}: changez d’abord leur inscription."
        ))),
    }
}

fn named(r: &Reader<'_>, id: CircuitId) -> Result<String, Error> {
    let known = r.circuits()?.into_iter().find(|circuit| circuit.id == id);
    known.map(|circuit| circuit.name).ok_or_else(|| Error::not_found("ce circuit"))
}

/// Who gets on a circuit on a day.
pub fn transport_day(
    call: &Call<'_, ReadSchooling>,
    request: TransportDayRequest,
) -> Result<TransportDayView, Error> {
    call.read(|r| day_view(r, request.circuit, request.day))
}

/// Prints it for who watches the children.
pub fn transport_day_print(
    call: &Call<'_, ReadSchooling>,
    request: TransportDayRequest,
) -> Result<DocumentShownView, Error> {
    let (town, view) = call.read(|r| Ok((settings::town(r)?, day_view(r, request.circuit, request.day)?)))?;
    let subject = Subject::of("circuit", request.circuit);
    call.consult(subject.detail(format!("Liste du {}", format_day(request.day))), |_| Ok(()))?;
    let listing = Listing {
        identity: format!("transport/{}/{}", request.day, call.new_id()),
        issuer: format!("Commune de {}", town.name),
        title: format!("Transport scolaire, {}", view.circuit),
        subtitle: format!("{}\u{a0}: {} à l’aller, {} au retour", view.day_label, view.outward, view.back),
        columns: [("Arrêt", 3), ("Heure", 2), ("Sens", 2), ("Enfant", 4), ("École et classe", 4)]
            .map(|(title, width)| ListingColumn { title: title.to_owned(), width })
            .to_vec(),
        rows: view
            .riders
            .iter()
            .map(|rider| {
                vec![
                    rider.stop.clone(),
                    rider.times.clone(),
                    rider.direction_label.clone(),
                    format!("{} {}", rider.family_name, rider.first_name),
                    rider.schooling.clone(),
                ]
            })
            .collect(),
        note: view.closed.map(|why| format!("Pas de transport scolaire\u{a0}: {why}.")).unwrap_or_default(),
        printed_on: call.today(),
        fictive: town.fictive,
    };
    let bytes = press(call).listing(&listing)?;
    let file_name = format!("transport_{}.pdf", request.day);
    call.outside().show_document(&file_name, &bytes)?;
    Ok(DocumentShownView { file_name, bytes: bytes.len() as u64 })
}

/// Those who are registered on a circuit that day, with where they are taught.
pub(super) fn day_view(r: &Reader<'_>, circuit: CircuitId, day: Date) -> Result<TransportDayView, Error> {
    let name = named(r, circuit)?;
    let names = Names::read(r)?;
    let stops: HashMap<StopId, StopRow> = r.stops()?.into_iter().map(|stop| (stop.id, stop)).collect();
    let mut view = TransportDayView {
        circuit: name,
        day_label: long_day(day),
        closed: no_school(r, day),
        riders: Vec::new(),
        outward: 0,
        back: 0,
    };
    if view.closed.is_some() {
        return Ok(view);
    }
    let riders = r.riders_of_circuit(circuit, day)?;
    let children: Vec<ChildId> = riders.iter().map(|rider| rider.registration.draft.child).collect();
    let schoolings = schoolings_on(r, &names, &children, day)?;
    let mut families: HashMap<ChildId, FamilyId> = HashMap::new();
    for (child, family) in r.families_of_children(&children)? {
        families.entry(child).or_insert(family);
    }
    for rider in riders {
        let held = |way| rider.registration.holds_on(day, way);
        let (outward, back) = (held(Direction::Outward), held(Direction::Return));
        let draft = &rider.registration.draft;
        let Some(stop) = stops.get(&draft.stop).filter(|_| outward || back) else { continue };
        view.outward += u32::from(outward);
        view.back += u32::from(back);
        let times = [stop.morning.filter(|_| outward), stop.evening.filter(|_| back)];
        let times: Vec<String> = times.into_iter().flatten().map(clock_label).collect();
        view.riders.push(RiderView {
            id: rider.registration.id,
            child: draft.child,
            family: families.get(&draft.child).copied(),
            stop: stop.name.clone(),
            stop_rank: stop.rank,
            direction: draft.direction,
            direction_label: draft.direction.label().to_owned(),
            times: times.join(", "),
            family_name: rider.family_name,
            first_name: rider.first_names,
            schooling: schoolings.get(&draft.child).cloned().unwrap_or_default(),
            days_label: weekdays(draft.days),
        });
    }
    Ok(view)
}

/// Why no school bus runs that day: a public holiday, or school holidays where the town is.
pub(super) fn no_school(r: &Reader<'_>, day: Date) -> Option<String> {
    // A town that has not said its zone yet has no holidays to tell.
    let calendar = calendar_of_town(r).ok()?;
    let public = public_holiday(day, calendar.territory).map(|name| format!("jour férié, {name}"));
    public.or_else(|| calendar.school.on(calendar.zone, day).map(|holiday| holiday.name.clone()))
}

/// `Les Tilleuls, CE1 B` that day, for each child who sits in a class.
fn schoolings_on(
    r: &Reader<'_>,
    names: &Names,
    children: &[ChildId],
    day: Date,
) -> Result<HashMap<ChildId, String>, Error> {
    let mut taught = HashMap::new();
    for step in r.schoolings_of_children(children)? {
        if step.from <= day && step.to.is_none_or(|to| to >= day) {
            let class = names.class(step.class);
            let told = class.map(|(school, class)| format!("{school}, {}", class.name));
            taught.entry(step.child).or_insert_with(|| told.unwrap_or_default());
        }
    }
    Ok(taught)
}

/// `lundi 07/09/2026`.
fn long_day(day: Date) -> String {
    const NAMES: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    let at = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
    format!("{} {}", NAMES[at.min(6)], format_day(day))
}

/// Registers a child, or corrects it.
pub fn transport_save(
    call: &Call<'_, EditSchooling>,
    request: TransportSaveRequest,
) -> Result<SavedView, Error> {
    let known = request.id;
    let id = known.unwrap_or_else(|| TransportId::from_uuid(call.new_id()));
    let child = request.draft.child;
    let (row, others) = call.read(|r| {
        let row = r.child(child)?.ok_or_else(|| Error::not_found("cet enfant"))?;
        Ok((row, r.transports_of_child(child)?))
    })?;
    let mut issues = Issues::new();
    issues.take("draft.from", check_boards_from(request.draft.from, row.birth_date.reckoned(), call.today()));
    let one = issues.take_all("draft", TransportRegistration::try_new(id, request.draft, &others));
    let one = issues.finish(one).map_err(Error::fields)?;
    let detail = format!("Transport scolaire, {} {}", one.draft.direction.label(), weekdays(one.draft.days));
    call.perform(Subject::of("child", child).detail(detail), [Change::People, Change::Activities], |w| {
        if known.is_some() && w.transport(id)?.is_none_or(|before| before.draft.child != child) {
            return Err(Error::not_found("cette inscription"));
        }
        if !w.stops()?.iter().any(|stop| stop.id == one.draft.stop) {
            return Err(Error::not_found("cet arrêt"));
        }
        // What was read before the transaction may have changed since.
        let others = w.transports_of_child(child)?;
        TransportRegistration::try_new(id, one.draft.clone(), &others).map_err(Error::fields)?;
        Ok(w.save_transport(&one)?)
    })?;
    Ok(SavedView { id: id.into() })
}

/// Removes a registration typed by mistake; one that ends is given its last day instead.
pub fn transport_remove(
    call: &Call<'_, EditSchooling>,
    request: TransportRequest,
) -> Result<SavedView, Error> {
    let one = call.read(|r| r.transport(request.id)?.ok_or_else(|| Error::not_found("cette inscription")))?;
    let subject = Subject::of("child", one.draft.child).detail("Transport scolaire, inscription retirée");
    call.perform(subject, [Change::People, Change::Activities], |w| Ok(w.remove_transport(one.id)?))?;
    Ok(SavedView { id: one.id.into() })
}
