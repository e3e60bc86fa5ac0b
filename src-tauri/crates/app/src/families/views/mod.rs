//! What the screens of families ask and are answered. A field marked « absent » is not sent to who may not see it.

mod child;
mod custody;
mod edits;
mod file;
mod history;
mod household;
mod lights;
mod list;
mod registration;
mod stays;

pub use child::*;
pub use custody::*;
pub use edits::*;
pub use file::*;
pub use history::*;
pub use household::*;
pub use lights::*;
pub use list::*;
pub use registration::*;
pub use stays::*;
