//! What the canteen and the groups work from: the day's children, and the day's numbers.

use jiff::civil::Date;
use serde::Serialize;

use crate::french::{self, DateParts};
use crate::world::{Press, PrintError, Purpose, Template};

/// The children of one service on one day. Diets and instructions only: never a reason, never a family
/// (requirements.md, rows I01 to I03).
#[derive(Clone, Debug)]
pub struct AttendanceSheet {
    /// What tells this print from all others.
    pub identity: String,
    /// `Commune de Testville`.
    pub issuer: String,
    /// `Cantine Jean-Macé`.
    pub place: String,
    /// `Repas`, `Accueil du soir`.
    pub unit: String,
    /// The day.
    pub day: Date,
    /// Children, in the order of the sheet.
    pub children: Vec<SheetChild>,
    /// Agent who printed it, and when: paper leaks, the foot of the page says from whom.
    pub printed_by: String,
    /// Day of printing.
    pub printed_on: Date,
    /// Printed on a fictive town.
    pub fictive: bool,
}

/// One line of the sheet.
#[derive(Clone, Debug)]
pub struct SheetChild {
    /// First name and initial: `Aminata D.`
    pub name: String,
    /// `CE1 B`; empty when unknown.
    pub class: String,
    /// Neutral diet: `Sans porc`; empty for the ordinary menu.
    pub diet: String,
    /// Foods never to serve.
    pub never_serve: Vec<String>,
    /// What to do, as the health officer wrote it.
    pub instruction: String,
    /// False for a child on the sheet who is known to be away.
    pub expected: bool,
}

/// Numbers of one day: what the kitchen prepares.
#[derive(Clone, Debug)]
pub struct Headcount {
    /// What tells this print from all others.
    pub identity: String,
    /// `Commune de Testville`.
    pub issuer: String,
    /// `Repas à préparer`.
    pub title: String,
    /// The day.
    pub day: Date,
    /// Names of the columns: diets, age groups.
    pub columns: Vec<String>,
    /// One place each.
    pub rows: Vec<HeadcountRow>,
    /// Agent who printed it.
    pub printed_by: String,
    /// Day of printing.
    pub printed_on: Date,
    /// Printed on a fictive town.
    pub fictive: bool,
}

/// The numbers of one place.
#[derive(Clone, Debug)]
pub struct HeadcountRow {
    /// The place.
    pub label: String,
    /// As many as there are columns.
    pub counts: Vec<u32>,
}

impl Press {
    /// The sheet of one service.
    pub fn attendance_sheet(&self, sheet: &AttendanceSheet) -> Result<Vec<u8>, PrintError> {
        self.print(Template::AttendanceSheet, &SheetPage::new(sheet), &sheet.identity, Purpose::Archive)
    }

    /// The numbers of one day.
    pub fn headcount(&self, headcount: &Headcount) -> Result<Vec<u8>, PrintError> {
        self.print(Template::Headcount, &HeadcountPage::new(headcount), &headcount.identity, Purpose::Archive)
    }
}

#[derive(Serialize)]
struct SheetPage<'a> {
    document_title: String,
    issuer: &'a str,
    title: &'a str,
    subtitle: String,
    date: DateParts,
    headcount: String,
    headcount_label: &'static str,
    summary: Vec<SummaryPart>,
    children: Vec<SheetRow<'a>>,
    footer: String,
    fictive: bool,
}

#[derive(Serialize)]
struct SummaryPart {
    count: String,
    label: String,
}

#[derive(Serialize)]
struct SheetRow<'a> {
    name: &'a str,
    class: &'a str,
    diet: &'a str,
    never_serve: String,
    instruction: &'a str,
    expected: bool,
}

impl<'a> SheetPage<'a> {
    fn new(sheet: &'a AttendanceSheet) -> Self {
        let day = french::weekday(sheet.day);
        let expected: Vec<&SheetChild> = sheet.children.iter().filter(|c| c.expected).collect();
        Self {
            document_title: format!("{}, {} – {day}", sheet.place, sheet.unit.to_lowercase()),
            issuer: &sheet.issuer,
            title: &sheet.place,
            subtitle: format!("{} · {}", french::capitalised(&day), sheet.unit),
            date: sheet.day.into(),
            headcount: expected.len().to_string(),
            headcount_label: if expected.len() > 1 { "enfants attendus" } else { "enfant attendu" },
            summary: summary(&expected),
            children: sheet
                .children
                .iter()
                .map(|child| SheetRow {
                    name: &child.name,
                    class: &child.class,
                    diet: &child.diet,
                    never_serve: child.never_serve.join(", "),
                    instruction: if child.expected { &child.instruction } else { "Absence annoncée" },
                    expected: child.expected,
                })
                .collect(),
            footer: printed(&sheet.issuer, &sheet.printed_by, sheet.printed_on),
            fictive: sheet.fictive,
        }
    }
}

/// Diets of the day, the most frequent first, then how many plates need care.
fn summary(children: &[&SheetChild]) -> Vec<SummaryPart> {
    let mut diets: Vec<(&str, usize)> = Vec::new();
    for child in children {
        let diet = if child.diet.is_empty() { "menu ordinaire" } else { &child.diet };
        match diets.iter_mut().find(|(name, _)| *name == diet) {
            Some((_, count)) => *count += 1,
            None => diets.push((diet, 1)),
        }
    }
    diets.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let careful = children.iter().filter(|c| !c.never_serve.is_empty()).count();
    let part =
        |count: usize, label: &str| SummaryPart { count: count.to_string(), label: label.to_lowercase() };
    let mut parts: Vec<SummaryPart> = diets.into_iter().map(|(diet, count)| part(count, diet)).collect();
    if careful > 0 {
        parts.push(part(
            careful,
            if careful > 1 { "assiettes à surveiller" } else { "assiette à surveiller" },
        ));
    }
    parts
}

#[derive(Serialize)]
struct HeadcountPage<'a> {
    document_title: String,
    issuer: &'a str,
    title: &'a str,
    subtitle: String,
    date: DateParts,
    columns: &'a [String],
    rows: Vec<CountRow<'a>>,
    total: CountRow<'a>,
    footer: String,
    fictive: bool,
}

#[derive(Serialize)]
struct CountRow<'a> {
    label: &'a str,
    counts: Vec<String>,
    total: String,
}

impl<'a> CountRow<'a> {
    fn new(label: &'a str, counts: &[u32]) -> Self {
        // An empty cell reads faster than a zero.
        let shown = |count: &u32| if *count == 0 { String::new() } else { count.to_string() };
        Self {
            label,
            counts: counts.iter().map(shown).collect(),
            total: counts.iter().sum::<u32>().to_string(),
        }
    }
}

impl<'a> HeadcountPage<'a> {
    fn new(headcount: &'a Headcount) -> Self {
        let day = french::weekday(headcount.day);
        let sums: Vec<u32> = (0..headcount.columns.len())
            .map(|column| headcount.rows.iter().filter_map(|row| row.counts.get(column)).sum())
            .collect();
        Self {
            document_title: format!("{} – {day}", headcount.title),
            issuer: &headcount.issuer,
            title: &headcount.title,
            subtitle: french::capitalised(&day),
            date: headcount.day.into(),
            columns: &headcount.columns,
            rows: headcount.rows.iter().map(|row| CountRow::new(&row.label, &row.counts)).collect(),
            total: CountRow::new("Total", &sums),
            footer: printed(&headcount.issuer, &headcount.printed_by, headcount.printed_on),
            fictive: headcount.fictive,
        }
    }
}

fn printed(issuer: &str, by: &str, on: Date) -> String {
    format!("{issuer} · imprimé par {by} le {} · à détruire après le service", french::day(on))
}
