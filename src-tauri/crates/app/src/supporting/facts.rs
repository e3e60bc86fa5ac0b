//! What a town asks for and what was given, put together from a few runs of the tables: for one family, for some, for all.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

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
    kinds: Rc<[DocumentKindRow]>,
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
        let facts = Self::of_families(r, std::slice::from_ref(members), today)?.pop();
        facts.ok_or_else(|| Error::not_found("cette famille"))
    }

    /// Those of each of some families, in their order.
    pub(super) fn of_families(
        r: &Reader<'_>,
        files: &[FamilyMembers],
        today: Date,
    ) -> Result<Vec<Self>, Error> {
        let kinds: Rc<[DocumentKindRow]> = r.document_kinds()?.into();
        let kind_of: HashMap<ActivityId, ActivityKind> =
            r.activities()?.into_iter().map(|activity| (activity.id, activity.kind)).collect();
        let children: HashSet<ChildId> =
            files.iter().flat_map(|file| &file.children).map(|child| child.id).collect();
        let children: Vec<ChildId> = children.into_iter().collect();
        let mut registered: HashMap<ChildId, Vec<Registered>> = HashMap::new();
        for row in r.registrations_of_children(&children, today, Date::MAX)? {
            if let Some(kind) = kind_of.get(&row.activity) {
                let one = Registered { child: row.child, activity: row.activity, kind: *kind, to: row.to };
                registered.entry(row.child).or_default().push(one);
            }
        }
        let families: Vec<FamilyId> = files.iter().map(|file| file.family.id).collect();
        let mut documents = r.documents_of_families(&families)?;
        let of = |file: &FamilyMembers| {
            let theirs = file.children.iter().filter_map(|child| registered.get(&child.id));
            let theirs: Vec<Registered> = theirs.flatten().cloned().collect();
            let given = documents.remove(&file.family.id).unwrap_or_default();
            Self::gathered(Rc::clone(&kinds), &theirs, &homes_of(file, today), given, today)
        };
        files.iter().map(of).collect()
    }

    /// The whole town, with the families of each household.
    pub(super) fn of_town(r: &Reader<'_>, today: Date) -> Result<(Self, Vec<(FamilyId, Home)>), Error> {
        let families = r.homes(today)?;
        let homes: Vec<Home> = families.iter().map(|(_, home)| home.clone()).collect();
        let kinds = r.document_kinds()?.into();
        let facts = Self::gathered(kinds, &r.running_registrations(today)?, &homes, r.documents()?, today)?;
        Ok((facts, families))
    }

    fn gathered(
        kinds: Rc<[DocumentKindRow]>,
        registered: &[Registered],
        homes: &[Home],
        documents: Vec<DocumentRow>,
        today: Date,
    ) -> Result<Self, Error> {
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
