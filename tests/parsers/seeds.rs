//! Writes in `fuzz/corpus/` what the product itself writes: where each search begins.

use std::fs;
use std::path::Path;

fn main() -> std::io::Result<()> {
    for (rank, (parser, bytes)) in parsers::seeds().into_iter().enumerate() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(parser);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("seed-{rank}")), bytes)?;
    }
    Ok(())
}
