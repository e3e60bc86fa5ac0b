//! What the town offers: schools and their classes, the canteen and the after-school of each, the leisure centres; and what
//! the council voted for them.

use domain::activities::{ActivityKind, ActivityUnit, ImputationDraft, UnitDraft, UnitKind};
use domain::attendance::{NoticePeriod, StateSet};
use domain::calendar::{SchoolYear, Weekdays};
use domain::tariffs::{
    Bracket, BracketTable, EffortBase, EffortRate, EffortTerms, Method, SiblingDiscount, SiblingScope,
    Tariff, TariffDraft, UnitBasis,
};
use domain::values::ids::{ActivityId, ClassId, SchoolId, TariffId, UnitId};
use domain::values::{Cents, Permille, Rate};
use store::Writer;
use store::activities::{ActivityRow, ClassRow, SchoolRow, UnitRow};

use super::draw::Draw;
use super::names::{CENTRES, SCHOOLS};
use super::population::GRADES;
use crate::Error;

/// A school is opened for so many children.
const CHILDREN_OF_A_SCHOOL: usize = 330;
/// A leisure centre is opened for so many children of the town.
const CHILDREN_OF_A_CENTRE: usize = 900;
/// Children of a class, at most.
const CLASS_SIZE: usize = 27;

/// A school and what it offers.
pub(super) struct School {
    pub(super) meals: ActivityId,
    pub(super) meal: UnitId,
    pub(super) after_school: ActivityId,
    pub(super) morning: UnitId,
    pub(super) evening: UnitId,
    /// Classes of each grade.
    pub(super) classes: Vec<Vec<ClassId>>,
}

/// A leisure centre, on Wednesdays and in the holidays.
pub(super) struct Centre {
    pub(super) wednesdays: ActivityId,
    pub(super) half_day: UnitId,
    pub(super) whole_day: UnitId,
    pub(super) holidays: ActivityId,
    pub(super) holiday: UnitId,
    /// Places of a whole day, in term as in the holidays.
    pub(super) places: usize,
}

/// All of it.
pub(super) struct Offer {
    pub(super) schools: Vec<School>,
    pub(super) centres: Vec<Centre>,
}

/// How many schools a town of so many children has: two at least.
pub(super) fn school_count(children: usize) -> usize {
    (children / CHILDREN_OF_A_SCHOOL).max(2)
}

/// Opens what a town needs whose schools count so many children in each grade.
pub(super) fn open(
    w: &Writer<'_>,
    draw: &mut Draw,
    year: SchoolYear,
    children: &[[usize; GRADES.len()]],
) -> Result<Offer, Error> {
    let total: usize = children.iter().flatten().sum();
    let mut rank = 0;
    let schools = children
        .iter()
        .enumerate()
        .map(|(number, grades)| school(w, draw, year, number, grades, &mut rank))
        .collect::<Result<_, _>>()?;
    let centres = (0..(total / CHILDREN_OF_A_CENTRE).max(1))
        .map(|number| centre(w, draw, year, number, total, &mut rank))
        .collect::<Result<_, _>>()?;
    Ok(Offer { schools, centres })
}

fn school(
    w: &Writer<'_>,
    draw: &mut Draw,
    year: SchoolYear,
    number: usize,
    grades: &[usize; GRADES.len()],
    rank: &mut u32,
) -> Result<School, Error> {
    let id: SchoolId = draw.id().into();
    let name = numbered(SCHOOLS, number);
    w.save_school(&SchoolRow { id, name: name.clone(), uai: String::new() })?;
    let mut classes = Vec::with_capacity(GRADES.len());
    for (grade, count) in GRADES.iter().zip(grades) {
        let mut of_grade = Vec::new();
        for letter in ('A'..='Z').take(count.div_ceil(CLASS_SIZE).max(1)) {
            let class: ClassId = draw.id().into();
            let name = if *count <= CLASS_SIZE { (*grade).to_owned() } else { format!("{grade} {letter}") };
            w.save_class(&ClassRow {
                id: class,
                school: id,
                school_year: year.label(),
                name,
                grade: (*grade).to_owned(),
            })?;
            of_grade.push(class);
        }
        classes.push(of_grade);
    }
    let everyone: usize = grades.iter().sum();

    let kitchen = Offered {
        kind: ActivityKind::SchoolMeals,
        name: format!("Cantine {name}"),
        facility: format!("Restaurant scolaire {name}"),
        school: Some(id),
        codes: ("7067", "281", "CA01"),
        notice: NoticePeriod::DaysBefore { days: 2, until_minute: 10 * 60 },
    };
    let meals = kitchen.save(w, draw, rank)?;
    let capacity = u32::try_from(everyone + 20).ok();
    let meal = Unit {
        name: "Repas",
        code: "R",
        kind: UnitKind::Meal,
        minutes: (690, 810),
        capacity,
        days: Weekdays::SCHOOL_FOUR,
        with_meal: true,
        in_holidays: false,
    };
    let meal = meal.save(w, draw, meals, 1)?;

    let care = Offered {
        kind: ActivityKind::Periscolaire,
        name: format!("Périscolaire {name}"),
        facility: format!("École {name}"),
        school: Some(id),
        codes: ("7067", "288", "PE01"),
        notice: NoticePeriod::HoursBefore { hours: 24 },
    };
    let after_school = care.save(w, draw, rank)?;
    let slot = |name, code, minutes| Unit {
        name,
        code,
        kind: UnitKind::Slot,
        minutes,
        capacity: None,
        days: Weekdays::SCHOOL_FOUR,
        with_meal: false,
        in_holidays: false,
    };
    let morning = slot("Matin", "M", (450, 510)).save(w, draw, after_school, 1)?;
    let evening = slot("Soir", "S", (990, 1_110)).save(w, draw, after_school, 2)?;

    let vote = Vote { w, activity: meals, year };
    vote.tariff(draw, None, "Cantine, par tranche", "2025-41", meal_brackets(), Some(&[(2, 100), (3, 250)]))?;
    let vote = Vote { w, activity: after_school, year };
    let price =
        |resident, others| Method::UnitPrice { resident: Cents(resident), non_resident: Some(Cents(others)) };
    vote.tariff(draw, Some(morning), "Accueil du matin", "2025-42", price(125, 160), Some(&[(2, 150)]))?;
    vote.tariff(draw, Some(evening), "Accueil du soir", "2025-42", price(240, 310), Some(&[(2, 150)]))?;
    Ok(School { meals, meal, after_school, morning, evening, classes })
}

fn centre(
    w: &Writer<'_>,
    draw: &mut Draw,
    year: SchoolYear,
    number: usize,
    children: usize,
    rank: &mut u32,
) -> Result<Centre, Error> {
    let name = numbered(CENTRES, number);
    let facility = format!("Centre de loisirs {name}");
    let offered = |name: String, product| Offered {
        kind: ActivityKind::Alsh,
        name,
        facility: facility.clone(),
        school: None,
        codes: ("70632", "331", product),
        notice: NoticePeriod::DaysBefore { days: 3, until_minute: 12 * 60 },
    };
    // Room for a few less than will ask on the busiest Wednesday: a waiting list is part of the life of a centre.
    let places = (children.min(CHILDREN_OF_A_CENTRE) / 9).max(8);
    let whole = |name, code, days, in_holidays| Unit {
        name,
        code,
        kind: UnitKind::Day,
        minutes: (480, 1_080),
        capacity: u32::try_from(places).ok(),
        days,
        with_meal: true,
        in_holidays,
    };
    let half = Unit {
        kind: UnitKind::HalfDay,
        minutes: (480, 720),
        capacity: None,
        with_meal: false,
        ..whole("Demi-journée", "½", Weekdays::WEDNESDAY, false)
    };

    let wednesdays = offered(format!("Mercredis {name}"), "LO01").save(w, draw, rank)?;
    let half_day = half.save(w, draw, wednesdays, 1)?;
    let whole_day = whole("Journée", "J", Weekdays::WEDNESDAY, false).save(w, draw, wednesdays, 2)?;
    let holidays = offered(format!("Vacances {name}"), "LO02").save(w, draw, rank)?;
    let holiday = whole("Journée de vacances", "V", Weekdays::WORKING, true).save(w, draw, holidays, 1)?;

    let siblings: Option<&[(u8, u16)]> = Some(&[(2, 200)]);
    let vote = Vote { w, activity: wednesdays, year };
    let half = effort(("0,55 %", 230, 1_080), ("0,75 %", 460, 1_480))?;
    vote.tariff(draw, Some(half_day), "Mercredi, demi-journée", "2025-43", half, siblings)?;
    let whole = effort(("1,05 %", 420, 1_950), ("1,40 %", 840, 2_600))?;
    vote.tariff(draw, Some(whole_day), "Mercredi, journée avec repas", "2025-43", whole, siblings)?;
    let vote = Vote { w, activity: holidays, year };
    let day = effort(("1,15 %", 460, 2_150), ("1,55 %", 920, 2_900))?;
    vote.tariff(draw, Some(holiday), "Vacances, journée avec repas", "2025-44", day, siblings)?;
    Ok(Centre { wednesdays, half_day, whole_day, holidays, holiday, places })
}

/// A part of the quotient, between a floor and a cap in cents: for residents, then for the others.
fn effort(resident: (&str, i64, i64), others: (&str, i64, i64)) -> Result<Method, Error> {
    let terms = |(percent, floor, cap)| -> Result<EffortTerms, Error> {
        let rate = Rate::parse_percent_fr(percent).map_err(|_| Error::bug("TAUX"))?;
        Ok(EffortTerms { rate, floor: Cents(floor), cap: Cents(cap) })
    };
    let (resident, non_resident) = (terms(resident)?, Some(terms(others)?));
    Ok(Method::EffortRate(EffortRate { base: EffortBase::Quotient, resident, non_resident }))
}

/// The list's names first, then the same with a number: a town of a hundred schools runs out of great women.
fn numbered(names: &[&str], number: usize) -> String {
    let name = names[number % names.len()];
    match number / names.len() {
        0 => name.to_owned(),
        turn => format!("{name} {}", turn + 1),
    }
}

struct Offered {
    kind: ActivityKind,
    name: String,
    facility: String,
    school: Option<SchoolId>,
    /// Article, function, product at the accounting post.
    codes: (&'static str, &'static str, &'static str),
    notice: NoticePeriod,
}

impl Offered {
    fn save(self, w: &Writer<'_>, draw: &mut Draw, rank: &mut u32) -> Result<ActivityId, Error> {
        let id: ActivityId = draw.id().into();
        *rank += 1;
        let (nature, function_code, product) = self.codes;
        w.save_activity(&ActivityRow {
            id,
            kind: self.kind,
            name: self.name,
            facility: self.facility,
            school: self.school,
            imputation: ImputationDraft {
                nature: nature.to_owned(),
                function_code: function_code.to_owned(),
                service_code: "ENFANCE".to_owned(),
                local_product_code: product.to_owned(),
            },
            notice: self.notice,
            rank: *rank,
        })?;
        Ok(id)
    }
}

struct Unit {
    name: &'static str,
    code: &'static str,
    kind: UnitKind,
    minutes: (u16, u16),
    capacity: Option<u32>,
    days: Weekdays,
    with_meal: bool,
    /// Open in the holidays, and then only; in term otherwise.
    in_holidays: bool,
}

impl Unit {
    fn save(self, w: &Writer<'_>, draw: &mut Draw, activity: ActivityId, rank: u32) -> Result<UnitId, Error> {
        let id: UnitId = draw.id().into();
        let draft = UnitDraft {
            name: self.name.to_owned(),
            kind: self.kind,
            start_minute: self.minutes.0,
            end_minute: self.minutes.1,
            capacity: self.capacity,
            weekdays: self.days,
            in_term: !self.in_holidays,
            in_holidays: self.in_holidays,
        };
        let unit = ActivityUnit::try_new(id, activity, &draft).map_err(Error::fields)?;
        w.save_unit(&UnitRow {
            unit,
            code: self.code.to_owned(),
            with_meal: self.with_meal,
            by_minutes: false,
            rank,
        })?;
        Ok(id)
    }
}

struct Vote<'w> {
    w: &'w Writer<'w>,
    activity: ActivityId,
    year: SchoolYear,
}

impl Vote<'_> {
    fn tariff(
        &self,
        draw: &mut Draw,
        unit: Option<UnitId>,
        name: &str,
        deliberation: &str,
        method: Method,
        siblings: Option<&[(u8, u16)]>,
    ) -> Result<(), Error> {
        let reductions = |ranks: &[(u8, u16)]| -> Result<Vec<(u8, Permille)>, Error> {
            let part = |thousandths| Permille::try_new(thousandths).map_err(|_| Error::bug("FRATRIE"));
            ranks.iter().map(|(rank, thousandths)| Ok((*rank, part(*thousandths)?))).collect()
        };
        let siblings = siblings
            .map(|ranks| {
                Ok::<_, Error>(SiblingDiscount {
                    scope: SiblingScope::SameActivity,
                    from_rank: reductions(ranks)?,
                    not_at_highest: true,
                })
            })
            .transpose()?;
        let draft = TariffDraft {
            activity: self.activity,
            unit,
            name: name.to_owned(),
            deliberation: deliberation.to_owned(),
            valid_from: self.year.first_day(),
            valid_to: None,
            method,
            basis: UnitBasis::PerUnit,
            siblings,
            billed: StateSet::BILLED_BY_DEFAULT,
        };
        let id: TariffId = draw.id().into();
        let tariff = Tariff::try_new(id, draft).map_err(Error::fields)?;
        Ok(self.w.insert_tariff(&tariff)?)
    }
}

/// Seven brackets, from one euro a meal to the full price.
fn meal_brackets() -> Method {
    const BRACKETS: [(Option<i64>, i64, i64); 7] = [
        (Some(400), 100, 390),
        (Some(600), 195, 430),
        (Some(800), 290, 480),
        (Some(1_000), 360, 530),
        (Some(1_300), 435, 590),
        (Some(1_700), 510, 650),
        (None, 590, 720),
    ];
    let bracket = |(up_to, resident, others): (Option<i64>, i64, i64)| Bracket {
        up_to: up_to.map(Cents::from_euros),
        resident: Cents(resident),
        non_resident: Some(Cents(others)),
    };
    Method::Bracket(BracketTable { brackets: BRACKETS.map(bracket).to_vec() })
}
