//! A record written again, whole; its extract and the desk's light follow in the same transaction.

use domain::health::{Diet, HealthRecord, TextKind, VaccinationRules, VaccinationState, refused_words};
use domain::issue::{IssueCode, Issues};
use domain::values::Phone;
use security::access::{EditHealth, ReadHealth, ReadInstructions, ReadOwn};
use store::people::ChildRow;

use super::{
    FoundWordView, HealthEditRequest, HealthTextKind, HealthWritten, WordsCheckRequest, WordsCheckView,
    sealed,
};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::families::{HealthLight, accepted_diet};

/// Writes a child's record.
pub fn edit(call: &Call<'_, EditHealth>, request: HealthEditRequest) -> Result<HealthWritten, Error> {
    let child = request.child;
    let today = call.today();
    let mut issues = Issues::new();
    let record = issues.take_all("record", HealthRecord::try_new_with_warnings(&request.record, today));
    let diet_code = issues.take("diet_code", accepted_diet(&request.diet_code));
    let doctor_phone = request.doctor_phone.trim();
    let doctor_phone =
        issues.take_optional("doctor_phone", (!doctor_phone.is_empty()).then(|| Phone::parse(doctor_phone)));
    if doctor_phone.is_some() && request.doctor_name.trim().is_empty() {
        issues.refuse("doctor_name", IssueCode::Missing, "Le nom du médecin manque en face de son numéro.");
    }
    let ((record, signalled), diet_code) = issues.finish(record.zip(diet_code)).map_err(Error::fields)?;

    let readers = (call.joint::<ReadHealth>()?, call.joint::<ReadInstructions>()?);
    let known = call.read(|r| r.child(child)?.ok_or_else(|| Error::not_found("cet enfant")))?;
    let families = call.read(|r| Ok(r.families_of_child(child)?))?;
    let light = VaccinationRules::default().light(
        known.birth_date.reckoned(),
        today,
        record.doses(),
        record.contraindications(),
    );
    let (code, light_shown) = match light.state {
        VaccinationState::UpToDate => ("up_to_date", HealthLight::UpToDate),
        VaccinationState::ToComplete => ("to_complete", HealthLight::ToComplete),
    };
    let mut warnings = Issues::new();
    warnings.within("record", |inside| inside.keep(signalled));
    let needs_pai = Diet::from_code(&diet_code).is_some_and(Diet::requires_pai);
    if needs_pai && !record.pai().is_some_and(|pai| pai.in_force_on(today)) {
        warnings.warn(
            "diet_code",
            IssueCode::Inconsistent,
            "Ce régime demande un PAI : aucun n'est en vigueur aujourd'hui.",
        );
    }
    let row = ChildRow {
        diet_code,
        doctor_name: request.doctor_name.trim().to_owned(),
        doctor_phone: doctor_phone.map(|phone| phone.to_string()).unwrap_or_default(),
        ..known
    };
    let families = families.into_iter().map(|family| Change::Family(family.into()));
    let changes = families.chain([Change::Health(child.into()), Change::People]);
    call.perform(Subject::of("child", child), changes, |w| {
        w.save_child(&row)?;
        sealed::save(call.grant(), (&readers.0, &readers.1), w, child, &record)?;
        Ok(w.set_health_light(child, code, light.next_due)?)
    })?;
    Ok(HealthWritten { child, light: light_shown, due_on: light.next_due, warnings: warnings.into_vec() })
}

/// The words of a text that should not be in it, while it is typed.
pub fn check_words(_: &Call<'_, ReadOwn>, request: WordsCheckRequest) -> Result<WordsCheckView, Error> {
    let kind = match request.kind {
        HealthTextKind::Instruction => TextKind::Instruction,
        HealthTextKind::Adaptation => TextKind::Adaptation,
        HealthTextKind::CareNote => TextKind::CareNote,
        HealthTextKind::Authority => TextKind::Authority,
        HealthTextKind::Note => TextKind::Note,
    };
    let words = refused_words(&request.text, kind).into_iter().map(|word| FoundWordView {
        word: word.word,
        category: word.category,
        verdict: word.verdict,
        explanation: domain::values::text::french(word.explanation),
    });
    Ok(WordsCheckView { words: words.collect() })
}
