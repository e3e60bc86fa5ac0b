//! Other people's formats: golden files, published schemas, hostile inputs.

mod caf;
mod products;
mod tabular;
mod takeover;
mod tresor;

use std::path::PathBuf;

/// A file of `tests/fixtures`.
fn fixture(path: &str) -> PathBuf {
    tests::project().join("tests/fixtures").join(path)
}

/// Bytes of a file of `tests/fixtures`.
fn bytes_of(path: &str) -> Vec<u8> {
    std::fs::read(fixture(path)).unwrap_or_else(|e| panic!("tests/fixtures/{path}: {e}"))
}

/// The bytes must be those kept; `PREAU_BLESS=1` keeps the new ones.
#[track_caller]
fn must_equal_golden(path: &str, bytes: &[u8]) {
    if std::env::var_os("PREAU_BLESS").is_some() {
        std::fs::write(fixture(path), bytes).expect("writes the golden file");
    }
    let kept = bytes_of(path);
    let line = kept.split(|b| *b == b'\n').zip(bytes.split(|b| *b == b'\n')).position(|(a, b)| a != b);
    assert!(
        kept == bytes,
        "tests/fixtures/{path} differs from line {:?}; if the change is wanted, run with PREAU_BLESS=1",
        line.map(|at| at + 1)
    );
}
