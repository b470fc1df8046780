//! Passing on: what is copied, and in which form.

use pullquote::app::effect::Effect;

use super::samples::{ALL, FERRY, TIDE};
use super::story::{Story, story};

/// What was copied last, and what it is called.
fn copied(story: &Story) -> (&str, &str) {
    match story.sent.last() {
        Some(Effect::Copy { text, what }) => (text.as_str(), what),
        other => panic!("nothing was copied but {other:?}"),
    }
}

#[test]
fn a_quote_is_copied_with_its_citation() {
    let story = story(&[TIDE]).press("enter l y");
    let (text, what) = copied(&story);
    assert_eq!(
        text,
        "“I don’t know how it happened,”\n— Ada Bright, “Tide tables were wrong for a year”, \
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
