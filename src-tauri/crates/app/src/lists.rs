//! A list as it is seen, written in a file for a spreadsheet. Everything in it was sent to this very window before; the journal
//! says who took what out (O05).

use exchange::tabular::{Cell, Charset, Sheet, write_sheet};
use security::access::ExportLists;
use serde::Deserialize;
use ts_rs::TS;

use crate::billing::SavedFileView;
use crate::call::{Call, Subject};
use crate::error::Error;
use crate::outside::fingerprint;

/// What is seen of a list.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListExportRequest {
    /// Its name: `Familles`.
    pub list: String,
    /// Headings of the columns shown, in their order.
    pub titles: Vec<String>,
    /// The rows chosen, or all those shown: a text per column.
    pub rows: Vec<Vec<String>>,
}

/// Writes a list where the agent says: a right of its own (O05), which those who read health do not have. Text that a spreadsheet would run as a formula is made harmless.
pub fn export(call: &Call<'_, ExportLists>, request: ListExportRequest) -> Result<SavedFileView, Error> {
    let ListExportRequest { list, titles, rows } = request;
    if rows.is_empty() || titles.is_empty() {
        return Err(Error::refused("La liste est vide\u{a0}: il n’y a rien à enregistrer."));
    }
    if rows.iter().any(|row| row.len() != titles.len()) {
        return Err(Error::bug("LISTE-INEGALE"));
    }
    let detail = format!("{list}, {} lignes\u{a0}: {}", rows.len(), titles.join(", "));
    let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::text).collect()).collect();
    let bytes = write_sheet(&Sheet { headers: titles, rows }, Charset::Utf8Bom).bytes;
    call.consult(Subject::all("list").detail(detail), |_| Ok(()))?;
    let file_name = format!("{}_{}.csv", file_stem(&list), call.today());
    let path = call.outside().save_file(&file_name, &bytes)?;
    Ok(SavedFileView { file_name, path, bytes: bytes.len() as u64, sha256: fingerprint(&bytes) })
}

/// `familles`, `reglements_de_mars`: letters and digits alone, whatever the system.
fn file_stem(list: &str) -> String {
    let folded = domain::values::text::fold(list);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let stem: String = words.join("_").chars().take(60).collect();
    if stem.is_empty() { "liste".to_owned() } else { stem }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::TestTown;

    #[test]
    fn what_is_seen_is_written_harmless_and_remembered() {
        let town = TestTown::new();
        let rows = json!([["Le Goff", "=1+1"], ["Šimić", "12,00\u{a0}€"]]);
        let request = json!({ "list": "Règlements de mars", "titles": ["Famille", "Reste"], "rows": rows });
        let saved = town.done("list_export", request);
        let name = saved["file_name"].as_str().expect("a name");
        assert!(name.starts_with("reglements_de_mars_20") && name.ends_with(".csv"), "{name}");
        let (_, bytes) = town.files.saved.lock().expect("files").pop().expect("kept");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.contains("Šimić;12,00\u{a0}€"), "{text}");
        assert!(!text.contains(";=1+1") && text.contains("=1+1"), "{text}");
    }

    #[test]
    fn an_empty_list_is_refused() {
        let town = TestTown::new();
        let refused =
            town.refused("list_export", json!({ "list": "Familles", "titles": ["Nom"], "rows": [] }));
        assert_eq!(refused["code"], "refused");
    }
}
