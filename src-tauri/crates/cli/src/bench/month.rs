//! A month of billing, previewed and issued, beside reading the same rows and writing the same bytes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{MeasuredTown, peak_memory, ratio, seconds};
use crate::arguments::Global;
use crate::commands::Outcome;
use crate::failure::Failure;

const AGENT: &str = "facturation";

struct Measure {
    children: u64,
    attendance_rows: u64,
    invoices: u64,
    lines: u64,
    preview: Duration,
    commit: Duration,
    baseline_read: Duration,
    baseline_write: Duration,
    preview_peak: Option<u64>,
    commit_peak: Option<u64>,
}

impl Measure {
    fn total(&self) -> Duration {
        self.preview + self.commit
    }

    fn baseline(&self) -> Duration {
        self.baseline_read + self.baseline_write
    }

    fn to_value(&self, families: u32) -> Value {
        json!({
            "families": families, "children": self.children, "attendance_rows": self.attendance_rows,
            "invoices": self.invoices, "lines": self.lines,
            "preview_seconds": seconds(self.preview), "commit_seconds": seconds(self.commit),
            "month_seconds": seconds(self.total()),
            "baseline_read_seconds": seconds(self.baseline_read), "baseline_write_seconds": seconds(self.baseline_write),
            "baseline_seconds": seconds(self.baseline()), "ratio": ratio(self.total(), self.baseline()),
            "preview_peak_rss_mb": self.preview_peak, "commit_peak_rss_mb": self.commit_peak,
            "peak_rss_mb": self.preview_peak.max(self.commit_peak),
        })
    }
}

pub(super) fn run(global: &Global, families: u32, month: &str, against: u32) -> Result<Outcome, Failure> {
    let small = (against > 0).then(|| measure(global, against, month)).transpose()?;
    let large = measure(global, families, month)?;
    let mut value = large.to_value(families);
    let mut lines = vec![sentence(families, &large)];
    if let Some(small) = small {
        // How much longer per family: 1 is linear.
        let expected = small.total() * families / against.max(1);
        value["against"] = small.to_value(against);
        value["growth"] = json!(ratio(large.total(), expected));
        lines.insert(0, sentence(against, &small));
        lines.push(format!(
            "Croissance de {against} à {families} familles\u{a0}: {} × le linéaire.",
            ratio(large.total(), expected)
        ));
    }
    Ok(Outcome::new(value, lines))
}

fn measure(global: &Global, families: u32, month: &str) -> Result<Measure, Failure> {
    let town = MeasuredTown::make(global, families, month, true)?;
    let desk = &town.desk;
    // The baseline and the preview both begin on a file just opened: neither finds pages the other has read.
    town.unlock(AGENT)?;
    app::baseline::settle(desk.core())?;
    let (attendance_rows, baseline_read) = app::baseline::read_month(desk.core(), month)?;
    town.unlock(AGENT)?;
    app::baseline::settle(desk.core())?;
    let before = app::baseline::file_bytes(desk.core())?;
    peak_memory();

    let start = Instant::now();
    let preview = desk.wait("billing_preview", json!({ "month": month }))?;
    let preview_time = start.elapsed();
    let preview_peak = peak_memory();

    let start = Instant::now();
    let run = desk.wait("billing_commit", json!({ "month": month, "digest": preview["digest"] }))?;
    let commit_time = start.elapsed();
    let commit_peak = peak_memory();

    let (invoices, lines) = (number(&run["run"]["invoices"]), number(&run["run"]["lines"]));
    let written = app::baseline::file_bytes(desk.core())?.saturating_sub(before);
    let baseline_write = app::baseline::write(desk.core(), invoices + lines, written)?;
    Ok(Measure {
        children: number(&preview["children"]),
        attendance_rows,
        invoices,
        lines,
        preview: preview_time,
        commit: commit_time,
        baseline_read,
        baseline_write,
        preview_peak,
        commit_peak,
    })
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or(0)
}

fn sentence(families: u32, measure: &Measure) -> String {
    let peak = measure
        .preview_peak
        .max(measure.commit_peak)
        .map_or(String::new(), |mb| format!(", {mb} Mo au plus"));
    format!(
        "{families} familles, {} présences\u{a0}: aperçu {} s, émission {} s{peak}\u{a0}; témoin {} s, rapport {}.",
        measure.attendance_rows,
        seconds(measure.preview),
        seconds(measure.commit),
        seconds(measure.baseline()),
        ratio(measure.total(), measure.baseline())
    )
}
