//! Documents as agents meet them: asked for by registrations, noted at the desk, told to each role as far as it may know.

mod files;

use domain::people::CustodyPattern;
use security::Role;
use serde_json::{Value, json};

use crate::testing::{Home, TestTown};

/// A family of one child at the canteen, and where its papers are noted.
struct Papers {
    home: Home,
    child: Value,
}

impl Papers {
    fn of(town: &TestTown) -> Self {
        let (home, child) = town.write(|w| {
            let home = town.family(w, 1, "Le Goff", None);
            (home, town.child(w, home.household, "Le Goff", CustodyPattern::Always))
        });
        Self { home, child: json!(child) }
    }

    fn shown(&self, town: &TestTown) -> Value {
        town.done("family_documents", json!({ "family": self.home.family }))
    }

    /// The line of a kind, when it is sent.
    fn line(&self, town: &TestTown, kind: &str) -> Option<Value> {
        let view = self.shown(town);
        view["lines"].as_array().expect("lines").iter().find(|line| line["kind_name"] == kind).cloned()
    }

    fn draft(&self, town: &TestTown, kind: &str) -> Value {
        let kind = kind_named(town, kind);
        let subject = match kind["draft"]["owner"].as_str() {
            Some("child") => json!({ "of": "child", "id": self.child }),
            Some("guardian") => json!({ "of": "guardian", "id": self.home.debtor }),
            _ => json!({ "of": "household", "id": self.home.household }),
        };
        json!({ "kind": kind["id"], "subject": subject, "verdict": "accepted", "on": "2026-04-05" })
    }

    fn note(&self, town: &TestTown, kind: &str) -> Value {
        town.done("document_note", json!({ "draft": self.draft(town, kind) }))
    }
}

fn kind_named(town: &TestTown, name: &str) -> Value {
    let kinds = town.done("document_kind_list", json!({}));
    let kinds = kinds["kinds"].as_array().expect("kinds").clone();
    kinds.into_iter().find(|kind| kind["draft"]["name"] == name).expect(name)
}

/// Changes a kind of the starting list.
fn change_kind(town: &TestTown, name: &str, change: impl FnOnce(&mut Value)) -> Value {
    let kind = kind_named(town, name);
    let mut draft = kind["draft"].clone();
    change(&mut draft);
    json!({ "kind": kind["id"], "draft": draft, "rank": kind["rank"] })
}

/// The canteen asks for a paper.
fn ask_at_table(town: &TestTown, name: &str) {
    let asked = change_kind(town, name, |draft| draft["activity_kinds"] = json!(["school_meals"]));
    town.done("document_kind_save", asked);
}

fn fields(error: &Value) -> Vec<&str> {
    error["fields"].as_array().expect("fields").iter().filter_map(|issue| issue["field"].as_str()).collect()
}

#[test]
fn a_registration_asks_and_one_stroke_at_the_desk_answers() {
    let town = TestTown::with(&[Role::Ins]);
    town.sit("ins");
    let papers = Papers::of(&town);
    let asked = |view: &Value| -> Vec<(String, String)> {
        let lines = view["lines"].as_array().expect("lines").iter();
        lines
            .map(|line| {
                (line["kind_name"].as_str().unwrap().into(), line["standing"].as_str().unwrap().into())
            })
            .collect()
    };
    let said = |kind: &str, standing: &str| (kind.to_owned(), standing.to_owned());
    let view = papers.shown(&town);
    assert_eq!(
        asked(&view),
        [said("Justificatif de domicile", "missing"), said("Attestation d’assurance", "missing")]
    );
    assert_eq!(view["lines"][1]["asked_by"], json!(["Cantine"]));
    let show = || town.done("family_show", json!({ "family": papers.home.family }))["documents"].clone();
    assert_eq!(
        show(),
        json!({ "asked": 2, "missing": 2, "expiring": 0, "first": "Justificatif de domicile, Foyer A" })
    );

    let noted = papers.note(&town, "Attestation d’assurance");
    let line = papers.line(&town, "Attestation d’assurance").expect("a line");
    assert_eq!((&line["standing"], &line["until"]), (&json!("received"), &json!("2026-08-31")));
    assert_eq!(line["history"][0]["label"], "vue le 05/04/2026, jusqu’au 31/08/2026");
    assert_eq!(line["history"][0]["agent"], "Agent ins");
    assert_eq!(show()["missing"], 1);

    // A month before its end, then the day after.
    town.clock.stand_on(jiff::civil::date(2026, 8, 1));
    town.sit("ins");
    assert_eq!(show()["expiring"], 1);
    town.clock.stand_on(jiff::civil::date(2026, 9, 1));
    town.sit("ins");
    assert_eq!(papers.line(&town, "Attestation d’assurance").expect("a line")["standing"], "expired");

    town.done("document_remove", json!({ "document": noted["document"] }));
    assert_eq!(papers.line(&town, "Attestation d’assurance").expect("a line")["standing"], "missing");
}

#[test]
fn what_may_not_be_written_or_copied_is_refused_with_its_reason_i03_i13() {
    let town = TestTown::with(&[Role::Ins]);
    town.sit("ins");
    let papers = Papers::of(&town);
    let with = |kind: &str, change: Value| {
        let mut draft = papers.draft(&town, kind);
        for (key, value) in change.as_object().expect("an object") {
            draft[key] = value.clone();
        }
        json!({ "draft": draft })
    };
    for (kind, change, expected) in [
        ("Justificatif de domicile", json!({ "verdict": "refused" }), vec!["fault"]),
        ("Justificatif de domicile", json!({ "note": "le père est en prison" }), vec!["note"]),
        ("RIB", json!({ "note": "FR76 1234" }), vec!["note"]),
        ("Carnet de vaccination", json!({ "note": "il manque le ROR" }), vec!["note"]),
        (
            "Justificatif de domicile",
            json!({ "subject": { "of": "child", "id": papers.child }, "on": "2026-04-06" }),
            vec!["subject", "on"],
        ),
    ] {
        let refused = town.refused("document_note", with(kind, change));
        assert_eq!(fields(&refused), expected, "{kind}: {refused}");
    }
    for kind in ["Pièce d’identité", "Jugement", "Carnet de vaccination"] {
        let copied = change_kind(&town, kind, |draft| draft["keeping"] = json!("copy"));
        let refused = town.refused("document_kind_save", copied);
        assert_eq!(fields(&refused), ["keeping"], "{kind}");
    }
    // What was noted as a child's paper of health does not become an ordinary one.
    papers.note(&town, "Carnet de vaccination");
    let opened = change_kind(&town, "Carnet de vaccination", |draft| {
        draft["nature"] = json!("ordinary");
        draft["owner"] = json!("household");
    });
    assert_eq!(fields(&town.refused("document_kind_save", opened)), ["owner", "nature"]);
    ask_at_table(&town, "Carnet de vaccination");
    let removed = kind_named(&town, "Carnet de vaccination")["id"].clone();
    town.done("document_kind_remove", json!({ "kind": removed }));
    assert!(papers.line(&town, "Carnet de vaccination").is_some(), "what was noted stays");
    let again = json!({ "draft": { "kind": removed, "subject": { "of": "child", "id": papers.child }, "verdict": "accepted", "on": "2026-04-05" } });
    assert_eq!(town.refused("document_note", again)["code"], "not_found");
    assert_eq!(town.refused("document_kinds_start", json!({}))["code"], "refused");
}

#[test]
fn health_and_money_are_kept_apart_from_the_desk_and_from_each_other_i06() {
    let town = TestTown::with(&Role::ALL);
    town.sit("ins");
    let papers = Papers::of(&town);
    for kind in ["Carnet de vaccination", "RIB", "Pièce d’identité"] {
        ask_at_table(&town, kind);
    }
    for kind in ["Carnet de vaccination", "RIB", "Pièce d’identité", "Jugement"] {
        papers.note(&town, kind);
    }
    let incomplete = json!({ "verdict": "to_complete", "fault": "incomplete" });
    let mut draft = papers.draft(&town, "Carnet de vaccination");
    draft["verdict"] = incomplete["verdict"].clone();
    draft["fault"] = incomplete["fault"].clone();

    // What each reads of each: nothing, given or not, all.
    for (role, health, bank, judgment) in [
        ("ins", "told", "told", "whole"),
        ("fac", "nothing", "whole", "nothing"),
        ("san", "whole", "nothing", "nothing"),
        ("res", "nothing", "told", "whole"),
    ] {
        town.sit(role);
        for (kind, shown) in [
            ("Carnet de vaccination", health),
            ("RIB", bank),
            ("Jugement", judgment),
            ("Pièce d’identité", "whole"),
        ] {
            match (papers.line(&town, kind), shown) {
                (None, shown) => assert_eq!(shown, "nothing", "{role} {kind}"),
                (Some(line), "told") => {
                    assert_eq!(line["standing"], "received", "{role} {kind}");
                    assert!(line.get("history").is_none() && line.get("until").is_none(), "{role} {kind}");
                }
                (Some(line), shown) => {
                    assert_eq!(shown, "whole", "{role} {kind}");
                    assert!(line["history"].as_array().is_some_and(|rows| rows.len() == 1), "{role} {kind}");
                }
            }
        }
    }
    // Found incomplete by who keeps it, it is missing for the desk, which learns no more.
    town.sit("san");
    let noted = town.done("document_note", json!({ "draft": draft }));
    assert_eq!(papers.line(&town, "Carnet de vaccination").expect("a line")["standing"], "to_complete");
    for kind in ["RIB", "Justificatif de domicile"] {
        let refused = town.refused("document_note", json!({ "draft": papers.draft(&town, kind) }));
        assert_eq!(refused["code"], "forbidden", "{kind}");
    }
    town.sit("ins");
    let line = papers.line(&town, "Carnet de vaccination").expect("a line");
    assert_eq!((&line["standing"], &line["standing_label"]), (&json!("missing"), &json!("manquante")));
    assert!(!papers.shown(&town).to_string().contains("incomplète"));
    // What the desk does not see it does not remove, were its identifier known; what it noted itself, it does.
    assert_eq!(
        town.refused("document_remove", json!({ "document": noted["document"] }))["code"],
        "not_found"
    );
    let mut rib = papers.draft(&town, "RIB");
    assert_eq!(
        fields(&town.refused("document_note", json!({ "draft": rib }))),
        ["on"],
        "sent twice, it is one"
    );
    rib["on"] = json!("2026-04-04");
    let mistaken = town.done("document_note", json!({ "draft": rib }));
    town.done("document_remove", json!({ "document": mistaken["document"] }));
    town.sit("fac");
    let refused =
        town.refused("document_note", json!({ "draft": papers.draft(&town, "Carnet de vaccination") }));
    assert_eq!(refused["code"], "forbidden");
    town.done("document_note", json!({ "draft": rib }));

    for role in ["ter", "adm", "dpo", "rpe"] {
        town.sit(role);
        let asked = json!({ "family": papers.home.family });
        assert_eq!(town.refused("family_documents", asked)["code"], "forbidden", "{role}");
        assert_eq!(town.refused("document_list", json!({}))["code"], "forbidden", "{role}");
    }
    town.sit("ter");
    let shown = town.done("family_show", json!({ "family": papers.home.family }));
    assert!(shown.get("documents").is_none());
    town.sit("res");
    let refused = town.refused("document_note", json!({ "draft": papers.draft(&town, "RIB") }));
    assert_eq!(refused["code"], "forbidden");
    // The journal tells of health that something was noted, not what.
    let lines = town.done("audit_list", json!({ "operation": "document_note" })).to_string();
    assert!(
        lines.contains("Pièce de la facturation, foyer A") && lines.contains("Pièce de santé, Lou"),
        "{lines}"
    );
    assert!(["Carnet", "RIB", "Jugement"].iter().all(|paper| !lines.contains(paper)), "{lines}");
}

#[test]
fn what_lacks_in_the_town_is_one_list_and_health_never_leaves_in_a_file() {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::Res]);
    town.sit("ins");
    let papers = Papers::of(&town);
    let other = town.write(|w| {
        let other = town.family(w, 2, "Auffret", None);
        town.give_custody(
            w,
            serde_json::from_value(papers.child.clone()).expect("a child"),
            other.household,
            CustodyPattern::Always,
        );
        other
    });
    ask_at_table(&town, "Carnet de vaccination");
    papers.note(&town, "Justificatif de domicile");
    let list = town.done("document_list", json!({}));
    let rows: Vec<(&str, &str)> = list["documents"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| (row["family_name"].as_str().unwrap(), row["kind_name"].as_str().unwrap()))
        .collect();
    // The child of two files lacks the same papers in both; each home owes its own proof.
    assert_eq!(
        rows,
        [
            ("Auffret", "Justificatif de domicile"),
            ("Auffret", "Attestation d’assurance"),
            ("Auffret", "Carnet de vaccination"),
            ("Le Goff", "Attestation d’assurance"),
            ("Le Goff", "Carnet de vaccination"),
        ]
    );
    let first = &list["documents"][0];
    assert_eq!(
        (&first["subject_name"], &first["contact_name"]),
        (&json!("Foyer A"), &json!("Camille Auffret"))
    );
    assert_eq!((&first["activity_names"], &list["families"]), (&json!(["Cantine"]), &json!(2)));
    assert_eq!(first["family"], json!(other.family));

    let out = |papers: &[&str]| {
        let rows: Vec<Vec<&str>> = papers.iter().map(|paper| vec!["Le Goff", *paper]).collect();
        json!({ "list": "Pièces manquantes", "titles": ["Famille", "Pièce"], "rows": rows, "purpose": "service" })
    };
    town.done("list_export", out(&["Attestation d’assurance"]));
    let refused = town.refused("list_export", out(&["Attestation d’assurance", "Carnet de vaccination"]));
    assert_eq!(fields(&refused), ["rows"]);

    town.sit("fac");
    let list = town.done("document_list", json!({})).to_string();
    assert!(!list.contains("Carnet de vaccination") && list.contains("Attestation"), "{list}");
}

#[test]
fn letters_ask_each_household_for_what_it_lacks_and_health_is_told_as_far_as_it_is_known_g01() {
    let town = TestTown::with(&[Role::Ins, Role::Fac, Role::Ter]);
    town.sit("ins");
    let papers = Papers::of(&town);
    let family = json!([papers.home.family]);
    let printed = town.done("document_letters_print", json!({ "families": family, "by": "2026-05-04" }));
    assert_eq!((&printed["letters"], &printed["left_out"]), (&json!(1), &json!(0)));
    assert!(printed["file_name"].as_str().is_some_and(|name| name.ends_with(".pdf")), "{printed}");
    // It is kept with the file, and printed again by who may read what it says.
    let kept = || {
        let list = town.done("relation_list", json!({ "family": papers.home.family }));
        list["letters"].as_array().expect("letters").clone()
    };
    assert_eq!((kept().len(), &kept()[0]["kind_label"]), (1, &json!("pièces à remettre")));
    town.done("letter_print", json!({ "letter": kept()[0]["id"] }));
    let past = json!({ "families": family, "by": "2026-04-04" });
    assert_eq!(fields(&town.refused("document_letters_print", past)), ["by"]);
    assert_eq!(town.refused("document_letters_print", json!({ "families": [] }))["code"], "refused");
    town.sit("ter");
    let asked = json!({ "families": family });
    assert_eq!(town.refused("document_letters_print", asked)["code"], "forbidden");
}

#[test]
fn who_lost_authority_is_asked_for_nothing_v02() {
    let town = TestTown::with(&[Role::Ins, Role::Res]);
    town.sit("ins");
    let papers = Papers::of(&town);
    ask_at_table(&town, "Pièce d’identité");
    assert!(papers.line(&town, "Pièce d’identité").is_some());
    town.sit("res");
    town.done(
        "authority_loss_save",
        json!({ "guardian": papers.home.debtor, "children": [papers.child], "from": "2026-04-05" }),
    );
    town.sit("ins");
    assert!(papers.line(&town, "Pièce d’identité").is_none());
    let list = town.done("document_list", json!({})).to_string();
    assert!(!list.contains("Pièce d’identité"), "{list}");
    // Nor written to: nobody else lives there.
    let letters = json!({ "families": [papers.home.family] });
    assert_eq!(town.refused("document_letters_print", letters)["code"], "refused");
}
