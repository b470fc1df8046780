//! Corrections of all publishers: the latest holds, with the name of who has made it.

use pullquote::article::ArticleId;
use pullquote::shared::reader::SharedReader;
use pullquote::{loader, quotes};
use rstest::rstest;

use crate::counts::wrong_counts;
use crate::same::{RIGHT, wrong_groups};
use crate::server::{Database, new_database};
use crate::stories::Newsroom;

/// Has a newsroom correct the first quote of the story, and publish.
fn correct(newsroom: &Newsroom, database: &Database, name: &str, speaker: &str) {
    let path = newsroom.news.join("001.md");
    let article = loader::load(&path).articles.remove(0);
    let quote = quotes::find(&article).remove(0);
    let place = format!("{}#{}", path.display(), quote.id);
    newsroom.print(&["correct", "--speaker", speaker, &place]);
    newsroom.publish(database, name);
}

/// Returns who said the first quote of the story, who has set that, and why it is so.
fn first_quote(newsroom: &Newsroom, database: &Database) -> (String, String, String) {
    let article = loader::load(&newsroom.news.join("001.md"))
        .articles
        .remove(0);
    let id = ArticleId::for_article(&article);
    let story = newsroom.shared(database).read_story(id).unwrap().unwrap();
    let quote = story.quotes.into_iter().next().unwrap();
    let by = database.value(&format!(
        "SELECT corrected_by FROM pullquote.quotes WHERE story = '{id}' ORDER BY place LIMIT 1"
    ));
    let reason = quote.correction_credit().to_owned();
    (quote.speaker.unwrap().name, by, reason)
}

#[rstest]
#[case::in_order(&["one", "other"])]
#[case::published_again_by_the_first(&["one", "other", "one"])]
#[case::published_again_by_both(&["one", "other", "other", "one"])]
fn the_latest_correction_holds(#[case] publishing: &[&str]) {
    let Some(database) = new_database() else {
        return;
    };
    let folder = database.home.path();
    let one = Newsroom::new(&folder.join("one"), 3);
    let other = Newsroom::new(&folder.join("other"), 3);
    correct(&one, &database, "one", "Ruth Wrenfield");
    correct(&other, &database, "other", "Tove Strand");
    for name in publishing {
        let newsroom = if *name == "one" { &one } else { &other };
        // A change of the file has it published again.
        let path = newsroom.news.join("001.md");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{text}\n")).unwrap();
        newsroom.publish(&database, name);
    }
    let (speaker, by, reason) = first_quote(&one, &database);
    assert_eq!((speaker.as_str(), by.as_str()), ("Tove Strand", "other"));
    assert!(reason.starts_with("corrected by other on 20"), "{reason}");
    assert_eq!(
        database.value("SELECT count(*) FROM pullquote.corrections"),
        "2"
    );
}

#[test]
fn corrections_of_two_quotes_both_hold() {
    let Some(database) = new_database() else {
        return;
    };
    let folder = database.home.path();
    let one = Newsroom::new(&folder.join("one"), 3);
    let other = Newsroom::new(&folder.join("other"), 3);
    correct(&one, &database, "one", "Ruth Wrenfield");
    let path = other.news.join("001.md");
    let article = loader::load(&path).articles.remove(0);
    let second = quotes::find(&article).remove(1);
    other.print(&[
        "correct",
        "--unknown",
        &format!("{}#{}", path.display(), second.id),
    ]);
    other.publish(&database, "other");
    assert_eq!(first_quote(&one, &database).0, "Ruth Wrenfield");
    let corrected = "SELECT string_agg(corrected_by, ',' ORDER BY place) FROM pullquote.quotes";
    assert_eq!(database.value(corrected), "one,other");
}

#[test]
fn a_correction_goes_with_its_publisher() {
    let Some(database) = new_database() else {
        return;
    };
    let folder = database.home.path();
    let one = Newsroom::new(&folder.join("one"), 3);
    let other = Newsroom::new(&folder.join("other"), 3);
    other.publish(&database, "other");
    let rows = "SELECT string_agg(concat_ws(',', place, quote, speaker, corrected_by, details), ';' ORDER BY story, place)
        FROM pullquote.quotes";
    let before = database.value(rows);
    let path = one.news.join("001.md");
    let article = loader::load(&path).articles.remove(0);
    let second = quotes::find(&article).remove(1);
    let place = format!("{}#{}", path.display(), second.id);
    one.print(&["correct", "--not-a-quote", &place]);
    correct(&one, &database, "one", "Ruth Wrenfield");
    assert_ne!(database.value(rows), before);
    // Whoever else has the story need not publish it again.
    one.print(&["publish", "--as", "one", "--withdraw", &database.address()]);
    assert_eq!(database.value(rows), before);
    assert_eq!(wrong_counts(&database), "0");
    assert_eq!(wrong_groups(&database), RIGHT);
    let paths = "SELECT count(*) FROM pullquote.articles WHERE path NOT LIKE '%/other/news/%'";
    assert_eq!(database.value(paths), "0");
    let told = other.publish(&database, "other");
    assert!(told.starts_with("Published 0 stories "), "{told}");
}

#[test]
fn whoever_reads_is_told_whose_a_correction_is() {
    let Some(database) = new_database() else {
        return;
    };
    let folder = database.home.path();
    let one = Newsroom::new(&folder.join("one"), 3);
    correct(&one, &database, "one", "Ruth Wrenfield");
    let reader = Newsroom::new(&folder.join("reader"), 0);
    let address = database.address();
    let found = reader.print(&["search", "--shared", &address, "is:corrected "]);
    assert!(
        found.contains("Ruth Wrenfield") && found.contains(", corrected by one\n"),
        "{found}"
    );
}
