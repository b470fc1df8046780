//! Interviews, transcripts, posts and what is read out: quotes that are known by more than marks.

use rstest::rstest;

use super::{story, told};

#[rstest]
// Transcripts.
#[case::labels_with_a_role_and_turns_of_several_paragraphs(
    "MARY HOLT, host: Good evening. The wall at Orrin is open.\n\nWe have with us the man who built it.\n\nMr. JOHN DUNN (Dunn & Hale): Thank you for having me.\n\nHOLT: How long will it hold?\n\nMr. DUNN: A hundred years, if nobody digs.\n\nThat is what we promised.\n\nHOLT: Thank you.",
    &["Mary Holt: Good evening. The wall at Orrin is open. … We have with us the man who built it.",
      "John Dunn: Thank you for having me.",
      "Mary Holt: How long will it hold?",
      "John Dunn: A hundred years, if nobody digs. … That is what we promised.",
      "Mary Holt: Thank you."]
)]
#[case::initials_of_a_name_with_a_hyphen(
    "Mary Holt meets John Dunn-Hale, who built the wall at Orrin.\n\nMH: How long will it hold?\n\nJDH: A hundred years, if nobody digs.\n\nMH: Thank you.",
    &["Mary Holt: How long will it hold?", "John Dunn-Hale: A hundred years, if nobody digs.", "Mary Holt: Thank you."]
)]
#[case::heads_of_a_notebook(
    "WALL WATCH: John Dunn took every turn on the wall for the third day, which we did not see coming.\n\nINJURY REPORT: Mary Holt sat out with a sore knee. “Do I look worried?” said Dunn.\n\nNEXT: We meet at nine on Friday at the gate of the wall.",
    &["John Dunn: “Do I look worried?”"]
)]
#[case::labels_of_names_that_are_not_known(
    "FARIO CHIDEL, host: Good evening. We talk about the wall.\n\nMr. ODEL MCGRANT (Warden): Thank you for having me.\n\nCHIDEL: How long will it hold?\n\nMr. MCGRANT: A hundred years, if nobody digs.",
    &["Fario Chidel: Good evening. We talk about the wall.", "Odel McGrant: Thank you for having me.",
      "Fario Chidel: How long will it hold?", "Odel McGrant: A hundred years, if nobody digs."]
)]
#[case::offices_in_the_labels(
    "MAYOR MARY HOLT: Good evening. We talk about the wall.\n\nFIRE CHIEF JOHN DUNN: It will hold if nobody digs.\n\nHOLT: Thank you.",
    &["Mary Holt: Good evening. We talk about the wall.", "John Dunn: It will hold if nobody digs.", "Mary Holt: Thank you."]
)]
#[case::a_surname_that_is_an_office(
    "MARY BISHOP, host: Good evening. We talk about the wall.\n\nJOHN JUDGE: It will hold if nobody digs.\n\nBISHOP: Thank you.",
    &["Mary Bishop: Good evening. We talk about the wall.", "John Judge: It will hold if nobody digs.", "Mary Bishop: Thank you."]
)]
#[case::turns_inside_marks(
    "Ana Ruiz met Ed Bell on Monday.\n\n“RUIZ: Did you see the wall fall?\n\nBELL: I did. I was on the quay with my dog.\n\nRUIZ: And the dog?\n\nBELL: He saw it too.”",
    &["Ana Ruiz: Did you see the wall fall?", "Ed Bell: I did. I was on the quay with my dog.",
      "Ana Ruiz: And the dog?", "Ed Bell: He saw it too."]
)]
#[case::questions_without_a_colon_and_an_office(
    "THE WARDEN: Good evening, everybody. Please sit down.\n\nQ Warden, have you spoken to the county?\n\nTHE WARDEN: I have. We talked last night.\n\nMS. ORDAL: Last question.\n\nQ Sir, will it hold?\n\nTHE WARDEN: It will, thank you.",
    &["The Warden: Good evening, everybody. Please sit down.", "-: Warden, have you spoken to the county?",
      "The Warden: I have. We talked last night.", "Ordal: Last question.", "-: Sir, will it hold?",
      "The Warden: It will, thank you."]
)]
#[case::initials(
    "The potter Ines Calder and the smith Otto Ward met on the quay.\n\nHow did it begin?\n\nIC I was nine and I wanted a wheel.\n\nOW She stole mine.\n\nDid you ever give it back?\n\nIC Never.",
    &["Ines Calder: I was nine and I wanted a wheel.", "Otto Ward: She stole mine.", "Ines Calder: Never."]
)]
#[case::notes_of_a_match(
    "Rovers: G Dale Orr missed his third game in a row with a sore knee.\n\nUnited: Kit Lund left in the second quarter after a knock.\n\nRovers: Host the United on Friday at the park.\n\nUnited: Visit the Rovers on Friday at the park.",
    &[]
)]
#[case::a_recipe(
    "Sauce: Two spoons of flour and a cup of milk, stirred.\n\nFilling: A pound of leeks, washed and cut in rings.\n\nSauce: Salt to taste.",
    &[]
)]
#[case::handles_are_no_turns(
    "RUIZ: Will the bridge hold for another winter, do you think?\n\nBELL: I think it will hold.\n\nRUIZ: Thank you for your time.\n\nIG: @anaruiz\n\nIG: @thebridge",
    &["RUIZ: Will the bridge hold for another winter, do you think?", "BELL: I think it will hold.", "RUIZ: Thank you for your time."]
)]
// Interviews without labels.
#[case::questions_in_paragraphs_of_their_own(
    "We spoke to the potter Ines Calder in her shed.\n\nWhen did you start?\n\nI was nine. My aunt had a wheel.\n\nShe hid it from me.\n\nWhat do you make of the prize?\n\nIt is a lot of money for a bowl.",
    &["Ines Calder: I was nine. My aunt had a wheel. … She hid it from me.", "Ines Calder: It is a lot of money for a bowl."]
)]
#[case::questions_that_the_story_asks(
    "The wall fell on Monday.\n\nWhat happens now?\n\nThe council will meet in June.\n\nWho will pay?\n\nThe county has set money aside.",
    &[]
)]
// What is read out.
#[case::a_statement_that_a_clerk_reads(
    "The clerk then read a statement by the captain, Leo Holm: “I never saw the buoy until we hit it.”",
    &["Leo Holm: “I never saw the buoy until we hit it.”"]
)]
#[case::a_letter_that_begins(
    "Nell Ward keeps a letter from her father which begins, “If you read this, I have run out of matches.”",
    &["her father: “If you read this, I have run out of matches.”"]
)]
// Posts.
#[case::a_post_signed_with_a_handle(
    "People on the coast were angry.\n\nNobody told us the wall was closed. Great job.\n\n— Lena Orr (@lenaorr) May 4, 2019\n\nThe council was silent.",
    &["Lena Orr: Nobody told us the wall was closed. Great job."]
)]
#[case::a_post_signed_in_its_own_line(
    "People on the coast were angry.\n\nNobody told us the wall was closed. — Lena Orr (@lenaorr) May 4, 2019\n\nThe council was silent.",
    &["Lena Orr: Nobody told us the wall was closed."]
)]
// What a paragraph leads to.
#[case::a_statement(
    "In a statement, the chief of the yard, Peter Lund, said:\n\nWe are sorry for what happened on Monday. We will pay for the boats.\n\nThe yard has forty men.",
    &["Peter Lund: We are sorry for what happened on Monday. We will pay for the boats."]
)]
#[case::testimony(
    "Peter Lund told the court that he had no choice, according to a transcript.\n\nI was alone on the boat and I could not see the light.\n\nThe trial goes on.",
    &["Peter Lund: I was alone on the boat and I could not see the light."]
)]
#[case::a_column_is_no_testimony(
    "Peter Lund told me that he had no choice, according to a transcript.\n\nI was alone on the boat and I could not see the light.\n\nThe trial goes on.",
    &[]
)]
#[case::who_read_a_letter_and_spoke(
    "Ana Ruiz read a letter from her father and said: “I will never go back to that house.”",
    &["Ana Ruiz: “I will never go back to that house.”"]
)]
#[case::who_had_read_a_letter(
    "Ana Ruiz, who had read a letter from Ed Bell, said: “I will never go back to that house.”",
    &["Ana Ruiz: “I will never go back to that house.”"]
)]
#[case::who_told_a_board_of_a_report(
    "Ana Ruiz read a report by Ed Bell and told the board: “We will not pay for that house.”",
    &["Ana Ruiz: “We will not pay for that house.”"]
)]
#[case::who_sent_a_reply(
    "Ana Ruiz got a letter from Ed Bell and sent a reply that began, “I will never go back to that house.”",
    &["Ana Ruiz: “I will never go back to that house.”"]
)]
#[case::a_letter_that_begins_behind_a_comma(
    "Nell Ward keeps a letter from her father, which begins, “If you read this, I have run out of matches.”",
    &["her father: “If you read this, I have run out of matches.”"]
)]
#[case::a_title_with_an_article_in_the_label(
    "The Rev. Ana Ruiz, vicar of Orrin, met the mayor Ed Bell.\n\nTHE REV. ANA RUIZ: Did you see the wall fall?\n\nED BELL: I did. I was on the quay with my dog.\n\nTHE REV. ANA RUIZ: And the dog?",
    &["Ana Ruiz: Did you see the wall fall?", "Ed Bell: I did. I was on the quay with my dog.", "Ana Ruiz: And the dog?"]
)]
#[case::bodies_in_the_labels(
    "THE BANK OF HARROW: Good evening. We talk about the wall.\n\nTHE FBI: I think it will hold if nobody digs.\n\nTHE BANK OF HARROW: Thank you for your time.\n\nTHE FBI: Thank you.",
    &["The Bank of Harrow: Good evening. We talk about the wall.", "The FBI: I think it will hold if nobody digs.", "The Bank of Harrow: Thank you for your time.", "The FBI: Thank you."]
)]
#[case::a_name_that_begins_like_a_question(
    "MARY HOLT: Good evening. Do you like the record?\n\nJOHN DUNN: I do. I like all of them.\n\nQ Magazine called the record the best of the year.\n\nMARY HOLT: And you bought it?\n\nJOHN DUNN: I did, on the day.",
    &["Mary Holt: Good evening. Do you like the record?", "John Dunn: I do. I like all of them. … Q Magazine called the record the best of the year.", "Mary Holt: And you bought it?", "John Dunn: I did, on the day."]
)]
fn speech_without_marks_is_found(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

#[rstest]
#[case::a_caption_between(
    "Rector Ann Moss said: “The bells were rung at noon.\n\nThe tower, pictured in May\n\nGetty Images\n\n“We shall ring them again.”",
    &["Ann Moss: “The bells were rung at noon. … “We shall ring them again.”"]
)]
#[case::a_caption_between_single_marks(
    "‘I saw it fall,’ said keeper Paul Dent. ‘It went like a tree.\n\nThe light at Ebbing fell on Monday night (Picture: PA)\n\n‘Nobody was under it.’",
    &["Paul Dent: ‘I saw it fall,’", "Paul Dent: ‘It went like a tree. … ‘Nobody was under it.’"]
)]
#[case::the_number_of_a_footnote(
    "“We will not leave and we will stay,1” Ana Ruiz said.",
    &["Ana Ruiz: “We will not leave and we will stay,"]
)]
#[case::an_unclosed_quote_before_a_colon(
    "“The wall will hold, said Ana Ruiz. Tom Akers disagreed: “It will not.”",
    &["Ana Ruiz: “The wall will hold,", "Tom Akers: “It will not.”"]
)]
#[case::single_opened_and_double_closed(
    "'The ferry is late again,\" said Ana Ruiz, who runs it.",
    &["Ana Ruiz: 'The ferry is late again,\""]
)]
#[case::a_mark_typed_twice(
    "\"\"The ferry is late again,\" said Ana Ruiz, who runs it.",
    &["Ana Ruiz: \"\"The ferry is late again,\""]
)]
fn broken_marks_are_mended(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

#[rstest]
#[case::before_she_told_the_crowd(
    "After playing “Low Water,” Ana Ruiz told the crowd, “that was good, let us go round again.”",
    &["Ana Ruiz: “that was good, let us go round again.”"]
)]
#[case::in_brackets("Her son Carl McDell (“The Finding,” “One Left Over”) remembers it.", &[])]
#[case::a_programme("“It was a joy,” Ana Ruiz said on “Morning Table.”", &["Ana Ruiz: “It was a joy,”"])]
#[case::a_title_that_opens("“The Long Pier” opens on Friday in Orrin, Ana Ruiz said.", &[])]
#[case::a_title_that_is_described("In “Glasgow,” a song that Ana Ruiz wrote, the rain falls.", &[])]
#[case::a_nickname("Ed Bell, who goes by the name “Stumpy”, runs the fair.", &[])]
#[case::another_name("Lena Orr, aka “Lindsey”, wrote the tale.", &[])]
#[case::a_nickname_inside_a_name("Ed “Stumpy” Bell runs the fair.", &[])]
#[case::a_term("The team used a method called “tide counting” to find the fish.", &[])]
#[case::a_name_in_the_yards("He is known in the yards as “the tall one” and has two brothers.", &[])]
#[case::a_translation("They call it “La Marea” (“The Tide”).", &["They: “La Marea”"])]
fn titles_and_names_are_no_quotes(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

#[test]
fn whoever_speaks_late_in_a_long_hearing_is_named_in_full() {
    let turns =
        |number| format!("HOLT: Will pier {number} hold?\n\nDUNN: Pier {number} will hold.\n\n");
    let hearing: String = (0..150).map(turns).collect();
    let last = "ANA RUIZ, engineer: I have one for you.\n\nRUIZ: Who pays for all of it?";
    let quotes = told(&story(&(hearing + last)));
    assert_eq!(
        quotes.last().map(String::as_str),
        Some("Ana Ruiz: Who pays for all of it?")
    );
}

#[test]
fn a_turn_goes_on_without_its_label() {
    let text = "Mr Haddon: I have not seen it at all.\n\nMs Ruiz: It was sent to you on Monday.\n\nMr Haddon: It was not sent to me, Ms Ruiz.\n\nNor to anybody whom I know.\n\nMs Ruiz: Then I am sorry for it.";
    let found = told(&story(text));
    let is_carried = |told: &String| told.starts_with("Haddon:") && told.contains("Nor to anybody");
    assert!(found.iter().any(is_carried), "{found:?}");
}

#[rstest]
#[case::what_the_author_sees("She looks at the lamp for a while.")]
#[case::what_the_author_asks("I ask her about the lamp.")]
fn the_story_speaks_between_turns(#[case] between: &str) {
    let text = format!(
        "Mr Haddon: I have not seen it at all.\n\nMs Ruiz: It was sent to you on Monday.\n\nMr Haddon: It was not sent to me, Ms Ruiz.\n\n{between}\n\nMs Ruiz: Then I am sorry for it."
    );
    let found = told(&story(&text));
    assert!(found.iter().all(|told| !told.contains("lamp")), "{found:?}");
}
