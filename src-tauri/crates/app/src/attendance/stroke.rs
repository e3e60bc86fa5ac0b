//! Strokes remembered until the vault locks, so that each can be undone.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use domain::attendance::AttendanceState;
use security::Right;
use uuid::Uuid;

use super::paint::Spot;
use crate::call::Call;
use crate::unlocked::Unlocked;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Content {
    pub(crate) state: AttendanceState,
    pub(crate) minutes: Option<u16>,
}

/// A cell that changed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub(crate) spot: Spot,
    pub(crate) before: Option<Content>,
    pub(crate) after: Option<Content>,
}

/// The cells one command changed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stroke {
    pub(crate) marks: Vec<Mark>,
}

/// Strokes of this session, the latest last.
#[derive(Default)]
struct Strokes {
    kept: Mutex<VecDeque<(Uuid, Arc<Stroke>)>>,
}

/// Strokes that may still be undone.
const KEPT: usize = 50;

/// Remembers a stroke; answers the name under which it can be undone, nothing when it changed nothing.
pub(crate) fn keep_stroke<R: Right>(call: &Call<'_, R>, stroke: Stroke) -> Option<Uuid> {
    if stroke.marks.is_empty() {
        return None;
    }
    let id = call.new_id();
    let strokes = strokes(call.unlocked());
    let mut kept = strokes.kept.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() == KEPT {
        kept.pop_front();
    }
    kept.push_back((id, Arc::new(stroke)));
    Some(id)
}

/// A stroke that may still be undone.
pub(super) fn kept_stroke<R: Right>(call: &Call<'_, R>, id: Uuid) -> Option<Arc<Stroke>> {
    let strokes = strokes(call.unlocked());
    let kept = strokes.kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.iter().find(|(known, _)| *known == id).map(|(_, stroke)| Arc::clone(stroke))
}

/// Forgets a stroke once undone: it must not be undone twice.
pub(super) fn forget_stroke<R: Right>(call: &Call<'_, R>, id: Uuid) {
    let strokes = strokes(call.unlocked());
    strokes.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|(known, _)| *known != id);
}

fn strokes(unlocked: &Unlocked) -> Arc<Strokes> {
    unlocked.kept().unwrap_or_else(|| {
        let fresh = Arc::<Strokes>::default();
        unlocked.keep(Arc::clone(&fresh));
        fresh
    })
}
