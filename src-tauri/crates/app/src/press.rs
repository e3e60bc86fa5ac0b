//! The press, made ready once for the session: its fonts and templates take longer than a page.

use std::sync::Arc;

use documents::{Press, PrintError};
use domain::values::Civility;
use security::Right;

use crate::Error;
use crate::call::Call;

/// The press of this session.
pub(crate) fn press<R: Right>(call: &Call<'_, R>) -> Arc<Press> {
    call.unlocked().kept::<Press>().unwrap_or_else(|| {
        let press = Arc::new(Press::new());
        call.unlocked().keep(Arc::clone(&press));
        press
    })
}

/// The lines of the envelope window: who, then where (NF Z10-011); those that say nothing are left out.
pub(crate) fn envelope(civility: &str, name: &str, place: impl IntoIterator<Item = String>) -> Vec<String> {
    let civility = Civility::parse(civility).ok().map(Civility::label).unwrap_or_default();
    let who = format!("{civility} {name}").trim().to_owned();
    std::iter::once(who).chain(place).filter(|line| !line.is_empty()).collect()
}

impl From<PrintError> for Error {
    fn from(error: PrintError) -> Self {
        Error::bug(error.to_string())
    }
}
