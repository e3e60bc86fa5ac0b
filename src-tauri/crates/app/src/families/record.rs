//! A family's file on paper: the file as this agent is shown it, its papers, its consents, its follow-up.

use documents::{FamilyRecord, RecordFact, RecordPart, RecordPerson};
use domain::calendar::format_day;
use domain::values::BirthDate;
use jiff::civil::Date;
use security::access::{ReadConsents, ReadDocuments, ReadFamilies, ReadPhotoConsents, ReadRelation};

use super::show::file;
use super::{
    AuthorityView, BondView, ChildView, ContactView, FamilyRequest, FamilyView, GuardianView, HouseholdView,
};
use crate::billing::DocumentShownView;
use crate::call::{Call, Subject};
use crate::press::press;
use crate::quotients::agent_names;
use crate::{Error, consents, settings, supporting};

/// Prints a family's file. What the agent is not shown is not printed either; who printed it is remembered.
pub fn print_record(
    call: &Call<'_, ReadFamilies>,
    request: FamilyRequest,
) -> Result<DocumentShownView, Error> {
    let (family, today) = (request.family, call.today());
    let papers_seen = call.also::<ReadDocuments>().map(|_| supporting::Sight::of(call));
    let (asks_consents, whole) =
        (call.also::<ReadPhotoConsents>().is_some(), call.also::<ReadConsents>().is_some());
    let follows = call.also::<ReadRelation>().is_some();
    let subject = Subject::of("family", family).detail("Dossier imprimé");
    // The line first: nothing leaves without it.
    let (view, mut parts, town) = call.consult(subject, |r| {
        let view = file(call, r, family)?;
        let mut parts = parts_of(&view);
        if let Some(sight) = papers_seen {
            let told = supporting::told_papers(r, family, sight, today)?;
            parts.push(list(
                "Pièces",
                ["Pièce", "Pour", "État"],
                told.into_iter().map(|paper| {
                    let until = paper.until.map(|day| format!(", jusqu’au {}", format_day(day)));
                    vec![paper.name, paper.whom, paper.standing + &until.unwrap_or_default()]
                }),
            ));
        }
        if asks_consents {
            let told = consents::told(r, family, today, whole)?;
            parts.push(list("Accords", ["Texte", "Personne", "Réponse"], told.into_iter().map(Vec::from)));
        }
        if follows {
            let agents = agent_names(r)?;
            let lines = r.relation_of(family)?.into_iter().map(|recorded| {
                let draft = recorded.row.entry.draft;
                let end = match (recorded.row.done_on, draft.due_on) {
                    (Some(done), _) => format!(" (fait le {})", format_day(done)),
                    (None, Some(due)) => format!(" (à faire avant le {})", format_day(due)),
                    (None, None) => String::new(),
                };
                vec![
                    format_day(draft.on),
                    draft.kind.label().to_owned(),
                    agents.get(&recorded.agent).cloned().unwrap_or_default(),
                    draft.text + &end,
                ]
            });
            parts.push(list("Suivi", ["Le", "Sorte", "Écrit par", "Les faits"], lines));
        }
        Ok((view, parts, settings::town(r)?))
    })?;
    parts.retain(|part| {
        !(part.facts.is_empty() && part.people.is_empty() && part.lines.is_empty() && part.empty.is_empty())
    });
    let number = view.number.replace('\u{a0}', "");
    let record = FamilyRecord {
        identity: format!("family/{family}/{today}/{}", call.new_id()),
        issuer: format!("Commune de {}", town.name),
        subtitle: subtitle(&view),
        warnings: warnings(&view),
        name: view.name,
        parts,
        printed_by: call.unlocked().agent().display_name.clone(),
        printed_on: today,
        fictive: town.fictive,
    };
    let bytes = press(call).family_record(&record)?;
    let file_name = format!("dossier_famille_{number}_{today}.pdf");
    call.outside().show_document(&file_name, &bytes)?;
    Ok(DocumentShownView { file_name, bytes: bytes.len() as u64 })
}

fn subtitle(view: &FamilyView) -> String {
    let since = format!("suivie depuis le {}", format_day(view.followed_since));
    let mut said = vec![format!("Famille {}", view.number), since];
    if !view.situation.is_empty() {
        said.push(view.situation.clone());
    }
    said.extend(view.linked.iter().map(|other| format!("enfant partagé avec {}", other.name)));
    said.join(" · ")
}

fn warnings(view: &FamilyView) -> Vec<String> {
    let bans = view.pick_up_bans.iter().flatten().map(|ban| {
        format!(
            "Sortie interdite\u{a0}: {} ne peut pas venir chercher {}.",
            ban.person,
            ban.children.join(" et ")
        )
    });
    let lacks =
        (!view.missing.is_empty()).then(|| format!("À compléter\u{a0}: {}.", view.missing.join(", ")));
    bans.chain(lacks).collect()
}

fn parts_of(view: &FamilyView) -> Vec<RecordPart> {
    let mut parts: Vec<RecordPart> = view.households.iter().map(household).collect();
    parts.push(RecordPart {
        title: "Enfants".to_owned(),
        people: view.children.iter().map(child).collect(),
        empty: if view.children.is_empty() {
            "Aucun enfant dans ce dossier.".to_owned()
        } else {
            String::new()
        },
        ..RecordPart::default()
    });
    let said = view.authorities.iter().flatten();
    parts.push(list(
        "Autorité parentale, ce qui a été dit",
        ["Adulte", "Enfant", "Période", "Exercice et pièce vue"],
        said.map(authority),
    ));
    parts.push(list(
        "Personnes à prévenir, personnes autorisées à venir chercher",
        ["Personne", "Lien", "Téléphone", "Droits"],
        view.contacts.iter().map(contact),
    ));
    parts
}

fn household(view: &HouseholdView) -> RecordPart {
    let mut facts = vec![fact("Adresse", &view.address_line)];
    facts.extend(view.address_since.map(|since| fact("Y habite depuis", &format_day(since))));
    for other in &view.addresses {
        let label = if other.former { "Auparavant" } else { "Second domicile" };
        facts.push(fact(label, &format!("{}{}", other.line, period(other.from, other.to))));
    }
    facts.push(fact("Tarif", if view.is_resident { "de la commune" } else { "hors commune" }));
    for former in view.former_debtors.iter().flatten() {
        facts.push(fact(
            "Factures auparavant",
            &format!("{}{}", former.name, period(None, Some(former.until))),
        ));
    }
    facts.extend(view.regime_label.as_ref().map(|regime| fact("Régime", regime)));
    facts.extend(view.size.as_ref().map(|size| {
        fact(
            "Composition",
            &format!("{}, dont {}", counted(size.persons, "personne"), counted(size.children, "enfant")),
        )
    }));
    RecordPart {
        title: format!("Foyer {}", view.letter.letter()),
        facts: told(facts),
        people: view.guardians.iter().map(guardian).collect(),
        ..RecordPart::default()
    }
}

fn guardian(view: &GuardianView) -> RecordPerson {
    let mut facts = Vec::new();
    if view.birth_name != view.usage_name && !view.usage_name.is_empty() {
        facts.push(fact("Nom de naissance", &view.birth_name));
    }
    if let Some(bonds) = &view.bonds {
        facts.push(fact("Lien", &per_child(bonds, |bond| &bond.kinship_label)));
        facts.push(fact("Autorité parentale", &per_child(bonds, |bond| &bond.authority_label)));
    }
    if let Some(birth) = &view.birth {
        let day = birth.date.map(BirthDate::format_fr).unwrap_or_default();
        facts.push(fact("Naissance", &joined(&[&day, &birth.place])));
    }
    let phones = view.phones.iter().map(|phone| format!("{} ({})", phone.shown, phone.kind_label));
    facts.push(fact("Téléphones", &phones.collect::<Vec<_>>().join(" · ")));
    facts.extend(view.email.as_ref().map(|email| fact("Courriel", email)));
    facts.extend(view.sending_label.as_ref().map(|sending| fact("Envois", sending)));
    facts.extend(view.is_debtor.then(|| fact("Factures", "lui sont adressées")));
    if let Some(stay) = view.stay {
        facts.extend(stay.from.map(|from| fact("Vit ici depuis le", &format_day(from))));
        facts.extend(stay.to.map(|to| fact("A quitté le foyer le", &format_day(to))));
    }
    facts.extend(view.details.iter().map(|detail| fact(&detail.label, &detail.value)));
    RecordPerson { name: view.shown_name.clone(), facts: told(facts) }
}

fn child(view: &ChildView) -> RecordPerson {
    let place = view.birth_place.as_deref().unwrap_or_default();
    let activities = view.activities.iter().map(|one| {
        let days = if one.waiting { "en attente d’une place" } else { one.days.as_str() };
        if days.is_empty() { one.name.clone() } else { format!("{} ({days})", one.name) }
    });
    let custodies = view
        .custodies
        .iter()
        .map(|one| format!("{}\u{a0}: {}{}", one.household_label, one.label, period(Some(one.from), one.to)));
    let mut facts = vec![
        fact("Naissance", &joined(&[&view.birth_date.format_fr(), place, &view.age])),
        fact("Scolarité", if view.schooling.is_empty() { "sans classe" } else { &view.schooling }),
        fact("Activités", &activities.collect::<Vec<_>>().join(" · ")),
        fact("Garde", &custodies.collect::<Vec<_>>().join(" · ")),
        fact("Qui paie", &view.payer),
    ];
    if let Some(care) = &view.care {
        facts.push(fact("Repas", &care.diet_label));
        facts.push(fact("Médecin", &joined(&[&care.doctor_name, &care.doctor_phone])));
    }
    facts.extend(view.details.iter().map(|detail| fact(&detail.label, &detail.value)));
    facts.extend(view.habits.iter().flatten().map(|habit| fact(&habit.label, &habit.value)));
    facts.extend(view.insurance_alert.as_ref().map(|alert| fact("Assurance", alert)));
    RecordPerson { name: view.shown_name.clone(), facts: told(facts) }
}

fn authority(view: &AuthorityView) -> Vec<String> {
    let said = if view.title_line.is_empty() {
        view.label.clone()
    } else {
        format!("{}, {}", view.label, view.title_line)
    };
    let over = if view.in_force { "" } else { " (pas aujourd’hui)" };
    vec![
        view.guardian_name.clone(),
        view.child_name.clone(),
        period(Some(view.draft.from), view.draft.to).trim_start_matches(", ").to_owned(),
        said + over,
    ]
}

fn contact(view: &ContactView) -> Vec<String> {
    let mut rights = Vec::new();
    if let Some(rank) = view.emergency_rank {
        rights.push(format!("à prévenir, rang {rank}"));
    }
    if view.draft.may_pick_up {
        let may =
            if view.may_pick_up_today { "vient chercher les enfants" } else { "ne vient pas aujourd’hui" };
        rights.push(format!("{may}{}", period(view.draft.from, view.draft.to)));
    }
    if !view.draft.document.is_empty() {
        rights.push(format!("montre {}", view.draft.document));
    }
    vec![view.shown_name.clone(), view.relation.clone(), view.phone.clone(), rights.join(", ")]
}

/// `mère`, or `mère (Léonie), belle-mère (Aziliz)` when it is not the same for all.
fn per_child(bonds: &[BondView], label: impl Fn(&BondView) -> &String) -> String {
    let Some(first) = bonds.first() else { return String::new() };
    if bonds.iter().all(|bond| label(bond) == label(first)) {
        return label(first).clone();
    }
    let each = bonds.iter().map(|bond| format!("{} ({})", label(bond), bond.child_name));
    each.collect::<Vec<_>>().join(", ")
}

/// `2 enfants`, `1 enfant`.
fn counted(number: u8, one: &str) -> String {
    format!("{number} {one}{}", if number > 1 { "s" } else { "" })
}

/// `, du 01/09/2025 au 31/08/2026`; empty when neither day is known.
fn period(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!(", du {} au {}", format_day(from), format_day(to)),
        (Some(from), None) => format!(", depuis le {}", format_day(from)),
        (None, Some(to)) => format!(", jusqu’au {}", format_day(to)),
        (None, None) => String::new(),
    }
}

fn joined(parts: &[&str]) -> String {
    let kept: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    kept.join(", ")
}

fn fact(label: &str, value: &str) -> RecordFact {
    RecordFact { label: label.to_owned(), value: value.to_owned() }
}

/// An answer that nobody gave is not printed.
fn told(facts: Vec<RecordFact>) -> Vec<RecordFact> {
    facts.into_iter().filter(|fact| !fact.value.is_empty()).collect()
}

fn list<const N: usize>(
    title: &str,
    heads: [&str; N],
    lines: impl Iterator<Item = Vec<String>>,
) -> RecordPart {
    RecordPart {
        title: title.to_owned(),
        heads: heads.map(str::to_owned).to_vec(),
        lines: lines.collect(),
        ..RecordPart::default()
    }
}
