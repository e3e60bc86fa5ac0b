//! Where the town's texts stand for one family.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use domain::calendar::format_day;
use domain::consents::{
    Answered, ConsentAnswerDraft, ConsentPurpose, ConsentStanding, ConsentSubject, ProspectingChannel,
    consent_for_child, consent_holders, consent_of, last_asked, may_be_prospected,
};
use domain::values::ids::{ChildId, ConsentTextId, ConsentVersionId, FamilyId, GuardianId};
use jiff::civil::Date;
use security::access::{ReadConsents, ReadPhotoConsents};
use store::Reader;
use store::consents::{ConsentAnswerRow, ConsentTextRow, ConsentVersionRow};
use store::people::{FamilyMembers, GuardianRow, shown_name};
use uuid::Uuid;

use super::texts::{in_force, prospecting, version_view};
use super::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::families::{ChildFiles, FamilyRequest};
use crate::quotients::agent_names;

/// The consents of a family; for those who care for the children, whether a photograph is allowed and nothing else. Who opened them is
/// remembered.
pub fn family_consents(
    call: &Call<'_, ReadPhotoConsents>,
    request: FamilyRequest,
) -> Result<FamilyConsentsView, Error> {
    let whole = call.also::<ReadConsents>().is_some();
    let today = call.today();
    call.consult(Subject::of("family", request.family), |r| {
        let consents = Consents::of_family(r, request.family, today)?;
        let agents = if whole { agent_names(r)? } else { HashMap::new() };
        let told = |line: Line<'_>| consents.view(&line, whole.then_some(&agents));
        let asked = consents.lines().filter(|line| whole || line.text.said.purpose == ConsentPurpose::Photo);
        let lines = asked.map(told).collect();
        let prospecting = if whole { Some(consents.prospecting(r)?) } else { None };
        Ok(FamilyConsentsView { lines, prospecting })
    })
}

/// Where each text stands for each person of a family: its title, the person, the answer. Photographs alone for who reads no more.
pub(crate) fn told(
    r: &Reader<'_>,
    family: FamilyId,
    today: Date,
    whole: bool,
) -> Result<Vec<[String; 3]>, Error> {
    let consents = Consents::of_family(r, family, today)?;
    let asked = consents.lines().filter(|line| whole || line.text.said.purpose == ConsentPurpose::Photo);
    let told = asked.map(|line| {
        let person = match &line.person {
            Person::Child(_, name) => (*name).to_owned(),
            Person::Guardian(guardian) => name_of(guardian),
        };
        let standing = standing_label(consents.standing(&line), line.text.said.purpose);
        [line.text.said.title.clone(), person, standing.to_owned()]
    });
    Ok(told.collect())
}

/// The texts that everybody who answers for each child of some families agreed to.
pub(crate) fn agreed(
    r: &Reader<'_>,
    families: &[FamilyId],
    today: Date,
) -> Result<HashMap<(FamilyId, ChildId), Vec<ConsentTextId>>, Error> {
    let files = Consents::of_families(r, families, today)?;
    let children =
        files.iter().flat_map(|file| file.members.children.iter().map(move |child| (file, child.id)));
    Ok(children.map(|(file, child)| ((file.members.family.id, child), file.agreed_for(child))).collect())
}

/// Why no photograph of a child may be kept or shown; nothing when all who answer for the child agree to a text in force that asks it.
pub(crate) fn photo_refusal(r: &Reader<'_>, child: ChildId, today: Date) -> Result<Option<String>, Error> {
    Ok(photo_refusals(r, &[child], today)?.remove(&child))
}

/// The same of some children: those whose photograph may be shown are not in it.
pub(crate) fn photo_refusals(
    r: &Reader<'_>,
    children: &[ChildId],
    today: Date,
) -> Result<HashMap<ChildId, String>, Error> {
    const NO_TEXT: &str = "Aucun texte d’accord pour la photographie n’est en vigueur\u{a0}: le responsable en écrit un dans les réglages.";
    let mut family_of: HashMap<ChildId, FamilyId> = HashMap::new();
    for (child, family) in r.families_of_children(children)? {
        family_of.entry(child).or_insert(family);
    }
    let families: Vec<FamilyId> = family_of.values().copied().collect();
    let files = Consents::of_families(r, &families, today)?;
    let files: HashMap<FamilyId, &Consents> =
        files.iter().map(|file| (file.members.family.id, file)).collect();
    let refusal = |child: &ChildId| {
        let file = family_of.get(child).and_then(|family| files.get(family));
        let asked = file.into_iter().flat_map(|file| file.lines().map(move |line| (file, line)));
        let asked = asked.filter(|(_, line)| {
            line.text.said.purpose == ConsentPurpose::Photo
                && matches!(line.person, Person::Child(one, _) if one == *child)
        });
        // Of several texts, one « no » is enough.
        match asked.map(|(file, line)| file.standing(&line)).min() {
            Some(ConsentStanding::Given) => None,
            Some(standing) => Some(format!(
                "Photographie non autorisée\u{a0}: {}. Notez d’abord l’accord de ceux qui répondent de l’enfant (onglet Accords).",
                standing_label(standing, ConsentPurpose::Photo)
            )),
            None => Some(NO_TEXT.to_owned()),
        }
    };
    Ok(children.iter().filter_map(|child| Some((*child, refusal(child)?))).collect())
}

/// Everything that was asked of a family and answered.
pub(super) struct Consents {
    today: Date,
    members: FamilyMembers,
    texts: Rc<[ConsentTextRow]>,
    versions: Rc<[ConsentVersionRow]>,
    answers: Vec<ConsentAnswerRow>,
    /// Who answers for each child, with their names.
    holders: HashMap<ChildId, Vec<(GuardianId, String)>>,
}

/// A text and a person.
pub(super) struct Line<'c> {
    pub(super) text: &'c ConsentTextRow,
    version: &'c ConsentVersionRow,
    person: Person<'c>,
}

enum Person<'c> {
    Child(ChildId, &'c str),
    Guardian(&'c GuardianRow),
}

impl Consents {
    pub(super) fn of_family(r: &Reader<'_>, family: FamilyId, today: Date) -> Result<Self, Error> {
        Self::of_families(r, &[family], today)?.pop().ok_or_else(|| Error::not_found("cette famille"))
    }

    fn of_families(r: &Reader<'_>, families: &[FamilyId], today: Date) -> Result<Vec<Self>, Error> {
        let texts: Rc<[ConsentTextRow]> = r.consent_texts()?.into();
        let versions: Rc<[ConsentVersionRow]> = r.consent_versions()?.into();
        let mut answers = r.consent_answers_of_families(families)?;
        let files = r.members_of(families)?;
        let children: HashSet<ChildId> =
            files.iter().flat_map(|file| &file.children).map(|child| child.id).collect();
        let everywhere = ChildFiles::read(r, &children.into_iter().collect::<Vec<_>>())?;
        let of = |members: FamilyMembers| Self {
            today,
            texts: Rc::clone(&texts),
            versions: Rc::clone(&versions),
            answers: answers.remove(&members.family.id).unwrap_or_default(),
            holders: members
                .children
                .iter()
                .map(|child| (child.id, holders_of(&members, &everywhere.of(child.id), child.id, today)))
                .collect(),
            members,
        };
        Ok(files.into_iter().map(of).collect())
    }

    /// Text by text, in force and still asked, person by person.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.texts.iter().filter(|text| text.retired_on.is_none()).flat_map(|text| {
            let version = in_force(self.versions_of(text.id), self.today);
            let people: Vec<Person<'_>> = match text.said.subject {
                ConsentSubject::Child => {
                    let children = self.members.children.iter();
                    children.map(|child| Person::Child(child.id, &child.first_names)).collect()
                }
                ConsentSubject::Guardian => self.members.guardians.iter().map(Person::Guardian).collect(),
            };
            people.into_iter().filter_map(move |person| Some(Line { text, version: version?, person }))
        })
    }

    /// The texts everybody who answers for a child agreed to.
    pub(super) fn agreed_for(&self, child: ChildId) -> Vec<ConsentTextId> {
        let of_child = |line: &Line<'_>| matches!(line.person, Person::Child(one, _) if one == child);
        let given =
            self.lines().filter(of_child).filter(|line| self.standing(line) == ConsentStanding::Given);
        given.map(|line| line.text.id).collect()
    }

    /// Whether the agreement of one person to a text stands.
    pub(super) fn agrees(&self, text: ConsentTextId, child: Option<ChildId>, guardian: GuardianId) -> bool {
        self.own_standing(text, child, guardian) == ConsentStanding::Given
    }

    /// Whether somebody answers for a child.
    pub(super) fn holds(&self, child: ChildId, guardian: GuardianId) -> bool {
        self.holders.get(&child).is_some_and(|holders| holders.iter().any(|(holder, _)| *holder == guardian))
    }

    /// The version that was read and its text.
    pub(super) fn version(&self, id: ConsentVersionId) -> Option<(&ConsentVersionRow, &ConsentTextRow)> {
        let version = self.versions.iter().find(|version| version.id == id)?;
        Some((version, self.texts.iter().find(|text| text.id == version.text)?))
    }

    fn versions_of(&self, text: ConsentTextId) -> impl Iterator<Item = &ConsentVersionRow> {
        self.versions.iter().filter(move |version| version.text == text)
    }

    fn last_asked(&self, text: ConsentTextId) -> u32 {
        let versions = self.versions_of(text);
        last_asked(versions.map(|one| (one.number, one.said.from, one.said.asks_again)), self.today)
    }

    /// What was answered to a text for a child, or by the guardians for themselves.
    fn answers_to(&self, text: ConsentTextId, child: Option<ChildId>) -> Vec<(&ConsentAnswerRow, u32)> {
        let mut answers: Vec<(&ConsentAnswerRow, u32)> = self
            .answers
            .iter()
            .filter(|row| row.said.child == child)
            .filter_map(|row| {
                let version = self.versions_of(text).find(|version| version.id == row.said.version)?;
                Some((row, version.number))
            })
            .collect();
        answers.sort_by_key(|(row, _)| std::cmp::Reverse((row.said.on, row.order)));
        answers
    }

    fn answered(&self, text: ConsentTextId, child: Option<ChildId>) -> Vec<Answered> {
        self.answers_to(text, child).into_iter().map(|(row, version)| row.answered(version)).collect()
    }

    fn own_standing(
        &self,
        text: ConsentTextId,
        child: Option<ChildId>,
        guardian: GuardianId,
    ) -> ConsentStanding {
        consent_of(guardian, &self.answered(text, child), self.last_asked(text), self.today)
    }

    fn standing(&self, line: &Line<'_>) -> ConsentStanding {
        let text = line.text.id;
        match &line.person {
            Person::Guardian(guardian) => self.own_standing(text, None, guardian.id),
            Person::Child(child, _) => {
                let holders: Vec<GuardianId> =
                    self.holders.get(child).into_iter().flatten().map(|(holder, _)| *holder).collect();
                let answers = self.answered(text, Some(*child));
                let asked = self.last_asked(text);
                consent_for_child(line.text.said.purpose, &holders, &answers, asked, self.today)
            }
        }
    }

    /// With who answered what for those who read it.
    fn view(&self, line: &Line<'_>, agents: Option<&HashMap<Uuid, String>>) -> ConsentLineView {
        let standing = self.standing(line);
        let (text, said) = (line.text.id, &line.text.said);
        let (person, person_name, child) = match &line.person {
            Person::Child(child, name) => (child.as_uuid(), (*name).to_owned(), Some(*child)),
            Person::Guardian(guardian) => (guardian.id.as_uuid(), name_of(guardian), None),
        };
        let answering = match &line.person {
            Person::Child(child, _) => self.holders.get(child).cloned().unwrap_or_default(),
            Person::Guardian(guardian) => vec![(guardian.id, name_of(guardian))],
        };
        let holders = answering.into_iter().map(|(guardian, name)| ConsentHolderView {
            guardian,
            name,
            standing: self.own_standing(text, child, guardian),
        });
        let own = self.answers_to(text, child).into_iter();
        let own = own.filter(|(row, _)| child.is_some() || row.said.guardian.as_uuid() == person);
        ConsentLineView {
            text,
            title: said.title.clone(),
            purpose: said.purpose,
            subject: said.subject,
            person,
            person_name,
            standing,
            standing_label: standing_label(standing, said.purpose).to_owned(),
            version: agents.map(|_| version_view(line.version, Some(line.version.id))),
            holders: agents.map(|_| holders.collect()),
            answers: agents.map(|agents| {
                let views = own.map(|(row, version)| ConsentAnswerView {
                    id: row.id,
                    name: row.name.clone(),
                    label: answer_label(&row.said, version),
                    agent: agents.get(&row.by).cloned().unwrap_or_default(),
                    draft: row.said,
                });
                views.collect()
            }),
        }
    }

    fn prospecting(&self, r: &Reader<'_>) -> Result<ProspectingView, Error> {
        let on = prospecting(r)?.on;
        let objections: HashMap<GuardianId, Date> =
            r.objections_of_family(self.members.family.id)?.into_iter().collect();
        let adults = self.members.guardians.iter().map(|guardian| {
            let objected_on = objections.get(&guardian.id).copied();
            let by = CHANNELS.iter().filter(|(channel, purpose, _)| {
                let consent =
                    purpose.map_or(ConsentStanding::Waiting, |purpose| self.best(purpose, guardian.id));
                may_be_prospected(on, objected_on.is_some(), *channel, consent)
            });
            ProspectedAdultView {
                guardian: guardian.id,
                name: name_of(guardian),
                objected_on,
                by: by.map(|(.., label)| (*label).to_owned()).collect(),
            }
        });
        Ok(ProspectingView { prospects: on, adults: adults.collect() })
    }

    /// Where the consent of a guardian to a purpose stands: one « no » to any of its texts stops, a « yes » allows.
    fn best(&self, purpose: ConsentPurpose, guardian: GuardianId) -> ConsentStanding {
        let asked =
            self.texts.iter().filter(|text| text.said.purpose == purpose && text.retired_on.is_none());
        let standings: Vec<ConsentStanding> =
            asked.map(|text| self.own_standing(text.id, None, guardian)).collect();
        let worst = standings.iter().min().copied().unwrap_or(ConsentStanding::Waiting);
        if worst == ConsentStanding::Waiting && standings.contains(&ConsentStanding::Given) {
            return ConsentStanding::Given;
        }
        worst
    }
}

/// How a message leaves, the consent it asks for, its name.
const CHANNELS: [(ProspectingChannel, Option<ConsentPurpose>, &str); 3] = [
    (ProspectingChannel::Post, None, "courrier"),
    (ProspectingChannel::Email, Some(ConsentPurpose::ContactByEmail), "courriel"),
    (ProspectingChannel::Phone, Some(ConsentPurpose::ContactByPhone), "téléphone"),
];

/// Who answers for a child, whichever file they are in, those of this one first.
fn holders_of(
    members: &FamilyMembers,
    files: &[&FamilyMembers],
    child: ChildId,
    today: Date,
) -> Vec<(GuardianId, String)> {
    let others = files.iter().copied().filter(|file| file.family.id != members.family.id);
    let mut adults = Vec::new();
    let mut names: HashMap<GuardianId, String> = HashMap::new();
    for file in std::iter::once(members).chain(others) {
        for guardian in &file.guardians {
            adults.push((guardian.id, file.authority(guardian, child, today)));
            names.insert(guardian.id, name_of(guardian));
        }
    }
    let holders = consent_holders(&adults).into_iter();
    holders.map(|holder| (holder, names.get(&holder).cloned().unwrap_or_default())).collect()
}

fn name_of(guardian: &GuardianRow) -> String {
    shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name)
}

/// An information is shown, not agreed to.
fn standing_label(standing: ConsentStanding, purpose: ConsentPurpose) -> &'static str {
    match (standing, purpose.is_information()) {
        (ConsentStanding::Given, true) => "présenté",
        (ConsentStanding::Waiting, true) => "à présenter",
        _ => standing.label(),
    }
}

/// `accord donné le 05/04/2026, formulaire signé, version 2`.
pub(super) fn answer_label(said: &ConsentAnswerDraft, version: u32) -> String {
    format!("{} le {}, {}, version {version}", said.answer.label(), format_day(said.on), said.means.label())
}
