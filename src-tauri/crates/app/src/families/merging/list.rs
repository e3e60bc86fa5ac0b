//! The work list: who may be on file twice, in the whole town.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::people::{CERTAIN, Double, DoubleKind, OnFile, doubles};
use domain::values::ids::FamilyId;
use domain::values::text::fold_compact;
use domain::values::{BirthDate, PersonName};
use security::access::EditFamilies;
use store::Reader;
use store::merges::{AdultLine, HomeLine, MinorLine};
use store::people::shown_name;
use uuid::Uuid;

use super::{
    DistinguishRequest, DuplicateListView, DuplicatePairRow, DuplicateSideView, MergeLineView, RecordKind,
};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::session::Empty;

/// Merges shown: older ones have been billed, or will be looked for by their family.
const MERGES: u32 = 200;
/// What two records of one file at one address are worth: a household typed twice, or two that live there.
const SAME_HOME: u8 = 60;
/// What each person found twice beside the first adds to a pair of files.
const PERSON_MORE: u8 = 5;

/// Everyone on file, as the list compares them.
pub(super) struct Town {
    families: Vec<(FamilyId, u32, String)>,
    rank_of: HashMap<FamilyId, u32>,
    adults: Vec<AdultLine>,
    /// One line for each child, with all the files that show it.
    minors: Vec<(MinorLine, Vec<FamilyId>)>,
    homes: Vec<HomeLine>,
    people: Vec<OnFile>,
}

impl Town {
    /// The whole town, or these families of it.
    pub(super) fn read(r: &Reader<'_>, only: Option<&[FamilyId]>) -> Result<Self, Error> {
        let wanted = |family: &FamilyId| only.is_none_or(|only| only.contains(family));
        let families: Vec<_> = r.families()?.into_iter().map(|row| (row.id, row.number, row.name)).collect();
        let rank_of: HashMap<FamilyId, u32> =
            families.iter().zip(0..).map(|((id, ..), rank)| (*id, rank)).collect();
        let adults: Vec<AdultLine> =
            r.adults_on_file()?.into_iter().filter(|line| wanted(&line.family)).collect();
        let homes: Vec<HomeLine> =
            r.homes_on_file()?.into_iter().filter(|line| wanted(&line.family)).collect();
        let mut minors: Vec<(MinorLine, Vec<FamilyId>)> = Vec::new();
        for line in r.minors_on_file()?.into_iter().filter(|line| wanted(&line.family)) {
            match minors.last_mut() {
                Some((known, files)) if known.id == line.id => files.push(line.family),
                _ => {
                    let files = vec![line.family];
                    minors.push((line, files));
                }
            }
        }
        let mut phones: HashMap<_, Vec<String>> = HashMap::new();
        for (guardian, number) in r.telephones_on_file()? {
            phones.entry(guardian).or_default().push(number);
        }
        let mut town = Self { families, rank_of, adults, minors, homes, people: Vec::new() };
        town.compare(&phones);
        Ok(town)
    }

    fn compare(&mut self, phones: &HashMap<domain::values::ids::GuardianId, Vec<String>>) {
        let mut around: HashMap<FamilyId, Vec<String>> = HashMap::new();
        for home in &self.homes {
            around.entry(home.family).or_default().extend(home_key(home));
        }
        let mut near_children = around.clone();
        for adult in &self.adults {
            let near = near_children.entry(adult.family).or_default();
            near.push(fold_compact(&format!("{} {}", adult.birth_name, adult.first_names)));
            near.extend(phones.get(&adult.id).into_iter().flatten().cloned());
        }
        for (minor, files) in &self.minors {
            for file in files {
                let named = fold_compact(&format!("{} {}", minor.family_name, minor.first_names));
                around.entry(*file).or_default().push(format!("{named} {}", minor.birth_date));
            }
        }
        let file = |family: &FamilyId| self.rank_of.get(family).copied().unwrap_or(u32::MAX);
        let names = |names: &[&String]| {
            names.iter().filter_map(|name| PersonName::try_new(name).ok()).collect::<Vec<_>>()
        };
        let adults = self.adults.iter().map(|adult| {
            let mut own = phones.get(&adult.id).cloned().unwrap_or_default();
            own.extend(Some(adult.email.to_lowercase()).filter(|email| !email.is_empty()));
            OnFile {
                kind: DoubleKind::Guardian,
                names: names(&[&adult.birth_name, &adult.usage_name]),
                first_name: PersonName::first_names(&adult.first_names).ok(),
                birth_date: adult.birth_date,
                own,
                around: around.get(&adult.family).cloned().unwrap_or_default(),
                files: vec![file(&adult.family)],
            }
        });
        let minors = self.minors.iter().map(|(minor, files)| OnFile {
            kind: DoubleKind::Child,
            names: names(&[&minor.family_name]),
            first_name: PersonName::first_names(&minor.first_names).ok(),
            birth_date: Some(minor.birth_date),
            own: Vec::new(),
            around: files.iter().flat_map(|file| near_children.get(file)).flatten().cloned().collect(),
            files: files.iter().map(file).collect(),
        });
        self.people = adults.chain(minors).collect();
    }

    /// Those of its people who may be there twice.
    pub(super) fn doubles(&self) -> Vec<Double> {
        doubles(&self.people)
    }

    /// What a place of the comparison is: an adult or a child, and its files.
    pub(super) fn person(&self, place: usize) -> (RecordKind, Uuid, &[FamilyId]) {
        match self.adults.get(place) {
            Some(adult) => (RecordKind::Guardian, adult.id.into(), std::slice::from_ref(&adult.family)),
            None => {
                let (minor, files) = &self.minors[place - self.adults.len()];
                (RecordKind::Child, minor.id.into(), files)
            }
        }
    }

    /// Its households.
    pub(super) fn homes(&self) -> &[HomeLine] {
        &self.homes
    }

    fn side_of(&self, place: usize, family: FamilyId) -> DuplicateSideView {
        let (name, detail, id) = match self.adults.get(place) {
            Some(adult) => (
                shown_name(&adult.first_names, &adult.usage_name, &adult.birth_name),
                adult.birth_date.map(BirthDate::format_fr).unwrap_or_default(),
                adult.id.into(),
            ),
            None => {
                let (minor, _) = &self.minors[place - self.adults.len()];
                let name = shown_name(&minor.first_names, "", &minor.family_name);
                (name, minor.birth_date.format_fr(), minor.id.into())
            }
        };
        self.side(id, name, detail, family)
    }

    fn side_of_family(&self, family: FamilyId) -> DuplicateSideView {
        let home = self.homes.iter().find(|home| home.family == family);
        let detail = home.map(|home| format!("{}, {}", home.street, home.city)).unwrap_or_default();
        let name = self.family(family).2.clone();
        self.side(family.into(), name, detail.trim_matches([',', ' ']).to_owned(), family)
    }

    fn side_of_home(&self, home: &HomeLine) -> DuplicateSideView {
        let name = format!("Foyer {}", home.letter.letter());
        self.side(home.id.into(), name, format!("{}, {}", home.street, home.city), home.family)
    }

    fn family(&self, id: FamilyId) -> &(FamilyId, u32, String) {
        const NOBODY: &(FamilyId, u32, String) = &(FamilyId::from_bytes([0; 16]), 0, String::new());
        self.rank_of.get(&id).and_then(|rank| self.families.get(*rank as usize)).unwrap_or(NOBODY)
    }

    fn side(&self, id: Uuid, name: String, detail: String, family: FamilyId) -> DuplicateSideView {
        let (_, family_number, family_name) = self.family(family).clone();
        DuplicateSideView { id, name, detail, family, family_number, family_name }
    }

    /// Every pair, the surest first.
    fn pairs(&self) -> Vec<DuplicatePairRow> {
        let mut rows = Vec::new();
        let mut files: BTreeMap<(FamilyId, FamilyId), Vec<Double>> = BTreeMap::new();
        for double in self.doubles() {
            let (kind, _, one) = self.person(double.one);
            let (_, _, other) = self.person(double.other);
            if let Some(both) = one.iter().find(|family| other.contains(family)) {
                rows.push(self.row(
                    kind,
                    &double,
                    self.side_of(double.one, *both),
                    self.side_of(double.other, *both),
                ));
            } else {
                let (one, other) = (one[0], other[0]);
                files.entry((one.min(other), one.max(other))).or_default().push(double);
            }
        }
        for ((one, other), doubles) in files {
            let adults =
                doubles.iter().filter(|double| self.person(double.one).0 == RecordKind::Guardian).count();
            // Children of two files whose parents are others: one child whose parents have a file each.
            if adults == 0 {
                rows.extend(doubles.iter().map(|double| {
                    let of = |place: usize| self.side_of(place, self.person(place).2[0]);
                    self.row(RecordKind::Child, double, of(double.one), of(double.other))
                }));
                continue;
            }
            let best = &doubles[0];
            let more = u8::try_from(doubles.len() - 1).unwrap_or(u8::MAX).saturating_mul(PERSON_MORE);
            let together = Double { score: best.score.saturating_add(more).min(100), ..best.clone() };
            let (one, other) = self.in_order(one, other);
            let mut row =
                self.row(RecordKind::Family, &together, self.side_of_family(one), self.side_of_family(other));
            row.reasons.insert(0, in_common(adults, doubles.len() - adults));
            rows.push(row);
        }
        rows.extend(self.same_homes());
        rows.sort_by(|a, b| {
            (b.score, &a.one.family_name, a.one.id).cmp(&(a.score, &b.one.family_name, b.one.id))
        });
        rows
    }

    /// The older file first: the one that is kept unless somebody says otherwise.
    fn in_order(&self, one: FamilyId, other: FamilyId) -> (FamilyId, FamilyId) {
        if self.family(one).1 <= self.family(other).1 { (one, other) } else { (other, one) }
    }

    fn row(
        &self,
        kind: RecordKind,
        double: &Double,
        one: DuplicateSideView,
        other: DuplicateSideView,
    ) -> DuplicatePairRow {
        DuplicatePairRow {
            kind,
            score: double.score,
            is_certain: double.score >= CERTAIN,
            reasons: double.reasons.iter().map(|reason| reason.label().to_owned()).collect(),
            one,
            other,
        }
    }

    /// Two households of one file at one address.
    fn same_homes(&self) -> impl Iterator<Item = DuplicatePairRow> {
        self.homes.iter().zip(self.homes.iter().skip(1)).filter_map(|(one, other)| {
            let same =
                one.family == other.family && home_key(one).is_some() && home_key(one) == home_key(other);
            same.then(|| DuplicatePairRow {
                kind: RecordKind::Household,
                score: SAME_HOME,
                is_certain: false,
                reasons: vec!["deux foyers à la même adresse dans un dossier".to_owned()],
                one: self.side_of_home(one),
                other: self.side_of_home(other),
            })
        })
    }
}

/// What two households of one address have in common.
pub(super) fn home_key(home: &HomeLine) -> Option<String> {
    let street = fold_compact(&home.street);
    (!street.is_empty()).then(|| format!("{street} {}", fold_compact(&home.postal_code)))
}

fn in_common(adults: usize, children: usize) -> String {
    let adults = if adults == 1 { "un responsable".to_owned() } else { format!("{adults} responsables") };
    match children {
        0 => format!("{adults} en commun"),
        1 => format!("{adults} et un enfant en commun"),
        _ => format!("{adults} et {children} enfants en commun"),
    }
}

/// Everything that may be on file twice, the surest first; pairs said to be two do not come back. And what was merged.
pub fn duplicates(call: &Call<'_, EditFamilies>, _: Empty) -> Result<DuplicateListView, Error> {
    call.read(|r| {
        let town = Town::read(r, None)?;
        let distinct: HashSet<(Uuid, Uuid)> = r.distinct_pairs()?.into_iter().collect();
        let mut pairs = town.pairs();
        pairs.retain(|pair| {
            let (one, other) = (pair.one.id, pair.other.id);
            !distinct.contains(&(one.min(other), one.max(other)))
        });
        let merges = r.merge_lines(MERGES)?.into_iter().map(|line| MergeLineView {
            act: line.act,
            kind: RecordKind::of(line.kind),
            family: line.family,
            family_number: line.family_number,
            family_name: line.family_name,
            parts: line.parts,
            at_ms: line.at_ms,
            agent: line.agent,
            is_open: line.is_open,
        });
        Ok(DuplicateListView { pairs, merges: merges.collect() })
    })
}

/// Remembers that two records are two, or forgets it.
pub fn distinguish(call: &Call<'_, EditFamilies>, request: DistinguishRequest) -> Result<Empty, Error> {
    let DistinguishRequest { one, other, family, are_two } = request;
    let family = call.read(|r| {
        // Two records that are there, and that the agent reaches.
        for id in [one, other] {
            let there = r.family(id.into())?.is_some()
                || r.household(id.into())?.is_some()
                || r.guardian(id.into())?.is_some()
                || r.child(id.into())?.is_some();
            if !there || one == other {
                return Err(Error::not_found("cette fiche"));
            }
        }
        r.family(family)?.ok_or_else(|| Error::not_found("cette famille"))
    })?;
    let said = if are_two {
        "Doublon écarté\u{a0}: ce sont deux fiches"
    } else {
        "Doublon de nouveau à examiner"
    };
    let detail = format!("{said} ({one}, {other})");
    call.perform(Subject::of("family", family.id).detail(detail), [Change::People], |w| {
        if are_two {
            w.save_distinct_pair(one, other)?
        } else {
            w.remove_distinct_pair(one, other)?
        }
        Ok(())
    })?;
    Ok(Empty {})
}
