//! The session itself: who is at the desk, what they may do, their settings and drafts, the work in progress.

mod views;

use security::access::ReadOwn;

pub use self::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::jobs::{JobRequest, JobView};
use crate::unlocked::Unlocked;

/// Who is at the desk, and what the window may offer them.
pub fn show(call: &Call<'_, ReadOwn>, _: Empty) -> Result<SessionView, Error> {
    view(call.unlocked())
}

/// The session as the window needs it.
pub(crate) fn view(unlocked: &Unlocked) -> Result<SessionView, Error> {
    let agent = unlocked.agent();
    let (town, settings) =
        unlocked.store().read(|r| Ok::<_, Error>((crate::settings::town(r)?, r.ui_settings(agent.id)?)))?;
    let roles = unlocked.session().standing().roles;
    Ok(SessionView {
        agent: AgentCard {
            id: agent.id,
            login: agent.login.clone(),
            display_name: agent.display_name.clone(),
            roles: roles.iter().map(|role| role.code().to_owned()).collect(),
            role_labels: roles.iter().map(|role| role.label().to_owned()).collect(),
        },
        rights: unlocked.session().rights().into_iter().map(|right| right.name.to_owned()).collect(),
        fictive: town.fictive,
        town_name: town.name,
        degraded_keyring: unlocked.degraded_keyring(),
        today: unlocked.clock().today().to_string(),
        idle_lock_minutes: 5,
        settings: settings.into_iter().map(|(name, value)| UiSettingRequest { name, value }).collect(),
    })
}

/// Keeps one of the agent's own settings (theme, density, columns of a list).
pub fn save_setting(call: &Call<'_, ReadOwn>, request: UiSettingRequest) -> Result<Empty, Error> {
    let agent = call.unlocked().agent().id;
    if request.name.len() > 100 || request.value.len() > 20_000 {
        return Err(Error::refused("Ce réglage est trop long pour être gardé."));
    }
    call.perform(Subject::of("agent", agent), [], |w| {
        Ok(w.save_ui_setting(agent, &request.name, &request.value)?)
    })?;
    Ok(Empty {})
}

/// Where a job stands.
pub fn job_status(call: &Call<'_, ReadOwn>, request: JobRequest) -> Result<JobView, Error> {
    call.unlocked().jobs().view(request.job)
}

/// Asks a job to stop.
pub fn job_cancel(call: &Call<'_, ReadOwn>, request: JobRequest) -> Result<JobView, Error> {
    call.unlocked().jobs().cancel(request.job)
}
