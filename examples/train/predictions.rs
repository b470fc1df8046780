//! Writes what a model finds, as `pullquote quotes --json` does.

use std::io::{self, Write};

use pullquote::article::{Quote, TextRange};
use pullquote::quotes::train::LabelledArticle;
use pullquote::quotes::{self, Models};
use serde_json::{Value, json};

/// Writes the quotes of an article as a line of JSON; offsets are Unicode scalar values of its loaded text.
pub(crate) fn write_predictions(
    one: &LabelledArticle,
    models: &Models,
    out: &mut impl Write,
) -> io::Result<()> {
    let found = quotes::find_with(&one.article, models);
    let quotes: Vec<Value> = found.iter().map(|quote| quote_json(one, quote)).collect();
    let line = json!({"path": one.name, "text": one.article.text, "quotes": quotes});
    writeln!(out, "{line}")
}

fn quote_json(one: &LabelledArticle, quote: &Quote) -> Value {
    let text = &one.article.text;
    let count = |bytes: usize| text.get(..bytes).map_or(0, |head| head.chars().count());
    let pair = |range: TextRange| [count(range.start), count(range.end)];
    let [start, end] = pair(quote.range);
    let fragments: Vec<[usize; 2]> = quote.fragments.iter().map(|range| pair(*range)).collect();
    let speaker = quote.speaker.as_ref();
    let mention = speaker.map(|speaker| pair(speaker.mention));
    let speakers: Vec<Value> = quote
        .speakers
        .iter()
        .map(|one| {
            let [start, end] = pair(one.mention);
            json!({"name": one.name, "role": one.role, "start": start, "end": end})
        })
        .collect();
    json!({
        "kind": quote.kind.as_str(),
        "text": quote.range.of(text),
        "start": start,
        "end": end,
        "fragments": fragments,
        "speaker": speaker.map(|speaker| speaker.mention.of(text)),
        "speaker_start": mention.map(|[start, _]| start),
        "speaker_end": mention.map(|[_, end]| end),
        "speaker_name": speaker.map(|speaker| speaker.name.as_str()),
        "speakers": speakers,
        "cue": quote.cue.map(|cue| cue.of(text)),
        "confidence": f64::from(quote.confidence.as_hundredths()) / 100.0,
    })
}
