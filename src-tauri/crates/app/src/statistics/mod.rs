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
use domain::statistics::{Axis, Measure, Question, Share, THRESHOLD, Table, Tables, age_bracket};
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

const UNKNOWN: &str = "Non renseigné";
const TOTAL: &str = "Total";

/// What may be asked: the social group while the town asks it (B04).
pub fn statistics_options(call: &Call<'_, ReadStatistics>, _: Empty) -> Result<StatisticsOptionsView, Error> {
    let asked = call.read(settings::asked)?;
    let axes = axes_asked(&asked);
    Ok(StatisticsOptionsView {
        measures: Measure::ALL
            .into_iter()
            .map(|measure| MeasureOption { measure, label: measure.label().to_owned() })
            .collect(),
        axes: axes.into_iter().map(|axis| AxisOption { axis, label: axis.label().to_owned() }).collect(),
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
        // All that may be asked is decided together, whatever is asked now.
        let axes = axes_asked(&asked);
        let counted = Counted::of(axes.clone(), shares(r, &question, &axes, today)?);
        counted.view(&question, title)
    })
}

/// The axes that may be asked.
fn axes_asked(asked: &BTreeSet<OptionalField>) -> Vec<Axis> {
    let axes = Axis::ALL.into_iter();
    axes.filter(|axis| *axis != Axis::SocialGroup || asked.contains(&OptionalField::SocialGroup)).collect()
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
    /// Which month of the period, from 0.
    month: usize,
    at: Vec<Category>,
    who: Uuid,
    value: u64,
}

/// What everyone adds: today, or month after month. Where somebody stands is where they stood on the last day of each.
fn shares(r: &Reader<'_>, question: &Question, axes: &[Axis], today: Date) -> Result<Vec<Counting>, Error> {
    let names: HashMap<ActivityId, (usize, String)> =
        r.activities()?.into_iter().enumerate().map(|(rank, one)| (one.id, (rank, one.name))).collect();
    let months: Vec<Option<Month>> = match question.months() {
        Some((from, to)) => {
            let following = std::iter::successors(Some(from), |month| Some(month.next()));
            following.take_while(|month| *month <= to).map(Some).collect()
        }
        None => vec![None],
    };
    let mut shares: BTreeMap<(usize, Uuid, Vec<Category>), u64> = BTreeMap::new();
    for (rank, month) in months.into_iter().enumerate() {
        let on = month.map_or(today, |month| month.last_day().min(today));
        let children: HashMap<_, _> =
            r.counted_children(on)?.into_iter().map(|child| (child.child, child)).collect();
        let came: Vec<_> = match month {
            Some(month) => r.presences(month.first_day(), month.last_day())?,
            None => {
                let registered = r.counted_registrations(on)?.into_iter();
                registered.map(|(child, activity)| (child, activity, 1)).collect()
            }
        };
        for (child, activity, times) in came {
            let known = children.get(&child);
            let at = axes.iter().map(|axis| match axis {
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
            let adds = shares.entry((rank, who, at.collect())).or_default();
            match question.measure() {
                Measure::Presences => *adds += times,
                Measure::Children | Measure::Families => *adds = 1,
            }
        }
    }
    let shares = shares.into_iter();
    Ok(shares.map(|((month, who, at), value)| Counting { month, at, who, value }).collect())
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

/// Shares whose categories have ranks, and the names of these, for each axis that may be asked.
struct Counted {
    axes: Vec<Axis>,
    categories: Vec<Vec<String>>,
    /// Month after month; those of today are of one.
    shares: Vec<Vec<Share>>,
}

impl Counted {
    fn of(axes: Vec<Axis>, counting: Vec<Counting>) -> Self {
        // Two spellings of one commune are one, named by the one that is not in capitals.
        let mut ranked: Vec<BTreeMap<String, String>> = vec![BTreeMap::new(); axes.len()];
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
        let mut shares = vec![Vec::new(); counting.iter().map(|one| one.month + 1).max().unwrap_or(1)];
        for one in counting {
            shares[one.month].push(Share {
                at: one.at.iter().enumerate().map(|(axis, (key, _))| rank(axis, key)).collect(),
                who: one.who,
                value: one.value,
            });
        }
        Self {
            axes,
            categories: ranked.into_iter().map(|axis| axis.into_values().collect()).collect(),
            shares,
        }
    }

    fn position(&self, axis: Axis) -> Option<usize> {
        self.axes.iter().position(|known| *known == axis)
    }

    /// The table asked; none when it has too many cells.
    fn table(&self, measure: Measure, chosen: &[usize]) -> Option<Table> {
        let sizes: Vec<usize> = self.categories.iter().map(Vec::len).collect();
        let months = self.shares.iter();
        let months = months.map(|shares| Tables::of(&sizes, measure, shares, self.position(Axis::Activity)));
        Tables::over(months.collect())?.table(chosen)
    }

    fn view(&self, question: &Question, title: String) -> Result<StatisticsView, Error> {
        let chosen: Vec<usize> = question.axes().iter().filter_map(|axis| self.position(*axis)).collect();
        let categories: Vec<&Vec<String>> = chosen.iter().map(|axis| &self.categories[*axis]).collect();
        let sizes: Vec<usize> = categories.iter().map(|names| names.len()).collect();
        let table = self.table(question.measure(), &chosen).ok_or_else(|| {
            Error::refused("Ce croisement fait trop de cases pour être lu\u{a0}: retirez un axe.".to_owned())
        })?;
        let axes: Vec<String> = question.axes().iter().map(|axis| axis.label().to_owned()).collect();
        // The last axis goes across, when there is another to go down.
        let (down, across) = match axes.len() {
            1 => (1, None),
            many => (many - 1, categories.last()),
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
                rank.map_or(TOTAL.to_owned(), |rank| categories[axis][rank].clone())
            };
            StatisticsRow {
                labels: place.iter().enumerate().map(name).collect(),
                is_total: place.iter().any(Option::is_none),
                cells,
            }
        });
        // A line where nobody is says nothing.
        let rows = rows.filter(|row| row.is_total || row.cells.iter().any(|cell| *cell != Some(0)));
        Ok(StatisticsView {
            title,
            heads: axes[..down].to_vec(),
            columns,
            rows: rows.collect(),
            hidden: u32::try_from(table.hidden()).unwrap_or(u32::MAX),
            note: note(question).to_owned(),
        })
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
