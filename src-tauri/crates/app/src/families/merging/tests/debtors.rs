//! Who owes the invoices of a household that another went into.

use super::*;

// rows: V04
#[test]
fn the_past_months_of_the_household_kept_stay_its_debtors() {
    let town = TestTown::new();
    let files = [(); 2].map(|()| typed(&town, "Maëlle", "06 71 30 25 08", "12 rue des Lavandières"));
    let child = serde_json::from_value(files[0]["children"][0]["id"].clone()).expect("a child");
    town.write(|w| town.meals(w, child, 2));
    let absorbed = &files[1]["households"][0];
    let draft = json!({ "birth_name": "Morvan", "first_name": "Yann", "birth_date": "1980-01-02", "phones": ["06 12 44 80 17"],
        "kinship": "father", "email": "" });
    let father =
        town.done("guardian_save", json!({ "household": absorbed["id"], "draft": draft }))["subject"].clone();
    let owes = |guardian: &Value, from: Value| {
        let set = json!({ "household": absorbed["id"], "guardian": guardian, "from": from });
        town.done("household_set_debtor", set);
    };
    owes(&father, Value::Null);
    owes(&absorbed["guardians"][0]["id"], json!("2026-04-01"));
    let former = |rank: usize| {
        let file = town.done("family_show", json!({ "family": files[rank]["id"] }));
        file["households"][0]["former_debtors"].clone()
    };
    let payer = || {
        town.finished("billing_preview", json!({ "month": MONTH }));
        town.done("billing_preview_invoices", json!({}))["invoices"][0]["debtor_name"].clone()
    };
    let (before, mother) = (former(1), payer());
    assert_eq!(before[0]["until"], "2026-03-31");

    let pair = json!({ "kind": "family", "kept": files[0]["id"], "absorbed": files[1]["id"] });
    let view = town.done("merge_show", pair);
    assert!(view["parts"][1]["notes"].to_string().contains("anciens débiteurs"), "{view:#}");
    let merged = town.done("merge_save", asked(&view));
    assert_eq!((former(0), payer()), (json!([]), mother), "March is still the mother’s");
    town.done("merge_undo", json!({ "act": merged["act"] }));
    assert_eq!((former(0), former(1)), (json!([]), before));
    sound(&town);
}
