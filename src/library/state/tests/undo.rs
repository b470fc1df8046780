//! Tests that every change of the state can be undone and redone.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Undoes once and returns the message; `None` if there is nothing to undo.
fn undo(reader: &mut Reader) -> Option<String> {
    reader.minute += 1;
    let done = reader.store.undo(at(reader.minute)).unwrap();
    done.map(|done| done.to_string())
}

fn redo(reader: &mut Reader) -> Option<String> {
    reader.minute += 1;
    let done = reader.store.redo(at(reader.minute)).unwrap();
    done.map(|done| done.to_string())
}

#[test]
fn a_bulk_change_is_turned_as_one_also_after_a_restart() {
    let count = |reader: &Reader| (1..=12).filter(|number| reader.is_read(*number)).count();
    let mut reader = Reader::who([read([1]), read(1..=12)]).restarted();
    assert_eq!(undo(&mut reader).unwrap(), "Undid: marked 12 articles read");
    assert_eq!(count(&reader), 1, "one was read before");

    let mut reader = reader.restarted();
    assert_eq!(redo(&mut reader).unwrap(), "Redid: marked 12 articles read");
    assert_eq!(count(&reader), 12);
}

#[test]
fn a_new_change_ends_what_can_be_redone() {
    let mut reader = Reader::who([bookmark(story(1))]);
    undo(&mut reader);
    reader.does(&bookmark(story(2)));
    assert_eq!(redo(&mut reader), None);
    let next = reader.store.next_undo().unwrap();
    assert_eq!(next.as_deref(), Some("bookmarked the story 'Story 2'"));
}

#[test]
fn a_change_that_changes_nothing_is_no_step() {
    let mut reader = Reader::who([read([1]), read([1])]);
    assert!(undo(&mut reader).is_some());
    assert_eq!(undo(&mut reader), None);
}

#[test]
fn what_the_reader_never_decided_is_no_step() {
    let set = StateChange::SetPlace {
        article: id(1),
        place: Some(place(3)),
    };
    let mut reader = Reader::who([set, search("tide")]);
    assert_eq!(undo(&mut reader), None);
}

#[test]
fn a_removed_bookmark_comes_back_with_its_note() {
    let removal = StateChange::RemoveBookmarks(vec![story(1).target_key()]);
    let mut reader = Reader::who([note(story(1), "Call the mill."), removal]);
    let said = undo(&mut reader).unwrap();
    assert_eq!(said, "Undid: removed the story's bookmark");
    assert_eq!(reader.bookmarks()[0].note, Some(clean("Call the mill.")));
}

#[test]
fn what_changed_since_is_left_as_it_is() {
    let mut reader = Reader::who([read([1, 2])]);
    let mut other = StateStore::open(reader.folder.path(), at(0)).unwrap().store;
    let unread = StateChange::SetRead {
        articles: vec![id(1)],
        is_read: false,
    };
    other.apply_change(&unread, at(5)).unwrap();
    other.apply_change(&read([3]), at(6)).unwrap();
    // The latest steps are undone first, whichever process made them.
    assert!(undo(&mut reader).is_some() && undo(&mut reader).is_some());
    assert!(reader.is_read(1));
    reader.does(&StateChange::Follow(vec![(id(2), story(4).article)]));
    assert!(undo(&mut reader).is_some());
    assert!(
        !reader.is_read(1) && !reader.is_read(4),
        "it follows the article"
    );
}

#[test]
fn only_so_many_steps_are_kept_and_always_the_last() {
    let mut connection = Connection::open_in_memory().unwrap();
    schema::migrate_layout(&mut connection).unwrap();
    let facts = |count: u128| -> Vec<undo_steps::StepFact> {
        let fact = |number| undo_steps::StepFact {
            key: fact::FactKey::of_article(fact::FactKind::Read, id(number)),
            before: None,
            after: Some("true".to_owned()),
        };
        (0..count).map(fact).collect()
    };
    let steps = |connection: &Connection| -> i64 {
        connection
            .query_row("SELECT count(*) FROM step", [], |row| row.get(0))
            .unwrap()
    };
    for _ in 0..1005 {
        undo_steps::record_step(&connection, "marked 1 article read", &facts(1)).unwrap();
    }
    assert_eq!(steps(&connection), 1000);
    undo_steps::record_step(&connection, "marked many articles read", &facts(299_999)).unwrap();
    assert_eq!(steps(&connection), 2);
    assert!(undo_steps::is_whole(&connection).unwrap());
}

/// Generates changes that are steps, about few articles, so that they overlap.
fn any_change() -> impl Strategy<Value = StateChange> {
    let article = || (1..4_u128).boxed();
    let kept = || {
        (article(), any::<bool>()).prop_map(|(number, is_story)| {
            let story = story(number);
            if is_story {
                story
            } else {
                quote(number, "“So be it.”")
            }
        })
    };
    let tag = || "[ab]".prop_map(|tag| clean(&tag));
    prop_oneof![
        (vec(article(), 0..4), any::<bool>()).prop_map(|(numbers, is_read)| StateChange::SetRead {
            articles: numbers.into_iter().map(id).collect(),
            is_read,
        }),
        vec(kept(), 0..3).prop_map(StateChange::Bookmark),
        vec(kept(), 0..3).prop_map(|kept| {
            StateChange::RemoveBookmarks(kept.iter().map(BookmarkTarget::target_key).collect())
        }),
        (kept(), "[xy]?").prop_map(|(kept, text)| note(kept, &text)),
        (article(), vec(tag(), 0..3)).prop_map(|(number, tags)| {
            let article = story(number).article;
            StateChange::SetTags(vec![TaggedArticle { article, tags }])
        }),
        (article(), tag()).prop_map(|(number, tag)| StateChange::RemoveTag {
            articles: vec![id(number)],
            tag,
        }),
        (tag(), tag()).prop_map(|(name, query)| {
            let query = SavedQuery {
                text: query,
                scope: SearchScope::Stories,
            };
            StateChange::SaveSearch(SavedSearch { name, query })
        }),
        article().prop_map(|number| {
            StateChange::Correct(vec![QuoteCorrection {
                article: story(number).article,
                quote: quote(number, "“So be it.”").quote.unwrap(),
                correction: Correction::NotAQuote,
            }])
        }),
    ]
}

/// Returns the values of all facts that undo covers.
fn says(reader: &Reader) -> Vec<(fact::FactKey, String)> {
    let mut says = Vec::new();
    for kind in fact::FactKind::ALL
        .into_iter()
        .filter(|kind| kind.is_undoable())
    {
        let facts = fact::facts_of_kind(reader.store.connection(), kind).unwrap();
        says.extend(
            facts
                .into_iter()
                .map(|fact| (fact.key, fact.value.unwrap())),
        );
    }
    says
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_changes_are_undone_and_redone_one_by_one(changes in vec(any_change(), 1..8)) {
        let mut reader = Reader::new();
        let mut history = vec![says(&reader)];
        for change in &changes {
            reader.does(change);
            let now = says(&reader);
            if history.last() != Some(&now) {
                history.push(now);
            }
        }
        for expected in history.iter().rev().skip(1) {
            prop_assert!(undo(&mut reader).is_some());
            prop_assert_eq!(&says(&reader), expected);
        }
        prop_assert_eq!(undo(&mut reader), None);
        for expected in history.iter().skip(1) {
            prop_assert!(redo(&mut reader).is_some());
            prop_assert_eq!(&says(&reader), expected);
        }
        prop_assert_eq!(redo(&mut reader), None);
    }
}
