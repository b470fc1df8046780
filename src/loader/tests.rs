//! What holds for every file, whatever is in it.

use std::fmt::Write;

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::article::{BlockKind, TextRange};

/// Fails unless blocks cover the text in its order, parted by blank lines, and the text is clean.
fn check(article: &Article) {
    let text = article.text.as_str();
    assert_eq!(Clean::new(text), article.text);
    let mut end = None;
    for block in &article.blocks {
        let words = article.words_in(block.range);
        assert!(!words.trim().is_empty(), "{block:?} is empty in {text:?}");
        assert!(
            !words.contains("\n\n"),
            "{block:?} holds a blank line in {text:?}"
        );
        let between = TextRange::new(end.unwrap_or_default(), block.range.start);
        let expected = if end.is_some() { "\n\n" } else { "" };
        assert_eq!(between.of(text), expected, "before {block:?} in {text:?}");
        end = Some(block.range.end);
    }
    assert_eq!(end.unwrap_or_default(), text.len());
    assert!(!article.metadata.title.trim().is_empty());
    assert!(!article.metadata.title.contains('\n'));
    assert!(article.metadata.minutes > 0);
}

#[test]
fn a_note_of_the_paper_is_no_part_of_a_block_quote_and_names_no_outlet() {
    let story = "Mayor speaks out\n\n\
        Ana Ruiz spoke on Monday at the pier about the boats and the money.\n\n\
        The mayor wrote:\n\n\
        Nobody ever asked for the ferry, and nobody will be given it.\n\
        Editor’s note: This was posted by the Harbor Ledger on Monday.\n\n\
        This story originally appeared in the Coast Press.\n";
    let loaded = load_bytes(Path::new("mayor.txt"), story.as_bytes());
    let article = &loaded.articles[0];
    let kinds: Vec<BlockKind> = article.blocks.iter().map(|block| block.kind).collect();
    assert!(kinds.ends_with(&[
        BlockKind::BlockQuote,
        BlockKind::Provenance,
        BlockKind::Provenance
    ]));
    assert_eq!(article.metadata.source.as_deref(), Some("The Coast Press"));
}

#[rstest]
#[case::by_its_name("feeds.opml")]
#[case::as_xml("feeds.xml")]
fn a_list_of_feeds_is_no_article(#[case] name: &str) {
    let list = "<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><body><outline xmlUrl=\"https://a.example\"/></body></opml>";
    let loaded = load_bytes(Path::new(name), list.as_bytes());
    assert_eq!(loaded.articles, []);
    assert!(loaded.problems[0].message.starts_with("is a list of feeds"));
}

#[test]
fn a_page_whose_name_says_nothing_is_read_as_a_page() {
    let page = "<!DOCTYPE html><title>Ferry stops</title><p>The night ferry has stopped for good, said the harbor master on \
        Monday, and nobody knows who will row.</p><p>It rained all the day, and nobody went out to look for the boat.</p>";
    let loaded = load_bytes(Path::new("saved"), page.as_bytes());
    assert_eq!(loaded.articles[0].metadata.title, "Ferry stops");
}

/// Lines that the steps look for, and signs that the gate and the steps trip over.
const PIECES: [&str; 44] = [
    "The ferry stopped for good on Monday, the harbor office said.",
    "Ferry stops",
    "By Ines Halloran",
    "Ines Halloran",
    "Ines Halloran Waterfront-editor",
    "Ines Halloran is a deckhand.",
    "3 min read",
    "May 20, 2016",
    "2016-09-08",
    "NORTHHAVEN (CP) — The",
    "To wit:",
    "[F]or the island, we will mend it.",
    "We row.",
    "She wrote:",
    "See all photos",
    "The boats (pictures)",
    "Share",
    "Facebook",
    "Related:",
    "- one",
    "• two",
    "3. three",
    "# Heading",
    "> quoted",
    "This story originally appeared at Island Notes.",
    "ABSTRACT.",
    "FULL TEXT.",
    "***",
    "+++",
    "---",
    "title: x",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\t",
    "\u{a0}",
    "\u{301}",
    "\u{200d}",
    "\u{202e}",
    "\u{1b}[1m",
    "\0",
    "渡し船",
    "“",
];

fn stories() -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned), 1 => ".{0,9}"];
    let end = prop_oneof![Just(""), Just("\n"), Just("\n\n")];
    prop::collection::vec((piece, end), 0..40).prop_map(|pieces| {
        pieces
            .into_iter()
            .fold(String::new(), |mut story, (piece, end)| {
                write!(story, "{piece}{end}").unwrap();
                story
            })
    })
}

fn names() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a.txt", "b.md", "nyt_2016-09-08_ferry-stops.txt", "c"])
}

proptest! {
    #[test]
    fn any_bytes_give_a_sound_article_or_a_problem(name in names(), bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let loaded = load_bytes(Path::new(name), &bytes);
        loaded.articles.iter().for_each(check);
        prop_assert!(!loaded.articles.is_empty() || !loaded.problems.is_empty());
    }

    #[test]
    fn any_story_gives_a_sound_article(name in names(), story in stories()) {
        load_bytes(Path::new(name), story.as_bytes()).articles.iter().for_each(check);
    }

    #[test]
    fn any_name_is_survived(name in "\\PC{0,40}") {
        load_bytes(Path::new(&name), b"Ferry stops\n\nIt stopped.").articles.iter().for_each(check);
    }
}

#[rstest]
#[case::nothing(b"")]
#[case::blanks(b" \r\n\t\n ")]
#[case::a_mark_alone(b"\xef\xbb\xbf")]
#[case::a_picture(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")]
#[case::only_what_the_gate_removes(b"\x1b[0m\x1b]0;title\x07")]
fn a_file_without_words_is_a_problem(#[case] bytes: &[u8]) {
    let loaded = load_bytes(Path::new("a.txt"), bytes);
    assert_eq!(loaded.articles, []);
    assert_eq!(loaded.problems.len(), 1);
}

#[test]
fn what_cannot_be_decoded_is_replaced_and_told() {
    let loaded = load_bytes(
        Path::new("a.txt"),
        "Fähre hält für immer\n\nSo ist es \u{1}".as_bytes(),
    );
    assert_eq!(loaded.problems, []);
    let loaded = load_bytes(
        Path::new("a.txt"),
        b"F\xc3\xa4hre h\xc3\xa4lt f\xc3\xbcr immer, sch\xc3\xb6n \xe2\x28",
    );
    assert_eq!(loaded.articles.len(), 1);
    assert!(loaded.problems[0].to_string().contains("UTF-8"));
}

#[test]
fn what_is_over_the_limit_of_lines_is_left_out_and_told() {
    let story = "\n".repeat(MAXIMUM_LINES - 2) + "It rained.\nAll day.";
    assert_eq!(
        load_bytes(Path::new("a.txt"), story.as_bytes()).problems,
        []
    );
    let loaded = load_bytes(
        Path::new("a.txt"),
        format!("{story}\nAnd all night.").as_bytes(),
    );
    assert!(loaded.articles[0].text.ends_with("All day."));
    assert!(
        loaded.problems[0]
            .message
            .starts_with("has more than 1,000,000 lines")
    );
}

#[test]
fn what_is_over_the_limit_of_bytes_is_left_out_and_told() {
    let line = "It rained on the island. ".repeat(40) + "\n\n";
    let story = line.repeat(MAXIMUM_TEXT / line.len() + 1);
    let loaded = load_bytes(Path::new("a.txt"), story.as_bytes());
    let text = &loaded.articles[0].text;
    assert!(text.len() > MAXIMUM_TEXT / 100 * 99);
    assert!(text.ends_with("It rained on the island."), "no line is cut");
    assert!(
        loaded.problems[0]
            .message
            .starts_with("has more than 16 MB of text")
    );
}

#[test]
fn a_huge_line_below_a_short_one_is_cut() {
    let story = "Rain\n\n".to_owned() + &"It rained on the island. ".repeat(MAXIMUM_TEXT / 20);
    let loaded = load_bytes(Path::new("a.txt"), story.as_bytes());
    assert!(loaded.articles[0].text.len() > MAXIMUM_TEXT / 2);
    assert_eq!(loaded.problems.len(), 1);
}

/// What is quadratic takes minutes for these; `benches/growth.rs` measures it.
#[rstest]
#[case::many_paragraphs("It rained on the island.\n\n".repeat(25_000))]
#[case::one_long_line("It rained on the island. ".repeat(100_000))]
#[case::one_long_word("rain".repeat(500_000))]
#[case::full_stops_only("A.".repeat(500_000))]
#[case::wrapped("It rained on the island until the ferry came, and nobody was\n".repeat(20_000))]
#[case::quotes_only(format!("She wrote:\n\n{}", "We row to the island.\n\n".repeat(20_000)))]
#[case::noise_only("See all photos\n\n".repeat(25_000))]
#[case::entries_only("- one\n".repeat(40_000))]
#[case::names_only("Ines Halloran\n".repeat(40_000))]
#[case::marks_only("\u{201c}".repeat(500_000))]
#[case::blank_lines("\n".repeat(1_000_000) + "It rained.")]
#[case::open_tags("<a ".repeat(200_000))]
fn a_story_of_any_shape_is_loaded_whole(#[case] story: String) {
    load_bytes(Path::new("a.txt"), story.as_bytes())
        .articles
        .iter()
        .for_each(check);
}
