//! Parents separate: one of them leaves for another household, with the custody of the children from that day, in one transaction. The
//! address of the household that is left is never touched.

use domain::calendar::{Month, format_day};
use domain::issue::{IssueCode, Issues};
use domain::people::{ChangeKind, Custody, CustodyDraft, check_departure, check_owed_until, former_from};
use domain::values::ids::{CustodyId, FamilyId, GuardianId, HouseholdId};
use jiff::civil::Date;
use security::access::EditFamilies;
use store::Reader;
use store::people::{ChildRow, FamilyMembers, GuardianRow, HouseholdRow};

use super::accepting::{Completeness, NewHousehold, Typing, accept_household};
use super::custody::{accepted, adults_of, agree, check_home, in_words, row_of};
use super::debtor::tell_billed;
use super::edit::rename_and_index;
use super::edits::Edits;
use super::merging::letters_after;
use super::rows::letter_of;
use super::stays::{moved, named, others, same_people};
use super::wording::{address, of};
use super::{FamilyWritten, HouseholdEntry, HouseholdSplitRequest, SplitChildEntry, SplitHome};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::settings::{self, Town};

/// What is read of a family before one of its adults leaves.
struct Before {
    household: HouseholdRow,
    guardian: GuardianRow,
    members: FamilyMembers,
    town: Town,
}

/// Where the adult goes.
struct Destination {
    household: HouseholdRow,
    is_new: bool,
}

/// A child whose custody changes.
struct Rearranged {
    label: String,
    families: Vec<FamilyId>,
    known: Vec<Custody>,
    now: Vec<Custody>,
}

/// One adult leaves a household for another, that the family has or that is made.
pub fn split_household(
    call: &Call<'_, EditFamilies>,
    request: HouseholdSplitRequest,
) -> Result<FamilyWritten, Error> {
    let today = call.today();
    let before = call.read(|r| Before::read(r, &request))?;
    let Before { household, guardian, members, .. } = &before;
    let family = members.family.id;
    let mut issues = Issues::new();
    let stay = members.last_stay(guardian);
    if let Some(left) = stay.and_then(|stay| stay.valid_to) {
        issues.refuse(
            "guardian",
            IssueCode::Inconsistent,
            format!("Cette personne a quitté ce foyer le {} : relisez sa fiche.", format_day(left)),
        );
    }
    let eve = |day: Date| day.yesterday().unwrap_or(day);
    let since = stay.and_then(|stay| stay.valid_from);
    let left_behind = others(members, guardian, today);
    issues.take("from", check_departure(eve(request.from), since, eve(today), left_behind));
    // Whoever leaves and owes today stops owing that day, whatever was said of later ones.
    if household.debtor != Some(guardian.id) {
        let former = members.former_debtors(household.id);
        issues.take("from", check_owed_until(guardian.id, &former, eve(request.from)));
    }
    let destination = before.destination(call, &request, &mut issues)?;
    let debtor = before.debtor_left(&request, today, &mut issues);
    let Some(destination) = destination else { return Err(refused(issues)) };
    let mut children = Vec::new();
    for (rank, entry) in request.children.iter().enumerate() {
        let read = |r: &Reader<'_>| {
            let path = format!("children.{rank}");
            before.child(call, r, (&path, entry, request.from), &destination, &mut issues)
        };
        children.extend(call.read(read)?);
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    let debtor = debtor.and_then(|debtor| members.guardians.iter().find(|one| one.id == debtor));
    let former = debtor.map(|debtor| {
        former_from(household.debtor, &members.former_debtors(household.id), debtor.id, Some(request.from))
    });
    let owes = debtor.zip(former);
    if let Some((debtor, former)) = owes.as_ref().filter(|_| !request.seen_billed) {
        let invoiced = call.read(|r| Ok(r.invoiced_months(household.id)?))?;
        tell_billed(&invoiced, members, household, (debtor.id, former))?;
    }

    let there = &destination.household;
    let mut edits = Edits::default();
    if destination.is_new {
        let told = format!("{}, {}", named(guardian), address(&there.address));
        edits.note(
            ChangeKind::Composition,
            there.id,
            format!("Foyer {} ajouté", there.letter.letter()),
            "",
            &told,
        );
    }
    let (here, to) = (household.letter.letter(), there.letter.letter());
    let since = format!("foyer {to}, depuis le {}", format_day(request.from));
    edits.note(
        ChangeKind::Composition,
        guardian.id,
        format!("Foyer {}", of(&named(guardian))),
        &format!("foyer {here}"),
        &since,
    );
    if let Some(debtor) = debtor {
        edits.note(
            ChangeKind::Composition,
            household.id,
            format!("Débiteur du foyer {here}"),
            &named(guardian),
            &named(debtor),
        );
    }
    let rank = u8::try_from(members.guardians_of(there.id).count() + 1).unwrap_or(u8::MAX);
    let row = GuardianRow { household: there.id, rank, ..guardian.clone() };
    let stays = moved(members, guardian, there.id, request.from, || call.new_id());
    let touched = children.iter().flat_map(|child| &child.families).map(|one| Change::Family((*one).into()));
    let changes = touched.chain([Change::Family(family.into()), Change::People]);
    let words = format!("Séparation, départ {} du foyer {here}", of(&named(guardian)));
    call.perform(Subject::of("household", household.id).detail(words), changes, |w| {
        same_people(&w.family_members(family)?, members)?;
        if destination.is_new {
            w.save_household(there)?;
        } else if there.debtor.is_none() {
            w.set_debtor(there.id, Some(guardian.id))?;
        }
        w.save_guardian(&row)?;
        if let Some((debtor, former)) = &owes {
            w.save_former_debtors(household.id, former)?;
            w.set_debtor(household.id, Some(debtor.id))?;
        }
        for stay in &stays {
            w.save_household_stay(stay)?;
        }
        for child in &children {
            let told = |custodies: &[Custody]| in_words(w, &custodies.iter().map(row_of).collect::<Vec<_>>());
            let mut own = Edits::default();
            let subject = child.now.first().map(Custody::child).ok_or_else(|| Error::bug("SEPARATION"))?;
            own.note(
                ChangeKind::Composition,
                subject,
                child.label.clone(),
                &told(&child.known)?,
                &told(&child.now)?,
            );
            for gone in child.known.iter().filter(|one| !child.now.iter().any(|now| now.id() == one.id())) {
                w.remove_custody(gone.id())?;
            }
            for custody in &child.now {
                w.save_custody(&row_of(custody))?;
            }
            own.write(w, &child.families, || call.new_id())?;
        }
        edits.write(w, &[family], || call.new_id())?;
        rename_and_index(w, family)
    })?;
    Ok(FamilyWritten { family, subject: there.id.into() })
}

fn refused(issues: Issues) -> Error {
    issues.finish::<()>(None).map_or_else(Error::fields, |()| Error::bug("SEPARATION"))
}

impl Before {
    fn read(r: &Reader<'_>, request: &HouseholdSplitRequest) -> Result<Self, Error> {
        let household = r.household(request.household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        let members = r.family_members(household.family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        let guardian = members.guardians_of(household.id).find(|one| one.id == request.guardian).cloned();
        let guardian = guardian.ok_or_else(|| Error::not_found("cette personne"))?;
        Ok(Self { household, guardian, members, town: settings::town(r)? })
    }

    /// The household where they go: one of the family, or a new one whose invoices they owe.
    fn destination(
        &self,
        call: &Call<'_, EditFamilies>,
        request: &HouseholdSplitRequest,
        issues: &mut Issues,
    ) -> Result<Option<Destination>, Error> {
        let households = &self.members.households;
        if let Some(into) = request.into {
            let known = households.iter().find(|one| one.id == into && one.id != self.household.id);
            let household = known.cloned().ok_or_else(|| Error::not_found("ce foyer"))?;
            return Ok(Some(Destination { household, is_new: false }));
        }
        let entry = HouseholdEntry {
            address: request.address.clone(),
            is_resident: request.is_resident,
            regime: String::new(),
            guardians: Vec::new(),
            debtor: None,
            allocataire: None,
        };
        let letter = letters_after(households, 1).pop().unwrap_or_else(|| letter_of(households.len()));
        let place = NewHousehold {
            id: HouseholdId::from_uuid(call.new_id()),
            family: self.members.family.id,
            letter,
            moving: &[self.guardian.id],
        };
        let mut typing = Typing {
            town: &self.town,
            fields: &Default::default(),
            today: call.today(),
            completeness: Completeness::Whole,
            new_id: &mut || call.new_id(),
        };
        let accepted = issues.join(accept_household(&entry, &place, &mut typing));
        Ok(accepted.map(|accepted| Destination { household: accepted.household, is_new: true }))
    }

    /// Who owes the invoices of the household that is left, when whoever leaves did: the one adult who stays, or the one chosen (V02).
    fn debtor_left(
        &self,
        request: &HouseholdSplitRequest,
        today: Date,
        issues: &mut Issues,
    ) -> Option<GuardianId> {
        if self.household.debtor != Some(self.guardian.id) {
            return None;
        }
        let stay: Vec<&GuardianRow> = self
            .members
            .adults_on(self.household.id, today)
            .filter(|one| one.id != self.guardian.id && one.household == self.household.id)
            .collect();
        let chosen = match (request.debtor, stay.as_slice()) {
            (Some(chosen), _) => stay.iter().find(|one| one.id == chosen).copied(),
            (None, [alone]) => Some(*alone),
            (None, _) => None,
        };
        let Some(chosen) = chosen else {
            issues.refuse(
                "debtor",
                IssueCode::Missing,
                "Choisissez qui, parmi les adultes qui restent, doit les factures de ce foyer.",
            );
            return None;
        };
        // A child who leaves whole is billed elsewhere from then on.
        let leaves = |child: &ChildRow| {
            let entry = request.children.iter().find(|entry| entry.child == child.id);
            entry.is_some_and(|entry| entry.custodies.iter().all(|one| one.home == SplitHome::There))
        };
        let mut lost = self.members.lost_in(chosen, self.household.id, today);
        if let Some(child) = lost.find(|child| !leaves(child)) {
            issues.refuse(
                "debtor",
                IssueCode::Inconsistent,
                format!(
                    "Cette personne n'a plus l'autorité parentale sur {} : les factures ne peuvent pas lui être adressées.",
                    child.first_names
                ),
            );
        }
        Some(chosen.id)
    }

    /// The custodies of a child from that day; nothing when they are what they were.
    fn child(
        &self,
        call: &Call<'_, EditFamilies>,
        r: &Reader<'_>,
        (path, entry, from): (&str, &SplitChildEntry, Date),
        destination: &Destination,
        issues: &mut Issues,
    ) -> Result<Option<Rearranged>, Error> {
        let child = self.members.children.iter().find(|one| one.id == entry.child);
        let child = child.ok_or_else(|| Error::not_found("cet enfant"))?;
        let known = accepted(self.members.custodies_of(child.id))?;
        let said = |home: SplitHome| match home {
            SplitHome::Here => self.household.id,
            SplitHome::There => destination.household.id,
        };
        let holds: Vec<_> = known.iter().filter(|one| one.to().is_none_or(|to| to >= from)).collect();
        let same = holds.len() == entry.custodies.len()
            && holds.iter().all(|one| {
                one.from() <= from
                    && one.to().is_none()
                    && entry
                        .custodies
                        .iter()
                        .any(|new| (said(new.home), new.pattern) == (one.household(), one.pattern()))
            });
        if same {
            return Ok(None);
        }
        let mut now: Vec<Custody> = known.iter().filter_map(|one| one.ended_before(from)).collect();
        for new in &entry.custodies {
            let draft = CustodyDraft { household: said(new.home), pattern: new.pattern, from, to: None };
            let id = CustodyId::from_uuid(call.new_id());
            now.extend(issues.take_all(path, Custody::try_new(id, child.id, draft)));
        }
        if entry.custodies.is_empty() {
            issues.refuse(
                path,
                IssueCode::Missing,
                "Dites qui a la garde de cet enfant à partir de ce jour.",
            );
        } else {
            issues.take(path, agree(&now, call.today(), self.town.school()));
        }
        let today = call.today();
        let gives = |home: SplitHome| entry.custodies.iter().any(|custody| custody.home == home);
        if gives(SplitHome::There) {
            let adults = adults_of(&self.members, &destination.household, today).chain([&self.guardian]);
            issues.take(path, check_home(&self.members, child, adults, today));
        }
        if gives(SplitHome::Here) {
            let stay =
                adults_of(&self.members, &self.household, today).filter(|one| one.id != self.guardian.id);
            issues.take(path, check_home(&self.members, child, stay, today));
        }
        if let Some(billed) = r.last_billed_month(child.id, Month::of(from))? {
            issues.refuse(
                "from",
                IssueCode::Inconsistent,
                format!(
                    "Le mois de {} est déjà facturé pour {} : la garde ne peut changer qu'à partir du {}. Les jours d'avant se corrigent par une régularisation.",
                    billed.format_fr(),
                    child.first_names,
                    format_day(billed.next().first_day())
                ),
            );
        }
        Ok(Some(Rearranged {
            label: format!("Garde {}", of(&child.first_names)),
            families: r.families_of_child(child.id)?,
            known,
            now,
        }))
    }
}
