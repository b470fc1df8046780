//! The language of a text: as its tag says, else detected if the text is long enough.

use whatlang::Lang;

/// How many characters are examined; more cost time and change nothing.
const EXAMINED: usize = 1000;

/// The fewest bytes of letters that tell a language; headlines and names are often taken for another one.
const FEWEST: usize = 60;

/// The detector's codes (ISO 639-3), each followed by the shortest one, which BCP 47 requires (RFC 5646, section 2.2.1).
const TAGS: &str = "\
    afr af  aka ak  amh am  ara ar  aze az  bel be  ben bn  bul bg  cat ca  ces cs  cmn zh  cym cy  dan da \
    deu de  ell el  eng en  epo eo  est et  fin fi  fra fr  guj gu  heb he  hin hi  hrv hr  hun hu  hye hy \
    ind id  ita it  jav jv  jpn ja  kan kn  kat ka  khm km  kor ko  lat la  lav lv  lit lt  mal ml  mar mr \
    mkd mk  mya my  nep ne  nld nl  nob nb  ori or  pan pa  pes fa  pol pl  por pt  ron ro  rus ru  sin si \
    slk sk  slv sl  sna sn  spa es  srp sr  swe sv  tam ta  tel te  tgl tl  tha th  tuk tk  tur tr  ukr uk \
    urd ur  uzb uz  vie vi  yid yi  zul zu";

/// Returns the language's tag; `None` for a short text, or one that could be of several languages.
pub(super) fn detect_language(text: &str) -> Option<&'static str> {
    let end = text.char_indices().nth(EXAMINED);
    let start = text.get(..end.map_or(text.len(), |(at, _)| at))?;
    let letters = start.chars().filter(|c| c.is_alphabetic());
    if letters.map(char::len_utf8).sum::<usize>() < FEWEST {
        return None;
    }
    let info = whatlang::detect(start).filter(whatlang::Info::is_reliable)?;
    tag_of(info.lang())
}

/// Returns a language tag in its usual form: `pt-BR` of `pt_br`; `None` if it is malformed.
pub(super) fn normalize_tag(tag: &str) -> Option<String> {
    let mut parts = tag.trim().split(['-', '_']);
    let language = parts.next()?;
    let is_language = (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut normal = is_language.then(|| language.to_ascii_lowercase())?;
    let mut is_extension = false;
    for part in parts {
        let is_part =
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_part {
            return None;
        }
        normal.push('-');
        // RFC 5646, section 2.1.1: regions in capitals, scripts with one; all is small behind a singleton.
        let length = if is_extension { 0 } else { part.len() };
        is_extension |= part.len() == 1;
        match length {
            2 => normal.push_str(&part.to_ascii_uppercase()),
            4 => {
                let (first, rest) = part.split_at(1);
                normal.push_str(&first.to_ascii_uppercase());
                normal.push_str(&rest.to_ascii_lowercase());
            }
            _ => normal.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(normal)
}

fn tag_of(language: Lang) -> Option<&'static str> {
    let mut words = TAGS.split_ascii_whitespace();
    words.find(|code| *code == language.code())?;
    words.next()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_language("en", Some("en"))]
    #[case::of_three_letters(" gsw ", Some("gsw"))]
    #[case::a_region("pt-BR", Some("pt-BR"))]
    #[case::an_extension("en-US-u-ca-gregory-nu-latn", Some("en-US-u-ca-gregory-nu-latn"))]
    #[case::in_small_letters("en-us", Some("en-US"))]
    #[case::as_a_locale("de_AT", Some("de-AT"))]
    #[case::a_script("zh_hant_TW", Some("zh-Hant-TW"))]
    #[case::a_variant("de-CH-1996", Some("de-CH-1996"))]
    #[case::a_word("english", None)]
    #[case::an_empty_part("en--us", None)]
    #[case::a_number("12", None)]
    #[case::other_signs("en;q=1", None)]
    #[case::nothing("", None)]
    fn a_tag_has_one_form(#[case] tag: &str, #[case] normal: Option<&str>) {
        assert_eq!(normalize_tag(tag).as_deref(), normal);
    }

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
        "De veerboot vaart niet meer, en het is maar de vraag of een nieuwe motor voor het eiland genoeg is, zei de man van het havenkantoor. Hij had gisteren nog gehoord dat de gemeente er geen geld voor heeft.",
        Some("nl")
    )]
    #[case::russian(
        "Паром не ходит с понедельника, и никто на острове не знает, когда он вернётся, сказал начальник порта. Он просил город купить новый двигатель, но ответа ещё нет.",
        Some("ru")
    )]
    #[case::too_short("Ferry stops for good", None)]
    #[case::nothing("", None)]
    fn tells_the_language(#[case] text: &str, #[case] language: Option<&str>) {
        assert_eq!(detect_language(text), language);
    }

    #[test]
    fn every_language_has_a_tag() {
        for language in Lang::all() {
            assert!(tag_of(*language).is_some(), "{language}");
        }
    }
}
