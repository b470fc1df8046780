//! Maps offsets between a text and its folded form.

use crate::article::TextRange;

/// The places where a text and its folded form differ in length; between them one byte maps to one byte.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct OffsetMap {
    changes: Vec<OffsetChange>,
}

/// Original bytes that became other bytes as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct OffsetChange {
    folded: u32,
    original: u32,
    /// 0 where the original was dropped.
    folded_length: u16,
    original_length: u16,
}

impl OffsetChange {
    const fn folded_start(&self) -> usize {
        self.folded as usize
    }

    const fn folded_end(&self) -> usize {
        self.folded as usize + self.folded_length as usize
    }

    const fn original_start(&self) -> usize {
        self.original as usize
    }

    const fn original_end(&self) -> usize {
        self.original as usize + self.original_length as usize
    }
}

impl OffsetMap {
    /// Notes that `original` became the `length` bytes at `folded`; what was noted of it before is forgotten.
    pub(super) fn add_replacement(&mut self, folded: usize, length: usize, original: TextRange) {
        while self
            .changes
            .pop_if(|last| last.original_start() >= original.start)
            .is_some()
        {}
        self.changes.push(OffsetChange {
            folded: u32::try_from(folded).unwrap_or(u32::MAX),
            original: u32::try_from(original.start).unwrap_or(u32::MAX),
            folded_length: u16::try_from(length).unwrap_or(u16::MAX),
            original_length: u16::try_from(original.len()).unwrap_or(u16::MAX),
        });
    }

    /// Notes that `length` bytes at `original` were dropped when the folded text had come to `folded`.
    pub(super) fn add_removal(&mut self, folded: usize, original: usize, length: usize) {
        if let Some(last) = self.changes.last_mut()
            && last.original_end() == original
            && let Some(longer) = u16::try_from(length)
                .ok()
                .and_then(|length| last.original_length.checked_add(length))
        {
            last.original_length = longer;
            return;
        }
        self.add_replacement(folded, 0, TextRange::new(original, original + length));
    }

    /// Releases reserved memory.
    pub(super) fn shrink_to_fit(&mut self) {
        self.changes.shrink_to_fit();
    }

    /// Returns where parts of the folded text came from; they must be in the order of their starts.
    ///
    /// Covers whole characters, with what was dropped after them.
    pub(super) fn original_ranges(
        &self,
        parts: impl Iterator<Item = TextRange>,
    ) -> impl Iterator<Item = TextRange> {
        let mut ahead = self.changes.as_slice();
        parts.map(move |part| {
            let passed = count_leading(ahead, |change| change.folded_start() <= part.start);
            ahead = ahead.get(passed.saturating_sub(1)..).unwrap_or_default();
            let start = original_start(ahead, part.start);
            if part.is_empty() {
                return TextRange::new(start, start);
            }
            TextRange::new(start, original_end(ahead, part.end))
        })
    }

    /// Returns where the original's byte `at` went; inside what changed as a whole, where that begins.
    pub(super) fn folded_offset(&self, at: usize) -> usize {
        match last_where(&self.changes, |change| change.original_start() <= at) {
            None => at,
            Some(change) if at < change.original_end() => change.folded_start(),
            Some(change) => change.folded_end() + (at - change.original_end()),
        }
    }

    #[cfg(test)]
    pub(super) fn heap_size(&self) -> usize {
        self.changes.capacity() * size_of::<OffsetChange>()
    }
}

/// Returns where the character that holds the folded byte `at` begins in the original.
fn original_start(changes: &[OffsetChange], at: usize) -> usize {
    match last_where(changes, |change| change.folded_start() <= at) {
        None => at,
        Some(change) if at < change.folded_end() => change.original_start(),
        Some(change) => change.original_end() + (at - change.folded_end()),
    }
}

/// Returns where the last character before the folded byte `at` ends, with what was dropped after it.
fn original_end(changes: &[OffsetChange], at: usize) -> usize {
    match last_where(changes, |change| change.folded_start() < at) {
        Some(change) if at < change.folded_end() => original_start(changes, change.folded_end()),
        _ => original_start(changes, at),
    }
}

/// Returns the last change of those at the beginning that satisfy a condition.
fn last_where(
    changes: &[OffsetChange],
    condition: impl Fn(&OffsetChange) -> bool,
) -> Option<&OffsetChange> {
    changes.get(count_leading(changes, condition).checked_sub(1)?)
}

/// Counts the changes at the beginning that satisfy a condition, in the logarithm of their number.
fn count_leading(changes: &[OffsetChange], condition: impl Fn(&OffsetChange) -> bool) -> usize {
    // Exponential search: queries come in order, so that the change is near the front.
    let mut bound = 1;
    while changes.get(bound).is_some_and(&condition) {
        bound *= 2;
    }
    let near = changes.get(..bound).unwrap_or(changes);
    near.partition_point(condition)
}
