//! What the commands print as JSON, field by field; a test holds each command to it.

/// A field of an object: its name and what it says.
pub type Field = (&'static str, &'static str);

/// The objects that a command prints.
#[derive(Debug, Clone, Copy)]
pub struct Object {
    /// The command.
    pub command: &'static str,
    /// What one object is for.
    pub each: &'static str,
    /// Its fields, in their order.
    pub fields: &'static [Field],
}

/// What holds for all objects.
pub const ABOUT: &str = "Each command with --json prints one object a line, in UTF-8. A field that says nothing is null. \
    Days are written 2026-01-31, times as in RFC 3339. Offsets count Unicode scalar values of the text, from 0; an end is \
    the offset after the last. Fields may be added in later versions; none is taken away or changes its meaning.";

/// All objects, in the order of the commands.
pub const OBJECTS: &[Object] = &[
    Object {
        command: "list",
        each: "article",
        fields: &[
            ("path", "the file"),
            (
                "entry",
                "the number of the article in its file, from 0; only feeds have several",
            ),
            ("title", "the headline"),
            ("source", "who published it"),
            ("published", "the day of publication"),
            ("minutes", "minutes of reading"),
            ("quotes", "how many quotes it holds"),
            ("read", "whether it was read"),
            ("bookmarked", "whether the story is bookmarked"),
        ],
    },
    Object {
        command: "show",
        each: "article",
        fields: &[
            ("path", "the file"),
            ("title", "the headline"),
            ("standfirst", "the sentence under the headline"),
            ("authors", "a list of the authors' names"),
            ("source", "who published it"),
            ("published", "the day of publication"),
            ("url", "the canonical link"),
            ("minutes", "minutes of reading"),
            ("language", "the language as a BCP 47 tag"),
            (
                "provenance",
                "the sentence that says where the story first appeared",
            ),
            (
                "text",
                "the whole text as loaded; blocks are parted by blank lines",
            ),
            (
                "blocks",
                "a list of the text's parts, each with kind (headline, standfirst, byline, dateline, paragraph, heading, \
                 quote, list-item, code, caption, table-row, boilerplate, provenance), start and end",
            ),
        ],
    },
    Object {
        command: "quotes",
        each: "article",
        fields: &[
            ("path", "the file"),
            ("title", "the headline"),
            ("text", "the whole text as loaded"),
            (
                "quotes",
                "a list of quotes in the order of the text, each with kind (direct, mixed, block), text, start, end, \
                 fragments (pairs of start and end), speaker (the words that refer to the speaker), speaker_start, \
                 speaker_end, speaker_name (the full name, or the names of several joined by \"and\"), speakers (each of \
                 those who said it, with name, role, start and end), cue (the reporting words) and confidence (0 to 1)",
            ),
        ],
    },
    Object {
        command: "search",
        each: "hit",
        fields: &[
            ("path", "the file"),
            ("entry", "the number of the article in its file, from 0"),
            ("title", "the headline"),
            ("source", "who published it"),
            ("published", "the day of publication"),
            ("speaker", "who said it; null for stories"),
            ("text", "the quote, or the passage of the story"),
            (
                "hits",
                "a list of pairs of start and end in text: what the query found",
            ),
        ],
    },
    Object {
        command: "speakers",
        each: "speaker",
        fields: &[
            ("name", "the full name"),
            ("aliases", "a list of other names of theirs"),
            ("quotes", "how many quotes of theirs there are"),
            ("articles", "in how many articles"),
            ("first", "the day of the first"),
            ("last", "the day of the last"),
        ],
    },
    Object {
        command: "bookmarks",
        each: "bookmark",
        fields: &[
            (
                "article",
                "what the article is known by: 32 hexadecimal digits",
            ),
            ("title", "the headline"),
            ("source", "who published it"),
            ("published", "the day of publication"),
            ("url", "the canonical link"),
            ("path", "the file, as it was when it was kept"),
            ("quote", "the words; null for a story"),
            ("kind", "direct, mixed or block; null for a story"),
            ("speaker", "who said it"),
            ("note", "your note"),
            ("added", "when it was bookmarked"),
        ],
    },
    Object {
        command: "export --format jsonl",
        each: "quote, and for each story that is bookmarked, has a note or has no quotes",
        fields: &[
            (
                "quote",
                "the words with their marks, an ellipsis where the story speaks between; null for a story",
            ),
            ("kind", "direct, mixed or block; null for a story"),
            ("speaker", "who said it"),
            ("role", "what the text says the speaker is"),
            (
                "before",
                "the sentence before, and what stands before the words in their own",
            ),
            (
                "after",
                "what follows the words in their sentence, and the sentence after",
            ),
            ("title", "the headline"),
            ("source", "who published it"),
            ("authors", "a list of the authors' names"),
            ("published", "the day of publication"),
            ("url", "the canonical link"),
            ("link", "the link that opens the page at the words"),
            ("accessed", "the day of the export"),
            ("note", "your note"),
            ("tags", "a list of your tags"),
            (
                "bookmarked",
                "whether the quote, or the story, is bookmarked",
            ),
            ("added", "when the quote was bookmarked"),
            ("path", "the file"),
            (
                "article",
                "what the article is known by: 32 hexadecimal digits",
            ),
        ],
    },
    Object {
        command: "index",
        each: "run",
        fields: &[
            ("read", "files that were new or changed"),
            ("removed", "files that were gone"),
            ("articles", "articles there are now"),
            ("quotes", "quotes in these"),
            (
                "problems",
                "files, or parts of them, that could not be loaded",
            ),
            ("complete", "whether every folder could be looked into"),
        ],
    },
    Object {
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
    Object {
        command: "doctor",
        each: "finding",
        fields: &[
            ("part", "what was looked at"),
            ("ok", "whether nothing is left to be done about it"),
            ("message", "what was found"),
        ],
    },
];
