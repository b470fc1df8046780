//! Recognizes the lines that say that the rest of a story is for those who pay or log in.

use super::furniture::FURNITURE;

/// What ends a sentence before one that asks for something, or sets it apart.
const SENTENCE_ENDS: [char; 11] = ['.', '!', '?', ':', ';', '|', '·', '。', '！', '？', '؟'];

/// Returns a line as the functions of this module need it: in lower case, with plain apostrophes.
pub(super) fn fold_line(line: &str) -> String {
    line.to_lowercase().replace('’', "'")
}

/// Returns `true` if a folded line says that the rest of a story is for those who pay.
pub(super) fn asks_to_pay(line: &str) -> bool {
    let has = |phrase: &&str| line.contains(phrase);
    FURNITURE.paywalls.iter().any(has)
        || FURNITURE
            .purposes
            .iter()
            .any(|purpose| asks_for_purpose(line, purpose))
}

/// Returns `true` if a folded line begins as one that says so.
pub(super) fn begins_as_prompt(line: &str) -> bool {
    let mut phrases = FURNITURE.paywalls.iter().chain(&FURNITURE.purposes);
    phrases.any(|phrase| line.starts_with(phrase))
}

/// Returns `true` if a line has a purpose and asks to pay or to log in for it: "Residents can register to read" asks nobody.
fn asks_for_purpose(line: &str, purpose: &str) -> bool {
    let Some((before, behind)) = line.split_once(purpose) else {
        return false;
    };
    let is_paid = |words: &str| FURNITURE.paid_words.iter().any(|word| words.contains(word));
    let sentence = before.rsplit(SENTENCE_ENDS).next().unwrap_or_default();
    let sentence = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut openings = FURNITURE.requests.iter().chain(&FURNITURE.paid_words);
    let is_asked = openings.any(|opening| sentence.starts_with(opening));
    let is_first = before.trim().is_empty() && !tells_of_somebody(behind);
    if is_paid(purpose) {
        // Its own words do not tell a request from a report, but as the first of a sentence they are one.
        is_asked || sentence.is_empty()
    } else {
        is_asked || is_first || is_paid(before) || is_paid(behind)
    }
}

/// Returns `true` if what follows a purpose says what somebody did for it: "To keep reading, she lit a candle".
fn tells_of_somebody(behind: &str) -> bool {
    let rest = behind.trim_start().strip_prefix(',');
    let word = rest.and_then(|rest| rest.split_whitespace().next());
    word.is_some_and(|word| FURNITURE.third_persons.contains(&word))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("To continue reading, subscribe now.")]
    #[case("Subscribe now to keep reading.")]
    #[case("Please log in to read the whole story.")]
    #[case("Already a subscriber? Log in to read.")]
    #[case("You have one story left. Create a free account to continue reading.")]
    #[case("Log in or subscribe to continue.")]
    #[case("Want to keep reading? Choose a plan.")]
    #[case("Our subscribers are the ones who get to keep reading.")]
    #[case("Register to read this story.")]
    #[case("This article is for subscribers only.")]
    #[case("Melden Sie sich an, um weiterzulesen.")]
    #[case("Sie benötigen ein Abonnement, um diesen Artikel zu lesen.")]
    #[case("Veuillez vous connecter pour lire cet article.")]
    #[case("Pour lire cet article, choisissez une formule.")]
    #[case("Suscríbase hoy para seguir leyendo.")]
    #[case("Чтобы читать дальше, оформите подписку.")]
    #[case("To continue reading on our website, enter your email address.")]
    #[case("To keep reading on this device, confirm your email address.")]
    #[case("Pour lire la suite, il vous suffit de choisir une formule.")]
    #[case("会員登録すると続きを読むには便利です。")]
    fn a_prompt_asks_to_pay(#[case] line: &str) {
        assert!(asks_to_pay(&fold_line(line)));
    }

    #[rstest]
    #[case("She urged the pupils to keep reading over the summer.")]
    #[case("Residents can register to read the plans at the town hall.")]
    #[case("The harbor master wants everybody to continue reading the tide tables.")]
    #[case("Visitors may sign in to read the old logs at the pier.")]
    #[case("To keep reading, she lit a candle.")]
    #[case("Para seguir leyendo, ella encendió una vela.")]
    #[case("It rained. They went in to keep reading.")]
    #[case("She had to continue reading with a candle.")]
    #[case("Il a fallu une heure pour lire cet article à voix haute.")]
    #[case("Sie nahm eine Lampe mit, um weiterzulesen.")]
    #[case("Encendió una lámpara para seguir leyendo.")]
    #[case("Она зажгла лампу, чтобы читать дальше.")]
    fn who_tells_of_reading_asks_nobody(#[case] line: &str) {
        assert!(!asks_to_pay(&fold_line(line)));
    }
}
