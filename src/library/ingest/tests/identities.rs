//! Tests that stories which could have one identity are all there, and keep what the state refers to.

use rstest::rstest;

use super::*;
use crate::library::catalogue::ComparedArticles;

/// Returns a beginning of more than 400 letters.
fn head() -> String {
    "The harbor board met on Monday to hear what the pilots had to say about the tides. ".repeat(7)
}

const ENDS: [&str; 2] = [
    "It agreed to dredge the channel before the winter, and Lorne Pryce, who keeps the light, was asked to mark the shoals \
     with new buoys by the first week of November at the latest.",
    "Nobody from the fishing fleet came, so the vote was put off; the chair, Ida Holm, said that the quay would be closed \
     until the crane that fell in the storm has been taken away.",
];

fn write_stories(shelf: &Shelf) {
    for (name, end) in ["a.txt", "b.txt"].into_iter().zip(ENDS) {
        let text = format!("The board meets\n\n{}\n\n{end}\n", head());
        fs::write(shelf.path(name), text).unwrap();
    }
}

fn rows(shelf: &Shelf) -> Vec<ArticleRow> {
    let mut catalogue = Catalogue::open(&shelf.archive.catalogue_path()).unwrap();
    let page = catalogue.read_page(&Listing::default(), PageStart::Row(0), 99);
    let mut rows = page.unwrap().rows;
    rows.sort_by(|one, other| one.location.cmp(&other.location));
    rows
}

fn ids(shelf: &Shelf) -> Vec<ArticleId> {
    rows(shelf).into_iter().map(|row| row.id).collect()
}

/// Bookmarks the story of a row, as the reader does.
fn bookmark(shelf: &Shelf, row: &ArticleRow) {
    let data = shelf.folder.path().join("data");
    let mut store = StateStore::open(&data, Timestamp::UNIX_EPOCH)
        .unwrap()
        .store;
    let target = BookmarkTarget {
        article: row.into(),
        quote: None,
    };
    let change = StateChange::Bookmark(vec![target]);
    store.apply_change(&change, Timestamp::UNIX_EPOCH).unwrap();
}

fn with_state(shelf: Shelf) -> Shelf {
    let archive = shelf
        .archive
        .clone()
        .with_state(&shelf.folder.path().join("data"));
    Shelf { archive, ..shelf }
}

#[test]
fn two_stories_with_the_same_title_and_beginning_are_two() {
    let shelf = Shelf::new();
    write_stories(&shelf);
    shelf.ingest();
    assert_eq!(shelf.listed(), ["a.txt", "b.txt"]);
    assert_eq!(shelf.found("dredge"), ["a.txt"]);
    assert_eq!(shelf.found("crane"), ["b.txt"]);
}

#[test]
fn copies_and_versions_of_a_text_are_one_article() {
    let shelf = Shelf::new();
    let text = format!("The board meets\n\n{}\n\n{}\n", head(), ENDS[0]);
    fs::write(shelf.path("a.txt"), &text).unwrap();
    fs::write(shelf.path("b.txt"), text.replace("Monday", "MONDAY")).unwrap();
    fs::write(
        shelf.path("c.txt"),
        text.replace("first week", "second week"),
    )
    .unwrap();
    shelf.ingest();
    assert_eq!(rows(&shelf).len(), 1);
}

#[test]
fn a_scan_and_a_copy_change_no_identity() {
    let shelf = Shelf::new();
    write_stories(&shelf);
    shelf.ingest();
    let before = ids(&shelf);
    for name in ["b.txt", "a.txt"] {
        let text = fs::read_to_string(shelf.path(name)).unwrap();
        fs::write(shelf.path(name), text + "\n").unwrap();
        fs::copy(shelf.path(name), shelf.path(&format!("copy-of-{name}"))).unwrap();
        shelf.ingest();
        assert_eq!(ids(&shelf), before);
    }
}

#[test]
fn entries_of_a_feed_that_share_a_link_are_all_there() {
    let shelf = Shelf::new();
    let item = |title: &str, text: &str| {
        let link = "https://harbor.example/live";
        format!(
            "<item><title>{title}</title><link>{link}</link><content:encoded>{text}</content:encoded></item>"
        )
    };
    let write = |items: &[String]| {
        let feed = format!(
            "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Harbor</title>{}</channel></rss>",
            items.join("")
        );
        fs::write(shelf.path("feed.xml"), feed).unwrap();
    };
    let items = [
        item("Ferry late", ENDS[0]),
        item("Crane falls", ENDS[1]),
        item("Crane falls", "It was the old one."),
    ];
    write(&items);
    shelf.ingest();
    let before = rows(&shelf);
    assert_eq!(before.len(), 3);
    assert_eq!(shelf.found("dredge").len() + shelf.found("fleet").len(), 2);
    // A new entry is on top, and takes the identity of none.
    write(&[[item("Fog", "Nobody sails.")].as_slice(), &items].concat());
    shelf.ingest();
    let after = rows(&shelf);
    assert_eq!(after.len(), 4);
    for row in before {
        assert!(
            after
                .iter()
                .any(|other| (other.id, &other.title) == (row.id, &row.title))
        );
    }
}

#[test]
fn a_page_and_its_entry_in_a_feed_are_one_article() {
    let shelf = Shelf::new();
    let feed = "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Harbor</title><item><title>Ferry late</title>\
         <link>https://harbor.example/ferry</link><content:encoded>It waits for the tide.</content:encoded></item>\
         </channel></rss>";
    fs::write(shelf.path("feed.xml"), feed).unwrap();
    let page = format!(
        "---\ntitle: Ferry late\nurl: https://harbor.example/ferry\n---\n\n{}\n",
        ENDS[0]
    );
    fs::write(shelf.path("ferry.md"), page).unwrap();
    shelf.ingest();
    assert_eq!(rows(&shelf).len(), 1);
}

#[rstest::rstest]
#[case::the_first(0)]
#[case::the_second(1)]
fn a_rebuilt_catalogue_gives_both_stories_what_the_state_has_of_them(#[case] kept: usize) {
    let shelf = with_state(Shelf::new());
    write_stories(&shelf);
    shelf.ingest();
    let row = rows(&shelf).remove(kept);
    bookmark(&shelf, &row);
    for order in [["a.txt", "b.txt"], ["b.txt", "a.txt"]] {
        Catalogue::discard(&shelf.archive.catalogue_path()).unwrap();
        for name in order {
            shelf.ingest_of(&IngestScope::Files(vec![shelf.path(name)]));
        }
        assert_eq!(rows(&shelf)[kept].id, row.id, "{order:?}");
        assert_eq!(rows(&shelf).len(), 2);
    }
}

#[rstest]
#[case::a_word_in_common(
    "Harbor Ledger\n\nThe quay is closed\n\nIda Holm closed it.\n",
    "The quay of the harbor"
)]
#[case::its_author(
    "By Mara Quill\n\nThe quay is closed\n\nIda Holm closed it.\n",
    "By Mara Quill"
)]
fn a_bookmark_is_found_by_its_file_when_the_title_is_read_another_way(
    #[case] text: &str,
    #[case] title: &str,
) {
    let shelf = with_state(Shelf::new());
    fs::write(shelf.path("a.txt"), text).unwrap();
    shelf.ingest();
    let mut row = rows(&shelf).remove(0);
    let now = row.id;
    // As an earlier version had it, which took another line for the title.
    row.id = ArticleId::from_number(7);
    row.title = Clean::new(title);
    bookmark(&shelf, &row);
    fs::remove_file(shelf.archive.catalogue_path()).unwrap();
    shelf.ingest();
    let catalogue = Catalogue::open(&shelf.archive.catalogue_path()).unwrap();
    assert_eq!(catalogue.edited_articles().unwrap(), [(row.id, now)]);
}

#[test]
fn of_all_edits_only_those_of_what_is_kept_are_followed() {
    let shelf = with_state(Shelf::new());
    write_stories(&shelf);
    shelf.ingest();
    let was = rows(&shelf);
    bookmark(&shelf, &was[0]);
    for title in ["The board meets again", "The board meets once more"] {
        for (name, end) in ["a.txt", "b.txt"].into_iter().zip(ENDS) {
            let text = format!("{title}\n\n{}\n\n{end}\n", head());
            fs::write(shelf.path(name), text).unwrap();
        }
        shelf.ingest();
    }
    let mut catalogue = Catalogue::open(&shelf.archive.catalogue_path()).unwrap();
    assert!(
        catalogue.edited_articles().unwrap().len() > 2,
        "both, twice"
    );
    let state = shelf.archive.state_path().unwrap();
    let compared = &mut ComparedArticles::default();
    let followed = catalogue
        .followed_articles(state, compared)
        .unwrap()
        .into_all();
    let followed: Vec<_> = followed.iter().map(|(was, now)| (*was, now.id)).collect();
    assert_eq!(followed, [(was[0].id, ids(&shelf)[0])]);
}
