//! What a town of proof is made of, written straight into its file: a canteen, families, presences.

use std::collections::HashMap;

use domain::activities::{ActivityKind, ActivityUnit, ImputationDraft, RegistrationState, UnitKind};
use domain::attendance::{AttendanceState, NoticePeriod, StateSet};
use domain::calendar::{Month, Weekdays};
use domain::people::{CustodyPattern, HouseholdLetter, Kinship};
use domain::tariffs::{
    Bracket, BracketTable, Method, QuotientDraft, QuotientKind, QuotientSource, Tariff, TariffDraft,
    UnitBasis,
};
use domain::values::ids::{ChildId, CustodyId, HouseholdId, QuotientId};
use domain::values::{AddressDraft, Cents};
use jiff::civil::{Date, date};
use security::access::EditQuotients;
use store::Writer;
use store::activities::{ActivityRow, RegistrationRow, UnitRow};
use store::attendance::AttendanceMark;
use store::people::{ChildRow, CustodyRow, FamilyRow, GuardianRow, HouseholdRow};
use store::quotients::BracketRow;

use super::{Home, TestTown, id, school_days};

impl TestTown {
    pub(super) fn write_canteen(&self, w: &Writer<'_>) {
        w.save_activity(&ActivityRow {
            id: self.canteen,
            kind: ActivityKind::SchoolMeals,
            name: "Cantine".into(),
            facility: String::new(),
            school: None,
            imputation: ImputationDraft {
                nature: "7067".into(),
                function_code: "281".into(),
                service_code: String::new(),
                local_product_code: "CA01".into(),
            },
            notice: NoticePeriod::UntilStart,
            rank: 1,
        })
        .expect("activity");
        w.save_unit(&UnitRow {
            unit: ActivityUnit {
                id: self.meal,
                activity: self.canteen,
                name: "Repas".into(),
                kind: UnitKind::Meal,
                start_minute: 720,
                end_minute: 810,
                capacity: None,
                weekdays: Weekdays::SCHOOL_FOUR,
                in_term: true,
                in_holidays: false,
            },
            code: "R".into(),
            with_meal: true,
            by_minutes: false,
            rank: 1,
        })
        .expect("unit");
        self.write_tariff(w, 360);
    }

    /// A tariff in three brackets, the middle one at this price.
    pub(crate) fn write_tariff(&self, w: &Writer<'_>, middle: i64) {
        let bracket = |up_to: Option<i64>, price: i64| Bracket {
            up_to: up_to.map(Cents::from_euros),
            resident: Cents(price),
            non_resident: Some(Cents(price + 200)),
        };
        let draft = TariffDraft {
            activity: self.canteen,
            unit: None,
            name: "Cantine, par tranche".into(),
            deliberation: "2025-41".into(),
            valid_from: date(2025, 9, 1),
            valid_to: None,
            method: Method::Bracket(BracketTable {
                brackets: vec![bracket(Some(500), 120), bracket(Some(900), middle), bracket(None, 590)],
            }),
            basis: UnitBasis::PerUnit,
            siblings: None,
            billed: StateSet::BILLED_BY_DEFAULT,
        };
        let tariff = Tariff::try_new(id(&self.app).into(), draft).expect("a tariff");
        w.insert_tariff(&tariff).expect("tariff");
    }

    /// A family of one household, complete for the treasury; with a quotient or none.
    pub(crate) fn family(&self, w: &Writer<'_>, number: u32, name: &str, quotient: Option<i64>) -> Home {
        let new = || id(&self.app);
        let home = Home { family: new().into(), household: new().into(), debtor: new().into() };
        w.save_family(&FamilyRow {
            id: home.family,
            number,
            name: name.into(),
            followed_since: date(2024, 9, 1),
        })
        .expect("family");
        w.save_household(&HouseholdRow {
            id: home.household,
            family: home.family,
            letter: HouseholdLetter::FIRST,
            address: AddressDraft {
                street: format!("{number} rue des Lilas"),
                postcode: "21500".into(),
                city: "Montbard".into(),
                ..AddressDraft::default()
            },
            is_resident: true,
            debtor: Some(home.debtor),
            address_since: None,
            regime: String::new(),
            bracket: BracketRow::default(),
        })
        .expect("household");
        self.save_debtor(w, home, name, "MME");
        if let Some(euros) = quotient {
            self.record_quotient(w, home.household, euros, "2026-01");
        }
        home
    }

    /// Writes the debtor of a household again.
    pub(crate) fn save_debtor(&self, w: &Writer<'_>, home: Home, name: &str, civility: &str) {
        w.save_guardian(&GuardianRow {
            id: home.debtor,
            household: home.household,
            rank: 1,
            civility: civility.into(),
            birth_name: name.into(),
            usage_name: String::new(),
            first_names: "Camille".into(),
            birth_date: Some(date(1988, 3, 12).into()),
            birth_place: String::new(),
            birth_code: String::new(),
            kinship: Kinship::Mother,
            email: String::new(),
            sending: Default::default(),
        })
        .expect("guardian");
    }

    /// Records a quotient for a month.
    pub(crate) fn record_quotient(&self, w: &Writer<'_>, household: HouseholdId, euros: i64, month: &str) {
        let unlocked = self.unlocked();
        let grant = unlocked.session().authorize::<EditQuotients>().expect("FAC");
        let draft = QuotientDraft {
            kind: QuotientKind::Caf,
            value: Cents::from_euros(euros),
            month: Month::parse(month).expect("a month"),
            computed: None,
            from: None,
            to: None,
            source: QuotientSource::Attestation,
        };
        crate::quotients::record(w, &grant, household, &[(QuotientId::from(id(&self.app)), draft)], None)
            .expect("quotient");
    }

    /// A child of a household, registered to the canteen.
    pub(crate) fn child(
        &self,
        w: &Writer<'_>,
        household: HouseholdId,
        name: &str,
        pattern: CustodyPattern,
    ) -> ChildId {
        let child: ChildId = id(&self.app).into();
        w.save_child(&ChildRow {
            id: child,
            family_name: name.into(),
            first_names: "Lou".into(),
            sex: None,
            birth_date: date(2018, 5, 2).into(),
            birth_place: String::new(),
            birth_code: String::new(),
            diet_code: String::new(),
            doctor_name: String::new(),
            doctor_phone: String::new(),
            health_light: "unknown".into(),
            health_due_on: None,
        })
        .expect("child");
        self.give_custody(w, child, household, pattern);
        w.save_registration(&RegistrationRow {
            id: id(&self.app).into(),
            child,
            activity: self.canteen,
            state: RegistrationState::Accepted,
            from: date(2025, 9, 1),
            to: None,
        })
        .expect("registration");
        child
    }

    /// Gives a household custody of a child.
    pub(crate) fn give_custody(
        &self,
        w: &Writer<'_>,
        child: ChildId,
        household: HouseholdId,
        pattern: CustodyPattern,
    ) {
        w.save_custody(&CustodyRow {
            id: CustodyId::from(id(&self.app)),
            child,
            household,
            pattern,
            valid_from: date(2024, 9, 1),
            valid_to: None,
        })
        .expect("custody");
    }

    /// The child came to so many meals, from the 2nd of the month on.
    pub(crate) fn meals(&self, w: &Writer<'_>, child: ChildId, count: usize) {
        self.mark(w, child, school_days().take(count), AttendanceState::Present);
    }

    /// Notes presences.
    pub(crate) fn mark(
        &self,
        w: &Writer<'_>,
        child: ChildId,
        days: impl Iterator<Item = Date>,
        state: AttendanceState,
    ) {
        let marks =
            days.map(|day| AttendanceMark { day, unit: self.meal, child, state: Some(state), minutes: None });
        w.put_attendance(marks).expect("attendance");
    }

    /// Families of one child each, billed for so many meals at 3,60 €: name and home.
    pub(crate) fn families_at_table(&self, meals: &[(&str, usize)]) -> HashMap<String, Home> {
        self.write(|w| {
            (1..)
                .zip(meals)
                .map(|(number, (name, count))| {
                    let home = self.family(w, number, name, Some(684));
                    let child = self.child(w, home.household, name, CustodyPattern::Always);
                    self.meals(w, child, *count);
                    ((*name).to_owned(), home)
                })
                .collect()
        })
    }
}
