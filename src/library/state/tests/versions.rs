//! Tests that versions of a story have the same facts, wherever and whenever it is found that they are versions of one.

use super::*;

fn has_become(was: u128, now: u128) -> StateChange {
    StateChange::Follow(vec![(id(was), story(now).article)])
}

fn add_tag(number: u128, tag: &str) -> StateChange {
    let articles = vec![story(number).article];
    let tag = clean(tag);
    StateChange::AddTag { articles, tag }
}

fn remove(number: u128) -> StateChange {
    StateChange::RemoveBookmarks(vec![story(number).target_key()])
}

fn exported(reader: &Reader) -> String {
    let mut lines = Vec::new();
    reader.store.export_lines(None, &mut lines).unwrap();
    String::from_utf8(lines).unwrap()
}

/// Returns the articles of the bookmarks that a list shows if these are in the archive.
fn listed(reader: &Reader, there: &[u128]) -> Vec<ArticleId> {
    let versions = reader.store.versions().unwrap();
    let outdated = versions.outdated(|story| there.contains(&story.as_number()));
    let bookmarks = reader.bookmarks().into_iter();
    let mut listed: Vec<ArticleId> = bookmarks.map(|it| it.kept.article.id).collect();
    listed.retain(|story| !outdated.contains(story));
    listed
}

#[test]
fn what_is_kept_of_a_story_is_kept_of_what_it_has_become_and_of_what_it_was() {
    let reader = Reader::who([
        StateChange::Bookmark(vec![story(1), quote(1, "“We sail.”")]),
        read([1]),
        has_become(1, 3),
        has_become(3, 2),
        add_tag(2, "harbor"),
        note(story(3), "Ask the pilots."),
    ])
    .restarted();
    for version in 1..=3 {
        let bookmarks = reader.store.bookmarks_of(id(version)).unwrap();
        assert_eq!(bookmarks.len(), 2, "{version}");
        assert!(bookmarks.iter().any(|it| it.note.is_some()), "{version}");
        assert!(reader.is_read(version), "{version}");
        let tags = reader.store.tags_of(id(version)).unwrap();
        assert_eq!(tags, [clean("harbor")], "{version}");
    }
}

#[test]
fn a_list_of_bookmarks_has_a_story_once_as_the_version_that_is_there() {
    let reader = Reader::who([bookmark(story(1)), has_become(1, 2)]);
    assert_eq!(listed(&reader, &[1]), [id(1)]);
    assert_eq!(listed(&reader, &[2]), [id(2)]);
    assert_eq!(listed(&reader, &[1, 2]), [id(2)]);
    assert_eq!(listed(&reader, &[]), [id(2)]);
    // Edited, and edited back.
    let reader = Reader::who([bookmark(story(1)), has_become(1, 2), has_become(2, 1)]);
    assert_eq!(listed(&reader, &[]).len(), 1);
    assert_eq!(listed(&reader, &[2]), [id(2)]);
}

#[test]
fn a_removal_holds_for_all_versions_and_can_be_undone() {
    let mut reader = Reader::who([bookmark(story(1)), has_become(1, 2), remove(2)]);
    assert_eq!(reader.bookmarks(), []);
    reader.does(&has_become(1, 2));
    assert_eq!(reader.bookmarks(), [], "it does not come back");
    reader.store.undo(at(90)).unwrap().unwrap();
    assert_eq!(reader.bookmarks().len(), 2);
    reader.store.undo(at(91)).unwrap().unwrap();
    assert_eq!(reader.bookmarks(), []);
}

#[test]
fn a_story_that_is_a_version_of_itself_keeps_everything() {
    let kept = vec![story(1), quote(1, "“We sail.”")];
    let reader = Reader::who([StateChange::Bookmark(kept), read([1]), has_become(1, 1)]);
    assert_eq!(reader.bookmarks().len(), 2);
    assert!(reader.is_read(1));
}

/// Makes a reader whose changes are later than those of a reader with a smaller number.
fn reader_at(minute: i64, changes: impl IntoIterator<Item = StateChange>) -> Reader {
    let mut reader = Reader::new();
    reader.minute = minute;
    for change in changes {
        reader.does(&change);
    }
    reader
}

#[test]
fn states_that_are_merged_in_any_order_and_twice_come_out_the_same() {
    let states = [
        reader_at(
            0,
            [
                bookmark(story(1)),
                add_tag(1, "harbor"),
                note(story(1), "One."),
            ],
        ),
        reader_at(10, [has_become(1, 2), note(story(2), "Two."), read([2])]),
        reader_at(20, [has_become(1, 3), bookmark(quote(3, "“We sail.”"))]),
        reader_at(30, [bookmark(story(1)), remove(1), read([1])]),
    ]
    .map(|reader| exported(&reader));
    let orders = [
        [0, 1, 2, 3],
        [3, 2, 1, 0],
        [1, 3, 0, 2],
        [2, 0, 3, 1],
        [3, 0, 1, 2],
    ];
    let merged = orders.map(|order| {
        let mut reader = Reader::new();
        for number in order.into_iter().chain(order) {
            let lines = states[number].as_bytes();
            reader.store.import_lines(lines, at(60)).unwrap();
        }
        exported(&reader)
    });
    for other in &merged {
        assert_eq!(other, &merged[0]);
    }
    assert_eq!(merged[0].matches("“We sail.”").count() % 3, 0);
    assert_eq!(merged[0].matches("\"harbor\"").count(), 3);
}

#[test]
fn an_export_without_links_brings_nothing_back_and_takes_nothing_away() {
    let mut reader = Reader::who([bookmark(story(1))]);
    let old = exported(&reader);
    reader.does(&has_become(1, 2));
    let linked = exported(&reader);
    reader.store.import_lines(old.as_bytes(), at(60)).unwrap();
    assert_eq!(exported(&reader), linked);
    reader.does(&remove(2));
    reader.store.import_lines(old.as_bytes(), at(61)).unwrap();
    assert_eq!(reader.bookmarks(), []);
}

#[test]
fn a_made_up_crowd_of_versions_is_no_burden() {
    let mut reader = Reader::who([bookmark(story(1))]);
    let crowd = (2..2000).map(|number| (id(number - 1), story(number).article));
    reader.does(&StateChange::Follow(crowd.collect()));
    reader.does(&add_tag(1, "harbor"));
    assert!(reader.bookmarks().len() <= 64);
    assert_eq!(reader.store.tags_of(id(1)).unwrap().len(), 1);
}
