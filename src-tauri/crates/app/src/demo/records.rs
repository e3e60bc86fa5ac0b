//! Families as plain facts become records: rows, sealed cells, words to find them by.

use domain::calendar::{Month, SchoolYear, WeekParity, Zone};
use domain::health::{
    Allergen, AllergyDraft, Diet, Dose, HealthRecord, HealthRecordDraft, PaiDraft, PaiState, Severity,
    VaccinationRules, VaccinationState, ValenceState,
};
use domain::people::{CustodyPattern, Detail, HolidayRule, HouseholdLetter, Kinship, Sex};
use domain::tariffs::{Quotient, QuotientDraft, QuotientHistory, QuotientKind, QuotientSource};
use domain::values::ids::{ChildId, ContactId, CustodyId, FamilyId, GuardianId, HouseholdId, QuotientId};
use domain::values::{Allocataire, Cents, Permille, Phone};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use security::Grant;
use security::access::{ImportFamilies, ImportQuotients};
use store::Writer;
use store::people::{
    ChildRow, ContactRow, CustodyRow, DetailRow, FamilyMembers, FamilyRow, GuardianRow, HouseholdRow,
    PhoneRow,
};

use super::draw::Draw;
use super::names::INSTRUCTIONS;
use super::population::{Adult, Child, Custody, Family, Home};
use crate::Error;
use crate::health;
use crate::quotients::{self, Brackets};

/// A child on record, with what its month depends on.
pub(super) struct Pupil {
    pub(super) id: ChildId,
    pub(super) grade: usize,
    /// Index of the family's school.
    pub(super) school: usize,
}

/// Writes families, everything in the hands of who takes over a town: sealed columns are deposited, never read back.
pub(super) struct Records<'a> {
    pub(super) w: &'a Writer<'a>,
    pub(super) deposit: &'a Grant<'a, ImportFamilies>,
    pub(super) resources: &'a Grant<'a, ImportQuotients>,
    pub(super) brackets: Brackets,
    pub(super) year: SchoolYear,
    pub(super) today: Date,
    /// Whether families gave the certificate of the school year.
    pub(super) insured: bool,
    pub(super) people: &'a mut Draw,
    pub(super) health: &'a mut Draw,
    pub(super) vaccines: &'a mut Draw,
    pub(super) incomes: &'a mut Draw,
}

impl Records<'_> {
    /// Writes a family and all it holds.
    pub(super) fn family(
        &mut self,
        number: u32,
        school: usize,
        family: &Family,
    ) -> Result<Vec<Pupil>, Error> {
        let id: FamilyId = self.people.id().into();
        let row = FamilyRow { id, number, name: family.name.clone(), followed_since: family.followed_since };
        self.w.save_family(&row)?;
        let mut members = FamilyMembers::nobody(row);
        for (letter, home) in ('A'..='Z').zip(&family.homes) {
            self.household(&mut members, letter, home)?;
        }
        let homes: Vec<HouseholdId> = members.households.iter().map(|household| household.id).collect();
        let mut pupils = Vec::new();
        for child in &family.children {
            let child_id = self.child(&mut members, child)?;
            self.custody(&mut members, child_id, child.custody, &homes, family.followed_since)?;
            pupils.push(Pupil { id: child_id, grade: child.grade, school });
        }
        for contact in &family.contacts {
            let row = ContactRow {
                id: ContactId::from_uuid(self.people.id()),
                family: id,
                name: contact.name.clone(),
                first_name: contact.first_name.clone(),
                link: contact.link.to_owned(),
                phone: e164(&contact.phone)?,
                emergency_rank: Some(contact.emergency_rank),
                may_pick_up: contact.may_pick_up,
                document_to_show: if contact.may_pick_up {
                    "Carte d’identité".to_owned()
                } else {
                    String::new()
                },
                valid_from: None,
                valid_to: None,
            };
            self.w.save_contact(&row)?;
            members.contacts.push(row);
        }
        self.w.index_members(&members)?;
        Ok(pupils)
    }

    fn household(&mut self, members: &mut FamilyMembers, letter: char, home: &Home) -> Result<(), Error> {
        let id: HouseholdId = self.people.id().into();
        let first: GuardianId = self.people.id().into();
        let row = HouseholdRow {
            id,
            family: members.family.id,
            letter: HouseholdLetter::try_new(letter).map_err(|_| Error::bug("FOYER"))?,
            address: home.address.clone(),
            is_resident: home.is_resident,
            debtor: Some(first),
            address_since: None,
            regime: "general".to_owned(),
            bracket: Default::default(),
        };
        self.w.save_household(&row)?;
        members.households.push(row);
        for (rank, adult) in (1_u8..).zip(&home.adults) {
            let guardian = if rank == 1 { first } else { self.people.id().into() };
            self.guardian(members, guardian, id, rank, adult)?;
        }
        self.income(id)
    }

    fn guardian(
        &mut self,
        members: &mut FamilyMembers,
        id: GuardianId,
        household: HouseholdId,
        rank: u8,
        adult: &Adult,
    ) -> Result<(), Error> {
        let usage_name =
            if adult.usage_name == adult.birth_name { String::new() } else { adult.usage_name.clone() };
        let row = GuardianRow {
            id,
            household,
            rank,
            civility: adult.civility.code().to_owned(),
            birth_name: adult.birth_name.clone(),
            usage_name,
            first_names: adult.first_name.clone(),
            birth_date: Some(adult.birth_date.into()),
            birth_place: String::new(),
            birth_code: String::new(),
            kinship: if adult.is_mother { Kinship::Mother } else { Kinship::Father },
            email: adult.email.clone(),
            sending: Default::default(),
        };
        self.w.save_guardian(&row)?;
        members.guardians.push(row);
        for (call_rank, number) in (1_u8..).zip(std::iter::once(&adult.mobile).chain(&adult.landline)) {
            let phone = PhoneRow { guardian: id, call_rank, number: e164(number)?, kind: None };
            self.w.save_phone(&phone)?;
            members.phones.push(phone);
        }
        Ok(())
    }

    /// The number at the caisse and the quotient of the year: nine households in ten gave them.
    fn income(&mut self, household: HouseholdId) -> Result<(), Error> {
        // Euros a month, as spread as in a real town.
        const SPREAD: [(usize, (i64, i64)); 8] = [
            (7, (60, 350)),
            (12, (351, 550)),
            (17, (551, 750)),
            (18, (751, 950)),
            (16, (951, 1_200)),
            (14, (1_201, 1_600)),
            (10, (1_601, 2_200)),
            (6, (2_201, 3_400)),
        ];
        if self.incomes.happens(60) {
            return Ok(());
        }
        let matricule = self.incomes.digits(7);
        let number = Allocataire::read("211", &matricule).map_err(|_| Error::bug("ALLOCATAIRE"))?.allocataire;
        quotients::deposit(self.resources, self.w, household, &number)?;
        let (low, high) = *self.incomes.weighted(&SPREAD);
        let value = Cents::from_euros(self.incomes.between(low, high));
        // The caisses recompute in January; the school year began with last year's value.
        let january = Month::of(date(self.year.start_year() + 1, 1, 1));
        let september = Month::of(self.year.first_day());
        let drift = self.incomes.between(-9, 9);
        let before = Cents((value.0 / 100 * (100 + drift) / 100).max(20) * 100);
        let drafts: Vec<(QuotientId, QuotientDraft)> = [(september, before), (january, value)]
            .into_iter()
            .filter(|(month, _)| month.first_day() <= self.today)
            .map(|(month, value)| {
                let draft = QuotientDraft {
                    kind: QuotientKind::Caf,
                    value,
                    month,
                    computed: None,
                    from: None,
                    to: None,
                    source: QuotientSource::Import,
                };
                (QuotientId::from_uuid(self.incomes.id()), draft)
            })
            .collect();
        quotients::record(self.w, self.resources, household, &drafts, None)?;
        let history = drafts
            .iter()
            .map(|(id, draft)| Quotient::try_new(*id, draft))
            .collect::<Result<_, _>>()
            .map_err(Error::fields)?;
        let bracket = self.brackets.of(&QuotientHistory::new(history));
        Ok(self.w.set_bracket(household, &bracket)?)
    }

    fn child(&mut self, members: &mut FamilyMembers, child: &Child) -> Result<ChildId, Error> {
        let id: ChildId = self.people.id().into();
        let record = self.record(child.birth_date)?;
        let diet = self.diet(&record);
        let (light, due_on) = self.light(child.birth_date, &record);
        let doctor = child.doctor.as_ref();
        let row = ChildRow {
            id,
            family_name: child.family_name.clone(),
            first_names: child.first_name.clone(),
            sex: Some(if child.is_girl { Sex::F } else { Sex::M }),
            birth_date: child.birth_date.into(),
            birth_place: String::new(),
            birth_code: String::new(),
            diet_code: diet.code().to_owned(),
            doctor_name: doctor.map_or(String::new(), |(name, _)| (*name).to_owned()),
            doctor_phone: doctor.map(|(_, phone)| e164(phone)).transpose()?.unwrap_or_default(),
            health_light: light.to_owned(),
            health_due_on: due_on,
        };
        self.w.save_child(&row)?;
        health::deposit(self.deposit, self.w, id, &record)?;
        if self.insured {
            self.insurance(id, child.birth_date)?;
        }
        members.children.push(row);
        Ok(id)
    }

    /// Two children in three brought the certificate of the school year; one in six of those has not renewed it.
    fn insurance(&self, child: ChildId, birth: Date) -> Result<(), Error> {
        const INSURERS: [&str; 3] =
            ["Mutuelle des Deux Rives", "Assurance scolaire du Ponant", "La Prévoyante"];
        let lot = usize::try_from(birth.day() + birth.month()).unwrap_or(0);
        if lot % 3 == 0 {
            return Ok(());
        }
        let last_year = lot % 6 == 1;
        let due = date(self.year.start_year() + i16::from(!last_year), 8, 31);
        let policy = format!("{:02}{:02}-{}", birth.day(), birth.month(), birth.year());
        let answers = [
            (Detail::Insurer, INSURERS[lot % INSURERS.len()].to_owned()),
            (Detail::InsurancePolicy, policy),
            (Detail::InsuranceDue, due.to_string()),
        ];
        for (detail, value) in answers {
            self.w.save_detail(&DetailRow { owner: child.into(), detail, value })?;
        }
        Ok(())
    }

    fn custody(
        &mut self,
        members: &mut FamilyMembers,
        child: ChildId,
        custody: Custody,
        homes: &[HouseholdId],
        since: Date,
    ) -> Result<(), Error> {
        let half = Permille::try_new(500).map_err(|_| Error::bug("PART"))?;
        let weeks =
            |parity, changeover| CustodyPattern::Weeks { parity, changeover, holidays: HolidayRule::Weeks };
        let patterns = match custody {
            Custody::OneHome => vec![CustodyPattern::Always],
            Custody::AlternateWeeks { changeover } => {
                vec![weeks(WeekParity::Even, changeover), weeks(WeekParity::Odd, changeover)]
            }
            Custody::HalfAndHalf => vec![CustodyPattern::Share { part: half }; 2],
        };
        for (household, pattern) in homes.iter().zip(patterns) {
            let row = CustodyRow {
                id: CustodyId::from_uuid(self.people.id()),
                child,
                household: *household,
                pattern,
                valid_from: since,
                valid_to: None,
            };
            self.w.save_custody(&row)?;
            members.custodies.push(row);
        }
        Ok(())
    }

    /// Six children in a hundred have an allergy, half of them a PAI.
    fn record(&mut self, birth: Date) -> Result<HealthRecord, Error> {
        let mut draft = HealthRecordDraft { doses: self.doses(birth), ..HealthRecordDraft::default() };
        if self.health.happens(60) {
            let code =
                *self.health.weighted(&[(5, 5), (4, 8), (4, 3), (4, 7), (2, 1), (1, 4), (1, 11), (1, 2)]);
            let severity =
                *self.health.weighted(&[(2, Severity::Mild), (3, Severity::Moderate), (2, Severity::Severe)]);
            let instruction = (*self.health.one_of(INSTRUCTIONS)).to_owned();
            draft.allergies.push(AllergyDraft {
                allergen: Allergen::Regulated { code },
                severity,
                instruction,
            });
            if severity == Severity::Severe || self.health.happens(350) {
                draft.pai = Some(PaiDraft {
                    state: PaiState::Active,
                    from: self.year.first_day(),
                    to: Some(self.year.last_day()),
                    review_on: Some(date(self.year.start_year() + 1, 6, 15)),
                    kit_place: "Bureau, armoire haute".to_owned(),
                    kit_expires_on: Some(
                        self.health.day(date(self.year.start_year() + 1, 5, 1), self.year.last_day()),
                    ),
                });
            }
        }
        HealthRecord::try_new(&draft, self.today).map_err(Error::fields)
    }

    fn diet(&mut self, record: &HealthRecord) -> Diet {
        if !record.allergies().is_empty() {
            return Diet::AllergensLeftOut;
        }
        *self.health.weighted(&[
            (860, Diet::Standard),
            (85, Diet::WithoutPork),
            (30, Diet::WithoutMeat),
            (25, Diet::Vegetarian),
        ])
    }

    /// The doses a child had, each a little before it was due. One child in twelve has shown nothing yet, one in nine
    /// lacks some.
    fn doses(&mut self, birth: Date) -> Vec<Dose> {
        let rules = VaccinationRules::default();
        let mut doses = Vec::new();
        if self.vaccines.happens(80) {
            return doses;
        }
        let ahead = self.vaccines.between(2, 25).days();
        for valence in rules.required(birth) {
            while let ValenceState::Missing { since } =
                rules.state_of(valence, birth, self.today, &doses, &[])
            {
                doses.push(Dose { valence, on: since.saturating_sub(ahead) });
            }
        }
        if self.vaccines.happens(110) {
            let kept = doses.len().saturating_sub(1 + self.vaccines.below(3));
            doses.truncate(kept);
        }
        doses
    }

    /// What the desk sees of it (E16).
    fn light(&self, birth: Date, record: &HealthRecord) -> (&'static str, Option<Date>) {
        if record.doses().is_empty() {
            return ("unknown", None);
        }
        let light =
            VaccinationRules::default().light(birth, self.today, record.doses(), record.contraindications());
        match light.state {
            VaccinationState::UpToDate => ("up_to_date", light.next_due),
            VaccinationState::ToComplete => ("to_complete", light.next_due),
        }
    }
}

/// The zone of the town's school holidays.
pub(super) const ZONE: Zone = Zone::A;

fn e164(number: &str) -> Result<String, Error> {
    let phone: Phone = number.parse().map_err(|_| Error::bug("TELEPHONE"))?;
    Ok(phone.to_string())
}
