//! An agent's own things: settings of the window, drafts, the work in progress.

mod views;

use security::access::ReadOwn;
use store::users::DraftRow;

pub use self::views::*;
use crate::Error;
use crate::call::Call;
use crate::jobs::{JobRequest, JobView};

const WINDOW: &str = "window";

/// How the agent likes the window.
pub fn settings_get(call: &Call<'_, ReadOwn>, _: Empty) -> Result<UiSettings, Error> {
    let agent = call.unlocked().agent().id;
    let text = call.read(|r| Ok(r.ui_setting(agent, WINDOW)?))?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Keeps how the agent likes the window.
pub fn settings_save(call: &Call<'_, ReadOwn>, request: UiSettings) -> Result<UiSettings, Error> {
    let settings = UiSettings { zoom: request.zoom.clamp(80, 200), ..request };
    let text = serde_json::to_string(&settings).map_err(|error| Error::bug(error.to_string()))?;
    call.own_things().save_setting(WINDOW, &text)?;
    Ok(settings)
}

/// Says that the agent is at the desk: they type or read, and ask nothing else. That the command came is the whole of it.
pub fn touch(_: &Call<'_, ReadOwn>, _: Empty) -> Result<Empty, Error> {
    Ok(Empty {})
}

/// Keeps what the agent is typing, sealed for them alone: a crash loses nothing.
pub fn draft_save(call: &Call<'_, ReadOwn>, request: DraftSaveRequest) -> Result<Empty, Error> {
    let unlocked = call.unlocked();
    if request.key.len() > LONGEST_DRAFT_KEY || request.body.len() > LARGEST_DRAFT {
        return Err(Error::refused("Ce qui est tapé est trop long pour être gardé comme brouillon."));
    }
    let sealed = unlocked.session().seal_own(&context(&request.key), request.body.as_bytes())?;
    let draft = DraftRow { sealed, saved_at: unlocked.clock().now_ms() };
    call.own_things().save_draft(&request.key, &draft)?;
    Ok(Empty {})
}

/// Bytes of a draft's name, and of what a form holds: no screen comes near.
const LONGEST_DRAFT_KEY: usize = 200;
const LARGEST_DRAFT: usize = 1_000_000;

/// The draft kept under a name, if any.
pub fn draft_get(call: &Call<'_, ReadOwn>, request: DraftRequest) -> Result<DraftView, Error> {
    let unlocked = call.unlocked();
    let agent = unlocked.agent().id;
    let draft = call.read(|r| Ok(r.draft(agent, &request.key)?))?;
    let Some(draft) = draft else { return Ok(DraftView { body: None, saved_at_ms: None }) };
    // A draft sealed by keys the agent no longer has is as good as none.
    let body = unlocked.session().open_own(&context(&request.key), &draft.sealed).ok();
    let body = body.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
    Ok(DraftView { saved_at_ms: body.is_some().then_some(draft.saved_at), body })
}

/// Forgets a draft: the form was sent, or given up.
pub fn draft_discard(call: &Call<'_, ReadOwn>, request: DraftRequest) -> Result<Empty, Error> {
    call.own_things().discard_draft(&request.key)?;
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

fn context(key: &str) -> String {
    format!("draft/{key}")
}
