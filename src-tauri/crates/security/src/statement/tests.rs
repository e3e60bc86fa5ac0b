use super::*;
use crate::access::Role;
use crate::random::SeededRandom;
use crate::vault::town::{AT, DAY, DESK, FOUNDER, HEALTH, VAULT, town};

const BANK: Compartment = Compartment::Bank;
const OP: Compartment = Compartment::HealthOp;

fn not_entitled(result: Result<(), BrokenChain>) -> bool {
    matches!(result, Err(BrokenChain::NotEntitled { .. }))
}

#[test]
fn the_chain_says_who_holds_what() {
    let roster = town().book.roster();
    assert_eq!(roster.agents().collect::<Vec<_>>(), [FOUNDER, HEALTH, DESK]);
    assert_eq!(roster.holders(OP).collect::<Vec<_>>(), [HEALTH, RECOVERY]);
    assert_eq!(roster.holders(BANK).collect::<Vec<_>>(), [FOUNDER, RECOVERY]);
    assert_eq!(roster.awaiting_rotation().count(), 0);
    assert!(roster.identity(Uuid::from_u128(99)).is_none());
    assert!(roster.identities(Uuid::from_u128(99)).is_empty());
}

/// The administrator of the town and the welcome desk, each with a tool of their making, try
/// to give themselves health.
#[test]
fn only_a_holder_hands_over_and_only_the_real_key_is_taken() {
    let town = town();
    let random = &mut SeededRandom::new(1);
    let invented = Key::random(random);
    for agent in [FOUNDER, DESK] {
        let open = town.open(agent);
        let mut chain = town.book.chain.clone();
        let handed = (OP, 2, &invented);
        let author = open.signatory();
        assert!(not_entitled(chain.state_grant(VAULT, AT, author, None, handed, agent, random)));
        let revoke = Body::Revoke { compartment: OP, agent: HEALTH };
        assert!(not_entitled(chain.state(VAULT, AT, author, revoke)));
        let seize = chain.state_epoch(VAULT, AT, author, OP, &invented).map(|_| ());
        assert!(not_entitled(seize), "a new epoch would lock its holders out");
        assert!(chain == town.book.chain);
    }
    // A holder who hands over another key under the epoch's name is unmasked at opening.
    let founder = town.open(FOUNDER);
    let mut book = town.book.clone();
    town.open(FOUNDER).entitle(&mut book, DESK, Terms::open_ended(Role::Fac, DAY), AT).unwrap();
    let handed = (BANK, 1, &invented);
    book.chain.state_grant(VAULT, AT, founder.signatory(), None, handed, DESK, random).unwrap();
    assert!(!book.roster().commits_to(BANK, 1, &invented));
    let last = book.chain.statements().last().unwrap();
    let desk = town.open(DESK);
    let (_, _, key) = last.open_grant(desk.signatory().identity).unwrap().unwrap();
    assert!(!book.roster().commits_to(BANK, 1, &key));
}

#[test]
fn a_sealed_key_opens_in_its_own_statement_only() {
    let town = town();
    let statements = town.book.chain.statements();
    let health = town.open(HEALTH);
    let identity = health.signatory().identity;
    let mine = |s: &&Statement| matches!(s.body(), Body::Grant { recipient, .. } if *recipient == HEALTH);
    let grant = statements.iter().find(mine).unwrap();
    assert!(grant.open_grant(identity).unwrap().is_some());
    let mut moved = grant.clone();
    moved.number += 1;
    assert!(moved.open_grant(identity).is_err());
    let mut antedated = grant.clone();
    antedated.moment.at_ms -= 1;
    assert!(antedated.open_grant(identity).is_err());
    let other = town.open(DESK);
    assert!(grant.open_grant(other.signatory().identity).unwrap().is_none());
}

fn replay(statements: &[Statement]) -> Result<StatementChain, BrokenChain> {
    let mut out = Writer::new();
    out.u32(u32::try_from(statements.len()).unwrap());
    statements.iter().for_each(|statement| statement.write(&mut out));
    StatementChain::read(VAULT, &mut Reader::new(out.as_slice()))
}

#[test]
fn statements_cannot_be_edited_removed_or_reordered() {
    let original = town().book.chain.statements().to_vec();
    assert!(replay(&original).unwrap() == town().book.chain);

    let link = |index| Err(BrokenChain::BrokenLink { index });
    let mut removed = original.clone();
    removed.remove(5);
    assert_eq!(replay(&removed), link(5));
    let mut swapped = original.clone();
    swapped.swap(5, 6);
    assert_eq!(replay(&swapped), link(5));
    let mut edited = original.clone();
    edited[5].moment.at_ms += 1;
    assert_eq!(replay(&edited), Err(BrokenChain::BadSignature { index: 5 }));
    let mut signed_by_another = original.clone();
    signed_by_another[5].signature = town().open(DESK).signatory().identity.sign(b"x");
    assert_eq!(replay(&signed_by_another), Err(BrokenChain::BadSignature { index: 5 }));
    let mut elsewhere = original.clone();
    elsewhere[5].vault = VaultId(DESK);
    assert_eq!(replay(&elsewhere), Err(BrokenChain::OtherVault { index: 5 }));
    // What the last statement loses is not seen here: the sequence number of the slots, kept
    // by the desk's keyring, tells it.
    assert!(replay(&original[..original.len() - 1]).is_ok());
}

/// Whoever begins the chain again, with agents' names and keys of their own, opens no slot:
/// each is bound to the first statement of the chain its owner joined.
#[test]
fn a_chain_begun_again_opens_no_slot() {
    let town = town();
    let random = &mut SeededRandom::new(2);
    let mut book = town.book.clone();
    let usurper = Identity::new(random);
    let mut chain = StatementChain::new();
    let author = Signatory { agent: FOUNDER, identity: &usurper };
    let welcome = |agent, identity| Body::Welcome { agent, identity };
    chain.state(VAULT, AT, author, welcome(FOUNDER, usurper.public())).unwrap();
    let theirs = *town.book.roster().identity(HEALTH).unwrap();
    chain.state(VAULT, AT, author, welcome(HEALTH, theirs)).unwrap();
    assert_ne!(chain.root(), book.chain.root());
    let slot = book.slots[1].clone();
    let before = slot.aad(VAULT, &book.chain.root());
    book.chain = chain;
    assert_ne!(slot.aad(VAULT, &book.chain.root()), before);
}

#[test]
fn each_desk_has_its_own_chain() {
    let town = town();
    let mut chain = town.book.chain.clone();
    let random = &mut SeededRandom::new(3);
    let founder = town.open(FOUNDER);
    let elsewhere = Moment { desk: 2, ..AT };
    let key = Key::random(random);
    let epoch = chain.state_epoch(VAULT, elsewhere, founder.signatory(), BANK, &key).unwrap();
    let handed = (BANK, epoch, &key);
    let author = founder.signatory();
    chain.state_grant(VAULT, AT, author, None, handed, FOUNDER, random).unwrap();
    let numbers: Vec<_> = chain
        .statements()
        .iter()
        .rev()
        .take(2)
        .map(|statement| (statement.moment().desk, statement.number()))
        .collect();
    assert_eq!(numbers[1], (2, 0));
    assert_eq!(numbers[0].0, 1);
    assert!(replay(chain.statements()).unwrap() == chain);
}

/// The first format let anyone welcome anyone: a chain goes on in the format it began with.
#[test]
fn a_chain_does_not_go_back_to_the_first_format() {
    let town = town();
    let desk = town.open(DESK);
    let mut chain = town.book.chain.clone();
    let friend = Identity::new(&mut SeededRandom::new(4)).public();
    let body = Body::Welcome { agent: Uuid::from_u128(4), identity: friend };
    chain.state(VAULT, AT, town.open(FOUNDER).signatory(), body).unwrap();
    let mut statements = chain.statements().to_vec();
    let last = statements.last_mut().unwrap();
    (last.version, last.author) = (LOOSE, DESK);
    last.signature = desk.signatory().identity.sign(&last.to_sign());
    let index = statements.len() - 1;
    assert_eq!(replay(&statements), Err(BrokenChain::NotEntitled { index }));
}

#[test]
fn who_steps_down_alone_leaves_a_rotation_to_do() {
    let town = town();
    let mut chain = town.book.chain.clone();
    let health = town.open(HEALTH);
    let body = Body::Revoke { compartment: OP, agent: HEALTH };
    chain.state(VAULT, AT, health.signatory(), body).unwrap();
    assert!(!chain.roster().holds(HEALTH, OP));
    assert_eq!(chain.roster().awaiting_rotation().collect::<Vec<_>>(), [OP]);
}

#[test]
fn nobody_sends_away_the_recovery_identity_nor_themselves() {
    let town = town();
    let mut chain = town.book.chain.clone();
    let founder = town.open(FOUNDER);
    for agent in [RECOVERY, FOUNDER] {
        let body = Body::Depart { agent };
        assert!(not_entitled(chain.state(VAULT, AT, founder.signatory(), body)));
    }
}
