//! Letters that ask families for what their files lack: one for each household, to an adult who may receive it (V02).

use std::collections::{HashMap, HashSet};

use documents::{LackingPaper, PapersLetter, PapersLetters};
use domain::issue::{IssueCode, Issues};
use domain::supporting::{DocumentStanding, DocumentSubject};
use domain::values::ids::{ActivityId, FamilyId, GuardianId};
use domain::values::{CountryCode, PostalAddress};
use jiff::civil::Date;
use security::access::ReadDocuments;
use store::people::{FamilyMembers, GuardianRow, HouseholdRow, shown_name};

use super::facts::{Facts, Line};
use super::family::standing_label;
use super::sight::{Shown, Sight};
use super::views::*;
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::letters::{self, Envelope, Kept, KeptPaper, Words};
use crate::press::{self, press};
use crate::settings;

/// Families written to at once, at most.
const MOST: usize = 2_000;

/// Prints the letters of families, and says how many households nobody of whom may be written to.
pub fn document_letters_print(
    call: &Call<'_, ReadDocuments>,
    request: DocumentLettersRequest,
) -> Result<DocumentLettersView, Error> {
    let (sight, today) = (Sight::of(call), call.today());
    let mut issues = Issues::new();
    if request.by.is_some_and(|by| by < today) {
        issues.refuse(
            "by",
            IssueCode::ImpossibleDate,
            "Ce jour est passé\u{a0}: demandez les pièces pour plus tard.",
        );
    }
    if request.families.len() > MOST {
        issues.refuse(
            "families",
            IssueCode::TooLong,
            "Plus de 2\u{202f}000 familles à la fois\u{a0}: choisissez une école ou une activité.",
        );
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    let subject = Subject::all("list");
    let changes: Vec<Change> =
        request.families.iter().map(|family| Change::Family((*family).into())).collect();
    // Kept and told in one transaction: no letter leaves without its line.
    let (town, letters, left_out) = call.perform_told(subject, changes, |r| {
        let town = settings::town(r)?;
        let activities: HashMap<ActivityId, String> =
            r.activities()?.into_iter().map(|activity| (activity.id, activity.name)).collect();
        let (mut letters_made, mut left_out) = (Vec::new(), 0);
        let files = r.members_of(&request.families)?;
        let known: HashSet<FamilyId> = files.iter().map(|file| file.family.id).collect();
        if !request.families.iter().all(|family| known.contains(family)) {
            return Err(Error::not_found("cette famille"));
        }
        for (members, facts) in files.iter().zip(Facts::of_families(r, &files, today)?) {
            for household in &members.households {
                let lines = facts.asked(today).filter(|line| concerns(line, household, members, today));
                let papers = lines.filter_map(|line| paper(&line, sight, household, members, &activities));
                let papers: Vec<KeptPaper> = papers.collect();
                if papers.is_empty() {
                    continue;
                }
                match addressee(household, members, today) {
                    Some((to, addressee)) => {
                        let number = format!("{:06}", members.family.number);
                        let envelope = Envelope::of(&town, addressee, number);
                        let kept = Kept { envelope, words: Words::Papers { papers, by: request.by } };
                        letters::keep_papers(r, call.new_id().into(), (members, to), &kept, today)?;
                        letters_made.push(kept);
                    }
                    None => left_out += 1,
                }
            }
        }
        if letters_made.is_empty() {
            return Err(Error::refused(
                "Il ne manque rien à ces familles, ou personne n’y peut recevoir de lettre.",
            ));
        }
        let many = letters_made.len();
        let detail =
            format!("Lettres pour les pièces manquantes, {many} foyer{}", if many > 1 { "s" } else { "" });
        Ok(((town, letters_made, left_out), detail))
    })?;
    let many = u32::try_from(letters.len()).unwrap_or(u32::MAX);
    let printed = letters.into_iter().filter_map(|kept| match kept.words {
        Words::Papers { papers, .. } => Some(PapersLetter {
            addressee: kept.envelope.addressee,
            family_number: kept.envelope.family_number,
            papers: papers.into_iter().map(LackingPaper::from).collect(),
        }),
        Words::Written(_) => None,
    });
    let heading = Envelope::of(&town, Vec::new(), String::new());
    let letters = PapersLetters {
        identity: format!("papers/{today}/{}", call.new_id()),
        issuer: heading.issuer,
        contact: heading.contact,
        letters: printed.collect(),
        by: request.by,
        printed_on: today,
        fictive: town.fictive,
    };
    let bytes = press(call).papers_letters(&letters)?;
    let file_name = format!("pieces_a_remettre_{today}.pdf");
    call.outside().show_document(&file_name, &bytes)?;
    Ok(DocumentLettersView { letters: many, left_out, file_name })
}

/// Whether a paper is asked of a household: its own, of its adults, of the children who live there.
fn concerns(line: &Line<'_>, household: &HouseholdRow, members: &FamilyMembers, today: Date) -> bool {
    match line.subject {
        DocumentSubject::Household(id) => id == household.id,
        DocumentSubject::Guardian(id) => members.guardians_of(household.id).any(|one| one.id == id),
        DocumentSubject::Child(id) => members.custodies_of(id).any(|custody| {
            custody.household == household.id && custody.valid_to.is_none_or(|to| to >= today)
        }),
    }
}

/// A paper that lacks, as far as the agent who writes may know.
fn paper(
    line: &Line<'_>,
    sight: Sight,
    household: &HouseholdRow,
    members: &FamilyMembers,
    activities: &HashMap<ActivityId, String>,
) -> Option<KeptPaper> {
    let standing = sight.told(line.kind.said.nature, line.stands.standing)?;
    if matches!(standing, DocumentStanding::Received | DocumentStanding::ExpiresSoon) {
        return None;
    }
    let whom = match line.subject {
        DocumentSubject::Household(_) => format!("Foyer {}", household.letter.letter()),
        DocumentSubject::Guardian(id) => {
            members.guardians_of(household.id).find(|one| one.id == id).map(name_of)?
        }
        DocumentSubject::Child(id) => {
            members.children.iter().find(|child| child.id == id)?.first_names.clone()
        }
    };
    let asked_by = line.activities.iter().filter_map(|id| activities.get(id).cloned());
    Some(KeptPaper {
        nature: line.kind.said.nature,
        whole: sight.of_nature(line.kind.said.nature) == Shown::Whole,
        name: line.kind.said.name.clone(),
        whom,
        state: standing_label(standing, line.kind.said.keeping).to_owned(),
        asked_by: asked_by.collect::<Vec<_>>().join(", "),
    })
}

/// Whom to write to, and the lines of the envelope window: the debtor, or another adult who lives there; never one who lost authority
/// over a child of that household.
fn addressee(
    household: &HouseholdRow,
    members: &FamilyMembers,
    today: Date,
) -> Option<(GuardianId, Vec<String>)> {
    let may = |one: &&GuardianRow| {
        members.lives_in(one, household.id, today)
            && members.lost_in(one, household.id, today).next().is_none()
    };
    let adults = || members.guardians_of(household.id).filter(may);
    let adult = adults().find(|one| Some(one.id) == household.debtor).or_else(|| adults().next())?;
    Some((adult.id, envelope(adult, household)?))
}

/// The lines of the envelope window; none for an address that does not hold.
pub(crate) fn envelope(adult: &GuardianRow, household: &HouseholdRow) -> Option<Vec<String>> {
    let address = PostalAddress::try_new(&household.address).ok()?;
    let country = address.country().map(CountryCode::envelope_line);
    Some(press::envelope(&adult.civility, &name_of(adult), address.lines().into_iter().chain(country)))
}

fn name_of(guardian: &GuardianRow) -> String {
    shown_name(&guardian.first_names, &guardian.usage_name, &guardian.birth_name)
}
