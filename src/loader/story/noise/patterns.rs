//! Noise that needs a look at the whole line; a search for a few letters keeps most lines from that look.

use std::sync::LazyLock;

use regex::bytes::{Regex, RegexBuilder};

/// A number of readers who did something.
const COUNTED: &str =
    r"\d[\d.,]{0,8} ?[km]? (?:shares?|views?|(?:view )?comments?|likes?|retweets?)";

/// Forms of noise, each with letters in lower case that every line of that form holds.
const FORMS: [(&str, &str); 42] = [
    (".jp", r"[\w %()-]{1,80}\.jpe?g"),
    (".png", r"[\w %()-]{1,80}\.png"),
    (".gif", r"[\w %()-]{1,80}\.gif"),
    (".webp", r"[\w %()-]{1,80}\.webp"),
    ("image copyright", r".{0,20}image copyright ?[\w /.-]{0,60}"),
    // "Appeared first on", and "first appeared on" of newer versions of WordPress.
    (
        "appeared ",
        r"the post .{1,200} (?:first )?appeared (?:first )?on .{1,100}",
    ),
    (
        "skip past ",
        r"skip past (?:\w+ )?(?:promotion|advert(?:isement)?|ad)",
    ),
    (
        "thanks for reading ",
        r"thanks for reading [^.!?]{1,80}[.!] (?:subscribe|this post is public).*",
    ),
    (
        "follow ",
        r"follow (?:[^.!?]|\.\w){2,120}on (?:twitter|facebook|instagram|threads|bluesky|mastodon|x)(?-u:\b).*",
    ),
    ("the page:", r"[^.!?]*[.!?]? ?(?:like|follow) the page:"),
    ("getty images", r"[^.]{0,60}/?(?:via )?getty images\.?"),
    ("we are sorry", r"we are sorry, ?this video .*"),
    (
        "@",
        r"(?:reach|contact) (?:him|her|them|the author) (?:directly )?at \S+@\S+",
    ),
    ("twitter: @", r"twitter: @\w+\.?"),
    ("<", r"(?:<[^<>]*>)+\.?"),
    ("{", r"[.@#]?[\w\s.,:#>-]*\{"),
    (
        ";",
        r"(?-i:[a-z-]{3,30}):\s*[\w#%. -]{1,40}(?:!important)?;",
    ),
    (
        " here",
        r"read (?:it all|more|the (?:rest|full)[^.!?]{0,40}) here\.?",
    ),
    (
        "photos ",
        r"see (?:the )?photos [^.!?]{0,40}(?:below|above|here)[.:]?",
    ),
    ("}", r"\}+\.?"),
    ("source: ", r"source: [^.!?]{2,60}"),
    ("quelle", r"\(?quellen?: [^.!?]{2,60}"),
    ("rechte: ", r"(?:bild)?rechte: [^.!?]{2,80}"),
    // How the German agency numbers its reports.
    ("dpa:", r"© dpa-infocom, dpa:[\d/-]+"),
    ("via: ", r"via: [^.!?]{2,60}"),
    // How often a story was passed on, seen and answered, and how long it takes.
    (" min", r"\d{1,2} min(?:s|utes?)?\.?"),
    (" share", COUNTED),
    (" view", COUNTED),
    (" comment", COUNTED),
    (" like", COUNTED),
    (" retweet", COUNTED),
    // How long a film is.
    (":", r"\d{1,2}:\d{2}(?: ?min\.?)?"),
    (
        "[",
        r"\[/[a-z_-]{2,30}\]|\[[a-z_-]{3,30} [^\[\]]*=[^\[\]]*\]",
    ),
    ("%", r"(?:loaded|progress): \d+%"),
    (
        "cookies",
        r"(?:we|(?:our|this) (?:web)?site|the (?:web)?site you are on) uses? cookies(?-u:\b).*",
    ),
    // How long ago a story was published.
    (
        " ago",
        r"(?:updated |published |posted )?(?:\d{1,2}|an?|one) ?(?:s|secs?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?) ago",
    ),
    (
        "vor ",
        r"vor (?:\d{1,2}|einer|einem) (?:minuten?|stunden?|tag(?:en)?|wochen?)",
    ),
    (
        "hace ",
        r"hace (?:\d{1,2}|una?) (?:minutos?|horas?|d.{1,2}as?|semanas?)",
    ),
    (
        "il y a ",
        r"il y a (?:\d{1,2}|une?) (?:minutes?|heures?|jours?|semaines?)",
    ),
    // The numbers of the other pages of a story.
    (
        " 2",
        r"(?:pages?|seiten?|p.{1,2}ginas?|pagina)\W*1(?: (?:of|von|de|di|/) \d+)?(?: \d+)*\W*(?:next|weiter|siguiente|suivant\w*)?\W*",
    ),
    ("copyright", r"\W*copyright (?:©|\(c\)|\d{4}).*"),
    ("©", r"© ?\d{4}.*"),
];

static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let forms = FORMS.map(|(_, form)| form).join("|");
    of_bytes(&format!("^(?i)(?:{forms})$"))
});

/// What every line holds that says who took a picture.
const CREDITED: [&str; 11] = [
    "AP", "AFP", "EPA", "Reuters", "REUTERS", "Getty", "Photo", "Image", "Picture", "Credit",
    "Courtesy",
];

/// The credit at the end of a caption.
static CREDIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let agencies = "AP|AFP|EPA|REUTERS|Reuters|Getty|AP Photo|Photo|Photograph|Image|Courtesy";
    let forms = [
        format!(r"\((?:[^()]*/)?(?:{agencies})(?-u:\b)[^()]*\)"),
        r"(?:Photo|Photograph|Image|Picture|Credit)(?: by)?: \S[^.]{2,60}".to_owned(),
        r"(?u:\p{Lu})[^.|]{2,40}(?:/| \| )(?:Getty Images|AP Photo|Reuters|REUTERS|AFP)".to_owned(),
    ];
    of_bytes(&format!(r"(?:{})\.?$", forms.join("|")))
});

/// Builds a pattern of bytes: repeated classes of Unicode cost more to build than whole articles cost to load.
fn of_bytes(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).unicode(false).build().ok()
}

/// Returns `true` if a line has a form of noise; `lower` is the line in lower case.
pub(super) fn are_noise(line: &str, lower: &str) -> bool {
    FORMS.iter().any(|(letters, _)| lower.contains(letters))
        && FORM
            .as_ref()
            .is_some_and(|form| form.is_match(line.as_bytes()))
}

/// Returns where the words begin that say who took a picture, if a line ends with such words.
pub(super) fn find_credit(line: &str) -> Option<usize> {
    let may_hold = CREDITED.iter().any(|letters| line.contains(letters));
    let credit = CREDIT.as_ref().filter(|_| may_hold)?;
    Some(credit.find(line.as_bytes())?.start())
}
