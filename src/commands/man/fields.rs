//! What the commands print as JSON, field by field; a test holds each command to it.

use super::export_fields::{BULK_PAIR, EXPORT_LINE};

/// A field of an object: its name and what it says.
pub type JsonField = (&'static str, &'static str);

/// The objects that a command prints.
#[derive(Debug, Clone, Copy)]
pub struct JsonObject {
    /// The command.
    pub command: &'static str,
    /// What one object is for.
    pub each: &'static str,
    /// Its fields, in their order.
    pub fields: &'static [JsonField],
}

/// What holds for all objects.
pub const ABOUT: &str = "Each command with --json prints one object per line, in UTF-8. A field without a value is null. \
    Days are written 2026-01-31, times as in RFC 3339. Offsets count Unicode scalar values of the text, from 0; an end is \
    the offset after the last one. Later versions may add fields; none is removed or changes its meaning.";

/// All objects, in the order of the commands.
pub const OBJECTS: &[JsonObject] = &[
    JsonObject {
        command: "list",
        each: "article",
        fields: &[
            ("path", "the absolute path of the file"),
            (
                "entry",
                "the index of the article in its file, from 0; feeds, mailboxes and web archives have several",
            ),
            ("title", "the headline"),
            ("source", "who published it"),
            ("published", "the day of publication"),
            ("minutes", "the reading time in minutes"),
            ("quotes", "the number of quotes"),
            ("read", "whether it was read"),
            ("bookmarked", "whether the story is bookmarked"),
            (
                "tags",
                "a list of its tags: those in the file, and yours on the story and on its quotes",
            ),
            ("noted", "whether the story or a quote of it has a note"),
            (
                "same",
                "the identity of the oldest story that is the same: a copy, another version; null if there is no other",
            ),
        ],
    },
    JsonObject {
        command: "show",
        each: "article",
        fields: &[
            ("path", "the absolute path of the file"),
            ("entry", "the index of the article in its file, from 0"),
            ("title", "the headline"),
            ("standfirst", "the sentence under the headline"),
            ("authors", "a list of the authors' names"),
            ("source", "who published it"),
            ("published", "the day of publication"),
            ("url", "the canonical link"),
            ("minutes", "the reading time in minutes"),
            ("language", "the language as a BCP 47 tag"),
            (
                "provenance",
                "the sentence that says where the story first appeared",
            ),
            (
                "text",
                "the whole text as loaded; blocks are separated by blank lines",
            ),
            (
                "blocks",
                "a list of the text's parts, each with kind (headline, standfirst, byline, dateline, paragraph, heading, \
                 quote, list-item, code, caption, table-row, boilerplate, provenance), start and end; what the page holds besides, \
                 behind them, is boilerplate at the end of the text, with the words as text",
            ),
            (
                "links",
                "a list of the words that lead elsewhere, in the order of the text, each with text, url (http, https, \
                 mailto or gemini), start and end",
            ),
            (
                "cut",
                "why the text is less than the story: paywall (its page shows the rest to subscribers only) or preview (a feed \
                 or mail holds only its beginning, or a summary); null if it is the whole story",
            ),
        ],
    },
    JsonObject {
        command: "quotes",
        each: "article",
        fields: &[
            ("path", "the absolute path of the file"),
            ("title", "the headline"),
            ("text", "the whole text as loaded"),
            (
                "quotes",
                "a list of quotes in the order of the text, each with kind (direct, mixed, block), text, start, end, \
                 fragments (pairs of start and end), speaker (the words that refer to the speaker; null if you have set \
                 the speaker), speaker_start, speaker_end, speaker_name (the full name, or the names of several joined by \
                 \"and\"), person (the name by which they are known over all articles, as in 'speakers'; null for a description, or if \
                 these folders were not indexed), speakers (each of those who said it, with name, person, role, start and end), cue (the \
                 reporting words), confidence (0 to 1), id (the identity of the quote: 12 hexadecimal digits, the same after an \
                 edit elsewhere in the story), corrected (whether you have set the speaker) and same (the identity of the oldest \
                 quote that is the same; null if no other article has it, or these folders were not indexed)",
            ),
            ("entry", "the index of the article in its file, from 0"),
        ],
    },
    JsonObject {
        command: "search",
        each: "hit",
        fields: &[
            ("path", "the absolute path of the file"),
            ("entry", "the index of the article in its file, from 0"),
            ("title", "the headline"),
            ("source", "who published it"),
            ("published", "the day of publication"),
            ("speaker", "the speaker; null for stories"),
            ("text", "the quote, or the passage of the story"),
            (
                "hits",
                "a list of pairs of start and end in text: the matches",
            ),
            (
                "id",
                "the identity of the quote: 12 hexadecimal digits; null for a story",
            ),
            ("corrected", "whether you have set the speaker"),
            (
                "near",
                "with --near: the words that the hit has instead of those asked for, or how many of a phrase; null for a hit that has these",
            ),
            (
                "speaker_name",
                "the full name, or the names of several joined by \"and\", as 'quotes --json' has it",
            ),
            (
                "person",
                "the name by which the speaker is known over all articles, as 'speakers' and 'count' have it; null for a description",
            ),
            ("role", "the speaker's role, as the text gives it"),
            ("url", "the canonical link"),
            (
                "before",
                "the sentence before, and the beginning of the quote's own sentence; null for a story, as are those \
                 that follow",
            ),
            (
                "after",
                "the rest of the quote's own sentence, and the sentence after",
            ),
            ("kind", "direct, mixed or block"),
            (
                "start",
                "the quote's start in the article's text, as 'quotes --json' has it",
            ),
            ("end", "its end there"),
            (
                "fragments",
                "pairs of start and end there: the words without what the story says between them",
            ),
            ("confidence", "how sure the speaker is, 0 to 1"),
            (
                "same",
                "the identity of the oldest quote, or story, that is the same; null if no other article has it",
            ),
        ],
    },
    JsonObject {
        command: "speakers",
        each: "speaker",
        fields: &[
            ("name", "the name in most quotes"),
            (
                "kind",
                "person, organisation, or unnamed: all speakers without a name, in one object, which is the last",
            ),
            ("aliases", "a list of the speaker's other names"),
            ("quotes", "the number of quotes"),
            ("articles", "the number of articles with these quotes"),
            ("first", "the day of the first quote"),
            ("last", "the day of the last quote"),
        ],
    },
    JsonObject {
        command: "speakers --share",
        each: "group",
        fields: &[
            (
                "by",
                "an object with the value of each key of --by (source, day, month, year); empty without --by",
            ),
            ("words", "the number of quoted words"),
            ("people", "the words of named people"),
            ("organisations", "the words of organisations"),
            (
                "unnamed",
                "the words of speakers who are described and not named",
            ),
            ("unknown", "the words of unknown speakers"),
            (
                "women",
                "the words of named people whom the texts call she or Ms",
            ),
            (
                "men",
                "the words of named people whom the texts call he or Mr",
            ),
            (
                "unsaid",
                "the words of named people of whom they do not say",
            ),
            (
                "speakers",
                "a list of the speakers, those with most words first, each with name, kind (person, organisation, unnamed, unknown), \
                 gender (woman, man; null if no text says), quotes and words; the words of a quote are divided among its speakers",
            ),
        ],
    },
    JsonObject {
        command: "count",
        each: "group",
        fields: &[
            (
                "by",
                "an object with the value of each key of --by (speaker, source, day, month, year)",
            ),
            ("quotes", "the number of quotes"),
            ("articles", "the number of articles with these quotes"),
        ],
    },
    JsonObject {
        command: "speaker",
        each: "person of that name",
        fields: &[
            ("name", "the name in most quotes"),
            ("aliases", "a list of the other names"),
            (
                "roles",
                "a list of the roles that articles state, the latest first, each with role, first and last (days) and quotes",
            ),
            ("months", "the number of quotes by month, such as 2026-03"),
            ("sources", "the number of quotes by source"),
            ("quotes", "the number of quotes"),
            (
                "probable",
                "a list of the names that are theirs as likely as not",
            ),
            (
                "words",
                "a list of words that they use more than others use them",
            ),
        ],
    },
    JsonObject {
        command: "same",
        each: "statement that several articles quote",
        fields: &[
            (
                "same",
                "the identity of the statement: that of its oldest quote",
            ),
            (
                "quotes",
                "a list of the identities of its quotes, the oldest first",
            ),
            ("speakers", "a list of those who are said to have said it"),
            ("sources", "a list of those who published it"),
            ("first", "the day of the oldest quote"),
        ],
    },
    JsonObject {
        command: "bookmarks",
        each: "bookmark",
        fields: &[
            (
                "article",
                "the identity of the article: 32 hexadecimal digits",
            ),
            ("title", "the headline"),
            ("source", "who published it"),
            ("published", "the day of publication"),
            ("url", "the canonical link"),
            ("path", "the file at the time of the bookmark"),
            ("quote", "the quoted words; null for a story"),
            (
                "kind",
                "direct, mixed or block, or highlight for a passage of your own; null for a story",
            ),
            ("speaker", "the speaker"),
            ("note", "your note"),
            ("added", "when it was bookmarked"),
            ("entry", "the index of the article in that file, from 0"),
            ("tags", "a list of your tags on the quote, or on the story"),
        ],
    },
    EXPORT_LINE,
    BULK_PAIR,
    JsonObject {
        command: "index",
        each: "run",
        fields: &[
            ("read", "files that were new or changed"),
            ("removed", "files that were removed"),
            ("articles", "the number of articles now"),
            ("quotes", "the number of quotes in them"),
            (
                "problems",
                "files, or parts of them, that could not be loaded",
            ),
            ("complete", "whether every folder could be read"),
        ],
    },
    JsonObject {
        command: "keys",
        each: "action",
        fields: &[
            ("action", "the name that a key is bound to in the config"),
            ("group", "the section of the help"),
            ("help", "what it does"),
            (
                "keys",
                "an object with a list of keys for global, and for each context in which they differ",
            ),
        ],
    },
    JsonObject {
        command: "doctor",
        each: "finding",
        fields: &[
            ("part", "what was checked"),
            ("ok", "whether nothing is left to do about it"),
            ("message", "what was found"),
        ],
    },
];
