//! What kind of disk a folder is on.
//!
//! A base on a file share ends up damaged: its journal needs memory shared by one machine, and locks across a network cannot be relied
//! upon (sqlite.org, "Use of WAL without shared memory"). The town's share is for backups, never for the vault.

use std::fs;
use std::path::{Path, PathBuf};

/// Whether a folder, or the nearest one above that exists, lies on another machine. A system that does not say is believed local.
pub fn is_remote(folder: &Path) -> bool {
    let known = folder.ancestors().find_map(|place| fs::canonicalize(place).ok());
    known.is_some_and(|place| remote(&place))
}

/// Whether two folders lie on the same disk: losing it would lose both. What the system does not say is believed to be apart.
pub fn same_volume(one: &Path, other: &Path) -> bool {
    let known = |folder: &Path| folder.ancestors().find_map(|place| fs::canonicalize(place).ok());
    match (known(one), known(other)) {
        (Some(one), Some(other)) => volume_of(&one).is_some_and(|volume| volume_of(&other) == Some(volume)),
        _ => false,
    }
}

#[cfg(unix)]
fn volume_of(place: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;
    Some(fs::metadata(place).ok()?.dev())
}

#[cfg(windows)]
fn volume_of(place: &Path) -> Option<std::ffi::OsString> {
    use std::path::Component;
    match place.components().next()? {
        Component::Prefix(prefix) => Some(prefix.as_os_str().to_ascii_lowercase()),
        _ => None,
    }
}

#[cfg(not(any(unix, windows)))]
fn volume_of(_: &Path) -> Option<()> {
    None
}

/// A drive letter given to a share resolves to the share itself.
#[cfg(windows)]
fn remote(place: &Path) -> bool {
    use std::path::{Component, Prefix};
    matches!(
        place.components().next(),
        Some(Component::Prefix(prefix)) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    )
}

#[cfg(target_os = "linux")]
fn remote(place: &Path) -> bool {
    fs::read_to_string("/proc/self/mounts").is_ok_and(|mounts| is_on_a_share(&mounts, place))
}

#[cfg(not(any(windows, target_os = "linux")))]
fn remote(_: &Path) -> bool {
    false
}

/// File systems that are another machine's.
const SHARES: [&str; 10] =
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "davfs", "fuse.sshfs", "fuse.davfs2"];

/// Reads a table of mounts as Linux writes it: device, place, kind, options. The longest place that holds the folder is its own.
fn is_on_a_share(mounts: &str, place: &Path) -> bool {
    let holding = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (mount, kind) = (words.nth(1)?, words.next()?);
        // Spaces are written as octal codes.
        let mount = PathBuf::from(mount.replace("\\040", " "));
        place.starts_with(&mount).then(|| (mount.components().count(), kind))
    });
    // Of two mounts on one place, the last hides the first.
    holding.max_by_key(|(depth, _)| *depth).is_some_and(|(_, kind)| SHARES.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_on_the_mount_that_holds_it_closest() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\n//serveur/mairie /mnt/mairie cifs rw 0 0\n\
                      /dev/sdb1 /mnt/mairie/cle\\040usb vfat rw 0 0\nnas:/vol /srv nfs4 rw 0 0\n";
        for (place, expected) in [
            ("/home/agent/coffre", false),
            ("/mnt/mairie/coffre", true),
            ("/mnt/mairies/coffre", false),
            ("/mnt/mairie/cle usb/coffre", false),
            ("/srv", true),
        ] {
            assert_eq!(is_on_a_share(mounts, Path::new(place)), expected, "{place}");
        }
    }

    #[test]
    fn folders_of_one_disk_are_told_from_those_of_two() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(same_volume(folder.path(), &folder.path().join("pas encore/faite")));
        #[cfg(target_os = "linux")]
        assert!(!same_volume(folder.path(), Path::new("/proc/self")));
    }

    #[test]
    fn this_machines_own_disk_is_not_a_share() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(!is_remote(&folder.path().join("pas encore faite/coffre")));
    }
}
