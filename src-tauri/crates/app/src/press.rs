//! The press, made ready once for the session: its fonts and templates take longer than a page.

use std::sync::Arc;

use documents::{Press, PrintError};
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

impl From<PrintError> for Error {
    fn from(error: PrintError) -> Self {
        Error::bug(error.to_string())
    }
}
