//! Readings: consistent snapshots on connections that are lent and given back.

use std::path::Path;
use std::sync::{MutexGuard, PoisonError};

use rusqlite::{Connection, OpenFlags};

use crate::connection::connect;
use crate::reach::{Connected, Reach};
use crate::transaction::Reader;
use crate::{Store, StoreError};

/// The connections that read: those at rest, and how many are at work.
#[derive(Default)]
pub(crate) struct Readers {
    pub(crate) idle: Vec<Connected>,
    pub(crate) busy: usize,
}

impl Store {
    /// Reads a consistent snapshot: what another window commits meanwhile is not seen. Any number at once.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.read_within(None, work)
    }

    /// The same, for an agent who reaches a part of the town: the rest is not there.
    pub fn read_within<T, E: From<StoreError>>(
        &self,
        reach: Option<&Reach>,
        work: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut reading = Reading::begin(self, reach).map_err(E::from)?;
        let snapshot = reading.connection().transaction().map_err(|e| E::from(e.into()))?;
        work(&Reader::new(&snapshot))
    }

    /// The same, with a second reading of the very same state for another thread: what is large is read beside the rest.
    pub fn read_beside_within<T, E: From<StoreError>>(
        &self,
        reach: Option<&Reach>,
        work: impl FnOnce(&Reader<'_>, Beside<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // Nobody commits between the beginnings of the two.
        let held = self.writer();
        let beside = Reading::begin(self, reach).and_then(Beside::begin).map_err(E::from)?;
        let mut reading = Reading::begin(self, reach).map_err(E::from)?;
        let snapshot = reading.connection().transaction().map_err(|e| E::from(e.into()))?;
        take_snapshot(&snapshot).map_err(E::from)?;
        drop(held);
        work(&Reader::new(&snapshot), beside)
    }

    /// So many readings of the very same state, the journal's and the marks' included, one for each thread that will read. Their
    /// connections serve no more afterwards: they hold a good part of the file in memory, and the engine condemns one that met a damaged
    /// page.
    pub(crate) fn read_together(&self, many: usize) -> Result<Vec<Beside<'_>>, StoreError> {
        let _held = self.writer();
        (0..many).map(|_| Reading::once(self).and_then(Beside::begin)).collect()
    }

    pub(crate) fn readers(&self) -> MutexGuard<'_, Readers> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn read_only(&self, path: &Path) -> Result<Connection, StoreError> {
        let key = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        connect(path, &key, OpenFlags::SQLITE_OPEN_READ_ONLY)
    }
}

/// A connection lent for one reading, given back whatever happens.
struct Reading<'s> {
    store: &'s Store,
    connection: Option<Connected>,
    /// Whether the connection serves again afterwards.
    lent: bool,
}

impl<'s> Reading<'s> {
    fn begin(store: &'s Store, reach: Option<&Reach>) -> Result<Self, StoreError> {
        let mut readers = store.readers();
        let rank = readers.idle.iter().position(|connection| connection.shows(reach));
        let mut connection =
            match rank.map(|rank| readers.idle.swap_remove(rank)).or_else(|| readers.idle.pop()) {
                Some(connection) => connection,
                None => Connected::whole(store.read_only(&store.path)?),
            };
        connection.showing(reach)?;
        readers.busy += 1;
        Ok(Self { store, connection: Some(connection), lent: true })
    }

    /// On a connection of its own, closed afterwards.
    fn once(store: &'s Store) -> Result<Self, StoreError> {
        let connection = Connected::whole(store.read_only(&store.path)?);
        store.readers().busy += 1;
        Ok(Self { store, connection: Some(connection), lent: false })
    }

    fn connection(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("lent until dropped").as_it_is_mut()
    }
}

/// A transaction sees the file as it is when it first reads, not when it begins.
fn take_snapshot(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?)
}

/// A second reading of the state another one sees, to be carried to another thread.
pub struct Beside<'s>(Reading<'s>);

impl<'s> Beside<'s> {
    fn begin(mut reading: Reading<'s>) -> Result<Self, StoreError> {
        reading.connection().execute_batch("BEGIN")?;
        take_snapshot(reading.connection())?;
        Ok(Self(reading))
    }

    /// The reading itself, for as long as this lasts.
    pub(crate) fn reader(&mut self) -> Reader<'_> {
        Reader::new(self.0.connection())
    }

    /// Reads.
    pub fn read<T>(mut self, work: impl FnOnce(&Reader<'_>) -> T) -> T {
        work(&Reader::new(self.0.connection()))
    }
}

impl Drop for Beside<'_> {
    fn drop(&mut self) {
        // Given back as it was lent: nothing was written, there is nothing to lose.
        let _ = self.0.connection().execute_batch("ROLLBACK");
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let mut readers = self.store.readers();
        readers.busy -= 1;
        let connection = self.connection.take();
        readers.idle.extend(connection.filter(|_| self.lent));
        self.store.reading_ended.notify_all();
    }
}
