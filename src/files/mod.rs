//! Opens nothing but regular files, and keeps what the program creates private to its owner.
//!
//! - [`home`]: expands `~`
//! - [`regular`]: opens and reads files without ever waiting for a pipe or a device
//! - [`private`]: creates folders of mode 0700 and files of mode 0600, whatever the umask
//! - [`spooled`]: files of what has none of its own, such as the standard input

pub mod home;
pub mod private;
pub mod regular;
pub mod spooled;
