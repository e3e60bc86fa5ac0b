use super::*;
use crate::access::Role;
use crate::vault::town::{DESK, FOUNDER, HEALTH, VAULT, town};

const AT: i64 = 1_790_000_000_000;

fn act<'a>(operation: &'a str, detail: Option<&'a [u8]>) -> Act<'a> {
    Act {
        at_ms: AT,
        hlc: Hlc::ZERO.tick(AT),
        operation,
        object_kind: "family",
        object: Some(Uuid::from_u128(5)),
        before: None,
        after: Some([3; 32]),
        detail,
    }
}

/// The content the entry of that rank leaves: one in three changes nothing but the journal.
fn content(rank: u64) -> DigestBytes {
    [u8::try_from(rank - u64::from(rank.is_multiple_of(3))).unwrap(); 32]
}

/// What the entry of that rank is about, each a little later than the one before.
fn act_at<'a>(rank: u64, detail: Option<&'a [u8]>) -> Act<'a> {
    let at_ms = AT + i64::try_from(rank).unwrap();
    let (before, after) = match rank {
        1 => (None, Some(content(1))),
        rank if rank.is_multiple_of(3) => (None, None),
        rank => (Some(content(rank - 1)), Some(content(rank))),
    };
    let (operation, object) = match rank {
        1 => (SCHEMA_REACHED, number_as_object(2)),
        _ => ("family_edit", Uuid::from_u128(5)),
    };
    Act { at_ms, hlc: Hlc::ZERO.tick(at_ms), object: Some(object), before, after, ..act(operation, detail) }
}

/// Ten entries by three agents, as their acts say, changed on the way by `told`.
fn journal_of(told: impl Fn(&mut Act<'_>, u64)) -> Vec<Entry> {
    let sessions = [(FOUNDER, Role::Adm), (HEALTH, Role::San), (DESK, Role::Ins)]
        .map(|(agent, role)| town().session(agent, &[role]));
    let mut chain = Chain::at(Head::start(1));
    (0..10)
        .map(|n| {
            let rank = n as u64 + 1;
            let detail = format!("famille {n}");
            let detail = (n % 2 == 0).then_some(detail.as_bytes());
            let mut act = act_at(rank, detail);
            told(&mut act, rank);
            chain.next(&sessions[n % 3], &act).unwrap()
        })
        .collect()
}

/// Ten entries by three agents.
fn journal() -> Vec<Entry> {
    journal_of(|_, _| ())
}

fn verify(entries: Vec<Entry>, signatures: Signatures) -> Result<Head, Broken> {
    let roster = town().book.roster();
    Verifier::from(VAULT, roster, Head::start(1), signatures).check_all(entries)
}

#[test]
fn a_whole_journal_holds() {
    let entries = journal();
    let head = entries.last().unwrap().head();
    assert_eq!(verify(entries.clone(), Signatures::All), Ok(head));
    assert_eq!(verify(entries, Signatures::OneIn(4)), Ok(head));
    assert_eq!(head.seq, 10);
    assert_eq!(head.fingerprint().len(), 16);
}

type Tampering = (&'static str, fn(&mut Entry), Break);

#[test]
fn any_change_is_reported_at_its_entry() {
    let tamperings: [Tampering; 13] = [
        ("at", |e| e.at_ms += 1, Break::Content),
        ("hlc", |e| e.hlc = e.hlc.tick(0), Break::Content),
        ("agent", |e| e.agent = DESK, Break::Content),
        ("operation", |e| e.operation.push('x'), Break::Content),
        ("kind", |e| e.object_kind.clear(), Break::Content),
        ("object", |e| e.object = None, Break::Content),
        ("before", |e| e.before = Some([0; 32]), Break::Content),
        ("after", |e| e.after = None, Break::Content),
        ("digest", |e| e.detail_digest[0] ^= 1, Break::Content),
        ("detail", |e| e.detail = Some(vec![1]), Break::Detail),
        ("link", |e| e.previous[0] ^= 1, Break::Link),
        ("signature", |e| e.signature[0] ^= 1, Break::Signature),
        ("desk", |e| e.desk = 2, Break::Sequence),
    ];
    for (name, tamper, what) in tamperings {
        let mut entries = journal();
        tamper(&mut entries[4]);
        let broken = Err(Broken { seq: 5, what });
        assert_eq!(verify(entries, Signatures::All), broken, "{name}");
    }
}

#[test]
fn a_missing_repeated_or_swapped_entry_is_reported() {
    let sequence = |seq| Err(Broken { seq, what: Break::Sequence });
    let mut missing = journal();
    missing.remove(4);
    assert_eq!(verify(missing, Signatures::All), sequence(5));
    let mut repeated = journal();
    repeated.insert(4, repeated[3].clone());
    assert_eq!(verify(repeated, Signatures::All), sequence(5));
    let mut swapped = journal();
    swapped.swap(4, 5);
    assert_eq!(verify(swapped, Signatures::All), sequence(5));
}

#[test]
fn whoever_rewrites_the_chain_cannot_sign_for_another() {
    // An insider with the database key changes an entry and recomputes every hash after it.
    let mut entries = journal();
    entries[4].operation = "family_read".into();
    for index in 4..entries.len() {
        entries[index].previous = entries[index - 1].hash;
        entries[index].hash = entries[index].computed_hash(VAULT, &mut Writer::new());
    }
    assert_eq!(verify(entries, Signatures::All), Err(Broken { seq: 5, what: Break::Signature }));
    let mut invented = journal();
    invented[4].agent = Uuid::from_u128(77);
    invented[4].hash = invented[4].computed_hash(VAULT, &mut Writer::new());
    assert_eq!(verify(invented, Signatures::All), Err(Broken { seq: 5, what: Break::UnknownAgent }));
}

#[test]
fn the_detail_can_be_read_by_few_and_deleted_without_breaking_the_chain() {
    let dpo_like = town().session(FOUNDER, &[Role::Dpo]);
    let grant = dpo_like.authorize::<ReadAudit>().unwrap();
    let mut entries = journal();
    let opened = grant.open_detail(&entries[2]).unwrap().unwrap();
    assert_eq!(opened.as_slice(), "famille 2".as_bytes());
    assert!(grant.open_detail(&entries[1]).unwrap().is_none());
    // A detail shown under another entry does not open.
    entries[4].detail = entries[2].detail.clone();
    assert_eq!(grant.open_detail(&entries[4]).err(), Some(CellError::SealBroken));

    let desk = town().session(DESK, &[Role::Dpo]);
    assert!(desk.authorize::<ReadAudit>().is_err(), "the key was never handed to the desk");

    let mut purged = journal();
    purged.iter_mut().for_each(|entry| entry.detail = None);
    // Nobody said that their time was over: someone removed them.
    assert_eq!(verify(purged, Signatures::All), Err(Broken { seq: 9, what: Break::DetailRemoved }));
    let mut expired = journal_of(|act, rank| {
        if rank == 10 {
            (act.operation, act.object) = (DETAIL_EXPIRED, Some(number_as_object(5)));
        }
    });
    expired[..5].iter_mut().for_each(|entry| entry.detail = None);
    assert!(verify(expired.clone(), Signatures::All).is_ok());
    expired[6].detail = None;
    assert_eq!(verify(expired, Signatures::All), Err(Broken { seq: 7, what: Break::DetailRemoved }));
}

type Telling = (&'static str, fn(&mut Act<'_>, u64), Broken);

/// Lines written and signed by agents of the vault, by another way than the program's.
#[test]
fn a_signed_entry_that_could_not_follow_is_reported() {
    let tellings: [Telling; 9] = [
        (
            "the same instant",
            |act, rank| {
                if rank == 8 {
                    act.hlc = act_at(7, None).hlc;
                }
            },
            broken_at(8, Break::Time),
        ),
        (
            "an instant gone by",
            |act, rank| {
                if rank == 5 {
                    act.hlc = act_at(2, None).hlc;
                }
            },
            broken_at(5, Break::Time),
        ),
        (
            "another content found",
            |act, rank| {
                if rank == 5 {
                    act.before = Some([77; 32]);
                }
            },
            broken_at(5, Break::State),
        ),
        (
            "another content left",
            |act, rank| {
                if rank == 5 {
                    act.after = Some([77; 32]);
                }
            },
            broken_at(7, Break::State),
        ),
        (
            "content found and none left",
            |act, rank| {
                if rank == 5 {
                    act.after = None;
                }
            },
            broken_at(5, Break::State),
        ),
        (
            "content left and none found",
            |act, rank| {
                if rank == 5 {
                    act.before = None;
                }
            },
            broken_at(5, Break::State),
        ),
        (
            "nobody said what the file held",
            |act, rank| {
                if rank == 1 {
                    (act.operation, act.before) = ("family_edit", Some([0; 32]));
                }
            },
            broken_at(1, Break::State),
        ),
        (
            "counted anew for a schema the file had",
            |act, rank| {
                if rank == 5 {
                    (act.operation, act.object) = (SCHEMA_REACHED, Some(number_as_object(2)));
                    act.before = None;
                }
            },
            broken_at(5, Break::State),
        ),
        (
            "counted anew for a schema that names none",
            |act, rank| {
                if rank == 5 {
                    (act.operation, act.object, act.before) = (SCHEMA_REACHED, None, None);
                }
            },
            broken_at(5, Break::State),
        ),
    ];
    for (name, telling, broken) in tellings {
        let entries = journal_of(telling);
        assert_eq!(verify(entries.clone(), Signatures::All), Err(broken), "{name}");
        for cut in 1..10 {
            assert_eq!(verify_in_two(&entries, cut), Err(broken), "{name}, cut after {cut}");
        }
    }
    let upgraded = journal_of(|act, rank| {
        if rank == 5 {
            (act.operation, act.object) = (SCHEMA_REACHED, Some(number_as_object(3)));
            (act.before, act.after) = (None, act.after);
        }
    });
    assert!(verify(upgraded.clone(), Signatures::All).is_ok());
    // A schema this program has never heard of is not one the file came to.
    let of_schema = |schema| {
        let mut verifier = Verifier::from(VAULT, town().book.roster(), Head::start(1), Signatures::All);
        upgraded.iter().try_for_each(|entry| verifier.check(entry))?;
        verifier.replayed().whole_of_schema(schema).map(|replayed| replayed.head().seq)
    };
    assert_eq!((of_schema(3), of_schema(2)), (Ok(10), Err(broken_at(5, Break::State))));
}

fn broken_at(seq: u64, what: Break) -> Broken {
    Broken { seq, what }
}

/// The same verification by two hands, each from the head it is told.
fn verify_in_two(entries: &[Entry], cut: usize) -> Result<Head, Broken> {
    let roster = town().book.roster();
    let piece = |from, entries: &[Entry]| {
        let mut verifier = Verifier::from(VAULT, roster, from, Signatures::All);
        entries.iter().try_for_each(|entry| verifier.check(entry))?;
        Ok::<_, Broken>(verifier.replayed())
    };
    let first = piece(Head::start(1), &entries[..cut]);
    let second = piece(entries[cut - 1].head(), &entries[cut..]);
    let whole = first?.join(second?)?.whole()?;
    Ok(whole.head())
}

#[test]
fn two_hands_find_what_one_finds() {
    let entries = journal();
    let head = entries[9].head();
    for cut in 1..10 {
        assert_eq!(verify_in_two(&entries, cut), Ok(head));
    }
    // A boundary that is not where it was said to be.
    let roster = town().book.roster();
    let first = Verifier::from(VAULT, roster, Head::start(1), Signatures::All).replayed();
    let second = Verifier::from(VAULT, roster, entries[3].head(), Signatures::All).replayed();
    assert_eq!(first.join(second).unwrap_err(), broken_at(1, Break::Link));
}

#[test]
fn keys_that_were_replaced_sign_nothing_new() {
    use crate::password::Password;
    use crate::random::SeededRandom;
    use crate::vault::town::{AT, entering, login};
    let town = town();
    let mut book = town.book.clone();
    let password = Password::new("une phrase retrouvée");
    let entering = entering(DESK, "ins", &password, &[]);
    let former = town.session(DESK, &[Role::Ins]);
    town.open(FOUNDER)
        .welcome(
            &mut book,
            &entering,
            Some(&town.open(HEALTH)),
            &town.installation,
            AT,
            &mut SeededRandom::new(1),
        )
        .unwrap();
    let renewed = book.unlock(&login("ins"), &password, &town.installation).unwrap();
    let renewed = renewed.into_session(
        crate::Standing::of(crate::access::Roles::of([Role::Ins]), 1),
        Box::new(SeededRandom::new(2)),
    );
    let chained = |sessions: [&Session; 3]| {
        let mut chain = Chain::at(Head::start(1));
        (1..).zip(sessions).map(|(rank, by)| chain.next(by, &act_at(rank, None)).unwrap()).collect::<Vec<_>>()
    };
    let verify = |entries: Vec<Entry>, signatures| {
        Verifier::from(VAULT, book.roster(), Head::start(1), signatures).check_all(entries)
    };
    assert!(verify(chained([&former, &former, &renewed]), Signatures::All).is_ok());
    let late = chained([&former, &renewed, &former]);
    assert_eq!(verify(late.clone(), Signatures::All), Err(broken_at(3, Break::FormerKeys)));
    assert_eq!(verify(late, Signatures::OneIn(1)), Err(broken_at(3, Break::FormerKeys)));
}

#[test]
fn an_old_key_still_verifies_what_it_signed() {
    use crate::password::Password;
    use crate::random::SeededRandom;
    use crate::vault::town::{AT, entering};
    let town = town();
    let mut book = town.book.clone();
    let password = Password::new("une phrase retrouvée");
    let entering = entering(HEALTH, "san", &password, &[]);
    let founder = town.open(FOUNDER);
    let random = &mut SeededRandom::new(1);
    founder.welcome(&mut book, &entering, Some(&town.open(DESK)), &town.installation, AT, random).unwrap();
    let verifier = Verifier::from(VAULT, book.roster(), Head::start(1), Signatures::All);
    assert!(verifier.check_all(journal()).is_ok());
}

#[test]
fn a_locked_session_writes_nothing() {
    let session = town().session(DESK, &[Role::Ins]);
    session.lock();
    let mut chain = Chain::at(Head::start(1));
    assert_eq!(chain.next(&session, &act("x", None)).err(), Some(Denied::Locked));
    assert_eq!(chain.head(), Head::start(1));
}

/// The second entry of the journal of the first version: the bytes of an entry have not changed since.
#[test]
fn the_canonical_bytes_are_frozen() {
    let sessions = [(FOUNDER, Role::Adm), (HEALTH, Role::San)];
    let [founder, health] = sessions.map(|(agent, role)| town().session(agent, &[role]));
    let mut chain = Chain::at(Head::start(1));
    chain.next(&founder, &act("family_edit", Some(b"famille 0"))).unwrap();
    let entry = chain.next(&health, &act("family_edit", None)).unwrap();
    let hex: String = entry.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "ab9dbb769d49d44aee6b11c791eb3dce535290f9d2683ae833b3b15fc25a2cc3");
}

#[test]
fn a_closed_month_that_holds_other_lines_is_reported() {
    use super::segment::{Checkpoint, MerkleTree, Segments, Span};
    let entries = journal();
    let session = town().session(DESK, &[Role::Ins]);
    let closed = |first: u64, last: u64| {
        let mut tree = MerkleTree::default();
        entries[first as usize - 1..last as usize].iter().for_each(|entry| tree.push(&entry.hash));
        let span = Span { month: format!("2026-0{first}"), first, last };
        Checkpoint::close(&session, 1, span, tree.root()).unwrap()
    };
    let replay = |months: &[Checkpoint], entries: &[Entry]| {
        let mut segments = Segments::of(months, 1);
        entries.iter().try_for_each(|entry| segments.take(entry))?;
        segments.end()
    };
    let months = [closed(1, 4), closed(5, 7)];
    assert_eq!(replay(&months, &entries), Ok(()));
    let segment = |seq| Err(broken_at(seq, Break::Segment));
    let mut altered = entries.clone();
    altered[5].hash[0] ^= 1;
    assert_eq!(replay(&months, &altered), segment(5), "a line of the second month");
    altered = entries.clone();
    altered[8].hash[0] ^= 1;
    assert_eq!(replay(&months, &altered), Ok(()), "a line of the month under way");
    assert_eq!(replay(&[closed(1, 4), closed(6, 7)], &entries), segment(6), "a gap between two months");
    assert_eq!(replay(&[closed(5, 7)], &entries), segment(5), "the first month taken away");
    assert_eq!(replay(&months, &entries[..6]), segment(5), "a month whose end is not there");
}
