//! Templates of stories, as the user writes them: notes, cards, evidence sheets.
//!
//! The syntax is that of [upon](https://docs.rs/upon/latest/upon/syntax/index.html), much like Jinja's; the template is
//! filled in once for each story.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;
use sha2::{Digest, Sha256};
use upon::{Engine, Value};

use super::story::{Story, StoryQuote};
use super::tags;
use crate::cite::markdown::escape_markdown;
use crate::cite::record::CitationRecord;
use crate::cite::{Citation, CitationFormat};
use crate::files::regular;
use crate::text::Clean;

/// The name under which the template is in its engine.
const NAME: &str = "template";

/// The bytes of a file that are hashed at a time.
const CHUNK: usize = 64 << 10;

/// The templates that ship, by name.
const SHIPPED: [(&str, &str, &str); 4] = [
    (
        "obsidian",
        "md",
        include_str!("../../../docs/templates/obsidian.md"),
    ),
    (
        "anki",
        "tsv",
        include_str!("../../../docs/templates/anki.tsv"),
    ),
    (
        "org",
        "org",
        include_str!("../../../docs/templates/story.org"),
    ),
    (
        "evidence",
        "txt",
        include_str!("../../../docs/templates/evidence.txt"),
    ),
];

/// A template that is ready to be filled in.
#[derive(Debug)]
pub struct StoryTemplate {
    engine: Engine<'static>,
    /// The file, or the name of a template that ships.
    name: String,
    extension: String,
    /// Whether the hash of the file is asked for, which costs reading it again.
    asks_for_hash: bool,
}

/// Why a template cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The file cannot be read.
    #[error("the template '{0}' cannot be read: {1}")]
    Unreadable(String, io::Error),
    /// It is no template.
    #[error("the template '{name}' has a fault{place}: {reason}", place = show_line(*line))]
    Faulty {
        /// The file, or the name of a template that ships.
        name: String,
        /// The line, if it is known.
        line: Option<usize>,
        /// What is wrong.
        reason: String,
    },
}

fn show_line(line: Option<usize>) -> String {
    line.map(|line| format!(" in line {line}"))
        .unwrap_or_default()
}

/// What a template knows of a story.
#[derive(Serialize)]
struct StoryFields<'a> {
    #[serde(flatten)]
    citation: CitationFields<'a>,
    standfirst: Option<&'a str>,
    body: Option<&'a str>,
    note: Option<&'a str>,
    tags: Vec<&'a str>,
    bookmarked: bool,
    path: Option<&'a str>,
    sha256: Option<String>,
    article: String,
    quotes: Vec<QuoteFields<'a>>,
}

/// What a template knows of a quote, besides its story.
#[derive(Serialize)]
struct QuoteFields<'a> {
    /// From 1.
    number: usize,
    #[serde(flatten)]
    citation: CitationFields<'a>,
    note: Option<&'a str>,
    /// Those on the quote itself.
    tags: Vec<&'a str>,
    /// Those on the quote and on its story.
    all_tags: Vec<&'a str>,
    bookmarked: bool,
    added: Option<String>,
    /// The text around the words, as the page has it.
    prefix: &'a str,
    suffix: &'a str,
}

/// What is cited, field by field and ready for some programs.
#[derive(Serialize)]
struct CitationFields<'a> {
    #[serde(flatten)]
    record: CitationRecord<'a>,
    cited: String,
    apa: String,
    chicago: String,
    org: String,
    markdown: String,
}

impl<'a> CitationFields<'a> {
    fn new(citation: &'a Citation) -> Self {
        // These formats need nothing that a citation may lack.
        let format = |format: CitationFormat| format.format_citation(citation).unwrap_or_default();
        Self {
            record: CitationRecord::new(citation),
            cited: format(CitationFormat::Cited),
            apa: format(CitationFormat::Apa),
            chicago: format(CitationFormat::Chicago),
            org: format(CitationFormat::Org),
            markdown: format(CitationFormat::Markdown),
        }
    }
}

impl StoryTemplate {
    /// Reads a template: a file, or one that ships.
    ///
    /// # Errors
    /// Fails if there is no such file, or it is no template.
    pub fn read(name: &str) -> Result<Self, TemplateError> {
        let path = Path::new(name);
        let shipped = SHIPPED.iter().find(|(shipped, ..)| *shipped == name);
        if let (Some((_, extension, source)), false) = (shipped, path.is_file()) {
            return Self::parse(name, extension, source);
        }
        let unreadable = |error| TemplateError::Unreadable(name.to_owned(), error);
        let bytes = regular::read(path).map_err(unreadable)?;
        let source = String::from_utf8(bytes)
            .map_err(|_| unreadable(io::Error::other("it is not UTF-8 text")))?;
        let extension = path.extension().and_then(|extension| extension.to_str());
        Self::parse(name, extension.unwrap_or("txt"), &source)
    }

    /// Returns the names of the templates that ship.
    #[must_use]
    pub fn shipped_names() -> [&'static str; SHIPPED.len()] {
        SHIPPED.map(|(name, ..)| name)
    }

    /// Returns the extension of files that are made with it, without the dot.
    #[must_use]
    pub fn extension(&self) -> &str {
        &self.extension
    }

    fn parse(name: &str, extension: &str, source: &str) -> Result<Self, TemplateError> {
        let mut engine = Engine::new();
        engine.add_function("markdown", |value: &Value| {
            escape_markdown(&plain_text(value))
        });
        engine.add_function("line", |value: &Value| {
            Clean::line(&plain_text(value)).as_str().to_owned()
        });
        engine.add_function("html", |value: &Value| escape_html(&plain_text(value)));
        engine.add_function("json", |value: &Value| {
            serde_json::to_string(value).unwrap_or_default()
        });
        engine.add_function("join", |values: &[Value], between: &str| {
            let values: Vec<String> = values.iter().map(plain_text).collect();
            values.join(between)
        });
        engine.add_function("org_tags", |tags: &[Value]| {
            tags::write_org_tags(tags.iter().map(plain_text))
        });
        engine.add_function("anki_tags", |tags: &[Value]| {
            tags::write_anki_tags(tags.iter().map(plain_text))
        });
        engine.add_function("hash_tags", |tags: &[Value]| {
            tags::write_hash_tags(tags.iter().map(plain_text))
        });
        engine.add_function("replace", |value: &Value, from: &str, to: &str| {
            plain_text(value).replace(from, to)
        });
        engine.add_function("count", |values: &[Value]| {
            i64::try_from(values.len()).unwrap_or(i64::MAX)
        });
        engine
            .add_template(NAME, source.to_owned())
            .map_err(|error| TemplateError::explain(name, &error))?;
        Ok(Self {
            engine,
            name: name.to_owned(),
            extension: extension.to_owned(),
            asks_for_hash: source.contains("sha256"),
        })
    }

    /// Fills the template in with a story.
    ///
    /// # Errors
    /// Fails if the template asks for a field that there is not.
    pub fn fill_in(&self, story: &Story) -> Result<String, TemplateError> {
        let cited: Vec<Citation> = story
            .quotes
            .iter()
            .map(|quote| story.cite_quote(quote))
            .collect();
        let path = story.path.as_deref();
        let hashed = path.filter(|_| self.asks_for_hash);
        let fields = StoryFields {
            citation: CitationFields::new(&story.citation),
            standfirst: story.standfirst.as_deref(),
            body: story.body.as_deref(),
            note: story.note.as_deref(),
            tags: story.tags.iter().map(Clean::as_str).collect(),
            bookmarked: story.is_bookmarked,
            path,
            sha256: hashed.and_then(|path| hash_file(Path::new(path)).ok()),
            article: story.id.to_string(),
            quotes: (1..)
                .zip(story.quotes.iter().zip(&cited))
                .map(|(number, (quote, citation))| QuoteFields::new(number, story, quote, citation))
                .collect(),
        };
        self.engine
            .template(NAME)
            .render(&fields)
            .to_string()
            .map_err(|error| TemplateError::explain(&self.name, &error))
    }
}

impl<'a> QuoteFields<'a> {
    fn new(number: usize, story: &'a Story, quote: &'a StoryQuote, citation: &'a Citation) -> Self {
        Self {
            number,
            citation: CitationFields::new(citation),
            note: quote.note.as_deref(),
            tags: quote.tags.iter().map(Clean::as_str).collect(),
            all_tags: story.tags_with(Some(quote)),
            bookmarked: quote.is_bookmarked,
            added: quote.added.map(|added| added.to_string()),
            prefix: &quote.anchor.before,
            suffix: &quote.anchor.after,
        }
    }
}

impl TemplateError {
    fn explain(name: &str, error: &upon::Error) -> Self {
        // The engine tells the place only in its text: a line "--> template:2:4", the line itself and "= reason: …".
        let text = format!("{error:#}");
        let after = |mark: &str| text.split_once(mark).map(|(_, rest)| rest);
        let place = after("--> ").and_then(|rest| rest.lines().next());
        let line = place.and_then(|place| place.rsplit(':').nth(1)?.trim().parse().ok());
        let shown = text.lines().find_map(|line| {
            let (number, source) = line.split_once('|')?;
            let is_numbered = number.trim().parse::<usize>().is_ok();
            is_numbered.then(|| source.trim())
        });
        let shown = shown.map(|source| format!(" ('{source}')"));
        let reason = after("= reason: ").and_then(|rest| rest.lines().next());
        let reason = reason.map_or_else(|| error.to_string(), str::to_owned);
        Self::Faulty {
            name: name.to_owned(),
            line,
            reason: format!("{reason}{}", shown.unwrap_or_default()),
        }
    }
}

/// Returns a value as text; one that is not known is empty.
fn plain_text(value: &Value) -> String {
    match value {
        Value::None => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::List(values) => {
            let values: Vec<String> = values.iter().map(plain_text).collect();
            values.join(", ")
        }
        Value::Map(_) => serde_json::to_string(value).unwrap_or_default(),
    }
}

fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Returns the SHA-256 of a file in hexadecimal digits, as `sha256sum` prints it.
fn hash_file(path: &Path) -> io::Result<String> {
    let mut file = regular::open(path)?;
    let mut hash = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let length = file.read(&mut chunk)?;
        let Some(bytes) = chunk.get(..length).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        hash.update(bytes);
    }
    let mut digits = String::new();
    for byte in hash.finalize() {
        let _ = write!(digits, "{byte:02x}");
    }
    Ok(digits)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rstest::rstest;
    use tempfile::TempDir;

    use super::super::story::tests::story;
    use super::*;

    fn filled(source: &str) -> Result<String, TemplateError> {
        StoryTemplate::parse("mine", "txt", source)?.fill_in(&story())
    }

    #[rstest]
    #[case::a_field("{{ source }}", "The Estuary Post")]
    #[case::a_list("{{ authors | join: \"; \" }}", "Ines Halloran; Per Lund")]
    #[case::quotes(
        "{% for quote in quotes %}{{ quote.number }} {{ quote.speaker }},{% endfor %}",
        "1 Ansel Rook,2 ,"
    )]
    #[case::what_is_not_known("<{{ note }}{{ note | line }}>", "<>")]
    #[case::a_condition("{% if note %}a{% else %}b{% endif %}", "b")]
    #[case::on_one_line(
        "{% for quote in quotes %}{{ quote.note | line }}{% endfor %}",
        "Ask him about the drought."
    )]
    #[case::as_json("{{ title | json }}", "\"The lock | keeper’s \\\"day\\\"\"")]
    #[case::as_markdown("{{ title | markdown }}", "The lock \\| keeper’s \"day\"")]
    #[case::as_html("{{ title | html }}", "The lock | keeper’s &quot;day&quot;")]
    #[case::replaced("{{ source | replace: \" \", \"_\" }}", "The_Estuary_Post")]
    #[case::tags_of_org("{{ tags | org_tags }}", ":rivers:work:")]
    #[case::tags_of_anki("{{ tags | anki_tags }}", "rivers work")]
    #[case::counted("{{ quotes | count }}", "2")]
    #[case::a_citation(
        "{{ apa }}",
        "Halloran, I., & Lund, P. (2026, November 2). The lock | keeper’s \"day\". The Estuary Post. https://estuary.example/lock?a=1&b=2"
    )]
    fn a_template_is_filled_in(#[case] source: &str, #[case] expected: &str) {
        assert_eq!(filled(source).unwrap(), expected);
    }

    #[rstest]
    #[case::an_unknown_field("{{ title }}\n{{ titel }}\n", "in line 2", "{{ titel }}")]
    #[case::of_a_quote(
        "{% for quote in quotes %}{{ quote.words }}{% endfor %}",
        "in line 1",
        "quote.words"
    )]
    #[case::an_open_block("{% if title %}", "in line 1", "unclosed")]
    #[case::an_unknown_filter("a\n{{ title | shout }}", "in line 2", "shout")]
    fn a_fault_is_explained(#[case] source: &str, #[case] place: &str, #[case] reason: &str) {
        let error = filled(source).unwrap_err().to_string();
        assert!(error.contains("'mine'"), "{error}");
        assert!(error.contains(place) && error.contains(reason), "{error}");
    }

    #[test]
    fn the_hash_is_that_of_the_file() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "abc").unwrap();
        let mut story = story();
        story.path = Some(Clean::new(path.to_str().unwrap()));
        let template = StoryTemplate::parse("mine", "txt", "{{ sha256 }}").unwrap();
        // The first example of FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(template.fill_in(&story).unwrap(), expected);
    }

    #[rstest]
    fn what_ships_has_the_words_and_the_link(
        #[values("obsidian", "anki", "org", "evidence")] name: &str,
    ) {
        let filled = StoryTemplate::read(name)
            .unwrap()
            .fill_in(&story())
            .unwrap();
        for word in [
            "Low water",
            "Ansel Rook",
            "The Estuary Post",
            "estuary.example/lock",
        ] {
            assert!(filled.contains(word), "{word} is missing in {filled}");
        }
        insta::assert_snapshot!(name, filled);
    }

    #[test]
    fn a_file_that_is_not_there_is_said() {
        let error = StoryTemplate::read("nowhere.md").unwrap_err().to_string();
        assert!(error.contains("'nowhere.md' cannot be read"), "{error}");
    }
}
