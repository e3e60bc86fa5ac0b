//! One box: every name, number and date by which a family, a child, a guardian or an invoice is known.

mod views;
mod why;

#[cfg(test)]
mod tests;

use std::time::Instant;

use domain::calendar::Month;
use domain::values::ids::{ChildId, FamilyId, GuardianId, InvoiceId};
use domain::values::text::fold;
use jiff::civil::Date;
use security::access::{EditFamilies, ReadBank, ReadBilling, ReadQuotients, SearchPersons};
use store::Reader;
use store::people::shown_name;
use store::search::{FoundFamily, FoundGuardian, FoundKind, Reserved, SearchText};
use uuid::Uuid;

pub use self::views::*;
use self::why::Ways;
use crate::Error;
use crate::call::Call;
use crate::families::age;
use crate::mandates::MandateIndex;
use crate::quotients::AllocataireIndex;

/// Answers of each kind when the request does not say.
const EACH: u8 = 8;

/// How many families are read for each that is told: the one of that very name is among them, whoever else knows somebody of that name.
const AMONG: usize = 4;

/// Digits from which a number at the caisse, which has seven, is looked for.
const ALLOCATAIRE_DIGITS: usize = 5;

/// Who answers to what was typed, and why: families of that name first, those that only know somebody of that name last.
pub fn search(call: &Call<'_, SearchPersons>, request: SearchRequest) -> Result<SearchView, Error> {
    let started = Instant::now();
    let text = SearchText::read(&request.text);
    let limit = usize::from(request.limit.unwrap_or(EACH));
    let mut kinds = vec![FoundKind::Child, FoundKind::Guardian];
    if call.also::<ReadBilling>().is_some() {
        kinds.push(FoundKind::Invoice);
    }
    let seen = Seen::of(call);
    call.read(|r| {
        let mut hits = seen.families(r, &text, limit)?;
        let by_name = hits.iter().take_while(|hit| hit.reason != SearchReason::Contact).count();
        let acquainted = hits.split_off(by_name);
        for (kind, id) in r.search(&text, &kinds, seen.reserved(), limit)? {
            hits.extend(seen.hit(r, kind, id, &text)?);
        }
        hits.extend(acquainted);
        let mut elsewhere = Vec::new();
        let number = text.digits().filter(|digits| digits.len() >= ALLOCATAIRE_DIGITS);
        if let (Some(digits), Some(grant)) = (number, call.also::<ReadQuotients>()) {
            let index = AllocataireIndex::of(call.unlocked(), r, &grant)?;
            let households = index.beginning(digits).take(limit);
            elsewhere.extend(households.map(|household| (household, SearchReason::Allocataire)));
        }
        if let Some(grant) = call.also::<ReadBank>() {
            let index = MandateIndex::of(call.unlocked(), r, &grant)?;
            elsewhere.extend(index.answering(&text).take(limit));
        }
        for (household, reason) in elsewhere {
            let Some(family) = r.family_of_household(household)? else { continue };
            let found = family_hit(r, family, |_| reason)?;
            hits.extend(found.filter(|found| !hits.iter().any(|hit| hit.id == found.id)));
        }
        Ok(SearchView {
            hits,
            words: text.words().to_vec(),
            searched: r.searched()?,
            elapsed_us: u32::try_from(started.elapsed().as_micros()).unwrap_or(u32::MAX),
        })
    })
}

/// What of a person answers this agent, and no other: a word somebody may not read would say it by answering.
struct Seen {
    reserved: Vec<Reserved>,
    today: Date,
}

impl Seen {
    fn of(call: &Call<'_, SearchPersons>) -> Self {
        let desk = call.also::<EditFamilies>().is_some();
        let billing = call.also::<ReadBank>().is_some();
        let steering = call.also::<ReadBilling>().is_some();
        let mut reserved = Vec::new();
        if desk || billing || steering {
            reserved.push(Reserved::Email);
        }
        if desk || billing {
            reserved.push(Reserved::Birth);
        }
        Self { reserved, today: call.today() }
    }

    fn reserved(&self) -> &[Reserved] {
        &self.reserved
    }

    /// Families: the one of that very name first, those that only know somebody of that name last.
    fn families(&self, r: &Reader<'_>, text: &SearchText, limit: usize) -> Result<Vec<SearchHit>, Error> {
        let mut hits = Vec::new();
        for (kind, id) in r.search(text, &[FoundKind::Family], self.reserved(), limit * AMONG)? {
            hits.extend(self.hit(r, kind, id, text)?);
        }
        let typed = text.words().join(" ");
        hits.sort_by_key(|hit| (hit.reason == SearchReason::Contact, fold(&hit.label) != typed));
        hits.truncate(limit);
        Ok(hits)
    }

    fn reads(&self, what: Reserved) -> bool {
        self.reserved.contains(&what)
    }

    fn hit(
        &self,
        r: &Reader<'_>,
        kind: FoundKind,
        id: Uuid,
        text: &SearchText,
    ) -> Result<Option<SearchHit>, Error> {
        match kind {
            FoundKind::Family => family_hit(r, FamilyId::from_uuid(id), |family| {
                let numbered = Ways::of(text).words(SearchReason::Number, &format!("{:06}", family.number));
                let former = family.former_numbers.iter();
                let known =
                    former.fold(numbered, |ways, number| ways.words(SearchReason::FormerNumber, number));
                known.words(SearchReason::Name, &family.name).or(SearchReason::Contact)
            }),
            FoundKind::Child => {
                let Some(child) = r.found_child(ChildId::from_uuid(id), self.today)? else { return Ok(None) };
                let schooling = child.schooling.map(|(school, class)| format!(" · {school}, {class}"));
                let ways = Ways::of(text).words(SearchReason::Name, &child.family_name);
                let ways = ways.words(SearchReason::FirstName, &child.first_names);
                let reason = ways.birth(child.birth_date).or(SearchReason::FirstName);
                Ok(Some(SearchHit {
                    kind: SearchKind::Child,
                    id,
                    family: child.family.map(Into::into),
                    label: format!("{} {}", child.family_name, child.first_names).trim_end().to_owned(),
                    detail: format!(
                        "{}{}",
                        age(child.birth_date.reckoned(), self.today),
                        schooling.unwrap_or_default()
                    ),
                    birth_date: Some(child.birth_date),
                    reason,
                    reason_label: label(reason).to_owned(),
                }))
            }
            FoundKind::Guardian => {
                let Some(guardian) = r.found_guardian(GuardianId::from_uuid(id))? else { return Ok(None) };
                let reason = self.why_guardian(&guardian, text);
                let phone =
                    guardian.phones.first().map(|phone| format!(" · {}", crate::families::phone(phone)));
                Ok(Some(SearchHit {
                    kind: SearchKind::Guardian,
                    id,
                    family: Some(guardian.family.into()),
                    label: shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name),
                    detail: format!("famille {}{}", guardian.family_name, phone.unwrap_or_default()),
                    birth_date: None,
                    reason,
                    reason_label: label(reason).to_owned(),
                }))
            }
            FoundKind::Invoice => {
                let Some(invoice) = r.found_invoice(InvoiceId::from_uuid(id))? else { return Ok(None) };
                let month = Month::parse(&invoice.month).map(Month::format_fr).unwrap_or_default();
                Ok(Some(SearchHit {
                    kind: SearchKind::Invoice,
                    id,
                    family: Some(invoice.family.into()),
                    label: invoice.number,
                    detail: format!("{} · {month} · {}", invoice.family_name, invoice.total.format_fr()),
                    birth_date: None,
                    reason: SearchReason::Number,
                    reason_label: label(SearchReason::Number).to_owned(),
                }))
            }
        }
    }

    fn why_guardian(&self, guardian: &FoundGuardian, text: &SearchText) -> SearchReason {
        // Who uses another name is found by the name they were born with: it is not the one the line shows.
        let born = if guardian.usage_name.is_empty() { SearchReason::Name } else { SearchReason::BirthName };
        let ways = Ways::of(text).words(SearchReason::UsageName, &guardian.usage_name);
        let ways = ways.words(born, &guardian.birth_name);
        let ways = ways.words(SearchReason::FirstName, &guardian.first_names);
        let mut ways = guardian.phones.iter().fold(ways, |ways, phone| ways.phone(phone));
        if self.reads(Reserved::Email) {
            ways = ways.words(SearchReason::Email, &guardian.email);
        }
        if let Some(birth) = guardian.birth_date.filter(|_| self.reads(Reserved::Birth)) {
            ways = ways.birth(birth);
        }
        ways.or(SearchReason::FirstName)
    }
}

fn family_hit(
    r: &Reader<'_>,
    id: FamilyId,
    why: impl FnOnce(&FoundFamily) -> SearchReason,
) -> Result<Option<SearchHit>, Error> {
    let Some(family) = r.found_family(id)? else { return Ok(None) };
    let reason = why(&family);
    let detail = [family.street, family.children].into_iter().flatten().filter(|part| !part.is_empty());
    Ok(Some(SearchHit {
        kind: SearchKind::Family,
        id: id.into(),
        family: Some(id.into()),
        label: family.name,
        detail: detail.collect::<Vec<_>>().join(" · "),
        birth_date: None,
        reason,
        reason_label: label(reason).to_owned(),
    }))
}

const fn label(reason: SearchReason) -> &'static str {
    match reason {
        SearchReason::Name => "nom",
        SearchReason::BirthName => "nom de naissance",
        SearchReason::UsageName => "nom d’usage",
        SearchReason::FirstName => "prénom",
        SearchReason::Phone => "téléphone",
        SearchReason::Number => "numéro",
        SearchReason::FormerNumber => "numéro de l’ancien logiciel",
        SearchReason::Allocataire => "numéro d’allocataire",
        SearchReason::BirthDate => "date de naissance",
        SearchReason::Email => "courriel",
        SearchReason::Contact => "contact ou personne autorisée",
        SearchReason::Mandate => "référence de mandat",
        SearchReason::Account => "fin de l’IBAN",
    }
}
