//! Character references (`&amp;`, `&#8220;`) to the characters they represent.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Named character references: those of HTML 4, and the later ones that news pages use.
const NAMED: &str = "\
    AElig Æ AMP & Aacute Á Acirc Â Agrave À Alpha Α Aring Å Atilde Ã Auml Ä Beta Β COPY © Cacute Ć Ccaron Č \
    Ccedil Ç Chi Χ Dagger ‡ Delta Δ ETH Ð Eacute É Ecirc Ê Egrave È Epsilon Ε Eta Η Euml Ë GT > Gamma Γ Iacute Í \
    Icirc Î Idot İ Igrave Ì Iota Ι Iuml Ï Kappa Κ LT < Lambda Λ Lstrok Ł Mu Μ Ntilde Ñ Nu Ν OElig Œ Oacute Ó \
    Ocirc Ô Ograve Ò Omega Ω Omicron Ο Oslash Ø Otilde Õ Ouml Ö Phi Φ Pi Π Prime ″ Psi Ψ REG ® Rcaron Ř Rho Ρ \
    Sacute Ś Scaron Š Scedil Ş Sigma Σ THORN Þ Tau Τ Theta Θ Uacute Ú Ucirc Û Ugrave Ù Upsilon Υ Uuml Ü Xi Ξ \
    Yacute Ý Yuml Ÿ Zcaron Ž Zeta Ζ aacute á abreve ă acirc â acute ´ aelig æ agrave à alefsym ℵ alpha α amacr ā \
    amp & and ∧ ang ∠ aogon ą apos ' aring å ast * asymp ≈ atilde ã auml ä bdquo „ beta β brvbar ¦ bull • cacute ć \
    cap ∩ ccaron č ccedil ç cedil ¸ cent ¢ check ✓ chi χ circ ˆ clubs ♣ colon : comma , commat @ cong ≅ copy © \
    crarr ↵ cup ∪ curren ¤ dArr ⇓ dagger † darr ↓ dash ‐ deg ° delta δ diams ♦ divide ÷ dollar $ eacute é ecaron ě \
    ecirc ê egrave è emacr ē empty ∅ eogon ę epsilon ε equals = equiv ≡ eta η eth ð euml ë euro € excl ! exist ∃ \
    fnof ƒ forall ∀ frac12 ½ frac14 ¼ frac34 ¾ frasl ⁄ gamma γ gbreve ğ ge ≥ grave ` gt > hArr ⇔ harr ↔ hearts ♥ \
    hellip … horbar ― hyphen ‐ iacute í icirc î iexcl ¡ igrave ì imacr ī image ℑ infin ∞ inodot ı int ∫ iota ι \
    iquest ¿ isin ∈ iuml ï kappa κ lArr ⇐ lambda λ laquo « larr ← lbrack [ lceil ⌈ ldquo “ ldquor „ le ≤ \
    lfloor ⌊ lowast ∗ lowbar _ loz ◊ lpar ( lsaquo ‹ lsqb [ lsquo ‘ lstrok ł lt < macr ¯ mdash — micro µ middot · \
    minus − mu μ nabla ∇ nacute ń ncaron ň ndash – ne ≠ ni ∋ not ¬ notin ∉ nsub ⊄ ntilde ñ nu ν num # oacute ó \
    ocirc ô odblac ő oelig œ ograve ò oline ‾ omacr ō omega ω omicron ο oplus ⊕ or ∨ ordf ª ordm º oslash ø \
    otilde õ otimes ⊗ ouml ö para ¶ part ∂ percnt % period . permil ‰ perp ⊥ phi φ phone ☎ pi π piv ϖ plus + \
    plusmn ± pound £ prime ′ prod ∏ prop ∝ psi ψ quest ? rArr ⇒ radic √ raquo » rarr → rbrack ] rcaron ř \
    rceil ⌉ rdquo ” rdquor ” real ℜ reg ® rfloor ⌋ rho ρ rpar ) rsaquo › rsqb ] rsquo ’ rsquor ’ sacute ś sbquo ‚ \
    scaron š scedil ş sdot ⋅ sect § semi ; sigma σ sigmaf ς sim ∼ sol / spades ♠ star ☆ sub ⊂ sube ⊆ sum ∑ sup ⊃ \
    sup1 ¹ sup2 ² sup3 ³ supe ⊇ szlig ß tau τ tcedil ţ there4 ∴ theta θ thetasym ϑ thorn þ tilde ˜ times × trade ™ \
    uArr ⇑ uacute ú uarr ↑ ucirc û udblac ű ugrave ù umacr ū uml ¨ upsih ϒ upsilon υ uring ů uuml ü vert | weierp ℘ \
    xi ξ yacute ý yen ¥ yuml ÿ zacute ź zcaron ž zdot ż zeta ζ";

/// Names of characters that cannot be seen, or not be written between blanks.
const UNSEEN: [(&str, char); 16] = [
    ("NewLine", '\n'),
    ("QUOT", '"'),
    ("Tab", '\t'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("hairsp", '\u{200a}'),
    ("lrm", '\u{200e}'),
    ("nbsp", '\u{a0}'),
    ("numsp", '\u{2007}'),
    ("puncsp", '\u{2008}'),
    ("quot", '"'),
    ("rlm", '\u{200f}'),
    ("shy", '\u{ad}'),
    ("thinsp", '\u{2009}'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

/// The characters by their names.
static CHARACTERS: LazyLock<HashMap<&str, char>> = LazyLock::new(|| {
    let mut words = NAMED.split_ascii_whitespace();
    let next = || Some((words.next()?, words.next()?.chars().next()?));
    std::iter::from_fn(next).chain(UNSEEN).collect()
});

/// The windows-1252 characters that numeric references in the C1 range mean (HTML standard, 13.2.5.80).
const WINDOWS: [&str; 32] = [
    "€", "", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "", "", "‘", "’", "“",
    "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ",
];

/// No reference is longer than this many bytes.
const LONGEST: usize = 33;

/// Returns a text with its references resolved.
pub(super) fn resolve_references(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        resolved.push_str(before);
        let (name, ends) = split_name(after);
        rest = after;
        if push_number(name, &mut resolved) {
            rest = after
                .get(name.len() + usize::from(ends)..)
                .unwrap_or_default();
        } else if let Some((character, length)) = named_character(name, ends) {
            resolved.push(character);
            rest = after.get(length..).unwrap_or_default();
        } else {
            resolved.push('&');
        }
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

/// Returns the character of a name, and the length of the reference; the oldest names need no semicolon.
fn named_character(name: &str, ends: bool) -> Option<(char, usize)> {
    const WITHOUT_SEMICOLON: [&str; 6] = ["amp", "copy", "gt", "lt", "nbsp", "quot"];
    // HTML standard, section 13.2.5.73: legacy names also count without a semicolon.
    if ends {
        return Some((*CHARACTERS.get(name)?, name.len() + 1));
    }
    let old = WITHOUT_SEMICOLON
        .iter()
        .find(|old| name.starts_with(*old))?;
    Some((*CHARACTERS.get(old)?, old.len()))
}

/// Splits the name of a reference off, and returns whether a semicolon ends it.
fn split_name(text: &str) -> (&str, bool) {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let length = text
        .bytes()
        .take(LONGEST)
        .take_while(|byte| is_part(byte))
        .count();
    let name = text.get(..length).unwrap_or_default();
    (name, text.as_bytes().get(length) == Some(&b';'))
}

/// Appends the character of a numeric reference; returns `true` if `name` is one.
fn push_number(name: &str, resolved: &mut String) -> bool {
    let Some(number) = name.strip_prefix('#') else {
        return false;
    };
    let hexadecimal = number
        .strip_prefix(['x', 'X'])
        .map(|digits| u32::from_str_radix(digits, 16));
    let Ok(code) = hexadecimal.unwrap_or_else(|| number.parse()) else {
        return false;
    };
    // HTML standard, section 13.2.5.80: 0x80 to 0x9F mean windows-1252.
    let meant = code
        .checked_sub(0x80)
        .and_then(|at| WINDOWS.get(usize::try_from(at).ok()?));
    match meant {
        Some(character) => resolved.push_str(character),
        None => resolved.push(char::from_u32(code).unwrap_or('\u{fffd}')),
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::none("AT&T & Co", "AT&T & Co")]
    #[case::common("&ldquo;R&amp;D&rdquo;", "“R&D”")]
    #[case::rare("&lstrok; &hearts; &unheard;", "ł ♥ &unheard;")]
    #[case::in_numbers("&#8220;&#x201D;&#146;", "“”’")]
    #[case::without_semicolon("&amp x &copy2016", "& x ©2016")]
    #[case::of_no_character("&#xD800;&#99999999999;", "\u{fffd}&#99999999999;")]
    #[case::twice("&amp;lt;", "&lt;")]
    #[case::an_address("?a=1&page=2", "?a=1&page=2")]
    fn references_are_resolved(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(resolve_references(text), expected);
    }

    proptest! {
        #[test]
        fn any_text_is_resolved(text in "[&#;xX0-9a-zé]{0,40}") {
            resolve_references(&text);
        }
    }
}
