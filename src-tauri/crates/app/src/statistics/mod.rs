//! Statistics (G08, T06), for the head of service: aggregates and never a name. What may be shown is decided in the domain before anything
//! leaves; who asked what is in the journal, for two questions may tell more than each.

#[cfg(test)]
mod tests;
mod views;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::activities::Grade;
use domain::calendar::{Month, format_day};
use domain::issue::Issues;
use domain::people::{Detail, OptionalField};
use domain::statistics::{Axis, Measure, Question, Share, THRESHOLD, Table, age_bracket};
use domain::values::ids::ActivityId;
use domain::values::text::fold;
use jiff::civil::Date;
use security::access::ReadStatistics;
use store::Reader;
use store::statistics::CountedChild;
use uuid::Uuid;

pub use self::views::*;
use crate::call::{Call, Subject};
use crate::session::Empty;
use crate::{Error, settings};

/// Numbers of a table, totals included, beyond which it is read by nobody.
const MOST_CELLS: usize = 3_000;

const UNKNOWN: &str = "Non renseigné";
const TOTAL: &str = "Total";

/// What may be asked: the social group while the town asks it (B04).
pub fn statistics_options(call: &Call<'_, ReadStatistics>, _: Empty) -> Result<StatisticsOptionsView, Error> {
    let asked = call.read(settings::asked)?;
    let axes = Axis::ALL.into_iter();
    let axes = axes.filter(|axis| *axis != Axis::SocialGroup || asked.contains(&OptionalField::SocialGroup));
    Ok(StatisticsOptionsView {
        measures: Measure::ALL
            .into_iter()
            .map(|measure| MeasureOption { measure, label: measure.label().to_owned() })
            .collect(),
        axes: axes.map(|axis| AxisOption { axis, label: axis.label().to_owned() }).collect(),
        month: Month::of(call.today()).previous().to_string(),
        threshold: u32::try_from(THRESHOLD).unwrap_or(u32::MAX),
    })
}

/// A table of numbers, with those that may not be seen taken away. Who asked it is remembered.
pub fn statistics_run(
    call: &Call<'_, ReadStatistics>,
    request: StatisticsRunRequest,
) -> Result<StatisticsView, Error> {
    let question = question(request)?;
    let today = call.today();
    let title = title(&question, today);
    call.consult(Subject::all("statistics").detail(title.clone()), |r| {
        let asked = settings::asked(r)?;
        if question.axes().contains(&Axis::SocialGroup) && !asked.contains(&OptionalField::SocialGroup) {
            return Err(Error::refused(OptionalField::SocialGroup.off_sentence()));
        }
        let shares = shares(r, &question, today)?;
        let counted = Counted::of(&question, shares);
        let cells: usize = counted.categories.iter().map(|one| one.len() + 1).product();
        if cells > MOST_CELLS {
            return Err(Error::refused(
                "Ce croisement fait trop de cases pour être lu\u{a0}: retirez un axe.".to_owned(),
            ));
        }
        Ok(counted.view(&question, title))
    })
}

fn question(request: StatisticsRunRequest) -> Result<Question, Error> {
    let StatisticsRunRequest { axes, measure, from, to } = request;
    let mut issues = Issues::new();
    let mut month = |field: &str, text: Option<String>| {
        let text = text.filter(|text| !text.is_empty());
        issues.take_optional(field, text.map(|text| Month::parse(&text)))
    };
    let (from, to) = (month("from", from), month("to", to));
    let question = issues.join(Question::try_new(axes, measure, from.zip(to)));
    issues.finish(question).map_err(Error::fields)
}

/// `Enfants inscrits le 29/11/2026, par école et niveau`.
fn title(question: &Question, today: Date) -> String {
    let when = match question.months() {
        Some((from, to)) if from == to => format!("en {}", from.format_fr()),
        Some((from, to)) => format!("de {} à {}", from.format_fr(), to.format_fr()),
        None => format!("le {}", format_day(today)),
    };
    let axes: Vec<String> = question.axes().iter().map(|axis| axis.label().to_lowercase()).collect();
    let axes = match axes.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} et {last}", others.join(", ")),
        None => String::new(),
    };
    format!("{} {when}, par {axes}", question.measure().label())
}

/// A category: what it is sorted by, then its name.
type Category = (String, String);

/// What somebody adds, before categories have ranks.
struct Counting {
    at: Vec<Category>,
    who: Uuid,
    value: u64,
}

fn shares(r: &Reader<'_>, question: &Question, today: Date) -> Result<Vec<Counting>, Error> {
    let names: HashMap<ActivityId, (usize, String)> =
        r.activities()?.into_iter().enumerate().map(|(rank, one)| (one.id, (rank, one.name))).collect();
    let on = question.months().map_or(today, |(_, to)| to.last_day().min(today));
    let children: HashMap<_, _> =
        r.counted_children(on)?.into_iter().map(|child| (child.child, child)).collect();
    let came: Vec<_> = match question.months() {
        Some((from, to)) => r.presences(from.first_day(), to.last_day())?,
        None => {
            let registered = r.counted_registrations(on)?.into_iter();
            registered.map(|(child, activity)| (child, activity, 1)).collect()
        }
    };
    let mut shares: BTreeMap<(Uuid, Vec<Category>), u64> = BTreeMap::new();
    for (child, activity, times) in came {
        let known = children.get(&child);
        let at = question.axes().iter().map(|axis| match axis {
            Axis::Activity => {
                named(names.get(&activity).map(|(rank, name)| (format!("{rank:04}"), name.clone())))
            }
            axis => category(*axis, known, on),
        });
        let who = match (question.measure(), known) {
            // Who has no home any more is a family of their own.
            (Measure::Families, Some(known)) => known.family.into(),
            _ => child.into(),
        };
        let adds = shares.entry((who, at.collect())).or_default();
        match question.measure() {
            Measure::Presences => *adds += times,
            Measure::Children | Measure::Families => *adds = 1,
        }
    }
    Ok(shares.into_iter().map(|((who, at), value)| Counting { at, who, value }).collect())
}

fn named(known: Option<Category>) -> Category {
    // After all that has a name.
    known.unwrap_or_else(|| ("\u{10ffff}".to_owned(), UNKNOWN.to_owned()))
}

/// Where a child stands on an axis, that day.
fn category(axis: Axis, child: Option<&CountedChild>, on: Date) -> Category {
    let by_name = |name: &str| (!name.is_empty()).then(|| (fold(name), name.to_owned()));
    let found = child.and_then(|child| match axis {
        Axis::School => by_name(child.school.as_deref()?),
        Axis::Grade => {
            let grade = Grade::from_code(child.grade.as_deref()?)?;
            let rank = Grade::all().position(|(known, ..)| known == grade)?;
            Some((format!("{rank:04}"), grade.code()))
        }
        Axis::Age => {
            let (rank, name) = age_bracket(child.birth_date, on);
            Some((format!("{rank:04}"), name.to_owned()))
        }
        Axis::City => by_name(&child.city),
        Axis::Bracket => {
            let holds = child.bracket_until.is_none_or(|until| until >= on);
            by_name(child.bracket.as_deref().filter(|_| holds)?)
        }
        Axis::SocialGroup => {
            let code = child.social_group.as_deref()?;
            Some((code.to_owned(), Detail::SocialGroup.shown(code)))
        }
        Axis::Activity => None,
    });
    named(found)
}

/// Shares whose categories have ranks, and the names of these.
struct Counted {
    categories: Vec<Vec<String>>,
    shares: Vec<Share>,
}

impl Counted {
    fn of(question: &Question, counting: Vec<Counting>) -> Self {
        // Two spellings of one commune are one, named by the one that is not in capitals.
        let mut ranked: Vec<BTreeMap<String, String>> = vec![BTreeMap::new(); question.axes().len()];
        for one in &counting {
            for (axis, (key, name)) in one.at.iter().enumerate() {
                let kept = ranked[axis].entry(key.clone()).or_insert_with(|| name.clone());
                if name > kept {
                    kept.clone_from(name);
                }
            }
        }
        let keys: Vec<Vec<String>> = ranked.iter().map(|axis| axis.keys().cloned().collect()).collect();
        let rank = |axis: usize, key: &str| keys[axis].iter().position(|one| one == key).unwrap_or_default();
        let mut once: BTreeSet<(Uuid, Vec<usize>)> = BTreeSet::new();
        let mut shares = Vec::new();
        for one in counting {
            let at: Vec<usize> = one.at.iter().enumerate().map(|(axis, (key, _))| rank(axis, key)).collect();
            if question.measure() == Measure::Presences || once.insert((one.who, at.clone())) {
                shares.push(Share { at, who: one.who, value: one.value });
            }
        }
        Self { categories: ranked.into_iter().map(|axis| axis.into_values().collect()).collect(), shares }
    }

    fn view(&self, question: &Question, title: String) -> StatisticsView {
        let sizes: Vec<usize> = self.categories.iter().map(Vec::len).collect();
        let table = Table::of(&sizes, question.measure(), &self.shares);
        let axes: Vec<String> = question.axes().iter().map(|axis| axis.label().to_owned()).collect();
        // The last axis goes across, when there is another to go down.
        let (down, across) = match axes.len() {
            1 => (1, None),
            many => (many - 1, self.categories.last()),
        };
        let columns = match across {
            Some(names) => names.iter().cloned().chain([TOTAL.to_owned()]).collect(),
            None => vec![question.measure().label().to_owned()],
        };
        let rows = places(&sizes[..down]).into_iter().map(|place| {
            let cells: Vec<Option<u64>> = match across {
                None => vec![table.get(&place)],
                Some(names) => {
                    let ranks = (0..names.len()).map(Some).chain([None]);
                    ranks.map(|rank| table.get(&[place.as_slice(), &[rank]].concat())).collect()
                }
            };
            let name = |(axis, rank): (usize, &Option<usize>)| {
                rank.map_or(TOTAL.to_owned(), |rank| self.categories[axis][rank].clone())
            };
            StatisticsRow {
                labels: place.iter().enumerate().map(name).collect(),
                is_total: place.iter().any(Option::is_none),
                cells,
            }
        });
        // A line where nobody is says nothing.
        let rows = rows.filter(|row| row.is_total || row.cells.iter().any(|cell| *cell != Some(0)));
        StatisticsView {
            title,
            heads: axes[..down].to_vec(),
            columns,
            rows: rows.collect(),
            hidden: u32::try_from(table.hidden()).unwrap_or(u32::MAX),
            note: note(question).to_owned(),
        }
    }
}

/// The places of the axes that go down, each total after what it is made of.
fn places(sizes: &[usize]) -> Vec<Vec<Option<usize>>> {
    let mut places = vec![Vec::new()];
    for size in sizes {
        let ranks = || (0..*size).map(Some).chain([None]);
        places = places
            .iter()
            .flat_map(|place| ranks().map(|rank| [place.as_slice(), &[rank]].concat()))
            .collect();
    }
    places
}

fn note(question: &Question) -> &'static str {
    match question.measure() {
        Measure::Families => {
            "Une famille compte une fois dans chaque case où elle a un enfant\u{a0}: le total peut dépasser le nombre de familles."
        }
        Measure::Children if question.axes().contains(&Axis::Activity) => {
            "Un enfant inscrit à deux activités compte dans chacune\u{a0}: le total est celui des inscriptions."
        }
        Measure::Children | Measure::Presences => "",
    }
}
