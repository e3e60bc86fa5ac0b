//! Who owes the invoices of a household, from when (V04).

use domain::calendar::{Month, format_day};
use domain::issue::{IssueCode, Refusal};
use domain::people::{ChangeKind, FormerDebtor, check_owes_from, debtor_on, former_from};
use domain::values::ids::{GuardianId, HouseholdId};
use jiff::civil::Date;
use security::access::EditFamilies;
use store::people::{FamilyMembers, HouseholdRow};

use super::edit::{changes, members};
use super::edits::Edits;
use super::stays::{named, same_people};
use super::{DebtorSetRequest, FamilyWritten, FormerDebtorEntry, wording};
use crate::Error;
use crate::call::{Call, Subject};
use crate::error::Code;

/// Who owes a household's invoices.
pub fn set_debtor(call: &Call<'_, EditFamilies>, request: DebtorSetRequest) -> Result<FamilyWritten, Error> {
    let DebtorSetRequest { household, guardian, from, former: restored, seen_billed } = request;
    let (known, members) = call.read(|r| {
        let known = r.household(household)?.ok_or_else(|| Error::not_found("ce foyer"))?;
        let members = members(r, known.family)?;
        Ok((known, members))
    })?;
    let Some(debtor) = members.guardians_of(household).find(|g| g.id == guardian) else {
        return Err(Error::refused("Le débiteur doit être un responsable de ce foyer."));
    };
    if !members.lives_in(debtor, household, call.today()) {
        return Err(Error::refused(format!(
            "{} a quitté ce foyer\u{a0}: les factures vont à un adulte qui y vit.",
            named(debtor)
        )));
    }
    // V02: who has lost authority over a child is not written to about them.
    if let Some(child) = members.lost_in(debtor, household, call.today()).next() {
        return Err(Error::refused(format!(
            "{} n’a plus l’autorité parentale sur {}\u{a0}: les factures ne peuvent pas lui être adressées. Choisissez un autre responsable du foyer.",
            named(debtor),
            child.first_names
        )));
    }
    if let Some(from) = from {
        check_owes_from(from, known_days(&members, household), call.today())
            .map_err(|refusal| Error::fields(vec![refusal.at("from")]))?;
    }
    if let Some(from) = from
        && !members.lives_in(debtor, household, from)
    {
        let since = members.stays_of(guardian).filter(|stay| stay.household == household);
        let since = since.filter_map(|stay| stay.valid_from).max();
        return Err(Error::fields(vec![
            Refusal::new(
                IssueCode::ImpossibleDate,
                format!(
                    "{} ne vivait pas encore dans ce foyer ce jour-là{} : écrivez une date à partir de son arrivée.",
                    named(debtor),
                    since.map(|day| format!(", mais depuis le {}", format_day(day))).unwrap_or_default()
                ),
            )
            .at("from"),
        ]));
    }
    let was = members.former_debtors(household);
    let is_restored = restored.is_some();
    let former = match restored {
        Some(restored) => {
            restored.iter().map(|one| one.accepted(&members, call.today())).collect::<Result<_, _>>()?
        }
        None => former_from(known.debtor, &was, guardian, from),
    };
    if !seen_billed {
        let invoiced = call.read(|r| Ok(r.invoiced_months(household)?))?;
        tell_billed(&invoiced, &members, &known, (guardian, &former))?;
    }
    let before = members.guardians.iter().find(|g| Some(g.id) == known.debtor).map(named).unwrap_or_default();
    let now = match from {
        Some(from) => format!("{}, depuis le {}", named(debtor), format_day(from)),
        None => named(debtor),
    };
    // What was said of later days is taken back: the history keeps what it was.
    let before = [vec![before], in_words(&members, &was, &former)].concat().join(" ; ");
    let put_back = if is_restored { in_words(&members, &former, &was) } else { Vec::new() };
    let now = [vec![now], put_back].concat().join(" ; ");
    let mut edits = Edits::default();
    edits.note(
        ChangeKind::Composition,
        household,
        format!("Débiteur du foyer {}", known.letter.letter()),
        &before,
        &now,
    );
    let subject = Subject::of("household", household).detail(edits.summary());
    call.perform(subject, changes(known.family), |w| {
        let now = super::edit::members(w, known.family)?;
        same_people(&Some(now), &members)?;
        if former != was {
            w.save_former_debtors(household, &former)?;
        }
        w.set_debtor(household, Some(guardian))?;
        edits.write(w, &[known.family], || call.new_id())
    })?;
    Ok(FamilyWritten { family: known.family, subject: household.into() })
}

/// The days a household is known by: when the town first followed its file, its custodies, and since when its adults live there.
fn known_days(members: &FamilyMembers, household: HouseholdId) -> impl Iterator<Item = Date> {
    let custodies = members.custodies.iter().filter(move |row| row.household == household);
    let stays = members.stays.iter().filter(move |row| row.household == household);
    [members.family.followed_since]
        .into_iter()
        .chain(custodies.map(|row| row.valid_from))
        .chain(stays.filter_map(|row| row.valid_from))
}

impl FormerDebtorEntry {
    /// A former debtor to be put back: somebody of the file, until a day that has passed.
    fn accepted(self, members: &FamilyMembers, today: Date) -> Result<FormerDebtor, Error> {
        if !members.guardians.iter().any(|one| one.id == self.guardian) {
            return Err(Error::not_found("cette personne"));
        }
        if self.until >= today {
            return Err(Error::refused(
                "Le dernier jour d’un ancien débiteur est passé\u{a0}: relisez la date.",
            ));
        }
        Ok(FormerDebtor { guardian: self.guardian, until: self.until })
    }
}

/// The former debtors that others do not count, as the history says them.
fn in_words(members: &FamilyMembers, former: &[FormerDebtor], others: &[FormerDebtor]) -> Vec<String> {
    let gone = former.iter().filter(|one| !others.contains(one));
    gone.map(|one| {
        let who = members.guardians.iter().find(|guardian| guardian.id == one.guardian).map(named);
        format!("{} jusqu’au {}", who.unwrap_or_default(), format_day(one.until))
    })
    .collect()
}

/// What an agent is told once when the file would say of months already billed that another owed them: what was issued stays to its name.
pub(super) fn tell_billed(
    invoiced: &[Month],
    members: &FamilyMembers,
    household: &HouseholdRow,
    (debtor, now): (GuardianId, &[FormerDebtor]),
) -> Result<(), Error> {
    let former = members.former_debtors(household.id);
    let changes = |month: &Month| {
        let last = month.last_day();
        let before = debtor_on(household.debtor, &former, last);
        before.is_some() && before != debtor_on(Some(debtor), now, last)
    };
    let months: Vec<Month> = invoiced.iter().copied().filter(changes).collect();
    let Some((are, last)) = wording::are_billed(&months).zip(months.last()) else { return Ok(()) };
    Err(Error::new(
        Code::AlreadyBilled,
        format!(
            "{are} à quelqu’un d’autre. Les factures émises restent au nom de qui les a reçues\u{a0}: pour que le dossier dise comme elles, choisissez une date à partir du {}.",
            format_day(last.next().first_day())
        ),
    ))
}
