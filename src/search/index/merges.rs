//! Which segments are merged: small ones soon, and large ones only where they are many.
//!
//! A merge writes all its documents again and maps all its segments into memory. tantivy's own policy merges eight of a
//! similar size, whatever that is: a tenth of the processor time of a first ingest, and the peak of its memory. A search
//! looks into each segment, which costs some 0.1 ms, so that their number is bounded instead.

use tantivy::SegmentMeta;
use tantivy::indexer::{MergeCandidate, MergePolicy};

/// How many small segments are merged into one, and how many large ones, whose pages a merge maps.
const SMALL_AT_ONCE: usize = 8;
const LARGE_AT_ONCE: usize = 4;

/// The most documents of a small segment: what changes in a day, not what a first ingest flushes.
const SMALL: u32 = 10_000;

/// How many large segments there may be.
const MOST_LARGE: usize = 16;

/// The most documents of a segment that is merged with others.
const LARGEST_MERGED: u32 = 10_000_000;

/// Merges small segments by eights, and the smallest of the large ones if there are over [`MOST_LARGE`].
#[derive(Debug)]
pub(super) struct TieredMerges;

impl MergePolicy for TieredMerges {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let merged = segments
            .iter()
            .filter(|one| one.num_docs() <= LARGEST_MERGED);
        let mut merged: Vec<&SegmentMeta> = merged.collect();
        merged.sort_by_key(|segment| segment.num_docs());
        let (small, large) = merged.split_at(merged.partition_point(|segment| is_small(segment)));
        let mut candidates: Vec<MergeCandidate> =
            small.chunks_exact(SMALL_AT_ONCE).map(merge_all).collect();
        if large.len() > MOST_LARGE {
            candidates.extend(large.chunks_exact(LARGE_AT_ONCE).next().map(merge_all));
        }
        candidates
    }
}

fn is_small(segment: &SegmentMeta) -> bool {
    segment.num_docs() <= SMALL
}

fn merge_all(segments: &[&SegmentMeta]) -> MergeCandidate {
    MergeCandidate(segments.iter().map(|segment| segment.id()).collect())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use tantivy::Index;
    use tantivy::index::SegmentId;
    use tantivy::schema::Schema;

    use super::*;

    /// Returns the sizes of the segments of each merge.
    fn merges_of(sizes: &[u32]) -> Vec<Vec<u32>> {
        let index = Index::create_in_ram(Schema::builder().build());
        let id = SegmentId::generate_random;
        let segments = sizes.iter().map(|size| index.new_segment_meta(id(), *size));
        let segments: Vec<SegmentMeta> = segments.collect();
        let size_of = |id: &SegmentId| {
            let segment = segments.iter().find(|segment| segment.id() == *id);
            segment.unwrap().num_docs()
        };
        let merges = TieredMerges.compute_merge_candidates(&segments);
        let sizes = |merge: &MergeCandidate| merge.0.iter().map(size_of).collect();
        merges.iter().map(sizes).collect()
    }

    #[rstest]
    #[case::a_few_small_ones(&[100; 7], &[])]
    #[case::eight(&[100; 8], &[8])]
    #[case::however_many(&[100; 20], &[8, 8])]
    #[case::large_ones(&[30_000; 16], &[])]
    #[case::many_large_ones(&[30_000; 30], &[4])]
    #[case::not_what_is_as_large_as_an_archive(&[20_000_000; 40], &[])]
    fn segments_are_merged_where_there_are_many(#[case] sizes: &[u32], #[case] expected: &[usize]) {
        let merges = merges_of(sizes);
        assert_eq!(merges.iter().map(Vec::len).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_smallest_of_the_large_ones_are_merged() {
        let mut sizes = vec![300_000; 30];
        sizes.extend([60_000, 30_000, 50_000, 40_000]);
        assert_eq!(merges_of(&sizes), [vec![30_000, 40_000, 50_000, 60_000]]);
    }
}
