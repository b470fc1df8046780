//! Notices changes in the folders and of the config, where the system tells of them.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::outbox::{Message, Outbox};
use crate::config::Config;
use crate::files::private;
use crate::library::Archive;
use crate::library::corrections::CorrectionSource;

/// Changes are gathered until there is none for this long,
const QUIET: Duration = Duration::from_millis(400);
/// but no longer than this.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long changes of the state are gathered: a correction is to be seen within a second.
const SHORT_QUIET: Duration = Duration::from_millis(50);
const SHORT_PATIENCE: Duration = Duration::from_millis(300);

/// Calls `look` on a thread of its own after each flurry of changes, until that says stop.
///
/// Folders that cannot be watched are left to the reader's own `rescan`.
pub(super) fn watch_folders(archive: Archive, look: impl Fn() -> bool + Send + 'static) {
    // Without a thread nothing is watched, and `rescan` remains.
    let _ = thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || {
            let (sender, changes) = mpsc::channel();
            // Every folder below is visited first, which takes its time.
            let _watching = start_watcher(&archive, sender);
            while wait_for_change(&changes) && look() {}
        });
}

fn new_watcher(changes: Sender<()>) -> Option<RecommendedWatcher> {
    let tell = move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
            let _ = changes.send(());
        }
    };
    notify::recommended_watcher(tell).ok()
}

fn start_watcher(archive: &Archive, changes: Sender<()>) -> Option<RecommendedWatcher> {
    let mut watcher = new_watcher(changes)?;
    for folder in archive.folders() {
        let _ = watcher.watch(folder, RecursiveMode::Recursive);
    }
    Some(watcher)
}

/// Calls `tell` on a thread of its own after the corrections in the archive's state have changed, until that says stop.
///
/// A folder that cannot be watched is left to the next scan.
pub(super) fn watch_corrections(archive: &Archive, tell: impl Fn() -> bool + Send + 'static) {
    let Some(state) = archive.state_path().map(Path::to_owned) else {
        return;
    };
    let _ = thread::Builder::new()
        .name("corrections".to_owned())
        .spawn(move || {
            let (sender, changes) = mpsc::channel();
            let _watching = watch_file(&state, sender);
            let mut source = CorrectionSource::from_path(&state);
            source.read_changes();
            while changes.recv().is_ok() {
                let begun = Instant::now();
                while begun.elapsed() < SHORT_PATIENCE && changes.recv_timeout(SHORT_QUIET).is_ok()
                {
                }
                if source.read_changes() && !tell() {
                    return;
                }
            }
        });
}

/// Watches the folder of a file, of which SQLite replaces or appends to several.
fn watch_file(file: &Path, changes: Sender<()>) -> Option<RecommendedWatcher> {
    let mut watcher = new_watcher(changes)?;
    let folder = file.parent()?;
    // The thread that opens the state may not have come so far.
    private::create_folder(folder).ok()?;
    watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
    Some(watcher)
}

/// A watch over a folder, but not over those in it.
pub(super) struct FolderWatch {
    folder: PathBuf,
    id: Option<(u64, u64)>,
    _watcher: RecommendedWatcher,
}

impl FolderWatch {
    /// Starts to watch; `None` if the folder is missing, or cannot be watched.
    pub(super) fn start(folder: &Path, changes: &Sender<()>) -> Option<Self> {
        let mut watcher = new_watcher(changes.clone())?;
        watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
        Some(Self {
            folder: folder.to_owned(),
            id: folder_id(folder),
            _watcher: watcher,
        })
    }

    /// Returns `true` if the folder that is watched is still there, rather than another of its name.
    pub(super) fn is_in_place(&self) -> bool {
        self.id.is_some() && folder_id(&self.folder) == self.id
    }
}

/// Returns the device and inode of a folder.
fn folder_id(folder: &Path) -> Option<(u64, u64)> {
    let found = folder.metadata().ok()?;
    Some((found.dev(), found.ino()))
}

/// Sleeps until something changed and the flurry is over; says no when nothing will come any more.
fn wait_for_change(changes: &Receiver<()>) -> bool {
    if changes.recv().is_err() {
        return false;
    }
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE && changes.recv_timeout(QUIET).is_ok() {}
    true
}

/// Reads the config again whenever its file changes.
pub(super) struct ConfigWatch {
    /// The file.
    pub(super) file: PathBuf,
    /// The home folder.
    pub(super) home: PathBuf,
    /// What is in the file.
    pub(super) known: Config,
    /// Where a changed config is sent.
    pub(super) outbox: Outbox,
}

impl ConfigWatch {
    /// Begins to watch, on a thread of its own.
    pub(super) fn start(self) {
        // Without a thread, a changed config is read at the next start.
        let _ = thread::Builder::new()
            .name("config".to_owned())
            .spawn(move || self.run());
    }

    fn run(self) {
        let mut known = self.known;
        let (sender, changes) = mpsc::channel();
        let _watching = start_config_watcher(self.file.clone(), sender);
        while wait_for_change(&changes) {
            let present = self.file.exists().then_some(self.file.as_path());
            let config = Config::load(present, &self.home);
            if config.as_ref() == Ok(&known) {
                continue;
            }
            if let Ok(config) = &config {
                known = config.clone();
            }
            self.outbox.send_message(Message::Config(Box::new(config)));
        }
    }
}

/// Watches the folder of a file, since editors replace the file.
fn start_config_watcher(file: PathBuf, changes: Sender<()>) -> Option<RecommendedWatcher> {
    let folder = file.parent()?.to_owned();
    let tell = move |event: notify::Result<notify::Event>| {
        let is_change = |event: notify::Event| {
            !matches!(event.kind, EventKind::Access(_)) && event.paths.contains(&file)
        };
        if event.is_ok_and(is_change) {
            let _ = changes.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(tell).ok()?;
    watcher.watch(&folder, RecursiveMode::NonRecursive).ok()?;
    Some(watcher)
}
