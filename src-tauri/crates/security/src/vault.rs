//! The vault: founded once, opened by each agent with their own keys.

mod custody;
mod installation;
mod keys;
#[cfg(all(test, target_os = "linux"))]
mod memory;
mod open;
#[cfg(test)]
pub(crate) mod town;

use std::fmt;

use thiserror::Error;
use uuid::Uuid;
use zeroize::{ZeroizeOnDrop, Zeroizing};

pub use self::custody::{Entering, KeyError, Tidied};
pub use self::installation::{FormerInstallation, RenewError};
use self::keys::CompartmentKeys;
pub use self::open::OpenVault;
use crate::access::{Role, Roles};
use crate::compartment::Compartment;
use crate::entitlement::{Day, Terms};
use crate::identity::Identity;
use crate::kdf::{KdfError, KdfParams};
use crate::password::{Login, Password};
use crate::random::{self, Random};
use crate::recovery::RecoveryMark;
use crate::sealing;
use crate::secret::{InstallationSecret, Key};
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
    /// The secret before, while some agents' slots still need it: a desk was stolen, and each passes at their next opening.
    pub(crate) former: Option<FormerInstallation>,
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
    /// The founder's roles.
    pub roles: Roles,
    /// The day of the founding.
    pub day: Day,
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
    pub(crate) fn identity(&self) -> Identity {
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
    /// The agent has no role any more, and lost the key of BASE with the last.
    #[error("this agent is entitled no more")]
    NoLongerEntitled,
    /// The slot does not hold what the chain says: it was damaged or altered.
    #[error("the slot of this agent is damaged")]
    Damaged,
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
        let Founding { vault, agent, login, password, kdf, roles, day } = founding;
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
            // The administrator's own last: from then on, one does not give oneself a role.
            let (adm, others): (Vec<Role>, Vec<Role>) = roles.iter().partition(|role| *role == Role::Adm);
            for role in others.into_iter().chain(adm) {
                let body = Body::Entitle { agent, terms: Terms::open_ended(role, day) };
                chain.state(vault, moment, author, body)?;
            }
            Ok::<_, BrokenChain>(())
        })();
        stated.expect("a founder may make the first statements of an empty chain");

        let mut book = SlotBook {
            vault,
            sequence: 0,
            installation: installation.0.commitment(INSTALLATION_COMMITMENT),
            former: None,
            slots: Vec::new(),
            chain,
        };
        let entering = Entering { agent, login, password, kdf, entitled: Vec::new() };
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
        let secret = self.secret_of(slot.agent, installation)?;
        let secret = secret.as_ref().unwrap_or(installation);
        let kek = slot.kdf.key_of(password, &slot.salt, secret, self.vault, slot.agent)?;
        self.open_slot(slot, &kek)
    }

    /// Opens the vault with the recovery sheets, typed at the desk by two custodians: every compartment, for the time of welcoming
    /// whoever must work again. What it signs is signed as the recovery identity.
    pub fn recover(&self, recovery: &RecoverySecret) -> Result<OpenVault, UnlockError> {
        let identity = recovery.identity();
        if self.roster().identity(RECOVERY) != Some(&identity.public()) {
            return Err(UnlockError::WrongCredentials);
        }
        let keys = CompartmentKeys::default();
        let mut open = OpenVault::new(self.vault, RECOVERY, identity, keys, self.roster());
        open.collect_keys(self).map_err(|_| UnlockError::Damaged)?;
        if open.holds(Compartment::Base) { Ok(open) } else { Err(UnlockError::Damaged) }
    }

    /// What tells the present recovery sheets from any others.
    pub fn recovery_mark(&self) -> RecoveryMark {
        let public =
            self.roster().identity(RECOVERY).expect("a vault has its recovery identity from the first day");
        RecoveryMark::of(self.vault, public)
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
        if open.holds(Compartment::Base) { Ok(open) } else { Err(UnlockError::NoLongerEntitled) }
    }

    /// Seals an agent's keys under their password; replaces the slot they had.
    fn set_slot(
        &mut self,
        entering: &Entering<'_>,
        identity: &Identity,
        installation: &InstallationSecret,
        random: &mut dyn Random,
    ) -> Result<(), KdfError> {
        let Entering { agent, login, password, kdf, .. } = entering;
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
        self.has_passed(*agent);
        match self.slots.iter_mut().find(|slot| slot.agent == *agent) {
            Some(existing) => *existing = slot,
            None => self.slots.push(slot),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
