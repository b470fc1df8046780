//! Whole stories in every shape, and what becomes of them.

use jiff::civil::date;
use rstest::rstest;

use super::*;

/// Loads a story and writes its blocks as `kind: words`, one a line.
fn blocks(path: &str, text: &str) -> (Article, Vec<String>) {
    let article = parse(Path::new(path), &Clean::new(text)).unwrap();
    let written = article.blocks.iter().map(|block| {
        let words: String = article.words_in(block.range).replace('\n', " / ");
        format!("{}: {words}", block.kind.as_str())
    });
    let written = written.collect();
    (article, written)
}

#[test]
fn a_scraped_page_is_told_apart() {
    let text = "\
Harbor: 'We are not selling the ferry'

The harbor office has published a report that promises to keep the night boat and denies every rumor about it.

Ines Halloran Waterfront-editor
Ines Halloran is a former deckhand who covers the port for Island Notes.
Ines Halloran
4 min read

The last boat of the day is older than its master, and it carries the nurses home.

A tour of the island's last boats (pictures)

See all photos

The report, by the pilot Desmond Lyle, tries to calm the island.

To wit:

We have never sold a boat in the dark, and we will not begin now.

The report asks for a new engine, noting that the old one has outlived two masters.

[F]or the sake of the island, we will mend it until nobody can.

A woman at the pier told Island Notes that the promise \"does help\" a little.

This story originally appeared at Island Notes' Low Water under the headline \"Not selling.\"
";
    let (article, blocks) = blocks("000_4233eb18e8906efe.txt", text);
    assert_eq!(
        blocks,
        [
            "headline: Harbor: 'We are not selling the ferry'",
            "standfirst: The harbor office has published a report that promises to keep the night boat and denies every rumor about it.",
            "byline: Ines Halloran Waterfront-editor",
            "byline: Ines Halloran is a former deckhand who covers the port for Island Notes.",
            "boilerplate: Ines Halloran",
            "byline: 4 min read",
            "paragraph: The last boat of the day is older than its master, and it carries the nurses home.",
            "boilerplate: A tour of the island's last boats (pictures)",
            "boilerplate: See all photos",
            "paragraph: The report, by the pilot Desmond Lyle, tries to calm the island.",
            "paragraph: To wit:",
            "quote: We have never sold a boat in the dark, and we will not begin now.",
            "paragraph: The report asks for a new engine, noting that the old one has outlived two masters.",
            "quote: [F]or the sake of the island, we will mend it until nobody can.",
            "paragraph: A woman at the pier told Island Notes that the promise \"does help\" a little.",
            "provenance: This story originally appeared at Island Notes' Low Water under the headline \"Not selling.\"",
        ]
    );
    let metadata = article.metadata;
    assert_eq!(&*metadata.title, "Harbor: 'We are not selling the ferry'");
    assert_eq!(metadata.authors, [Clean::new("Ines Halloran")]);
    assert_eq!(metadata.source.as_deref(), Some("Island Notes"));
    assert_eq!((metadata.minutes, metadata.published), (4, None));
}

#[test]
fn a_wire_copy_opens_with_its_dateline() {
    let text =
        "Ferry stops\n\nNORTHHAVEN (AP) — The night ferry has stopped.\n\nNobody knows why.\n";
    let (article, blocks) = blocks("2016-09-08-ferry-stops.txt", text);
    assert_eq!(
        blocks,
        [
            "headline: Ferry stops",
            "dateline: NORTHHAVEN (AP)",
            "paragraph: The night ferry has stopped.",
            "paragraph: Nobody knows why.",
        ]
    );
    assert_eq!(article.metadata.source.as_deref(), Some("Associated Press"));
    assert_eq!(article.metadata.published, Some(date(2016, 9, 8)));
}

#[test]
fn a_headline_of_two_lines_is_one_block() {
    let text =
        "Night ferry stops for good;\nIsland asks who will row\n\nThe night ferry has stopped.\n";
    let (article, blocks) = blocks("cp_2016-09-08_night.txt", text);
    assert_eq!(
        blocks[0],
        "headline: Night ferry stops for good; / Island asks who will row"
    );
    assert_eq!(
        &*article.metadata.title,
        "Night ferry stops for good; Island asks who will row"
    );
}

#[test]
fn a_standfirst_may_stand_right_under_the_headline() {
    let text = "Night ferry stops\nThe harbor office blames an engine. The island blames the office.\n\nThe night ferry has stopped.\n";
    let (article, blocks) = blocks("a.txt", text);
    assert!(blocks[1].starts_with("standfirst: The harbor office"));
    assert!(article.metadata.standfirst.is_some());
}

#[test]
fn an_archive_s_labels_part_summary_and_text() {
    let text = "Night ferry stops\n\nABSTRACT.\n\nThe harbor office blames the old engine.\n\nFULL TEXT.\n\nThe night ferry has stopped.\n";
    let (_, blocks) = blocks("a.txt", text);
    let kinds: Vec<_> = blocks
        .iter()
        .filter_map(|block| block.split(':').next())
        .collect();
    assert_eq!(
        kinds,
        [
            "headline",
            "boilerplate",
            "standfirst",
            "boilerplate",
            "paragraph"
        ]
    );
}

#[test]
fn byline_and_date_in_one_line_are_read() {
    let text = "Night ferry stops\n\nBy Ines Halloran and Otto Vance | Published 4:05 PM ET, Fri May 20, 2016\n\nThe night ferry has stopped.\n";
    let (article, blocks) = blocks("a.txt", text);
    assert!(blocks[1].starts_with("byline: By Ines"));
    assert_eq!(article.metadata.published, Some(date(2016, 5, 20)));
    assert_eq!(article.metadata.authors.len(), 2);
}

#[test]
fn a_first_paragraph_without_byline_is_no_standfirst() {
    let (_, blocks) = blocks(
        "a.txt",
        "Night ferry stops\n\nThe night ferry has stopped.\n\nNobody knows why.\n",
    );
    assert_eq!(blocks[1], "paragraph: The night ferry has stopped.");
}

#[test]
fn a_story_in_one_line_has_a_title_and_no_headline() {
    let (article, blocks) = blocks(
        "a.txt",
        &"The night ferry has stopped. Nobody knows why. ".repeat(9),
    );
    assert_eq!(blocks.len(), 1);
    assert!(blocks[0].starts_with("paragraph: "));
    assert_eq!(&*article.metadata.title, "The night ferry has stopped.");
}

#[test]
fn a_title_alone_is_a_headline() {
    let (article, blocks) = blocks("a.txt", "Night ferry stops\n");
    assert_eq!(blocks, ["headline: Night ferry stops"]);
    assert_eq!(article.metadata.minutes, 1);
}

#[test]
fn the_name_of_the_file_tells_the_headline_from_what_stands_above() {
    let text =
        "Harbors and Islands\n\nNight ferry stops for good\n\nThe night ferry has stopped.\n";
    let (article, blocks) = blocks("cp_2016-09-08_night-ferry-stops-fo.txt", text);
    assert_eq!(blocks[0], "boilerplate: Harbors and Islands");
    assert_eq!(&*article.metadata.title, "Night ferry stops for good");
}

#[test]
fn blanks_are_no_article() {
    assert!(parse(Path::new("a.txt"), &Clean::new(" \n\n \t \n")).is_none());
}

#[test]
fn a_byline_above_the_headline_is_no_headline() {
    let (article, blocks) = blocks(
        "cp_2016-09-08_byline-ines-halloran.txt",
        "BYLINE: Ines Halloran.\n\nBOATS THAT STAYED\n\nThe night ferry has stopped.\n",
    );
    assert_eq!(blocks[0], "byline: BYLINE: Ines Halloran.");
    assert_eq!(blocks[1], "headline: BOATS THAT STAYED");
    assert_eq!(article.metadata.authors, [Clean::new("Ines Halloran")]);
}

#[test]
fn sections_roles_and_tasks_around_a_byline_are_noise() {
    let text = "\
Night ferry stops

Weekend Feature

Interview by Ines Halloran
Ines Halloran writes about work. She rows.
Waterfront desk
8 September 2016

The night ferry has stopped.
";
    let (article, blocks) = blocks("a.txt", text);
    let kinds: Vec<_> = blocks
        .iter()
        .filter_map(|block| block.split(':').next())
        .collect();
    assert_eq!(
        kinds,
        [
            "headline",
            "boilerplate",
            "byline",
            "byline",
            "byline",
            "byline",
            "paragraph"
        ]
    );
    assert_eq!(article.metadata.authors, [Clean::new("Ines Halloran")]);
}

#[test]
fn without_blank_lines_the_story_begins_after_the_byline() {
    let text = "Night ferry stops\nBy Ines Halloran\nMay 20, 2016\nThe night ferry has stopped.\nNobody knows why.\n";
    let (_, blocks) = blocks("a.txt", text);
    let kinds: Vec<_> = blocks
        .iter()
        .filter_map(|block| block.split(':').next())
        .collect();
    assert_eq!(
        kinds,
        ["headline", "byline", "byline", "paragraph", "paragraph"]
    );
}

#[test]
fn a_file_name_and_a_provenance_line_give_one_name() {
    let text = "Night ferry stops\n\nIt stopped.\n\nThis story originally appeared at The Harbor Ledger.\n";
    let (article, _) = blocks("harbor-ledger_2016-09-08_night.txt", text);
    assert_eq!(article.metadata.source.as_deref(), Some("Harbor Ledger"));
}

#[test]
fn a_sentence_above_the_headline_stays_in_the_story() {
    let text = "The night ferry has stopped for good because its engine is older than anyone who could mend it.\n\nNight ferry stops for good\n\nNobody knows why.\n";
    let (_, blocks) = blocks("cp_2016-09-08_night-ferry-stops-fo.txt", text);
    assert!(blocks[0].starts_with("paragraph: "));
    assert_eq!(blocks[1], "headline: Night ferry stops for good");
}

#[rstest]
#[case::a_section_and_a_time(
    "Island news\n\n44m ago\n\nCouncil keeps the old tide clock\n\nBy Mara Quill\n\n"
)]
#[case::a_section("WORLD\nCouncil keeps the old tide clock\nBy Mara Quill\n\n")]
#[case::a_time_below_the_name("Council keeps the old tide clock\n\nMara Quill\n\n3 hours ago\n\n")]
fn a_section_and_a_time_are_no_headline(#[case] head: &str) {
    let text = format!("{head}The council voted to keep it.\n\nIt is wrong.\n");
    let article = parse(Path::new("a.txt"), &Clean::new(&text)).unwrap();
    assert_eq!(article.metadata.title, "Council keeps the old tide clock");
    assert_eq!(article.metadata.authors, ["Mara Quill"]);
    let story = article.blocks.iter().filter(|block| block.kind.is_story());
    let story: Vec<&str> = story.map(|block| article.words_in(block.range)).collect();
    assert_eq!(story, ["The council voted to keep it.", "It is wrong."]);
}

#[test]
fn a_short_headline_keeps_the_line_below_it() {
    let text =
        "Rain returns\n\nThe town waits for a week of storms\n\nIt rained.\n\nIt will rain.\n";
    let article = parse(Path::new("a.txt"), &Clean::new(text)).unwrap();
    assert_eq!(article.metadata.title, "Rain returns");
}

#[rstest]
#[case::a_short_headline("Night ferry stops", "The night ferry has stopped.")]
#[case::a_line_below_it(
    "Night ferry stops for good",
    "The council votes on a new boat\n\n4 March 2026\n\nNobody rows."
)]
#[case::a_question("Who rows now?", "By Ines Halloran\n\nNobody rows.")]
fn a_word_in_capitals_above_the_headline_is_its_section(
    #[case] headline: &str,
    #[case] story: &str,
) {
    let text = format!("TRANSPORT\n\n{headline}\n\n{story}\n\nIts engine is old.\n");
    let (article, blocks) = blocks("a.txt", &text);
    assert_eq!(blocks[0], "boilerplate: TRANSPORT");
    assert_eq!(&*article.metadata.title, headline);
}

#[test]
fn labelled_lines_above_a_story_say_what_it_is() {
    let text = "Title: Night ferry stops\nAuthor: Ines Halloran\nDate: 2026-03-04\nURL: https://ledger.example/a\n\nNobody rows.\n\nIts engine is old.\n";
    let (article, blocks) = blocks("a.txt", text);
    assert_eq!(article.metadata.title, "Night ferry stops");
    assert_eq!(article.metadata.authors, ["Ines Halloran"]);
    assert_eq!(article.metadata.published, Some(date(2026, 3, 4)));
    assert_eq!(
        article.metadata.url.as_deref(),
        Some("https://ledger.example/a")
    );
    assert_eq!(
        blocks,
        [
            "headline: Night ferry stops",
            "paragraph: Nobody rows.",
            "paragraph: Its engine is old."
        ]
    );
}

#[rstest]
#[case::another_label("Title: of a story\nHarbor: the end\n\nNobody rows.\n")]
#[case::one_line("Title: of a story\n\nNobody rows.\n")]
fn a_line_with_a_colon_is_no_head(#[case] text: &str) {
    let (article, _) = blocks("a.txt", text);
    assert_eq!(article.metadata.title, "Title: of a story");
}
