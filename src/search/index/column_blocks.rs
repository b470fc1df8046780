//! Reads columns a block of documents at a time: one by one, a value costs more to find than to read.

use tantivy::DocId;
use tantivy::columnar::{Column, ColumnValues, RowId, StrColumn};

/// How many documents are read at a time.
const BLOCK: usize = 1024;

/// The values of a block of documents in a column, in the order of the documents.
#[derive(Debug, Default)]
pub(super) struct BlockValues {
    /// The document of each value.
    pub(super) documents: Vec<DocId>,
    rows: Vec<RowId>,
    pub(super) values: Vec<u64>,
}

impl BlockValues {
    /// Reads the ordinals of texts; none if there is no such column.
    pub(super) fn read_texts(&mut self, column: Option<&StrColumn>, block: &[DocId]) {
        self.documents.clear();
        self.rows.clear();
        self.values.clear();
        if let Some(column) = column {
            self.read_column(column.ords(), block);
        }
    }

    fn read_column(&mut self, column: &Column<u64>, block: &[DocId]) {
        column.row_ids_for_docs(block, &mut self.documents, &mut self.rows);
        read_values(&*column.values, &self.rows, &mut self.values);
    }

    /// Returns the values, to be looked up in the order of the documents.
    pub(super) fn look_up(&self) -> BlockCursor<'_> {
        BlockCursor {
            documents: &self.documents,
            values: &self.values,
        }
    }
}

/// The values of a block that are still ahead.
#[derive(Debug)]
pub(super) struct BlockCursor<'a> {
    documents: &'a [DocId],
    values: &'a [u64],
}

impl BlockCursor<'_> {
    /// Returns the first value of a document, which must not be before that of the last call.
    pub(super) fn first_of(&mut self, document: DocId) -> Option<u64> {
        while let ([next, documents @ ..], [_, values @ ..]) = (self.documents, self.values)
            && *next < document
        {
            (self.documents, self.values) = (documents, values);
        }
        let is_next = self.documents.first() == Some(&document);
        self.values.first().copied().filter(|_| is_next)
    }
}

/// Calls a function with blocks of documents.
pub(super) fn visit_blocks(
    documents: &mut dyn Iterator<Item = DocId>,
    visit: &mut dyn FnMut(&[DocId]),
) {
    let mut block: Vec<DocId> = Vec::with_capacity(BLOCK);
    loop {
        block.clear();
        block.extend((&mut *documents).take(BLOCK));
        if block.is_empty() {
            return;
        }
        visit(&block);
    }
}

/// Reads the values of some rows of a column.
pub(super) fn read_values(column: &dyn ColumnValues<u64>, rows: &[RowId], values: &mut Vec<u64>) {
    values.resize(rows.len(), 0);
    column.get_vals(rows, values);
}
