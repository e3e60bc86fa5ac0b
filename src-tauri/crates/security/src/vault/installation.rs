//! A new installation secret: a desk was stolen, with what its keyring holds.
//!
//! A slot is sealed under its owner's password and the installation secret together, so it can only be sealed anew with its owner
//! present. The secret before goes on opening the slots of those who have not passed yet; it is itself sealed under the new one, which
//! the stolen desk does not have, and goes with the last of them, or at the deadline.

use thiserror::Error;
use uuid::Uuid;

use super::{INSTALLATION_COMMITMENT, OpenVault, SlotBook, UnlockError, VaultId};
use crate::codec::{Malformed, Reader, Writer};
use crate::kdf::{KdfError, KdfParams};
use crate::password::{Login, Password};
use crate::random::Random;
use crate::sealing;
use crate::secret::{InstallationSecret, Key};
use crate::vault::Entering;

/// The installation secret before the present one, while somebody's slot still needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerInstallation {
    /// Who has not passed to the new one.
    waiting: Vec<Uuid>,
    /// After which their slots go: they are then welcomed again. In milliseconds since 1970.
    until_ms: i64,
    /// The secret, sealed under the new one.
    sealed: Vec<u8>,
}

/// How long the secret before goes on opening slots: three weeks, a school holiday and the days around.
const GRACE_MS: i64 = 21 * 24 * 3_600_000;

/// Why the installation secret was not renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RenewError {
    /// The agent's password is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// A renewal is still under way.
    #[error("some agents have not passed to the present secret yet")]
    UnderWay,
    /// The machine lacks memory for the derivation.
    #[error(transparent)]
    Kdf(#[from] KdfError),
}

impl FormerInstallation {
    pub(crate) fn write(&self, out: &mut Writer) {
        out.i64(self.until_ms).u32(u32::try_from(self.waiting.len()).expect("agents are counted by a u32"));
        for agent in &self.waiting {
            out.uuid(*agent);
        }
        out.bytes(&self.sealed);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<FormerInstallation, Malformed> {
        let until_ms = from.i64()?;
        let count = from.u32()?;
        let waiting = (0..count).map(|_| from.uuid()).collect::<Result<_, _>>()?;
        Ok(FormerInstallation { waiting, until_ms, sealed: from.bytes()?.to_vec() })
    }
}

fn aad(vault: VaultId) -> Vec<u8> {
    let mut out = Writer::with_domain("preau/former-installation/v1");
    out.uuid(vault.0);
    out.finish()
}

fn sealing_key(present: &InstallationSecret) -> Key {
    present.0.derive("preau/former-installation-key/v1")
}

impl SlotBook {
    /// Who has not passed to the present installation secret yet.
    pub fn waiting_for_the_installation(&self) -> &[Uuid] {
        self.former.as_ref().map_or(&[], |former| &former.waiting)
    }

    /// The secret before, for an agent who has not passed yet.
    pub(super) fn secret_of(
        &self,
        agent: Uuid,
        present: &InstallationSecret,
    ) -> Result<Option<InstallationSecret>, UnlockError> {
        let Some(former) = self.former.as_ref().filter(|former| former.waiting.contains(&agent)) else {
            return Ok(None);
        };
        let opened = sealing::open(&sealing_key(present), &aad(self.vault), &former.sealed);
        let key = opened.ok().and_then(|bytes| Key::from_slice(&bytes)).ok_or(UnlockError::Damaged)?;
        Ok(Some(InstallationSecret(key)))
    }

    pub(super) fn has_passed(&mut self, agent: Uuid) {
        if let Some(former) = &mut self.former {
            former.waiting.retain(|waiting| *waiting != agent);
            if former.waiting.is_empty() {
                self.former = None;
            }
        }
    }

    /// Ends the grace of those who did not open in time: their slots go, and they must be welcomed again. Whether anything changed.
    pub fn end_grace(&mut self, now_ms: i64) -> bool {
        let Some(former) = self.former.take_if(|former| former.until_ms < now_ms) else { return false };
        self.slots.retain(|slot| !former.waiting.contains(&slot.agent));
        true
    }
}

impl OpenVault {
    /// Seals one's own slot under the present installation secret, if it is still under the one before. Whether anything changed.
    pub fn pass_to_the_installation(
        &self,
        book: &mut SlotBook,
        password: &Password,
        installation: &InstallationSecret,
        random: &mut dyn Random,
    ) -> Result<bool, KdfError> {
        if !book.waiting_for_the_installation().contains(&self.agent) {
            return Ok(false);
        }
        let Some(slot) = book.slots.iter().find(|slot| slot.agent == self.agent) else { return Ok(false) };
        let (login, kdf): (Login, KdfParams) = (slot.login.clone(), slot.kdf);
        let entering = Entering { agent: self.agent, login, password, kdf, entitled: Vec::new() };
        book.set_slot(&entering, &self.identity, installation, random)?;
        Ok(true)
    }

    /// Makes the next installation secret: to be kept by this desk's keyring before the slots are written. The agent's own slot passes
    /// at once, with the password they type.
    pub fn renew_installation(
        &self,
        book: &mut SlotBook,
        password: &Password,
        former: &InstallationSecret,
        now_ms: i64,
        random: &mut dyn Random,
    ) -> Result<InstallationSecret, RenewError> {
        if book.former.is_some() {
            return Err(RenewError::UnderWay);
        }
        let slot =
            book.slots.iter().find(|slot| slot.agent == self.agent).ok_or(RenewError::WrongPassword)?;
        match book.unlock(&slot.login, password, former) {
            Ok(_) => {}
            Err(UnlockError::Kdf(error)) => return Err(error.into()),
            Err(_) => return Err(RenewError::WrongPassword),
        }
        let mut next = book.clone();
        let present = InstallationSecret::new(random);
        let sealed = sealing::seal(&sealing_key(&present), &aad(book.vault), former.0.expose(), random);
        next.installation = present.0.commitment(INSTALLATION_COMMITMENT);
        next.former = Some(FormerInstallation {
            waiting: next.slots.iter().map(|slot| slot.agent).collect(),
            until_ms: now_ms.saturating_add(GRACE_MS),
            sealed,
        });
        self.pass_to_the_installation(&mut next, password, &present, random)?;
        *book = next;
        Ok(present)
    }
}

#[cfg(test)]
mod tests {
    use super::super::town::*;
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn each_agent_passes_at_their_next_opening_and_the_stolen_desk_opens_nothing() {
        let town = town();
        let mut book = town.book.clone();
        let random = &mut SeededRandom::new(1);
        let founder = town.open(FOUNDER);
        let stolen = &town.installation;
        let wrong = founder.renew_installation(&mut book, &password("ins"), stolen, AT.at_ms, random);
        assert_eq!(wrong.err(), Some(RenewError::WrongPassword));
        let present =
            founder.renew_installation(&mut book, &password("adm"), stolen, AT.at_ms, random).unwrap();
        assert_eq!(book.waiting_for_the_installation(), [HEALTH, DESK]);
        let again = founder.renew_installation(&mut book, &password("adm"), &present, AT.at_ms, random);
        assert_eq!(again.err(), Some(RenewError::UnderWay));

        let opens = |book: &SlotBook, name: &str, secret| {
            book.unlock(&login(name), &password(name), secret).map(|_| ())
        };
        for name in ["adm", "san", "ins"] {
            assert_eq!(opens(&book, name, stolen), Err(UnlockError::DeskNotAuthorised));
            assert_eq!(opens(&book, name, &present), Ok(()));
        }
        book = SlotBook::from_bytes(&book.to_bytes()).unwrap();
        let health = book.unlock(&login("san"), &password("san"), &present).unwrap();
        assert!(health.pass_to_the_installation(&mut book, &password("san"), &present, random).unwrap());
        assert!(!health.pass_to_the_installation(&mut book, &password("san"), &present, random).unwrap());
        assert_eq!(book.waiting_for_the_installation(), [DESK]);
        // Whoever did not come in time is welcomed again, as one who lost their password.
        assert!(!book.end_grace(AT.at_ms + GRACE_MS));
        assert!(book.end_grace(AT.at_ms + GRACE_MS + 1));
        assert_eq!(opens(&book, "ins", &present), Err(UnlockError::WrongCredentials));
        assert_eq!(opens(&book, "san", &present), Ok(()));
        assert!(SlotBook::from_bytes(&book.to_bytes()).unwrap() == book);
    }
}
