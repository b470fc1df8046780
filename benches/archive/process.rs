//! What this process used.

use std::fs;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// Returns the processor time of all threads of this process so far.
pub fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap(),
    )
}

/// Runs something; returns its processor time and how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration, Duration) {
    let (begun, used) = (Instant::now(), processor_time());
    let done = work();
    (done, processor_time().saturating_sub(used), begun.elapsed())
}

/// Returns the memory of this process in megabytes: the most it ever had, the most of its own, its own now.
pub fn memory() -> (f64, f64) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let megabytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
        kilobytes.unwrap_or(0.0) / 1024.0
    };
    (megabytes("VmHWM:"), megabytes("RssAnon:"))
}
