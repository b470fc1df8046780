//! Passages of the reader's own: selected with keys and the mouse, kept, noted, copied, given a speaker.

use super::samples::{ALL, FERRY};
use super::story::{Story, story};
use pullquote::app::effect::{Effect, TerminalRequest};
use pullquote::app::event::MouseKind;
use rstest::rstest;

/// Returns the words that are being selected.
fn selected(story: &Story) -> Option<&str> {
    let reading = story.app().reading()?;
    Some(reading.article()?.words_in(reading.highlighted()?))
}

/// Returns the words that are kept.
fn kept(story: &Story) -> Vec<&str> {
    let reading = story.app().reading().unwrap();
    let article = reading.article().unwrap();
    let kept = reading.kept_highlights().iter();
    kept.map(|kept| article.words_in(kept.range)).collect()
}

#[rstest]
#[case::begins_with_the_first_word("v", "The")]
#[case::a_word_on("v w", "The night")]
#[case::words_on_and_one_back("v 3 w W", "The night ferry")]
#[case::a_character_on("v l l", "The n")]
#[case::a_character_less("v w h", "The nigh")]
#[case::before_the_beginning("v 3 w v W W", "night ferry left")]
#[case::to_the_end_of_the_line(
    "v $",
    "The night ferry left the harbour on Tuesday with forty passengers"
)]
#[case::to_its_start_again("v 3 w v 0", "The night ferry left")]
#[case::the_sentence(
    "v i s",
    "The night ferry left the harbour on Tuesday with forty passengers and a dog, six days after waves tore its ramp away."
)]
#[case::the_quote_further_on(
    "v } } v i s",
    "“We will sail every night from now on,” said Captain Ines Holm, who has run the line since March."
)]
#[case::from_the_word_at_the_end("v } v", "away")]
#[case::begun_anew("v 4 w v", "the")]
fn keys_select(#[case] keys: &str, #[case] expected: &str) {
    let story = story(ALL).press("enter").press(keys);
    assert_eq!(
        selected(&story),
        Some(expected.trim()),
        "{}",
        story.screen()
    );
}

#[test]
fn lines_and_paragraphs_are_selected_over_their_ends() {
    let story = story(ALL).press("enter v j");
    assert!(
        selected(&story)
            .unwrap()
            .starts_with("The night ferry left")
    );
    assert!(selected(&story).unwrap().len() > "The night ferry left the harbour on Tuesday".len());
    let story = story.press("} }");
    let words = selected(&story).unwrap();
    assert!(
        words.contains("“We will sail") && words.ends_with("since March."),
        "{words}"
    );
    let story = story.press("{");
    assert!(selected(&story).unwrap().ends_with("ramp away."));
}

/// A story with an empty line in its code.
const CODE: (&str, &str) = (
    "harbour-times_2026-09-08_log.md",
    "# Log of the ferry\n\n```\nnoon in port\n\nfive at sea\nsix at sea\n```\n\nIt rained.\n",
);

#[rstest]
#[case::the_next_line("j", "noon in port\n\nfive")]
#[case::by_so_many("2 j", "noon in port\n\nfive at sea\nsix")]
#[case::and_back("j j j k k k", "noon")]
#[case::no_further_than_the_last_line(
    "9 9 9 9 9 j",
    "noon in port\n\nfive at sea\nsix at sea\n\nIt r"
)]
#[case::no_further_than_the_last_word(
    "9 9 9 9 9 w",
    "noon in port\n\nfive at sea\nsix at sea\n\nIt rained"
)]
#[case::no_further_than_the_first_line("9 9 9 9 9 k", "of the ferry\n\nnoon")]
fn a_selection_goes_over_empty_lines(#[case] keys: &str, #[case] expected: &str) {
    let story = story(&[CODE]).press("enter v").press(keys);
    assert_eq!(selected(&story), Some(expected), "{}", story.screen());
}

#[test]
fn a_great_count_is_as_fast_as_a_small_one() {
    let words = "The tide turned and the boats came in. ".repeat(4000);
    let text = format!("Tides\n\n{words}\n\n{words}\n");
    let story = story(&[("a_2026-09-08_tide.txt", &text)]).press("enter v");
    let started = std::time::Instant::now();
    let keys = ["l", "h", "w", "W", "}", "{", "j", "k"];
    let story = keys.iter().fold(story, |story, key| {
        story.press(&format!("9 9 9 9 9 9 {key}"))
    });
    assert!(selected(&story).is_some());
    assert!(started.elapsed() < std::time::Duration::from_mins(1));
}

#[test]
fn a_passage_is_kept_listed_found_again_after_an_edit_and_removed() {
    let story = story(ALL).press("enter v i s b");
    assert!(selected(&story).is_none());
    let story = story
        .shows("Bookmarked the highlight")
        .shows("★ The night ferry");
    let (name, text) = FERRY;
    let edited = text.replace("The night boat left port", "The long night boat left port");
    let story = story.restart().edits(name, &edited);
    let story = story.press("B").shows("highlight").press("enter");
    assert_eq!(kept(&story).len(), 1);
    let story = story.press("v i s b");
    assert_eq!(kept(&story), [] as [&str; 0]);
    let story = story.press("u");
    assert_eq!(kept(&story).len(), 1);
}

#[test]
fn a_note_bookmarks_the_passage() {
    let story = story(ALL).press("enter v i s a").types("ask the board");
    let story = story.press("enter");
    assert_eq!(kept(&story).len(), 1);
    let story = story
        .press("v i s a")
        .shows("ask the board")
        .press("esc esc");
    story.press("B").shows("ask the board").shows("highlight");
}

#[test]
fn a_passage_is_copied_with_its_source() {
    let story = story(ALL).press("enter v i s y");
    let Some(Effect::Terminal(TerminalRequest::Copy { text, .. })) = story.sent.last() else {
        panic!("nothing was copied: {:?}", story.sent);
    };
    assert!(text.starts_with("“The night ferry left"), "{text}");
    assert!(text.contains("Harbour Times"), "{text}");
    assert!(selected(&story).is_none());
}

#[test]
fn a_passage_whose_speaker_is_named_is_a_quote_from_then_on() {
    let story = story(ALL).press("enter v } } } } v i s c");
    let story = story.shows("Who said this?").types("tilda").press("enter");
    let story = story.restart().press("enter");
    let quotes = story.app().reading().unwrap().quotes();
    let own = quotes.iter().find(|quote| quote.is_corrected).unwrap();
    let name = own.speaker.as_ref().map(|speaker| speaker.name.as_str());
    assert_eq!(name, Some("Tilda Marsh"));
    let story = story.press("u");
    let quotes = story.app().reading().unwrap().quotes();
    assert!(quotes.iter().all(|quote| !quote.is_corrected));
}

#[test]
fn a_passage_that_was_no_quote_is_told_to_be_one() {
    story(ALL)
        .press("enter v } } } v i s c")
        .types("tilda")
        .press("enter")
        .shows(
            "Made the highlight 'The shipyard had no crane to spare, and …' a quote of Tilda Marsh",
        );
}

#[test]
fn the_words_of_a_quote_are_bookmarked_as_the_quote() {
    let story = story(ALL).press("enter ] v i \" b");
    assert_eq!(kept(&story), [] as [&str; 0]);
    let reading = story.app().reading().unwrap();
    assert!(reading.bookmark_of(0).is_some());
}

#[test]
fn the_mouse_selects_from_where_it_was_pressed() {
    let story = story(ALL).press("enter z");
    let screen = story.screen();
    let row = screen
        .lines()
        .position(|line| line.contains("The night ferry"));
    let row = row.unwrap();
    let line = screen.lines().nth(row).unwrap();
    let (before, _) = line.split_once("night").unwrap();
    let column = |columns: usize| u16::try_from(columns).unwrap();
    let start = before.chars().count();
    let story = story.clicks(column(start), column(row)).points(
        MouseKind::Drag,
        column(start + 10),
        column(row),
    );
    assert_eq!(selected(&story), Some("night ferry"));
    let story = story.press("b");
    assert_eq!(kept(&story), ["night ferry"]);
    let story = story.clicks(column(start + 2), column(row));
    assert_eq!(
        selected(&story),
        Some("night ferry"),
        "a click selects what is kept"
    );
    let story = story.clicks(column(start + 20), column(row));
    assert!(selected(&story).is_none());
}

#[rstest]
#[case::esc("esc")]
#[case::another_action("J")]
#[case::the_list("tab shift-tab shift-tab")]
fn a_selection_ends_with(#[case] keys: &str) {
    let story = story(ALL).press("enter v w").press(keys);
    assert!(selected(&story).is_none());
    assert_ne!(story.app().context().name(), "highlight");
}
