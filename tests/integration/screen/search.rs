//! Searching the whole archive: what is found, who said it, opening and coming back.

use rstest::rstest;

use super::samples::ALL;
use super::story::story;

#[test]
fn quotes_are_found_at_every_key() {
    story(ALL)
        .press("\"")
        .shows("quotes:")
        .types("nob")
        .shows("1 quote")
        .shows("“Nobody complained.”")
        .shows("Lund, the foreman");
}

#[test]
fn a_quote_is_found_in_any_form_of_its_words() {
    story(ALL)
        .press("\"")
        .types("happen")
        .shows("“I don’t know how it happened”")
        .shows("Ada Bright");
}

#[test]
fn a_hit_opens_at_its_words_and_escape_comes_back_to_the_same_hits() {
    let story = story(ALL).press("\"").types("we").press("enter");
    let story = story
        .shows("Ferry sails again after the storm")
        .selects_quote(0);
    let found = story.app().reading().unwrap().found();
    assert_eq!((found.typed(), found.hits().len()), ("we", 5));
    story
        .press("esc")
        .shows("quotes: we")
        .shows("“We will sail every night from now on”")
        .press("esc")
        .hides("quotes: we");
}

#[test]
fn leaving_a_search_comes_back_to_the_article_that_was_open() {
    story(ALL)
        .press("j enter \"")
        .types("sail")
        .press("enter")
        .shows("The night boat left port")
        .press("esc esc")
        .shows("A clerk had copied the wrong column")
        .selects_article("Tide tables were wrong for a year");
}

#[test]
fn a_phrase_with_a_wrong_word_is_offered_below_a_rule() {
    story(ALL)
        .press("\"")
        .types("\"we will walk every night\" ")
        .shows("0 quotes")
        .shows("4 of 5 words of this phrase")
        .shows("“We will sail every night from now on”")
        .press("down")
        .shows("1/1");
}

#[test]
fn n_moves_through_the_words_that_were_searched() {
    let story = story(ALL).press("S").types("ramp").press("enter");
    let current = |story: &super::story::Story| story.app().reading().unwrap().found().current();
    assert_eq!(current(&story), Some(0));
    assert_eq!(current(&story.press("n")), Some(1));
}

#[test]
fn a_found_story_shows_the_part_that_holds_the_words() {
    story(ALL)
        .press("S")
        .types("crane welders")
        .shows("Ferry sails again after the storm")
        .shows("The shipyard had");
}

#[test]
fn tab_searches_stories_with_the_same_words() {
    story(ALL)
        .press("\"")
        .types("lighthouse")
        .shows("No quotes match.")
        .press("tab")
        .shows("stories: lighthouse")
        .shows("1 story")
        .shows("Lamp in the old lighthouse is lit again");
}

#[test]
fn a_speaker_of_the_hits_narrows_the_query() {
    story(ALL)
        .press("\"")
        .types("i")
        .press("down l enter")
        .shows("quotes: said:=\"")
        .shows("\" i ")
        .shows("1/1")
        .press("esc")
        .shows("quotes: i ")
        .shows("l speakers");
}

#[rstest]
#[case::from_pane_to_pane("l l")]
#[case::from_the_last_speaker_on("l j j j j")]
fn a_source_of_the_hits_narrows_the_query(#[case] keys: &str) {
    let story = story(ALL).resize(140, 30).press("\" *").press("down");
    let story = story.shows("Sources").shows("Harbour Times           4");
    story
        .press(keys)
        .shows("enter narrow to the source")
        .press("enter")
        .shows("quotes: in:=\"Harbour Times\"")
        .shows("1/4")
        .press("esc")
        .shows("1/5");
}

#[test]
fn up_from_the_first_source_is_the_last_speaker() {
    let story = story(ALL).resize(140, 30).press("\" * down l l k");
    story.shows("enter narrow to the speaker");
}

#[test]
fn hits_are_counted_by_speaker_source_and_time_and_narrowed_to_a_group() {
    story(ALL)
        .press("\"")
        .types("*")
        .press("down #")
        .shows("Hits by speaker")
        .press("tab")
        .shows("Hits by source")
        .press("right")
        .shows("Hits by month")
        .press("left left left")
        .shows("Hits by year")
        .shows("━")
        .press("left enter")
        .shows("quotes: on:2026-09 *")
        .press("#")
        .shows("Hits by speaker")
        .press("esc esc")
        .shows("quotes: * ");
}

#[rstest]
#[case::after_it_is_left("tab esc")]
#[case::after_it_narrowed_the_search("tab enter")]
#[case::after_its_own_key("tab #")]
fn a_table_of_counts_stays_closed(#[case] keys: &str) {
    let story = story(ALL).press("\"").types("*").press("down #");
    let story = story.shows("Hits by speaker").press_at_once(keys);
    story.hides("Hits by");
}

#[test]
fn what_is_waited_for_does_not_open_once_the_reader_stepped_out() {
    let story = story(ALL).press("\"").types("*").press("down");
    story.press_at_once("# esc").hides("Hits by");
}

#[test]
fn stories_are_counted_without_speakers() {
    story(ALL)
        .press("S")
        .types("the ")
        .press("down #")
        .shows("Hits by source")
        .press("left")
        .shows("Hits by year")
        .press("#")
        .shows("stories: the")
        .press("enter");
}

#[test]
fn the_earliest_hit_is_told() {
    let story = story(ALL).press("\"").types("* ").press("down s");
    story.shows("oldest first").shows("earliest: 7 Sep 2026");
}

#[test]
fn the_order_can_be_turned() {
    story(ALL)
        .press("\"")
        .types("said:lund ")
        .shows("newest first")
        .types("nobody")
        .press("down")
        .shows("best first")
        .press("s")
        .shows("newest first")
        .press("s")
        .shows("oldest first")
        .press("s")
        .shows("best first");
}

#[test]
fn the_oldest_can_be_first() {
    let story = story(ALL).press("\"").types("* ").press("down s");
    let story = story.shows("oldest first");
    let hits = story.app().search().unwrap().results.hits();
    let days: Vec<String> = hits
        .iter()
        .map(|hit| hit.published.unwrap().to_string())
        .collect();
    assert_eq!(days.first().map(String::as_str), Some("2026-09-07"));
    assert!(days.is_sorted(), "{days:?}");
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_found() {
    story(ALL)
        .press("\"")
        .types("after:soon complained")
        .shows("'soon' is not a date")
        .shows("“Nobody complained.”");
}

#[test]
fn what_may_still_become_readable_is_said_once_it_is_entered() {
    story(ALL)
        .press("\"")
        .types("complained before:ju")
        .hides("has no year")
        .press("enter")
        .shows("'ju' is not a date")
        .shows("“Nobody complained.”");
}

#[rstest]
#[case::while_it_is_typed("")]
#[case::among_the_hits("down")]
fn a_part_that_is_not_understood_is_marked(#[case] keys: &str) {
    let styles = |text: &str| -> Vec<char> {
        let story = story(ALL).resize(60, 12).press("\"").types(text);
        let screen = story.press(keys).screen_with_styles();
        let row = screen.lines().position(|line| line.contains("quotes: "));
        // The grid of styles follows the screen and an empty line.
        let grid = screen.lines().nth(row.unwrap() + 12 + 1);
        // The styles of the query, after its label.
        grid.unwrap().chars().skip(8).take(14).collect()
    };
    let read = styles("is:block cold ");
    assert!(read.iter().all(|style| *style == read[0]), "{read:?}");
    let unread = styles("is:green cold ");
    let (marked, rest) = unread.split_at(8);
    assert!(marked.iter().all(|style| *style == marked[0]), "{unread:?}");
    assert!(rest.iter().all(|style| *style != marked[0]), "{unread:?}");
}

#[test]
fn what_is_written_nearly_so_is_offered_below_a_rule_and_searched_by_enter() {
    story(ALL)
        .resize(90, 24)
        .press("\"")
        .types("complianed ")
        .shows("0 quotes")
        .shows("no quotes with this word ──")
        .shows("similar spelling: complained")
        .hides("“Nobody complained.”")
        .press("enter")
        .shows("quotes: complained ")
        .shows("“Nobody complained.”")
        .hides("similar spelling");
}

#[test]
fn a_source_is_offered_by_its_initials_and_a_speaker_by_a_name_alike() {
    story(ALL)
        .press("\"")
        .types("in:ht ")
        .shows("similar spelling: in:\"Harbour Times\"")
        .press("enter")
        .shows("quotes: in:\"Harbour Times\"")
        .shows("“Nobody complained.”");
    story(ALL)
        .press("\"")
        .types("said:brihgt ")
        .shows("similar spelling: said:bright");
}

#[test]
fn the_same_words_said_often_are_one_row() {
    let (name, text) = super::samples::FERRY;
    let copied = text.replace("Ferry sails again after the storm", "Night boat is back");
    let copied = (name.replace("harbour-times", "coast-press"), copied);
    story(&[super::samples::FERRY, (&copied.0, &copied.1)])
        .press("\"")
        .types("complained ")
        .shows("2 quotes")
        .shows("×2")
        .shows("1/2");
}

#[test]
fn up_brings_earlier_searches_back_after_a_restart() {
    story(ALL)
        .press("\"")
        .types("complained")
        .press("enter")
        .restart()
        .press("\" up")
        .shows("quotes: complained")
        .shows("“Nobody complained.”");
}

#[test]
fn a_found_quote_is_bookmarked_where_it_is_found() {
    story(ALL)
        .press("\"")
        .types("complained")
        .press("down b")
        .shows("Bookmarked the quote")
        .press("esc B")
        .shows("“Nobody complained.”");
}

#[test]
fn a_found_quote_is_copied_with_its_citation() {
    let story = story(ALL).press("\"").types("complained").press("down y");
    let copied = format!("{:?}", story.sent);
    assert!(copied.contains("Nobody complained."), "{copied}");
    assert!(copied.contains("Harbour Times"), "{copied}");
}

#[test]
fn down_goes_on_to_the_hits_and_up_comes_back_to_the_query() {
    story(ALL)
        .press("\"")
        .types("we")
        .press("down up")
        .types(" sail")
        .shows("quotes: we sail");
}

#[test]
fn a_click_selects_a_hit_and_another_one_opens_it() {
    let story = story(ALL).press("\"").types("we OR cold");
    let selected = |story: &super::story::Story| story.app().search().unwrap().results.selected();
    let story = story.clicks(5, 6);
    assert_eq!(selected(&story), 1, "{}", story.screen());
    story.clicks(5, 6).shows("esc back to the hits");
}

#[test]
fn a_click_on_a_speaker_of_the_list_opens_the_quotes() {
    story(ALL)
        .press("P")
        .clicks(5, 1)
        .shows("What Per Lund said");
}

#[test]
fn typed_nothing_shows_what_can_be_typed() {
    story(ALL).press("\"").shows("said:lund");
}

#[test]
fn a_search_is_kept_under_a_name_among_the_sources_and_opened_from_there() {
    let story = story(ALL)
        .press("S")
        .types("ramp")
        .press("ctrl-s ctrl-u")
        .types("the ramp")
        .press("enter")
        .shows("Saved the search 'the ramp'")
        .press("esc")
        .restart();
    story
        .press("f")
        .shows("Saved searches")
        .press("/")
        .types("the ramp")
        .press("enter")
        .shows("stories: ramp")
        .shows("Ferry sails again after the storm");
}

#[test]
fn a_saved_search_says_what_is_new_until_it_is_looked_at() {
    let story = story(ALL).press("\"").types("ramp").press("ctrl-s");
    let story = story.types("ramps").press("enter esc");
    let story = story.press("\"").shows("ramps   quotes: ramp").hides("new");
    let story = story.edits(
        "zz.txt",
        "A new ramp\n\n“The ramp is ours,” said Ines Holm on Monday.\n",
    );
    let story = story.press("esc").restart().press("\"");
    let story = story.shows("ramps   1 new · quotes: ramp");
    let story = story.press("down enter").shows("“The ramp is ours,”");
    story
        .press("esc")
        .restart()
        .press("\"")
        .shows("ramps   quotes: ramp");
}

#[test]
fn a_saved_search_is_removed_and_brought_back() {
    let story = story(ALL).press("\"").types("we").press("ctrl-s enter esc");
    let story = story
        .press("f /")
        .types("quotes: we")
        .press("esc j j j j j j j j");
    let story = story.shows("quotes: we").press("d");
    story
        .hides("quotes: we")
        .press("esc u f")
        .shows("quotes: we");
}

#[test]
fn everyone_who_is_quoted_is_listed_and_filtered_as_typed() {
    story(ALL)
        .press("P")
        .shows("Speakers")
        .shows("Ines Holm")
        .shows("Ada Bright")
        .press("/")
        .types("brt")
        .shows("1 speaker")
        .shows("Ada Bright")
        .hides("Ines Holm");
}

#[test]
fn a_speakers_page_is_opened_and_escape_comes_back_to_the_speakers() {
    story(ALL)
        .press("P /")
        .types("ada")
        .press("enter enter")
        .shows("What Ada Bright said")
        .shows("“I don’t know how it happened”")
        .press("enter")
        .shows("A clerk had copied the wrong column")
        .press("esc")
        .shows("What Ada Bright said")
        .press("esc")
        .shows("Speakers /ada")
        .press("esc")
        .shows("Ines Holm")
        .press("esc")
        .shows("Articles");
}

#[test]
fn quotes_without_a_day_say_so_once_on_the_page_of_their_speaker() {
    let undated = (
        "tide.txt",
        "The tide\n\n“The tide is out,” said Oda Lund. “It will be back,” Lund said.\n",
    );
    let story = story(&[undated]).press("P enter").shows("No date ─");
    assert!(!story.screen().contains("no date"), "{}", story.screen());
    let story = story.press("s").shows("unsure first ·").shows("No date ─");
    assert!(!story.screen().contains("no date"), "{}", story.screen());
}

#[test]
fn letters_act_in_the_list_of_speakers_and_chosen_rows_are_joined_and_parted_again() {
    story(ALL)
        .press("P /")
        .types("ada")
        .press("enter x esc esc")
        .hides("Speakers /ada")
        .press("x j x m")
        .shows("Joined 'Ada Bright' and 'Tilda Marsh'")
        .shows("also ")
        .press("u")
        .shows("Undid: joined")
        .hides("also ");
}

#[test]
fn the_page_of_a_quotes_speaker_comes_up_from_the_article_and_from_a_search() {
    let story = story(ALL).press("j enter ] g p").shows("said");
    assert!(story.screen().contains("What "), "{}", story.screen());
    let story = story.press("esc").shows("Quotes");
    story
        .press("\"")
        .types("sail")
        .press("down g p")
        .shows("What ")
        .press("esc")
        .shows("quotes: sail");
}

#[test]
fn a_quote_is_kept_from_its_speakers_page() {
    story(ALL)
        .press("P enter b")
        .shows("Bookmarked the quote")
        .press("esc esc B")
        .shows("“");
}

#[test]
fn the_quotes_of_a_speaker_are_searched_from_the_page() {
    story(ALL)
        .press("P enter /")
        .types("wrong")
        .shows("said:=\"Per Lund\" wrong");
}

#[test]
fn another_name_of_a_person_is_separated_on_the_page_and_joined_again() {
    let (first, second) = ("tide_2026-09-01_a.txt", "tide_2026-09-02_b.txt");
    let files = [
        (
            first,
            "The pier\n\n“It is shut,” said Oda J. Lund, the mayor.\n",
        ),
        (
            second,
            "The quay\n\n“It is open,” said Oda Lund, the mayor.\n",
        ),
    ];
    story(&files)
        .press("P enter")
        .shows("2 quotes")
        .press("m")
        .shows("is not the same person as")
        .press("enter")
        .shows("Separated 'Oda J. Lund' and 'Oda Lund'")
        .shows("1 quote ")
        .press("u")
        .shows("2 quotes");
}

#[test]
fn a_search_goes_on_when_the_file_of_a_hit_is_removed() {
    story(ALL)
        .press("\"")
        .types("sail")
        .press("down")
        .removes("harbour-times_2026-09-08_ferry.txt")
        .shows("“We will sail every night from now on”")
        .press("enter")
        .shows("no longer in the folders")
        .press("esc")
        .hides("quotes: sail")
        .selects_article("Tide tables were wrong for a year");
}

#[test]
fn a_search_goes_on_when_the_headline_of_a_hit_is_rewritten() {
    let (name, text) = super::samples::FERRY;
    story(ALL)
        .press("S")
        .types("sail")
        .edits(
            name,
            &text.replacen("Ferry sails again", "Ferry is back", 1),
        )
        .press("down esc")
        .hides("stories: sail");
}

#[test]
fn a_search_goes_on_when_the_whole_catalogue_is_gone() {
    story(ALL)
        .press("\"")
        .types("we")
        .removes("harbour-times_2026-09-08_ferry.txt")
        .removes("coast-press_2026-09-07_tide.txt")
        .removes("coast-press_2026-08-01_lamp.txt")
        .press("down j k esc")
        .hides("quotes: we");
}
