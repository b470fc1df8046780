//! What is kept: bookmarks, notes, read flags, read positions, corrections.

use super::samples::{ALL, FERRY};
use super::story::{Story, story};
use pullquote::app::event::{Event, StateEvent, Ticket};
use pullquote::app::notice::StatusNotice;
use pullquote::library::state::{AttachedCounts, StateChange};
use pullquote::search::hits::Hit;
use pullquote::text::Clean;
use rstest::rstest;

#[test]
fn a_bookmarked_story_is_marked_in_the_list_and_listed() {
    story(ALL)
        .press("b")
        .shows("★")
        .press("B")
        .shows("Bookmarks")
        .shows("Ferry sails again")
        .shows("story · 1 min · “")
        .hides("open at the words");
}

#[rstest]
#[case::twice("b b", false)]
#[case::three_times("b b b", true)]
#[case::and_undone("b u", false)]
fn the_key_of_a_bookmark_acts_on_what_it_asked_for_before(
    #[case] keys: &str,
    #[case] is_kept: bool,
    #[values("", "enter l ]")] place: &str,
) {
    let story = story(ALL).press(place).press_at_once(keys).press("B");
    let nothing = "Nothing is bookmarked yet";
    if is_kept {
        story.hides(nothing);
    } else {
        story.shows(nothing);
    }
}

#[test]
fn the_key_of_the_read_flag_acts_on_what_it_asked_for_before() {
    let is_read = |story: Story| story.app().list().row(0).unwrap().is_read;
    assert!(!is_read(story(ALL).press_at_once("m m")));
    assert!(is_read(story(ALL).press_at_once("m m m")));
    assert!(!is_read(story(ALL).press_at_once("M m")));
    assert!(is_read(story(ALL).press_at_once("M m m")));
    assert!(is_read(story(ALL).press_at_once("m m M")));
    assert!(is_read(story(ALL).press("M m").press_at_once("m")));
    assert!(!is_read(story(ALL).press("enter").press_at_once("M m")));
}

#[rstest]
#[case::the_keys("?", "Keys")]
#[case::the_speakers("V", "Who gets to speak")]
#[case::a_prompt("/", "/")]
#[case::the_search("\"", "quotes:")]
fn bookmarks_that_come_late_cover_nothing(#[case] opened_since: &str, #[case] shown: &str) {
    let keys = format!("B {opened_since}");
    let story = story(ALL).press_at_once(&keys);
    story.hides("Nothing is bookmarked yet").shows(shown);
}

#[test]
fn bookmarks_that_were_closed_stay_closed() {
    story(ALL)
        .press("b B")
        .press_at_once("b esc")
        .hides("Nothing is bookmarked yet")
        .hides("★");
}

#[test]
fn the_story_one_starts_with_is_bookmarked_as_it_was_left() {
    let story = story(ALL).restart_with_selected().press("b");
    let story = story.shows("Bookmarked the story 'Ferry sails again");
    story
        .restart()
        .restart_with_selected()
        .press("b")
        .shows("Removed the story's bookmark");
}

#[test]
fn a_bookmark_survives_a_restart() {
    story(ALL)
        .press("j b")
        .restart()
        .press("B")
        .shows("Tide tables were wrong for a year");
}

#[test]
fn a_quote_is_bookmarked_from_the_sidebar_and_opened_from_the_bookmarks() {
    let story = story(ALL).press("enter l ] b").shows("★");
    let story = story
        .restart()
        .press("j B")
        .shows("Per Lund")
        .press("enter");
    story
        .selects_quote(1)
        .selects_article("Ferry sails again after the storm");
}

#[test]
fn a_note_is_kept_with_its_story() {
    story(ALL)
        .press("a")
        .types("ask the board")
        .press("enter")
        .restart()
        .press("B")
        .shows("ask the board");
}

#[test]
fn a_change_is_taken_back_and_made_again() {
    let story = story(ALL).press("b").shows("★").press("u").hides("★");
    story
        .press("ctrl-r")
        .shows("★")
        .press("u")
        .press("B")
        .shows("Nothing is bookmarked yet");
}

#[test]
fn rows_chosen_with_x_are_changed_together() {
    let story = story(ALL).press("x x m");
    let read: Vec<bool> = (0..3)
        .filter_map(|number| Some(story.app().list().row(number)?.is_read))
        .collect();
    assert_eq!(read, [true, true, false]);
    let story = story.press("u");
    assert!((0..3).all(|number| !story.app().list().row(number).unwrap().is_read));
}

#[test]
fn an_article_is_read_once_its_end_was_seen() {
    let story = story(ALL).resize(100, 12).press("enter");
    assert!(!story.app().list().row(0).unwrap().is_read);
    let story = story.press("G");
    assert!(story.app().list().row(0).unwrap().is_read);
}

#[test]
fn reading_goes_on_where_it_stopped() {
    let story = story(ALL)
        .resize(100, 10)
        .press("enter } } } }")
        .shows("The ramp was welded");
    let story = story.restart().resize(100, 10);
    story
        .shows("The ramp was welded")
        .hides("Ferry sails again after the storm\n");
}

#[test]
fn the_read_position_and_bookmarks_are_found_again_after_an_edit() {
    let story = story(&[FERRY])
        .resize(100, 10)
        .press("enter } } } } b")
        .shows("The ramp was welded");
    let edited = FERRY.1.replace(
        "with forty passengers",
        "with its forty very patient passengers, a piano",
    );
    let story = story.edits(FERRY.0, &edited).restart();
    story.shows("The ramp was welded").shows("★");
}

#[test]
fn a_corrected_speaker_is_kept_and_can_be_taken_back() {
    let story = story(ALL)
        .press("enter l c")
        .types("someone else")
        .press("enter")
        .types("Jonna Ek")
        .press("enter");
    let story = story
        .shows("▌ Jonna Ek")
        .shows("corrected by you")
        .restart()
        .shows("Ferry")
        .press("enter")
        .shows("  Jonna Ek");
    story.press("u").hides("  Jonna Ek").shows("  Ines Holm");
}

#[test]
fn what_is_no_quote_leaves_the_sidebar() {
    let story = story(ALL)
        .press("enter l c")
        .types("not a quote")
        .press("enter");
    story.hides("▌ Ines Holm").press("u").shows("  Ines Holm");
}

#[test]
fn all_shown_are_marked_read_at_once() {
    let story = story(ALL).press("M");
    assert!((0..3).all(|number| story.app().list().row(number).unwrap().is_read));
}

#[test]
fn a_warning_is_told_in_full_until_a_key_is_pressed() {
    let damaged = "The file of your bookmarks was damaged. The backup of 2026-11-22 was restored";
    let quiet = StatusNotice::quiet("7 articles, 9 quotes");
    let told = story(ALL)
        .hears(Event::Notice(StatusNotice::warning(damaged)))
        .hears(Event::Notice(quiet));
    told.resize(40, 12)
        .shows("The file of your bookmarks was")
        .shows("restored")
        .resize(1, 1)
        .resize(40, 12)
        .press("j")
        .hides("restored");
}

#[test]
fn while_nothing_is_saved_the_status_line_says_so() {
    story(ALL)
        .hears(Event::State(StateEvent::Saving(false)))
        .shows("not saving")
        .hears(Event::State(StateEvent::Saving(true)))
        .hides("not saving");
}

#[test]
fn what_happened_to_the_state_is_not_hidden_by_what_was_saved() {
    let lost = "The file of your bookmarks was missing";
    story(ALL)
        .press("b")
        .hears(Event::Notice(StatusNotice::warning(lost)))
        .hears(saved(StateChange::RememberSearch {
            query: Clean::new("ferry"),
        }))
        .hears(saved(StateChange::SetRead {
            articles: Vec::new(),
            is_read: true,
        }))
        .shows(lost)
        .shows("Marked 0 articles read");
}

fn saved(change: StateChange) -> Event {
    let (ticket, change) = (Ticket::default(), Box::new(change));
    Event::State(StateEvent::Saved {
        ticket,
        change,
        removed: AttachedCounts::default(),
    })
}

/// A story in which one man is named wrongly three times, and one in which he is once.
const NAMED: &[(&str, &str)] = &[
    (
        "coast-press_2026-09-05_dock.txt",
        "The dock is dry\n\n“The dock leaks,” said Olaf Brand.\n\n“The dock was old,” said Olaf Brand.\n\n“It is \
         ours,” said Tilda Marsh.\n\n“The dock will be mended,” said Olaf Brand.\n",
    ),
    (
        "coast-press_2026-09-04_mole.txt",
        "The mole is built\n\n“The dock is next,” said Olaf Brand.\n\n“I hope so,” said Per Lund.\n",
    ),
];

/// Returns how many quotes a search finds, from the first row of its answer.
fn finds(story: Story, query: &str, expected: &[&str], missing: &[&str]) -> Story {
    let mut story = story.press("\"").types(query).press("down");
    for words in expected {
        story = story.shows(words);
    }
    for words in missing {
        story = story.hides(words);
    }
    story.press("esc")
}

#[test]
fn a_correction_is_marked_on_its_card_and_in_the_results() {
    let story = story(NAMED)
        .press("enter l c")
        .types("Jonna Ek")
        .press("enter");
    let story = story.shows("Jonna Ek").shows("corrected by you");
    let story = story.press("\"").types("said:ek ").press("down");
    story
        .shows("“The dock leaks,”")
        .shows("Jonna Ek, corrected by you");
}

#[test]
fn what_is_typed_is_offered_as_a_speaker_and_the_present_one_comes_first() {
    let story = story(NAMED)
        .press("enter l c")
        .shows("Olaf Brand")
        .shows("3 quotes");
    story.types("Jonna").shows("as typed").press("esc");
}

#[test]
fn a_correction_reaches_the_other_quotes_of_the_story_and_is_undone_as_one() {
    let story = story(NAMED)
        .press("enter l c")
        .shows("[ ] tab: 2 other quotes by");
    let story = story.press("tab").shows("[x] tab: 2 other quotes by");
    let story = story
        .types("Jonna Ek")
        .press("enter")
        .hides("▌Olaf Brand")
        .shows("3 quotes");
    let story = finds(
        story,
        "said:brand ",
        &["“The dock is next"],
        &["“The dock leaks"],
    );
    let story = story.press("u").shows("Olaf Brand").hides("Jonna Ek");
    finds(
        story,
        "said:brand ",
        &["“The dock is next", "“The dock leaks"],
        &[],
    );
}

#[test]
fn a_correction_reaches_all_hits_of_a_search() {
    let story = story(NAMED)
        .resize(90, 24)
        .press("\"")
        .types("dock")
        .press("down")
        .press("c");
    let story = story
        .press("tab tab")
        .shows("[x] tab: all hits of the search by Olaf Brand");
    let story = story
        .types("Jonna Ek")
        .press("enter")
        .hides("Olaf Brand")
        .press("esc");
    let all = [
        "“The dock is next",
        "“The dock leaks",
        "“The dock will be mended",
    ];
    let story = finds(story, "said:ek ", &all, &[]);
    let story = story.press("u");
    finds(story, "said:ek ", &["No quotes match"], &all);
}

#[test]
fn a_correction_reaches_the_chosen_hits() {
    let story = story(NAMED)
        .press("\"")
        .types("dock")
        .press("down")
        .press("x x c");
    let story = story
        .shows("[x] the 2 chosen quotes")
        .types("not a quote")
        .press("enter");
    let story = story.press("esc");
    let story = finds(story, "dock", &["2 quotes in "], &["4 quotes in "]);
    finds(story.press("u"), "dock", &["4 quotes in "], &[]);
}

#[test]
fn a_correction_reaches_the_chosen_stories() {
    let story = story(NAMED).press("x x g g enter l c");
    let story = story.press("tab tab").shows("[x] tab: all quotes by");
    let story = story.types("Jonna Ek").press("enter");
    finds(story, "said:brand ", &["No quotes match"], &[]);
}

#[test]
fn what_another_program_corrects_is_shown_here_once_it_is_looked_for() {
    let story = story(NAMED).press("enter l");
    let corrected = story.corrects_elsewhere("coast-press_2026-09-05_dock.txt", 0, "Jonna Ek");
    let story = corrected.shows("Jonna Ek");
    finds(story, "said:ek ", &["“The dock leaks"], &[]);
}

/// A story with two unsure speakers, and one with another.
const UNSURE: &[(&str, &str)] = &[
    (
        "coast-press_2026-09-05_mole.txt",
        "The mole is argued over\n\nThe council met Olaf Brand, Per Lund and Ada Holm on Monday.\n\n“The mole is \
         cracked.” Lund and Brand looked at the sea, where Holm rowed.\n\n“It was always so,” said Tilda Marsh.\n\n\
         “We need stone.” Lund and Brand looked at the wall, where Holm stood.\n\n“The stone is paid for,” said \
         Tilda Marsh.\n",
    ),
    (
        "coast-press_2026-09-04_stone.txt",
        "The stone is late\n\nA quarry inland has been shut since Easter. Olaf Brand, Per Lund and Ada Holm drove there \
         on Sunday to see.\n\n“The stone was ordered.” Lund and Brand watched the road, where Holm walked.\n\n“It \
         comes by barge,” said Tilda Marsh.\n",
    ),
];

#[test]
fn the_next_unsure_quote_is_gone_to_corrected_and_gone_on_from() {
    let story = story(UNSURE).press("enter g u").selects_quote(0);
    let story = story
        .press("g u")
        .selects_quote(2)
        .press("g u")
        .selects_quote(0);
    let story = story
        .press("c enter")
        .shows("corrected by you")
        .press("g u");
    let story = story
        .selects_quote(2)
        .press("c")
        .types("Per Lund")
        .press("enter g u");
    story.selects_quote(2).shows("No more unsure quotes here");
}

#[test]
fn the_unsure_quotes_of_a_search_are_gone_through_from_article_to_article() {
    let title = |story: &Story| {
        let reading = story.app().reading();
        reading.map(|reading| reading.row().title.as_str().to_owned())
    };
    let story = story(UNSURE).press("\"").types("-zzz").press("down");
    let hits = story.app().search().unwrap().results.hits();
    let unsure = hits.iter().filter(|hit| hit.is_unsure()).count();
    assert_eq!((hits.len(), unsure), (6, 3));
    // The first hit is one of them, and is opened.
    let mut story = story.press("enter");
    let mut seen = vec![title(&story)];
    for _ in 1..unsure {
        story = story.press("c enter g u");
        seen.push(title(&story));
    }
    seen.dedup();
    assert_eq!(seen.len(), 2, "{seen:?}");
    let story = story
        .press("c enter g u")
        .shows("No more unsure quotes here");
    let hits = story.app().search().unwrap().results.hits();
    assert!(!hits.iter().any(Hit::is_unsure));
}

/// Returns a story of the samples that come with the program.
fn sample(path: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
    std::fs::read_to_string(folder.join(path)).unwrap()
}

#[test]
fn only_people_are_offered_as_speakers_each_once_and_counted() {
    let text = sample("Estuary Gazette/2026-04-03-beach-hut-emails.txt");
    let mut story = story(&[("estuary-gazette_2026-04-03_hut.txt", &text)])
        .resize(140, 50)
        .press("enter ] c");
    for person in [
        "Cuthbert Raine",
        "Philippa Ogilvy-Bassett",
        "Nesta Pugh-Alvarez",
    ] {
        story = story.shows(person);
    }
    let entries: Vec<String> = {
        let menu = &story.app().overlay().unwrap().menu;
        let entries = menu.visible_entries();
        entries.map(|(entry, _)| entry.text.to_string()).collect()
    };
    for junk in [
        "Beach Hut",
        "Geranium",
        "Let",
        "Chatterwell",
        "Open Spaces",
        "N. Pugh-Alvarez",
        "her next message",
        "Its last line",
        "The caption",
        "The borough solicitor’s advice",
    ] {
        assert!(!entries.iter().any(|entry| entry == junk), "{entries:?}");
    }
    let people = entries.iter().position(String::is_empty).unwrap();
    story.shows(&format!("{people} people"));
}

#[test]
fn who_was_set_for_one_quote_is_offered_for_the_next() {
    let story = story(NAMED).press("enter l c").types("Jonna Ek");
    let story = story.press("enter ] c").shows("Jonna Ek");
    story.shows("1 quote");
}

#[test]
fn the_words_of_a_bookmark_are_shown_when_its_file_is_gone() {
    let story = story(ALL).press("enter l b ] b a").types("ask her again");
    let story = story.press("enter").removes(FERRY.0).restart();
    let story = story.press("B").shows("file is gone").press("enter");
    let story = story
        .shows("The file is gone")
        .shows("Harbour Times, 8 Sep 2026")
        .shows("Per Lund")
        .shows("“It was cold”")
        .shows("ask her again")
        .shows("“We will sail every night from now on”");
    let screen = story.screen();
    let place = |words: &str| screen.lines().position(|line| line.contains(words));
    assert!(place("It was cold") < place("We will sail"), "{screen}");
    // Whatever does not fit is left out.
    story
        .resize(40, 12)
        .shows("The file is gone")
        .resize(9, 3)
        .resize(1, 1);
}
