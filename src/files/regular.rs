//! Opens regular files only: opening a named pipe may wait forever, and opening a device may have side effects.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

/// The error inside the [`io::Error`] for something that is not a regular file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is {0}, not a file: only files are read")]
pub struct NotRegular(&'static str);

/// Opens a regular file for reading.
///
/// # Errors
/// Fails if it cannot be opened, or is a folder, a named pipe, a socket or a device.
pub fn open(path: &Path) -> io::Result<File> {
    open_with(path, OpenOptions::new().read(true))
}

/// Opens a regular file with these options.
///
/// # Errors
/// See [`open()`].
pub fn open_with(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    // NONBLOCK returns from a pipe at once and changes nothing for regular files; NOCTTY keeps a terminal from
    // becoming the controlling one (open(2)).
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    let file = options.custom_flags(flags).open(path)?;
    // Checked on the open file, since the name may lead elsewhere by now.
    let kind = file.metadata()?.file_type();
    if kind.is_file() {
        return Ok(file);
    }
    Err(io::Error::new(
        io::ErrorKind::InvalidInput,
        NotRegular(kind_name(kind)),
    ))
}

/// Reads a regular file to its end.
///
/// # Errors
/// See [`open()`]; also when reading fails.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_up_to(path, u64::MAX)
}

/// Reads at most `limit` bytes of a regular file.
///
/// # Errors
/// See [`open()`]; also when reading fails.
pub fn read_up_to(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    // Only a hint for the buffer: files of /proc have length 0, and a file may grow while it is read.
    let expected = file.metadata()?.len().min(limit);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    file.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn kind_name(kind: std::fs::FileType) -> &'static str {
    if kind.is_dir() {
        "a folder"
    } else if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_char_device() || kind.is_block_device() {
        "a device"
    } else {
        "a special file"
    }
}

#[cfg(test)]
mod tests {
    use rustix::fs::Mode;

    use super::*;

    fn make_pipe(path: &Path) {
        rustix::fs::mkfifoat(rustix::fs::CWD, path, Mode::RUSR | Mode::WUSR).unwrap();
    }

    #[test]
    fn a_named_pipe_is_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        make_pipe(&path);
        let message = open(&path).unwrap_err().to_string();
        assert!(message.starts_with("is a named pipe"), "{message}");
    }

    #[test]
    fn a_named_pipe_is_not_written_to_either() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        make_pipe(&path);
        assert!(open_with(&path, OpenOptions::new().write(true)).is_err());
    }

    #[test]
    fn a_link_to_a_file_is_followed_and_one_to_a_pipe_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (file, pipe) = (folder.path().join("file"), folder.path().join("pipe"));
        std::fs::write(&file, "The tide turned.").unwrap();
        make_pipe(&pipe);
        let link = |target: &Path, name: &str| {
            let link = folder.path().join(name);
            std::os::unix::fs::symlink(target, &link).unwrap();
            link
        };
        assert_eq!(read(&link(&file, "a")).unwrap(), b"The tide turned.");
        assert!(read(&link(&pipe, "b")).is_err());
    }

    #[test]
    fn no_more_is_read_than_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, "tide").unwrap();
        assert_eq!(read_up_to(&path, 2).unwrap(), b"ti");
        assert_eq!(read(&path).unwrap(), b"tide");
    }
}
