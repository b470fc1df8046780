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
    let quote = quotes.first().expect("a quote is found");
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
