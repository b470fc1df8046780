//! Who said it: names, pronouns, descriptions, sources of sources, and nobody.

use rstest::rstest;

use super::{speaker, story, told};
use crate::quotes;

#[rstest]
// 9. A paragraph that is only a quote.
#[case::the_quote_alone_follows_its_speaker(
    "Ana Ruiz had waited on the quay since six.\n\n“Nobody told us that the boat was gone.”\n\n“Nobody tells us anything,” she said.",
    &["Ana Ruiz: “Nobody told us that the boat was gone.”", "Ana Ruiz: “Nobody tells us anything,”"]
)]
// 10. The speaker in the paragraph before.
#[case::a_colon_leads_to_the_next_paragraph(
    "Ana Ruiz, the engineer, put it to the council this way:\n\n“The bridge will hold for another winter and no longer.”",
    &["Ana Ruiz: “The bridge will hold for another winter and no longer.”"]
)]
#[case::without_a_colon(
    "Ana Ruiz said the council had been warned in time.\n\n“We wrote to them twice, and they never answered us.”",
    &["Ana Ruiz: “We wrote to them twice, and they never answered us.”"]
)]
// 11. Pronouns with two candidates.
#[case::she_of_two(
    "Ana Ruiz met Ed Bell on the quay. “The bridge will hold,” she said.",
    &["Ana Ruiz: “The bridge will hold,”"]
)]
#[case::he_of_two(
    "Ana Ruiz met Ed Bell on the quay. “The bridge will hold,” he said.",
    &["Ed Bell: “The bridge will hold,”"]
)]
#[case::never_a_place(
    "Mission Road was shut on Monday. Ed Bell lives there. “I walked to work,” he said.",
    &["Ed Bell: “I walked to work,”"]
)]
#[case::he_goes_on_where_he_spoke_last(
    "Tom Hart, who runs the yard, says Ed Bell never asked him. He says the work was “done in the dark and paid for in cash.”",
    &["Tom Hart: “done in the dark and paid for in cash.”"]
)]
#[case::he_is_whoever_he_was_in_the_sentence_before(
    "Ed Bell wrote to Tom Hart in May. He asked for a meeting. He called the plan “a gift to nobody but the builders.”",
    &["Ed Bell: “a gift to nobody but the builders.”"]
)]
#[case::he_is_no_day(
    "Every year I write a column on Christmas Eve in which I claim to have learned something.\n\n“It is a pine,” he said.",
    &["he: “It is a pine,”"]
)]
#[case::she_is_no_town(
    "Lesley Deutsch, an engineer in the Sosna Raton office of Hart Consulting, said the pier was sound.\n\n“I do not think that it is over,” she said.",
    &["Lesley Deutsch: “I do not think that it is over,”"]
)]
#[case::a_surname_that_ends_as_adverbs_do(
    "David Jolly met Ed Bell in May.\n\nBell said nothing.\n\nJolly, who was elected in 2014, does not see it so.\n\n“It takes a council to close a pier,” he said.",
    &["David Jolly: “It takes a council to close a pier,”"]
)]
#[case::it_is_the_body_that_the_sentence_before_told_of(
    "The council met on Monday. It said in a statement that the pier was “a danger to boats.”",
    &["The council: “a danger to boats.”"]
)]
#[case::they_are_several(
    "The keepers wrote to the mayor in May. They said the light was “as old as the hills.”",
    &["The keepers: “as old as the hills.”"]
)]
#[case::he_is_described(
    "The boat came at noon, and the captain laughed. “I am always late,” he said.",
    &["the captain: “I am always late,”"]
)]
#[case::who_follows_a_description(
    "The letter came from a senior official, who said, “The bridge will hold for another winter.”",
    &["a senior official: “The bridge will hold for another winter.”"]
)]
#[case::he_is_not_the_possessor(
    "Hart's lawyer said she would appeal. “We will fight this,” he said.",
    &["Hart's lawyer: “We will fight this,”"]
)]
#[case::he_is_not_whom_the_quote_names(
    "Tom Hart met Ed Bell on the quay, Hart said. “I asked Bell for the keys and never got them,” he said.",
    &["Tom Hart: “I asked Bell for the keys and never got them,”"]
)]
#[case::a_surname_of_two_is_told_by_its_pronouns(
    "Ed Bell and Lena Bell share the yard. Bell said she had no time. Bell then said she would find some. “The yard is closed,” Bell said.",
    &["Lena Bell: “The yard is closed,”"]
)]
#[case::it_is_the_body_that_reported_before(
    "The Harbour Institute said the gate was shut. It added that the town was “asleep at the wheel.”",
    &["Harbour Institute: “asleep at the wheel.”"]
)]
#[case::an_office_is_nobody(
    "Secretary of State Lena Hart spoke to the crew. “The bridge will hold,” she said.",
    &["Lena Hart: “The bridge will hold,”"]
)]
#[case::an_office_stands_before_its_holder(
    "Secretary of State Lena Hart said the talks were “as long as the winter.”",
    &["Lena Hart: “as long as the winter.”"]
)]
#[case::so_does_one_with_an_article_and_a_title(
    "Speaker of the House Rep. Lena Hart said the talks were “as long as the winter.”",
    &["Lena Hart: “as long as the winter.”"]
)]
#[case::a_name_from_afar_ends_before_where_it_works(
    "“We counted every ship,” said Ilmavi Korhanen of the Harbour Institute.",
    &["Ilmavi Korhanen: “We counted every ship,”"]
)]
#[case::an_office_behind_its_body(
    "“It was the fairer thing to do,” the White House press secretary, Ed Bell, said on Tuesday.",
    &["Ed Bell: “It was the fairer thing to do,”"]
)]
#[case::a_body_keeps_its_whole_name(
    "The Justice Department said the plan was “not what anybody wanted to see.”",
    &["Justice Department: “not what anybody wanted to see.”"]
)]
#[case::a_party_in_brackets(
    "On Tuesday in Berea, OH, after winning in the primary, Gov. Ed Bell (R-OH), said, “I am ready to rent a wagon.”",
    &["Ed Bell: “I am ready to rent a wagon.”"]
)]
#[case::a_number_with_a_stop(
    "As Ed Bell, the No. 2 in the harbour office, put it: “This person will not be confirmed.”",
    &["Ed Bell: “This person will not be confirmed.”"]
)]
#[case::a_name_that_is_a_title_too_ends_a_sentence(
    "The letter came from Ed Baron. Ana Ruiz said it was “as plain as a plank.”",
    &["Ana Ruiz: “as plain as a plank.”"]
)]
#[case::a_name_before_what_it_told_reporters(
    "“It will hold,” Bell told reporters Tuesday in Harrow.",
    &["Bell: “It will hold,”"]
)]
#[case::a_month_with_a_stop(
    "The harbour nominee for the Nov. 8 election later said he was being “as plain as a plank.”",
    &["The harbour nominee: “as plain as a plank.”"]
)]
#[case::who_heads_what_does_something_else(
    "Senator Ed Bell, the Harrow man who heads the Senate Harbour Committee, which owns the pier, said the gifts “call the vote into question.”",
    &["Ed Bell: “call the vote into question.”"]
)]
#[case::a_paper_between_commas(
    "Giovanni Bell, the editor of the official newspaper, L'Isola Romana, said every pier was “both wet and political.”",
    &["Giovanni Bell: “both wet and political.”"]
)]
#[case::words_in_small_letters_before_the_name(
    "“Thanks for the lamps,” said master of ceremonies Ed Bell, a Syrian engineer.",
    &["Ed Bell: “Thanks for the lamps,”"]
)]
#[case::a_name_and_a_colon(
    "Pilots agree - Ed Bell: “One of the lessons was a simple one, I think.”",
    &["Ed Bell: “One of the lessons was a simple one, I think.”"]
)]
#[case::the_source_of_the_source(
    "“The pier is a wreck,” Ed Bell said, according to the Harbor Ledger.",
    &["Ed Bell: “The pier is a wreck,”"]
)]
#[case::whom_somebody_quotes(
    "Ana Ruiz quoted the captain as saying “we are sinking.”",
    &["the captain: “we are sinking.”"]
)]
#[case::a_noun_that_the_lexicon_does_not_know(
    "“I was told that it only works if you swear at it,” the harpist said. “I have asked whether it would accept a psalm.”",
    &["the harpist: “I was told that it only works if you swear at it,”", "the harpist: “I have asked whether it would accept a psalm.”"]
)]
#[case::a_noun_that_may_report(
    "Ed Bell had a different view:\n\n“It was the weather, and nothing but the weather.”",
    &["Ed Bell: “It was the weather, and nothing but the weather.”"]
)]
#[case::a_name_that_ends_as_a_verb_does(
    "“He has never seen the letter,” said a spokeswoman for Senator Tom Reed.",
    &["a spokeswoman for Senator Tom Reed: “He has never seen the letter,”"]
)]
#[case::an_office_of_two_things(
    "The Ministry of Fish and Boats said in a statement: “No ferry was harmed.”",
    &["Ministry of Fish and Boats: “No ferry was harmed.”"]
)]
#[case::a_report_and_whose_it_is(
    "The department's report, released on Friday, found that the engine was “held together with wire.”",
    &["The department's report: “held together with wire.”"]
)]
#[case::what_a_description_knows_of(
    "According to a person with knowledge of the talks, the two sides are “miles apart.”",
    &["a person with knowledge of the talks: “miles apart.”"]
)]
#[case::a_given_name_between_commas(
    "“It is over,” said Reed's wife, Ida.",
    &["Ida: “It is over,”"]
)]
#[case::a_state_with_a_stop(
    "Sen. Ed Bell (R-Tex.), who runs for mayor, tweeted a warning: “Remember this in November.”",
    &["Ed Bell: “Remember this in November.”"]
)]
#[case::words_that_describe_a_noun_are_nobodys(
    "A lot of the Harbour report was self-serving “look how well we row” rhetoric, but it did attempt to allay the fears of the town.",
    &["-: “look how well we row”"]
)]
#[case::never_a_land(
    "Ed Bell came home from New Zealand. “I walked to work,” he said.",
    &["Ed Bell: “I walked to work,”"]
)]
#[case::who(
    "The letter came from Ana Ruiz, who said, “The bridge will hold for another winter.”",
    &["Ana Ruiz: “The bridge will hold for another winter.”"]
)]
#[case::a_name_that_is_a_small_word_too(
    "The ramp was welded by hand.\n\n“It was cold,” said Per Lund, the foreman.",
    &["Per Lund: “It was cold,”"]
)]
// 12. Descriptions and anonymous sources.
#[case::an_anonymous_official(
    "“The bridge will not last the winter,” said a senior official who asked not to be named.",
    &["a senior official: “The bridge will not last the winter,”"]
)]
#[case::a_description_ends_before_its_verb(
    "The keeper sounded off on Monday, telling the crew, “I will not light this lamp again.”",
    &["The keeper: “I will not light this lamp again.”"]
)]
#[case::a_description_ends_before_its_verb_with_an_infinitive(
    "Lawyers for the harbour appeared to oppose the sale, saying it was “a gift to nobody but the builders.”",
    &["Lawyers for the harbour: “a gift to nobody but the builders.”"]
)]
#[case::a_description_is_shown_whole(
    "“The bridge will not last the winter,” said one engineer familiar with the plan.",
    &["one engineer familiar with the plan: “The bridge will not last the winter,”"]
)]
// 13. A spokeswoman speaks for somebody who did not say it.
#[case::a_spokeswoman_for_a_senator(
    "A spokeswoman for Senator Ed Bell said, “The bridge has our full attention.”",
    &["A spokeswoman for Senator Ed Bell: “The bridge has our full attention.”"]
)]
#[case::a_named_spokeswoman(
    "“The bridge has our full attention,” said Ana Ruiz, a spokeswoman for Senator Ed Bell.",
    &["Ana Ruiz: “The bridge has our full attention,”"]
)]
#[case::a_spokesman_whose_name_follows(
    "“The bridge has our full attention,” said a spokesman for the yard, Tom Hart.",
    &["Tom Hart: “The bridge has our full attention,”"]
)]
#[case::a_press_secretary_of_somebody(
    "“The bridge has our full attention,” Harbour House press secretary Ana Ruiz said on Monday.",
    &["Ana Ruiz: “The bridge has our full attention,”"]
)]
#[case::a_speechwriter_of_somebody(
    "“The bridge has our full attention,” former Ed Bell speechwriter Noor Hart wrote in a column.",
    &["Noor Hart: “The bridge has our full attention,”"]
)]
// 14. "said X, who …".
#[case::said_somebody_who(
    "“I walked over it as a girl,” said Ana Ruiz, who has lived beside the bridge since Ed Bell built it.",
    &["Ana Ruiz: “I walked over it as a girl,”"]
)]
// 15. According to, and sources within sources.
#[case::according_to(
    "The bridge is “beyond repair and not worth the paint,” according to Ana Ruiz.",
    &["Ana Ruiz: “beyond repair and not worth the paint,”"]
)]
#[case::a_source_within_a_source(
    "The bridge “will not see another winter,” according to a report by Ana Ruiz's council.",
    &["a report by Ana Ruiz's council: “will not see another winter,”"]
)]
#[case::the_report_comes_last(
    "“We deny that” the bridge was ever asked for, the engineer added.",
    &["the engineer: “We deny that”"]
)]
// 16. Two speakers in a paragraph.
#[case::two_speakers(
    "“The bridge will hold,” said Ana Ruiz. “It will fall,” said Ed Bell.",
    &["Ana Ruiz: “The bridge will hold,”", "Ed Bell: “It will fall,”"]
)]
#[case::two_subjects_of_one_sentence(
    "Ana Ruiz called the plan “a gift to the town,” while Ed Bell said it was “a waste of good timber.”",
    &["Ana Ruiz: “a gift to the town,”", "Ed Bell: “a waste of good timber.”"]
)]
// 23. A title-case headline is not part of a name.
#[case::a_headline_before_the_name(
    "# Bridge Will Hold, Says Ruiz\n\n“The bridge will hold,” said Ana Ruiz on Monday.",
    &["Ana Ruiz: “The bridge will hold,”"]
)]
// 24. Organisations, documents and reports.
#[case::an_organisation(
    "The Harbour Commission said it was “sorry and a little ashamed” of the delay.",
    &["Harbour Commission: “sorry and a little ashamed”"]
)]
#[case::a_report(
    "The report says that the bridge is “beyond repair and not worth the paint.”",
    &["The report: “beyond repair and not worth the paint.”"]
)]
// 25. First-person authors.
#[case::i_behind_another_verb(
    "When my aunt spoke of the tide, I laughed and said, “It will hold.”",
    &["I: “It will hold.”"]
)]
#[case::my_answer(
    "She was so upset that I had to change my answer: “It will hold.”",
    &["I: “It will hold.”"]
)]
#[case::i_without_a_known_author(
    "“You will have to swim,” I said, and went home.",
    &["I: “You will have to swim,”"]
)]
#[case::a_noun_behind_a_name(
    "The pier will stay shut “until further notice,” according to a Ruiz readout.",
    &["a Ruiz readout: “until further notice,”"]
)]
#[case::a_time_speaks_of_nothing(
    "But a few days later, Ana Ruiz changed her mind again, telling the board that the plan was “a gift to the builders.”",
    &["Ana Ruiz: “a gift to the builders.”"]
)]
#[case::soft_hyphens_in_a_name(
    "“We have not been told,” Doug \u{ad}And\u{ad}rada, a spokesman for the yard, said.",
    &["Doug Andrada: “We have not been told,”"]
)]
#[case::a_house_in_downing_street(
    "Number 10 said the prime minister had “full confidence” in her. No 10 declined to say more.",
    &["Number 10: “full confidence”"]
)]
#[case::somebody_of_that_house(
    "A No 10 spokesman said the prime minister had “full confidence” in her.",
    &["A No 10 spokesman: “full confidence”"]
)]
#[case::an_adverb_opens_the_sentence(
    "The pier is shut. Apparently Ana Ruiz said “I left him the books.”",
    &["Ana Ruiz: “I left him the books.”"]
)]
#[case::a_position_in_a_team("Harrow Gulls QB Dan Bell said: “We go again.”", &["Dan Bell: “We go again.”"])]
#[case::a_lord_has_his_title("Lord Bell said: “I left him the books.”", &["Lord Bell: “I left him the books.”"])]
#[case::a_description_that_says_more(
    "A pier boss spoke first.\n\nThe boss of the Harrow Pier Company said: “I left him the books.”",
    &["The boss of the Harrow Pier Company: “I left him the books.”"]
)]
fn speakers_are_named(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

// 25. A column's own voice.
#[test]
fn i_is_the_author_where_one_is_named() {
    let mut article = story("“You will have to swim,” I told him, and went home.");
    article.metadata.authors = vec![crate::text::Clean::new("Ana Ruiz")];
    assert_eq!(told(&article), ["Ana Ruiz: “You will have to swim,”"]);
}

// 26. No source.
#[test]
fn nobody_is_guessed_where_nobody_speaks() {
    let article =
        story("On the wall of the pier the words “never again, never again” are still to be read.");
    let guessed: Vec<String> = quotes::find(&article)
        .iter()
        .map(|quote| speaker(quote).to_owned())
        .filter(|name| name != "-")
        .collect();
    assert!(guessed.is_empty(), "guessed {guessed:?}");
}

#[test]
fn neither_it_nor_which_is_guessed_without_a_cue() {
    let article = story(
        "In German it would be “Verzeihung,” in French “pardon.” In the dialect of the valley, which both towns speak at \
         home, there is a word that means “sorry” and “after you” and “mind the step.”",
    );
    for quote in quotes::find(&article) {
        assert_eq!(speaker(&quote), "-", "{:?}", quote.range.of(&article.text));
    }
}
