//! Who gets to speak: in a story, in the list, in what was found.

use super::story::{Story, story};

const FERRY: (&str, &str) = (
    "harbor-ledger_2026-03-04_ferry.txt",
    "The ferry stops\n\n“We will mend the old ferry before the winter,” said Ines Halloran, the harbor master. “Nobody shall \
     wait,” she added.\n\n“It is cold on deck,” a passenger said.\n",
);
const BRIDGE: (&str, &str) = (
    "island-gazette_2026-03-06_bridge.txt",
    "The bridge opens\n\n“The bridge was never shut to anybody,” said Piet Aldous.\n",
);

fn two_stories() -> Story {
    story(&[FERRY, BRIDGE]).resize(140, 40)
}

#[test]
fn the_list_says_who_speaks_in_its_articles() {
    two_stories()
        .press("V")
        .shows("Who gets to speak")
        .shows("Of 24 quoted words")
        .shows("12 words, 50%")
        .shows("7 words, 29%")
        .shows("a passenger");
}

#[test]
fn a_filter_narrows_whose_shares_they_are() {
    two_stories()
        .press("/")
        .types("bridge")
        .press("enter esc")
        .press("V")
        .hides("Ines Halloran, the");
}

#[test]
fn a_story_says_who_speaks_in_it_and_leads_to_their_quotes() {
    two_stories()
        .press("j enter V")
        .shows("Who speaks in this article")
        .shows("Of 17 quoted words")
        .shows("women")
        .shows("12 words, 71%");
}

#[test]
fn a_search_says_who_speaks_in_what_it_found() {
    two_stories()
        .press("\"")
        .types("bridge")
        .press("down V")
        .shows("Who gets to speak")
        .shows("Of 7 quoted words")
        .hides("a passenger");
}
