//! Keys that change hands. Slots are written before the base: a key too many harms nothing, a key too few would lose data.

use security::access::{EntrustKeys, Roles};
use security::kdf::KdfParams;
use security::password::{Login, Password};
use security::secret::InstallationSecret;
use security::statement::Moment;
use security::vault::{Entering, KeyError};
use security::{Compartment, OpenVault, Random, SlotBook};
use uuid::Uuid;

use super::list::roles_of;
use super::views::CompartmentKeyRequest;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::session::Empty;
use crate::unlocked::Slots;

/// Someone about to be welcomed.
pub(crate) struct Newcomer {
    pub(crate) agent: Uuid,
    pub(crate) login: Login,
    pub(crate) display_name: String,
    pub(crate) roles: Roles,
    pub(crate) password: Password,
    pub(crate) kdf: KdfParams,
}

/// What the people at the desk share while someone is welcomed.
pub(crate) struct Crew<'a> {
    pub(crate) book: &'a mut SlotBook,
    pub(crate) installation: &'a InstallationSecret,
    pub(crate) moment: Moment,
}

impl Crew<'_> {
    /// Welcomes someone: their keys are born under the password they typed, and whoever is present hands them what their roles
    /// call for. A host without the role hands a compartment over for good: the first health referent takes health from the
    /// founder. What nobody present holds stays awaited.
    pub(crate) fn welcome(
        &mut self,
        host: (&mut OpenVault, Roles),
        others: &[OpenVault],
        newcomer: &Newcomer,
        random: &mut dyn Random,
    ) -> Result<OpenVault, KeyError> {
        let (host, host_roles) = host;
        let entering = Entering {
            agent: newcomer.agent,
            login: newcomer.login.clone(),
            password: &newcomer.password,
            kdf: newcomer.kdf,
        };
        let mut open = host.welcome(self.book, &entering, self.installation, self.moment, random)?;
        let kept = host_roles.compartments();
        for compartment in newcomer.roles.compartments().into_iter().filter(|c| *c != Compartment::Base) {
            if host.holds(compartment) && !kept.contains(&compartment) {
                host.hand_over(self.book, compartment, &mut open, self.moment, random)?;
            } else if let Some(holder) =
                std::iter::once(&*host).chain(others).find(|present| present.holds(compartment))
            {
                holder.entrust(self.book, compartment, newcomer.agent, None, self.moment, random)?;
            }
        }
        Ok(open)
    }
}

/// Entrusts the key of a compartment to a colleague whose role calls for it.
pub fn entrust(call: &Call<'_, EntrustKeys>, request: CompartmentKeyRequest) -> Result<Empty, Error> {
    let compartment = named(&request.compartment)?;
    let roles = call.read(|r| roles_of(r, request.agent, call.today()))?;
    if !roles.compartments().contains(&compartment) {
        return Err(Error::refused(format!(
            "Aucun profil de cet agent ne demande le compartiment {compartment}. Donnez-lui d’abord le profil qui convient."
        )));
    }
    change(call, &request, "confiée", |open, book, moment, random| {
        open.entrust(book, compartment, request.agent, None, moment, random)
    })
}

/// Takes the key of a compartment back: those who stay get a new one.
pub fn withdraw(call: &Call<'_, EntrustKeys>, request: CompartmentKeyRequest) -> Result<Empty, Error> {
    let compartment = named(&request.compartment)?;
    if compartment == Compartment::Base {
        return Err(Error::refused("La clé de base se reprend en faisant partir l’agent."));
    }
    change(call, &request, "reprise", |open, book, moment, random| {
        open.withdraw(book, compartment, request.agent, moment, random)
    })
}

fn change(
    call: &Call<'_, EntrustKeys>,
    request: &CompartmentKeyRequest,
    what: &str,
    work: impl FnOnce(&mut OpenVault, &mut SlotBook, Moment, &mut dyn Random) -> Result<(), KeyError>,
) -> Result<Empty, Error> {
    let unlocked = call.unlocked();
    let moment = unlocked.moment();
    unlocked.change_keys(
        |book| {
            call.grant().with_keys(|open, random| work(open, book, moment, random))??;
            Ok(((), Slots::Changed))
        },
        |()| Ok(()),
    )?;
    let subject = Subject::of("agent", request.agent).detail(format!("Clé {} {what}", request.compartment));
    call.perform(subject, [Change::Agents], |_| Ok(()))?;
    Ok(Empty {})
}

fn named(name: &str) -> Result<Compartment, Error> {
    Compartment::from_name(name).ok_or_else(|| Error::not_found("ce compartiment"))
}
