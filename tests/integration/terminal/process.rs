//! What the system says about the program under test.

use std::fs;

/// What a process has used up so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Usage {
    /// Processor time in clock ticks, of all threads.
    pub(super) ticks: u64,
    /// How often one of its threads has gone to sleep or was put aside.
    pub(super) switches: u64,
}

/// Returns the letter of the state the process is in: `S` sleeping, `T` stopped.
pub(super) fn state(pid: u32) -> Option<char> {
    status_field(&format!("/proc/{pid}/status"), "State:")?
        .chars()
        .next()
}

/// Returns what the process has used up.
pub(super) fn usage(pid: u32) -> Usage {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let fields: Vec<&str> = fields.split_whitespace().collect();
    // The 14th and 15th field of the file: time in user and in system mode.
    let ticks = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    let switches = fs::read_dir(format!("/proc/{pid}/task"))
        .unwrap()
        .map(|task| {
            let status = task.unwrap().path().join("status");
            ["voluntary_ctxt_switches:", "nonvoluntary_ctxt_switches:"]
                // A thread that has ended meanwhile counts for nothing.
                .map(|name| status_field(status.to_str().unwrap(), name).unwrap_or_default())
                .map(|count| count.parse::<u64>().unwrap_or_default())
                .iter()
                .sum::<u64>()
        })
        .sum();
    Usage { ticks, switches }
}

fn status_field(path: &str, name: &str) -> Option<String> {
    let status = fs::read_to_string(path).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().to_owned())
}
