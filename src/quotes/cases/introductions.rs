//! People whom a sentence brings on: by a place, by a turn, by an office before the name, by a name behind a description.

use rstest::rstest;

use super::{speaker, story, told};
use crate::quotes;

#[rstest]
// An office with an "of" that is written small.
#[case::chief_of_staff("Chief of staff Anna Bell said: “We are late.”", "Anna Bell")]
#[case::of_the_match("Player of the match Kofi Manu said: “We are late.”", "Kofi Manu")]
#[case::of_two("Mother of two Kelly Dodd, 29, said: “We are late.”", "Kelly Dodd")]
#[case::of_honour("Maid of honour Kelly Dodd insisted: “We are late.”", "Kelly Dodd")]
#[case::of_an_actor(
    "The sister of actor Kelly Dodd said: “We are late.”",
    "The sister of actor Kelly Dodd"
)]
// What begins a sentence or a name.
#[case::an_adjective("Alone, Tom Reid waited. “We are late,” he said.", "Tom Reid")]
#[case::a_firm_before_its_owner(
    "Coastway, Tom Reid's firm, runs the boat. “We are late,” it said.",
    "Coastway"
)]
#[case::an_adverb_of_a_name(
    "A spokesman for First Harbour said the boat was “late again”.",
    "A spokesman for First Harbour"
)]
#[case::a_company_with_two_names(
    "Ida Stark of Pell & Co, which owns a pier, said: “We are late.”",
    "Ida Stark"
)]
#[case::a_country_and_a_given_name(
    "Israel Bell, the minister, met them. Fighting went on in Israel.\n\nIn a letter to the court, Israel said there were “many links”.",
    "Israel"
)]
#[case::a_given_name_that_is_a_country(
    "Chad Orr, 19, was in the pool. His mother was not.\n\n“We are late,” Chad said.",
    "Chad Orr"
)]
// A sentence that brings somebody on.
#[case::left_to(
    "“It is closed,” said Clive Harmer.\n\nIt was left to the vicar to calm them. “We are late,” he said.",
    "the vicar"
)]
#[case::the_last_word(
    "“It is closed,” said Clive Harmer.\n\nThe last word went to Tom Reid. “We are late,” he said.",
    "Tom Reid"
)]
#[case::the_turn_of(
    "“It is closed,” said Clive Harmer.\n\nThen came the turn of Mr Hale. “We are late,” he said.",
    "Hale"
)]
#[case::enter(
    "“It is closed,” said Clive Harmer.\n\nEnter Tom Reid, a plumber. “We are late,” he said.",
    "Tom Reid"
)]
#[case::a_place(
    "“It is closed,” said Clive Harmer.\n\nBehind him was a man with a drum. “We are late,” he said.",
    "a man with a drum"
)]
#[case::a_place_and_sat(
    "“It is closed,” said Ann Harmer.\n\nNext to her sat an old sailor. “We are late,” he said.",
    "an old sailor"
)]
// Sentences that bring nobody on.
#[case::whom_somebody_went_to(
    "Kelly Dodd went to the doctor on Monday. “We are late,” she said.",
    "Kelly Dodd"
)]
#[case::whom_somebody_lost_to(
    "Tom Reid fell to Ed Bell in straight sets. “He is late,” he said.",
    "Tom Reid"
)]
#[case::an_answer_that_did_not_come(
    "Ana Ruiz wrote to the firm. No answer came from the chairwoman. “We are late,” she said.",
    "Ana Ruiz"
)]
#[case::what_somebody_is_now(
    "Tom Reid was born in Leeds. Now he is a plumber. “We are late,” he said.",
    "Tom Reid"
)]
#[case::whose_hero(
    "Tom Reid lives in Leeds. At home his hero was a miner. “We are late,” he said.",
    "Tom Reid"
)]
// What is no office.
#[case::a_mother_of("The mother of murdered Kelly Dodd said: “We are late.”", "The mother")]
#[case::residents_of(
    "Residents of nearby Stoke Newton said: “We are late.”",
    "Residents of nearby Stoke Newton"
)]
#[case::a_company_and_its_chief("Marks & Dunn's Anna Bell said: “We are late.”", "Anna Bell")]
#[case::a_first_name_in_ing("Sterling Grant said: “We are late.”", "Sterling Grant")]
#[case::a_day_behind_a_place("WESTBRIDGE: Today Tom Reid said: “We are late.”", "Tom Reid")]
// The name behind a description.
#[case::one_of_them("“We are late,” said one of them, Amir Dahl.", "Amir Dahl")]
#[case::a_clause_between(
    "“We are late,” said the boy who saw it first, Niall Orr.",
    "Niall Orr"
)]
#[case::a_clause_without_who(
    "The editor I was talking to, Tim Greve, broke off to say: “We are late.”",
    "Tim Greve"
)]
#[case::an_unknown_name_alone(
    "Petra Moss sat in the car. Her husband, Ondrek, ran to the gate. “We are late,” he said.",
    "Ondrek"
)]
#[case::two_descriptions(
    "“We are late,” said his companion, a retired postman named Len.",
    "Len"
)]
#[case::the_head_of_a_department(
    "The head of nursing at the clinic, Ann Marsh, said: “We are late.”",
    "Ann Marsh"
)]
#[case::the_nearer_one_has_the_name(
    "“We are late,” said the lawyer that represents the suspect, Aaron Pike.",
    "the lawyer"
)]
#[case::the_band_has_the_name(
    "“We are late,” said his wife, a teacher at a school called Elmwood.",
    "his wife"
)]
#[case::whose_owner(
    "The jacks belong to a firm, Gudrun & Sons, of Gudrun and one daughter. Astrid Gudrun, 58, has moved a bank, and a mansion whose owner insisted on staying in the bath. She talks of them as a vet does of cows.\n\n“We are late,” she said.",
    "Astrid Gudrun"
)]
// What a body reports of one man.
#[case::what_he_wrote_the_letter_in(
    "Aaron Pike left on Monday.\n\nThe party said he wrote the letter “in a rage that was late”.",
    "The party"
)]
#[case::the_court_heard(
    "Aaron Pike, 31, was convicted on Monday.\n\nThe court heard that he had shouted “we are late” at the gate.",
    "Aaron Pike"
)]
#[case::somebody_new_who_is_told_of_at_once(
    "“I saw it too late,” Tom Bell, 53, said. Ed Moss, the 21-year-old who beat him, bowed. “It was luck in the corner,” he said.",
    "Ed Moss"
)]
#[case::somebody_new_behind_an_office(
    "The chairman, Sir Tom Bell, called the bid “small.” Its finance chief, Ed Moss, was less polite. “It is a joke in two languages,” he said.",
    "Ed Moss"
)]
#[case::somebody_new_behind_a_clause(
    "“Half of what?” asked Tom Bell, the abbot. The diver who found the chest, Ed Moss, has an answer. “Half of eleven spoons,” he said.",
    "Ed Moss"
)]
#[case::somebody_new_of_whom_somebody_else_tells(
    "Tom Bell runs the fair. The striker Ed Moss, linked with a move, will stay, according to Bell. “I told him he is lazy,” he said.",
    "Tom Bell"
)]
fn the_speaker_is(#[case] text: &str, #[case] name: &str) {
    let article = story(text);
    let quotes = quotes::find(&article);
    assert_eq!(quotes.last().map(speaker), Some(name));
}

#[test]
fn quoted_answers_below_questions_are_the_guest_s() {
    let article = story(
        "Orla Quist is a potter. We met in Leeds.\n\nWhere do you write?\n\n“In the shed. The house is full.”\n\nDid you burn your first bowl?\n\n“I buried it.”",
    );
    assert_eq!(
        told(&article),
        [
            "Orla Quist: “In the shed. The house is full.”",
            "Orla Quist: “I buried it.”",
        ]
    );
}

#[test]
fn those_whom_lines_below_name_are_no_guest() {
    let article = story(
        "Tom Reid was questioned by police. Tom Reid is 40.\n\nWhat would you do if you saw a thief?\n\n“I would run.”\n\nIda Stark, 40, a teacher\n\nWould you help your neighbour?\n\n“I would not.”\n\nEd Bell, 30, a baker",
    );
    assert!(
        told(&article)
            .iter()
            .all(|quote| !quote.starts_with("Tom Reid"))
    );
}

#[test]
fn a_quote_below_one_question_is_not_the_guest_s() {
    let article = story(
        "Orla Quist is a potter.\n\nSo who broke the bowl?\n\n“It was the dog,” said Ed Bell.\n\n“I saw him,” Bell said.",
    );
    assert_eq!(
        told(&article),
        ["Ed Bell: “It was the dog,”", "Ed Bell: “I saw him,”"]
    );
}

#[test]
fn a_place_before_the_story_speaks_for_nobody() {
    let quotes = quotes::find(&story(
        "NEW DELHI: The army's “whole of system” plan is old. “We are late,” said Tom Reid.",
    ));
    let names: Vec<&str> = quotes.iter().map(speaker).collect();
    assert_eq!(names.last(), Some(&"Tom Reid"));
    assert!(!names.contains(&"NEW DELHI"), "{names:?}");
}

#[test]
fn a_name_in_capitals_before_a_dash_keeps_its_words() {
    let quotes = quotes::find(&story(
        "NATO — the Western alliance — said it was “deeply late” with the flights.",
    ));
    assert_eq!(quotes.first().map(speaker), Some("NATO"));
}
