//! Keys that change hands. Slots are written before the base: a key too many harms nothing, a key too few would lose data.

use security::access::{EntrustKeys, Roles};
use security::kdf::KdfParams;
use security::password::{Login, Password};
use security::secret::InstallationSecret;
use security::statement::Moment;
use security::vault::{Entering, KeyError};
use security::{Compartment, Day, OpenVault, Random, SlotBook, Terms};
use uuid::Uuid;

use super::list::roles_of;
use super::reseal::reseal_in_background;
use super::second::second_person;
use super::views::CompartmentKeyRequest;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::clock::day_of;
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

impl Newcomer {
    /// Their roles, from that day on and over the whole town.
    fn entitled_from(&self, day: Day) -> Vec<Terms> {
        self.roles.iter().map(|role| Terms::open_ended(role, day)).collect()
    }
}

/// What the people at the desk share while someone is welcomed.
pub(crate) struct Crew<'a> {
    pub(crate) book: &'a mut SlotBook,
    pub(crate) installation: &'a InstallationSecret,
    pub(crate) moment: Moment,
    /// The day at the desk.
    pub(crate) day: Day,
}

impl Crew<'_> {
    /// Welcomes someone: their keys are born under the password they typed, and whoever is present hands them what their roles
    /// call for. A host without the role hands a compartment over for good: the first health referent takes health from the
    /// founder. What nobody present holds stays awaited.
    ///
    /// Without `entitled`, their roles begin today and have no end; one who comes back keeps those they had.
    pub(crate) fn welcome(
        &mut self,
        host: (&mut OpenVault, Roles),
        others: &[OpenVault],
        entitled: Option<Vec<Terms>>,
        newcomer: &Newcomer,
        random: &mut dyn Random,
    ) -> Result<OpenVault, KeyError> {
        let (host, host_roles) = host;
        let returns = self.book.roster().identity(newcomer.agent).is_some();
        let entering = Entering {
            agent: newcomer.agent,
            login: newcomer.login.clone(),
            password: &newcomer.password,
            kdf: newcomer.kdf,
            entitled: match entitled {
                Some(entitled) => entitled,
                None if returns => Vec::new(),
                None => newcomer.entitled_from(self.day),
            },
        };
        let witness = others.first().filter(|_| returns);
        let mut open = host.welcome(self.book, &entering, witness, self.installation, self.moment, random)?;
        let kept = host_roles.compartments();
        for compartment in newcomer.roles.compartments().into_iter().filter(|c| *c != Compartment::Base) {
            if host.holds(compartment) && !kept.contains(&compartment) {
                host.hand_over(self.book, compartment, &mut open, self.moment, random)?;
            } else if let Some(holder) =
                others.iter().chain(std::iter::once(&*host)).find(|present| present.holds(compartment))
            {
                let second =
                    std::iter::once(&*host).chain(others).find(|present| present.agent() != holder.agent());
                holder.entrust(self.book, compartment, newcomer.agent, second, self.moment, random)?;
            }
        }
        Ok(open)
    }
}

/// Entrusts the key of a compartment to a colleague whose role calls for it.
pub fn entrust(call: &Call<'_, EntrustKeys>, request: CompartmentKeyRequest) -> Result<Empty, Error> {
    let compartment = named(&request.compartment)?;
    let book = call.unlocked().slots()?;
    let today = day_of(call.today());
    let roles = roles_of(&book, request.agent, call.today());
    if !roles.compartments().contains(&compartment) {
        return Err(Error::refused(format!(
            "Aucun profil de cet agent ne demande le compartiment {compartment}. Donnez-lui d’abord le profil qui convient."
        )));
    }
    let own = call.unlocked().agent().id;
    let alone = book.roster().needs_a_second_person(own, request.agent, compartment, today);
    let second = match &request.witness {
        Some(person) => Some(second_person(call.unlocked(), person, &[own, request.agent])?),
        None if alone => {
            return Err(Error::refused(
                "Vous avez donné vous-même ce profil\u{a0}: pour la santé, une deuxième personne signe. Demandez à un collègue présent de taper son identifiant et son mot de passe.",
            ));
        }
        None => None,
    };
    change(call, &request, "confiée", |open, book, moment, random| {
        open.entrust(book, compartment, request.agent, second.as_ref(), moment, random)
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
    reseal_in_background(unlocked);
    Ok(Empty {})
}

fn named(name: &str) -> Result<Compartment, Error> {
    Compartment::from_name(name).ok_or_else(|| Error::not_found("ce compartiment"))
}
