//! Speakers that are only described: whom "the mayor" or "the representative" is, and who "which" refers back to.

use rstest::rstest;

use super::{story, told};

#[rstest]
#[case::a_title_before_the_name(
    "Mayor Tom Hart met Ed Bell on the pier. “It will hold,” the mayor said.",
    &["Tom Hart: “It will hold,”"]
)]
#[case::where_somebody_is_from(
    "Ana Ruiz won in three sets. “I am hungry,” the Paraguayan said.",
    &["Ana Ruiz: “I am hungry,”"]
)]
#[case::a_country_of_two_words(
    "Coach Piet Bell walked the pitch alone. “It will hold,” the South African said.",
    &["Piet Bell: “It will hold,”"]
)]
#[case::of_what_party(
    "Hans Bell came to look at the pier. “It will hold,” the Christian Democrat told the Gull.",
    &["Hans Bell: “It will hold,”"]
)]
#[case::a_position_on_the_field(
    "Owen Pratt was full of praise. “It will hold,” the hooker told them.",
    &["Owen Pratt: “It will hold,”"]
)]
#[case::a_short_title(
    "Sen. Ana Ruiz of Oregon walked the pier. “It will hold,” the senator said.",
    &["Ana Ruiz: “It will hold,”"]
)]
#[case::between_commas(
    "Ed Bell, a carpenter, looked at the piles. “They will not hold,” the carpenter said.",
    &["Ed Bell: “They will not hold,”"]
)]
#[case::a_company(
    "Harbour Rail, a company from Leeds, runs the trains. “We will run all day,” the company said.",
    &["Harbour Rail: “We will run all day,”"]
)]
#[case::a_firm_named_between_commas(
    "The firm, Gull Marine, insisted that the yard was “open to all.”",
    &["Gull Marine: “open to all.”"]
)]
#[case::she_is_no_company(
    "The company that runs the boat, Blue Funnel, insisted it had told Priya Nair in time. “No,” she shouted back.",
    &["Priya Nair: “No,”"]
)]
#[case::a_man_who_calls_himself(
    "“Nobody opens the gate here,” wrote a man calling himself Jan Holm. He gave no address.",
    &["Jan Holm: “Nobody opens the gate here,”"]
)]
#[case::a_chief_known_by_one_name(
    "“There never was an order,” said the station chief known as Bob.",
    &["Bob: “There never was an order,”"]
)]
#[case::what_it_did_in_another_tense(
    "An army of bakers and brewers came to the hall, carrying signs that said “Keep the mill open”.",
    &["An army of bakers and brewers: “Keep the mill open”"]
)]
#[case::an_age(
    "Ed Bell, 43, of Harrow, looked at the piles. “They will not hold,” the 43-year-old said.",
    &["Ed Bell: “They will not hold,”"]
)]
#[case::an_age_of_nobody_known(
    "The engineer looked at the piles. “They will not hold,” the 43-year-old said.",
    &["the 43-year-old: “They will not hold,”"]
)]
#[case::without_what_it_did(
    "A Harrow engineer sought to calm his friends. “They will hold,” he said.",
    &["A Harrow engineer: “They will hold,”"]
)]
#[case::another_office(
    "Vice President Nell Ward met President Sam Lund. “It will hold,” the president said.",
    &["Sam Lund: “It will hold,”"]
)]
#[case::a_former_office(
    "Former mayor Kit Moss walked the pier. “It will hold,” the mayor said.",
    &["the mayor: “It will hold,”"]
)]
#[case::a_former_office_again(
    "Former mayor Kit Moss walked the pier with Mayor Tom Hart. “It will hold,” the former mayor said.",
    &["Kit Moss: “It will hold,”"]
)]
#[case::a_vice_president(
    "Vice President Nell Ward met President Sam Lund. “It will hold,” the vice president said.",
    &["Nell Ward: “It will hold,”"]
)]
#[case::with_words_that_the_text_said_of_them(
    "Sen. Ana Ruiz of Oregon met Republican candidate Tom Hart. “It will hold,” the Oregon senator said.\n\n“It will not,” the Republican candidate said.",
    &["Ana Ruiz: “It will hold,”", "Tom Hart: “It will not,”"]
)]
#[case::with_words_that_it_did_not_say(
    "Sen. Ana Ruiz of Oregon walked the pier. “It will hold,” the Ohio senator said.",
    &["the Ohio senator: “It will hold,”"]
)]
#[case::two_who_could_be_meant(
    "Sen. Ana Ruiz met Sen. Pia Holm on the pier. “It will hold,” the senator said.",
    &["the senator: “It will hold,”"]
)]
#[case::where_something_was(
    "In New Hampshire, the woman kept a yard. “It will hold,” the woman said.",
    &["the woman: “It will hold,”"]
)]
#[case::the_description_that_came_first(
    "A Harbour Rail representative wrote on Friday that trains would run. “We will run all day,” the representative said.",
    &["A Harbour Rail representative: “We will run all day,”"]
)]
#[case::with_what_it_is_of(
    "A spokesman for the harbour board declined to comment. “We do not talk about piles,” the spokesman said.",
    &["A spokesman for the harbour board: “We do not talk about piles,”"]
)]
#[case::which_of_a_thing(
    "The listing, which said “no longer for sale” on Monday, was gone by noon.",
    &["The listing: “no longer for sale”"]
)]
#[case::she_is_no_word_that_begins_a_sentence(
    "Harsh comments are costly in this town. Pretty soon the yard was shut. “We are not done,” she wrote.",
    &["she: “We are not done,”"]
)]
#[case::no_heading_in_capitals(
    "HARBOUR TOWN ENDS FERRY TAX “The tax will be gone by the summer, and with it the booth.” [Gazette]",
    &["Gazette: “The tax will be gone by the summer, and with it the booth.”"]
)]
#[case::no_party_in_brackets(
    "Sen. Ana Ruiz (I-Vt.) on Saturday criticized the accord, saying the agreement goes “nowhere near far enough.”",
    &["Ana Ruiz: “nowhere near far enough.”"]
)]
#[case::an_office_of_a_state(
    "Bell’s Ohio state director, Mick Rubio, reached out to the yard, writing in an email: “We want to use this at once.”",
    &["Mick Rubio: “We want to use this at once.”"]
)]
#[case::no_verb_in_a_description(
    "The comments came late. “We are done,” said Ana Ruiz, and the report called it “over.”",
    &["Ana Ruiz: “We are done,”", "the report: “over.”"]
)]
#[case::he_whose_daughter_spoke(
    "Otto Brandt, who died on Tuesday, kept clocks. “He loved them,” said his daughter, Lise Moss.\n\nHe came with, as he put it, “no plan at all.”",
    &["Lise Moss: “He loved them,”", "Otto Brandt: “no plan at all.”"]
)]
#[case::she_who_disagreed_between_commas(
    "“She is no saint,” Hope Kerr said.\n\nDale Fox, a machinist, waited in line. His wife, Rita, disagreed. “I like her,” she said.",
    &["Hope Kerr: “She is no saint,”", "Rita: “I like her,”"]
)]
#[case::a_narrator_of_an_advertisement(
    "In a new spot titled “Enough,” which begins airing Tuesday, a narrator intones: “He mocked the pier. Enough.”",
    &["a narrator: “He mocked the pier. Enough.”"]
)]
#[case::he_whom_the_paragraph_begins_with(
    "Her husband, Jost, was asked what he thought. “Of umbrellas,” he said.\n\nThe mayor took out his cigar. “For later,” he said.",
    &["Jost: “Of umbrellas,”", "The mayor: “For later,”"]
)]
#[case::what_strikers_held(
    "Behind her, strikers held up signs reading “Ham, Not Scam” and “My Boss Has Two Boats.”",
    &["strikers: “Ham, Not Scam”", "strikers: “My Boss Has Two Boats.”"]
)]
#[case::a_verb_between_two_names(
    "Tom Hart met Ed Bell on the pier. “It will hold,” Bell said.",
    &["Ed Bell: “It will hold,”"]
)]
#[case::one_of_a_kind_behind_a_name(
    "Ed Bell owns the yard. “He will sell,” said one Bell confidant.",
    &["one Bell confidant: “He will sell,”"]
)]
#[case::a_printed_thing_behind_a_name(
    "Ed Bell runs for mayor. “Vote early,” said the printed Bell card.",
    &["the printed Bell card: “Vote early,”"]
)]
#[case::a_name_with_of_before_its_noun(
    "One Fund for Boats ad, which runs in May, argues that “only Bell can save the pier.”",
    &["One Fund for Boats ad: “only Bell can save the pier.”"]
)]
#[case::two_adjectives(
    "“The pier was first,” the weathered, 71-year-old bosun said.",
    &["the weathered, 71-year-old bosun: “The pier was first,”"]
)]
#[case::who_speaks_to_a_station(
    "Another harbour source speaking to Heron Radio said, “The divers are down.”",
    &["Another harbour source: “The divers are down.”"]
)]
#[case::an_office_that_looks_like_a_verb(
    "“They sail on Monday,” said Fisheries ranking member Ed Bell.",
    &["Ed Bell: “They sail on Monday,”"]
)]
#[case::a_block_by_whoever_wrote_it(
    "Tom Hart, the mayor, replied via email:\n\n> Not in May, I fear. June is likelier.",
    &["Tom Hart: Not in May, I fear. June is likelier."]
)]
#[case::a_block_of_somebodys_paper(
    "Tom Hart has run the yard for years. Hart’s tweet:\n\n> Proud of the crew who saved the pier.",
    &["Tom Hart: Proud of the crew who saved the pier."]
)]
#[case::held_somewhere(
    "“I never saw the boat,” said the suspect held in Harrow, Ed Bell.",
    &["Ed Bell: “I never saw the boat,”"]
)]
#[case::sent_somewhere(
    "“I never saw the boat,” said the officer sent to Harrow, Ed Bell, on Monday.",
    &["Ed Bell: “I never saw the boat,”"]
)]
#[case::paid_by_somebody(
    "“I never saw the boat,” said the doctor paid by the county, Ana Ruiz.",
    &["Ana Ruiz: “I never saw the boat,”"]
)]
#[case::how_long(
    "“I never saw the boat,” said the keeper of the lodge for decades, Ed Bell.",
    &["Ed Bell: “I never saw the boat,”"]
)]
#[case::what_the_place_is_known_as(
    "“I never saw the boat,” said a resident of the estate known as Harrow Hill.",
    &["a resident of the estate: “I never saw the boat,”"]
)]
fn descriptions_stand_for_somebody(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}
