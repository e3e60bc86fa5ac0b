//! Consents and information of families: dated texts that are never rewritten, what each person answered and when (P14, P15), and the
//! objection to prospecting (G11, P08).

mod answer;
mod prospecting;
mod standing;
mod start;
mod text;

pub use answer::{ConsentAnswer, ConsentAnswerDraft, ConsentMeans, check_answer};
pub use prospecting::{ProspectingChannel, may_be_prospected};
pub use standing::{Answered, ConsentStanding, consent_for_child, consent_holders, consent_of, last_asked};
pub use start::starting_texts;
pub use text::{
    ConsentPurpose, ConsentSubject, ConsentText, ConsentTextDraft, ConsentVersion, ConsentVersionDraft,
};
