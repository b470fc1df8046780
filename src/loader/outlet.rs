//! Outlets: their names as a reader would write them, from the short forms in file names.

use super::newsroom::NEWSROOM;

/// Short forms in lower case without separators, and the full name of each.
const KNOWN: [(&str, &str); 56] = [
    ("abcnews", "ABC News"),
    ("afp", "AFP"),
    ("aljazeera", "Al Jazeera"),
    ("ap", "Associated Press"),
    ("apnews", "Associated Press"),
    ("arstechnica", "Ars Technica"),
    ("axios", "Axios"),
    ("bbc", "BBC News"),
    ("bbcnews", "BBC News"),
    ("bloomberg", "Bloomberg"),
    ("breitbart", "Breitbart"),
    ("buzzfeed", "BuzzFeed News"),
    ("cbc", "CBC News"),
    ("cbsnews", "CBS News"),
    ("cnbc", "CNBC"),
    ("cnet", "CNET"),
    ("cnn", "CNN"),
    ("csmonitor", "The Christian Science Monitor"),
    ("dailymail", "Daily Mail"),
    ("dw", "Deutsche Welle"),
    ("economist", "The Economist"),
    ("fox", "Fox News"),
    ("foxnews", "Fox News"),
    ("ft", "Financial Times"),
    ("guardian", "The Guardian"),
    ("huffpo", "HuffPost"),
    ("huffpost", "HuffPost"),
    ("independent", "The Independent"),
    ("latimes", "Los Angeles Times"),
    ("lemonde", "Le Monde"),
    ("nbcnews", "NBC News"),
    ("newyorker", "The New Yorker"),
    ("npr", "NPR"),
    ("nyp", "New York Post"),
    ("nypost", "New York Post"),
    ("nyt", "The New York Times"),
    ("nytimes", "The New York Times"),
    ("pbs", "PBS"),
    ("politico", "Politico"),
    ("propublica", "ProPublica"),
    ("reuters", "Reuters"),
    ("spiegel", "Der Spiegel"),
    ("telegraph", "The Telegraph"),
    ("theguardian", "The Guardian"),
    ("thehill", "The Hill"),
    ("theverge", "The Verge"),
    ("upi", "UPI"),
    ("usatoday", "USA Today"),
    ("vox", "Vox"),
    ("wapo", "The Washington Post"),
    ("washingtonpost", "The Washington Post"),
    ("washpost", "The Washington Post"),
    ("westjournal", "The Western Journal"),
    ("wired", "Wired"),
    ("wsj", "The Wall Street Journal"),
    ("zdnet", "ZDNet"),
];

/// Words that stay small inside a name.
const SMALL_WORDS: [&str; 7] = ["and", "at", "for", "in", "of", "on", "the"];

/// Names of folders that say where files are kept, not who published them.
const GENERIC_FOLDERS: [&str; 36] = [
    "all",
    "archive",
    "archived",
    "archives",
    "article",
    "articles",
    "content",
    "corpus",
    "data",
    "desktop",
    "documents",
    "downloads",
    "feeds",
    "files",
    "html",
    "inbox",
    "library",
    "mail",
    "markdown",
    "media",
    "misc",
    "new",
    "news",
    "old",
    "posts",
    "read",
    "reading",
    "samples",
    "saved",
    "stories",
    "story",
    "temp",
    "text",
    "texts",
    "tmp",
    "unread",
];

/// Returns the name of a known outlet from its short form ("nyt", "wash-post").
pub(super) fn known_name(short: &str) -> Option<&'static str> {
    let key: String = short
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let index = KNOWN
        .binary_search_by_key(&key.as_str(), |(short, _)| short)
        .ok()?;
    KNOWN.get(index).map(|(_, name)| *name)
}

/// Returns `true` if a line is the name of a known outlet and nothing else.
pub(super) fn is_name(line: &str) -> bool {
    KNOWN.iter().any(|(_, name)| *name == line)
}

/// Returns the name of any outlet from its short form: "coast-press" becomes "Coast Press".
pub(super) fn display_name(short: &str) -> String {
    if let Some(name) = known_name(short) {
        return name.to_owned();
    }
    let words = short
        .split(['-', '_', '+', ' '])
        .filter(|word| !word.is_empty());
    let is_written_out = short.contains(char::is_uppercase);
    let words = words.enumerate().map(|(at, word)| {
        let is_first = at == 0 && SMALL_WORDS.contains(&word);
        let is_small = at > 0 && SMALL_WORDS.contains(&word);
        let stays = is_small || (is_written_out && !is_first);
        if stays {
            word.to_owned()
        } else {
            capitalize_word(word)
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns `true` if two names are of one outlet: "The Harbor Ledger" and "Harbor Ledger".
pub(super) fn is_same_outlet(one: &str, other: &str) -> bool {
    let bare = |name: &str| name.to_lowercase().trim_start_matches("the ").to_owned();
    bare(one) == bare(other)
}

/// Splits a title and the outlet behind it: "Ferry stops | Harbor Ledger".
///
/// Behind a dash it must be known, or have a word of papers in its name.
pub(super) fn split_title(title: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 40;
    const MOST_WORDS: usize = 5;
    const FEWEST_WORDS: usize = 3;
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || SMALL_WORDS.contains(&word)
    };
    [" | ", " - ", " – ", " — "].iter().find_map(|sign| {
        let (head, site) = title.rsplit_once(sign)?;
        let (head, site) = (head.trim(), site.trim());
        let words: Vec<&str> = site.split(' ').collect();
        let is_paper = || {
            let mut words = words.iter().map(|word| word.to_lowercase());
            words.any(|word| NEWSROOM.papers.contains(word.as_str()))
        };
        let is_name = (2..=LONGEST).contains(&site.len())
            && words.len() <= MOST_WORDS
            && words.iter().all(|word| is_word(word))
            && (*sign == " | " || is_paper() || self::is_name(site));
        (is_name && head.split(' ').count() >= FEWEST_WORDS).then_some((head, site))
    })
}

/// Returns the outlet that a folder is named after; `None` for a folder like "articles", "2016" or ".cache".
pub(super) fn name_from_folder(name: &str) -> Option<String> {
    let is_telling = name.len() > 1
        && !name.starts_with('.')
        && name.chars().any(char::is_alphabetic)
        && !name.chars().any(|c| c.is_ascii_digit())
        && !GENERIC_FOLDERS.contains(&name.to_lowercase().as_str());
    is_telling.then(|| display_name(name))
}

/// Returns the outlet of a link: the name of a known one, else its host ("island-notes.example").
pub(super) fn name_from_url(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    // The label before the top-level domain; "co.uk" and the like give no known name.
    let label = host.rsplit('.').nth(1)?;
    Some(known_name(label).map_or_else(|| host.to_owned(), str::to_owned))
}

/// Returns the word with its first letter in upper case.
fn capitalize_word(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn the_table_is_sorted_for_the_search() {
        assert!(KNOWN.is_sorted());
        assert!(GENERIC_FOLDERS.is_sorted());
    }

    #[rstest]
    #[case::known("nyt", "The New York Times")]
    #[case::known_with_a_hyphen("wash-post", "The Washington Post")]
    #[case::unknown("coast-press", "Coast Press")]
    #[case::with_its_own_capitals("iNews", "iNews")]
    #[case::written_out("Signal and Field", "Signal and Field")]
    #[case::begins_small("the Harbor Ledger", "The Harbor Ledger")]
    #[case::small_words("signal-and-field", "Signal and Field")]
    fn names_an_outlet(#[case] short: &str, #[case] name: &str) {
        assert_eq!(display_name(short), name);
    }

    #[rstest]
    #[case::known(
        "https://www.nytimes.com/2016/09/08/x.html",
        Some("The New York Times")
    )]
    #[case::unknown("http://www.island-notes.example/ferry", Some("island-notes.example"))]
    #[case::no_host("mailto:x", None)]
    fn asks_a_link(#[case] url: &str, #[case] outlet: Option<&str>) {
        assert_eq!(name_from_url(url).as_deref(), outlet);
    }

    #[rstest]
    #[case::behind_a_bar("Ferry stops for good | Coast Notes", Some("Coast Notes"))]
    #[case::a_paper_behind_a_dash("Ferry stops for good - Harbor Ledger", Some("Harbor Ledger"))]
    #[case::words_behind_a_dash("Ferry stops for good - Nobody Rows", None)]
    #[case::a_sentence_behind_a_bar("Ferry stops for good | who will row?", None)]
    #[case::a_name_alone("Ferry | Harbor Ledger", None)]
    fn a_title_may_end_with_its_outlet(#[case] title: &str, #[case] outlet: Option<&str>) {
        assert_eq!(split_title(title).map(|(_, outlet)| outlet), outlet);
    }

    #[rstest]
    #[case::an_outlet("Estuary Gazette", Some("Estuary Gazette"))]
    #[case::a_place_for_files("Articles", None)]
    #[case::a_year("2016", None)]
    #[case::hidden(".tmpAbc", None)]
    fn asks_a_folder(#[case] name: &str, #[case] outlet: Option<&str>) {
        assert_eq!(name_from_folder(name).as_deref(), outlet);
    }
}
