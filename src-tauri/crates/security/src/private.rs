//! Files and folders of their owner alone.
//!
//! On Unix a new file takes the rights of the session's mask, which often lets the other accounts of a shared
//! machine read it: the vault's files are born `0600`, its folder `0700`. On Windows they are born in the agent's
//! own profile, which others cannot read.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a file where nothing stands.
pub fn create_new(path: &Path) -> io::Result<File> {
    writing().create_new(true).open(path)
}

/// Opens a file to write in it, made when it is missing. One that stands keeps its content and its rights.
pub fn open_or_create(path: &Path) -> io::Result<File> {
    writing().create(true).truncate(false).open(path)
}

/// Makes a folder and those above that are missing. One that stands keeps its rights: it may be the town's choice.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(path)
}

/// Copies a file to where nothing stands, and flushes it to the disk.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut copy = create_new(to)?;
    io::copy(&mut File::open(from)?, &mut copy)?;
    copy.sync_all()
}

/// Makes what was made, renamed or removed in a folder durable. Windows has no such call: its journal orders them.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

fn writing() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn rights(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_made_is_its_owners_alone() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("mairie/coffre");
        create_folder(&folder).unwrap();
        assert_eq!((rights(&folder), rights(&place.path().join("mairie"))), (0o700, 0o700));
        create_folder(&folder).unwrap();
        let file = folder.join("commune.verrou");
        open_or_create(&file).unwrap();
        assert_eq!(rights(&file), 0o600);
        assert_eq!(create_new(&file).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        fs::write(&file, b"kept").unwrap();
        open_or_create(&file).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"kept");
        let shared = place.path().join("shared");
        fs::write(&shared, b"bytes").unwrap();
        fs::set_permissions(&shared, fs::Permissions::from_mode(0o644)).unwrap();
        copy(&shared, &folder.join("copy")).unwrap();
        assert_eq!(rights(&folder.join("copy")), 0o600);
        assert!(copy(&shared, &file).is_err(), "what stands is not written over");
    }
}
