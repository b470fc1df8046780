//! Reads a file whole, without ever waiting, and never more than the limit.

use std::io::{self, Read};
use std::path::Path;

use rustix::io::Errno;

use super::problem::NO_SUCH_FILE;
use crate::files::regular;

/// The most bytes that are read from a file, and that a compressed file may expand to.
pub const MAXIMUM_BYTES: u64 = 64 * 1024 * 1024;

/// What could be read, and what was wrong on the way.
#[derive(Debug, PartialEq, Eq, Default)]
pub(super) struct FileBytes {
    /// The bytes, from the first to the last that could be had.
    pub(super) bytes: Vec<u8>,
    /// Why they are not all there.
    pub(super) problem: Option<String>,
}

/// Reads a regular file; anything else, such as a named pipe, is refused without waiting for it.
///
/// # Errors
/// Returns a message that says why nothing could be read.
pub(super) fn read_file(path: &Path) -> Result<FileBytes, String> {
    let mut file = regular::open(path).map_err(|error| why_not_opened(&error))?;
    let metadata = file.metadata().map_err(|error| why_not_opened(&error))?;
    Ok(read_up_to(MAXIMUM_BYTES, metadata.len(), &mut file))
}

/// Reads at most `limit` bytes; `expected` of them are made room for at once.
pub(super) fn read_up_to(limit: u64, expected: u64, reader: &mut dyn Read) -> FileBytes {
    // The size may lie, as for files in /proc; one byte more tells that the limit is exceeded.
    let room = usize::try_from(expected.min(limit).saturating_add(1)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(room);
    let outcome = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let problem = if bytes.len() > most {
        bytes.truncate(most);
        Some(format!(
            "is larger than {}: only that much was loaded; split the file to read the rest",
            size_name(limit)
        ))
    } else {
        outcome.err().map(|error| why_stopped(&error))
    };
    FileBytes { bytes, problem }
}

/// Formats a size in whole mebibytes.
fn size_name(bytes: u64) -> String {
    format!("{} MB", bytes / (1024 * 1024))
}

fn why_stopped(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            "is truncated, perhaps an incomplete download: what is there was loaded".to_owned()
        }
        _ => format!("could not be read to the end ({error}): the part before was loaded"),
    }
}

fn why_not_opened(error: &io::Error) -> String {
    match Errno::from_io_error(error) {
        None => error.to_string(),
        Some(Errno::NOENT) => format!("{NO_SUCH_FILE}: check the name, or rescan"),
        Some(Errno::ACCESS | Errno::PERM) => {
            "permission denied: check its permissions with 'ls -l'".to_owned()
        }
        Some(Errno::NXIO | Errno::OPNOTSUPP) => {
            "is a socket or a device without a driver, not a file: only files are read".to_owned()
        }
        Some(Errno::LOOP) => "is a link that points back to itself".to_owned(),
        Some(_) => format!("cannot be opened: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use rustix::fs::Mode;

    use super::*;

    fn refusal(path: &Path) -> String {
        read_file(path).expect_err("nothing to read there")
    }

    #[test]
    fn a_folder_with_a_file_name_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b.txt");
        std::fs::create_dir(&path).unwrap();
        assert_eq!(
            refusal(&path),
            "is a folder, not a file: only files are read"
        );
    }

    #[test]
    fn a_named_pipe_is_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe.txt");
        rustix::fs::mkfifoat(rustix::fs::CWD, &path, Mode::RUSR | Mode::WUSR).unwrap();
        assert!(refusal(&path).starts_with("is a named pipe"));
    }

    #[test]
    fn a_socket_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket.txt");
        let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
        assert!(refusal(&path).contains("a socket"));
    }

    #[test]
    fn a_device_is_refused() {
        assert!(refusal(Path::new("/dev/null")).starts_with("is a device"));
    }

    #[test]
    fn a_missing_file_is_named_as_missing() {
        let folder = tempfile::tempdir().unwrap();
        assert!(refusal(&folder.path().join("gone.txt")).starts_with("does not exist"));
    }

    #[test]
    fn what_is_over_the_limit_is_left_out_and_said() {
        let read = read_up_to(1024 * 1024, 0, &mut io::repeat(b'a'));
        assert_eq!(read.bytes.len(), 1024 * 1024);
        assert!(read.problem.unwrap().starts_with("is larger than 1 MB"));
    }

    #[test]
    fn a_file_of_just_the_limit_is_whole() {
        let read = read_up_to(3, 3, &mut &b"abc"[..]);
        assert_eq!(read.bytes, b"abc");
        assert_eq!(read.problem, None);
    }

    #[test]
    fn what_came_before_an_error_is_kept() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("bad sector"))
            }
        }
        let read = read_up_to(10, 10, &mut (&b"abc"[..]).chain(Broken));
        assert_eq!(read.bytes, b"abc");
        assert!(read.problem.unwrap().contains("bad sector"));
    }
}
