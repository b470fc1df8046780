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

/// Says whether every thread of the process waits for something: none runs, waits for its turn or for a disk.
pub(super) fn is_asleep(pid: u32) -> bool {
    fs::read_dir(format!("/proc/{pid}/task"))
        .unwrap()
        .filter_map(Result::ok)
        .all(|task| {
            let status = task.path().join("status");
            let state = status_field(status.to_str().unwrap(), "State:");
            // A thread that has ended meanwhile does nothing any more.
            state.is_none_or(|state| state.starts_with('S'))
        })
}

/// Returns the number of the thread with that name.
pub(super) fn thread(pid: u32, name: &str) -> Option<i32> {
    let task = fs::read_dir(format!("/proc/{pid}/task"))
        .unwrap()
        .filter_map(Result::ok)
        .find(|task| {
            let found = fs::read_to_string(task.path().join("comm"));
            found.is_ok_and(|found| found.trim_end() == name)
        })?;
    task.file_name().to_str()?.parse().ok()
}

/// Returns the processor time that the thread which draws has used up, in clock ticks.
pub(super) fn drawing_ticks(pid: u32) -> u64 {
    ticks(&format!("/proc/{pid}/task/{pid}/stat"))
}

/// Returns what the process has used up.
pub(super) fn usage(pid: u32) -> Usage {
    let ticks = ticks(&format!("/proc/{pid}/stat"));
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

fn ticks(path: &str) -> u64 {
    let stat = fs::read_to_string(path).unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let fields: Vec<&str> = fields.split_whitespace().collect();
    // The 14th and 15th field of the file: time in user and in system mode.
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

fn status_field(path: &str, name: &str) -> Option<String> {
    let status = fs::read_to_string(path).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().to_owned())
}
