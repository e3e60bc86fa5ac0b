//! Which documents a town asks for: from the registrations, of the child, of the households they live in and of their guardians.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{DocumentKind, DocumentOwner, DocumentSubject};
use crate::activities::ActivityKind;
use crate::people::LostAuthority;
use crate::values::ids::{ActivityId, ChildId, DocumentKindId, GuardianId, HouseholdId};

/// A child registered to an activity, or waiting for a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Registered {
    /// Who.
    pub child: ChildId,
    /// To what.
    pub activity: ActivityId,
    /// Of which kind it is.
    pub kind: ActivityKind,
    /// Last day.
    pub to: Option<Date>,
}

/// A household where a child lives, with the adults a paper may be asked of: whoever lost authority over the child is not one (V02).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Home {
    /// Which.
    pub household: HouseholdId,
    /// Who lives there, at times or always.
    pub child: ChildId,
    /// Its guardians.
    pub guardians: Vec<GuardianId>,
}

impl Home {
    /// The same without whoever has lost authority over the child on a day.
    #[must_use]
    pub fn without_barred(mut self, lost: &[LostAuthority], on: Date) -> Self {
        self.guardians.retain(|who| !lost.iter().any(|loss| loss.bars(*who, on)));
        self
    }
}

/// A document asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expectation {
    /// Which kind.
    pub kind: DocumentKindId,
    /// Whose.
    pub subject: DocumentSubject,
    /// The activities that ask for it.
    pub activities: Vec<ActivityId>,
}

/// Every document asked for on a day, once each, in the order of the kinds then of those who give them. A registration asks for its
/// papers before it begins and until it ends.
pub fn expected(
    kinds: &[DocumentKind],
    registered: &[Registered],
    homes: &[Home],
    today: Date,
) -> Vec<Expectation> {
    let mut homes_of: HashMap<ChildId, Vec<&Home>> = HashMap::new();
    for home in homes {
        homes_of.entry(home.child).or_default().push(home);
    }
    let mut asked: Vec<Expectation> = Vec::new();
    for kind in kinds {
        let mut known: HashMap<DocumentSubject, usize> = HashMap::new();
        let running = registered.iter().filter(|one| one.to.is_none_or(|to| to >= today));
        for one in running.filter(|one| kind.is_asked_by(one.activity, one.kind)) {
            let homes = homes_of.get(&one.child).map(Vec::as_slice).unwrap_or_default();
            let subjects: Vec<DocumentSubject> = match kind.owner() {
                DocumentOwner::Child => vec![DocumentSubject::Child(one.child)],
                DocumentOwner::Household => {
                    homes.iter().map(|home| DocumentSubject::Household(home.household)).collect()
                }
                DocumentOwner::Guardian => {
                    let guardians = homes.iter().flat_map(|home| &home.guardians);
                    guardians.map(|guardian| DocumentSubject::Guardian(*guardian)).collect()
                }
            };
            for subject in subjects {
                let at = *known.entry(subject).or_insert_with(|| {
                    asked.push(Expectation { kind: kind.id(), subject, activities: Vec::new() });
                    asked.len() - 1
                });
                if !asked[at].activities.contains(&one.activity) {
                    asked[at].activities.push(one.activity);
                }
            }
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::super::{DocumentKeeping, DocumentKindDraft, DocumentNature, DocumentValidity};
    use super::*;

    const TODAY: Date = date(2026, 4, 5);

    fn id<T: From<Uuid>>(number: u128) -> T {
        Uuid::from_u128(number).into()
    }

    fn kind(number: u128, owner: DocumentOwner, kinds: &[ActivityKind], activities: &[u128]) -> DocumentKind {
        let draft = DocumentKindDraft {
            name: "Pièce".into(),
            owner,
            nature: DocumentNature::Ordinary,
            keeping: DocumentKeeping::Copy,
            validity: DocumentValidity::Unlimited,
            activity_kinds: kinds.to_vec(),
            activities: activities.iter().map(|number| id(*number)).collect(),
        };
        DocumentKind::try_new(id(number), draft).unwrap()
    }

    fn registered(child: u128, activity: u128, kind: ActivityKind, to: Option<Date>) -> Registered {
        Registered { child: id(child), activity: id(activity), kind, to }
    }

    fn home(household: u128, child: u128, guardians: &[u128]) -> Home {
        Home {
            household: id(household),
            child: id(child),
            guardians: guardians.iter().map(|number| id(*number)).collect(),
        }
    }

    const CANTEEN: u128 = 100;
    const CENTRE: u128 = 101;

    #[test]
    fn an_activity_asks_by_its_kind_or_by_itself_and_each_paper_once() {
        let kinds = [
            kind(1, DocumentOwner::Child, &[ActivityKind::Alsh], &[]),
            kind(2, DocumentOwner::Child, &[ActivityKind::SchoolMeals], &[CENTRE]),
            kind(3, DocumentOwner::Child, &[], &[]),
        ];
        let all = [
            registered(1, CANTEEN, ActivityKind::SchoolMeals, None),
            registered(1, CENTRE, ActivityKind::Alsh, Some(TODAY)),
            registered(2, CANTEEN, ActivityKind::SchoolMeals, Some(date(2026, 4, 4))),
        ];
        let asked = expected(&kinds, &all, &[], TODAY);
        let said: Vec<_> = asked.iter().map(|one| (one.kind, one.subject, one.activities.len())).collect();
        let first = DocumentSubject::Child(id(1));
        assert_eq!(said, [(id(1), first, 1), (id(2), first, 2)], "who has left is asked for nothing");
    }

    #[test]
    fn both_homes_of_a_shared_child_give_theirs_and_a_home_once_for_its_children() {
        let all = [
            registered(1, CANTEEN, ActivityKind::SchoolMeals, None),
            registered(2, CANTEEN, ActivityKind::SchoolMeals, None),
        ];
        let homes = [home(10, 1, &[20, 21]), home(11, 1, &[22]), home(10, 2, &[20, 21])];
        let meals = [ActivityKind::SchoolMeals];
        let of = |owner| expected(&[kind(1, owner, &meals, &[])], &all, &homes, TODAY);
        let subjects = |owner| of(owner).into_iter().map(|one| one.subject).collect::<Vec<_>>();
        assert_eq!(
            subjects(DocumentOwner::Household),
            [DocumentSubject::Household(id(10)), DocumentSubject::Household(id(11))]
        );
        assert_eq!(
            subjects(DocumentOwner::Guardian),
            [20, 21, 22].map(|number| DocumentSubject::Guardian(id(number)))
        );
        assert_eq!(subjects(DocumentOwner::Child), [1, 2].map(|number| DocumentSubject::Child(id(number))));
    }

    #[test]
    fn nothing_is_asked_of_who_is_registered_to_nothing() {
        let kinds = [kind(1, DocumentOwner::Household, &ActivityKind::ALL, &[])];
        assert_eq!(expected(&kinds, &[], &[home(10, 1, &[20])], TODAY), []);
    }
}
