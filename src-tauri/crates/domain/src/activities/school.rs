//! Schools, their classes and the levels of schooling.

use crate::calendar::SchoolYear;
use crate::issue::{FieldIssue, IssueCode, Issues};
use crate::reference::{reference_table, rows};
use crate::values::Uai;
use crate::values::ids::{ClassId, SchoolId};
use crate::values::text::tidy;

/// A school of the town.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct School {
    /// Identifier.
    pub id: SchoolId,
    /// Name: `Les Tilleuls`.
    pub name: String,
    /// Code of the ministry, when known.
    pub uai: Option<Uai>,
}

impl School {
    /// Checks what was typed; all the problems come back together.
    pub fn try_new(id: SchoolId, name: &str, uai: &str) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = named(&mut issues, name, "Le nom de l'école manque.");
        let uai = issues.take_optional("uai", (!uai.trim().is_empty()).then(|| Uai::parse(uai)));
        issues.finish(name.map(|name| Self { id, name, uai }))
    }
}

/// A class of a school for a school year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SchoolClass {
    /// Identifier.
    pub id: ClassId,
    /// Its school.
    pub school: SchoolId,
    /// Its school year.
    pub year: SchoolYear,
    /// Name: `CE1 B`.
    pub name: String,
    /// Level; none for a class of several.
    pub grade: Option<Grade>,
}

impl SchoolClass {
    /// Checks what was typed; all the problems come back together.
    pub fn try_new(
        id: ClassId,
        school: SchoolId,
        year: &str,
        name: &str,
        grade: &str,
    ) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let name = named(&mut issues, name, "Le nom de la classe manque, par exemple CE1 B.");
        let year = issues.take("school_year", SchoolYear::parse(year));
        let grade = match grade.trim() {
            "" => None,
            code => {
                let known = Grade::from_code(code);
                if known.is_none() {
                    issues.refuse("grade", IssueCode::Unknown, format!("Le niveau « {code} » n'existe pas."));
                }
                known
            }
        };
        issues.finish(name.zip(year).map(|(name, year)| Self { id, school, year, name, grade }))
    }
}

fn named(issues: &mut Issues, typed: &str, missing: &str) -> Option<String> {
    let name = tidy(typed);
    match name.chars().count() {
        0 => issues.refuse("name", IssueCode::Missing, missing),
        1..=80 => return Some(name),
        _ => issues.refuse("name", IssueCode::TooLong, "Le nom dépasse 80 caractères : abrégez-le."),
    }
    None
}

/// A level of schooling, by its place in the reference table (from the youngest).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Grade(u8);

const GRADES: &str = reference_table!("france/niveaux_scolaires.csv");

impl Grade {
    /// Every level, from the youngest, with its code and its name.
    pub fn all() -> impl Iterator<Item = (Self, String, String)> {
        (0_u8..).zip(rows(GRADES)).map(|(place, row)| (Self(place), row[0].clone(), row[1].clone()))
    }

    /// The level under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|(_, known, _)| known == code).map(|(grade, _, _)| grade)
    }

    /// `CE1`.
    pub fn code(self) -> String {
        Self::all().nth(usize::from(self.0)).map(|(_, code, _)| code).unwrap_or_default()
    }

    /// The level of the year after; none after the last, nor after what is no level (`ULIS`, `UPE2A`: the table gives them no age).
    pub fn next(self) -> Option<Self> {
        let age =
            |grade: Self| rows(GRADES).nth(usize::from(grade.0)).and_then(|row| row[3].parse::<u8>().ok());
        let next = Self(self.0 + 1);
        (age(next)? == age(self)? + 1).then_some(next)
    }
}

/// What a class is called once its children are a level further: `CP A` becomes `CE1 A`. A name that does not say its level is kept.
pub fn name_after(name: &str, grade: Grade, next: Grade) -> String {
    let (code, next) = (grade.code(), next.code());
    let said = name
        .split(' ')
        .map(|word| if word.eq_ignore_ascii_case(&code) { next.clone() } else { word.to_owned() });
    said.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn levels_go_from_the_youngest() {
        let grade = |code| Grade::from_code(code).unwrap();
        assert!(grade("PS") < grade("CP") && grade("CP") < grade("CM2"));
        assert_eq!(grade("CE1").code(), "CE1");
        assert_eq!(Grade::from_code("CE3"), None);
    }

    #[test]
    fn a_level_leads_to_the_next_until_the_last() {
        let grade = |code| Grade::from_code(code).unwrap();
        for (code, next) in [
            ("TPS", Some("PS")),
            ("GS", Some("CP")),
            ("CM2", Some("6E")),
            ("6E", None),
            ("ULIS", None),
            ("UPE2A", None),
        ] {
            assert_eq!(grade(code).next().map(Grade::code).as_deref(), next, "{code}");
        }
        for (name, after) in [
            ("CP A", "CE1 A"),
            ("Classe de cp", "Classe de CE1"),
            ("Les Tournesols", "Les Tournesols"),
            ("CP", "CE1"),
        ] {
            assert_eq!(name_after(name, grade("CP"), grade("CE1")), after);
        }
    }

    #[test]
    fn a_class_says_everything_that_is_wrong() {
        let (id, school) = (ClassId::from_uuid(Uuid::nil()), SchoolId::from_uuid(Uuid::nil()));
        let issues = SchoolClass::try_new(id, school, "2026-2028", " ", "CE3").unwrap_err();
        let fields: Vec<_> = issues.iter().map(|issue| issue.field.as_str()).collect();
        assert_eq!(fields, ["name", "school_year", "grade"]);
        let class = SchoolClass::try_new(id, school, "2026-2027", "CE1 B", "CE1").unwrap();
        assert_eq!(class.year.label(), "2026-2027");
        assert!(School::try_new(school, "Les Tilleuls", "").is_ok());
        assert_eq!(School::try_new(school, "Les Tilleuls", "123").unwrap_err()[0].field, "uai");
    }
}
