use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const TODAY: Date = date(2026, 4, 5);

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn child() -> ChildFacts {
    ChildFacts {
        birth: date(2020, 4, 6),
        school: Some(id(1)),
        class: Some(id(2)),
        activities: vec![id(3), id(4)],
        brackets: vec!["Tranche 2".into()],
        cities: vec!["Brévigny".into(), "Testville".into()],
        lacking: vec![id(5)],
        agreed: vec![id(6)],
    }
}

fn holds(criterion: Criterion) -> bool {
    chosen(&[Condition { criterion, except: false }], &child(), TODAY)
}

#[test]
fn each_criterion_asks_one_thing_of_a_child() {
    let age = |from, to, on| Criterion::Age { from, to, on };
    for (criterion, expected) in [
        // Six on the morrow.
        (age(Some(5), Some(5), None), true),
        (age(Some(6), None, None), false),
        (age(Some(6), Some(6), Some(date(2026, 4, 6))), true),
        (age(None, Some(4), None), false),
        // Not born on that day: of no age.
        (age(None, Some(4), Some(date(2019, 1, 1))), false),
        (Criterion::School { schools: vec![id(9), id(1)] }, true),
        (Criterion::School { schools: vec![id(9)] }, false),
        (Criterion::Class { classes: vec![id(2)] }, true),
        (Criterion::Activity { activities: vec![id(4)] }, true),
        (Criterion::Activity { activities: vec![id(9)] }, false),
        (Criterion::Bracket { labels: vec!["Tranche 2".into()] }, true),
        (Criterion::Bracket { labels: vec!["Tranche 1".into()] }, false),
        (Criterion::City { cities: vec!["BREVIGNY".into()] }, true),
        (Criterion::City { cities: vec!["Ailleurs".into()] }, false),
        (Criterion::LackingDocument { kinds: vec![id(5)] }, true),
        (Criterion::LackingDocument { kinds: vec![id(6)] }, false),
        (Criterion::Consent { texts: vec![id(6)] }, true),
        (Criterion::Consent { texts: vec![id(5)] }, false),
    ] {
        assert_eq!(holds(criterion.clone()), expected, "{criterion:?}");
    }
}

#[test]
fn what_says_nothing_is_refused_where_it_stands() {
    let fields = |conditions: Vec<Criterion>| {
        let conditions = conditions.into_iter().map(|criterion| Condition { criterion, except: false });
        let refused = check_conditions(&conditions.collect::<Vec<_>>()).err().unwrap_or_default();
        refused.into_iter().map(|issue| issue.field).collect::<Vec<_>>()
    };
    let age = |from, to| Criterion::Age { from, to, on: None };
    assert_eq!(fields(vec![]), ["conditions"]);
    assert_eq!(fields(vec![age(Some(3), None), age(None, None)]), ["conditions.1"]);
    assert_eq!(fields(vec![age(Some(3), Some(2))]), ["conditions.0"]);
    assert_eq!(fields(vec![Criterion::City { cities: vec![] }]), ["conditions.0"]);
    assert_eq!(fields(vec![age(Some(3), None); 13]), ["conditions"]);
    let draft = |name: &str| QueryDraft {
        name: name.into(),
        conditions: vec![Condition { criterion: age(Some(3), None), except: false }],
    };
    assert_eq!(draft("  Petite  section ").checked().unwrap().name, "Petite section");
    for name in [" ", &"a".repeat(61)] {
        assert_eq!(draft(name).checked().unwrap_err()[0].field, "name");
    }
}

proptest! {
    /// A condition and the same turned round share the children out: none is in both, none is forgotten.
    #[test]
    fn who_is_not_chosen_is_chosen_by_the_reverse(from in 0_u8..12, to in 0_u8..12, year in 2012_i16..2026, month in 1_i8..=12) {
        let child = ChildFacts { birth: date(year, month, 15), ..child() };
        let criterion = Criterion::Age { from: Some(from), to: Some(to), on: None };
        let by = |except| chosen(&[Condition { criterion: criterion.clone(), except }], &child, TODAY);
        prop_assert_ne!(by(false), by(true));
        prop_assert_eq!(by(false), (from..=to).contains(&u8::try_from(age_on(child.birth, TODAY)).unwrap_or(u8::MAX)));
    }
}
