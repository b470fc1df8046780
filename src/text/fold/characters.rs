//! What one character folds to.

use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

use super::CaseFolding;

/// Appends what `c` folds to, if it is not dropped. White space gives one space, a dash `-`.
pub(super) fn fold_character(c: char, case: CaseFolding, output: &mut String) {
    if is_unchanging(c) {
        output.push(c);
    } else if let Some(mark) = fold_punctuation(c) {
        output.push(mark);
    } else if !is_dropped(c) {
        fold_letter(c, case, output);
    }
}

/// Appends a character's compatibility decomposition without accents, composed where accents are no matter.
fn fold_letter(c: char, case: CaseFolding, output: &mut String) {
    // NFKD (UAX #15), so that ligatures and full-width forms fold to their letters.
    let start = output.len();
    decompose_compatible(c, |part| {
        if is_dropped(part) {
            return;
        }
        let part = fold_punctuation(part).unwrap_or(part);
        let composed = output
            .chars()
            .next_back()
            .and_then(|last| compose(last, part));
        if let Some(composed) = composed {
            output.pop();
            output.push(composed);
        } else {
            push_letter(part, case, output);
        }
    });
    // A spacing accent such as `¨` decomposes to a space that carries it (Unicode NFKD).
    if output
        .get(start..)
        .is_some_and(|written| written.starts_with(' '))
    {
        output.truncate(start);
        output.push(c);
    }
}

fn push_letter(c: char, case: CaseFolding, output: &mut String) {
    match (spell_letter(c), case) {
        (Some(spelling), CaseFolding::Kept) => output.push_str(spelling),
        (Some(spelling), CaseFolding::Folded) => {
            output.extend(spelling.chars().flat_map(char::to_lowercase));
        }
        (None, CaseFolding::Kept) => output.push(c),
        (None, CaseFolding::Folded) => output.extend(c.to_lowercase()),
    }
}

/// Returns what quotation marks, dashes and white space fold to.
fn fold_punctuation(c: char) -> Option<char> {
    match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' | '\u{2bb}' | '\u{2bc}' => {
            Some('\'')
        }
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '\u{301d}'..='\u{301f}' => Some('"'),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}' => {
            Some('-')
        }
        '\u{58a}' | '\u{5be}' | '\u{fe58}' => Some('-'),
        _ if c.is_whitespace() => Some(' '),
        _ => None,
    }
}

/// Returns the spelling of letters that Unicode does not take apart.
const fn spell_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "TH",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ħ' => "h",
        'Ħ' => "H",
        'ŧ' => "t",
        'Ŧ' => "T",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// Returns `true` if a character is of those that fold to themselves and are many: Japanese, Chinese, Korean.
const fn is_unchanging(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3131}'..='\u{318e}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Returns `true` if a character is unseen, or a mark that words are also written without.
///
/// Marks of other scripts, such as the vowels of Hindi, make the word and stay.
fn is_dropped(c: char) -> bool {
    let is_unseen = matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{61c}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180f}' | '\u{e0100}'..='\u{e01ef}'
    );
    let is_of_alphabet = matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{6ed}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
    );
    is_unseen || (is_of_alphabet && is_combining_mark(c))
}
