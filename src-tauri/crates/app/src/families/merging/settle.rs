//! What two records say twice, settled before their rows are moved: the same class, registration, weekly days or custody are kept once.

use domain::calendar::{Weekdays, ZoneHolidays};
use domain::issue::IssueCode;
use domain::people::{MergeSide, is_same_custody, overlap, standing_registration, together};
use domain::schooling::{DerogationStanding, Direction, TransportDraft, TransportRegistration};
use domain::values::ids::{ChildId, TransportId};
use jiff::civil::Date;
use store::Reader;
use store::merges::{MergeTrail, by_id, cells, day_value, id_value, number_value, text_value};
use store::people::CustodyRow;
use store::schooling::DerogationRow;

use super::plan::ALWAYS;
use crate::Error;
use crate::families::custody::{accepted, agree};
use crate::settings;

/// Settles what two records of a child say twice.
pub(super) fn children(
    trail: &MergeTrail<'_, '_>,
    kept: ChildId,
    absorbed: ChildId,
    today: Date,
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
    transports(trail, kept, absorbed, today)?;
    derogations(trail, kept, absorbed)
}

/// School transport: the registrations of the record kept stay as they are; those of the other keep what would not have the child at two
/// stops at once, and go when nothing is left.
fn transports(
    trail: &MergeTrail<'_, '_>,
    kept: ChildId,
    absorbed: ChildId,
    today: Date,
) -> Result<(), Error> {
    let w = trail.writer();
    let own = w.transports_of_child(kept)?;
    for other in w.transports_of_child(absorbed)? {
        let key = by_id(other.id);
        let said = TransportDraft { child: kept, ..other.draft };
        let Some(left) = beside(&own, other.id, said, today) else {
            trail.bury("transport_registrations", &key)?;
            continue;
        };
        let sets = [
            ("direction", text_value(left.direction.code())),
            ("weekdays", number_value(left.days.bits())),
            ("valid_from", day_value(left.from)),
            ("valid_to", day_value(left.to)),
        ];
        trail.set("transport_registrations", &key, &cells(sets))?;
    }
    Ok(())
}

/// What is left of a registration beside those of the record kept: what comes after one that has ended, otherwise its other days, its
/// other way, or its days before or after.
fn beside(
    own: &[TransportRegistration],
    id: TransportId,
    mut left: TransportDraft,
    today: Date,
) -> Option<TransportDraft> {
    for one in own {
        if !meets(one, id, &left) {
            continue;
        }
        let one = &one.draft;
        let ends_before = one.to.filter(|end| left.to.is_none_or(|to| to > *end));
        let other_days = left.days.bits() & !one.days.bits();
        let other_way = match (left.direction, one.direction) {
            (Direction::Both, Direction::Outward) => Some(Direction::Return),
            (Direction::Both, Direction::Return) => Some(Direction::Outward),
            _ => None,
        };
        match (ends_before, other_way) {
            (Some(end), _) if end < today => left.from = end.tomorrow().ok()?,
            _ if other_days != 0 => left.days = Weekdays::from_bits(other_days),
            (_, Some(way)) => left.direction = way,
            (Some(end), _) if one.from <= today || one.from <= left.from => {
                left.from = end.tomorrow().ok()?
            }
            _ if left.from < one.from => left.to = Some(one.from.yesterday().ok()?),
            _ => return None,
        }
    }
    Some(left)
}

/// Whether a registration would have the child of another at two stops at once: the rule under which each was accepted.
fn meets(one: &TransportRegistration, id: TransportId, draft: &TransportDraft) -> bool {
    let beside = TransportRegistration::try_new(id, draft.clone(), std::slice::from_ref(one));
    beside.is_err_and(|issues| issues.iter().any(|issue| issue.code == IssueCode::Duplicate))
}

/// Leave to attend another school: once for a school year, refusals apart. That of the record kept stays, unless it only waits where the
/// other was accepted.
fn derogations(trail: &MergeTrail<'_, '_>, kept: ChildId, absorbed: ChildId) -> Result<(), Error> {
    let w = trail.writer();
    let own = w.derogations_of_child(kept)?;
    for other in w.derogations_of_child(absorbed)? {
        let met: Vec<&DerogationRow> = own.iter().filter(|one| same_leave(one, &other)).collect();
        if met.is_empty() {
            continue;
        }
        let waits = met.iter().all(|one| one.draft.standing == DerogationStanding::Asked);
        if waits && other.draft.standing == DerogationStanding::Accepted {
            for one in met {
                trail.bury("derogations", &by_id(one.id))?;
            }
        } else {
            trail.bury("derogations", &by_id(other.id))?;
        }
    }
    Ok(())
}

/// Whether two leaves cannot both stand: the same school year, neither refused.
fn same_leave(one: &DerogationRow, other: &DerogationRow) -> bool {
    let stands = |row: &DerogationRow| row.draft.standing != DerogationStanding::Refused;
    one.draft.school_year == other.draft.school_year && stands(one) && stands(other)
}

/// What the agent is told of the school transport and the leave of two records of a child, in French.
pub(super) fn schooling_notes(
    r: &Reader<'_>,
    kept: ChildId,
    absorbed: ChildId,
) -> Result<Vec<String>, Error> {
    let mut notes = Vec::new();
    let own = r.transports_of_child(kept)?;
    for other in r.transports_of_child(absorbed)? {
        let said = TransportDraft { child: kept, ..other.draft };
        if own.iter().any(|one| meets(one, other.id, &said)) {
            notes.push(
                "Les deux fiches sont inscrites au transport aux mêmes jours\u{a0}: l’inscription de la fiche gardée vaut, l’autre ne garde que ce qu’elle y ajoute. Relisez-les après la réunion."
                    .to_owned(),
            );
            break;
        }
    }
    let leaves = r.derogations_of_child(kept)?;
    let others = r.derogations_of_child(absorbed)?;
    if others.iter().any(|other| leaves.iter().any(|one| same_leave(one, other))) {
        notes.push(
            "Les deux fiches ont une dérogation pour la même année scolaire\u{a0}: une seule est gardée, celle qui est accordée, sinon celle de la fiche gardée."
                .to_owned(),
        );
    }
    Ok(notes)
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
