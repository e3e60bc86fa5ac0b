//! Nobody at the desk: the vault locks itself, whatever the window does. The window has its own clock, which warns; this one holds
//! when a window hangs, and hears what the operating system says of the desk.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;
use std::time::Duration;

use security::absence::{self, Absence};

use crate::app::App;
use crate::gate;

/// Commands that are no gesture of an agent: the window asks them by itself.
const NOT_A_GESTURE: &[&str] = &["job_status", "session_state"];

/// How long after the window's own lock the core locks: the window keeps what is being typed first.
const GRACE_MS: i64 = 60_000;

/// How often the core looks.
const EVERY: Duration = Duration::from_secs(5);

/// When the agent last did something, in milliseconds since 1970.
#[derive(Debug, Default)]
pub(crate) struct LastGesture(AtomicI64);

impl LastGesture {
    /// Notes a command, unless the window asks it by itself.
    pub(crate) fn note(&self, command: &str, now_ms: i64) {
        if !NOT_A_GESTURE.contains(&command) {
            self.0.store(now_ms, Ordering::Relaxed);
        }
    }

    /// Milliseconds since. A clock put back begins again from there: it must not keep a vault open for the hours it went back.
    fn elapsed_ms(&self, now_ms: i64) -> i64 {
        let last = self.0.load(Ordering::Relaxed);
        if now_ms < last {
            self.0.store(now_ms, Ordering::Relaxed);
        }
        (now_ms - last).max(0)
    }
}

impl App {
    /// Locks when nobody has done anything for the town's minutes and one more. Answers whether it did.
    pub fn lock_if_idle(&self) -> bool {
        let Ok(unlocked) = self.unlocked() else { return false };
        let allowed = i64::from(unlocked.idle_minutes()) * 60_000 + GRACE_MS;
        let is_idle = self.last_gesture.elapsed_ms(self.host.clock.glance_ms()) >= allowed;
        drop(unlocked);
        is_idle && gate::leave(self, "Personne au poste.")
    }

    /// Locks because the operating system says that nobody is there. Answers whether there was something to lock.
    pub fn lock_for(&self, absence: Absence) -> bool {
        gate::leave(self, absence.sentence())
    }
}

/// Watches over the vault for as long as the program runs, on threads of its own. `locked` is told each time the core has locked by
/// itself, so that a window empties its screen.
pub fn stand_watch(app: &Arc<App>, locked: impl Fn() + Clone + Send + 'static) {
    let (idle, told) = (Arc::clone(app), locked.clone());
    thread::spawn(move || {
        loop {
            thread::sleep(EVERY);
            if idle.lock_if_idle() {
                told();
            }
        }
    });
    let away = Arc::clone(app);
    absence::listen(move |absence| {
        if away.lock_for(absence) {
            locked();
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::testing::TestTown;
    use security::Role;

    fn town() -> TestTown {
        TestTown::with(&[Role::Adm])
    }

    fn is_open(town: &TestTown) -> bool {
        town.app.unlocked().is_ok()
    }

    #[test]
    fn an_idle_vault_locks_in_the_core_one_minute_after_the_window_would() {
        let town = town();
        town.done("family_list", json!({}));
        // The clock of proofs moves by itself, a second each time it is read.
        town.clock.wait_ms(5 * 60_000 + 30_000);
        assert!(!town.app.lock_if_idle() && is_open(&town));
        // What the window asks by itself is no gesture: a job being followed, the line at its foot.
        town.done("session_state", Value::Null);
        town.clock.wait_ms(30_000);
        assert!(town.app.lock_if_idle() && !is_open(&town));
        assert!(!town.app.lock_if_idle(), "nothing left to lock");

        town.sit("adm");
        town.clock.wait_ms(5 * 60_000);
        town.done("session_touch", Value::Null);
        town.clock.wait_ms(5 * 60_000);
        assert!(!town.app.lock_if_idle() && is_open(&town), "a gesture in the window counts");
    }

    #[test]
    fn a_clock_put_back_does_not_hold_the_vault_open() {
        let town = town();
        town.done("family_list", Value::Null);
        town.clock.wait_ms(-3 * 3_600_000);
        assert!(!town.app.lock_if_idle());
        town.clock.wait_ms(6 * 60_000);
        assert!(town.app.lock_if_idle());
    }

    #[test]
    fn the_town_says_after_how_many_minutes() {
        let town = town();
        town.sit("adm");
        let town_card = |minutes: u32| {
            json!({
                "name": "Testville", "siret": "21210999500028", "street": "1 place de la Mairie", "postal_code": "21500",
                "city": "Testville", "phone": "", "email": "", "zone": "A", "idle_minutes": minutes,
            })
        };
        for refused in [0, 1, 31] {
            assert_eq!(town.refused("town_save", town_card(refused))["fields"][0]["field"], "idle_minutes");
        }
        town.done("town_save", town_card(2));
        assert_eq!(town.done("session_state", Value::Null)["idle_minutes"], 2);
        town.clock.wait_ms(2 * 60_000 + 30_000);
        assert!(!town.app.lock_if_idle());
        town.clock.wait_ms(30_000);
        assert!(town.app.lock_if_idle());
        // Kept: the next session has the same.
        town.sit("adm");
        assert_eq!(town.done("town_show", Value::Null)["idle_minutes"], 2);
        assert_eq!(town.done("session_state", Value::Null)["idle_minutes"], 2);
    }

    #[test]
    fn a_desk_that_sleeps_locks_and_the_journal_says_why() {
        let town = TestTown::with(&[Role::Res]);
        town.sit("res");
        assert!(town.app.lock_for(Absence::Sleep) && !is_open(&town));
        assert!(!town.app.lock_for(Absence::ScreenLocked));
        town.sit("res");
        let query = json!({ "agent": null, "object": null, "operation": "session_lock", "from": null, "to": null, "offset": 0, "limit": 5 });
        let journal = town.done("audit_list", query);
        assert!(journal.to_string().contains(Absence::Sleep.sentence()), "{journal:#}");
    }
}
