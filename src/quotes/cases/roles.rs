//! What the text says a speaker is.

use rstest::rstest;

use super::story;
use crate::quotes;

#[rstest]
#[case::between_commas(
    "“It will hold,” said Ana Ruiz, the town's engineer.",
    Some("the town's engineer")
)]
#[case::before_the_name("“It will hold,” said town engineer Ana Ruiz.", Some("town engineer"))]
#[case::from_its_first_word(
    "Democratic presidential candidate Ana Ruiz said: “It will hold.”",
    Some("Democratic presidential candidate")
)]
#[case::a_former_office_at_the_start(
    "Former mayor Ana Ruiz was there. “It will hold,” said the former mayor.",
    Some("Former mayor")
)]
#[case::a_list_of_names_is_none(
    "Ana Ruiz, Tull and Bell all declined. “It will hold,” said Ana Ruiz.",
    None
)]
#[case::a_short_title("“It will hold,” said Sen. Ana Ruiz of Oregon.", Some("Sen."))]
#[case::an_office(
    "“It will hold,” said Secretary of State Ana Ruiz.",
    Some("Secretary of State")
)]
#[case::an_office_and_a_title(
    "“It will hold,” said Speaker of the House Rep. Ana Ruiz.",
    Some("Speaker of the House")
)]
#[case::a_former_title("“It will hold,” said former Gov. Ana Ruiz.", Some("former Gov."))]
#[case::behind_the_name(
    "“It will hold,” said Ana Ruiz of the Harbour Institute.",
    Some("of the Harbour Institute")
)]
#[case::what_a_body_is_of_is_none("“It will hold,” said the Bank of England.", None)]
#[case::a_description_before_the_name(
    "The head of the harbour board, Sir Tom Hart, said: “It will hold.”",
    Some("the head of the harbour board")
)]
#[case::a_description_and_a_clause(
    "The water minister, Ana Ruiz, who took office in May, was tired. “It will hold,” she said.",
    Some("the water minister")
)]
#[case::a_description_and_dashes(
    "The yard's founder, Ana Ruiz – Ed Bell's aunt – was tired. “It will hold,” she said.",
    Some("the yard's founder")
)]
#[case::a_verb_before_it(
    "Judges picked pub landlord Ed Bell. “It will hold,” said Bell.",
    Some("pub landlord")
)]
#[case::a_verb_behind_another_subject(
    "Police arrested Detective Constable Ana Ruiz. “It will hold,” said Ruiz.",
    Some("Detective Constable")
)]
#[case::whom_the_holder_leads(
    "The chair of governors, Ed Bell, was there. “It will hold,” said Bell.",
    Some("the chair of governors")
)]
#[case::what_somebody_did_is_none(
    "Ed Bell, who won, was there. Ana Ruiz, blew him a kiss. “It will hold,” said Ruiz.",
    None
)]
#[case::an_age_in_words_is_none("“It will hold,” said Ana Ruiz, five.", None)]
#[case::whose_it_is_says_nothing(
    "His deputy, Ana Ruiz, was tired. “It will hold,” she said.",
    Some("deputy")
)]
#[case::a_title_of_two_words(
    "Her Labour opponent, state Sen. Ana Ruiz, called it “a wall of sand.”",
    Some("Labour opponent")
)]
#[case::one_of_several(
    "One of the protesters, Ana Ruiz, 42, said: “It will hold.”",
    Some("one of the protesters")
)]
#[case::an_acronym_in_a_compound(
    "“It will hold,” said Ana Ruiz, a D.C.-based strategist.",
    Some("a D.C.-based strategist")
)]
#[case::a_town_and_its_state(
    "Ana Ruiz, a Neptune, N.J., teacher, was there. “It will hold,” Ruiz said.",
    Some("a Neptune, N.J., teacher")
)]
#[case::cut_by_a_mark_is_none(
    "Ana Ruiz, a self-styled “new-tide” artist, was there. “It will hold,” she said.",
    None
)]
#[case::anybody_is_none("Ana Ruiz, the person who began it, said: “It will hold.”", None)]
#[case::a_year_before_a_title(
    "In July 2015 President Ana Ruiz came. “It will hold,” said Ruiz.",
    Some("President")
)]
#[case::the_title_of_one_of_several(
    "Mid-field candidates Sen. Ana Ruiz and Sen. Tom Marsh spoke. “It will hold,” Ruiz said.",
    Some("Sen.")
)]
#[case::for_whom_somebody_is_something(
    "For the Dutch, Admiral Ana Ruiz is a hero. “It will hold,” Admiral Ruiz said.",
    Some("Admiral")
)]
#[case::what_a_quote_calls_somebody_is_none(
    "“It will hold,” said Ana Ruiz. “He loathes Ana Ruiz, a critic. He wants it to fall,” said Ed Bell.",
    None
)]
#[case::a_title_within_a_name(
    "Critics slated comedian Sacha Baron Marsh. “It will hold,” said Baron Marsh.",
    Some("comedian")
)]
#[case::a_verb_with_its_auxiliary(
    "It has brought Sen. Ana Ruiz to her limit. “It will hold,” said Ruiz.",
    Some("Sen.")
)]
#[case::an_office_of_state_in_small_letters(
    "“It will hold,” said former secretary of state Ana Ruiz.",
    Some("former secretary of state")
)]
#[case::a_vice_president_of_something(
    "“It will hold,” said vice president of sales Ana Ruiz.",
    Some("vice president of sales")
)]
#[case::a_rank_of_two_words("Det Con Ana Ruiz said: “It will hold.”", Some("Det Con"))]
#[case::a_noun_at_the_start(
    "Evacuee Ana Ruiz and her husband, Ed, waited. “It will hold,” she said.",
    Some("Evacuee")
)]
#[case::a_clause_is_none("According to Ana Ruiz, the two sides are “miles apart.”", None)]
#[case::a_relative_clause_is_none("“It will hold,” said Ana Ruiz, who chairs the council.", None)]
#[case::what_opens_a_sentence_has_none(
    "For Ana Ruiz, skating is a cry of dissent. “It will hold,” Ruiz said.",
    None
)]
#[case::a_clause_behind_a_comma_is_none(
    "Ana Ruiz, skating represents a way out of town. “It will hold,” said Ana Ruiz.",
    None
)]
#[case::without_its_second_comma(
    "Ana Ruiz, the engineer of the yard said: “It will hold.”",
    Some("the engineer of the yard")
)]
#[case::before_a_title_in_marks(
    "“It will hold,” said Ana Ruiz, author of “Cold Water” and a swimmer.",
    Some("author")
)]
#[case::a_verb_is_none("Ana Ruiz, worried for her boss, said, “It will hold.”", None)]
#[case::a_verb_and_several_people_are_none(
    "Poll: Hart trails rivals Ana Ruiz and Bell. “It will hold,” said Ana Ruiz.",
    None
)]
#[case::women_and_men_are_not_one(
    "Poll: Hart trails businesswomen Ana Ruiz and Ida Bell. “It will hold,” said Ana Ruiz.",
    None
)]
#[case::several_behind_a_comma_are_none(
    "Ana Ruiz, the fishermen, left. “It will hold,” said Ana Ruiz.",
    None
)]
#[case::what_initials_say_is_none(
    "Ines Calder and Otto Ward met on the quay.\n\nHow did it begin?\n\nIC I was nine: I wanted a wheel.\n\nOW She stole mine.\n\nDid you give it back?\n\nIC Never.",
    None
)]
#[case::an_object_of_a_clause_is_none(
    "The harbour judge Ruiz spoke of is Ida Bell. “It will hold,” Ruiz said.",
    None
)]
#[case::what_ends_in_no_person_is_none(
    "The mayor race delegate warfare Ana Ruiz began is over. “It will hold,” said Ana Ruiz.",
    None
)]
#[case::a_title_that_is_in_the_name_is_none(
    "Princess Ana owns the goat. “It bites,” said Princess Ana.",
    None
)]
#[case::a_title_in_front_is_none("“It will hold,” said Mrs. Ana Ruiz.", None)]
fn roles_are_as_the_text_states_them(#[case] text: &str, #[case] role: Option<&str>) {
    let article = story(text);
    let quotes = quotes::find(&article);
    let speaker = quotes[0].speaker.as_ref().unwrap();
    assert_eq!(speaker.role.as_deref(), role);
}
