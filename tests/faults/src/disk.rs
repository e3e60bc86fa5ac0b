//! What a power cut leaves of a folder: what was flushed for sure, and of the rest whatever one likes.
//!
//! The bytes of a file are sure once the file was synced; its name, once its folder was. Until then each write, each sector of it and each
//! name may be there or not, whatever came after. A renaming is there whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::campaign::Random;
use crate::recorder::Record;

const SECTOR: usize = 512;

/// What is kept of what was not flushed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unflushed {
    /// Nothing.
    Lost,
    /// Everything.
    Kept,
    /// Each write and each name or not.
    Some,
    /// Each sector of each write, and each name, or not.
    Torn,
}

impl Unflushed {
    pub(crate) const ALL: [Self; 4] = [Self::Lost, Self::Kept, Self::Some, Self::Torn];

    fn keeps(self, random: &mut Random) -> bool {
        match self {
            Self::Lost => false,
            Self::Kept => true,
            Self::Some | Self::Torn => random.flip(),
        }
    }
}

/// A name in a folder.
type Place = (u64, String);

/// A change to the names of folders.
#[derive(Clone)]
enum Naming {
    Linked(Place, u64),
    Unlinked(Place),
    Renamed(Place, Place, u64),
}

impl Naming {
    fn folders(&self) -> [u64; 2] {
        match self {
            Self::Linked((folder, _), _) | Self::Unlinked((folder, _)) => [*folder; 2],
            Self::Renamed((from, _), (to, _), _) => [*from, *to],
        }
    }

    fn apply(&self, names: &mut BTreeMap<Place, u64>) {
        match self {
            Self::Linked(place, file) => drop(names.insert(place.clone(), *file)),
            Self::Unlinked(place) => drop(names.remove(place)),
            // What was never there under its first name does not come under its second.
            Self::Renamed(from, to, file) => {
                if names.get(from) == Some(file) {
                    names.remove(from);
                    names.insert(to.clone(), *file);
                }
            }
        }
    }
}

/// A change to the bytes of a file.
#[derive(Clone)]
enum Writing {
    Written(usize, Vec<u8>),
    Truncated(usize),
}

impl Writing {
    fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Self::Truncated(length) => content.resize(*length, 0),
            Self::Written(offset, bytes) => {
                content.resize(content.len().max(offset + bytes.len()), 0);
                content[*offset..offset + bytes.len()].copy_from_slice(bytes);
            }
        }
    }

    /// The sectors of a write, each on its own.
    fn torn(&self) -> Vec<Self> {
        let Self::Written(offset, bytes) = self else { return vec![self.clone()] };
        let (mut at, mut sectors) = (0, Vec::new());
        while at < bytes.len() {
            let end = (at + SECTOR - (offset + at) % SECTOR).min(bytes.len());
            sectors.push(Self::Written(offset + at, bytes[at..end].to_vec()));
            at = end;
        }
        sectors
    }
}

/// A file: what is sure, and what is not yet.
#[derive(Clone, Default)]
struct File {
    sure: Vec<u8>,
    unsure: Vec<Writing>,
}

/// A folder and all it holds, as a disk has it.
#[derive(Clone)]
pub(crate) struct Disk {
    root: PathBuf,
    root_inode: u64,
    /// A disk gives the inode of what was removed to what is made: each file has a number of its own here.
    numbers: BTreeMap<u64, u64>,
    folders: BTreeSet<u64>,
    files: BTreeMap<u64, File>,
    sure: BTreeMap<Place, u64>,
    unsure: Vec<Naming>,
    /// What the program sees: all the names.
    seen: BTreeMap<Place, u64>,
}

impl Disk {
    /// A folder that has been there for long.
    pub(crate) fn of(root: &Path) -> Self {
        let root_inode = fs::metadata(root).expect("a folder").ino();
        let mut disk = Self {
            root: root.to_owned(),
            root_inode,
            numbers: BTreeMap::new(),
            folders: BTreeSet::from([root_inode]),
            files: BTreeMap::new(),
            sure: BTreeMap::new(),
            unsure: Vec::new(),
            seen: BTreeMap::new(),
        };
        disk.read(root, root_inode);
        disk.seen = disk.sure.clone();
        disk
    }

    fn read(&mut self, folder: &Path, inode: u64) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            let file = entry.metadata().expect("a file").ino();
            self.sure.insert((inode, name), file);
            if path.is_dir() {
                self.folders.insert(file);
                self.read(&path, file);
            } else {
                let sure = fs::read(path).expect("a file");
                self.files.insert(file, File { sure, unsure: Vec::new() });
            }
        }
    }

    /// The name of a path, whatever its folder is called at that instant.
    fn place(&self, path: &Path) -> Option<Place> {
        let inside = path.strip_prefix(&self.root).ok()?;
        let mut names = inside.components().map(|name| name.as_os_str().to_string_lossy().into_owned());
        let last = names.next_back()?;
        let folder =
            names.try_fold(self.root_inode, |folder, name| self.seen.get(&(folder, name)).copied())?;
        Some((folder, last))
    }

    fn name(&mut self, naming: Naming) {
        naming.apply(&mut self.seen);
        self.unsure.push(naming);
    }

    /// Carries out what a worker did.
    pub(crate) fn carry_out(&mut self, record: &Record) {
        match record {
            Record::Written { file, offset, bytes } => {
                self.write(*file, Writing::Written(*offset, bytes.clone()))
            }
            Record::Truncated { file, length } => self.write(*file, Writing::Truncated(*length)),
            Record::Synced { file } => self.flush(self.number(*file)),
            Record::Created { file, path } => {
                let number = self.new_number(*file);
                self.files.insert(number, File::default());
                self.link(number, path);
            }
            Record::FolderMade { folder, path } => {
                let number = self.new_number(*folder);
                self.folders.insert(number);
                self.link(number, path);
            }
            Record::Renamed { from, to } => {
                let places = self.place(from).zip(self.place(to));
                if let Some((from, to)) = places
                    && let Some(file) = self.seen.get(&from).copied()
                {
                    self.name(Naming::Renamed(from, to, file));
                }
            }
            Record::Removed { path } => {
                if let Some(place) = self.place(path) {
                    self.name(Naming::Unlinked(place));
                }
            }
            Record::Said(_) => {}
        }
    }

    fn number(&self, inode: u64) -> u64 {
        self.numbers.get(&inode).copied().unwrap_or(inode)
    }

    fn new_number(&mut self, inode: u64) -> u64 {
        let number = u64::MAX - (self.files.len() + self.folders.len()) as u64;
        self.numbers.insert(inode, number);
        number
    }

    fn link(&mut self, inode: u64, path: &Path) {
        if let Some(place) = self.place(path) {
            self.name(Naming::Linked(place, inode));
        }
    }

    fn write(&mut self, file: u64, writing: Writing) {
        self.files.entry(self.number(file)).or_default().unsure.push(writing);
    }

    fn flush(&mut self, inode: u64) {
        if let Some(file) = self.files.get_mut(&inode) {
            let File { sure, unsure } = file;
            unsure.drain(..).for_each(|writing| writing.apply(sure));
            return;
        }
        // With the names of a folder, what they come from: a renaming is of two folders.
        let mut flushed = BTreeSet::from([inode]);
        let mut kept = Vec::new();
        let mut made_sure = Vec::new();
        for naming in self.unsure.drain(..).rev() {
            let folders = naming.folders();
            if folders.iter().any(|folder| flushed.contains(folder)) {
                flushed.extend(folders);
                made_sure.push(naming);
            } else {
                kept.push(naming);
            }
        }
        made_sure.iter().rev().for_each(|naming| naming.apply(&mut self.sure));
        self.unsure = kept.into_iter().rev().collect();
    }

    /// What a cut leaves now: every file by its path, and folders that hold none.
    pub(crate) fn cut(
        &self,
        unflushed: Unflushed,
        random: &mut Random,
    ) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let mut names = self.sure.clone();
        for naming in &self.unsure {
            if unflushed.keeps(random) {
                naming.apply(&mut names);
            }
        }
        let mut left = BTreeMap::new();
        self.gather(&names, self.root_inode, &self.root, &mut |path, file| {
            let content = file.map(|file| {
                let mut content = file.sure.clone();
                for writing in &file.unsure {
                    let parts = if matches!(unflushed, Unflushed::Torn) {
                        writing.torn()
                    } else {
                        vec![writing.clone()]
                    };
                    parts
                        .iter()
                        .filter(|_| unflushed.keeps(random))
                        .for_each(|part| part.apply(&mut content));
                }
                content
            });
            left.insert(path, content);
        });
        left
    }

    fn gather(
        &self,
        names: &BTreeMap<Place, u64>,
        folder: u64,
        path: &Path,
        keep: &mut dyn FnMut(PathBuf, Option<&File>),
    ) {
        for ((_, name), inode) in
            names.range((folder, String::new())..).take_while(|((of, _), _)| *of == folder)
        {
            let path = path.join(name);
            if self.folders.contains(inode) {
                keep(path.clone(), None);
                self.gather(names, *inode, &path, keep);
            // The index of the log lives in memory: the engine makes it again.
            } else if !name.ends_with("-shm") {
                keep(path, self.files.get(inode).or(Some(&File::default())));
            }
        }
    }
}
