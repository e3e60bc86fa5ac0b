use super::town::*;
use super::*;
use crate::random::SeededRandom;

#[test]
fn opens_with_the_password_and_the_installation_secret_only() {
    let town = town();
    let open = town.book.unlock(&login("san"), &password("san"), &town.installation).unwrap();
    assert_eq!(open.agent(), HEALTH);
    assert!(open.holds(Compartment::Base) && open.holds(Compartment::HealthRecord));
    assert!(!open.holds(Compartment::Bank));

    let refused = |name: &str, password: &Password, installation| {
        town.book.unlock(&login(name), password, installation).err()
    };
    let wrong = Some(UnlockError::WrongCredentials);
    assert_eq!(refused("san", &password("ins"), &town.installation), wrong);
    assert_eq!(refused("nobody", &password("san"), &town.installation), wrong);
    let elsewhere = InstallationSecret::new(&mut SeededRandom::new(99));
    let not_authorised = Some(UnlockError::DeskNotAuthorised);
    assert_eq!(refused("san", &password("san"), &elsewhere), not_authorised);
    // Even a slot file altered to accept another installation secret does not open with it.
    let mut altered = town.book.clone();
    altered.installation = elsewhere.0.commitment(INSTALLATION_COMMITMENT);
    let answer = altered.unlock(&login("san"), &password("san"), &elsewhere).err();
    assert_eq!(answer, wrong);
}

#[test]
fn every_agent_has_the_same_page_key() {
    let literals: Vec<_> =
        [FOUNDER, HEALTH, DESK].map(|agent| town().open(agent).page_key().raw_key_literal()).into();
    assert!(literals.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(town().open(DESK).page_keys().count(), 1);
}

#[test]
fn the_founder_lost_health_when_it_was_handed_over() {
    let town = town();
    let founder = town.open(FOUNDER);
    for compartment in [Compartment::HealthOp, Compartment::HealthRecord] {
        assert_eq!(town.book.roster().epoch(compartment), 2);
        assert!(!founder.holds(compartment));
        assert!(founder.keys.latest(compartment).is_none());
        assert!(town.book.roster().holds(RECOVERY, compartment));
    }
    assert!(founder.holds(Compartment::Bank), "not handed over yet");
    // They cannot give themselves, or anybody, what they do not hold.
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(1);
    let refused = founder.entrust(&mut book, Compartment::HealthOp, DESK, None, AT, random);
    assert_eq!(refused, Err(KeyError::NotHeld(Compartment::HealthOp)));
    assert!(book == town.book);
}

#[test]
fn a_holder_entrusts_and_takes_back() {
    let town = town();
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(2);
    let mut health = town.open(HEALTH);
    let compartment = Compartment::HealthOp;
    town.open(FOUNDER).entitle(&mut book, DESK, Terms::open_ended(Role::Ter, DAY), AT).unwrap();
    health.entrust(&mut book, compartment, DESK, None, AT, random).unwrap();
    let mut desk = town.open(DESK);
    desk.collect_keys(&book).unwrap();
    assert!(desk.holds(compartment));
    assert!(desk.keys.get(compartment, 1).is_some(), "what was written before is readable");

    assert_eq!(
        health.withdraw(&mut book, compartment, HEALTH, AT, random),
        Err(KeyError::NeedsAnotherHolder)
    );
    health.withdraw(&mut book, compartment, DESK, AT, random).unwrap();
    assert_eq!(book.roster().epoch(compartment), 3);
    assert!(health.holds(compartment));
    let mut desk = town.open(DESK);
    desk.collect_keys(&book).unwrap();
    assert!(desk.keys.latest(compartment).is_none());
}

fn refused<T>(result: Result<T, KeyError>) -> bool {
    matches!(result, Err(KeyError::Refused(BrokenChain::NotEntitled { .. })))
}

#[test]
fn a_key_goes_to_who_is_entitled_to_it_and_to_nobody_else() {
    let town = town();
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(8);
    let (health, mut founder) = (town.open(HEALTH), town.open(FOUNDER));
    let compartment = Compartment::HealthOp;
    // A holder cannot give health to a friend, nor to the administrator, whatever both agree upon.
    for friend in [DESK, FOUNDER] {
        assert!(refused(health.entrust(&mut book, compartment, friend, Some(&founder), AT, random)));
    }
    let terms = Terms { until: Some(DAY), ..Terms::open_ended(Role::Ter, DAY) };
    founder.entitle(&mut book, DESK, terms, AT).unwrap();
    let late = Moment { at_ms: AT.at_ms + 2 * 86_400_000, ..AT };
    assert!(refused(health.entrust(&mut book, compartment, DESK, None, late, random)));
    health.entrust(&mut book, compartment, DESK, None, AT, random).unwrap();
    assert_eq!(book.roster().roles_on(DESK, DAY), Roles::of([Role::Ins, Role::Ter]));
    assert_eq!(book.roster().roles_on(DESK, DAY.next()), Roles::of([Role::Ins]));
    assert!(SlotBook::from_bytes(&book.to_bytes()).unwrap() == book);
}

#[test]
fn who_decides_and_who_hands_health_over_are_two_people() {
    let town = town();
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(3);
    let (mut health, mut founder) = (town.open(HEALTH), town.open(FOUNDER));
    let compartment = Compartment::HealthOp;
    // The referent becomes an administrator too: alone, they could now entitle and hand over.
    founder.entitle(&mut book, HEALTH, Terms::open_ended(Role::Adm, DAY), AT).unwrap();
    health.entitle(&mut book, DESK, Terms::open_ended(Role::Ter, DAY), AT).unwrap();
    assert!(refused(health.entrust(&mut book, compartment, DESK, None, AT, random)));
    let desk = town.open(DESK);
    assert!(
        refused(health.entrust(&mut book, compartment, DESK, Some(&desk), AT, random)),
        "not a second person"
    );
    assert!(refused(health.entrust(&mut book, compartment, DESK, Some(&health), AT, random)));
    health.entrust(&mut book, compartment, DESK, Some(&founder), AT, random).unwrap();
    let last = book.statements().statements().last().unwrap();
    assert_eq!((last.author(), last.approver()), (HEALTH, Some(FOUNDER)));
    assert!(SlotBook::from_bytes(&book.to_bytes()).unwrap() == book);
    // A new key goes to those who had the one before without asking again.
    health.rotate(&mut book, compartment, AT, random).unwrap();
    assert!(book.roster().holds(DESK, compartment));
}

#[test]
fn only_administrators_say_who_is_here_and_nobody_says_it_of_themselves() {
    let town = town();
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(9);
    let (mut desk, mut founder) = (town.open(DESK), town.open(FOUNDER));
    let role = |role| Terms::open_ended(role, DAY);
    let typed = password("ami");
    let friend = entering(Uuid::from_u128(4), "ami", &typed, &[Role::Ins]);
    assert!(refused(desk.welcome(&mut book, &friend, None, &town.installation, AT, random)));
    assert!(refused(desk.entitle(&mut book, HEALTH, role(Role::Adm), AT)));
    assert!(refused(desk.entitle(&mut book, DESK, role(Role::Fac), AT)));
    assert!(refused(founder.entitle(&mut book, FOUNDER, role(Role::San), AT)));
    assert!(refused(desk.depart(&mut book, HEALTH, AT, random)));
    assert!(book == town.book);
    // An administrator whose time is over, even with a statement that antedates itself.
    founder.entitle(&mut book, DESK, Terms { until: Some(DAY), ..role(Role::Adm) }, AT).unwrap();
    let late = Moment { at_ms: AT.at_ms + 2 * 86_400_000, ..AT };
    founder.entitle(&mut book, HEALTH, role(Role::Ins), late).unwrap();
    assert!(refused(desk.entitle(&mut book, HEALTH, role(Role::Fac), AT)));
}

#[test]
fn what_is_due_is_done_by_the_next_holder_who_opens() {
    let town = town();
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(10);
    let mut founder = town.open(FOUNDER);
    let third = Uuid::from_u128(4);
    let typed = password("san2");
    let second = entering(third, "san2", &typed, &[Role::San]);
    founder.welcome(&mut book, &second, None, &town.installation, AT, random).unwrap();
    let mut health = town.open(HEALTH);
    for compartment in [Compartment::HealthOp, Compartment::HealthRecord] {
        health.entrust(&mut book, compartment, third, None, AT, random).unwrap();
    }
    assert_eq!(health.tidy(&mut book, AT, DAY, random).unwrap(), []);
    founder.depart(&mut book, third, AT, random).unwrap();
    let done = health.tidy(&mut book, AT, DAY, random).unwrap();
    let rotated = |compartment| Tidied::Rotated { compartment };
    assert_eq!(done, [rotated(Compartment::HealthOp), rotated(Compartment::HealthRecord)]);
    assert_eq!(book.roster().awaiting_rotation().count(), 0);
    // A role that ended takes its key with it.
    founder
        .entitle(&mut book, DESK, Terms { until: Some(DAY), ..Terms::open_ended(Role::Ter, DAY) }, AT)
        .unwrap();
    health.entrust(&mut book, Compartment::HealthOp, DESK, None, AT, random).unwrap();
    let late = Moment { at_ms: AT.at_ms + 2 * 86_400_000, ..AT };
    let done = health.tidy(&mut book, late, DAY.next(), random).unwrap();
    let (compartment, from) = (Compartment::HealthOp, DESK);
    assert_eq!(done, [Tidied::TakenBack { compartment, from }, rotated(compartment)]);
    assert!(!book.roster().holds(DESK, compartment));
    assert!(SlotBook::from_bytes(&book.to_bytes()).unwrap() == book);
}

#[test]
fn who_leaves_opens_nothing_and_what_they_knew_changes() {
    let town = town();
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(4);
    let mut founder = town.open(FOUNDER);
    let before = founder.page_key().raw_key_literal();
    founder.depart(&mut book, HEALTH, AT, random).unwrap();
    assert_eq!(book.agent_of(&login("san")), None);
    assert_eq!(book.roster().identity(HEALTH), None);
    assert_eq!(book.roster().identities(HEALTH).len(), 1, "old signatures stay verifiable");
    assert_ne!(founder.page_key().raw_key_literal(), before);
    assert_eq!(founder.page_keys().count(), 2);
    // Health had no other holder than the recovery identity: it waits for its next holder.
    assert_eq!(
        book.roster().awaiting_rotation().collect::<Vec<_>>(),
        [Compartment::HealthOp, Compartment::HealthRecord]
    );
    assert_eq!(founder.depart(&mut book, HEALTH, AT, random), Err(KeyError::UnknownAgent));
    assert_eq!(founder.depart(&mut book, FOUNDER, AT, random), Err(KeyError::NeedsAnotherHolder));
}

#[test]
fn a_forgotten_password_brings_new_keys_and_no_compartment() {
    let town = town();
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(5);
    let (founder, desk, health) = (town.open(FOUNDER), town.open(DESK), town.open(HEALTH));
    let typed = Password::new("une autre phrase");
    let returning = entering(HEALTH, "san", &typed, &[]);
    let installation = &town.installation;
    // An administrator alone would make keys under a colleague's name.
    for witness in [None, Some(&health), Some(&founder)] {
        assert!(refused(founder.welcome(&mut book, &returning, witness, installation, AT, random)));
    }
    let back = founder.welcome(&mut book, &returning, Some(&desk), installation, AT, random).unwrap();
    assert!(back.holds(Compartment::Base) && !back.holds(Compartment::HealthOp));
    assert_eq!(book.roster().identities(HEALTH).len(), 2);
    assert!(book.unlock(&login("san"), &password("san"), &town.installation).is_err());
    let stolen_login = Entering { agent: DESK, ..returning };
    let taken = founder.welcome(&mut book, &stolen_login, Some(&back), installation, AT, random);
    assert_eq!(taken.err(), Some(KeyError::LoginTaken));
}

#[test]
fn changes_a_password() {
    let town = town();
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(6);
    let desk = town.open(DESK);
    let chosen = Password::new("une nouvelle phrase assez longue");
    let entering = entering(DESK, "ins", &chosen, &[]);
    let mut change =
        |current: &Password| desk.change_password(&mut book, current, &entering, &town.installation, random);
    assert_eq!(change(&password("san")), Err(KeyError::WrongPassword));
    change(&password("ins")).unwrap();
    assert!(book.unlock(&login("ins"), &chosen, &town.installation).is_ok());
    assert_eq!(
        book.unlock(&login("ins"), &password("ins"), &town.installation).err(),
        Some(UnlockError::WrongCredentials)
    );
}

#[test]
fn nothing_can_be_stated_by_who_has_left_or_never_came() {
    let town = town();
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(7);
    let mut founder = town.open(FOUNDER);
    let desk = town.open(DESK);
    founder.depart(&mut book, DESK, AT, random).unwrap();
    assert!(refused(desk.entrust(&mut book, Compartment::Base, HEALTH, None, AT, random)));
}
