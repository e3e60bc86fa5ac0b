//! What the operating system says of the desk: it goes to sleep, or its screen is locked. Nobody is at the vault then.

/// Why nobody is at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// The machine is about to sleep.
    Sleep,
    /// The session of the system is locked, or its screen saver covers the screen.
    ScreenLocked,
}

impl Absence {
    /// As the journal says it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Absence::Sleep => "Le poste se met en veille.",
            Absence::ScreenLocked => "La session du système est verrouillée.",
        }
    }
}

/// Listens for as long as the program runs, on threads of its own, and calls `away` before the machine sleeps.
///
/// On Linux only, through the system's message buses; a desk that has none, and other systems, keep the idle lock alone.
#[cfg(not(target_os = "linux"))]
pub fn listen(_away: impl Fn(Absence) + Clone + Send + 'static) {}

/// Listens for as long as the program runs, on threads of its own, and calls `away` before the machine sleeps.
///
/// On Linux only, through the system's message buses; a desk that has none, and other systems, keep the idle lock alone.
#[cfg(target_os = "linux")]
pub fn listen(away: impl Fn(Absence) + Clone + Send + 'static) {
    let of_session = away.clone();
    // A desk without such a bus ends the thread at once: there is nothing to hear there.
    std::thread::spawn(move || buses::of_the_machine(away));
    std::thread::spawn(move || buses::of_the_session(of_session));
}

#[cfg(target_os = "linux")]
mod buses {
    use zbus::blocking::{Connection, MessageIterator};
    use zbus::message::Type;
    use zbus::zvariant::OwnedFd;
    use zbus::{MatchRule, Message};

    use super::Absence;

    const LOGIN: &str = "org.freedesktop.login1";
    const MANAGER: &str = "org.freedesktop.login1.Manager";
    const SESSION: &str = "org.freedesktop.login1.Session";

    /// Sleep, and sessions that the system locks. Any session's lock counts: taking another's for ours only locks too early.
    pub(super) fn of_the_machine(away: impl Fn(Absence)) -> zbus::Result<()> {
        let bus = Connection::system()?;
        let rule = MatchRule::builder().msg_type(Type::Signal).sender(LOGIN)?.build();
        let heard = MessageIterator::for_match_rule(rule, &bus, None)?;
        let mut awake = delay_sleep(&bus);
        for message in heard {
            let message = message?;
            let (interface, name) = named(&message);
            match (interface.as_str(), name.as_str()) {
                (MANAGER, "PrepareForSleep") => {
                    if message.body().deserialize().unwrap_or(true) {
                        away(Absence::Sleep);
                        // Given back: the machine may sleep now.
                        awake = None;
                    } else {
                        awake = delay_sleep(&bus);
                    }
                }
                (SESSION, "Lock") => away(Absence::ScreenLocked),
                _ => {}
            }
        }
        drop(awake);
        Ok(())
    }

    /// The screen saver, by whatever desktop. Only programs of this very account speak on this bus: whoever says so is believed.
    pub(super) fn of_the_session(away: impl Fn(Absence)) -> zbus::Result<()> {
        let bus = Connection::session()?;
        let rule = MatchRule::builder().msg_type(Type::Signal).member("ActiveChanged")?.build();
        for message in MessageIterator::for_match_rule(rule, &bus, None)? {
            let message = message?;
            let (interface, _) = named(&message);
            if interface.ends_with(".ScreenSaver") && message.body().deserialize().unwrap_or(true) {
                away(Absence::ScreenLocked);
            }
        }
        Ok(())
    }

    /// Holds sleep back for the few milliseconds that closing takes; a system that grants none sleeps at once.
    fn delay_sleep(bus: &Connection) -> Option<OwnedFd> {
        let wanted = ("sleep", "Préau", "Fermer le coffre avant la veille", "delay");
        let granted = bus
            .call_method(Some(LOGIN), "/org/freedesktop/login1", Some(MANAGER), "Inhibit", &wanted)
            .ok()?;
        granted.body().deserialize().ok()
    }

    /// Interface and name of a signal.
    fn named(message: &Message) -> (String, String) {
        let header = message.header();
        let text = |name: Option<&str>| name.unwrap_or_default().to_owned();
        (text(header.interface().map(|name| name.as_str())), text(header.member().map(|name| name.as_str())))
    }
}
