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

#[test]
fn two_people_sign_when_asked() {
    let town = town();
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(3);
    let (health, founder) = (town.open(HEALTH), town.open(FOUNDER));
    let compartment = Compartment::HealthOp;
    // The second person must hold the compartment too.
    let refused = health.entrust(&mut book, compartment, DESK, Some(&founder), AT, random);
    assert!(matches!(refused, Err(KeyError::Refused(BrokenChain::NotEntitled { .. }))));
    let alone = health.entrust(&mut book, compartment, DESK, Some(&health), AT, random);
    assert!(matches!(alone, Err(KeyError::Refused(BrokenChain::NotEntitled { .. }))));

    health.entrust(&mut book, compartment, FOUNDER, None, AT, random).unwrap();
    let mut founder = town.open(FOUNDER);
    founder.collect_keys(&book).unwrap();
    health.entrust(&mut book, compartment, DESK, Some(&founder), AT, random).unwrap();
    let last = book.statements().statements().last().unwrap();
    assert_eq!((last.author(), last.approver()), (HEALTH, Some(FOUNDER)));
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
    let founder = town.open(FOUNDER);
    let entering = Entering {
        agent: HEALTH,
        login: login("san"),
        password: &Password::new("une autre phrase"),
        kdf: KdfParams::FLOOR,
    };
    let back = founder.welcome(&mut book, &entering, &town.installation, AT, random).unwrap();
    assert!(back.holds(Compartment::Base) && !back.holds(Compartment::HealthOp));
    assert_eq!(book.roster().identities(HEALTH).len(), 2);
    assert!(book.unlock(&login("san"), &password("san"), &town.installation).is_err());
    let stolen_login = Entering { agent: DESK, ..entering };
    let refused = founder.welcome(&mut book, &stolen_login, &town.installation, AT, random);
    assert_eq!(refused.err(), Some(KeyError::LoginTaken));
}

#[test]
fn changes_a_password() {
    let town = town();
    let mut book = town.book.clone();
    let random = &mut SeededRandom::new(6);
    let desk = town.open(DESK);
    let chosen = Password::new("une nouvelle phrase assez longue");
    let entering = Entering { agent: DESK, login: login("ins"), password: &chosen, kdf: KdfParams::FLOOR };
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
    let refused = desk.entrust(&mut book, Compartment::Base, HEALTH, None, AT, random);
    assert!(matches!(refused, Err(KeyError::Refused(BrokenChain::NotEntitled { .. }))));
}
