//! Names whose surname comes first: Chinese, Korean and Vietnamese ones.

use std::sync::LazyLock;

use foldhash::HashSet;

/// Surnames that are written first, folded.
const SURNAMES: &[&str] = &[
    "ahn", "bae", "bai", "ban", "bui", "cai", "cao", "chang", "chen", "cheng", "cho", "choe",
    "choi", "chung", "dang", "deng", "ding", "do", "dong", "du", "duong", "fan", "fang", "feng",
    "gao", "gong", "gu", "guo", "han", "hao", "he", "ho", "hong", "hoang", "hu", "huang", "huynh",
    "hwang", "jang", "jeon", "jeong", "ji", "jia", "jiang", "jin", "jo", "jung", "kang", "kim",
    "ko", "kong", "kwon", "lam", "le", "lee", "lei", "li", "liang", "liao", "lim", "lin", "liu",
    "lou", "lu", "luo", "ma", "mao", "meng", "mo", "moon", "nam", "ngo", "nguyen", "noh", "oh",
    "ong", "pan", "park", "peng", "pham", "phan", "qi", "qian", "qin", "qiu", "ren", "roh", "rhee",
    "seo", "shen", "shi", "shin", "sim", "so", "song", "su", "suh", "sun", "sung", "tan", "tang",
    "tao", "tian", "tran", "tsai", "truong", "vo", "vu", "wan", "wang", "wei", "wen", "wong",
    "woo", "wu", "xi", "xia", "xiao", "xie", "xu", "xue", "yan", "yang", "yao", "ye", "yeo", "yi",
    "yin", "yoo", "yoon", "yu", "yuan", "yun", "zeng", "zhai", "zhang", "zhao", "zheng", "zhong",
    "zhou", "zhu", "zou",
];

static SURNAME_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| SURNAMES.iter().copied().collect());

/// The beginnings of a syllable, the longest first.
const ONSETS: &[&str] = &[
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r",
    "z", "c", "s", "y", "w",
];

/// The ends of a syllable, the longest first.
const RHYMES: &[&str] = &[
    "iang", "iong", "uang", "yeon", "yong", "yung", "ang", "eng", "ing", "ong", "ung", "ian",
    "iao", "uai", "uan", "eon", "eok", "eun", "eul", "oon", "ook", "yun", "yul", "ai", "ei", "ao",
    "ou", "an", "en", "in", "un", "ia", "ie", "iu", "ua", "ue", "ui", "uo", "oo", "ee", "ae", "ak",
    "ik", "ok", "uk", "il", "ul", "am", "im", "om", "um", "eo", "er", "a", "e", "i", "o", "u",
];

/// Splits the pieces of a name into the last word of the surname, and what comes before; `None` without any pieces.
///
/// `words` are those of the name as written, whose letters show which order it is: "Ban Ki-moon".
pub(super) fn split_surname(
    words: &[&str],
    mut pieces: Vec<String>,
) -> Option<(String, Vec<String>)> {
    if is_surname_first(words, &pieces) {
        let surname = pieces.remove(0);
        return Some((surname, join_syllables(&pieces)));
    }
    let surname = pieces.pop()?;
    // "Jinping Xi" has its parts in the order of English and its syllables in one word, as "Xi Jin-ping" may not.
    if SURNAME_SET.contains(surname.as_str())
        && pieces.first().is_some_and(|piece| is_syllables(piece))
        && pieces
            .iter()
            .all(|piece| piece.len() == 1 || is_syllables(piece))
    {
        pieces = join_syllables(&pieces);
    }
    Some((surname, pieces))
}

/// Returns `true` if the first word is the surname.
fn is_surname_first(words: &[&str], pieces: &[String]) -> bool {
    let ([first, rest @ ..], [surname, given @ ..]) = (words, pieces) else {
        return false;
    };
    // A second syllable in small letters, as in "Ki-moon", is written only in such names.
    let has_small_syllable = |word: &&str| {
        word.split_once('-')
            .is_some_and(|(_, syllable)| syllable.starts_with(char::is_lowercase))
    };
    let is_single = !first.contains('-') && !given.is_empty();
    let has_surname = || SURNAME_SET.contains(surname.as_str());
    let last_is_known = given
        .last()
        .is_some_and(|last| SURNAME_SET.contains(last.as_str()));
    // Asked last: there are many syllables.
    let are_syllables = || given.iter().all(|piece| is_syllables(piece));
    is_single
        && (rest.len() == 1 && rest.iter().all(has_small_syllable) && are_syllables()
            || has_surname() && (!last_is_known || given.len() > 1) && are_syllables())
}

/// Joins the syllables of a given name, which are written apart, with a hyphen or together; initials stay apart.
fn join_syllables(pieces: &[String]) -> Vec<String> {
    let is_initial = |piece: &&String| piece.chars().count() == 1;
    let (initials, syllables): (Vec<&String>, Vec<&String>) = pieces.iter().partition(is_initial);
    let given: String = syllables.into_iter().map(String::as_str).collect();
    let initials = initials.into_iter().cloned();
    std::iter::once(given)
        .filter(|given| !given.is_empty())
        .chain(initials)
        .collect()
}

/// Returns `true` if a word is one or two syllables of such a name.
fn is_syllables(word: &str) -> bool {
    fn ends_within(rest: &str, syllables: usize) -> bool {
        if rest.is_empty() {
            return true;
        }
        if syllables == 0 {
            return false;
        }
        let onsets = ONSETS.iter().chain(std::iter::once(&""));
        onsets
            .filter_map(|onset| rest.strip_prefix(onset))
            .any(|rest| {
                let rhymes = RHYMES.iter().filter_map(|rhyme| rest.strip_prefix(rhyme));
                rhymes
                    .into_iter()
                    .any(|rest| ends_within(rest, syllables - 1))
            })
    }
    // A word of one letter is an initial; longer words than two syllables do not occur.
    word.len() > 1 && word.len() <= 12 && ends_within(word, 2)
}
