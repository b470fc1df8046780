//! Names come out whole in whatever sentence they appear.

use rstest::rstest;

use super::{speaker, story};
use crate::quotes;

/// The sentence that a name appears in.
#[derive(Debug, Clone, Copy)]
enum NameFrame {
    /// “…,” said X, the mayor of New York.
    SaidBeforeRole,
    /// “…,” X said.
    BeforeSaid,
    /// X was there. “…,” Mr X said.
    Courtesy,
    /// X, who …, said: “…”
    BeforeClause,
    /// “…,” X's spokesman said.
    Possessor,
    /// “…,” said the mayor, X.
    BehindRole,
}

/// Returns the article with a name in a frame.
fn write_in_frame(frame: NameFrame, name: &str, short: &str) -> String {
    let sentence = match frame {
        NameFrame::SaidBeforeRole => {
            format!("“The wall will hold,” said {name}, the mayor of New York.")
        }
        NameFrame::BeforeSaid => format!("“The wall will hold,” {name} said."),
        NameFrame::Courtesy => {
            format!("{name} was on the quay at six.\n\n“The wall will hold,” {short} said.")
        }
        NameFrame::BeforeClause => {
            format!("{name}, who runs the yard, said: “The wall will hold.”")
        }
        NameFrame::Possessor => format!("“The wall will hold,” {name}’s spokesman said."),
        NameFrame::BehindRole => format!("“The wall will hold,” said the mayor of Ebbing, {name}."),
    };
    format!("The town met on Monday to talk.\n\n{sentence}\n\nThe vote is near.")
}

#[rstest]
#[case::before_its_verb("Will wrote that the pier was “a ruin by the sea”.")]
#[case::in_the_middle("As for the pier, Will called it “a ruin by the sea”.")]
fn a_surname_may_be_a_small_word(#[case] sentence: &str) {
    let article = story(&format!(
        "George Will praised the harbour on Tuesday.\n\n{sentence} Will the council pay?"
    ));
    let quotes = quotes::find(&article);
    let names: Vec<&str> = quotes.iter().map(speaker).collect();
    assert_eq!(names, ["George Will"]);
}

#[rstest]
#[case::a_preposition_behind_a_given_name(
    "Grace On the quay is a play about the sea. On weekends, she said, “the house is full.”",
    "Grace"
)]
#[case::a_question_that_will_begins(
    "George Will doubts it. Will critics call him “a fool by the sea”?",
    "critics"
)]
fn a_small_word_may_be_no_surname(#[case] text: &str, #[case] name: &str) {
    let article = story(text);
    let quotes = quotes::find(&article);
    let names: Vec<&str> = quotes.iter().map(speaker).collect();
    assert_eq!(names, [name]);
}

#[rstest]
#[case::de("Bill de Blanco", "Mr de Blanco")]
#[case::von_der("Ulla von der Heide", "Ms von der Heide")]
#[case::van("Vincent van Rijn", "Mr van Rijn")]
#[case::del("Maria del Carmen Ortiz", "Ms Ortiz")]
#[case::da("Leonardo da Costa", "Mr da Costa")]
#[case::elision("Jean-Luc d'Albret", "Mr d'Albret")]
#[case::hyphened_article("Bashar al-Rahim", "Mr al-Rahim")]
#[case::hyphened_article_after_two("Abdel Fattah el-Sherif", "Mr el-Sherif")]
#[case::bin("Yusuf bin Talal", "Mr bin Talal")]
#[case::ibn("Mohammed ibn Hakim", "Mr ibn Hakim")]
#[case::ap("Rhodri ap Owen", "Mr ap Owen")]
#[case::de_la("Marine de la Tour", "Ms de la Tour")]
#[case::dos("Jorge dos Santos", "Mr dos Santos")]
#[case::ter("Pieter ter Horst", "Mr ter Horst")]
#[case::ten("Ingrid ten Brink", "Ms ten Brink")]
#[case::zu("Karl zu Falkenberg", "Mr zu Falkenberg")]
#[case::y("José Ortega y Calvo", "Mr Ortega y Calvo")]
#[case::elided_article("Wim van 't Hoff", "Mr van 't Hoff")]
#[case::large_particle("Anne Le Fevre", "Ms Le Fevre")]
#[case::particle_like_a_title("Guillermo Del Bosque", "Mr Del Bosque")]
#[case::apostrophe("Sinead O'Rourke", "Ms O'Rourke")]
#[case::mc("Ewan McTavish", "Mr McTavish")]
#[case::saint("Oliver St John", "Mr St John")]
#[case::hyphen("Ana Lloyd-Hughes", "Ms Lloyd-Hughes")]
#[case::initials("J. K. Falk", "Mr Falk")]
#[case::initials_in_one("J.R.R. Tolman", "Mr Tolman")]
#[case::initial_like_a_pronoun("I. M. Pell", "Mr Pell")]
#[case::junior("Henry Cole Jr.", "Mr Cole")]
#[case::third("Henry Cole III", "Mr Cole")]
#[case::nickname("Marcia “Cia” Price", "Ms Price")]
#[case::month_behind("Theresa May", "Mrs May")]
#[case::month_before("Jan Kowalski", "Mr Kowalski")]
#[case::month_of_a_woman("April Stone", "Ms Stone")]
#[case::month_of_a_man("August Bell", "Mr Bell")]
#[case::cue("Mark Rich", "Mr Rich")]
#[case::auxiliary("Will Young", "Mr Young")]
#[case::verb("Nick Read", "Mr Read")]
#[case::said("Edward Said", "Mr Said")]
#[case::flower("Rose Field", "Ms Field")]
#[case::town("Chelsea Kane", "Ms Kane")]
#[case::country("Israel Adeyemi", "Mr Adeyemi")]
#[case::day("Pat Day", "Ms Day")]
#[case::title_behind("Peter King", "Mr King")]
#[case::office_behind("Kelly Judge", "Ms Judge")]
#[case::irish("Seán Ó Briain", "Mr Ó Briain")]
#[case::irish_woman("Máire Ní Bhroin", "Ms Ní Bhroin")]
#[case::noun_behind("Ollie Brand", "Mr Brand")]
#[case::knight("Sir Alan Crewe", "Sir Alan")]
#[case::councillor("Cllr Jess Vane", "Cllr Vane")]
#[case::detective("DCI Rob Hurst", "DCI Hurst")]
fn names_are_whole(
    #[case] name: &str,
    #[case] short: &str,
    #[values(
        NameFrame::SaidBeforeRole,
        NameFrame::BeforeSaid,
        NameFrame::Courtesy,
        NameFrame::BeforeClause,
        NameFrame::Possessor,
        NameFrame::BehindRole
    )]
    frame: NameFrame,
) {
    let article = story(&write_in_frame(frame, name, short));
    let quotes = quotes::find(&article);
    let quote = quotes.first().unwrap();
    let titles = ["Sir ", "Cllr ", "DCI "];
    let bare = titles
        .iter()
        .find_map(|title| name.strip_prefix(title))
        .unwrap_or(name);
    let wanted = match frame {
        NameFrame::Possessor => format!("{bare}’s spokesman"),
        _ => bare.to_owned(),
    };
    let found = speaker(quote);
    assert!(
        found == wanted || found == wanted.replace(bare, name),
        "{found}"
    );
    let role = quote.speaker.as_ref().and_then(|one| one.role.as_deref());
    match frame {
        NameFrame::SaidBeforeRole => assert_eq!(role, Some("the mayor of New York")),
        NameFrame::BehindRole => assert_eq!(role, Some("the mayor of Ebbing")),
        _ => {}
    }
}

#[rstest]
#[case::an_office_and_a_person("The Warden, Mr Pell, called it “a shock to us all”.", "Pell")]
#[case::an_office_that_is_unknown("The Laird, Mr Pell, called it “a shock to us all”.", "Pell")]
#[case::an_office_before_a_surname("“It was a shock to us all,” Taoiseach Dunne said.", "Dunne")]
#[case::an_office_of_a_body(
    "The secretary of the union, Jeremy Deane, said Tom Walshe, who was a member, had been “a shock to us all”.",
    "Jeremy Deane"
)]
#[case::an_age_and_a_place(
    "Jess Hart, 34, from Leeds, who works nights, said: “It was a shock to us all.”",
    "Jess Hart"
)]
#[case::a_son_between(
    "Jess Hart, from Ebbing, with son Jack, 14, said: “It was a shock to us all.”",
    "Jess Hart"
)]
#[case::a_son_who_is_owned(
    "Jess Hart, pictured with her son Jack, 14, in Ebbing, said: “It was a shock to us all.”",
    "Jess Hart"
)]
#[case::a_parent_of_several(
    "Mum-of-two Jess Hart, 34, of Ebbing, Kent, said: “It was a shock to us all.”",
    "Jess Hart"
)]
#[case::an_honour(
    "Jess Hart QC, defending, said: “It was a shock to us all.”",
    "Jess Hart"
)]
#[case::a_degree(
    "Dr. Ngozi Okafor, M.D., of the Ebbing Clinic, said: “It was a shock to us all.”",
    "Ngozi Okafor"
)]
#[case::a_party_behind_a_comma(
    "Rep. Ana Ruiz, R-Wis., said the vote was “a shock to us all”.",
    "Ana Ruiz"
)]
#[case::a_number_before("“It was a shock to us all,” 40 Farthing said.", "40 Farthing")]
#[case::a_number_behind("“It was a shock to us all,” Vermilion 7 said.", "Vermilion 7")]
#[case::a_number_inside("“It was a shock to us all,” Hark-182 said.", "Hark-182")]
#[case::a_club_of_a_saint(
    "Paul Sharpe, who captained St Helens in the spring, said he was ready. “It was a shock to us all,” he said.",
    "Paul Sharpe"
)]
#[case::a_competition(
    "Ronan O'Shea kept the Grand Slam hopes alive for Munster.\n\nHe told the Gull: “It was a shock to us all.”",
    "Ronan O'Shea"
)]
#[case::a_day_of_a_monster(
    "Tom Akers runs Kraken Day. “It was a shock to us all,” he said.",
    "Tom Akers"
)]
#[case::a_court(
    "Jess Hart was tried at Ebbing Crown Court. “It was a shock to us all,” she told the jury.",
    "Jess Hart"
)]
#[case::a_label_before_the_name(
    "EXCLUSIVE Tom Akers was there.\n\n“It was a shock to us all,” Akers said.",
    "Tom Akers"
)]
#[case::an_outlet_behind_the_name("Meghan Orr, Chirper: “It was a shock to us all.”", "Meghan Orr")]
#[case::a_compound_at_the_start(
    "Tom Akers ran the yard. Tell-tale signs were found. “It was a shock to us all,” he said.",
    "Tom Akers"
)]
#[case::a_name_that_opens_the_headline(
    "# Hale: Boatmen don't want 'a shock to us all'\n\nRuben Hale spoke on Thursday.",
    "Ruben Hale"
)]
#[case::a_surname_that_is_a_trade(
    "Lee Baker runs the yard. “We lost a mast,” Baker said. “It was a shock to us all,” he added.",
    "Lee Baker"
)]
#[case::a_trade_behind_a_courtesy("“It was a shock to us all,” said Mr Baker.", "Baker")]
#[case::an_object_tells_no_gender(
    "Orla Prentice ran the yard. Ed Bell called on her to go. Bell called on her twice. Bell called on her in May. “It was a shock to us all,” he said.",
    "Ed Bell"
)]
#[case::a_day_behind_a_name(
    "Sen. Lindsay Grant Sunday said it was “a shock to us all.”",
    "Lindsay Grant"
)]
#[case::a_month_behind_a_whole_name(
    "Ana Bell March 5 said it was “a shock to us all.”",
    "Ana Bell"
)]
#[case::a_surname_that_is_a_job("Gov. Porter said it was “a shock to us all.”", "Porter")]
#[case::a_given_name_beside_singh(
    "Priyanka Singh met Tom Hart. “It was a shock to us all,” she said.",
    "Priyanka Singh"
)]
#[case::a_chairman_with_a_name_of_both(
    "Chairman Ashley Cole spoke. “It was a shock to us all,” he said.",
    "Ashley Cole"
)]
#[case::a_body_that_is_called_on(
    "MPs called on the Home Office to act. It said it was “a shock to us all.”",
    "Home Office"
)]
#[case::a_street_with_a_name(
    "Nguyen Thi Lan has sold soup at the corner of Hang Dao street for years. “It was a shock to us all,” she said.",
    "Nguyen Thi Lan"
)]
#[case::a_chair_to_sit_on(
    "When I met Orla Dunne she was throwing a chair off a pier. “It was a shock to us all,” she said.",
    "Orla Dunne"
)]
#[case::a_body_in_its_statement(
    "Hull council has met again. In a statement, it said: “It was a shock to us all.”",
    "Hull council"
)]
#[case::no_place_where_it_was(
    "Dunne & Hale sold hats. It closed in Leeds, and in a letter to us it said: “It was a shock to us all.”",
    "Dunne & Hale"
)]
#[case::the_man_of_a_couple(
    "Chairman Orla Dunne is tired. Mrs Dunne and her husband moved here. “It was a shock to us all,” Mr Dunne said.",
    "Mr Dunne"
)]
#[case::a_widow(
    "Ed Bell died on Monday. He is survived by his wife. “It was a shock to us all,” Mrs. Bell said.",
    "Mrs. Bell"
)]
#[case::a_verb_of_the_present_in_title_case(
    "Mayor Orla Dunne Slams Pier Plans. “It was a shock to us all,” she went on.",
    "Orla Dunne"
)]
#[case::two_small_words_in_a_name(
    "Pilar de los Montes, who runs the yard, said: “It was a shock to us all.”",
    "Pilar de los Montes"
)]
#[case::a_month_behind_a_given_name(
    "“It was a shock to us all,” said Ana March, a diver.",
    "Ana March"
)]
#[case::a_month_behind_a_rank("Sergeant June said it was “a shock to us all.”", "June")]
#[case::a_month_behind_a_courtesy("Ms August said it was “a shock to us all.”", "August")]
#[case::a_month_that_speaks_again(
    "Ana March runs the yard. “It was a shock to us all,” March said.",
    "Ana March"
)]
#[case::an_office_with_a_former_holder(
    "The former Dean, the Very Rev Ed Bell, called it “a shock to us all.”",
    "Ed Bell"
)]
#[case::an_office_of_several_words(
    "The Hull Senator for Fisheries, Ana Ruiz, called it “a shock to us all.”",
    "Ana Ruiz"
)]
#[case::an_office_of_a_body(
    "But Gull Marine’s Harbour Coordinator, Mr Ed Bell, disagreed. “It was a shock to us all,” he said.",
    "Ed Bell"
)]
#[case::whoever_made_it("Its maker, Ana Ruiz, said it was “a shock to us all.”", "Ana Ruiz")]
#[case::a_verb_in_title_case(
    "Mayor Dunne Praised “The Open Market.” “It was a shock to us all,” he went on.",
    "Dunne"
)]
#[case::a_peer_behind_a_clause(
    "Asked about the leaks, Lord Baker told the Harbour Post: “It was a shock to us all.”",
    "Lord Baker"
)]
#[case::the_field_of_an_office(
    "“It was a shock to us all,” said professor of law Ana Ruiz.",
    "Ana Ruiz"
)]
#[case::where_somebody_is_from(
    "“It was a shock to us all,” said Bristol-based Ana Ruiz.",
    "Ana Ruiz"
)]
#[case::a_trade_within_a_name("“It was a shock to us all,” said Ana Baker Ruiz.", "Ana Baker Ruiz")]
#[case::a_crown_within_a_name("“It was a shock to us all,” said Ana King Ruiz.", "Ana King Ruiz")]
#[case::an_office_behind_a_state(
    "Virginia Senator Ana Ruiz called it “a shock to us all.”",
    "Ana Ruiz"
)]
#[case::an_office_and_a_surname("Virginia Senator Ruiz called it “a shock to us all.”", "Ruiz")]
#[case::an_adverb_at_the_start(
    "Ed Bell was there. Sooner or later, “it will be a shock to us all,” he said.",
    "Ed Bell"
)]
#[case::a_word_of_assent_at_the_start(
    "Ed Bell was there. Sure, he admits that “it was a shock to us all.”",
    "Ed Bell"
)]
fn speakers_are_people(#[case] text: &str, #[case] name: &str) {
    let article = story(text);
    let quotes = quotes::find(&article);
    let quote = quotes.last().unwrap();
    assert_eq!(speaker(quote), name);
}
