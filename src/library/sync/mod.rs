//! Shares the state between the devices of one user, through a folder that something else carries.
//!
//! Each device writes one file into the folder, `DEVICE.jsonl`: its whole state as lines, replaced as a whole, and by it
//! alone. So no two devices write the same file, and no carrier has a conflict to settle. Each reads the files of the others
//! and merges them; merging is the same in any order and however often, so all states come out the same.
//!
//! - [`carried`]: the files in the folder, of which anything may be wrong
//! - [`exchange`]: reads what the others wrote, and writes what has changed here
//! - `mark`: remembers that there is nothing left to do
//! - [`devices`]: who takes part, for `doctor`
//! - [`conflicts`]: copies of the state itself that a carrier set aside

pub mod carried;
pub mod conflicts;
pub mod devices;
pub mod exchange;
mod mark;

pub use devices::{DeviceReport, list_devices};
pub use exchange::{SyncFolder, SyncOutcome};
pub use mark::is_up_to_date;
