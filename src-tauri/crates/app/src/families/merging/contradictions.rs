//! What two records contradict on who answers for a child (V02, V03), may collect one (V08) or helps one (F11): shown side by side, the
//! careful one proposed, and settled by an agent before the rows are put together.

use std::collections::BTreeSet;

use domain::people::{
    AuthoritySaid, MergeSide, ParentalAuthority, authority_contradiction, collecting_contradiction,
};
use domain::supporting::PhotoSubject;
use domain::values::ids::{ChildId, FamilyId, GuardianId, SubsidyId};
use domain::values::text::fold_compact;
use jiff::civil::Date;
use store::Reader;
use store::merges::{MergeTrail, by_id, cells, number_value};
use store::people::{AuthorityRow, ContactRow, FamilyMembers, GuardianRow};
use uuid::Uuid;

use super::plan::{child_name, guardian_name};
use super::{MergeFieldView, MergePartRequest, RecordKind, RecordPairRequest};
use crate::Error;
use crate::error::Code;
use crate::families::ChildFiles;

/// What is merged in one gesture.
#[derive(Clone, Copy, Default)]
pub(super) struct Gesture<'g> {
    /// Files that become one.
    pub(super) files: &'g [FamilyId],
    /// Every pair.
    pub(super) pairs: &'g [RecordPairRequest],
}

impl Gesture<'_> {
    /// Whether two records of a kind are one once the gesture is made.
    pub(super) fn makes_one(&self, kind: RecordKind, one: Uuid, other: Uuid) -> bool {
        let merged = |pair: &RecordPairRequest| {
            pair.kind == kind && [(one, other), (other, one)].contains(&(pair.kept, pair.absorbed))
        };
        one == other || self.pairs.iter().any(merged)
    }
}

/// Two records that do not say the same.
pub(super) struct Contradiction {
    pub(super) code: String,
    pub(super) label: String,
    pub(super) kept: String,
    pub(super) absorbed: String,
    pub(super) careful: MergeSide,
    /// What each side wrote, that goes when the other is chosen.
    pub(super) written: [Written; 2],
}

pub(super) enum Written {
    Authorities(Vec<AuthorityRow>),
    Contact(Box<ContactRow>),
    Help(KnownHelp),
}

/// A help, and whether something that was issued, or that waits, counts it.
#[derive(Clone, Copy)]
pub(super) struct KnownHelp {
    pub(super) subsidy: SubsidyId,
    pub(super) is_given: bool,
}

impl From<Contradiction> for MergeFieldView {
    fn from(found: Contradiction) -> Self {
        Self {
            code: found.code,
            label: found.label,
            kept: found.kept,
            absorbed: found.absorbed,
            takes_absorbed: found.careful == MergeSide::Absorbed,
            is_contradiction: true,
        }
    }
}

/// What a pair contradicts, with what else its gesture merges.
pub(super) fn contradictions(
    r: &Reader<'_>,
    today: Date,
    (kind, kept, absorbed): (RecordKind, Uuid, Uuid),
    gesture: Gesture<'_>,
) -> Result<Vec<Contradiction>, Error> {
    match kind {
        RecordKind::Household => Ok(Vec::new()),
        RecordKind::Family => {
            let of = |file: Uuid| r.family_members(file.into());
            let (Some(kept), Some(absorbed)) = (of(kept)?, of(absorbed)?) else { return Ok(Vec::new()) };
            Ok(collecting(&kept, &absorbed, today))
        }
        RecordKind::Guardian => guardians(r, today, kept.into(), absorbed.into()),
        RecordKind::Child => children(r, today, kept.into(), absorbed.into(), gesture),
    }
}

/// Two records of one adult, over each child whose file shows both.
fn guardians(
    r: &Reader<'_>,
    today: Date,
    kept: GuardianId,
    absorbed: GuardianId,
) -> Result<Vec<Contradiction>, Error> {
    let mut found = Vec::new();
    let (Some(one), Some(other)) = (r.guardian(kept)?, r.guardian(absorbed)?) else { return Ok(found) };
    let (Some(file), Some(others)) = (members_of(r, &one)?, members_of(r, &other)?) else { return Ok(found) };
    for child in file.children.iter().filter(|child| others.children.iter().any(|one| one.id == child.id)) {
        let label = format!("Autorité parentale {} sur {}", of(&guardian_name(&one)), child_name(child));
        found.extend(authority((&file, &one, child.id), (&others, &other, child.id), today, label));
    }
    Ok(found)
}

fn members_of(r: &Reader<'_>, guardian: &GuardianRow) -> Result<Option<FamilyMembers>, Error> {
    let Some(family) = r.family_of_household(guardian.household)? else { return Ok(None) };
    Ok(r.family_members(family)?)
}

/// Two records of one child, over which each adult that both show, or that the gesture makes one, must hold the same.
fn children(
    r: &Reader<'_>,
    today: Date,
    kept: ChildId,
    absorbed: ChildId,
    gesture: Gesture<'_>,
) -> Result<Vec<Contradiction>, Error> {
    let files = ChildFiles::read(r, &[kept, absorbed])?;
    let (kept_files, absorbed_files) = (files.of(kept), files.of(absorbed));
    let Some(row) = r.child(kept)? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let mut seen: BTreeSet<(GuardianId, GuardianId)> = BTreeSet::new();
    for file in &kept_files {
        for one in &file.guardians {
            for others in &absorbed_files {
                for other in &others.guardians {
                    if gesture.makes_one(RecordKind::Guardian, one.id.into(), other.id.into())
                        && seen.insert((one.id, other.id))
                    {
                        let label = format!(
                            "Autorité parentale {} sur {}",
                            of(&guardian_name(one)),
                            child_name(&row)
                        );
                        found.extend(authority((file, one, kept), (others, other, absorbed), today, label));
                    }
                }
            }
        }
    }
    Ok(found)
}

fn of(name: &str) -> String {
    crate::families::wording::of(name)
}

/// An adult and a child, in a file.
type Held<'m> = (&'m FamilyMembers, &'m GuardianRow, ChildId);

fn authority(kept: Held<'_>, absorbed: Held<'_>, today: Date, label: String) -> Option<Contradiction> {
    let rows = |(members, guardian, child): Held<'_>| -> Vec<AuthorityRow> {
        let said = members.authorities.iter().filter(|row| {
            row.said.guardian == guardian.id
                && row.said.child == child
                && row.said.to.is_none_or(|to| to >= today)
        });
        said.cloned().collect()
    };
    let (kept_rows, absorbed_rows) = (rows(kept), rows(absorbed));
    let drafts = |rows: &[AuthorityRow]| rows.iter().map(|row| row.said.clone()).collect::<Vec<_>>();
    let (kept_said, absorbed_said) = (drafts(&kept_rows), drafts(&absorbed_rows));
    let found = authority_contradiction(
        AuthoritySaid { kinship: kept.0.kinship(kept.1, kept.2), said: &kept_said },
        AuthoritySaid { kinship: absorbed.0.kinship(absorbed.1, absorbed.2), said: &absorbed_said },
        today,
    )?;
    let words = |said: Option<ParentalAuthority>| {
        let words = said.map_or("aucune", ParentalAuthority::label);
        if found.on > today {
            format!("{words} (à partir du {})", domain::calendar::format_day(found.on))
        } else {
            words.to_owned()
        }
    };
    // Who answered about two acts, or a loss of one side, did not answer about a loss written since.
    let lost = Some(ParentalAuthority::Lost);
    let what = if found.kept == lost {
        "loss-kept"
    } else if found.absorbed == lost {
        "loss-absorbed"
    } else {
        "authority"
    };
    Some(Contradiction {
        code: format!("{what}:{}:{}", kept.1.id, absorbed.1.id) + &over(kept.2, absorbed.2),
        label,
        kept: words(found.kept),
        absorbed: words(found.absorbed),
        careful: found.careful,
        written: [Written::Authorities(kept_rows), Written::Authorities(absorbed_rows)],
    })
}

fn over(kept: ChildId, absorbed: ChildId) -> String {
    if kept == absorbed { format!(":{kept}") } else { String::new() }
}

/// One contact in two files, who may collect in one of them alone.
fn collecting(kept: &FamilyMembers, absorbed: &FamilyMembers, today: Date) -> Vec<Contradiction> {
    let stands = |contact: &&ContactRow| contact.valid_to.is_none_or(|to| to >= today);
    let named = |one: &ContactRow, other: &ContactRow| {
        (fold_compact(&one.name), fold_compact(&one.first_name))
            == (fold_compact(&other.name), fold_compact(&other.first_name))
    };
    let mut found = Vec::new();
    for one in kept.contacts.iter().filter(stands) {
        for other in absorbed.contacts.iter().filter(stands).filter(|other| named(one, other)) {
            let Some(careful) = collecting_contradiction(one.may_pick_up, other.may_pick_up) else {
                continue;
            };
            let words = |contact: &ContactRow| {
                if contact.may_pick_up { "peut venir chercher" } else { "ne vient pas chercher" }.to_owned()
            };
            found.push(Contradiction {
                code: format!("collects:{}:{}", one.id, other.id),
                label: format!("Sortie avec {} {}", one.first_name, one.name),
                kept: words(one),
                absorbed: words(other),
                careful,
                written: [Written::Contact(Box::new(one.clone())), Written::Contact(Box::new(other.clone()))],
            });
        }
    }
    found
}

/// Settles what a pair contradicts as the agent said: what the other side wrote goes, so that one thing alone is said. A loss of authority
/// stays, whichever side told it, unless the agent chose a side that tells none.
///
/// # Errors
/// One that the agent was not shown, or that was answered and is no longer there; a loss of authority given up by who may not lift one (V02).
pub(super) fn settle(
    trail: &MergeTrail<'_, '_>,
    part: &MergePartRequest,
    found: &[Contradiction],
    lifts_losses: bool,
) -> Result<(), Error> {
    // A field has a word for code; what two records contradict names what each wrote.
    let is_gone = |code: &String| code.contains(':') && !found.iter().any(|one| one.code == *code);
    if part.answered.iter().any(is_gone) {
        return Err(Error::new(
            Code::ChangedSincePreview,
            "Ce que ces deux fiches contredisaient a changé depuis la comparaison\u{a0}: rouvrez-la avant de réunir.",
        ));
    }
    for one in found {
        if !part.answered.contains(&one.code) {
            return Err(Error::new(
                Code::ChangedSincePreview,
                format!(
                    "Les deux fiches se contredisent ({})\u{a0}: rouvrez la comparaison et dites ce qui vaut.",
                    one.label
                ),
            ));
        }
        let [kept, absorbed] = &one.written;
        let takes = part.takes.contains(&one.code);
        let (chosen, given_up) = if takes { (absorbed, kept) } else { (kept, absorbed) };
        match (chosen, given_up) {
            (Written::Authorities(holds), Written::Authorities(rows)) => {
                // A loss goes only when the side that holds tells none; told by both, it stays as each told it.
                let gives_up = rows.iter().any(is_loss) && !holds.iter().any(is_loss);
                if gives_up && !lifts_losses {
                    return Err(Error::refused(format!(
                        "{}\u{a0}: seul un responsable de service lève une perte d’autorité parentale. Gardez «\u{a0}sans autorité parentale\u{a0}», ou demandez-lui de faire la réunion.",
                        one.label
                    )));
                }
                for row in rows.iter().filter(|row| gives_up || !is_loss(row)) {
                    trail.bury("authorities", &by_id(row.id))?;
                }
            }
            (Written::Contact(chosen), Written::Contact(other)) => {
                collects(trail, chosen.may_pick_up, other)?;
            }
            (Written::Help(_), Written::Help(given_up)) => {
                if given_up.is_given {
                    return Err(Error::refused(format!(
                        "{}\u{a0}: une facture compte déjà la prise en charge écartée. Gardez celle-là, et écartez l’autre.",
                        one.label
                    )));
                }
                for row in trail.writer().subsidy(given_up.subsidy)? {
                    trail.bury("subsidies", &by_id(row.version))?;
                }
            }
            // Both sides of a contradiction wrote the same kind of thing.
            _ => {}
        }
    }
    Ok(())
}

fn is_loss(row: &AuthorityRow) -> bool {
    row.said.authority == ParentalAuthority::Lost
}

/// Makes a contact collect, or collect no longer: one that served for nothing else goes.
fn collects(trail: &MergeTrail<'_, '_>, may: bool, contact: &ContactRow) -> Result<(), Error> {
    let key = by_id(contact.id);
    if !may && contact.emergency_rank.is_none() {
        trail.bury("contacts", &key)?;
    } else {
        trail.set("contacts", &key, &cells([("may_pick_up", number_value(i64::from(may)))]))?;
    }
    if !may {
        // Who may not collect any more is not to be recognised any more.
        trail.writer().destroy_photos_of(PhotoSubject::Contact(contact.id))?;
    }
    Ok(())
}
