//! What two records say twice, settled before their rows are moved: the same class, registration, weekly days or custody are kept once.

use domain::calendar::ZoneHolidays;
use domain::people::{MergeSide, is_same_custody, one_stay, overlap, standing_registration, together};
use domain::schooling::{TransportDraft, TransportRegistration, is_same_leave, left_beside, standing_leave};
use domain::values::ids::ChildId;
use jiff::civil::Date;
use store::Reader;
use store::merges::{Cells, MergeTrail, by_id, cells, day_value, id_value, number_value, text_value};
use store::people::{CustodyRow, FamilyMembers, HouseholdStayRow};
use store::schooling::DerogationRow;
use uuid::Uuid;

use super::children::ALWAYS;
use crate::Error;
use crate::families::custody::{accepted, agree};
use crate::settings;

/// Settles what two records of a child say twice.
pub(super) fn children(
    trail: &MergeTrail<'_, '_>,
    kept: ChildId,
    absorbed: ChildId,
    new_id: &dyn Fn() -> Uuid,
) -> Result<(), Error> {
    let w = trail.writer();
    for other in w.schoolings_of_child(absorbed)? {
        let twice = w
            .schoolings_of_child(kept)?
            .into_iter()
            .any(|one| one.class == other.class && overlap((one.from, one.to), (other.from, other.to)));
        if twice {
            let key = [("child_id", id_value(absorbed)), ("valid_from", day_value(other.from))];
            trail.bury("schoolings", &cells(key))?;
        }
    }
    for other in w.patterns_of_child(absorbed)? {
        let twice = w
            .patterns_of_child(kept)?
            .into_iter()
            .any(|one| one.unit == other.unit && overlap((one.from, one.to), (other.from, other.to)));
        if twice {
            let key = [
                ("child_id", id_value(absorbed)),
                ("unit_id", id_value(other.unit)),
                ("valid_from", day_value(other.from)),
            ];
            trail.bury("weekly_patterns", &cells(key))?;
        }
    }
    let (from, to) = ALWAYS;
    for other in w.registrations_of_children(&[absorbed], from, to)? {
        let known = w.registrations_of_children(&[kept], from, to)?.into_iter().find(|one| {
            one.activity == other.activity && overlap((one.from, one.to), (other.from, other.to))
        });
        let Some(one) = known else { continue };
        let (stands, goes) = match standing_registration(one.state, other.state) {
            MergeSide::Kept => (&one, &other),
            MergeSide::Absorbed => (&other, &one),
        };
        // Of the same state, they make one span.
        if one.state == other.state {
            let (from, to) = together((one.from, one.to), (other.from, other.to));
            let span = [("valid_from", day_value(from)), ("valid_to", day_value(to))];
            trail.set("registrations", &by_id(stands.id), &cells(span))?;
        }
        trail.bury("registrations", &by_id(goes.id))?;
    }
    transports(trail, kept, absorbed, new_id)?;
    derogations(trail, kept, absorbed)
}

/// School transport: the registrations of the record kept stay as they are; those of the other keep what they add.
fn transports(
    trail: &MergeTrail<'_, '_>,
    kept: ChildId,
    absorbed: ChildId,
    new_id: &dyn Fn() -> Uuid,
) -> Result<(), Error> {
    let w = trail.writer();
    let own = w.transports_of_child(kept)?;
    for other in w.transports_of_child(absorbed)? {
        let mut left = left_beside(&own, TransportDraft { child: kept, ..other.draft }).into_iter();
        let key = by_id(other.id);
        match left.next() {
            None => trail.bury("transport_registrations", &key)?,
            Some(first) => trail.set("transport_registrations", &key, &ride(&first))?,
        }
        for more in left {
            let own =
                [("id", id_value(new_id())), ("child_id", id_value(kept)), ("stop_id", id_value(more.stop))];
            trail.insert("transport_registrations", &[cells(own), ride(&more)].concat())?;
        }
    }
    Ok(())
}

fn ride(draft: &TransportDraft) -> Cells {
    cells([
        ("direction", text_value(draft.direction.code())),
        ("weekdays", number_value(draft.days.bits())),
        ("valid_from", day_value(draft.from)),
        ("valid_to", day_value(draft.to)),
    ])
}

/// Leave to attend another school: once for a school year, refusals apart.
fn derogations(trail: &MergeTrail<'_, '_>, kept: ChildId, absorbed: ChildId) -> Result<(), Error> {
    let w = trail.writer();
    let own = w.derogations_of_child(kept)?;
    for other in w.derogations_of_child(absorbed)? {
        let met: Vec<&DerogationRow> =
            own.iter().filter(|one| is_same_leave(&one.draft, &other.draft)).collect();
        if met.is_empty() {
            continue;
        }
        match standing_leave(met.iter().map(|one| &one.draft), &other.draft) {
            MergeSide::Kept => trail.bury("derogations", &by_id(other.id))?,
            MergeSide::Absorbed => {
                met.iter().try_for_each(|one| trail.bury("derogations", &by_id(one.id)))?
            }
        }
    }
    Ok(())
}

/// What the agent is told of the school transport and the leave of two records of a child, in French.
pub(super) fn schooling_notes(
    r: &Reader<'_>,
    kept: ChildId,
    absorbed: ChildId,
) -> Result<Vec<String>, Error> {
    let mut notes = Vec::new();
    let own = r.transports_of_child(kept)?;
    let meets = |other: TransportRegistration| {
        let said = TransportDraft { child: kept, ..other.draft };
        left_beside(&own, said.clone()) != [said]
    };
    if r.transports_of_child(absorbed)?.into_iter().any(meets) {
        notes.push(
            "Les deux fiches sont inscrites au transport aux mêmes jours\u{a0}: l’inscription de la fiche gardée vaut, l’autre ne garde que ce qu’elle y ajoute. Relisez-les après la réunion."
                .to_owned(),
        );
    }
    let leaves = r.derogations_of_child(kept)?;
    let others = r.derogations_of_child(absorbed)?;
    if others.iter().any(|other| leaves.iter().any(|one| is_same_leave(&one.draft, &other.draft))) {
        notes.push(
            "Les deux fiches ont une dérogation pour la même année scolaire\u{a0}: une seule est gardée, celle qui est accordée, sinon celle de la fiche gardée."
                .to_owned(),
        );
    }
    Ok(notes)
}

/// The stays of each adult in a household that another has joined: those that follow each other are one, as before a separation typed by mistake.
/// One that says nothing any more, neither a first nor a last day, is no longer kept.
pub(super) fn stays(trail: &MergeTrail<'_, '_>, members: &FamilyMembers) -> Result<(), Error> {
    for guardian in &members.guardians {
        let mut standing: Option<HouseholdStayRow> = None;
        let own = members.stays_of(guardian.id).filter(|stay| stay.household == guardian.household);
        for row in own.copied() {
            let Some((earlier, one)) =
                standing.and_then(|earlier| Some((earlier, one_stay(earlier.stay(), row.stay())?)))
            else {
                standing = Some(row);
                continue;
            };
            trail.bury("household_stays", &by_id(row.id))?;
            let span = [("valid_from", day_value(one.from)), ("valid_to", day_value(one.to))];
            match (one.from, one.to) {
                (None, None) => trail.bury("household_stays", &by_id(earlier.id))?,
                _ => trail.set("household_stays", &by_id(earlier.id), &cells(span))?,
            }
            standing = Some(HouseholdStayRow { valid_from: one.from, valid_to: one.to, ..earlier });
        }
    }
    Ok(())
}

/// The custodies of a child after a merge: those that say the same are kept once; those of one side alone when both cannot hold.
pub(super) fn custodies(
    trail: &MergeTrail<'_, '_>,
    child: ChildId,
    sides: Option<(&[CustodyRow], &[CustodyRow])>,
    takes_absorbed: bool,
    today: Date,
) -> Result<(), Error> {
    let w = trail.writer();
    let school = settings::town(w)?.school();
    let mut standing: Vec<CustodyRow> = Vec::new();
    for row in w.custodies_of_child(child)? {
        let said = |row: &CustodyRow| (row.household, row.pattern, (row.valid_from, row.valid_to));
        let twice = standing.iter_mut().find(|one| is_same_custody(said(one), said(&row)));
        let Some(one) = twice else {
            standing.push(row);
            continue;
        };
        (one.valid_from, one.valid_to) =
            together((one.valid_from, one.valid_to), (row.valid_from, row.valid_to));
        let span = [("valid_from", day_value(one.valid_from)), ("valid_to", day_value(one.valid_to))];
        trail.set("custodies", &by_id(one.id), &cells(span))?;
        trail.bury("custodies", &by_id(row.id))?;
    }
    if agreed(&standing, today, school) {
        return Ok(());
    }
    if let Some((kept, absorbed)) = sides {
        let gone = if takes_absorbed { kept } else { absorbed };
        for row in gone.iter().filter(|row| standing.iter().any(|one| one.id == row.id)) {
            trail.bury("custodies", &by_id(row.id))?;
        }
        standing.retain(|row| !gone.iter().any(|one| one.id == row.id));
    }
    if agreed(&standing, today, school) {
        return Ok(());
    }
    Err(Error::refused(
        "Après cette réunion, les périodes de garde de l’enfant ne s’accorderaient plus\u{a0}: corrigez la garde sur l’une des fiches, puis réunissez-les.",
    ))
}

/// Whether custodies agree; those that already did not before are not held against the merge.
fn agreed(rows: &[CustodyRow], today: Date, school: ZoneHolidays<'_>) -> bool {
    accepted(rows).is_ok_and(|custodies| agree(&custodies, today, school).is_ok())
}
