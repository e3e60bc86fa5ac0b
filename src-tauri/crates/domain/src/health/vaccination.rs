//! Vaccination, light: what is due, what was recorded, and whether it is enough today. The product takes no
//! medical decision; it tells the health officer what to look at (health-privacy.md §2.1, §2.2).

mod valence;

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::valence::{Contraindication, Dose, Valence};
use crate::reference::{reference_table, rows};

/// What the town decided where the texts disagree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VaccinationRules {
    /// Children born from this day owe meningococci ACWY and B; those born before, since 2018, owe C. The
    /// sources disagree (health-privacy.md §2.1): the health officer confirms it.
    pub meningococci_born_from: Date,
}

impl Default for VaccinationRules {
    fn default() -> Self {
        Self { meningococci_born_from: date(2023, 7, 1) }
    }
}

/// What a valence lacks today.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum ValenceState {
    /// Nothing.
    UpToDate,
    /// Nothing yet; the next dose is due before this day.
    Upcoming {
        /// Day.
        #[ts(type = "string")]
        by: Date,
    },
    /// A dose, since this day.
    Missing {
        /// Day before which it was due.
        #[ts(type = "string")]
        since: Date,
    },
    /// A contraindication holds.
    Contraindicated,
}

/// The whole, as the registration desk sees it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VaccinationState {
    /// Nothing is missing.
    UpToDate,
    /// Something is.
    ToComplete,
}

/// The light the registration desk sees: a state and a date, nothing else.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct VaccinationLight {
    /// The state.
    pub state: VaccinationState,
    /// The day the next thing is due; in the past when it is missing.
    #[ts(type = "string | null")]
    pub next_due: Option<Date>,
}

/// A row of the obligations table.
struct Obligation {
    valence: Valence,
    born_from: Option<Date>,
}

/// A dose of the calendar.
struct Scheduled {
    valence: Valence,
    number: usize,
    latest_month: i32,
}

fn obligations() -> &'static [Obligation] {
    static TABLE: LazyLock<Vec<Obligation>> = LazyLock::new(|| {
        rows(reference_table!("sante/vaccins_obligations.csv"))
            .filter(|row| row[6] == "France")
            .map(|row| Obligation {
                valence: Valence::from_code(&row[0]).expect("reference valences are known"),
                born_from: (!row[2].is_empty()).then(|| row[2].parse().expect("reference dates are ISO")),
            })
            .collect()
    });
    &TABLE
}

fn calendar() -> &'static [Scheduled] {
    static TABLE: LazyLock<Vec<Scheduled>> = LazyLock::new(|| {
        rows(reference_table!("sante/vaccins_schema_doses.csv"))
            .filter(|row| row[5].starts_with("obligatoire"))
            .flat_map(|row| {
                let number = row[1].parse().expect("reference ranks are numbers");
                let latest_month = row[3].parse().expect("reference ages are numbers");
                valences_of(&row[0])
                    .map(move |valence| Scheduled { valence, number, latest_month })
                    .collect::<Vec<_>>()
            })
            .collect()
    });
    &TABLE
}

/// `HEXA (DIP TET POL …)` names several valences; `MNC (ancien schéma …)` only its first word.
fn valences_of(vaccine: &str) -> impl Iterator<Item = Valence> {
    vaccine.split([' ', '(', ')', ',']).filter_map(Valence::from_code)
}

impl VaccinationRules {
    /// The valences a child must have, by its birth.
    pub fn required(&self, birth: Date) -> Vec<Valence> {
        let since_2018 = birth >= date(2018, 1, 1);
        let new_meningococci = birth >= self.meningococci_born_from;
        obligations()
            .iter()
            .filter(|obligation| match obligation.valence {
                Valence::Mnacwy | Valence::Mnb => new_meningococci,
                Valence::Mnc => since_2018 && !new_meningococci,
                _ => obligation.born_from.is_none_or(|from| birth >= from),
            })
            .map(|obligation| obligation.valence)
            .collect()
    }

    /// What a valence lacks on a day.
    pub fn state_of(
        &self,
        valence: Valence,
        birth: Date,
        day: Date,
        doses: &[Dose],
        contraindications: &[Contraindication],
    ) -> ValenceState {
        if contraindications.iter().any(|c| c.valence == valence && c.holds_on(day)) {
            return ValenceState::Contraindicated;
        }
        // A child vaccinated against C is finished with ACWY, and ACWY protects from C (catch-up table).
        let counts = |dose: &&Dose| {
            dose.on <= day
                && (dose.valence == valence || valence == Valence::Mnc && dose.valence == Valence::Mnacwy)
        };
        let received = doses.iter().filter(counts).count();
        let needed = doses_needed(valence, birth, doses.iter().filter(counts).map(|dose| dose.on).min());
        if received >= needed {
            return ValenceState::UpToDate;
        }
        let next = calendar().iter().filter(|dose| dose.valence == valence && dose.number == received + 1);
        let Some(by) = next.map(|dose| due_before(birth, dose.latest_month)).max() else {
            return ValenceState::UpToDate;
        };
        if by <= day { ValenceState::Missing { since: by } } else { ValenceState::Upcoming { by } }
    }

    /// The light of a child on a day.
    pub fn light(
        &self,
        birth: Date,
        day: Date,
        doses: &[Dose],
        contraindications: &[Contraindication],
    ) -> VaccinationLight {
        let states: Vec<ValenceState> = self
            .required(birth)
            .into_iter()
            .map(|valence| self.state_of(valence, birth, day, doses, contraindications))
            .collect();
        let missing = states.iter().filter_map(|state| match state {
            ValenceState::Missing { since } => Some(*since),
            _ => None,
        });
        let upcoming = states.iter().filter_map(|state| match state {
            ValenceState::Upcoming { by } => Some(*by),
            _ => None,
        });
        match missing.min() {
            Some(since) => VaccinationLight { state: VaccinationState::ToComplete, next_due: Some(since) },
            None => VaccinationLight { state: VaccinationState::UpToDate, next_due: upcoming.min() },
        }
    }
}

/// How many doses make a complete schedule, begun late or not: a schedule is resumed, never restarted, and a
/// late start needs fewer doses (`vaccins_rattrapage.csv`; the former schedule against C needs one after a
/// year).
fn doses_needed(valence: Valence, birth: Date, first: Option<Date>) -> usize {
    let scheduled = calendar().iter().filter(|dose| dose.valence == valence).map(|dose| dose.number).max();
    let full = scheduled.unwrap_or(0);
    let Some(first) = first else {
        return full;
    };
    match (valence, age_in_months(birth, first)) {
        (Valence::Mnacwy, 12..) | (Valence::Hib, 13..) | (Valence::Pnc, 24..) | (Valence::Mnc, 12..) => 1,
        (Valence::Pnc, 12..) => 2,
        _ => full,
    }
}

fn age_in_months(birth: Date, day: Date) -> i32 {
    let months = (i32::from(day.year()) - i32::from(birth.year())) * 12 + i32::from(day.month())
        - i32::from(birth.month());
    months - i32::from(day.day() < birth.day())
}

/// The day before which a dose is due: a dose « à 2 mois » is on time until the child is three months old, and
/// every compulsory dose is given before eighteen months (R3111-2).
fn due_before(birth: Date, latest_month: i32) -> Date {
    birth + (latest_month + 1).min(18).months()
}

#[cfg(test)]
mod tests;
