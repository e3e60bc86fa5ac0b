//! Files that must survive a cut: never written in place.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::private;

/// Puts a file already whole in the place of another: flushed first, then renamed. After a crash, one or the other stands there.
pub fn install(whole: &Path, place: &Path) -> io::Result<()> {
    File::open(whole)?.sync_all()?;
    fs::rename(whole, place)?;
    sync_directory_of(place)
}

/// Writes beside, flushes to the disk, then renames: after a crash the file is the old one or the
/// new one, whole. The file is readable by its owner only.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".tmp");
    let beside = Path::new(&beside);
    let written = owner_only(beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    if let Err(error) = written.and_then(|()| fs::rename(beside, path)) {
        let _ = fs::remove_file(beside);
        return Err(error);
    }
    sync_directory_of(path)
}

fn owner_only(path: &Path) -> io::Result<File> {
    // A leftover of a crash may have other permissions: begin anew.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    private::create_new(path)
}

/// Makes the renaming itself durable. Windows has no such call: its journal orders the renaming
/// after the flushed data, and a file in the agent's own profile is readable by them alone.
fn sync_directory_of(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(directory) = path.parent() {
        let directory = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
        File::open(directory)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_whole_and_leaves_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.cles");
        replace(&path, b"one").unwrap();
        fs::write(folder.path().join("a.cles.tmp"), b"leftover of a crash").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_failure_keeps_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let occupied = folder.path().join("folder");
        fs::create_dir(&occupied).unwrap();
        fs::write(occupied.join("x"), b"").unwrap();
        assert!(replace(&occupied, b"bytes").is_err(), "a folder is not replaced by a file");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
