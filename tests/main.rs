//! The one integration binary: everything that proves the house from outside its rooms. It links `app`, never the window.

mod flows;
mod formats;
mod tidy;
mod window;
