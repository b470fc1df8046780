//! The sample archive in `articles/` loads whole, and shows every shape the loader knows.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pullquote::article::{Article, BlockKind, Quote};
use pullquote::{loader, quotes};
use rstest::rstest;

/// What every sample says of itself.
const SAMPLE_LINE: &str = "This sample story was written for pullquote";

/// A sample: where it is stored in `articles/`, and what it loads as.
struct Sample {
    name: String,
    article: Article,
}

#[test]
fn every_sample_loads_without_a_problem_as_one_article() {
    for path in files() {
        let loaded = loader::load(&path);
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        assert_eq!(loaded.articles.len(), 1, "{}", path.display());
    }
}

#[test]
fn every_sample_has_a_title_a_source_a_date_and_minutes() {
    for sample in samples() {
        let metadata = &sample.article.metadata;
        let name = &sample.name;
        assert!(!metadata.title.is_empty(), "{name}");
        assert!(metadata.source.is_some(), "{name}");
        assert!(metadata.minutes >= 1, "{name}");
        let date = metadata.published.map(|date| date.to_string());
        assert!(
            date.is_some_and(|date| name.contains(&date)),
            "{name}: {:?}",
            metadata.published
        );
    }
}

#[test]
fn the_tour_stands_first() {
    let newest = samples()
        .into_iter()
        .max_by_key(|sample| sample.article.metadata.published);
    assert_eq!(
        newest.map(|sample| sample.name).as_deref(),
        Some("2026-11-22-welcome.md")
    );
}

#[test]
fn blocks_follow_one_another_with_a_blank_line_between() {
    for sample in samples() {
        let mut end = 0;
        for (index, block) in sample.article.blocks.iter().enumerate() {
            let between = sample.article.text.get(end..block.range.start);
            let expected = if index == 0 { "" } else { "\n\n" };
            assert_eq!(between, Some(expected), "{} at {end}", sample.name);
            assert!(
                !sample.article.words_in(block.range).trim().is_empty(),
                "{}",
                sample.name
            );
            end = block.range.end;
        }
        assert_eq!(end, sample.article.text.len(), "{}", sample.name);
    }
}

#[test]
fn every_sample_is_mostly_story() {
    for sample in samples() {
        let story: usize = blocks(&sample, BlockKind::is_story)
            .iter()
            .map(|words| words.len())
            .sum();
        assert!(
            story * 2 > sample.article.text.len(),
            "{}: {story}",
            sample.name
        );
    }
}

#[test]
fn every_sample_says_that_it_is_one() {
    for sample in samples() {
        assert!(sample.article.text.contains(SAMPLE_LINE), "{}", sample.name);
    }
}

#[test]
fn every_quote_lies_inside_its_text() {
    for sample in samples() {
        for quote in quotes::find(&sample.article) {
            assert_lies_inside(&sample, &quote);
        }
    }
}

#[test]
fn every_sample_quotes_somebody() {
    for sample in samples() {
        let is_attributed = quotes::find(&sample.article)
            .iter()
            .any(|quote| quote.speaker.is_some());
        assert!(is_attributed, "{}", sample.name);
    }
}

#[rstest]
#[case::headlines(|kind| kind == BlockKind::Headline, 18)]
#[case::standfirsts(|kind| kind == BlockKind::Standfirst, 7)]
#[case::bylines(|kind| kind == BlockKind::Byline, 10)]
#[case::datelines(|kind| kind == BlockKind::Dateline, 4)]
#[case::headings(|kind| matches!(kind, BlockKind::Heading(_)), 3)]
#[case::block_quotes(|kind| kind == BlockKind::BlockQuote, 4)]
#[case::list_items(|kind| matches!(kind, BlockKind::ListItem(_)), 2)]
#[case::code(|kind| kind == BlockKind::Code, 2)]
#[case::boilerplate(|kind| kind == BlockKind::Boilerplate, 5)]
#[case::provenance(|kind| kind == BlockKind::Provenance, 2)]
fn each_kind_of_block_stands_in_several_samples(
    #[case] is_wanted: fn(BlockKind) -> bool,
    #[case] at_least: usize,
) {
    let holding: Vec<_> = samples()
        .into_iter()
        .filter(|sample| !blocks(sample, is_wanted).is_empty())
        .map(|sample| sample.name)
        .collect();
    assert!(holding.len() >= at_least, "{holding:?}");
}

#[test]
fn the_folder_names_the_source_where_the_file_does_not() {
    let samples = samples();
    let in_folders: Vec<_> = samples
        .iter()
        .filter_map(|sample| Some((sample, sample.name.split_once('/')?.0)))
        .collect();
    assert!(in_folders.len() >= 3);
    for (sample, folder) in in_folders {
        let source = sample.article.metadata.source.as_deref();
        assert_eq!(source, Some(folder), "{}", sample.name);
    }
}

#[test]
fn an_outlet_has_one_name_whatever_tells_it() {
    let sources: BTreeSet<_> = samples()
        .into_iter()
        .filter(|sample| sample.name.starts_with("harbor-ledger_"))
        .map(|sample| sample.article.metadata.source.unwrap().to_string())
        .collect();
    assert_eq!(sources, BTreeSet::from(["Harbor Ledger".to_owned()]));
}

#[test]
fn the_windows_sample_keeps_its_accents_and_marks() {
    let bytes = fs::read(archive().join("kestrel-post_2024-03-02_cafe-miramar.txt")).unwrap();
    assert!(std::str::from_utf8(&bytes).is_err(), "must not be UTF-8");
    assert!(
        bytes.windows(2).any(|pair| pair == b"\r\n"),
        "must end its lines with CRLF"
    );
    let article = sample("kestrel-post_2024-03-02_cafe-miramar.txt").article;
    assert!(!article.text.contains('\u{fffd}'));
    assert!(!article.text.contains('\r'));
    assert!(
        article
            .text
            .contains("“It’s a brute,” she said. “I’ve spent")
    );
    assert!(article.text.contains("offered €4,000 for it"));
    assert_eq!(
        &*article.metadata.title,
        "After 88 years, the Café Miramar pours its last"
    );
}

#[test]
fn the_compressed_sample_is_compressed_and_reads_as_text() {
    let name = "orrin-valley-courier_2024-06-30_groundsman.txt.gz";
    let bytes = fs::read(archive().join(name)).unwrap();
    assert!(bytes.starts_with(&[0x1f, 0x8b]));
    assert_eq!(
        &*sample(name).article.metadata.title,
        "At 58, a Groundsman Keeps Goal, and a Clean Sheet"
    );
}

#[test]
fn a_story_wrapped_at_seventy_columns_has_whole_paragraphs() {
    let sample = sample("harbor-ledger_2025-03-08_storm-petrels.txt");
    assert_eq!(
        &*sample.article.metadata.title,
        "Petrels That Will Not Come Ashore Under a Full Moon Found to Keep Their Own Calendar"
    );
    let paragraphs = paragraphs(&sample);
    assert_eq!(paragraphs.len(), 13);
    assert!(paragraphs.iter().all(|words| !words.contains('\n')));
    assert!(
        paragraphs
            .iter()
            .any(|words| words.starts_with("The clock seems")
                && words.ends_with("but no evidence.''"))
    );
}

#[test]
fn a_story_of_one_sentence_a_line_has_a_paragraph_a_line() {
    let sample = sample("orrin-valley-courier_2026-05-20_ashkettle-recount.txt");
    let paragraphs = paragraphs(&sample);
    assert!(paragraphs.contains(&"\"So could you,\" said Sligo."));
    assert_eq!(paragraphs.len(), 26);
}

#[test]
fn a_story_in_one_paragraph_stays_one() {
    let sample = sample("harbor-ledger_2025-11-12_trawler-verdict.txt");
    assert_eq!(paragraphs(&sample).len(), 1);
}

#[test]
fn a_headline_of_two_lines_is_one_title() {
    assert_eq!(
        &*sample("coast-press_2026-11-05_cape-orrin-weather-station.txt")
            .article
            .metadata
            .title,
        "Cape Orrin Weather Station Goes Dark After 103 Years, \
         Taking the Coast's Longest Temperature Record With It"
    );
}

#[test]
fn the_feature_is_long_and_has_many_speakers() {
    let sample = sample("metropolitan-record_2026-02-15_town-uphill.txt");
    assert!(sample.article.text.split_whitespace().count() >= 2_500);
    let mut speakers: Vec<_> = quotes::find(&sample.article)
        .into_iter()
        .filter_map(|quote| quote.speaker)
        .map(|speaker| speaker.name)
        .collect();
    speakers.sort();
    speakers.dedup();
    assert!(speakers.len() >= 10, "{speakers:?}");
}

fn assert_lies_inside(sample: &Sample, quote: &Quote) {
    let name = &sample.name;
    let words = sample.article.words_in(quote.range);
    assert!(!words.is_empty(), "{name}: {:?}", quote.range);
    assert!(!quote.fragments.is_empty(), "{name}: {words}");
    for fragment in &quote.fragments {
        assert!(quote.range.contains_range(*fragment), "{name}: {words}");
        assert!(
            !sample.article.words_in(*fragment).is_empty(),
            "{name}: {words}"
        );
    }
    let mentions = [&quote.speaker, &quote.runner_up]
        .into_iter()
        .flatten()
        .map(|speaker| speaker.mention);
    for range in mentions.chain(quote.cue) {
        assert!(
            !sample.article.words_in(range).is_empty(),
            "{name}: {words}"
        );
    }
}

/// Returns the words of the blocks of the wanted kinds.
fn blocks(sample: &Sample, is_wanted: fn(BlockKind) -> bool) -> Vec<&str> {
    sample
        .article
        .blocks
        .iter()
        .filter(|block| is_wanted(block.kind))
        .map(|block| sample.article.words_in(block.range))
        .collect()
}

/// Returns the paragraphs but the one that says that this is a sample.
fn paragraphs(sample: &Sample) -> Vec<&str> {
    let mut paragraphs = blocks(sample, |kind| kind == BlockKind::Paragraph);
    paragraphs.retain(|words| !words.contains(SAMPLE_LINE));
    paragraphs
}

fn sample(name: &str) -> Sample {
    load(&archive().join(name))
}

fn samples() -> Vec<Sample> {
    files().iter().map(|path| load(path)).collect()
}

fn load(path: &Path) -> Sample {
    let article = loader::load(path).articles.into_iter().next().unwrap();
    let name = path.strip_prefix(archive()).unwrap().to_str().unwrap();
    Sample {
        name: name.replace('\\', "/"),
        article,
    }
}

/// Returns every file of the archive, sorted.
fn files() -> Vec<PathBuf> {
    let mut folders = vec![archive()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(files.len() >= 16, "{files:?}");
    files
}

fn archive() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("articles")
}
