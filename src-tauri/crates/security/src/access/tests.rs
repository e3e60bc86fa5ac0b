use super::*;
use std::collections::BTreeSet;

fn holders(name: &str) -> Roles {
    let row = RIGHTS.iter().find(|row| row.name == name).expect("a right of the table");
    Roles::of(row.roles.iter().copied())
}

#[test]
fn a_role_that_has_a_right_holds_its_keys() {
    for row in RIGHTS {
        for role in row.roles {
            // EntrustKeys hands on keys the agent holds; nothing is read through it.
            for compartment in row.compartments {
                assert!(
                    role.compartments().contains(compartment),
                    "{role} has {} without holding {compartment}",
                    row.name
                );
            }
        }
    }
}

#[test]
fn names_are_unique_and_every_right_has_someone() {
    let names: BTreeSet<_> = RIGHTS.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), RIGHTS.len());
    let labels: BTreeSet<_> = RIGHTS.iter().map(|row| row.label).collect();
    assert_eq!(labels.len(), RIGHTS.len());
    assert!(RIGHTS.iter().all(|row| !row.roles.is_empty()));
}

#[test]
fn the_administrator_opens_no_family_file() {
    let rights: Vec<_> = Roles::of([Role::Adm]).rights().map(|row| row.name).collect();
    assert_eq!(
        rights,
        [
            "ReadOwn",
            "VerifyAudit",
            "ReadAgents",
            "ReadAccessTable",
            "ReviewEntitlements",
            "ManageAgents",
            "EntrustKeys",
            "ManageSettings",
            "ChooseOptionalFields",
            "BackUp",
            "FollowBackupPlan",
            "Restore"
        ]
    );
    assert_eq!(Role::Adm.compartments(), [Compartment::Base]);
}

#[test]
fn who_must_not_see_does_not_hold_the_key() {
    use Compartment::{Bank, HealthOp, HealthRecord, Resources, Social};
    let forbidden = [
        (Role::Fac, vec![HealthOp, HealthRecord, Social]),
        (Role::San, vec![Resources, Bank, Social]),
        (Role::Ter, vec![HealthRecord, Resources, Bank, Social]),
        (Role::Res, vec![HealthOp, HealthRecord, Bank]),
        (Role::Ins, vec![HealthOp, HealthRecord, Resources, Bank, Social]),
        (Role::Rpe, vec![HealthOp, HealthRecord, Resources, Bank, Social]),
        (Role::Dpo, vec![HealthOp, HealthRecord, Resources, Bank, Social]),
    ];
    for (role, compartments) in forbidden {
        for compartment in compartments {
            assert!(!role.compartments().contains(&compartment), "{role} {compartment}");
        }
    }
}

#[test]
fn the_dpo_reads_the_journal_and_the_access_table() {
    let rights: Vec<_> = Roles::of([Role::Dpo]).rights().map(|row| row.name).collect();
    assert_eq!(
        rights,
        [
            "ReadOwn",
            "ReadAudit",
            "VerifyAudit",
            "ReadAgents",
            "ReadAccessTable",
            "ReviewEntitlements",
            "EntrustKeys",
            "FollowBackupPlan"
        ]
    );
}

#[test]
fn only_billing_commits_and_only_health_reads_health() {
    assert_eq!(holders("CommitBilling"), Roles::of([Role::Fac]));
    assert_eq!(holders("ReadHealth"), Roles::of([Role::San]));
    assert_eq!(holders("ReadInstructions"), Roles::of([Role::San, Role::Ter]));
    assert_eq!(holders("ManageAgents"), Roles::of([Role::Adm]));
    assert_eq!(holders("ReadOwn"), Roles::of(Role::ALL));
    assert_eq!(holders("FollowBackupPlan"), Roles::of(Role::ALL));
}

#[test]
fn sets_of_roles() {
    let set = Roles::of([Role::Res, Role::Ins, Role::Res]);
    assert_eq!(set.iter().collect::<Vec<_>>(), [Role::Ins, Role::Res]);
    assert_eq!(
        set.compartments(),
        [Compartment::Base, Compartment::Resources, Compartment::Social, Compartment::Audit]
    );
    assert_eq!(format!("{set:?}"), "[Ins, Res]");
    assert_eq!(Role::from_code("FAC"), Some(Role::Fac));
    assert_eq!(Role::from_code("fac"), None);
}
