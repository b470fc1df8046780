//! What is the same, by invented texts.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rstest::rstest;

use super::{Sketch, StatementSketch, StorySketch};

const STATEMENT: &str = "“We will not close the night ferry while I am harbor master. It has sailed for ninety years, and it \
     will sail on.”";

fn said(words: &str) -> StatementSketch {
    StatementSketch::new(words, Some("Oda Lund")).unwrap()
}

#[rstest]
#[case::other_marks(
    "''We will not close the night ferry while I am harbor master. It has sailed for ninety years -- and it will sail on''"
)]
#[case::capitals(
    "WE WILL NOT CLOSE THE NIGHT FERRY WHILE I AM HARBOR MASTER. IT HAS SAILED FOR NINETY YEARS, AND IT WILL SAIL ON."
)]
#[case::shortened("“will not close the night ferry while I am harbor master”")]
#[case::the_end_alone("“It has sailed for ninety years, and it will sail on,”")]
#[case::joined_with_more(
    "“Listen. We will not close the night ferry while I am harbor master.” “Not today.”"
)]
#[case::left_out(
    "“We will not close the night ferry … It has sailed for ninety years, and it will sail on.”"
)]
#[case::words_put_in(
    "“We will not close [it,] the night ferry while I am harbor master. It has sailed for ninety years.”"
)]
#[case::edited(
    "“We won't close the night ferry while I am harbor master. It has sailed for eighty years, and it will sail on.”"
)]
fn is_the_same_statement(#[case] words: &str) {
    let (one, other) = (said(STATEMENT), said(words));
    assert!(one.is_same(&other) && other.is_same(&one));
    assert!(shares_print(&one, &other));
}

#[rstest]
#[case::of_the_same_ferry(
    "“The night ferry is closed for today. Nobody has sailed for hours, and we do not know why.”"
)]
#[case::a_turn_of_phrase("“It will sail on, and I am the harbor master, we will not.”")]
#[case::a_few_words_of_a_long_one(
    "“The ferry while I am away is yours, he told me then, and I have sailed it for twenty years on end since.”"
)]
fn is_another_statement(#[case] words: &str) {
    assert!(!said(STATEMENT).is_same(&said(words)));
}

#[test]
fn a_turn_of_phrase_is_not_the_same_from_another() {
    let one = said("“This has nothing to do with the ferry.”");
    let words = "“This has nothing to do with the harbor board or the people of Wick.”";
    assert!(one.is_same(&said("“And this has nothing to do with the ferry.”")));
    assert!(!one.is_same(&StatementSketch::new(words, Some("Ed Holm")).unwrap()));
}

#[test]
fn a_copy_under_another_name_is_the_same() {
    let other = StatementSketch::new(STATEMENT, Some("Ed Holm")).unwrap();
    assert!(said(STATEMENT).is_same(&other));
}

#[test]
fn what_many_say_is_no_statement() {
    assert_eq!(
        StatementSketch::new("“We will see what happens.”", None),
        None
    );
}

/// A story of so many sentences, all of them different; `seed` makes it another story.
fn story(sentences: usize, seed: usize) -> Vec<String> {
    const WORDS: [&str; 16] = [
        "ferry", "harbor", "council", "night", "bridge", "tide", "engine", "ticket", "pilot",
        "winter", "island", "market", "lantern", "captain", "fog", "rope",
    ];
    let word = |number: usize| {
        WORDS[(number * 7 + number / 5 + seed * 13 + number * number / 3) % WORDS.len()]
    };
    (0..sentences)
        .map(|number| {
            let words = (0..9)
                .map(|at| word(number * 9 + at))
                .collect::<Vec<_>>()
                .join(" ");
            format!("The {words} number {}.", number + seed * 1000)
        })
        .collect()
}

fn sketch(sentences: &[String]) -> StorySketch {
    StorySketch::new(&sentences.join(" ")).unwrap()
}

fn shares_print(one: &impl Sketch, other: &impl Sketch) -> bool {
    let prints: BTreeSet<u64> = one.prints().into_iter().collect();
    other.prints().iter().any(|print| prints.contains(print))
}

#[test]
fn a_copy_an_update_and_a_short_version_are_the_same_story() {
    let whole = story(60, 1);
    let copy = StorySketch::new(&whole.join("\n\n").to_uppercase().replace('.', " !")).unwrap();
    let update = [story(8, 2), whole.clone()].concat();
    let short = whole.get(..28).unwrap();
    let mut edited = whole.clone();
    for sentence in edited.iter_mut().step_by(3) {
        *sentence = sentence.replacen("number", "in the end number", 1);
    }
    for other in [copy, sketch(&update), sketch(short), sketch(&edited)] {
        assert!(sketch(&whole).is_same(&other) && shares_print(&sketch(&whole), &other));
    }
}

#[test]
fn a_story_that_repeats_a_paragraph_is_another() {
    let background = story(6, 9);
    let one = [story(40, 1), background.clone()].concat();
    let other = [story(40, 2), background].concat();
    assert!(!sketch(&one).is_same(&sketch(&other)));
}

#[test]
fn two_stories_that_begin_alike_are_two() {
    let head = story(6, 1);
    let one = [head.clone(), story(30, 2)].concat();
    let other = [head, story(30, 3)].concat();
    assert!(!sketch(&one).is_same(&sketch(&other)));
}

#[test]
fn statements_are_stored_as_bytes() {
    let one = said(STATEMENT);
    let stored = StatementSketch::from_bytes(&one.to_bytes(), one.speaker());
    assert_eq!(stored, one);
}

#[test]
fn stories_are_told_apart_by_what_follows_their_head() {
    let head = story(6, 1);
    let runs = head.join(" ").split(' ').count() - 3;
    let ends = [story(5, 2), story(5, 3), story(40, 4)];
    let [one, other, third] = ends.map(|end| sketch(&[head.clone(), end].concat()));
    for (one, other) in [(&one, &other), (&one, &third), (&other, &third)] {
        assert!(!one.goes_on_like(other, runs));
    }
    assert!(one.goes_on_like(&one, runs));
    assert!(third.goes_on_like(&sketch(&head), runs));
}

#[test]
fn sketches_are_stored_as_bytes() {
    let one = sketch(&story(30, 1));
    assert_eq!(StorySketch::from_bytes(&one.to_bytes()), Some(one));
    assert_eq!(StorySketch::from_bytes(&[1, 2, 3]), None);
}

proptest! {
    #[test]
    fn any_words_are_the_same_as_themselves(words in "\\PC{0,200}") {
        if let Some(one) = StatementSketch::new(&words, None) {
            prop_assert!(one.is_same(&one));
        }
        if let Some(one) = StorySketch::new(&words) {
            prop_assert!(one.is_same(&one));
        }
    }
}
