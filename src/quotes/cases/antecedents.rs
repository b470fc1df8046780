//! Whom pronouns and "the" with a noun refer to.

use rstest::rstest;

use super::{story, told};

#[rstest]
#[case::the_paragraph_brings_its_own_man(
    "“The nets are torn,” said Owen Pratt, the bosun.\n\nTom Larkin mends them. “They will hold,” he said.",
    &["Owen Pratt: “The nets are torn,”", "Tom Larkin: “They will hold,”"]
)]
#[case::with_a_title(
    "“The nets are torn,” said Owen Pratt, the bosun.\n\nMr Larkin shook his head. “They will hold,” he said.",
    &["Owen Pratt: “The nets are torn,”", "Larkin: “They will hold,”"]
)]
#[case::with_a_colon(
    "“The nets are torn,” said Owen Pratt, the bosun.\n\nTom Larkin was calm: “They will hold,” he said.",
    &["Owen Pratt: “The nets are torn,”", "Tom Larkin: “They will hold,”"]
)]
#[case::behind_but(
    "“The nets are torn,” said Owen Pratt, the bosun.\n\nBut Tom Larkin would not hear of it. “They will hold,” he said.",
    &["Owen Pratt: “The nets are torn,”", "Tom Larkin: “They will hold,”"]
)]
#[case::somebody_without_a_name(
    "“They never ring,” Alma Dorn said.\n\nAnother neighbour said she had called the council. She called the lane “a disgrace”.",
    &["Alma Dorn: “They never ring,”", "Another neighbour: “a disgrace”"]
)]
#[case::a_paper_is_nobodys_she(
    "A mum was left in the rain after the ferry sailed without her.\n\nSpeaking to the Morning Heron, she said: “We had tickets.”",
    &["A mum: “We had tickets.”"]
)]
#[case::a_station_is_nobodys_he(
    "A shopkeeper was robbed on Friday night.\n\nIn an interview with Heron Radio, he said: “I ran.”",
    &["A shopkeeper: “I ran.”"]
)]
#[case::they_are_the_body_of_the_paragraph(
    "Larkin Events denies that it was told. “We have nothing to add,” they said.",
    &["Larkin Events: “We have nothing to add,”"]
)]
#[case::nobody_is_nobodys_she(
    "Nobody spoke. “It was the wind,” Ruth Marsh said. Nobody stirred. “I heard it,” she said.",
    &["Ruth Marsh: “It was the wind,”", "Ruth Marsh: “I heard it,”"]
)]
#[case::they_are_the_two_of_the_sentence_before(
    "Twin sisters Petra and Nora Dorn ran the yard for years. “We told nobody, not even our mother,” they said.",
    &["Petra and Nora Dorn: “We told nobody, not even our mother,”"]
)]
#[case::whoever_was_told_listens(
    "Owen Pratt sat down with Harold Brook on the quay.\n\nThe crews “want the big nets,” Pratt told Brook, which meant a second boat.\n\n“We took that to heart,” he said.",
    &["Owen Pratt: “want the big nets,”", "Owen Pratt: “We took that to heart,”"]
)]
#[case::whoever_was_asked_replies(
    "“The lane floods,” Ida Larkin said.\n\nA clerk asked Ida Larkin, “Since when?” “Since the spring,” she replied.",
    &["Ida Larkin: “The lane floods,”", "A clerk: “Since when?”", "Ida Larkin: “Since the spring,”"]
)]
#[case::the_subject_of_the_sentence(
    "Alma Dorn lives by the quay. She smiled when I asked if her sister knew the bosun. “I cannot believe it,” she said.",
    &["Alma Dorn: “I cannot believe it,”"]
)]
#[case::who_the_witness_was(
    "The first witness at the trial was Tom Larkin, who mends the nets.\n\nHe called the bosun “a man of his word”.",
    &["Tom Larkin: “a man of his word”"]
)]
#[case::what_somebody_is_brings_nobody(
    "Alma Dorn lost her boat. As a skipper with a voice, Dorn was an old hand. “It was the storm,” she said.",
    &["Alma Dorn: “It was the storm,”"]
)]
#[case::a_kind_is_nobody(
    "Owen Pratt sells boats. The gap between buyer and seller grows. “They wait,” he said.",
    &["Owen Pratt: “They wait,”"]
)]
#[case::behind_a_long_speech(
    "Owen Pratt mends nets. “One,” he said.\n\n“Two is more than one.”\n\n“Three is more than two.”\n\n“Four is more than three.”\n\n“Five is more than four.”\n\nHe added: “Six is enough.”",
    &["Owen Pratt: “One,”", "Owen Pratt: “Two is more than one.”", "Owen Pratt: “Three is more than two.”",
      "Owen Pratt: “Four is more than three.”", "Owen Pratt: “Five is more than four.”", "Owen Pratt: “Six is enough.”"]
)]
#[case::a_line_that_ends_with_a_stop_is_no_headline(
    "Owen Pratt met Harold Brook on Monday.\n\nPratt said he would mend the nets with Brook.\n\n“We took it to heart,” he said.",
    &["Owen Pratt: “We took it to heart,”"]
)]
#[case::behind_a_month(
    "In January Haim Osten wrote to Pell about the nets. “They will hold without a word,” he wrote.",
    &["Haim Osten: “They will hold without a word,”"]
)]
#[case::whom_the_quote_names_does_not_say_it(
    "Owen Pratt, who led the search, met Tom Larkin at the yard. Tom Larkin was fined on Monday.\n\nHe added: “Mr Larkin will now pay for the boat.”",
    &["Owen Pratt: “Mr Larkin will now pay for the boat.”"]
)]
#[case::whom_the_quote_names_by_a_given_name(
    "“The season is long,” said Colin Marsh.\n\nSean Holt, a bosun, has doubts about the trip. “I think Sean wants a rest,” he said.",
    &["Colin Marsh: “The season is long,”", "Colin Marsh: “I think Sean wants a rest,”"]
)]
#[case::a_description_without_its_second_comma(
    "The plan is alive, Tom Larkin, the yard's engineer told the meeting on Monday.\n\nHe said: “We will dig in May.”",
    &["Tom Larkin: “We will dig in May.”"]
)]
#[case::a_description_with_names_before_its_noun(
    "Alma Dorn spoke first.\n\nIda Larkin, Dorn's Quay and Heron team-mate, has doubts. “It is a long season,” she said.",
    &["Ida Larkin: “It is a long season,”"]
)]
fn antecedents_are_found(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

#[test]
fn a_reason_says_both_parts() {
    let article = story(
        "“The nets are torn,” said Owen Pratt, the bosun.\n\nTom Larkin mends them. “They will hold,” he said.",
    );
    let quotes = crate::quotes::find(&article);
    let reasons: Vec<&str> = quotes
        .iter()
        .flat_map(|quote| &quote.reasons)
        .map(|reason| reason.0.as_str())
        .filter(|reason| reason.contains("that 'he' is Tom Larkin is"))
        .collect();
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    assert!(
        reasons.iter().all(
            |reason| reason.ends_with(": subject of the sentence before; runner-up Owen Pratt")
        ),
        "{reasons:?}"
    );
}

#[rstest]
#[case::another_he("Harold Brook looked at Owen Pratt. “We need stone,” he told him.")]
#[case::another_she("Alma Dorn looked at Ida Larkin. “We need stone,” she told her.")]
#[case::another_she_and_a_day(
    "Alma Dorn looked at Ida Larkin. “We need stone,” she told her on Monday."
)]
#[case::one_turns_to_another("Brook turned to the bosun. “You did well.”")]
#[case::one_looks_at_another("Alma Dorn looked at Owen Pratt. “You did well.”")]
fn of_two_that_may_speak_neither_is_sure(#[case] text: &str) {
    let quotes = crate::quotes::find(&story(text));
    let sure: Vec<bool> = quotes
        .iter()
        .map(|quote| quote.confidence.is_sure())
        .collect();
    assert_eq!(sure, [false]);
}

#[rstest]
#[case::it("Alma Dorn texted Ida Larkin before the final. “We need stone,” it read.")]
#[case::they(
    "Lumera Pictures would not be drawn. “We never discuss our stone,” they told the Gull."
)]
#[case::he("Her friend Lotte was more guarded. “It was an old stone,” he said.")]
fn nobody_found_for_a_pronoun_is_not_sure(#[case] text: &str) {
    let quotes = crate::quotes::find(&story(text));
    let sure = quotes.iter().map(|quote| quote.confidence.is_sure());
    assert_eq!(sure.collect::<Vec<_>>(), [false]);
}

#[rstest]
#[case::a_name_of_women_and_men(
    "Pupil Ada Tan, 15, agreed. “He burnt it,” she said. Her friend Jude was more guarded. “It was an old tie,” he said.",
    "Jude: “It was an old tie,”"
)]
#[case::whose_partner_he_is(
    "“The client said no,” Hattie Noakes said. Her partner Wilf Ng had one doubt: “I never asked for it.”",
    "Wilf Ng: “I never asked for it.”"
)]
#[case::what_she_has(
    "“The client said no,” Hattie Noakes said. Her doubt was plain: “I never asked for it.”",
    "Hattie Noakes: “I never asked for it.”"
)]
fn the_last_is(#[case] text: &str, #[case] quote: &str) {
    assert_eq!(told(&story(text)).last().map(String::as_str), Some(quote));
}
