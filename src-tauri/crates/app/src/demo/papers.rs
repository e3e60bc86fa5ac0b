//! Papers handed in and texts answered, in a town as towns live: most of them, not all.

use domain::consents::{ConsentAnswer, ConsentAnswerDraft, ConsentMeans, ConsentPurpose};
use domain::supporting::{DocumentDraft, DocumentNature, DocumentOwner, DocumentSubject, DocumentVerdict};
use jiff::ToSpan;
use jiff::civil::Date;
use store::Writer;

use super::draw::Draw;
use crate::Error;
use crate::consents;

/// One home in so many has not given its proof of address, one child in so many their insurance, one parent in so many their answer.
const HOMES_LATE: usize = 7;
const CHILDREN_LATE: usize = 5;
const PARENTS_LATE: usize = 4;

/// Notes what families gave at the start of the year, some time before a day.
pub(super) fn hand_in(w: &Writer<'_>, draw: &mut Draw, today: Date) -> Result<(), Error> {
    let on = today.saturating_sub(40.days());
    consents::begin(w, on, || draw.id())?;
    let photo = w.consent_texts()?.into_iter().find(|text| text.said.purpose == ConsentPurpose::Photo);
    let version =
        w.consent_versions()?.into_iter().find(|one| Some(one.text) == photo.as_ref().map(|text| text.id));
    let version = version.ok_or_else(|| Error::bug("TEXTE-DE-DEPART"))?;
    let kinds = w.document_kinds()?;
    let asked: Vec<_> = kinds
        .iter()
        .filter(|kind| kind.said.nature == DocumentNature::Ordinary && !kind.said.activity_kinds.is_empty())
        .collect();
    let mut known = std::collections::HashSet::new();
    for (rank, (_, home)) in w.homes(on)?.into_iter().enumerate() {
        for kind in &asked {
            let (subject, every) = match kind.said.owner {
                DocumentOwner::Household => (DocumentSubject::Household(home.household), HOMES_LATE),
                _ => (DocumentSubject::Child(home.child), CHILDREN_LATE),
            };
            if !known.insert((kind.id, subject)) || rank % every == 0 {
                continue;
            }
            let said = DocumentDraft {
                kind: kind.id,
                subject,
                verdict: DocumentVerdict::Accepted,
                on,
                until: kind.said.validity.expires(on),
                fault: None,
                note: String::new(),
            };
            w.insert_document(draw.id().into(), &said)?;
        }
        for (at, guardian) in home.guardians.iter().enumerate() {
            if (rank + at) % PARENTS_LATE == 0 {
                continue;
            }
            let said = ConsentAnswerDraft {
                version: version.id,
                guardian: *guardian,
                child: Some(home.child),
                answer: if rank % 19 == 3 { ConsentAnswer::Refused } else { ConsentAnswer::Given },
                on,
                means: ConsentMeans::Form,
            };
            w.insert_consent_answer(draw.id().into(), &said)?;
        }
    }
    Ok(())
}
