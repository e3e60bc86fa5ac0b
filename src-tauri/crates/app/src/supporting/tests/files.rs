//! Files of papers on a real encrypted file: who joins and who opens them, what is refused, what is destroyed, what damage does.

use std::sync::atomic::Ordering;

use domain::people::CustodyPattern;
use domain::supporting::{FileFormat, MAX_FILE_BYTES, MAX_FILES};
use exchange::pictures;
use rusqlite::Connection;
use security::Role;
use serde_json::{Value, json};

use crate::outside::ChosenFile;
use crate::testing::{Home, TestTown};

/// A family of one child at the canteen, every kind of paper, an agent of each profile.
struct Papers {
    town: TestTown,
    home: Home,
    child: Value,
    file: Connection,
}

impl Papers {
    fn new() -> Self {
        let town =
            TestTown::with(&[Role::Ins, Role::Fac, Role::San, Role::Ter, Role::Res, Role::Adm, Role::Dpo]);
        let (home, child) = town.write(|w| {
            let home = town.family(w, 1, "Le Goff", None);
            (home, town.child(w, home.household, "Le Goff", CustodyPattern::Always))
        });
        let file = town.in_another_tool();
        town.sit("ins");
        Self { town, home, child: json!(child), file }
    }

    fn kind(&self, name: &str) -> (Value, Value) {
        let kinds =
            self.town.done("document_kind_list", json!({}))["kinds"].as_array().expect("kinds").clone();
        let kind = kinds.into_iter().find(|kind| kind["draft"]["name"] == name).expect(name);
        let subject = match kind["draft"]["owner"].as_str() {
            Some("child") => json!({ "of": "child", "id": self.child }),
            Some("guardian") => json!({ "of": "guardian", "id": self.home.debtor }),
            _ => json!({ "of": "household", "id": self.home.household }),
        };
        (kind["id"].clone(), subject)
    }

    fn request(&self, kind: &str, name: &str, bytes: &[u8]) -> Value {
        let (kind, subject) = self.kind(kind);
        json!({ "kind": kind, "subject": subject, "file": { "name": name, "bytes": bytes } })
    }

    fn join(&self, kind: &str, name: &str, bytes: &[u8]) -> Value {
        self.town.done("attachment_add", self.request(kind, name, bytes))
    }

    fn refused(&self, kind: &str, name: &str, bytes: &[u8]) -> Value {
        self.town.refused("attachment_add", self.request(kind, name, bytes))
    }

    fn show(&self, added: &Value) -> Vec<u8> {
        let page = self.town.done("attachment_show", json!({ "attachment": added["attachment"] }));
        serde_json::from_value(page["bytes"].clone()).expect("bytes")
    }

    fn refusal_to_show(&self, added: &Value) -> Value {
        self.town.refused("attachment_show", json!({ "attachment": added["attachment"] }))["code"].clone()
    }

    /// The line of a kind, when it is sent.
    fn line(&self, kind: &str) -> Option<Value> {
        let view = self.town.done("family_documents", json!({ "family": self.home.family }));
        view["lines"].as_array().expect("lines").iter().find(|line| line["kind_name"] == kind).cloned()
    }

    fn count(&self, sql: &str) -> i64 {
        self.file.query_row(sql, [], |row| row.get(0)).expect("a count")
    }

    /// Changes the file behind the product's back, which is not at work meanwhile.
    fn edit(&self, sql: &str) -> usize {
        self.town.done("session_lock", json!({}));
        self.file.execute(sql, []).expect("edited")
    }
}

/// A page drawn, as a scanner writes it.
fn png(width: usize, height: usize) -> Vec<u8> {
    let rgba: Vec<u8> =
        (0..width * height).flat_map(|at| [(at % 251) as u8, (at / width) as u8, 30, 255]).collect();
    pictures::drawn(width as u32, height as u32, rgba).expect("a picture")
}

/// A photograph with the place where it was taken.
fn jpeg_with_gps() -> Vec<u8> {
    let plain = pictures::portrait(FileFormat::Png, &png(400, 500)).expect("a portrait").bytes;
    let exif =
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0GPS 48.117266 -1.6777926";
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, exif, &plain[2..]].concat()
}

/// A PDF of one page that the typesetter would not disown.
fn pdf() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        "<</Length 30>>\nstream\n0 0 0 rg 0 0 100 200 re f     \nendstream",
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (rank, object) in objects.iter().enumerate() {
        places.push(text.len());
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", rank + 1));
    }
    let table = text.len();
    text.push_str("xref\n0 5\n0000000000 65535 f \n");
    places.iter().for_each(|place| text.push_str(&format!("{place:010} 00000 n \n")));
    text.push_str(&format!("trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"));
    text.into_bytes()
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|part| part == words)
}

#[test]
fn the_desk_joins_opens_and_destroys_the_file_of_an_ordinary_paper_g01() {
    let papers = Papers::new();
    let given = jpeg_with_gps();
    assert!(holds(&given, b"GPS 48.1"));
    // Nothing was noted yet: the paper is, with its file.
    let added = papers.join("Justificatif de domicile", "IMG_2034.jpg", &given);
    assert_eq!(added["noted"], true);
    let line = papers.line("Justificatif de domicile").expect("a line");
    assert_eq!(line["standing"], "received");
    let file = &line["history"][0]["files"][0];
    assert_eq!(
        (&file["label"], &file["agent"], &file["may_open"]),
        (&json!("image jointe le 05/04/2026"), &json!("Agent ins"), &json!(true))
    );
    let kept = papers.show(&added);
    assert_eq!(FileFormat::of(&kept), Some(FileFormat::Jpeg));
    assert!(!holds(&kept, b"Exif") && !holds(&kept, b"GPS"), "nothing of where it was taken");
    // A second one goes with the same paper.
    let second = papers.join("Justificatif de domicile", "page.png", &png(1_200, 900));
    assert_eq!((&second["noted"], &second["document"]), (&json!(false), &added["document"]));
    // Neither the name it came under nor a word of it is in the file, even with the key of its pages.
    let words = "SELECT count(*) FROM attachments, attachment_chunks WHERE instr(CAST(attachments.sealed AS TEXT), 'IMG_2034') \
                 OR instr(attachment_chunks.sealed, x'FFD8FF')";
    assert_eq!(papers.count(words), 0);

    papers.town.done("attachment_remove", json!({ "attachment": added["attachment"] }));
    assert_eq!(papers.refusal_to_show(&added), "not_found");
    assert!(!papers.show(&second).is_empty());
    // With the paper that was noted by mistake, its files go: chunks and keys.
    papers.town.done("document_remove", json!({ "document": second["document"] }));
    assert_eq!(papers.count("SELECT count(*) FROM attachment_chunks"), 0);
    assert_eq!(
        papers.count("SELECT count(*) FROM content_keys WHERE subject_id IN (SELECT id FROM attachments)"),
        0
    );
    assert_eq!(papers.count("SELECT count(*) FROM attachments WHERE deleted_hlc IS NULL"), 0);
    papers.town.sit("dpo");
    let told = |operation: &str| {
        papers.town.done("audit_list", json!({ "operation": operation }))["entries"].to_string()
    };
    assert!(told("attachment_add").contains("Justificatif de domicile, foyer A"));
    assert!(told("attachment_show").contains("fichier ouvert"));
    assert!(told("document_remove").contains("son fichier détruit"), "{}", told("document_remove"));
}

#[test]
fn a_paper_that_is_shown_takes_no_file_i13_v01_v13() {
    let papers = Papers::new();
    for (kind, said) in [
        ("Pièce d’identité", "identité"),
        ("Jugement", "jugement"),
        ("Attestation d’assurance", "seulement vue"),
        ("Livret de famille", "seulement vue"),
    ] {
        let refused = papers.refused(kind, "scan.pdf", &pdf());
        assert_eq!(refused["fields"][0]["code"], "forbidden", "{kind}: {refused}");
        assert!(
            refused["fields"][0]["message"].as_str().is_some_and(|text| text.contains(said)),
            "{kind}: {refused}"
        );
    }
    assert_eq!(papers.count("SELECT count(*) FROM attachments"), 0);
    // The kind is refused before a file is even asked for.
    let (kind, subject) = papers.kind("Pièce d’identité");
    *papers.town.files.to_choose.lock().expect("files") =
        Some(ChosenFile { name: "cni.pdf".into(), bytes: pdf() });
    papers.town.refused("attachment_add", json!({ "kind": kind, "subject": subject }));
    assert!(papers.town.files.to_choose.lock().expect("files").is_some(), "no dialog was shown");
    assert!(
        papers.line("Attestation d’assurance").expect("a line")["no_file"]
            .as_str()
            .is_some_and(|said| !said.is_empty())
    );
}

#[test]
fn each_profile_joins_and_opens_its_own_f02_f05_e20() {
    let papers = Papers::new();
    let town = &papers.town;
    // The desk deposits what billing keeps, and does not read it back; of health it keeps nothing.
    let notice = papers.join("Avis d’imposition", "avis.pdf", &pdf());
    let account = papers.join("RIB", "rib.png", &png(300, 200));
    assert_eq!(papers.refusal_to_show(&notice), "forbidden");
    assert_eq!(papers.refusal_to_show(&account), "forbidden");
    assert_eq!(papers.refused("Fiche sanitaire de liaison", "fiche.pdf", &pdf())["code"], "forbidden");
    let address = papers.join("Justificatif de domicile", "edf.pdf", &pdf());

    town.sit("fac");
    assert!(!papers.show(&notice).is_empty() && !papers.show(&account).is_empty());
    assert_eq!(papers.refusal_to_show(&address), "forbidden", "a proof of address is of no use to who bills");
    assert_eq!(papers.refused("Justificatif de domicile", "edf.pdf", &pdf())["code"], "forbidden");
    let line = papers.line("Avis d’imposition").expect("a line");
    assert_eq!(line["history"][0]["files"][0]["may_open"], true);

    town.sit("san");
    let form = papers.join("Fiche sanitaire de liaison", "fiche.pdf", &pdf());
    assert!(!papers.show(&form).is_empty());
    for other in [&notice, &account, &address] {
        assert_eq!(papers.refusal_to_show(other), "forbidden");
    }
    for login in ["ins", "fac", "res"] {
        town.sit(login);
        assert_eq!(papers.refusal_to_show(&form), "forbidden", "{login}");
        if login != "res" {
            let removed = town.refused("attachment_remove", json!({ "attachment": form["attachment"] }));
            assert_eq!(removed["code"], "forbidden", "{login}");
        }
    }
    for login in ["ter", "adm", "dpo"] {
        town.sit(login);
        assert_eq!(papers.refusal_to_show(&address), "forbidden", "{login}");
    }
    town.sit("res");
    assert!(!papers.show(&address).is_empty());
    // What the journal says of health names neither the paper nor what was done with it.
    town.sit("dpo");
    let told = town.done("audit_list", json!({}))["entries"].to_string();
    assert!(told.contains("Pièce de santé") && !told.contains("Fiche sanitaire"), "{told}");
}

#[test]
fn what_is_not_a_paper_is_refused_in_plain_words() {
    let papers = Papers::new();
    let kind = "Justificatif de domicile";
    let mut bomb = png(8, 8);
    bomb[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    let sum = bomb[12..29].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    });
    bomb[29..33].copy_from_slice(&(!sum).to_be_bytes());
    let mut cut = pdf();
    cut.truncate(60);
    for (name, bytes, code) in [
        ("bombe.png", bomb, "out_of_range"),
        ("scan.pdf", png(30, 30), "inconsistent"),
        ("scan.png", pdf(), "inconsistent"),
        ("coupe.pdf", cut, "malformed"),
        ("page.html", b"<html><script>alert(1)</script>".to_vec(), "malformed"),
        ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "malformed"),
        ("abime.png", png(30, 30)[..200].to_vec(), "malformed"),
        ("vide.pdf", Vec::new(), "missing"),
    ] {
        let refused = papers.refused(kind, name, &bytes);
        assert_eq!(
            (&refused["fields"][0]["field"], &refused["fields"][0]["code"]),
            (&json!("file"), &json!(code)),
            "{name}: {refused}"
        );
    }
    let mut long = pdf();
    long.splice(9..9, std::iter::repeat_n(b' ', MAX_FILE_BYTES));
    assert_eq!(papers.refused(kind, "long.pdf", &long)["fields"][0]["code"], "too_long");
    assert_eq!(papers.line(kind).expect("a line")["standing"], "missing", "a refusal notes nothing");
    // Given up at the dialog.
    let (asked, subject) = papers.kind(kind);
    assert_eq!(
        papers.town.refused("attachment_add", json!({ "kind": asked, "subject": subject }))["code"],
        "cancelled"
    );
    for _ in 0..MAX_FILES {
        papers.join(kind, "edf.pdf", &pdf());
    }
    assert_eq!(papers.refused(kind, "edf.pdf", &pdf())["code"], "refused");
}

#[test]
fn a_pdf_is_shown_as_a_picture_and_leaves_with_a_purpose_o05() {
    let papers = Papers::new();
    let town = &papers.town;
    let given = pdf();
    let added = papers.join("Justificatif de domicile", "edf.pdf", &given);
    let page = town.done("attachment_show", json!({ "attachment": added["attachment"], "page": 0 }));
    assert_eq!(
        (&page["format"], &page["picture"], &page["pages"]),
        (&json!("pdf"), &json!("png"), &json!(1))
    );
    assert_eq!(FileFormat::of(&papers.show(&added)), Some(FileFormat::Png), "the window is given no PDF");
    let beyond = town.refused("attachment_show", json!({ "attachment": added["attachment"], "page": 7 }));
    assert_eq!(beyond["code"], "refused");

    let save = |purpose: &str, reason: &str| json!({ "attachment": added["attachment"], "purpose": purpose, "reason": reason });
    assert_eq!(town.refused("attachment_save", save("other", ""))["fields"][0]["field"], "reason");
    assert!(town.files.saved.lock().expect("files").is_empty());
    let saved = town.done("attachment_save", save("data_request", ""));
    let file_name = saved["file_name"].as_str().expect("a name");
    let start = "justificatif_de_domicile_foyer_a_dossier_000001_2026-04-05_";
    assert!(
        file_name.starts_with(start) && file_name.len() == start.len() + "a1b2c3.pdf".len(),
        "{file_name}"
    );
    let (name, bytes) = town.files.saved.lock().expect("files").pop().expect("a copy");
    assert_eq!((json!(name), bytes), (saved["file_name"].clone(), given), "a PDF is kept as it was given");
    town.sit("fac");
    assert_eq!(town.refused("attachment_save", save("accounts", ""))["code"], "forbidden");
    town.sit("dpo");
    let told =
        town.done("audit_list", json!({ "operation": "attachment_save" }))["entries"][0]["detail"].clone();
    let told = told.as_str().expect("a detail");
    assert!(
        told.contains("Demande d’une famille") && told.contains(saved["sha256"].as_str().expect("a digest")),
        "{told}"
    );
}

#[test]
fn damage_is_said_and_never_shown() {
    let papers = Papers::new();
    let large = png(1_300, 400);
    let added = papers.join("Justificatif de domicile", "page.png", &large);
    let other = papers.join("Justificatif de domicile", "page.png", &large);
    assert!(papers.count("SELECT max(number) FROM attachment_chunks") > 1, "several chunks");
    assert!(!papers.show(&added).is_empty());
    let (first, second) =
        (added["attachment"].as_str().expect("an id"), other["attachment"].as_str().expect("an id"));
    let [first, second] = [first, second].map(|id| format!("x'{}'", id.replace('-', "")));
    let whole = "CREATE TEMP TABLE whole AS SELECT * FROM attachment_chunks";
    papers.file.execute_batch(whole).expect("kept aside");
    let back = "DELETE FROM attachment_chunks; INSERT INTO attachment_chunks SELECT * FROM temp.whole";
    for (what, edit) in [
        (
            "a byte",
            format!(
                "UPDATE attachment_chunks SET sealed = CAST(substr(sealed, 1, 900) || x'5a' || substr(sealed, 902) AS BLOB) WHERE attachment_id = {first} AND number = 1"
            ),
        ),
        (
            "the last chunk",
            format!(
                "DELETE FROM attachment_chunks WHERE attachment_id = {first} AND number = (SELECT max(number) FROM attachment_chunks)"
            ),
        ),
        (
            "two chunks",
            format!(
                "UPDATE attachment_chunks SET sealed = (SELECT sealed FROM temp.whole w WHERE w.attachment_id = {first} AND w.number = 1 - attachment_chunks.number) WHERE attachment_id = {first} AND number < 2"
            ),
        ),
        (
            "another file's",
            format!(
                "UPDATE attachment_chunks SET sealed = (SELECT sealed FROM temp.whole w WHERE w.attachment_id = {second} AND w.number = attachment_chunks.number) WHERE attachment_id = {first}"
            ),
        ),
    ] {
        assert!(papers.edit(&edit) > 0, "{what}");
        papers.town.sit("ins");
        assert_eq!(papers.refusal_to_show(&added), "damaged", "{what}");
        assert!(!papers.show(&other).is_empty(), "{what}: the other file is whole");
        papers.town.done("session_lock", json!({}));
        papers.file.execute_batch(back).expect("put back");
        papers.town.sit("ins");
        assert!(!papers.show(&added).is_empty(), "{what}: put back");
    }
    // Hung on another paper: a file is of the paper it was given with.
    papers.join("RIB", "rib.png", &png(30, 30));
    let moved = format!(
        "UPDATE attachments SET document_id = (SELECT document_id FROM attachments WHERE compartment = 5) WHERE id = {first}"
    );
    assert_eq!(papers.edit(&moved), 1);
    papers.town.sit("fac");
    assert_eq!(papers.refusal_to_show(&added), "damaged");
}

#[test]
fn a_file_that_lacks_a_chunk_or_a_key_is_found_by_the_whole_examination() {
    let papers = Papers::new();
    papers.join("Justificatif de domicile", "page.png", &png(1_300, 400));
    let problems = || {
        papers.town.sit("res");
        papers.town.finished("vault_verify", json!({}))["problems"].to_string()
    };
    assert!(!problems().contains("Fichiers joints"), "{}", problems());
    for (edit, back) in [
        (
            "DELETE FROM attachment_chunks WHERE number = 0",
            "INSERT INTO attachment_chunks SELECT * FROM temp.whole WHERE number = 0",
        ),
        (
            "UPDATE content_keys SET compartment = 9 WHERE subject_id IN (SELECT id FROM attachments)",
            "UPDATE content_keys SET compartment = 1 WHERE compartment = 9",
        ),
    ] {
        papers
            .file
            .execute_batch("CREATE TEMP TABLE IF NOT EXISTS whole AS SELECT * FROM attachment_chunks")
            .expect("kept");
        assert_eq!(papers.edit(edit), 1);
        let said = problems();
        assert!(said.contains("Fichiers joints"), "{edit}: {said}");
        papers.edit(back);
        assert!(!problems().contains("Fichiers joints"), "{}", problems());
    }
}

#[test]
fn copies_of_papers_never_bear_one_name() {
    let papers = Papers::new();
    let twin = papers.town.write(|w| {
        let home = papers.town.family(w, 2, "Le Goff", None);
        papers.town.child(w, home.household, "Le Goff", CustodyPattern::Always)
    });
    let (kind, subject) = papers.kind("Justificatif de domicile");
    let home = papers.town.write(|w| papers.town.family(w, 3, "Le Goff", None));
    let mut subjects = vec![subject.clone(), subject, json!({ "of": "household", "id": home.household })];
    let mut names = std::collections::BTreeSet::new();
    let mut copies = 0;
    let mut take = |kind: &Value, subject: &Value| {
        let file = json!({ "name": "scan.pdf", "bytes": pdf() });
        let added =
            papers.town.done("attachment_add", json!({ "kind": kind, "subject": subject, "file": file }));
        let request = json!({ "attachment": added["attachment"], "purpose": "service", "reason": "" });
        names.insert(papers.town.done("attachment_save", request)["file_name"].to_string());
        copies += 1;
    };
    subjects.drain(..).for_each(|subject| take(&kind, &subject));
    assert_eq!(names.len(), copies, "{names:?}");
    let _ = twin;
}

/// An agent chooses a file while another notes the very paper it was for.
#[test]
fn a_paper_noted_while_a_file_is_chosen_is_read_again_first() {
    let papers = Papers::new();
    let (kind, subject) = papers.kind("Justificatif de domicile");
    let asked = json!({ "kind": kind, "subject": subject });
    let mut chosen = papers.town.files.to_choose.lock().expect("files");
    let late = std::thread::scope(|scope| {
        let choosing = scope.spawn(|| papers.town.refused("attachment_add", asked.clone()));
        while papers.town.files.asked.load(Ordering::SeqCst) == 0 {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        papers.join("Justificatif de domicile", "scan.pdf", &pdf());
        *chosen = Some(ChosenFile { name: "photo.png".into(), bytes: png(30, 30) });
        drop(chosen);
        choosing.join().expect("an answer")
    });
    assert_eq!(late["code"], "conflict", "{late}");
    let noted = "SELECT count(*) FROM supporting_documents WHERE deleted_hlc IS NULL";
    assert_eq!((papers.count(noted), papers.count("SELECT count(*) FROM attachments")), (1, 1));
    // And sent by many windows at once: one paper, whose files are those of who were answered.
    let document = papers.count("SELECT count(*) FROM attachments");
    let request = papers.request("Justificatif de domicile", "scan.pdf", &pdf());
    let (done, refused) = papers.town.at_once("attachment_add", &request, 4);
    assert!(done + refused.len() == 4 && done >= 1, "{refused:#?}");
    assert_eq!(papers.count(noted), 1);
    assert_eq!(papers.count("SELECT count(*) FROM attachments"), document + done as i64);
}

#[test]
fn what_an_agent_removes_is_removed_once() {
    let papers = Papers::new();
    let added = papers.join("Justificatif de domicile", "scan.pdf", &pdf());
    for (command, request) in [
        ("attachment_remove", json!({ "attachment": added["attachment"] })),
        ("document_remove", json!({ "document": added["document"] })),
    ] {
        let (done, refused) = papers.town.at_once(command, &request, 4);
        assert_eq!(done, 1, "{command}: {refused:#?}");
        assert!(refused.iter().all(|one| one["code"] == "not_found"), "{command}: {refused:#?}");
    }
}

#[test]
fn a_pdf_that_runs_or_hides_something_is_refused_with_what_to_do() {
    let papers = Papers::new();
    let text = String::from_utf8(pdf()).expect("text");
    let script = text.replace("/Type/Catalog", "/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>");
    let refused = papers.refused("Justificatif de domicile", "scan.pdf", script.as_bytes());
    let said = refused["fields"][0]["message"].as_str().expect("words");
    assert!(said.contains("contient un programme") && said.contains("Imprimez-le"), "{said}");
    let hiding =
        text.replace("/Type/Catalog", "/Type/Catalog/Names<</EmbeddedFiles<</Names[(a.exe)9 0 R]>>>>");
    let refused = papers.refused("Justificatif de domicile", "scan.pdf", hiding.as_bytes());
    let said = refused["fields"][0]["message"].as_str().expect("words");
    assert!(said.contains("d’autres fichiers") && said.contains("Imprimez-le"), "{said}");
    assert_eq!(papers.count("SELECT count(*) FROM attachments"), 0);
}
