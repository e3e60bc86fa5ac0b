//! The statement of hours of the leisure centres and after-school care (caf.md §10.6).

use domain::attendance::HoursRow;
use domain::calendar::Month;

use crate::tabular::{Cell, Charset, CsvWriter, Written};

/// Columns, in their order.
#[rustfmt::skip]
const COLUMNS: [&str; 10] = [
    "annee", "mois", "structure", "type_accueil", "tranche_age", "heures_realisees", "heures_facturees",
    "nb_enfants", "nb_plages", "regime",
];

/// Writes the statement for the agent who declares: the figures are typed on the CAF's own screens.
pub fn alsh_csv(rows: &[HoursRow], charset: Charset) -> Written {
    let mut writer = CsvWriter::for_people(charset);
    writer.header(COLUMNS);
    for row in rows {
        writer.row([
            Cell::Integer(row.month.year().into()),
            Cell::Integer(row.month.number().into()),
            Cell::text(&row.facility),
            Cell::text(row.care.code()),
            Cell::text(row.ages.code()),
            Cell::Hours(minutes(row.done_minutes)),
            Cell::Hours(minutes(row.billed_minutes)),
            Cell::Integer(row.children.into()),
            Cell::Integer(row.slots.into()),
            // Since fixed rates (2019) the whole activity is declared; the régime is optional (caf.md §0.6).
            Cell::Empty,
        ]);
    }
    writer.finish()
}

/// `etat_alsh_2026-01_2026-03.csv`.
pub fn alsh_file_name(from: Month, to: Month) -> String {
    format!("etat_alsh_{from}_{to}.csv")
}

fn minutes(minutes: u64) -> i64 {
    i64::try_from(minutes).expect("a town's minutes fit")
}

#[cfg(test)]
mod tests {
    use domain::attendance::{AgeBand, CareKind};

    use super::*;

    #[test]
    fn hours_with_two_decimals_and_safe_texts() {
        let row = HoursRow {
            month: Month::parse("2026-03").expect("a month"),
            facility: "=Jean-Macé".into(),
            care: CareKind::Wednesday,
            ages: AgeBand::Under6,
            done_minutes: 32_415,
            capped_minutes: 585,
            billed_minutes: 33_000,
            children: 42,
            slots: 61,
        };
        let written = alsh_csv(&[row], Charset::Utf8Bom);
        let text = String::from_utf8(written.bytes).expect("UTF-8");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "2026;3;'=Jean-Macé;mercredi;moins_6;540,25;550,00;42;61;");
    }

    #[test]
    fn the_name_says_the_months() {
        let month = |text| Month::parse(text).expect("a month");
        assert_eq!(alsh_file_name(month("2026-01"), month("2026-03")), "etat_alsh_2026-01_2026-03.csv");
    }
}
