//! The types that the state stores and returns.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{Article, ArticleId, Quote, QuoteId, QuoteKind, TextRange};
use crate::library::anchor::Anchor;
use crate::library::listing::{ArticleRow, Location};
use crate::search::hits::SearchScope;
use crate::text::Clean;

/// An article with a description that outlives its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleReference {
    /// Which article.
    pub id: ArticleId,
    /// Its description when something about it was last stored.
    pub description: ArticleDescription,
}

/// The description of an article when something about it was last stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ArticleDescription {
    /// The headline on one line.
    pub title: Clean,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Clean>,
    /// The day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The canonical link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Clean>,
    /// Where it was last stored.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "location")]
    pub location: Option<Location>,
}

impl From<&ArticleRow> for ArticleReference {
    fn from(row: &ArticleRow) -> Self {
        Self {
            id: row.id,
            description: ArticleDescription {
                title: row.title.clone(),
                source: row.source.clone(),
                published: row.published,
                url: None,
                location: Some(row.location.clone()),
            },
        }
    }
}

/// A quote that a bookmark, note or correction is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptQuote {
    /// Its position, so that it is found again.
    pub anchor: Anchor,
    /// The quoted words as shown.
    pub words: Clean,
    /// The full name of the speaker; `None` if none was found.
    pub speaker: Option<Clean>,
    /// How the text quotes the words.
    pub kind: QuoteKind,
    /// Whether it is a passage that the user highlighted, rather than a quote that was found.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_highlight: bool,
}

impl KeptQuote {
    /// Remembers a quote of an article.
    #[must_use]
    pub fn from_quote(article: &Article, quote: &Quote) -> Self {
        let speaker = quote.speaker.as_ref();
        Self {
            anchor: Anchor::from_range(&article.text, quote.range),
            words: Clean::line(article.words_in(quote.range)),
            speaker: speaker.map(|speaker| Clean::line(&speaker.name)),
            kind: quote.kind,
            is_highlight: false,
        }
    }

    /// Remembers a passage of an article that the user highlighted.
    #[must_use]
    pub fn from_highlight(article: &Article, range: TextRange) -> Self {
        Self {
            anchor: Anchor::from_range(&article.text, range),
            words: Clean::line(article.words_in(range)),
            speaker: None,
            kind: QuoteKind::Direct,
            is_highlight: true,
        }
    }

    /// Returns the name of its kind in lists and exports.
    #[must_use]
    pub const fn kind_name(&self) -> &'static str {
        if self.is_highlight {
            "highlight"
        } else {
            self.kind.as_str()
        }
    }

    /// Returns the key of the quote in its article.
    #[must_use]
    pub fn quote_key(&self) -> QuoteKey {
        let Anchor {
            exact,
            before,
            after,
            ..
        } = &self.anchor;
        QuoteKey(xxh3_64(format!("{before}\0{exact}\0{after}").as_bytes()))
    }
}

/// The key of a quote in its article: a hash of its words and those around them.
///
/// Written as 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuoteKey(u64);

impl QuoteKey {
    /// Parses hexadecimal digits; `None` if they are not a number of 64 bits.
    #[must_use]
    pub fn from_digits(digits: &str) -> Option<Self> {
        u64::from_str_radix(digits, 16).ok().map(Self)
    }
}

impl fmt::Display for QuoteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// A story or one of its quotes, with everything that is needed to show it without the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookmarkTarget {
    /// The article.
    pub article: ArticleReference,
    /// The quote; `None` for the story as a whole.
    pub quote: Option<KeptQuote>,
}

impl BookmarkTarget {
    /// Returns its key.
    #[must_use]
    pub fn target_key(&self) -> TargetKey {
        TargetKey {
            article: self.article.id,
            quote: self.quote.as_ref().map(KeptQuote::quote_key),
        }
    }
}

/// An article with the tags that it is to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedArticle {
    /// The article.
    pub article: ArticleReference,
    /// All its tags.
    pub tags: Vec<Clean>,
}

/// The key of a story or of one of its quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TargetKey {
    /// The article.
    pub article: ArticleId,
    /// The quote; `None` for the story as a whole.
    pub quote: Option<QuoteKey>,
}

/// What goes when bookmarks are removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AttachedCounts {
    /// Notes on the stories and quotes.
    pub notes: usize,
    /// Tags of the quotes; those of a story stay with it.
    pub tags: usize,
}

/// A bookmark with its note, as the list of bookmarks shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// The story or quote.
    pub kept: BookmarkTarget,
    /// The user's note on it.
    pub note: Option<Clean>,
    /// The user's tags of it, if it is a quote.
    pub tags: Vec<Clean>,
    /// When it was added.
    pub added: Timestamp,
}

/// How far an article was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPosition {
    /// The first words on the screen.
    pub anchor: Anchor,
    /// How much of the article lies before them, in hundredths.
    pub hundredths: u8,
}

/// The user's correction of an attribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Correction {
    /// Somebody else said it; the full name.
    Speaker(Clean),
    /// The text does not say who said it.
    Unknown,
    /// The words are not a quote.
    NotAQuote,
}

/// A quote of an article with the correction to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteCorrection {
    /// The article.
    pub article: ArticleReference,
    /// The quote as it was found, or as it was corrected before.
    pub quote: KeptQuote,
    /// The correction.
    pub correction: Correction,
}

/// All corrections of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectedArticle {
    /// The article.
    pub article: ArticleReference,
    /// Its corrected quotes.
    pub quotes: Vec<CorrectedQuote>,
}

/// A quote with its correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectedQuote {
    /// The quote as it was found.
    pub quote: KeptQuote,
    /// The user's correction.
    pub correction: Correction,
}

/// What the user decided about two names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDecision {
    /// The names, sorted.
    names: [Clean; 2],
    /// Whether they are one person's.
    is_same: bool,
}

impl PersonDecision {
    /// Decides that two names are one person's, or that they are not.
    #[must_use]
    pub fn new(one: &str, other: &str, is_same: bool) -> Self {
        let mut names = [Clean::line(one.trim()), Clean::line(other.trim())];
        names.sort();
        Self { names, is_same }
    }

    /// Returns the names, sorted.
    #[must_use]
    pub const fn names(&self) -> &[Clean; 2] {
        &self.names
    }

    /// Returns `true` if they are one person's.
    #[must_use]
    pub const fn is_same(&self) -> bool {
        self.is_same
    }

    /// Returns the name of the fact: a decision replaces an earlier one about the same two names.
    pub(super) fn fact_name(&self) -> String {
        let [one, other] = &self.names;
        format!("{} = {}", one.as_str(), other.as_str())
    }

    /// Returns the names in the name of a fact, which is all that is left of a decision that was taken back.
    pub(super) fn names_of_fact(name: &str) -> impl Iterator<Item = Clean> {
        name.split(" = ").map(Clean::line)
    }
}

/// When the reader decided on who is who, by the names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DecisionTimes {
    /// When it was last decided on a name.
    pub decided: HashMap<Clean, Timestamp>,
    /// When a decision on a name was last taken back.
    pub taken_back: HashMap<Clean, Timestamp>,
}

/// A search that was saved under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// The name.
    pub name: Clean,
    /// The query and its scope.
    pub query: SavedQuery,
}

/// Which hits of a saved search the user has seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenHits {
    /// What the search looked for then; a name may be given to another search.
    pub query: SavedQuery,
    /// A hash of each hit.
    hits: BTreeSet<u32>,
}

impl SeenHits {
    /// The most hits that are remembered of a search.
    pub const MOST: usize = 100_000;

    /// Creates the record of a search of which nothing was seen.
    #[must_use]
    pub const fn new(query: SavedQuery) -> Self {
        Self {
            query,
            hits: BTreeSet::new(),
        }
    }

    /// Creates the record of a search of which these hits were seen.
    #[must_use]
    pub fn of_all(
        query: SavedQuery,
        hits: impl IntoIterator<Item = (ArticleId, Option<QuoteId>)>,
    ) -> Self {
        let mut seen = Self::new(query);
        for (article, quote) in hits {
            seen.add_hit(article, quote);
        }
        seen
    }

    /// Adds a hit: a quote of an article, or the article.
    pub fn add_hit(&mut self, article: ArticleId, quote: Option<QuoteId>) {
        self.hits.insert(hash_hit(article, quote));
    }

    /// Returns `true` if a hit was seen.
    #[must_use]
    pub fn has_hit(&self, article: ArticleId, quote: Option<QuoteId>) -> bool {
        self.hits.contains(&hash_hit(article, quote))
    }
}

/// Returns a hash that is the same on every machine.
///
/// Of 100,000 hits about two share theirs with one that comes later, which is then taken as seen; whole identities would
/// take five times the place in the state.
fn hash_hit(article: ArticleId, quote: Option<QuoteId>) -> u32 {
    let quote = quote.map(QuoteId::as_number).unwrap_or_default();
    let mut bytes = article.as_number().to_le_bytes().to_vec();
    bytes.extend(quote.to_le_bytes());
    let [a, b, c, d, ..] = xxh3_64(&bytes).to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// What a saved search looks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedQuery {
    /// The query as typed.
    pub text: Clean,
    /// What is searched.
    pub scope: SearchScope,
}

/// The parts of an article's state that the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ArticleFlags {
    /// Whether it was read.
    pub is_read: bool,
    /// Whether the story is bookmarked.
    pub is_bookmarked: bool,
    /// How far it was read, in hundredths; `None` if it was not begun.
    pub read_position: Option<u8>,
}

/// Serializes locations so that every file name survives, including those that are not UTF-8.
mod location {
    use std::ffi::OsString;
    use std::os::unix::ffi::{OsStrExt, OsStringExt};

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Location;

    /// The path as text if it is UTF-8, else as bytes, and the article's number in the file.
    #[derive(Serialize, Deserialize)]
    struct StoredLocation {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        path: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bytes: Option<Vec<u8>>,
        #[serde(default)]
        entry: u32,
    }

    #[expect(clippy::ref_option, reason = "the signature that serde asks for")]
    pub(super) fn serialize<S: Serializer>(
        location: &Option<Location>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let stored = location.as_ref().map(|location| {
            let path = location.path.to_str().map(str::to_owned);
            let bytes = location.path.as_os_str().as_bytes();
            StoredLocation {
                bytes: path.is_none().then(|| bytes.to_vec()),
                path,
                entry: location.entry,
            }
        });
        stored.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Location>, D::Error> {
        let stored = Option::<StoredLocation>::deserialize(deserializer)?;
        Ok(stored.and_then(|stored| {
            let text = stored.path.map(OsString::from);
            let path = text.or_else(|| stored.bytes.map(OsString::from_vec))?;
            Some(Location {
                path: path.into(),
                entry: stored.entry,
            })
        }))
    }
}
