//! What exports hold, field by field.

use super::fields::JsonObject;

/// A line of `export --format jsonl`.
pub(super) const EXPORT_LINE: JsonObject = JsonObject {
    command: "export --format jsonl",
    each: "quote, and each story that is bookmarked, has a note or has no quotes",
    fields: &[
        (
            "quote",
            "the words with quotation marks, an ellipsis where the story interrupts them; null for a story",
        ),
        (
            "kind",
            "direct, mixed or block, or highlight for a passage of your own; null for a story",
        ),
        ("speaker", "the speaker"),
        ("role", "the speaker's role, as the text gives it"),
        (
            "before",
            "the sentence before, and the beginning of the quote's own sentence",
        ),
        (
            "after",
            "the rest of the quote's own sentence, and the sentence after",
        ),
        ("title", "the headline"),
        ("source", "who published it"),
        ("authors", "a list of the authors' names"),
        ("published", "the day of publication"),
        ("url", "the canonical link"),
        ("link", "the link that opens the page at the quote"),
        ("accessed", "the day of the export"),
        ("note", "your note"),
        (
            "tags",
            "a list of your tags: on the quote, then on its story",
        ),
        (
            "bookmarked",
            "whether the quote, or the story, is bookmarked",
        ),
        ("added", "when the quote was bookmarked"),
        (
            "path",
            "the absolute path of the file; null from a shared archive",
        ),
        ("entry", "the index of the article in its file, from 0"),
        (
            "article",
            "the identity of the article: 32 hexadecimal digits",
        ),
        (
            "id",
            "the identity of the quote: 12 hexadecimal digits; null for a story",
        ),
        ("corrected", "whether you have set the speaker"),
        (
            "person",
            "the name by which the speaker is known over all articles, as in 'speakers'; null for a description, or if these folders \
             were not indexed",
        ),
    ],
};

/// A pair of lines of `export --format es-bulk`.
pub(super) const BULK_PAIR: JsonObject = JsonObject {
    command: "export --format es-bulk",
    each: "quote, after a line with its identity as _id; 'export --mapping' prints how each field is indexed",
    fields: &[
        (
            "text",
            "the words with quotation marks, an ellipsis where the story interrupts them",
        ),
        (
            "kind",
            "direct, mixed or block, or highlight for a passage of your own",
        ),
        (
            "speaker",
            "the speaker, or the names of several joined by \"and\"",
        ),
        ("speakers", "a list of those who said it"),
        (
            "people",
            "a list of the names by which these are known over all articles; without descriptions, and empty if these folders \
             were not indexed",
        ),
        (
            "roles",
            "a list of the speakers' roles, as the text gives them",
        ),
        ("confidence", "how sure the speaker is, 0 to 1"),
        ("corrected", "whether you have set the speaker"),
        (
            "before",
            "the sentence before, and the beginning of the quote's own sentence",
        ),
        (
            "after",
            "the rest of the quote's own sentence, and the sentence after",
        ),
        (
            "same",
            "the identity of the oldest quote that is the same; null if no other article has it, or these folders were not indexed",
        ),
        (
            "article",
            "the identity of the article: 32 hexadecimal digits",
        ),
        ("title", "the headline"),
        ("source", "who published it"),
        ("authors", "a list of the authors' names"),
        ("published", "the day of publication"),
        ("url", "the canonical link"),
        ("link", "the link that opens the page at the quote"),
        (
            "tags",
            "a list of your tags: on the quote, then on its story",
        ),
        ("note", "your note"),
        ("bookmarked", "whether the quote is bookmarked"),
        ("added", "when it was bookmarked"),
    ],
};
