//! Links to other stories and calls to follow, in the most common languages of pages besides English.

/// Prefixes of links to other stories, in lower case.
const READ_ALSO: [&str; 62] = [
    "auch interessant",
    "das könnte sie auch interessieren",
    "lesen sie auch",
    "lesen sie hier",
    "lesen sie mehr",
    "lies auch",
    "mehr dazu",
    "mehr zum thema",
    "siehe auch",
    "weiterlesen",
    "zum thema",
    "a lire aussi",
    "à lire",
    "à lire aussi",
    "à voir aussi",
    "lire aussi",
    "lire la suite",
    "sur le même sujet",
    "voir aussi",
    "également à lire",
    "le puede interesar",
    "lea también",
    "lea además",
    "lee también",
    "lee además",
    "leer más",
    "mira también",
    "más información",
    "también puedes leer",
    "también te puede interesar",
    "te puede interesar",
    "ver también",
    "confira também",
    "leia mais",
    "leia também",
    "saiba mais",
    "veja também",
    "leggi anche",
    "leggi tutto",
    "vedi anche",
    "bekijk ook",
    "lees meer",
    "lees ook",
    "les også",
    "læs også",
    "läs mer",
    "läs också",
    "läs även",
    "lue myös",
    "czytaj także",
    "czytaj też",
    "przeczytaj także",
    "zobacz także",
    "zobacz też",
    "смотрите также",
    "читайте также",
    "читайте також",
    "اقرأ أيضا",
    "اقرأ أيضًا",
    "baca juga",
    "相关阅读",
    "関連記事",
];

/// How lines begin that ask to follow an outlet, or name its topics and its desk, in lower case.
const FOLLOW: [&str; 30] = [
    "folgen sie uns",
    "folge uns auf",
    "abonnieren sie unseren",
    "hier können sie unseren newsletter",
    "suivez-nous",
    "suivez nous",
    "retrouvez-nous sur",
    "abonnez-vous à",
    "inscrivez-vous à",
    "síguenos en",
    "síganos en",
    "suscríbete a",
    "suscríbase a",
    "archivado en",
    "siga-nos",
    "siga o ",
    "assine nossa",
    "seguici su",
    "iscriviti alla",
    "volg ons op",
    "abonneer je op",
    "подписывайтесь на",
    "подпишитесь на",
    "следите за нами",
    "підписуйтесь на",
    "تابعونا على",
    "责任编辑",
    "責任編輯",
    "责编",
    "編集部",
];

/// Returns `true` if a line begins as one that leads to another story; it is in lower case.
pub(in crate::loader) fn is_read_also(line: &str) -> bool {
    behind_read_also(line).next().is_some()
}

/// Returns `true` if a line leads elsewhere for sure; it is in lower case.
pub(super) fn leads_elsewhere(line: &str) -> bool {
    let is_colon = |rest: &str| rest.trim_start().starts_with([':', '：']);
    FOLLOW
        .iter()
        .any(|beginning| trim_leading_signs(line).starts_with(beginning))
        || behind_read_also(line).any(is_colon)
}

/// Returns what follows in a line behind each of the beginnings that it has.
fn behind_read_also(line: &str) -> impl Iterator<Item = &str> {
    let rests = READ_ALSO
        .iter()
        .filter_map(|beginning| trim_leading_signs(line).strip_prefix(beginning));
    rests.filter(|rest| !rest.starts_with(char::is_alphabetic))
}

/// Returns a line without the signs before it.
fn trim_leading_signs(line: &str) -> &str {
    line.trim_start_matches(|c: char| !c.is_alphanumeric())
}
