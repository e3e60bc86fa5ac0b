//! Who lives in the town: families as plain facts, before they become records.

use domain::calendar::SchoolYear;
use domain::values::{AddressDraft, Civility};
use jiff::civil::{Date, date};

use super::draw::Draw;
use super::names::{CHILDREN, DOCTORS, FAMILY, FLATS, NEIGHBOURS, Origin, STREETS};

/// Grades of a primary school, youngest first.
pub(super) const GRADES: [&str; 8] = ["PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];

/// Twenty families have thirty-five children: 1.75 each, as in any town.
const CHILDREN_OF_TWENTY: [usize; 20] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4];

const MONDAY: u8 = 0;
const FRIDAY: u8 = 4;

/// The treasury's files take 38 characters of a name.
const NAME_ROOM: usize = 38;

/// A family.
pub(super) struct Family {
    pub(super) name: String,
    pub(super) followed_since: Date,
    /// One home, or two when the parents live apart and share the children's time.
    pub(super) homes: Vec<Home>,
    pub(super) children: Vec<Child>,
    pub(super) contacts: Vec<Contact>,
}

/// A household.
pub(super) struct Home {
    pub(super) address: AddressDraft,
    pub(super) is_resident: bool,
    /// The first one is the debtor.
    pub(super) adults: Vec<Adult>,
}

/// A guardian.
pub(super) struct Adult {
    pub(super) civility: Civility,
    pub(super) birth_name: String,
    pub(super) usage_name: String,
    pub(super) first_name: String,
    pub(super) birth_date: Date,
    pub(super) is_mother: bool,
    pub(super) mobile: String,
    pub(super) landline: Option<String>,
    pub(super) email: String,
}

/// A child.
pub(super) struct Child {
    pub(super) family_name: String,
    pub(super) first_name: String,
    pub(super) is_girl: bool,
    pub(super) birth_date: Date,
    /// Index in [`GRADES`].
    pub(super) grade: usize,
    pub(super) custody: Custody,
    pub(super) doctor: Option<(&'static str, String)>,
}

/// With whom a child lives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Custody {
    /// In the family's only home.
    OneHome,
    /// The first home on even weeks, the second on odd ones, turning over that day (0 is Monday).
    AlternateWeeks { changeover: u8 },
    /// Half and half, day by day: each amount is split.
    HalfAndHalf,
}

/// Someone to call, or who may come at the gate.
pub(super) struct Contact {
    pub(super) first_name: String,
    pub(super) name: String,
    pub(super) link: &'static str,
    pub(super) phone: String,
    pub(super) emergency_rank: u8,
    pub(super) may_pick_up: bool,
}

/// Draws the families of a town, in a school year.
pub(super) struct Census<'d> {
    draw: &'d mut Draw,
    year: SchoolYear,
    /// Telephones given so far: none is given twice while the ranges of fiction last.
    phones: usize,
}

impl<'d> Census<'d> {
    pub(super) fn new(draw: &'d mut Draw, year: SchoolYear) -> Self {
        Self { draw, year, phones: 0 }
    }

    /// So many families.
    pub(super) fn families(&mut self, count: usize) -> Vec<Family> {
        let mut sizes = CHILDREN_OF_TWENTY;
        (0..count)
            .map(|rank| {
                if rank % sizes.len() == 0 {
                    self.draw.shuffle(&mut sizes);
                }
                self.family(sizes[rank % sizes.len()])
            })
            .collect()
    }

    fn family(&mut self, children: usize) -> Family {
        let grades = self.grades(children);
        let eldest = self.birth_date(grades[0]);
        let (name, origin) = *self.draw.one_of(FAMILY);
        let other = *self.draw.one_of(FAMILY);
        let two_mothers = self.draw.happens(30);
        let mut first = self.adult(other, true, eldest);
        let mut second = self.adult((name, origin), two_mothers, eldest);
        let apart = self.draw.happens(80);
        let alone = !apart && self.draw.happens(170);
        if !apart && !alone && !two_mothers && self.draw.happens(550) {
            first.usage_name.clone_from(&second.birth_name);
        }
        let child_name = self.child_name(&first.birth_name, &second.birth_name, alone);
        let custody = match (apart, self.draw.below(5)) {
            (false, _) => Custody::OneHome,
            (true, 0) => Custody::HalfAndHalf,
            (true, 1..=2) => Custody::AlternateWeeks { changeover: FRIDAY },
            (true, _) => Custody::AlternateWeeks { changeover: MONDAY },
        };
        let children =
            grades.into_iter().map(|grade| self.child(&child_name, grade, custody, origin)).collect();

        let name = if alone || first.usage_name == second.usage_name {
            first.usage_name.clone()
        } else {
            format!("{} · {}", first.usage_name, second.usage_name)
        };
        let homes = if apart {
            vec![self.home(vec![first]), self.home(vec![second])]
        } else if alone {
            vec![self.home(vec![first])]
        } else {
            // The first adult owes: mothers and fathers alike.
            if self.draw.happens(500) {
                std::mem::swap(&mut first, &mut second);
            }
            vec![self.home(vec![first, second])]
        };
        let start = self.year.start_year() - i16::try_from(self.draw.below(5)).unwrap_or(0);
        let contacts = (1..=1 + self.draw.below(3)).map(|rank| self.contact(rank)).collect();
        Family { name, followed_since: date(start, 9, 1), homes, children, contacts }
    }

    /// Grades of brothers and sisters, the eldest first; twins happen.
    fn grades(&mut self, count: usize) -> Vec<usize> {
        let mut grades: Vec<usize> = Vec::with_capacity(count);
        while grades.len() < count {
            let grade = self.draw.below(GRADES.len());
            if !grades.contains(&grade) || self.draw.happens(30) {
                grades.push(grade);
            }
        }
        grades.sort_unstable_by(|a, b| b.cmp(a));
        grades
    }

    /// Children of a civil year share a grade: three years old in the year of the first one.
    fn birth_date(&mut self, grade: usize) -> Date {
        let year = self.year.start_year() - 3 - i16::try_from(grade).unwrap_or(0);
        self.draw.day(date(year, 1, 1), date(year, 12, 31))
    }

    fn adult(&mut self, (name, origin): (&str, Origin), is_mother: bool, eldest: Date) -> Adult {
        let names = origin.first_names();
        let first_name = *self.draw.one_of(if is_mother { names.female } else { names.male });
        let age = i16::try_from(self.draw.between(21, 42)).unwrap_or(30);
        let birth_date = self.draw.day(date(eldest.year() - age, 1, 1), date(eldest.year() - age, 12, 31));
        let mobile = self.phone(&["063998", "019900", "026191", "035301"]);
        let landline = self.draw.happens(350).then(|| self.phone(&["046571", "053649"]));
        Adult {
            civility: if is_mother { Civility::Mme } else { Civility::M },
            birth_name: name.to_owned(),
            usage_name: name.to_owned(),
            first_name: first_name.to_owned(),
            birth_date,
            is_mother,
            mobile,
            landline,
            email: email(first_name, name, self.phones),
        }
    }

    fn child(&mut self, name: &str, grade: usize, custody: Custody, origin: Origin) -> Child {
        let is_girl = self.draw.happens(488);
        let names = if self.draw.happens(350) { origin.first_names() } else { &CHILDREN };
        let first_name = *self.draw.one_of(if is_girl { names.female } else { names.male });
        let doctor = self.draw.happens(700).then(|| *self.draw.one_of(DOCTORS));
        Child {
            family_name: name.to_owned(),
            first_name: first_name.to_owned(),
            is_girl,
            birth_date: self.birth_date(grade),
            grade,
            custody,
            doctor: doctor.map(|doctor| (doctor, self.phone(&["035301"]))),
        }
    }

    /// The father's name, the mother's, or both when they fit.
    fn child_name(&mut self, mother: &str, father: &str, alone: bool) -> String {
        let both = format!("{father}-{mother}");
        let fits = both.chars().count() <= NAME_ROOM
            && !both.contains(' ')
            && both.matches('-').count() == 1
            && mother != father;
        match self.draw.below(10) {
            _ if alone => mother.to_owned(),
            0..=1 if fits => both,
            2 => mother.to_owned(),
            _ => father.to_owned(),
        }
    }

    fn home(&mut self, adults: Vec<Adult>) -> Home {
        let away = self.draw.happens(45).then(|| *self.draw.one_of(NEIGHBOURS));
        let (postcode, city) = away.unwrap_or((super::POSTCODE, super::TOWN));
        let number = self.draw.between(1, 148);
        let suffix = if self.draw.happens(60) { " bis" } else { "" };
        let street = format!("{number}{suffix} {}", self.draw.one_of(STREETS));
        let apartment = if self.draw.happens(180) { *self.draw.one_of(FLATS) } else { "" };
        let address = AddressDraft {
            apartment: apartment.to_owned(),
            street,
            postcode: postcode.to_owned(),
            city: city.to_owned(),
            ..AddressDraft::default()
        };
        Home { address, is_resident: away.is_none(), adults }
    }

    fn contact(&mut self, rank: usize) -> Contact {
        const LINKS: &[(&str, bool)] = &[
            ("Grand-mère", true),
            ("Grand-père", false),
            ("Tante", true),
            ("Oncle", false),
            ("Voisine", true),
            ("Assistante maternelle", true),
        ];
        let (name, origin) = *self.draw.one_of(FAMILY);
        let (link, is_woman) = *self.draw.one_of(LINKS);
        let names = origin.first_names();
        let first = self.draw.one_of(if is_woman { names.female } else { names.male });
        Contact {
            first_name: (*first).to_owned(),
            name: name.to_owned(),
            link,
            phone: self.phone(&["063998"]),
            emergency_rank: u8::try_from(rank).unwrap_or(u8::MAX),
            may_pick_up: self.draw.happens(750),
        }
    }

    /// The next number of the ranges the telephone authority keeps for works of fiction (Arcep decision 2018-0881): ten thousand
    /// each, visited in an order that does not look like counting.
    fn phone(&mut self, ranges: &[&str]) -> String {
        const STEP: usize = 7_919;
        let rank = self.phones;
        self.phones += 1;
        format!("{}{:04}", ranges[rank / 10_000 % ranges.len()], rank * STEP % 10_000)
    }
}

/// An address in a domain reserved for examples (RFC 2606).
fn email(first_name: &str, name: &str, rank: usize) -> String {
    let plain = |text: &str| domain::values::text::fold(text).replace(' ', "-");
    format!("{}.{}{}@courriel.example", plain(first_name), plain(name), rank % 97)
}

#[cfg(test)]
mod tests {
    use super::super::draw::Stream;
    use super::*;

    fn census(count: usize) -> Vec<Family> {
        let mut draw = Draw::of(7, Stream::People, 1_790_000_000_000);
        Census::new(&mut draw, SchoolYear::starting(2025)).families(count)
    }

    #[test]
    fn a_town_has_seven_children_for_four_families() {
        let children: usize = census(2_000).iter().map(|family| family.children.len()).sum();
        assert_eq!(children, 3_500);
    }

    #[test]
    fn every_name_is_one_the_product_and_the_treasury_take() {
        for family in census(400) {
            for home in &family.homes {
                domain::values::PostalAddress::try_new(&home.address).unwrap();
                for adult in &home.adults {
                    for name in [&adult.birth_name, &adult.usage_name, &adult.first_name] {
                        name.parse::<domain::values::PersonName>().unwrap();
                        assert!(domain::values::text::to_latin1(name).is_some(), "{name}");
                        assert!(name.chars().count() <= NAME_ROOM, "{name}");
                    }
                    adult.mobile.parse::<domain::values::Phone>().unwrap();
                    adult.email.parse::<domain::values::Email>().unwrap();
                }
            }
            for child in &family.children {
                child.family_name.parse::<domain::values::PersonName>().unwrap();
                let years =
                    family.homes[0].adults[0].birth_date.until(child.birth_date).unwrap().get_days() / 365;
                assert!((18..=60).contains(&years), "a parent of {years} at the birth");
            }
        }
    }

    #[test]
    fn some_children_live_in_two_homes() {
        let families = census(2_000);
        let shared = families.iter().filter(|family| family.homes.len() == 2).count();
        assert!((100..220).contains(&shared), "{shared} families of 2,000");
        assert!(families.iter().all(|family| {
            (family.homes.len() == 2) == family.children.iter().any(|child| child.custody != Custody::OneHome)
        }));
    }
}
