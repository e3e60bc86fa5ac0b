//! The month before, billed and collected as it would have been: families that paid, families that owe, a return of the treasury
//! with two lines nobody claims.

use domain::calendar::{Month, format_day};
use domain::payments::PaymentMethod;
use domain::values::Cents;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::draw::Draw;
use super::unattended::UnattendedDesk;
use crate::error::Error;

/// Who bills and collects.
const AGENT: &str = "facturation";

/// Headings of the return, as the treasury's own extract names them.
const RETURN_HEADINGS: &str =
    "exercice;num_facture;ref_tiers;date_operation;montant;mode;origine;etat;reste_a_recouvrer;motif\r\n";

/// Lines of the return that no invoice answers: numbers of another town, or of the product before.
const STRAY_LINES: [(&str, Cents); 2] = [("2019-999990", Cents(4_250)), ("2021-000873", Cents(1_875))];

/// Bills a month and sends it to the treasury. Answers its run; nothing in a month of holidays where nobody came.
pub(super) fn bill(desk: &UnattendedDesk, month: Month) -> Result<Option<Value>, Error> {
    desk.log_in(AGENT)?;
    let preview = desk.wait("billing_preview", json!({ "month": month.to_string() }))?;
    if preview["invoices"] == 0 {
        return Ok(None);
    }
    let request = json!({ "month": month.to_string(), "digest": preview["digest"] });
    let run = desk.wait("billing_commit", request)?["run"]["id"].take();
    for kind in ["titres_csv", "pes_ormc"] {
        desk.ask("treasury_export", json!({ "run": run, "kind": kind, "encoding": "windows1252" }))?;
    }
    Ok(Some(run))
}

/// Takes in what families paid in the month that followed: some at the counter, most through the treasury.
pub(super) fn collect(desk: &UnattendedDesk, run: &Value, today: Date, draw: &mut Draw) -> Result<(), Error> {
    desk.log_in(AGENT)?;
    let invoices = desk.ask("invoice_list", json!({ "run": run, "with_lines": false }))?;
    let mut extract = Extract::new(today);
    for invoice in invoices["invoices"].as_array().into_iter().flatten() {
        let total = Cents(invoice["total_cents"].as_i64().unwrap_or_default());
        let number = invoice["number"].as_str().unwrap_or_default();
        match draw.below(100) {
            0..=11 => at_the_counter(desk, invoice, today, draw)?,
            12..=77 => extract.line(number, total, Cents::ZERO, draw),
            78..=83 => extract.line(number, Cents(total.0 / 2), Cents(total.0 - total.0 / 2), draw),
            // Still owed.
            _ => {}
        }
    }
    for (number, amount) in STRAY_LINES {
        extract.line(number, amount, Cents::ZERO, draw);
    }
    let name = format!("retour_encaissements_{}.csv", Month::of(today).previous());
    let file = json!({ "name": name, "bytes": extract.text.into_bytes() });
    let read = desk.wait("returns_preview", json!({ "file": file, "reading": {} }))?;
    desk.ask("returns_commit", json!({ "reading": read["shape"]["reading"] })).map(drop)
}

/// The whole invoice, by cheque, in cash or in vouchers.
fn at_the_counter(desk: &UnattendedDesk, invoice: &Value, today: Date, draw: &mut Draw) -> Result<(), Error> {
    let (method, reference) = match draw.below(10) {
        0..=4 => (PaymentMethod::Cheque, format!("Chèque {}", draw.digits(7))),
        5..=7 => (PaymentMethod::Cash, String::new()),
        _ => (PaymentMethod::Cesu, String::new()),
    };
    let request = json!({
        "household": invoice["household"], "amount_cents": invoice["total_cents"], "received_on": paid_on(today, draw),
        "method": method, "reference": reference,
    });
    desk.ask("payment_record", request).map(drop)
}

/// A day of the four weeks between the bill and today.
fn paid_on(today: Date, draw: &mut Draw) -> Date {
    today.saturating_sub(draw.between(1, 26).days())
}

/// A return being written.
struct Extract {
    text: String,
    today: Date,
}

impl Extract {
    fn new(today: Date) -> Self {
        Self { text: RETURN_HEADINGS.to_owned(), today }
    }

    fn line(&mut self, number: &str, amount: Cents, rest: Cents, draw: &mut Draw) {
        let mode = *draw.weighted(&[
            (60, "CB"),
            (22, "PRELEVEMENT"),
            (8, "CHEQUE"),
            (7, "VIREMENT"),
            (3, "ESPECES"),
        ]);
        let day = paid_on(self.today, draw);
        let state = if rest.is_zero() { "SOLDE" } else { "PARTIEL" };
        self.text.push_str(&format!(
            "{};{number};;{};{};{mode};TRESOR;{state};{};\r\n",
            self.today.year(),
            format_day(day),
            amount.to_plain(','),
            rest.to_plain(',')
        ));
    }
}
