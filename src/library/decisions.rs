//! Reads from the file of the state what the reader decided on who is who.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::catalogue::StateFlags;
use super::state::{self, PersonDecision};
use crate::people::NameDecision;
use crate::search::index::ReadDecisions;

/// The decisions in `state.db`, which is never written here.
#[derive(Debug, Default)]
struct DecisionSource {
    flags: StateFlags,
    /// The state's version when it was last read.
    version: Option<i64>,
    decisions: Arc<Vec<NameDecision>>,
}

/// Returns a function that reads the decisions in the state at `path`, which need not exist; opens nothing yet.
pub(super) fn read_decisions_at(path: &Path) -> ReadDecisions {
    let source = Mutex::new(DecisionSource {
        flags: StateFlags::from_path(path),
        ..DecisionSource::default()
    });
    Box::new(move || {
        let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
        source.read_changes();
        Arc::clone(&source.decisions)
    })
}

impl DecisionSource {
    /// Reads the decisions again if the state has changed.
    ///
    /// While the state cannot be read, those that were read last hold: a fault of the disk must not join or separate names.
    fn read_changes(&mut self) {
        self.flags.refresh();
        let version = self.flags.state_version();
        if self.version == Some(version) {
            return;
        }
        if let Some(Ok(decisions)) = self.flags.read_with(state::read_decisions) {
            self.version = Some(version);
            self.decisions = Arc::new(decisions.iter().map(name_decision).collect());
        }
    }
}

fn name_decision(decision: &PersonDecision) -> NameDecision {
    let [one, other] = decision.names();
    let (one, other) = (one.as_str().to_owned(), other.as_str().to_owned());
    if decision.is_same() {
        NameDecision::Same(one, other)
    } else {
        NameDecision::Apart(one, other)
    }
}
