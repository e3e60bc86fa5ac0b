use super::*;
use crate::access::{
    CommitBilling, EditAttendance, EditFamilies, EditHealth, ReadBank, ReadFamilies, ReadHealth,
};
use crate::vault::town::{DESK, FOUNDER, HEALTH, town};

fn denied<R: Right>(session: &Session) -> Option<Denied> {
    session.authorize::<R>().err()
}

#[test]
fn a_role_gives_its_rights_and_no_other() {
    let session = town().session(HEALTH, &[Role::San]);
    assert_eq!(denied::<ReadHealth>(&session), None);
    assert_eq!(denied::<EditHealth>(&session), None);
    assert_eq!(denied::<ReadBank>(&session), Some(Denied::NotYourRole { right: "ReadBank" }));
    let names: Vec<_> = session.rights().iter().map(|right| right.name).collect();
    assert!(names.contains(&"ReadHealth") && !names.contains(&"ReadQuotients"));
    let grant = session.authorize::<ReadFamilies>().unwrap();
    assert_eq!((grant.agent(), grant.desk()), (HEALTH, 1));
    assert_eq!(grant.scope(), Scope::Everywhere);
}

#[test]
fn a_role_written_in_the_base_without_the_key_gives_nothing() {
    // An insider edits their role with a database tool: the keys were never handed to them.
    let session = town().session(DESK, &[Role::San, Role::Fac]);
    assert_eq!(denied::<ReadFamilies>(&session), None);
    assert_eq!(
        denied::<ReadHealth>(&session),
        Some(Denied::KeyMissing { compartment: Compartment::HealthOp })
    );
    assert_eq!(
        denied::<CommitBilling>(&session),
        Some(Denied::KeyMissing { compartment: Compartment::Resources })
    );
    assert!(session.rights().iter().all(|right| right.compartments == [Compartment::Base]));
}

#[test]
fn holding_a_key_without_the_role_gives_nothing_either() {
    let session = town().session(FOUNDER, &[Role::Adm]);
    assert!(session.holds(Compartment::Bank), "not handed over yet");
    assert_eq!(denied::<ReadBank>(&session), Some(Denied::NotYourRole { right: "ReadBank" }));
    assert!(denied::<ReadFamilies>(&session).is_some());
}

#[test]
fn what_is_lent_ends_by_itself_and_takes_its_keys_away() {
    let (session, holder) = (town().session(FOUNDER, &[Role::Adm]), town().open(HEALTH));
    let desk = town().open(DESK);
    session.observe(100_000);
    let lacks = session.lend(&desk, Roles::of([Role::San]), 200_000);
    assert!(matches!(lacks, Err(Denied::KeyMissing { .. })), "one lends what one holds");
    session.lend(&holder, Roles::of([Role::San]), 200_000).unwrap();
    assert_eq!(denied::<ReadHealth>(&session), None);
    assert_eq!(session.lent_until_ms(), Some(200_000));
    assert_eq!(denied::<ReadBank>(&session), Some(Denied::NotYourRole { right: "ReadBank" }));
    session.observe(200_000);
    assert_eq!(denied::<ReadHealth>(&session), Some(Denied::NotYourRole { right: "ReadHealth" }));
    assert!(!session.holds(Compartment::HealthOp) && session.holds(Compartment::Base));
    session.observe(150_000);
    assert_eq!(session.roles(), Roles::of([Role::Adm]));
}

#[test]
fn a_limit_is_that_of_the_roles_that_give_the_right() {
    let (school, centre) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let mut standing = Standing::of(Roles::of([Role::Ins, Role::Ter, Role::San]), 1);
    standing.limits = [(Role::Ins, [school].into()), (Role::Ter, [centre].into())].into();
    let of = |of: &[Uuid], newcomers| Scope::Structures { of: of.iter().copied().collect(), newcomers };
    assert_eq!(standing.scope_of(&EditAttendance::ROW), of(&[school, centre], true));
    assert_eq!(standing.scope_of(&EditFamilies::ROW), of(&[school], true));
    assert_eq!(standing.scope_of(&ReadHealth::ROW), Scope::Everywhere, "SAN has no limit here");
    assert_eq!(standing.scope_of(&ReadFamilies::ROW), Scope::Everywhere);
    assert!(Scope::Everywhere.contains(&of(&[school], true)));
    assert!(of(&[school, centre], true).contains(&of(&[school], false)));
    assert!(!of(&[school], true).contains(&of(&[centre], false)));
    assert!(!of(&[school], true).contains(&Scope::Everywhere));
}

#[test]
fn a_limit_is_lifted_for_a_time_and_gives_no_other_right() {
    let mut standing = Standing::of(Roles::of([Role::Ter]), 1);
    standing.limits = [(Role::Ter, [Uuid::from_u128(1)].into())].into();
    let session = town().open(DESK).into_session(standing, Box::new(crate::random::SeededRandom::new(1)));
    let scope = || session.authorize::<EditAttendance>().unwrap().scope();
    session.observe(100_000);
    assert_ne!(scope(), Scope::Everywhere);
    session.widen(200_000);
    assert_eq!((scope(), session.lent_until_ms()), (Scope::Everywhere, Some(200_000)));
    assert_eq!(denied::<EditFamilies>(&session), Some(Denied::NotYourRole { right: "EditFamilies" }));
    session.observe(200_000);
    assert_ne!(scope(), Scope::Everywhere);
    // A clock put back does not make it last: what is counted is time that passes.
    session.widen(200_001);
    std::thread::sleep(Duration::from_millis(5));
    session.observe(100_000);
    assert_ne!(scope(), Scope::Everywhere);
}

#[test]
fn whoever_is_limited_does_not_say_which_school_a_class_is_of() {
    let mut standing = Standing::of(Roles::of([Role::Ins]), 1);
    standing.limits = [(Role::Ins, [Uuid::from_u128(1)].into())].into();
    let session = town().open(DESK).into_session(standing, Box::new(crate::random::SeededRandom::new(1)));
    session.observe(100_000);
    let refused = Some(Denied::LimitedToStructures { right: "EditActivities" });
    assert_eq!(denied::<EditActivities>(&session), refused);
    session.widen(200_000);
    assert_eq!(denied::<EditActivities>(&session), refused);
    assert_eq!(denied::<EditFamilies>(&session), None);
    assert!(session.rights().iter().all(|right| right.name != "EditActivities"));
}

#[test]
fn locking_wipes_and_refuses_even_what_was_granted() {
    let session = town().session(HEALTH, &[Role::San]);
    let grant = session.authorize::<EditHealth>().unwrap();
    session.lock();
    assert!(session.is_locked() && !session.holds(Compartment::Base));
    assert_eq!(denied::<ReadHealth>(&session), Some(Denied::Locked));
    assert!(grant.new_subject_key(Compartment::HealthOp, HEALTH).is_err());
    assert!(session.rights().is_empty());
}

#[test]
fn an_entitlement_has_dates_and_a_clock_put_back_does_not_revive_it() {
    let mut standing = Standing::of(Roles::of([Role::San]), 1);
    standing.valid_from_ms = Some(100);
    standing.valid_until_ms = Some(200);
    let random = Box::new(crate::random::SeededRandom::new(1));
    let session = town().open(HEALTH).into_session(standing, random);
    assert_eq!(denied::<ReadHealth>(&session), Some(Denied::NotYetEntitled));
    session.observe(100);
    assert_eq!(denied::<ReadHealth>(&session), None);
    session.observe(200);
    assert_eq!(denied::<ReadHealth>(&session), Some(Denied::NoLongerEntitled));
    session.observe(150);
    assert_eq!(denied::<ReadHealth>(&session), Some(Denied::NoLongerEntitled));
}
