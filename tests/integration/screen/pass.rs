//! Passing on: what is copied, and in which form.

use pullquote::app::effect::{Effect, ExportRequest, Exported, TerminalRequest};
use pullquote::app::event::{Event, PathCompletion};
use pullquote::library::export::ExportFormat;

use super::samples::{ALL, FERRY, TIDE};
use super::story::{Story, story};

/// What was copied last, and what it is called.
fn copied(story: &Story) -> (&str, &str) {
    match story.sent.last() {
        Some(Effect::Terminal(TerminalRequest::Copy { text, what })) => (text.as_str(), what),
        other => panic!("nothing was copied but {other:?}"),
    }
}

#[test]
fn a_quote_is_copied_with_its_citation() {
    let story = story(&[TIDE]).press("enter l y");
    let (text, what) = copied(&story);
    assert_eq!(
        text,
        "“I don’t know how it happened,”\n— Ada Bright, the clerk, “Tide tables were wrong for a year”, \
         Coast Press, 2026-09-07."
    );
    assert_eq!(what, "the quote with its citation");
}

#[test]
fn a_story_without_a_link_is_cited() {
    let story = story(&[FERRY]).press("enter y");
    assert_eq!(
        copied(&story).0,
        "“Ferry sails again after the storm”, Harbour Times, 2026-09-08."
    );
}

#[test]
fn every_form_is_offered_by_name() {
    let story = story(ALL).press("enter l Y").shows("The quote");
    let story = story
        .shows("CSL-JSON")
        .shows("Wikipedia")
        .press("/")
        .types("bibtex");
    let story = story.press("enter enter");
    let (text, what) = copied(&story);
    assert!(text.starts_with("@article{quist2026ferry,"), "{text}");
    assert_eq!(what, "the BibTeX entry");
}

#[test]
fn from_the_list_the_story_is_copied() {
    let story = story(ALL).press("Y").shows("The story").press("j enter");
    story.shows("Select a quote first");
}

#[test]
fn a_story_is_exported_to_a_file_named_after_it() {
    let story = story(ALL)
        .press("enter E")
        .shows("this story")
        .press("enter");
    let story = story.shows("csl-json").press("j j enter");
    let story = story.shows("export to: ~/2026-09-08-ferry-sails-again-after-the-storm.csv");
    let story = story.press("enter").shows("Exporting");
    let Some(Effect::Export(ExportRequest { what, format, to })) = story.sent.last() else {
        panic!("nothing was exported");
    };
    assert!(matches!(what, Exported::Articles(articles) if articles.len() == 1));
    assert_eq!(*format, ExportFormat::Csv);
    assert_eq!(to, "~/2026-09-08-ferry-sails-again-after-the-storm.csv");
}

#[test]
fn the_place_of_an_export_is_completed_even_if_nothing_is_typed() {
    let story = story(&[FERRY])
        .press("enter E enter enter")
        .shows("file or folder/; tab completes")
        .press("ctrl-u tab");
    let Some(Effect::CompletePath { typed, .. }) = story.sent.last() else {
        panic!("nothing was completed");
    };
    assert_eq!(typed, "");
    let completion = PathCompletion {
        completed: String::new(),
        candidates: vec!["Documents/".into(), "Downloads/".into()],
        has_more: true,
    };
    let typed = String::new();
    let story = story.hears(Event::PathCompleted { typed, completion });
    story.shows("Documents/  Downloads/ …");
}

#[test]
fn selected_rows_the_list_and_the_bookmarks_can_be_exported() {
    let story = story(ALL)
        .press("x x E")
        .shows("the selected rows")
        .shows("2 stories");
    let story = story
        .shows("3 stories")
        .shows("the bookmarks")
        .press("G enter enter");
    story.shows("export to: ~/pullquote-bookmarks-");
}

#[test]
fn a_quote_is_piped_from_the_sidebar_and_the_command_comes_back() {
    let story = story(&[TIDE])
        .press("enter l |")
        .types("wc -w")
        .press("enter");
    let Some(Effect::Terminal(TerminalRequest::Pipe {
        command,
        text,
        title,
        ..
    })) = story.sent.last()
    else {
        panic!("nothing was piped");
    };
    assert_eq!(command, "wc -w");
    assert!(
        text.starts_with("“I don’t know how it happened,”\n— Ada Bright"),
        "{text}"
    );
    assert_eq!(title.as_str(), "Tide tables were wrong for a year");
    story.press("| up").shows("| wc -w");
}

#[test]
fn a_story_is_piped_as_plain_text() {
    let story = story(&[TIDE]).press("enter |").types("less").press("enter");
    let Some(Effect::Terminal(TerminalRequest::Pipe { text, .. })) = story.sent.last() else {
        panic!("nothing was piped");
    };
    assert!(
        text.starts_with("Tide tables were wrong for a year\n\nA clerk had"),
        "{text}"
    );
}
