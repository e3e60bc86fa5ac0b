//! Vaccination, light: what is due, what was recorded, and whether it is enough today. The product takes no
//! medical decision; it tells the health officer what to look at (health-privacy.md §2.1, §2.2).

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::reference::{reference_table, rows};

/// A valence: one disease a dose protects from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum Valence {
    /// Diphtheria.
    Dip,
    /// Tetanus.
    Tet,
    /// Poliomyelitis.
    Pol,
    /// Whooping cough.
    Coq,
    /// Haemophilus influenzae b.
    Hib,
    /// Hepatitis B (the vaccine; never the illness).
    Heb,
    /// Pneumococcus.
    Pnc,
    /// Measles.
    Rou,
    /// Mumps.
    Ore,
    /// Rubella.
    Rub,
    /// Meningococcus C.
    Mnc,
    /// Meningococci A, C, W, Y.
    Mnacwy,
    /// Meningococcus B.
    Mnb,
}

impl Valence {
    /// Every valence. The rank, from 1, is how sealed records write it: it never changes.
    pub const ALL: [Self; 13] = [
        Self::Dip,
        Self::Tet,
        Self::Pol,
        Self::Coq,
        Self::Hib,
        Self::Heb,
        Self::Pnc,
        Self::Rou,
        Self::Ore,
        Self::Rub,
        Self::Mnc,
        Self::Mnacwy,
        Self::Mnb,
    ];

    /// The code of the reference tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dip => "DIP",
            Self::Tet => "TET",
            Self::Pol => "POL",
            Self::Coq => "COQ",
            Self::Hib => "HIB",
            Self::Heb => "HEB",
            Self::Pnc => "PNC",
            Self::Rou => "ROU",
            Self::Ore => "ORE",
            Self::Rub => "RUB",
            Self::Mnc => "MNC",
            Self::Mnacwy => "MNACWY",
            Self::Mnb => "MNB",
        }
    }

    /// The valence under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|valence| valence.code() == code)
    }

    pub(super) fn tag(self) -> u8 {
        self as u8 + 1
    }

    pub(super) fn from_tag(tag: u8) -> Option<Self> {
        usize::from(tag).checked_sub(1).and_then(|rank| Self::ALL.get(rank)).copied()
    }
}

/// A dose given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
pub struct Dose {
    /// What it protects from.
    pub valence: Valence,
    /// The day it was given.
    #[ts(type = "string")]
    pub on: Date,
}

/// A medical contraindication to one vaccine: dates only, never a reason.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
pub struct Contraindication {
    /// The vaccine.
    pub valence: Valence,
    /// First day.
    #[ts(type = "string")]
    pub from: Date,
    /// Last day.
    #[ts(type = "string | null")]
    pub to: Option<Date>,
}

impl Contraindication {
    fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

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
mod tests {
    use super::*;

    const RULES: fn() -> VaccinationRules = VaccinationRules::default;

    fn all_at(birth: Date, months: &[(Valence, i32)]) -> Vec<Dose> {
        months.iter().map(|(valence, month)| Dose { valence: *valence, on: birth + month.months() }).collect()
    }

    /// The 2025 calendar, followed.
    fn complete(birth: Date) -> Vec<Dose> {
        use Valence::{Coq, Dip, Heb, Hib, Mnacwy, Mnb, Mnc, Ore, Pnc, Pol, Rou, Rub, Tet};
        let mut doses = Vec::new();
        for valence in [Dip, Tet, Pol, Coq, Hib, Heb, Pnc] {
            doses.extend([2, 4, 11].map(|month| (valence, month)));
        }
        doses.extend([3, 5, 12].map(|month| (Mnb, month)));
        doses.extend([6, 12].map(|month| (Mnacwy, month)));
        doses.extend([5, 12].map(|month| (Mnc, month)));
        for valence in [Rou, Ore, Rub] {
            doses.extend([12, 16].map(|month| (valence, month)));
        }
        all_at(birth, &doses)
    }

    #[test]
    fn obligations_follow_the_birth() {
        let count = |birth| RULES().required(birth).len();
        assert_eq!(count(date(2017, 12, 31)), 3);
        assert_eq!(count(date(2018, 1, 1)), 11);
        assert_eq!(count(date(2023, 6, 30)), 11);
        assert_eq!(count(date(2023, 7, 1)), 12);
        assert!(RULES().required(date(2020, 1, 1)).contains(&Valence::Mnc));
        let moved = VaccinationRules { meningococci_born_from: date(2025, 1, 1) };
        assert!(!moved.required(date(2024, 1, 1)).contains(&Valence::Mnb));
    }

    #[test]
    fn a_followed_calendar_is_up_to_date_at_every_age() {
        let birth = date(2025, 6, 9);
        for month in 0..60 {
            let day = birth + month.months();
            let light = RULES().light(birth, day, &complete(birth), &[]);
            assert_eq!(light.state, VaccinationState::UpToDate, "{month}");
            assert_eq!(light.next_due.is_some(), month < 16, "{month}");
        }
    }

    #[test]
    fn a_late_dose_turns_the_light() {
        // Second dose against measles, due before eighteen months.
        let birth = date(2025, 6, 9);
        let doses: Vec<_> =
            complete(birth).into_iter().filter(|dose| dose.on < birth + 16.months()).collect();
        let on = |day| RULES().light(birth, day, &doses, &[]);
        let due = date(2026, 12, 9);
        assert_eq!(
            on(date(2026, 11, 21)),
            VaccinationLight { state: VaccinationState::UpToDate, next_due: Some(due) }
        );
        assert_eq!(on(date(2026, 12, 8)).state, VaccinationState::UpToDate);
        assert_eq!(
            on(date(2027, 1, 9)),
            VaccinationLight { state: VaccinationState::ToComplete, next_due: Some(due) }
        );
        let excused: Vec<_> = [Valence::Rou, Valence::Ore, Valence::Rub]
            .map(|valence| Contraindication { valence, from: date(2026, 12, 1), to: None })
            .into();
        assert_eq!(RULES().light(birth, due, &doses, &excused).state, VaccinationState::UpToDate);
    }

    #[test]
    fn before_2018_only_three_count() {
        let birth = date(2016, 3, 1);
        let three = all_at(birth, &[(Valence::Dip, 2), (Valence::Dip, 4), (Valence::Dip, 11)]);
        let light = RULES().light(birth, date(2026, 3, 1), &three, &[]);
        assert_eq!(light.state, VaccinationState::ToComplete);
        let all: Vec<_> = [Valence::Dip, Valence::Tet, Valence::Pol]
            .into_iter()
            .flat_map(|valence| all_at(birth, &[(valence, 2), (valence, 4), (valence, 11)]))
            .collect();
        assert_eq!(RULES().light(birth, date(2026, 3, 1), &all, &[]).state, VaccinationState::UpToDate);
    }

    #[test]
    fn a_late_start_needs_fewer_doses() {
        let birth = date(2024, 1, 15);
        let day = date(2026, 11, 1);
        let state = |valence, months: &[(Valence, i32)]| {
            RULES().state_of(valence, birth, day, &all_at(birth, months), &[])
        };
        assert_eq!(state(Valence::Mnacwy, &[(Valence::Mnacwy, 14)]), ValenceState::UpToDate);
        assert!(matches!(state(Valence::Mnacwy, &[(Valence::Mnacwy, 6)]), ValenceState::Missing { .. }));
        assert_eq!(state(Valence::Hib, &[(Valence::Hib, 20)]), ValenceState::UpToDate);
        assert_eq!(state(Valence::Pnc, &[(Valence::Pnc, 13), (Valence::Pnc, 16)]), ValenceState::UpToDate);
    }

    #[test]
    fn late_starts_are_those_of_the_catch_up_table() {
        let birth = date(2024, 1, 15);
        let mut checked = 0;
        for row in rows(reference_table!("sante/vaccins_rattrapage.csv")) {
            let Some(valence) = Valence::from_code(&row[0]) else { continue };
            // Schedules finished by a booster count it as one more dose.
            let (Ok(from), Ok(doses)) = (row[1].parse::<i32>(), row[3].parse::<usize>()) else { continue };
            let booster = usize::from(row[5] != "non");
            if matches!(valence, Valence::Mnacwy | Valence::Pnc | Valence::Hib | Valence::Mnb) {
                let needed = doses_needed(valence, birth, Some(birth + from.months()));
                assert_eq!(needed, doses + booster, "{row:?}");
                checked += 1;
            }
        }
        assert_eq!(checked, 8);
    }

    #[test]
    fn a_dose_to_come_does_not_count() {
        let birth = date(2025, 6, 9);
        let light = RULES().light(birth, date(2025, 12, 1), &complete(birth), &[]);
        assert_eq!(light.state, VaccinationState::UpToDate);
        assert!(light.next_due.is_some());
    }

    #[test]
    fn recommended_vaccines_never_count_as_missing_i14() {
        assert!(calendar().iter().all(|dose| dose.latest_month <= 18));
    }
}
