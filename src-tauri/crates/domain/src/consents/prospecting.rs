//! Prospecting: news nobody asked for. Off unless the town turns it on, and never to who objects (G11, P08).

use super::ConsentStanding;

/// How a message leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProspectingChannel {
    /// By post.
    Post,
    /// By e-mail.
    Email,
    /// By telephone or text message.
    Phone,
}

/// Whether a person may be sent something they did not ask for. An objection has no reason, works at once and beats a consent
/// (RGPD, art. 21 §2 and §3); by e-mail and by telephone, their own consent comes first (CPCE, art. L. 34-5; Code de la consommation,
/// art. L. 223-1 as it stands since 11 August 2026). What the service itself must tell a family is not prospecting.
pub const fn may_be_prospected(
    town_does: bool,
    objects: bool,
    channel: ProspectingChannel,
    consent: ConsentStanding,
) -> bool {
    let consented = match channel {
        ProspectingChannel::Post => true,
        ProspectingChannel::Email | ProspectingChannel::Phone => consent.allows(),
    };
    town_does && !objects && consented
}

#[cfg(test)]
mod tests {
    use super::*;
    use ConsentStanding::{Given, Refused, Waiting, Withdrawn};
    use ProspectingChannel::{Email, Phone, Post};

    #[test]
    fn nobody_is_prospected_unless_the_town_does_and_they_let_it_p08_g11() {
        for (town, objects, channel, consent, expected) in [
            (false, false, Post, Given, false),
            (true, false, Post, Waiting, true),
            (true, true, Post, Given, false),
            (true, false, Email, Waiting, false),
            (true, false, Email, Given, true),
            (true, false, Email, Withdrawn, false),
            (true, true, Email, Given, false),
            (true, false, Phone, Refused, false),
            (true, false, Phone, Given, true),
            (false, false, Phone, Given, false),
        ] {
            let may = may_be_prospected(town, objects, channel, consent);
            assert_eq!(may, expected, "{town} {objects} {channel:?} {consent:?}");
        }
    }
}
