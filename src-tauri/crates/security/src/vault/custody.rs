//! Changes of keys: who enters, who is handed a compartment, who loses it, who leaves.
//!
//! Each is made on a copy of the slots and kept whole or not at all.

use thiserror::Error;
use uuid::Uuid;

use super::keys::{CompartmentKey, CompartmentKeys};
use super::{OpenVault, RecoverySecret, SlotBook, UnlockError};
use crate::compartment::Compartment;
use crate::entitlement::{Day, Terms};
use crate::identity::Identity;
use crate::kdf::{KdfError, KdfParams};
use crate::password::{Login, Password};
use crate::random::Random;
use crate::secret::{InstallationSecret, Key};
use crate::statement::{Body, BrokenChain, Moment, RECOVERY};

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

/// What was due with the keys and was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tidied {
    /// Someone entitled no more lost their key.
    TakenBack {
        /// The compartment.
        compartment: Compartment,
        /// Who lost it.
        from: Uuid,
    },
    /// The recovery sheets received a key.
    EntrustedToRecovery {
        /// The compartment.
        compartment: Compartment,
    },
    /// A new key follows one that somebody lost.
    Rotated {
        /// The compartment.
        compartment: Compartment,
    },
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
    /// The roles given on the spot; none for who comes back, whose entitlements still hold.
    pub entitled: Vec<Terms>,
}

impl OpenVault {
    /// Welcomes an agent, both people present: their keys are born here, sealed under the password
    /// they typed, and they receive BASE on the spot. Returns the vault as they open it, so that
    /// holders present can entrust more.
    ///
    /// An agent who lost their password comes back the same way, with new keys: what they held
    /// besides BASE must be entrusted again by its holders, and their old signatures stay valid.
    /// Their name is already known, so `witness`, somebody else at the desk, signs that it is them.
    pub fn welcome(
        &self,
        book: &mut SlotBook,
        entering: &Entering<'_>,
        witness: Option<&OpenVault>,
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
        let signing = (self.signatory(), witness.map(OpenVault::signatory));
        next.chain.state_with(self.vault, moment, signing, body)?;
        for terms in &entering.entitled {
            let body = Body::Entitle { agent, terms: terms.clone() };
            next.chain.state(self.vault, moment, self.signatory(), body)?;
        }
        self.entrust(&mut next, Compartment::Base, agent, None, moment, random)?;
        next.set_slot(entering, &identity, installation, random)?;
        let keys = CompartmentKeys::default();
        let mut open = OpenVault::new(self.vault, agent, identity, keys, next.roster());
        open.collect_keys(&next).expect("keys just sealed to this agent open");
        *book = next;
        Ok(open)
    }

    /// Gives an agent a role, or says anew until when and where they have it. The keys it calls for are another matter: their holders
    /// hand them over.
    pub fn entitle(
        &mut self,
        book: &mut SlotBook,
        agent: Uuid,
        terms: Terms,
        moment: Moment,
    ) -> Result<(), KeyError> {
        if book.roster().identity(agent).is_none() {
            return Err(KeyError::UnknownAgent);
        }
        book.chain.state(self.vault, moment, self.signatory(), Body::Entitle { agent, terms })?;
        self.roster = book.roster().clone();
        Ok(())
    }

    /// Makes new recovery sheets: those before open nothing that is written from now on. The compartments this agent holds are
    /// entrusted to them at once under a new key; their other holders do the same when they next open
    /// ([`OpenVault::tidy`]).
    pub fn renew_recovery(
        &mut self,
        book: &mut SlotBook,
        witness: Option<&OpenVault>,
        moment: Moment,
        random: &mut dyn Random,
    ) -> Result<RecoverySecret, KeyError> {
        let mut next = book.clone();
        let recovery = RecoverySecret(Key::random(random));
        let body = Body::Welcome { agent: RECOVERY, identity: recovery.identity().public() };
        let signing = (self.signatory(), witness.map(OpenVault::signatory));
        next.chain.state_with(self.vault, moment, signing, body)?;
        self.roster = next.roster().clone();
        let today = next.roster().day_at(moment.at_ms);
        self.tidy(&mut next, moment, today, random)?;
        *book = next;
        Ok(recovery)
    }

    /// Does what is due with the keys one holds, and says whether anything was: the recovery sheets receive those they lack; who is
    /// entitled no more loses theirs; a key someone lost is followed by a new one. So a departure that an administrator decided is
    /// ended by the holders, each at their next opening, without anyone having to think of it. `today` is
    /// the day at the town.
    pub fn tidy(
        &mut self,
        book: &mut SlotBook,
        moment: Moment,
        today: Day,
        random: &mut dyn Random,
    ) -> Result<Vec<Tidied>, KeyError> {
        let mut next = book.clone();
        let mut done = Vec::new();
        for compartment in Compartment::ALL {
            if !self.holds(compartment) {
                continue;
            }
            let kept = next.roster().keepers(compartment, self.agent, today);
            let excess: Vec<Uuid> =
                next.roster().holders(compartment).filter(|holder| !kept.contains(holder)).collect();
            for agent in &excess {
                let body = Body::Revoke { compartment, agent: *agent };
                next.chain.state(self.vault, moment, self.signatory(), body)?;
                done.push(Tidied::TakenBack { compartment, from: *agent });
            }
            if !next.roster().holds(RECOVERY, compartment) {
                self.entrust(&mut next, compartment, RECOVERY, None, moment, random)?;
                done.push(Tidied::EntrustedToRecovery { compartment });
            }
            if next.roster().awaiting_rotation().any(|waiting| waiting == compartment) {
                self.rotate(&mut next, compartment, moment, random)?;
                done.push(Tidied::Rotated { compartment });
            }
        }
        if !done.is_empty() {
            *book = next;
        }
        Ok(done)
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

    /// Makes the next key of a compartment, handed to everyone who holds the present one. Cells
    /// are then sealed anew ([`Session::reseal`](crate::Session::reseal)), at any pace: keys of past
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
        let day = chain.roster().day_at(moment.at_ms);
        let holders = chain.roster().keepers(compartment, self.agent, day);
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
        let entering = Entering {
            agent: self.agent,
            login: entering.login.clone(),
            password: entering.password,
            kdf: entering.kdf,
            entitled: Vec::new(),
        };
        book.set_slot(&entering, &self.identity, installation, random)?;
        Ok(())
    }
}
