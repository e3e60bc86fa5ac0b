//! One box: family, child, guardian, invoice, telephone, number at the caisse.

mod views;

#[cfg(test)]
mod tests;

use std::time::Instant;

use domain::calendar::Month;
use domain::values::ids::{ChildId, FamilyId, GuardianId, InvoiceId};
use domain::values::text::fold;
use security::access::{ReadBilling, ReadQuotients, SearchPersons};
use store::Reader;
use store::people::shown_name;
use store::search::{FoundKind, SearchText};
use uuid::Uuid;

pub use self::views::*;
use crate::Error;
use crate::call::Call;
use crate::families::age;
use crate::quotients::AllocataireIndex;

/// Answers of each kind when the request does not say.
const EACH: u8 = 8;

/// Digits from which a number at the caisse, which has seven, is looked for.
const ALLOCATAIRE_DIGITS: usize = 5;

/// Who answers to what was typed, families first, and why.
pub fn search(call: &Call<'_, SearchPersons>, request: SearchRequest) -> Result<SearchView, Error> {
    let started = Instant::now();
    let text = SearchText::read(&request.text);
    let limit = usize::from(request.limit.unwrap_or(EACH));
    let mut kinds = vec![FoundKind::Family, FoundKind::Child, FoundKind::Guardian];
    if call.also::<ReadBilling>().is_some() {
        kinds.push(FoundKind::Invoice);
    }
    call.read(|r| {
        let mut hits = Vec::new();
        for (kind, id) in r.search(&text, &kinds, limit)? {
            hits.extend(hit(call, r, kind, id, &text)?);
        }
        let number = text.digits().filter(|digits| digits.len() >= ALLOCATAIRE_DIGITS);
        if let (Some(digits), Some(grant)) = (number, call.also::<ReadQuotients>()) {
            let index = AllocataireIndex::of(call.unlocked(), r, &grant)?;
            for household in index.beginning(digits).take(limit) {
                let Some(family) = r.family_of_household(household)? else { continue };
                let found = family_hit(r, family, SearchReason::Allocataire)?;
                hits.extend(found.filter(|found| !hits.iter().any(|hit: &SearchHit| hit.id == found.id)));
            }
        }
        Ok(SearchView {
            hits,
            words: text.words().to_vec(),
            searched: r.searched()?,
            elapsed_us: u32::try_from(started.elapsed().as_micros()).unwrap_or(u32::MAX),
        })
    })
}

fn hit(
    call: &Call<'_, SearchPersons>,
    r: &Reader<'_>,
    kind: FoundKind,
    id: Uuid,
    text: &SearchText,
) -> Result<Option<SearchHit>, Error> {
    let by_digits = |reason: SearchReason| text.digits().map(|_| reason);
    match kind {
        FoundKind::Family => family_hit(
            r,
            FamilyId::from_uuid(id),
            by_digits(SearchReason::Number).unwrap_or(SearchReason::Name),
        ),
        FoundKind::Child => {
            let Some(child) = r.found_child(ChildId::from_uuid(id), call.today())? else { return Ok(None) };
            let schooling = child.schooling.map(|(school, class)| format!(" · {school}, {class}"));
            let reason = by_name(text, &child.family_name, SearchReason::FirstName);
            Ok(Some(SearchHit {
                kind: SearchKind::Child,
                id,
                family: child.family.map(Into::into),
                label: format!("{} {}", child.family_name, child.first_names),
                detail: format!("{}{}", age(child.birth_date, call.today()), schooling.unwrap_or_default()),
                birth_date: Some(child.birth_date),
                reason,
                reason_label: label(reason).to_owned(),
            }))
        }
        FoundKind::Guardian => {
            let Some(guardian) = r.found_guardian(GuardianId::from_uuid(id))? else { return Ok(None) };
            let by_usage = if guardian.usage_name.is_empty() {
                SearchReason::FirstName
            } else {
                by_name(text, &guardian.usage_name, SearchReason::FirstName)
            };
            let usage = if by_usage == SearchReason::Name {
                SearchReason::UsageName
            } else {
                SearchReason::FirstName
            };
            let reason =
                by_digits(SearchReason::Phone).unwrap_or_else(|| by_name(text, &guardian.birth_name, usage));
            let phone = guardian.phones.first().map(|phone| format!(" · {}", crate::families::phone(phone)));
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

fn family_hit(r: &Reader<'_>, id: FamilyId, reason: SearchReason) -> Result<Option<SearchHit>, Error> {
    let Some(family) = r.found_family(id)? else { return Ok(None) };
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

/// By their name when one of its words begins one of those typed, otherwise for the other reason.
fn by_name(text: &SearchText, name: &str, otherwise: SearchReason) -> SearchReason {
    let name = fold(name);
    let attached = name.replace(' ', "");
    let named = |word: &String| {
        attached.starts_with(word.as_str()) || name.split(' ').any(|part| part.starts_with(word.as_str()))
    };
    if text.words().iter().any(named) { SearchReason::Name } else { otherwise }
}

const fn label(reason: SearchReason) -> &'static str {
    match reason {
        SearchReason::Name => "nom",
        SearchReason::UsageName => "nom d’usage",
        SearchReason::FirstName => "prénom",
        SearchReason::Phone => "téléphone",
        SearchReason::Number => "numéro",
        SearchReason::Allocataire => "numéro d’allocataire",
    }
}
