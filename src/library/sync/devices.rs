//! Who takes part in a sync folder, for `doctor`.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::carried::{self, CarriedFile, MOST_FILES};
use crate::library::device::DeviceName;
use crate::library::state::device_lines;

/// A file in a sync folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceReport {
    /// The file.
    pub path: PathBuf,
    /// The device that wrote it; `None` if it is the export of another origin.
    pub device: Option<DeviceName>,
    /// When it was written.
    pub written: Option<Timestamp>,
    /// How many facts it has.
    pub facts: usize,
    /// Whether it is a copy beside the device's own file, as a carrier makes of a conflict.
    pub is_copy: bool,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// Returns the files of all devices, sorted by name.
///
/// # Errors
/// Fails if the folder cannot be read.
pub fn list_devices(folder: &Path) -> io::Result<Vec<DeviceReport>> {
    let files = carried::list_files(folder)?;
    Ok(files.iter().take(MOST_FILES).map(report_file).collect())
}

fn report_file(file: &CarriedFile) -> DeviceReport {
    let mut report = DeviceReport {
        path: file.path.clone(),
        device: None,
        written: None,
        facts: 0,
        is_copy: false,
        problem: None,
    };
    let bytes = match file.read() {
        Ok(bytes) => bytes,
        Err(error) => {
            report.problem = Some(error.to_string());
            return report;
        }
    };
    if let Ok(header) = device_lines::parse_header(&bytes) {
        let named = file.path.file_stem().and_then(|name| name.to_str());
        report.is_copy = header
            .device
            .as_ref()
            .is_some_and(|device| named != Some(device.as_str()));
        report.device = header.device;
        report.written = header.written;
    }
    let fault = match device_lines::parse_device_lines(&bytes) {
        Ok(lines) => {
            report.facts = lines.count();
            lines.faults.into_iter().next()
        }
        Err(fault) => Some(fault),
    };
    report.problem = fault.map(|fault| match fault.line {
        Some(line) => format!("line {line}: {fault}"),
        None => fault.to_string(),
    });
    report
}
