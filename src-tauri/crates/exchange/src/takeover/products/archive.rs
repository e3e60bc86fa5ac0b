//! An archive of several files: those a product writes together, or those an agent gives together.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::tabular::{MAX_BYTES, TableRefusal};

/// Most files an archive may hold.
const MAX_FILES: usize = 1_000;
/// Most bytes an archive may inflate to.
const MAX_INFLATED: usize = 4 * MAX_BYTES;

/// Whether these bytes are an archive that is not itself a workbook.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"PK\x03\x04") {
        return false;
    }
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| {
        archive.index_for_name("xl/workbook.xml").is_none() && archive.index_for_name("content.xml").is_none()
    })
}

/// Every file of an archive, by its name without its folder; what it inflates to is measured before it is believed.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, TableRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(TableRefusal::TooLarge { bytes: bytes.len() });
    }
    let damaged = |_| TableRefusal::DamagedArchive;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_FILES {
        return Err(TableRefusal::TooMuchInside);
    }
    let mut left = MAX_INFLATED;
    let mut files = Vec::new();
    for rank in 0..archive.len() {
        let file = archive.by_index(rank).map_err(damaged)?;
        let name = file.name().map_err(|_| TableRefusal::DamagedArchive)?.into_owned();
        if file.is_dir() {
            continue;
        }
        let mut content = Vec::new();
        file.take(left as u64 + 1).read_to_end(&mut content).map_err(|_| TableRefusal::DamagedArchive)?;
        left = left.checked_sub(content.len()).ok_or(TableRefusal::TooMuchInside)?;
        let alone = name.rsplit(['/', '\\']).next().unwrap_or(&name);
        // What a system leaves beside the files it zips is nobody's.
        if !alone.is_empty() && !alone.starts_with('.') && !name.starts_with("__MACOSX/") {
            files.push((alone.to_owned(), content));
        }
    }
    Ok(files)
}

/// Files given together, as one: the same files give the same bytes, whatever the order they were given in.
pub fn bundle(mut files: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    files.sort();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (rank, (name, content)) in files.iter().enumerate() {
        // Two files of one name, from two folders, are two files.
        let name = if files[..rank].iter().any(|(before, _)| before == name) {
            format!("{rank}/{name}")
        } else {
            name.clone()
        };
        let written = writer
            .start_file(name, options)
            .map_err(drop)
            .and_then(|()| writer.write_all(content).map_err(drop));
        debug_assert!(written.is_ok(), "memory takes what it is given");
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}
