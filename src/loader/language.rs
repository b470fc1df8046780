//! Detects the language of a text from its commonest words, if that is unambiguous.

/// Languages by their tags, each with words that every text in it is full of.
const LANGUAGES: [(&str, [&str; 12]); 9] = [
    (
        "en",
        [
            "the", "and", "of", "to", "that", "was", "with", "for", "said", "is", "he", "it",
        ],
    ),
    (
        "de",
        [
            "der", "die", "und", "das", "nicht", "von", "mit", "sich", "ist", "auf", "ein", "dem",
        ],
    ),
    (
        "fr",
        [
            "le", "les", "des", "et", "est", "une", "dans", "que", "pour", "pas", "qui", "sur",
        ],
    ),
    (
        "es",
        [
            "el", "los", "las", "que", "una", "por", "con", "para", "del", "se", "como", "más",
        ],
    ),
    (
        "it",
        [
            "il", "di", "che", "non", "una", "per", "della", "con", "sono", "gli", "nel", "anche",
        ],
    ),
    (
        "nl",
        [
            "het", "een", "van", "en", "niet", "dat", "zijn", "voor", "met", "ook", "maar", "werd",
        ],
    ),
    (
        "pt",
        [
            "o", "os", "uma", "não", "que", "com", "para", "dos", "mais", "como", "foi", "ao",
        ],
    ),
    (
        "sv",
        [
            "och", "att", "det", "som", "inte", "på", "är", "för", "jag", "till", "av", "ett",
        ],
    ),
    (
        "da",
        [
            "og", "at", "det", "ikke", "på", "er", "jeg", "til", "af", "et", "som", "har",
        ],
    ),
];

/// The most words that are examined, and the fewest that are enough.
const MOST_WORDS: usize = 300;
const FEWEST_WORDS: usize = 20;

/// The bytes of the longest of the words.
const LONGEST_WORD: usize = 5;

/// Returns the language's tag; `None` for a short text, or one that could be of several languages.
pub(super) fn detect_language(text: &str) -> Option<&'static str> {
    if let Some(language) = language_of_script(text) {
        return Some(language);
    }
    let mut counts = [0_usize; LANGUAGES.len()];
    let mut total = 0;
    let words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    for word in words.take(MOST_WORDS) {
        total += 1;
        if word.len() > LONGEST_WORD {
            continue;
        }
        let word = word.to_lowercase();
        for (count, (_, words)) in counts.iter_mut().zip(&LANGUAGES) {
            *count += usize::from(words.contains(&word.as_str()));
        }
    }
    let (best, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let second = counts
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != best)
        .map(|(_, count)| *count)
        .max()?;
    // Function words are about a tenth of any text; close relatives (da, sv) share some of them.
    let is_plain = total >= FEWEST_WORDS && count * 100 >= total * 8 && count * 2 >= second * 3;
    is_plain.then(|| LANGUAGES.get(best).map(|(tag, _)| *tag))?
}

/// Returns the language of a script that only one language writes.
fn language_of_script(text: &str) -> Option<&'static str> {
    const LOOKED_AT: usize = 2000;
    let (mut letters, mut han, mut kana, mut hangul) = (0_usize, 0_usize, 0_usize, 0_usize);
    for c in text.chars().take(LOOKED_AT).filter(|c| c.is_alphabetic()) {
        letters += 1;
        match c {
            '\u{3041}'..='\u{30ff}' => kana += 1,
            '\u{4e00}'..='\u{9fff}' => han += 1,
            '\u{ac00}'..='\u{d7a3}' => hangul += 1,
            _ => {}
        }
    }
    match () {
        // Kana occur only in Japanese, which also has han; han alone are Chinese.
        () if hangul * 2 > letters => Some("ko"),
        () if (han + kana) * 2 > letters && kana * 10 > letters => Some("ja"),
        () if han * 2 > letters => Some("zh"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::english(
        "The ferry stopped on Monday, and nobody on the island was told that it would be for good, said the harbor master.",
        Some("en")
    )]
    #[case::german(
        "Die Fähre hält nicht mehr, und niemand auf der Insel weiß, ob sie mit dem neuen Motor im Frühjahr wieder von der Mole fährt.",
        Some("de")
    )]
    #[case::french(
        "Le bac est arrêté depuis lundi et les gens de l'île ne savent pas qui va le réparer dans les prochaines semaines, ni pour combien.",
        Some("fr")
    )]
    #[case::japanese(
        "渡し船が月曜日に止まった。島の人々はその理由を知らないと話している。",
        Some("ja")
    )]
    #[case::chinese("渡轮星期一停航。港口的居民说，他们还不知道是什么原因。", Some("zh"))]
    #[case::dutch(
        "De veerboot vaart niet meer, en het is maar de vraag of een nieuwe motor voor het eiland genoeg is, zei de man van het havenkantoor.",
        Some("nl")
    )]
    #[case::too_short("Ferry stops for good", None)]
    #[case::nothing("", None)]
    fn tells_the_language(#[case] text: &str, #[case] language: Option<&str>) {
        assert_eq!(detect_language(text), language);
    }
}
