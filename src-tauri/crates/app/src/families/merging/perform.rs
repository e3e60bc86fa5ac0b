//! The merge: everything attached to one record passes to the other, in one transaction.

use domain::people::ChangeKind;
use std::collections::BTreeSet;

use domain::supporting::PhotoSubject;
use domain::values::ids::{ChildId, FamilyId, GuardianId, HouseholdId};
use jiff::civil::Date;
use security::access::{EditFamilies, EditParentalAuthority};
use store::merges::{
    ATTACHED, MergeKind, MergeRow, MergeTrail, by_id, cells, id_value, number_value, text_value,
};
use store::people::CustodyRow;
use uuid::Uuid;

use super::contradictions::{self, Contradiction, Gesture};
use super::ending::end_used;
use super::fields::{CUSTODY, fields_of};
use super::helps;
use super::households::leave_debtors;
use super::plan::{Planner, family_of, letters_after};
use super::settle;
use super::{MergePartRequest, MergePartView, MergeSaveRequest, MergedView, RecordKind, RecordPairRequest};
use crate::Error;
use crate::call::{Call, Subject, Told};
use crate::changes::Change;
use crate::consents::photo_refusal;
use crate::error::Code;
use crate::families::edits::Edits;
use crate::families::rows::family_name;
use crate::mandates::MandateIndex;
use crate::quotients::AllocataireIndex;

/// Everything a merge may change in what windows show.
pub(super) fn changes(families: &BTreeSet<FamilyId>) -> Vec<Change> {
    let files = families.iter().map(|family| Change::Family((*family).into()));
    let rest = [Change::People, Change::Activities, Change::Billing, Change::Payments, Change::Treasury];
    files.chain(rest).collect()
}

/// Merges records, in the order families, households, adults, children. The journal has a line on each file.
pub fn merge(call: &Call<'_, EditFamilies>, request: MergeSaveRequest) -> Result<MergedView, Error> {
    let mut parts = request.parts;
    parts.sort_by_key(|part| part.kind);
    let Some(first) = parts.first() else {
        return Err(Error::refused("Choisissez au moins deux fiches à réunir."));
    };
    each_record_once(&parts)?;
    let act = call.new_id();
    let (first_kind, first_kept, first_absorbed) = (first.kind, first.kept, first.absorbed);
    let (kept, absorbed) = call
        .read(|r| Ok((family_of(r, first_kind, first_kept)?, family_of(r, first_kind, first_absorbed)?)))?;
    let planner = Planner::of(call);
    let families: BTreeSet<FamilyId> = [kept, absorbed].into();
    let lifts_losses = call.also::<EditParentalAuthority>().is_some();
    let family = call.perform_told(Subject::of("family", kept), changes(&families), |w| {
        // What was written since an earlier merge must not pass for what this one writes.
        end_used(w, &[kept, absorbed])?;
        let merging = Merging {
            trail: MergeTrail::begin(w, act),
            act,
            planner: &planner,
            new_id: &|| call.new_id(),
            today: call.today(),
            lifts_losses,
        };
        let told = merging.all(&parts, kept, absorbed)?;
        let detail = format!("Réunie à un autre dossier, geste {act}");
        let other = (absorbed != kept).then(|| Subject::of("family", absorbed).detail(detail));
        Ok((kept, Told::with_lines_on(told, other)))
    })?;
    forget_indexes(call);
    Ok(MergedView { act, family })
}

/// Each part is judged on what the records are before the gesture: one that is in two of them would be judged on what it no longer is.
fn each_record_once(parts: &[MergePartRequest]) -> Result<(), Error> {
    let mut named: BTreeSet<(RecordKind, Uuid)> = BTreeSet::new();
    let mut records = parts.iter().flat_map(|part| [(part.kind, part.kept), (part.kind, part.absorbed)]);
    match records.find(|record| !named.insert(*record)) {
        None => Ok(()),
        Some(_) => Err(Error::refused(
            "Une même fiche est dans deux réunions à la fois\u{a0}: faites-les l’une après l’autre.",
        )),
    }
}

pub(super) fn forget_indexes(call: &Call<'_, EditFamilies>) {
    call.unlocked().forget::<AllocataireIndex>();
    call.unlocked().forget::<MandateIndex>();
}

/// Custodies of the record kept, then of the one absorbed.
type CustodiesOfBoth = (Vec<CustodyRow>, Vec<CustodyRow>);

/// A gesture under way.
struct Merging<'m, 'w, 't> {
    trail: MergeTrail<'w, 't>,
    act: Uuid,
    planner: &'m Planner<'m>,
    new_id: &'m dyn Fn() -> Uuid,
    today: Date,
    lifts_losses: bool,
}

impl Merging<'_, '_, '_> {
    /// Every part, then what only holds once they are all done. Answers what the journal says.
    fn all(&self, parts: &[MergePartRequest], kept: FamilyId, absorbed: FamilyId) -> Result<String, Error> {
        let w = self.trail.writer();
        let together = if parts.iter().any(|part| part.kind == RecordKind::Family) {
            vec![kept, absorbed]
        } else {
            Vec::new()
        };
        let pairs: Vec<RecordPairRequest> = parts
            .iter()
            .map(|part| RecordPairRequest { kind: part.kind, kept: part.kept, absorbed: part.absorbed })
            .collect();
        let gesture = Gesture { files: &together, pairs: &pairs };
        let mut views = Vec::new();
        for (part, pair) in parts.iter().zip(&pairs) {
            let view = self.planner.part(w, *pair, false, gesture)?;
            if let Some(refusal) = view.refusals.first() {
                return Err(Error::refused(format!("{}\u{a0}: {refusal}", view.absorbed_name)));
            }
            if view.kept != part.kept {
                return Err(Error::new(
                    Code::ChangedSincePreview,
                    "Une de ces fiches a changé depuis la comparaison\u{a0}: rouvrez-la avant de réunir.",
                ));
            }
            views.push(view);
        }
        let custodies = self.custodies(parts)?;
        let found: Vec<Vec<Contradiction>> = pairs
            .iter()
            .map(|pair| self.planner.contradictions(w, (pair.kind, pair.kept, pair.absorbed), gesture))
            .collect::<Result<_, Error>>()?;
        helps::one_answer(parts.iter().zip(&found))?;
        for (part, found) in parts.iter().zip(&found) {
            contradictions::settle(&self.trail, part, found, self.lifts_losses)?;
        }
        let mut edits = Edits::default();
        let mut shown: BTreeSet<FamilyId> = [kept].into();
        for (part, view) in parts.iter().zip(&views) {
            self.part(part, view, kept, &mut edits)?;
        }
        for (part, (of_kept, of_absorbed)) in parts.iter().zip(&custodies) {
            if part.kind == RecordKind::Child {
                let takes = part.takes.iter().any(|code| code == CUSTODY);
                let sides = Some((of_kept.as_slice(), of_absorbed.as_slice()));
                settle::custodies(&self.trail, part.kept.into(), sides, takes, self.today)?;
            }
        }
        if parts.iter().any(|part| part.kind == RecordKind::Household) {
            let members = w.family_members(kept)?.ok_or_else(|| Error::not_found("cette famille"))?;
            settle::stays(&self.trail, &members)?;
            for child in members.children {
                settle::custodies(&self.trail, child.id, None, false, self.today)?;
            }
        }
        let children = parts.iter().filter(|part| part.kind == RecordKind::Child);
        for child in children {
            let child = ChildId::from_uuid(child.kept);
            shown.extend(w.families_of_child(child)?);
            if photo_refusal(w, child, self.today)?.is_some() {
                // The answers that came with the other record withdraw what allowed it.
                w.destroy_photos_of(PhotoSubject::Child(child))?;
            }
        }
        let shown: Vec<FamilyId> = shown.into_iter().collect();
        for family in &shown {
            self.rename(*family)?;
        }
        edits.write(w, &shown, || (self.new_id)())?;
        for part in parts {
            w.unindex(part.absorbed)?;
        }
        shown.iter().try_for_each(|family| w.index_family(*family))?;
        Ok(told(&views))
    }

    /// Custodies of each pair of children, as they are before anything moves.
    fn custodies(&self, parts: &[MergePartRequest]) -> Result<Vec<CustodiesOfBoth>, Error> {
        let w = self.trail.writer();
        parts
            .iter()
            .map(|part| match part.kind {
                RecordKind::Child => {
                    Ok((w.custodies_of_child(part.kept.into())?, w.custodies_of_child(part.absorbed.into())?))
                }
                _ => Ok((Vec::new(), Vec::new())),
            })
            .collect()
    }

    fn part(
        &self,
        part: &MergePartRequest,
        view: &MergePartView,
        family: FamilyId,
        edits: &mut Edits,
    ) -> Result<(), Error> {
        let (kind, kept, absorbed) = (part.kind.kind(), part.kept, part.absorbed);
        let w = self.trail.writer();
        w.insert_merge(&MergeRow { id: (self.new_id)(), act: self.act, kind, kept, absorbed, family })?;
        if kind == MergeKind::Household {
            leave_debtors(&self.trail, kept.into(), absorbed.into())?;
        }
        for field in fields_of(part.kind) {
            let Some(said) = view.fields.iter().find(|said| said.code == field.code) else { continue };
            if !part.takes.iter().any(|code| code == field.code) {
                continue;
            }
            if !field.columns.is_empty() {
                self.trail.copy(kind.table(), field.columns, absorbed, kept)?;
                edits.note(
                    field.about,
                    kept,
                    format!("{} ({})", said.label, view.kept_name),
                    &said.kept,
                    &said.absorbed,
                );
            }
        }
        edits.note(
            ChangeKind::File,
            kept,
            "Fiches réunies",
            &format!("{} et {}", view.kept_name, view.absorbed_name),
            &view.kept_name,
        );
        match kind {
            MergeKind::Family => self.letters(kept.into(), absorbed.into())?,
            MergeKind::Household => {
                self.bracket(kept.into(), absorbed.into())?;
                self.usual_means(kept.into(), absorbed.into())?;
            }
            MergeKind::Guardian => {
                self.phones(kept.into(), absorbed.into())?;
                w.destroy_photos_of(PhotoSubject::Guardian(absorbed.into()))?;
            }
            MergeKind::Child => {
                settle::children(&self.trail, kept.into(), absorbed.into(), self.new_id)?;
                // Sealed to a record nobody opens any more, it would outlive its consent: it is taken again.
                w.destroy_photos_of(PhotoSubject::Child(absorbed.into()))?;
            }
        }
        for one in ATTACHED.iter().filter(|one| one.of == kind && one.follows()) {
            self.trail.move_all(one.table, one.column, absorbed, kept)?;
        }
        if kind == MergeKind::Household {
            self.ranks(kept.into())?;
        }
        Ok(self.trail.bury(kind.table(), &by_id(absorbed))?)
    }

    /// Households that join a file take the letters after its own.
    fn letters(&self, kept: FamilyId, absorbed: FamilyId) -> Result<(), Error> {
        let w = self.trail.writer();
        let of = |family| -> Result<_, Error> {
            Ok(w.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))?.households)
        };
        let (own, coming) = (of(kept)?, of(absorbed)?);
        for (home, letter) in coming.iter().zip(letters_after(&own, coming.len())) {
            let label = cells([("label", text_value(&letter.letter().to_string()))]);
            self.trail.set("households", &by_id(home.id), &label)?;
        }
        let file = |family| -> Result<_, Error> {
            w.family(family)?.ok_or_else(|| Error::not_found("cette famille"))
        };
        // The town knows the family since the older of the two files.
        if file(absorbed)?.followed_since < file(kept)?.followed_since {
            self.trail.copy("families", &["followed_since"], absorbed.into(), kept.into())?;
        }
        Ok(())
    }

    /// What the desk knows of the quotient is what the later one says.
    fn bracket(&self, kept: HouseholdId, absorbed: HouseholdId) -> Result<(), Error> {
        let w = self.trail.writer();
        let month = |home| -> Result<_, Error> { Ok(w.household(home)?.and_then(|row| row.bracket.month)) };
        if month(absorbed)? > month(kept)? {
            let columns = ["bracket_label", "quotient_month", "quotient_until"];
            self.trail.copy("households", &columns, absorbed.into(), kept.into())?;
        }
        Ok(())
    }

    /// How the household usually pays, when nobody said it of the one kept. Who merges may not read it: it is carried and not shown.
    fn usual_means(&self, kept: HouseholdId, absorbed: HouseholdId) -> Result<(), Error> {
        let w = self.trail.writer();
        if w.usual_means(kept)?.is_none() && w.usual_means(absorbed)?.is_some() {
            self.trail.copy("households", &["usual_means"], absorbed.into(), kept.into())?;
        }
        Ok(())
    }

    /// The adults of a household keep an order, those who came after the others.
    fn ranks(&self, kept: HouseholdId) -> Result<(), Error> {
        let w = self.trail.writer();
        let Some(family) = w.family_of_household(kept)? else { return Ok(()) };
        let members = w.family_members(family)?.ok_or_else(|| Error::not_found("cette famille"))?;
        for (guardian, rank) in members.guardians_of(kept).zip(1_u8..) {
            self.trail.set("guardians", &by_id(guardian.id), &cells([("rank", number_value(rank))]))?;
        }
        Ok(())
    }

    /// Numbers the record kept lacks come after its own.
    fn phones(&self, kept: GuardianId, absorbed: GuardianId) -> Result<(), Error> {
        let w = self.trail.writer();
        let known = w.phones_of_guardian(kept)?;
        let mut rank = known.iter().map(|phone| phone.call_rank).max().unwrap_or(0);
        for phone in w.phones_of_guardian(absorbed)? {
            let key = |guardian, rank: u8| {
                cells([("guardian_id", id_value(guardian)), ("call_rank", number_value(rank))])
            };
            if !known.iter().any(|own| own.number == phone.number) {
                rank += 1;
                let said = cells([
                    ("number", text_value(&phone.number)),
                    ("kind", text_value(phone.kind.map_or("", domain::values::PhoneKind::code))),
                ]);
                self.trail.put("phones", &key(kept, rank), &said)?;
            }
            self.trail.bury("phones", &key(absorbed, phone.call_rank))?;
        }
        Ok(())
    }

    /// A file is named after its adults, whoever joined or left.
    fn rename(&self, family: FamilyId) -> Result<(), Error> {
        let Some(members) = self.trail.writer().family_members(family)? else { return Ok(()) };
        if members.guardians.is_empty() {
            return Ok(());
        }
        let name = cells([("name", text_value(&family_name(&members.guardians)))]);
        Ok(self.trail.set("families", &by_id(family), &name)?)
    }
}

/// What the journal says: who went into whom.
fn told(views: &[MergePartView]) -> String {
    let pairs: Vec<String> =
        views.iter().map(|view| format!("{} dans {}", view.absorbed_name, view.kept_name)).collect();
    format!("Réunis\u{a0}: {}", pairs.join("\u{a0}; "))
}
