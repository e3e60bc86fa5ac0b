//! What a town asks for and what was given, put together from a few runs of the tables: for one family, for all.

use std::collections::HashMap;

use domain::activities::ActivityKind;
use domain::people::ParentalAuthority;
use domain::supporting::{
    DocumentKind, DocumentMark, DocumentSubject, Expectation, Home, Registered, Standing, expected, standing,
};
use domain::values::ids::{ActivityId, ChildId, DocumentKindId, FamilyId};
use jiff::civil::Date;
use store::Reader;
use store::people::FamilyMembers;
use store::supporting::{DocumentKindRow, DocumentRow};

use crate::Error;

/// What is asked for and what was given.
pub(super) struct Facts {
    kinds: Vec<DocumentKindRow>,
    asked: Vec<Expectation>,
    given: HashMap<(DocumentKindId, DocumentSubject), Vec<DocumentRow>>,
}

/// One document of somebody: asked for, given, or both.
pub(super) struct Line<'f> {
    pub(super) kind: &'f DocumentKindRow,
    pub(super) subject: DocumentSubject,
    /// The activities that ask for it: none when nobody does.
    pub(super) activities: &'f [ActivityId],
    pub(super) given: &'f [DocumentRow],
    pub(super) stands: Standing,
}

impl Facts {
    pub(super) fn of_family(r: &Reader<'_>, members: &FamilyMembers, today: Date) -> Result<Self, Error> {
        let children: Vec<ChildId> = members.children.iter().map(|child| child.id).collect();
        let kind_of: HashMap<ActivityId, ActivityKind> =
            r.activities()?.into_iter().map(|activity| (activity.id, activity.kind)).collect();
        let registrations = r.registrations_of_children(&children, today, Date::MAX)?;
        let registered = registrations.iter().filter_map(|row| {
            let kind = *kind_of.get(&row.activity)?;
            Some(Registered { child: row.child, activity: row.activity, kind, to: row.to })
        });
        let registered: Vec<Registered> = registered.collect();
        Self::gathered(
            r,
            &registered,
            &homes_of(members, today),
            r.documents_of_family(members.family.id)?,
            today,
        )
    }

    /// The whole town, with the families of each household.
    pub(super) fn of_town(r: &Reader<'_>, today: Date) -> Result<(Self, Vec<(FamilyId, Home)>), Error> {
        let families = r.homes(today)?;
        let homes: Vec<Home> = families.iter().map(|(_, home)| home.clone()).collect();
        let facts = Self::gathered(r, &r.running_registrations(today)?, &homes, r.documents()?, today)?;
        Ok((facts, families))
    }

    fn gathered(
        r: &Reader<'_>,
        registered: &[Registered],
        homes: &[Home],
        documents: Vec<DocumentRow>,
        today: Date,
    ) -> Result<Self, Error> {
        let kinds = r.document_kinds()?;
        let running = kinds.iter().filter(|kind| !kind.removed);
        let asking = running.map(accepted).collect::<Result<Vec<DocumentKind>, _>>()?;
        let mut given: HashMap<_, Vec<DocumentRow>> = HashMap::new();
        for row in documents {
            given.entry((row.said.kind, row.said.subject)).or_default().push(row);
        }
        for rows in given.values_mut() {
            rows.sort_by_key(|row| std::cmp::Reverse((row.said.on, row.order)));
        }
        Ok(Self { asked: expected(&asking, registered, homes, today), kinds, given })
    }

    /// What is asked for, in the order of the kinds.
    pub(super) fn asked(&self, today: Date) -> impl Iterator<Item = Line<'_>> {
        self.asked.iter().filter_map(move |one| self.line(one.kind, one.subject, &one.activities, today))
    }

    /// What was given and nobody asks for.
    pub(super) fn unasked(&self, today: Date) -> Vec<Line<'_>> {
        let asked = |kind, subject| self.asked.iter().any(|one| one.kind == kind && one.subject == subject);
        let others = self.given.keys().filter(|(kind, subject)| !asked(*kind, *subject));
        let lines = others.filter_map(|(kind, subject)| self.line(*kind, *subject, &[], today));
        let mut lines: Vec<Line<'_>> = lines.collect();
        lines.sort_by(|one, other| {
            (one.kind.rank, one.kind.id, one.subject).cmp(&(other.kind.rank, other.kind.id, other.subject))
        });
        lines
    }

    /// Every kind that may be noted.
    pub(super) fn kinds(&self) -> impl Iterator<Item = &DocumentKindRow> {
        self.kinds.iter().filter(|kind| !kind.removed)
    }

    fn line<'f>(
        &'f self,
        kind: DocumentKindId,
        subject: DocumentSubject,
        activities: &'f [ActivityId],
        today: Date,
    ) -> Option<Line<'f>> {
        let kind = self.kinds.iter().find(|row| row.id == kind)?;
        let given = self.given.get(&(kind.id, subject)).map(Vec::as_slice).unwrap_or_default();
        let marks: Vec<DocumentMark> = given.iter().map(DocumentRow::mark).collect();
        Some(Line { kind, subject, activities, given, stands: standing(&marks, today) })
    }
}

/// A stored kind as the domain knows it: what was accepted once is accepted again.
pub(super) fn accepted(row: &DocumentKindRow) -> Result<DocumentKind, Error> {
    DocumentKind::try_new(row.id, row.said.clone()).map_err(|_| Error::bug("TYPE-DE-PIECE-LU"))
}

/// The households of a file where its children live today or will, with the adults a paper may be asked of (V02).
fn homes_of(members: &FamilyMembers, today: Date) -> Vec<Home> {
    let mut homes: Vec<Home> = Vec::new();
    for household in &members.households {
        let held = members.custodies.iter().filter(|custody| custody.household == household.id);
        for custody in held.filter(|custody| custody.valid_to.is_none_or(|to| to >= today)) {
            let child = custody.child;
            if homes.iter().any(|home| home.household == household.id && home.child == child) {
                continue;
            }
            let asked = members.guardians_of(household.id).filter(|guardian| {
                members.lives_in(guardian, household.id, today)
                    && members.authority(guardian, child, today) != Some(ParentalAuthority::Lost)
            });
            let guardians = asked.map(|guardian| guardian.id).collect();
            homes.push(Home { household: household.id, child, guardians });
        }
    }
    homes
}
