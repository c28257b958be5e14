//! The folder of results: files in it are complete or absent.

use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::fs::TryLockError;
use std::io;
use std::io::BufWriter;
use std::path::Path;
use std::path::PathBuf;

use tempfile::NamedTempFile;
use tempfile::TempDir;

use crate::error::Error;

/// What the name of the folder of an unfinished run begins with.
const UNFINISHED: &str = ".run-";

/// A folder that this run alone writes to.
///
/// Everything is written to a hidden folder inside and appears by [`Output::publish`]; a run that ends before leaves
/// the former results untouched.
#[derive(Debug)]
pub(super) struct Output {
    folder: PathBuf,
    run: TempDir,
    /// Held as long as the run lasts.
    lock: File,
}

impl Output {
    /// Makes the folder, locks it, and clears away what a killed run has left.
    ///
    /// # Errors
    ///
    /// [`Error::InUse`] when another run has locked it, [`Error::Output`] when it cannot be made.
    pub(super) fn open(folder: &Path) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(Error::output("create", folder))?;
        let lock_file = folder.join(".lock");
        let lock = File::options()
            .create(true)
            .write(true)
            .truncate(false)
            .open(&lock_file)
            .map_err(Error::output("create", &lock_file))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::InUse { folder: folder.to_path_buf() }),
            Err(TryLockError::Error(source)) => return Err(Error::output("lock", &lock_file)(source)),
        }
        let entries = fs::read_dir(folder).map_err(Error::output("list", folder))?;
        for entry in entries.filter_map(Result::ok) {
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                // What cannot be cleared away does no harm.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let run = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempdir_in(folder)
            .map_err(Error::output("create a folder in", folder))?;
        Ok(Self { folder: folder.to_path_buf(), run, lock })
    }

    /// Where unfinished files are.
    pub(super) fn unfinished(&self) -> &Path {
        self.run.path()
    }

    /// Lets the files of these names (`/` leads into a folder) appear, all of which are written and on the disk before the first appears.
    ///
    /// # Errors
    ///
    /// [`Error::Output`].
    pub(super) fn publish(self, names: &[String]) -> Result<(), Error> {
        for name in names {
            let path = self.run.path().join(name);
            File::open(&path).and_then(|file| file.sync_all()).map_err(Error::output("write", &path))?;
        }
        // A folder appears whole, in place of an earlier one.
        let tops: BTreeSet<&str> = names.iter().filter_map(|name| name.split('/').next()).collect();
        for name in tops {
            let (from, to) = (self.run.path().join(name), self.folder.join(name));
            if from.is_dir() && to.is_dir() {
                fs::remove_dir_all(&to).map_err(Error::output("clear", &to))?;
            }
            fs::rename(&from, &to).map_err(Error::output("write", &to))?;
        }
        sync_folder(&self.folder).map_err(Error::output("write", &self.folder))?;
        self.run.close().map_err(Error::output("clear", &self.folder))?;
        drop(self.lock);
        Ok(())
    }
}

/// Writes one file that appears whole or not at all.
///
/// # Errors
///
/// [`Error::Output`] when it cannot be written; whatever `fill` fails with.
pub(super) fn whole_file<T>(
    path: &Path,
    fill: impl FnOnce(&mut BufWriter<NamedTempFile>) -> Result<T, Error>,
) -> Result<T, Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = BufWriter::new(NamedTempFile::new_in(folder).map_err(Error::output("create", path))?);
    let done = fill(&mut file)?;
    let file = file.into_inner().map_err(|error| Error::output("write", path)(error.into_error()))?;
    file.as_file().sync_all().map_err(Error::output("write", path))?;
    file.persist(path).map_err(|error| Error::output("write", path)(error.error))?;
    sync_folder(folder).map_err(Error::output("write", path))?;
    Ok(done)
}

/// Makes the names in a folder last a power cut, where the system can do that.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
