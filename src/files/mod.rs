//! How the program uses the disk: it opens nothing but regular files, and what it makes belongs to its owner alone.
//!
//! - [`regular`]: opening and reading without ever waiting for a pipe or a device
//! - [`private`]: folders of mode 0700 and files of mode 0600, whatever the umask

pub mod private;
pub mod regular;
