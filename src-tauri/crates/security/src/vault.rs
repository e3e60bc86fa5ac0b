//! The vault: founded once, opened by each agent with their own keys.

use std::collections::BTreeMap;
use std::fmt;

use thiserror::Error;
use uuid::Uuid;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::codec::Writer;
use crate::compartment::Compartment;
use crate::identity::Identity;
use crate::kdf::{KdfError, KdfParams};
use crate::password::{Login, Password};
use crate::random::{self, Random};
use crate::sealing;
use crate::secret::{InstallationSecret, Key, PageKey};
use crate::session::{Session, Standing};
use crate::slots::Slot;
use crate::statement::{Body, BrokenChain, Moment, RECOVERY, Roster, Signatory, StatementChain};

/// The identity of one vault. Bound into every seal, so that nothing moves from a town's vault to
/// another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VaultId(pub Uuid);

impl fmt::Display for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

const SLOT_COMMITMENT: &str = "preau/slot-commitment/v1";
const INSTALLATION_COMMITMENT: &str = "preau/installation-commitment/v1";

/// The content of the slot file: the agents' sealed keys and the chain of statements.
///
/// Changes are made here in memory; [`SlotFiles::write`](crate::slots::SlotFiles::write) makes
/// them last. A rotation writes the slots *before* the base: a key too many harms nothing, a key
/// too few would lose data.
#[derive(Clone, PartialEq, Eq)]
pub struct SlotBook {
    pub(crate) vault: VaultId,
    pub(crate) sequence: u64,
    /// What the installation secret commits to. It says nothing of a 256-bit secret, and lets a
    /// desk that is not authorised be told from a wrong password.
    pub(crate) installation: [u8; 32],
    pub(crate) slots: Vec<Slot>,
    pub(crate) chain: StatementChain,
}

/// What is needed to found a vault.
pub struct Founding<'a> {
    /// The new vault's identity.
    pub vault: VaultId,
    /// The first agent.
    pub agent: Uuid,
    /// Their login.
    pub login: Login,
    /// Their own password.
    pub password: &'a Password,
    /// The cost of the derivation.
    pub kdf: KdfParams,
}

/// A vault just founded.
pub struct Founded {
    /// To be written beside the base.
    pub book: SlotBook,
    /// To be put in the operating system's keyring, before anything else is written.
    pub installation: InstallationSecret,
    /// To be printed on the sheets of the custodians, and forgotten.
    pub recovery: RecoverySecret,
    /// The vault, opened by its founder.
    pub open: OpenVault,
}

/// The private part of the recovery identity: on paper only, split between custodians.
#[derive(ZeroizeOnDrop)]
pub struct RecoverySecret(pub(crate) Key);

impl RecoverySecret {
    fn identity(&self) -> Identity {
        let mut bytes = Zeroizing::new([0; 64]);
        bytes[..32].copy_from_slice(self.0.derive("preau/recovery-exchange/v1").expose());
        bytes[32..].copy_from_slice(self.0.derive("preau/recovery-signing/v1").expose());
        Identity::from_bytes(&bytes)
    }
}

/// Why a vault was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UnlockError {
    /// No such login, or not this password. The two are not told apart.
    #[error("the login or the password is wrong")]
    WrongCredentials,
    /// The installation secret of this desk is not this vault's: the desk is not authorised.
    #[error("this desk is not authorised for this vault")]
    DeskNotAuthorised,
    /// The slot does not hold what the chain says: it was damaged or altered.
    #[error("the slot of this agent is damaged")]
    Damaged,
    /// The machine lacks memory for the derivation.
    #[error(transparent)]
    Kdf(#[from] KdfError),
}

/// Why a change of keys was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The agent acting does not hold this compartment: they cannot hand it over.
    #[error("this agent does not hold {0}")]
    NotHeld(Compartment),
    /// The login is already taken.
    #[error("this login is already taken")]
    LoginTaken,
    /// This agent is unknown here, or has left.
    #[error("this agent is unknown here")]
    UnknownAgent,
    /// One does not take a key back from oneself: the next key would be known to its loser.
    #[error("another holder must take the key back")]
    NeedsAnotherHolder,
    /// The current password is wrong.
    #[error("the current password is wrong")]
    WrongPassword,
    /// The statement was refused by the chain.
    #[error(transparent)]
    Refused(#[from] BrokenChain),
    /// The machine lacks memory for the derivation.
    #[error(transparent)]
    Kdf(#[from] KdfError),
}

impl SlotBook {
    /// Founds a vault: all the compartments get their first key, each handed to the recovery
    /// identity and to the founder.
    ///
    /// The founder holds every key only until the agents entitled to them are welcomed: somebody
    /// must be able to hand them over on the first day, and the recovery sheets are not an
    /// everyday tool. [`OpenVault::hand_over`] gives a compartment to its first proper holder and
    /// takes it from the founder in one go, under a new key. Until then the founder is kept from
    /// what their roles do not allow by [`Session::authorize`] only.
    pub fn found(
        founding: Founding<'_>,
        moment: Moment,
        random: &mut dyn Random,
    ) -> Result<Founded, KdfError> {
        let Founding { vault, agent, login, password, kdf } = founding;
        let installation = InstallationSecret::new(random);
        let recovery = RecoverySecret(Key::random(random));
        let identity = Identity::new(random);
        let mut keys = CompartmentKeys::default();
        let mut chain = StatementChain::new();
        let author = Signatory { agent, identity: &identity };

        let stated = (|| {
            let welcome = |agent, identity| Body::Welcome { agent, identity };
            chain.state(vault, moment, author, welcome(agent, identity.public()))?;
            chain.state(vault, moment, author, welcome(RECOVERY, recovery.identity().public()))?;
            for compartment in Compartment::ALL {
                let key = Key::random(random);
                let epoch = chain.state_epoch(vault, moment, author, compartment, &key)?;
                for recipient in [RECOVERY, agent] {
                    let handed = (compartment, epoch, &key);
                    chain.state_grant(vault, moment, author, None, handed, recipient, random)?;
                }
                keys.insert(compartment, epoch, key);
            }
            Ok::<_, BrokenChain>(())
        })();
        stated.expect("a founder may make the first statements of an empty chain");

        let mut book = SlotBook {
            vault,
            sequence: 0,
            installation: installation.0.commitment(INSTALLATION_COMMITMENT),
            slots: Vec::new(),
            chain,
        };
        let entering = Entering { agent, login, password, kdf };
        book.set_slot(&entering, &identity, &installation, random)?;
        let open = OpenVault::new(vault, agent, identity, keys, book.chain.roster());
        Ok(Founded { book, installation, recovery, open })
    }

    /// The vault these slots belong to.
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// How many times the slots were written.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// The logins, in the order their owners came.
    pub fn logins(&self) -> impl Iterator<Item = &Login> {
        self.slots.iter().map(|slot| &slot.login)
    }

    /// The agent of a login.
    pub fn agent_of(&self, login: &Login) -> Option<Uuid> {
        self.slots.iter().find(|slot| slot.login == *login).map(|slot| slot.agent)
    }

    /// Who is here and who holds what.
    pub fn roster(&self) -> &Roster {
        self.chain.roster()
    }

    /// The signed statements, for the journal and the yearly review.
    pub fn statements(&self) -> &StatementChain {
        &self.chain
    }

    /// Whether this installation secret is the vault's.
    pub fn accepts(&self, installation: &InstallationSecret) -> bool {
        installation.0.commits_to(INSTALLATION_COMMITMENT, &self.installation)
    }

    /// Opens the vault. Costs one derivation.
    pub fn unlock(
        &self,
        login: &Login,
        password: &Password,
        installation: &InstallationSecret,
    ) -> Result<OpenVault, UnlockError> {
        if !self.accepts(installation) {
            return Err(UnlockError::DeskNotAuthorised);
        }
        let slot =
            self.slots.iter().find(|slot| slot.login == *login).ok_or(UnlockError::WrongCredentials)?;
        let kek = slot.kdf.key_of(password, &slot.salt, installation, self.vault, slot.agent)?;
        self.open_slot(slot, &kek)
    }

    pub(crate) fn open_slot(&self, slot: &Slot, kek: &Key) -> Result<OpenVault, UnlockError> {
        if !kek.commits_to(SLOT_COMMITMENT, &slot.commitment) {
            return Err(UnlockError::WrongCredentials);
        }
        let aad = slot.aad(self.vault, &self.chain.root());
        let opened = sealing::open(kek, &aad, &slot.sealed).map_err(|_| UnlockError::Damaged)?;
        let bytes = opened.as_slice().try_into().map_err(|_| UnlockError::Damaged)?;
        let identity = Identity::from_bytes(bytes);
        let public = identity.public();
        if public != slot.identity || self.roster().identity(slot.agent) != Some(&public) {
            return Err(UnlockError::Damaged);
        }
        let mut open =
            OpenVault::new(self.vault, slot.agent, identity, CompartmentKeys::default(), self.roster());
        open.collect_keys(self).map_err(|_| UnlockError::Damaged)?;
        if open.keys.latest(Compartment::Base).is_none() {
            return Err(UnlockError::Damaged);
        }
        Ok(open)
    }

    /// Seals an agent's keys under their password; replaces the slot they had.
    fn set_slot(
        &mut self,
        entering: &Entering<'_>,
        identity: &Identity,
        installation: &InstallationSecret,
        random: &mut dyn Random,
    ) -> Result<(), KdfError> {
        let Entering { agent, login, password, kdf } = entering;
        let salt = random::bytes(random);
        let kek = kdf.key_of(password, &salt, installation, self.vault, *agent)?;
        let mut slot = Slot {
            agent: *agent,
            login: login.clone(),
            kdf: *kdf,
            salt,
            identity: identity.public(),
            commitment: kek.commitment(SLOT_COMMITMENT),
            sealed: Vec::new(),
        };
        let aad = slot.aad(self.vault, &self.chain.root());
        slot.sealed = sealing::seal(&kek, &aad, identity.to_bytes().as_slice(), random);
        match self.slots.iter_mut().find(|slot| slot.agent == *agent) {
            Some(existing) => *existing = slot,
            None => self.slots.push(slot),
        }
        Ok(())
    }
}

/// An agent who enters, or comes back, with a password of their own. Nobody chooses it for them:
/// whoever chose a temporary password could keep the keys.
pub struct Entering<'a> {
    /// The agent.
    pub agent: Uuid,
    /// Their login.
    pub login: Login,
    /// The password they typed themselves.
    pub password: &'a Password,
    /// The cost of the derivation.
    pub kdf: KdfParams,
}

/// The keys of the compartments an agent holds, of every epoch still in use.
#[derive(Default)]
pub(crate) struct CompartmentKeys(BTreeMap<(Compartment, u32), CompartmentKey>);

/// One key, and the one that wraps content keys, derived once: a list unwraps thousands.
pub(crate) struct CompartmentKey {
    pub(crate) key: Key,
    pub(crate) wrapping: Key,
}

impl CompartmentKeys {
    fn insert(&mut self, compartment: Compartment, epoch: u32, key: Key) {
        let wrapping = key.derive("preau/wrap/v1");
        self.0.insert((compartment, epoch), CompartmentKey { key, wrapping });
    }

    pub(crate) fn get(&self, compartment: Compartment, epoch: u32) -> Option<&CompartmentKey> {
        self.0.get(&(compartment, epoch))
    }

    pub(crate) fn latest(&self, compartment: Compartment) -> Option<(u32, &CompartmentKey)> {
        self.of(compartment).next_back()
    }

    fn of(&self, compartment: Compartment) -> impl DoubleEndedIterator<Item = (u32, &CompartmentKey)> {
        self.0.range((compartment, 0)..=(compartment, u32::MAX)).map(|((_, epoch), key)| (*epoch, key))
    }

    fn drop_all_of(&mut self, compartment: Compartment) {
        self.0.retain(|(held, _), _| *held != compartment);
    }
}

/// The vault as one agent opened it: their private keys and the compartments they hold, in memory
/// only, wiped when dropped.
pub struct OpenVault {
    vault: VaultId,
    agent: Uuid,
    pub(crate) identity: Identity,
    keys: CompartmentKeys,
    roster: Roster,
}

impl OpenVault {
    fn new(
        vault: VaultId,
        agent: Uuid,
        identity: Identity,
        keys: CompartmentKeys,
        roster: &Roster,
    ) -> OpenVault {
        OpenVault { vault, agent, identity, keys, roster: roster.clone() }
    }

    /// The vault.
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// The agent who opened it.
    pub fn agent(&self) -> Uuid {
        self.agent
    }

    /// Whether the latest key of a compartment is open.
    pub fn holds(&self, compartment: Compartment) -> bool {
        self.keys.latest(compartment).is_some_and(|(epoch, _)| epoch == self.roster.epoch(compartment))
    }

    /// The key of the database pages.
    pub fn page_key(&self) -> PageKey {
        let (_, base) = self.keys.latest(Compartment::Base).expect("a vault is only open with its base");
        PageKey::derive(&base.key)
    }

    /// The page keys of every epoch, newest first: after a cut during a change of page key, the
    /// base may still be under the one before.
    pub fn page_keys(&self) -> impl Iterator<Item = PageKey> {
        self.keys.of(Compartment::Base).rev().map(|(_, base)| PageKey::derive(&base.key))
    }

    /// Who was here when the vault was opened, and who held what.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    pub(crate) fn keys(&self) -> &CompartmentKeys {
        &self.keys
    }

    /// Starts working: from here on, everything goes through grants.
    pub fn into_session(self, standing: Standing, random: Box<dyn Random>) -> Session {
        Session::begin(self, standing, random)
    }

    pub(crate) fn signatory(&self) -> Signatory<'_> {
        Signatory { agent: self.agent, identity: &self.identity }
    }

    /// Opens every key the chain says this agent holds.
    fn collect_keys(&mut self, book: &SlotBook) -> Result<(), sealing::DoesNotOpen> {
        let roster = book.roster();
        for statement in book.chain.statements() {
            let Some((compartment, epoch, key)) = statement.open_grant(&self.identity)? else {
                continue;
            };
            if !roster.holds_epoch(self.agent, compartment, epoch) {
                continue;
            }
            if !roster.commits_to(compartment, epoch, &key) {
                return Err(sealing::DoesNotOpen);
            }
            self.keys.insert(compartment, epoch, key);
        }
        self.roster = roster.clone();
        Ok(())
    }

    /// Welcomes an agent, both people present: their keys are born here, sealed under the password
    /// they typed, and they receive BASE on the spot. Returns the vault as they open it, so that
    /// holders present can entrust more.
    ///
    /// An agent who lost their password comes back the same way, with new keys: what they held
    /// besides BASE must be entrusted again by its holders, and their old signatures stay valid.
    pub fn welcome(
        &self,
        book: &mut SlotBook,
        entering: &Entering<'_>,
        installation: &InstallationSecret,
        moment: Moment,
        random: &mut dyn Random,
    ) -> Result<OpenVault, KeyError> {
        let agent = entering.agent;
        if book.agent_of(&entering.login).is_some_and(|owner| owner != agent) {
            return Err(KeyError::LoginTaken);
        }
        let mut next = book.clone();
        let identity = Identity::new(random);
        let body = Body::Welcome { agent, identity: identity.public() };
        next.chain.state(self.vault, moment, self.signatory(), body)?;
        self.entrust(&mut next, Compartment::Base, agent, None, moment, random)?;
        next.set_slot(entering, &identity, installation, random)?;
        let keys = CompartmentKeys::default();
        let mut open = OpenVault::new(self.vault, agent, identity, keys, next.roster());
        open.collect_keys(&next).expect("keys just sealed to this agent open");
        *book = next;
        Ok(open)
    }

    /// Hands the keys of a compartment one holds to an agent: every epoch still in use, so that
    /// they read what is already there. With `approver`, a second holder present signs too.
    pub fn entrust(
        &self,
        book: &mut SlotBook,
        compartment: Compartment,
        recipient: Uuid,
        approver: Option<&OpenVault>,
        moment: Moment,
        random: &mut dyn Random,
    ) -> Result<(), KeyError> {
        if !self.holds(compartment) {
            return Err(KeyError::NotHeld(compartment));
        }
        let mut chain = book.chain.clone();
        if chain.roster().identity(recipient).is_none() {
            return Err(KeyError::UnknownAgent);
        }
        for (epoch, CompartmentKey { key, .. }) in self.keys.of(compartment) {
            chain.state_grant(
                self.vault,
                moment,
                self.signatory(),
                approver.map(OpenVault::signatory),
                (compartment, epoch, key),
                recipient,
                random,
            )?;
        }
        book.chain = chain;
        Ok(())
    }

    /// Gives a compartment to its first proper holder, who at once takes it from the founder under
    /// a new key: what is written from then on, the founder cannot read.
    pub fn hand_over(
        &mut self,
        book: &mut SlotBook,
        compartment: Compartment,
        holder: &mut OpenVault,
        moment: Moment,
        random: &mut dyn Random,
    ) -> Result<(), KeyError> {
        let mut next = book.clone();
        self.entrust(&mut next, compartment, holder.agent, None, moment, random)?;
        holder.collect_keys(&next).map_err(|_| KeyError::NotHeld(compartment))?;
        holder.withdraw(&mut next, compartment, self.agent, moment, random)?;
        self.keys.drop_all_of(compartment);
        self.roster = next.roster().clone();
        *book = next;
        Ok(())
    }

    /// Takes a compartment back from an agent, and makes its next key for those who stay.
    pub fn withdraw(
        &mut self,
        book: &mut SlotBook,
        compartment: Compartment,
        from: Uuid,
        moment: Moment,
        random: &mut dyn Random,
    ) -> Result<(), KeyError> {
        if from == self.agent {
            return Err(KeyError::NeedsAnotherHolder);
        }
        if !self.holds(compartment) {
            return Err(KeyError::NotHeld(compartment));
        }
        let mut next = book.clone();
        let body = Body::Revoke { compartment, agent: from };
        next.chain.state(self.vault, moment, self.signatory(), body)?;
        self.rotate(&mut next, compartment, moment, random)?;
        *book = next;
        Ok(())
    }

    /// Makes the next key of a compartment, handed to everyone who holds the present one. Content
    /// keys are then re-wrapped by the store ([`Session::rewrap`]), at any pace: keys of past
    /// epochs still open what they closed.
    pub fn rotate(
        &mut self,
        book: &mut SlotBook,
        compartment: Compartment,
        moment: Moment,
        random: &mut dyn Random,
    ) -> Result<(), KeyError> {
        if !self.holds(compartment) {
            return Err(KeyError::NotHeld(compartment));
        }
        let mut chain = book.chain.clone();
        let holders: Vec<Uuid> = chain.roster().holders(compartment).collect();
        let key = Key::random(random);
        let signatory = self.signatory();
        let epoch = chain.state_epoch(self.vault, moment, signatory, compartment, &key)?;
        for holder in holders {
            let handed = (compartment, epoch, &key);
            chain.state_grant(self.vault, moment, signatory, None, handed, holder, random)?;
        }
        book.chain = chain;
        self.roster = book.roster().clone();
        self.keys.insert(compartment, epoch, key);
        Ok(())
    }

    /// An agent leaves for good: their slot goes, the compartments held here get a new key, and
    /// [`Roster::awaiting_rotation`] names those whose other holders must do the same.
    pub fn depart(
        &mut self,
        book: &mut SlotBook,
        agent: Uuid,
        moment: Moment,
        random: &mut dyn Random,
    ) -> Result<(), KeyError> {
        if agent == self.agent {
            return Err(KeyError::NeedsAnotherHolder);
        }
        if book.roster().identity(agent).is_none() {
            return Err(KeyError::UnknownAgent);
        }
        let mut next = book.clone();
        next.chain.state(self.vault, moment, self.signatory(), Body::Depart { agent })?;
        next.slots.retain(|slot| slot.agent != agent);
        let waiting: Vec<Compartment> = next.roster().awaiting_rotation().collect();
        for compartment in waiting {
            if self.holds(compartment) {
                self.rotate(&mut next, compartment, moment, random)?;
            }
        }
        self.roster = next.roster().clone();
        *book = next;
        Ok(())
    }

    /// Changes one's own password: the slot alone is sealed again, the keys stay.
    pub fn change_password(
        &self,
        book: &mut SlotBook,
        current: &Password,
        entering: &Entering<'_>,
        installation: &InstallationSecret,
        random: &mut dyn Random,
    ) -> Result<(), KeyError> {
        let owner = book.slots.iter().find(|slot| slot.agent == self.agent);
        let login = owner.map(|slot| slot.login.clone()).ok_or(KeyError::UnknownAgent)?;
        match book.unlock(&login, current, installation) {
            Err(UnlockError::Kdf(error)) => return Err(error.into()),
            Err(_) => return Err(KeyError::WrongPassword),
            Ok(_) => {}
        }
        if book.agent_of(&entering.login).is_some_and(|owner| owner != self.agent) {
            return Err(KeyError::LoginTaken);
        }
        let entering = Entering { agent: self.agent, login: entering.login.clone(), ..*entering };
        book.set_slot(&entering, &self.identity, installation, random)?;
        Ok(())
    }

    /// Signs bytes as this agent, for one purpose.
    pub(crate) fn sign(&self, message: &Writer) -> [u8; 64] {
        self.identity.sign(message.as_slice())
    }
}

/// A town of a few agents for the tests of this room, founded once: a derivation costs 0.15 s.
#[cfg(test)]
pub(crate) mod town {
    use std::sync::OnceLock;

    use super::*;
    use crate::access::{Role, Roles};
    use crate::random::SeededRandom;

    pub(crate) const VAULT: VaultId = VaultId(Uuid::from_u128(0xC0FFEE));
    pub(crate) const FOUNDER: Uuid = Uuid::from_u128(1);
    pub(crate) const HEALTH: Uuid = Uuid::from_u128(2);
    pub(crate) const DESK: Uuid = Uuid::from_u128(3);
    pub(crate) const AT: Moment = Moment { at_ms: 1_790_000_000_000, desk: 1 };

    pub(crate) struct Town {
        pub(crate) book: SlotBook,
        pub(crate) installation: InstallationSecret,
        /// The agents' private keys, to open their vaults without a derivation.
        identities: Vec<(Uuid, Zeroizing<[u8; 64]>)>,
    }

    pub(crate) fn login(name: &str) -> Login {
        Login::new(name).unwrap()
    }

    pub(crate) fn password(agent: &str) -> Password {
        Password::new(&format!("{agent} sept mots pour ouvrir le coffre"))
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
            };
            let founded = SlotBook::found(founding, AT, random).unwrap();
            let (mut book, mut founder) = (founded.book, founded.open);
            let installation = founded.installation;
            let mut identities = Vec::new();
            for (agent, name) in [(HEALTH, "san"), (DESK, "ins")] {
                let entering =
                    Entering { agent, login: login(name), password: &password(name), kdf: KdfParams::FLOOR };
                let mut open = founder.welcome(&mut book, &entering, &installation, AT, random).unwrap();
                if agent == HEALTH {
                    for compartment in [Compartment::HealthOp, Compartment::HealthRecord] {
                        founder.hand_over(&mut book, compartment, &mut open, AT, random).unwrap();
                    }
                }
                identities.push((agent, open.identity.to_bytes()));
            }
            identities.push((FOUNDER, founder.identity.to_bytes()));
            Town { book, installation, identities }
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
}

#[cfg(test)]
mod tests {
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
        let entering =
            Entering { agent: DESK, login: login("ins"), password: &chosen, kdf: KdfParams::FLOOR };
        let mut change = |current: &Password| {
            desk.change_password(&mut book, current, &entering, &town.installation, random)
        };
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
}
