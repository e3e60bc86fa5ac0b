//! Which optional fields the town asks (X08): each turned on for a service that needs it, with the reason, by who answers for it.

use std::collections::{BTreeMap, BTreeSet};

use domain::issue::{IssueCode, Issues};
use domain::people::{Detail, Habit, OptionalField};
use domain::values::ids::{ActivityId, FamilyId};
use domain::values::text::tidy;
use jiff::civil::Date;
use security::access::{ChooseOptionalFields, ReadOwn};
use serde::{Deserialize, Serialize};
use store::Reader;
use uuid::Uuid;

use super::optional_views::{
    DetailChoiceView, DetailShapeView, OptionalFieldListView, OptionalFieldSetRequest, OptionalFieldView,
};
use super::{load, save};
use crate::Error;
use crate::call::{Call, Subject};
use crate::changes::Change;
use crate::quotients::agent_names;
use crate::session::Empty;

const OPTIONAL_FIELDS: &str = "optional_fields";

/// Letters below which a reason says nothing.
const SHORTEST_REASON: usize = 10;

/// What was decided of each field; a field nobody spoke of is off.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct OptionalFields(BTreeMap<OptionalField, Decision>);

/// What was decided of a field, the last time.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Decision {
    on: bool,
    /// The service that needs it; none for the whole town.
    activity: Option<ActivityId>,
    reason: String,
    since: Date,
    by: Uuid,
}

impl OptionalFields {
    /// The fields the town asks.
    pub(crate) fn on(&self) -> BTreeSet<OptionalField> {
        self.0.iter().filter(|(_, decision)| decision.on).map(|(field, _)| *field).collect()
    }

    /// Those fields turned on for the whole town, as an invented town or a test has them.
    pub(crate) fn asking(
        fields: impl IntoIterator<Item = (OptionalField, &'static str)>,
        since: Date,
        by: Uuid,
    ) -> Self {
        let decided = |(field, reason): (OptionalField, &str)| {
            (field, Decision { on: true, activity: None, reason: reason.to_owned(), since, by })
        };
        Self(fields.into_iter().map(decided).collect())
    }
}

/// The fields the town asks.
pub(crate) fn asked(reader: &Reader<'_>) -> Result<BTreeSet<OptionalField>, Error> {
    Ok(optional_fields(reader)?.on())
}

/// The reason of each field that is asked, as the notice prints it.
pub(super) fn reasons_given(reader: &Reader<'_>) -> Result<BTreeMap<OptionalField, String>, Error> {
    let on = optional_fields(reader)?.0.into_iter().filter(|(_, decision)| decision.on);
    Ok(on.map(|(field, decision)| (field, decision.reason)).collect())
}

fn optional_fields(reader: &Reader<'_>) -> Result<OptionalFields, Error> {
    load(reader, OPTIONAL_FIELDS)
}

/// Writes what was decided of the fields.
pub(crate) fn save_optional_fields(writer: &store::Writer<'_>, fields: &OptionalFields) -> Result<(), Error> {
    save(writer, OPTIONAL_FIELDS, fields)
}

/// Every optional field, on or off, with its limit and what refusing it costs: what forms ask and what the settings show.
pub fn list_optional_fields(call: &Call<'_, ReadOwn>, _: Empty) -> Result<OptionalFieldListView, Error> {
    let chooses = call.also::<ChooseOptionalFields>().is_some();
    call.read(|r| view(r, chooses))
}

/// Turns a field on for a service, with the reason, or off.
pub fn set_optional_field(
    call: &Call<'_, ChooseOptionalFields>,
    request: OptionalFieldSetRequest,
) -> Result<OptionalFieldListView, Error> {
    let OptionalFieldSetRequest { field, on, activity, reason } = request;
    let reason = tidy(&reason);
    let (mut fields, activities) = call.read(|r| Ok((optional_fields(r)?, r.activities()?)))?;
    let mut issues = Issues::new();
    if on && reason.chars().count() < SHORTEST_REASON {
        issues.refuse(
            "reason",
            IssueCode::Missing,
            "Dites en une phrase pourquoi ce service a besoin de cette réponse : le délégué à la protection des données la lira.",
        );
    }
    if reason.chars().count() > 300 {
        issues.refuse("reason", IssueCode::TooLong, "Ce motif dépasse 300 caractères : abrégez-le.");
    }
    let service = match activity {
        None => Some("toute la commune".to_owned()),
        Some(id) => activities.iter().find(|known| known.id == id).map(|known| known.name.clone()),
    };
    if service.is_none() {
        issues.refuse("activity", IssueCode::Unknown, "Choisissez le service dans la liste.");
    }
    let service = issues.finish(service).map_err(Error::fields)?;
    let label = field.label();
    let detail = if on {
        format!("«\u{a0}{label}\u{a0}» demandé pour {service}\u{a0}: {reason}")
    } else {
        let why = if reason.is_empty() { String::new() } else { format!("\u{a0}: {reason}") };
        format!("«\u{a0}{label}\u{a0}» n’est plus demandé{why}")
    };
    let decision = Decision { on, activity, reason, since: call.today(), by: call.unlocked().agent().id };
    fields.0.insert(field, decision);
    let changes = [Change::Settings, Change::People];
    call.perform(Subject::all("optional_field").detail(detail), changes, |w| {
        save_optional_fields(w, &fields)
    })?;
    call.read(|r| view(r, true))
}

fn view(r: &Reader<'_>, chooses: bool) -> Result<OptionalFieldListView, Error> {
    let fields = optional_fields(r)?;
    let activities = r.activities()?;
    let agents = agent_names(r)?;
    let held = if chooses { Some(Held::read(r)?) } else { None };
    let shown = |field: OptionalField| {
        let decision = fields.0.get(&field);
        let on = decision.filter(|decision| decision.on);
        let service = on.map(|decision| match decision.activity {
            None => "Toute la commune".to_owned(),
            Some(id) => activities.iter().find(|a| a.id == id).map(|a| a.name.clone()).unwrap_or_default(),
        });
        OptionalFieldView {
            field,
            row: field.row().to_owned(),
            label: field.label().to_owned(),
            subject: field.subject(),
            limit: field.limit().to_owned(),
            refusal: field.refusal().to_owned(),
            on: on.is_some(),
            activity: on.and_then(|decision| decision.activity),
            service: service.unwrap_or_default(),
            reason: decision.map(|decision| decision.reason.clone()).unwrap_or_default(),
            since: decision.map(|decision| decision.since),
            by: decision.and_then(|decision| agents.get(&decision.by).cloned()).unwrap_or_default(),
            held: held.as_ref().map(|held| held.of(field)),
            details: field.details().iter().map(|detail| shape(*detail)).collect(),
        }
    };
    Ok(OptionalFieldListView { fields: OptionalField::ALL.into_iter().map(shown).collect() })
}

fn shape(detail: Detail) -> DetailShapeView {
    DetailShapeView {
        detail,
        label: detail.label().to_owned(),
        kind: detail.kind(),
        choices: detail
            .choices()
            .iter()
            .map(|(code, label)| DetailChoiceView { code: (*code).to_owned(), label: (*label).to_owned() })
            .collect(),
    }
}

/// How many files hold an answer, the field being on or off.
struct Held {
    details: BTreeMap<Detail, BTreeSet<FamilyId>>,
    habits: BTreeMap<Habit, BTreeSet<FamilyId>>,
    regimes: u32,
}

impl Held {
    fn read(r: &Reader<'_>) -> Result<Self, Error> {
        Ok(Self { details: r.held_details()?, habits: r.held_habits()?, regimes: r.families_with_regime()? })
    }

    fn of(&self, field: OptionalField) -> u32 {
        if field == OptionalField::HealthFund {
            return self.regimes;
        }
        let held = field.details().iter().filter_map(|detail| self.details.get(detail));
        let habits = self.habits.iter().filter(|(habit, _)| habit.field() == field);
        let families: BTreeSet<&FamilyId> =
            held.chain(habits.map(|(_, families)| families)).flatten().collect();
        u32::try_from(families.len()).unwrap_or(u32::MAX)
    }
}
