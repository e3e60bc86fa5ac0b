//! A town of a few agents for the tests of this room, founded once: a derivation costs 0.15 s.

use std::sync::OnceLock;

use uuid::Uuid;
use zeroize::Zeroizing;

use super::keys::CompartmentKeys;
use super::{Entering, Founding, OpenVault, RecoverySecret, SlotBook, VaultId};
use crate::access::{Role, Roles};
use crate::compartment::Compartment;
use crate::entitlement::{Day, Terms};
use crate::identity::Identity;
use crate::kdf::KdfParams;
use crate::password::{Login, Password};
use crate::random::SeededRandom;
use crate::secret::InstallationSecret;
use crate::session::{Session, Standing};
use crate::statement::Moment;

pub(crate) const VAULT: VaultId = VaultId(Uuid::from_u128(0xC0FFEE));
pub(crate) const FOUNDER: Uuid = Uuid::from_u128(1);
pub(crate) const HEALTH: Uuid = Uuid::from_u128(2);
pub(crate) const DESK: Uuid = Uuid::from_u128(3);
pub(crate) const AT: Moment = Moment { at_ms: 1_790_000_000_000, desk: 1 };
/// The day of [`AT`].
pub(crate) const DAY: Day = Day(20_717);

pub(crate) struct Town {
    pub(crate) book: SlotBook,
    pub(crate) installation: InstallationSecret,
    pub(crate) recovery: RecoverySecret,
    /// The agents' private keys, to open their vaults without a derivation.
    identities: Vec<(Uuid, Zeroizing<[u8; 64]>)>,
}

pub(crate) fn login(name: &str) -> Login {
    Login::new(name).unwrap()
}

pub(crate) fn password(agent: &str) -> Password {
    Password::new(&format!("{agent} sept mots pour ouvrir le coffre"))
}

/// An agent who enters with these roles.
pub(crate) fn entering<'a>(agent: Uuid, name: &str, password: &'a Password, roles: &[Role]) -> Entering<'a> {
    let entitled = roles.iter().map(|role| Terms::open_ended(*role, DAY)).collect();
    Entering { agent, login: login(name), password, kdf: KdfParams::FLOOR, entitled }
}

/// Founded by ADM, who hands health to SAN and keeps the rest; INS enrols.
pub(crate) fn town() -> &'static Town {
    static TOWN: OnceLock<Town> = OnceLock::new();
    TOWN.get_or_init(|| {
        let random = &mut SeededRandom::new(11);
        let founding = Founding {
            vault: VAULT,
            agent: FOUNDER,
            login: login("adm"),
            password: &password("adm"),
            kdf: KdfParams::FLOOR,
            roles: Roles::of([Role::Adm]),
            day: DAY,
        };
        let founded = SlotBook::found(founding, AT, random).unwrap();
        let (mut book, mut founder) = (founded.book, founded.open);
        let (installation, recovery) = (founded.installation, founded.recovery);
        let mut identities = Vec::new();
        for (agent, name, role) in [(HEALTH, "san", Role::San), (DESK, "ins", Role::Ins)] {
            let typed = password(name);
            let entering = entering(agent, name, &typed, &[role]);
            let mut open = founder.welcome(&mut book, &entering, None, &installation, AT, random).unwrap();
            if agent == HEALTH {
                for compartment in [Compartment::HealthOp, Compartment::HealthRecord] {
                    founder.hand_over(&mut book, compartment, &mut open, AT, random).unwrap();
                }
            }
            identities.push((agent, open.identity.to_bytes()));
        }
        identities.push((FOUNDER, founder.identity.to_bytes()));
        Town { book, installation, recovery, identities }
    })
}

impl Town {
    pub(crate) fn open(&self, agent: Uuid) -> OpenVault {
        self.open_on(&self.book, agent)
    }

    fn open_on(&self, book: &SlotBook, agent: Uuid) -> OpenVault {
        let (_, bytes) = self.identities.iter().find(|(a, _)| *a == agent).unwrap();
        let identity = Identity::from_bytes(bytes);
        let keys = CompartmentKeys::default();
        let mut open = OpenVault::new(VAULT, agent, identity, keys, book.roster());
        open.collect_keys(book).unwrap();
        open
    }

    pub(crate) fn session(&self, agent: Uuid, roles: &[Role]) -> Session {
        self.session_on(&self.book, agent, roles)
    }

    /// At work with other slots than the town's present ones.
    pub(crate) fn session_on(&self, book: &SlotBook, agent: Uuid, roles: &[Role]) -> Session {
        let standing = Standing::of(Roles::of(roles.iter().copied()), 1);
        // Each agent draws from a stream of their own, as at their own desk.
        let random = SeededRandom::new(agent.as_u64_pair().1);
        self.open_on(book, agent).into_session(standing, Box::new(random))
    }
}
