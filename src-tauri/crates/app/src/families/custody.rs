//! Who has a child when: the whole set is written at once, so that it always agrees with itself.

use domain::calendar::{Month, ZoneHolidays, format_day};
use domain::issue::{IssueCode, Issues, Refusal};
use domain::people::{
    ChangeKind, Custody, CustodyDraft, ParentalAuthority, check_custodies_onwards, months_held_otherwise,
    parted_by_absences,
};
use domain::values::ids::{ChildId, CustodyId};
use jiff::civil::Date;
use security::access::EditFamilies;
use store::Reader;
use store::people::{ChildRow, CustodyRow, FamilyMembers, GuardianRow, HouseholdRow};

use super::edits::{Edits, unchanged};
use super::stays::named;
use super::wording::{self, of};
use super::{CustodySaveRequest, FamilyWritten};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::error::Code;
use crate::settings;

/// Writes every custody of a child; those that have ended stay as they are unless they are named.
pub fn save_custody(
    call: &Call<'_, EditFamilies>,
    request: CustodySaveRequest,
) -> Result<FamilyWritten, Error> {
    let child = request.child;
    let (known, school) = call.read(|r| Ok((r.custodies_of_child(child)?, settings::town(r)?.school())))?;
    let named = request.custodies.iter().filter_map(|entry| entry.id);
    let named: Vec<CustodyId> = named.chain(request.removed.iter().copied()).collect();
    if named.iter().any(|id| !known.iter().any(|row| row.id == *id)) {
        return Err(Error::not_found("cette garde"));
    }
    let mut issues = Issues::new();
    // What has ended is history: nobody takes it away without naming it.
    let over =
        |row: &&CustodyRow| row.valid_to.is_some_and(|to| to < call.today()) && !named.contains(&row.id);
    let mut custodies = accepted(known.iter().filter(over))?;
    for (rank, entry) in request.custodies.iter().enumerate() {
        let id = entry.id.unwrap_or_else(|| CustodyId::from_uuid(call.new_id()));
        custodies.extend(
            issues.take_all(&format!("custodies.{rank}.draft"), Custody::try_new(id, child, entry.draft)),
        );
    }
    issues.take("custodies", agree(&custodies, call.today(), school));
    let given = custodies.iter().filter(|custody| gives(custody, &known, call.today()));
    issues.take("custodies", call.read(|r| check_homes(r, child, given, call.today()))?);
    issues.finish(Some(())).map_err(Error::fields)?;

    let (row, families) = call.read(|r| {
        let row = r.child(child)?.ok_or_else(|| Error::not_found("cet enfant"))?;
        let mut families = r.families_of_child(child)?;
        for entry in &request.custodies {
            let family = r.family_of_household(entry.draft.household)?;
            let family = family.ok_or_else(|| Error::not_found("ce foyer"))?;
            if !families.contains(&family) {
                families.push(family);
            }
        }
        Ok((row, families))
    })?;
    if !request.seen_billed {
        let billed = call.read(|r| Ok(r.billed_months_of_child(child)?))?;
        tell_billed(
            &months_held_otherwise(&accepted(&known)?, &custodies, &billed, school),
            &row.first_names,
        )?;
    }
    let rows: Vec<CustodyRow> = custodies.iter().map(row_of).collect();
    let gone: Vec<CustodyId> =
        known.iter().map(|row| row.id).filter(|id| !rows.iter().any(|row| row.id == *id)).collect();

    let label = format!("Garde {}", of(&row.first_names));
    let changes = families.iter().map(|family| Change::Family((*family).into())).chain([Change::People]);
    call.perform(Subject::of("child", child).detail(label.clone()), changes, |w| {
        unchanged(&w.custodies_of_child(child)?, &known)?;
        let before = in_words(w, &known)?;
        for id in &gone {
            w.remove_custody(*id)?;
        }
        for row in rows.iter().filter(|row| !known.contains(row)) {
            w.save_custody(row)?;
        }
        let mut edits = Edits::default();
        edits.note(ChangeKind::Composition, child, label, &before, &in_words(w, &rows)?);
        edits.write(w, &families, || call.new_id())
    })?;
    let family = families.first().copied().ok_or_else(|| Error::not_found("cette famille"))?;
    Ok(FamilyWritten { family, subject: child.into() })
}

/// Whether custodies agree until they all end, from the month before (or from the day the first begins): that month may not be billed yet.
/// Further back, the preview of a month says what does not add up. A child who was away for a month or more comes back when they come back.
pub(super) fn agree(custodies: &[Custody], today: Date, school: ZoneHolidays<'_>) -> Result<(), Refusal> {
    if custodies.is_empty() {
        return check_custodies_onwards(custodies, today, school);
    }
    let month_before = Month::of(today).previous().first_day();
    parted_by_absences(custodies, today).iter().try_for_each(|period| {
        let begun = period.iter().map(Custody::from).min();
        check_custodies_onwards(period, begun.map_or(today, |begun| begun.max(month_before)), school)
    })
}

/// Whether a custody gives the child to a household, today or later, that did not already have them then and so.
fn gives(custody: &Custody, known: &[CustodyRow], today: Date) -> bool {
    let ends = |to: Option<Date>| to.unwrap_or(Date::MAX);
    let row = row_of(custody);
    let already = |one: &CustodyRow| {
        (one.household, one.pattern) == (row.household, row.pattern)
            && one.valid_from <= row.valid_from
            && ends(row.valid_to) <= ends(one.valid_to)
    };
    ends(row.valid_to) >= today && !known.iter().any(already)
}

/// Whether the households given custody of a child may have it.
fn check_homes<'c>(
    r: &Reader<'_>,
    child: ChildId,
    given: impl Iterator<Item = &'c Custody>,
    today: Date,
) -> Result<Result<(), Refusal>, Error> {
    let given: Vec<&Custody> = given.collect();
    // What is said of authority over a child is read with any file that they are in.
    let mut families = r.families_of_child(child)?;
    for custody in &given {
        families.extend(r.family_of_household(custody.household())?);
    }
    let files = r.members_of(&families)?;
    let theirs =
        files.iter().find_map(|file| Some((file, file.children.iter().find(|one| one.id == child)?)));
    let Some((theirs, of)) = theirs else { return Ok(Ok(())) };
    let all_may = given.into_iter().try_for_each(|custody| {
        let on = custody.from().max(today);
        let home = files.iter().flat_map(|file| file.households.iter().map(move |one| (file, one)));
        let mut home = home.filter(|(_, household)| household.id == custody.household());
        home.try_for_each(|(file, household)| check_home(theirs, of, adults_of(file, household, on), on))
    });
    Ok(all_may)
}

/// The adults of a household on a day: who lives there, and who owes its invoices.
pub(super) fn adults_of<'m>(
    members: &'m FamilyMembers,
    household: &'m HouseholdRow,
    on: Date,
) -> impl Iterator<Item = &'m GuardianRow> {
    let guardians = members.guardians.iter();
    guardians.filter(move |one| household.debtor == Some(one.id) || members.lives_in(one, household.id, on))
}

/// Whoever has lost authority over a child neither has them at home nor is billed for them (V02): those adults, of the home that a custody
/// gives a child to, on its day.
pub(super) fn check_home<'m>(
    members: &FamilyMembers,
    child: &ChildRow,
    mut adults: impl Iterator<Item = &'m GuardianRow>,
    on: Date,
) -> Result<(), Refusal> {
    let lost = |one: &&GuardianRow| members.authority(one, child.id, on) == Some(ParentalAuthority::Lost);
    adults.find(lost).map_or(Ok(()), |adult| {
        Err(Refusal::new(
            IssueCode::Inconsistent,
            format!(
                "{} n'a plus l'autorité parentale sur {} : l'enfant ne peut pas vivre dans ce foyer, ni y être facturé. Choisissez un autre foyer.",
                named(adult),
                child.first_names
            ),
        ))
    })
}

/// What an agent is told once when months already billed read otherwise: a custody told late is written as it was, and what was billed is then
/// put right by a correction.
fn tell_billed(months: &[Month], first_names: &str) -> Result<(), Error> {
    let Some(are) = wording::are_billed(months) else { return Ok(()) };
    Err(Error::new(
        Code::AlreadyBilled,
        format!(
            "{are}, et des jours {} y changeraient de foyer. Les factures émises ne changent pas\u{a0}: si cette garde est la bonne, corrigez-les ensuite par une régularisation.",
            of(first_names)
        ),
    ))
}

/// A custody as a row.
pub(super) fn row_of(custody: &Custody) -> CustodyRow {
    CustodyRow {
        id: custody.id(),
        child: custody.child(),
        household: custody.household(),
        pattern: custody.pattern(),
        valid_from: custody.from(),
        valid_to: custody.to(),
    }
}

/// Stored custodies as the domain knows them: what was accepted once is accepted again.
pub(crate) fn accepted<'c>(rows: impl IntoIterator<Item = &'c CustodyRow>) -> Result<Vec<Custody>, Error> {
    let custody = |row: &CustodyRow| {
        let draft = CustodyDraft {
            household: row.household,
            pattern: row.pattern,
            from: row.valid_from,
            to: row.valid_to,
        };
        Custody::try_new(row.id, row.child, draft).map_err(|_| Error::bug("GARDE-LUE"))
    };
    rows.into_iter().map(custody).collect()
}

/// Who has the child, how, and over which days.
pub(super) fn in_words(r: &Reader<'_>, custodies: &[CustodyRow]) -> Result<String, Error> {
    let mut words = Vec::new();
    for custody in custodies {
        let household = r.household(custody.household)?;
        let letter = household.map(|h| h.letter.letter().to_string()).unwrap_or_default();
        let from = format_day(custody.valid_from);
        let dates = match custody.valid_to {
            Some(to) => format!("du {from} au {}", format_day(to)),
            None => format!("depuis le {from}"),
        };
        words.push(format!("foyer {letter}\u{a0}: {}, {dates}", wording::custody(custody.pattern)));
    }
    Ok(words.join("\u{a0}; "))
}
