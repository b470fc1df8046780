//! Which of the keys that end a program were pressed since the reader last had the terminal.
//!
//! A signal's handler notes the key at once, while the thread that obeys signals may come to it only when the program
//! that the key was meant for has ended. So the reader forgets such keys when it takes the terminal from that program.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use signal_hook::consts::{SIGINT, SIGQUIT};
use signal_hook::flag;

static INTERRUPT: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
static QUIT: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Makes the handlers note the keys; to be called before other handlers are registered, since they run in that order.
///
/// # Errors
/// When the signals cannot be had.
pub(super) fn note_keys() -> io::Result<()> {
    flag::register(SIGINT, Arc::clone(&INTERRUPT))?;
    flag::register(SIGQUIT, Arc::clone(&QUIT))?;
    Ok(())
}

/// Returns `true` if the key of a signal was pressed, and forgets it; other signals have no key and always count.
pub(super) fn was_pressed(signal: i32) -> bool {
    match signal {
        SIGINT => INTERRUPT.swap(false, Ordering::AcqRel),
        SIGQUIT => QUIT.swap(false, Ordering::AcqRel),
        _ => true,
    }
}

/// Forgets the keys that were pressed while another program had the terminal.
pub(super) fn forget_keys() {
    INTERRUPT.store(false, Ordering::Release);
    QUIT.store(false, Ordering::Release);
}
