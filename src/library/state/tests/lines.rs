//! Tests that the state survives an export as lines of JSON, and that merging gives the same in any order.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn exported(reader: &Reader) -> String {
    let mut bytes = Vec::new();
    reader.store.export_lines(None, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn import(reader: &mut Reader, lines: &str) -> Result<Imported, LinesError> {
    reader.minute += 1;
    reader
        .store
        .import_lines(lines.as_bytes(), at(reader.minute))
}

fn busy_reader() -> Reader {
    Reader::who([
        note(quote(1, "“We sail.”"), "When?"),
        bookmark(story(2)),
        StateChange::RemoveBookmarks(vec![story(2).target_key()]),
        read([1, 2, 3]),
        search("tide"),
        StateChange::SetPlace {
            article: id(3),
            place: Some(place(7)),
        },
        StateChange::Correct(vec![QuoteCorrection {
            article: story(1).article,
            quote: quote(1, "“We sail.”").quote.unwrap(),
            correction: Correction::Speaker(clean("Ansel Rook")),
        }]),
        StateChange::DecidePersons(vec![PersonDecision::new("Oda Lund", "O. Lund", true)]),
    ])
}

#[test]
fn an_export_carries_the_whole_state_and_merging_it_twice_changes_nothing() {
    let lines = exported(&busy_reader());
    let mut other = Reader::new();
    assert_eq!(
        import(&mut other, &lines).unwrap().taken,
        lines.lines().count() - 1
    );
    assert_eq!(exported(&other), lines);
    let again = import(&mut other, &lines).unwrap();
    assert_eq!(again.taken, 0);
    assert_eq!(exported(&other), lines);
}

#[test]
fn of_two_decisions_on_the_same_names_the_later_holds_on_both_machines() {
    let decide = |one, other, is_same| {
        StateChange::DecidePersons(vec![PersonDecision::new(one, other, is_same)])
    };
    let mut here = Reader::who([decide("Oda Lund", "O. Lund", true)]);
    let mut there = Reader::new();
    there.minute = 5;
    there.does(&decide("O. Lund", "Oda Lund", false));
    let (own, other) = (exported(&here), exported(&there));
    import(&mut here, &other).unwrap();
    import(&mut there, &own).unwrap();
    let separate = [PersonDecision::new("Oda Lund", "O. Lund", false)];
    assert_eq!(here.store.person_decisions().unwrap(), separate);
    assert_eq!(exported(&here), exported(&there));
    let forget = StateChange::ForgetDecisions(separate.to_vec());
    here.does(&forget);
    assert!(here.store.person_decisions().unwrap().is_empty());
    here.store.undo(at(90)).unwrap();
    assert_eq!(here.store.person_decisions().unwrap(), separate);
}

#[test]
fn an_import_is_undone_as_one() {
    let lines = exported(&busy_reader());
    let mut other = Reader::new();
    import(&mut other, &lines).unwrap();
    let done = other.store.undo(at(90)).unwrap().unwrap();
    assert_eq!(done.description, "imported 7 changes");
    assert!(other.bookmarks().is_empty());
}

#[test]
fn what_was_removed_later_does_not_come_back() {
    let mut reader = Reader::who([bookmark(story(1))]);
    let lines = exported(&reader);
    reader.does(&StateChange::RemoveBookmarks(vec![story(1).target_key()]));
    import(&mut reader, &lines).unwrap();
    assert!(reader.bookmarks().is_empty());
}

#[test]
fn text_from_outside_passes_the_gate() {
    let lines = exported(&Reader::who([note(story(1), "Call.")]));
    let mut other = Reader::new();
    import(
        &mut other,
        &lines.replace("Call.", "\\u001b[2JCall\\u202e."),
    )
    .unwrap();
    assert_eq!(other.bookmarks()[0].note, Some(clean("Call.")));
}

#[rstest]
#[case::no_export("{}", 1, "not a state export")]
#[case::nothing("", 1, "not a state export")]
#[case::a_later_version(
    r#"{"format":"pullquote-state","version":9}"#,
    1,
    "version '9' was written by a newer pullquote; this version supports 1"
)]
#[case::no_json("HEAD\nread", 2, "expected value")]
#[case::an_unknown_kind(
    r#"HEAD
{"kind":"mood","changed":"2026-01-01T00:00:00Z","value":true}"#,
    2,
    "unknown kind 'mood'; accepted: article, bookmark"
)]
#[case::an_unknown_key(
    r#"HEAD

{"kind":"read","colour":1,"changed":"2026-01-01T00:00:00Z","value":true}"#,
    3,
    "unknown field `colour`"
)]
#[case::no_article(
    r#"HEAD
{"kind":"read","changed":"2026-01-01T00:00:00Z","value":true}"#,
    2,
    "'read' needs an article"
)]
#[case::a_broken_article(
    r#"HEAD
{"kind":"read","article":"xyz","changed":"2026-01-01T00:00:00Z","value":true}"#,
    2,
    "'xyz' is not an article's identity"
)]
#[case::another_quote(
    r#"HEAD
{"kind":"bookmark","article":"2a","name":"1","changed":"2026-01-01T00:00:00Z","value":{"added":"2026-01-01T00:00:00Z"}}"#,
    2,
    "has the wrong type"
)]
fn a_fault_is_named_with_its_line_and_nothing_is_imported(
    #[case] lines: &str,
    #[case] number: usize,
    #[case] says: &str,
) {
    let good = exported(&Reader::who([read([1])]));
    let lines = lines.replace("HEAD", good.trim_end());
    let number = if number > 1 { number + 1 } else { number };
    let mut reader = Reader::new();
    let error = import(&mut reader, &lines).unwrap_err().to_string();
    assert!(error.starts_with(&format!("line {number}: ")), "{error}");
    assert!(error.contains(says), "{error}");
    assert!(!reader.is_read(1));
}

#[test]
fn two_states_merged_either_way_come_out_the_same() {
    let mut one = busy_reader();
    let mut other = Reader::who([
        read([9]),
        bookmark(story(2)),
        note(quote(1, "“We sail.”"), "Never."),
        StateChange::RemoveBookmarks(vec![quote(1, "“We sail.”").target_key()]),
    ]);
    let (lines, other_lines) = (exported(&one), exported(&other));
    import(&mut one, &other_lines).unwrap();
    import(&mut other, &lines).unwrap();
    assert_eq!(exported(&one), exported(&other));
}

proptest! {
    #[test]
    fn any_lines_are_imported_or_refused(
        start in 0..400_usize, length in 0..40_usize, replacement in "\\PC{0,12}",
    ) {
        static LINES: std::sync::LazyLock<String> =
            std::sync::LazyLock::new(|| exported(&busy_reader()));
        let mut bytes = LINES.clone().into_bytes();
        let start = start.min(bytes.len());
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, replacement.bytes());
        // The lines may be refused, but must not cause a panic.
        let _ = super::super::json_lines::parse_lines(bytes.as_slice());
    }
}

#[test]
fn changes_made_elsewhere_are_merged_once_and_undone_as_one() {
    let changes = [
        (at(5), read([1, 2])),
        (at(6), note(quote(1, "“We sail.”"), "When?")),
    ];
    let mut reader = Reader::new();
    let merged = reader.store.merge_changes(&changes, at(90)).unwrap();
    assert_eq!(merged.taken, 5);
    let again = reader.store.merge_changes(&changes, at(91)).unwrap();
    assert_eq!((again.taken, again.known), (0, 4));
    reader.store.undo(at(92)).unwrap().unwrap();
    assert!(reader.bookmarks().is_empty());
}

#[test]
fn what_was_changed_here_later_stands() {
    let mut reader = Reader::new();
    let kept = [(at(5), bookmark(story(1)))];
    reader.store.merge_changes(&kept, at(90)).unwrap();
    let removed = StateChange::RemoveBookmarks(vec![story(1).target_key()]);
    reader.store.apply_change(&removed, at(91)).unwrap();
    assert_eq!(reader.store.merge_changes(&kept, at(92)).unwrap().taken, 0);
    assert!(reader.bookmarks().is_empty());
}
