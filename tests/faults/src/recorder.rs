//! The library that stands between the program and its disk (`recorder.c`): built once, loaded before every other.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::ground::Site;

/// Where the library was built; made once by each process.
fn library() -> &'static Path {
    static BUILT: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, library) = BUILT.get_or_init(|| {
        let folder = TempDir::with_prefix("preau-pannes-").expect("a temporary folder");
        let library = folder.path().join("recorder.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/recorder.c");
        let built =
            Command::new("cc").args(["-O1", "-shared", "-fPIC", "-o"]).arg(&library).arg(source).status();
        assert!(built.is_ok_and(|built| built.success()), "cc builds the recorder");
        (folder, library)
    });
    library
}

/// Has a worker on a site write down in a log everything it changes there.
pub(crate) fn record(command: &mut Command, site: &Site, log: &Path) {
    command.env("LD_PRELOAD", library()).env("PREAU_ROOT", &site.folder).env("PREAU_LOG", log);
}

/// Has the n-th change of a worker on a site fail, in one of the ways of `recorder.c`.
pub(crate) fn fail(command: &mut Command, site: &Site, how: &str, n: u64) {
    command
        .env("LD_PRELOAD", library())
        .env("PREAU_ROOT", &site.folder)
        .env("PREAU_FAIL", format!("{how}:{n}"));
}

/// Has a worker on a site count its changes in a file.
pub(crate) fn count(command: &mut Command, site: &Site, into: &Path) {
    command.env("LD_PRELOAD", library()).env("PREAU_ROOT", &site.folder).env("PREAU_COUNT", into);
}

/// What a worker did, or said, in its order. Files and folders are known by their inode, names by their path at that instant.
pub(crate) enum Record {
    Written { file: u64, offset: usize, bytes: Vec<u8> },
    Truncated { file: u64, length: usize },
    Synced { file: u64 },
    Created { file: u64, path: PathBuf },
    FolderMade { folder: u64, path: PathBuf },
    Renamed { from: PathBuf, to: PathBuf },
    Removed { path: PathBuf },
    Said(String),
}

/// Reads a log. A worker that ended in the middle of a record leaves it out.
pub(crate) fn read(log: &Path) -> Vec<Record> {
    let bytes = fs::read(log).expect("a log");
    let mut rest = &bytes[..];
    let mut records = Vec::new();
    while let Some((head, tail)) = rest.split_at_checked(25) {
        let number = |rank: usize| {
            u64::from_le_bytes(head[1 + rank * 8..9 + rank * 8].try_into().expect("eight bytes"))
        };
        let size = |rank: usize| usize::try_from(number(rank)).expect("fits");
        let Some((content, next)) = tail.split_at_checked(size(2)) else { break };
        let text = || String::from_utf8_lossy(content).into_owned();
        let (file, path) = (number(0), || PathBuf::from(text()));
        records.push(match head[0] {
            b'W' => Record::Written { file, offset: size(1), bytes: content.to_vec() },
            b'T' => Record::Truncated { file, length: size(1) },
            b'S' => Record::Synced { file },
            b'C' => Record::Created { file, path: path() },
            b'M' => Record::FolderMade { folder: file, path: path() },
            b'U' => Record::Removed { path: path() },
            b'A' => Record::Said(text()),
            _ => {
                let text = text();
                let (from, to) = text.split_once('\0').expect("two paths");
                Record::Renamed { from: from.into(), to: to.into() }
            }
        });
        rest = next;
    }
    records
}
