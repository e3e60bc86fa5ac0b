//! School transport and leave to attend another school, in a town as towns live: the hamlets come by bus, a few families asked.

use domain::calendar::{SchoolYear, Weekdays};
use domain::schooling::{
    Circuit, CircuitDraft, Derogation, DerogationDraft, DerogationReason, DerogationStanding, Direction,
    StopDraft, TransportDraft, TransportRegistration,
};
use domain::values::ids::{SchoolId, StopId};
use jiff::ToSpan;
use store::Writer;
use store::schooling::{CircuitRow, DerogationRow, StopRow};

use super::draw::Draw;
use super::offer::{Offer, School};
use super::records::Pupil;
use crate::Error;

/// A stop, with the minute of the morning and that of the evening.
type Stop = (&'static str, u16, u16);

/// Circuits: their name, who drives, their stops.
const CIRCUITS: [(&str, &str, &[Stop]); 2] = [
    (
        "Vallée de la Brenne",
        "Cars Bourgogne Nord",
        &[("Le Moulin Neuf", 475, 1025), ("Corcelotte", 482, 1018), ("Mairie", 495, 1005)],
    ),
    (
        "Plateau",
        "Régie communale",
        &[
            ("La Grange-aux-Dames", 470, 1030),
            ("Les Essarts", 478, 1022),
            ("Villaines", 486, 1014),
            ("Mairie", 498, 1002),
        ],
    ),
];

/// Children in a thousand who come by bus, and families in a thousand who asked for another school.
const BY_BUS: usize = 90;
const ASKED: usize = 15;

/// Opens the circuits, registers who rides, notes who asked for another school.
pub(super) fn settle(
    w: &Writer<'_>,
    draw: &mut Draw,
    offer: &Offer,
    year: SchoolYear,
    pupils: &[Pupil],
) -> Result<(), Error> {
    let stops = circuits(w, draw)?;
    let classes = w.classes()?;
    let school = |school: &School| {
        classes.iter().find(|class| school.classes.iter().flatten().any(|one| *one == class.id))
    };
    let schools: Vec<SchoolId> = offer.schools.iter().filter_map(school).map(|class| class.school).collect();
    for pupil in pupils {
        if draw.happens(BY_BUS) {
            let stop = *draw.one_of(&stops);
            // Some only go home with it: a parent drives in the morning.
            let draft = TransportDraft {
                child: pupil.id,
                stop,
                direction: if draw.happens(200) { Direction::Return } else { Direction::Both },
                days: Weekdays::SCHOOL_FOUR,
                from: year.first_day(),
                to: None,
            };
            let ride = TransportRegistration::try_new(draw.id().into(), draft, &[]).map_err(Error::fields)?;
            w.save_transport(&ride)?;
        }
        if draw.happens(ASKED) {
            ask(w, draw, &schools, year, pupil)?;
        }
    }
    Ok(())
}

fn circuits(w: &Writer<'_>, draw: &mut Draw) -> Result<Vec<StopId>, Error> {
    let mut all = Vec::new();
    for (name, carrier, stops) in CIRCUITS {
        let stops = stops.iter().map(|(name, morning, evening)| StopDraft {
            id: None,
            name: (*name).to_owned(),
            morning: Some(*morning),
            evening: Some(*evening),
        });
        let draft =
            CircuitDraft { name: name.to_owned(), carrier: carrier.to_owned(), stops: stops.collect() };
        let draft = Circuit::try_new(draft).map_err(Error::fields)?.draft;
        let circuit = draw.id().into();
        w.save_circuit(&CircuitRow { id: circuit, name: draft.name, carrier: draft.carrier })?;
        for (rank, stop) in (1_u16..).zip(draft.stops) {
            let id = draw.id().into();
            let StopDraft { name, morning, evening, .. } = stop;
            w.save_stop(&StopRow { id, circuit, rank, name, morning, evening })?;
            all.push(id);
        }
    }
    Ok(all)
}

/// Leave to attend the other school: most are accepted, some wait.
fn ask(
    w: &Writer<'_>,
    draw: &mut Draw,
    schools: &[SchoolId],
    year: SchoolYear,
    pupil: &Pupil,
) -> Result<(), Error> {
    let asked_on = year.first_day().saturating_sub(draw.between(60, 120).days());
    let waits = draw.happens(250);
    let reasons = [DerogationReason::CareNearby, DerogationReason::Sibling, DerogationReason::Moving];
    let draft = DerogationDraft {
        school_year: year.label(),
        sector: Some(schools[(pupil.school + 1) % schools.len()]),
        asked: Some(schools[pupil.school]),
        asked_elsewhere: String::new(),
        reason: *draw.one_of(&reasons),
        asked_on,
        standing: if waits { DerogationStanding::Asked } else { DerogationStanding::Accepted },
        decided_on: (!waits).then(|| asked_on.saturating_add(20.days())),
        fees_agreed: None,
    };
    let said = Derogation::try_new(draft, true, asked_on.saturating_add(30.days())).map_err(Error::fields)?;
    Ok(w.save_derogation(&DerogationRow { id: draw.id().into(), child: pupil.id, draft: said.draft })?)
}
