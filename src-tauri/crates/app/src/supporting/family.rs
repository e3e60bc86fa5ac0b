//! The documents of one family.

use std::collections::HashMap;

use domain::calendar::format_day;
use domain::supporting::{
    DocumentKeeping, DocumentNature, DocumentStanding, DocumentSubject, DocumentVerdict,
};
use domain::values::ids::{ActivityId, DocumentId, FamilyId};
use jiff::civil::Date;
use security::access::ReadDocuments;
use store::Reader;
use store::attachments::FileOnRecord;
use store::people::{FamilyMembers, shown_name};
use store::supporting::DocumentRow;
use uuid::Uuid;

use super::facts::{Facts, Line};
use super::keepers::FileReach;
use super::sight::{Pen, Shown, Sight};
use super::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::clock::civil_of;
use crate::families::FamilyRequest;
use crate::quotients::agent_names;

/// The documents of a family, as far as the agent may know of them. Who opened them is remembered.
pub fn family_documents(
    call: &Call<'_, ReadDocuments>,
    request: FamilyRequest,
) -> Result<FamilyDocumentsView, Error> {
    let (sight, pen, today) = (Sight::of(call), Pen::beside(call), call.today());
    let reach = FileReach::of(call);
    call.consult(Subject::of("family", request.family), |r| {
        let members = r.family_members(request.family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        let facts = Facts::of_family(r, &members, today)?;
        let teller = Teller::new(r, &members, (sight, pen, reach))?;
        let glance = glance_of(&facts, &members, sight, today);
        let lines = facts.asked(today).chain(facts.unasked(today)).filter_map(|line| teller.line(&line));
        let choices =
            facts.kinds().filter(|kind| pen.notes(kind.said.nature)).map(|kind| DocumentChoiceView {
                kind: kind.id,
                name: kind.said.name.clone(),
                owner: kind.said.owner,
                nature: kind.said.nature,
                keeping: kind.said.keeping,
                takes_note: kind.said.nature.takes_note(),
            });
        Ok(FamilyDocumentsView {
            lines: lines.collect(),
            missing: glance.missing,
            expiring: glance.expiring,
            choices: choices.collect(),
            subjects: subjects_of(&members)
                .map(|(subject, name)| DocumentSubjectView { subject, name })
                .collect(),
        })
    })
}

/// The documents of a family in figures, for its first page.
pub(crate) fn glance(
    r: &Reader<'_>,
    members: &FamilyMembers,
    sight: Sight,
    today: Date,
) -> Result<DocumentGlanceView, Error> {
    Ok(glance_of(&Facts::of_family(r, members, today)?, members, sight, today))
}

/// A document as it stands, in words.
pub(crate) struct ToldPaper {
    /// `Attestation d’assurance`.
    pub(crate) name: String,
    /// `Léonie`.
    pub(crate) whom: String,
    /// `manquante`, `reçue`.
    pub(crate) standing: String,
    /// Its last day, for who reads it.
    pub(crate) until: Option<Date>,
}

/// The documents asked of a family and those it gave, as far as the agent may know of them.
pub(crate) fn told_papers(
    r: &Reader<'_>,
    family: FamilyId,
    sight: Sight,
    today: Date,
) -> Result<Vec<ToldPaper>, Error> {
    let members = r.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))?;
    let facts = Facts::of_family(r, &members, today)?;
    let names: HashMap<DocumentSubject, String> = subjects_of(&members).collect();
    let lines = facts.asked(today).chain(facts.unasked(today)).filter_map(|line| {
        let said = &line.kind.said;
        let standing = sight.told(said.nature, line.stands.standing)?;
        Some(ToldPaper {
            name: said.name.clone(),
            whom: names.get(&line.subject).cloned()?,
            standing: standing_label(standing, said.keeping).to_owned(),
            until: line.stands.until.filter(|_| sight.of_nature(said.nature) == Shown::Whole),
        })
    });
    Ok(lines.collect())
}

fn glance_of(facts: &Facts, members: &FamilyMembers, sight: Sight, today: Date) -> DocumentGlanceView {
    let names: HashMap<DocumentSubject, String> = subjects_of(members).collect();
    let mut glance = DocumentGlanceView { asked: 0, missing: 0, expiring: 0, first: String::new() };
    for line in facts.asked(today) {
        let Some(standing) = sight.told(line.kind.said.nature, line.stands.standing) else { continue };
        glance.asked += 1;
        glance.expiring += u32::from(standing == DocumentStanding::ExpiresSoon);
        if standing.is_lacking() {
            glance.missing += 1;
            if glance.first.is_empty() {
                let whose = names.get(&line.subject).map(String::as_str).unwrap_or_default();
                glance.first = format!("{}, {whose}", line.kind.said.name);
            }
        }
    }
    glance
}

/// Everybody whose papers are kept in the file, households first.
fn subjects_of(members: &FamilyMembers) -> impl Iterator<Item = (DocumentSubject, String)> {
    let households = members.households.iter().map(|household| {
        (DocumentSubject::Household(household.id), format!("Foyer {}", household.letter.letter()))
    });
    let guardians = members.guardians.iter().map(|guardian| {
        let name = shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name);
        (DocumentSubject::Guardian(guardian.id), name)
    });
    let children =
        members.children.iter().map(|child| (DocumentSubject::Child(child.id), child.first_names.clone()));
    households.chain(guardians).chain(children)
}

/// Puts a document in the words of who reads it.
struct Teller {
    names: HashMap<DocumentSubject, String>,
    activities: HashMap<ActivityId, String>,
    agents: HashMap<Uuid, String>,
    files: Vec<FileOnRecord>,
    sight: Sight,
    pen: Pen,
    reach: FileReach,
}

impl Teller {
    fn new(
        r: &Reader<'_>,
        members: &FamilyMembers,
        (sight, pen, reach): (Sight, Pen, FileReach),
    ) -> Result<Self, Error> {
        Ok(Self {
            names: subjects_of(members).collect(),
            activities: r.activities()?.into_iter().map(|activity| (activity.id, activity.name)).collect(),
            agents: agent_names(r)?,
            files: r.files_of_family(members.family.id)?,
            sight,
            pen,
            reach,
        })
    }

    fn line(&self, line: &Line<'_>) -> Option<DocumentLineView> {
        let said = &line.kind.said;
        let standing = self.sight.told(said.nature, line.stands.standing)?;
        let whole = self.sight.of_nature(said.nature) == Shown::Whole;
        Some(DocumentLineView {
            kind: line.kind.id,
            kind_name: said.name.clone(),
            nature: said.nature,
            keeping: said.keeping,
            subject: line.subject,
            // Somebody who left the file keeps their papers, unnamed: nobody is asked for more.
            subject_name: self.names.get(&line.subject).cloned()?,
            asked_by: line.activities.iter().filter_map(|id| self.activities.get(id).cloned()).collect(),
            standing,
            standing_label: standing_label(standing, said.keeping).to_owned(),
            may_note: self.pen.notes(said.nature) && !line.kind.removed,
            takes_note: said.nature.takes_note(),
            no_file: self.reach.refusal(said).unwrap_or_default().to_owned(),
            until: line.stands.until.filter(|_| whole),
            history: whole.then(|| {
                let entries = line.given.iter().map(|row| self.entry(row, said.nature, said.keeping));
                entries.collect()
            }),
        })
    }

    fn files_of(&self, document: DocumentId, nature: DocumentNature) -> Vec<AttachedFileView> {
        let theirs = self.files.iter().filter(|file| file.document == document);
        let views = theirs.map(|file| AttachedFileView {
            id: file.id,
            format: file.format,
            label: format!(
                "{} joint{} le {}",
                if file.format.is_picture() { "image" } else { "PDF" },
                if file.format.is_picture() { "e" } else { "" },
                format_day(civil_of(file.at_ms).date())
            ),
            agent: self.agents.get(&file.by).cloned().unwrap_or_default(),
            may_open: self.reach.opens(nature),
        });
        views.collect()
    }

    fn entry(
        &self,
        row: &DocumentRow,
        nature: DocumentNature,
        keeping: DocumentKeeping,
    ) -> DocumentEntryView {
        let mut draft = row.said.clone();
        if !nature.takes_note() {
            draft.note.clear();
        }
        DocumentEntryView {
            id: row.id,
            label: entry_label(&draft, keeping),
            agent: self.agents.get(&row.by).cloned().unwrap_or_default(),
            draft,
            files: self.files_of(row.id, nature),
        }
    }
}

/// `vue` for a paper that is shown and handed back.
pub(super) fn standing_label(standing: DocumentStanding, keeping: DocumentKeeping) -> &'static str {
    match (standing, keeping) {
        (DocumentStanding::Received, DocumentKeeping::Seen) => "vue",
        _ => standing.label(),
    }
}

/// `reçue le 05/04/2026, jusqu’au 31/08/2026`, `refusée le 05/04/2026, non signée`.
pub(super) fn entry_label(said: &domain::supporting::DocumentDraft, keeping: DocumentKeeping) -> String {
    let what = match (said.verdict, keeping) {
        (DocumentVerdict::Accepted, DocumentKeeping::Seen) => "vue",
        (DocumentVerdict::Accepted, DocumentKeeping::Copy) => "reçue",
        (verdict, _) => verdict.label(),
    };
    let mut label = format!("{what} le {}", format_day(said.on));
    if let Some(until) = said.until {
        label.push_str(&format!(", jusqu’au {}", format_day(until)));
    }
    if let Some(fault) = said.fault {
        label.push_str(&format!(", {}", fault.label()));
    }
    label
}
