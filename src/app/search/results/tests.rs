//! Tests of the rows of results.

use super::cards::HitCardLine;
use super::*;
use rstest::rstest;

use crate::article::Confidence;
use crate::search::hits::SearchHits;
use crate::text::Clean;

fn hits(numbers: impl IntoIterator<Item = u128>) -> Vec<Hit> {
    let hit = |number| Hit {
        article: ArticleId::from_number(number),
        quote: None,
        is_corrected: false,
        corrected_by: None,
        confidence: Confidence::default(),
        place: Some(TextRange::new(0, 16)),
        text: Clean::new(&format!("The tide turned {number}.")),
        fragments: Vec::new(),
        marks: Vec::new(),
        speaker: None,
        role: None,
        source: None,
        published: None,
        same: None,
    };
    numbers.into_iter().map(hit).collect()
}

fn selected(results: &Results) -> Option<u128> {
    results.selected_hit().map(|hit| hit.article.as_number())
}

fn seen(results: &Results) -> Vec<usize> {
    results.cards().iter().map(|card| card.number).collect()
}

#[test]
fn a_chosen_hit_stays_selected_when_others_come_before_it() {
    let mut results = Results::default();
    results.set_hits(hits([1, 2, 3]), Vec::new());
    results.move_by(1);
    results.set_hits(hits([3, 7, 2]), Vec::new());
    assert_eq!((results.selected(), selected(&results)), (2, Some(2)));
}

#[test]
fn without_a_choice_the_first_hit_is_selected() {
    let mut results = Results::default();
    results.set_hits(hits([1, 2, 3]), Vec::new());
    results.set_hits(hits([3, 1, 2]), Vec::new());
    assert_eq!(selected(&results), Some(3));
}

#[test]
fn the_hits_of_another_query_begin_at_the_first() {
    let mut results = Results::default();
    results.set_hits(hits([1, 2, 3]), Vec::new());
    results.move_by(2);
    results.rewind_with_next();
    assert_eq!(selected(&results), Some(3), "until the hits come");
    results.set_hits(hits([2, 3]), Vec::new());
    assert_eq!(selected(&results), Some(2));
}

#[test]
fn the_selection_stays_on_the_screen() {
    let mut results = Results::default();
    results.set_hits(hits(0..100), Vec::new());
    for (number, height) in [(0, 20), (99, 20), (50, 8), (51, 3), (98, 1), (3, 30)] {
        results.select(number);
        results.lay_out(30, height);
        let card = results.cards().iter().find(|card| card.number == number);
        let card = card.unwrap_or_else(|| panic!("{number} at {height}: {:?}", seen(&results)));
        assert!(card.line < height);
        assert_eq!(results.number_at(card.line), Some(number));
    }
}

#[test]
fn equal_words_are_one_row_and_count_as_often_as_they_are_there() {
    let mut results = Results::default();
    let mut repeated = hits([1, 2, 3]);
    repeated[2].text = repeated[0].text.clone();
    results.set_hits(repeated, Vec::new());
    assert_eq!((results.hits().len(), results.loaded()), (2, 3));
    assert_eq!((results.repeats(0), results.repeats(1)), (2, 1));
    results.select(1);
    assert_eq!(results.position(), 3);
}

#[test]
fn a_folded_row_unfolds_once_and_stays_so_with_the_next_answer() {
    let mut results = Results::default();
    let mut repeated = hits([1, 2, 3]);
    repeated[2].text = Clean::new("the tide turned 1");
    results.set_hits(repeated.clone(), Vec::new());
    assert!(results.unfold_selected());
    let articles = |results: &Results| -> Vec<u128> {
        let hits = results.hits().iter();
        hits.map(|hit| hit.article.as_number()).collect()
    };
    assert_eq!(articles(&results), [1, 3, 2]);
    assert!(!results.unfold_selected(), "Enter opens it now");
    results.set_hits(repeated, Vec::new());
    assert_eq!(articles(&results), [1, 3, 2]);
    results.rewind_with_next();
    results.set_hits(hits([1, 2]), Vec::new());
    assert_eq!(results.loaded(), 2);
}

/// Returns three quotes, of which the first and the last are one statement with two speakers.
fn statement_of_two(confidences: [u8; 3]) -> Vec<Hit> {
    let mut repeated = hits([1, 2, 3]);
    repeated[2].text = repeated[0].text.clone();
    for (hit, confidence) in repeated.iter_mut().zip(confidences) {
        hit.speaker = Some(Clean::new("Oda Lund"));
        hit.quote = Some(QuoteId::from_number(7));
        hit.confidence = Confidence::new(confidence);
    }
    repeated
}

#[test]
fn a_row_is_chosen_with_all_its_quotes() {
    let mut results = Results::default();
    results.set_hits(statement_of_two([90; 3]), Vec::new());
    results.toggle_chosen();
    let chosen = results.chosen_hits();
    let articles: Vec<u128> = chosen.iter().map(|(id, _)| id.as_number()).collect();
    assert_eq!((articles, results.selected()), (vec![1, 3], 1));
    results.select(0);
    results.toggle_chosen();
    assert_eq!(results.chosen_hits(), []);
}

#[rstest]
#[case::a_folded_quote([90, 90, 20], false, &[3])]
#[case::both_of_a_row([20, 90, 20], true, &[1, 3])]
#[case::the_next_row([90, 20, 90], false, &[2])]
#[case::not_the_selected_one([20, 90, 90], false, &[])]
fn the_next_unsure_quote_is(
    #[case] confidences: [u8; 3],
    #[case] may_stay: bool,
    #[case] expected: &[u128],
) {
    let mut results = Results::default();
    results.set_hits(statement_of_two(confidences), Vec::new());
    let mut found = Vec::new();
    let mut may_stay = may_stay;
    while results.select_next_unsure(may_stay) {
        found.extend(selected(&results));
        may_stay = false;
    }
    assert_eq!(found, expected);
}

#[test]
fn the_selection_stays_with_a_hit_that_shares_a_row_by_now() {
    let mut results = Results::default();
    let mut repeated = hits([1, 2, 3]);
    results.set_hits(repeated.clone(), Vec::new());
    results.select(2);
    repeated[2].text = repeated[0].text.clone();
    results.set_hits(repeated, Vec::new());
    assert_eq!(results.selected(), 0);
}

#[test]
fn offers_are_rows_below_the_hits() {
    let offer = |label| NearOffer {
        replacements: Vec::new(),
        label: Clean::new(label),
        total: 1,
    };
    let mut results = Results::default();
    results.set_hits(hits([1, 2]), vec![offer("tidy"), offer("ride")]);
    results.select(9);
    results.lay_out(30, 20);
    assert_eq!((results.selected(), seen(&results)), (3, vec![0, 1, 2, 3]));
    let near = results.near_at(3).map(|near| near.label.as_str());
    assert_eq!((near, results.selected_hit()), (Some("ride"), None));
    let lines = &results.cards()[2].lines;
    assert_eq!(*lines, [HitCardLine::NearRule, HitCardLine::Near]);
}

#[test]
fn what_has_most_words_of_a_phrase_is_below_a_rule() {
    let partial = PartialPhrase {
        found: 3,
        wanted: 4,
        hits: SearchHits {
            hits: hits([1, 2]),
            total: Some(5),
            ..SearchHits::default()
        },
    };
    let mut results = Results::default();
    results.set_partial_hits(partial);
    results.lay_out(30, 20);
    assert_eq!(results.partial(), Some(("3 of 4 words", 5)));
    let rules = |number: usize| results.cards()[number].lines[0] == HitCardLine::PartialRule;
    assert!(rules(0) && !rules(1));
    results.set_hits(hits([3]), Vec::new());
    assert_eq!(results.partial(), None);
}

#[test]
fn moving_one_hit_scrolls_no_further_than_needed() {
    let mut results = Results::default();
    results.set_hits(hits(0..100), Vec::new());
    results.select(10);
    results.lay_out(30, 20);
    let before = seen(&results);
    results.select(before[0]);
    results.lay_out(30, 20);
    assert_eq!(seen(&results), before);
}

#[test]
fn articles_on_the_screen_are_asked_for_once() {
    let mut results = Results::default();
    results.set_hits(hits([5, 5, 6]), Vec::new());
    results.lay_out(30, 20);
    assert_eq!(results.request_rows(), [5, 6].map(ArticleId::from_number));
    results.take_rows(Vec::new());
    assert_eq!(results.request_rows(), [], "the list does not know them");
    results.forget_rows();
    assert_eq!(results.request_rows().len(), 2, "it may know them now");
}
