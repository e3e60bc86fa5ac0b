//! The notice joined to the town's forms (A13): what is asked, what is mandatory, what not answering costs.

use documents::{AskedAnswer, AskedNotice, AskedPart};
use domain::people::{ALWAYS_ASKED, FieldSubject, OptionalField};
use security::access::ReadOwn;

use super::optional::reasons_given;
use super::town;
use crate::Error;
use crate::billing::DocumentShownView;
use crate::call::{Call, Subject};
use crate::press::press;
use crate::session::Empty;

/// Prints what the town asks of a family today, optional fields that are on included.
pub fn print_asked_notice(call: &Call<'_, ReadOwn>, _: Empty) -> Result<DocumentShownView, Error> {
    let subject = Subject::all("optional_field").detail("Notice des réponses demandées aux familles");
    let (town, reasons) = call.consult(subject, |r| Ok((town(r)?, reasons_given(r)?)))?;
    let part = |title: &str, subject: FieldSubject| {
        let always = ALWAYS_ASKED.iter().filter(|field| field.subject == subject).map(|field| AskedAnswer {
            label: field.label.to_owned(),
            mandatory: field.mandatory,
            reason: String::new(),
            refusal: field.refusal.to_owned(),
        });
        let optional = OptionalField::ALL.into_iter().filter(|field| field.subject() == subject);
        let optional = optional.filter_map(|field| {
            let reason = reasons.get(&field)?.clone();
            let (label, refusal) = (field.label().to_owned(), field.refusal().to_owned());
            Some(AskedAnswer { label, mandatory: false, reason, refusal })
        });
        AskedPart { title: title.to_owned(), answers: always.chain(optional).collect() }
    };
    let notice = AskedNotice {
        identity: format!("notice/{}/{}", call.today(), call.new_id()),
        issuer: format!("Commune de {}", town.name),
        contact: town.contact_lines(),
        parts: vec![
            part("Le responsable", FieldSubject::Guardian),
            part("Le foyer", FieldSubject::Household),
            part("L’enfant", FieldSubject::Child),
        ],
        printed_on: call.today(),
        fictive: town.fictive,
    };
    let bytes = press(call).asked_notice(&notice)?;
    let file_name = format!("reponses_demandees_{}.pdf", call.today());
    call.outside().show_document(&file_name, &bytes)?;
    Ok(DocumentShownView { file_name, bytes: bytes.len() as u64 })
}
