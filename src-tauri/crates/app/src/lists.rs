//! A list as it is seen, written in a file for a spreadsheet. Everything in it was sent to this very window before; the journal
//! says who took what out, what for, and the fingerprint of the file (O05). Health never leaves this way.

use domain::exports::{ExportPurpose, is_of_health};
use domain::health::{TextKind, check_text};
use domain::issue::{IssueCode, Issues};
use domain::supporting::DocumentNature;
use exchange::tabular::{Cell, Charset, Sheet, Spreadsheet, read_amount, write_sheet, write_spreadsheet};
use security::access::ExportLists;
use serde::Deserialize;
use ts_rs::TS;

use crate::agents::check_reason;
use crate::billing::SavedFileView;
use crate::call::{Call, Subject};
use crate::error::Error;
use crate::outside::fingerprint;

/// The format of the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListFormat {
    /// Text between semicolons.
    #[default]
    Csv,
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of LibreOffice.
    Ods,
}

impl ListFormat {
    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
        }
    }

    fn write(self, sheet: &Sheet, list: &str) -> Vec<u8> {
        match self {
            Self::Csv => write_sheet(sheet, Charset::Utf8Bom).bytes,
            Self::Xlsx => write_spreadsheet(sheet, list, Spreadsheet::Xlsx),
            Self::Ods => write_spreadsheet(sheet, list, Spreadsheet::Ods),
        }
    }

    /// A cell as it is seen. In a workbook, what is shown as money is an amount that adds up; all else is text.
    fn cell(self, text: String) -> Cell {
        let amount = || text.strip_suffix('€').and_then(|figures| read_amount(figures.trim()).ok());
        match (self, amount()) {
            (Self::Xlsx | Self::Ods, Some(cents)) => Cell::Amount(cents),
            _ => Cell::text(text),
        }
    }
}

/// What is seen of a list.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListExportRequest {
    /// Its name: `Familles`.
    pub list: String,
    /// Headings of the columns shown, in their order.
    pub titles: Vec<String>,
    /// The rows chosen, or all those shown: a text per column.
    pub rows: Vec<Vec<String>>,
    /// What it is taken out for.
    pub purpose: ExportPurpose,
    /// The format of the file.
    #[serde(default)]
    pub format: ListFormat,
    /// The same in words: asked for when the purpose is none of the list.
    #[serde(default)]
    pub reason: String,
}

/// Writes a list where the agent says: a right of its own (O05), which those who read health do not have. Text that a spreadsheet would
/// run as a formula is made harmless.
pub fn export(call: &Call<'_, ExportLists>, request: ListExportRequest) -> Result<SavedFileView, Error> {
    let ListExportRequest { list, titles, rows, purpose, format, reason } = request;
    let mut issues = Issues::new();
    check_why(&mut issues, purpose, &reason);
    if let Some(heading) = titles.iter().find(|heading| is_of_health(heading)) {
        issues.refuse(
            "titles",
            IssueCode::Forbidden,
            format!("La colonne «\u{a0}{heading}\u{a0}» est de santé\u{a0}: elle ne sort pas du coffre. Masquez-la, puis recommencez."),
        );
    }
    if let Some(paper) = paper_of_health(call, &rows)? {
        issues.refuse(
            "rows",
            IssueCode::Forbidden,
            format!("La pièce «\u{a0}{paper}\u{a0}» est de santé\u{a0}: elle ne sort pas du coffre. Retirez ses lignes, puis recommencez."),
        );
    }
    issues.finish(Some(())).map_err(Error::fields)?;
    write_list(call, &list, (titles, rows), (purpose, &reason), format)
}

/// Writes a list whose purpose was checked: the line first, with who, what for and the fingerprint; then the file.
pub(crate) fn write_list(
    call: &Call<'_, ExportLists>,
    list: &str,
    (titles, rows): (Vec<String>, Vec<Vec<String>>),
    (purpose, reason): (ExportPurpose, &str),
    format: ListFormat,
) -> Result<SavedFileView, Error> {
    if rows.is_empty() || titles.is_empty() {
        return Err(Error::refused("La liste est vide\u{a0}: il n’y a rien à enregistrer."));
    }
    if let Some(rank) = rows.iter().position(|row| row.len() != titles.len()) {
        let (row, cells, columns) = (rank + 1, rows[rank].len(), titles.len());
        return Err(Error::refused(format!(
            "La ligne {row} n’a pas autant de cases ({cells}) que la liste a de colonnes ({columns})\u{a0}: rien n’a été enregistré. Rouvrez la liste, puis recommencez."
        )));
    }
    let counted = format!("{list}, {} lignes\u{a0}: {}", rows.len(), titles.join(", "));
    let rows = rows.into_iter().map(|row| row.into_iter().map(|text| format.cell(text)).collect()).collect();
    let bytes = format.write(&Sheet { headers: titles, rows }, list);
    let sha256 = fingerprint(&bytes);
    let why = why_in_words(purpose, reason);
    let detail = format!("{counted}. Motif\u{a0}: {why}. Empreinte {sha256}");
    call.consult(Subject::all("list").detail(detail), |_| Ok(()))?;
    let file_name = format!("{}_{}.{}", file_stem(list), call.today(), format.ending());
    let path = call.outside().save_file(&file_name, &bytes)?;
    Ok(SavedFileView { file_name, path, bytes: bytes.len() as u64, sha256 })
}

/// Checks what something is taken out for: in words when it is none of the list.
pub(crate) fn check_why(issues: &mut Issues, purpose: ExportPurpose, reason: &str) {
    let words = reason.trim();
    if purpose.wants_words() || !words.is_empty() {
        check_reason(issues, words);
        check_text(issues, "reason", words, TextKind::Note);
    }
}

/// The same as the journal says it.
pub(crate) fn why_in_words(purpose: ExportPurpose, reason: &str) -> String {
    let words = reason.trim();
    if words.is_empty() { purpose.label().to_owned() } else { format!("{}, {words}", purpose.label()) }
}

/// The first paper of health that a list names: who gave which is not for a file (O05).
fn paper_of_health(call: &Call<'_, ExportLists>, rows: &[Vec<String>]) -> Result<Option<String>, Error> {
    let kinds = call.read(|r| Ok(r.document_kinds()?))?;
    let of_health = kinds.into_iter().filter(|kind| kind.said.nature == DocumentNature::Health);
    let mut names = of_health.map(|kind| kind.said.name);
    Ok(names.find(|name| rows.iter().flatten().any(|cell| cell == name)))
}

/// `familles`, `reglements_de_mars`: letters and digits alone, whatever the system.
pub(crate) fn file_stem(list: &str) -> String {
    let folded = domain::values::text::fold(list);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let stem: String = words.join("_").chars().take(60).collect();
    if stem.is_empty() { "liste".to_owned() } else { stem }
}

#[cfg(test)]
mod tests {
    use security::Role;
    use serde_json::{Value, json};

    use crate::testing::TestTown;

    #[test]
    fn what_is_seen_is_written_harmless_and_remembered() {
        let town = TestTown::new();
        let rows = json!([["Le Goff", "=1+1"], ["Šimić", "12,00\u{a0}€"]]);
        let request = json!({ "list": "Règlements de mars", "titles": ["Famille", "Reste"], "rows": rows, "purpose": "accounts" });
        let saved = town.done("list_export", request);
        let name = saved["file_name"].as_str().expect("a name");
        assert!(name.starts_with("reglements_de_mars_20") && name.ends_with(".csv"), "{name}");
        let (_, bytes) = town.files.saved.lock().expect("files").pop().expect("kept");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.contains("Šimić;12,00\u{a0}€"), "{text}");
        assert!(!text.contains(";=1+1") && text.contains("=1+1"), "{text}");
    }

    #[test]
    fn a_row_of_another_length_is_said_not_written() {
        let town = TestTown::new();
        let rows = json!([["Le Goff", "1"], ["Šimić"]]);
        let request = json!({ "list": "Familles", "titles": ["Famille", "Reste"], "rows": rows, "purpose": "accounts" });
        let refused = town.refused("list_export", request);
        assert_eq!(refused["code"], "refused");
        assert!(refused["message"].as_str().expect("words").starts_with("La ligne 2 "), "{refused}");
        assert!(town.files.saved.lock().expect("files").is_empty());
    }

    // rows: O05
    #[test]
    fn a_workbook_holds_what_is_seen_under_the_same_purpose_and_journal() {
        let town = TestTown::new();
        let rows = json!([["Le Goff", "=1+1", "−12,50\u{a0}€"], ["Šimić", "06\u{a0}71", "3,60\u{a0}€"]]);
        for (format, ending) in [("xlsx", ".xlsx"), ("ods", ".ods")] {
            let request = json!({ "list": "Règlements", "titles": ["Famille", "Note", "Reste"], "rows": rows, "purpose": "accounts",
                "format": format });
            let saved = town.done("list_export", request);
            assert!(saved["file_name"].as_str().expect("a name").ends_with(ending), "{saved}");
            let (_, bytes) = town.files.saved.lock().expect("files").pop().expect("kept");
            let table = exchange::tabular::read_table(&bytes, &Default::default()).expect("a table");
            let text = format!("{table:?}");
            assert!(text.contains("Šimić") && text.contains("=1+1") && text.contains("12,5"), "{text}");
            let line = town.done("audit_list", json!({ "operation": "list_export" }))["entries"][0].clone();
            assert!(line["detail"].as_str().expect("words").contains("Comptabilité"), "{line}");
        }
    }

    #[test]
    fn an_empty_list_is_refused() {
        let town = TestTown::new();
        let refused = town.refused(
            "list_export",
            json!({ "list": "Familles", "titles": ["Nom"], "rows": [], "purpose": "school" }),
        );
        assert_eq!(refused["code"], "refused");
    }

    #[test]
    fn nothing_leaves_without_a_purpose_and_health_never_does_i12() {
        let town = TestTown::with(&[Role::Ins, Role::Dpo]);
        town.sit("ins");
        let asked = |titles: &[&str], purpose: Value, reason: &str| {
            let row: Vec<&str> = titles.iter().map(|_| "x").collect();
            json!({ "list": "Familles", "titles": titles, "rows": [row], "purpose": purpose, "reason": reason })
        };
        town.refused("list_export", asked(&["Famille"], Value::Null, ""));
        for reason in ["", "oui"] {
            let refused = town.refused("list_export", asked(&["Famille"], json!("other"), reason));
            assert_eq!(refused["fields"][0]["field"], "reason", "{reason}: {refused}");
        }
        let refused = town.refused("list_export", asked(&["Famille", "Santé"], json!("service"), ""));
        assert!(
            refused["fields"][0]["message"].as_str().is_some_and(|said| said.contains("«\u{a0}Santé\u{a0}»"))
        );
        assert!(town.files.saved.lock().expect("files").is_empty(), "nothing was written");

        let saved =
            town.done("list_export", asked(&["Famille"], json!("other"), "Tirage au sort du carnaval"));
        town.sit("dpo");
        let lines = town.done("audit_list", json!({ "operation": "list_export" }));
        let detail = lines["entries"][0]["detail"].as_str().expect("a detail");
        let said = [
            "1 lignes",
            "Autre motif, Tirage au sort du carnaval",
            saved["sha256"].as_str().expect("a digest"),
        ];
        assert!(said.iter().all(|part| detail.contains(part)), "{detail}");
    }
}
