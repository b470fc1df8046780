//! Where quotes are: partial ones, interviews, tweets, block quotes, and blocks that hold none.

use rstest::rstest;

use super::{story, told};

#[rstest]
// 17. Partial quotes in reported clauses, brackets, ellipses.
#[case::a_partial_quote(
    "Ana Ruiz said the bridge was “beyond repair and not worth the paint.”",
    &["Ana Ruiz: “beyond repair and not worth the paint.”"]
)]
#[case::brackets_and_ellipses(
    "“[The bridge] will hold … for another winter,” Ana Ruiz said.",
    &["Ana Ruiz: “[The bridge] will hold … for another winter,”"]
)]
// 20. Interviews.
#[case::letters(
    "Oriel Vance kept the light for forty years. We met Ms. Vance in her kitchen.\n\nQ: What did you do when the lamp failed that winter?\n\nA: I sat beside it with a lantern until the morning came.",
    &["-: What did you do when the lamp failed that winter?",
      "Oriel Vance: I sat beside it with a lantern until the morning came."]
)]
#[case::an_answer_of_two_paragraphs(
    "We met Ms. Oriel Vance in her kitchen.\n\nQ: What did you do when the lamp failed that winter?\n\nA: I sat beside it with a lantern until the morning came.\n\nThe boats could see it well enough from the bar.\n\nQ: Were you alone?\n\nA: I was never alone on that rock, not for a night.\n\nThe house is a museum now.",
    &["-: What did you do when the lamp failed that winter?",
      "Oriel Vance: I sat beside it with a lantern until the morning came. … The boats could see it well enough from the bar.",
      "-: Were you alone?",
      "Oriel Vance: I was never alone on that rock, not for a night."]
)]
#[case::a_question_whose_label_lost_its_colon(
    "We met Ms. Oriel Vance in her kitchen.\n\nQ: What did you do when the lamp failed that winter?\n\nA: I sat beside it with a lantern until the morning came.\n\nQWere you ever alone out there, all by yourself?\n\nA: I was never alone on that rock, not for a night.",
    &["-: What did you do when the lamp failed that winter?",
      "Oriel Vance: I sat beside it with a lantern until the morning came.",
      "-: Were you ever alone out there, all by yourself?",
      "Oriel Vance: I was never alone on that rock, not for a night."]
)]
#[case::names_in_capitals(
    "Ana Ruiz met Ed Bell on Monday.\n\nRUIZ: Will the bridge hold for another winter, do you think?\n\nBELL: It will hold for as long as nobody walks over it.",
    &["Ana Ruiz: Will the bridge hold for another winter, do you think?",
      "Ed Bell: It will hold for as long as nobody walks over it."]
)]
#[case::names_in_small_letters(
    "Ana Ruiz: Will the bridge hold for another winter, do you think?\n\nEd Bell: It will hold for as long as nobody walks over it.\n\nAna Ruiz: And what will happen on the day that somebody does walk?\n\nEd Bell: Then we shall all of us find out together, I suppose.",
    &["Ana Ruiz: Will the bridge hold for another winter, do you think?",
      "Ed Bell: It will hold for as long as nobody walks over it.",
      "Ana Ruiz: And what will happen on the day that somebody does walk?",
      "Ed Bell: Then we shall all of us find out together, I suppose."]
)]
#[case::an_exchange_of_names_of_which_some_are_short(
    "Ana Ruiz: Will the bridge hold for another winter, do you think?\n\nEd Bell: It will hold for as long as nobody walks over it.\n\nRuiz: And what will happen on the day that somebody does walk?",
    &["Ana Ruiz: Will the bridge hold for another winter, do you think?",
      "Ed Bell: It will hold for as long as nobody walks over it.",
      "Ana Ruiz: And what will happen on the day that somebody does walk?"]
)]
#[case::short_turns(
    "We met Ms. Oriel Vance in her kitchen.\n\nQ: Were you alone?\n\nA: I never was.\n\nQ: And now?\n\nA: Yes.",
    &["-: Were you alone?", "Oriel Vance: I never was."]
)]
#[case::a_box_of_facts("WHERE: The town hall, Orrin\n\nWHEN: Monday at nine\n\nThe council met.", &[])]
#[case::a_list_of_places(
    "Port Orrin: The ferry sails at nine and at noon on every weekday.\n\nCape Lissen: There is no ferry before the first of May this year.\n\nEast Quay: The ferry sails at ten, and it takes no cars.",
    &[]
)]
// A pull quote whose mark is closed only behind the line that names its speaker.
#[case::a_signed_quote(
    "The council met on Monday.\n\n\"We have walked over it in all weathers. It has never moved.\n\nEd Bell, the harbour's engineer.\"\n\nNobody else spoke.",
    &["Ed Bell: \"We have walked over it in all weathers. It has never moved."]
)]
#[case::a_quote_signed_behind_a_dash(
    "Ana Ruiz spoke first.\n\n“The whole idea of a bridge is something that we hear all the time.”\n\n— Ed Bell, the harbour's engineer",
    &["Ed Bell: “The whole idea of a bridge is something that we hear all the time.”"]
)]
#[case::a_quote_that_ends_with_a_short_line(
    "Ana Ruiz said: “We have walked over it in all weathers.\n\nIt has never moved.”",
    &["Ana Ruiz: “We have walked over it in all weathers. … It has never moved.”"]
)]
// 21. Tweets and mails.
#[case::a_tweet(
    "“The bridge will hold for another winter. #saveit,” Ana Ruiz tweeted on Monday.",
    &["Ana Ruiz: “The bridge will hold for another winter. #saveit,”"]
)]
#[case::a_mail(
    "“I have asked for the plans three times now,” Ana Ruiz wrote in an email to the council.",
    &["Ana Ruiz: “I have asked for the plans three times now,”"]
)]
// 22. Block quotes without marks.
#[case::a_block_quote_after_a_colon(
    "The report by the commission is plain about the bridge. It says:\n\n> We have walked over it in all weathers and it has never moved.",
    &["The report by the commission: We have walked over it in all weathers and it has never moved."]
)]
#[case::a_line_that_names_nobody(
    "Much of the report is about paint.\n\nTo wit:\n\n> We have walked over it in all weathers and it has never moved.",
    &["the report: We have walked over it in all weathers and it has never moved."]
)]
#[case::the_story_speaks_between(
    "Ana Ruiz wrote to the council:\n\n> The bridge will hold for another winter and no longer.\n\nRuiz added a warning.\n\n> Nobody should walk over it in the dark.",
    &["Ana Ruiz: The bridge will hold for another winter and no longer.",
      "Ana Ruiz: Nobody should walk over it in the dark."]
)]
#[case::a_question_behind_a_colon(
    "Ana Ruiz met the press on Monday.\n\nA reporter asked: Will the bridge hold for another winter?\n\n“It will not,” Ruiz said.",
    &["A reporter: Will the bridge hold for another winter?", "Ana Ruiz: “It will not,”"]
)]
#[case::what_was_asked_in_marks(
    "A reporter asked: “Will the bridge hold for another winter?”",
    &["A reporter: “Will the bridge hold for another winter?”"]
)]
// 27. Bylines, captions and boilerplate hold no quotes.
#[case::a_byline("@ By Ana Ruiz, “the voice of the pier,” she said", &[])]
#[case::a_caption("^ “It will hold,” said Ana Ruiz beside the bridge.", &[])]
#[case::boilerplate("~ “The best paper on the coast,” readers said.", &[])]
fn quotes_are_found(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

#[rstest]
#[case::behind("“Liar!” shouted one man. He left.", "one man: “Liar!”")]
#[case::before("“Traitor!” somebody yelled. He left.", "somebody: “Traitor!”")]
#[case::in_tears(
    "“Shame!” cried a woman in the gallery.",
    "a woman in the gallery: “Shame!”"
)]
fn one_word_that_is_shouted_is_a_quote(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(told(&story(text)), [expected]);
}

#[rstest]
#[case::before_a_star("“Mamma Lea!” star Ana Ruiz said the show was over.")]
#[case::inside_a_sentence("In “Oliver!” Tom Reid says little.")]
fn a_title_with_an_exclamation_mark_is_no_quote(#[case] text: &str) {
    assert_eq!(told(&story(text)), Vec::<String>::new());
}
