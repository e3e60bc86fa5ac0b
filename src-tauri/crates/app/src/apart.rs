//! Drawing a page of somebody else's PDF in a program of its own: a file made to exhaust or to break its reader takes nothing with it but
//! that program. The host starts itself again with one word; the file goes through a pipe, colours come back, nothing touches the disk.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use documents::Glimpse;

/// The word by which a host knows that it was started to draw.
const WORD: &str = "--dessiner-une-page";

/// How long a page may take: a scanned one takes less than a second on an office PC.
const PATIENCE: Duration = Duration::from_secs(8);

/// Memory that drawing may take, in bytes: the file (10 MB at most), a picture of 50 million points decoded, and room to spare. A page
/// made to ask for more ends its program, not the desk.
const MOST_MEMORY: u64 = 768 * 1024 * 1024;

/// Points of the largest page drawn, four bytes each, and what is said of it.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Draws a page by starting a program that [`serves`]. Nothing when it cannot be drawn, or not in time.
pub fn draw(program: &Path, pdf: &[u8], page: u32) -> Option<Glimpse> {
    let mut child = Command::new(program)
        .args([WORD, &page.to_string()])
        .env_remove("PREAU_PASSWORD")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let (mut given, taken) = (child.stdin.take()?, child.stdout.take()?);
    thread::scope(|scope| {
        scope.spawn(move || {
            // Whoever gave up no longer reads.
            let _ = given.write_all(pdf);
        });
        let told = scope.spawn(move || {
            let mut told = Vec::new();
            taken.take(MOST_BYTES).read_to_end(&mut told).ok().map(|_| told)
        });
        let ended = ends_in_time(&mut child);
        let told = told.join().ok().flatten().filter(|_| ended)?;
        read(&told)
    })
}

/// Whether a program ends by itself, and well; it is killed otherwise.
fn ends_in_time(child: &mut Child) -> bool {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(Duration::from_millis(5)),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    false
}

fn read(told: &[u8]) -> Option<Glimpse> {
    let number = |rank: usize| {
        let bytes = told.get(rank * 4..rank * 4 + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    };
    let (pages, width, height) = (number(0)?, number(1)?, number(2)?);
    let rgba = told.get(12..)?.to_vec();
    let whole = u64::from(width) * u64::from(height) * 4 == rgba.len() as u64;
    whole.then_some(Glimpse { pages, width, height, rgba })
}

/// Draws and leaves, when this program was started for it; answers whether it was. Called first by every host that shows files.
pub fn serves() -> bool {
    let mut words = std::env::args_os().skip(1);
    if words.next().as_deref() != Some(OsStr::new(WORD)) {
        return false;
    }
    crate::keep_memory_private();
    security::process::limit_memory(MOST_MEMORY);
    let page = words.next().and_then(|page| page.to_str()?.parse().ok()).unwrap_or_default();
    let mut pdf = Vec::new();
    if io::stdin().lock().read_to_end(&mut pdf).is_ok()
        && let Some(Glimpse { pages, width, height, rgba }) = documents::glimpse(pdf, page)
    {
        let mut out = io::stdout().lock();
        let said = [pages, width, height].map(u32::to_le_bytes).concat();
        let _ = out.write_all(&said).and_then(|()| out.write_all(&rgba)).and_then(|()| out.flush());
    }
    true
}
