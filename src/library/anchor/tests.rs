//! Tests that an anchor finds its words again or reports them lost.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

const STORY: &str = "The ferry left at noon.\n\n\
    “We will mend the pier before the herring come back,” said Oda Lund, the harbour master. \
    Nobody on the quay believed it.\n\n\
    The council meets again on Tuesday.";
const QUOTE: &str = "“We will mend the pier before the herring come back,”";

fn range(text: &str, words: &str) -> TextRange {
    let start = text.find(words).unwrap();
    TextRange::new(start, start + words.len())
}

fn anchor(words: &str) -> Anchor {
    Anchor::from_range(STORY, range(STORY, words))
}

#[test]
fn words_that_stayed_are_found() {
    assert_eq!(
        anchor(QUOTE).find_in(STORY),
        AnchorMatch::Found(range(STORY, QUOTE))
    );
}

#[rstest]
#[case::after_an_insertion(|story: &str| format!("Corrected on Monday.\n\n{story}"), QUOTE)]
#[case::after_a_deletion(|story: &str| story.replace("The ferry left at noon.\n\n", ""), QUOTE)]
#[case::with_straight_marks(
    |story: &str| story.replace(['“', '”'], "\""),
    "We will mend the pier before the herring come back"
)]
#[case::with_a_word_changed(
    |story: &str| story.replace("mend the pier", "repair the old pier"),
    "We will repair the old pier before the herring come back"
)]
#[case::with_hard_line_breaks(
    |story: &str| story.replace("pier before", "pier\nbefore"),
    "“We will mend the pier\nbefore the herring come back,”"
)]
#[case::in_capitals(
    |story: &str| story.to_uppercase(),
    "WE WILL MEND THE PIER BEFORE THE HERRING COME BACK"
)]
fn a_quote_is_found_again(#[case] edit: fn(&str) -> String, #[case] now: &str) {
    let edited = edit(STORY);
    let AnchorMatch::Moved(found) = anchor(QUOTE).find_in(&edited) else {
        panic!("not moved in {edited:?}");
    };
    let trim = |words: &str| words.trim_matches(['“', '”', '"', ',']).to_owned();
    assert_eq!(trim(found.of(&edited)), trim(now));
}

#[rstest]
#[case::an_empty_text("")]
#[case::another_story(
    "Snow fell on the pass. The road stays closed until Friday, the county says."
)]
fn words_that_are_gone_are_lost(#[case] text: &str) {
    assert_eq!(anchor(QUOTE).find_in(text), AnchorMatch::Lost);
}

#[test]
fn of_equal_words_the_ones_in_the_same_context_are_found() {
    let text = "He said no. She said no. They all said no.";
    let second = TextRange::new(16, 23);
    let anchor = Anchor::from_range(text, second);
    let edited = format!("No. {text}");
    assert_eq!(
        anchor.find_in(&edited),
        AnchorMatch::Moved(TextRange::new(20, 27))
    );
}

#[test]
fn a_range_outside_the_text_is_never_found() {
    assert_eq!(
        Anchor::from_range("short", TextRange::new(3, 90)).find_in("short"),
        AnchorMatch::Lost
    );
}

#[test]
fn a_long_range_is_remembered_by_its_head() {
    let text = "One fish, two fish. ".repeat(1000);
    let whole = TextRange::new(0, text.len());
    let anchor = Anchor::from_range(&text, whole);
    assert!(anchor.exact.len() <= EXACT);
    assert_eq!(anchor.find_in(&text), AnchorMatch::Found(whole));
}

/// Generates texts of distinct words, so that there is one right answer.
fn distinct_words(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    count.prop_map(|count| (0..count).map(|number| format!("word{number}")).collect())
}

proptest! {
    #[test]
    fn an_edit_elsewhere_loses_nothing(
        words in distinct_words(20..60),
        first in 5..10_usize,
        count in 1..8_usize,
        insertion in "[a-z “”,.\n]{0,80}",
        cut in 0..4_usize,
    ) {
        let text = words.join(" ");
        let exact = words[first..first + count].join(" ");
        let start = text.find(&exact).unwrap();
        let anchor = Anchor::from_range(&text, TextRange::new(start, start + exact.len()));
        let edited = format!("{insertion} {} {insertion}", words[cut..].join(" "));
        let found = anchor.find_in(&edited).range().map(|range| range.of(&edited).to_owned());
        prop_assert_eq!(found, Some(exact));
    }

    #[test]
    fn any_anchor_in_any_text_lies_inside_it(
        exact in ".{0,40}", before in ".{0,10}", after in ".{0,10}",
        position in any::<usize>(), length in any::<usize>(),
        text in ".{0,200}",
    ) {
        for text in [text.clone(), format!("{text}{exact}{text}"), exact.clone()] {
            let anchor = Anchor {
                exact: exact.clone(), before: before.clone(), after: after.clone(), position, length,
            };
            if let Some(range) = anchor.find_in(&text).range() {
                prop_assert!(text.get(range.start..range.end).is_some());
            }
        }
    }

    #[test]
    fn what_is_remembered_is_found_in_the_same_text(text in ".{1,120}", at in any::<prop::sample::Index>()) {
        let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let start = boundaries[at.index(boundaries.len())];
        let range = TextRange::new(start, text.len());
        prop_assert_eq!(Anchor::from_range(&text, range).find_in(&text), AnchorMatch::Found(range));
    }
}
