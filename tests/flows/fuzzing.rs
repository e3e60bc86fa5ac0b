//! What the search of `fuzz/` has found stays found: every reader of bytes takes every file of its corpus, and those files a little altered.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use campaign::{Campaign, many};
use parsers::{PARSERS, seeds};

#[test]
fn no_bytes_make_a_reader_fall() {
    let mut campaign = Campaign::new("corpus", 53);
    for (name, parse) in PARSERS {
        let folder = tests::project().join("fuzz/corpus").join(name);
        let mut paths: Vec<_> =
            fs::read_dir(&folder).expect("a corpus").flatten().map(|entry| entry.path()).collect();
        paths.sort();
        let mut corpus: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a file")).collect();
        corpus.extend(seeds().into_iter().filter(|(of, _)| of == name).map(|(_, bytes)| bytes));
        let stands = |bytes: &[u8]| catch_unwind(AssertUnwindSafe(|| parse(bytes))).is_ok();
        for (file, bytes) in corpus.iter().enumerate() {
            campaign.tried("file", stands(bytes), || format!("{name}, file {file}"));
        }
        for _ in 0..many(300, 100_000) {
            let bytes = campaign.altered(&corpus);
            campaign.tried("altered", stands(&bytes), || format!("{name}: {bytes:02x?}"));
        }
    }
    let control = catch_unwind(|| assert!(seeds().is_empty())).is_err();
    assert!(control, "a reader that falls is seen");
    campaign.end("a reader that falls is seen to fall");
}
