//! Expands compressed files within limits.

use flate2::bufread::MultiGzDecoder;

use super::open::{FileBytes, MAXIMUM_BYTES, read_up_to};

/// What every compressed file begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// How many times its size a file may expand; stories shrink to a third or a quarter.
const MAXIMUM_EXPANSION: u64 = 100;

/// What even a small file may expand to.
const ALWAYS_ALLOWED: u64 = 16 * 1024 * 1024;

/// Returns `true` if `bytes` are compressed with gzip, whatever the file's name.
pub(super) fn is_compressed(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// Expands `bytes`; a damaged file gives what precedes the damage, and a problem.
pub(super) fn expand_bytes(bytes: &[u8]) -> FileBytes {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    // Guards against decompression bombs.
    let limit = size
        .saturating_mul(MAXIMUM_EXPANSION)
        .clamp(ALWAYS_ALLOWED, MAXIMUM_BYTES);
    read_up_to(
        limit,
        size.saturating_mul(4),
        &mut MultiGzDecoder::new(bytes),
    )
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn compressed(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_compressed_file_comes_out_whole() {
        assert_eq!(
            expand_bytes(&compressed(b"The ferry stopped.")).bytes,
            b"The ferry stopped."
        );
    }

    #[test]
    fn files_put_one_after_the_other_come_out_in_one() {
        let both = [compressed(b"one "), compressed(b"two")].concat();
        assert_eq!(expand_bytes(&both).bytes, b"one two");
    }

    #[test]
    fn of_a_truncated_file_comes_what_is_there() {
        let story: Vec<u8> = (0..4000_u32).flat_map(u32::to_le_bytes).collect();
        let whole = compressed(&story);
        let read = expand_bytes(&whole[..whole.len() / 2]);
        assert!(story.starts_with(&read.bytes));
        assert!(read.bytes.len() > 1000);
        assert!(read.problem.unwrap().starts_with("is truncated"));
    }

    #[test]
    fn a_file_that_explodes_is_cut_and_said() {
        let bomb = compressed(&vec![b'a'; 40 * 1024 * 1024]);
        let read = expand_bytes(&bomb);
        assert!(read.bytes.len() <= bomb.len() * 101);
        assert!(read.problem.unwrap().starts_with("is larger than"));
    }

    #[test]
    fn a_file_that_only_begins_like_a_compressed_one_gives_nothing_and_a_problem() {
        let read = expand_bytes(b"\x1f\x8bnot at all");
        assert!(read.bytes.is_empty());
        assert!(read.problem.is_some());
    }
}
