//! Reads documents as hits.

use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, Searcher, TantivyDocument};

use crate::article::{ArticleId, Confidence, QuoteId};
use crate::search::hits::Hit;
use crate::search::marks::find_marks_within;
use crate::search::query::Query;
use crate::text::Clean;

use super::Result;
use super::columns::Columns;
use super::documents::{day_of, unpack_range};
use super::schema::FIELDS;

/// Reads the documents at these addresses as hits, in the same order.
pub(super) fn read_hits(
    searcher: &Searcher,
    columns: &Columns,
    addresses: &[DocAddress],
    query: &Query,
) -> Result<Vec<Hit>> {
    addresses
        .iter()
        .map(|address| read_hit(searcher, columns, *address, query))
        .collect()
}

fn read_hit(
    searcher: &Searcher,
    columns: &Columns,
    address: DocAddress,
    query: &Query,
) -> Result<Hit> {
    // Each document costs the decompression of a block, so only those on the page are read; names and days come
    // from the columns.
    let document: TantivyDocument = searcher.doc(address)?;
    let words = Clean::new(text_of(&document, FIELDS.text));
    let role = text_of(&document, FIELDS.role);
    let parts = document.get_all(FIELDS.fragments);
    let fragments: Vec<_> = parts
        .filter_map(|part| part.as_u64())
        .map(unpack_range)
        .collect();
    let number = |field: Field| document.get_first(field).and_then(|value| value.as_u64());
    let confidence = number(FIELDS.confidence).unwrap_or_default();
    Ok(Hit {
        article: ArticleId::from_number(id_number(&document)),
        quote: number(FIELDS.quote).map(QuoteId::from_number),
        is_corrected: document
            .get_first(FIELDS.corrected)
            .and_then(|value| value.as_bool())
            .unwrap_or_default(),
        corrected_by: None,
        confidence: Confidence::new(u8::try_from(confidence).unwrap_or(u8::MAX)),
        place: number(FIELDS.place).map(unpack_range),
        marks: find_marks_within(query, &words, &fragments),
        text: words,
        fragments,
        speaker: columns.speaker_of(address)?,
        role: (!role.is_empty()).then(|| Clean::new(role)),
        source: columns.source_of(address)?,
        published: day_of(columns.day_of_document(address)),
        same: None,
    })
}

fn text_of(document: &TantivyDocument, field: Field) -> &str {
    let value = document.get_first(field);
    value.and_then(|value| value.as_str()).unwrap_or_default()
}

/// Returns the identity of a document's article as a number.
fn id_number(document: &TantivyDocument) -> u128 {
    let value = document.get_first(FIELDS.id);
    let bytes = value.and_then(|value| value.as_bytes());
    let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
    u128::from_be_bytes(bytes.unwrap_or_default())
}
