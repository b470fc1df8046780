//! Measures in tests what work costs the processor, whatever else the machine has to do meanwhile.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Does work and returns the processor time that this thread took for it.
pub(crate) fn processor_time(work: impl FnOnce()) -> Duration {
    let begun = clock_gettime(ClockId::ThreadCPUTime);
    work();
    let taken = clock_gettime(ClockId::ThreadCPUTime) - begun;
    Duration::try_from(taken).unwrap_or_default()
}
